import { checkInt } from "./checkInt.js";
import { ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { iter } from "./iter.js";

function gcd(a, b) {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
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
  const lcm = (a, b) => (a === 0 || b === 0 ? 0 : checkInt(Math.abs((a / gcd(a, b)) * b)));
  return Array.from(iter(integers), (x) => asIndex(x)).reduce(lcm, 1);
}

/** Python's `math.factorial(n)`. */
export function mathFactorial(n) {
  const end = asIndex(n);
  if (end < 0) throw new ValueError("factorial() not defined for negative values");
  return product(1, end);
}

function product(from, to) {
  let result = 1;
  for (let i = from; i <= to; i++) result = checkInt(result * i);
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
  const small = Math.min(taken, of - taken);
  let result = 1n;
  for (let i = 1; i <= small; i++) {
    result = (result * BigInt(of - small + i)) / BigInt(i);
    if (result > 2n ** 53n) break; // it only grows
  }
  return checkInt(Number(result));
}

/** Python's `math.perm(n, k)`. */
export function mathPerm(n, k = null) {
  if (k === null) return mathFactorial(n);
  const of = countOf(n, "n");
  const taken = countOf(k, "k");
  return taken > of ? 0 : product(of - taken + 1, of);
}

/** Python's `math.isqrt(n)`. */
export function mathIsqrt(n) {
  const value = asIndex(n);
  if (value < 0) throw new ValueError("isqrt() argument must be nonnegative");
  const root = Math.floor(Math.sqrt(value));
  // the square root of a number near 2^53 may have been rounded up
  return root * root > value ? root - 1 : root;
}
