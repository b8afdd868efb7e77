import { checkInt } from "./checkInt.js";
import { ZeroDivisionError } from "./exceptions.js";
import { isInt, isNumber } from "./kinds.js";
import { operate, operateInPlace } from "./operate.js";
import { percent } from "./percent.js";
import { tuple } from "./tuple.js";

function bothInts(a, b) {
  return isInt(Number(a)) && isInt(Number(b));
}

/** Python's `a / b`. */
export function div(a, b, symbol = "/") {
  if (typeof a === "number" && typeof b === "number" && b !== 0) return a / b;
  return isNumber(a) && isNumber(b) ? divNum(a, b) : operate(a, b, "truediv", symbol);
}

/** `a / b` of two numbers. */
export function divNum(a, b) {
  if (b > 0 || b < 0) return a / b;
  return divAny(a, b);
}

function divAny(a, b) {
  if (Number(b) === 0)
    throw new ZeroDivisionError(bothInts(a, b) ? "division by zero" : "float division by zero");
  return a / b;
}

/** Python's `a // b`. */
export function floordiv(a, b, symbol = "//") {
  return isNumber(a) && isNumber(b) ? floordivNum(a, b) : operate(a, b, "floordiv", symbol);
}

/** `a // b` of two numbers. */
export function floordivNum(a, b) {
  if (b > 0 && a !== 0 && Number.isSafeInteger(a) && Number.isSafeInteger(b)) return Math.floor(a / b);
  if (!bothInts(a, b)) return floordivFloat(a, b);
  if (Number(b) === 0) throw new ZeroDivisionError("integer division or modulo by zero");
  return checkInt(Math.floor(a / b)); // exact: the quotient of two safe integers never rounds up to the next
}

/** `a // b` of two floats, rounding as CPython does. */
export function floordivFloat(a, b) {
  if (Number(b) === 0) throw new ZeroDivisionError("float floor division by zero");
  const rest = a % b;
  const quotient = (a - rest) / b - (rest !== 0 && rest < 0 !== b < 0 ? 1 : 0);
  if (quotient === 0) return a / b < 0 || Object.is(a / b, -0) ? -0 : 0;
  const floor = Math.floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

/** Python's `a % b`; on a string it formats. */
export function mod(a, b, symbol = "%") {
  if (isNumber(a) && isNumber(b)) return modNum(a, b);
  return typeof a === "string" ? percent(a, b) : operate(a, b, "mod", symbol);
}

/** `a % b` of two numbers: the result has the sign of `b`. */
export function modNum(a, b) {
  if (b > 0 && a !== 0 && Number.isSafeInteger(a) && Number.isSafeInteger(b)) {
    const rest = a % b;
    return rest < 0 ? rest + b : rest + 0; // + 0 turns -0 into 0
  }
  if (!bothInts(a, b)) return modFloat(a, b);
  if (Number(b) === 0) throw new ZeroDivisionError("integer modulo by zero");
  return modFloat(a, b) + 0;
}

/** `a % b` of two floats. */
export function modFloat(a, b) {
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
