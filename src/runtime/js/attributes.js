import { AttributeError, NotImplementedError } from "./exceptions.js";
import { FrozenInstanceError } from "./dataclasses.js";
import { classOf, hasMethod, isCalled, isClass, isDict, isIntOrBool, isNumber, isRecord, isTuple } from "./kinds.js";
import { attribute, isGiven, sharedBy } from "./instances.js";
import { matches } from "./matches.js";
import { functionOf, methodOf } from "./methodOf.js";
import { notCompiled } from "./notCompiled.js";
import { store } from "./store.js";
import { typeName } from "./typeName.js";

// what a plain object inherits is none of its attributes, nor what JavaScript gives those of classes
function has(o, name) {
  if (o === null || o === undefined) return false;
  if (isRecord(o)) return Object.hasOwn(o, name);
  if (hasMethod(o, "view__")) return isOfBytes(o, name);
  const base = builtinBase(o);
  // what only arrays, maps and sets of JavaScript have
  if (base !== null && name in base.native.prototype && !typeHas(base.type, name)) return false;
  const Class = typeof o === "function" && !isCalled(o) ? o.prototype?.constructor : classOf(o);
  return name in Object(o) && !(isClass(Class) && isGiven(o, name));
}

// whether bytes have the method: arrays of JavaScript have others, and a few of Python's are no members
function isOfBytes(o, name) {
  if (name === "decode" || name === "fromhex" || name === "maketrans") return true;
  const isInternal = name.endsWith("__") && !name.startsWith("__");
  const isOfArrays = name in Uint8Array.prototype && name !== "find" && name !== "join" && !hasMethod(o, "append");
  return !isInternal && !isOfArrays && typeof o[name] === "function";
}

// the builtin type that the class of an object derives from, where that is one of the program
function builtinBase(o) {
  if (typeof o !== "object" || o === null || typeof o.constructor?.pyName === "string") return null;
  if (Array.isArray(o)) return o.constructor === Array || isTuple(o) ? null : { type: "list", native: Array };
  if (o instanceof Map) return o.constructor === Map ? null : { type: "dict", native: Map };
  if (!(o instanceof Set) || o.constructor === Set) return null;
  return { type: typeof o.__hash__ === "function" ? "frozenset" : "set", native: Set };
}

// what values of the builtin types have in Python; names in brackets are written `__len__`
const integer = "as_integer_ratio conjugate imag is_integer real (abs add bool ceil divmod float floor floordiv int mod mul neg pos pow radd rdivmod rfloordiv rmod rmul round rpow rsub rtruediv sub truediv trunc)";

const bits = "bit_count bit_length denominator from_bytes numerator to_bytes (and index invert lshift or rand rlshift ror rrshift rshift rxor xor)";

const reading = "copy difference intersection isdisjoint issubset issuperset symmetric_difference union (and contains iter len or rand ror rsub rxor sub xor)";

const attributes = {
  str: "capitalize casefold center count encode endswith expandtabs find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable isspace istitle isupper join ljust lower lstrip maketrans partition removeprefix removesuffix replace rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title translate upper zfill (add contains getitem iter len mod mul rmod rmul)",
  list: "append clear copy count extend index insert pop remove reverse sort (add contains delitem getitem iadd imul iter len mul reversed rmul setitem)",
  tuple: "count index (add contains getitem iter len mul rmul)",
  dict: "clear copy fromkeys get items keys pop popitem setdefault update values (contains delitem getitem ior iter len or reversed ror setitem)",
  set: `add clear difference_update discard intersection_update pop remove symmetric_difference_update update (iand ior isub ixor) ${reading}`,
  frozenset: reading,
  int: `${integer} ${bits}`,
  bool: `${integer} ${bits}`,
  float: `${integer} fromhex hex`,
  range: "count index start step stop (bool contains getitem iter len reversed)",
  generator: "close gi_code gi_frame gi_running gi_suspended gi_yieldfrom send throw (iter next del)",
  NoneType: "(bool)",
  any: "(class delattr dir doc eq format ge getattribute gt hash init init_subclass le lt ne new reduce reduce_ex repr setattr sizeof str subclasshook)",
};

/** Whether the type of that name has the attribute in Python. */
export function typeHas(type, name) {
  const special = name.length > 4 && name.startsWith("__") && name.endsWith("__");
  const wanted = special ? name.slice(2, -2) : name;
  return [attributes[type], attributes.any].some((names) =>
    [...names.matchAll(/\(([^)]*)\)|\w+/g)].some(([word, inner]) =>
      inner === undefined ? !special && word === wanted : special && inner.split(" ").includes(wanted),
    ),
  );
}

/** The name of a builtin type whose values answer for themselves; JavaScript's own objects do not. */
export function valueType(o) {
  const type = typeName(o);
  if (type === "generator" || (type === "dict" && o instanceof Map)) return type;
  const isOurs = typeof o !== "object" || o === null || Array.isArray(o) || Object.hasOwn(Object(classOf(o)), "pyName");
  return isOurs && Object.hasOwn(attributes, type) && type !== "any" ? type : null;
}

/** Python's `getattr(o, name, otherwise)`; a method comes bound to `o`: of Python's values it is `method`. */
export function getattr(o, name, otherwise, method) {
  if (builtinBase(o) !== null && hasOfPython(o, name)) {
    return method === undefined ? notCompiled(o, name) : takenMethod(method, o, name);
  }
  if (isMadeByClass(o)) return otherwise === undefined ? takenOf(o, name) : attributeOr(o, name, otherwise);
  if (isOfInstances(o, name)) {
    return getterOf(o.prototype, name) ? notCompiled(o, name) : functionOf(o, name);
  }
  if (!hasattr(o, name)) {
    if (otherwise !== undefined) return otherwise;
    const owner = isMadeClass(o) ? `type object '${o.name}'` : `'${typeName(o)}' object`;
    throw new AttributeError(`${owner} has no attribute '${name}'`);
  }
  if (method !== undefined && hasOfPython(o, name)) return takenMethod(method, o, name);
  if (isPart(name) && isNumber(o)) return attrOf(o, name);
  const type = valueType(o);
  if ((type !== null && !(type === "range" && Object.hasOwn(o, name))) || !has(o, name)) {
    throw new NotImplementedError(
      `'${name}' of a ${typeName(o)} cannot be read by its name: write a lambda that calls it`,
    );
  }
  const value = o[name];
  const isMethod = typeof value === "function" && !isClass(value) && !Object.hasOwn(Object(o), name);
  return isMethod ? value.bind(o) : value;
}

// a class of the program, also in its callable form
function isMadeClass(o) {
  return typeof o === "function" && isClass(o.prototype?.constructor);
}

// what only objects of the class have in JavaScript: a method, a property
function isOfInstances(o, name) {
  if (!isMadeClass(o) || has(o, name) || name === "constructor") return false;
  if (!(name in o.prototype) || isGiven(o.prototype, name)) return false;
  return getterOf(o.prototype, name)?.isOfClass__ !== true && !(name.endsWith("__") && !name.startsWith("__"));
}

function getterOf(prototype, name) {
  let at = prototype;
  while (at !== null && !Object.hasOwn(at, name)) at = Object.getPrototypeOf(at);
  return Object.getOwnPropertyDescriptor(at ?? {}, name)?.get;
}

// an object of a class of the program
function isMadeByClass(o) {
  const Class = classOf(o);
  return (typeof o !== "function" || isCalled(o)) && isClass(Class) && !Object.hasOwn(Class, "pyName") && valueType(o) === null;
}

function takenOf(o, name) {
  const value = attribute(o, name);
  return value === undefined || has(o, name) ? methodOf(o, name) : value;
}

/** Python's `hasattr(o, name)`. */
export function hasattr(o, name) {
  const type = valueType(o);
  if (type !== null) return typeHas(type, name);
  const base = builtinBase(o);
  if (base !== null && (hasOfPython(o, name) || name in base.native.prototype)) return hasOfPython(o, name);
  // what a property reads may be missing
  if (isMadeByClass(o)) return attributeOr(o, name) !== undefined || Object.hasOwn(o, name);
  // a plain object is a dict, and what JavaScript made
  return has(o, name) || isOfInstances(o, name) || (isDict(o) && typeHas("dict", name)) || (typeof o === "function" && typeHas("any", name));
}

/** `o.name`, or `otherwise` where there is none. */
export function attributeOr(o, name, otherwise) {
  if (valueType(o) !== null) return hasattr(o, name) ? attrOf(o, name) : otherwise;
  try {
    if (has(o, name)) return methodOf(o, name);
    return hasMethod(o, "__getattr__") ? attribute(o, name) : (sharedBy(o, name) ?? otherwise);
  } catch (e) {
    if (matches(e, AttributeError)) return otherwise;
    throw e;
  }
}

function isFrozenField(o, name) {
  const Class = o?.constructor;
  return Class?.fields__ !== undefined && (Object.isFrozen(o) || Class.frozen__?.includes(name) === true);
}

/** Python's `setattr(o, name, value)`. */
export function setattr(o, name, value) {
  if (isFrozenField(o, name)) throw new FrozenInstanceError(`cannot assign to field '${name}'`);
  if (o === null || (typeof o !== "object" && typeof o !== "function") || Object.isFrozen(o) || isTuple(o)) {
    throw new AttributeError(`'${typeName(o)}' object has no attribute '${name}'`);
  }
  store(o, name, value);
  return null;
}

/** Python's `delattr(o, name)`. */
export function delattr(o, name) {
  if (isFrozenField(o, name)) throw new FrozenInstanceError(`cannot delete field '${name}'`);
  const own = Object.getOwnPropertyDescriptor(Object(o), name);
  const [deleter, isProperty] = deleterOf(o, name);
  if (deleter !== undefined) return deleter.call(o);
  if (isProperty && own === undefined) throw new AttributeError(`property '${name}' of '${typeName(o)}' object has no deleter`);
  // what its class has, or one above it, is not lost
  const isOfOthers = own === undefined && isClass(isClass(o) ? o : classOf(o));
  if (!has(o, name) || isOfOthers || own?.get?.drop__?.() === false) {
    const owner = isClass(o) ? `type object '${o.name}'` : `'${typeName(o)}' object`;
    throw new AttributeError(`${owner} has no attribute '${name}'`);
  }
  if (own?.get?.drop__ === undefined) delete o[name];
  return null;
}

// what `@name.deleter` says for objects of a class, and whether the name is a property of theirs
function deleterOf(o, name) {
  for (let of = isClass(o) ? null : classOf(o)?.prototype; of; of = Object.getPrototypeOf(of)) {
    const found = Object.getOwnPropertyDescriptor(of, name);
    if (found !== undefined) return [Object.getOwnPropertyDescriptor(of, `del ${name}`)?.value, found.get?.name === `get ${name}`];
  }
  return [];
}

function isPart(name) {
  return name === "real" || name === "imag" || name === "numerator" || name === "denominator";
}

/** `o.name` where numbers have an attribute of that name and JavaScript's have none. */
export function attrOf(o, name) {
  const isWhole = isIntOrBool(o) || Number.isInteger(o);
  if (isNumber(o)) {
    if (name === "real" || (name === "numerator" && isWhole)) return typeof o === "bigint" ? o : Number(o);
    if (name === "imag") return 0;
    if (name === "denominator" && isWhole) return 1;
  }
  if (valueType(o) !== null) throw new AttributeError(`'${typeName(o)}' object has no attribute '${name}'`);
  return o[name];
}

/** Python's `callable(x)`. */
export function callable(x) {
  return typeof x === "function" || (has(x, "__call__") && typeof x.__call__ === "function");
}

/** Calls the method a value has of its own, for a receiver Python's methods do not know. */
export function invoke(o, name, args) {
  if (o === null || o === undefined || isTuple(o) || typeof o[name] !== "function") {
    // a static method of a class of the program is its objects' too
    const Class = isMadeByClass(o) ? classOf(o) : undefined;
    if (typeof Class?.[name] === "function") return Class[name](...args);
    throw new AttributeError(`'${typeName(o)}' object has no attribute '${name}'`);
  }
  return o[name](...args);
}

/** `o.name` where Python's values may have a method of that name: a method comes bound to `o`. */
export function boundMethod(o, name, method) {
  if (!hasOfPython(o, name)) return methodOf(o, name);
  return method === undefined ? notCompiled(o, name) : takenMethod(method, o, name);
}

// whether it is a value of a builtin type, which has such a method
function hasOfPython(o, name) {
  const base = builtinBase(o);
  if (base !== null) return typeHas(base.type, name);
  const isDisplay = isRecord(o) && !Object.hasOwn(o, name);
  const isPlain = isDisplay || (typeof o === "object" && (o?.constructor === Map || o?.constructor === Set));
  const type = isPlain ? typeName(o) : valueType(o);
  return (type !== null && typeHas(type, name)) || (o instanceof Map && typeHas("dict", name));
}

function takenMethod(method, o, name) {
  // a float that is marked as one
  const self = valueType(o) === "float" ? Number(o) : o;
  const taken = (...args) => method(self, ...args);
  return Object.assign(taken, { __name__: name, type__: "builtin_function_or_method" });
}
