import { builtinType } from "./builtinType.js";
import { OverflowError, PyTypeError, ValueError, ZeroDivisionError } from "./exceptions.js";
import { toInt } from "./ints.js";
import { hasMethod, isIntOrBool } from "./kinds.js";
import { Ordered } from "./datetimeOrdered.js";
import { NotImplemented } from "./notImplemented.js";
import { tuple } from "./tuple.js";
import { typeName } from "./typeName.js";

/** What `datetime.timedelta` makes: seconds and microseconds are 0 or more, days carry the sign. */
export class Timedelta extends Ordered {
  static pyName = "datetime.timedelta";

  constructor(days, seconds, microseconds) {
    super();
    this.days = days;
    this.seconds = seconds;
    this.microseconds = microseconds;
    Object.freeze(this);
  }

  total_seconds() {
    const seconds = this.days * 86400 + this.seconds;
    const micros = seconds * 1000000 + this.microseconds;
    // beyond, what is cut off is never half of what is left
    return Number.isSafeInteger(micros) ? micros / 1000000 : seconds + this.microseconds / 1000000;
  }

  toString() {
    const { days, seconds, microseconds } = this;
    const text = (n, width = 2) => String(n).padStart(width, "0");
    const day = days === 0 ? "" : `${days} day${Math.abs(days) === 1 ? "" : "s"}, `;
    const clock = `${Math.floor(seconds / 3600)}:${text(Math.floor(seconds / 60) % 60)}:${text(seconds % 60)}`;
    return day + clock + (microseconds === 0 ? "" : `.${text(microseconds, 6)}`);
  }

  /** It is no number to the operators of JavaScript, which a function takes that knows of numbers only. */
  valueOf() {
    throw new PyTypeError("a timedelta came where a number is expected: annotate the function that it is given to");
  }

  __str__() {
    return this.toString();
  }

  __repr__() {
    const parts = ["days", "seconds", "microseconds"].filter((name) => this[name] !== 0);
    return `datetime.timedelta(${parts.map((name) => `${name}=${this[name]}`).join(", ") || "0"})`;
  }

  __bool__() {
    return this.days !== 0 || this.seconds !== 0 || this.microseconds !== 0;
  }

  __hash__() {
    return (Math.imul(this.days, 86413) + this.seconds * 31 + this.microseconds) | 0;
  }

  /** The sign of `this - other`. */
  order__(other) {
    if (!(other instanceof Timedelta)) return NotImplemented;
    return this.days - other.days || this.seconds - other.seconds || this.microseconds - other.microseconds;
  }

  __neg__() {
    return timedelta(-this.days, -this.seconds, -this.microseconds);
  }

  __pos__() {
    return this;
  }

  __abs__() {
    return this.days < 0 ? this.__neg__() : this;
  }

  __add__(other) {
    if (hasMethod(other, "later__")) return other.later__(this, 1);
    if (!(other instanceof Timedelta)) return NotImplemented;
    return timedelta(this.days + other.days, this.seconds + other.seconds, this.microseconds + other.microseconds);
  }

  __sub__(other) {
    if (!(other instanceof Timedelta)) return NotImplemented;
    return timedelta(this.days - other.days, this.seconds - other.seconds, this.microseconds - other.microseconds);
  }

  __mul__(factor) {
    if (isIntOrBool(factor)) return deltaOf(microsOf(this) * BigInt(factor));
    if (typeof factor === "number") {
      const [top, bottom] = ratioOf(factor);
      return deltaOf(nearest(microsOf(this) * top, bottom));
    }
    if (typeof factor !== "string" && !Array.isArray(factor)) return NotImplemented;
    throw new PyTypeError("can't multiply sequence by non-int of type 'datetime.timedelta'");
  }

  __rmul__(factor) {
    return this.__mul__(factor);
  }

  __truediv__(divisor) {
    if (divisor instanceof Timedelta) {
      if (!divisor.__bool__()) throw new ZeroDivisionError("division by zero");
      return quotientOf(microsOf(this), microsOf(divisor));
    }
    if (isIntOrBool(divisor)) return deltaOf(nearest(microsOf(this), BigInt(divisor)));
    if (typeof divisor !== "number") return NotImplemented;
    const [top, bottom] = ratioOf(divisor);
    return deltaOf(nearest(microsOf(this) * bottom, top));
  }

  __floordiv__(divisor) {
    if (divisor instanceof Timedelta) return toInt(wholeBy(microsOf(this), microsOf(divisor)));
    return isIntOrBool(divisor) ? deltaOf(wholeBy(microsOf(this), BigInt(divisor))) : NotImplemented;
  }

  __mod__(divisor) {
    if (!(divisor instanceof Timedelta)) return NotImplemented;
    if (!divisor.__bool__()) throw new ZeroDivisionError("integer modulo by zero");
    const [top, bottom] = [microsOf(this), microsOf(divisor)];
    return deltaOf(top - wholeBy(top, bottom) * bottom);
  }

  __divmod__(divisor) {
    return divisor instanceof Timedelta ? tuple(this.__floordiv__(divisor), this.__mod__(divisor)) : NotImplemented;
  }
}

/** The whole of it in microseconds. */
export function microsOf(delta) {
  return BigInt(delta.days * 86400 + delta.seconds) * 1000000n + BigInt(delta.microseconds);
}

/** The timedelta of so many microseconds. */
export function deltaOf(micros) {
  const days = wholeBy(micros, 86400000000n);
  const rest = Number(micros - days * 86400000000n);
  if (days < -2147483648n || days > 2147483647n) throw new OverflowError("Python int too large to convert to C int");
  return inRange(Number(days), Math.floor(rest / 1000000), rest % 1000000);
}

function inRange(days, seconds, microseconds) {
  if (Math.abs(days) > 999999999) throw new OverflowError(`days=${days}; must have magnitude <= 999999999`);
  return new Timedelta(days, seconds, microseconds);
}

/** A timedelta of ints that are not normalized yet. */
export function timedelta(days, seconds, microseconds) {
  const carried = seconds + Math.floor(microseconds / 1000000);
  const over = Math.floor(carried / 86400);
  return inRange(days + over, carried - over * 86400, microseconds - (carried - seconds) * 1000000);
}

// the quotient of two ints, rounded down
function wholeBy(top, bottom) {
  if (bottom === 0n) throw new ZeroDivisionError("integer division or modulo by zero");
  return top / bottom - (top % bottom !== 0n && top < 0n !== bottom < 0n ? 1n : 0n);
}

// the same, rounded half to even
function nearest(top, bottom) {
  const whole = wholeBy(top, bottom);
  const twice = (top - whole * bottom) * 2n;
  const isMore = bottom > 0n ? twice > bottom : twice < bottom;
  return isMore || (twice === bottom && whole % 2n !== 0n) ? whole + 1n : whole;
}

// the same as a float, rounded once: of more bits than that has, the last stands for all that was cut off
function quotientOf(top, bottom) {
  const [x, y] = [Number(top), Number(bottom)];
  if (x === 0 || (Number.isSafeInteger(x) && Number.isSafeInteger(y))) return x / y;
  const whole = wholeBy(top << 150n, bottom);
  return Number(whole * bottom === top << 150n ? whole : whole | 1n) / 2 ** 150;
}

// a float as the quotient of two ints
function ratioOf(x) {
  if (Number.isNaN(x)) throw new ValueError("cannot convert NaN to integer ratio");
  if (!Number.isFinite(x)) throw new OverflowError("cannot convert Infinity to integer ratio");
  let [top, bottom] = [x, 1n];
  for (; !Number.isInteger(top); bottom *= 2n) top *= 2;
  return [BigInt(top), bottom];
}

/** Python's `datetime.timedelta(…)`. */
export const datetimeTimedelta = builtinType(
  "datetime.timedelta",
  (days = 0, seconds = 0, microseconds = 0, milliseconds = 0, minutes = 0, hours = 0, weeks = 0) => {
    const given = { microseconds, milliseconds, seconds, minutes, hours, days, weeks };
    const scale = [1, 1000, 1000000, 60000000, 3600000000, 86400000000, 604800000000];
    let sum = 0n;
    let rest = 0;
    Object.entries(given).forEach(([name, value], at) => {
      if (!isIntOrBool(value) && typeof value !== "number")
        throw new PyTypeError(`unsupported type for timedelta ${name} component: ${typeName(value)}`);
      const by = scale[at];
      if (isIntOrBool(value)) {
        sum += BigInt(value) * BigInt(by);
        return;
      }
      if (Number.isNaN(value)) throw new ValueError("cannot convert float NaN to integer");
      if (!Number.isFinite(value)) throw new OverflowError("cannot convert float infinity to integer");
      const whole = Math.trunc(value);
      const part = (value - whole) * by;
      sum += BigInt(whole) * BigInt(by) + BigInt(Math.trunc(part));
      rest += part - Math.trunc(part);
    });
    return deltaOf(sum + BigInt(rounded(rest, sum % 2n === 0n ? 0 : 1)));
  },
);

// half to even, where what it is added to is odd or not
function rounded(x, odd) {
  const whole = awayFromZero(x);
  return Math.abs(whole - x) === 0.5 ? 2 * awayFromZero((x + odd) * 0.5) - odd : whole;
}

function awayFromZero(x) {
  const whole = Math.trunc(x);
  return Math.abs(x - whole) >= 0.5 ? whole + Math.sign(x) : whole;
}

/** Python's `timedelta(...)` with some arguments by name, as one object after the others. */
export function datetimeTimedeltaBy(...args) {
  const { days, seconds, microseconds, milliseconds, minutes, hours, weeks } = args.pop();
  const named = [days, seconds, microseconds, milliseconds, minutes, hours, weeks];
  return datetimeTimedelta(...args, ...named.slice(args.length));
}

/** Python's `timedelta.min`. */
export const datetimeTimedeltaMin = new Timedelta(-999999999, 0, 0);

/** Python's `timedelta.max`. */
export const datetimeTimedeltaMax = new Timedelta(999999999, 86399, 999999);

/** Python's `timedelta.resolution`. */
export const datetimeTimedeltaResolution = new Timedelta(0, 0, 1);

/** Python's `date.resolution`. */
export const datetimeDateResolution = new Timedelta(1, 0, 0);
