import { reversedEntries } from "./dictClass.js";
import { same } from "./eq.js";
import { AttributeError, PyTypeError } from "./exceptions.js";
import { hash, id } from "./hash.js";
import { iter } from "./iter.js";
import { asTuple, isTuple } from "./kinds.js";
import { notCompiled } from "./notCompiled.js";
import { NotImplemented } from "./notImplemented.js";
import { repr } from "./repr.js";
import { end, steps, yielded } from "./steps.js";
import { typeName } from "./typeName.js";

/** What `d.keys()`, `d.values()` and `d.items()` give: it follows the dict as it changes. */
export class DictView {
  #dict;
  #part;

  constructor(dict, part) {
    this.#dict = dict;
    this.#part = part;
  }

  [Symbol.iterator]() {
    const dict = this.#dict;
    return this.#walk(dict instanceof Map ? dict[Symbol.iterator]() : entriesOf(dict, Object.keys(dict)));
  }

  #walk(it, direction = "") {
    const part = this.#part;
    const kind = this.#prefix === "" ? `dict_${direction}${part.slice(0, -1)}iterator` : "odict_iterator";
    return steps(kind, () => {
      const { done, value: pair } = it.next();
      if (done) return end;
      return yielded(part === "keys" ? pair[0] : part === "values" ? pair[1] : asTuple([...pair]));
    });
  }

  // an OrderedDict counts its changes
  get #prefix() {
    return this.#dict.changes__ === undefined ? "" : "o";
  }

  #has(item) {
    if (this.#part === "items")
      return isTuple(item) && item.length === 2 && this.#hasKey(item[0]) && same(this.#read(item[0]), item[1]);
    return this.#hasKey(item);
  }

  #hasKey(key) {
    if (this.#dict instanceof Map) return this.#dict.has(key);
    if (typeof key === "string") return Object.hasOwn(this.#dict, key);
    hash(key); // a list is no key: that is an error, not a no
    return false;
  }

  #read(key) {
    return this.#dict instanceof Map ? this.#dict.get(key) : this.#dict[key];
  }

  get mapping() {
    return notCompiled(this, "mapping");
  }

  /** Whether operators take it for a set: not a view of values. */
  __isset__() {
    return this.#part !== "values";
  }

  __len__() {
    return this.#dict instanceof Map ? this.#dict.size : Object.keys(this.#dict).length;
  }

  __reversed__() {
    const dict = this.#dict;
    const isMap = dict instanceof Map;
    return this.#walk(isMap ? reversedEntries(dict) : entriesOf(dict, Object.keys(dict).reverse()), "reverse");
  }

  __repr__() {
    return `${this.#prefix}dict_${this.#part}(${repr([...this])})`;
  }

  /** What prints as the view does with its items changed. */
  __marked__(mark) {
    return { __repr__: () => `${this.#prefix}dict_${this.#part}(${repr(Array.from(this, mark))})` };
  }

  __contains__(item) {
    return this.__isset__() ? this.#has(item) : [...this].some((value) => same(value, item));
  }

  isdisjoint(other) {
    if (!this.__isset__()) throw new AttributeError("'dict_values' object has no attribute 'isdisjoint'");
    for (const item of iter(other)) if (this.#has(item)) return false;
    return true;
  }

  __eq__(other) {
    if (this === other) return true;
    return this.#compare(other, (more) => more === 0 && this.#isWithin(other));
  }

  __lt__(other) {
    return this.#compare(other, (more) => more < 0 && this.#isWithin(other));
  }

  __le__(other) {
    return this.#compare(other, (more) => more <= 0 && this.#isWithin(other));
  }

  __gt__(other) {
    return this.#compare(other, (more) => more > 0 && this.#holds(other));
  }

  __ge__(other) {
    return this.#compare(other, (more) => more >= 0 && this.#holds(other));
  }

  // asks with how many items more there are here, if both are like sets
  #compare(other, ask) {
    const isView = other instanceof DictView && other.__isset__();
    if (!this.__isset__() || !(isView || other instanceof Set)) return NotImplemented;
    return ask(this.__len__() - (isView ? other.__len__() : other.size));
  }

  #isWithin(other) {
    return [...this].every((item) => (other instanceof DictView ? other.#has(item) : other.has(item)));
  }

  #holds(other) {
    return [...iter(other)].every((item) => this.#has(item));
  }

  __hash__() {
    if (this.__isset__()) throw new PyTypeError(`unhashable type: '${typeName(this)}'`);
    return id(this);
  }
}

// the keys there were, each with the value it has when it is its turn
function* entriesOf(record, keys) {
  for (const key of keys) yield [key, record[key]];
}

/** What `d.keys()` gives. */
export class DictKeys extends DictView {
  static pyName = "dict_keys";
}

/** What `d.values()` gives. */
export class DictValues extends DictView {
  static pyName = "dict_values";
}

/** What `d.items()` gives. */
export class DictItems extends DictView {
  static pyName = "dict_items";
}
