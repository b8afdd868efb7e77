import { callWith, signed, takeKeywords } from "./arguments.js";
import { dict } from "./dict.js";
import { Dict } from "./dictClass.js";
import { PyTypeError } from "./exceptions.js";
import { getItem } from "./items.js";
import { iterator } from "./iter.js";
import { asTuple, isNumber } from "./kinds.js";

/** Python's `functools.reduce(function, iterable, initial)`. */
export function functoolsReduce(func, iterable, initial) {
  if (isNumber(iterable) || iterable === null)
    throw new PyTypeError("reduce() arg 2 must support iteration");
  const it = iterator(iterable);
  let total = initial;
  if (initial === undefined) {
    const first = it.next();
    if (first.done) throw new PyTypeError("reduce() of empty iterable with no initial value");
    total = first.value;
  }
  for (const item of it) total = func(total, item);
  return total;
}

/** Python's `functools.partial(func, *args)`. */
export function functoolsPartial(func, ...args) {
  if (typeof func !== "function") throw new PyTypeError("the first argument must be callable");
  const call = (...more) => {
    const later = takeKeywords(more);
    return callWith(func, [...args, ...more], later);
  };
  return Object.assign(signed("partial(*args, **keywords)", call), { func, args: asTuple(args), keywords: {} });
}

/** Python's `functools.partial(func, *args, **keywords)`: keywords of the call take the place of those. */
export function partialWith(func, args, ...mappings) {
  if (typeof func !== "function") throw new PyTypeError("the first argument must be callable");
  const keywords = dict(...mappings);
  const call = (...more) => {
    const later = takeKeywords(more);
    return callWith(func, [...args, ...more], dict(keywords, later));
  };
  return Object.assign(signed("partial(*args, **keywords)", call), { func, args: asTuple(args), keywords });
}

/** Python's `functools.cmp_to_key(mycmp)`. */
export function functoolsCmpToKey(compare) {
  return (obj) => new ComparedKey(compare, obj);
}

class ComparedKey {
  static pyName = "functools.KeyWrapper";

  #compare;

  constructor(compare, obj) {
    this.#compare = compare;
    this.obj = obj;
  }

  __lt__(other) {
    return this.#compare(this.obj, other.obj) < 0;
  }

  __gt__(other) {
    return this.#compare(this.obj, other.obj) > 0;
  }

  __le__(other) {
    return this.#compare(this.obj, other.obj) <= 0;
  }

  __ge__(other) {
    return this.#compare(this.obj, other.obj) >= 0;
  }

  __eq__(other) {
    return this.#compare(this.obj, other.obj) === 0;
  }
}

/** Python's `functools.cache(f)`: what `f` gave for equal arguments is given again. */
export function functoolsCache(f) {
  return remembered(f, null);
}

/** Python's `functools.lru_cache`, bare (`lru_cache(f)`) or with a size. */
export function functoolsLruCache(maxsize = 128) {
  if (typeof maxsize === "function") return remembered(maxsize, 128);
  return (f) => remembered(f, maxsize === null ? null : Math.max(0, maxsize));
}

class LeftOut {}

const leftOut = new LeftOut();

function remembered(f, maxsize) {
  const results = new Dict();
  let hits = 0;
  let misses = 0;
  const call = (...args) => {
    // an argument left out is not one that is None
    const key = asTuple(args.map((arg) => (arg === undefined ? leftOut : arg)));
    if (results.has(key)) {
      const result = results.get(key);
      hits += 1;
      // what was used last goes to the end
      if (maxsize !== null) {
        results.delete(key);
        results.set(key, result);
      }
      return result;
    }
    misses += 1;
    const result = f(...args);
    if (results.has(key)) return result;
    results.set(key, result);
    if (maxsize !== null && results.size > maxsize) {
      for (const oldest of results.keys()) {
        results.delete(oldest);
        break;
      }
    }
    return result;
  };
  if (f.signature__ !== undefined) signed(f.signature__, call);
  return Object.assign(functoolsUpdateWrapper(call, f), {
    cache_clear: () => {
      hits = misses = 0;
      results.clear();
      return null;
    },
    cache_info: () => new CacheInfo(hits, misses, maxsize, results.size),
    cache_parameters: () => new Dict([["maxsize", maxsize], ["typed", false]]),
  });
}

class CacheInfo {
  static pyName = "CacheInfo";

  constructor(hits, misses, maxsize, currsize) {
    Object.assign(this, { hits, misses, maxsize, currsize });
  }

  *[Symbol.iterator]() {
    yield* [this.hits, this.misses, this.maxsize, this.currsize];
  }

  __getitem__(index) {
    return getItem([...this], index);
  }

  __len__() {
    return 4;
  }

  __repr__() {
    const { hits, misses, maxsize, currsize } = this;
    return `CacheInfo(hits=${hits}, misses=${misses}, maxsize=${maxsize ?? "None"}, currsize=${currsize})`;
  }
}

/** Python's `functools.wraps(wrapped)`. */
export function functoolsWraps(wrapped) {
  return (f) => functoolsUpdateWrapper(f, wrapped);
}

/** Python's `functools.update_wrapper(wrapper, wrapped)`: docstrings are not kept at run time. */
export function functoolsUpdateWrapper(wrapper, wrapped) {
  if (wrapped?.__name__ !== undefined) wrapper.__name__ = wrapped.__name__;
  wrapper.__wrapped__ = wrapped;
  return wrapper;
}
