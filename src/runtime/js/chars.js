/** The code points of `s`, indexable: `s` itself when it holds no surrogate pair. */
export function chars(s) {
  return /[\ud800-\udbff]/.test(s) ? [...s] : s;
}

/** Python's `len(s)`: code points, not UTF-16 units. */
export function strLen(s) {
  return chars(s).length;
}

/** The part of `s` between two code points. */
export function substring(s, start, end) {
  const points = chars(s).slice(start, end);
  return typeof points === "string" ? points : points.join("");
}
