import { deltaOf } from "./datetimeDelta.js";
import { offsetText } from "./datetimeZone.js";

// each calls the zones of its part of the world by name
const locales = ["en-US", "en-GB", "en-AU", "en-NZ", "en-IN", "en-ZA", "en-KE"];

// the names that no locale has, of winter and summer; those of the first row have none
const zoneNames = [
  ["", "Antarctica/Casey Antarctica/Troll Asia/Colombo Asia/Dubai Asia/Muscat Atlantic/Azores Australia/Eucla"],
  ["", "Australia/LHI Australia/Lord_Howe NZ-CHAT Pacific/Chatham"],
  ["CST", "Asia/Chongqing Asia/Chungking Asia/Harbin Asia/Macao Asia/Macau Asia/Shanghai Asia/Taipei PRC ROC"],
  ["CST CDT", "America/Havana Cuba"],
  ["ChST", "Pacific/Guam Pacific/Saipan"],
  ["GMT", "Etc/GMT GMT GMT+0 GMT-0 GMT0"],
  ["GMT BST", "Europe/Guernsey Europe/Isle_of_Man Europe/Jersey"],
  ["GMT IST", "Eire Europe/Dublin"],
  ["HKT", "Asia/Hong_Kong Hongkong"],
  ["HST HDT", "America/Adak America/Atka US/Aleutian"],
  ["IST IDT", "Asia/Jerusalem Asia/Tel_Aviv Israel"],
  ["JST", "Asia/Tokyo Japan"],
  ["KST", "Asia/Pyongyang Asia/Seoul ROK"],
  ["MET MEST", "MET"],
  ["MSK", "Europe/Kirov Europe/Moscow Europe/Simferopol Europe/Volgograd W-SU"],
  ["MST", "America/Dawson America/Hermosillo America/Mazatlan America/Whitehorse Canada/Yukon Mexico/BajaSur"],
  ["NST NDT", "America/St_Johns Canada/Newfoundland"],
  ["PKT", "Asia/Karachi"],
  ["PST", "Asia/Manila"],
  ["SST", "Pacific/Midway Pacific/Pago_Pago Pacific/Samoa US/Samoa"],
  ["WIB", "Asia/Jakarta Asia/Pontianak"],
  ["WIT", "Asia/Jayapura"],
  ["WITA", "Asia/Makassar Asia/Ujung_Pandang"],
];

/** What the time of a zone is called at an instant: `CET`, or `+03` where it has no name. `shiftAt` tells how far it is ahead. */
export function zoneName(key, instant, shiftAt) {
  const shift = shiftAt(instant);
  const numeric = () => offsetText(deltaOf(BigInt(Math.round(shift / 1000)) * 1000000n), "").replace(/^(...)00$/, "$1");
  if (typeof Intl !== "object") return shift === 0 ? "UTC" : numeric();
  const place = key ?? new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const own = zoneNames.find(([, keys]) => ` ${keys} `.includes(` ${place} `));
  if (own !== undefined) {
    const [winter, summer = winter] = own[0].split(" ");
    return (isSummerTime(key, instant, shiftAt) ? summer : winter) || numeric();
  }
  const found = locales.map((locale) => zonePart(key, instant, "short", locale)).find((text) => !/\d/.test(text));
  return found === undefined || (found === "GMT" && shift !== 0) ? numeric() : found;
}

/** Whether the clocks of a zone are put forward at an instant. */
export function isSummerTime(key, instant, shiftAt) {
  const name = zonePart(key, instant, "long", "en-US");
  if (/Summer|Daylight|Irish Standard/.test(name)) return true;
  if (/Standard|Mean Time/.test(name)) return false;
  // further ahead than in some season before and in some after
  const least = (way) => Math.min(...[1, 2, 3].map((quarters) => shiftAt(instant + way * quarters * 7884000000)));
  return shiftAt(instant) > Math.max(least(-1), least(1));
}

function zonePart(timeZone, instant, timeZoneName, locale) {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName }).formatToParts(instant);
  return parts.find((part) => part.type === "timeZoneName").value;
}
