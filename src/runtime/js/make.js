import { getItem } from "./items.js";

// What classes of JavaScript and of the browser have in common: nobody can give them another prototype.
// These convert when they are called, though they have one.
const CONVERSIONS = new Set([BigInt, Boolean, Number, String, Symbol]);

function isConstructor(value) {
  if (typeof value !== "function" || CONVERSIONS.has(value)) return false;
  return Object.getOwnPropertyDescriptor(value, "prototype")?.writable === false;
}

/** A call of something of JavaScript that may be a class. */
export function make(callee, ...args) {
  return isConstructor(callee) ? new callee(...args) : callee(...args);
}

/** `object.Name(...)`, where `Name` may be a class. */
export function makeMember(object, name, ...args) {
  const callee = object[name];
  return isConstructor(callee) ? new callee(...args) : object[name](...args);
}

/** `object[key](...)`, of an object of JavaScript. */
export function makeItem(object, key, ...args) {
  const callee = getItem(object, key);
  return isConstructor(callee) ? new callee(...args) : callee.call(object, ...args);
}

/** What may be a class, or a class in its callable form, or neither. */
export function asCallable(value) {
  return withoutNew(value);
}

/** The callable forms of classes, so that each class has one. */
const callables = new WeakMap();

/**
 * A class as Python has it: called without `new`. It stays what it is for `instanceof`, for its static members and for
 * JavaScript. A function is a class where only the program says so.
 */
export function withoutNew(callee, isDeclared = false) {
  if (!isDeclared && !isConstructor(callee)) return callee;
  let callable = callables.get(callee);
  if (callable === undefined) {
    callable = new Proxy(callee, { apply: (_, receiver, args) => (callee.made__ ? callee.from(...args) : new callee(...args)) });
    callables.set(callee, callable);
    callables.set(callable, callable);
  }
  return callable;
}
