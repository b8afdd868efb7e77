import { builtinType } from "./builtinType.js";
import { lt, gt, compareStr } from "./compare.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { iter, iterator } from "./iter.js";
import { hasMethod } from "./kinds.js";
import { truthy } from "./truthy.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";

/** Python's `list(x)`. */
export const list = builtinType("list", function list(x) {
  return arguments.length === 0 ? [] : [...iter(x)];
});

/** Python's `tuple(x)`. */
export const tupleFrom = builtinType("tuple", function tupleFrom(x) {
  if (arguments.length === 0) return tuple();
  return Array.isArray(x) && Object.isFrozen(x) && x.constructor === Array ? x : Object.freeze([...iter(x)]);
});

/** Python's `enumerate(x, start)`. */
export const enumerate = builtinType("enumerate", function enumerate(x, start = 0) {
  return enumerateFrom(iter(x), asIndex(start));
});

function* enumerateFrom(items, start) {
  let i = start;
  for (const item of items) yield tuple(i++, item);
}

/** Python's `zip(*xs)`. */
export const zip = builtinType("zip", function zip(...xs) {
  return zipAll(xs.map(iterator), false);
});

/** Python's `zip(*xs, strict=True)`. */
export function zipStrict(...xs) {
  return zipAll(xs.map(iterator), true);
}

function* zipAll(iterators, strict) {
  while (iterators.length > 0) {
    const items = [];
    for (const it of iterators) {
      const { done, value } = it.next();
      if (done) {
        if (strict) checkEnd(iterators, items.length);
        return;
      }
      items.push(value);
    }
    yield Object.freeze(items);
  }
}

// one iterator has ended: with `strict` it must be the first, and all others must end with it
function checkEnd(iterators, ended) {
  const before = (n) => (n === 1 ? "argument 1" : `arguments 1-${n}`);
  if (ended > 0) throw new ValueError(`zip() argument ${ended + 1} is shorter than ${before(ended)}`);
  iterators.forEach((it, i) => {
    if (i > 0 && !it.next().done) throw new ValueError(`zip() argument ${i + 1} is longer than ${before(i)}`);
  });
}

/** Python's `map(fn, *xs)`. */
export function map(fn, ...xs) {
  return mapAll(fn, xs.length === 1 ? null : zip(...xs), iter(xs[0]));
}

function* mapAll(fn, rows, items) {
  if (rows) for (const row of rows) yield fn(...row);
  else for (const item of items) yield fn(item);
}

/** Python's `filter(fn, x)`; `fn` may be None. */
export function filter(fn, x) {
  return filterAll(fn ?? ((item) => item), iter(x));
}

function* filterAll(fn, items) {
  for (const item of items) if (truthy(fn(item))) yield item;
}

/** Python's `reversed(x)`. */
export const reversed = builtinType("reversed", function reversed(x) {
  if (hasMethod(x, "__reversed__")) return iterator(x.__reversed__());
  if (
    x instanceof Set ||
    hasMethod(x, "next") ||
    x === null ||
    (typeof x !== "object" && typeof x !== "string")
  ) {
    throw new PyTypeError(`'${typeName(x)}' object is not reversible`);
  }
  return [...iter(x)].reverse().values();
});

/** Python's `sorted(x, key=, reverse=)`. */
export function sorted(x, key = null, reverse = false) {
  const items = [...iter(x)];
  sortArray(items, key, truthy(reverse));
  return items;
}

/** `xs.sort(key=, reverse=)`; returns None. */
export function listSort(xs, key = null, reverse = false) {
  sortArray(xs, key, truthy(reverse));
  return null;
}

// stable in both directions, as Python's sort is
function sortArray(items, key, reverse) {
  const rows = items.map((item) => ({ item, key: key ? key(item) : item }));
  const order = orderOf(rows, reverse);
  rows.sort(reverse ? (a, b) => order(b.key, a.key) : (a, b) => order(a.key, b.key));
  rows.forEach((row, i) => (items[i] = row.item));
}

function orderOf(rows, reverse) {
  if (rows.every((row) => typeof row.key === "number")) return (a, b) => a - b;
  if (rows.every((row) => typeof row.key === "string")) return compareStr;
  // Python first compares neighbours, later with earlier: keys that do not compare show here, in that order
  const first = reverse ? [...rows].reverse() : rows;
  for (let i = 1; i < first.length; i++) lt(first[i].key, first[i - 1].key);
  return (a, b) => (lt(a, b) ? -1 : lt(b, a) ? 1 : 0);
}

function best(x, key, otherwise, better, name) {
  let found;
  for (const item of iter(x)) {
    const row = { item, key: key ? key(item) : item };
    if (!found || better(row.key, found.key)) found = row;
  }
  if (found) return found.item;
  if (otherwise !== undefined) return otherwise;
  throw new ValueError(`${name}() iterable argument is empty`);
}

/** Python's `min(x, key=, default=)`. */
export function min(x, key, otherwise) {
  return best(x, key, otherwise, lt, "min");
}

/** Python's `max(x, key=, default=)`. */
export function max(x, key, otherwise) {
  return best(x, key, otherwise, gt, "max");
}

/** Python's `any(x)`. */
export function any(x) {
  for (const item of iter(x)) if (truthy(item)) return true;
  return false;
}

/** Python's `all(x)`. */
export function all(x) {
  for (const item of iter(x)) if (!truthy(item)) return false;
  return true;
}
