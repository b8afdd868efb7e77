import { OverflowError, ZeroDivisionError } from "./exceptions.js";
import { toFloat, toInt } from "./ints.js";
import { isIntOrBool, isNumber } from "./kinds.js";
import { operate, operateInPlace } from "./operate.js";
import { percent } from "./percent.js";
import { tuple } from "./tuple.js";

function bothInts(a, b) {
  return isIntOrBool(a) && isIntOrBool(b);
}

function isLarge(a, b) {
  return typeof a === "bigint" || typeof b === "bigint";
}

/** Python's `a / b`. */
export function div(a, b, symbol) {
  if (typeof a === "number" && typeof b === "number" && b !== 0) return a / b;
  return divWhatever(a, b, symbol);
}

function divWhatever(a, b, symbol = "/") {
  return isNumber(a) && isNumber(b) ? divNum(a, b) : operate(a, b, "truediv", symbol);
}

/** `a / b` of two numbers. */
export function divNum(a, b) {
  if (typeof a === "number" && typeof b === "number" && b !== 0) return a / b;
  return divAny(a, b);
}

function divAny(a, b) {
  if (Number(b) === 0)
    throw new ZeroDivisionError(bothInts(a, b) ? "division by zero" : "float division by zero");
  return isLarge(a, b) ? divLarge(a, b) : a / b;
}

// two ints are divided exactly and rounded once, though neither may fit a float
function divLarge(a, b) {
  if (!bothInts(a, b)) return toFloat(a) / toFloat(b);
  const [top, bottom] = [sizeOfBig(BigInt(a)), sizeOfBig(BigInt(b))];
  const shift = bitsOf(top) - bitsOf(bottom) - 66n;
  const [whole, by] = shift > 0n ? [top, bottom << shift] : [top << -shift, bottom];
  // the lowest bit stands for all that was cut off
  const result = scaledBy(Number((whole / by) | (whole % by === 0n ? 0n : 1n)), Number(shift));
  if (result === Infinity) throw new OverflowError("integer division result too large for a float");
  return a < 0 !== b < 0 ? -result : result;
}

function sizeOfBig(big) {
  return big < 0n ? -big : big;
}

function bitsOf(big) {
  return BigInt(big.toString(16).length * 4);
}

// in two steps, as the power alone may be none of a float; the first is exact
function scaledBy(x, power) {
  const half = Math.trunc(power / 2);
  return x * 2 ** half * 2 ** (power - half);
}

/** Python's `a // b`. */
export function floordiv(a, b, symbol) {
  if (typeof a === "number" && typeof b === "number") return floordivNum(a, b);
  return floordivWhatever(a, b, symbol);
}

function floordivWhatever(a, b, symbol = "//") {
  return isNumber(a) && isNumber(b) ? floordivNum(a, b) : operate(a, b, "floordiv", symbol);
}

/** `a // b` of two numbers. */
export function floordivNum(a, b) {
  if (b > 0 && a !== 0 && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return Math.floor(a / b);
  return floordivAny(a, b);
}

function floordivAny(a, b) {
  if (!bothInts(a, b)) return floordivFloat(a, b);
  if (Number(b) === 0) throw new ZeroDivisionError("integer division or modulo by zero");
  if (isLarge(a, b)) return floorLarge(BigInt(a), BigInt(b));
  return Math.floor(a / b) + 0; // exact: the quotient of two safe integers never rounds up to the next
}

function floorLarge(a, b) {
  return toInt(a / b - (a % b !== 0n && a < 0n !== b < 0n ? 1n : 0n));
}

function modLarge(a, b) {
  const rest = a % b;
  return toInt(rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest);
}

/** `a // b` of two floats, rounding as CPython does. */
export function floordivFloat(x, y) {
  const [a, b] = [toFloat(x), toFloat(y)];
  if (Number(b) === 0) throw new ZeroDivisionError("float floor division by zero");
  const rest = a % b;
  const quotient = (a - rest) / b - (rest !== 0 && rest < 0 !== b < 0 ? 1 : 0);
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Python's `a % b`; on a string it formats. */
export function mod(a, b, symbol) {
  if (typeof a === "number" && typeof b === "number") return modNum(a, b);
  return modWhatever(a, b, symbol);
}

function modWhatever(a, b, symbol = "%") {
  if (isNumber(a) && isNumber(b)) return modNum(a, b);
  if (typeof a === "string") return percent(a, b);
  return typeof a?.percent__ === "function" ? a.percent__(percent, b) : operate(a, b, "mod", symbol);
}

/** `a % b` of two numbers: the result has the sign of `b`. */
export function modNum(a, b) {
  if (b > 0 && a !== 0 && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const rest = a % b;
    return rest < 0 ? rest + b : rest + 0; // + 0 turns -0 into 0
  }
  return modAny(a, b);
}

function modAny(a, b) {
  if (!bothInts(a, b)) return modFloat(a, b);
  if (Number(b) === 0) throw new ZeroDivisionError("integer modulo by zero");
  return isLarge(a, b) ? modLarge(BigInt(a), BigInt(b)) : modFloat(a, b) + 0;
}

/** `a % b` of two floats. */
export function modFloat(x, y) {
  const [a, b] = [toFloat(x), toFloat(y)];
  if (Number(b) === 0) throw new ZeroDivisionError("float modulo");
  const rest = a % b;
  if (rest === 0) return b < 0 ? -0 : 0;
  return rest < 0 !== b < 0 ? rest + Number(b) : rest;
}

/** Python's `divmod(a, b)`. */
export function divmod(a, b) {
  if (!isNumber(a) || !isNumber(b)) return operate(a, b, "divmod", "divmod()");
  if (Number(b) === 0)
    throw new ZeroDivisionError(bothInts(a, b) ? "integer division or modulo by zero" : "float divmod()");
  return tuple(floordivNum(a, b), modNum(a, b));
}

/** `a /= b`. */
export function idiv(a, b) {
  return operateInPlace(a, b, "truediv", "/=", div);
}

/** `a //= b`. */
export function ifloordiv(a, b) {
  return operateInPlace(a, b, "floordiv", "//=", floordiv);
}

/** `a %= b`. */
export function imod(a, b) {
  return operateInPlace(a, b, "mod", "%=", mod);
}
