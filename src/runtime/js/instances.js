import { AttributeError, NameError } from "./exceptions.js";
import { asTuple, classOf, isCalled, isClass } from "./kinds.js";
import { typeName } from "./typeName.js";

/**
 * Lets instances see attributes of their class: what one of them stores is its own from then on, and a class that
 * derives from it may have others. A function is a method there, unless it is one of the library.
 */
export function classAttributes(Class, names, library = []) {
  for (const name of names) {
    const get = function () {
      const value = this.constructor[name];
      const isMethod = isPlainFunction(value) && !library.includes(name);
      return isMethod ? boundTo(value, this) : value;
    };
    Object.defineProperty(Class.prototype, name, {
      // what is taken away from the class is gone for its objects
      get: Object.assign(get, { isOfClass__: true }),
      set(value) {
        Object.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true });
      },
      configurable: true,
    });
  }
}

// a function of the class as a method of an object: its parameters are those behind the first
function boundTo(value, o) {
  const method = Object.assign((...args) => value(o, ...args), value);
  if (value.signature__ !== undefined) method.signature__ = value.signature__.replace(/\((?!\*)[^,)]*(, )?(\/, )?/, "(");
  return method;
}

/** The same of what statements in the body of the class have bound by now. */
export function bodyAttributes(Class, names) {
  classAttributes(
    Class,
    names.filter((name) => Object.hasOwn(Class, name)),
  );
}

/** A name of the body of a class, where it may not be bound yet. */
export function bodyName(Class, name) {
  if (!Object.hasOwn(Class, name)) throw new NameError(`name '${name}' is not defined`);
  return Class[name];
}

/** Gives members other names. */
export function otherNames(Class, names) {
  for (const [name, of] of Object.entries(names)) {
    for (const holder of [Class.prototype, Class]) {
      const member = Object.getOwnPropertyDescriptor(holder, of);
      if (member !== undefined) Object.defineProperty(holder, name, member);
    }
  }
}

// what an instance takes for a method: no class, no instance, nothing of the library
function isPlainFunction(value) {
  if (typeof value !== "function" || isCalled(value) || "pyName" in value || "type__" in value) return false;
  return Object.getOwnPropertyDescriptor(value, "prototype")?.writable !== false;
}

/** Properties that are read once: what `get` gave, or what was stored, is the instance's own from then on. */
export function cachedProperties(Class, names) {
  for (const name of names) {
    const { get } = Object.getOwnPropertyDescriptor(Class.prototype, name);
    const kept = new WeakMap();
    const keep = (o, value) => {
      // a frozen one has no place for it
      if (!Object.isExtensible(o)) kept.set(o, value);
      else Object.defineProperty(o, name, { value, writable: true, enumerable: true, configurable: true });
      return value;
    };
    Object.defineProperty(Class.prototype, name, {
      get() {
        return kept.has(this) ? kept.get(this) : keep(this, get.call(this));
      },
      set(value) {
        keep(this, value);
      },
      configurable: true,
    });
  }
}

/** `@Shape.area.setter` in a class that derives from `Shape`: the other parts of the property are those it has there. */
export function completeProperty(Class, name) {
  const { prototype } = Class;
  const own = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  let above = Object.getPrototypeOf(prototype);
  while (!Object.hasOwn(above, name)) above = Object.getPrototypeOf(above);
  const { get, set } = Object.getOwnPropertyDescriptor(above, name);
  Object.defineProperty(prototype, name, { get: own.get ?? get, set: own.set ?? set, configurable: true });
  const deleter = Object.getOwnPropertyDescriptor(above, `del ${name}`);
  if (deleter !== undefined && !Object.hasOwn(prototype, `del ${name}`)) Object.defineProperty(prototype, `del ${name}`, deleter);
}

/** Calls the `__init__` of a new object, if it has one. */
export function initialize(o, args) {
  o.__init__?.(...args);
}

/** The class of an object, or the class itself where it is one: static members are found there. */
export function ownClass(x) {
  return typeof x === "function" && !isCalled(x) ? x : x.constructor;
}

/** `o.name`, which an instance of a class may lack; an object of JavaScript has `undefined` there. */
export function attribute(o, name) {
  const value = isOfPython(o) && isGiven(o, name) ? o.__getattr__?.(name) : o?.[name];
  if (value !== undefined || isThere(o, name) || !isOfPython(o)) return value;
  const shared = sharedBy(o, name);
  if (shared !== undefined) return shared;
  const owner = typeof o === "function" && !isCalled(o) ? `type object '${o.name}'` : `'${typeName(o)}' object`;
  throw new AttributeError(`${owner} has no attribute '${name}'`);
}

const givenNames = namesOfJavaScript();

function namesOfJavaScript() {
  return new Set([Object.prototype, Function.prototype, () => {}, class {}].flatMap(Object.getOwnPropertyNames));
}

/** Whether only JavaScript gives an object or a class of the program what it has by that name: `toString`. */
export function isGiven(o, name) {
  if (!givenNames.has(name)) return false;
  let at = Object(o);
  while (at !== null && !Object.hasOwn(at, name)) at = Object.getPrototypeOf(at);
  if (name === "constructor") return at !== o;
  if (at === Object.prototype || at === Function.prototype) return true;
  // a class has them itself, also where it is callable
  const ofClasses = name === "name" || name === "length" || name === "prototype";
  return ofClasses && at === o && isClass(o.prototype?.constructor);
}

/** What the class of an object has for it: a static method, and what was stored into the class when it was there already. */
export function sharedBy(o, name) {
  if (typeof o === "function" && !isCalled(o)) return undefined;
  const Class = classOf(o);
  if (Class === undefined || isGiven(Class, name)) return undefined;
  const shared = Class[name];
  if (typeof shared !== "function" || isClass(shared)) return shared;
  // a function that was stored would be a method, which it is not here
  return isWritten(Class, name) ? shared.bind(Class) : undefined;
}

function isWritten(Class, name) {
  for (let at = Class; typeof at === "function"; at = Object.getPrototypeOf(at)) {
    const found = Object.getOwnPropertyDescriptor(at, name);
    if (found !== undefined) return !found.enumerable && isClass(at);
  }
  return false;
}

function isThere(o, name) {
  return o !== null && o !== undefined && name in Object(o) && !isGiven(o, name);
}

function isOfPython(o) {
  return typeof o !== "object" || o === null || Array.isArray(o) || o instanceof Map || o instanceof Set || isClass(classOf(o));
}

/** `super().__init__(…)` of an exception whose own `__init__` has done something before. */
export function initException(e, args) {
  e.init__(asTuple(args));
  if (!Object.hasOwn(e, "message")) return null;
  Object.defineProperty(e, "message", { value: e.describe__(args), writable: true, configurable: true });
  return null;
}
