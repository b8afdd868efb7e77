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
      const end = fieldEnd(template, i + 1);
      out += formatField(template.slice(i + 1, end), state, depth);
      i = end;
    }
  }
  return out;
}

function fieldEnd(template, start) {
  if (start >= template.length) throw new ValueError("Single '{' encountered in format string");
  let open = 1;
  for (let i = start; i < template.length; i++) {
    if (template[i] === "{") open++;
    else if (template[i] === "}" && --open === 0) return i;
  }
  throw new ValueError("expected '}' before end of string");
}

// name, .attribute and [key] steps, !conversion, :spec
function formatField(text, state, depth) {
  const [, name, conversion, spec] = /^((?:[^![:]|\[[^\]]*\])*)(?:!([^:]*))?(?::([^]*))?$/.exec(text) ?? [];
  if (name === undefined) throw new ValueError("expected ':' after conversion specifier");
  let value = lookUp(name, state);
  if (conversion !== undefined) {
    const convert = { r: repr, s: str, a: ascii }[conversion];
    if (!convert) throw new ValueError(`Unknown conversion specifier ${conversion}`);
    value = convert(value);
  }
  return format(value, spec === undefined ? "" : fill(spec, state, depth - 1));
}

function lookUp(name, state) {
  const [first, ...steps] = name.match(/^[^.[]*|\.[^.[]*|\[[^\]]*\]/g) ?? [""];
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
    const i = automatic ? state.next++ : Number(name);
    if (i < state.args.length) return state.args[i];
    throw new IndexError(`Replacement index ${i} out of range for positional args tuple`);
  }
  if (!Object.hasOwn(state.named, name)) throw new KeyError(name);
  return state.named[name];
}
