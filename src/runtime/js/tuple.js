/** A tuple of the given items: `tuple(1, 2)` is Python's `(1, 2)`. */
export function tuple(...items) {
  return Object.freeze(items);
}
