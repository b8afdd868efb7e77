import { AttributeError, GeneratorExit, RuntimeError, StopIteration } from "./exceptions.js";
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
export function stopped(e) {
  if (!(e instanceof StopIteration)) return e;
  const error = new RuntimeError("generator raised StopIteration");
  error.__cause__ = e;
  return error;
}
