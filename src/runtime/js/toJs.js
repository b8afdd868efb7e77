/** For JavaScript that reads plain objects: each Map in `value` becomes one, deeply; tuples become arrays. */
export function toJs(value, seen = new Map()) {
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  if (Array.isArray(value)) {
    const out = [];
    seen.set(value, out);
    for (const item of value) out.push(toJs(item, seen));
    return out;
  }
  const plain = Object.getPrototypeOf(value) === Object.prototype;
  if (!plain && !(value instanceof Map)) return value;
  const out = {};
  seen.set(value, out);
  for (const [key, item] of plain ? Object.entries(value) : value) {
    Object.defineProperty(out, keyText(key), {
      value: toJs(item, seen),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }
  return out;
}

// the keys json.dumps writes
function keyText(key) {
  return key === null ? "null" : String(key);
}
