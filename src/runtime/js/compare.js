import { same } from "./eq.js";
import { PyTypeError } from "./exceptions.js";
import { hasMethod, isNumber, isTuple } from "./kinds.js";
import { NotImplemented } from "./notImplemented.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

const dunder = { "<": "__lt__", "<=": "__le__", ">": "__gt__", ">=": "__ge__" };

const mirrored = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/** Python's `a < b`. */
export function lt(a, b) {
  return typeof a === "number" && typeof b === "number" ? a < b : compare(a, b, "<");
}

/** Python's `a <= b`. */
export function le(a, b) {
  return typeof a === "number" && typeof b === "number" ? a <= b : compare(a, b, "<=");
}

/** Python's `a > b`. */
export function gt(a, b) {
  return typeof a === "number" && typeof b === "number" ? a > b : compare(a, b, ">");
}

/** Python's `a >= b`. */
export function ge(a, b) {
  return typeof a === "number" && typeof b === "number" ? a >= b : compare(a, b, ">=");
}

/** Orders strings by code points: JavaScript's `<` compares UTF-16 units and puts U+FF5E after emoji. */
export function compareStr(a, b) {
  if (a === b) return 0;
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

// surrogates stand for code points above every other unit
function rank(unit) {
  return unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit;
}

function ordered(a, b, op) {
  return op === "<" ? a < b : op === "<=" ? a <= b : op === ">" ? a > b : a >= b;
}

function compare(a, b, op) {
  if (isNumber(a) && isNumber(b)) return ordered(a, b, op);
  if (typeof a === "string" && typeof b === "string") return ordered(compareStr(a, b), 0, op);
  if (Array.isArray(a) && Array.isArray(b) && isTuple(a) === isTuple(b)) {
    const end = Math.min(a.length, b.length);
    for (let i = 0; i < end; i++) {
      const x = a[i];
      const y = b[i];
      if (x === y) continue;
      if (typeof x === "number" && typeof y === "number") {
        if (x === x || y === y) return ordered(x, y, op);
      } else if (typeof x === "string" && typeof y === "string") return ordered(compareStr(x, y), 0, op);
      if (!same(x, y)) return isNumber(x) && isNumber(y) ? ordered(x, y, op) : compare(x, y, op);
    }
    return ordered(a.length, b.length, op);
  }
  if (a instanceof Set && b instanceof Set) {
    // for sets `<` is "proper subset of"
    const [small, large] = op.startsWith("<") ? [a, b] : [b, a];
    return (op.length === 2 || small.size < large.size) && [...small].every((x) => large.has(x));
  }
  for (const [x, y, method] of [
    [a, b, dunder[op]],
    [b, a, dunder[mirrored[op]]],
  ]) {
    const answer = hasMethod(x, method) ? x[method](y) : NotImplemented;
    if (answer !== NotImplemented) return truthy(answer);
  }
  if (a instanceof Date && b instanceof Date) return ordered(a.getTime(), b.getTime(), op);
  throw new PyTypeError(`'${op}' not supported between instances of '${typeName(a)}' and '${typeName(b)}'`);
}
