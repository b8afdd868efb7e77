import { PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { iter } from "./iter.js";
import { hasMethod } from "./kinds.js";
import { typeName } from "./typeName.js";

/** What a bytes-like object holds, as a Uint8Array, or null for what is none. */
export function viewOrNull(x) {
  if (x instanceof Uint8Array) return x;
  return hasMethod(x, "view__") ? x.view__() : null;
}

/** The same where nothing else will do. */
export function viewOf(x) {
  const view = viewOrNull(x);
  if (view === null) throw new PyTypeError(`a bytes-like object is required, not '${typeName(x)}'`);
  return view;
}

/** A text of one character per byte: what the strings of JavaScript do, they do for bytes. */
export function latin(view) {
  let text = "";
  for (let at = 0; at < view.length; at += 4096) text += String.fromCharCode(...view.subarray(at, at + 4096));
  return text;
}

/** The bytes of such a text. */
export function unlatin(text) {
  const view = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) view[i] = text.charCodeAt(i);
  return view;
}

/** What decoders take: bytes, or a text of ASCII characters. */
export function asciiView(x, what = "bytes, buffer or ASCII string") {
  if (typeof x === "string") {
    if (/[^\0-\x7f]/.test(x)) throw new ValueError("string argument should contain only ASCII characters");
    return unlatin(x);
  }
  const view = viewOrNull(x);
  if (view === null) throw new PyTypeError(`argument should be ${what}, not '${typeName(x)}'`);
  return view;
}

/** An int that is a byte. */
export function asByte(x, message = "byte must be in range(0, 256)") {
  const byte = asIndex(x);
  if (!(byte >= 0 && byte <= 255)) throw new ValueError(message);
  return byte;
}

/** The bytes that something walked gives: an item may change what is walked. */
export function bytesOfItems(items, message) {
  const bytes = [];
  for (const item of iter(items)) bytes.push(asByte(item, message));
  return Uint8Array.from(bytes);
}

/** Where `wanted` is in `view` between two positions, or -1. */
export function searchBytes(view, wanted, from, to) {
  const last = to - wanted.length;
  if (wanted.length === 0) return from <= last ? from : -1;
  for (let at = view.indexOf(wanted[0], from); at >= 0 && at <= last; at = view.indexOf(wanted[0], at + 1)) {
    if (isAt(view, wanted, at)) return at;
  }
  return -1;
}

/** The same from the end. */
export function searchBack(view, wanted, from, to) {
  for (let at = to - wanted.length; at >= from; at--) if (isAt(view, wanted, at)) return at;
  return -1;
}

/** Whether `wanted` stands at that position, where there is room for it. */
export function isAt(view, wanted, at) {
  for (let i = 0; i < wanted.length; i++) if (view[at + i] !== wanted[i]) return false;
  return true;
}

/** Below 0, 0 or above 0: how two of them are ordered. */
export function compareViews(a, b) {
  const end = Math.min(a.length, b.length);
  for (let i = 0; i < end; i++) if (a[i] !== b[i]) return a[i] - b[i];
  return a.length - b.length;
}

/** Several of them as one. */
export function concatViews(views) {
  const joined = new Uint8Array(views.reduce((length, view) => length + view.length, 0));
  let at = 0;
  for (const view of views) {
    joined.set(view, at);
    at += view.length;
  }
  return joined;
}

/** `b'GIF\x00'`; a `bytearray` escapes a `'` whatever stands around it. */
export function reprView(view, escaped = "") {
  const text = latin(view);
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const shown = text.replace(/[^ -~]|[\\'"]/g, (c) => {
    if (c === "\\" || c === mark || c === escaped) return `\\${c}`;
    if (c === '"' || c === "'") return c;
    return { "\n": "\\n", "\r": "\\r", "\t": "\\t" }[c] ?? `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return `b${mark}${shown}${mark}`;
}
