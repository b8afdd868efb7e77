import { add } from "./add.js";
import { PyTypeError } from "./exceptions.js";
import { toFloat } from "./ints.js";
import { iter } from "./iter.js";
import { hasMethod, isInt, isIntOrBool, isNumber } from "./kinds.js";
import { typeName } from "./typeName.js";

/**
 * Python's `sum(x, start)`. As in CPython 3.12, floats are added with compensation, and ints to floats
 * without; a number that is integral counts as an int.
 */
export function sum(x, start = 0) {
  if (typeof start === "string") throw new PyTypeError("sum() can't sum strings [use ''.join(seq) instead]");
  if (hasMethod(start, "view__")) throw new PyTypeError(`sum() can't sum ${typeName(start)} [use b''.join(seq) instead]`);
  let total = start;
  let floating = isNumber(start) && !isIntOrBool(start);
  let lost = 0;
  let rest = x;
  if (Array.isArray(x) && !floating && typeof start === "number") {
    let at = 0;
    while (at < x.length && typeof x[at] === "number" && isInt(x[at]) && Number.isSafeInteger(total + x[at])) total += x[at++];
    if (at > 0) rest = x.slice(at);
  }
  for (const item of iter(rest)) {
    if (!isNumber(item) || !isNumber(total)) total = add(total, item);
    else if (isIntOrBool(item)) total = floating ? total + toFloat(item) : add(total, item);
    else {
      total = toFloat(total);
      if (floating) lost += lostIn(total, item);
      total += item;
      floating = true;
    }
  }
  return lost !== 0 && Number.isFinite(lost) ? total + lost : total;
}

/** The same of numbers that are known to be floats. */
export function sumFloats(x, start = 0) {
  let total = start;
  let floating = !isInt(start);
  let lost = 0;
  for (const item of iter(x)) {
    if (floating) lost += lostIn(total, item);
    total += item;
    floating = true;
  }
  return lost !== 0 && Number.isFinite(lost) ? total + lost : total;
}

/** What rounding takes from `a + b` (Neumaier's sum). */
function lostIn(a, b) {
  const sum = a + b;
  return Math.abs(a) >= Math.abs(b) ? a - sum + b : b - sum + a;
}
