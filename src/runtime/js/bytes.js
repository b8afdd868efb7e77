import { invoke } from "./attributes.js";
import { builtinType } from "./builtinType.js";
import { ByteArray } from "./bytearrayClass.js";
import { Bytes } from "./bytesClass.js";
import { bytesOfItems, unlatin, viewOf, viewOrNull } from "./bytesViews.js";
import { encoded } from "./encode.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { asSize } from "./indices.js";
import { isIterable } from "./iter.js";
import { hasMethod, isIntOrBool } from "./kinds.js";
import { typeName } from "./typeName.js";

/** A bytes literal, written as a text of one character per byte. */
export function bytesOf(text) {
  return Bytes.around__(unlatin(text));
}

/** An array of bytes that JavaScript may have made, as Python's `bytes` around the same memory. */
export function asBytes(x) {
  return x instanceof Uint8Array ? Bytes.around__(x) : x;
}

/** A `bytearray` on its way to JavaScript: the memory that it has now. */
export function bytesToJs(x) {
  return viewOrNull(x) ?? x;
}

// what the constructors take, as an array that nobody else has
function contentsOf(type, source, message) {
  if (source === undefined) return new Uint8Array(0);
  if (typeof source === "string") throw new PyTypeError("string argument without an encoding");
  if (type === "bytes" && hasMethod(source, "__bytes__")) return viewOf(source.__bytes__()).slice();
  const view = viewOrNull(source);
  if (view !== null) return view.slice();
  if (isIntOrBool(source) || hasMethod(source, "__index__")) return zeroBytes(source);
  if (source instanceof ArrayBuffer) return new Uint8Array(source.slice(0));
  if (ArrayBuffer.isView(source)) return new Uint8Array(source.buffer, source.byteOffset, source.byteLength).slice();
  if (!isIterable(source)) throw new PyTypeError(`cannot convert '${typeName(source)}' object to ${type}`);
  return bytesOfItems(source, message);
}

function zeroBytes(count) {
  const size = asSize(count);
  if (size < 0) throw new ValueError("negative count");
  return new Uint8Array(size);
}

/** Python's `bytes(source)`. */
export function bytesFrom(source) {
  if (source instanceof Bytes) return source;
  return Bytes.around__(contentsOf("bytes", source, "bytes must be in range(0, 256)"));
}

/** Python's `bytearray(source)`. */
export function bytearrayFrom(source) {
  return new ByteArray(contentsOf("bytearray", source));
}

/** Python's `bytes(source, encoding, errors)`. */
export const bytes = Object.assign(
  builtinType("bytes", function bytes(source, encoding, errors) {
    if (encoding === undefined && errors === undefined) return bytesFrom(source);
    return Bytes.around__(encodedView("bytes", source, encoding, errors));
  }),
  { fromhex: bytesFromhex, maketrans: bytesMaketrans },
);

/** Python's `bytearray(source, encoding, errors)`. */
export const bytearray = Object.assign(
  builtinType("bytearray", function bytearray(source, encoding, errors) {
    if (encoding === undefined && errors === undefined) return bytearrayFrom(source);
    return new ByteArray(encodedView("bytearray", source, encoding, errors));
  }),
  { fromhex: bytearrayFromhex, maketrans: bytesMaketrans },
);

function encodedView(type, source, encoding, errors) {
  if (encoding !== undefined && typeof encoding !== "string")
    throw new PyTypeError(`${type}() argument 'encoding' must be str, not ${typeName(encoding)}`);
  if (typeof source !== "string")
    throw new PyTypeError(`${encoding === undefined ? "errors" : "encoding"} without a string argument`);
  if (encoding === undefined) throw new PyTypeError("string argument without an encoding");
  return encoded(source, encoding, errors);
}

/** `text.encode(encoding, errors)`. */
export function strEncode(text, encoding, errors) {
  return Bytes.around__(encoded(text, encoding, errors));
}

function hexView(text) {
  if (typeof text !== "string") throw new PyTypeError(`fromhex() argument must be str, not ${typeName(text)}`);
  const bytes = [];
  for (let at = 0; ; at += 2) {
    while (" \t\n\r\x0b\f".includes(text.charAt(at) || "x")) at++;
    if (at >= text.length) return Uint8Array.from(bytes);
    const wrong = [0, 1].find((i) => !/[0-9a-f]/i.test(text.charAt(at + i)));
    if (wrong !== undefined)
      throw new ValueError(`non-hexadecimal number found in fromhex() arg at position ${at + wrong}`);
    bytes.push(Number.parseInt(text.slice(at, at + 2), 16));
  }
}

/** `bytes.fromhex(text)`. */
export function bytesFromhex(text) {
  return Bytes.around__(hexView(text));
}

/** `bytearray.fromhex(text)`. */
export function bytearrayFromhex(text) {
  return new ByteArray(hexView(text));
}

/** `bytes.maketrans(from, to)`, which `bytearray` has too. */
export function bytesMaketrans(from, to) {
  const [old, by] = [viewOf(from), viewOf(to)];
  if (old.length !== by.length) throw new ValueError("maketrans arguments must have same length");
  const table = Uint8Array.from({ length: 256 }, (_, i) => i);
  old.forEach((byte, i) => (table[byte] = by[i]));
  return Bytes.around__(table);
}

/** `o.encode(…)` of a receiver whose type is not known. */
export function callEncode(o, ...args) {
  return typeof o === "string" ? strEncode(o, ...args) : invoke(o, "encode", args);
}
