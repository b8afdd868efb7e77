import { classOf, hasMethod, isCalled, isInt, isRecord, isTuple } from "./kinds.js";
import { reprFloat } from "./reprFloat.js";
import { typeName } from "./typeName.js";

const open = new Set();

/** Python's `repr(x)`. */
export function repr(x) {
  switch (typeof x) {
    case "undefined":
      return "None";
    case "boolean":
      return x ? "True" : "False";
    case "number":
      return isInt(x) ? String(x) : reprFloat(x);

    case "string":
      return quote(x);
    case "object":
      return x === null ? "None" : reprObject(x);
    case "function":
      if (isCalled(x)) return reprObject(x);
      return typeName(x) === "type" ? `<class '${shownPath(x)}'>` : `<function ${x.name}>`;
    default:
      return String(x);
  }
}

// a class of the program has no path of its own, though one that it derives from may
function shownPath(type) {
  return (Object.hasOwn(type, "path__") ? type.path__ : undefined) ?? type.pyName ?? type.name;
}

function reprObject(x) {
  if (open.has(x)) return cycleMark(x);
  open.add(x);
  try {
    if (hasMethod(x, "__repr__")) return x.__repr__();
    if (x.shown__ !== undefined) return x.shown__(repr);
    if (Array.isArray(x)) {
      const items = Array.from(x, repr).join(", ");
      return isTuple(x) ? `(${items}${x.length === 1 ? "," : ""})` : `[${items}]`;
    }
    const pairs = x instanceof Map ? [...x] : isRecord(x) ? Object.entries(x) : null;
    if (pairs) return `{${pairs.map(([k, v]) => `${repr(k)}: ${repr(v)}`).join(", ")}}`;
    if (x instanceof Set) return x.size ? `{${Array.from(x, repr).join(", ")}}` : "set()";
    if (classOf(x)?.pyName === "slice") return `slice(${[x.start, x.stop, x.step].map(repr).join(", ")})`;
    if (x instanceof Error) return `${x.name}(${repr(x.message)})`;
    if (x.toString === Date.prototype.toString && !Number.isNaN(x.getTime())) return dateText(x);
    if (x.toString !== Object.prototype.toString && typeof x !== "function") return String(x);
    return `<${typeName(x)} object>`;
  } finally {
    open.delete(x);
  }
}

// a moment as the text of a datetime in UTC
function dateText(date) {
  const [day, clock] = date.toISOString().split("T");
  return `${day} ${clock.replace(".000Z", "Z").replace(/(\.\d+)Z/, "$1000Z").replace("Z", "+00:00")}`;
}

// what stands for `x` in itself
function cycleMark(x) {
  if (isTuple(x)) return "(...)";
  if (Array.isArray(x) || hasMethod(x, "appendleft")) return "[...]";
  return x instanceof Map || x instanceof Set || !hasMethod(x, "__repr__") ? "{...}" : "...";
}

/** A string literal that Python reads back as `s`. */
export function quote(s) {
  const mark = s.includes("'") && !s.includes('"') ? '"' : "'";
  let out = "";
  for (const c of s) {
    if (c === mark || c === "\\") out += "\\" + c;
    else if (c === " " || !/[\p{C}\p{Z}]/u.test(c)) out += c;
    else out += { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[c] ?? escapeChar(c);
  }
  return mark + out + mark;
}

/** `\xe9`, `\u2028` or `\U0001f600`. */
export function escapeChar(c) {
  const code = c.codePointAt(0);
  const [letter, width] = code < 0x100 ? ["x", 2] : code < 0x10000 ? ["u", 4] : ["U", 8];
  return `\\${letter}${code.toString(16).padStart(width, "0")}`;
}

/** Python's `ascii(x)`. */
export function ascii(x) {
  return repr(x).replace(/[^\x00-\x7f]/gu, escapeChar);
}
