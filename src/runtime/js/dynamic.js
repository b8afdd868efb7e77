import { AttributeError, NotImplementedError } from "./exceptions.js";
import { isClass } from "./kinds.js";

/** Asks `__getattr__` of a class for what its instances have not: behind the class and before the one above. */
export function asksForAttributes(Class) {
  const above = Object.create(Object.getPrototypeOf(Class.prototype));
  const get = (target, name, o) => {
    if (typeof name === "symbol" || name in target || isInternal(name)) return Reflect.get(target, name, o);
    return o.__getattr__(name);
  };
  Object.setPrototypeOf(Class.prototype, new Proxy(above, { get }));
}

// what JavaScript and the runtime ask of any object
function isInternal(name) {
  return name.endsWith("__") || name === "then" || name === "toJSON" || name === "constructor" || name === "$$typeof";
}

/** Python's `vars(o)`: the attributes of an instance, seen and changed through a dict. */
export function varsOf(o) {
  if (typeof o === "function" && !isClass(o) && !isClass(o.prototype?.constructor)) return functionVars(o);
  if (typeof o !== "object" || o === null || Object.isFrozen(o)) return frozenVars(o);
  return new Proxy(o, {
    // a plain object to whoever asks
    getPrototypeOf: () => Object.prototype,
    get: (of, name) => (Object.hasOwn(of, name) ? of[name] : Object.prototype[name]),
    has: (of, name) => Object.hasOwn(of, name),
    set: (of, name, value) =>
      Reflect.defineProperty(of, name, { value, writable: true, enumerable: true, configurable: true }),
  });
}

// of a function, without what JavaScript and the runtime note of it
function functionVars(f) {
  const isSeen = (name) => Object.prototype.propertyIsEnumerable.call(f, name) && name !== "pyName" && !String(name).endsWith("__");
  const read = (name) => ({ value: f[name], writable: true, enumerable: true, configurable: true });
  return new Proxy(
    {},
    {
      ownKeys: () => Object.keys(f).filter(isSeen),
      getOwnPropertyDescriptor: (_, name) => (isSeen(name) ? read(name) : undefined),
      get: (_, name) => (isSeen(name) ? f[name] : Object.prototype[name]),
      has: (_, name) => isSeen(name),
      set: (_, name, value) => Reflect.defineProperty(f, name, { value, writable: true, enumerable: true, configurable: true }),
      deleteProperty: (_, name) => delete f[name],
    },
  );
}

function frozenVars(o) {
  if (isClass(o) || isClass(o?.prototype?.constructor)) throw new NotImplementedError("the dict of a class is not compiled");
  if (typeof o !== "object" || o === null) throw new AttributeError("'__dict__'");
  return Object.freeze({ ...o });
}
