import { PyTypeError } from "./exceptions.js";
import { asIndex, asSize } from "./indices.js";
import { calculate } from "./ints.js";
import { asTuple, hasMethod, isIntOrBool, isNumber, isTuple } from "./kinds.js";
import { operate, operateInPlace } from "./operate.js";
import { typeName } from "./typeName.js";

/** Python's `a * b`. */
export function mul(a, b, symbol) {
  if (typeof a === "number" && typeof b === "number") {
    const result = a * b;
    if (result <= 9007199254740991 && result >= -9007199254740991 && result !== 0) return result; // 0 may be a -0
  }
  return mulAny(a, b, symbol);
}

// apart, so that engines inline the few lines above
function mulAny(a, b, symbol = "*") {
  if (isNumber(a) && isNumber(b)) return mulLarge(a, b);
  if (isSequence(a) && !hasMethod(b, "__rmul__")) return repeat(a, b);
  if (isSequence(b) && !hasMethod(a, "__mul__")) return repeat(b, a);
  return operate(a, b, "mul", symbol);
}

function isSequence(x) {
  return typeof x === "string" || Array.isArray(x);
}

/** A string, list or tuple, `count` times over. */
export function repeat(sequence, count) {
  const number = isIntOrBool(count) || !hasMethod(count, "__index__") ? count : asIndex(count);
  if (!isIntOrBool(number)) throw new PyTypeError(`can't multiply sequence by non-int of type '${typeName(count)}'`);
  const times = number > 0 ? asSize(number) : 0;
  if (typeof sequence === "string") return sequence.repeat(times);
  const { length } = sequence;
  const out = length === 1 ? new Array(times).fill(sequence[0]) : [];
  if (length > 1) for (let i = 0; i < times * length; i++) out.push(sequence[i % length]);
  return isTuple(sequence) ? asTuple(out) : out;
}

/** `a * b` of two ints. */
export function mulInt(a, b) {
  if (typeof a === "number" && typeof b === "number") {
    const result = a * b;
    if (result <= 9007199254740991 && result >= -9007199254740991) return result + 0; // + 0 turns -0 into 0
  }
  return mulLarge(a, b);
}

function mulLarge(a, b) {
  return calculate(a, b, (x, y) => x * y);
}

/** `a *= b`: a list is repeated in place. Returns the new value of `a`. */
export function imul(a, b) {
  return typeof a === "number" ? mul(a, b, "*=") : imulAny(a, b);
}

function imulAny(a, b) {
  if (Array.isArray(a) && !isTuple(a) && !hasMethod(b, "__rmul__")) {
    const items = repeat(a, b);
    a.length = 0;
    for (const item of items) a[a.length] = item;
    return a;
  }
  return operateInPlace(a, b, "mul", "*=", mul);
}
