import { deltaOf } from "./datetimeDelta.js";
import { offsetText } from "./datetimeZone.js";

// each calls the zones of its part of the world by name
const locales = ["en-US", "en-GB", "en-AU", "en-NZ", "en-IN", "en-ZA", "en-KE"];

/** What the time of a zone that is so far ahead of UTC is called: `CET`, or `+03` where it has no name. */
export function zoneName(timeZone, instant, shift) {
  const named = (locale) => zonePart(timeZone, instant, "short", locale);
  const found = typeof Intl === "object" ? locales.map(named).find((text) => !/\d/.test(text)) : undefined;
  if (found !== undefined && found !== "GMT") return found;
  if (shift === 0) return found ?? "UTC";
  return offsetText(deltaOf(BigInt(Math.round(shift / 1000)) * 1000000n), "").replace(/(?<=^...)00$/, "");
}

/** The name of a zone at an instant, long or short. */
export function zonePart(timeZone, instant, timeZoneName, locale) {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName").value;
}
