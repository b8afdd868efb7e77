import { base64Text, base64View, binasciiError, binasciiUnhexlify } from "./binasciiModule.js";
import { Bytes } from "./bytesClass.js";
import { asciiView, latin, reprView, unlatin, viewOf, viewOrNull } from "./bytesViews.js";
import { AssertionError, PyTypeError, ValueError } from "./exceptions.js";
import { truthy } from "./truthy.js";
import { typeName } from "./typeName.js";

function asText(text) {
  return Bytes.around__(unlatin(text));
}

// a text of ASCII, or bytes
function decodable(x) {
  return latin(asciiView(x, "a bytes-like object or ASCII string"));
}

// the two letters that stand for others
function twoOf(altchars) {
  if (altchars.length !== 2) throw new AssertionError(reprView(unlatin(altchars)));
  return altchars;
}

/** Python's `base64.b64encode(s, altchars)`. */
export function base64B64encode(s, altchars = null) {
  const text = base64Text(viewOf(s));
  if (altchars === null) return asText(text);
  const [plus, slash] = twoOf(latin(viewOf(altchars)));
  return asText(text.replace(/[+/]/g, (c) => (c === "+" ? plus : slash)));
}

/** Python's `base64.b64decode(s, altchars, validate)`. */
export function base64B64decode(s, altchars = null, validate = false) {
  let text = decodable(s);
  if (altchars !== null) {
    const others = twoOf(decodable(altchars));
    text = text.replace(/[^]/g, (c) => (others.includes(c) ? "+/"[others.lastIndexOf(c)] : c));
  }
  return Bytes.around__(base64View(text, truthy(validate)));
}

/** Python's `base64.standard_b64encode(s)`. */
export function base64StandardB64encode(s) {
  return base64B64encode(s);
}

/** Python's `base64.standard_b64decode(s)`. */
export function base64StandardB64decode(s) {
  return base64B64decode(s);
}

/** Python's `base64.urlsafe_b64encode(s)`. */
export function base64UrlsafeB64encode(s) {
  return base64B64encode(s, unlatin("-_"));
}

/** Python's `base64.urlsafe_b64decode(s)`. */
export function base64UrlsafeB64decode(s) {
  return Bytes.around__(base64View(decodable(s).replace(/[-_]/g, (c) => (c === "-" ? "+" : "/")), false));
}

function ofBytes(s) {
  if (viewOrNull(s) === null) throw new PyTypeError(`expected bytes-like object, not ${typeName(s)}`);
  return viewOf(s);
}

/** Python's `base64.encodebytes(s)`: lines of 76 letters. */
export function base64Encodebytes(s) {
  const text = base64Text(ofBytes(s));
  return asText(text.replace(/.{1,76}/g, "$&\n"));
}

/** Python's `base64.decodebytes(s)`. */
export function base64Decodebytes(s) {
  return Bytes.around__(base64View(latin(ofBytes(s)), false));
}

const base32Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

const base32HexLetters = "0123456789ABCDEFGHIJKLMNOPQRSTUV";

function viewToEncode(s) {
  const view = viewOrNull(s);
  if (view === null) throw new PyTypeError(`memoryview: a bytes-like object is required, not '${typeName(s)}'`);
  return view;
}

function toBase32(s, letters) {
  let [text, bits, count] = ["", 0, 0];
  for (const byte of viewToEncode(s)) {
    bits = (bits << 8) | byte;
    for (count += 8; count >= 5; count -= 5) text += letters[(bits >> (count - 5)) & 31];
    bits &= 255;
  }
  if (count > 0) text += letters[(bits << (5 - count)) & 31];
  return asText(text.padEnd(Math.ceil(text.length / 8) * 8, "="));
}

function fromBase32(s, letters, casefold, map01 = null) {
  let text = decodable(s);
  if (text.length % 8 !== 0) throw new binasciiError("Incorrect padding");
  if (map01 !== null) text = text.replace(/[01]/g, (c) => (c === "0" ? "O" : decodable(map01)));
  if (truthy(casefold)) text = text.replace(/[a-z]/g, (c) => c.toUpperCase());
  const data = text.replace(/=+$/, "");
  const out = [];
  let [bits, count] = [0, 0];
  for (const c of data) {
    const value = letters.indexOf(c);
    if (value < 0) throw new binasciiError("Non-base32 digit found");
    bits = ((bits << 5) | value) & 0xfff;
    count += 5;
    if (count < 8) continue;
    count -= 8;
    out.push((bits >> count) & 255);
  }
  if (![0, 1, 3, 4, 6].includes(text.length - data.length)) throw new binasciiError("Incorrect padding");
  return Bytes.around__(Uint8Array.from(out));
}

/** Python's `base64.b32encode(s)`. */
export function base64B32encode(s) {
  return toBase32(s, base32Letters);
}

/** Python's `base64.b32decode(s, casefold, map01)`. */
export function base64B32decode(s, casefold = false, map01 = null) {
  return fromBase32(s, base32Letters, casefold, map01);
}

/** Python's `base64.b32hexencode(s)`. */
export function base64B32hexencode(s) {
  return toBase32(s, base32HexLetters);
}

/** Python's `base64.b32hexdecode(s, casefold)`. */
export function base64B32hexdecode(s, casefold = false) {
  return fromBase32(s, base32HexLetters, casefold);
}

/** Python's `base64.b16encode(s)`. */
export function base64B16encode(s) {
  return asText(Bytes.around__(viewOf(s)).hex().toUpperCase());
}

/** Python's `base64.b16decode(s, casefold)`. */
export function base64B16decode(s, casefold = false) {
  let text = decodable(s);
  if (truthy(casefold)) text = text.replace(/[a-z]/g, (c) => c.toUpperCase());
  if (/[^0-9A-F]/.test(text)) throw new binasciiError("Non-base16 digit found");
  return binasciiUnhexlify(text);
}

const base85Letters =
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~";

/** Python's `base64.b85encode(b, pad)`. */
export function base64B85encode(b, pad = false) {
  const view = viewToEncode(b);
  let text = "";
  for (let i = 0; i < view.length; i += 4) {
    let word = 0;
    for (let at = 0; at < 4; at++) word = word * 256 + (view[i + at] ?? 0);
    let part = "";
    for (let at = 0; at < 5; at++) {
      part = base85Letters[word % 85] + part;
      word = Math.floor(word / 85);
    }
    const missing = Math.max(i + 4 - view.length, 0);
    text += truthy(pad) ? part : part.slice(0, 5 - missing);
  }
  return asText(text);
}

/** Python's `base64.b85decode(b)`. */
export function base64B85decode(b) {
  const text = decodable(b);
  const missing = (5 - (text.length % 5)) % 5;
  const all = text + "~".repeat(missing);
  const out = [];
  for (let i = 0; i < all.length; i += 5) {
    let word = 0;
    for (let at = i; at < i + 5; at++) {
      const value = base85Letters.indexOf(all[at]);
      if (value < 0) throw new ValueError(`bad base85 character at position ${at}`);
      word = word * 85 + value;
    }
    if (word > 0xffffffff) throw new ValueError(`base85 overflow in hunk starting at byte ${i}`);
    out.push(word >>> 24, (word >>> 16) & 255, (word >>> 8) & 255, word & 255);
  }
  return Bytes.around__(Uint8Array.from(out.slice(0, out.length - missing)));
}
