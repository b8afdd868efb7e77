import { fixed, scaled } from "./decimals.js";
import { OverflowError, PyTypeError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { toInt } from "./ints.js";
import { hasMethod, isIntOrBool, isNumber } from "./kinds.js";
import { truncate } from "./numbers.js";
import { typeName } from "./typeName.js";

/** Python's `round(x, digits)`: half to even, on the exact value. */
export function round(x, digits) {
  if (!isNumber(x)) {
    if (hasMethod(x, "__round__")) return x.__round__(digits);
    throw new PyTypeError(`type ${typeName(x)} doesn't define __round__ method`);
  }
  if (isIntOrBool(x)) return roundInt(x, asIndex(digits ?? 0));
  if (digits === undefined || digits === null) return truncate(Number.isFinite(x) ? roundTo(x, 0) : x);
  const places = asIndex(digits);
  if (!Number.isFinite(x) || places > 323) return x;
  const rounded = places < -308 ? 0 * x : roundTo(x, places);
  if (!Number.isFinite(rounded)) throw new OverflowError("rounded value too large to represent");
  return rounded;
}

function roundInt(x, places) {
  if (places >= 0) return typeof x === "boolean" ? Number(x) : x;
  if (-places > String(x).length) return 0;
  const unit = 10n ** BigInt(-places);
  const n = BigInt(x);
  const rest = ((n % unit) + unit) % unit;
  const isUp = 2n * rest > unit || (2n * rest === unit && ((n - rest) / unit) % 2n !== 0n);
  return toInt(n - rest + (isUp ? unit : 0n));
}

function roundTo(x, places) {
  const size =
    places >= 0 && places <= 100
      ? Number(fixed(Math.abs(x), places))
      : Number(`${scaled(Math.abs(x), places)}e${-places}`);
  return x < 0 || Object.is(x, -0) ? -size : size;
}
