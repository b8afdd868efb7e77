import { pairsOf } from "./dict.js";
import { PyTypeError } from "./exceptions.js";
import { hasMethod, isDict } from "./kinds.js";
import { store } from "./store.js";
import { typeName } from "./typeName.js";

/** Keyword arguments behind those that a rest parameter takes. */
class Keywords {
  constructor(values) {
    this.values = values;
  }
}

/** Marks the keyword arguments of a call. */
export function keywords(values) {
  return new Keywords(values);
}

/** Takes the marked keyword arguments off the end of a rest parameter. */
export function takeKeywords(args) {
  return args.at(-1) instanceof Keywords ? args.pop().values : {};
}

/** Gives a function its parameters, spelled as for `bindArguments`. */
export function signed(signature, f) {
  f.signature__ = signature;
  return f;
}

/** Gives a class the parameters of its `__init__`, spelled as for `bindArguments`. Those that derive from it have their own. */
export function signedClass(signature, callable) {
  return Object.defineProperty(callable, "signature__", { value: signature, configurable: true });
}

/** A call by keyword of a function that is known at run time only. */
export function callWith(f, positional, ...mappings) {
  if (typeof f !== "function") throw new PyTypeError(`'${typeName(f)}' object is not callable`);
  const signature = Object.hasOwn(f, "signature__") ? f.signature__ : undefined;
  if (signature !== undefined) return f(...bindArguments(signature, positional, ...mappings));
  const [name] = mergeMappings(f.name, mappings).keys();
  if (name === undefined) return f(...positional);
  const message = "whoever handed over the function did not say which parameters it has; pass the values by position";
  throw new PyTypeError(`${f.name || "<lambda>"}() takes no keyword argument '${name}' here: ${message}`);
}

/**
 * The arguments of a call with `*` or `**`, in the order in which JavaScript takes them, or the TypeError that
 * Python raises. The signature is spelled `f(a, b=, /, c, *args, d=, **rest)`, that of a builtin `#sort(…)`: CPython's
 * functions in C complain of unknown names in words of their own.
 */
export function bindArguments(signature, positional, ...mappings) {
  const { name, isBuiltin, params, only, required, byName, takesRest, takesOthers } = readSignature(signature);
  const given = mergeMappings(name, mappings);
  const values = new Map();
  params.slice(0, positional.length).forEach((param, i) => values.set(param, positional[i]));
  const others = {};
  for (const [key, value] of given) {
    if (!byName.includes(key) && (!params.includes(key) || only.has(key))) {
      if (!takesOthers && isBuiltin) throw new PyTypeError(`'${key}' is an invalid keyword argument for ${name}()`);
      if (!takesOthers) unexpected(name, key, only, given);
      store(others, key, value);
    } else {
      if (values.has(key)) throw new PyTypeError(`${name}() got multiple values for argument '${key}'`);
      values.set(key, value);
    }
  }
  const isMissing = (param) => required.has(param) && !values.has(param);
  if (positional.length > params.length && !takesRest) {
    const named = byName.filter((param) => values.has(param)).length;
    tooMany(name, params, required, positional.length, named);
  }
  requireAll(name, "positional", params.filter(isMissing));
  requireAll(name, "keyword-only", byName.filter(isMissing));
  const inOrder = (names) => names.map((param) => values.get(param));
  if (!takesRest) return [...inOrder(params), ...inOrder(byName), ...(takesOthers ? [others] : [])];
  for (const param of byName) if (values.has(param)) others[param] = values.get(param);
  const marked = Object.keys(others).length > 0 ? [new Keywords(others)] : [];
  return [...inOrder(params), ...positional.slice(params.length), ...marked];
}

function readSignature(signature) {
  const at = signature.lastIndexOf("(");
  const isBuiltin = signature.startsWith("#");
  const read = { name: signature.slice(isBuiltin ? 1 : 0, at), isBuiltin, params: [], only: new Set(), required: new Set(), byName: [] };
  read.takesRest = read.takesOthers = false;
  let list = read.params;
  for (const part of signature.slice(at + 1, -1).split(", ")) {
    if (part === "/") read.only = new Set(read.params);
    else if (part.startsWith("**")) read.takesOthers = true;
    else if (part.startsWith("*")) {
      read.takesRest = part.length > 1;
      list = read.byName;
    } else if (part !== "") {
      const name = part.replace("=", "");
      if (name === part) read.required.add(name);
      list.push(name);
    }
  }
  return read;
}

/** The keywords of a call: each name once. */
export function mergeMappings(name, mappings) {
  const given = new Map();
  for (const mapping of mappings) {
    const isMapping = isDict(mapping) || (hasMethod(mapping, "keys") && hasMethod(mapping, "__getitem__"));
    if (!isMapping) throw new PyTypeError(`${name}() argument after ** must be a mapping, not ${typeName(mapping)}`);
    for (const [key, value] of pairsOf(mapping)) {
      if (typeof key !== "string") throw new PyTypeError("keywords must be strings");
      if (given.has(key)) throw new PyTypeError(`${name}() got multiple values for keyword argument '${key}'`);
      given.set(key, value);
    }
  }
  return given;
}

function unexpected(name, key, only, given) {
  const misplaced = [...given.keys()].filter((key) => only.has(key));
  throw new PyTypeError(
    misplaced.length > 0
      ? `${name}() got some positional-only arguments passed as keyword arguments: '${misplaced.join(", ")}'`
      : `${name}() got an unexpected keyword argument '${key}'`,
  );
}

function tooMany(name, params, required, count, named) {
  const least = params.filter((param) => required.has(param)).length;
  const takes = least < params.length ? `from ${least} to ${params.length}` : `${params.length}`;
  const s = (n) => (n === 1 ? "" : "s");
  const also = named > 0 ? ` positional argument${s(count)} (and ${named} keyword-only argument${s(named)})` : "";
  const were = count === 1 && named === 0 ? "was" : "were";
  throw new PyTypeError(
    `${name}() takes ${takes} positional argument${least < params.length ? "s" : s(params.length)} but ${count}${also} ${were} given`,
  );
}

function requireAll(name, kind, params) {
  if (params.length === 0) return;
  const quoted = params.map((param) => `'${param}'`);
  const last = quoted.pop();
  const list = quoted.length === 0 ? last : `${quoted.join(", ")}${quoted.length > 1 ? "," : ""} and ${last}`;
  const s = params.length === 1 ? "" : "s";
  throw new PyTypeError(`${name}() missing ${params.length} required ${kind} argument${s}: ${list}`);
}
