import { onDictField } from "./dictFields.js";
import { KeyError, RuntimeError } from "./exceptions.js";
import { KeyIndex } from "./keys.js";

/** Python's dict: a Map whose keys are equal when Python says so (`1 == 1.0 == True`, tuples by value). */
export class Dict extends Map {
  static pyName = "dict";

  static {
    onDictField((name) => answerTo(this.prototype, name));
  }

  #index = new KeyIndex();

  constructor(entries = []) {
    super();
    for (const [key, value] of entries) this.set(key, value);
  }

  #find(key) {
    return this.#index.find(key, (k) => super.has(k));
  }

  has(key) {
    return super.has(typeof key === "string" ? key : this.#find(key));
  }

  get(key) {
    return super.get(typeof key === "string" ? key : this.#find(key));
  }

  set(key, value) {
    if (typeof key === "string") return super.set(key, value);
    const held = this.#find(key);
    if (!super.has(held)) this.#index.add(held);
    return super.set(held, value);
  }

  delete(key) {
    const held = this.#find(key);
    this.#index.remove(held);
    return super.delete(held);
  }

  clear() {
    this.#index.clear();
    super.clear();
  }

  keys() {
    return steady(this, super.keys());
  }

  values() {
    return steady(this, super.values());
  }

  entries() {
    return steady(this, super.entries());
  }

  [Symbol.iterator]() {
    return this.entries();
  }
}

// `d.name` is `d["name"]`, unless every Map has something of that name
function answerTo(prototype, name) {
  if (name in prototype) return;
  Object.defineProperty(prototype, name, {
    configurable: true,
    get() {
      if (this.has(name)) return this.get(name);
      if (typeof this.__missing__ === "function") return this.__missing__(name);
      throw new KeyError(name);
    },
    set(value) {
      this.set(name, value);
    },
  });
}

// a JavaScript Map goes on to what is added meanwhile, perhaps for ever
function* steady(dict, items) {
  const { size } = dict;
  for (const item of items) {
    yield item;
    if (dict.size !== size) throw new RuntimeError("dictionary changed size during iteration");
  }
}
