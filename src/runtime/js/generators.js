import { AttributeError, GeneratorExit, PyTypeError, RuntimeError, StopAsyncIteration, StopIteration } from "./exceptions.js";
import { iter } from "./iter.js";
import { isGenerator, isNone } from "./kinds.js";
import { exception } from "./raise.js";
import { typeName } from "./typeName.js";

/** What a JavaScript `yield*` delegates to for Python's `yield from x`: what is thrown in reaches the caller. */
export function delegate(x) {
  return isGenerator(x) ? x : each(x);
}

function* each(x) {
  for (const item of iter(x)) {
    const sent = yield item;
    if (!isNone(sent)) throw new AttributeError(`'${typeName(x)}_iterator' object has no attribute 'send'`);
  }
  return null;
}

/** Python's `generator.throw(exception)`. */
export function throwInto(generator, x) {
  const { done, value } = generator.throw(exception(x));
  if (!done) return value;
  throw isNone(value) ? new StopIteration() : new StopIteration(value);
}

/** Python's `generator.close()`. */
export function closeGenerator(generator) {
  let step;
  try {
    step = generator.throw(new GeneratorExit());
  } catch (e) {
    if (e instanceof GeneratorExit || e instanceof StopIteration) return null;
    throw e;
  }
  if (!step.done) throw new RuntimeError("generator ignored GeneratorExit");
  return null;
}

/** The exception that leaves a generator: a StopIteration would look like its end, so Python changes it. */
export function stopped(e, kind = "generator") {
  if (!(e instanceof StopIteration)) return e;
  const error = new RuntimeError(`${kind} raised StopIteration`);
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

/** Python's `generator.athrow(exception)`. */
export const athrow = (generator, x) => nextOf(asyncGenerator(generator, "athrow").throw(exception(x)));

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
