import { isClass } from "./kinds.js";

const taken = new WeakMap();

/**
 * The method `o.name` as a value that stays with its object, the same each time. What the object holds itself, such as
 * a callback among props, is given as it is, and so is a class.
 */
export function methodOf(o, name) {
  const value = o[name];
  if (typeof value !== "function" || isClass(value)) return value;
  // a class holds its own methods itself
  if (Object.hasOwn(Object(o), name) && !isClass(o)) return value;
  if (typeof o !== "object" && typeof o !== "function") return value.bind(o);
  if (!taken.has(o)) taken.set(o, new Map());
  const methods = taken.get(o);
  const known = methods.get(name);
  if (known?.of === value) return known.method;
  // with what Python knows of the function: its name, its parameters, attributes
  const method = Object.assign(value.bind(o), value);
  methods.set(name, { of: value, method });
  return method;
}

const functions = new WeakMap();

/** `Class.name` of a method, the same each time: a function that takes the object first. */
export function functionOf(Class, name) {
  const method = Class.prototype[name];
  if (!functions.has(method)) functions.set(method, (o, ...args) => method.apply(o, args));
  return functions.get(method);
}
