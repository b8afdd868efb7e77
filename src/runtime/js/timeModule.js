import { builtinType } from "./builtinType.js";
import { isoWeek, ordinalOf, wallOf } from "./datetimeCalendar.js";
import { deltaOf } from "./datetimeDelta.js";
import { checkSeconds, localInstant, localShift, secondsOf } from "./datetimeLocal.js";
import { strftimeOf } from "./datetimeStrftime.js";
import { parseTime } from "./datetimeStrptime.js";
import { StructTime, structTimeOf } from "./datetimeTuples.js";
import { offsetText } from "./datetimeZone.js";
import { zoneName } from "./datetimeZoneName.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { toInt } from "./ints.js";
import { isTuple } from "./kinds.js";

/** Python's `time.time()`. */
export function timeTime() {
  return Date.now() / 1000;
}

/** Python's `time.time_ns()`. */
export function timeTimeNs() {
  return toInt(BigInt(Date.now()) * 1000000n);
}

/** Python's `time.perf_counter()` and `time.monotonic()`. */
export function timePerfCounter() {
  return (typeof performance === "object" ? performance.now() : Date.now()) / 1000;
}

/** Python's `time.perf_counter_ns()` and `time.monotonic_ns()`. */
export function timePerfCounterNs() {
  return toInt(BigInt(Math.round(timePerfCounter() * 1e9)));
}

/** Python's `time.struct_time(items)`. */
export const timeStructTime = builtinType("time.struct_time", structTimeOf);

// the fields of a wall time
function tupleOfWall(wall, isdst, zone, gmtoff) {
  const at = new Date(wall);
  const date = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  const clock = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()];
  const day = ordinalOf(wall);
  const yearday = day - ordinalOf(wallOf(date[0], 1, 1)) + 1;
  return new StructTime([...date, ...clock, (day + 6) % 7, yearday, isdst], zone, gmtoff);
}

// whole seconds of what is given, or now
function wholeSeconds(seconds) {
  if (seconds === null || seconds === undefined) return Math.floor(Date.now() / 1000);
  const whole = secondsOf(typeof seconds === "number" ? Math.floor(seconds) : seconds)[0];
  if (Math.abs(whole) > 8640000000000) checkSeconds(whole);
  return whole;
}

/** Python's `time.gmtime(seconds)`. */
export function timeGmtime(seconds = null) {
  return tupleOfWall(wholeSeconds(seconds) * 1000, 0, "GMT", 0);
}

/** Python's `time.localtime(seconds)`. */
export function timeLocaltime(seconds = null) {
  const instant = wholeSeconds(seconds) * 1000;
  const shift = localShift(instant);
  return tupleOfWall(instant + shift, isSummer(instant) ? 1 : 0, zoneName(undefined, instant, localShift), shift / 1000);
}

// whether clocks are put forward: they are further ahead than in the other half of the year
function isSummer(instant) {
  const halves = [instant - 15768000000, instant + 15768000000].map(localShift);
  return localShift(instant) > Math.min(...halves) && localShift(instant) === Math.max(localShift(instant), ...halves);
}

/** Python's `time.mktime(t)`. */
export function timeMktime(t) {
  const [year, month, day, hour, minute, second] = fieldsOf(t, "mktime(): illegal time tuple argument");
  return localInstant(wallOf(year, month, day, hour, minute, second), 0) / 1000;
}

// the nine items of a time tuple
function fieldsOf(t, message) {
  if (!isTuple(t)) throw new PyTypeError("Tuple or struct_time argument required");
  if (t.length !== 9) throw new PyTypeError(message);
  return t;
}

/** Python's `time.strftime(format, t)`. */
export function timeStrftime(format, t = timeLocaltime()) {
  const fields = fieldsOf(t, "strftime(): illegal time tuple argument");
  const [year, month, day, hour, minute, second, weekday, yearday] = fields;
  const names = ["month", "day of month", "hour", "minute", "seconds"];
  const least = [0, 0, 0, 0, 0];
  const most = [12, 31, 23, 59, 61];
  names.forEach((name, at) => {
    const value = fields[at + 1];
    if (value < least[at] || value > most[at]) throw new ValueError(`${name} out of range`);
  });
  if (weekday < -1) throw new ValueError("day of week out of range");
  if (yearday < 0 || yearday > 366) throw new ValueError("day of year out of range");
  const epoch = () => localInstant(wallOf(year, month, day, hour, minute, second), 0);
  const shift = () => (t.tm_gmtoff ?? localShift(epoch()) / 1000) * 1000;
  return strftimeOf(format, {
    year,
    month: month || 1,
    day: day || 1,
    hour,
    minute,
    second,
    weekday: (weekday + 7) % 7,
    yday: yearday || 1,
    iso: () => isoWeek(year, ordinalOf(wallOf(year, 1, 1)) + yearday - 1),
    epoch,
    offset: () => offsetText(deltaOf(BigInt(shift() * 1000)), ""),
    zone: () => t.tm_zone ?? zoneName(undefined, epoch(), localShift),
  });
}

/** Python's `time.asctime(t)`. */
export function timeAsctime(t = timeLocaltime()) {
  return timeStrftime("%c", t);
}

/** Python's `time.ctime(seconds)`. */
export function timeCtime(seconds = null) {
  return timeAsctime(timeLocaltime(seconds));
}

/** Python's `time.strptime(text, format)`. */
export function timeStrptime(text, format = "%a %b %d %H:%M:%S %Y") {
  const [[year, month, day, hour, minute, second], offset, name] = parseTime(text, format);
  const at = tupleOfWall(wallOf(year, month, day), -1);
  const isdst = name === undefined ? -1 : 0;
  const items = [year, month, day, hour, minute, second, at[6], at[7], isdst];
  return new StructTime(items, name ?? null, offset === null ? null : offset[0] / 1000000);
}
