import { builtinType } from "./builtinType.js";
import { hasMethod } from "./kinds.js";
import { repr } from "./repr.js";

/** Python's `str(x)`. */
export const str = builtinType("str", function str(x) {
  if (arguments.length === 0) return "";
  if (typeof x === "string") return x;
  if (hasMethod(x, "__str__")) return x.__str__();
  if (x instanceof Error) return x.message;
  return repr(x);
});
