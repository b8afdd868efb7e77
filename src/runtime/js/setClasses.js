import { AttributeError, RuntimeError } from "./exceptions.js";
import { hash } from "./hash.js";
import { KeyIndex } from "./keys.js";
import { hasMethod } from "./kinds.js";
import { repr } from "./repr.js";
import { end, steps } from "./steps.js";

function hashMembers(items) {
  return [...items].reduce((h, item) => h ^ Math.imul(hash(item), 0x9e3779b1), items.size);
}

// a set that is looked for is found as the frozenset that it equals (Python's library reference, "Set Types")
function hashMember(item) {
  return item instanceof Set && !hasMethod(item, "__hash__") ? hashMembers(item) : hash(item);
}

/** Python's set: a Set whose members are equal when Python says so. */
export class PySet extends Set {
  static pyName = "set";

  // there once a member is held that a Set does not find itself
  #index;

  constructor(items = []) {
    super();
    for (const item of items) this.#put(item);
  }

  #indexed() {
    return (this.#index ??= new KeyIndex(() => ({ keys: super.keys(), size: super.size })));
  }

  #isSimple(item) {
    return this.#index === undefined ? typeof item === "string" || typeof item === "number" : this.#index.isSimple(item);
  }

  #find(item) {
    return this.#indexed().find(item, (x) => super.has(x), hashMember);
  }

  #put(item) {
    if (this.#isSimple(item)) return super.add(item);
    return super.add(this.#indexed().hold(item, (x) => super.has(x)));
  }

  has(item) {
    return super.has(this.#isSimple(item) ? item : this.#find(item));
  }

  add(item) {
    return this.#put(item);
  }

  delete(item) {
    if (this.#isSimple(item)) return super.delete(item);
    const held = this.#find(item);
    this.#index.remove(held);
    return super.delete(held);
  }

  clear() {
    this.#index = undefined;
    super.clear();
  }

  values() {
    const { size } = this;
    const items = super.values();
    let left = size;
    return steps("set_iterator", () => {
      if (left < 0) return end;
      if (this.size !== size) throw new RuntimeError("Set changed size during iteration");
      // members that take the place of others are not walked for ever
      return left-- > 0 ? items.next() : end;
    });
  }

  keys() {
    return this.values();
  }

  [Symbol.iterator]() {
    return this.values();
  }
}

/** Python's frozenset: hashable, and closed once built. */
export class FrozenSet extends PySet {
  static pyName = "frozenset";

  add() {
    return this.#refuse("add");
  }

  delete() {
    return this.#refuse("discard");
  }

  clear() {
    return this.#refuse("clear");
  }

  #refuse(name) {
    throw new AttributeError(`'frozenset' object has no attribute '${name}'`);
  }

  __hash__() {
    return hashMembers(this);
  }

  __repr__() {
    return this.size ? `frozenset({${Array.from(this, repr).join(", ")}})` : "frozenset()";
  }
}
