import { add, iadd } from "./add.js";
import { getattr } from "./attributes.js";
import { same } from "./eq.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { getItem, delItem, setItem } from "./items.js";
import { iter } from "./iter.js";
import { asTuple, hasMethod } from "./kinds.js";
import { len } from "./len.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

/** Python's `operator.not_(a)`. */
export function operatorNot(a) {
  return !truthy(a);
}

/** Python's `operator.is_(a, b)`. */
export function operatorIs(a, b) {
  return (a ?? null) === (b ?? null);
}

/** Python's `operator.is_not(a, b)`. */
export function operatorIsNot(a, b) {
  return !operatorIs(a, b);
}

function sequence(a) {
  if (typeof a === "string" || Array.isArray(a) || hasMethod(a, "__getitem__")) return a;
  throw new PyTypeError(`'${typeName(a)}' object can't be concatenated`);
}

/** Python's `operator.concat(a, b)`. */
export function operatorConcat(a, b) {
  return add(sequence(a), b);
}

/** Python's `operator.iconcat(a, b)`. */
export function operatorIconcat(a, b) {
  return iadd(sequence(a), b);
}

/** Python's `operator.countOf(a, b)`. */
export function operatorCountOf(a, b) {
  let count = 0;
  for (const item of iter(a)) if (same(item, b)) count++;
  return count;
}

/** Python's `operator.indexOf(a, b)`. */
export function operatorIndexOf(a, b) {
  let at = 0;
  for (const item of iter(a)) {
    if (same(item, b)) return at;
    at++;
  }
  throw new ValueError("sequence.index(x): x not in sequence");
}

/** Python's `operator.setitem(a, b, c)`. */
export function operatorSetitem(a, b, c) {
  setItem(a, b, c);
  return null;
}

/** Python's `operator.delitem(a, b)`. */
export function operatorDelitem(a, b) {
  delItem(a, b);
  return null;
}

/** Python's `operator.length_hint(obj, otherwise)`. */
export function operatorLengthHint(obj, otherwise = 0) {
  const sized = typeof obj === "string" || Array.isArray(obj) || obj instanceof Map || obj instanceof Set;
  return sized || hasMethod(obj, "__len__") ? len(obj) : otherwise;
}

/** Python's `operator.call(obj, *args)`. */
export function operatorCall(obj, ...args) {
  return hasMethod(obj, "__call__") ? obj.__call__(...args) : obj(...args);
}

// one item alone, several as a tuple
function several(getters, o) {
  return getters.length === 1 ? getters[0](o) : asTuple(getters.map((get) => get(o)));
}

/** Python's `operator.itemgetter(*items)`. */
export function operatorItemgetter(...items) {
  const getters = items.map((item) => (o) => getItem(o, item));
  return (o) => several(getters, o);
}

/** Python's `operator.attrgetter(*attrs)`. */
export function operatorAttrgetter(...attrs) {
  const getters = attrs.map((attr) => {
    if (typeof attr !== "string") throw new PyTypeError("attribute name must be a string");
    return (o) => attr.split(".").reduce((value, name) => getattr(value, name), o);
  });
  return (o) => several(getters, o);
}
