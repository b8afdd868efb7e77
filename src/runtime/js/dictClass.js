import { onDictField } from "./dictFields.js";
import { KeyError, RuntimeError } from "./exceptions.js";
import { KeyIndex } from "./keys.js";
import { end, steps, yielded } from "./steps.js";

/** Python's dict: a Map whose keys are equal when Python says so (`1 == 1.0 == True`, tuples by value). */
export const Dict = answering(class extends Map {
  // A bundler may rename a class of that name.
  static name = "Dict";
  static pyName = "dict";

  // there once a key is held that a Map does not find itself
  #index;

  constructor(entries = []) {
    super();
    for (const [key, value] of entries) this.set(key, value);
  }

  #indexed() {
    return (this.#index ??= new KeyIndex(() => ({ keys: super.keys(), size: super.size })));
  }

  #isSimple(key) {
    return this.#index === undefined ? typeof key === "string" || typeof key === "number" : this.#index.isSimple(key);
  }

  #find(key) {
    return this.#indexed().find(key, (k) => super.has(k));
  }

  has(key) {
    return super.has(this.#isSimple(key) ? key : this.#find(key));
  }

  get(key) {
    return super.get(this.#isSimple(key) ? key : this.#find(key));
  }

  set(key, value) {
    if (this.#isSimple(key)) return super.set(key, value);
    return super.set(this.#indexed().hold(key, (k) => super.has(k)), value);
  }

  delete(key) {
    if (this.#isSimple(key)) return super.delete(key);
    const held = this.#find(key);
    this.#index.remove(held);
    return super.delete(held);
  }

  clear() {
    this.#index = undefined;
    super.clear();
  }

  keys() {
    return steady(this, super.keys(), "dict_keyiterator");
  }

  values() {
    return steady(this, super.values(), "dict_valueiterator");
  }

  entries() {
    return steady(this, super.entries(), "dict_itemiterator");
  }

  [Symbol.iterator]() {
    return this.entries();
  }
});

/** The class with `d.name` for `d["name"]`, unless every Map has something of that name. */
export function answering(type) {
  onDictField((name) => answerTo(type.prototype, name));
  return type;
}

function answerTo(prototype, name) {
  // a key goes before a method that only a `Counter` has: `total`
  const method = Object.hasOwn(prototype, name) ? prototype[name] : undefined;
  if (name in prototype && method === undefined) return;
  Object.defineProperty(prototype, name, {
    configurable: true,
    get() {
      if (this.has(name)) return this.get(name);
      if (method !== undefined) return method;
      if (typeof this.__missing__ === "function") return this.__missing__(name);
      throw new KeyError(name);
    },
    set(value) {
      this.set(name, value);
    },
  });
}

// A JavaScript Map goes on to what is added meanwhile, perhaps for ever.
function steady(dict, items, pyName) {
  return watched(dict, pyName, (left) => {
    const step = items.next();
    if (!step.done && left === 0) throw new RuntimeError("dictionary keys changed during iteration");
    return step;
  });
}

/** The entries of a Map from the last one on. */
export function reversedEntries(map) {
  const keys = [...map.keys()];
  return watched(map, "dict_reversekeyiterator", () => {
    while (keys.length > 0) {
      const key = keys.pop();
      if (map.has(key)) return yielded([key, map.get(key)]);
    }
    return end;
  });
}

// An OrderedDict counts its changes, and knows its next key: what is changed after the last goes unnoticed.
function watched(dict, pyName, next) {
  const { size, changes__: changes } = dict;
  const isOrdered = changes !== undefined;
  let left = size;
  let isOver = false;
  return steps(isOrdered ? "odict_iterator" : pyName, () => {
    isOver ||= isOrdered && left === 0;
    if (isOver) return end;
    isOver = true;
    if (dict.changes__ !== changes) throw new RuntimeError("OrderedDict mutated during iteration");
    isOver = false;
    const type = isOrdered ? "OrderedDict" : "dictionary";
    if (dict.size !== size) throw new RuntimeError(`${type} changed size during iteration`);
    isOver = true;
    const step = next(left--);
    isOver = step.done;
    return step;
  });
}
