import { add } from "./add.js";
import { eq } from "./eq.js";
import { PyTypeError, RuntimeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { iter, walker } from "./iter.js";
import { asTuple, isIntOrBool, isNumber } from "./kinds.js";
import { end, steps, yielded } from "./steps.js";
import { truthy } from "./truthy.js";
import { tuple } from "./tuple.js";

// What is wrong with an argument shows in the call, as in Python, and not when the first item is asked for.
/** Python's `itertools.accumulate(iterable, func, initial=initial)`. */
export function itertoolsAccumulate(iterable, func = null, initial = null) {
  const it = walker(iterable);
  let total = initial;
  let state = initial === null ? "empty" : "initial";
  return steps("itertools.accumulate", () => {
    if (state === "initial") {
      state = "started";
      return yielded(total);
    }
    const step = it.next();
    if (step.done) return end;
    total = state === "started" ? (func ?? add)(total, step.value) : step.value;
    state = "started";
    return yielded(total);
  });
}

/** Python's `itertools.batched(iterable, n)`. */
export function itertoolsBatched(iterable, n) {
  const size = asIndex(n);
  if (size < 1) throw new ValueError("n must be at least one");
  const it = walker(iterable);
  let isOver = false;
  return steps("itertools.batched", () => {
    const batch = [];
    if (isOver) return end;
    isOver = true;
    while (batch.length < size) {
      const { done, value } = it.next();
      if (done) break;
      batch.push(value);
    }
    isOver = batch.length < size;
    return batch.length === 0 ? end : yielded(asTuple(batch));
  });
}

/** Python's `itertools.chain(*iterables)`, with `chain.from_iterable`. */
export const itertoolsChain = Object.assign((...iterables) => itertoolsChainAll(iterables), {
  from_iterable: (iterables) => itertoolsChainAll(iterables),
});

/** Python's `itertools.chain.from_iterable(iterables)`. */
export function itertoolsChainAll(iterables) {
  const outer = walker(iterables);
  let inner = null;
  let isOver = false;
  return steps("itertools.chain", () => {
    while (!isOver) {
      if (inner === null) {
        isOver = true;
        const { done, value } = outer.next();
        if (!done) inner = walker(value);
        isOver = done;
      } else {
        const step = inner.next();
        if (!step.done) return step;
        inner = null;
      }
    }
    return end;
  });
}

/** Python's `itertools.combinations(iterable, r)`. */
export function itertoolsCombinations(iterable, r) {
  const [pool, size] = [[...iter(iterable)], sizeOf(r)];
  if (size > pool.length) return steps("itertools.combinations", () => end);
  const first = Array.from({ length: size }, (_, at) => at);
  return picks("itertools.combinations", pool, first, (at) => pool.length - size + at, 1);
}

/** Python's `itertools.combinations_with_replacement(iterable, r)`. */
export function itertoolsCombinationsWithReplacement(iterable, r) {
  const [pool, size] = [[...iter(iterable)], sizeOf(r)];
  const name = "itertools.combinations_with_replacement";
  if (size > 0 && pool.length === 0) return steps(name, () => end);
  return picks(name, pool, new Array(size).fill(0), () => pool.length - 1, 0);
}

function sizeOf(r) {
  const size = asIndex(r);
  if (size < 0) throw new ValueError("r must be non-negative");
  return size;
}

// The positions that are picked: the last one that can rise does, and those after it follow at a distance of `gap`.
function picks(name, pool, chosen, limit, gap) {
  let isFirst = true;
  return steps(name, () => {
    if (!isFirst) {
      let at = chosen.length - 1;
      while (at >= 0 && chosen[at] === limit(at)) at--;
      if (at < 0) return end;
      chosen[at]++;
      for (let next = at + 1; next < chosen.length; next++) chosen[next] = chosen[next - 1] + gap;
    }
    isFirst = false;
    return yielded(asTuple(chosen.map((at) => pool[at])));
  });
}

/** Python's `itertools.permutations(iterable, r)`. */
export function itertoolsPermutations(iterable, r = null) {
  const pool = [...iter(iterable)];
  const size = r === null ? pool.length : permutationSize(r);
  const order = pool.map((_, at) => at);
  // how often each place may still change before it starts again
  const left = Array.from({ length: size }, (_, at) => pool.length - at);
  let isFirst = true;
  return steps("itertools.permutations", () => {
    if (size > pool.length || !(isFirst || turned(order, left))) return end;
    isFirst = false;
    return yielded(asTuple(Array.from({ length: size }, (_, at) => pool[order[at]])));
  });
}

function permutationSize(r) {
  if (!isIntOrBool(r)) throw new PyTypeError("Expected int as r");
  return sizeOf(r);
}

function turned(order, left) {
  for (let at = left.length - 1; at >= 0; at--) {
    if (--left[at] === 0) {
      order.push(...order.splice(at, 1));
      left[at] = order.length - at;
    } else {
      const other = order.length - left[at];
      [order[at], order[other]] = [order[other], order[at]];
      return true;
    }
  }
  return false;
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
  const pools = Array.from({ length: count }, () => once).flat();
  const places = pools.map(() => 0);
  let state = pools.some((pool) => pool.length === 0) ? "over" : "first";
  return steps("itertools.product", () => {
    if (state === "started") {
      let at = pools.length - 1;
      while (at >= 0 && ++places[at] === pools[at].length) places[at--] = 0;
      if (at < 0) state = "over";
    }
    if (state === "over") return end;
    state = "started";
    return yielded(asTuple(places.map((place, at) => pools[at][place])));
  });
}

/** Python's `itertools.compress(data, selectors)`. */
export function itertoolsCompress(data, selectors) {
  const [items, wanted] = [walker(data), walker(selectors)];
  return steps("itertools.compress", () => {
    for (;;) {
      const step = items.next();
      const choice = step.done ? step : wanted.next();
      if (choice.done) return end;
      if (truthy(choice.value)) return step;
    }
  });
}

/** Python's `itertools.count(start, step)`. */
export function itertoolsCount(start = 0, step = 1) {
  if (!isNumber(start) || !isNumber(step)) throw new PyTypeError("a number is required");
  let next = start;
  const counting = steps("itertools.count", () => {
    // steps of a float are added, not multiplied: x, x + s, (x + s) + s
    const current = next;
    next = add(next, step);
    return yielded(current);
  });
  return Object.assign(counting, { shown__: (repr) => `count(${repr(next)}${step === 1 ? "" : `, ${repr(step)}`})` });
}

/** Python's `itertools.cycle(iterable)`. */
export function itertoolsCycle(iterable) {
  const it = walker(iterable);
  const seen = [];
  let at = -1;
  return steps("itertools.cycle", () => {
    if (at < 0) {
      const step = it.next();
      if (!step.done) {
        seen.push(step.value);
        return step;
      }
    }
    if (seen.length === 0) return end;
    at = (at + 1) % seen.length;
    return yielded(seen[at]);
  });
}

/** Python's `itertools.dropwhile(predicate, iterable)`. */
export function itertoolsDropwhile(predicate, iterable) {
  const it = walker(iterable);
  let isDropping = true;
  return steps("itertools.dropwhile", () => {
    let step = it.next();
    while (isDropping && !step.done && truthy(predicate(step.value))) step = it.next();
    isDropping = isDropping && step.done;
    return step;
  });
}

/** Python's `itertools.takewhile(predicate, iterable)`. */
export function itertoolsTakewhile(predicate, iterable) {
  const it = walker(iterable);
  let isOver = false;
  return steps("itertools.takewhile", () => {
    if (isOver) return end;
    const step = it.next();
    if (step.done || truthy(predicate(step.value))) return step;
    isOver = true;
    return end;
  });
}

/** Python's `itertools.filterfalse(function, iterable)`. */
export function itertoolsFilterfalse(predicate, iterable) {
  const it = walker(iterable);
  return steps("itertools.filterfalse", () => {
    let step = it.next();
    while (!step.done && truthy(predicate === null ? step.value : predicate(step.value))) step = it.next();
    return step;
  });
}

/** Python's `itertools.groupby(iterable, key)`: a group is walked before the next one is asked for. */
export function itertoolsGroupby(iterable, key = null) {
  const it = walker(iterable);
  // the item that waits, with its key; the group that was given last, and the one whose items may be asked for
  let current = null;
  let last = null;
  let open = null;
  const advance = () => {
    const { done, value } = it.next();
    if (!done) current = { value, key: key === null ? value : key(value), isTaken: false };
    return !done;
  };
  return steps("itertools.groupby", () => {
    open = null;
    if (current === null && !advance()) return end;
    while (last !== null && eq(last.key, current.key)) if (!advance()) return end;
    const mine = { key: current.key };
    last = open = mine;
    const items = steps("itertools._grouper", () => {
      if (open !== mine || (current.isTaken && !advance()) || !eq(mine.key, current.key)) return end;
      current.isTaken = true;
      return yielded(current.value);
    });
    return yielded(tuple(mine.key, items));
  });
}

/** Python's `itertools.islice(iterable, stop)` and `islice(iterable, start, stop, step)`. */
export function itertoolsIslice(iterable, a, b, c = null) {
  const [start, stop] = b === undefined ? [0, limit(a, true)] : [limit(a, false) ?? 0, limit(b, true)];
  if (c !== null && !(isIntOrBool(c) && c > 0))
    throw new ValueError("Step for islice() must be a positive integer or None.");
  const it = walker(iterable);
  let at = 0;
  let next = start;
  let isOver = false;
  return steps("itertools.islice", () => {
    // what lies before the end is consumed, though not given
    const last = stop === null ? next : Math.min(next, stop);
    if (isOver) return end;
    isOver = true;
    for (; at < last; at++) if (it.next().done) return end;
    if (stop !== null && next >= stop) return end;
    const step = it.next();
    at++;
    next += c ?? 1;
    isOver = step.done;
    return step;
  });
}

function limit(x, isStop) {
  if (x === null) return null;
  if (isIntOrBool(x) && x >= 0 && typeof x !== "bigint") return Number(x);
  throw new ValueError(
    `${isStop ? "Stop argument" : "Indices"} for islice() must be None or an integer: 0 <= x <= sys.maxsize.`,
  );
}

/** Python's `itertools.pairwise(iterable)`. */
export function itertoolsPairwise(iterable) {
  let it = walker(iterable);
  let before;
  // what it walks may itself ask for a pair
  const advance = () => {
    let step = end;
    try {
      step = it.next();
    } finally {
      if (step.done) [it, before] = [null, undefined];
    }
    return step;
  };
  return steps("itertools.pairwise", () => {
    if (it === null) return end;
    if (before === undefined) {
      const first = advance();
      if (it === null) {
        before = undefined;
        return first.done ? first : end;
      }
      before = first;
    }
    const { value } = before;
    const step = advance();
    if (step.done) return step;
    before = step;
    return yielded(tuple(value, step.value));
  });
}

/** Python's `itertools.repeat(object, times)`. */
export function itertoolsRepeat(object, times) {
  let left = times === undefined ? Infinity : asIndex(times);
  if (left < 0) left = 0;
  const repeating = steps("itertools.repeat", () => {
    if (left <= 0) return end;
    left--;
    return yielded(object);
  });
  return Object.assign(repeating, { shown__: (repr) => `repeat(${repr(object)}${times === undefined ? "" : `, ${left}`})` });
}

/** Python's `itertools.starmap(function, iterable)`. */
export function itertoolsStarmap(func, iterable) {
  const it = walker(iterable);
  return steps("itertools.starmap", () => {
    const step = it.next();
    return step.done ? step : yielded(func(...iter(step.value)));
  });
}

/** Python's `itertools.tee(iterable, n)`. */
export function itertoolsTee(iterable, n = 2) {
  const count = asIndex(n);
  if (count < 0) throw new ValueError("n must be >= 0");
  const it = walker(iterable);
  // each copy holds the link it is at: what all have passed is forgotten
  const start = {};
  let isRunning = false;
  const copies = Array.from({ length: count }, () => {
    let link = start;
    return steps("itertools._tee", () => {
      if (link.next === undefined) {
        if (isRunning) throw new RuntimeError("cannot re-enter the tee iterator");
        isRunning = true;
        try {
          const { done, value } = it.next();
          if (done) return end;
          Object.assign(link, { value, next: {} });
        } finally {
          isRunning = false;
        }
      }
      const { value } = link;
      link = link.next;
      return yielded(value);
    });
  });
  return asTuple(copies);
}

/** Python's `itertools.zip_longest(*iterables)`. */
export function itertoolsZipLongest(...iterables) {
  return itertoolsZipLongestWithAll(null, iterables);
}

/** `itertools.zip_longest(*iterables)` of any number of them. */
export function itertoolsZipLongestAll(iterables) {
  return itertoolsZipLongestWithAll(null, iterables);
}

/** `itertools.zip_longest(*iterables, fillvalue=fill)`. */
export function itertoolsZipLongestWith(fill, ...iterables) {
  return itertoolsZipLongestWithAll(fill, iterables);
}

/** `itertools.zip_longest(*iterables, fillvalue=fill)` of any number of them. */
export function itertoolsZipLongestWithAll(fill, iterables) {
  const its = Array.from(iter(iterables), walker);
  const isOpen = its.map(() => true);
  let isOver = false;
  return steps("itertools.zip_longest", () => {
    if (isOver) return end;
    isOver = true;
    const items = its.map((it, at) => {
      const { done, value } = isOpen[at] ? it.next() : end;
      if (done) isOpen[at] = false;
      return isOpen[at] ? value : fill;
    });
    isOver = !isOpen.includes(true);
    return isOver ? end : yielded(asTuple(items));
  });
}
