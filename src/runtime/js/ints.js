import { OverflowError } from "./exceptions.js";
import { isIntOrBool } from "./kinds.js";

/** The int of a BigInt: a number within ±(2^53−1), where numbers are exact, else the BigInt itself. */
export function toInt(big) {
  return big >= -9007199254740991n && big <= 9007199254740991n ? Number(big) : big;
}

/** The int of a float without a fraction. */
export function wholeInt(x) {
  return Number.isSafeInteger(x) ? x + 0 : BigInt(x); // + 0 turns -0 into 0
}

/** An int, float or bool as a float. */
export function toFloat(x) {
  return typeof x === "number" ? x : toFloatAny(x);
}

function toFloatAny(x) {
  const float = Number(x);
  if (typeof x === "bigint" && !Number.isFinite(float)) throw new OverflowError("int too large to convert to float");
  return float;
}

/** An int on its way to JavaScript, which takes no BigInt for a number. */
export function safeInt(x) {
  if (typeof x !== "bigint") return x;
  throw new OverflowError(`JavaScript has no exact number for ${x}: give it a float or a str`);
}

/**
 * `a op b` of two numbers: exact where both are ints. Who calls it has seen that the result is beyond 2^53−1, a literal
 * there: engines inline so many bytes of code into a loop and no more.
 */
export function calculate(a, b, op) {
  return isIntOrBool(a) && isIntOrBool(b) ? toInt(large(() => op(BigInt(a), BigInt(b)))) : op(toFloat(a), toFloat(b));
}

/** What `op` gives, where a result that no engine can hold is an error of Python's. */
export function large(op) {
  try {
    return op();
  } catch (error) {
    if (error instanceof RangeError) throw new OverflowError("the int is too large for JavaScript");
    throw error;
  }
}
