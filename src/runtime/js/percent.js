import { PyTypeError, ValueError } from "./exceptions.js";
import { floatDigits, format } from "./format.js";
import { asIndex } from "./indices.js";
import { toFloat } from "./ints.js";
import { getItem } from "./items.js";
import { hasMethod, isDict, isIntOrBool, isNumber, isTuple } from "./kinds.js";
import { truncate } from "./numbers.js";
import { ascii, repr } from "./repr.js";
import { Float } from "./reprFloat.js";
import { str } from "./str.js";
import { typeName } from "./typeName.js";

const percentField = /%(?:\(((?:[^()]|\([^()]*\))*)\))?([-+ #0]*)(\*|\d+)?(?:\.(\*|\d+)?)?[hlL]?([^]|$)/gu;

// what a text does with the fields that numbers are not for
const texts = {
  type: "string",
  kinds: "sra",
  key: (key) => key,
  text: (value, kind) => (kind === "s" ? str(value) : kind === "r" ? repr(value) : ascii(value)),
  character,
};

/** Python's `template % values`, by other rules for bytes. */
export function percent(template, values, rules = texts) {
  const args = isTuple(values) ? values : [values];
  let used = 0;
  let named = false;
  const take = () => {
    if (named || used >= args.length) throw new PyTypeError("not enough arguments for format string");
    return args[used++];
  };
  const star = (text) => {
    const n = text === "*" ? take() : text;
    if (text === "*" && !Number.isInteger(n)) throw new PyTypeError("* wants int");
    return n === undefined ? undefined : Number(n);
  };
  const out = template.replace(percentField, (whole, key, flags, width, precision, kind, at) => {
    if (kind === "") throw new ValueError("incomplete format");
    let size = star(width);
    const places =
      whole.includes(".", key === undefined ? 0 : key.length + 3) && kind !== "."
        ? star(precision ?? "0")
        : undefined;
    if (whole === "%%") return "%";
    if (size < 0) [size, flags] = [-size, `${flags}-`];
    let value;
    if (key === undefined) value = take();
    else {
      if (!isDict(values) && !hasMethod(values, "__getitem__"))
        throw new PyTypeError("format requires a mapping");
      named = true;
      value = getItem(values, rules.key(key));
    }
    const field = rules.kinds.includes(kind)
      ? textField(rules.text(value, kind), places)
      : kind === "c"
        ? textField(rules.character(value))
        : convertField(value, kind, flags, places, at + whole.length - 1);
    return padField(field, flags, size ?? 0);
  });
  if (!named && used < args.length && !isDict(values) && !(Array.isArray(values) && !isTuple(values))) {
    throw new PyTypeError(`not all arguments converted during ${rules.type} formatting`);
  }
  return out;
}

function textField(text, precision) {
  return { head: "", body: precision === undefined ? text : [...text].slice(0, precision).join("") };
}

// [sign and prefix, digits]: zeros go between the two
function convertField(given, kind, flags, precision, at) {
  const isFloat = given instanceof Float;
  const value = isFloat ? given.value : given;
  if (!"diuoxXeEfFgG".includes(kind)) {
    const code = kind.codePointAt(0).toString(16);
    throw new ValueError(`unsupported format character '${kind}' (0x${code}) at index ${at}`);
  }
  const whole = "diuoxX".includes(kind);
  if (!isNumber(value)) {
    if (whole && hasMethod(value, "__index__"))
      return convertField(value.__index__(), kind, flags, precision, at);
    if (!whole && hasMethod(value, "__float__"))
      return convertField(value.__float__(), kind, flags, precision, at);
    throw new PyTypeError(
      whole
        ? `%${kind} format: a${"oxX".includes(kind) ? "n integer" : " real number"} is required, not ${typeName(value)}`
        : `must be real number, not ${typeName(value)}`,
    );
  }
  if ("oxX".includes(kind) && (isFloat || !isIntOrBool(value))) {
    throw new PyTypeError(`%${kind} format: an integer is required, not float`);
  }
  const x = whole ? truncate(value) : toFloat(value);
  const negative = x < 0 || (!whole && Object.is(x, -0));
  const sign = negative ? "-" : flags.includes("+") ? "+" : flags.includes(" ") ? " " : "";
  const alternate = flags.includes("#");
  if (!whole) {
    const size = Math.abs(x);
    const text = Number.isFinite(size)
      ? floatDigits(size, { kind, precision, alternate }).join("")
      : Number.isNaN(size)
        ? "nan"
        : "inf";
    return { head: sign, body: kind < "a" ? text.toUpperCase() : text, number: true };
  }
  const size = x < 0 ? -x : x;
  const digits = size
    .toString({ o: 8, x: 16, X: 16 }[kind] ?? 10)
    .padStart(precision ?? 0, "0");
  const text = kind === "X" ? digits.toUpperCase() : digits;
  return { head: sign + (alternate && "oxX".includes(kind) ? `0${kind}` : ""), body: text, number: true };
}

function character(value) {
  if (typeof value === "string" && [...value].length === 1) return value;
  if (isIntOrBool(value)) return format(asIndex(value), "c");
  throw new PyTypeError("%c requires int or char");
}

function padField({ head, body, number }, flags, width) {
  const missing = Math.max(0, width - [...(head + body)].length);
  if (flags.includes("-")) return head + body + " ".repeat(missing);
  return number && flags.includes("0")
    ? head + "0".repeat(missing) + body
    : " ".repeat(missing) + head + body;
}
