import { calculate } from "./ints.js";
import { isNumber } from "./kinds.js";
import { operate, operateInPlace } from "./operate.js";
import { setDifference, setDifferenceUpdate, setInPlace, setOperands } from "./set.js";

/** Python's `a - b`. */
export function sub(a, b, symbol) {
  if (typeof a === "number" && typeof b === "number") {
    const result = a - b;
    if (result <= 9007199254740991 && result >= -9007199254740991) return result;
  }
  return subAny(a, b, symbol);
}

// apart, so that engines inline the few lines above
function subAny(a, b, symbol = "-") {
  if (isNumber(a) && isNumber(b)) return subLarge(a, b);
  const sets = setOperands(a, b);
  return sets ? setDifference(...sets) : operate(a, b, "sub", symbol);
}

/** `a - b` of two ints. */
export function subInt(a, b) {
  if (typeof a === "number" && typeof b === "number") {
    const result = a - b;
    if (result <= 9007199254740991 && result >= -9007199254740991) return result;
  }
  return subLarge(a, b);
}

function subLarge(a, b) {
  return calculate(a, b, (x, y) => x - y);
}

/** `a -= b`: a set shrinks in place. Returns the new value of `a`. */
export function isub(a, b) {
  return typeof a === "number" ? sub(a, b, "-=") : isubAny(a, b);
}

function isubAny(a, b) {
  if (a instanceof Set && b instanceof Set) return setInPlace(a, b, setDifferenceUpdate, sub);
  return operateInPlace(a, b, "sub", "-=", sub);
}
