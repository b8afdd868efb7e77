import { encodingOf, handlerNamed } from "./encodings.js";
import { UnicodeEncodeError } from "./exceptions.js";

/** The bytes of a text in an encoding, as an array. */
export function encoded(text, encoding, errors = "strict") {
  const codec = encodingOf(encoding, "encode");
  const out = [];
  if (codec.mark !== undefined && codec.mark !== null) codec.put(out, codec.mark);
  const points = [...text];
  for (let i = 0; i < points.length; i++) {
    const point = points[i].codePointAt(0);
    if (codec.fits(point)) codec.put(out, point);
    else i = replaced(codec, out, points, i, text, errors);
  }
  return Uint8Array.from(out);
}

// what an error handler puts for the characters that do not fit; the position of the last of them
function replaced(codec, out, points, at, text, errors) {
  let end = at + 1;
  if (codec.runs) while (end < points.length && !codec.fits(points[end].codePointAt(0))) end++;
  const wrong = () => new UnicodeEncodeError(codec.name, text, at, end, codec.reason);
  const handle = encoders[handlerNamed(errors)];
  if (handle === undefined) throw wrong();
  for (const point of points.slice(at, end)) {
    const given = handle(point.codePointAt(0), codec);
    if (given === null) throw wrong();
    for (const c of typeof given === "string" ? given : []) codec.put(out, c.codePointAt(0));
    if (typeof given !== "string") out.push(...given);
  }
  return end - 1;
}

const encoders = {
  ignore: () => "",
  replace: () => "?",
  backslashreplace: (point) => {
    const [letter, width] = point < 0x100 ? ["x", 2] : point < 0x10000 ? ["u", 4] : ["U", 8];
    return `\\${letter}${point.toString(16).padStart(width, "0")}`;
  },
  xmlcharrefreplace: (point) => `&#${point};`,
  // bytes that no text could hold, as they came in
  surrogateescape: (point, codec) => (point >= 0xdc80 && point <= 0xdcff && codec.width === 1 ? [point - 0xdc00] : null),
  surrogatepass: (point, codec) => {
    if (point < 0xd800 || point > 0xdfff || codec.limit < 0x10000) return null;
    const out = [];
    codec.put(out, point);
    return out;
  },
};
