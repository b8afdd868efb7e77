import { datetimeTime } from "./datetimeClock.js";
import { datetimeDate, datetimeDateFromisocalendar } from "./datetimeDate.js";
import { deltaOf } from "./datetimeDelta.js";
import { datetimeDatetime } from "./datetimeStamp.js";
import { datetimeTimezone, datetimeUTC } from "./datetimeZone.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { quote } from "./repr.js";

function invalid(text) {
  return new ValueError(`Invalid isoformat string: ${quote(text)}`);
}

function checkText(text) {
  if (typeof text !== "string") throw new PyTypeError("fromisoformat: argument must be str");
}

// a date as ISO 8601 writes it, by month or by week
function dateOfIso(date, text) {
  const match = /^(\d{4})(?:(-?)(\d\d)\2(\d\d)|(-?)W(\d\d)(?:\5(\d))?)$/.exec(date);
  if (match === null) throw invalid(text);
  const [year, , month, day, , week, weekday] = match.slice(1);
  if (week === undefined) return datetimeDate(Number(year), Number(month), Number(day));
  try {
    return datetimeDateFromisocalendar(Number(year), Number(week), Number(weekday ?? 1));
  } catch {
    throw invalid(text);
  }
}

const colons = /^(\d\d):(\d\d)(?::(\d\d)(?:[.,:](\d+))?|[.,](\d+))?$/;

// hours, minutes, seconds and microseconds, written with colons or without
function clockOfIso(clock, text) {
  const form = clock[2] === ":" ? colons : /^(\d\d)(?:(\d\d)(?:(\d\d)(?:[.,](\d+))?|[.,](\d+))?|[.,](\d+))?$/;
  const match = form.exec(clock);
  if (match === null) throw invalid(text);
  const [hour, minute = "0", second = "0", ...fractions] = match.slice(1);
  const fraction = fractions.find((digits) => digits !== undefined) ?? "";
  return [...[hour, minute, second].map(Number), Number(fraction.slice(0, 6).padEnd(6, "0"))];
}

function timeOfIso(time, text) {
  const [, clock, zone] = /^([^-+Z]*)(.*)$/su.exec(time);
  if (zone === "") return [...clockOfIso(clock, text), null];
  // C does not look at a character between the time of day and the zone
  return [...clockOfIso(clock.replace(/^((?:\d\d:?){1,3}).$/su, "$1"), text), zoneOfIso(zone, text)];
}

function zoneOfIso(zone, text) {
  if (zone === "Z") return datetimeUTC;
  const [hours, minutes, seconds, micros] = clockOfIso(zone.slice(1), text);
  const size = ((hours * 60 + minutes) * 60 + seconds) * 1000000 + micros;
  return datetimeTimezone(deltaOf(BigInt(zone[0] === "-" ? 0 - size : size)));
}

/** Python's `date.fromisoformat(text)`. */
export function datetimeDateFromisoformat(text) {
  checkText(text);
  return dateOfIso(text, text);
}

/** Python's `time.fromisoformat(text)`. */
export function datetimeTimeFromisoformat(text) {
  checkText(text);
  return datetimeTime(...timeOfIso(text.replace(/^T/, ""), text));
}

/** Python's `datetime.fromisoformat(text)`. */
export function datetimeDatetimeFromisoformat(text) {
  checkText(text);
  const length = lengthOfDate(text);
  const rest = [...text.slice(length)].slice(1).join("");
  if (rest === "" && text.length > length) throw invalid(text);
  const { year, month, day } = dateOfIso(text.slice(0, length), text);
  return datetimeDatetime(year, month, day, ...(rest === "" ? [] : timeOfIso(rest, text)));
}

// where the date ends: between it and the time of day stands any character
function lengthOfDate(text) {
  if (/^.{4}-W/su.test(text)) return /^.{8}-.(?!\d)/su.test(text) ? 10 : 8;
  if (text[4] === "-") return 10;
  if (text[4] !== "W") return 8;
  const end = 7 + /^\d*/.exec(text.slice(7))[0].length;
  return end < 9 ? end : 7 + (end % 2);
}
