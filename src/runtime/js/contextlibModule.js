import { callClose } from "./calls.js";
import { GeneratorExit, PyTypeError, RuntimeError, StopAsyncIteration, StopIteration } from "./exceptions.js";
import { matches } from "./matches.js";

class Suppress {
  static pyName = "contextlib.suppress";

  #classes;

  constructor(classes) {
    this.#classes = classes;
  }

  __enter__() {
    return null;
  }

  __exit__(type, value) {
    return type !== null && matches(value, this.#classes);
  }
}

/** Python's `contextlib.suppress(*exceptions)`. */
export const contextlibSuppress = (...classes) => new Suppress(classes);

class NullContext {
  static pyName = "contextlib.nullcontext";

  constructor(result) {
    this.enter_result = result;
  }

  __enter__() {
    return this.enter_result;
  }

  __exit__() {
    return null;
  }

  async __aenter__() {
    return this.enter_result;
  }

  async __aexit__() {
    return null;
  }
}

/** Python's `contextlib.nullcontext(enter_result)`. */
export const contextlibNullcontext = (result = null) => new NullContext(result);

class Closing {
  static pyName = "contextlib.closing";

  constructor(thing) {
    this.thing = thing;
  }

  __enter__() {
    return this.thing;
  }

  __exit__() {
    callClose(this.thing);
    return null;
  }
}

/** Python's `contextlib.closing(thing)`. */
export const contextlibClosing = (thing) => new Closing(thing);

// what a generator that was thrown into makes of the exception: swallowed, or raised on
function isSame(raised, thrown) {
  return raised === thrown || (raised instanceof RuntimeError && raised.__cause__ === thrown && isStop(thrown));
}

function isStop(e) {
  return e instanceof StopIteration || e instanceof StopAsyncIteration;
}

class GeneratorContext {
  static pyName = "contextlib._GeneratorContextManager";

  #generator;

  constructor(generator) {
    this.#generator = generator;
  }

  __enter__() {
    const { done, value } = this.#generator.next();
    if (done) throw new RuntimeError("generator didn't yield");
    return value ?? null;
  }

  __exit__(type, value) {
    if (type === null) {
      if (this.#generator.next().done) return false;
      throw new RuntimeError("generator didn't stop");
    }
    // who calls it by hand may give the class alone
    const raised = value ?? new type();
    let step;
    try {
      step = this.#generator.throw(raised);
    } catch (e) {
      if (isSame(e, raised)) return false;
      throw e;
    }
    if (step.done) return true;
    try {
      this.#generator.throw(new GeneratorExit());
    } catch (e) {
      if (!(e instanceof GeneratorExit)) throw e;
    }
    throw new RuntimeError("generator didn't stop after throw()");
  }
}

/** Python's `contextlib.contextmanager(func)`. */
export function contextlibContextmanager(func) {
  if (typeof func !== "function") throw new PyTypeError("the first argument must be callable");
  return Object.assign((...args) => new GeneratorContext(func(...args)), described(func));
}

class AsyncGeneratorContext {
  static pyName = "contextlib._AsyncGeneratorContextManager";

  #generator;

  constructor(generator) {
    this.#generator = generator;
  }

  async __aenter__() {
    const { done, value } = await this.#generator.next();
    if (done) throw new RuntimeError("generator didn't yield");
    return value ?? null;
  }

  async __aexit__(type, value) {
    if (type === null) {
      if ((await this.#generator.next()).done) return false;
      throw new RuntimeError("generator didn't stop");
    }
    let step;
    try {
      step = await this.#generator.throw(value);
    } catch (e) {
      if (isSame(e, value)) return false;
      throw e;
    }
    if (step.done) return true;
    throw new RuntimeError("generator didn't stop after athrow()");
  }
}

/** Python's `contextlib.asynccontextmanager(func)`. */
export function contextlibAsynccontextmanager(func) {
  if (typeof func !== "function") throw new PyTypeError("the first argument must be callable");
  return Object.assign((...args) => new AsyncGeneratorContext(func(...args)), described(func));
}

// its name and parameters are those of the function
function described({ __name__, signature__ }) {
  return { ...(__name__ !== undefined && { __name__ }), ...(signature__ !== undefined && { signature__ }) };
}
