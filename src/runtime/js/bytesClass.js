import { formatted } from "./bytesFields.js";
import { bytesMethods } from "./bytesMethods.js";
import { PyTypeError } from "./exceptions.js";

/** Python's `bytes`: a Uint8Array that Python's code does not change. */
export class Bytes extends bytesMethods(Uint8Array) {
  static pyName = "bytes";

  static words__ = ["byte", ""];

  // one around an array that nobody else has
  static around__(view) {
    return view instanceof Bytes ? view : new Bytes(view.buffer, view.byteOffset, view.length);
  }

  view__() {
    return this;
  }

  percent__(show, values) {
    return Bytes.around__(formatted(show, this, values, Bytes.around__));
  }

  __setitem__() {
    throw new PyTypeError("'bytes' object does not support item assignment");
  }

  __delitem__(k) {
    const not = typeof k === "object" ? "does not" : "doesn't";
    throw new PyTypeError(`'bytes' object ${not} support item deletion`);
  }

  // JavaScript's texts of it, which would use the methods of Python
  toString() {
    return Array.prototype.join.call(this);
  }
}
