import { same } from "./eq.js";
import { IndexError, PyTypeError, StopAsyncIteration, StopIteration } from "./exceptions.js";
import { hasMethod, isGenerator, isRecord, isTuple } from "./kinds.js";
import { end, steps, yielded } from "./steps.js";
import { typeName } from "./typeName.js";

/** What a JavaScript `for … of` walks to do Python's `for … in x`: a dict gives its keys. */
export function iter(x) {
  if (typeof x === "string" || Array.isArray(x)) return x; // strings iterate by code points in both
  if (x instanceof Map) return x.keys();
  if (isGenerator(x)) return leftOpen(x);
  if (hasMethod(x, Symbol.iterator)) return x;
  if (hasMethod(x, "__iter__")) {
    const it = iterated(x);
    if (hasMethod(it, "__next__")) return steps("iterator", () => yielded(it.__next__()));
    return isGenerator(it) ? leftOpen(it) : it;
  }
  if (hasItems(x)) return itemsOf(x);
  if (isRecord(x)) return Object.keys(x);
  throw new PyTypeError(`'${typeName(x)}' object is not iterable`);
}

// what `__iter__` gives, which must be an iterator
function iterated(x) {
  const it = x.__iter__();
  if (hasMethod(it, "__next__") || hasMethod(it, "next")) return it;
  throw new PyTypeError(`iter() returned non-iterator of type '${typeName(it)}'`);
}

// A `for … of` that is left early closes a JavaScript generator for good; Python's loop does not.
function leftOpen(generator) {
  return { next: () => generator.next(), [Symbol.iterator]: itself };
}

function itself() {
  return this;
}

/** Whether `iter(x)` is tried at all. */
export function isIterable(x) {
  if (x === null || x === undefined) return false;
  if (hasMethod(x, Symbol.iterator) || hasMethod(x, "__iter__") || hasItems(x)) return true;
  return isRecord(x);
}

/** What `[*x]` walks. */
export function spreadItems(x) {
  if (!isIterable(x)) {
    throw new PyTypeError(`Value after * must be an iterable, not ${typeName(x)}`);
  }
  return iter(x);
}

// `__iter__ = None` says that it is not walked by its items either
function hasItems(x) {
  return hasMethod(x, "__getitem__") && x.__iter__ !== null;
}

// until IndexError says that there are no more
function itemsOf(sequence) {
  let i = 0;
  return steps("iterator", () => {
    try {
      return i < 0 ? end : yielded(sequence.__getitem__(i++));
    } catch (e) {
      if (!(e instanceof IndexError)) throw e;
      i = -1;
      return end;
    }
  });
}

/** The JavaScript iterator of `x`, for those who call `next` themselves: a generator stays open. */
export function walker(x) {
  return isGenerator(x) ? x : iter(x)[Symbol.iterator]();
}

/** Python's `iter(x)`: an iterator, for `next`. */
export function iterator(x) {
  if (isGenerator(x)) return x;
  if (isTuple(x)) return itemsAs("tuple_iterator", x);
  if (typeof x === "string" && isAscii(x)) return itemsAs("str_ascii_iterator", x);
  if (isRecord(x)) return itemsAs("dict_keyiterator", iter(x));
  return hasMethod(x, "__iter__") && !hasMethod(x, Symbol.iterator) ? iterated(x) : iter(x)[Symbol.iterator]();
}

// those that JavaScript has one kind of, and Python two
function itemsAs(pyName, x) {
  const it = x[Symbol.iterator]();
  return steps(pyName, () => it.next());
}

function isAscii(s) {
  return !/[^\0-\x7f]/.test(s);
}

/** Python's `iter(callable, sentinel)`: calls until the sentinel comes. */
export function iterCall(callable, sentinel) {
  let isOver = false;
  return steps("callable_iterator", () => {
    if (isOver) return end;
    let value = sentinel;
    try {
      value = callable();
    } catch (e) {
      isOver ||= e instanceof StopIteration;
      throw e;
    }
    // the call itself may have walked on to the end
    isOver ||= same(sentinel, value);
    return isOver ? end : yielded(value);
  });
}

/** Python's `next(it)` and `next(it, otherwise)`. */
export function next(it, otherwise) {
  if (hasMethod(it, "__next__")) {
    if (otherwise === undefined) return it.__next__();
    try {
      return it.__next__();
    } catch (e) {
      if (e instanceof StopIteration) return otherwise;
      throw e;
    }
  }
  if (!hasMethod(it, "next")) throw new PyTypeError(`'${typeName(it)}' object is not an iterator`);
  const { done, value } = it.next();
  if (!done) return value;
  if (otherwise !== undefined) return otherwise;
  throw value === undefined || value === null ? new StopIteration() : new StopIteration(value);
}

/** Python's `generator.send(value)`. */
export function send(generator, value) {
  const { done, value: item } = generator.next(value);
  if (!done) return item;
  throw item === undefined || item === null ? new StopIteration() : new StopIteration(item);
}

/** What a JavaScript `for await … of` walks to do Python's `async for … in x`. */
export function asyncIter(x) {
  if (Object.prototype.toString.call(x) === "[object AsyncGenerator]")
    return { next: () => x.next(), [Symbol.asyncIterator]: itself };
  if (hasMethod(x, Symbol.asyncIterator)) return x;
  if (hasMethod(x, "__aiter__")) {
    const it = x.__aiter__();
    return hasMethod(it, "__anext__") ? untilAsync(it) : asyncIter(it);
  }
  throw new PyTypeError(`'async for' requires an object with __aiter__ method, got ${typeName(x)}`);
}

async function* untilAsync(it) {
  for (;;) {
    let item;
    try {
      item = await it.__anext__();
    } catch (e) {
      if (e instanceof StopAsyncIteration) return;
      throw e;
    }
    yield item;
  }
}
