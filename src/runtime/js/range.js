import { addInt } from "./add.js";
import { builtinType } from "./builtinType.js";
import { eq } from "./eq.js";
import { IndexError, OverflowError, ValueError } from "./exceptions.js";
import { hash } from "./hash.js";
import { asIndex, index, sliceIndices } from "./indices.js";
import { toInt } from "./ints.js";
import { isIntOrBool, isNumber } from "./kinds.js";
import { mulInt } from "./mul.js";
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
    this.#at = addInt(this.#at, this.#step);
    return { done: false, value };
  }

  [Symbol.iterator]() {
    return this;
  }
}

function isLargeRange({ start, stop, step }) {
  return typeof start === "bigint" || typeof stop === "bigint" || typeof step === "bigint";
}

function lengthOf(start, stop, step) {
  if (!isLargeRange({ start, stop, step })) return Math.max(0, Math.ceil((stop - start) / step));
  const [gap, by] = [BigInt(stop) - BigInt(start), BigInt(step)];
  const length = (by > 0n ? gap + by - 1n : gap + by + 1n) / by;
  return length < 0n ? 0 : toInt(length);
}

/** Python's lazy `range`. */
export class PyRange {
  static pyName = "range";

  constructor(start, stop, step) {
    this.start = start;
    this.stop = stop;
    this.step = step;
    this.length = lengthOf(start, stop, step);
    Object.freeze(this);
  }

  [Symbol.iterator]() {
    return new RangeIterator(this);
  }

  __len__() {
    if (typeof this.length === "bigint") throw new OverflowError("Python int too large to convert to C ssize_t");
    return this.length;
  }

  #at(i) {
    const { start, step } = this;
    return isLargeRange(this) ? toInt(BigInt(start) + BigInt(i) * BigInt(step)) : start + i * step;
  }

  __getitem__(k) {
    const i = index(k, "range indices must be integers or slices, not ", "");
    const at = i < 0 ? addInt(i, this.length) : i;
    if (at < 0 || at >= this.length) throw new IndexError("range object index out of range");
    return this.#at(at);
  }

  __getslice__(lo, hi, step) {
    const [from, to, by] = sliceIndices(this.__len__(), lo, hi, step);
    return new PyRange(this.#at(from), this.#at(to), mulInt(this.step, by));
  }

  __contains__(x) {
    return this.#position(x) >= 0;
  }

  #position(x) {
    if (!isIntOrBool(x)) return -1;
    const gap = BigInt(x) - BigInt(this.start);
    const at = toInt(gap / BigInt(this.step));
    return gap % BigInt(this.step) === 0n && at >= 0 && at < this.length ? at : -1;
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
