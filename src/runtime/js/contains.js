import { same } from "./eq.js";
import { PyTypeError } from "./exceptions.js";
import { hash } from "./hash.js";
import { iter } from "./iter.js";
import { hasMethod, isRecord, isStrLike } from "./kinds.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

/** Python's `x in container`. */
export function contains(container, x) {
  if (typeof container === "string") {
    if (isStrLike(x)) return container.includes(x);
    throw new PyTypeError(`'in <string>' requires string as left operand, not ${typeName(x)}`);
  }
  if (Array.isArray(container)) return container.some((item) => same(item, x));
  if (hasMethod(container, "__contains__")) return truthy(container.__contains__(x));
  if (container instanceof Map || container instanceof Set) return container.has(x);
  if (hasMethod(container, Symbol.iterator) || hasMethod(container, "__iter__") || hasMethod(container, "__getitem__")) {
    for (const item of iter(container)) if (same(item, x)) return true;
    return false;
  }
  if (isRecord(container)) {
    if (isStrLike(x)) return Object.hasOwn(container, x);
    hash(x); // a list is no key: that is an error, not a no
    return false;
  }
  throw new PyTypeError(`argument of type '${typeName(container)}' is not iterable`);
}
