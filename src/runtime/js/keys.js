import { eq } from "./eq.js";
import { hash } from "./hash.js";
import { hasMethod, isCalled } from "./kinds.js";

/**
 * The keys of a `Dict` or `PySet` that Python compares by value: tuples, frozen sets, instances with
 * `__eq__`. Strings, numbers and identities are left to the JavaScript Map, which finds them itself.
 */
export class KeyIndex {
  #entries = new Map();

  // members of enums that are texts or ints, by their values
  members;

  /** The key that stands for `key` in the collection; `has` asks the collection for a simple key. */
  find(key, has, hashOf = hash) {
    if (typeof key === "string") return this.members?.get(key) ?? key;
    if (key === null || key === undefined) return null;
    if (key.mixin__ !== undefined) return this.members?.get(key.value) ?? (has(key.value) ? key.value : key);
    if (typeof key === "number" || typeof key === "boolean" || typeof key === "bigint") {
      const member = this.members?.get(typeof key === "boolean" ? Number(key) : key);
      if (member !== undefined) return member;
      const twin = twinOf(key);
      return twin !== undefined && has(twin) ? twin : key;
    }
    const found = this.#entry(key, hashOf(key));
    return found === undefined ? key : found.key;
  }

  /** The same for a key that is put in: one that is not there is by now. */
  hold(key, has) {
    if (key !== null && (typeof key === "object" || isCalled(key)) && key.mixin__ === undefined) {
      const hashed = hash(key);
      const found = this.#entry(key, hashed);
      if (found !== undefined) return found.key;
      if (byValue(key)) this.#entries.set(hashed, { key, next: this.#entries.get(hashed) });
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

  // a member of an enum that is a text or an int besides
  #add(key) {
    (this.members ??= new Map()).set(key.value, key);
    if (!byValue(key)) return;
    const hashed = hash(key);
    this.#entries.set(hashed, { key, next: this.#entries.get(hashed) });
  }

  remove(key) {
    if (key?.mixin__ !== undefined) this.members?.delete(key.value);
    if (!byValue(key)) return;
    const hashed = hash(key);
    let rest;
    for (let entry = this.#entries.get(hashed); entry !== undefined; entry = entry.next) {
      if (entry.key !== key) rest = { key: entry.key, next: rest };
    }
    if (rest === undefined) this.#entries.delete(hashed);
    else this.#entries.set(hashed, rest);
  }

  clear() {
    this.members = undefined;
    this.#entries.clear();
  }
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
