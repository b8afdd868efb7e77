import { zeros } from "./datetimeCalendar.js";
import { PyTypeError } from "./exceptions.js";
import { typeName } from "./typeName.js";

/** The days of the week, from Monday. */
export const dayNames = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** The months of the year. */
export const monthNames = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

const composed = {
  c: "%a %b %e %H:%M:%S %Y",
  D: "%m/%d/%y",
  F: "%Y-%m-%d",
  r: "%I:%M:%S %p",
  R: "%H:%M",
  T: "%H:%M:%S",
  x: "%m/%d/%y",
  X: "%H:%M:%S",
};

// what a directive stands for: a text, or a number, how wide it is, and what fills it
function directive(code, t) {
  const week = (first) => Math.floor((t.yday + 6 - ((t.weekday - first + 7) % 7)) / 7);
  switch (code) {
    case "a":
      return [dayNames[t.weekday].slice(0, 3)];
    case "A":
      return [dayNames[t.weekday]];
    case "b":
    case "h":
      return [monthNames[t.month - 1].slice(0, 3)];
    case "B":
      return [monthNames[t.month - 1]];
    case "C":
      return [Math.floor(t.year / 100), 1];
    case "d":
      return [t.day, 2];
    case "e":
      return [t.day, 2, " "];
    case "g":
      return [t.iso()[0] % 100, 2];
    case "G":
      return [t.iso()[0], 1];
    case "H":
      return [t.hour, 2];
    case "I":
      return [t.hour % 12 || 12, 2];
    case "j":
      return [t.yday, 3];
    case "k":
      return [t.hour, 2, " "];
    case "l":
      return [t.hour % 12 || 12, 2, " "];
    case "m":
      return [t.month, 2];
    case "M":
      return [t.minute, 2];
    case "n":
      return ["\n"];
    case "p":
      return [t.hour < 12 ? "AM" : "PM"];
    case "P":
      return [t.hour < 12 ? "am" : "pm"];
    case "s":
      return [Math.floor(t.epoch() / 1000), 1];
    case "S":
      return [t.second, 2];
    case "t":
      return ["\t"];
    case "u":
      return [t.weekday + 1, 1];
    case "U":
      return [week(6), 2];
    case "V":
      return [t.iso()[1], 2];
    case "w":
      return [(t.weekday + 1) % 7, 1];
    case "W":
      return [week(0), 2];
    case "y":
      return [t.year % 100, 2];
    case "Y":
      return [t.year, 1];
    case "z":
      return [t.offset("")];
    case "Z":
      return [t.zone()];
    case "%":
      return ["%"];
    default:
      return code in composed ? [strftimeOf(composed[code], t)] : null;
  }
}

/** Python's `strftime` in the C locale. What is formatted says its fields, and its zone when asked. */
export function strftimeOf(format, t) {
  if (typeof format !== "string")
    throw new PyTypeError(`strftime() argument 1 must be str, not ${format === null ? "None" : typeName(format)}`);
  return format.replace(/%([-_0^#]*)(\d*)[EO]?(:z|.)/gsu, (all, flags, width, code) => {
    if (t.more !== undefined && flags + width === "" && (code === "f" || code === ":z"))
      return code === "f" ? zeros(t.more, 6) : t.offset(":");
    // with flags it is the C library's, which knows of no zone
    if (t.more !== undefined && flags + width !== "" && /[zZ]/.test(code)) return "";
    const found = directive(code, t);
    if (found === null) return all;
    const [value, size = 0, filled = "0"] = found;
    let text = String(value);
    const fill = flags.includes("_") ? " " : flags.includes("0") ? "0" : typeof value === "string" ? " " : filled;
    if (!flags.includes("-")) text = text.padStart(width === "" ? size : Number(width), fill);
    if (flags.includes("#") && /[pZ]/.test(code)) return text.toLowerCase();
    return flags.includes("^") || flags.includes("#") ? text.toUpperCase() : text;
  });
}
