import { builtinType } from "./builtinType.js";
import { hasMethod, isCalled, isRecord } from "./kinds.js";

/** Python's truth of `x`: empty containers are false too. */
export function truthy(x) {
  if (typeof x === "number") return x !== 0; // NaN is true
  if ((typeof x !== "object" || x === null) && !isCalled(x)) return Boolean(x);
  return truthyObject(x);
}

function truthyObject(x) {
  if (Array.isArray(x)) return x.length > 0;
  if (hasMethod(x, "__bool__")) return x.__bool__();
  if (hasMethod(x, "__len__")) return x.__len__() !== 0;
  if (x instanceof Map || x instanceof Set) return x.size > 0;
  return isRecord(x) ? Object.keys(x).length > 0 : true;
}

/** Python's `bool(x)`. */
export const bool = builtinType("bool", function bool(x = false) {
  return truthy(x);
});
