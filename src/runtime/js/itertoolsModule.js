import { add } from "./add.js";
import { eq } from "./eq.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { iter, iterator } from "./iter.js";
import { isInt, isNumber } from "./kinds.js";
import { truthy } from "./truthy.js";
import { tuple } from "./tuple.js";

// What is wrong with an argument shows in the call, as in Python, and not when the first item is asked for:
// so the iterator is made outside the generator.
/** Python's `itertools.accumulate(iterable, func, initial=initial)`. */
export function itertoolsAccumulate(iterable, func = null, initial = null) {
  const it = iterator(iterable);
  return (function* () {
    let total = initial;
    let started = initial !== null;
    if (started) yield total;
    for (const item of it) {
      total = started ? (func ?? add)(total, item) : item;
      started = true;
      yield total;
    }
  })();
}

/** Python's `itertools.batched(iterable, n)`. */
export function itertoolsBatched(iterable, n) {
  const size = asIndex(n);
  if (size < 1) throw new ValueError("n must be at least one");
  const it = iterator(iterable);
  return (function* () {
    for (;;) {
      const batch = take(it, size);
      if (batch.length > 0) yield tuple(...batch);
      if (batch.length < size) return;
    }
  })();
}

// without the `return` that leaving a `for` loop early sends to an iterator
function take(it, count) {
  const taken = [];
  while (taken.length < count) {
    const { done, value } = it.next();
    if (done) break;
    taken.push(value);
  }
  return taken;
}

/** Python's `itertools.chain(*iterables)`, with `chain.from_iterable`. */
export const itertoolsChain = Object.assign((...iterables) => chained(iterables), {
  from_iterable: (iterables) => chained(iterables),
});

function* chained(iterables) {
  for (const iterable of iter(iterables)) yield* iter(iterable);
}

/** Python's `itertools.combinations(iterable, r)`. */
export function itertoolsCombinations(iterable, r) {
  const [pool, size] = [[...iter(iterable)], sizeOf(r)];
  return picks(pool, size, (last, at) => at === 0 ? 0 : last + 1);
}

/** Python's `itertools.combinations_with_replacement(iterable, r)`. */
export function itertoolsCombinationsWithReplacement(iterable, r) {
  const [pool, size] = [[...iter(iterable)], sizeOf(r)];
  return picks(pool, size, (last, at) => at === 0 ? 0 : last);
}

function sizeOf(r) {
  const size = asIndex(r);
  if (size < 0) throw new ValueError("r must be non-negative");
  return size;
}

// every way to pick `size` positions, the next one from `from(last, at)` on
function* picks(pool, size, from, chosen = [], last = -1) {
  if (chosen.length === size) {
    yield tuple(...chosen.map((at) => pool[at]));
    return;
  }
  for (let at = from(last, chosen.length); at < pool.length; at++) {
    yield* picks(pool, size, from, [...chosen, at], at);
  }
}

/** Python's `itertools.permutations(iterable, r)`. */
export function itertoolsPermutations(iterable, r = null) {
  const pool = [...iter(iterable)];
  const size = r === null ? pool.length : permutationSize(r);
  return arrangements(pool, size, []);
}

function permutationSize(r) {
  if (!isNumber(r) || !isInt(Number(r))) throw new PyTypeError("Expected int as r");
  return sizeOf(r);
}

function* arrangements(pool, size, chosen) {
  if (chosen.length === size) {
    yield tuple(...chosen.map((at) => pool[at]));
    return;
  }
  for (let at = 0; at < pool.length; at++) {
    if (!chosen.includes(at)) yield* arrangements(pool, size, [...chosen, at]);
  }
}

/** Python's `itertools.product(*iterables)`. */
export function itertoolsProduct(...iterables) {
  return itertoolsProductWith(1, ...iterables);
}

/** `itertools.product(*iterables, repeat=repeat)`. */
export function itertoolsProductWith(repeat, ...iterables) {
  const count = asIndex(repeat);
  if (count < 0) throw new ValueError("repeat argument cannot be negative");
  const once = iterables.map((iterable) => [...iter(iterable)]);
  return crossed(Array.from({ length: count }, () => once).flat(), []);
}

function* crossed(pools, chosen) {
  if (chosen.length === pools.length) yield tuple(...chosen);
  else for (const item of pools[chosen.length]) yield* crossed(pools, [...chosen, item]);
}

/** Python's `itertools.compress(data, selectors)`. */
export function itertoolsCompress(data, selectors) {
  const [items, wanted] = [iterator(data), iterator(selectors)];
  return (function* () {
    for (;;) {
      const item = items.next();
      const choice = item.done ? item : wanted.next();
      if (choice.done) return;
      if (truthy(choice.value)) yield item.value;
    }
  })();
}

/** Python's `itertools.count(start, step)`. */
export function itertoolsCount(start = 0, step = 1) {
  if (!isNumber(start) || !isNumber(step)) throw new PyTypeError("a number is required");
  return (function* () {
    // steps of a float are multiplied in CPython's loop of additions: x, x + s, (x + s) + s
    for (let x = start; ; x = add(x, step)) yield x;
  })();
}

/** Python's `itertools.cycle(iterable)`. */
export function itertoolsCycle(iterable) {
  const it = iterator(iterable);
  return (function* () {
    const seen = [];
    for (const item of it) {
      seen.push(item);
      yield item;
    }
    while (seen.length > 0) yield* seen;
  })();
}

/** Python's `itertools.dropwhile(predicate, iterable)`. */
export function itertoolsDropwhile(predicate, iterable) {
  const it = iterator(iterable);
  return (function* () {
    let dropping = true;
    for (const item of it) {
      dropping = dropping && truthy(predicate(item));
      if (!dropping) yield item;
    }
  })();
}

/** Python's `itertools.takewhile(predicate, iterable)`. */
export function itertoolsTakewhile(predicate, iterable) {
  const it = iterator(iterable);
  return (function* () {
    for (let item = it.next(); !item.done && truthy(predicate(item.value)); item = it.next()) yield item.value;
  })();
}

/** Python's `itertools.filterfalse(function, iterable)`. */
export function itertoolsFilterfalse(predicate, iterable) {
  const it = iterator(iterable);
  return (function* () {
    for (const item of it) if (!truthy(predicate === null ? item : predicate(item))) yield item;
  })();
}

/** Python's `itertools.groupby(iterable, key)`: a group is walked before the next one is asked for. */
export function itertoolsGroupby(iterable, key = null) {
  const it = iterator(iterable);
  const next = () => {
    const { done, value } = it.next();
    return done ? null : { value, key: key === null ? value : key(value) };
  };
  return (function* () {
    let current = next();
    while (current !== null) {
      const group = { key: current.key };
      const mine = () => current !== null && eq(current.key, group.key);
      let open = true;
      const items = (function* () {
        for (; open && mine(); current = next()) yield current.value;
      })();
      yield tuple(group.key, items);
      open = false;
      while (mine()) current = next();
    }
  })();
}

/** Python's `itertools.islice(iterable, stop)` and `islice(iterable, start, stop, step)`. */
export function itertoolsIslice(iterable, a, b, c = null) {
  const [start, stop] = b === undefined ? [0, limit(a, true)] : [limit(a, false) ?? 0, limit(b, true)];
  if (c !== null && !(isNumber(c) && isInt(Number(c)) && c > 0))
    throw new ValueError("Step for islice() must be a positive integer or None.");
  const it = iterator(iterable);
  return (function* () {
    let at = 0;
    for (let next = start; stop === null || next < stop; next += c ?? 1) {
      for (; at < next; at++) if (it.next().done) return;
      const { done, value } = it.next();
      at++;
      if (done) return;
      yield value;
    }
    // what lies before the end is consumed, though not given
    if (stop !== null) for (; at < stop; at++) if (it.next().done) return;
  })();
}

function limit(x, isStop) {
  if (x === null) return null;
  if (isNumber(x) && isInt(Number(x)) && x >= 0) return Number(x);
  throw new ValueError(
    `${isStop ? "Stop argument" : "Indices"} for islice() must be None or an integer: 0 <= x <= sys.maxsize.`,
  );
}

/** Python's `itertools.pairwise(iterable)`. */
export function itertoolsPairwise(iterable) {
  const it = iterator(iterable);
  return (function* () {
    let before = it.next();
    while (!before.done) {
      const item = it.next();
      if (item.done) return;
      yield tuple(before.value, item.value);
      before = item;
    }
  })();
}

/** Python's `itertools.repeat(object, times)`. */
export function itertoolsRepeat(object, times) {
  const count = times === undefined ? Infinity : asIndex(times);
  return (function* () {
    for (let i = 0; i < count; i++) yield object;
  })();
}

/** Python's `itertools.starmap(function, iterable)`. */
export function itertoolsStarmap(func, iterable) {
  const it = iterator(iterable);
  return (function* () {
    for (const args of it) yield func(...iter(args));
  })();
}

/** Python's `itertools.tee(iterable, n)`. */
export function itertoolsTee(iterable, n = 2) {
  const count = asIndex(n);
  if (count < 0) throw new ValueError("n must be >= 0");
  const it = iterator(iterable);
  const queues = Array.from({ length: count }, () => []);
  const copies = queues.map((queue) =>
    (function* () {
      for (;;) {
        if (queue.length === 0) {
          const { done, value } = it.next();
          if (done) return;
          for (const each of queues) each.push(value);
        }
        yield queue.shift();
      }
    })(),
  );
  return tuple(...copies);
}

/** Python's `itertools.zip_longest(*iterables)`. */
export function itertoolsZipLongest(...iterables) {
  return itertoolsZipLongestWith(null, ...iterables);
}

/** `itertools.zip_longest(*iterables, fillvalue=fill)`. */
export function itertoolsZipLongestWith(fill, ...iterables) {
  const its = iterables.map(iterator);
  return (function* () {
    for (;;) {
      const items = its.map((it) => it.next());
      if (items.every((item) => item.done)) return;
      yield tuple(...items.map((item) => (item.done ? fill : item.value)));
    }
  })();
}
