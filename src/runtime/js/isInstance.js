import { BaseException } from "./exceptions.js";
import { isDict, isInt } from "./kinds.js";
import { matches } from "./matches.js";
import { typeName } from "./typeName.js";

/** Python's `isinstance(x, types)`. A type is a class, the name of a builtin type, or a tuple of both. */
export function isInstance(x, types) {
  if (Array.isArray(types)) return types.some((type) => isInstance(x, type));
  if (typeof types === "string") return hasType(x, types);
  if (types === BaseException || types?.prototype instanceof BaseException) return x instanceof Error && matches(x, types);
  return x instanceof types;
}

function hasType(x, type) {
  switch (type) {
    case "object":
      return true;
    case "int":
      return typeof x === "boolean" || (typeof x === "number" && isInt(x));
    case "float":
      return typeof x === "number" && !isInt(x);
    case "list":
      return Array.isArray(x) && !Object.isFrozen(x);
    case "tuple":
      return Array.isArray(x) && Object.isFrozen(x);
    case "dict":
      return isDict(x);
    case "function":
      return typeof x === "function";
    case "set":
      return x instanceof Set && typeName(x) !== "frozenset";
    default:
      return typeName(x) === type;
  }
}
