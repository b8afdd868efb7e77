/** Python's `a is b`; `undefined` and `null` are both None. */
export function is(a, b) {
  return Object.is(a, b) || ((a === null || a === undefined) && (b === null || b === undefined));
}
