import { builtinType } from "./builtinType.js";
import { eq } from "./eq.js";
import { IndexError, ValueError } from "./exceptions.js";
import { hash } from "./hash.js";
import { asIndex, index, sliceIndices } from "./indices.js";
import { isInt, isNumber } from "./kinds.js";
import { NotImplemented } from "./notImplemented.js";
import { repr } from "./repr.js";
import { end } from "./steps.js";
import { tuple } from "./tuple.js";

class RangeIterator {
  static pyName = "range_iterator";

  #at;

  #step;

  #left;

  constructor({ start, step, length }) {
    this.#at = start;
    this.#step = step;
    this.#left = length;
  }

  next() {
    if (this.#left <= 0) return end;
    this.#left--;
    const value = this.#at;
    this.#at += this.#step;
    return { done: false, value };
  }

  [Symbol.iterator]() {
    return this;
  }
}

/** Python's lazy `range`. */
export class PyRange {
  static pyName = "range";

  constructor(start, stop, step) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = Math.max(0, Math.ceil((stop - start) / step));
    Object.freeze(this);
  }

  [Symbol.iterator]() {
    return new RangeIterator(this);
  }

  __len__() {
    return this.length;
  }

  __getitem__(k) {
    const i = index(k, "range indices must be integers or slices, not ", "");
    const at = i < 0 ? i + this.length : i;
    if (at < 0 || at >= this.length) throw new IndexError("range object index out of range");
    return this.start + at * this.step;
  }

  __getslice__(lo, hi, step) {
    const [from, to, by] = sliceIndices(this.length, lo, hi, step);
    return new PyRange(this.start + from * this.step, this.start + to * this.step, this.step * by);
  }

  __contains__(x) {
    return this.#position(x) >= 0;
  }

  #position(x) {
    if (!isNumber(x) || !isInt(Number(x))) return -1;
    const at = (x - this.start) / this.step;
    return Number.isInteger(at) && at >= 0 && at < this.length ? at : -1;
  }

  __reversed__() {
    return this.__getslice__(null, null, -1);
  }

  __eq__(other) {
    return other instanceof PyRange ? eq(this.#key(), other.#key()) : NotImplemented;
  }

  __hash__() {
    return hash(this.#key());
  }

  #key() {
    return tuple(this.length, this.length ? this.start : null, this.length > 1 ? this.step : null);
  }

  __repr__() {
    return `range(${this.start}, ${this.stop}${this.step === 1 ? "" : `, ${this.step}`})`;
  }

  index(x) {
    const at = this.#position(x);
    if (at < 0)
      throw new ValueError(
        isNumber(x) ? `${repr(x)} is not in range` : "sequence.index(x): x not in sequence",
      );
    return at;
  }

  count(x) {
    return this.#position(x) < 0 ? 0 : 1;
  }
}

/** The step of a `range` that is 0 or more: 0 is an error. */
export function rangeStep(step) {
  if (step === 0) throw new ValueError("range() arg 3 must not be zero");
  return step;
}

/** Python's `range(stop)` and `range(start, stop, step)`. */
export const range = builtinType("range", function range(start, stop, step = 1) {
  const bounds = stop === undefined ? [0, start, step] : [start, stop, step];
  const [from, to, by] = bounds.map(asIndex);
  if (by === 0) throw new ValueError("range() arg 3 must not be zero");
  return new PyRange(from, to, by);
});
