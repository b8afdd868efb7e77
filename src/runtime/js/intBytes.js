import { invoke } from "./attributes.js";
import { Bytes } from "./bytesClass.js";
import { bytesOfItems, viewOf, viewOrNull } from "./bytesViews.js";
import { OverflowError, PyTypeError, ValueError } from "./exceptions.js";
import { asSize } from "./indices.js";
import { toInt } from "./ints.js";
import { isIterable } from "./iter.js";
import { hasMethod, isIntOrBool } from "./kinds.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

function isLittle(byteorder, method) {
  if (byteorder === "little" || byteorder === "big") return byteorder === "little";
  if (typeof byteorder === "string") throw new ValueError("byteorder must be either 'little' or 'big'");
  throw new PyTypeError(`${method}() argument 'byteorder' must be str, not ${typeName(byteorder)}`);
}

/** `n.to_bytes(length, byteorder, signed=)`. */
export function intToBytes(n, length = 1, byteorder = "big", signed = false) {
  const size = asSize(length);
  const little = isLittle(byteorder, "to_bytes");
  if (size < 0) throw new ValueError("length argument must be non-negative");
  let rest = BigInt(n);
  if (rest < 0n && !truthy(signed)) throw new OverflowError("can't convert negative int to unsigned");
  const bits = BigInt(8 * size) - (truthy(signed) ? 1n : 0n);
  // -1 needs no byte of its own, nor 0
  if (bits < 0n ? rest !== 0n && rest !== -1n : rest >= 1n << bits || rest < -(1n << bits))
    throw new OverflowError("int too big to convert");
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) {
    bytes[little ? i : size - 1 - i] = Number(rest & 255n);
    rest >>= 8n;
  }
  return Bytes.around__(bytes);
}

/** `o.to_bytes(…)` of a receiver whose type is not known. */
export function callToBytes(o, ...args) {
  return isIntOrBool(o) ? intToBytes(o, ...args) : invoke(o, "to_bytes", args);
}

/** `int.from_bytes(bytes, byteorder, signed=)`. */
export function intFromBytes(bytes, byteorder = "big", signed = false) {
  const little = isLittle(byteorder, "from_bytes");
  const view = bytesOfAny(bytes);
  const digits = Array.from(view, (byte) => byte.toString(16).padStart(2, "0"));
  if (little) digits.reverse();
  const value = digits.length === 0 ? 0n : BigInt(`0x${digits.join("")}`);
  return toInt(truthy(signed) ? BigInt.asIntN(8 * digits.length, value) : value);
}

function bytesOfAny(x) {
  if (hasMethod(x, "__bytes__")) return viewOf(x.__bytes__());
  const view = viewOrNull(x);
  if (view !== null) return view;
  if (typeof x === "string" || !isIterable(x)) throw new PyTypeError(`cannot convert '${typeName(x)}' object to bytes`);
  return bytesOfItems(x, "bytes must be in range(0, 256)");
}
