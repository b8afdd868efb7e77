import { builtinType } from "./builtinType.js";
import { asCInt, checkClock, withNames, zeros } from "./datetimeCalendar.js";
import { microsOf } from "./datetimeDelta.js";
import { strftimeOf } from "./datetimeStrftime.js";
import { checkTzinfo, offsetText } from "./datetimeZone.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { Ordered } from "./datetimeOrdered.js";
import { NotImplemented } from "./notImplemented.js";
import { repr } from "./repr.js";
import { typeName } from "./typeName.js";

/** `10:30`, `10:30:00.000250`: as `isoformat` writes a time of day. */
export function clockText({ hour, minute, second, microsecond }, timespec) {
  if (typeof timespec !== "string")
    throw new PyTypeError(`isoformat() argument 'timespec' must be str, not ${typeName(timespec)}`);
  const chosen = timespec === "auto" ? (microsecond === 0 ? "seconds" : "microseconds") : timespec;
  const length = { hours: 2, minutes: 5, seconds: 8, milliseconds: 12, microseconds: 15 }[chosen];
  if (length === undefined) throw new ValueError("Unknown timespec value");
  return `${zeros(hour)}:${zeros(minute)}:${zeros(second)}.${zeros(microsecond, 6)}`.slice(0, length);
}

/** The fields of a time of day as `repr` shows them. */
export function reprClock({ hour, minute, second, microsecond, fold, tzinfo }) {
  const fields = [hour, minute, second, microsecond];
  while (fields.length > 2 && fields.at(-1) === 0) fields.pop();
  const zone = tzinfo === null ? "" : `, tzinfo=${repr(tzinfo)}`;
  return [fields.join(", "), fold === 0 ? "" : ", fold=1", zone];
}

/** What `datetime.time` makes. */
export class PyTime extends Ordered {
  static pyName = "datetime.time";

  constructor(hour, minute, second, microsecond, tzinfo, fold) {
    super();
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.microsecond = microsecond;
    this.tzinfo = tzinfo;
    this.fold = fold;
    Object.freeze(this);
  }

  toString() {
    return this.__str__();
  }

  utcoffset() {
    return this.tzinfo === null ? null : this.tzinfo.utcoffset(null);
  }

  dst() {
    return this.tzinfo === null ? null : this.tzinfo.dst(null);
  }

  tzname() {
    return this.tzinfo === null ? null : this.tzinfo.tzname(null);
  }

  isoformat(...args) {
    const [timespec] = withNames(args, "isoformat", ["timespec"], ["auto"]);
    const offset = this.utcoffset();
    return clockText(this, timespec) + (offset === null ? "" : offsetText(offset, ":"));
  }

  strftime(...args) {
    const [format] = withNames(args, "strftime", ["format"], []);
    const { hour, minute, second, microsecond } = this;
    const offset = this.utcoffset();
    return strftimeOf(format, {
      year: 1900,
      month: 1,
      day: 1,
      hour,
      minute,
      second,
      more: microsecond,
      weekday: 0,
      yday: 1,
      iso: () => [1900, 1, 1],
      epoch: () => new Date(1900, 0, 1, hour, minute, second).getTime(),
      offset: (separator) => (offset === null ? "" : offsetText(offset, separator)),
      zone: () => this.tzname() ?? "",
    });
  }

  replace(...args) {
    const names = ["hour", "minute", "second", "microsecond", "tzinfo", "fold"];
    return datetimeTime(...withNames(args, "replace", names, names.map((name) => this[name])));
  }

  /** Microseconds since midnight, in UTC if the offset is known. */
  micros__(offset) {
    const clock = ((this.hour * 60 + this.minute) * 60 + this.second) * 1000000 + this.microsecond;
    return offset === null ? clock : clock - Number(microsOf(offset));
  }

  order__(other, symbol) {
    if (!(other instanceof PyTime)) return NotImplemented;
    if (other.tzinfo === this.tzinfo) return this.micros__(null) - other.micros__(null);
    const [mine, theirs] = [this.utcoffset(), other.utcoffset()];
    if ((mine === null) === (theirs === null)) return this.micros__(mine) - other.micros__(theirs);
    if (symbol === "==") return 1;
    throw new PyTypeError("can't compare offset-naive and offset-aware times");
  }

  __str__() {
    return this.isoformat();
  }

  __repr__() {
    const [clock, fold, zone] = reprClock(this);
    return `datetime.time(${clock}${zone}${fold})`;
  }

  __format__(spec) {
    return spec === "" ? this.__str__() : this.strftime(spec);
  }

  __hash__() {
    return this.micros__(this.utcoffset());
  }
}

/** Python's `datetime.time(…)`. */
export const datetimeTime = builtinType(
  "datetime.time",
  (hour = 0, minute = 0, second = 0, microsecond = 0, tzinfo = null, fold = 0) => {
    const fields = [hour, minute, second, microsecond].map(asCInt);
    const times = asCInt(fold);
    checkClock(...fields, times);
    return new PyTime(...fields, checkTzinfo(tzinfo), times);
  },
);

/** The same with some arguments by name, as one object after the others. */
export function datetimeTimeBy(...args) {
  const { hour, minute, second, microsecond, tzinfo, fold } = args.pop();
  return datetimeTime(...args, ...[hour, minute, second, microsecond, tzinfo, fold].slice(args.length));
}

/** Python's `time.min`. */
export const datetimeTimeMin = new PyTime(0, 0, 0, 0, null, 0);

/** Python's `time.max`. */
export const datetimeTimeMax = new PyTime(23, 59, 59, 999999, null, 0);
