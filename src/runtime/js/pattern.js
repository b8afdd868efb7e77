import { dict } from "./dict.js";
import { PyRange } from "./range.js";

/** Whether `case [a, b]` fits: a list, tuple or range of `count` items, or with a star of at least as many. */
export function fitsSequence(x, count, isOpen = false) {
  if (!Array.isArray(x) && !(x instanceof PyRange)) return false;
  return isOpen ? x.length >= count : x.length === count;
}

/** The `**rest` of `case {key: value, **rest}`. */
export function dictRest(x, keys) {
  const rest = dict(x);
  for (const key of keys) rest.delete(key);
  return rest;
}
