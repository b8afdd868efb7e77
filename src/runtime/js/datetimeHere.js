import { withNames } from "./datetimeCalendar.js";
import { deltaOf } from "./datetimeDelta.js";
import { checkSeconds, localShift } from "./datetimeLocal.js";
import { Datetime } from "./datetimeStamp.js";
import { Timezone } from "./datetimeZone.js";
import { zoneName } from "./datetimeZoneName.js";

/** `x.astimezone(tz)` where there may be no zone, which is the local one. Apart, as that one has a name. */
export function datetimeAstimezone(x, ...args) {
  if (!(x instanceof Datetime)) return x.astimezone(...args);
  const [zone] = withNames(args, "astimezone", ["tz"], [null]);
  if (zone !== null) return x.astimezone(zone);
  const instant = x.getTime();
  checkSeconds(Math.floor(instant / 1000 + (x.microsecond % 1000) / 1000000));
  const name = zoneName(undefined, instant, localShift);
  return x.astimezone(new Timezone(deltaOf(BigInt(localShift(instant) * 1000)), name));
}
