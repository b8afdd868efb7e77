import { ge, gt, le, lt } from "./compare.js";
import { copyDeepcopy } from "./copyModule.js";
import { Dict } from "./dictClass.js";
import { same } from "./eq.js";
import { AttributeError, derive, PyTypeError, ValueError } from "./exceptions.js";
import { hash } from "./hash.js";
import { asTuple, isCalled, isDict, isRecord, isTuple } from "./kinds.js";
import { notCompiled } from "./notCompiled.js";
import { NotImplemented } from "./notImplemented.js";
import { repr } from "./repr.js";
import { store } from "./store.js";

function defineMember(Class, name, value) {
  if (Object.hasOwn(Class.prototype, name)) return;
  Object.defineProperty(Class.prototype, name, { value, writable: true, configurable: true });
}

/** What `@dataclass` adds to a class that does not have it. */
export function dataclass(Class, fields, { shown = fields, compare = fields, init = fields, asked = [], shows = {} } = {}) {
  Class.fields__ = fields;
  Class.init__ = init;
  Class.asked__ = asked;
  if (shown !== null) {
    defineMember(Class, "__repr__", function () {
      const show = (name) => `${name}=${(Object.hasOwn(shows, name) ? shows[name] : repr)(this[name])}`;
      const { name, __qualname__ = name } = this.constructor;
      return `${__qualname__}(${shown.map(show).join(", ")})`;
    });
  }
  if (compare === null) return;
  defineMember(Class, "__hash__", undefined);
  defineMember(Class, "__eq__", function (other) {
    if (other?.constructor !== this.constructor) return NotImplemented;
    return compare.every((name) => same(this[name], other[name]));
  });
}

/** Runs `__post_init__` in the constructor of `Class`, unless a dataclass below makes its own and runs it there. */
export function postInit(o, Class, args) {
  if (o.constructor.init__ === Class.init__) o.__post_init__(...args);
}

function fieldValues(o, names) {
  return asTuple(names.map((name) => o[name]));
}

/** `@dataclass(frozen=True)`: equal instances have equal hashes. */
export function hashedBy(Class, names) {
  defineMember(Class, "__hash__", function () {
    return hash(fieldValues(this, names));
  });
}

/** `@dataclass(order=True)`: instances are ordered as tuples of their fields. */
export function orderedBy(Class, names) {
  for (const [name, compare] of [
    ["__lt__", lt],
    ["__le__", le],
    ["__gt__", gt],
    ["__ge__", ge],
  ]) {
    defineMember(Class, name, function (other) {
      if (other?.constructor !== this.constructor) return NotImplemented;
      return compare(fieldValues(this, names), fieldValues(other, names));
    });
  }
}

/** Python's `dataclasses.FrozenInstanceError`. */
export const FrozenInstanceError = derive("dataclasses.FrozenInstanceError", AttributeError);

/** A class that derives from a frozen dataclass and is none itself: the fields of that stay as they are. */
export function frozenFields(Class, names) {
  Class.frozen__ = names;
}

/** `o.name = value`, where `o` may be an instance of a frozen class. */
export function storeFrozen(o, name, value) {
  if (Object.isFrozen(o) || o?.constructor?.frozen__?.includes(name))
    throw new FrozenInstanceError(`cannot assign to field '${name}'`);
  store(o, name, value);
  return null;
}

function isDataInstance(x) {
  return ((typeof x === "object" && x !== null) || isCalled(x)) && x.constructor.fields__ !== undefined;
}

/** Python's `dataclasses.is_dataclass(x)`. */
export function isDataclass(x) {
  return isDataInstance(x) || (typeof x === "function" && x.fields__ !== undefined);
}

/** A field of a dataclass as `fields` tells of it. */
class Field {
  constructor(name) {
    this.name = name;
  }

  get type() {
    return notCompiled(this, "type");
  }

  get default() {
    return notCompiled(this, "default");
  }

  get default_factory() {
    return notCompiled(this, "default_factory");
  }

  get init() {
    return notCompiled(this, "init");
  }

  get repr() {
    return notCompiled(this, "repr");
  }

  get compare() {
    return notCompiled(this, "compare");
  }

  get hash() {
    return notCompiled(this, "hash");
  }

  get kw_only() {
    return notCompiled(this, "kw_only");
  }

  get metadata() {
    return notCompiled(this, "metadata");
  }

  __repr__() {
    return notCompiled(this, "__repr__");
  }
}

/** Python's `dataclasses.fields(x)`, of an instance or of a class. */
export function dataFields(x) {
  if (!isDataclass(x)) throw new PyTypeError("must be called with a dataclass type or instance");
  return asTuple((typeof x === "function" ? x : x.constructor).fields__.map((name) => new Field(name)));
}

function dataclassOf(x, name) {
  if (!isDataInstance(x)) throw new PyTypeError(`${name}() should be called on dataclass instances`);
  return x.constructor;
}

/** Python's `dataclasses.replace(x, **changes)`: fields that are not named are shared. */
export function replace(x, given) {
  const Class = dataclassOf(x, "replace");
  const changes = given instanceof Map ? Object.fromEntries(given) : given;
  for (const name of Class.fields__) {
    if (!Class.init__.includes(name) && Object.hasOwn(changes, name))
      throw new ValueError(`field ${name} is declared with init=False, it cannot be specified with replace()`);
  }
  for (const name of Class.asked__) {
    if (!Object.hasOwn(changes, name)) throw new ValueError(`InitVar '${name}' must be specified with replace()`);
  }
  for (const name of Object.keys(changes)) {
    if (!Class.init__.includes(name))
      throw new PyTypeError(`${Class.name}.__init__() got an unexpected keyword argument '${name}'`);
  }
  return new Class(...Class.init__.map((name) => (Object.hasOwn(changes, name) ? changes[name] : x[name])));
}

/** Python's `dataclasses.asdict(x)`. */
export function asdict(x) {
  dataclassOf(x, "asdict");
  return asPlain(x);
}

function asPlain(x) {
  if (isDataInstance(x)) return Object.fromEntries(x.constructor.fields__.map((name) => [name, asPlain(x[name])]));
  return convertInside(x, asPlain);
}

/** Python's `dataclasses.astuple(x)`. */
export function astuple(x) {
  dataclassOf(x, "astuple");
  return asFlat(x);
}

function asFlat(x) {
  return isDataInstance(x) ? asTuple(x.constructor.fields__.map((name) => asFlat(x[name]))) : convertInside(x, asFlat);
}

function convertInside(x, convert) {
  if (Array.isArray(x)) return isTuple(x) ? asTuple(x.map(convert)) : x.map(convert);
  if (isRecord(x)) return Object.fromEntries(Object.entries(x).map(([key, value]) => [key, convert(value)]));
  if (isDict(x)) return new Dict([...x].map(([key, value]) => [convert(key), convert(value)]));
  return copyDeepcopy(x);
}
