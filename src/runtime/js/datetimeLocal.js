import { wallOf } from "./datetimeCalendar.js";
import { OSError, OverflowError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";

/** How far local time is ahead of UTC at an instant, in milliseconds. */
export function localShift(instant) {
  const at = new Date(instant);
  const clock = [at.getHours(), at.getMinutes(), at.getSeconds(), at.getMilliseconds()];
  return wallOf(at.getFullYear(), at.getMonth() + 1, at.getDate(), ...clock) - instant;
}

/**
 * How far a zone is ahead of UTC at a wall time; `shiftAt` tells it of an instant. What is skipped when clocks go
 * forward, and the hour that comes twice when they go back, are told by `fold`.
 */
export function shiftOfWall(wall, fold, shiftAt) {
  const before = shiftAt(wall - 86400000);
  const after = shiftAt(wall + 86400000);
  const isBefore = shiftAt(wall - before) === before;
  if (isBefore !== (shiftAt(wall - after) === after)) return isBefore ? before : after;
  return fold === 0 ? before : after;
}

/** Whether clocks have been put back, so that the wall time of an instant comes for the second time. */
export function foldOf(instant, shiftAt) {
  const shift = shiftAt(instant);
  const before = shiftAt(instant - 86400000);
  return before > shift && shiftAt(instant + shift - before) === before ? 1 : 0;
}

/** The instant of a local wall time. */
export function localInstant(wall, fold) {
  return wall - shiftOfWall(wall, fold, localShift);
}

/** A timestamp as whole seconds and microseconds, which are rounded half to even. */
export function secondsOf(timestamp) {
  if (typeof timestamp !== "number") timestamp = asIndex(timestamp);
  if (Number.isNaN(timestamp)) throw new ValueError("Invalid value NaN (not a number)");
  if (!(timestamp >= -(2 ** 63) && timestamp < 2 ** 63))
    throw new OverflowError("timestamp out of range for platform time_t");
  if (Math.abs(timestamp) > 6e16) throw new OSError(75, "Value too large for defined data type");
  const whole = Math.trunc(Number(timestamp));
  const micros = halfToEven((Number(timestamp) - whole) * 1000000);
  if (micros >= 1000000) return [whole + 1, micros - 1000000];
  return micros < 0 ? [whole - 1, micros + 1000000] : [whole, micros];
}

function halfToEven(x) {
  const down = Math.floor(x);
  const over = x - down;
  return over > 0.5 || (over === 0.5 && down % 2 !== 0) ? down + 1 : down;
}

/** Refuses seconds that are in no year of a date. */
export function checkSeconds(seconds) {
  if (seconds >= -62135596800 && seconds <= 253402300799) return;
  const year = new Date(seconds * 1000).getUTCFullYear();
  throw new ValueError(`year ${Number.isNaN(year) ? Math.floor(1970 + seconds / 31556952) : year} is out of range`);
}
