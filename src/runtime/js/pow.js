import { checkInt } from "./checkInt.js";
import { OverflowError, PyTypeError, ValueError, ZeroDivisionError } from "./exceptions.js";
import { isInt, isNumber } from "./kinds.js";
import { operate, operateInPlace } from "./operate.js";

/** Python's `a ** b` and `pow(a, b, modulus)`. */
export function pow(a, b, modulus, symbol = "** or pow()") {
  if (!isNumber(a) || !isNumber(b)) return operate(a, b, "pow", symbol);
  return modulus === undefined || modulus === null ? powNum(a, b) : powMod(a, b, modulus);
}

/** `a ** b` of two numbers. */
export function powNum(a, b) {
  const ints = isInt(Number(a)) && isInt(Number(b)) && b >= 0;
  return ints ? checkInt(Number(a) ** Number(b)) : powFloat(a, b);
}

/** `a ** b` of two floats. */
export function powFloat(a, b) {
  const base = Number(a);
  const exponent = Number(b);
  if (base === 1) return 1; // JavaScript says NaN for 1 ** NaN and 1 ** Infinity
  if (base === -1 && Math.abs(exponent) === Infinity) return 1;
  if (base === 0 && exponent < 0) throw new ZeroDivisionError("0.0 cannot be raised to a negative power");
  if (base < 0 && Number.isFinite(base) && Number.isFinite(exponent) && !Number.isInteger(exponent)) {
    throw new ValueError("a negative number to a fractional power is complex, and there is no complex in JavaScript");
  }
  const result = base ** exponent;
  if (Math.abs(result) === Infinity && Number.isFinite(base) && Number.isFinite(exponent)) {
    throw new OverflowError(34, "Numerical result out of range");
  }
  return result;
}

function powMod(a, b, modulus) {
  if (![a, b, modulus].every((x) => isNumber(x) && isInt(Number(x)))) {
    throw new PyTypeError("pow() 3rd argument not allowed unless all arguments are integers");
  }
  if (Number(modulus) === 0) throw new ValueError("pow() 3rd argument cannot be 0");
  const m = BigInt(modulus);
  const wrap = (x) => ((x % m) + m) % m;
  let base = wrap(BigInt(a));
  let exponent = BigInt(b);
  if (exponent < 0n) {
    base = inverse(base, m);
    exponent = -exponent;
  }
  let result = wrap(1n);
  for (; exponent > 0n; exponent >>= 1n) {
    if (exponent & 1n) result = wrap(result * base);
    base = wrap(base * base);
  }
  return Number(result);
}

function inverse(a, m) {
  let [r0, r1, t0, t1] = [m, a, 0n, 1n];
  while (r1 !== 0n) {
    const q = r0 / r1;
    [r0, r1, t0, t1] = [r1, r0 - q * r1, t1, t0 - q * t1];
  }
  if (r0 !== 1n && r0 !== -1n) throw new ValueError("base is not invertible for the given modulus");
  return t0 * r0;
}

/** `a **= b`. */
export function ipow(a, b) {
  return operateInPlace(a, b, "pow", "**=", (x, y, symbol) => pow(x, y, null, symbol));
}
