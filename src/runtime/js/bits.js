import { mergeDicts, updateDict } from "./dict.js";
import { ValueError } from "./exceptions.js";
import { large, toInt } from "./ints.js";
import { hasMethod, isDict, isIntOrBool } from "./kinds.js";
import { operate, operateInPlace } from "./operate.js";
import {
  setCommon,
  setInPlace,
  setIntersectionUpdate,
  setOperands,
  setSymmetricDifference,
  setSymmetricDifferenceUpdate,
  setUnion,
  setUpdate,
} from "./set.js";

function bothSets(a, b) {
  return a instanceof Set && b instanceof Set;
}

function isSmall(x) {
  return typeof x !== "bigint" && (x | 0) === Number(x);
}

// `small` works on 32 bits, which is what JavaScript's operators do; anything larger goes through BigInt
function bitwise(a, b, small, big) {
  const result = isSmall(a) && isSmall(b) ? small(a, b) : toInt(big(BigInt(a), BigInt(b)));
  return typeof a === "boolean" && typeof b === "boolean" ? Boolean(result) : result;
}

/** Python's `a & b`. */
export function bitand(a, b, symbol = "&") {
  if (isIntOrBool(a) && isIntOrBool(b))
    return bitwise(
      a,
      b,
      (x, y) => x & y,
      (x, y) => x & y,
    );
  const sets = setOperands(a, b, (x) => x);
  return sets ? setCommon(...sets) : operate(a, b, "and", symbol);
}

/** Python's `a | b`. */
export function bitor(a, b, symbol = "|") {
  if (isIntOrBool(a) && isIntOrBool(b))
    return bitwise(
      a,
      b,
      (x, y) => x | y,
      (x, y) => x | y,
    );
  const sets = setOperands(a, b);
  if (sets) return setUnion(...sets);
  const areDicts = isDict(a) && isDict(b) && !hasMethod(a, "__or__");
  if (!areDicts) return operate(a, b, "or", symbol);
  return hasMethod(b, "__ror__") && !hasMethod(a, "__ror__") ? b.__ror__(a) : mergeDicts(a, b);
}

/** Python's `a ^ b`. */
export function bitxor(a, b, symbol = "^") {
  if (isIntOrBool(a) && isIntOrBool(b))
    return bitwise(
      a,
      b,
      (x, y) => x ^ y,
      (x, y) => x ^ y,
    );
  const sets = setOperands(a, b);
  return sets ? setSymmetricDifference(...sets) : operate(a, b, "xor", symbol);
}

/** Python's `a << b`. */
export function lshift(a, b, symbol = "<<") {
  if (!isIntOrBool(a) || !isIntOrBool(b)) return operate(a, b, "lshift", symbol);
  if (b < 0) throw new ValueError("negative shift count");
  if (Number(a) === 0) return 0;
  if (typeof a !== "bigint" && b < 53) {
    const result = a * 2 ** Number(b);
    if (Math.abs(result) <= Number.MAX_SAFE_INTEGER) return result;
  }
  return toInt(large(() => BigInt(a) << BigInt(b)));
}

/** Python's `a >> b`. */
export function rshift(a, b, symbol = ">>") {
  if (!isIntOrBool(a) || !isIntOrBool(b)) return operate(a, b, "rshift", symbol);
  if (b < 0) throw new ValueError("negative shift count");
  if (typeof a === "bigint") return toInt(a >> BigInt(b));
  return b > 60 ? (a < 0 ? -1 : 0) : Math.floor(a / 2 ** Number(b));
}

/** Python's `a @ b`: only classes that define it have one. */
export function matmul(a, b, symbol = "@") {
  return operate(a, b, "matmul", symbol);
}

/** `a &= b`. */
export function iand(a, b) {
  if (bothSets(a, b)) return setInPlace(a, b, setIntersectionUpdate, bitand);
  return operateInPlace(a, b, "and", "&=", bitand);
}

/** `a |= b`: a dict or set grows in place. */
export function ior(a, b) {
  if (bothSets(a, b)) return setInPlace(a, b, setUpdate, bitor);
  return isDict(a) && !hasMethod(a, "__ior__") ? updateDict(a, b) : operateInPlace(a, b, "or", "|=", bitor);
}

/** `a ^= b`. */
export function ixor(a, b) {
  if (bothSets(a, b)) return setInPlace(a, b, setSymmetricDifferenceUpdate, bitxor);
  return operateInPlace(a, b, "xor", "^=", bitxor);
}

/** `a <<= b`. */
export function ilshift(a, b) {
  return operateInPlace(a, b, "lshift", "<<=", lshift);
}

/** `a >>= b`. */
export function irshift(a, b) {
  return operateInPlace(a, b, "rshift", ">>=", rshift);
}

/** `a @= b`. */
export function imatmul(a, b) {
  return operateInPlace(a, b, "matmul", "@=", matmul);
}
