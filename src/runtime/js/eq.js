import { hasMethod, isDict, isNumber, isTuple } from "./kinds.js";
import { NotImplemented } from "./notImplemented.js";
import { truthy } from "./truthy.js";

/** Python's `a == b`: containers by value, `1 == True`, an instance by its `__eq__`. */
export function eq(a, b) {
  if (a === b) return true;
  if (typeof a === "number" && typeof b === "number") return false;
  return eqAny(a, b);
}

function eqAny(a, b) {
  if (a === null || a === undefined) return b === null || b === undefined;
  if (isNumber(a) && isNumber(b)) return a == b; // exact, also of a BigInt and a float
  if (typeof a === "string" && typeof b === "string") return false;
  const answer = ask(a, b) ?? ask(b, a);
  if (answer !== undefined) return truthy(answer);
  if (typeof a !== "object" || typeof b !== "object" || b === null) return false;
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      isTuple(a) === isTuple(b) &&
      sameItems(a, b)
    );
  }
  if (a instanceof Date && b instanceof Date) return a.getTime() === b.getTime();
  if (a instanceof Set) return b instanceof Set && a.size === b.size && [...a].every((item) => b.has(item));
  return isDict(a) && isDict(b) && eqDict(a, b);
}

function sameItems(a, b) {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i] && !same(a[i], b[i])) return false;
  return true;
}

function ask(a, b) {
  const answer = hasMethod(a, "__eq__") ? a.__eq__(b) : NotImplemented;
  return answer === NotImplemented ? undefined : answer;
}

function eqDict(a, b) {
  const entries = a instanceof Map ? [...a] : Object.entries(a);
  if (entries.length !== (b instanceof Map ? b.size : Object.keys(b).length)) return false;
  return entries.every(([k, v]) =>
    b instanceof Map
      ? b.has(k) && same(v, b.get(k))
      : typeof k === "string" && Object.hasOwn(b, k) && same(v, b[k]),
  );
}

/** Identical or equal: how containers compare their items, so that a NaN is found in its own list. */
export function same(a, b) {
  return Object.is(a, b) || eq(a, b);
}

/** Python's `a != b`. */
export function ne(a, b) {
  if (typeof a === "number" && typeof b === "number") return a !== b;
  if (hasMethod(a, "__ne__")) {
    const answer = a.__ne__(b);
    if (answer !== NotImplemented) return truthy(answer);
  }
  return !eq(a, b);
}
