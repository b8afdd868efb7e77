import { AssertionError, PyTypeError, RuntimeError } from "./exceptions.js";

/** The exception that `raise x from cause` throws: `x` itself, or an instance of the class `x`. */
export function exception(x, cause) {
  const e = instance(x, "exceptions");
  if (cause !== undefined) {
    e.__cause__ = cause === null ? null : instance(cause, "exception causes");
    e.cause = e.__cause__ ?? undefined;
  }
  return e;
}

function instance(x, what) {
  const e = typeof x === "function" && x.prototype instanceof Error ? new x() : x;
  if (e instanceof Error) return e;
  throw new PyTypeError(`${what} must derive from BaseException`);
}

let current = null;

/** Notes what an `except` clause handles, for `handled`; gives what was handled before. */
export function handling(e) {
  const before = current;
  current = e;
  return before;
}

/** What a bare `raise` raises outside of an `except` clause: what a caller is handling. */
export function handled() {
  return current ?? new RuntimeError("No active exception to reraise");
}

/** The first of two values, once both are evaluated. */
export function first(value, _then) {
  return value;
}

/** `raise x from cause`. */
export function raise(x, cause) {
  throw exception(x, cause);
}

/** The failing half of `assert condition, message`. */
export function assertionFailed(...args) {
  throw new AssertionError(...args);
}
