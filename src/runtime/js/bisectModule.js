import { lt } from "./compare.js";
import { ValueError } from "./exceptions.js";
import { getItem } from "./items.js";
import { invoke } from "./attributes.js";
import { isTuple } from "./kinds.js";
import { len } from "./len.js";

function bisected(a, x, lo, hi, key, goesRight) {
  if (lo < 0) throw new ValueError("lo must be non-negative");
  let [low, high] = [lo, hi ?? len(a)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = getItem(a, middle);
    if (goesRight(key === null ? item : key(item), x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Python's `bisect.bisect_left(a, x, lo, hi, key=key)`. */
export function bisectBisectLeft(a, x, lo = 0, hi = null, key = null) {
  return bisected(a, x, lo, hi, key, (item, wanted) => lt(item, wanted));
}

/** Python's `bisect.bisect_right(a, x, lo, hi, key=key)`. */
export function bisectBisectRight(a, x, lo = 0, hi = null, key = null) {
  return bisected(a, x, lo, hi, key, (item, wanted) => !lt(wanted, item));
}

function insertAt(a, at, x) {
  if (Array.isArray(a) && !isTuple(a)) a.splice(at, 0, x);
  else invoke(a, "insert", [at, x]);
  return null;
}

/** Python's `bisect.insort_left(a, x, lo, hi, key=key)`. */
export function bisectInsortLeft(a, x, lo = 0, hi = null, key = null) {
  return insertAt(a, bisectBisectLeft(a, key === null ? x : key(x), lo, hi, key), x);
}

/** Python's `bisect.insort_right(a, x, lo, hi, key=key)`. */
export function bisectInsortRight(a, x, lo = 0, hi = null, key = null) {
  return insertAt(a, bisectBisectRight(a, key === null ? x : key(x), lo, hi, key), x);
}
