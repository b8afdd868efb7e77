import { eq } from "./eq.js";
import { hash } from "./hash.js";
import { hasMethod, isCalled } from "./kinds.js";

/**
 * The keys of a `Dict` or `PySet` that Python compares by value: tuples, frozen sets, instances with
 * `__eq__`. Strings, numbers and identities are left to the JavaScript Map, which finds them itself.
 */
export class KeyIndex {
  #entries = new Map();

  // the collection's own keys and their number
  #all;

  // how many of them have an entry
  #count = 0;

  // members of enums that are texts or ints, by their values; there too where an instance may be equal to a text
  members;

  constructor(all) {
    this.#all = all;
  }

  /** Whether a Map finds the key itself, whatever else is there. */
  isSimple(key) {
    return typeof key === "string" && this.members === undefined;
  }

  /** The key that stands for `key` in the collection; `has` asks the collection for a simple key. */
  find(key, has, hashOf = hash) {
    if (typeof key === "string") return this.members === undefined ? key : (this.members.get(key) ?? this.#alike(key, has));
    if (key === null || key === undefined) return null;
    if (key.mixin__ !== undefined) return this.members?.get(key.value) ?? (has(key.value) ? key.value : key);
    if (typeof key === "number" || typeof key === "boolean" || typeof key === "bigint") {
      const member = this.members?.get(typeof key === "boolean" ? Number(key) : key);
      if (member !== undefined) return member;
      const twin = twinOf(key);
      return twin !== undefined && has(twin) ? twin : this.#alike(key, has);
    }
    const hashed = hashOf(key);
    const found = this.#entry(key, hashed);
    return found === undefined ? this.#simple(key, hashed) : found.key;
  }

  /** The same for a key that is put in: one that is not there is by now. */
  hold(key, has) {
    if (key !== null && (typeof key === "object" || isCalled(key)) && key.mixin__ === undefined) {
      const hashed = hash(key);
      const found = this.#entry(key, hashed);
      if (found !== undefined) return found.key;
      const simple = this.#simple(key, hashed);
      if (simple !== key) return simple;
      if (byValue(key)) {
        this.#put(key, hashed);
        if (comparesItself(key)) this.members ??= new Map();
      }
      return key;
    }
    const held = this.find(key, has);
    if (key?.mixin__ !== undefined && !has(held)) this.#add(held);
    return held;
  }

  // the entry of an equal key; entries of one hash are a chain
  #entry(key, hashed) {
    for (let entry = this.#entries.get(hashed); entry !== undefined; entry = entry.next) {
      if (isSameKey(entry.key, key)) return entry;
    }
    return undefined;
  }

  // an instance that is equal to a text or a number, where the collection has not that itself
  #alike(key, has) {
    if (this.#count === 0 || has(key)) return key;
    return this.#entry(key, hash(key))?.key ?? key;
  }

  // a text or a number that an instance is equal to; only a collection that mixes keys is looked through
  #simple(key, hashed) {
    const { keys, size } = this.#all();
    if (size === this.#count || !comparesItself(key)) return key;
    for (const other of keys) {
      const isSimple = typeof other !== "object" && typeof other !== "function";
      if (isSimple && hash(other) === hashed && eq(other, key)) return other;
    }
    return key;
  }

  #put(key, hashed) {
    this.#count += 1;
    this.#entries.set(hashed, { key, next: this.#entries.get(hashed) });
  }

  // a member of an enum that is a text or an int besides
  #add(key) {
    (this.members ??= new Map()).set(key.value, key);
    if (byValue(key)) this.#put(key, hash(key));
  }

  remove(key) {
    if (key?.mixin__ !== undefined) this.members?.delete(key.value);
    if (!byValue(key)) return;
    const hashed = hash(key);
    let rest;
    for (let entry = this.#entries.get(hashed); entry !== undefined; entry = entry.next) {
      if (entry.key === key) this.#count -= 1;
      else rest = { key: entry.key, next: rest };
    }
    if (rest === undefined) this.#entries.delete(hashed);
    else this.#entries.set(hashed, rest);
  }
}

// what has a say in what it is equal to
function comparesItself(key) {
  return !Array.isArray(key) && hasMethod(key, "__eq__");
}

function isSameKey(a, b) {
  if (a === b) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return eq(a, b);
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return eq(a, b);
  return true;
}

// 1 and True are one key, as are 1e20 and 10 ** 20, and the spelling that came first stays
function twinOf(key) {
  if (typeof key === "boolean") return Number(key);
  if (typeof key === "bigint") return Number(key) == key ? Number(key) : undefined;
  if (key === 1 || key === 0) return key === 1;
  return Number.isInteger(key) && !Number.isSafeInteger(key) ? BigInt(key) : undefined;
}

function byValue(key) {
  return (
    ((typeof key === "object" && key !== null) || isCalled(key)) &&
    (Array.isArray(key) || key instanceof Date || hasMethod(key, "__eq__") || hasMethod(key, "__hash__"))
  );
}
