import { classOf, isClass, isGenerator, isInt, isRecord } from "./kinds.js";

/** The name Python gives the type of `x`, as in its error messages. */
export function typeName(x) {
  if (x === null || x === undefined) return "NoneType";
  switch (typeof x) {
    case "boolean":
      return "bool";
    case "number":
      return isInt(x) ? "int" : "float";
    case "string":
      return "str";
    case "function":
      return isClass(x) || "pyName" in x ? "type" : "function";
    case "object":
      break;
    default:
      return typeof x;
  }
  const type = classOf(x);
  if (typeof type?.pyName === "string") return type.pyName;
  if (type === Array) return Object.isFrozen(x) ? "tuple" : "list";
  if (type === Map || isRecord(x)) return "dict";
  if (type === Set) return "set";
  if (isGenerator(x)) return "generator";
  return type?.name || "object";
}
