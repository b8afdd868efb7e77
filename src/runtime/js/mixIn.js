import { AttributeError, PyTypeError } from "./exceptions.js";
import { isCalled, isRecord } from "./kinds.js";

/** The classes after a class, in Python's order, where JavaScript has not all of them above it. */
const orders = new WeakMap();

/** The names that a class has from others. */
const copied = new WeakMap();

/** Gives a class the members of classes that JavaScript does not have above it. `above`: those after it, in Python's order. */
export function mixIn(Class, above) {
  orders.set(Class, above);
  const names = { own: new Set(), ofClass: new Set() };
  copied.set(Class, names);
  above.forEach((From, at) => {
    if (From.prototype.isPrototypeOf(Class.prototype)) return;
    const before = above.slice(0, at);
    for (const name of memberNames(From.prototype, copied.get(From)?.own)) {
      if (Object.hasOwn(Class.prototype, name) || before.some((it) => hasOwn(it, name, "own"))) continue;
      Object.defineProperty(Class.prototype, name, Object.getOwnPropertyDescriptor(From.prototype, name));
      names.own.add(name);
    }
    for (const name of memberNames(From, copied.get(From)?.ofClass)) {
      if (Object.hasOwn(Class, name) || before.some((it) => hasOwn(it, name, "ofClass"))) continue;
      Object.defineProperty(Class, name, ofOther(Class, From, name));
      names.ofClass.add(name);
    }
    isAskedFor(From);
  });
}

// an attribute that a class has from another, until something is stored into it, and again when that is taken away
function ofOther(Class, From, name) {
  let own = null;
  const get = () => (own === null ? From[name] : own.value);
  // whether something was stored
  get.drop__ = () => {
    const isStored = own !== null;
    own = null;
    return isStored;
  };
  const set = function (value) {
    if (this === Class) own = { value };
    else Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
  };
  return { get, set, configurable: true };
}

// what every class of JavaScript has
const plain = new Set(["length", "name", "prototype", "constructor", "fields__", "init__", "asked__", "path__"]);

function memberNames(o, others) {
  return Object.getOwnPropertyNames(o).filter((name) => !plain.has(name) && !others?.has(name));
}

function hasOwn(Class, name, kind) {
  return Object.hasOwn(kind === "own" ? Class.prototype : Class, name) && !copied.get(Class)?.[kind].has(name);
}

// `x instanceof Logged` of what has its members
function isAskedFor(Class) {
  if (Object.hasOwn(Class, Symbol.hasInstance)) return;
  const value = function (o) {
    return Function.prototype[Symbol.hasInstance].call(this, o) || (isAnInstance(o) && order(o.constructor).some((it) => it.prototype === this.prototype));
  };
  Object.defineProperty(Class, Symbol.hasInstance, { value, configurable: true });
}

function isAnInstance(o) {
  return (typeof o === "object" && o !== null) || isCalled(o);
}

// a class and those above it, in Python's order
function order(Class) {
  if (typeof Class !== "function" || Class === Object) return [];
  return [Class, ...(orders.get(Class) ?? order(Object.getPrototypeOf(Class.prototype)?.constructor))];
}

/** Python's `object.__init__`, which takes nothing. */
export function initObject(args) {
  if (args.every((arg) => arg === undefined || (isRecord(arg) && Object.keys(arg).length === 0))) return null;
  throw new PyTypeError("object.__init__() takes exactly one argument (the instance to initialize)");
}

/** `super().name` in a method of `Class`: the class after it depends on the object. A method comes bound. */
export function above(o, Class, name) {
  const isClass = typeof o === "function" && !isCalled(o);
  const all = order(isClass ? o : o.constructor);
  for (const From of all.slice(all.indexOf(Class) + 1)) {
    if (!hasOwn(From, name, isClass ? "ofClass" : "own")) continue;
    const value = Reflect.get(isClass ? From : From.prototype, name, o);
    return typeof value === "function" ? value.bind(o) : value;
  }
  if (name === "__init__") return (...args) => initObject(args);
  throw new AttributeError(`'super' object has no attribute '${name}'`);
}
