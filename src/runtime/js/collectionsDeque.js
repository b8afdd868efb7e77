import { builtinType } from "./builtinType.js";
import { lt, gt, le, ge } from "./compare.js";
import { same } from "./eq.js";
import { IndexError, PyTypeError, RuntimeError, ValueError } from "./exceptions.js";
import { asIndex, sliceIndices } from "./indices.js";
import { iter } from "./iter.js";
import { isInt, isNumber } from "./kinds.js";
import { NotImplemented } from "./notImplemented.js";
import { repr } from "./repr.js";
import { typeName } from "./typeName.js";

/** What `collections.deque` makes. */
export class Deque {
  static pyName = "collections.deque";

  #items = [];

  // counts the changes, so that a walk can see one
  #changes = 0;

  constructor(items, maxlen) {
    this.maxlen = maxlen;
    for (const item of items) this.append(item);
  }

  *[Symbol.iterator]() {
    const changes = this.#changes;
    for (const item of this.#items) {
      if (this.#changes !== changes) throw new RuntimeError("deque mutated during iteration");
      yield item;
    }
    if (this.#changes !== changes) throw new RuntimeError("deque mutated during iteration");
  }

  append(item) {
    this.#changes++;
    this.#items.push(item);
    if (this.maxlen !== null && this.#items.length > this.maxlen) this.#items.shift();
    return null;
  }

  appendleft(item) {
    this.#changes++;
    this.#items.unshift(item);
    if (this.maxlen !== null && this.#items.length > this.maxlen) this.#items.pop();
    return null;
  }

  clear() {
    this.#changes++;
    this.#items = [];
    return null;
  }

  copy() {
    return new Deque(this.#items, this.maxlen);
  }

  __copy__() {
    return this.copy();
  }

  count(item) {
    return this.#items.filter((x) => same(x, item)).length;
  }

  extend(items) {
    for (const item of items === this ? [...this.#items] : iter(items)) this.append(item);
    return null;
  }

  extendleft(items) {
    for (const item of items === this ? [...this.#items] : iter(items)) this.appendleft(item);
    return null;
  }

  index(item, start = null, stop = null) {
    const [from, to] = sliceIndices(this.#items.length, start, stop, null);
    for (let i = from; i < to; i++) if (same(this.#items[i], item)) return i;
    throw new ValueError(`${repr(item)} is not in deque`);
  }

  insert(i, item) {
    if (this.maxlen !== null && this.#items.length >= this.maxlen)
      throw new IndexError("deque already at its maximum size");
    this.#changes++;
    this.#items.splice(asIndex(i), 0, item);
    return null;
  }

  pop() {
    return this.#taken("pop");
  }

  popleft() {
    return this.#taken("shift");
  }

  #taken(method) {
    if (this.#items.length === 0) throw new IndexError("pop from an empty deque");
    this.#changes++;
    return this.#items[method]();
  }

  remove(item) {
    const at = this.#items.findIndex((x) => same(x, item));
    if (at < 0) throw new ValueError(`${repr(item)} is not in deque`);
    this.#changes++;
    this.#items.splice(at, 1);
    return null;
  }

  reverse() {
    this.#changes++;
    this.#items.reverse();
    return null;
  }

  rotate(n = 1) {
    const size = this.#items.length;
    if (size === 0) return null;
    this.#changes++;
    const by = ((asIndex(n) % size) + size) % size;
    this.#items = [...this.#items.slice(size - by), ...this.#items.slice(0, size - by)];
    return null;
  }

  #position(i) {
    if (!isNumber(i) || !isInt(Number(i)))
      throw new PyTypeError(`sequence index must be integer, not '${typeName(i)}'`);
    const at = i < 0 ? Number(i) + this.#items.length : Number(i);
    if (at < 0 || at >= this.#items.length) throw new IndexError("deque index out of range");
    return at;
  }

  __getitem__(i) {
    return this.#items[this.#position(i)];
  }

  __setitem__(i, value) {
    this.#items[this.#position(i)] = value;
  }

  __delitem__(i) {
    this.#changes++;
    this.#items.splice(this.#position(i), 1);
  }

  __len__() {
    return this.#items.length;
  }

  __contains__(item) {
    return this.#items.some((x) => same(x, item));
  }

  __reversed__() {
    return [...this.#items].reverse().values();
  }

  __add__(other) {
    if (!(other instanceof Deque))
      throw new PyTypeError(`can only concatenate deque (not "${typeName(other)}") to deque`);
    return new Deque([...this.#items, ...other.#items], this.maxlen);
  }

  __iadd__(other) {
    this.extend(other);
    return this;
  }

  __mul__(n) {
    const times = Math.max(0, asIndex(n));
    return new Deque(
      Array.from({ length: times }, () => this.#items).flat(),
      this.maxlen,
    );
  }

  __rmul__(n) {
    return this.__mul__(n);
  }

  #compared(other, operation) {
    return other instanceof Deque ? operation(this.#items, other.#items) : NotImplemented;
  }

  __eq__(other) {
    return this.#compared(other, same);
  }

  __lt__(other) {
    return this.#compared(other, lt);
  }

  __le__(other) {
    return this.#compared(other, le);
  }

  __gt__(other) {
    return this.#compared(other, gt);
  }

  __ge__(other) {
    return this.#compared(other, ge);
  }

  __hash__() {
    throw new PyTypeError("unhashable type: 'collections.deque'");
  }

  __repr__() {
    return `deque(${repr(this.#items)}${this.maxlen === null ? "" : `, maxlen=${this.maxlen}`})`;
  }
}

/** Python's `collections.deque(iterable, maxlen)`. */
export const collectionsDeque = builtinType("collections.deque", (iterable = [], maxlen = null) => {
  if (maxlen !== null && (!isNumber(maxlen) || !isInt(Number(maxlen))))
    throw new PyTypeError("an integer is required");
  if (maxlen !== null && maxlen < 0) throw new ValueError("maxlen must be non-negative");
  return new Deque(iter(iterable), maxlen);
});
