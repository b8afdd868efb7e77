import { Dict } from "./dictClass.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { pairsOf } from "./dict.js";

/** `s.translate(table)`. */
export function strTranslate(s, table) {
  const isSequence = typeof table === "string" || Array.isArray(table);
  const map = isSequence ? new Map([...table].entries()) : new Dict(pairsOf(table));
  return [...s]
    .map((c) => {
      const code = c.codePointAt(0);
      if (!map.has(code)) return c;
      const to = map.get(code);
      return to === null || to === undefined ? "" : typeof to === "number" ? String.fromCodePoint(to) : to;
    })
    .join("");
}

/** `str.maketrans(x, to, gone)`. */
export function strMaketrans(x, to, gone = "") {
  const table = new Dict();
  if (to === undefined) {
    for (const [key, value] of pairsOf(x)) table.set(typeof key === "string" ? keyCode(key) : key, value);
    return table;
  }
  if (typeof x !== "string" || typeof to !== "string") {
    throw new PyTypeError("first maketrans argument must be a string if there is a second argument");
  }
  const [from, into] = [[...x], [...to]];
  if (from.length !== into.length)
    throw new ValueError("the first two maketrans arguments must have equal length");
  from.forEach((c, i) => table.set(c.codePointAt(0), into[i].codePointAt(0)));
  for (const c of gone) table.set(c.codePointAt(0), null);
  return table;
}

function keyCode(key) {
  if ([...key].length !== 1) throw new ValueError("string keys in translate table must be of length 1");
  return key.codePointAt(0);
}
