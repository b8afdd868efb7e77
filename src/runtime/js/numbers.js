import { builtinType } from "./builtinType.js";
import { OverflowError, PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { toFloat, toInt, wholeInt } from "./ints.js";
import { hasMethod, isNumber } from "./kinds.js";
import { repr } from "./repr.js";
import { strStrip } from "./strStrip.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";

/** Python's `int(x, base)`. */
export const int = builtinType("int", function int(x, base) {
  if (arguments.length === 0) return 0;
  const text = textOf(x);
  if (text !== undefined) return parseInteger(text, base === undefined ? 10 : asIndex(base), x);
  if (base !== undefined) throw new PyTypeError("int() can't convert non-string with explicit base");
  if (isNumber(x)) return truncate(x);
  for (const method of ["__int__", "__index__", "__trunc__"]) if (hasMethod(x, method)) return x[method]();
  throw new PyTypeError(
    `int() argument must be a string, a bytes-like object or a real number, not '${typeName(x)}'`,
  );
});

/** A float cut to an int. */
export function truncate(number) {
  if (typeof number === "bigint") return number;
  const x = Number(number);
  if (Number.isNaN(x)) throw new ValueError("cannot convert float NaN to integer");
  if (!Number.isFinite(x)) throw new OverflowError("cannot convert float infinity to integer");
  return wholeInt(Math.trunc(x));
}

// the text of a str, or of bytes
function textOf(x) {
  return typeof x === "string" ? x : x?.text__?.();
}

// around the digits of bytes only the spaces of ASCII may stand
function bareDigits(text, given) {
  return typeof given === "string" ? strStrip(text) : text.replace(/^[\t-\r ]+|[\t-\r ]+$/g, "");
}

function parseInteger(text, base, shown = text) {
  if (base === 10 && text.length === 1) {
    const digit = text.charCodeAt(0) - 48;
    if (digit >= 0 && digit <= 9) return digit;
  }
  if (base === 10 && text.length < 16 && /^\d+$/.test(text)) return Number(text);
  if (base !== 0 && (base < 2 || base > 36)) throw new ValueError("int() base must be >= 2 and <= 36, or 0");
  const fail = () => new ValueError(`invalid literal for int() with base ${base}: ${shown.literal__?.() ?? repr(shown)}`);
  const match = /^([+-]?)(0[xob]_?)?([0-9a-z]+(?:_[0-9a-z]+)*)$/i.exec(asciiDigits(bareDigits(text, shown)));
  if (!match) throw fail();
  let [, sign, prefix = "", digits] = match;
  const named = { x: 16, o: 8, b: 2 }[prefix.slice(1, 2).toLowerCase()];
  let radix = base;
  if (named !== undefined && (base === 0 || base === named)) radix = named;
  else digits = prefix + digits;
  if (radix === 0) {
    radix = 10;
    if (/^0[0_]*[^0_]/.test(digits)) throw fail();
  }
  const all = digits.toLowerCase().replaceAll("_", "");
  for (const digit of all) if (Number.parseInt(digit, 36) >= radix) throw fail();
  const value = valueOf(all, radix);
  return sign === "-" && value !== 0 ? -value : value;
}

function valueOf(digits, radix) {
  const value = Number.parseInt(digits, radix);
  return Number.isSafeInteger(value) ? value : valueOfMany(digits, radix);
}

// such a number of digits is small enough for a number
const together = 9;

function valueOfMany(digits, radix) {
  if (radix === 10) return toInt(BigInt(digits));
  let value = 0n;
  for (let at = 0; at < digits.length; at += together) {
    const part = digits.slice(at, at + together);
    value = value * BigInt(radix) ** BigInt(part.length) + BigInt(Number.parseInt(part, radix));
  }
  return toInt(value);
}

/** Decimal digits of any script as 0-9. */
export function asciiDigits(s) {
  return s.replace(/[^\0-\x7f]/gu, (c) => (/\p{Nd}/u.test(c) ? String(digitValue(c)) : c));
}

// decimal digits come in runs of ten that begin at a zero
function digitValue(c) {
  let start = c.codePointAt(0);
  while (/\p{Nd}/u.test(String.fromCodePoint(start - 1))) start--;
  return (c.codePointAt(0) - start) % 10;
}

/** Python's `float(x)`. */
export const float = builtinType("float", function float(x) {
  if (arguments.length === 0) return 0;
  if (isNumber(x)) return toFloat(x);
  const given = textOf(x);
  if (given !== undefined) {
    if (/^ *[+-]?\d+(\.\d*)? *$/.test(given)) return Number(given);
    const text = asciiDigits(bareDigits(given, x)).toLowerCase();
    const special = /^([+-]?)(inf|infinity|nan)$/.exec(text);
    if (special) return special[2] === "nan" ? NaN : special[1] === "-" ? -Infinity : Infinity;
    if (/^[+-]?(\d+(_\d+)*\.?|(\d+(_\d+)*)?\.\d+(_\d+)*)(e[+-]?\d+(_\d+)*)?$/.test(text))
      return Number(text.replaceAll("_", ""));
    throw new ValueError(`could not convert string to float: ${repr(x)}`);
  }
  for (const method of ["__float__", "__index__"]) if (hasMethod(x, method)) return x[method]();
  throw new PyTypeError(`float() argument must be a string or a real number, not '${typeName(x)}'`);
});

/** Python's `chr(code)`. */
export function chr(code) {
  const point = asIndex(code);
  if (typeof point === "bigint") throw new OverflowError("Python int too large to convert to C int");
  if (point < 0 || point > 0x10ffff) throw new ValueError("chr() arg not in range(0x110000)");
  return String.fromCodePoint(point);
}

/** Python's `ord(c)`. */
export function ord(c) {
  if (typeof c === "string" && c.length === 1) return c.charCodeAt(0);
  return ordAny(c);
}

function ordAny(c) {
  const text = textOf(c);
  if (text === undefined)
    throw new PyTypeError(`ord() expected string of length 1, but ${typeName(c)} found`);
  const points = [...text];
  if (points.length !== 1)
    throw new PyTypeError(`ord() expected a character, but string of length ${points.length} found`);
  return text.codePointAt(0);
}

function inBase(x, prefix, radix) {
  const n = asIndex(x);
  return `${n < 0 ? "-" : ""}${prefix}${(n < 0 ? -n : n).toString(radix)}`;
}

/** Python's `hex(x)`. */
export function hex(x) {
  return inBase(x, "0x", 16);
}

/** Python's `oct(x)`. */
export function oct(x) {
  return inBase(x, "0o", 8);
}

/** Python's `bin(x)`. */
export function bin(x) {
  return inBase(x, "0b", 2);
}

/** `x.is_integer()`. */
export function isInteger(x) {
  return typeof x === "bigint" || Number.isInteger(Number(x));
}

/** `x.conjugate()`: there are no complex numbers here. */
export function conjugate(x) {
  return typeof x === "bigint" ? x : Number(x);
}

/** `x.as_integer_ratio()`. */
export function asIntegerRatio(x) {
  if (typeof x === "bigint") return tuple(x, 1);
  let top = Number(x);
  if (Number.isNaN(top)) throw new ValueError("cannot convert NaN to integer ratio");
  if (!Number.isFinite(top)) throw new OverflowError("cannot convert Infinity to integer ratio");
  let halvings = 0;
  for (; !Number.isInteger(top); halvings++) top *= 2;
  return tuple(wholeInt(top), toInt(2n ** BigInt(halvings)));
}

/** `x.hex()` of a float: `0x1.8000000000000p+1`. */
export function floatHex(x) {
  const size = Math.abs(x);
  const sign = x < 0 || Object.is(x, -0) ? "-" : "";
  if (!Number.isFinite(size)) return Number.isNaN(x) ? "nan" : `${sign}inf`;
  if (size === 0) return `${sign}0x0.0p+0`;
  let power = Math.max(Math.floor(Math.log2(size)), -1022);
  // `log2` may round over the next power
  if (size / 2 ** power >= 2) power += 1;
  if (size / 2 ** power < 1 && power > -1022) power -= 1;
  const digits = BigInt((size / 2 ** power) * 2 ** 52)
    .toString(16)
    .padStart(14, "0");
  return `${sign}0x${digits[0]}.${digits.slice(1)}p${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}

/** `n.bit_length()` of an int. */
export function bitLength(n) {
  return Number(n) === 0 ? 0 : magnitude(n).toString(2).length;
}

/** `n.bit_count()` of an int. */
export function bitCount(n) {
  return magnitude(n).toString(2).replaceAll("0", "").length;
}

function magnitude(n) {
  return typeof n === "bigint" ? (n < 0n ? -n : n) : Math.abs(n);
}
