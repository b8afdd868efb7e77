import { add } from "./add.js";
import { PyTypeError } from "./exceptions.js";
import { iter } from "./iter.js";
import { isInt, isNumber } from "./kinds.js";

/** Python's `sum(x, start)`; floats are summed with compensation, as Python 3.12 does. */
export function sum(x, start = 0) {
  if (typeof start === "string") throw new PyTypeError("sum() can't sum strings [use ''.join(seq) instead]");
  let total = start;
  let lost = 0;
  for (const item of iter(x)) {
    if (lost === 0 && Number.isSafeInteger(item) && Number.isSafeInteger(total)) {
      const next = total + item;
      if (Number.isSafeInteger(next) && next !== 0) {
        total = next;
        continue;
      }
    }
    if (isNumber(item) && isNumber(total) && !(isInt(Number(item)) && isInt(Number(total)) && lost === 0)) {
      const next = total + item;
      lost += Math.abs(total) >= Math.abs(item) ? total - next + Number(item) : item - next + Number(total);
      total = next;
    } else total = add(total, item);
  }
  return lost !== 0 && Number.isFinite(lost) ? total + lost : total;
}
