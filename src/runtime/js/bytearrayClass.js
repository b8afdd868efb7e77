import { Bytes } from "./bytesClass.js";
import { formatted } from "./bytesFields.js";
import { bytesMethods } from "./bytesMethods.js";
import { asByte, bytesOfItems, concatViews, reprView, viewOf, viewOrNull } from "./bytesViews.js";
import { BufferError, IndexError, PyTypeError, ValueError } from "./exceptions.js";
import { asSize, index, sliceIndices } from "./indices.js";
import { isIterable } from "./iter.js";
import { end, steps, yielded } from "./steps.js";
import { typeName } from "./typeName.js";

/** Python's `bytearray`: its bytes are the first `length` of `data`, which has room for more. */
export class ByteArray extends bytesMethods(Object) {
  static pyName = "bytearray";

  static words__ = ["bytearray", "bytearray "];

  // one around an array that nobody else has
  static around__(view) {
    return new ByteArray(view);
  }

  constructor(data) {
    super();
    this.data = data;
    this.length = data.length;
  }

  view__() {
    return this.data.subarray(0, this.length);
  }

  // it can change, and is no key
  get __hash__() {
    return null;
  }

  percent__(show, values) {
    return new ByteArray(formatted(show, this.view__(), values, Bytes.around__));
  }

  [Symbol.iterator]() {
    let at = 0;
    return steps("bytearray_iterator", () => {
      if (at < this.length) return yielded(this.data[at++]);
      at = Infinity;
      return end;
    });
  }

  __setitem__(k, value) {
    if (typeof k === "object" && typeof k?.indices === "function") return setPart(this, k, value);
    const i = index(k, "bytearray indices must be integers or slices, not ", "");
    // which may shorten it
    const byte = asByte(value);
    this.data[this.at__(i)] = byte;
    return null;
  }

  __delitem__(k) {
    if (typeof k === "object" && typeof k?.indices === "function") {
      const [start, stop, by] = sliceIndices(this.length, k.start, k.stop, k.step);
      deletePart(this, start, Math.max(0, Math.ceil((stop - start) / by)), by);
    } else this.pop(this.at__(k));
    return null;
  }

  append(x) {
    const byte = asByte(x);
    makeRoom(this, 1);
    this.data[this.length++] = byte;
    return null;
  }

  extend(items) {
    const view = viewOrNull(items);
    if (view === null && !isIterable(items)) throw new PyTypeError(`can't extend bytearray with ${typeName(items)}`);
    const more = view ?? bytesOfItems(items);
    makeRoom(this, more.length);
    this.data.set(more, this.length);
    this.length += more.length;
    return null;
  }

  insert(k, x) {
    const [at] = sliceIndices(this.length, asSize(k), null);
    splice(this, at, at, [asByte(x)]);
    return null;
  }

  pop(k = -1) {
    if (this.length === 0) throw new IndexError("pop from empty bytearray");
    const at = asSize(k);
    const from = at < 0 ? at + this.length : at;
    if (!(from >= 0 && from < this.length)) throw new IndexError("pop index out of range");
    const byte = this.data[from];
    this.data.copyWithin(from, from + 1, this.length--);
    return byte;
  }

  remove(x) {
    const at = this.view__().indexOf(asByte(x));
    if (at < 0) throw new ValueError("value not found in bytearray");
    this.pop(at);
    return null;
  }

  reverse() {
    this.view__().reverse();
    return null;
  }

  clear() {
    splice(this, 0, this.length, []);
    return null;
  }

  copy() {
    return this.__copy__();
  }

  __copy__() {
    return new ByteArray(this.view__().slice());
  }

  __deepcopy__() {
    return this.__copy__();
  }

  __iadd__(other) {
    if (viewOrNull(other) === null) throw new PyTypeError(`can't concat ${typeName(other)} to bytearray`);
    if (other === this && this.length > 0)
      throw new BufferError("Existing exports of data: object cannot be re-sized");
    this.extend(viewOf(other));
    return this;
  }

  __imul__(count) {
    splice(this, 0, this.length, this.__mul__(count).view__());
    return this;
  }

  __repr__() {
    return `bytearray(${reprView(this.view__(), "'")})`;
  }
}

function assigned(items) {
  if (!isIterable(items) || typeof items === "string")
    throw new PyTypeError("can assign only bytes, buffers, or iterables of ints in range(0, 256)");
  return bytesOfItems(items);
}

// room for more bytes at the end: twice as much as before, so that few of many appends copy
function makeRoom(self, more) {
  if (self.length + more <= self.data.length) return;
  const data = new Uint8Array(2 * self.length + more + 8);
  data.set(self.view__());
  self.data = data;
}

// other bytes instead of those between two positions
function splice(self, start, stop, view) {
  const tail = self.data.subarray(stop, self.length);
  self.data = concatViews([self.data.subarray(0, start), view, tail]);
  self.length = self.data.length;
}

function setPart(self, { start: lo, stop: hi, step }, value) {
  const view = viewOrNull(value) ?? assigned(value);
  const [start, stop, by] = sliceIndices(self.length, lo, hi, step);
  const size = Math.max(0, Math.ceil((stop - start) / by));
  if (by === 1) splice(self, start, Math.max(start, stop), view);
  else if (view.length === 0) deletePart(self, start, size, by);
  else if (view.length !== size)
    throw new ValueError(`attempt to assign bytes of size ${view.length} to extended slice of size ${size}`);
  else view.slice().forEach((byte, i) => (self.data[start + i * by] = byte));
  return null;
}

function deletePart(self, start, size, by) {
  const isGone = (i) => (i - start) % by === 0 && (i - start) / by >= 0 && (i - start) / by < size;
  self.data = self.view__().filter((_, i) => !isGone(i));
  self.length = self.data.length;
}
