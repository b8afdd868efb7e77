import { strLen, substring } from "./chars.js";
import { fixed, significant } from "./decimals.js";
import { OverflowError, PyTypeError, ValueError } from "./exceptions.js";
import { toFloat } from "./ints.js";
import { hasMethod, isInt } from "./kinds.js";
import { Float, reprFloat } from "./reprFloat.js";
import { str } from "./str.js";
import { typeName } from "./typeName.js";

/** Python's `format(x, spec)`, as in `f"{x:>10}"`. */
export function format(x, spec = "") {
  if (hasMethod(x, "__format__")) return x.__format__(spec);
  if (spec === "") return str(x);
  if (x instanceof Float) return formatNumber(x.value, spec, "float");
  if (typeof x === "string") return formatStr(x, parseSpec(spec, "str"));
  if (typeof x === "boolean") return formatNumber(Number(x), spec, "int", "bool");
  if (typeof x === "number") return isInt(x) ? formatNumber(x, spec, "int") : formatFloat(x, spec);
  if (typeof x === "bigint") return formatNumber(x, spec, "int");
  throw new PyTypeError(`unsupported format string passed to ${typeName(x)}.__format__`);
}

/** `format(x, spec)` of a value whose static type is `float`. */
export function formatFloat(x, spec = "") {
  if (typeof x !== "number") return format(x, spec);
  return spec === "" ? reprFloat(x) : formatNumber(x, spec, "float");
}

// A program has a few, and uses them again and again.
const specsOfNumbers = new Map();
const specsOfTexts = new Map();

function parseSpec(spec, type) {
  const parsed = type === "str" ? specsOfTexts : specsOfNumbers;
  let known = parsed.get(spec);
  if (known === undefined) {
    known = parse(spec, type);
    if (parsed.size < 256) parsed.set(spec, known);
  }
  return known;
}

function parse(spec, type) {
  const match = /^(?:(.)?([<>=^]))?([-+ ])?(z)?(#)?(0)?(\d+)?([_,]{0,2})(?:\.(\d+))?(.*)$/su.exec(spec);
  const [, fill, align, sign, zero, alternate, padded, width, grouping, precision, kind] = match;
  if (grouping.length === 2) {
    throw new ValueError(
      grouping === ",," || grouping === "__"
        ? `Cannot specify '${grouping[0]}' with '${grouping[1]}'.`
        : "Cannot specify both ',' and '_'.",
    );
  }
  if (kind.startsWith(".")) throw new ValueError("Format specifier missing precision");
  if ([...kind].length > 1)
    throw new ValueError(`Invalid format specifier '${spec}' for object of type '${type}'`);
  return {
    fill: fill ?? (padded ? "0" : " "),
    align: align ?? (padded && type !== "str" ? "=" : undefined),
    sign,
    zero,
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping,
    precision: precision === undefined ? undefined : Number(precision),
    kind,
  };
}

function unknownCode(kind, type) {
  return new ValueError(`Unknown format code '${kind}' for object of type '${type}'`);
}

function pad(text, { fill, width }, align) {
  const missing = Math.max(0, width - strLen(text));
  const left = align === "<" ? 0 : align === "^" ? Math.floor(missing / 2) : missing;
  return fill.repeat(left) + text + fill.repeat(missing - left);
}

function formatStr(s, spec) {
  if (spec.kind !== "" && spec.kind !== "s") throw unknownCode(spec.kind, "str");
  if (spec.sign)
    throw new ValueError(
      spec.sign === " "
        ? "Space not allowed in string format specifier"
        : "Sign not allowed in string format specifier",
    );
  if (spec.alternate) throw new ValueError("Alternate form (#) not allowed in string format specifier");
  if (spec.align === "=") throw new ValueError("'=' alignment not allowed in string format specifier");
  if (spec.grouping) throw new ValueError(`Cannot specify '${spec.grouping}' with 's'.`);
  const text = spec.precision === undefined ? s : substring(s, 0, spec.precision);
  return pad(text, spec, spec.align ?? "<");
}

function formatNumber(x, text, type, shown = type) {
  const spec = parseSpec(text, shown);
  const whole = type === "int" && "bcdoxXn".includes(spec.kind);
  if (spec.kind === "s" && spec.grouping) throw new ValueError(`Cannot specify '${spec.grouping}' with 's'.`);
  if (!whole && !"eEfFgGn%".includes(spec.kind)) throw unknownCode(spec.kind, shown);
  if (spec.grouping && "n".includes(spec.kind) && spec.kind)
    throw new ValueError(`Cannot specify '${spec.grouping}' with 'n'.`);
  const negative = x < 0 || Object.is(x, -0);
  const [prefix, digits, rest] = whole ? integerParts(x, spec) : floatParts(Math.abs(toFloat(x)), spec);
  const sign =
    negative && !(spec.zero && /^[0.]*(?:[e%]|$)/i.test(digits + rest))
      ? "-"
      : spec.sign === "+" || spec.sign === " "
        ? spec.sign
        : "";
  const size = spec.kind !== "" && "boxX".includes(spec.kind) ? 4 : 3;
  const align = spec.align ?? ">";
  if (align !== "=") return pad(sign + prefix + group(digits, spec.grouping, size, 0) + rest, spec, align);
  const room = spec.width - (sign + prefix + rest).length;
  const body = group(digits, spec.grouping, size, spec.fill === "0" ? room : 0);
  return sign + prefix + pad(body + rest, { fill: spec.fill, width: room + rest.length }, ">");
}

// zeros that fill a field are grouped with the digits: format(1234, "010,") is "00,001,234"
function group(digits, separator, size, room) {
  if (!separator || /^(?:inf|nan)$/i.test(digits)) return digits;
  let all = digits;
  const width = (n) => n + Math.floor((n - 1) / size);
  while (width(all.length) < room) all = `0${all}`;
  const out = [];
  for (let end = all.length; end > 0; end -= size) out.unshift(all.slice(Math.max(0, end - size), end));
  return out.join(separator);
}

function integerParts(x, spec) {
  const n = x < 0 ? -x : x;
  if (spec.precision !== undefined) throw new ValueError("Precision not allowed in integer format specifier");
  if (spec.zero) throw new ValueError("Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.kind === "c") {
    if (spec.grouping) throw new ValueError(`Cannot specify '${spec.grouping}' with 'c'.`);
    if (spec.sign) throw new ValueError("Sign not allowed with integer format specifier 'c'");
    if (spec.alternate)
      throw new ValueError("Alternate form (#) not allowed with integer format specifier 'c'");
    if (x < 0 || n > 0x10ffff) throw new OverflowError("%c arg not in range(0x110000)");
    return ["", String.fromCodePoint(n), ""];
  }
  if (spec.grouping === "," && "boxX".includes(spec.kind) && spec.kind)
    throw new ValueError(`Cannot specify ',' with '${spec.kind}'.`);
  const radix = { b: 2, o: 8, x: 16, X: 16 }[spec.kind] ?? 10;
  const digits = n.toString(radix);
  const prefix = spec.alternate && radix !== 10 ? `0${spec.kind}` : "";
  return [prefix, spec.kind === "X" ? digits.toUpperCase() : digits, ""];
}

function floatParts(x, spec) {
  const [digits, rest] = x === Infinity ? ["inf", ""] : Number.isNaN(x) ? ["nan", ""] : floatDigits(x, spec);
  const percent = spec.kind === "%" ? "%" : "";
  const upper = "EFG".includes(spec.kind) && spec.kind !== "";
  return ["", upper ? digits.toUpperCase() : digits, (upper ? rest.toUpperCase() : rest) + percent];
}

/** The digits before the point, and the point with all that follows. */
export function floatDigits(x, { kind, precision, alternate }) {
  let text;
  const lower = kind.toLowerCase();
  const point = (s) => (alternate && !s.includes(".") ? s.replace(/(?=e|$)/, ".") : s);
  if (lower === "f") text = point(fixed(x, precision ?? 6));
  else if (lower === "%") text = x * 100 === Infinity ? "inf" : point(fixed(x * 100, precision ?? 6));
  else if (lower === "e") text = point(scientific(...significant(x, (precision ?? 6) + 1)));
  else if (kind === "" && precision === undefined) text = point(reprFloat(x));
  else text = general(x, Math.max(1, precision ?? 6), alternate, kind === "");
  const end = text.search(/[.e]/);
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end)];
}

function scientific(digits, exponent) {
  const power = String(Math.abs(exponent)).padStart(2, "0");
  return `${digits[0]}${digits.length > 1 ? "." + digits.slice(1) : ""}e${exponent < 0 ? "-" : "+"}${power}`;
}

// without a type code a float keeps one decimal, and 'e' form starts one digit earlier
function general(x, precision, alternate, plain) {
  const [digits, exponent] = significant(x, precision);
  const trim = (s) => (alternate || !s.includes(".") ? s : s.replace(/^([^e]*?)\.?0*(e.*)?$/, "$1$2"));
  const dotted = (s) => (alternate && !s.includes(".") ? s.replace(/(?=e|$)/, ".") : s);
  if (exponent < -4 || exponent >= (plain ? precision - 1 : precision))
    return trim(dotted(scientific(digits, exponent)));
  const text = trim(dotted(fixed(x, Math.max(0, precision - 1 - exponent))));
  return plain && !text.includes(".") ? `${text}.0` : text;
}
