const view = new DataView(new ArrayBuffer(8));

/** `x × 10^power` of a finite `x ≥ 0`, exactly, rounded half to even: the ground of `round` and of formats. */
export function scaled(x, power) {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const biased = Number(bits >> 52n) & 0x7ff;
  const fraction = bits & 0xfffffffffffffn;
  const mantissa = biased === 0 ? fraction : fraction | 0x10000000000000n;
  const exponent = Math.max(biased, 1) - 1075;
  let above = mantissa;
  let below = 1n;
  if (exponent > 0) above <<= BigInt(exponent);
  else below <<= BigInt(-exponent);
  if (power > 0) above *= 10n ** BigInt(power);
  else below *= 10n ** BigInt(-power);
  const quotient = above / below;
  const twice = (above % below) * 2n;
  return twice > below || (twice === below && quotient & 1n) ? quotient + 1n : quotient;
}

/** A finite `x ≥ 0` with `places` decimals: `1.50`. */
export function fixed(x, places) {
  // `toFixed` is exact, and differs where x lies half way: then it is an odd number of halves of 2^-places
  if (x < 1e21 && places <= 100 && (x * 2 ** (places + 1)) % 2 !== 1) return x.toFixed(places);
  const digits = scaled(x, places)
    .toString()
    .padStart(places + 1, "0");
  return places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** A finite `x ≥ 0` as `[digits, exponent]` with `count` significant digits. */
export function significant(x, count) {
  if (x === 0) return ["0".repeat(count), 0];
  let exponent = Number(x.toExponential().split("e")[1]);
  let digits = scaled(x, count - 1 - exponent).toString();
  // the shortest digits may stand on the other side of a power of ten: 9.9999…e22 prints as 1e+23
  if (digits.length < count) digits = scaled(x, count - 1 - --exponent).toString();
  if (digits.length > count) digits = scaled(x, count - 1 - ++exponent).toString();
  return [digits, exponent];
}
