import { BaseException, derive, Exception, PyTypeError, ValueError } from "./exceptions.js";
import { asTuple, isClass, isTuple } from "./kinds.js";
import { matches } from "./matches.js";
import { repr } from "./repr.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

/** Python's `ExceptionGroup(message, exceptions)`. */
export const ExceptionGroup = derive("ExceptionGroup", Exception, {
  describe__(args) {
    return typeof args[0] === "string" ? args[0] : "";
  },

  init__(args) {
    if (args.length !== 2) throw new PyTypeError(`BaseExceptionGroup.__new__() takes exactly 2 arguments (${args.length} given)`);
    this.args = args;
    Object.defineProperty(this, "exceptions", { value: asTuple(groupedOf(args)), configurable: true });
  },

  __str__() {
    const count = this.exceptions.length;
    return `${this.message} (${count} sub-exception${count === 1 ? "" : "s"})`;
  },

  __repr__() {
    return `${this.constructor.name}(${repr(this.message)}, ${repr(isTuple(this.args[1]) ? this.exceptions : [...this.exceptions])})`;
  },

  subgroup(condition) {
    return partsOf(this, testOf(condition))[0];
  },

  split(condition) {
    return asTuple(partsOf(this, testOf(condition)));
  },

  derive(exceptions) {
    return new ExceptionGroup(this.message, exceptions);
  },
});

function groupedOf([message, exceptions]) {
  if (typeof message !== "string") throw new PyTypeError(`BaseExceptionGroup.__new__() argument 1 must be str, not ${typeName(message)}`);
  if (!Array.isArray(exceptions)) throw new PyTypeError("second argument (exceptions) must be a sequence");
  if (exceptions.length === 0) throw new ValueError("second argument (exceptions) must be a non-empty sequence");
  exceptions.forEach((one, at) => {
    if (!(one instanceof Error)) throw new ValueError(`Item ${at} of second argument (exceptions) is not an exception`);
    if (one instanceof BaseException && !(one instanceof Exception)) throw new PyTypeError("Cannot nest BaseExceptions in an ExceptionGroup");
  });
  return [...exceptions];
}

function testOf(condition) {
  const isType = (type) => isClass(type) || type === BaseException || type?.prototype instanceof Error;
  if (isType(condition) || (isTuple(condition) && condition.every(isType))) return (e) => matches(e, condition);
  if (typeof condition === "function") return (e) => truthy(condition(e));
  throw new PyTypeError("expected a function, exception type or tuple of exception types");
}

// what fits of a group, and the rest: groups of the same form, or None
function partsOf(e, fits) {
  if (fits(e)) return [e, null];
  if (!(e instanceof ExceptionGroup)) return [null, e];
  const parts = e.exceptions.map((one) => partsOf(one, fits));
  return [0, 1].map((side) => {
    const found = parts.map((part) => part[side]).filter((one) => one !== null);
    if (found.length === 0) return null;
    const made = e.derive(found);
    for (const name of ["__cause__", "__context__", "__notes__"]) if (e[name] !== undefined) made[name] = e[name];
    return made;
  });
}

/** What `except*` has of an exception: what of it is left, and what its handlers raise. */
export function starParts(e) {
  const isGroup = e instanceof ExceptionGroup;
  const isPlain = !(e instanceof BaseException) || e instanceof Exception;
  return { e, isGroup, rest: isGroup || !isPlain ? e : new ExceptionGroup("", asTuple([e])), taken: [], raised: [], again: [] };
}

/** The part of the group that `except* classes` handles, or None. */
export function starTake(parts, classes) {
  for (const type of isTuple(classes) ? classes : [classes]) {
    if (type === ExceptionGroup || type?.prototype instanceof ExceptionGroup)
      throw new PyTypeError("catching ExceptionGroup with except* is not allowed. Use except instead.");
  }
  if (!(parts.rest instanceof ExceptionGroup)) return null;
  const fits = (one) => matches(one, classes);
  const [found, rest] = parts.isGroup ? partsOf(parts.rest, fits) : fits(parts.e) ? [parts.rest, null] : [null, parts.rest];
  if (found === null) return null;
  parts.rest = rest;
  parts.taken.push(found);
  return found;
}

/** Notes what a handler has raised: another exception, or its group anew. */
export function starFailed(parts, e) {
  (parts.taken.includes(e) ? parts.again : parts.raised).push(e);
}

/** Raises what is left behind the handlers. */
export function starEnd(parts) {
  if (parts.taken.length === 0) throw parts.e;
  if (!parts.isGroup) {
    const [first] = [...parts.raised, ...parts.again];
    if (first !== undefined) throw first;
    return;
  }
  const kept = new Set([...parts.again, parts.rest].flatMap((one) => (one === null ? [] : leavesOf(one))));
  const left = kept.size === 0 ? null : partsOf(parts.e, (one) => kept.has(one))[0];
  const all = left === null ? parts.raised : [...parts.raised, left];
  if (all.length > 0) throw all.length === 1 ? all[0] : new ExceptionGroup("", all);
}

function leavesOf(e) {
  return e instanceof ExceptionGroup ? e.exceptions.flatMap(leavesOf) : [e];
}
