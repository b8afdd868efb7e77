/** Whether `x` is None: `null`, or `undefined`, which counts as None. */
export function isNone(x) {
  return x === null || x === undefined;
}

/** A text, or what is one besides: a member of a `StrEnum`. */
export function isStrLike(x) {
  return typeof x === "string" || x?.mixin__ === "str";
}

/** A number or a bool, which Python counts as an int. */
export function isNumber(x) {
  return typeof x === "number" || typeof x === "boolean" || typeof x === "bigint";
}

/** Whether the number is an int: integral, exact, and not -0.0. Beyond ±(2^53−1) ints are BigInts. */
export function isInt(x) {
  return (Number.isSafeInteger(x) && !Object.is(x, -0)) || typeof x === "bigint";
}

/** An int or a bool. */
export function isIntOrBool(x) {
  return isInt(x) || typeof x === "boolean";
}

// What tuples have and lists have not. A frozen array would take engines three times as long to make and to read. The
// same in each copy of this file, and `undefined`, so that comparisons of arrays in JavaScript pass it by.
const TUPLE = Symbol.for("python.tuple");

/** Makes a tuple of a new array. */
export function asTuple(items) {
  items[TUPLE] = undefined;
  return items;
}

/** A tuple is an Array that is marked as one; a frozen one, as JavaScript may give, is one too. */
export function isTuple(x) {
  return Array.isArray(x) && (TUPLE in x || Object.isFrozen(x));
}

/** Whether the array, which JavaScript would let be changed, is a tuple. */
export function isMarked(items) {
  return TUPLE in items;
}

/** A plain object: a dict with string keys. */
export function isRecord(x) {
  if (typeof x !== "object" || x === null) return false;
  const proto = Object.getPrototypeOf(x);
  // one step up is enough, and also holds for objects of another frame
  return proto === null || (Object.getPrototypeOf(proto) === null && Object.hasOwn(proto, "hasOwnProperty"));
}

/** Everything Python treats as a dict: `Dict`, `Map`, a plain object. */
export function isDict(x) {
  return x instanceof Map || isRecord(x);
}

/** A class, as opposed to a function: one of JavaScript's, or an exception class. */
export function isClass(x) {
  if (typeof x !== "function") return false;
  const text = Function.prototype.toString.call(x);
  return text.startsWith("class ") || text.startsWith("class{") || x.prototype instanceof Error;
}

/** The class of an object, whatever a key `constructor` of its own says. */
export function classOf(x) {
  return Object.getPrototypeOf(Object(x))?.constructor;
}

/** Whether it is an instance with a `__call__`, which is a function to JavaScript. */
export function isCalled(x) {
  return typeof x === "function" && typeof x.__call__ === "function";
}

/** Whether `x` has a method of that name, such as `__len__`. */
export function hasMethod(x, name) {
  return x !== null && x !== undefined && typeof x[name] === "function";
}

/** A running or suspended call of a generator function. */
export function isGenerator(x) {
  return Object.prototype.toString.call(x) === "[object Generator]";
}
