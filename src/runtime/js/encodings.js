import { LookupError, PyTypeError } from "./exceptions.js";
import { typeName } from "./typeName.js";

function putUtf8(out, point) {
  if (point < 0x80) out.push(point);
  else if (point < 0x800) out.push(0xc0 | (point >> 6), 0x80 | (point & 63));
  else if (point < 0x10000) out.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  else out.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
}

function putUnit(out, unit, width, isBig) {
  for (let i = 0; i < width; i++) out.push((unit >>> (8 * (isBig ? width - 1 - i : i))) & 255);
}

function isScalar(point) {
  return point < 0xd800 || point > 0xdfff;
}

function single(name, limit) {
  const reason = `ordinal not in range(${limit})`;
  return { name, width: 1, limit, reason, runs: true, fits: (point) => point < limit, put: (out, point) => out.push(point) };
}

function unicodeCodec(name, width, put, more) {
  return { name, width, limit: 0x110000, reason: "surrogates not allowed", fits: isScalar, put, ...more };
}

function utf8(mark) {
  return unicodeCodec("utf-8", 1, putUtf8, { runs: true, mark });
}

function utf16(name, isBig, mark) {
  const put = (out, point) => {
    if (point < 0x10000) return putUnit(out, point, 2, isBig);
    putUnit(out, 0xd800 + ((point - 0x10000) >> 10), 2, isBig);
    return putUnit(out, 0xdc00 + ((point - 0x10000) & 0x3ff), 2, isBig);
  };
  return unicodeCodec(name, 2, put, { isBig, mark });
}

function utf32(name, isBig, mark) {
  return unicodeCodec(name, 4, (out, point) => putUnit(out, point, 4, isBig), { isBig, mark });
}

function knownCodecs() {
  return {
    "utf-8": utf8(),
    "utf-8-sig": utf8(0xfeff),
    ascii: single("ascii", 128),
    "latin-1": single("latin-1", 256),
    "utf-16": utf16("utf-16", false, 0xfeff),
    "utf-16-le": utf16("utf-16-le", false),
    "utf-16-be": utf16("utf-16-be", true),
    "utf-32": utf32("utf-32", false, 0xfeff),
    "utf-32-le": utf32("utf-32-le", false),
    "utf-32-be": utf32("utf-32-be", true),
  };
}

const codecs = knownCodecs();

// the names that Python has for them besides, without their signs
const aliases = {
  u8: "utf-8", utf: "utf-8", utf8: "utf-8", cp65001: "utf-8", utf8sig: "utf-8-sig",
  ascii: "ascii", usascii: "ascii", us: "ascii", "646": "ascii", iso646us: "ascii",
  latin1: "latin-1", latin: "latin-1", l1: "latin-1", iso88591: "latin-1", "88591": "latin-1", "8859": "latin-1", cp819: "latin-1",
  u16: "utf-16", utf16: "utf-16", utf16le: "utf-16-le", utf16be: "utf-16-be",
  u32: "utf-32", utf32: "utf-32", utf32le: "utf-32-le", utf32be: "utf-32-be",
};

/** What is known of an encoding, by any of its names. */
export function encodingOf(name = "utf-8", method) {
  if (typeof name !== "string") throw new PyTypeError(`${method}() argument 'encoding' must be str, not ${typeName(name)}`);
  const codec = codecs[name] ?? codecs[aliases[name.toLowerCase().replace(/[-_ ]/g, "")]];
  if (codec === undefined) throw new LookupError(`unknown encoding: ${name}`);
  return codec;
}

const handlers = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "surrogateescape", "surrogatepass"];

/** The name of an error handler, which is looked at where an error is. */
export function handlerNamed(errors) {
  if (handlers.includes(errors)) return errors;
  throw new LookupError(`unknown error handler name '${errors}'`);
}
