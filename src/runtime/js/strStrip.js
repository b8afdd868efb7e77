import { codePoints } from "./chars.js";
import { PyTypeError } from "./exceptions.js";

/** Whether the code unit is one of what Python takes for white space; JavaScript's own notion differs (`\x1c`, `\ufeff`). */
export function isSpaceUnit(unit) {
  if (unit < 128) return unit === 32 || (unit >= 9 && unit <= 13) || (unit >= 28 && unit <= 31);
  return unit === 0x85 || unit === 0xa0 || (unit >= 0x1680 && isWideSpace(unit));
}

function isWideSpace(unit) {
  if (unit <= 0x200a) return unit === 0x1680 || unit >= 0x2000;
  return unit === 0x2028 || unit === 0x2029 || unit === 0x202f || unit === 0x205f || unit === 0x3000;
}

/** Whether the text is white space only. */
export function isSpace(s) {
  for (let i = 0; i < s.length; i++) if (!isSpaceUnit(s.charCodeAt(i))) return false;
  return s !== "";
}

function trim(s, characters, left, right) {
  if (characters === null || characters === undefined) return trimSpace(s, left, right);
  if (typeof characters !== "string") {
    throw new PyTypeError(`${left ? (right ? "" : "l") : "r"}strip arg must be None or str`);
  }
  const gone = new Set(characters);
  const points = codePoints(s);
  let start = 0;
  let end = points.length;
  if (left) while (start < end && gone.has(points[start])) start++;
  if (right) while (end > start && gone.has(points[end - 1])) end--;
  const kept = points.slice(start, end);
  return typeof kept === "string" ? kept : kept.join("");
}

function trimSpace(s, left, right) {
  let start = 0;
  let end = s.length;
  if (left) while (start < end && isSpaceUnit(s.charCodeAt(start))) start++;
  if (right) while (end > start && isSpaceUnit(s.charCodeAt(end - 1))) end--;
  return s.slice(start, end);
}

/** `s.strip(characters)`. */
export function strStrip(s, characters = null) {
  return trim(s, characters, true, true);
}

/** `s.lstrip(characters)`. */
export function strLstrip(s, characters = null) {
  return trim(s, characters, true, false);
}

/** `s.rstrip(characters)`. */
export function strRstrip(s, characters = null) {
  return trim(s, characters, false, true);
}
