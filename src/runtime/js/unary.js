import { PyTypeError } from "./exceptions.js";
import { calculate } from "./ints.js";
import { hasMethod, isIntOrBool, isNumber } from "./kinds.js";
import { typeName } from "./typeName.js";

function unary(x, name, symbol) {
  if (hasMethod(x, `__${name}__`)) return x[`__${name}__`]();
  throw new PyTypeError(`bad operand type for ${symbol}: '${typeName(x)}'`);
}

/** Python's `-x`. */
export function neg(x) {
  // 0 - x, as -x would make a zero, or False, into -0.0
  if (typeof x === "number") return x === 0 ? 0 - x : -x;
  if (typeof x === "bigint") return -x;
  return isNumber(x) ? 0 - Number(x) : unary(x, "neg", "unary -");
}

/** Python's `+x`. */
export function pos(x) {
  if (typeof x === "bigint") return x;
  return isNumber(x) ? Number(x) : unary(x, "pos", "unary +");
}

/** Python's `~x`. */
export function invert(x) {
  return isIntOrBool(x) ? calculate(-1, x, (a, b) => a - b) : unary(x, "invert", "unary ~");
}

/** Python's `abs(x)`. */
export function abs(x) {
  if (typeof x === "bigint") return x < 0n ? -x : x;
  return isNumber(x) ? Math.abs(x) : unary(x, "abs", "abs()");
}
