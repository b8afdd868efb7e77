import { typeHas, valueType } from "./attributes.js";
import { AttributeError, PyTypeError } from "./exceptions.js";
import { classOf, hasMethod, isRecord, isTuple } from "./kinds.js";
import { notCompiled } from "./notCompiled.js";
import { typeName } from "./typeName.js";

// the builtin type that answers for it
function builtinOf(o) {
  if (Array.isArray(o)) return isTuple(o) ? "tuple" : "list";
  if (isRecord(o)) return "dict";
  return typeof o === "object" && typeof o?.mixin__ === "string" ? o.mixin__ : (valueType(o) ?? "any");
}

/** A value whose special method is called by its name: that it has one is asked here, the operation does the rest. */
export function special(o, name) {
  const isWalked = typeof o === "object" && typeof o?.next === "function" && (name === "__iter__" || name === "__next__");
  const type = builtinOf(o);
  // these have a None there
  if (name === "__hash__" && ["dict", "list", "set"].includes(type)) throw new PyTypeError("'NoneType' object is not callable");
  if (isWalked || hasMethod(o, name) || typeHas(type, name)) return o;
  if (typeof classOf(o)?.pyName === "string") {
    if (name === "__iter__" && typeof o[Symbol.iterator] === "function") return o;
    notCompiled(o, name);
  }
  throw new AttributeError(`'${typeName(o)}' object has no attribute '${name}'`);
}
