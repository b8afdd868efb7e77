import { PyTypeError } from "./exceptions.js";
import { repr } from "./repr.js";

/** A tuple of C whose items have names. */
export class NamedItems extends Array {
  constructor(items) {
    super();
    this.push(...items);
  }

  // what is made of its items is a plain array
  static get [Symbol.species]() {
    return Array;
  }

  __repr__() {
    const { pyName, names } = this.constructor;
    return `${pyName}(${names.map((name) => `${name}=${repr(this[name])}`).join(", ")})`;
  }
}

/** What `date.isocalendar()` makes. */
export class IsoCalendarDate extends NamedItems {
  static pyName = "datetime.IsoCalendarDate";

  static names = ["year", "week", "weekday"];

  constructor(...items) {
    super(items);
    Object.freeze(this);
  }

  get year() {
    return this[0];
  }

  get week() {
    return this[1];
  }

  get weekday() {
    return this[2];
  }
}

/** What `time.localtime()` and `timetuple()` make. */
export class StructTime extends NamedItems {
  static pyName = "time.struct_time";

  static names = [
    "tm_year",
    "tm_mon",
    "tm_mday",
    "tm_hour",
    "tm_min",
    "tm_sec",
    "tm_wday",
    "tm_yday",
    "tm_isdst",
  ];

  constructor(items, zone = null, gmtoff = null) {
    super(items);
    this.tm_zone = zone;
    this.tm_gmtoff = gmtoff;
    StructTime.names.forEach((name, at) => {
      Object.defineProperty(this, name, { value: items[at] });
    });
    Object.freeze(this);
  }
}

/** Python's `time.struct_time(items)`. */
export function structTimeOf(items) {
  if (typeof items === "string" || items?.[Symbol.iterator] === undefined)
    throw new PyTypeError("constructor requires a sequence");
  const given = [...items];
  if (given.length < 9)
    throw new PyTypeError(`time.struct_time() takes an at least 9-sequence (${given.length}-sequence given)`);
  if (given.length > 11)
    throw new PyTypeError(`time.struct_time() takes an at most 11-sequence (${given.length}-sequence given)`);
  return new StructTime(given.slice(0, 9), given[9], given[10]);
}
