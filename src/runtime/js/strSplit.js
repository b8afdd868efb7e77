import { PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { spaces, strLstrip, strRstrip } from "./strStrip.js";
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
  let rest = strLstrip(s);
  while (rest !== "") {
    const at = out.length === limit ? -1 : rest.search(spaces);
    if (at < 0) {
      out.push(rest);
      break;
    }
    out.push(rest.slice(0, at));
    rest = strLstrip(rest.slice(at));
  }
  return out;
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
  const lines =
    s.match(
      /[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]*(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])|[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+$/g,
    ) ?? [];
  return keepends
    ? lines.slice()
    : lines.map((line) => line.replace(/(?:\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029])$/, ""));
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
