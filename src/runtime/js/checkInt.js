import { OverflowError } from "./exceptions.js";

/** An int result: beyond ±(2^53−1) a JavaScript number is no longer exact, so it is an error. */
export function checkInt(result) {
  if (Number.isSafeInteger(result)) return result + 0; // + 0 turns -0 into 0
  throw outside();
}

function outside() {
  return new OverflowError(
    "int result is outside -(2**53-1)..2**53-1, the exact range of a JavaScript number",
  );
}

/** The result of `a op b`: checked when both are ints, else left as the float it is. */
export function checkResult(result, a, b) {
  return Number.isSafeInteger(Number(a)) && Number.isSafeInteger(Number(b)) ? checkInt(result) : result;
}
