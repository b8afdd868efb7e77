import { derivedType } from "./builtinType.js";
import { zeros } from "./datetimeCalendar.js";
import { deltaOf, microsOf, Timedelta } from "./datetimeDelta.js";
import { NotImplementedError, PyTypeError, ValueError } from "./exceptions.js";
import { NotImplemented } from "./notImplemented.js";
import { quote, repr } from "./repr.js";
import { typeName } from "./typeName.js";

/** What `datetime.tzinfo` is the base of. */
export class TzInfo {
  static pyName = "datetime.tzinfo";

  /** How far it is ahead of UTC at a wall time, in milliseconds. */
  shift__() {
    return 0;
  }

  utcoffset() {
    throw new NotImplementedError("a tzinfo subclass must implement utcoffset()");
  }

  dst() {
    throw new NotImplementedError("a tzinfo subclass must implement dst()");
  }

  tzname() {
    throw new NotImplementedError("a tzinfo subclass must implement tzname()");
  }
}

/** Python's `datetime.tzinfo()`. */
export const datetimeTzinfo = derivedType(() => TzInfo, "datetime.tzinfo", () => new TzInfo());

/** A fixed offset from UTC. */
export class Timezone extends TzInfo {
  static pyName = "datetime.timezone";

  #offset;

  #name;

  constructor(offset, name) {
    super();
    this.#offset = offset;
    this.#name = name;
    Object.freeze(this);
  }

  shift__() {
    return Number(microsOf(this.#offset)) / 1000;
  }

  utcoffset(dt) {
    checkDatetime("utcoffset", dt);
    return this.#offset;
  }

  dst(dt) {
    checkDatetime("dst", dt);
    return null;
  }

  tzname(dt) {
    checkDatetime("tzname", dt);
    return this.__str__();
  }

  fromutc(dt) {
    checkZone(this, dt);
    return dt.__add__(this.#offset);
  }

  toString() {
    return this.__str__();
  }

  __str__() {
    return this.#name ?? `UTC${this.#offset.__bool__() ? offsetText(this.#offset, ":") : ""}`;
  }

  __repr__() {
    if (this.#name === null && !this.#offset.__bool__()) return "datetime.timezone.utc";
    const name = this.#name === null ? "" : `, ${quote(this.#name)}`;
    return `datetime.timezone(${repr(this.#offset)}${name})`;
  }

  __eq__(other) {
    return other instanceof Timezone ? this.#offset.__eq__(other.#offset) : NotImplemented;
  }

  __hash__() {
    return this.#offset.__hash__();
  }
}

function checkDatetime(method, dt) {
  if (dt !== null && !(dt instanceof Date && "tzinfo" in dt))
    throw new PyTypeError(`${method}(dt) argument must be a datetime instance or None, not ${typeName(dt)}`);
}

/** Refuses what `fromutc` cannot take. */
export function checkZone(zone, dt) {
  if (!(dt instanceof Date && "tzinfo" in dt)) throw new PyTypeError("fromutc: argument must be a datetime");
  if (dt.tzinfo !== zone) throw new ValueError("fromutc: dt.tzinfo is not self");
}

/** `+05:30`, with seconds and microseconds where there are some. */
export function offsetText(offset, separator) {
  const micros = Number(microsOf(offset));
  const size = Math.abs(micros);
  const parts = [Math.floor(size / 3600000000), Math.floor(size / 60000000) % 60];
  const seconds = (size % 60000000) / 1000000;
  if (seconds !== 0) parts.push(Math.floor(seconds));
  const rest = size % 1000000;
  return (micros < 0 ? "-" : "+") + parts.map((n) => zeros(n)).join(separator) + (rest === 0 ? "" : `.${zeros(rest, 6)}`);
}

/** `datetime.timezone.utc`. */
export const datetimeUTC = new Timezone(new Timedelta(0, 0, 0), null);

/** Python's `datetime.timezone(offset, name)`. */
export const datetimeTimezone = derivedType(() => Timezone, "datetime.timezone", (offset, name = null) => {
  if (!(offset instanceof Timedelta))
    throw new PyTypeError(`timezone() argument 1 must be datetime.timedelta, not ${typeName(offset)}`);
  if (name !== null && typeof name !== "string")
    throw new PyTypeError(`timezone() argument 2 must be str, not ${typeName(name)}`);
  if (Math.abs(Number(microsOf(offset))) >= 86400000000) {
    const range = "strictly between -timedelta(hours=24) and timedelta(hours=24)";
    throw new ValueError(`offset must be a timedelta ${range}, not ${repr(offset)}.`);
  }
  return name === null && !offset.__bool__() ? datetimeUTC : new Timezone(offset, name);
});

/** Python's `timezone.min`. */
export const datetimeTimezoneMin = farthest(-86340000000n);

/** Python's `timezone.max`. */
export const datetimeTimezoneMax = farthest(86340000000n);

function farthest(micros) {
  return new Timezone(deltaOf(micros), null);
}

/** An argument that must be a zone or None. */
export function checkTzinfo(tzinfo) {
  if (tzinfo === null || tzinfo instanceof TzInfo) return tzinfo;
  throw new PyTypeError(`tzinfo argument must be None or of a tzinfo subclass, not type '${typeName(tzinfo)}'`);
}
