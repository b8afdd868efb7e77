import { Dict } from "./dictClass.js";
import { dictUpdate } from "./dict.js";
import { PyTypeError } from "./exceptions.js";
import { hasMethod, isDict, isRecord } from "./kinds.js";
import { typeName } from "./typeName.js";

/** `{**a, "k": v, **b}`: a plain object when every part is one, else a Dict. */
export function spread(...parts) {
  if (parts.every(isRecord)) return parts.reduce((whole, part) => ({ ...whole, ...part }), {});
  const whole = new Dict();
  for (const part of parts) {
    const isMapping = isDict(part) || (hasMethod(part, "keys") && !hasMethod(part, Symbol.iterator));
    if (!isMapping) throw new PyTypeError(`'${typeName(part)}' object is not a mapping`);
    dictUpdate(whole, part);
  }
  return whole;
}
