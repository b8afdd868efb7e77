import { mergeMappings } from "./arguments.js";
import { callFormat } from "./calls.js";
import { dict } from "./dict.js";
import { PyTypeError } from "./exceptions.js";
import { isNone } from "./kinds.js";
import { printWith } from "./print.js";

/** Python's `dict(*args, **mapping)`. */
export function dictWith(args, ...mappings) {
  const given = mergeMappings("dict", mappings);
  if (args.length > 1) throw new PyTypeError(`dict expected at most 1 argument, got ${args.length}`);
  const made = dict(...args);
  for (const [key, value] of given) made.set(key, value);
  return made;
}

/** Python's `template.format(*args, **mapping)`, of a receiver whose type is not known. */
export function formatWith(template, args, ...mappings) {
  return callFormat(template, args, Object.fromEntries(mergeMappings("format", mappings)));
}

/** Python's `print(*values, **mapping)`. */
export function printBy(values, ...mappings) {
  const given = mergeMappings("print", mappings);
  for (const [name, value] of given) {
    if (name === "file" && !isNone(value)) throw new PyTypeError("print() has no file to print to here");
    if (!["sep", "end", "file", "flush"].includes(name))
      throw new PyTypeError(`'${name}' is an invalid keyword argument for print()`);
  }
  return printWith(given.get("sep") ?? null, given.get("end") ?? null, ...values) ?? null;
}
