import { Bytes } from "./bytesClass.js";
import { asciiView, latin, unlatin, viewOf } from "./bytesViews.js";
import { derive, Exception, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { truthy } from "./truthy.js";

/** Python's `binascii.Error`. */
export const binasciiError = derive("binascii.Error", ValueError);

/** Python's `binascii.Incomplete`. */
export const binasciiIncomplete = derive("binascii.Incomplete", Exception);

const base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The text of bytes in base 64. */
export function base64Text(view) {
  let text = "";
  for (let i = 0; i < view.length; i += 3) {
    const word = (view[i] << 16) | ((view[i + 1] ?? 0) << 8) | (view[i + 2] ?? 0);
    const size = Math.min(view.length - i, 3);
    for (let at = 0; at < 4; at++) text += at > size ? "=" : base64Letters[(word >> (18 - 6 * at)) & 63];
  }
  return text;
}

/** The bytes of a text in base 64; what is no letter of it is passed over, unless `strict`. */
export function base64View(text, strict) {
  const out = [];
  let [count, pads, left, isPadded] = [0, 0, 0, false];
  const check = (isWrong, message) => {
    if (strict && isWrong) throw new binasciiError(message);
  };
  check(text.startsWith("="), "Leading padding not allowed");
  for (let i = 0; i < text.length; i++) {
    const place = count % 4;
    if (text[i] === "=") {
      isPadded = true;
      if (place >= 2 && place + ++pads >= 4) {
        check(i + 1 < text.length, "Excess data after padding");
        return Uint8Array.from(out);
      }
      continue;
    }
    const value = base64Letters.indexOf(text[i]);
    check(value < 0, "Only base64 data is allowed");
    if (value < 0) continue;
    check(isPadded, "Discontinuous padding not allowed");
    pads = 0;
    if (place > 0) out.push(((left << (2 * place)) | (value >> (6 - 2 * place))) & 255);
    left = value;
    count++;
  }
  if (count % 4 === 1) {
    const what = `number of data characters (${count}) cannot be 1 more than a multiple of 4`;
    throw new binasciiError(`Invalid base64-encoded string: ${what}`);
  }
  if (count % 4 !== 0) throw new binasciiError("Incorrect padding");
  return Uint8Array.from(out);
}

/** Python's `binascii.a2b_base64(data, strict_mode=)`. */
export function binasciiA2bBase64(data, strict = false) {
  return Bytes.around__(base64View(latin(asciiView(data)), truthy(strict)));
}

/** Python's `binascii.b2a_base64(data, newline=)`. */
export function binasciiB2aBase64(data, newline = true) {
  return Bytes.around__(unlatin(base64Text(viewOf(data)) + (truthy(newline) ? "\n" : "")));
}

/** Python's `binascii.hexlify(data, sep, bytes_per_sep)`. */
export function binasciiHexlify(data, sep, group) {
  return Bytes.around__(unlatin(Bytes.around__(viewOf(data)).hex(sep, group)));
}

/** Python's `binascii.unhexlify(hexstr)`. */
export function binasciiUnhexlify(hexstr) {
  const text = latin(asciiView(hexstr));
  if (text.length % 2 !== 0) throw new binasciiError("Odd-length string");
  if (/[^0-9a-f]/i.test(text)) throw new binasciiError("Non-hexadecimal digit found");
  return Bytes.around__(Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)));
}

const crcTable = new Uint32Array(256);

function crcOf(byte) {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
}

// the 32 bits that C takes of an int
function word32(x) {
  return Number(BigInt.asUintN(32, BigInt(asIndex(x))));
}

/** Python's `zlib.crc32(data, value)`. */
export function zlibCrc32(data, value = 0) {
  const view = viewOf(data);
  if (crcTable[1] === 0) for (let byte = 0; byte < 256; byte++) crcTable[byte] = crcOf(byte);
  let crc = ~word32(value);
  for (let i = 0; i < view.length; i++) crc = crcTable[(crc ^ view[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

/** Python's `zlib.adler32(data, value)`. */
export function zlibAdler32(data, value = 1) {
  const view = viewOf(data);
  const start = word32(value);
  let [a, b] = [start & 0xffff, start >>> 16];
  for (let i = 0; i < view.length; i++) {
    a = (a + view[i]) % 65521;
    b = (b + a) % 65521;
  }
  return b * 65536 + a;
}

/** Python's `binascii.crc_hqx(data, crc)`. */
export function binasciiCrcHqx(data, value) {
  let crc = word32(value) & 0xffff;
  for (const byte of viewOf(data)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc;
}
