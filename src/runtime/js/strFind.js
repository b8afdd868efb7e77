import { codePoints, strLen } from "./chars.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { sliceIndices } from "./indices.js";
import { isTuple } from "./kinds.js";
import { typeName } from "./typeName.js";

/** The part of `s` between two positions, and where it starts; null when the bounds cross. */
function span(s, start, end) {
  const points = codePoints(s);
  const [from, to] = sliceIndices(points.length, start, end, null);
  const low = (start ?? 0) > points.length ? to + 1 : from;
  if (low > to) return null;
  const part = points.slice(from, to);
  return { from, text: typeof part === "string" ? part : part.join("") };
}

function search(s, part, start, end, last) {
  if (typeof part !== "string") throw new PyTypeError(`must be str, not ${typeName(part)}`);
  const found = span(s, start, end);
  if (!found) return -1;
  const at = last ? found.text.lastIndexOf(part) : found.text.indexOf(part);
  return at < 0 ? -1 : found.from + strLen(found.text.slice(0, at));
}

function must(at) {
  if (at < 0) throw new ValueError("substring not found");
  return at;
}

/** `s.find(part, start, end)`. */
export function strFind(s, part, start = null, end = null) {
  return search(s, part, start, end, false);
}

/** `s.rfind(part, start, end)`. */
export function strRfind(s, part, start = null, end = null) {
  return search(s, part, start, end, true);
}

/** `s.index(part, start, end)`. */
export function strIndex(s, part, start = null, end = null) {
  return must(strFind(s, part, start, end));
}

/** `s.rindex(part, start, end)`. */
export function strRindex(s, part, start = null, end = null) {
  return must(strRfind(s, part, start, end));
}

/** `s.count(part, start, end)`. */
export function strCount(s, part, start = null, end = null) {
  if (typeof part !== "string") throw new PyTypeError(`must be str, not ${typeName(part)}`);
  const found = span(s, start, end);
  if (!found) return 0;
  return part === "" ? strLen(found.text) + 1 : found.text.split(part).length - 1;
}

function affix(s, part, start, end, name) {
  if (isTuple(part)) return part.some((p) => affix(s, p, start, end, name));
  if (typeof part !== "string") {
    throw new PyTypeError(
      `${name.toLowerCase()} first arg must be str or a tuple of str, not ${typeName(part)}`,
    );
  }
  const found = span(s, start, end);
  return found !== null && found.text[name](part);
}

/** `s.startswith(part, start, end)`; a tuple holds alternatives. */
export function strStartswith(s, part, start = null, end = null) {
  return affix(s, part, start, end, "startsWith");
}

/** `s.endswith(part, start, end)`; a tuple holds alternatives. */
export function strEndswith(s, part, start = null, end = null) {
  return affix(s, part, start, end, "endsWith");
}

/** `s.replace(old, new, count)`. */
export function strReplace(s, old, replacement, count = -1) {
  for (const [i, text] of [old, replacement].entries()) {
    if (typeof text !== "string")
      throw new PyTypeError(`replace() argument ${i + 1} must be str, not ${typeName(text)}`);
  }
  if (old === "") {
    const points = [...s];
    const all = count < 0 ? points.length + 1 : count;
    const body = points.map((c, i) => (i < all ? replacement : "") + c).join("");
    return points.length < all ? body + replacement : body;
  }
  const parts = s.split(old);
  if (count < 0 || parts.length <= count + 1) return parts.join(replacement);
  return parts.slice(0, count + 1).join(replacement) + old + parts.slice(count + 1).join(old);
}

/** `s.removeprefix(prefix)`. */
export function strRemoveprefix(s, prefix) {
  return s.startsWith(prefix) ? s.slice(prefix.length) : s;
}

/** `s.removesuffix(suffix)`. */
export function strRemovesuffix(s, suffix) {
  return suffix !== "" && s.endsWith(suffix) ? s.slice(0, -suffix.length) : s;
}
