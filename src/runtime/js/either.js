import { truthy } from "./truthy.js";

/** `a or b`, where evaluating `b` has no effect. */
export function or(a, b) {
  return truthy(a) ? a : b;
}

/** `a and b`, where evaluating `b` has no effect. */
export function and(a, b) {
  return truthy(a) ? b : a;
}
