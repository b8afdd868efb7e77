import { IndexError, KeyError, ValueError } from "./exceptions.js";
import { format } from "./format.js";
import { getattr } from "./attributes.js";
import { getItem } from "./items.js";
import { ascii, repr } from "./repr.js";
import { str } from "./str.js";

/** `template.format(*args, **named)`. */
export function strFormat(template, args = [], named = {}) {
  const state = { args, named, next: 0 };
  return fill(template, state, 2);
}

/** `template.format_map(mapping)`. */
export function strFormatMap(template, mapping) {
  return fill(template, { args: null, named: mapping, next: 0 }, 2);
}

function fill(template, state, depth) {
  if (depth < 0) throw new ValueError("Max string recursion exceeded");
  let out = "";
  for (let i = 0; i < template.length; i++) {
    const c = template[i];
    if (c !== "{" && c !== "}") {
      out += c;
    } else if (template[i + 1] === c) {
      out += c;
      i++;
    } else if (c === "}") {
      throw new ValueError("Single '}' encountered in format string");
    } else {
      const field = parseField(template, i + 1);
      out += formatField(field, state, depth);
      i = field.end;
    }
  }
  return out;
}

// from behind its `{`: name, .attribute and [key] steps, !conversion, :spec, and where it ends
function parseField(template, start) {
  if (start >= template.length) throw new ValueError("Single '{' encountered in format string");
  let i = start;
  while (i < template.length && !"}:!".includes(template[i])) {
    if (template[i] === "{") throw new ValueError("unexpected '{' in field name");
    if (template[i] === "[") while (i < template.length && template[i] !== "]") i++;
    i++;
  }
  const field = { name: template.slice(start, i), conversion: undefined, spec: undefined, end: i };
  if (template[i] === undefined) throw new ValueError("expected '}' before end of string");
  if (template[i] === "}") return field;
  if (template[i] === "!") {
    if (i + 1 >= template.length) throw new ValueError("end of string while looking for conversion specifier");
    field.conversion = template[i + 1];
    i += 2;
    if (template[i] === "}") return { ...field, end: i };
    if (i < template.length && template[i] !== ":") throw new ValueError("expected ':' after conversion specifier");
  }
  const from = i + 1;
  let open = 1;
  for (i = from; i < template.length; i++) {
    if (template[i] === "{") open++;
    else if (template[i] === "}" && --open === 0) return { ...field, spec: template.slice(from, i), end: i };
  }
  throw new ValueError("unmatched '{' in format spec");
}

function formatField({ name, conversion, spec }, state, depth) {
  let value = lookUp(name, state);
  if (conversion !== undefined) {
    const convert = { r: repr, s: str, a: ascii }[conversion];
    if (!convert) throw new ValueError(`Unknown conversion specifier ${conversion}`);
    value = convert(value);
  }
  return format(value, spec === undefined ? "" : fill(spec, state, depth - 1));
}

function lookUp(name, state) {
  const [first] = /^[^.[]*/.exec(name);
  const steps = name.slice(first.length).match(/\.[^.[]*|\[[^\]]*\]/g) ?? [];
  let value = argument(first, state);
  for (const step of steps) {
    const key = step.startsWith("[") ? step.slice(1, -1) : step.slice(1);
    if (key === "") throw new ValueError("Empty attribute in format string");
    if (step.startsWith(".")) value = getattr(value, key);
    else value = getItem(value, /^\d+$/.test(key) ? Number(key) : key);
  }
  return value;
}

function argument(name, state) {
  if (name === "" || /^\d+$/.test(name)) {
    const automatic = name === "";
    if (state.automatic !== undefined && state.automatic !== automatic) {
      throw new ValueError(
        automatic
          ? "cannot switch from manual field specification to automatic field numbering"
          : "cannot switch from automatic field numbering to manual field specification",
      );
    }
    state.automatic = automatic;
    if (state.args === null) throw new ValueError("Format string contains positional fields");
    const i = automatic ? state.next++ : Number(name);
    if (i < state.args.length) return state.args[i];
    throw new IndexError(`Replacement index ${i} out of range for positional args tuple`);
  }
  if (state.args === null) return getItem(state.named, name);
  if (!Object.hasOwn(state.named, name)) throw new KeyError(name);
  return state.named[name];
}
