import { OverflowError, PyTypeError, ValueError, ZeroDivisionError } from "./exceptions.js";
import { large, toFloat, toInt } from "./ints.js";
import { isIntOrBool, isNumber } from "./kinds.js";
import { operate, operateInPlace } from "./operate.js";

/** Python's `a ** b` and `pow(a, b, modulus)`. */
export function pow(a, b, modulus, symbol = "** or pow()") {
  if (!isNumber(a) || !isNumber(b)) return operate(a, b, "pow", symbol);
  return modulus === undefined || modulus === null ? powNum(a, b) : powMod(a, b, modulus);
}

/** `a ** b` of two numbers. */
export function powNum(a, b) {
  return isIntOrBool(a) && isIntOrBool(b) && b >= 0 ? powInt(a, b) : powFloat(a, b);
}

function powInt(a, b) {
  if (typeof a !== "bigint" && typeof b !== "bigint") {
    const result = Number(a) ** Number(b);
    if (result <= 9007199254740991 && result >= -9007199254740991) return result;
  }
  return toInt(large(() => BigInt(a) ** BigInt(b)));
}

/** `a ** b` of two floats. */
export function powFloat(a, b) {
  if (b === 2 && typeof a === "number") {
    const square = a * a;
    if (square < Infinity) return square;
  }
  return powFloatAny(a, b);
}

// apart, so that engines inline the few lines above
function powFloatAny(a, b) {
  const base = toFloat(a);
  const exponent = toFloat(b);
  if (base === 1) return 1; // JavaScript says NaN for 1 ** NaN and 1 ** Infinity
  if (base === -1 && Math.abs(exponent) === Infinity) return 1;
  if (base === 0 && exponent < 0) throw new ZeroDivisionError("0.0 cannot be raised to a negative power");
  if (base < 0 && Number.isFinite(base) && Number.isFinite(exponent) && !Number.isInteger(exponent)) {
    throw new ValueError(
      "a negative number to a fractional power is complex, and there is no complex in JavaScript",
    );
  }
  const result = precise(base, exponent);
  if (Math.abs(result) === Infinity && Number.isFinite(base) && Number.isFinite(exponent)) {
    throw new OverflowError(34, "Numerical result out of range");
  }
  return result;
}

// Engines differ from C, and from each other, in the last digit of `**`: 2.5 ** -5 is 0.010239999999999999 in
// V8. A whole exponent is therefore done here, by squaring, with twice the digits.
/** `base ** exponent` where it is a float or NaN, to the last digit. */
export function precise(base, exponent) {
  const plain = base ** exponent;
  if (exponent === 0.5 && base > 0) return Math.sqrt(base);
  const n = Math.abs(exponent);
  if (!Number.isInteger(n) || n > 1024 || !(Math.abs(Math.log2(Math.abs(plain))) < 900)) return plain;
  let [high, low] = [1, 0];
  let [squareHigh, squareLow] = [base, 0];
  for (let rest = n; ;) {
    if (rest % 2 === 1) [high, low] = times(high, low, squareHigh, squareLow);
    rest = Math.floor(rest / 2);
    if (rest === 0) break;
    [squareHigh, squareLow] = times(squareHigh, squareLow, squareHigh, squareLow);
  }
  if (exponent > 0) return high + low;
  const quotient = 1 / high;
  const [product, error] = times(quotient, 0, high, low);
  return quotient + (1 - product - error) / high;
}

// (a + b) × (c + d) as a sum of two numbers, by Dekker's splitting
function times(a, b, c, d) {
  const product = a * c;
  const [a1, a2, c1, c2] = [...halves(a), ...halves(c)];
  const error = a1 * c1 - product + a1 * c2 + a2 * c1 + a2 * c2 + (a * d + b * c);
  return [product + error, product - (product + error) + error];
}

function halves(x) {
  const wide = 134217729 * x;
  const high = wide - (wide - x);
  return [high, x - high];
}

function powMod(a, b, modulus) {
  if (![a, b, modulus].every(isIntOrBool)) {
    throw new PyTypeError("pow() 3rd argument not allowed unless all arguments are integers");
  }
  if (modulus == 0) throw new ValueError("pow() 3rd argument cannot be 0");
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
  return toInt(result);
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
