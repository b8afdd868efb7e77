import { PyTypeError, ValueError } from "./exceptions.js";
import { isInt, isRecord } from "./kinds.js";
import { Float, reprFloat } from "./reprFloat.js";
import { sorted } from "./sequences.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

/** Python's `json.dumps(obj, …)`, its keywords as one object. */
export function jsonDumps(obj, keywords = {}) {
  const { indent = null, separators, default: otherwise = null } = keywords;
  const [comma, colon] = separators ?? [indent === null ? ", " : ",", ": "];
  const options = {
    skipkeys: truthy(keywords.skipkeys ?? false),
    ascii: truthy(keywords.ensure_ascii ?? true),
    circular: truthy(keywords.check_circular ?? true),
    nan: truthy(keywords.allow_nan ?? true),
    indent: indent === null ? null : typeof indent === "string" ? indent : " ".repeat(indent),
    comma,
    colon,
    otherwise,
    sort: truthy(keywords.sort_keys ?? false),
    open: new Set(),
  };
  return encode(obj, options, "\n");
}

function encode(x, options, line) {
  if (x === null || x === undefined) return "null";
  if (typeof x === "boolean") return String(x);
  if (typeof x === "number") return encodeNumber(x, options);
  if (typeof x === "bigint") return String(x);
  if (x instanceof Float) return encodeFloat(x.value, options);
  if (typeof x === "string") return encodeText(x, options.ascii);
  if (x.mixin__ !== undefined) return encode(x.value, options, line);
  const isDict = x instanceof Map || isRecord(x);
  if (options.open.has(x)) throw new ValueError("Circular reference detected");
  options.open.add(x);
  let text;
  if (Array.isArray(x)) text = encodeArray(x, options, line);
  else if (isDict) text = encodeDict(x, options, line);
  else if (options.otherwise !== null) text = encode(options.otherwise(x), options, line);
  else throw new PyTypeError(`Object of type ${typeName(x).replace(/.*\./, "")} is not JSON serializable`);
  options.open.delete(x);
  return text;
}

function encodeNumber(x, options) {
  return isInt(x) ? String(x) : encodeFloat(x, options);
}

function encodeFloat(x, options) {
  if (Number.isFinite(x)) return reprFloat(x);
  if (!options.nan)
    throw new ValueError(`Out of range float values are not JSON compliant: ${reprFloat(x)}`);
  return Number.isNaN(x) ? "NaN" : x > 0 ? "Infinity" : "-Infinity";
}

function encodeText(text, ascii) {
  // JavaScript escapes lone surrogates, which Python writes as they are
  const quoted = JSON.stringify(text).replace(/\\u(d[89a-f]..)/g, (all, hex) =>
    ascii ? all : String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const escape = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return ascii ? quoted.replace(/[\x7f-\uffff]/g, escape) : quoted;
}

function encodeArray(items, options, line) {
  if (items.length === 0) return "[]";
  const inner = options.indent === null ? "" : line + options.indent;
  const parts = items.map((item) => encode(item, options, inner));
  return `[${inner}${parts.join(options.comma + inner)}${options.indent === null ? "" : line}]`;
}

function encodeDict(dict, options, line) {
  let pairs = dict instanceof Map ? [...dict] : Object.entries(dict);
  if (options.sort) {
    const keys = sorted(pairs.map(([key]) => key), (key) => (key instanceof Float ? key.value : key));
    const values = new Map(pairs);
    pairs = keys.map((key) => [key, values.get(key)]);
  }
  const inner = options.indent === null ? "" : line + options.indent;
  const parts = [];
  for (const [key, value] of pairs) {
    const name = jsonKey(key, options);
    if (name === null) continue;
    parts.push(encodeText(name, options.ascii) + options.colon + encode(value, options, inner));
  }
  if (parts.length === 0) return "{}";
  return `{${inner}${parts.join(options.comma + inner)}${options.indent === null ? "" : line}}`;
}

function jsonKey(key, options) {
  if (typeof key === "string") return key;
  if (key === null || key === undefined) return "null";
  if (typeof key === "boolean") return String(key);
  if (typeof key === "number") return encodeNumber(key, options);
  if (typeof key === "bigint") return String(key);
  if (key instanceof Float) return encodeFloat(key.value, options);
  if (options.skipkeys) return null;
  throw new PyTypeError(`keys must be str, int, float, bool or None, not ${typeName(key)}`);
}
