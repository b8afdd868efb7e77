import { derivedType } from "./builtinType.js";
import { asCInt, checkClock, checkDate, wallOf, wallOfOrdinal, withNames } from "./datetimeCalendar.js";
import { clockText, PyTime, reprClock } from "./datetimeClock.js";
import { checkOrdinal, isInYears, madeOnce, notApart, ordinalOfWeek, PyDate } from "./datetimeDate.js";
import { microsOf, Timedelta, timedelta } from "./datetimeDelta.js";
import { checkSeconds, foldOf, localInstant, localShift, secondsOf } from "./datetimeLocal.js";
import { StructTime } from "./datetimeTuples.js";
import { checkTzinfo, datetimeUTC, offsetText, Timezone } from "./datetimeZone.js";
import { NotImplementedError, OverflowError, PyTypeError } from "./exceptions.js";
import { NotImplemented } from "./notImplemented.js";
import { typeName } from "./typeName.js";

const clockNames = ["hour", "minute", "second", "microsecond", "tzinfo", "fold"];

/**
 * What `datetime.datetime` makes. To JavaScript it is a `Date` of that instant; one without a zone is in local time, as
 * for `timestamp()`.
 */
export class Datetime extends PyDate {
  static pyName = "datetime.datetime";

  #wall;

  constructor(year, month, day, hour, minute, second, microsecond, tzinfo, fold) {
    const wall = wallOf(year, month, day, hour, minute, second, Math.floor(microsecond / 1000));
    super(year, month, day, tzinfo === null ? localInstant(wall, fold) : wall - tzinfo.shift__(wall, fold));
    this.#wall = wall;
    this.hour = hour;
    this.minute = minute;
    this.second = second;
    this.microsecond = microsecond;
    this.tzinfo = tzinfo;
    this.fold = fold;
    Object.freeze(this);
  }

  wall__() {
    return this.#wall;
  }

  toISOString() {
    return Date.prototype.toISOString.call(this);
  }

  date() {
    return new PyDate(this.year, this.month, this.day);
  }

  time() {
    return new PyTime(this.hour, this.minute, this.second, this.microsecond, null, this.fold);
  }

  timetz() {
    return new PyTime(this.hour, this.minute, this.second, this.microsecond, this.tzinfo, this.fold);
  }

  utcoffset() {
    return this.tzinfo === null ? null : this.tzinfo.utcoffset(this);
  }

  dst() {
    return this.tzinfo === null ? null : this.tzinfo.dst(this);
  }

  tzname() {
    return this.tzinfo === null ? null : this.tzinfo.tzname(this);
  }

  #tuple(isdst, zone, gmtoff) {
    const { year, month, day, hour, minute, second } = this;
    return new StructTime([year, month, day, hour, minute, second, this.weekday(), this.yearday__(), isdst], zone, gmtoff);
  }

  timetuple() {
    const dst = this.dst();
    return this.#tuple(dst === null ? -1 : Number(dst.__bool__()));
  }

  utctimetuple() {
    const offset = this.utcoffset();
    const at = offset === null ? this.#wall : this.#wall - Number(microsOf(offset)) / 1000;
    return stampOf(at, this.microsecond % 1000, null, 0).#tuple(0);
  }

  timestamp() {
    if (this.tzinfo !== null) {
      const seconds = Math.floor(this.#wall / 1000);
      const rest = (this.#wall - seconds * 1000) * 1000 + (this.microsecond % 1000);
      return timedelta(0, seconds, rest - this.#ahead()).total_seconds();
    }
    const instant = localInstant(this.#wall, this.fold);
    checkSeconds(Math.floor(instant / 1000) - 86400);
    return Math.floor(instant / 1000) + this.microsecond / 1000000;
  }

  astimezone(...args) {
    const [zone] = withNames(args, "astimezone", ["tz"], [null]);
    // C looks a day around for a change of the clocks
    if (this.tzinfo === null) for (const by of [-86400, 86400]) checkSeconds(Math.floor(this.getTime() / 1000) + by);
    const tzinfo = checkTzinfo(zone);
    if (tzinfo === null) throw new NotImplementedError("'astimezone' without a zone is not compiled as a value");
    if (tzinfo === this.tzinfo) return this;
    const instant = this.tzinfo === null ? this.getTime() : this.#wall - this.#ahead() / 1000;
    return inZone(Math.floor(instant), this.#rest(), tzinfo);
  }

  // the offset in microseconds, 0 of none
  #ahead() {
    const offset = this.utcoffset();
    return offset === null ? 0 : Number(microsOf(offset));
  }

  // the microseconds within its millisecond of UTC
  #rest() {
    return (((this.microsecond - this.#ahead()) % 1000) + 1000) % 1000;
  }

  fields__() {
    const { hour, minute, second, microsecond: more } = this;
    return {
      ...super.fields__(),
      hour,
      minute,
      second,
      more,
      epoch: () => localInstant(this.#wall, this.fold),
      offset: (separator) => (this.utcoffset() === null ? "" : offsetText(this.utcoffset(), separator)),
      zone: () => this.tzname() ?? "",
    };
  }

  isoformat(...args) {
    const [sep, timespec] = withNames(args, "isoformat", ["sep", "timespec"], ["T", "auto"]);
    if (typeof sep !== "string" || [...sep].length !== 1)
      throw new PyTypeError(`isoformat() argument 1 must be a unicode character, not ${typeName(sep)}`);
    const offset = this.utcoffset();
    const zone = offset === null ? "" : offsetText(offset, ":");
    return super.isoformat() + sep + clockText(this, timespec) + zone;
  }

  replace(...args) {
    const names = ["year", "month", "day", ...clockNames];
    return datetimeDatetime(...withNames(args, "replace", names, names.map((name) => this[name])));
  }

  toString() {
    return this.isoformat(" ");
  }

  __str__() {
    return this.isoformat(" ");
  }

  __repr__() {
    return `datetime.datetime(${this.year}, ${this.month}, ${this.day}, ${reprClock(this).join("")})`;
  }

  // what does not hang on `fold`, for hashes
  __hash__() {
    const first = this.fold === 0 ? this : this.replace({ fold: 0 });
    const offset = first.utcoffset();
    return (this.#wall - (offset === null ? 0 : Number(microsOf(offset)) / 1000)) * 1000 + (this.microsecond % 1000);
  }

  // `this - other` as a timedelta, by their offsets in microseconds
  #minus(other, mine, theirs) {
    const apart = this.#wall - other.#wall;
    const seconds = Math.floor(apart / 1000);
    const rest = (this.microsecond % 1000) - (other.microsecond % 1000) + (apart - seconds * 1000) * 1000;
    return timedelta(0, seconds, rest - mine + theirs);
  }

  order__(other, symbol) {
    const of = operandOf(other);
    if (of === null) {
      if (!(other instanceof PyDate)) return NotImplemented;
      if (symbol === "==") return 1;
      throw new PyTypeError("can't compare datetime.datetime to datetime.date");
    }
    if (of.tzinfo === this.tzinfo) return signOf(this.#minus(of, 0, 0));
    if ((this.utcoffset() === null) !== (of.utcoffset() === null)) {
      if (symbol === "==") return 1;
      throw new PyTypeError("can't compare offset-naive and offset-aware datetimes");
    }
    if (symbol === "==" && (this.#isUnsure() || of.#isUnsure())) return 1;
    return signOf(this.#minus(of, this.#ahead(), of.#ahead()));
  }

  // a wall time that is skipped, or comes twice, is equal to none of another zone
  #isUnsure() {
    if (this.tzinfo === null || this.tzinfo instanceof Timezone) return false;
    return !this.utcoffset().__eq__(this.replace({ fold: 1 - this.fold }).utcoffset());
  }

  later__(delta, sign) {
    const rest = (this.microsecond % 1000) + sign * delta.microseconds;
    const over = Math.floor(rest / 1000);
    const wall = this.#wall + sign * (delta.days * 86400000 + delta.seconds * 1000) + over;
    return stampOf(wall, rest - over * 1000, this.tzinfo, 0);
  }

  __eq__(other) {
    const order = this.order__(other, "==");
    return order === NotImplemented ? order : order === 0;
  }

  __sub__(other) {
    if (other instanceof Timedelta) return this.later__(other, -1);
    const of = operandOf(other);
    if (of === null && other instanceof PyDate) throw notApart(this, other);
    if (of === null) return NotImplemented;
    if (of.tzinfo === this.tzinfo) return this.#minus(of, 0, 0);
    if ((this.utcoffset() === null) !== (of.utcoffset() === null))
      throw new PyTypeError("can't subtract offset-naive and offset-aware datetimes");
    return this.#minus(of, this.#ahead(), of.#ahead());
  }

  __rsub__(other) {
    const of = operandOf(other);
    return of === null ? NotImplemented : of.__sub__(this);
  }
}

function signOf(delta) {
  return delta.days || delta.seconds || delta.microseconds;
}

// an operand that is a datetime: a `Date` of JavaScript is one in UTC
function operandOf(x) {
  if (x instanceof Datetime) return x;
  return x instanceof Date && !(x instanceof PyDate) ? asDatetime(x) : null;
}

/** What is annotated as a datetime, and may be a `Date` of JavaScript: that is one in UTC. */
export function asDatetime(x) {
  return x instanceof Date && !(x instanceof PyDate) ? madeOnce(x, utcStamp) : x;
}

function utcStamp(instant) {
  checkSeconds(Math.floor(instant / 1000));
  return stampOf(instant, 0, datetimeUTC, 0);
}

/** The datetime of a wall time and the microseconds within its last millisecond. */
export function stampOf(wall, rest, tzinfo, fold) {
  if (!isInYears(wall)) throw new OverflowError("date value out of range");
  const at = new Date(wall);
  const date = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  const micros = at.getUTCMilliseconds() * 1000 + rest;
  return new Datetime(...date, at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds(), micros, tzinfo, fold);
}

// an instant in a zone, or in local time
function inZone(instant, rest, tzinfo) {
  if (tzinfo === null) return stampOf(instant + localShift(instant), rest, null, foldOf(instant, localShift));
  if (!(tzinfo instanceof Timezone)) return tzinfo.fromutc(stampOf(instant, rest, tzinfo, 0));
  return stampOf(instant, rest, tzinfo, 0).__add__(tzinfo.utcoffset(null));
}

/** Python's `datetime.datetime(…)`. */
export const datetimeDatetime = derivedType(
  () => Datetime,
  "datetime.datetime",
  (year, month, day, hour = 0, minute = 0, second = 0, microsecond = 0, tzinfo = null, fold = 0) => {
    const fields = [year, month, day, hour, minute, second, microsecond].map(asCInt);
    const times = asCInt(fold);
    checkDate(...fields);
    checkClock(...fields.slice(3), times);
    return new Datetime(...fields, checkTzinfo(tzinfo), times);
  },
);

/** The same with some arguments by name, as one object after the others. */
export function datetimeDatetimeBy(...args) {
  const named = args.pop();
  const values = ["year", "month", "day", ...clockNames].map((name) => named[name]);
  return datetimeDatetime(...args, ...values.slice(args.length));
}

/** Python's `datetime.now(tz)`. */
export function datetimeDatetimeNow(tz = null) {
  return inZone(Date.now(), 0, checkTzinfo(tz));
}

/** Python's `datetime.today()`. */
export function datetimeDatetimeToday() {
  return datetimeDatetimeNow();
}

/** Python's `datetime.utcnow()`. */
export function datetimeDatetimeUtcnow() {
  return stampOf(Date.now(), 0, null, 0);
}

/** Python's `datetime.fromtimestamp(timestamp, tz)`. */
export function datetimeDatetimeFromtimestamp(timestamp, tz = null) {
  const zone = checkTzinfo(tz);
  const [seconds, micros] = secondsOf(timestamp);
  checkSeconds(seconds);
  return inZone(seconds * 1000 + Math.floor(micros / 1000), micros % 1000, zone);
}

/** Python's `datetime.utcfromtimestamp(timestamp)`. */
export function datetimeDatetimeUtcfromtimestamp(timestamp) {
  const [seconds, micros] = secondsOf(timestamp);
  checkSeconds(seconds);
  return stampOf(seconds * 1000 + Math.floor(micros / 1000), micros % 1000, null, 0);
}

/** Python's `datetime.fromordinal(ordinal)`. */
export function datetimeDatetimeFromordinal(ordinal) {
  return stampOf(wallOfOrdinal(checkOrdinal(ordinal)), 0, null, 0);
}

/** Python's `datetime.fromisocalendar(year, week, day)`. */
export function datetimeDatetimeFromisocalendar(year, week, day) {
  return stampOf(wallOfOrdinal(ordinalOfWeek(asCInt(year), asCInt(week), asCInt(day))), 0, null, 0);
}

/** Python's `datetime.combine(date, time, tzinfo)`. */
export function datetimeDatetimeCombine(date, time, tzinfo) {
  if (!(date instanceof PyDate))
    throw new PyTypeError(`combine() argument 1 must be datetime.date, not ${typeName(date)}`);
  if (!(time instanceof PyTime))
    throw new PyTypeError(`combine() argument 2 must be datetime.time, not ${typeName(time)}`);
  const { year, month, day } = date;
  const { hour, minute, second, microsecond, fold } = time;
  const zone = tzinfo === undefined ? time.tzinfo : checkTzinfo(tzinfo);
  return new Datetime(year, month, day, hour, minute, second, microsecond, zone, fold);
}

/** Python's `datetime.min`. */
export const datetimeDatetimeMin = new Datetime(1, 1, 1, 0, 0, 0, 0, null, 0);

/** Python's `datetime.max`. */
export const datetimeDatetimeMax = new Datetime(9999, 12, 31, 23, 59, 59, 999999, null, 0);
