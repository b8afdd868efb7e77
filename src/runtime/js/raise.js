import { AssertionError, PyTypeError } from "./exceptions.js";

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

/** `raise x from cause`. */
export function raise(x, cause) {
  throw exception(x, cause);
}

/** The failing half of `assert condition, message`. */
export function assertionFailed(...args) {
  throw new AssertionError(...args);
}
