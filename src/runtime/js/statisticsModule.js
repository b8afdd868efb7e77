import { add } from "./add.js";
import { Counter } from "./collectionsDicts.js";
import { divNum } from "./div.js";
import { derive, PyTypeError, ValueError } from "./exceptions.js";
import { asIndex } from "./indices.js";
import { iter } from "./iter.js";
import { isNumber } from "./kinds.js";
import { real } from "./math.js";
import { mathFsum } from "./mathSums.js";
import { sorted } from "./sequences.js";
import { typeName } from "./typeName.js";

/** Python's `statistics.StatisticsError`. */
export const statisticsStatisticsError = derive("statistics.StatisticsError", ValueError);

function failure(message) {
  return new statisticsStatisticsError(message);
}

// what is computed with numbers alone
function asNumber(x) {
  if (!isNumber(x)) throw new PyTypeError(`can't convert type '${typeName(x)}' to numerator/denominator`);
  return x;
}

const floatBits = new DataView(new ArrayBuffer(8));

// A number as a whole one over a power of two: [numerator, how many halvings].
function exactly(x) {
  asNumber(x);
  if (typeof x === "bigint") return [x, 0];
  const value = Number(x);
  if (Number.isSafeInteger(value)) return [BigInt(value), 0];
  floatBits.setFloat64(0, value);
  const bits = floatBits.getBigUint64(0);
  const biased = Number(bits >> 52n) & 0x7ff;
  const fraction = bits & 0xfffffffffffffn;
  const whole = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const halvings = 1075 - Math.max(biased, 1);
  const signed = value < 0 ? -whole : whole;
  return halvings < 0 ? [signed << BigInt(-halvings), 0] : [signed, halvings];
}

// the exact sum of the numbers and of their squares, over 2^halvings and 2^(2·halvings)
function exactSums(numbers) {
  const parts = numbers.map(exactly);
  const halvings = parts.reduce((most, [, h]) => Math.max(most, h), 0);
  let [sum, squares] = [0n, 0n];
  for (const [whole, h] of parts) {
    const scaled = whole << BigInt(halvings - h);
    sum += scaled;
    squares += scaled * scaled;
  }
  return { sum, squares, halvings: BigInt(halvings) };
}

// top / bottom rounded once
function quotient(top, bottom) {
  if (top < 0n) return -quotient(-top, bottom);
  if (top === 0n) return 0;
  const shift = BigInt(bottom.toString(2).length - top.toString(2).length + 66);
  const scaled = shift >= 0n ? top << shift : top;
  const by = shift >= 0n ? bottom : bottom << -shift;
  // the lowest bit stands for all that was cut off
  const whole = (scaled / by) | (scaled % by === 0n ? 0n : 1n);
  const power = -Number(shift);
  const half = Math.trunc(power / 2);
  return Number(whole) * 2 ** half * 2 ** (power - half);
}

function realData(data, least, message) {
  const items = [...iter(data)];
  if (items.length < least) throw failure(message);
  return items;
}

/** Python's `statistics.mean(data)`. */
export function statisticsMean(data) {
  const items = realData(data, 1, "mean requires at least one data point");
  if (items.some((x) => isNumber(x) && typeof x !== "bigint" && !Number.isFinite(Number(x)))) return items.reduce((a, b) => a + b) / items.length;
  const { sum, halvings } = exactSums(items);
  return quotient(sum, BigInt(items.length) << halvings);
}

/** Python's `statistics.fmean(data, weights)`. */
export function statisticsFmean(data, weights = null) {
  const items = [...iter(data)];
  if (weights === null) {
    if (items.length === 0) throw failure("fmean requires at least one data point");
    return mathFsum(items) / items.length;
  }
  const scale = [...iter(weights)];
  if (scale.length !== items.length) throw failure("data and weights must be the same length");
  const total = mathFsum(scale);
  if (total === 0) throw failure("sum of weights must be non-zero");
  return mathFsum(items.map((x, i) => x * scale[i])) / total;
}

/** Python's `statistics.geometric_mean(data)`. */
export function statisticsGeometricMean(data) {
  const items = Array.from(iter(data), real);
  if (items.length === 0 || items.some((x) => x <= 0))
    throw failure("geometric mean requires a non-empty dataset containing positive numbers");
  return Math.exp(statisticsFmean(items.map(Math.log)));
}

function middle(data) {
  const items = sorted(data);
  if (items.length === 0) throw failure("no median for empty data");
  return { items, n: items.length, half: Math.floor(items.length / 2) };
}

/** Python's `statistics.median(data)`. */
export function statisticsMedian(data) {
  const { items, n, half } = middle(data);
  return n % 2 === 1 ? items[half] : divNum(asNumber(add(items[half - 1], items[half])), 2);
}

/** Python's `statistics.median_low(data)`. */
export function statisticsMedianLow(data) {
  const { items, n, half } = middle(data);
  return items[n % 2 === 1 ? half : half - 1];
}

/** Python's `statistics.median_high(data)`. */
export function statisticsMedianHigh(data) {
  const { items, half } = middle(data);
  return items[half];
}

function counted(data) {
  const counter = new Counter();
  counter.update(data);
  return counter.most_common();
}

/** Python's `statistics.mode(data)`. */
export function statisticsMode(data) {
  const [first] = counted([...iter(data)]);
  if (first === undefined) throw failure("no mode for empty data");
  return first[0];
}

/** Python's `statistics.multimode(data)`. */
export function statisticsMultimode(data) {
  const pairs = counted([...iter(data)]);
  return pairs.filter(([, count]) => count === pairs[0][1]).map(([value]) => value);
}

// the exact sum of the squared distances from the mean: top / bottom
function squaredDistances(items) {
  const n = BigInt(items.length);
  const { sum, squares, halvings } = exactSums(items);
  return [n * squares - sum * sum, n << (2n * halvings)];
}

function varianceOf(items, n) {
  const [top, bottom] = squaredDistances(items);
  return quotient(top, bottom * BigInt(n));
}

/** Python's `statistics.variance(data)`. */
export function statisticsVariance(data) {
  const items = realData(data, 2, "variance requires at least two data points");
  return varianceOf(items, items.length - 1);
}

/** Python's `statistics.pvariance(data)`. */
export function statisticsPvariance(data) {
  const items = realData(data, 1, "pvariance requires at least one data point");
  return varianceOf(items, items.length);
}

// the square root of top / bottom rounded once
function rootOf(top, bottom) {
  if (top === 0n) return 0;
  let shift = BigInt(bottom.toString(2).length - top.toString(2).length + 132);
  if (shift % 2n !== 0n) shift += 1n;
  const scaled = shift >= 0n ? (top << shift) / bottom : top / (bottom << -shift);
  const root = wholeRoot(scaled);
  const sticky = root * root === scaled && (shift >= 0n ? (top << shift) % bottom : 1n) === 0n ? 0n : 1n;
  const power = -Number(shift) / 2;
  const half = Math.trunc(power / 2);
  return Number(root | sticky) * 2 ** half * 2 ** (power - half);
}

function wholeRoot(n) {
  let x = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (x + n / x) >> 1n;
    if (next >= x) return x;
    x = next;
  }
}

/** Python's `statistics.stdev(data)`. */
export function statisticsStdev(data) {
  const items = realData(data, 2, "stdev requires at least two data points");
  const [top, bottom] = squaredDistances(items);
  return rootOf(top, bottom * BigInt(items.length - 1));
}

/** Python's `statistics.pstdev(data)`. */
export function statisticsPstdev(data) {
  const items = realData(data, 1, "pstdev requires at least one data point");
  const [top, bottom] = squaredDistances(items);
  return rootOf(top, bottom * BigInt(items.length));
}

/** Python's `statistics.quantiles(data, n=n, method=method)`. */
export function statisticsQuantiles(data, n = 4, method = "exclusive") {
  if (n < 1) throw failure("n must be at least 1");
  const parts = asIndex(n);
  const items = sorted(data);
  const size = items.length;
  if (size < 2) throw failure("must have at least two data points");
  if (method !== "inclusive" && method !== "exclusive") throw new ValueError(`Unknown method: '${method}'`);
  const inclusive = method === "inclusive";
  const m = inclusive ? size - 1 : size + 1;
  return Array.from({ length: parts - 1 }, (_, k) => {
    const i = k + 1;
    let j = Math.floor((i * m) / n);
    if (!inclusive) j = Math.min(Math.max(j, 1), size - 1);
    const delta = i * m - j * n;
    const [a, b] = inclusive ? [items[j], items[j + 1]] : [items[j - 1], items[j]];
    return (a * (n - delta) + b * delta) / n;
  });
}
