import { eq } from "./eq.js";
import { hash } from "./hash.js";
import { hasMethod } from "./kinds.js";

/**
 * The keys of a `Dict` or `PySet` that Python compares by value: tuples, frozen sets, instances with
 * `__eq__`. Strings, numbers and identities are left to the JavaScript Map, which finds them itself.
 */
export class KeyIndex {
  #buckets = new Map();

  /** The key that stands for `key` in the collection; `has` asks the collection for a simple key. */
  find(key, has) {
    if (typeof key === "string") return key;
    if (key === null || key === undefined) return null;
    if (typeof key === "number" || typeof key === "boolean") {
      // 1 and True are one key, and the spelling that came first stays
      const twin = key === true ? 1 : key === false ? 0 : key === 1 ? true : key === 0 ? false : undefined;
      return twin !== undefined && has(twin) ? twin : key;
    }
    const bucket = this.#buckets.get(hash(key));
    if (!byValue(key) || !bucket) return key;
    const found = bucket.find((k) => k === key || eq(k, key));
    return found === undefined ? key : found;
  }

  add(key) {
    if (!byValue(key)) return;
    const bucket = this.#buckets.get(hash(key));
    if (bucket) bucket.push(key);
    else this.#buckets.set(hash(key), [key]);
  }

  remove(key) {
    if (!byValue(key)) return;
    const bucket = this.#buckets.get(hash(key));
    if (bucket?.includes(key)) bucket.splice(bucket.indexOf(key), 1);
  }

  clear() {
    this.#buckets.clear();
  }
}

function byValue(key) {
  return (
    typeof key === "object" &&
    key !== null &&
    (Array.isArray(key) || hasMethod(key, "__eq__") || hasMethod(key, "__hash__"))
  );
}
