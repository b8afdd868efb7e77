import { builtinType } from "./builtinType.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { NotImplemented } from "./notImplemented.js";
import { repr } from "./repr.js";
import { hash } from "./hash.js";

/** What `uuid.UUID` and `uuid.uuid4` make. JavaScript sees its text. */
export class Uuid {
  static pyName = "UUID";

  constructor(hex) {
    this.hex = hex;
    Object.freeze(this);
  }

  get urn() {
    return `urn:uuid:${this}`;
  }

  get version() {
    return "89ab".includes(this.hex[16]) ? Number.parseInt(this.hex[12], 16) : null;
  }

  toString() {
    return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  toJSON() {
    return this.toString();
  }

  __str__() {
    return this.toString();
  }

  __repr__() {
    return `UUID('${this}')`;
  }

  __eq__(other) {
    return other instanceof Uuid ? this.hex === other.hex : NotImplemented;
  }

  __lt__(other) {
    return other instanceof Uuid ? this.hex < other.hex : NotImplemented;
  }

  __gt__(other) {
    return other instanceof Uuid ? this.hex > other.hex : NotImplemented;
  }

  __hash__() {
    return hash(this.hex);
  }
}

/** Python's `uuid.UUID(hex)`. */
export const uuidUUID = builtinType("UUID", (hex) => {
  if (typeof hex !== "string")
    throw new PyTypeError("one of the hex, bytes, bytes_le, fields, or int arguments must be given");
  const digits = hex.replace("urn:", "").replace("uuid:", "").replace(/^[{}]+|[{}]+$/g, "").replaceAll("-", "");
  if ([...digits].length !== 32) throw new ValueError("badly formed hexadecimal UUID string");
  if (!/^[0-9a-fA-F]{32}$/.test(digits))
    throw new ValueError(`invalid literal for int() with base 16: ${repr(digits)}`);
  return new Uuid(digits.toLowerCase());
});

/** Python's `uuid.uuid4()`. */
export function uuidUuid4() {
  const random = globalThis.crypto?.randomUUID?.();
  if (random !== undefined) return new Uuid(random.replaceAll("-", ""));
  // outside a secure context there is no randomUUID
  const digit = () => Math.floor(Math.random() * 16).toString(16);
  const digits = Array.from({ length: 32 }, digit);
  digits[12] = "4";
  digits[16] = "89ab"[Math.floor(Math.random() * 4)];
  return new Uuid(digits.join(""));
}
