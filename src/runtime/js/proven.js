import { setIndex } from "./items.js";

/**
 * What the compiler proved, asked again while the program runs: only the tests of the compiler emit these.
 * What fails is noted where no `except` can hide it.
 */
function failed(what) {
  (globalThis.failedProofs ??= []).push(what);
  throw new Error(`not as proved: ${what}`);
}

const isWithin = (list, index) =>
  (Array.isArray(list) || typeof list === "string" || list instanceof Uint8Array) && Number.isInteger(index) && index >= 0 && index < list.length;

/** `list[index]`, where the index is proved to be in range. */
export function provenIndex(list, index) {
  return isWithin(list, index) ? list[index] : failed(`index ${String(index)} of ${list?.length}`);
}

/** `list.at(index)`, of a negative index. */
export function provenEnd(list, index) {
  return index < 0 && isWithin(list, list.length + index) ? list.at(index) : failed(`index ${String(index)} of ${list?.length}`);
}

/** `list[index] = value` of an index in range. */
export function provenStore(list, index, value) {
  if (!isWithin(list, index)) failed(`store to ${String(index)} of ${list?.length}`);
  setIndex(list, index, value);
}

/** A divisor that is not 0, or an int above 0. */
export function provenDivisor(value, isPositive) {
  const holds = isPositive ? Number.isInteger(value) && value > 0 : typeof value === "number" && value !== 0;
  return holds || value === true || typeof value === "bigint" ? value : failed(`divisor ${String(value)}`);
}

/** A variable that was assigned. */
export function provenBound(value, name) {
  return value === undefined || typeof value === "symbol" ? failed(`${name} is bound`) : value;
}

/** An int below 2 to the power of `bits`. */
export function provenInt(value, bits, isNatural) {
  const holds = Number.isInteger(value) && Math.abs(value) <= 2 ** bits && !(isNatural && value < 0);
  return holds ? value : failed(`${String(value)} has ${bits} bits${isNatural ? " and no sign" : ""}`);
}
