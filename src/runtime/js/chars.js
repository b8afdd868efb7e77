// A loop over a long text asks for it again and again: the answers for two of them are kept.
let text = "";
let points = "";
let textBefore = "";
let pointsBefore = "";

/** The code points of `s`, indexable: `s` itself when it holds no surrogate pair. */
export function codePoints(s) {
  if (s.length < 2 || s === text) return s.length < 2 ? s : points;
  return pointsOf(s);
}

// the rows of a grid of texts
const known = new Map();

function pointsOf(s) {
  if (s.length < 32) return split(s);
  if (s !== textBefore) {
    let found = known.get(s);
    if (found === undefined) {
      found = split(s);
      if (known.size >= 64) known.clear();
      if (s.length < 1024) known.set(s, found);
    }
    [textBefore, pointsBefore] = [s, found];
  }
  [text, points, textBefore, pointsBefore] = [textBefore, pointsBefore, text, points];
  return points;
}

function split(s) {
  return /[\ud800-\udbff]/.test(s) ? [...s] : s;
}

/** Python's `len(s)`: code points, not UTF-16 units. */
export function strLen(s) {
  return codePoints(s).length;
}

/** The part of `s` between two code points. */
export function substring(s, start, end) {
  const points = codePoints(s).slice(start, end);
  return typeof points === "string" ? points : points.join("");
}
