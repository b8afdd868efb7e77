import { derivedType } from "./builtinType.js";
import { asCInt, checkDate, firstMonday, isoWeek, ordinalOf, wallOf, wallOfOrdinal, withNames, zeros } from "./datetimeCalendar.js";
import { Timedelta } from "./datetimeDelta.js";
import { strftimeOf } from "./datetimeStrftime.js";
import { checkSeconds, secondsOf } from "./datetimeLocal.js";
import { IsoCalendarDate, StructTime } from "./datetimeTuples.js";
import { OverflowError, PyTypeError, ValueError } from "./exceptions.js";
import { NotImplemented } from "./notImplemented.js";
import { typeName } from "./typeName.js";

/**
 * What `datetime.date` makes. To JavaScript it is a `Date` at midnight UTC that goes over the wire as a date, without
 * a time of day.
 */
export class PyDate extends Date {
  static pyName = "datetime.date";

  constructor(year, month, day, instant = wallOf(year, month, day)) {
    super(instant);
    this.year = year;
    this.month = month;
    this.day = day;
    if (new.target === PyDate) Object.freeze(this);
  }

  /** Milliseconds from 1970 of what the fields say, as if they were UTC. */
  wall__() {
    return this.getTime();
  }

  toISOString() {
    return this.isoformat();
  }

  toString() {
    return this.isoformat();
  }

  isoformat() {
    return `${zeros(this.year, 4)}-${zeros(this.month)}-${zeros(this.day)}`;
  }

  toordinal() {
    return ordinalOf(this.wall__());
  }

  weekday() {
    return (this.toordinal() + 6) % 7;
  }

  isoweekday() {
    return this.weekday() + 1;
  }

  isocalendar() {
    return new IsoCalendarDate(...isoWeek(this.year, this.toordinal()));
  }

  /** The day of the year. */
  yearday__() {
    return this.toordinal() - ordinalOf(wallOf(this.year, 1, 1)) + 1;
  }

  timetuple() {
    return new StructTime([this.year, this.month, this.day, 0, 0, 0, this.weekday(), this.yearday__(), -1]);
  }

  ctime() {
    return this.strftime("%a %b %e %H:%M:%S %4Y");
  }

  /** The fields that `strftime` reads. */
  fields__() {
    const { year, month, day } = this;
    return {
      year,
      month,
      day,
      hour: 0,
      minute: 0,
      second: 0,
      more: 0,
      weekday: this.weekday(),
      yday: this.yearday__(),
      iso: () => this.isocalendar(),
      epoch: () => new Date(new Date(2000, 0, 1).setFullYear(year, month - 1, day)).getTime(),
      offset: () => "",
      zone: () => "",
    };
  }

  strftime(...args) {
    const [format] = withNames(args, "strftime", ["format"], []);
    return strftimeOf(format, this.fields__());
  }

  replace(...args) {
    const fields = withNames(args, "replace", ["year", "month", "day"], [this.year, this.month, this.day]);
    return datetimeDate(...fields);
  }

  /** The sign of `this - other`; a datetime has an answer of its own. */
  order__(other, symbol) {
    if (!(other instanceof PyDate)) return NotImplemented;
    return other.order__ === this.order__ ? this.getTime() - other.getTime() : other.order__(this, symbol);
  }

  /** Another one, so many milliseconds later. */
  later__(delta, sign) {
    return dateOf(this.getTime() + sign * delta.days * 86400000);
  }

  __str__() {
    return this.isoformat();
  }

  __repr__() {
    return `datetime.date(${this.year}, ${this.month}, ${this.day})`;
  }

  __format__(spec) {
    return spec === "" ? this.__str__() : this.strftime(spec);
  }

  __hash__() {
    return this.toordinal();
  }

  __eq__(other) {
    const order = this.order__(other, "==");
    return order === NotImplemented ? order : order === 0;
  }

  __lt__(other) {
    const order = this.order__(other);
    return order === NotImplemented ? order : order < 0;
  }

  __le__(other) {
    const order = this.order__(other);
    return order === NotImplemented ? order : order <= 0;
  }

  __gt__(other) {
    const order = this.order__(other);
    return order === NotImplemented ? order : order > 0;
  }

  __ge__(other) {
    const order = this.order__(other);
    return order === NotImplemented ? order : order >= 0;
  }

  __add__(other) {
    return other instanceof Timedelta ? this.later__(other, 1) : NotImplemented;
  }

  __sub__(other) {
    if (other instanceof Timedelta) return this.later__(other, -1);
    if (!(other instanceof PyDate)) return NotImplemented;
    if (other.order__ !== this.order__) throw notApart(this, other);
    return new Timedelta(this.toordinal() - other.toordinal(), 0, 0);
  }
}

/** The error of a date and a datetime: neither is taken from the other. */
export function notApart(a, b) {
  return new PyTypeError(`unsupported operand type(s) for -: '${typeName(a)}' and '${typeName(b)}'`);
}

/** The date of a wall time. */
export function dateOf(wall) {
  if (!isInYears(wall)) throw new OverflowError("date value out of range");
  const at = new Date(wall);
  return new PyDate(at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate());
}

/** What is annotated as a date, and may be a `Date` of JavaScript: over the wire a date comes as midnight UTC. */
export function asDate(x) {
  return x instanceof Date && !(x instanceof PyDate) ? madeOnce(x, dateAtMidnight) : x;
}

function dateAtMidnight(instant) {
  if (instant % 86400000 === 0) return dateOf(instant);
  throw new ValueError("a Date of JavaScript with a time of day is no date: annotate it as a datetime");
}

const made = new WeakMap();

/** What is made of a `Date`: the same object each time, as React compares identity. */
export function madeOnce(date, make) {
  const instant = date.getTime();
  if (Number.isNaN(instant)) throw new ValueError("an invalid Date of JavaScript");
  const known = made.get(date);
  if (known?.instant === instant && known.make === make) return known.value;
  const value = make(instant);
  made.set(date, { instant, make, value });
  return value;
}

/** Whether a wall time is in the years 1 to 9999. */
export function isInYears(wall) {
  return wall >= -62135596800000 && wall <= 253402300799999;
}

/** Python's `datetime.date(year, month, day)`. */
export const datetimeDate = derivedType(() => PyDate, "datetime.date", (...args) => {
  const fields = args.map(asCInt);
  checkDate(...fields);
  return new PyDate(...fields);
});

/** Python's `date.today()`. */
export function datetimeDateToday() {
  const now = new Date();
  return new PyDate(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

/** Python's `date.fromordinal(ordinal)`. */
export function datetimeDateFromordinal(ordinal) {
  return dateOf(wallOfOrdinal(checkOrdinal(ordinal)));
}

/** An ordinal of a day in the years 1 to 9999. */
export function checkOrdinal(ordinal) {
  const days = asCInt(ordinal);
  if (days < 1) throw new ValueError("ordinal must be >= 1");
  if (days > 3652059) throw new ValueError(`year ${new Date(wallOfOrdinal(days)).getUTCFullYear()} is out of range`);
  return days;
}

/** Python's `date.fromisocalendar(year, week, day)`. */
export function datetimeDateFromisocalendar(year, week, day) {
  return dateOf(wallOfOrdinal(ordinalOfWeek(asCInt(year), asCInt(week), asCInt(day))));
}

/** The ordinal of a day of a week, which must exist. */
export function ordinalOfWeek(year, week, day) {
  if (year < 1 || year > 9999) throw new ValueError(`Year is out of range: ${year}`);
  const weeks = (firstMonday(year + 1) - firstMonday(year)) / 7;
  if (week < 1 || week > weeks) throw new ValueError(`Invalid week: ${week}`);
  if (day < 1 || day > 7) throw new ValueError(`Invalid day: ${day} (range is [1, 7])`);
  return firstMonday(year) + (week - 1) * 7 + day - 1;
}

/** Python's `date.fromtimestamp(timestamp)`. */
export function datetimeDateFromtimestamp(timestamp) {
  const seconds = secondsOf(typeof timestamp === "number" ? Math.floor(timestamp) : timestamp)[0];
  checkSeconds(seconds);
  const at = new Date(seconds * 1000);
  return datetimeDate(at.getFullYear(), at.getMonth() + 1, at.getDate());
}

/** Python's `date.min`. */
export const datetimeDateMin = new PyDate(1, 1, 1);

/** Python's `date.max`. */
export const datetimeDateMax = new PyDate(9999, 12, 31);
