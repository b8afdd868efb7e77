import { Dict } from "./dictClass.js";
import { derive, Exception, NotImplementedError, PyTypeError } from "./exceptions.js";
import { id } from "./hash.js";
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

// what is copied already, and the dict that a `__deepcopy__` of the program is given for it
class Seen extends Map {
  memo = null;

  of(x) {
    return this.get(x) ?? this.memo?.get(id(x));
  }

  set(x, copied) {
    this.memo?.set(id(x), copied);
    return super.set(x, copied);
  }

  asMemo() {
    if (this.memo === null) {
      this.memo = new Dict([...this].map(([x, copied]) => [id(x), copied]));
      seenBy.set(this.memo, this);
    }
    return this.memo;
  }
}

const seenBy = new WeakMap();

/** Python's `copy.deepcopy(x, memo=None)`. */
export function copyDeepcopy(x, memo = null) {
  const seen = memo === null ? new Seen() : seenBy.get(memo);
  if (seen === undefined) throw new NotImplementedError("a memo that no '__deepcopy__' was given is not compiled");
  return deeply(x, seen);
}

function copiedByItself(x, seen) {
  const copied = x.__deepcopy__(seen.asMemo());
  if (copied !== x) seen.set(x, copied);
  return copied;
}

function deeply(x, seen) {
  if (typeof x !== "object" || x === null) return x;
  const known = seen.of(x);
  if (known !== undefined) return known;
  if (hasMethod(x, "__deepcopy__")) return copiedByItself(x, seen);
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
