import { codePoints } from "./chars.js";
import { IndexError, KeyError, PyTypeError } from "./exceptions.js";
import { hash } from "./hash.js";
import { index } from "./indices.js";
import { classOf, hasMethod, isMarked, isRecord, isStrLike, isTuple } from "./kinds.js";
import { store } from "./store.js";
import { typeName } from "./typeName.js";

/** Python's `o[k]`. */
export function getItem(o, k) {
  if (typeof k === "number" && Array.isArray(o)) {
    const item = o[k];
    if (item !== undefined) return item;
  }
  return getItemBy(o, k);
}

// apart, so that engines inline the few lines above
function getItemBy(o, k) {
  if (typeof k === "number") {
    if (typeof o === "string") return charAt(o, k);
  } else if (typeof k === "string" && o?.constructor === Object) {
    const value = o[k];
    // all that a plain object inherits is functions, and its prototype
    if (value !== undefined && typeof value !== "function" && k !== "__proto__") return value;
  } else if (o instanceof Map && typeof o.__getitem__ !== "function") {
    const value = o.get(k);
    if (value !== undefined) return value;
  }
  return getItemAny(o, k);
}

function getItemAny(o, k) {
  if (hasMethod(o, "__getitem__") && !(isSlice(k) && hasMethod(o, "__getslice__"))) return o.__getitem__(k);
  if (isSlice(k) && !(o instanceof Map) && !isRecord(o)) return k.__getfrom__(o);
  if (typeof o === "string") return charAt(o, k);
  if (Array.isArray(o)) return getIndex(o, k);
  if (o instanceof Map) {
    if (o.has(k)) return o.get(k);
    if (hasMethod(o, "__missing__")) return o.__missing__(k);
    throw new KeyError(k);
  }
  if (isRecord(o)) {
    if (isStrLike(k) && Object.hasOwn(o, k)) return o[k];
    hash(k); // a list is no key
    throw new KeyError(k);
  }
  // a class of the runtime
  const isOurs = typeof o === "object" && typeof classOf(o)?.pyName === "string";
  if (!isObject(o) || isOurs || o instanceof Set || hasMethod(o, "next"))
    throw new PyTypeError(`'${typeName(o)}' object is not subscriptable`);
  return o[k];
}

/** `d[key]` of a `Map`. */
export function getKey(map, key) {
  const value = map.get(key);
  return value !== undefined ? value : getItemAny(map, key);
}

// what `slice(a, b)` makes does its work itself: a program without it needs no slices
function isSlice(k) {
  return hasMethod(k, "__getfrom__");
}

function isObject(o) {
  return typeof o === "function" || (typeof o === "object" && o !== null);
}

/** `items[i]` of a list or tuple. */
export function getIndex(items, i) {
  const item = items[i];
  if (item !== undefined && typeof i === "number") return item;
  return getIndexAny(items, i);
}

function getIndexAny(items, i) {
  return items[position(items, i, "index out of range", "indices must be integers or slices, not ", "")];
}

/** `s[i]`, counted in code points. */
export function charAt(s, i) {
  const points = codePoints(s);
  const point = points[i];
  if (point !== undefined && typeof i === "number") return point;
  return points[position(points, i, "index out of range", "indices must be integers, not '", "'", "string")];
}

// a whole, non-negative position within `items`, or the error Python raises
function position(items, i, outside, before, after, kind) {
  const what = () => kind ?? (isTuple(items) ? "tuple" : "list");
  const at = Number.isSafeInteger(i) ? i : index(i, `${what()} ${before}`, after);
  const from = at < 0 ? at + items.length : at;
  if (from >= 0 && from < items.length) return from;
  throw new IndexError(`${what()} ${outside}`);
}

/** `items[i] = value` of a list. */
export function setIndex(items, i, value) {
  const at = typeof i === "number" && items[i] !== undefined ? i : storeIndex(items, i);
  if (isMarked(items)) throw frozen();
  try {
    items[at] = value;
  } catch {
    throw frozen();
  }
}

function storeIndex(items, i) {
  if (isTuple(items)) throw frozen();
  return position(items, i, "assignment index out of range", "indices must be integers or slices, not ", "");
}

function frozen() {
  return new PyTypeError("'tuple' object does not support item assignment");
}

/** Python's `o[k] = value`. */
export function setItem(o, k, value) {
  if (typeof k === "number" && Array.isArray(o)) setIndex(o, k, value);
  else if (typeof k === "string" && o?.constructor === Object) store(o, k, value);
  else setItemAny(o, k, value);
}

function setItemAny(o, k, value) {
  if (hasMethod(o, "__setitem__")) o.__setitem__(k, value);
  else if (Array.isArray(o) && isSlice(k)) k.__storein__(o, value);
  else if (Array.isArray(o)) setIndex(o, k, value);
  else if (o instanceof Map) o.set(k, value);
  else if (isRecord(o)) setKey(o, k, value);
  else if (isObject(o) && !(o instanceof Set)) store(o, k, value);
  else throw new PyTypeError(`'${typeName(o)}' object does not support item assignment`);
}

/** `record[k] = value` of a plain object that is a dict. */
export function setKey(record, k, value) {
  if (!isStrLike(k)) {
    hash(k); // a list is no key
    throw new PyTypeError(
      `this dict is a JavaScript object and its keys are str, not ${typeName(k)}: build it with dict(...) to use other keys`,
    );
  }
  store(record, k, value);
}

/** Python's `del o[k]`. */
export function delItem(o, k) {
  if (hasMethod(o, "__delitem__")) o.__delitem__(k);
  else if (Array.isArray(o) && isSlice(k)) k.__deletefrom__(o);
  else if (Array.isArray(o)) {
    if (isTuple(o)) throw new PyTypeError("'tuple' object doesn't support item deletion");
    o.splice(
      position(o, k, "assignment index out of range", "indices must be integers or slices, not ", ""),
      1,
    );
  } else if (o instanceof Map) {
    if (!o.delete(k)) throw new KeyError(k);
  } else if (isRecord(o)) {
    if (!isStrLike(k) || !Object.hasOwn(o, k)) throw new KeyError(k);
    delete o[k];
  } else if (isObject(o) && !(o instanceof Set)) delete o[k];
  else throw new PyTypeError(`'${typeName(o)}' object doesn't support item deletion`);
}
