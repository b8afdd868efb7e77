import { builtinType } from "./builtinType.js";
import { KeyError } from "./exceptions.js";
import { iter } from "./iter.js";
import { hasMethod } from "./kinds.js";
import { FrozenSet, PySet } from "./setClasses.js";

/** Python's `set(x)`. */
export const set = builtinType("set", function set(x) {
  return new PySet(arguments.length === 0 ? [] : iter(x));
});

/** Python's `frozenset(x)`. */
export const frozenset = builtinType("frozenset", function frozenset(x) {
  if (arguments.length === 0) return new FrozenSet();
  return x?.constructor === FrozenSet ? x : new FrozenSet(iter(x));
});

// what a set operator gives is of the left operand's kind
function like(s, items) {
  return s instanceof FrozenSet ? new FrozenSet(items) : new PySet(items);
}

function toSet(x) {
  return x instanceof Set ? x : new PySet(iter(x));
}

function isView(x) {
  return hasMethod(x, "__isset__") && x.__isset__();
}

/** The operands of a set operator: two sets, or a view of keys or items and what can be walked. */
export function setOperands(a, b, prepare = (x) => new PySet(x)) {
  if (a instanceof Set && b instanceof Set) return [a, b];
  const walks = hasMethod(a, Symbol.iterator) && hasMethod(b, Symbol.iterator);
  return walks && (isView(a) || isView(b)) ? [prepare(a), prepare(b)] : null;
}

/** `a & b` of such operands; what is no key, like a value of a view of items, may be asked for in a view. */
export function setCommon(a, b) {
  if (a instanceof Set && b instanceof Set) return setIntersection(a, b);
  let [view, other] = isView(a) ? [a, b] : [b, a];
  const size = view.__len__();
  if (other instanceof PySet && size <= other.size) return setIntersection(other, view);
  if (isView(other) && other.__len__() > size) [view, other] = [other, view];
  return new PySet(Array.from(iter(other)).filter((item) => view.__contains__(item)));
}

/** `s.copy()`. */
export function setCopy(s) {
  return like(s, s);
}

/** `s.union(*others)`. */
export function setUnion(s, ...others) {
  return setUnionAll(s, others);
}

/** `s.union(*others)` of any number of them. */
export function setUnionAll(s, others) {
  const items = [...s];
  for (const other of iter(others)) for (const item of iter(other)) items.push(item);
  return like(s, items);
}

/** `s.intersection(*others)`. */
export function setIntersection(s, ...others) {
  return setIntersectionAll(s, others);
}

/** `s.intersection(*others)` of any number of them. */
export function setIntersectionAll(s, others) {
  let items = [...s];
  for (const other of iter(others)) {
    const wanted = toSet(other);
    items = items.filter((item) => wanted.has(item));
  }
  return like(s, items);
}

/** `s.difference(*others)`. */
export function setDifference(s, ...others) {
  return setDifferenceAll(s, others);
}

/** `s.difference(*others)` of any number of them. */
export function setDifferenceAll(s, others) {
  const rest = new PySet(s);
  for (const other of iter(others)) for (const item of other === s ? [...s] : iter(other)) rest.delete(item);
  return like(s, rest);
}

/** `s.symmetric_difference(other)`. */
export function setSymmetricDifference(s, other) {
  const right = toSet(other);
  return like(s, [
    ...[...s].filter((item) => !right.has(item)),
    ...[...right].filter((item) => !s.has(item)),
  ]);
}

/** `s.update(*others)`; returns None. */
export function setUpdate(s, ...others) {
  return setUpdateAll(s, others);
}

/** `s.update(*others)` of any number of them. */
export function setUpdateAll(s, others) {
  for (const other of iter(others)) for (const item of other === s ? [] : iter(other)) s.add(item);
  return null;
}

function replaceItems(s, items) {
  const kept = [...items];
  s.clear();
  for (const item of kept) s.add(item);
  return null;
}

/** `s.intersection_update(*others)`. */
export function setIntersectionUpdate(s, ...others) {
  return setIntersectionUpdateAll(s, others);
}

/** `s.intersection_update(*others)` of any number of them. */
export function setIntersectionUpdateAll(s, others) {
  return replaceItems(s, setIntersectionAll(s, others));
}

/** `s.difference_update(*others)`. */
export function setDifferenceUpdate(s, ...others) {
  return setDifferenceUpdateAll(s, others);
}

/** `s.difference_update(*others)` of any number of them. */
export function setDifferenceUpdateAll(s, others) {
  return replaceItems(s, setDifferenceAll(s, others));
}

/** `s.symmetric_difference_update(other)`. */
export function setSymmetricDifferenceUpdate(s, other) {
  return replaceItems(s, setSymmetricDifference(s, other));
}

/** `s op= other` by one of the functions above: `s` itself changes unless it is a frozenset. */
export function setInPlace(s, other, update, otherwise) {
  if (s instanceof FrozenSet) return otherwise(s, other);
  update(s, other);
  return s;
}

/** `s.issubset(other)`. */
export function setIssubset(s, other) {
  const right = toSet(other);
  return [...s].every((item) => right.has(item));
}

/** `s.issuperset(other)`. */
export function setIssuperset(s, other) {
  return [...iter(other)].every((item) => s.has(item));
}

/** `s.isdisjoint(other)`. */
export function setIsdisjoint(s, other) {
  return ![...iter(other)].some((item) => s.has(item));
}

/** `s.remove(item)`. */
export function setRemove(s, item) {
  if (!s.delete(item)) throw new KeyError(item);
  return null;
}

/** `s.pop()`. */
export function setPop(s) {
  for (const item of s) {
    s.delete(item);
    return item;
  }
  throw new KeyError("pop from an empty set");
}
