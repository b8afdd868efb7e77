/**
 * For JavaScript that reads plain objects: each Map in `value` becomes one, deeply; tuples become arrays.
 * What holds neither is handed on as it is, because React compares identity.
 */
export function toJs(value, seen = new Map()) {
  if (!holdsPython(value, new Set())) return value;
  if (seen.has(value)) return seen.get(value);
  if (Array.isArray(value)) {
    const out = [];
    seen.set(value, out);
    for (const item of value) out.push(toJs(item, seen));
    return out;
  }
  const out = {};
  seen.set(value, out);
  for (const [key, item] of value instanceof Map ? value : Object.entries(value)) {
    Object.defineProperty(out, keyText(key), {
      value: toJs(item, seen),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return out;
}

/** Whether a Map or a tuple is in `value`. React's elements and refs are not looked into: they must stay themselves. */
function holdsPython(value, seen) {
  if (typeof value !== "object" || value === null || seen.has(value)) return false;
  seen.add(value);
  if (value instanceof Map) return true;
  if (Array.isArray(value)) return Object.isFrozen(value) || value.some((item) => holdsPython(item, seen));
  if (Object.getPrototypeOf(value) !== Object.prototype || "$$typeof" in value) return false;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "current") return false;
  return keys.some((key) => holdsPython(value[key], seen));
}

// the keys json.dumps writes
function keyText(key) {
  return key === null ? "null" : String(key);
}
