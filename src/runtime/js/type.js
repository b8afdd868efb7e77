import { builtinType, typeNamed } from "./builtinType.js";
import { classOf, isCalled } from "./kinds.js";
import { exceptionClass } from "./matches.js";
import { isNative, typeName } from "./typeName.js";

/** Python's `type(x)`. */
export const type = builtinType("type", function type(x) {
  if (x instanceof Error) return exceptionClass(x);
  if (isCalled(x)) return classOf(x);
  const isArray = Array.isArray(x) && x.constructor === Array;
  const ours = typeof x !== "object" || x === null || isArray || typeof classOf(x)?.pyName === "string";
  const name = typeName(x);
  // An object of JavaScript answers for itself; a plain one is a dict.
  return ours || name === "dict" || name === "set" || name === "generator" || isNative(x) ? typeNamed(name) : classOf(x);
});

class PyObject {
  static pyName = "object";
}

/** Python's `object()`: equal to nothing but itself. */
export const object = builtinType("object", function object() {
  return new PyObject();
});
