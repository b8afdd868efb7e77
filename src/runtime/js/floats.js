import { hasMethod, isInt, isRecord, isTuple } from "./kinds.js";
import { Float, reprFloat } from "./reprFloat.js";
import { str } from "./str.js";
import { tuple } from "./tuple.js";

/**
 * The value with its floats marked, for those who print it: `floats([1, 2.5])` shows as `[1.0, 2.5]`. Where
 * not every number is a float a shape tells which are: `floats(row, "tuple[str, int, float]")`.
 */
export function floats(x, shape) {
  return marked(x, shape === undefined ? everyNumber : shapeOf(shape));
}

/** `str` of a value that is a float when it is a number, unless it is an int below `from`. */
export function strFloat(x, from = 0) {
  return isFloat(x, from) ? reprFloat(x) : str(x);
}

/** Whether the number is a float: an int is only what is integral and below `from`. */
function isFloat(x, from) {
  return typeof x === "number" && !(Math.abs(x) < from && isInt(x));
}

function marked(x, shape) {
  if (shape === undefined) return x;
  if (typeof x === "number") return shape.from !== undefined && isFloat(x, shape.from) ? new Float(x) : x;
  if (typeof x !== "object" || x === null) return x;
  const part = (kind) => (one, at) => marked(one, shape[kind]?.items?.[at] ?? shape[kind]?.item);
  // a tuple whose items have names shows itself
  if (Array.isArray(x) && x.constructor !== Array) return x;
  if (Array.isArray(x)) return isTuple(x) ? tuple(...x.map(part("tuple"))) : x.map(part("list"));
  if (x instanceof Set) return new x.constructor(Array.from(x, part("set")));
  if (hasMethod(x, "__marked__")) return x.__marked__(part("Iterable"));
  const { key: keyShape, value: valueShape } = shape.dict ?? {};
  const field = ([key, value]) => [marked(key, keyShape), marked(value, shape.fields?.[key] ?? valueShape)];
  if (isRecord(x)) return Object.fromEntries(Object.entries(x).map(field));
  if (!(x instanceof Map)) return x;
  if (!("__repr__" in x)) return new Map(Array.from(x, field));
  // what prints itself, such as a Counter
  const copy = x.__copy__();
  for (const [key, value] of x) copy.set(key, marked(value, shape.fields?.[key] ?? valueShape));
  return copy;
}

const everyNumber = throughout({ from: 0 });

function throughout(shape) {
  const all = { item: shape };
  return Object.assign(shape, { list: all, tuple: all, set: all, Iterable: all, dict: { key: shape, value: shape } });
}

const shapes = new Map();

const word = /"(?:[^"\\]|\\.)*"|\w+|\.\.\.|>=|[^\s]/g;

function shapeOf(text) {
  if (!shapes.has(text)) shapes.set(text, parseShape(text.match(word)));
  return shapes.get(text);
}

// `list[float] | None`: of a union each member adds what it knows
function parseShape(words) {
  const shape = {};
  do {
    const kind = words.shift();
    if (kind === "float") shape.from = words[0] === ">=" ? Number(words.splice(0, 2)[1]) : 0;
    if (kind === "{") shape.fields = parseFields(words);
    // a display that lists its items: `[int, float]`
    if (kind === "[") shape.list = parsePlaces(words);
    else if (words[0] === "[") shape[kind] = parseParts(kind, words);
  } while (words[0] === "|" && words.shift());
  return shape;
}

function parseFields(words) {
  const fields = {};
  do {
    const name = words.shift();
    words.shift(); // the colon
    fields[name.startsWith('"') ? JSON.parse(name) : name] = parseShape(words);
  } while (words.shift() === ",");
  return fields;
}

function parsePlaces(words) {
  words.unshift("[");
  return parseParts("tuple", words);
}

function parseParts(kind, words) {
  const parts = [];
  let isOpen = kind !== "tuple";
  while (words.shift() !== "]") {
    if (words[0] === "...") isOpen = Boolean(words.shift());
    else parts.push(parseShape(words));
  }
  if (kind === "dict") return { key: parts[0], value: parts[1] };
  return isOpen ? { item: parts[0] } : { items: parts };
}
