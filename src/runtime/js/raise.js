import { AssertionError, PyTypeError } from "./exceptions.js";

/** The exception that `raise x from cause` throws: `x` itself, or an instance of the class `x`. */
export function exception(x, cause) {
  const e = typeof x === "function" && x.prototype instanceof Error ? new x() : x;
  if (!(e instanceof Error)) throw new PyTypeError("exceptions must derive from BaseException");
  if (cause !== undefined) {
    e.__cause__ = cause === null ? null : exception(cause);
    e.cause = e.__cause__ ?? undefined;
  }
  return e;
}

/** `raise x from cause`. */
export function raise(x, cause) {
  throw exception(x, cause);
}

/** The failing half of `assert condition, message`. */
export function assertionFailed(...args) {
  throw new AssertionError(...args);
}
