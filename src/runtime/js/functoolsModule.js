import { Dict } from "./dictClass.js";
import { PyTypeError } from "./exceptions.js";
import { iterator } from "./iter.js";
import { tuple } from "./tuple.js";

/** Python's `functools.reduce(function, iterable, initial)`. */
export function functoolsReduce(func, iterable, initial) {
  if (typeof iterable === "number" || iterable === null)
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
  return Object.assign((...more) => func(...args, ...more), { func, args: tuple(...args) });
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

function remembered(f, maxsize) {
  const results = new Dict();
  const call = (...args) => {
    const key = tuple(...args);
    if (results.has(key)) {
      const result = results.get(key);
      // what was used last goes to the end
      if (maxsize !== null) {
        results.delete(key);
        results.set(key, result);
      }
      return result;
    }
    const result = f(...args);
    results.set(key, result);
    if (maxsize !== null && results.size > maxsize) {
      for (const oldest of results.keys()) {
        results.delete(oldest);
        break;
      }
    }
    return result;
  };
  return Object.assign(call, {
    __wrapped__: f,
    cache_clear: () => (results.clear(), null),
  });
}

/** Python's `functools.wraps(wrapped)`: names and docstrings are not kept at run time, so nothing is to do. */
export function functoolsWraps() {
  return (f) => f;
}

/** Python's `functools.update_wrapper(wrapper, wrapped)`. */
export function functoolsUpdateWrapper(wrapper) {
  return wrapper;
}
