import { Dict } from "./dictClass.js";
import { derive, Exception, PyTypeError } from "./exceptions.js";
import { asTuple, classOf, hasMethod, isGenerator, isRecord, isTuple } from "./kinds.js";
import { FrozenSet, PySet } from "./setClasses.js";
import { store } from "./store.js";

/** Python's `copy.Error`. */
export const copyError = derive("copy.Error", Exception);

// a container without its items, and a function that puts a copied item in; null for what is one value
function emptyOf(x) {
  if (typeof x !== "object" || x === null || x instanceof FrozenSet || x instanceof Date) return null;
  if (isGenerator(x)) throw new PyTypeError("cannot pickle 'generator' object");
  if (Array.isArray(x)) return x.constructor === Array ? [] : Object.setPrototypeOf([], Object.getPrototypeOf(x));
  // a defaultdict with its factory, a deque with its length
  if (hasMethod(x, "__copy__") && hasMethod(x, "clear")) {
    const copy = x.__copy__();
    copy.clear();
    return copy;
  }
  if (x instanceof Dict && x.constructor === Dict) return new Dict();
  if (x instanceof PySet) return Reflect.construct(PySet, [], x.constructor);
  // one of a class of the program, whose constructor may want something else
  if (x instanceof Dict && typeof x.constructor.pyName !== "string") return Reflect.construct(Dict, [], x.constructor);
  if (x instanceof Map) return new x.constructor();
  if (x instanceof Set) return new Set();
  // a range, and what else of the runtime cannot change
  if (typeof classOf(x)?.pyName === "string") return null;
  return isRecord(x) || x.constructor?.prototype !== undefined ? Object.create(Object.getPrototypeOf(x)) : null;
}

function fillCopy(to, from, each) {
  if (Array.isArray(from)) {
    for (const item of from) to[to.length] = each(item);
    if (from.constructor !== Array) fillAttributes(to, from, each);
  } else if (from instanceof Map) for (const [key, value] of from) to.set(each(key), each(value));
  else if (from instanceof Set) {
    for (const item of from) to.add(each(item));
    fillAttributes(to, from, each);
  } else if (hasMethod(from, "append")) for (const item of from) to.append(each(item));
  else for (const [key, value] of Object.entries(from)) store(to, key, each(value));
}

// of an instance of a class that derives from `list` or `set`, what it has besides items
function fillAttributes(to, from, each) {
  for (const [key, value] of Object.entries(from)) if (!Object.hasOwn(to, key)) to[key] = each(value);
}

/** Python's `copy.copy(x)`. */
export function copyCopy(x) {
  if (hasMethod(x, "__copy__")) return x.__copy__();
  if (isTuple(x)) return x;
  const to = emptyOf(x);
  if (to === null) return x;
  fillCopy(to, x, (item) => item);
  return to;
}

/** Python's `copy.deepcopy(x)`. */
export function copyDeepcopy(x) {
  return deeply(x, new Map());
}

function deeply(x, seen) {
  if (typeof x !== "object" || x === null) return x;
  if (seen.has(x)) return seen.get(x);
  if (hasMethod(x, "__deepcopy__")) return x.__deepcopy__(seen);
  if (isTuple(x)) {
    const items = x.map((item) => deeply(item, seen));
    // a tuple of values that cannot change is its own copy
    const copied = items.every((item, i) => item === x[i])
      ? x
      : x.constructor === Array
        ? asTuple(items)
        : new x.constructor(...items);
    if (!seen.has(x)) seen.set(x, copied);
    return seen.get(x);
  }
  const to = emptyOf(x);
  if (to === null) return x;
  seen.set(x, to);
  fillCopy(to, x, (item) => deeply(item, seen));
  return to;
}
