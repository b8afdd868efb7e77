import { hasMethod, isDict, isRecord, isTuple } from "./kinds.js";
import { fitsMapping } from "./pattern.js";
import { typeName } from "./typeName.js";

/** A type that values belong to by what they can do, for `isinstance`. */
function abstract(name, has) {
  return class {
    static name = name;

    static [Symbol.hasInstance](x) {
      return x !== null && x !== undefined && has(x);
    }
  };
}

function isTextBesides(x) {
  return typeof x === "string" || x.mixin__ === "str";
}

function canBeWalked(x) {
  return isTextBesides(x) || isDict(x) || hasMethod(x, Symbol.iterator) || hasMethod(x, "__iter__");
}

function givesNext(x) {
  return hasMethod(x, "__next__") ? canBeWalked(x) : hasMethod(x, "next") && hasMethod(x, Symbol.iterator);
}

function hasSize(x) {
  return isTextBesides(x) || Array.isArray(x) || isDict(x) || x instanceof Set || hasMethod(x, "__len__") || x instanceof Uint8Array;
}

function isContainer(x) {
  return isTextBesides(x) || Array.isArray(x) || isDict(x) || x instanceof Set || hasMethod(x, "__contains__") || x instanceof Uint8Array;
}

const sequences = ["range", "bytes", "bytearray", "collections.deque"];

function isOfSequences(x) {
  return isTextBesides(x) || Array.isArray(x) || sequences.includes(typeName(x)) || x.constructor?.sequence__ === true;
}

function isOfMutable(x) {
  const type = typeName(x);
  return (Array.isArray(x) && !isTuple(x)) || type === "bytearray" || type === "collections.deque" || x.constructor?.sequence__ === true;
}

const setLike = ["set", "frozenset", "dict_keys", "dict_items"];

const unhashed = ["set", "bytearray", "collections.deque", "dict_keys", "dict_items"];

function canBeHashed(x) {
  if (Array.isArray(x)) return isTuple(x);
  if (isRecord(x) || x instanceof Map || unhashed.includes(typeName(x))) return false;
  return hasMethod(x, "__hash__") || !hasMethod(x, "__eq__");
}

/** Python's `collections.abc.Iterable`. */
export const abstractIterable = abstract("Iterable", canBeWalked);

/** Python's `collections.abc.Iterator`. */
export const abstractIterator = abstract("Iterator", givesNext);

/** Python's `collections.abc.Sized`. */
export const abstractSized = abstract("Sized", hasSize);

/** Python's `collections.abc.Container`. */
export const abstractContainer = abstract("Container", isContainer);

/** Python's `collections.abc.Collection`. */
export const abstractCollection = abstract("Collection", (x) => hasSize(x) && canBeWalked(x) && isContainer(x));

/** Python's `collections.abc.Sequence`. */
export const abstractSequence = abstract("Sequence", isOfSequences);

/** Python's `collections.abc.MutableSequence`. */
export const abstractMutableSequence = abstract("MutableSequence", isOfMutable);

/** Python's `collections.abc.Mapping`, and `MutableMapping`. */
export const abstractMapping = abstract("Mapping", fitsMapping);

/** Python's `collections.abc.Set`. */
export const abstractSet = abstract("Set", (x) => setLike.includes(typeName(x)));

/** Python's `collections.abc.MutableSet`. */
export const abstractMutableSet = abstract("MutableSet", (x) => typeName(x) === "set");

/** Python's `collections.abc.Callable`. */
export const abstractCallable = abstract("Callable", (x) => typeof x === "function" || hasMethod(x, "__call__"));

/** Python's `collections.abc.Hashable`, to which None belongs too. */
export const abstractHashable = class {
  static name = "Hashable";

  static [Symbol.hasInstance](x) {
    return x === null || x === undefined || canBeHashed(x);
  }
};

/** Python's `collections.abc.Awaitable`. */
export const abstractAwaitable = abstract("Awaitable", (x) => hasMethod(x, "then") || hasMethod(x, "__await__"));
