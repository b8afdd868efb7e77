import { PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { isSpaceUnit, strRstrip } from "./strStrip.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";

function checkSeparator(sep) {
  if (typeof sep !== "string") throw new PyTypeError(`must be str or None, not ${typeName(sep)}`);
  if (sep === "") throw new ValueError("empty separator");
}

/** `s.split(sep, maxsplit)`. */
export function strSplit(s, sep = null, maxsplit = -1) {
  const limit = asIndex(maxsplit);
  if (sep === null || sep === undefined) return splitSpaces(s, limit);
  checkSeparator(sep);
  const parts = s.split(sep);
  return limit < 0 || parts.length <= limit + 1
    ? parts
    : [...parts.slice(0, limit), parts.slice(limit).join(sep)];
}

function splitSpaces(s, limit) {
  const out = [];
  let i = 0;
  for (;;) {
    while (i < s.length && isSpaceUnit(s.charCodeAt(i))) i++;
    if (i === s.length) return out;
    const start = i;
    if (out.length === limit) {
      out.push(s.slice(start));
      return out;
    }
    while (i < s.length && !isSpaceUnit(s.charCodeAt(i))) i++;
    out.push(s.slice(start, i));
  }
}

/** `s.rsplit(sep, maxsplit)`. */
export function strRsplit(s, sep = null, maxsplit = -1) {
  const limit = asIndex(maxsplit);
  if (sep === null || sep === undefined) {
    // from the right is from the left of the mirrored text
    const mirror = (text) => [...text].reverse().join("");
    return splitSpaces(mirror(strRstrip(s)), limit)
      .map(mirror)
      .reverse();
  }
  checkSeparator(sep);
  const out = [];
  let end = s.length;
  while (out.length !== limit) {
    const at = end < sep.length ? -1 : s.lastIndexOf(sep, end - sep.length);
    if (at < 0) break;
    out.unshift(s.slice(at + sep.length, end));
    end = at;
  }
  return [s.slice(0, end), ...out];
}

/** `s.splitlines(keepends)`. */
export function strSplitlines(s, keepends = false) {
  const lines = [];
  let start = 0;
  for (let i = 0; i < s.length; i++) {
    const unit = s.charCodeAt(i);
    if (!endsLine(unit)) continue;
    const next = unit === 13 && s.charCodeAt(i + 1) === 10 ? i + 2 : i + 1;
    lines.push(s.slice(start, keepends ? next : i));
    start = next;
    i = next - 1;
  }
  if (start < s.length) lines.push(s.slice(start));
  return lines;
}

function endsLine(unit) {
  if (unit < 14) return unit >= 10;
  return (unit >= 28 && unit <= 30) || unit === 0x85 || unit === 0x2028 || unit === 0x2029;
}

/** `s.partition(sep)`. */
export function strPartition(s, sep) {
  return cut(s, sep, s.indexOf(sep), tuple(s, "", ""));
}

/** `s.rpartition(sep)`. */
export function strRpartition(s, sep) {
  return cut(s, sep, s.lastIndexOf(sep), tuple("", "", s));
}

function cut(s, sep, at, missing) {
  if (typeof sep !== "string") throw new PyTypeError(`must be str, not ${typeName(sep)}`);
  if (sep === "") throw new ValueError("empty separator");
  return at < 0 ? missing : tuple(s.slice(0, at), sep, s.slice(at + sep.length));
}
