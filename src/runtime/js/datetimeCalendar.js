import { OverflowError, PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";

/** Milliseconds from 1970 of a date and time of day, as if it were UTC. */
export function wallOf(year, month, day, hour = 0, minute = 0, second = 0, millisecond = 0) {
  const clock = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  return new Date(0).setUTCFullYear(year, month - 1, day) + clock;
}

/** The ordinal of the day of a wall time: January 1 of year 1 is 1. */
export function ordinalOf(wall) {
  return Math.floor(wall / 86400000) + 719163;
}

/** The wall time at which the day begins. */
export function wallOfOrdinal(ordinal) {
  return (ordinal - 719163) * 86400000;
}

/** An argument that C takes as an `int`. */
export function asCInt(x) {
  const n = asIndex(x);
  if (n >= -2147483648 && n <= 2147483647) return n;
  if (BigInt.asIntN(64, BigInt(n)) !== BigInt(n))
    throw new OverflowError("Python int too large to convert to C long");
  throw new OverflowError(`signed integer is ${n > 0 ? "greater than maximum" : "less than minimum"}`);
}

function within(name, value, least, most) {
  if (value < least || value > most) throw new ValueError(`${name} must be in ${least}..${most}`);
}

/** Refuses a date that does not exist. */
export function checkDate(year, month, day) {
  if (year < 1 || year > 9999) throw new ValueError(`year ${year} is out of range`);
  within("month", month, 1, 12);
  if (day < 1 || day > new Date(wallOf(year, month + 1, 0)).getUTCDate())
    throw new ValueError("day is out of range for month");
}

/** Refuses a time of day that does not exist. */
export function checkClock(hour, minute, second, microsecond, fold) {
  within("hour", hour, 0, 23);
  within("minute", minute, 0, 59);
  within("second", second, 0, 59);
  within("microsecond", microsecond, 0, 999999);
  if (fold !== 0 && fold !== 1) throw new ValueError("fold must be either 0 or 1");
}

/** A number with zeros before it. */
export function zeros(n, width = 2) {
  return String(n).padStart(width, "0");
}

/** Monday of the first week of a year, as ISO 8601 counts. */
export function firstMonday(year) {
  const day = ordinalOf(wallOf(year, 1, 1));
  const weekday = (day + 6) % 7;
  return day - weekday + (weekday > 3 ? 7 : 0);
}

/** `[year, week, weekday]` of ISO 8601 for an ordinal in that year. */
export function isoWeek(year, ordinal) {
  let of = year + 1;
  while (firstMonday(of) > ordinal) of--;
  const days = ordinal - firstMonday(of);
  return [of, Math.floor(days / 7) + 1, (days % 7) + 1];
}

/** The arguments of a method of these names; those given by name are a plain object after the others. */
export function withNames(args, method, names, otherwise) {
  const last = args.at(-1);
  const isNamed = typeof last === "object" && last !== null && Object.getPrototypeOf(last) === Object.prototype;
  const given = isNamed ? args.slice(0, -1) : args;
  const byName = isNamed ? last : {};
  const wrong = Object.keys(byName).find((name) => !names.includes(name));
  if (wrong !== undefined) throw new PyTypeError(`'${wrong}' is an invalid keyword argument for ${method}()`);
  if (args.length > names.length)
    throw new PyTypeError(`${method}() takes at most ${names.length} arguments (${args.length} given)`);
  return names.map((name, at) => {
    if (given[at] !== undefined) return given[at];
    return Object.hasOwn(byName, name) ? byName[name] : otherwise[at];
  });
}

/** Python's `datetime.MINYEAR`. */
export const datetimeMINYEAR = 1;

/** Python's `datetime.MAXYEAR`. */
export const datetimeMAXYEAR = 9999;
