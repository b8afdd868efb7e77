import { PyTypeError, SystemExit } from "./exceptions.js";
import { NamedItems } from "./datetimeTuples.js";
import { isTuple } from "./kinds.js";
import { printWithAll } from "./print.js";
import { typeName } from "./typeName.js";

/** Python's `sys.maxsize`. */
export const sysMaxsize = 9223372036854775807n;

/** What `sys.version_info` is. */
class VersionInfo extends NamedItems {
  static pyName = "sys.version_info";

  static names = ["major", "minor", "micro", "releaselevel", "serial"];

  constructor() {
    super([3, 12, 1, "final", 0]);
    nameItems(this);
  }
}

function nameItems(tuple) {
  tuple.constructor.names.forEach((name, at) => Object.defineProperty(tuple, name, { value: tuple[at] }));
  Object.freeze(tuple);
}

/** Python's `sys.version_info`: of the Python whose programs are compiled. */
export const sysVersionInfo = new VersionInfo();

/** What `sys.float_info` is. */
class FloatInfo extends NamedItems {
  static pyName = "sys.float_info";

  static names = [
    "max",
    "max_exp",
    "max_10_exp",
    "min",
    "min_exp",
    "min_10_exp",
    "dig",
    "mant_dig",
    "epsilon",
    "radix",
    "rounds",
  ];

  constructor() {
    super([Number.MAX_VALUE, 1024, 308, 2.2250738585072014e-308, -1021, -307, 15, 53, Number.EPSILON, 2, 1]);
    nameItems(this);
  }
}

/** Python's `sys.float_info`. */
export const sysFloatInfo = new FloatInfo();

/** Python's `sys.version`. */
export const sysVersion = "3.12.1 (pulsec)";

/** Python's `sys.platform`: a browser, as CPython built for one says. */
export const sysPlatform = "emscripten";

/** Python's `sys.byteorder`. */
export const sysByteorder = "little";

/** Python's `sys.maxunicode`. */
export const sysMaxunicode = 1114111;

/** Python's `sys.hexversion`. */
export const sysHexversion = 51118576;

/** Python's `sys.float_repr_style`: floats are written as short as they can be. */
export const sysFloatReprStyle = "short";

/** Python's `sys.implementation`. */
export const sysImplementation = { name: "pulsec", version: sysVersionInfo, hexversion: sysHexversion };

/** Python's `sys.getrecursionlimit()`. */
export function sysGetrecursionlimit() {
  return 1000;
}

/** Python's `sys.getdefaultencoding()`. */
export function sysGetdefaultencoding() {
  return "utf-8";
}

/** Python's `sys.intern(string)`. */
export function sysIntern(text) {
  if (typeof text === "string") return text;
  throw new PyTypeError(`intern() argument must be str, not ${typeName(text)}`);
}

/** Python's `sys.exit(status)`. */
export function sysExit(status) {
  if (status === undefined || status === null) throw new SystemExit();
  throw isTuple(status) ? new SystemExit(...status) : new SystemExit(status);
}

/** A stream that a console shows. */
class ConsoleStream {
  static pyName = "_io.TextIOWrapper";

  constructor(name) {
    this.name = name;
  }

  write(text) {
    if (typeof text !== "string") throw new PyTypeError(`write() argument must be str, not ${typeName(text)}`);
    printWithAll("", "", [text]);
    return [...text].length;
  }

  writelines(lines) {
    for (const line of lines) this.write(line);
    return null;
  }

  flush() {
    return null;
  }
}

/** Python's `sys.stdout`. */
export const sysStdout = new ConsoleStream("<stdout>");
