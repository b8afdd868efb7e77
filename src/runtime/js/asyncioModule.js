import { BaseException, derive, Exception, NotImplementedError, PyTimeoutError, PyTypeError } from "./exceptions.js";
import { repr } from "./repr.js";
import { str } from "./str.js";

/** Python's `asyncio.CancelledError`. */
export const asyncioCancelledError = derive("asyncio.exceptions.CancelledError", BaseException);

/** Python's `asyncio.InvalidStateError`. */
export const asyncioInvalidStateError = derive("asyncio.exceptions.InvalidStateError", Exception);

/** Python's `asyncio.sleep(delay, result)`. */
export function asyncioSleep(delay, result = null) {
  return new Promise((done) => setTimeout(() => done(result), Math.max(0, Number(delay)) * 1000));
}

/** Python's `asyncio.gather(*aws)`. */
export const asyncioGather = async (...aws) => {
  return Promise.all(aws);
};

/** `asyncio.gather(*aws, return_exceptions=…)`. */
export const asyncioGatherWith = async (returnExceptions, ...aws) => {
  if (!returnExceptions) return Promise.all(aws);
  const settled = await Promise.allSettled(aws);
  return settled.map((one) => (one.status === "fulfilled" ? one.value : one.reason));
};

/** Python's `asyncio.wait_for(fut, timeout)`: what is waited for goes on when the time is over. */
export const asyncioWaitFor = async (fut, timeout) => {
  if (timeout === null) return fut;
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new PyTimeoutError()), Math.max(0, Number(timeout)) * 1000);
  });
  try {
    return await Promise.race([fut, late]);
  } finally {
    clearTimeout(timer);
  }
};

/** Python's `asyncio.Task`: a promise that tells how it stands. */
class Task extends Promise {
  static pyName = "_asyncio.Task";

  // what is made of it by `then` is a promise
  static get [Symbol.species]() {
    return Promise;
  }

  #state = { isDone: false };

  #callbacks = [];

  constructor(coro, name) {
    let settle;
    super((done, fail) => {
      settle = { done, fail };
    });
    this.name__ = name;
    const end = (state) => {
      this.#state = { isDone: true, ...state };
      for (const callback of this.#callbacks) queueMicrotask(() => callback(this));
    };
    coro.then(
      (value) => {
        end({ value });
        settle.done(value);
      },
      (error) => {
        end({ error });
        settle.fail(error);
      },
    );
  }

  done() {
    return this.#state.isDone;
  }

  cancelled() {
    return this.#state.error instanceof asyncioCancelledError;
  }

  result() {
    const { isDone, error, value } = this.#state;
    if (!isDone) throw new asyncioInvalidStateError("Result is not set.");
    if (error !== undefined) throw error;
    return value;
  }

  exception() {
    if (!this.#state.isDone) throw new asyncioInvalidStateError("Exception is not set.");
    return this.#state.error ?? null;
  }

  add_done_callback(callback) {
    // who asks deals with what it raises
    this.catch(() => {});
    if (this.#state.isDone) queueMicrotask(() => callback(this));
    else this.#callbacks.push(callback);
    return null;
  }

  remove_done_callback(callback) {
    const kept = this.#callbacks.filter((one) => one !== callback);
    const count = this.#callbacks.length - kept.length;
    this.#callbacks = kept;
    return count;
  }

  get_name() {
    return this.name__;
  }

  set_name(name) {
    this.name__ = str(name);
    return null;
  }

  cancel() {
    throw new NotImplementedError("a task cannot be cancelled in a browser; let it ask an `asyncio.Event`");
  }
}

let taskCount = 0;

/** Python's `asyncio.create_task(coro)`: a promise runs already. */
export function asyncioCreateTask(coro, name = null) {
  if (coro instanceof Task) return coro;
  if (typeof coro?.then !== "function") throw new PyTypeError(`a coroutine was expected, got ${repr(coro)}`);
  taskCount += 1;
  return new Task(coro, name === null ? `Task-${taskCount}` : str(name));
}
