import { isClass } from "./kinds.js";

const taken = new WeakMap();

/**
 * The method `o.name` as a value that stays with its object, the same each time. What the object holds itself, such as
 * a callback among props, is given as it is, and so is a class.
 */
export function methodOf(o, name) {
  const value = o[name];
  if (typeof value !== "function" || isClass(value) || Object.hasOwn(Object(o), name)) return value;
  if (typeof o !== "object" && typeof o !== "function") return value.bind(o);
  if (!taken.has(o)) taken.set(o, new Map());
  const methods = taken.get(o);
  const known = methods.get(name);
  if (known?.of === value) return known.method;
  const method = value.bind(o);
  methods.set(name, { of: value, method });
  return method;
}
