import { classOf, isClass, isGenerator, isInt, isRecord, isTuple } from "./kinds.js";

const natives = {
  "Array Iterator": "list_iterator",
  "Set Iterator": "set_iterator",
  "Map Iterator": "dict_keyiterator",
  "String Iterator": "str_iterator",
  AsyncGenerator: "async_generator",
  Promise: "coroutine",
};

/** Whether an iterator of JavaScript stands for one of Python. */
export function isNative(x) {
  return Object.prototype.toString.call(x).slice(8, -1) in natives;
}

/** The name Python gives the type of `x`, as in its error messages. */
export function typeName(x) {
  if (x === null || x === undefined) return "NoneType";
  switch (typeof x) {
    case "boolean":
      return "bool";
    case "number":
      return isInt(x) ? "int" : "float";
    case "bigint":
      return "int";
    case "string":
      return "str";
    case "function":
      return isClass(x) || "pyName" in x ? "type" : (x.type__ ?? "function");
    case "object":
      break;
    default:
      return typeof x;
  }
  const type = classOf(x);
  if (typeof type?.pyName === "string") return type.pyName;
  if (type === Array) return isTuple(x) ? "tuple" : "list";
  if (type === Map || isRecord(x)) return "dict";
  if (type === Set) return "set";
  if (isGenerator(x)) return "generator";
  const native = natives[Object.prototype.toString.call(x).slice(8, -1)];
  if (native !== undefined) return native;
  return type?.name || "object";
}
