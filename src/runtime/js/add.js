import { PyTypeError } from "./exceptions.js";
import { calculate } from "./ints.js";
import { iter } from "./iter.js";
import { asTuple, hasMethod, isNumber, isTuple } from "./kinds.js";
import { operate, operateInPlace } from "./operate.js";
import { typeName } from "./typeName.js";

/** Python's `a + b`. */
export function add(a, b, symbol) {
  if (typeof a === "number" && typeof b === "number") {
    const result = a + b;
    if (result <= 9007199254740991 && result >= -9007199254740991) return result;
  }
  return addAny(a, b, symbol);
}

// apart, so that engines inline the few lines above
function addAny(a, b, symbol = "+") {
  if (isNumber(a) && isNumber(b)) return addLarge(a, b);
  if (typeof a === "string" && typeof b === "string") return a + b;
  if (Array.isArray(a) && Array.isArray(b) && isTuple(a) === isTuple(b)) {
    return isTuple(a) ? asTuple([...a, ...b]) : [...a, ...b];
  }
  if ((typeof a === "string" || Array.isArray(a)) && !hasMethod(b, "__radd__")) {
    const type = typeName(a);
    throw new PyTypeError(`can only concatenate ${type} (not "${typeName(b)}") to ${type}`);
  }
  return operate(a, b, "add", symbol);
}

/** `a + b` of two ints. */
export function addInt(a, b) {
  if (typeof a === "number" && typeof b === "number") {
    const result = a + b;
    if (result <= 9007199254740991 && result >= -9007199254740991) return result;
  }
  return addLarge(a, b);
}

function addLarge(a, b) {
  return calculate(a, b, (x, y) => x + y);
}

/** `a += b`: a list grows in place. Returns the new value of `a`. */
export function iadd(a, b) {
  return typeof a === "number" || typeof a === "string" ? add(a, b, "+=") : iaddAny(a, b);
}

function iaddAny(a, b) {
  if (Array.isArray(a) && !isTuple(a)) {
    for (const item of a === b ? [...b] : iter(b)) a[a.length] = item;
    return a;
  }
  return operateInPlace(a, b, "add", "+=", add);
}
