import { PyTypeError } from "./exceptions.js";
import { hasMethod } from "./kinds.js";
import { caught, exceptionClass } from "./matches.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

/** Enters a `with` statement. */
export function enter(manager) {
  requireMethods(manager, "__enter__", "__exit__", "the context manager");
  return new Context(manager, manager.__enter__());
}

/** Enters an `async with` statement. */
export async function enterAsync(manager) {
  requireMethods(manager, "__aenter__", "__aexit__", "the asynchronous context manager");
  return new AsyncContext(manager, await manager.__aenter__());
}

function requireMethods(manager, enterName, exitName, protocol) {
  if (hasMethod(manager, enterName) && hasMethod(manager, exitName)) return;
  const missed = hasMethod(manager, enterName) ? ` (missed ${exitName} method)` : "";
  throw new PyTypeError(`'${typeName(manager)}' object does not support ${protocol} protocol${missed}`);
}

class Context {
  #manager;
  #isOpen = true;

  constructor(manager, value) {
    this.#manager = manager;
    this.value = value;
  }

  /** The body raised: `__exit__` may swallow it. */
  failed(e) {
    this.#isOpen = false;
    if (!truthy(this.#manager.__exit__(exceptionClass(e), caught(e), null))) throw e;
  }

  /** The body is over. */
  leave() {
    if (this.#isOpen) this.#manager.__exit__(null, null, null);
  }
}

class AsyncContext {
  #manager;
  #isOpen = true;

  constructor(manager, value) {
    this.#manager = manager;
    this.value = value;
  }

  async failed(e) {
    this.#isOpen = false;
    if (!truthy(await this.#manager.__aexit__(exceptionClass(e), caught(e), null))) throw e;
  }

  async leave() {
    if (this.#isOpen) await this.#manager.__aexit__(null, null, null);
  }
}
