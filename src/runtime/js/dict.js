import { builtinType } from "./builtinType.js";
import { Dict } from "./dictClass.js";
import { KeyError, PyTypeError, ValueError } from "./exceptions.js";
import { hash } from "./hash.js";
import { getItem, setKey } from "./items.js";
import { iter } from "./iter.js";
import { hasMethod, isDict, isNumber, isRecord, isStrLike } from "./kinds.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";
import { DictItems, DictKeys, DictValues } from "./views.js";

/** Python's `dict(x, **record)`: from a mapping or from pairs. */
export const dict = builtinType("dict", function dict(x, record = {}) {
  const d = new Dict();
  if (arguments.length > 0) dictUpdate(d, x, record);
  return d;
});

/** The `[key, value]` pairs of whatever Python treats as a dict, or of an iterable of pairs. */
export function pairsOf(x) {
  if (x instanceof Map) return [...x];
  if (isRecord(x)) return Object.entries(x);
  if (hasMethod(x, "keys") && (hasMethod(x, "__getitem__") || !hasMethod(x, Symbol.iterator)))
    return Array.from(iter(x.keys()), (k) => [k, getItem(x, k)]);
  return Array.from(iter(x), toPair);
}

function toPair(element, i) {
  if (
    isNumber(element) ||
    element === null ||
    element === undefined
  ) {
    throw new PyTypeError(`cannot convert dictionary update sequence element #${i} to a sequence`);
  }
  const pair = [...iter(element)];
  if (pair.length === 2) return pair;
  throw new ValueError(`dictionary update sequence element #${i} has length ${pair.length}; 2 is required`);
}

function put(d, key, value) {
  if (d instanceof Map) d.set(key, value);
  else setKey(d, key, value);
}

/** `d.update(x, **record)`. */
export function dictUpdate(d, x = undefined, record = {}) {
  if (arguments.length === 1) return null;
  // a Counter counts
  if (d.constructor.pyOwn?.includes("update")) return d.update(x ?? null, record);
  putAll(d, x);
  for (const [key, value] of Object.entries(record)) put(d, key, value);
  return null;
}

function putAll(d, x) {
  // pairs that an iterator gives before it fails are in
  const isWalked = !isDict(x) && !hasMethod(x, "keys");
  let i = 0;
  for (const pair of isWalked ? iter(x) : pairsOf(x)) {
    const [key, value] = isWalked ? toPair(pair, i++) : pair;
    put(d, key, value);
  }
}

/** `d |= x`. */
export function updateDict(d, x) {
  putAll(d, x);
  return d;
}

/** `a | b` of two dicts. */
export function mergeDicts(a, b) {
  if (isRecord(a) && isRecord(b)) return { ...a, ...b };
  return updateDict(isRecord(a) ? new Dict(Object.entries(a)) : dictCopy(a), b);
}

function holds(d, key) {
  if (d instanceof Map) return d.has(key);
  if (isStrLike(key)) return Object.hasOwn(d, key);
  hash(key); // a list is no key: that is an error, not a no
  return false;
}

function read(d, key) {
  return d instanceof Map ? d.get(key) : d[key];
}

/** `d.get(key, otherwise)`. */
export function dictGet(d, key, otherwise = null) {
  const value = d instanceof Map ? d.get(key) : undefined;
  if (value !== undefined) return value;
  return holds(d, key) ? read(d, key) : otherwise;
}

/** `d.setdefault(key, value)`. */
export function dictSetdefault(d, key, value = null) {
  const known = d instanceof Map ? d.get(key) : undefined;
  if (known !== undefined) return known;
  if (!holds(d, key)) put(d, key, value);
  return read(d, key);
}

/** `d.pop(key, otherwise)`. */
export function dictPop(d, key, otherwise = undefined) {
  if (!holds(d, key)) {
    if (otherwise === undefined) throw new KeyError(key);
    return otherwise;
  }
  const value = read(d, key);
  if (d instanceof Map) d.delete(key);
  else delete d[key];
  return value;
}

/** `d.popitem()`: the last pair. */
export function dictPopitem(d) {
  const last = (d instanceof Map ? [...d.keys()] : Object.keys(d)).at(-1);
  if (last === undefined) throw new KeyError("popitem(): dictionary is empty");
  return tuple(last, dictPop(d, last));
}

/** `d.clear()`. */
export function dictClear(d) {
  if (d instanceof Map) d.clear();
  else for (const key of Object.keys(d)) delete d[key];
  return null;
}

/** `d.copy()`. */
export function dictCopy(d) {
  if (hasMethod(d, "__copy__")) return d.__copy__();
  return d instanceof Dict ? new Dict(d) : d instanceof Map ? new Map(d) : { ...d };
}

/** A copy that takes any key: a plain object becomes a `Dict`, and every other dict stays of its class. */
export function toDict(copy) {
  return isRecord(copy) ? new Dict(Object.entries(copy)) : copy;
}

/** `dict.fromkeys(keys, value)`. */
export function dictFromkeys(keys, value = null) {
  return new Dict(Array.from(iter(keys), (key) => [key, value]));
}

/** `d.keys()`: a live view. */
export function dictKeys(d) {
  return new DictKeys(d, "keys");
}

/** `d.values()`: a live view. */
export function dictValues(d) {
  return new DictValues(d, "values");
}

/** The items of what `{**x}` takes in. */
export function mappingItems(x) {
  if (isDict(x)) return dictItems(x);
  if (hasMethod(x, "keys") && !hasMethod(x, Symbol.iterator)) return pairsOf(x);
  throw new PyTypeError(`'${typeName(x)}' object is not a mapping`);
}

/** `d.items()`: a live view of tuples. */
export function dictItems(d) {
  return new DictItems(d, "items");
}
