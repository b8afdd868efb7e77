import { strLen } from "./chars.js";
import { PyTypeError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { iter } from "./iter.js";
import { typeName } from "./typeName.js";

function fillOf(fill) {
  if (typeof fill !== "string")
    throw new PyTypeError(`The fill character must be a unicode character, not ${typeName(fill)}`);
  if (strLen(fill) !== 1) throw new PyTypeError("The fill character must be exactly one character long");
  return fill;
}

function missing(s, width) {
  return Math.max(0, asIndex(width) - strLen(s));
}

/** `s.center(width, fill)`. */
export function strCenter(s, width, fill = " ") {
  const n = missing(s, width);
  const left = Math.floor(n / 2) + (n & width & 1); // where CPython puts the odd one
  return fillOf(fill).repeat(left) + s + fill.repeat(n - left);
}

/** `s.ljust(width, fill)`. */
export function strLjust(s, width, fill = " ") {
  return s + fillOf(fill).repeat(missing(s, width));
}

/** `s.rjust(width, fill)`. */
export function strRjust(s, width, fill = " ") {
  return fillOf(fill).repeat(missing(s, width)) + s;
}

/** `s.zfill(width)`. */
export function strZfill(s, width) {
  const sign = /^[+-]/.test(s) ? s[0] : "";
  return sign + "0".repeat(missing(s, width)) + s.slice(sign.length);
}

/** `s.expandtabs(size)`. */
export function strExpandtabs(s, size = 8) {
  let column = 0;
  let out = "";
  for (const c of s) {
    const n = c === "\t" ? (size > 0 ? size - (column % size) : 0) : 1;
    out += c === "\t" ? " ".repeat(n) : c;
    column = c === "\n" || c === "\r" ? 0 : column + n;
  }
  return out;
}

/** `separator.join(items)`. */
export function strJoin(separator, items) {
  const parts = Array.from(iterOf(items), (part, i) => {
    if (typeof part === "string") return part;
    // a member of a `StrEnum`
    if (part?.mixin__ === "str") return part.value;
    throw new PyTypeError(`sequence item ${i}: expected str instance, ${typeName(part)} found`);
  });
  return parts.join(separator);
}

function iterOf(items) {
  try {
    return iter(items);
  } catch {
    throw new PyTypeError("can only join an iterable");
  }
}
