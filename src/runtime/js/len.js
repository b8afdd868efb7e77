import { strLen } from "./chars.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { asIndex, asSize } from "./indices.js";
import { hasMethod, isRecord } from "./kinds.js";
import { typeName } from "./typeName.js";

// what `__len__` gives must be a size
function sizeGiven(size) {
  if (asIndex(size) < 0) throw new ValueError("__len__() should return >= 0");
  return asSize(size);
}

/** Python's `len(x)`. */
export function len(x) {
  if (typeof x === "string") return strLen(x);
  if (Array.isArray(x)) return x.length;
  if (hasMethod(x, "__len__")) return sizeGiven(x.__len__());
  if (x instanceof Map || x instanceof Set) return x.size;
  if (isRecord(x)) return Object.keys(x).length;
  // NodeList, typed arrays and their like
  if (typeof x === "object" && x !== null && Number.isSafeInteger(x.length)) return x.length;
  throw new PyTypeError(`object of type '${typeName(x)}' has no len()`);
}
