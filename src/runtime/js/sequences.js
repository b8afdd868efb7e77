import { builtinType } from "./builtinType.js";
import { lt, gt, compareStr } from "./compare.js";
import { reversedEntries } from "./dictClass.js";
import { IndexError, PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { iter, iterator, walker } from "./iter.js";
import { asTuple, hasMethod, isRecord, isTuple } from "./kinds.js";
import { len } from "./len.js";
import { changing } from "./lists.js";
import { end, steps, yielded } from "./steps.js";
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
  return isTuple(x) && x.constructor === Array ? x : asTuple([...iter(x)]);
});

/** Python's `enumerate(x, start)`. */
export const enumerate = builtinType("enumerate", function enumerate(x, start = 0) {
  const it = walker(x);
  let i = asIndex(start);
  return steps("enumerate", () => {
    const step = it.next();
    return step.done ? step : yielded(tuple(i++, step.value));
  });
});

/** `enumerate(x)` where nobody sees that its pairs are no tuples. */
export function numbered(x) {
  if (Array.isArray(x)) return x.entries();
  return typeof x === "string" ? [...x].entries() : enumerate(x);
}

/** Python's `zip(*xs)`. */
export const zip = builtinType("zip", function zip(...xs) {
  return zipAll(xs);
});

/** Python's `zip(*xs, strict=True)`. */
export function zipStrict(...xs) {
  return zipAll(xs, true);
}

/** `[f(x, y) for x, y in zip(xs, ys)]` of lists. */
export function zipWith(f, xs, ys) {
  const out = [];
  for (let i = 0; i < xs.length && i < ys.length; i++) out.push(f(xs[i], ys[i]));
  return out;
}

/** `[f(x, y) for x, y in zip(xs, ys)]` of any two iterables. */
export function zipWithAny(f, xs, ys) {
  if (Array.isArray(xs) && Array.isArray(ys)) return zipWith(f, xs, ys);
  return Array.from(zipAll([xs, ys]), ([x, y]) => f(x, y));
}

/** `zip(*xs, strict=True)` of any number of iterables. */
export function zipStrictAll(xs) {
  return zipAll(xs, true);
}

/** `zip(*xs)` of any number of iterables. */
export function zipAll(xs, strict = false) {
  const iterators = Array.from(iter(xs), walker);
  return steps("zip", () => {
    if (iterators.length === 0) return end;
    const items = [];
    for (const it of iterators) {
      const { done, value } = it.next();
      if (done) {
        if (strict) checkEnd(iterators, items.length);
        return end;
      }
      items.push(value);
    }
    return yielded(asTuple(items));
  });
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
export const map = builtinType("map", function map(fn, ...xs) {
  const it = xs.length === 1 ? walker(xs[0]) : zipAll(xs);
  const call = xs.length === 1 ? fn : (row) => fn(...row);
  return steps("map", () => {
    const step = it.next();
    return step.done ? step : yielded(call(step.value));
  });
});

/** Python's `filter(fn, x)`; `fn` may be None. */
export const filter = builtinType("filter", function filter(fn, x) {
  const it = walker(x);
  return steps("filter", () => {
    let step = it.next();
    while (!step.done && !truthy(fn === null ? step.value : fn(step.value))) step = it.next();
    return step;
  });
});

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
  if (x instanceof Map) {
    const entries = reversedEntries(x);
    return steps(typeName(entries), () => {
      const step = entries.next();
      return step.done ? end : yielded(step.value[0]);
    });
  }
  if (Array.isArray(x) && !isTuple(x)) return reversedList(x);
  if (hasMethod(x, "__getitem__")) return reversedItems(x);
  if (!isRecord(x) && !hasMethod(x, Symbol.iterator))
    throw new PyTypeError(`'${typeName(x)}' object is not reversible`);
  const items = [...iter(x)];
  return steps(isRecord(x) ? "dict_reversekeyiterator" : "reversed", () => {
    return items.length > 0 ? yielded(items.pop()) : end;
  });
});

// what is put in or taken out meanwhile is seen
function reversedList(items) {
  let at = items.length;
  return steps("list_reverseiterator", () => {
    at = at > 0 && at <= items.length ? at - 1 : -1;
    return at < 0 ? end : yielded(items[at]);
  });
}

// of a class of the program's own: by its `__len__` and `__getitem__`
function reversedItems(sequence) {
  let left = len(sequence);
  return steps("reversed", () => {
    if (left <= 0) return end;
    try {
      return yielded(sequence.__getitem__(--left));
    } catch (e) {
      left = 0;
      if (e instanceof IndexError) return end;
      throw e;
    }
  });
}

/** Python's `sorted(x, key=, reverse=)`. */
export function sorted(x, key = null, reverse = false) {
  const items = [...iter(x)];
  sortArray(items, key, truthy(reverse));
  return items;
}

/** `xs.sort(key=, reverse=)`; returns None. */
export function listSort(xs, key = null, reverse = false) {
  const items = changing(xs, "sort").slice();
  let [isSorted, isModified] = [false, false];
  // Python's list is empty while it is sorted, and so is ours where a key function looks at it
  xs.length = 0;
  try {
    sortArray(items, key, truthy(reverse));
    isSorted = true;
  } finally {
    isModified = isSorted && xs.length > 0;
    xs.length = 0;
    for (const item of items) xs[xs.length] = item;
  }
  if (isModified) throw new ValueError("list modified during sort");
  return null;
}

// stable in both directions, as Python's sort is
function sortArray(items, key, reverse) {
  if (!key && !reverse) {
    const order = items.every(isPlainNumber) ? (a, b) => a - b : items.every(isText) ? compareStr : null;
    if (order !== null) return void items.sort(order);
  }
  const rows = items.map((item) => ({ item, key: key ? key(item) : item }));
  const order = orderOf(rows, reverse);
  rows.sort(reverse ? (a, b) => order(b.key, a.key) : (a, b) => order(a.key, b.key));
  rows.forEach((row, i) => (items[i] = row.item));
}

function orderOf(rows, reverse) {
  if (rows.every((row) => typeof row.key === "number")) return (a, b) => a - b;
  if (rows.every((row) => typeof row.key === "string")) return compareStr;
  if (rows.length > 0 && areAlike(rows)) return orderAlike;
  // Python first compares neighbours, later with earlier: keys that do not compare show here, in that order
  const first = reverse ? [...rows].reverse() : rows;
  for (let i = 1; i < first.length; i++) lt(first[i].key, first[i - 1].key);
  return (a, b) => (lt(a, b) ? -1 : lt(b, a) ? 1 : 0);
}

function isPlainNumber(x) {
  return typeof x === "number" && x === x;
}

function isText(x) {
  return typeof x === "string";
}

// tuples of as many numbers and strings, each in its place
function areAlike(rows) {
  const kinds = isTuple(rows[0].key) ? rows[0].key.map((x) => typeof x) : [];
  const isSimple = kinds.length > 0 && kinds.every((kind) => kind === "number" || kind === "string");
  const fits = (x, i) => typeof x === kinds[i] && x === x;
  return (
    isSimple &&
    rows.every(({ key }) => Array.isArray(key) && key.length === kinds.length && isTuple(key) && key.every(fits))
  );
}

function orderAlike(a, b) {
  for (let i = 0; i < a.length; i++) {
    if (a[i] !== b[i]) return typeof a[i] === "number" ? a[i] - b[i] : compareStr(a[i], b[i]);
  }
  return 0;
}

function bestOf(items, better) {
  let [found] = items;
  let i = 1;
  if (better === lt) {
    while (typeof found === "number" && typeof items[i] === "number") {
      if (items[i] < found) found = items[i];
      i++;
    }
  } else {
    while (typeof found === "number" && typeof items[i] === "number") {
      if (items[i] > found) found = items[i];
      i++;
    }
  }
  for (; i < items.length; i++) if (better(items[i], found)) found = items[i];
  return found;
}

function best(x, key, otherwise, better, name) {
  if (!key && Array.isArray(x) && x.length > 0) {
    return bestOf(x, better);
  }
  let found;
  for (const item of iter(x)) {
    const row = { item, key: key ? key(item) : item };
    if (!found || better(row.key, found.key)) found = row;
  }
  if (found) return found.item;
  if (otherwise !== undefined) return otherwise;
  throw new ValueError(`${name}() iterable argument is empty`);
}

/** What `max(*values)` looks through: the values, or the items of the only one. */
export function oneOrAll(values, name) {
  if (values.length === 0) throw new PyTypeError(`${name} expected at least 1 argument, got 0`);
  return values.length === 1 ? values[0] : values;
}

/** Python's `min(x, key=, default=)`. */
export function min(x, key, otherwise) {
  return best(x, key, otherwise, lt, "min");
}

/** Python's `max(x, key=, default=)`. */
export function max(x, key, otherwise) {
  return best(x, key, otherwise, gt, "max");
}

/** Python's `min(a, b)`. */
export function minOf(a, b) {
  if (typeof a === "number" && typeof b === "number") return b < a ? b : a;
  return lt(b, a) ? b : a;
}

/** Python's `max(a, b)`. */
export function maxOf(a, b) {
  if (typeof a === "number" && typeof b === "number") return b > a ? b : a;
  return gt(b, a) ? b : a;
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
