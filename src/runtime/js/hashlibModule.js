import { Bytes } from "./bytesClass.js";
import { concatViews, viewOrNull } from "./bytesViews.js";
import { PyTypeError, ValueError } from "./exceptions.js";

/**
 * A hash in the making. `kind` has the name, the words to start with, the size of a block and of the result, whether
 * words are little-endian, and `mix`, which takes a block into the words.
 */
class Hash {
  static pyName = "_hashlib.HASH";

  constructor(kind) {
    this.kind__ = kind;
    this.words__ = kind.start();
    this.rest__ = new Uint8Array(0);
    this.count__ = 0;
  }

  get name() {
    return this.kind__.name;
  }

  get digest_size() {
    return this.kind__.size;
  }

  get block_size() {
    return this.kind__.block;
  }

  update(data) {
    const view = viewOrNull(data);
    if (typeof data === "string") throw new PyTypeError("Strings must be encoded before hashing");
    if (view === null) throw new PyTypeError("object supporting the buffer API required");
    this.count__ += view.length;
    takeBlocks(this, concatViews([this.rest__, view]));
    return null;
  }

  copy() {
    const copy = new Hash(this.kind__);
    copy.words__ = this.words__.slice();
    copy.rest__ = this.rest__.slice();
    copy.count__ = this.count__;
    return copy;
  }

  digest() {
    const { block, size, isLittle, width } = this.kind__;
    const last = this.copy();
    const filled = block - ((this.count__ + 1 + 2 * width) % block);
    const tail = new Uint8Array(1 + (filled % block) + 2 * width);
    tail[0] = 128;
    new DataView(tail.buffer).setBigUint64(tail.length - 8, BigInt(this.count__) * 8n, isLittle);
    takeBlocks(last, concatViews([this.rest__, tail]));
    const out = new DataView(new ArrayBuffer(8 * width));
    last.words__.forEach((word, i) =>
      width === 4 ? out.setUint32(4 * i, word, isLittle) : out.setBigUint64(8 * i, word),
    );
    return Bytes.around__(new Uint8Array(out.buffer).slice(0, size));
  }

  hexdigest() {
    return this.digest().hex();
  }

  __repr__() {
    return `<${this.name} _hashlib.HASH object>`;
  }
}

function takeBlocks(hash, view) {
  const { block, mix } = hash.kind__;
  let at = 0;
  for (; at + block <= view.length; at += block) mix(hash.words__, new DataView(view.buffer, view.byteOffset + at, block));
  hash.rest__ = view.slice(at);
}

function turn(x, n) {
  return (x << n) | (x >>> (32 - n));
}

const md5Sines = Array.from({ length: 64 }, (_, i) => Math.floor(2 ** 32 * Math.abs(Math.sin(i + 1))));

const md5Turns = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function mixMd5(words, block) {
  let [a, b, c, d] = words;
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const [f, at] = [
      [(b & c) | (~b & d), i],
      [(d & b) | (~d & c), 5 * i + 1],
      [b ^ c ^ d, 3 * i + 5],
      [c ^ (b | ~d), 7 * i],
    ][round];
    const sum = (a + f + md5Sines[i] + block.getUint32((at & 15) * 4, true)) | 0;
    [a, d, c, b] = [d, c, b, (b + turn(sum, md5Turns[4 * round + (i & 3)])) | 0];
  }
  [a, b, c, d].forEach((word, i) => (words[i] += word));
}

function mixSha1(words, block) {
  const w = new Int32Array(80);
  for (let i = 0; i < 80; i++) w[i] = i < 16 ? block.getInt32(4 * i) : turn(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
  let [a, b, c, d, e] = words;
  for (let i = 0; i < 80; i++) {
    const [f, k] =
      i < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : i < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : i < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6];
    [e, d, c, b, a] = [d, c, turn(b, 30), a, (turn(a, 5) + f + e + k + w[i]) | 0];
  }
  [a, b, c, d, e].forEach((word, i) => (words[i] += word));
}

// the first 64 bits after the point of the square or cube roots of the first primes, which SHA-2 is made with
function rootsOfPrimes(count, power) {
  const roots = [];
  for (let n = 2; roots.length < count; n++) {
    let divisor = 2;
    while (divisor * divisor <= n && n % divisor !== 0) divisor++;
    if (divisor * divisor > n) roots.push(BigInt.asUintN(64, bigRoot(BigInt(n) << BigInt(64 * power), BigInt(power))));
  }
  return roots;
}

function bigRoot(x, power) {
  let root = 1n << 70n;
  for (;;) {
    const next = ((power - 1n) * root + x / root ** (power - 1n)) / power;
    if (next >= root) return root;
    root = next;
  }
}

const sha2 = {};

// made where they are first asked for
function sha2Constants() {
  sha2.keys ??= rootsOfPrimes(80, 3);
  sha2.keys32 ??= sha2.keys.map((key) => Number(key >> 32n));
  sha2.starts ??= rootsOfPrimes(16, 2);
  return sha2;
}

function mixSha256(words, block) {
  const { keys32 } = sha2Constants();
  const w = new Int32Array(64);
  const mixed = (x, a, b, c) => turn(x, 32 - a) ^ turn(x, 32 - b) ^ (c > 0 ? x >>> c : turn(x, 32 + c));
  for (let i = 0; i < 64; i++) {
    w[i] = i < 16 ? block.getInt32(4 * i) : mixed(w[i - 2], 17, 19, 10) + w[i - 7] + mixed(w[i - 15], 7, 18, 3) + w[i - 16];
  }
  let [a, b, c, d, e, f, g, h] = words;
  for (let i = 0; i < 64; i++) {
    const one = (h + mixed(e, 6, 11, -25) + ((e & f) ^ (~e & g)) + keys32[i] + w[i]) | 0;
    const two = (mixed(a, 2, 13, -22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (words[i] += word));
}

function cut64(x) {
  return BigInt.asUintN(64, x);
}

function mixSha512(words, block) {
  const { keys } = sha2Constants();
  const w = new BigUint64Array(80);
  const right = (x, n) => (x >> n) | cut64(x << (64n - n));
  const mixed = (x, a, b, c) => right(x, a) ^ right(x, b) ^ (c > 0n ? x >> c : right(x, -c));
  for (let i = 0; i < 80; i++) {
    w[i] =
      i < 16
        ? block.getBigUint64(8 * i)
        : mixed(w[i - 2], 19n, 61n, 6n) + w[i - 7] + mixed(w[i - 15], 1n, 8n, 7n) + w[i - 16];
  }
  let [a, b, c, d, e, f, g, h] = words;
  for (let i = 0; i < 80; i++) {
    const one = h + mixed(e, 14n, 18n, -41n) + ((e & f) ^ (cut64(~e) & g)) + keys[i] + w[i];
    const two = mixed(a, 28n, 34n, -39n) + ((a & b) ^ (a & c) ^ (b & c));
    [h, g, f, e, d, c, b, a] = [g, f, e, cut64(d + one), c, b, a, cut64(one + two)];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (words[i] += word));
}

const oldStart = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0];

function made32(name, size, start, mix, isLittle = false) {
  return { name, size, block: 64, width: 4, isLittle, mix, start: () => Uint32Array.from(start()) };
}

function made64(name, size, start) {
  return { name, size, block: 128, width: 8, isLittle: false, mix: mixSha512, start: () => BigUint64Array.from(start()) };
}

function hashOf(kind, data) {
  const hash = new Hash(kind);
  if (data !== undefined) hash.update(data);
  return hash;
}

/** Python's `hashlib.md5(data)`. */
export function hashlibMd5(data) {
  return hashOf(made32("md5", 16, () => oldStart.slice(0, 4), mixMd5, true), data);
}

/** Python's `hashlib.sha1(data)`. */
export function hashlibSha1(data) {
  return hashOf(made32("sha1", 20, () => oldStart, mixSha1), data);
}

/** Python's `hashlib.sha224(data)`. */
export function hashlibSha224(data) {
  const start = () => sha2Constants().starts.slice(8).map((word) => Number(word & 0xffffffffn));
  return hashOf(made32("sha224", 28, start, mixSha256), data);
}

/** Python's `hashlib.sha256(data)`. */
export function hashlibSha256(data) {
  const start = () => sha2Constants().starts.slice(0, 8).map((word) => Number(word >> 32n));
  return hashOf(made32("sha256", 32, start, mixSha256), data);
}

/** Python's `hashlib.sha384(data)`. */
export function hashlibSha384(data) {
  return hashOf(made64("sha384", 48, () => sha2Constants().starts.slice(8)), data);
}

/** Python's `hashlib.sha512(data)`. */
export function hashlibSha512(data) {
  return hashOf(made64("sha512", 64, () => sha2Constants().starts.slice(0, 8)), data);
}

const hashes = { md5: hashlibMd5, sha1: hashlibSha1, sha224: hashlibSha224, sha256: hashlibSha256, sha384: hashlibSha384, sha512: hashlibSha512 };

/** Python's `hashlib.new(name, data)`. */
export function hashlibNew(name, data) {
  if (typeof name !== "string") throw new PyTypeError("name must be a string");
  const make = hashes[name.toLowerCase()];
  if (make === undefined) throw new ValueError(`unsupported hash type ${name}`);
  return make(data);
}
