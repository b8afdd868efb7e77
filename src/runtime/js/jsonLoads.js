import { Dict } from "./dictClass.js";
import { derive, PyTypeError, ValueError } from "./exceptions.js";
import { int } from "./numbers.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";

/** Python's `json.JSONDecodeError(msg, doc, pos)`. */
export const jsonJSONDecodeError = derive("json.decoder.JSONDecodeError", ValueError, {
  describe__(args) {
    if (args.length === 1) return args[0];
    const { msg, pos, lineno, colno } = placeOf(args);
    return `${msg}: line ${lineno} column ${colno} (char ${pos})`;
  },

  init__(args) {
    this.args = tuple(this.message);
    Object.assign(this, placeOf(args));
  },
});

function placeOf([msg, doc, at]) {
  const before = doc.slice(0, at);
  const lineno = before.split("\n").length;
  const colno = [...before.slice(before.lastIndexOf("\n") + 1)].length + 1;
  return { msg, doc, pos: [...before].length, lineno, colno };
}

/** Python's `json.loads(s, …)`, its keywords as one object. */
export function jsonLoads(s, keywords = {}) {
  if (typeof s !== "string")
    throw new PyTypeError(`the JSON object must be str, bytes or bytearray, not ${typeName(s)}`);
  if (s.startsWith("\ufeff"))
    throw new jsonJSONDecodeError("Unexpected UTF-8 BOM (decode using utf-8-sig)", s, 0);
  const reader = {
    s,
    at: 0,
    objectHook: keywords.object_hook ?? null,
    parseFloat: keywords.parse_float ?? null,
    parseInt: keywords.parse_int ?? null,
    parseConstant: keywords.parse_constant ?? null,
    pairsHook: keywords.object_pairs_hook ?? null,
  };
  skipSpace(reader);
  const value = readValue(reader);
  skipSpace(reader);
  if (reader.at < s.length) throw new jsonJSONDecodeError("Extra data", s, reader.at);
  return value;
}

function skipSpace(reader) {
  while (" \t\n\r".includes(reader.s.charAt(reader.at) || "x")) reader.at++;
}

function wrong(reader, message, at = reader.at) {
  return new jsonJSONDecodeError(message, reader.s, at);
}

const jsonWords = { null: null, true: true, false: false };

const jsonConstants = { NaN: NaN, Infinity: Infinity, "-Infinity": -Infinity };

function readValue(reader) {
  const { s, at } = reader;
  const first = s.charAt(at);
  if (first === '"') return readString(reader);
  if (first === "{") return readObject(reader);
  if (first === "[") return readArray(reader);
  for (const word of Object.keys(jsonWords)) {
    if (s.startsWith(word, at)) {
      reader.at += word.length;
      return jsonWords[word];
    }
  }
  for (const word of Object.keys(jsonConstants)) {
    if (s.startsWith(word, at)) {
      reader.at += word.length;
      return reader.parseConstant === null ? jsonConstants[word] : reader.parseConstant(word);
    }
  }
  return readNumber(reader);
}

function readNumber(reader) {
  const number = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/y;
  number.lastIndex = reader.at;
  const match = number.exec(reader.s);
  if (match === null) throw wrong(reader, "Expecting value");
  const [text, fraction, exponent] = match;
  reader.at += text.length;
  if (fraction !== undefined || exponent !== undefined)
    return reader.parseFloat === null ? Number(text) : reader.parseFloat(text);
  return reader.parseInt === null ? int(text) : reader.parseInt(text);
}

function readString(reader) {
  const { s } = reader;
  const begin = reader.at;
  let out = "";
  let at = begin + 1;
  for (;;) {
    const c = s.charAt(at);
    if (c === "") throw wrong(reader, "Unterminated string starting at", begin);
    if (c === '"') break;
    if (c < " ") throw wrong(reader, "Invalid control character at", at);
    if (c !== "\\") {
      out += c;
      at++;
      continue;
    }
    const escaped = s.charAt(at + 1);
    if (escaped === "") throw wrong(reader, "Unterminated string starting at", begin);
    if (escaped === "u") {
      const hex = s.slice(at + 2, at + 6);
      if (at + 6 >= s.length || !/^[0-9a-fA-F]{4}$/.test(hex))
        throw wrong(reader, "Invalid \\uXXXX escape", at + 1);
      out += String.fromCharCode(Number.parseInt(hex, 16));
      at += 6;
      continue;
    }
    const plain = { '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }[escaped];
    if (plain === undefined) throw wrong(reader, "Invalid \\escape", at);
    out += plain;
    at += 2;
  }
  reader.at = at + 1;
  return out;
}

function readArray(reader) {
  const items = [];
  reader.at++;
  skipSpace(reader);
  if (reader.s.charAt(reader.at) === "]") {
    reader.at++;
    return items;
  }
  for (;;) {
    items.push(readValue(reader));
    skipSpace(reader);
    const next = reader.s.charAt(reader.at);
    if (next !== "]" && next !== ",") throw wrong(reader, "Expecting ',' delimiter");
    reader.at++;
    if (next === "]") return items;
    skipSpace(reader);
  }
}

function readObject(reader) {
  const pairs = [];
  reader.at++;
  skipSpace(reader);
  if (reader.s.charAt(reader.at) === "}") {
    reader.at++;
    return madeObject(reader, pairs);
  }
  for (;;) {
    if (reader.s.charAt(reader.at) !== '"')
      throw wrong(reader, "Expecting property name enclosed in double quotes");
    const key = readString(reader);
    skipSpace(reader);
    if (reader.s.charAt(reader.at) !== ":") throw wrong(reader, "Expecting ':' delimiter");
    reader.at++;
    skipSpace(reader);
    pairs.push(tuple(key, readValue(reader)));
    skipSpace(reader);
    const next = reader.s.charAt(reader.at);
    if (next !== "}" && next !== ",") throw wrong(reader, "Expecting ',' delimiter");
    reader.at++;
    if (next === "}") return madeObject(reader, pairs);
    skipSpace(reader);
  }
}

// a plain object, unless it could not keep the keys in their order
function madeObject(reader, pairs) {
  if (reader.pairsHook !== null) return reader.pairsHook(pairs);
  const isPlain = pairs.every(([key]) => key !== "__proto__" && !/^(0|[1-9][0-9]*)$/.test(key));
  const object = isPlain ? Object.fromEntries(pairs) : new Dict(pairs);
  return reader.objectHook === null ? object : reader.objectHook(object);
}
