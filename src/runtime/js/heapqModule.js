import { lt } from "./compare.js";
import { IndexError, PyTypeError } from "./exceptions.js";
import { iter, walker } from "./iter.js";
import { sorted } from "./sequences.js";
import { isTuple } from "./kinds.js";
import { end, steps, yielded } from "./steps.js";
import { typeName } from "./typeName.js";

function heapOf(heap, function_) {
  if (Array.isArray(heap) && !isTuple(heap)) return heap;
  throw new PyTypeError(`${function_}() argument must be list, not ${typeName(heap)}`);
}

// tuples mostly differ in their first items, which mostly are numbers
function before(a, b) {
  if (isTuple(a) && isTuple(b)) {
    const [x] = a;
    const [y] = b;
    if (typeof x === "number" && typeof y === "number" && (x < y || x > y)) return x < y;
  }
  return lt(a, b);
}

// the item at `at` rises towards `start` until its parent is no larger
function rise(heap, start, at) {
  const item = heap[at];
  let hole = at;
  while (hole > start) {
    const parent = (hole - 1) >> 1;
    if (!before(item, heap[parent])) break;
    heap[hole] = heap[parent];
    hole = parent;
  }
  heap[hole] = item;
}

// the hole sinks to a leaf along the smaller children, then the item rises: as in CPython, so that the
// order within the list is the same
function sink(heap, start) {
  const item = heap[start];
  let hole = start;
  for (let child = 2 * hole + 1; child < heap.length; child = 2 * hole + 1) {
    if (child + 1 < heap.length && !before(heap[child], heap[child + 1])) child++;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = item;
  rise(heap, start, hole);
}

/** Python's `heapq.heappush(heap, item)`. */
export function heapqHeappush(heap, item) {
  heapOf(heap, "heappush").push(item);
  rise(heap, 0, heap.length - 1);
  return null;
}

/** Python's `heapq.heappop(heap)`. */
export function heapqHeappop(heap) {
  if (heapOf(heap, "heappop").length === 0) throw new IndexError("index out of range");
  const last = heap.pop();
  return heap.length === 0 ? last : heapqHeapreplace(heap, last);
}

/** Python's `heapq.heapreplace(heap, item)`. */
export function heapqHeapreplace(heap, item) {
  if (heapOf(heap, "heapreplace").length === 0) throw new IndexError("index out of range");
  const [smallest] = heap;
  heap[0] = item;
  sink(heap, 0);
  return smallest;
}

/** Python's `heapq.heappushpop(heap, item)`. */
export function heapqHeappushpop(heap, item) {
  return heapOf(heap, "heappushpop").length > 0 && lt(heap[0], item) ? heapqHeapreplace(heap, item) : item;
}

/** Python's `heapq.heapify(x)`. */
export function heapqHeapify(x) {
  for (let at = (heapOf(x, "heapify").length >> 1) - 1; at >= 0; at--) sink(x, at);
  return null;
}

/** Python's `heapq.nlargest(n, iterable, key)`. */
export function heapqNlargest(n, iterable, key = null) {
  return sorted(iterable, key, true).slice(0, Math.max(0, n));
}

/** Python's `heapq.nsmallest(n, iterable, key)`. */
export function heapqNsmallest(n, iterable, key = null) {
  return sorted(iterable, key).slice(0, Math.max(0, n));
}

/** Python's `heapq.merge(*iterables)`. */
export function heapqMerge(...iterables) {
  return heapqMergeWithAll(null, false, iterables);
}

/** `heapq.merge(*iterables)` of any number of them. */
export function heapqMergeAll(iterables) {
  return heapqMergeWithAll(null, false, iterables);
}

/** `heapq.merge(*iterables, key=key, reverse=reverse)`. */
export function heapqMergeWith(key, reverse, ...iterables) {
  return heapqMergeWithAll(key, reverse, iterables);
}

/** `heapq.merge(*iterables, key=key, reverse=reverse)` of any number of them. */
export function heapqMergeWithAll(key, reverse, iterables) {
  const its = Array.from(iter(iterables), walker);
  const before = (a, b) => (reverse ? lt(b, a) : lt(a, b));
  // the first item of each iterable, with its rank; the place of the one that was given last
  let heads = null;
  let taken = -1;
  const advance = (it) => {
    const { done, value } = it.next();
    return done ? null : { value, rank: (key ?? null) === null ? value : key(value) };
  };
  return steps("generator", () => {
    if (heads === null) heads = its.map(advance);
    else if (taken >= 0) heads[taken] = advance(its[taken]);
    taken = -1;
    heads.forEach((head, at) => {
      if (head !== null && (taken < 0 || before(head.rank, heads[taken].rank))) taken = at;
    });
    return taken < 0 ? end : yielded(heads[taken].value);
  });
}
