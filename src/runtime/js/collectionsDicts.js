import { builtinType } from "./builtinType.js";
import { add } from "./add.js";
import { gt } from "./compare.js";
import { pairsOf } from "./dict.js";
import { Dict, answering } from "./dictClass.js";
import { eq } from "./eq.js";
import { AttributeError, KeyError, NotImplementedError, PyTypeError } from "./exceptions.js";
import { iter } from "./iter.js";
import { getItem } from "./items.js";
import { asTuple, isDict } from "./kinds.js";
import { NotImplemented } from "./notImplemented.js";
import { repr } from "./repr.js";
import { Float } from "./reprFloat.js";
import { sorted } from "./sequences.js";
import { sub } from "./sub.js";
import { sum } from "./sum.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";

function dictText(d) {
  return `{${[...d].map(([key, value]) => `${repr(key)}: ${repr(value)}`).join(", ")}}`;
}

/** What `collections.defaultdict` makes. */
export class DefaultDict extends Dict {
  static pyName = "collections.defaultdict";

  fromkeys(keys, value = null) {
    const made = new DefaultDict();
    made.default_factory = null;
    for (const key of iter(keys)) made.set(key, value);
    return made;
  }

  default_factory = null;

  __ror__(other) {
    if (!isDict(other)) return NotImplemented;
    const made = this.__copy__();
    made.clear();
    for (const [key, value] of [...pairsOf(other), ...this]) made.set(key, value);
    return made;
  }

  __missing__(key) {
    if (this.default_factory === null) throw new KeyError(key);
    const value = this.default_factory();
    this.set(key, value);
    return value;
  }

  __copy__() {
    return makeDefaultDict(this.default_factory, this);
  }

  __repr__() {
    return `defaultdict(${repr(this.default_factory)}, ${dictText(this)})`;
  }
}

function makeDefaultDict(factory, pairs) {
  const d = new DefaultDict(pairs);
  d.default_factory = factory;
  return d;
}

/** Python's `collections.defaultdict(default_factory, mapping)`. */
export const collectionsDefaultdict = builtinType(
  "collections.defaultdict",
  (factory = null, mapping = undefined, more = {}) => {
    if (factory !== null && typeof factory !== "function")
      throw new PyTypeError("first argument must be callable or None");
    return makeDefaultDict(factory, [...(mapping === undefined ? [] : pairsOf(mapping)), ...Object.entries(more)]);
  },
);

// the constructor of a Dict stores before a class derived from it has fields
function changed(dict) {
  dict.changes__ = (dict.changes__ ?? 0) + 1;
}

/** What `collections.OrderedDict` makes. */
export const OrderedDict = answering(class extends Dict {
  static name = "OrderedDict";
  static pyName = "collections.OrderedDict";
  changes__ = 0;

  fromkeys(keys, value = null) {
    return new OrderedDict(Array.from(iter(keys), (key) => [key, value]));
  }

  // methods that are not those of a dict
  static pyOwn = ["popitem"];

  set(key, value) {
    if (!this.has(key)) changed(this);
    return super.set(key, value);
  }

  delete(key) {
    if (this.has(key)) changed(this);
    return super.delete(key);
  }

  // `{} | ordered` is one too
  __ror__(other) {
    if (!isDict(other)) return NotImplemented;
    return new OrderedDict([...pairsOf(other), ...this]);
  }

  move_to_end(key, last = true) {
    if (!this.has(key)) throw new KeyError(key);
    const keys = [...this.keys()];
    if (eq(last ? keys.at(-1) : keys[0], key)) return null;
    const value = this.get(key);
    const rest = last ? [] : [...this].filter(([k]) => !eq(k, key));
    if (last) this.delete(key);
    else this.clear();
    this.set(key, value);
    for (const [k, v] of rest) this.set(k, v);
    return null;
  }

  popitem(last = true) {
    if (this.size === 0) throw new KeyError("dictionary is empty");
    const keys = [...this.keys()];
    const key = last ? keys.at(-1) : keys[0];
    const value = this.get(key);
    this.delete(key);
    return tuple(key, value);
  }

  __eq__(other) {
    if (!(other instanceof OrderedDict)) return NotImplemented;
    return eq(
      [...this].map((pair) => tuple(...pair)),
      [...other].map((pair) => tuple(...pair)),
    );
  }

  __copy__() {
    return new OrderedDict(this);
  }

  __repr__() {
    return this.size === 0 ? "OrderedDict()" : `OrderedDict(${dictText(this)})`;
  }
});

/** Python's `collections.OrderedDict(mapping)`. */
export const collectionsOrderedDict = builtinType(
  "collections.OrderedDict",
  (mapping = undefined, more = {}) =>
    new OrderedDict([...(mapping === undefined ? [] : pairsOf(mapping)), ...Object.entries(more)]),
);

/** What `collections.Counter` makes: a dict of counts. */
export const Counter = answering(class extends Dict {
  static name = "Counter";
  static pyName = "Counter";

  fromkeys() {
    throw new NotImplementedError("Counter.fromkeys() is undefined.  Use Counter(iterable) instead.");
  }

  static pyOwn = ["update"];

  __missing__() {
    return 0;
  }

  // a missing key is nothing to delete
  __delitem__(key) {
    this.delete(key);
  }

  #count(key) {
    const n = this.get(key);
    return n === undefined && !this.has(key) ? 0 : n;
  }

  // `+ 1` and `- 1` of a count that is small are no more than that
  #add(key, operation) {
    const n = this.get(key) ?? this.#count(key);
    this.set(key, operation === add && Number.isSafeInteger(n) && n < Number.MAX_SAFE_INTEGER ? n + 1 : operation(n, 1));
  }

  #change(items, operation) {
    if (items === null) return null;
    // what comes into an empty one is kept as it is: True, not 1
    if (isDict(items) && operation === add && this.size === 0)
      for (const [key, n] of pairsOf(items)) this.set(key, n);
    else if (isDict(items))
      for (const [key, n] of pairsOf(items)) this.set(key, operation(this.#count(key), n));
    else for (const key of iter(items)) this.#add(key, operation);
    return null;
  }

  update(items = null, more = {}) {
    this.#change(items, add);
    return this.#change(more, add);
  }

  subtract(items = null, more = {}) {
    this.#change(items, sub);
    return this.#change(more, sub);
  }

  most_common(n = null) {
    const pairs = Array.from(this, (pair) => asTuple(pair));
    const areNumbers = pairs.every(([, count]) => typeof count === "number" && count === count);
    const ordered = areNumbers ? pairs.sort((a, b) => b[1] - a[1]) : sorted(pairs, ([, count]) => count, true);
    return n === null ? ordered : ordered.slice(0, Math.max(0, n));
  }

  *elements() {
    for (const [key, n] of this) for (let i = 0; i < n; i++) yield key;
  }

  total() {
    return sum([...this.values()]);
  }

  // the counts above zero of the keys of both
  #combine(other, operation) {
    if (!(other instanceof Counter)) return NotImplemented;
    const result = new Counter();
    for (const key of [...this.keys(), ...other.keys()]) {
      const n = operation(this.#count(key), other.#count(key));
      if (gt(n, 0) && !result.has(key)) result.set(key, n);
    }
    return result;
  }

  __add__(other) {
    return this.#combine(other, add);
  }

  __sub__(other) {
    return this.#combine(other, sub);
  }

  __or__(other) {
    if (isDict(other) && !(other instanceof Counter)) return new Dict([...this, ...pairsOf(other)]);
    return this.#combine(other, (a, b) => (gt(b, a) ? b : a));
  }

  __and__(other) {
    return this.#combine(other, (a, b) => (gt(a, b) ? b : a));
  }

  __pos__() {
    return this.#combine(new Counter(), add);
  }

  __neg__() {
    return new Counter().#combine(this, sub);
  }

  // `counts += other`: also of a dict that is no Counter
  #become(other, operation) {
    if (!isDict(other)) throw new AttributeError(`'${typeName(other)}' object has no attribute 'items'`);
    for (const [key, n] of pairsOf(other)) this.set(key, operation(this.#count(key), n));
    return this.#positive();
  }

  #positive() {
    for (const [key, n] of [...this]) if (!gt(n, 0)) this.delete(key);
    return this;
  }

  __iadd__(other) {
    return this.#become(other, add);
  }

  __isub__(other) {
    return this.#become(other, sub);
  }

  __ior__(other) {
    return this.#become(other, (a, b) => (gt(b, a) ? b : a));
  }

  __iand__(other) {
    for (const [key, n] of [...this]) {
      const most = getItem(other, key);
      if (gt(n, most)) this.set(key, most);
    }
    return this.#positive();
  }

  // every key of one is in the other as often, and none as often as a count of zero
  #holds(other, test) {
    if (!(other instanceof Counter)) return NotImplemented;
    return [...this.keys(), ...other.keys()].every((key) => test(this.#count(key), other.#count(key)));
  }

  __eq__(other) {
    return this.#holds(other, eq);
  }

  __le__(other) {
    return this.#holds(other, (a, b) => !gt(a, b));
  }

  __ge__(other) {
    return this.#holds(other, (a, b) => !gt(b, a));
  }

  __lt__(other) {
    const holds = this.__le__(other);
    return holds === true ? !eq(this, other) : holds;
  }

  __gt__(other) {
    const holds = this.__ge__(other);
    return holds === true ? !eq(this, other) : holds;
  }

  __copy__() {
    return new Counter(this);
  }

  __repr__() {
    if (this.size === 0) return "Counter()";
    return `Counter(${dictText(this.#byCount())})`;
  }

  // the most common first, as far as counts compare
  #byCount() {
    try {
      return sorted([...this], ([, count]) => (count instanceof Float ? count.value : count), true);
    } catch (e) {
      if (e instanceof PyTypeError) return this;
      throw e;
    }
  }
});

/** Python's `collections.Counter(iterable)`. */
export const collectionsCounter = typeAt("collections.Counter", "Counter", (iterable = null, more = {}) => {
  const counter = new Counter();
  counter.update(iterable, more);
  return counter;
});

function typeAt(path, name, make) {
  return Object.assign(builtinType(name, make), { path__: path });
}
