import { builtinType } from "./builtinType.js";
import { codePoints } from "./chars.js";
import { le, lt } from "./compare.js";
import { eq } from "./eq.js";
import { KeyError, PyTypeError, ValueError } from "./exceptions.js";
import { hash } from "./hash.js";
import { asSize, pick, sliceIndices } from "./indices.js";
import { isIterable, iter } from "./iter.js";
import { asTuple, hasMethod, isDict, isTuple } from "./kinds.js";
import { NotImplemented } from "./notImplemented.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";

/** Python's `o[lo:hi:step]`; a bound left out is null. */
export function getSlice(o, lo, hi, step) {
  if (typeof o === "string") return strSlice(o, lo, hi, step);
  if (Array.isArray(o)) return isTuple(o) ? asTuple(pick(o, lo, hi, step)) : pick(o, lo, hi, step);
  if (hasMethod(o, "__getslice__")) return o.__getslice__(lo, hi, step);
  if (hasMethod(o, "__getitem__")) return o.__getitem__(new SliceKey(lo, hi, step));
  if (isDict(o)) return keyed(o, new SliceKey(lo, hi, step));
  if (hasMethod(o, "subarray")) return o.constructor.from(pick(Array.from(o), lo, hi, step));
  throw new PyTypeError(`'${typeName(o)}' object is not subscriptable`);
}

// a dict could have a slice as its key
function keyed(dict, key) {
  if (dict instanceof Map && dict.has(key)) return dict.get(key);
  if (hasMethod(dict, "__missing__")) return dict.__missing__(key);
  throw new KeyError(key);
}

/** `s[lo:hi:step]`, counted in code points. */
export function strSlice(s, lo, hi, step) {
  const part = pick(codePoints(s), lo, hi, step);
  return typeof part === "string" ? part : part.join("");
}

/** Python's `o[lo:hi:step] = values`. */
export function setSlice(o, lo, hi, step, values) {
  if (!Array.isArray(o)) {
    if (hasMethod(o, "__setitem__")) return o.__setitem__(new SliceKey(lo, hi, step), values);
    throw new PyTypeError(`'${typeName(o)}' object does not support item assignment`);
  }
  if (isTuple(o)) throw new PyTypeError("'tuple' object does not support item assignment");
  if (!isIterable(values)) {
    throw new PyTypeError(
      step === null || step === undefined || step === 1
        ? "can only assign an iterable"
        : "must assign iterable to extended slice",
    );
  }
  const items = [...iter(values)];
  const [start, stop, by] = sliceIndices(o.length, lo, hi, step);
  if (by === 1) {
    const tail = o.splice(start).slice(Math.max(0, stop - start));
    for (const item of items) o[o.length] = item;
    for (const item of tail) o[o.length] = item;
    return undefined;
  }
  const size = Math.max(0, Math.ceil((stop - start) / by));
  if (items.length !== size) {
    throw new ValueError(
      `attempt to assign sequence of size ${items.length} to extended slice of size ${size}`,
    );
  }
  items.forEach((item, i) => (o[start + i * by] = item));
  return undefined;
}

/** Python's `del o[lo:hi:step]`. */
export function delSlice(o, lo, hi, step) {
  if (!Array.isArray(o)) {
    if (hasMethod(o, "__delitem__")) return o.__delitem__(new SliceKey(lo, hi, step));
    throw new PyTypeError(`'${typeName(o)}' object does not support item deletion`);
  }
  if (isTuple(o)) throw new PyTypeError("'tuple' object does not support item deletion");
  const [start, stop, by] = sliceIndices(o.length, lo, hi, step);
  const gone = new Set();
  for (let i = start; by > 0 ? i < stop : i > stop; i += by) gone.add(i);
  const kept = o.filter((_, i) => !gone.has(i));
  o.length = 0;
  for (const item of kept) o[o.length] = item;
  return undefined;
}

/** A slice that `getItem` and its like may be given as a key. */
class SliceKey {
  static pyName = "slice";

  constructor(start, stop, step) {
    this.start = start ?? null;
    this.stop = stop ?? null;
    this.step = step ?? null;
  }

  indices(length) {
    const size = asSize(length);
    if (size < 0) throw new ValueError("length should not be negative");
    return asTuple(sliceIndices(size, this.start, this.stop, this.step));
  }

  __getfrom__(o) {
    return getSlice(o, this.start, this.stop, this.step);
  }

  __storein__(o, values) {
    setSlice(o, this.start, this.stop, this.step, values);
  }

  __deletefrom__(o) {
    delSlice(o, this.start, this.stop, this.step);
  }

  __eq__(other) {
    return other instanceof SliceKey ? eq(this.#parts(), other.#parts()) : NotImplemented;
  }

  __lt__(other) {
    return other instanceof SliceKey ? lt(this.#parts(), other.#parts()) : NotImplemented;
  }

  __le__(other) {
    return other instanceof SliceKey ? le(this.#parts(), other.#parts()) : NotImplemented;
  }

  __hash__() {
    return hash(this.#parts());
  }

  #parts() {
    return tuple(this.start, this.stop, this.step);
  }
}

/** Python's `slice(stop)` and `slice(start, stop, step)`. */
export const slice = builtinType("slice", (...bounds) => {
  const count = bounds.length;
  if (count === 0 || count > 3) {
    const [most, s] = count === 0 ? ["least 1", ""] : ["most 3", "s"];
    throw new PyTypeError(`slice expected at ${most} argument${s}, got ${count}`);
  }
  const [start, stop, step] = bounds;
  return count === 1 ? new SliceKey(null, start) : new SliceKey(start, stop, step);
});
