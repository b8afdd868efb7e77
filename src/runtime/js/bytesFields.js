import { latin, unlatin, viewOrNull } from "./bytesViews.js";
import { OverflowError, PyTypeError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { hasMethod, isIntOrBool } from "./kinds.js";
import { ascii } from "./repr.js";
import { typeName } from "./typeName.js";

/** What the function for `%`, which only programs with a `%` have, makes of a template of bytes; `keyed` makes the keys of a dict. */
export function formatted(show, template, values, keyed) {
  const rules = {
    type: "bytes",
    kinds: "sbra",
    key: (key) => keyed(unlatin(key)),
    text: (value, kind) => (kind === "r" || kind === "a" ? ascii(value) : latin(shownBytes(value))),
    character: byteCharacter,
  };
  return unlatin(show(latin(template), values, rules));
}

function shownBytes(value) {
  const view = viewOrNull(hasMethod(value, "__bytes__") ? value.__bytes__() : value);
  if (view !== null) return view;
  throw new PyTypeError(
    `%b requires a bytes-like object, or an object that implements __bytes__, not '${typeName(value)}'`,
  );
}

function byteCharacter(value) {
  const view = viewOrNull(value);
  if (view?.length === 1) return latin(view);
  if (!isIntOrBool(value)) throw new PyTypeError("%c requires an integer in range(256) or a single byte");
  const byte = asIndex(value);
  if (!(byte >= 0 && byte <= 255)) throw new OverflowError("%c arg not in range(256)");
  return String.fromCharCode(byte);
}
