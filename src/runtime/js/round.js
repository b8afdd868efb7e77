import { fixed, scaled } from "./decimals.js";
import { PyTypeError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { hasMethod, isInt, isNumber } from "./kinds.js";
import { truncate } from "./numbers.js";
import { typeName } from "./typeName.js";

/** Python's `round(x, digits)`: half to even, on the exact value. */
export function round(x, digits) {
  if (!isNumber(x)) {
    if (hasMethod(x, "__round__")) return x.__round__(digits);
    throw new PyTypeError(`type ${typeName(x)} doesn't define __round__ method`);
  }
  const value = Number(x);
  if (digits === undefined || digits === null)
    return truncate(Number.isFinite(value) ? roundTo(value, 0) : value) + 0;
  const places = asIndex(digits);
  if (!Number.isFinite(value) || (isInt(value) && places >= 0) || places > 323) return value;
  return places < -308 ? 0 : isInt(value) ? roundTo(value, places) + 0 : roundTo(value, places);
}

function roundTo(x, places) {
  const size =
    places >= 0 && places <= 100
      ? Number(fixed(Math.abs(x), places))
      : Number(`${scaled(Math.abs(x), places)}e${-places}`);
  return x < 0 || Object.is(x, -0) ? -size : size;
}
