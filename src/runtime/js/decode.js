import { latin, viewOf, viewOrNull } from "./bytesViews.js";
import { Bytes } from "./bytesClass.js";
import { encodingOf, handlerNamed } from "./encodings.js";
import { PyTypeError, UnicodeDecodeError } from "./exceptions.js";
import { invoke } from "./attributes.js";
import { typeName } from "./typeName.js";

/** `data.decode(encoding, errors)`. */
export function bytesDecode(data, encoding, errors = "strict") {
  const view = viewOf(data);
  // of nothing CPython does not ask
  if (view.length === 0 && typeof (encoding ?? "") === "string") return "";
  const codec = encodingOf(encoding, "decode");
  const reader = { view, codec, errors, at: 0 };
  if (codec.mark !== undefined) skipMark(reader);
  const out = [];
  const step = codec.limit < 0x10000 ? readSingle : codec.width === 1 ? readUtf8 : codec.width === 2 ? readUtf16 : readUtf32;
  while (reader.at < view.length) {
    const plain = reader.at;
    if (codec.width === 1) while (view[reader.at] < 0x80) reader.at++;
    out.push(reader.at > plain ? latin(view.subarray(plain, reader.at)) : step(reader));
  }
  return out.join("");
}

/** The text of bytes that hold JSON: how they begin tells the encoding. */
export function jsonText(data) {
  const [a, b, c, d] = viewOf(data);
  return bytesDecode(data, encodingOfJson(a, b, c, d), "surrogatepass");
}

function encodingOfJson(a, b, c, d) {
  const isLittle = a === 0xff && b === 0xfe;
  if ((isLittle && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) return "utf-32";
  if (isLittle || (a === 0xfe && b === 0xff)) return "utf-16";
  if (a === 0xef && b === 0xbb && c === 0xbf) return "utf-8-sig";
  if (b === undefined || (c !== undefined && d === undefined)) return "utf-8";
  if (a === 0) return b !== 0 ? "utf-16-be" : "utf-32-be";
  if (b === 0) return c === undefined || c !== 0 || d !== 0 ? "utf-16-le" : "utf-32-le";
  return "utf-8";
}

/** `o.decode(…)` of a receiver whose type is not known. */
export function callDecode(o, ...args) {
  return viewOrNull(o) === null ? invoke(o, "decode", args) : bytesDecode(o, ...args);
}

/** `str(data, encoding, errors)`. */
export function strDecoded(data, encoding, errors) {
  if (typeof data === "string") throw new PyTypeError("decoding str is not supported");
  if (viewOrNull(data) === null)
    throw new PyTypeError(`decoding to str: need a bytes-like object, ${typeName(data)} found`);
  return bytesDecode(data, encoding, errors);
}

// the mark at the start says which end of a unit comes first
function skipMark(reader) {
  const { codec, view } = reader;
  const marks = [];
  codec.put(marks, 0xfeff);
  if (marks.every((byte, i) => view[i] === byte)) reader.at = marks.length;
  else if (codec.width > 1 && marks.reverse().every((byte, i) => view[i] === byte)) {
    reader.at = marks.length;
    reader.codec = encodingOf(`${codec.name}-be`);
    return;
  }
  if (codec.width > 1) reader.codec = { ...codec, name: `${codec.name}-le` };
}

function readSingle(reader) {
  const byte = reader.view[reader.at];
  return reader.codec.fits(byte) ? take(reader, 1, byte) : undecodable(reader, 1, reader.codec.reason);
}

function take(reader, length, point) {
  reader.at += length;
  return String.fromCodePoint(point);
}

// the bytes that the second of a character may be, by the first
function second(first) {
  if (first === 0xe0) return [0xa0, 0xbf];
  if (first === 0xed) return [0x80, 0x9f];
  if (first === 0xf0) return [0x90, 0xbf];
  return [0x80, first === 0xf4 ? 0x8f : 0xbf];
}

function readUtf8(reader) {
  const { view, at } = reader;
  const first = view[at];
  if (first < 0xc2 || first > 0xf4) return undecodable(reader, 1, "invalid start byte");
  const size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  let point = first & (0xff >> (size + 1));
  for (let i = 1; i < size; i++) {
    const byte = view[at + i];
    if (byte === undefined) return undecodable(reader, i, "unexpected end of data");
    const [low, high] = i === 1 ? second(first) : [0x80, 0xbf];
    if (byte < low || byte > high) return undecodable(reader, i, "invalid continuation byte");
    point = (point << 6) | (byte & 63);
  }
  return take(reader, size, point);
}

function unit({ view, at, codec }, from, width) {
  let value = 0;
  for (let i = 0; i < width; i++) value = value * 256 + view[at + from + (codec.isBig ? i : width - 1 - i)];
  return value;
}

function readUtf16(reader) {
  const left = reader.view.length - reader.at;
  if (left < 2) return undecodable(reader, left, "truncated data");
  const high = unit(reader, 0, 2);
  if (high < 0xd800 || high > 0xdfff) return take(reader, 2, high);
  if (high >= 0xdc00) return undecodable(reader, 2, "illegal encoding");
  if (left < 4) return undecodable(reader, left, "unexpected end of data");
  const low = unit(reader, 2, 2);
  if (low < 0xdc00 || low > 0xdfff) return undecodable(reader, 2, "illegal UTF-16 surrogate");
  return take(reader, 4, 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
}

function readUtf32(reader) {
  const left = reader.view.length - reader.at;
  if (left < 4) return undecodable(reader, left, "truncated data");
  const point = unit(reader, 0, 4);
  if (point > 0x10ffff) return undecodable(reader, 4, "code point not in range(0x110000)");
  if (point >= 0xd800 && point <= 0xdfff) return undecodable(reader, 4, "code point in surrogate code point range(0xd800, 0xe000)");
  return take(reader, 4, point);
}

// what stands for bytes that are no character
function undecodable(reader, length, reason) {
  const { view, at, codec } = reader;
  const bytes = view.subarray(at, at + length);
  const error = () => new UnicodeDecodeError(codec.name, Bytes.around__(view), at, at + length, reason);
  const handler = handlerNamed(reader.errors);
  reader.at += length;
  switch (handler) {
    case "ignore":
      return "";
    case "replace":
      return "\ufffd";
    case "backslashreplace":
      return Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join("");
    case "surrogateescape": {
      const ascii = bytes.findIndex((byte) => byte < 0x80);
      if (ascii === 0) throw error();
      // from an ASCII byte on they are read again
      if (ascii > 0) reader.at = at + ascii;
      return String.fromCharCode(...Array.from(bytes.subarray(0, reader.at - at), (byte) => 0xdc00 + byte));
    }
    case "surrogatepass":
      return passed(reader, at, error);
    case "xmlcharrefreplace":
      throw new PyTypeError("don't know how to handle UnicodeDecodeError in error callback");
    default:
      throw error();
  }
}

// a surrogate that stands where only whole characters may
function passed(reader, at, error) {
  const { view, codec } = reader;
  let point = -1;
  let size = codec.width;
  if (codec.width === 1) {
    size = 3;
    const [a, b, c] = view.subarray(at, at + 3);
    if (a === 0xed && (b & 0xc0) === 0x80 && (c & 0xc0) === 0x80) point = 0xd000 | ((b & 63) << 6) | (c & 63);
  } else if (at + size <= view.length) point = unit({ view, at, codec }, 0, size);
  if (point < 0xd800 || point > 0xdfff) throw error();
  reader.at = at + size;
  return String.fromCharCode(point);
}
