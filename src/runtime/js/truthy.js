import { builtinType } from "./builtinType.js";
import { isCalled, isRecord } from "./kinds.js";

/** Python's truth of `x`: empty containers are false too. */
export function truthy(x) {
  if (typeof x === "number") return x !== 0; // NaN is true
  if ((typeof x !== "object" || x === null) && !isCalled(x)) return Boolean(x);
  return truthyObject(x);
}

function truthyObject(x) {
  if (Array.isArray(x)) return x.length > 0;
  // asked without `hasMethod`: engines learn here of the few classes that come here
  if (typeof x.__bool__ === "function") return x.__bool__();
  if (typeof x.__len__ === "function") return x.__len__() !== 0;
  if (x instanceof Map || x instanceof Set) return x.size > 0;
  return isRecord(x) ? Object.keys(x).length > 0 : true;
}

/** Python's `bool(x)`. */
export const bool = builtinType("bool", function bool(x = false) {
  return truthy(x);
});
