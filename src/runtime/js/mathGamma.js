import { domainError, rangeError, real } from "./math.js";

// Lanczos' approximation with g = 6.0246…, as the quotient of two polynomials
const numerator = [
  23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028,
  1439720407.3117216, 248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348,
  8071.672002365816, 210.82427775157935, 2.5066282746310002,
];

const denominator = [
  0, 39916800, 120543840, 150917976, 105258076, 45995730, 13339535, 2637558, 357423, 32670, 1925, 66, 1,
];

const halfG = 5.524680040776729583740234375;

function lanczos(x) {
  let [top, bottom] = [0, 0];
  if (x < 5) {
    for (let i = 12; i >= 0; i--) [top, bottom] = [top * x + numerator[i], bottom * x + denominator[i]];
  } else {
    for (let i = 0; i < 13; i++) [top, bottom] = [top / x + numerator[i], bottom / x + denominator[i]];
  }
  return top / bottom;
}

// sin(πx), exact at the zeros
function sinPi(x) {
  const y = Math.abs(x) % 2;
  const n = Math.round(2 * y);
  const parts = [
    () => Math.sin(Math.PI * y),
    () => Math.cos(Math.PI * (y - 0.5)),
    () => Math.sin(Math.PI * (1 - y)),
    () => -Math.cos(Math.PI * (y - 1.5)),
    () => Math.sin(Math.PI * (y - 2)),
  ];
  return (x < 0 ? -1 : 1) * parts[n]();
}

/** Python's `math.gamma(x)`. */
export function mathGamma(x) {
  const value = real(x);
  if (!Number.isFinite(value)) {
    if (value === -Infinity) throw domainError();
    return value;
  }
  if (value === 0) throw domainError();
  if (Number.isInteger(value)) {
    if (value < 0) throw domainError();
    if (value <= 23) {
      let result = 1;
      for (let i = 2; i < value; i++) result *= i;
      return result;
    }
  }
  const size = Math.abs(value);
  if (size < 1e-20) {
    if (!Number.isFinite(1 / value)) throw rangeError();
    return 1 / value;
  }
  if (size > 200) {
    if (value < 0) return 0 / sinPi(value);
    throw rangeError();
  }
  const y = size + halfG;
  const lost = size > halfG ? y - size - halfG : y - halfG - size;
  const z = (lost * 6.024680040776729583740234375) / y;
  let result;
  if (value < 0) {
    result = ((-Math.PI / sinPi(size) / size) * Math.exp(y)) / lanczos(size);
    result -= z * result;
    result = size < 140 ? result / y ** (size - 0.5) : result / y ** (size / 2 - 0.25) / y ** (size / 2 - 0.25);
  } else {
    result = lanczos(size) / Math.exp(y);
    result += z * result;
    result = size < 140 ? result * y ** (size - 0.5) : result * y ** (size / 2 - 0.25) * y ** (size / 2 - 0.25);
  }
  if (!Number.isFinite(result)) throw rangeError();
  return result;
}

/** Python's `math.lgamma(x)`. */
export function mathLgamma(x) {
  const value = real(x);
  if (!Number.isFinite(value)) return Math.abs(value);
  if (Number.isInteger(value) && value <= 2) {
    if (value <= 0) throw domainError();
    return 0;
  }
  const size = Math.abs(value);
  if (size < 1e-20) return -Math.log(size);
  let result = Math.log(lanczos(size)) - 6.024680040776729583740234375;
  result += (size - 0.5) * (Math.log(size + 6.024680040776729583740234375 - 0.5) - 1);
  if (value < 0) result = Math.log(Math.PI) - Math.log(Math.abs(sinPi(size))) - Math.log(size) - result;
  if (!Number.isFinite(result)) throw rangeError();
  return result;
}
