import { PyTypeError } from "./exceptions.js";
import { hasMethod, isInt, isRecord, isTuple } from "./kinds.js";
import { typeName } from "./typeName.js";

const identities = new WeakMap();

let lastIdentity = 0;

/** A number that tells an object from every other, as `id(x)` does. */
export function id(x) {
  if (typeof x !== "object" && typeof x !== "function") return hash(x);
  if (x === null) return 0;
  if (!identities.has(x)) identities.set(x, ++lastIdentity);
  return identities.get(x);
}

/** Python's `hash(x)`: equal values have equal hashes; the numbers themselves are our own. */
export function hash(x) {
  if (x === null || x === undefined) return 0;
  if (typeof x === "boolean") return Number(x);
  if (typeof x === "number") return isInt(x) ? (x === -1 ? -2 : x) : x === 0 ? 0 : hashText(String(x));
  if (typeof x === "bigint") return hashText(String(Number(x))); // that of an equal float
  if (typeof x === "string") return hashText(x);
  if (typeof x.__hash__ === "function") return x.__hash__();
  if (isTuple(x)) return hashItems(x);
  if (x instanceof Date) return x.getTime() * 1000; // that of the datetime
  if (Array.isArray(x) || x instanceof Map || x instanceof Set || hasMethod(x, "__eq__") || isRecord(x)) {
    throw new PyTypeError(`unhashable type: '${typeName(x)}'`);
  }
  return id(x);
}

// spreads pairs of small numbers, which keys often are
function hashItems(items) {
  let h = items.length;
  for (let i = 0; i < items.length; i++) {
    const item = items[i];
    const sum = (h + Math.imul(typeof item === "number" && item === (item | 0) && item !== -1 ? item : hash(item), -2048144777)) | 0;
    h = Math.imul((sum << 13) | (sum >>> 19), -1640531535);
  }
  return h;
}

function hashText(text) {
  let h = -2128831035;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  return h;
}
