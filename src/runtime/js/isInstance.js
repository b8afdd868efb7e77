import { BaseException, PyTypeError } from "./exceptions.js";
import { classOf, isDict, isIntOrBool, isTuple } from "./kinds.js";
import { matches } from "./matches.js";
import { typeName } from "./typeName.js";

/** Python's `isinstance(x, types)`. A type is a class, the name of a builtin type, or a tuple of both. */
export function isInstance(x, types) {
  if (Array.isArray(types)) return types.some((type) => isInstance(x, type));
  if (typeof types === "string") return hasType(x, types);
  if (types === BaseException || types?.prototype instanceof BaseException)
    return x instanceof Error && matches(x, types);
  if (typeof types?.pyName === "string") return hasType(x, types.pyName);
  return x instanceof asClass(types, "isinstance() arg 2 must be a type, a tuple of types, or a union");
}

/** The same where the types are a value: a list is no tuple of types, and a name is no type. */
export function isInstanceOf(x, types) {
  if (isTuple(types)) return types.some((type) => isInstanceOf(x, type));
  return isInstance(x, asType(types, "isinstance() arg 2 must be a type, a tuple of types, or a union"));
}

function asType(type, message) {
  if (typeof type === "string" || Array.isArray(type)) throw new PyTypeError(message);
  return type;
}

/** Python's `issubclass(type, types)`. */
export function isSubclass(type, types) {
  if (Array.isArray(types)) return types.some((t) => isSubclass(type, t));
  const name = typeof type === "string" ? type : type?.pyName;
  const of = typeof types === "string" ? types : types?.pyName;
  if (of === "object") return true;
  if (type?.class__ !== undefined && types?.class__ !== undefined)
    return type === types || type.class__().prototype instanceof types.class__();
  if (typeof name === "string") return name === of || (name === "bool" && of === "int");
  const sub = asClass(type, "issubclass() arg 1 must be a class");
  if (typeof of === "string") return false;
  const base = asClass(types, "issubclass() arg 2 must be a class, a tuple of classes, or a union");
  return Object.create(sub.prototype) instanceof base;
}

function asClass(type, message) {
  if (typeof type === "function" && type.prototype !== undefined) return type;
  throw new PyTypeError(message);
}

function hasType(x, type) {
  if (x?.mixin__ === type) return true;
  switch (type) {
    case "object":
      return true;
    case "int":
      return isIntOrBool(x);
    case "list":
      return Array.isArray(x) && !isTuple(x);
    case "tuple":
      return isTuple(x);
    case "dict":
      return isDict(x);
    case "function":
      return typeof x === "function";
    case "set":
      return x instanceof Set && typeName(x) !== "frozenset";
    default:
      return typeName(x) === type || derives(classOf(x), type);
  }
}

// of a class of the runtime that has a base: a `datetime` is a `date`, and so is a `Date` of JavaScript
function derives(Class, type) {
  if (Class === Uint8Array) return type === "bytes"; // one that JavaScript made
  if (Class === Date) return type === "datetime.datetime" || type === "datetime.date";
  for (let of = Class; typeof of === "function"; of = Object.getPrototypeOf(of)) if (of.pyName === type) return true;
  return false;
}
