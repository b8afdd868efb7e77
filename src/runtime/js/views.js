import { eq } from "./eq.js";
import { repr } from "./repr.js";
import { AttributeError } from "./exceptions.js";
import { setDifference, setIntersection, setIsdisjoint, setSymmetricDifference, setUnion } from "./set.js";
import { NotImplemented } from "./notImplemented.js";
import { hasMethod } from "./kinds.js";
import { PySet } from "./setClasses.js";
import { tuple } from "./tuple.js";

/** What `d.keys()`, `d.values()` and `d.items()` give: it follows the dict as it changes. */
export class DictView {
  #dict;
  #part;

  constructor(dict, part) {
    this.#dict = dict;
    this.#part = part;
  }

  *[Symbol.iterator]() {
    for (const [key, value] of this.#dict instanceof Map ? this.#dict : Object.entries(this.#dict)) {
      yield this.#part === "keys" ? key : this.#part === "values" ? value : tuple(key, value);
    }
  }

  /** As a set; a view of values is none, as in Python. */
  #asSet() {
    return this.#part === "values" ? null : new PySet(this);
  }

  #combine(other, operation, reflected) {
    const self = this.#asSet();
    if (!self || !hasMethod(other, Symbol.iterator)) return NotImplemented;
    return reflected ? operation(new PySet(other), self) : operation(self, other);
  }

  __len__() {
    return this.#dict instanceof Map ? this.#dict.size : Object.keys(this.#dict).length;
  }

  __reversed__() {
    return [...this].reverse().values();
  }

  __repr__() {
    return `dict_${this.#part}(${repr([...this])})`;
  }

  isdisjoint(other) {
    const self = this.#asSet();
    if (!self) throw new AttributeError("'dict_values' object has no attribute 'isdisjoint'");
    return setIsdisjoint(self, other);
  }

  __eq__(other) {
    if (this === other) return true;
    const [a, b] = [this.#asSet(), other instanceof DictView ? other.#asSet() : other];
    return a && b instanceof Set ? eq(a, b) : NotImplemented;
  }

  __hash__() {
    return 0;
  }

  __and__(other) {
    return this.#combine(other, setIntersection);
  }

  __or__(other) {
    return this.#combine(other, setUnion);
  }

  __sub__(other) {
    return this.#combine(other, setDifference);
  }

  __xor__(other) {
    return this.#combine(other, setSymmetricDifference);
  }

  __rand__(other) {
    return this.#combine(other, setIntersection, true);
  }

  __ror__(other) {
    return this.#combine(other, setUnion, true);
  }

  __rsub__(other) {
    return this.#combine(other, setDifference, true);
  }

  __rxor__(other) {
    return this.#combine(other, setSymmetricDifference, true);
  }
}
