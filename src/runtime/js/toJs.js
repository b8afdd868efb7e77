import { asTuple, isTuple } from "./kinds.js";

/**
 * For JavaScript that reads plain objects: each Map in `value` becomes one, deeply; tuples become arrays.
 * What holds neither is handed on as it is, because React compares identity.
 */
export function toJs(value, seen = new Map()) {
  if (!hasWithin(value, isPython, new Set())) return value;
  if (seen.has(value)) return seen.get(value);
  if (Array.isArray(value)) {
    const out = [];
    seen.set(value, out);
    for (const item of value) out.push(toJs(item, seen));
    return out;
  }
  return objectOf(value, toJs, seen);
}

/**
 * What a function gets that may be JavaScript's or Python's: each Map in `value` whose keys are strings becomes a plain
 * object, deeply. To Python that is the same dict; one with other keys would not be.
 */
export function toObject(value, seen = new Map()) {
  if (!hasWithin(value, hasTextKeys, new Set())) return value;
  if (seen.has(value)) return seen.get(value);
  if (!Array.isArray(value)) return objectOf(value, toObject, seen);
  const out = [];
  seen.set(value, out);
  for (const item of value) out.push(toObject(item, seen));
  return isTuple(value) ? asTuple(out) : out;
}

function objectOf(value, convert, seen) {
  const out = {};
  seen.set(value, out);
  for (const [key, item] of value instanceof Map ? value : Object.entries(value)) {
    Object.defineProperty(out, keyText(key), {
      value: convert(item, seen),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return out;
}

const isPython = (value) => value instanceof Map || isTuple(value);

function hasTextKeys(value) {
  return value instanceof Map && [...value.keys()].every((key) => typeof key === "string");
}

/** Whether something of the kind is in `value`. React's elements and refs are not looked into: they must stay themselves. */
function hasWithin(value, isOurs, seen) {
  if (typeof value !== "object" || value === null || seen.has(value)) return false;
  seen.add(value);
  if (isOurs(value)) return true;
  if (Array.isArray(value)) return value.some((item) => hasWithin(item, isOurs, seen));
  if (Object.getPrototypeOf(value) !== Object.prototype || "$$typeof" in value) return false;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "current") return false;
  return keys.some((key) => hasWithin(value[key], isOurs, seen));
}

// the keys json.dumps writes
function keyText(key) {
  return key === null ? "null" : String(key);
}
