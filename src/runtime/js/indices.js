import { IndexError, OverflowError, PyTypeError, ValueError } from "./exceptions.js";
import { hasMethod, isIntOrBool } from "./kinds.js";
import { typeName } from "./typeName.js";

function whole(x, before, after) {
  if (isIntOrBool(x)) return typeof x === "boolean" ? Number(x) : x;
  if (hasMethod(x, "__index__")) return whole(x.__index__(), "__index__ returned non-int (type ", ")");
  throw new PyTypeError(before + typeName(x) + after);
}

/** An int used as an index, by `__index__` where there is one; else TypeError around the type's name. */
export function index(x, before, after) {
  const at = whole(x, before, after);
  if (typeof at === "bigint") throw new IndexError("cannot fit 'int' into an index-sized integer");
  return at;
}

/** An argument that must be an int. */
export function asIndex(x) {
  return whole(x, "'", "' object cannot be interpreted as an integer");
}

/** An argument that must be an int and counts something. */
export function asSize(x) {
  const size = asIndex(x);
  if (typeof size === "bigint") throw new OverflowError("cannot fit 'int' into an index-sized integer");
  return size;
}

function clamp(x, length, low, high) {
  const i = sliceIndex(x);
  return Math.min(Math.max(i < 0 ? i + length : i, low), high);
}

function sliceIndex(x) {
  if (!isIntOrBool(x) && !hasMethod(x, "__index__"))
    throw new PyTypeError("slice indices must be integers or None or have an __index__ method");
  // what lies beyond every list is cut off
  return Math.min(Math.max(Number(asIndex(x)), Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
}

/** `[start, stop, step]` of a slice over `length` items, each within bounds. */
export function sliceIndices(length, lo, hi, by) {
  const step = by === null || by === undefined ? 1 : sliceIndex(by);
  if (step === 0) throw new ValueError("slice step cannot be zero");
  const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
  const start = lo === null || lo === undefined ? (step > 0 ? low : high) : clamp(lo, length, low, high);
  const stop = hi === null || hi === undefined ? (step > 0 ? high : low) : clamp(hi, length, low, high);
  return [start, stop, step];
}

// a bound that JavaScript takes as Python does
function isPlainBound(x) {
  return x === undefined || x === null || Number.isSafeInteger(x);
}

/** The items of an array (or array of characters) that a slice picks. */
export function pick(items, lo, hi, by) {
  if ((by ?? null) === null && isPlainBound(lo) && isPlainBound(hi)) return items.slice(lo ?? 0, hi ?? undefined);
  const [start, stop, step] = sliceIndices(items.length, lo, hi, by);
  if (step === 1) return items.slice(start, Math.max(start, stop));
  const out = [];
  for (let i = start; step > 0 ? i < stop : i > stop; i += step) out.push(items[i]);
  return out;
}
