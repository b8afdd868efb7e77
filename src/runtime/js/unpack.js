import { PyTypeError, ValueError } from "./exceptions.js";
import { isIterable, iter } from "./iter.js";
import { typeName } from "./typeName.js";

/** The `n` values of `a, b, … = x`, as an array. */
export function unpack(x, n) {
  if (Array.isArray(x) && x.length === n) return x;
  const items = [];
  for (const item of walk(x)) {
    if (items.length === n) throw new ValueError(`too many values to unpack (expected ${n})`);
    items.push(item);
  }
  if (items.length === n) return items;
  throw new ValueError(`not enough values to unpack (expected ${n}, got ${items.length})`);
}

/** The values of `a, *b, c = x`: `before` of them, then a list, then `after` of them. */
export function unpackStar(x, before, after) {
  const items = [...walk(x)];
  const rest = items.length - before - after;
  if (rest >= 0)
    return [...items.slice(0, before), items.slice(before, before + rest), ...items.slice(before + rest)];
  throw new ValueError(
    `not enough values to unpack (expected at least ${before + after}, got ${items.length})`,
  );
}

function walk(x) {
  if (!isIterable(x)) {
    throw new PyTypeError(`cannot unpack non-iterable ${typeName(x)} object`);
  }
  return iter(x);
}
