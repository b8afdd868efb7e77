import { dict } from "./dict.js";
import { isDict } from "./kinds.js";
import { PyRange } from "./range.js";

/** Whether `case [a, b]` fits: a list, tuple or range of `count` items, or with a star of at least as many. */
export function fitsSequence(x, count, isOpen = false) {
  let size = x?.length;
  if (!Array.isArray(x) && !(x instanceof PyRange)) {
    // a deque, a UserList
    if (x?.constructor?.sequence__ !== true) return false;
    size = x.__len__();
  }
  return isOpen ? size >= count : size === count;
}

/** Whether `case {}` fits: a dict, or an object of a class that says it is one, such as UserDict. */
export function fitsMapping(x) {
  return isDict(x) || x?.constructor?.mapping__ === true;
}

/** The `**rest` of `case {key: value, **rest}`. */
export function dictRest(x, keys) {
  const rest = dict(x);
  for (const key of keys) rest.delete(key);
  return rest;
}
