import { chars } from "./chars.js";
import { PyTypeError } from "./exceptions.js";

const space = "\t-\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";

/** What Python takes for white space; JavaScript's own notion differs (`\x1c`, `\ufeff`). */
export const spaces = new RegExp(`[${space}]+`);

/** Whether the text is white space only. */
export function isSpace(s) {
  return s !== "" && s.replace(new RegExp(`[${space}]+`, "g"), "") === "";
}

function trim(s, characters, left, right) {
  if (characters !== null && characters !== undefined && typeof characters !== "string") {
    throw new PyTypeError(`${left ? (right ? "" : "l") : "r"}strip arg must be None or str`);
  }
  const gone = typeof characters === "string" ? new Set(characters) : { has: isSpace };
  const points = chars(s);
  let start = 0;
  let end = points.length;
  if (left) while (start < end && gone.has(points[start])) start++;
  if (right) while (end > start && gone.has(points[end - 1])) end--;
  const kept = points.slice(start, end);
  return typeof kept === "string" ? kept : kept.join("");
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
