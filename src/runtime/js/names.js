import { AttributeError } from "./exceptions.js";
import { exceptionClass } from "./matches.js";
import { typeName } from "./typeName.js";

/** Gives a function the name that Python knows it by; a minifier would change JavaScript's. */
export function named(name, f) {
  f.__name__ = name;
  return f;
}

/** Python's `o.__name__`, of a function or class. */
export function nameOf(o) {
  // not that of a class which it derives from
  const own = typeof o === "function" && !Object.hasOwn(o, "__name__") ? undefined : o?.__name__;
  if (own !== undefined) return own;
  if (typeof o !== "function") {
    throw new AttributeError(`'${typeName(o)}' object has no attribute '__name__'`);
  }
  if (o.pyName === undefined) return o.name.replace(/^bound /, "");
  return o.pyName.slice(o.pyName.lastIndexOf(".") + 1);
}

/** Python's `type(x).__name__`. */
export function typeNameOf(x) {
  const name = x instanceof Error ? exceptionClass(x).name : typeName(x);
  return name.slice(name.lastIndexOf(".") + 1);
}
