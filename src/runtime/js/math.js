import { divNum } from "./div.js";
import { OverflowError, PyTypeError, ValueError } from "./exceptions.js";
import { toFloat } from "./ints.js";
import { hasMethod, isIntOrBool, isNumber } from "./kinds.js";
import { truncate } from "./numbers.js";
import { precise } from "./pow.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";

/** Python's `math.tau`. */
export const mathTau = 2 * Math.PI;

/** An argument that must be a real number. */
export function real(x) {
  if (isNumber(x)) return toFloat(x);
  for (const method of ["__float__", "__index__"]) if (hasMethod(x, method)) return x[method]();
  throw new PyTypeError(`must be real number, not ${typeName(x)}`);
}

/** The error of a function that has no value there. */
export function domainError() {
  return new ValueError("math domain error");
}

/** The error of a value too large for a float. */
export function rangeError() {
  return new OverflowError("math range error");
}

// a function of one number; one that has no value there, or a pole, raises as C's errno makes Python do
function ofOne(f, grows = false) {
  return (x) => {
    const value = real(x);
    const result = f(value);
    if (Number.isNaN(result) && !Number.isNaN(value)) throw domainError();
    if (Math.abs(result) === Infinity && Number.isFinite(value)) throw grows ? rangeError() : domainError();
    return result;
  };
}

// A logarithm of an int, which may be too large for a float: that of its bits as a fraction, and of their number.
function logarithm(x, log, ofTwo) {
  if (typeof x !== "bigint" || Number.isFinite(Number(x))) return log(x);
  if (x < 0n) throw domainError();
  const bits = x.toString(2).length;
  return log(Number(x >> BigInt(bits - 64)) / 2 ** 64) + ofTwo * bits;
}

/** Python's `math.acos(x)`. */
export const mathAcos = ofOne(Math.acos);

/** Python's `math.acosh(x)`. */
export const mathAcosh = ofOne(Math.acosh);

/** Python's `math.asin(x)`. */
export const mathAsin = ofOne(Math.asin);

/** Python's `math.asinh(x)`. */
export const mathAsinh = ofOne(Math.asinh);

/** Python's `math.atan(x)`. */
export const mathAtan = ofOne(Math.atan);

/** Python's `math.atanh(x)`. */
export const mathAtanh = ofOne(Math.atanh);

/** Python's `math.cbrt(x)`. */
export const mathCbrt = ofOne(Math.cbrt);

/** Python's `math.cos(x)`. */
export const mathCos = ofOne(Math.cos);

/** Python's `math.cosh(x)`. */
export const mathCosh = ofOne(Math.cosh, true);

/** Python's `math.exp(x)`. */
export const mathExp = ofOne(Math.exp, true);

/** Python's `math.exp2(x)`. */
export const mathExp2 = ofOne((x) => 2 ** x, true);

/** Python's `math.expm1(x)`. */
export const mathExpm1 = ofOne(Math.expm1, true);

/** Python's `math.fabs(x)`. */
export const mathFabs = ofOne(Math.abs);

const log10 = ofOne(Math.log10);

/** Python's `math.log10(x)`. */
export function mathLog10(x) {
  return logarithm(x, log10, Math.log10(2));
}

/** Python's `math.log1p(x)`. */
export const mathLog1p = ofOne(Math.log1p);

const log2 = ofOne(Math.log2);

/** Python's `math.log2(x)`. */
export function mathLog2(x) {
  return logarithm(x, log2, 1);
}

/** Python's `math.sin(x)`. */
export const mathSin = ofOne(Math.sin);

/** Python's `math.sinh(x)`. */
export const mathSinh = ofOne(Math.sinh, true);

const sqrtOf = ofOne(Math.sqrt);

/** Python's `math.sqrt(x)`. */
export function mathSqrt(x) {
  return typeof x === "number" && x >= 0 ? Math.sqrt(x) : sqrtOf(x);
}

/** Python's `math.tan(x)`. */
export const mathTan = ofOne(Math.tan);

/** Python's `math.tanh(x)`. */
export const mathTanh = ofOne(Math.tanh);

/** Python's `math.degrees(x)`. */
export function mathDegrees(x) {
  return real(x) * (180 / Math.PI);
}

/** Python's `math.radians(x)`. */
export function mathRadians(x) {
  return real(x) * (Math.PI / 180);
}

/** Python's `math.isnan(x)`. */
export function mathIsnan(x) {
  return Number.isNaN(real(x));
}

/** Python's `math.isinf(x)`. */
export function mathIsinf(x) {
  return Math.abs(real(x)) === Infinity;
}

/** Python's `math.isfinite(x)`. */
export function mathIsfinite(x) {
  return Number.isFinite(real(x));
}

/** Python's `math.atan2(y, x)`. */
export function mathAtan2(y, x) {
  return Math.atan2(real(y), real(x));
}

/** Python's `math.copysign(x, y)`. */
export function mathCopysign(x, y) {
  const [size, sign] = [Math.abs(real(x)), real(y)];
  return sign < 0 || Object.is(sign, -0) ? -size : size;
}

/** Python's `math.floor(x)`. */
export function mathFloor(x) {
  if (typeof x === "bigint") return x;
  return hasMethod(x, "__floor__") ? x.__floor__() : truncate(Math.floor(real(x)));
}

/** Python's `math.ceil(x)`. */
export function mathCeil(x) {
  if (typeof x === "bigint") return x;
  return hasMethod(x, "__ceil__") ? x.__ceil__() : truncate(Math.ceil(real(x)));
}

/** Python's `math.trunc(x)`. */
export function mathTrunc(x) {
  if (isNumber(x)) return truncate(x);
  if (hasMethod(x, "__trunc__")) return x.__trunc__();
  throw new PyTypeError(`type ${typeName(x)} doesn't define __trunc__ method`);
}

/** Python's `math.log(x, base)`. */
export function mathLog(x, base) {
  const top = logOf(x);
  return base === undefined ? top : divNum(top, logOf(base) || -0);
}

function logOf(x) {
  return logarithm(x, logOfFloat, Math.LN2);
}

function logOfFloat(x) {
  const value = real(x);
  if (value <= 0) throw domainError();
  return Math.log(value);
}

/** Python's `math.pow(x, y)`: as C has it, always a float. */
export function mathPow(x, y) {
  const [base, exponent] = [real(x), real(y)];
  if (base === 1 || exponent === 0) return 1;
  if (base === -1 && Math.abs(exponent) === Infinity) return 1;
  if (base === 0 && exponent < 0 && exponent !== -Infinity) throw domainError();
  const result = precise(base, exponent);
  if (Number.isFinite(base) && Number.isFinite(exponent)) {
    if (Number.isNaN(result)) throw domainError();
    if (!Number.isFinite(result)) throw rangeError();
  }
  return result;
}

/** Python's `math.fmod(x, y)`. */
export function mathFmod(x, y) {
  const [a, b] = [real(x), real(y)];
  const result = a % b;
  if (Number.isNaN(result) && !Number.isNaN(a) && !Number.isNaN(b)) throw domainError();
  return result;
}

/** Python's `math.remainder(x, y)`: to the nearest multiple of y, the even one of two. */
export function mathRemainder(x, y) {
  const [a, b] = [real(x), real(y)];
  if (Number.isNaN(a) || Number.isNaN(b)) return NaN;
  if (Math.abs(a) === Infinity || b === 0) throw domainError();
  if (Math.abs(b) === Infinity) return a;
  const [size, step] = [Math.abs(a), Math.abs(b)];
  const rest = size % step;
  const gap = step - rest;
  let result = rest;
  if (rest > gap) result = -gap;
  else if (rest === gap) result = rest - 2 * ((0.5 * (size - rest)) % step);
  return mathCopysign(1, a) * result;
}

/** Python's `math.modf(x)`: the parts after and before the point. */
export function mathModf(x) {
  const value = real(x);
  if (Math.abs(value) === Infinity) return tuple(mathCopysign(0, value), value);
  return tuple(mathCopysign(value % 1, value), Math.trunc(value));
}

/** Python's `math.frexp(x)`: the mantissa in [0.5, 1) and the exponent. */
export function mathFrexp(x) {
  const value = real(x);
  if (value === 0 || !Number.isFinite(value)) return tuple(value, 0);
  const small = Math.abs(value) < 2 ** -1022;
  const size = Math.abs(small ? value * 2 ** 54 : value);
  let exponent = Math.max(-1023, Math.floor(Math.log2(size)) + 1);
  // log2 rounds, so the guess may be off by one
  while (scaleBy(size, -exponent) >= 1) exponent++;
  while (scaleBy(size, -exponent) < 0.5) exponent--;
  return tuple(mathCopysign(scaleBy(size, -exponent), value), small ? exponent - 54 : exponent);
}

// x × 2^power for a normal x and a result near 1
function scaleBy(x, power) {
  const half = Math.trunc(power / 2);
  return x * 2 ** half * 2 ** (power - half);
}

/** Python's `math.ldexp(x, i)`. */
export function mathLdexp(x, i) {
  const value = real(x);
  if (!isIntOrBool(i)) throw new PyTypeError("Expected an int as second argument to ldexp.");
  if (value === 0 || !Number.isFinite(value)) return value;
  const [mantissa, exponent] = mathFrexp(value);
  const power = exponent + Number(i);
  if (power > 1024) throw rangeError();
  if (power < -1080) return mathCopysign(0, value);
  // the last step alone may round
  return power < -1020 ? mantissa * 2 ** -1000 * 2 ** (power + 1000) : mantissa * 2 * 2 ** (power - 1);
}

const floatBytes = new DataView(new ArrayBuffer(8));

// the floats in order, as whole numbers
function place(x) {
  floatBytes.setFloat64(0, x);
  const bits = floatBytes.getBigInt64(0);
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits;
}

function ofPlace(n, sign) {
  floatBytes.setBigInt64(0, n < 0n ? -n : n);
  const size = floatBytes.getFloat64(0);
  return n < 0n || (n === 0n && sign < 0) ? -size : size;
}

/** Python's `math.nextafter(x, y, steps=steps)`. */
export function mathNextafter(x, y, steps = null) {
  const [from, to] = [real(x), real(y)];
  if (Number.isNaN(from) || Number.isNaN(to)) return NaN;
  if (steps !== null && steps < 0) throw new ValueError("steps must be a non-negative integer");
  if (from === to) return steps === 0 ? from : to;
  const [a, b, count] = [place(from), place(to), BigInt(steps ?? 1)];
  if (to === 0 && from < 0 && steps === null && a === -1n) return -0;
  if (count >= (a < b ? b - a : a - b)) return to;
  return ofPlace(a < b ? a + count : a - count, a < b ? -1 : 1);
}

/** Python's `math.ulp(x)`. */
export function mathUlp(x) {
  const value = Math.abs(real(x));
  if (!Number.isFinite(value)) return value;
  const above = ofPlace(place(value) + 1n, 1);
  return above === Infinity ? value - ofPlace(place(value) - 1n, 1) : above - value;
}
