/** A float as Python prints it: `1.0`, `1e+16`, `inf`, `nan`. */
export function reprFloat(x) {
  if (x !== x) return "nan";
  if (!Number.isFinite(x)) return x > 0 ? "inf" : "-inf";
  if (Object.is(x, -0)) return "-0.0";
  // both languages print the shortest digits that read back as x; only the layout differs
  const [digits, power] = x.toExponential().split("e");
  const exponent = Number(power);
  if (exponent < -4 || exponent >= 16) {
    return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
  }
  if (exponent < 0) {
    return `${x < 0 ? "-" : ""}0.${"0".repeat(-exponent - 1)}${digits.replace(/[-.]/g, "")}`;
  }
  const text = String(x);
  return text.includes(".") ? text : `${text}.0`;
}

/** A float within a value that is printed or asked for its type: see `floats`. */
export class Float {
  static pyName = "float";

  constructor(value) {
    this.value = value;
  }

  valueOf() {
    return this.value;
  }

  __repr__() {
    return reprFloat(this.value);
  }
}
