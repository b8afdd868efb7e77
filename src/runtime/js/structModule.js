import { addInt } from "./add.js";
import { Bytes } from "./bytesClass.js";
import { latin, viewOf, viewOrNull } from "./bytesViews.js";
import { derive, Exception, OverflowError, PyTypeError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { toFloat, toInt } from "./ints.js";
import { iter } from "./iter.js";
import { asTuple, hasMethod, isIntOrBool, isNumber } from "./kinds.js";
import { end, steps, yielded } from "./steps.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

/** Python's `struct.error`. */
export const structError = derive("struct.error", Exception);

// how many bytes a code has; `l` and `L` have more where the sizes are the machine's, and some codes are only there
const widths = { x: 1, c: 1, b: 1, B: 1, "?": 1, h: 2, H: 2, i: 4, I: 4, l: 4, L: 4, q: 8, Q: 8, e: 2, f: 4, d: 8, s: 1, p: 1 };

const nativeWidths = { ...widths, l: 8, L: 8, n: 8, N: 8, P: 8 };

// the items of a format, each where it stands: `{ code, count, at, width, isLittle }`, and how long all are
function parsedFormat(format) {
  const text = typeof format === "string" ? format : viewOrNull(format) === null ? null : latin(viewOf(format));
  if (text === null) throw new PyTypeError(`Struct() argument 1 must be a str or bytes object, not ${typeName(format)}`);
  if (text.includes("\0")) throw new structError("embedded null character");
  const order = "@=<>!".includes(text[0] ?? " ") ? text[0] : "";
  const isNative = order === "" || order === "@";
  const isLittle = order !== ">" && order !== "!";
  const items = [];
  let at = 0;
  const part = /\s+|(\d*)([^\s\d])|\d+/g;
  for (const { 0: all, 1: digits, 2: code, index: place } of text.slice(order.length).matchAll(part)) {
    if (code === undefined) {
      if (all.trim() === "") continue;
      const isLast = order.length + place + all.length === text.length;
      throw new structError(isLast ? "repeat count given without format specifier" : "bad char in struct format");
    }
    const width = (isNative ? nativeWidths : widths)[code];
    if (width === undefined) throw new structError("bad char in struct format");
    const count = digits === "" ? 1 : Number(digits);
    if (isNative) at = Math.ceil(at / width) * width;
    if (!Number.isSafeInteger(at + count * width)) throw new structError("total struct size too long");
    const isWhole = code === "s" || code === "p";
    if (isWhole) items.push({ code, count, at, width: count, isLittle, isNative });
    else if (code !== "x")
      for (let i = 0; i < count; i++) items.push({ code, count: 1, at: at + i * width, width, isLittle, isNative });
    at += count * width;
  }
  return { text, items, size: at };
}

// the formats that a program has are few
const formats = new Map();

function formatOf(format) {
  let known = formats.get(format);
  if (known === undefined) {
    known = parsedFormat(format);
    if (formats.size > 100) formats.clear();
    if (typeof format === "string") formats.set(format, known);
  }
  return known;
}

function range32(code, width) {
  const bits = BigInt(8 * width);
  const isSigned = "bhilqn".includes(code);
  return isSigned ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

function packInt(view, item, value) {
  const { code, at, width, isLittle } = item;
  if (!isIntOrBool(value) && !hasMethod(value, "__index__")) throw new structError("required argument is not an integer");
  let whole = BigInt(asIndex(value));
  const [low, high] = range32(code, width);
  if (code === "P") {
    if (whole > high || whole < -(1n << 63n)) throw new structError("int too large to convert");
  } else if (whole < low || whole > high)
    throw new structError(`'${code}' format requires ${low} <= number <= ${high}`);
  for (let i = 0; i < width; i++) {
    view[at + (isLittle ? i : width - 1 - i)] = Number(whole & 255n);
    whole >>= 8n;
  }
}

function dataView(view) {
  return new DataView(view.buffer, view.byteOffset, view.length);
}

function packFloat(view, item, value) {
  const { code, at, isLittle, isNative } = item;
  const given = isNumber(value) ? value : value?.__float__?.();
  if (given === undefined || (typeof given === "bigint" && !Number.isFinite(Number(given))))
    throw new structError("required argument is not a float");
  const x = toFloat(Number(given));
  if (code === "d") return dataView(view).setFloat64(at, x, isLittle);
  const isOver = Number.isFinite(x) && (code === "f" ? !Number.isFinite(Math.fround(x)) && !isNative : Math.abs(x) >= 65520);
  if (isOver) throw new OverflowError(`float too large to pack with ${code} format`);
  if (code === "f") return dataView(view).setFloat32(at, x, isLittle);
  return dataView(view).setUint16(at, halfBits(x), isLittle);
}

// the 16 bits of a float, rounded half to even
function halfBits(x) {
  const sign = x < 0 || Object.is(x, -0) ? 0x8000 : 0;
  const size = Math.abs(x);
  if (Number.isNaN(x)) return sign | 0x7e00;
  if (size === Infinity) return sign | 0x7c00;
  const power = Math.max(Math.floor(Math.log2(size)), -14);
  const step = 2 ** (power - 10);
  const floor = Math.floor(size / step);
  const rest = size / step - floor;
  const whole = rest > 0.5 || (rest === 0.5 && floor % 2 === 1) ? floor + 1 : floor;
  // below 2**-14 there is no leading 1; a carry runs into the exponent
  return sign | (whole + (power + 14) * 1024);
}

function halfOf(bits) {
  const [power, rest] = [(bits >> 10) & 31, bits & 1023];
  const sign = bits & 0x8000 ? -1 : 1;
  if (power === 31) return rest === 0 ? sign * Infinity : NaN;
  return sign * (power === 0 ? rest * 2 ** -24 : (1024 + rest) * 2 ** (power - 25));
}

function packText(view, { code, at, count }, value) {
  const bytes = viewOrNull(value);
  if (bytes === null) throw new structError(`argument for '${code}' must be a bytes object`);
  if (code === "s") return view.set(bytes.subarray(0, count), at);
  if (count === 0) return undefined;
  view[at] = Math.min(bytes.length, count - 1, 255);
  return view.set(bytes.subarray(0, count - 1), at + 1);
}

function packItem(view, item, value) {
  switch (item.code) {
    case "s":
    case "p":
      return packText(view, item, value);
    case "c": {
      const bytes = value instanceof Uint8Array ? value : null;
      if (bytes?.length !== 1) throw new structError("char format requires a bytes object of length 1");
      view[item.at] = bytes[0];
      return undefined;
    }
    case "?":
      view[item.at] = Number(truthy(value));
      return undefined;
    case "e":
    case "f":
    case "d":
      return packFloat(view, item, value);
    default:
      return packInt(view, item, value);
  }
}

function packed({ items, size }, values, method) {
  if (values.length !== items.length)
    throw new structError(`${method} expected ${items.length} items for packing (got ${values.length})`);
  const view = new Uint8Array(size);
  items.forEach((item, i) => packItem(view, item, values[i]));
  return view;
}

function unpackItem(view, { code, at, width, isLittle }) {
  const data = dataView(view);
  switch (code) {
    case "s":
      return Bytes.around__(view.slice(at, at + width));
    case "p":
      return Bytes.around__(view.slice(at + 1, at + 1 + Math.min(view[at] ?? 0, Math.max(width - 1, 0))));
    case "c":
      return Bytes.around__(view.slice(at, at + 1));
    case "?":
      return view[at] !== 0;
    case "e":
      return halfOf(data.getUint16(at, isLittle));
    case "f":
      return data.getFloat32(at, isLittle);
    case "d":
      return data.getFloat64(at, isLittle);
    default:
      break;
  }
  const isSigned = "bhilqn".includes(code);
  if (width === 8) return toInt(isSigned ? data.getBigInt64(at, isLittle) : data.getBigUint64(at, isLittle));
  const bits = 8 * width;
  return data[`get${isSigned ? "Int" : "Uint"}${bits}`](at, isLittle);
}

function unpacked({ items }, view) {
  return asTuple(items.map((item) => unpackItem(view, item)));
}

function unpackAll(format, buffer) {
  const view = viewOf(buffer);
  if (view.length !== format.size) throw new structError(`unpack requires a buffer of ${format.size} bytes`);
  return unpacked(format, view);
}

// where an offset points to
function placed(format, view, offset, [method, doing, negative]) {
  const { size } = format;
  let at = asIndex(offset);
  if (at < 0) {
    if (Number(at) + size > 0) throw new structError(`${negative} ${size} bytes at offset ${at}`);
    if (Number(at) + view.length < 0) throw new structError(`offset ${at} out of range for ${view.length}-byte buffer`);
    at += view.length;
  }
  if (view.length - Number(at) < size) {
    const what = `${method} requires a buffer of at least ${addInt(at, size)} bytes for ${doing} ${size} bytes at offset ${at}`;
    throw new structError(`${what} (actual buffer size is ${view.length})`);
  }
  return view.subarray(at, at + size);
}

function unpackFrom(format, buffer, offset) {
  const words = ["unpack_from", "unpacking", "not enough data to unpack"];
  return unpacked(format, placed(format, viewOf(buffer), offset, words));
}

function packInto(format, args) {
  const [buffer, offset, ...values] = args;
  if (args.length < 2)
    throw new structError(args.length === 1 ? "pack_into expected offset argument" : "pack_into expected buffer argument");
  if (values.length !== format.items.length)
    throw new structError(`pack_into expected ${format.items.length} items for packing (got ${values.length})`);
  if (buffer instanceof Bytes || viewOrNull(buffer) === null)
    throw new PyTypeError(`argument must be read-write bytes-like object, not ${typeName(buffer)}`);
  const words = ["pack_into", "packing", "no space to pack"];
  placed(format, viewOf(buffer), offset, words).set(packed(format, values, "pack_into"));
  return null;
}

function iterUnpack(format, buffer) {
  const view = viewOf(buffer);
  const { size } = format;
  if (size === 0) throw new structError("cannot iteratively unpack with a struct of length 0");
  if (view.length % size !== 0)
    throw new structError(`iterative unpacking requires a buffer of a multiple of ${size} bytes`);
  let at = 0;
  return steps("unpack_iterator", () => {
    if (at >= view.length) return end;
    at += size;
    return yielded(unpacked(format, view.subarray(at - size, at)));
  });
}

/** Python's `struct.pack(format, *values)`. */
export function structPack(format, ...values) {
  return structPackAll(format, values);
}

/** `struct.pack(format, *values)` of any number of values. */
export function structPackAll(format, values) {
  return Bytes.around__(packed(formatOf(format), [...iter(values)], "pack"));
}

/** Python's `struct.unpack(format, buffer)`. */
export function structUnpack(format, buffer) {
  return unpackAll(formatOf(format), buffer);
}

/** Python's `struct.unpack_from(format, buffer, offset)`. */
export function structUnpackFrom(format, buffer, offset = 0) {
  return unpackFrom(formatOf(format), buffer, offset);
}

/** Python's `struct.pack_into(format, buffer, offset, *values)`. */
export function structPackInto(format, buffer, offset, ...values) {
  return structPackIntoAll(format, buffer, offset, values);
}

/** `struct.pack_into(format, buffer, offset, *values)` of any number of values. */
export function structPackIntoAll(format, buffer, offset, values) {
  return packInto(formatOf(format), [buffer, offset, ...iter(values)]);
}

/** Python's `struct.iter_unpack(format, buffer)`. */
export function structIterUnpack(format, buffer) {
  return iterUnpack(formatOf(format), buffer);
}

/** Python's `struct.calcsize(format)`. */
export function structCalcsize(format) {
  return formatOf(format).size;
}

/** Python's `struct.Struct`: a format that is read once. */
export class Struct {
  static pyName = "_struct.Struct";

  constructor(format) {
    this.format__ = formatOf(format);
  }

  get format() {
    return this.format__.text;
  }

  get size() {
    return this.format__.size;
  }

  pack(...values) {
    return Bytes.around__(packed(this.format__, values, "pack"));
  }

  pack_into(...args) {
    return packInto(this.format__, args);
  }

  unpack(buffer) {
    return unpackAll(this.format__, buffer);
  }

  unpack_from(buffer, offset = 0) {
    return unpackFrom(this.format__, buffer, offset);
  }

  iter_unpack(buffer) {
    return iterUnpack(this.format__, buffer);
  }

  __repr__() {
    return "<_struct.Struct object>";
  }
}

/** Python's `struct.Struct(format)`. */
export function structStruct(format) {
  return new Struct(format);
}
