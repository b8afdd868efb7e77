/** A tuple of the given items: `tuple(1, 2)` is Python's `(1, 2)`. */
export function tuple(...items) {
  // of two items, as most are, engines make an array without a list of arguments
  return items.length === 2 ? Object.freeze([items[0], items[1]]) : Object.freeze(items);
}
