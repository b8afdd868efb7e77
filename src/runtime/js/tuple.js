import { asTuple } from "./kinds.js";

/** A tuple of the given items: `tuple(1, 2)` is Python's `(1, 2)`. */
export function tuple(...items) {
  // of two items, as most are, engines make an array without a list of arguments
  return asTuple(items.length === 2 ? [items[0], items[1]] : items);
}
