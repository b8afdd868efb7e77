import { builtinType } from "./builtinType.js";
import { lt, gt, le, ge } from "./compare.js";
import { same } from "./eq.js";
import { IndexError, PyTypeError, RuntimeError, ValueError } from "./exceptions.js";
import { asIndex, asSize, sliceIndices } from "./indices.js";
import { iter } from "./iter.js";
import { isIntOrBool } from "./kinds.js";
import { NotImplemented } from "./notImplemented.js";
import { repr } from "./repr.js";
import { end, steps, yielded } from "./steps.js";
import { typeName } from "./typeName.js";

/** What `collections.deque` makes. */
export class Deque {
  static pyName = "collections.deque";

  static sequence__ = true;

  // The items from `#head` on: what lies before it is free, so that both ends grow and shrink at no cost.
  #items = [];

  #head = 0;

  // counts the changes, so that a walk can see one
  #changes = 0;

  constructor(items, maxlen) {
    Object.defineProperty(this, "maxlen", { value: maxlen });
    for (const item of items) this.append(item);
  }

  #size() {
    return this.#items.length - this.#head;
  }

  // the items alone, for what looks at all of them
  #all() {
    if (this.#head > 0) this.#items = this.#items.slice(this.#head);
    this.#head = 0;
    return this.#items;
  }

  [Symbol.iterator]() {
    const changes = this.#changes;
    let i = 0;
    return steps("_collections._deque_iterator", () => {
      this.#mustBeAs(changes);
      return i < this.#size() ? yielded(this.#items[this.#head + i++]) : end;
    });
  }

  append(item) {
    this.#changes++;
    this.#items.push(item);
    if (this.maxlen !== null && this.#size() > this.maxlen) this.#shift();
    return null;
  }

  appendleft(item) {
    this.#changes++;
    if (this.#head === 0) {
      this.#head = this.#items.length + 8;
      this.#items = [...new Array(this.#head), ...this.#items];
    }
    this.#items[--this.#head] = item;
    if (this.maxlen !== null && this.#size() > this.maxlen) this.#items.pop();
    return null;
  }

  #shift() {
    const item = this.#items[this.#head];
    this.#items[this.#head++] = undefined;
    if (this.#head > 32 && this.#head * 2 > this.#items.length) this.#all();
    return item;
  }

  clear() {
    if (this.#size() > 0) this.#changes++;
    this.#items = [];
    this.#head = 0;
    return null;
  }

  copy() {
    return new Deque(this.#all(), this.maxlen);
  }

  __copy__() {
    return this.copy();
  }

  count(item) {
    const changes = this.#changes;
    let found = 0;
    for (const x of this.#all()) {
      if (same(x, item)) found++;
      this.#mustBeAs(changes);
    }
    return found;
  }

  // comparing items may run code that changes what is looked through
  #mustBeAs(changes, ErrorClass = RuntimeError) {
    if (this.#changes !== changes) throw new ErrorClass("deque mutated during iteration");
  }

  #search(item, from = 0, to = this.#size()) {
    const changes = this.#changes;
    const items = this.#all();
    for (let i = from; i < to; i++) {
      if (same(items[i], item)) return i;
      this.#mustBeAs(changes);
    }
    return -1;
  }

  extend(items) {
    for (const item of items === this ? [...this.#all()] : iter(items)) this.append(item);
    return null;
  }

  extendleft(items) {
    for (const item of items === this ? [...this.#all()] : iter(items)) this.appendleft(item);
    return null;
  }

  index(item, start = null, stop = null) {
    const [from, to] = sliceIndices(this.#size(), start, stop, null);
    const at = this.#search(item, from, to);
    if (at >= 0) return at;
    throw new ValueError(`${repr(item)} is not in deque`);
  }

  insert(i, item) {
    if (this.maxlen !== null && this.#size() >= this.maxlen)
      throw new IndexError("deque already at its maximum size");
    this.#changes++;
    this.#all().splice(asIndex(i), 0, item);
    return null;
  }

  pop() {
    if (this.#size() === 0) throw new IndexError("pop from an empty deque");
    this.#changes++;
    return this.#items.pop();
  }

  popleft() {
    if (this.#size() === 0) throw new IndexError("pop from an empty deque");
    this.#changes++;
    return this.#shift();
  }

  remove(item) {
    const changes = this.#changes;
    const at = this.#all().findIndex((x) => {
      const isFound = same(x, item);
      this.#mustBeAs(changes, IndexError);
      return isFound;
    });
    if (at < 0) throw new ValueError(`${repr(item)} is not in deque`);
    this.#changes++;
    this.#items.splice(at, 1);
    return null;
  }

  reverse() {
    this.#all().reverse();
    return null;
  }

  rotate(n = 1) {
    const size = this.#size();
    const turns = asSize(n);
    if (size <= 1) return null;
    this.#changes++;
    const by = ((turns % size) + size) % size;
    const items = this.#all();
    this.#items = [...items.slice(size - by), ...items.slice(0, size - by)];
    return null;
  }

  #position(i) {
    if (!isIntOrBool(i))
      throw new PyTypeError(`sequence index must be integer, not '${typeName(i)}'`);
    const at = i < 0 ? Number(i) + this.#size() : Number(i);
    if (at < 0 || at >= this.#size()) throw new IndexError("deque index out of range");
    return at;
  }

  __getitem__(i) {
    return this.#items[this.#head + this.#position(i)];
  }

  __setitem__(i, value) {
    this.#items[this.#head + this.#position(i)] = value;
  }

  __delitem__(i) {
    const at = this.#position(i);
    this.#changes++;
    this.#all().splice(at, 1);
  }

  __len__() {
    return this.#size();
  }

  __contains__(item) {
    return this.#search(item) >= 0;
  }

  __reversed__() {
    const changes = this.#changes;
    let left = this.#size();
    return steps("_collections._deque_reverse_iterator", () => {
      if (left === 0) return end;
      this.#mustBeAs(changes);
      return yielded(this.#items[this.#head + --left]);
    });
  }

  __add__(other) {
    if (!(other instanceof Deque))
      throw new PyTypeError(`can only concatenate deque (not "${typeName(other)}") to deque`);
    return new Deque([...this.#all(), ...other.#all()], this.maxlen);
  }

  __iadd__(other) {
    this.extend(other);
    return this;
  }

  __mul__(n) {
    const times = Math.max(0, asIndex(n));
    return new Deque(
      Array.from({ length: times }, () => [...this.#all()]).flat(),
      this.maxlen,
    );
  }

  __rmul__(n) {
    return this.__mul__(n);
  }

  #compared(other, operation) {
    return other instanceof Deque ? operation(this.#all(), other.#all()) : NotImplemented;
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
    return `deque(${repr(this.#all())}${this.maxlen === null ? "" : `, maxlen=${this.maxlen}`})`;
  }
}

/** Python's `collections.deque(iterable, maxlen)`. */
export const collectionsDeque = builtinType("collections.deque", (iterable = [], maxlen = null) => {
  if (maxlen !== null && !isIntOrBool(maxlen))
    throw new PyTypeError("an integer is required");
  if (maxlen !== null && maxlen < 0) throw new ValueError("maxlen must be non-negative");
  return new Deque(iter(iterable), maxlen);
});
