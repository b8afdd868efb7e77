import { NameError, UnboundLocalError } from "./exceptions.js";

/** What a variable holds before its first assignment, where the compiler cannot rule out a read. */
export const unbound = Symbol("unbound");

/** A local variable's value; UnboundLocalError while it has none. */
export function bound(value, name) {
  if (value !== unbound) return value;
  throw new UnboundLocalError(
    `cannot access local variable '${name}' where it is not associated with a value`,
  );
}

/** A value from an enclosing function's variable. */
export function boundFree(value, name) {
  if (value !== unbound) return value;
  throw new NameError(
    `cannot access free variable '${name}' where it is not associated with a value in enclosing scope`,
  );
}

/** A module variable's value. */
export function boundGlobal(value, name) {
  if (value !== unbound) return value;
  throw new NameError(`name '${name}' is not defined`);
}
