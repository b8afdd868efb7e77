import {
  AttributeError,
  BaseException,
  Exception,
  NameError,
  PySyntaxError,
  PyTypeError,
  RecursionError,
  ValueError,
} from "./exceptions.js";
import { asTuple, isTuple } from "./kinds.js";

/** The Python class a thrown JavaScript value counts as. */
export function exceptionClass(e) {
  if (e instanceof BaseException) return e.constructor;
  if (!(e instanceof Error)) return Exception;
  if (isExhausted(e)) return RecursionError;
  if (e instanceof TypeError) return isRunning(e) ? ValueError : PyTypeError;
  if (e instanceof RangeError || e instanceof URIError) return ValueError;
  if (e instanceof ReferenceError) return NameError;
  if (e instanceof SyntaxError) return PySyntaxError;
  return Exception;
}

const exhausted = ["call stack", "recursion", "stack overflow"];

// V8: RangeError "Maximum call stack size exceeded"; Firefox: "too much recursion"; QuickJS: "stack overflow".
// No regular expression: V8 aborts the process when it has no stack left to compile one.
function isExhausted(e) {
  return exhausted.some((words) => e.message.includes(words));
}

const running = ["already running", "already executing", "is executing", "running generator"];

// V8: TypeError "Generator is already running"; the others say it in their way. Python raises a ValueError.
function isRunning(e) {
  return running.some((words) => e.message.includes(words));
}

/** Whether `except (classes)` catches what was thrown. `classes`: a class, or a tuple of them. */
export function matches(e, classes) {
  if (!Array.isArray(classes)) return matchesOne(e, classes);
  let found = false;
  // all are looked at, as one that is no class is an error wherever it stands
  for (const c of classes) found = matchesOne(e, c) || found;
  return found;
}

/** The same where the classes are a value: a list is no tuple of classes. */
export function catches(e, classes) {
  if (Array.isArray(classes) && !isTuple(classes)) throw new PyTypeError(noClass);
  return matches(e, classes);
}

const noClass = "catching classes that do not inherit from BaseException is not allowed";

function matchesOne(e, classes) {
  if (classes === BaseException || classes?.prototype instanceof BaseException) {
    const found = exceptionClass(e);
    // What JavaScript says of an attribute of null is no class of its own.
    if (classes === AttributeError && e instanceof TypeError) return true;
    return Object.create(found.prototype) instanceof classes;
  }
  if (classes === Error || classes?.prototype instanceof Error) return e instanceof classes;
  throw new PyTypeError(noClass);
}

/** What `except … as e` binds: an exception with `args`, whatever JavaScript code threw. */
export function caught(e) {
  if (e instanceof BaseException) return e;
  if (!(e instanceof Error)) return Object.assign(new Exception(e), { cause: e });
  if (e instanceof TypeError && isRunning(e))
    return Object.assign(new ValueError("generator already executing"), { cause: e });
  if (!("args" in e) && Object.isExtensible(e)) {
    Object.defineProperty(e, "args", { value: asTuple([e.message]), configurable: true });
  }
  return e;
}
