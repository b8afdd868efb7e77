import { ordinalOf, wallOf, wallOfOrdinal } from "./datetimeCalendar.js";
import { datetimeDate, ordinalOfWeek } from "./datetimeDate.js";
import { deltaOf } from "./datetimeDelta.js";
import { datetimeDatetime } from "./datetimeStamp.js";
import { dayNames, monthNames } from "./datetimeStrftime.js";
import { datetimeTimezone } from "./datetimeZone.js";
import { PyTypeError, ValueError } from "./exceptions.js";
import { quote } from "./repr.js";
import { typeName } from "./typeName.js";

const parsed = {
  d: "3[01]|[12]\\d|0[1-9]|[1-9]| [1-9]",
  f: "\\d{1,6}",
  G: "\\d{4}",
  H: "2[0-3]|[01]\\d|\\d",
  I: "1[0-2]|0[1-9]|[1-9]",
  j: "36[0-6]|3[0-5]\\d|[12]\\d\\d|0[1-9]\\d|00[1-9]|[1-9]\\d|0[1-9]|[1-9]",
  m: "1[0-2]|0[1-9]|[1-9]",
  M: "[0-5]\\d|\\d",
  p: "am|pm",
  S: "6[01]|[0-5]\\d|\\d",
  u: "[1-7]",
  U: "5[0-3]|[0-4]\\d|\\d",
  V: "5[0-3]|0[1-9]|[1-4]\\d|\\d",
  w: "[0-6]",
  W: "5[0-3]|[0-4]\\d|\\d",
  y: "\\d\\d",
  Y: "\\d{4}",
  z: "[+-]\\d\\d:?[0-5]\\d(?::?[0-5]\\d(?:\\.\\d{1,6})?)?|Z",
  Z: "utc|gmt",
};

const standsFor = { c: "%a %b %d %H:%M:%S %Y", x: "%m/%d/%y", X: "%H:%M:%S" };

function directivePattern(code, format) {
  if (code === "") throw new ValueError(`stray % in format ${quote(format)}`);
  if (code === "%") return "%";
  const names = { a: dayNames, A: dayNames, b: monthNames, B: monthNames }[code];
  const short = (name) => name.slice(0, 3);
  // May is in both
  const source = names === undefined ? parsed[code] : names.map(code < "a" ? String : short).join("|");
  if (!Object.hasOwn(parsed, code) && names === undefined)
    throw new ValueError(`${quote(code)} is a bad directive in format ${quote(format)}`);
  return `(?<${code}>${source})`;
}

/** What a text holds by a format: the text of each directive. */
function matchFormat(text, format) {
  for (const [at, given] of [text, format].entries())
    if (typeof given !== "string")
      throw new PyTypeError(`strptime() argument ${at + 1} must be str, not ${typeName(given)}`);
  const whole = format.replace(/%([cxX])/g, (_all, code) => standsFor[code]);
  const pattern = whole.replace(/%(.?)|\s+|[\\^$.*+?()[\]{}|/]/gsu, (all, code) => {
    if (code !== undefined) return directivePattern(code, format);
    return /\s/.test(all) ? "\\s+" : `\\${all}`;
  });
  const repeated = /\(\?<(.)>.*\(\?<\1>/s.exec(pattern);
  if (repeated !== null) throw new ValueError(`redefinition of group name ${quote(repeated[1])}`);
  const match = new RegExp(`^(?:${pattern})`, "iu").exec(text);
  if (match === null || match.groups?.z === "z") throw new ValueError(`time data ${quote(text)} does not match format ${quote(format)}`);
  if (match[0].length < text.length) throw new ValueError(`unconverted data remains: ${text.slice(match[0].length)}`);
  return match.groups ?? {};
}

function placeIn(names, text, length) {
  const at = names.findIndex((name) => name.slice(0, length).toLowerCase() === text?.toLowerCase());
  return at < 0 ? undefined : at;
}

// Monday is 0
function weekdayOf({ a, A, u, w }) {
  if (u !== undefined) return Number(u) - 1;
  if (w !== undefined) return (Number(w) + 6) % 7;
  return placeIn(dayNames, A) ?? placeIn(dayNames, a, 3);
}

function hourOf({ H, I, p }) {
  if (I === undefined) return Number(H ?? 0);
  return (Number(I) % 12) + (p?.toLowerCase() === "pm" ? 12 : 0);
}

function checkWeeks({ G, V, Y, y, j, U, W }, weekday) {
  const needs = "and a weekday directive ('%A', '%a', '%w', or '%u').";
  if (G !== undefined && (Y ?? y) === undefined) {
    if (V === undefined || weekday === undefined)
      throw new ValueError(`ISO year directive '%G' must be used with the ISO week directive '%V' ${needs}`);
    if (j !== undefined)
      throw new ValueError("Day of the year directive '%j' is not compatible with ISO year directive '%G'. Use '%Y' instead.");
  } else if (V !== undefined && (U ?? W) === undefined) {
    if (weekday === undefined)
      throw new ValueError(`ISO week directive '%V' must be used with the ISO year directive '%G' ${needs}`);
    throw new ValueError("ISO week directive '%V' is incompatible with the year directive '%Y'. Use the ISO year '%G' instead.");
  }
}

// the date that year, month and day say, or the day of the year, or week and weekday
function dateOfFields(found) {
  const weekday = weekdayOf(found);
  checkWeeks(found, weekday);
  const { B, b, d, G, j, m, U, V, W, y, Y } = found;
  const short = y === undefined ? 1900 : Number(y) + (Number(y) < 69 ? 2000 : 1900);
  const year = Y === undefined ? short : Number(Y);
  const month = Number(m ?? (placeIn(monthNames, B) ?? placeIn(monthNames, b, 3) ?? 0) + 1);
  const first = ordinalOf(wallOf(year, 1, 1));
  if (j !== undefined) return new Date(wallOfOrdinal(first + Number(j) - 1));
  if (G !== undefined) return new Date(wallOfOrdinal(ordinalOfWeek(Number(G), Number(V), weekday + 1)));
  const week = W ?? U;
  if (week !== undefined && weekday !== undefined) {
    const shift = W === undefined ? 1 : 0;
    const before = (first + 6 + shift) % 7;
    const days = Number(week) === 0 ? 0 - before : ((7 - before) % 7) + 7 * (Number(week) - 1);
    return new Date(wallOfOrdinal(first + days + ((weekday + shift) % 7)));
  }
  return new Date(datetimeDate(year, month, Number(d ?? 1)).getTime());
}

// `[offset, name]` of a zone in microseconds
function offsetOf({ z, Z }) {
  if (z === undefined) return null;
  if (z.toUpperCase() === "Z") return [0, Z];
  const [, sign, hours, minutes, seconds = "0", fraction = ""] = /^(.)(..):?(..):?(\d\d)?\.?(\d*)$/.exec(z);
  if (z.length > 6 && (z[3] === ":") !== (z[z[3] === ":" ? 6 : 5] === ":"))
    throw new ValueError(`Inconsistent use of : in ${z}`);
  const size = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000000 + Number(fraction.padEnd(6, "0"));
  return [sign === "-" ? 0 - size : size, Z];
}

/** Year, month, day, hour, minute, second and microsecond of a text, and the offset of its zone with its name. */
export function parseTime(text, format) {
  const found = matchFormat(text, format);
  const at = dateOfFields(found);
  const date = [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate()];
  const micros = Number((found.f ?? "").padEnd(6, "0"));
  return [[...date, hourOf(found), Number(found.M ?? 0), Number(found.S ?? 0), micros], offsetOf(found), found.Z];
}

/** Python's `datetime.strptime(text, format)`. */
export function datetimeDatetimeStrptime(text, format) {
  const [fields, offset] = parseTime(text, format);
  const zone = offset === null ? null : datetimeTimezone(deltaOf(BigInt(offset[0])), offset[1]);
  return datetimeDatetime(...fields, zone);
}
