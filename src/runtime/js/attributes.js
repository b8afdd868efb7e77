import { AttributeError } from "./exceptions.js";
import { isClass, isTuple } from "./kinds.js";
import { typeName } from "./typeName.js";

function has(o, name) {
  return o !== null && o !== undefined && name in Object(o);
}

/** Python's `getattr(o, name, otherwise)`; a method comes bound to `o`. */
export function getattr(o, name, otherwise) {
  if (!has(o, name)) {
    if (otherwise !== undefined) return otherwise;
    throw new AttributeError(`'${typeName(o)}' object has no attribute '${name}'`);
  }
  const value = o[name];
  const method = typeof value === "function" && !isClass(value) && !Object.hasOwn(Object(o), name);
  return method ? value.bind(o) : value;
}

/** Python's `hasattr(o, name)`. */
export function hasattr(o, name) {
  return has(o, name);
}

/** Python's `setattr(o, name, value)`. */
export function setattr(o, name, value) {
  if (o === null || (typeof o !== "object" && typeof o !== "function") || Object.isFrozen(o)) {
    throw new AttributeError(`'${typeName(o)}' object has no attribute '${name}'`);
  }
  o[name] = value;
  return null;
}

/** Python's `delattr(o, name)`. */
export function delattr(o, name) {
  if (!has(o, name)) throw new AttributeError(`'${typeName(o)}' object has no attribute '${name}'`);
  delete o[name];
  return null;
}

/** Python's `callable(x)`. */
export function callable(x) {
  return typeof x === "function" || (has(x, "__call__") && typeof x.__call__ === "function");
}

/** Calls the method a value has of its own, for a receiver Python's methods do not know. */
export function invoke(o, name, args) {
  if (o === null || o === undefined || isTuple(o) || typeof o[name] !== "function") {
    throw new AttributeError(`'${typeName(o)}' object has no attribute '${name}'`);
  }
  return o[name](...args);
}
