import { derivedType } from "./builtinType.js";
import { wallOf } from "./datetimeCalendar.js";
import { deltaOf, Timedelta } from "./datetimeDelta.js";
import { foldOf, shiftOfWall } from "./datetimeLocal.js";
import { checkZone, TzInfo } from "./datetimeZone.js";
import { isSummerTime, zoneName } from "./datetimeZoneName.js";
import { AttributeError, derive, KeyError, NotImplementedError, PyTypeError, ValueError } from "./exceptions.js";
import { quote } from "./repr.js";
import { typeName } from "./typeName.js";

/** Python's `zoneinfo.ZoneInfoNotFoundError`. */
export const zoneinfoZoneInfoNotFoundError = derive("zoneinfo.ZoneInfoNotFoundError", KeyError);

/** What `zoneinfo.ZoneInfo` makes: the time of a place, as the browser knows it. */
export class Zone extends TzInfo {
  static pyName = "zoneinfo.ZoneInfo";

  #format;

  constructor(key) {
    super();
    this.key = key;
    const numbers = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" };
    this.#format = new Intl.DateTimeFormat("en-US", { timeZone: key, hourCycle: "h23", ...numbers });
    Object.freeze(this);
  }

  // before 1800 no zone had changed
  #ahead(instant) {
    const at = Math.max(Math.floor(instant / 1000) * 1000, -5364662400000);
    const [month, day, year, hour, minute, second] = this.#format.format(at).match(/\d+/g).map(Number);
    return wallOf(year, month, day, hour, minute, second) - at;
  }

  shift__(wall, fold) {
    return shiftOfWall(wall, fold, (instant) => this.#ahead(instant));
  }

  // the offset of a datetime, or of no datetime where it is always the same
  #of(dt) {
    if (dt !== null) {
      if (!(dt instanceof Date)) throw new AttributeError(`'${typeName(dt)}' object has no attribute 'toordinal'`);
      return this.shift__(dt.wall__(), dt.fold ?? 0);
    }
    return /^(Etc\/|UTC$|GMT|UCT$|Zulu$|Universal$|Greenwich$|[EMH]ST$)/.test(this.key) ? this.#ahead(0) : null;
  }

  utcoffset(dt) {
    const shift = this.#of(dt);
    return shift === null ? null : deltaOf(BigInt(shift * 1000));
  }

  // an instant near the datetime at which the offset holds: what is skipped has none of its own
  #moment(dt, shift) {
    const instant = (dt?.wall__() ?? 0) - shift;
    return [0, -86400000, 86400000].map((by) => instant + by).find((at) => this.#ahead(at) === shift);
  }

  tzname(dt) {
    const shift = this.#of(dt);
    return shift === null ? null : zoneName(this.key, this.#moment(dt, shift), (at) => this.#ahead(at));
  }

  dst(dt) {
    const shift = this.#of(dt);
    if (shift === null) return null;
    const instant = this.#moment(dt, shift);
    const isSummer = (at) => isSummerTime(this.key, at, (when) => this.#ahead(when));
    // in Ireland, and in Morocco since 2018, the clocks are put back from the standard time
    const isBack = /^Africa\/(Casablanca|El_Aaiun)$/.test(this.key) && instant >= 1540692000000;
    if (isBack || /^(Eire|Europe\/Dublin)$/.test(this.key)) return deltaOf(BigInt((shift - 3600000) * 1000));
    if (!isSummer(instant)) return new Timedelta(0, 0, 0);
    const winter = [1, -1, 2, -2, 3, -3].map((quarters) => instant + quarters * 7884000000).find((at) => !isSummer(at) && this.#ahead(at) !== shift);
    return deltaOf(BigInt((winter === undefined ? 3600000 : shift - this.#ahead(winter)) * 1000));
  }

  fromutc(dt) {
    checkZone(this, dt);
    const shiftAt = (instant) => this.#ahead(instant);
    const at = dt.__add__(deltaOf(BigInt(shiftAt(dt.wall__()) * 1000)));
    return foldOf(dt.wall__(), shiftAt) === 0 ? at : at.replace({ fold: 1 });
  }

  toString() {
    return this.key;
  }

  __str__() {
    return this.key;
  }

  __repr__() {
    return `zoneinfo.ZoneInfo(key=${quote(this.key)})`;
  }
}

const zones = new Map();

/** Python's `zoneinfo.ZoneInfo(key)`. */
export const zoneinfoZoneInfo = derivedType(() => Zone, "zoneinfo.ZoneInfo", (key) => {
  if (typeof key !== "string") throw new PyTypeError(`expected str, bytes or os.PathLike object, not ${typeName(key)}`);
  const known = zones.get(key);
  if (known !== undefined) return known;
  if (key.startsWith("/")) throw new ValueError(`ZoneInfo keys may not be absolute paths, got: ${key}`);
  if (/^$|\/$|\/\/|(^|\/)\.(\/|$)/.test(key))
    throw new ValueError(`ZoneInfo keys must be normalized relative paths, got: ${key}`);
  if (/(^|\/)\.\.(\/|$)/.test(key)) throw new ValueError(`ZoneInfo keys must refer to subdirectories of TZPATH, got: ${key}`);
  if (typeof Intl !== "object") throw new NotImplementedError("time zones need `Intl`, which this JavaScript has not");
  const zone = zoneOf(key);
  zones.set(key, zone);
  return zone;
});

function zoneOf(key) {
  try {
    // Intl knows offsets too, and does not tell capitals from small letters
    const { timeZone } = new Intl.DateTimeFormat("en-US", { timeZone: key }).resolvedOptions();
    const isOther = timeZone !== key && timeZone.toLowerCase() === key.toLowerCase();
    if (/^[A-Z]/.test(key) && !isOther) return new Zone(key);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  throw new zoneinfoZoneInfoNotFoundError(`No time zone found with key ${key}`);
}
