import { PyTypeError } from "./exceptions.js";
import { hasMethod, isNumber } from "./kinds.js";
import { NotImplemented } from "./notImplemented.js";
import { typeName } from "./typeName.js";

/** Asks `a.__name__(b)`, then `b.__rname__(a)`; refuses the operands when neither answers. */
export function operate(a, b, name, symbol) {
  let result = hasMethod(a, `__${name}__`) ? a[`__${name}__`](b) : NotImplemented;
  if (result === NotImplemented && hasMethod(b, `__r${name}__`)) result = b[`__r${name}__`](a);
  if (result !== NotImplemented) return result;
  throw new PyTypeError(`unsupported operand type(s) for ${symbol}: '${typeName(a)}' and '${typeName(b)}'`);
}

/** `a op= b` by `__iname__` where `a` has it, else `a op b`; `symbol` is `op=`, for the error. */
export function operateInPlace(a, b, name, symbol, otherwise) {
  if (isNumber(a) || typeof a === "string") return otherwise(a, b, symbol);
  const result = hasMethod(a, `__i${name}__`) ? a[`__i${name}__`](b) : NotImplemented;
  return result === NotImplemented ? otherwise(a, b, symbol) : result;
}
