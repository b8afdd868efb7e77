import { AttributeError, GeneratorExit, PyTypeError, RuntimeError, StopAsyncIteration, StopIteration } from "./exceptions.js";
import { walker } from "./iter.js";
import { isGenerator, isNone, isRecord, isTuple } from "./kinds.js";
import { typeName } from "./typeName.js";

/** What a JavaScript `yield*` delegates to for Python's `yield from x`. */
export function delegate(x) {
  return isGenerator(x) ? inner(x) : each(x);
}

// A GeneratorExit closes the generator within and is raised in the one around, whatever the one within does with it.
function inner(generator) {
  return {
    next: (sent) => generator.next(sent),
    return: (value) => generator.return(value),
    throw: (e) => {
      if (e instanceof GeneratorExit) {
        closeGenerator(generator);
        throw e;
      }
      try {
        return generator.throw(e);
      } catch (left) {
        throw stopped(left);
      }
    },
    [Symbol.iterator]() {
      return this;
    },
  };
}

// What is thrown in reaches the caller.
function* each(x) {
  const it = walker(x);
  for (let step = it.next(); ; step = it.next()) {
    if (step.done) return step.value ?? null;
    let sent;
    try {
      sent = yield step.value;
    } catch (e) {
      if (e instanceof StopIteration) return e.value;
      throw e;
    }
    if (isNone(sent)) continue;
    throw new AttributeError(`'${iteratorName(x)}' object has no attribute 'send'`);
  }
}

// the name of the type of `iter(x)`
function iteratorName(x) {
  if (typeof x === "string") return /[^\x00-\x7f]/.test(x) ? "str_iterator" : "str_ascii_iterator";
  if (isRecord(x)) return "dict_keyiterator";
  const it = walker(x);
  if (Object.prototype.toString.call(it) !== "[object Array Iterator]") return typeName(it);
  return isTuple(x) ? "tuple_iterator" : "list_iterator";
}

// what is thrown into a generator that is over comes back as it is
const over = new WeakSet();

function finished(generator, e) {
  over.add(generator);
  return e;
}

/** Python's `generator.throw(exception)`, also `throw(type, value)`. */
export function throwInto(generator, x, value = null) {
  const e = thrown(x, value);
  let step;
  try {
    step = generator.throw(e);
  } catch (left) {
    throw over.has(generator) ? left : stopped(finished(generator, left));
  }
  if (!step.done) return step.value;
  throw isNone(step.value) ? new StopIteration() : new StopIteration(step.value);
}

function thrown(x, value) {
  if (x instanceof Error) {
    if (value === null) return x;
    throw new PyTypeError("instance exception may not have a separate value");
  }
  if (typeof x !== "function" || !(x.prototype instanceof Error))
    throw new PyTypeError(`exceptions must be classes or instances deriving from BaseException, not ${typeName(x)}`);
  if (value instanceof x) return value;
  return value === null ? new x() : isTuple(value) ? new x(...value) : new x(value);
}

/** Python's `generator.close()`. */
export function closeGenerator(generator) {
  let step;
  try {
    step = generator.throw(new GeneratorExit());
  } catch (e) {
    finished(generator, e);
    if (e instanceof GeneratorExit || e instanceof StopIteration) return null;
    throw e;
  }
  if (!step.done) throw new RuntimeError("generator ignored GeneratorExit");
  return null;
}

/** A generator that nobody else has, for a loop: when that is left early, it is closed as Python's would be. */
export function closing(generator) {
  return {
    next: () => generator.next(),
    return(value) {
      try {
        closeGenerator(generator);
      } catch {
        // as nobody would hear of it in Python
      }
      return { done: true, value };
    },
    [Symbol.iterator]() {
      return this;
    },
  };
}

/** The exception that leaves a generator: a StopIteration would look like its end, so Python changes it. */
export function stopped(e, kind = "generator") {
  const isEnd = e instanceof StopIteration || (kind === "async generator" && e instanceof StopAsyncIteration);
  if (!isEnd) return e;
  const error = new RuntimeError(`${kind} raised ${e.name}`);
  error.__cause__ = e;
  return error;
}

function asyncGenerator(x, name) {
  if (Object.prototype.toString.call(x) === "[object AsyncGenerator]") return x;
  throw new AttributeError(`'${typeName(x)}' object has no attribute '${name}'`);
}

async function nextOf(promise) {
  const { done, value } = await promise;
  if (done) throw new StopAsyncIteration();
  return value ?? null;
}

/** Python's `generator.asend(value)`. */
export const asend = (generator, value) => nextOf(asyncGenerator(generator, "asend").next(value));

/** Python's `generator.athrow(exception)`, also `athrow(type, value)`. */
export const athrow = (generator, x, value = null) =>
  nextOf(asyncGenerator(generator, "athrow").throw(thrown(x, value)));

/** Python's `generator.aclose()`. */
export async function aclose(generator) {
  let step;
  try {
    step = await asyncGenerator(generator, "aclose").throw(new GeneratorExit());
  } catch (e) {
    if (e instanceof GeneratorExit || e instanceof StopAsyncIteration) return null;
    throw e;
  }
  if (!step.done) throw new RuntimeError("async generator ignored GeneratorExit");
  return null;
}

/** Python's `aiter(x)`. */
export function aiter(x) {
  if (typeof x?.[Symbol.asyncIterator] !== "function")
    throw new PyTypeError(`'${typeName(x)}' object is not an async iterable`);
  return x[Symbol.asyncIterator]();
}

/** Python's `anext(x, otherwise)`. */
export function anext(x, otherwise) {
  if (typeof x?.next !== "function" || typeof x[Symbol.asyncIterator] !== "function")
    throw new PyTypeError(`'${typeName(x)}' object is not an async iterator`);
  if (otherwise === undefined) return nextOf(x.next());
  return x.next().then(({ done, value }) => (done ? otherwise : (value ?? null)));
}
