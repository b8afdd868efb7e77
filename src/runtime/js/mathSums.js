import { add } from "./add.js";
import { OverflowError, ValueError } from "./exceptions.js";
import { iter } from "./iter.js";
import { isIntOrBool, isNumber } from "./kinds.js";
import { mathFrexp, real } from "./math.js";
import { mul } from "./mul.js";

// a + b and what rounding lost of it
function twoSum(a, b) {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
}

// a × b and what rounding lost of it, by Dekker's splitting
function twoProduct(a, b) {
  const product = a * b;
  const [a1, a2, b1, b2] = [...halvesOf(a), ...halvesOf(b)];
  return [product, a1 * b1 - product + a1 * b2 + a2 * b1 + a2 * b2];
}

function halvesOf(x) {
  const wide = 134217729 * x;
  const high = wide - (wide - x);
  return [high, x - high];
}

/** Python's `math.fsum(seq)`: the exact sum, rounded once. */
export function mathFsum(seq) {
  let parts = [];
  let special = 0;
  let infinite = 0;
  for (const item of iter(seq)) {
    let x = real(item);
    const given = x;
    const next = [];
    for (const part of parts) {
      const [sum, lost] = twoSum(x, part);
      if (lost !== 0) next.push(lost);
      x = sum;
    }
    if (Number.isFinite(x)) {
      if (x !== 0) next.push(x);
      parts = next;
      continue;
    }
    if (Number.isFinite(given)) throw new OverflowError("intermediate overflow in fsum");
    if (!Number.isNaN(given)) infinite += given;
    special += given;
    parts = [];
  }
  if (special !== 0) {
    if (Number.isNaN(infinite)) throw new ValueError("-inf + inf in fsum");
    return special;
  }
  return roundedSum(parts);
}

// the parts do not overlap and grow, so only a tie needs a look at the third
function roundedSum(parts) {
  let high = parts.pop() ?? 0;
  let low = 0;
  while (parts.length > 0) {
    const next = parts.pop();
    const before = high;
    high = before + next;
    low = next - (high - before);
    if (low !== 0) break;
  }
  const below = parts.at(-1) ?? 0;
  if ((low < 0 && below < 0) || (low > 0 && below > 0)) {
    const twice = low * 2;
    const moved = high + twice;
    if (twice === moved - high) high = moved;
  }
  return high;
}

/** Python's `math.hypot(*coordinates)`. */
export function mathHypot(...coordinates) {
  return mathHypotAll(coordinates);
}

/** `math.hypot(*coordinates)` of any number of them. */
export function mathHypotAll(coordinates) {
  return normOf(Array.from(iter(coordinates), (x) => Math.abs(real(x))));
}

/** Python's `math.dist(p, q)`. */
export function mathDist(p, q) {
  const [a, b] = [[...iter(p)], [...iter(q)]];
  if (a.length !== b.length) throw new ValueError("both points must have the same number of dimensions");
  return normOf(a.map((x, i) => Math.abs(real(x) - real(b[i]))));
}

// Euclid's norm of numbers >= 0 with twice the digits, and one step of Newton's at the end
function normOf(sizes) {
  if (sizes.includes(Infinity)) return Infinity;
  if (sizes.some(Number.isNaN)) return NaN;
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (largest === 0 || sizes.length < 2) return largest;
  if (largest < 2 ** -1022) return normOf(sizes.map((x) => x * 2 ** 600)) * 2 ** -600;
  const scale = 2 ** -Math.min(mathFrexp(largest)[1], 1023);
  let [high, lost] = [1, 0];
  const include = (a, b) => {
    const [square, rest] = twoProduct(a, b);
    const [sum, gone] = twoSum(high, square);
    high = sum;
    lost += rest + gone;
  };
  for (const size of sizes) include(size * scale, size * scale);
  const root = Math.sqrt(high - 1 + lost);
  include(-root, root);
  return (root + (high - 1 + lost) / (2 * root)) / scale;
}

/** Python's `math.prod(iterable, start=start)`. */
export function mathProd(iterable, start = 1) {
  let result = start;
  for (const item of iter(iterable)) result = mul(result, item);
  return result;
}

/** Python's `math.sumprod(p, q)`. */
export function mathSumprod(p, q) {
  const [a, b] = [[...iter(p)], [...iter(q)]];
  if (a.length !== b.length) throw new ValueError("Inputs are not the same length");
  const numbers = [...a, ...b];
  if (numbers.every(isNumber) && !numbers.every(isIntOrBool)) {
    const parts = a.flatMap((x, i) => twoProduct(real(x), real(b[i])));
    if (parts.every(Number.isFinite)) return mathFsum(parts);
  }
  return a.reduce((sum, x, i) => add(sum, mul(x, b[i])), 0);
}

/** Python's `math.isclose(a, b, rel_tol=, abs_tol=)`. */
export function mathIsclose(a, b, relTol = 1e-9, absTol = 0) {
  const [x, y, relative, absolute] = [a, b, relTol, absTol].map(real);
  if (relative < 0 || absolute < 0) throw new ValueError("tolerances must be non-negative");
  if (x === y) return true;
  if (Math.abs(x) === Infinity || Math.abs(y) === Infinity) return false;
  const gap = Math.abs(y - x);
  return gap <= Math.abs(relative * y) || gap <= Math.abs(relative * x) || gap <= absolute;
}
