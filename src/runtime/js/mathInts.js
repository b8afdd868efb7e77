import { OverflowError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { toInt } from "./ints.js";
import { iter } from "./iter.js";

function sizeOfInt(x) {
  return x < 0 ? -x : x;
}

function gcd(a, b) {
  let [x, y] = [sizeOfInt(a), sizeOfInt(b)];
  if (typeof x === "bigint" || typeof y === "bigint") [x, y] = [BigInt(x), BigInt(y)];
  while (y != 0) [x, y] = [y, x % y];
  return typeof x === "bigint" ? toInt(x) : x;
}

/** Python's `math.gcd(*integers)`. */
export function mathGcd(...integers) {
  return mathGcdAll(integers);
}

/** `math.gcd(*integers)` of any number of them. */
export function mathGcdAll(integers) {
  return Array.from(iter(integers), (x) => asIndex(x)).reduce(gcd, 0);
}

/** Python's `math.lcm(*integers)`. */
export function mathLcm(...integers) {
  return mathLcmAll(integers);
}

/** `math.lcm(*integers)` of any number of them. */
export function mathLcmAll(integers) {
  const lcm = (a, b) => (a === 0 || b === 0 ? 0 : toInt(sizeOfInt((BigInt(a) / BigInt(gcd(a, b))) * BigInt(b))));
  return Array.from(iter(integers), (x) => asIndex(x)).reduce(lcm, 1);
}

/** Python's `math.factorial(n)`. */
export function mathFactorial(n) {
  const end = asIndex(n);
  if (end < 0) throw new ValueError("factorial() not defined for negative values");
  if (typeof end === "bigint") throw new OverflowError("factorial() argument should not exceed 9223372036854775807");
  return toInt(product(1, end));
}

// halves of like size are multiplied, which is faster than one factor after the other
function product(from, to) {
  if (to - from > 16) {
    const middle = Math.floor((from + to) / 2);
    return product(from, middle) * product(middle + 1, to);
  }
  let result = 1n;
  for (let i = from; i <= to; i++) result *= BigInt(i);
  return result;
}

function countOf(x, name) {
  const value = asIndex(x);
  if (value < 0) throw new ValueError(`${name} must be a non-negative integer`);
  return value;
}

/** Python's `math.comb(n, k)`. */
export function mathComb(n, k) {
  const of = countOf(n, "n");
  const taken = countOf(k, "k");
  if (taken > of) return 0;
  const rest = toInt(BigInt(of) - BigInt(taken));
  const small = rest < taken ? rest : taken;
  if (typeof small === "bigint") throw new OverflowError("min(n - k, k) must not exceed 9223372036854775807");
  const from = BigInt(of) - BigInt(small);
  let result = 1n;
  for (let i = 1n; i <= small; i++) result = (result * (from + i)) / i;
  return toInt(result);
}

/** Python's `math.perm(n, k)`. */
export function mathPerm(n, k = null) {
  if (k === null) return mathFactorial(n);
  const of = countOf(n, "n");
  const taken = countOf(k, "k");
  if (taken > of) return 0;
  if (typeof taken === "bigint") throw new OverflowError("k must not exceed 9223372036854775807");
  let result = 1n;
  for (let i = 0; i < taken; i++) result *= BigInt(of) - BigInt(i);
  return toInt(result);
}

/** Python's `math.isqrt(n)`. */
export function mathIsqrt(n) {
  const value = asIndex(n);
  if (value < 0) throw new ValueError("isqrt() argument must be nonnegative");
  if (typeof value === "bigint") return toInt(isqrtOf(value));
  const root = Math.floor(Math.sqrt(value));
  // the square root of a number near 2^53 may have been rounded up
  return root * root > value ? root - 1 : root;
}

// Newton's, from above
function isqrtOf(n) {
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}
