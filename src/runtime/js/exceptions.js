import { asTuple } from "./kinds.js";
import { escapeChar, repr } from "./repr.js";
import { Float } from "./reprFloat.js";
import { str } from "./str.js";
import { typeName } from "./typeName.js";

// the members of a class of the program that an error of JavaScript would hide by its own
function hiddenBy(Class) {
  return ["message", "stack"].filter((name) => hasMember(Class.prototype, name));
}

function hasMember(prototype, name) {
  let at = prototype;
  while (!Object.hasOwn(at, name) && at !== Error.prototype) at = Object.getPrototypeOf(at);
  return at !== Error.prototype;
}

/**
 * An exception class. It makes an instance with `new` and, as JavaScript's own errors do, without: a class that came
 * in a variable is called as any function is. The computed key keeps the name when a bundler renames the class; before
 * the name may stand the module of the class.
 */
export function derive(path, Base, members = {}) {
  const name = path.slice(path.lastIndexOf(".") + 1);
  const Class = {
    [name]: function (...args) {
      const type = new.target ?? Class;
      const e = Reflect.construct(Error, [type.prototype.describe__(asTuple(args))], type);
      for (const name of type === Class ? hidden : hiddenBy(type)) delete e[name];
      e.init__(unmarked(args));
      return e;
    },
  }[name];
  Object.setPrototypeOf(Class, Base);
  Class.path__ = path;
  Class.prototype = Object.create(Base.prototype, {
    constructor: { value: Class, writable: true, configurable: true },
    ...Object.getOwnPropertyDescriptors(members),
  });
  const hidden = hiddenBy(Class);
  return Class;
}

// arguments by what is shown of them: those marked that are known to be floats
const shown = new WeakMap();

function unmarked(args) {
  if (args.length === 0 || !args.some((arg) => arg instanceof Float)) return args;
  const plain = asTuple(args.map((arg) => (arg instanceof Float ? arg.value : arg)));
  shown.set(plain, args);
  return plain;
}

/** The root of Python's exceptions. They are JavaScript errors, so stacks and `console` work. */
export const BaseException = derive("BaseException", Error, {
  describe__(args) {
    return args.length === 0 ? "" : args.length === 1 ? str(args[0]) : repr(args);
  },

  init__(args) {
    this.args = args;
  },

  get name() {
    return this.constructor.name;
  },

  // an attribute of the program's own
  set name(value) {
    Object.defineProperty(this, "name", { value, writable: true, enumerable: true, configurable: true });
  },

  __str__() {
    return this.describe__(shown.get(this.args) ?? this.args);
  },

  __repr__() {
    const args = shown.get(this.args) ?? this.args;
    return this.constructor.name + (args.length === 1 ? `(${repr(args[0])})` : repr(args));
  },

  /** What it carries of where it was raised is the `stack` of JavaScript. */
  with_traceback() {
    return this;
  },

  add_note(note) {
    if (typeof note !== "string") throw new TypeError(`note must be a str, not '${typeName(note)}'`);
    this.__notes__ = [...(this.__notes__ ?? []), note];
    return null;
  },
});

/** Python's `Exception`. */
export const Exception = derive("Exception", BaseException);

/** Python's `SystemExit`. */
export const SystemExit = derive("SystemExit", BaseException, {
  init__(args) {
    this.args = args;
    this.code = args.length === 0 ? null : args.length === 1 ? args[0] : args;
  },
});

/** Python's `KeyboardInterrupt`. */
export const KeyboardInterrupt = derive("KeyboardInterrupt", BaseException);

/** Python's `GeneratorExit`. */
export const GeneratorExit = derive("GeneratorExit", BaseException);

/** Python's `ArithmeticError`. */
export const ArithmeticError = derive("ArithmeticError", Exception);

/** Python's `FloatingPointError`. */
export const FloatingPointError = derive("FloatingPointError", ArithmeticError);

/** Python's `OverflowError`. */
export const OverflowError = derive("OverflowError", ArithmeticError);

/** Python's `ZeroDivisionError`. */
export const ZeroDivisionError = derive("ZeroDivisionError", ArithmeticError);

/** Python's `AssertionError`. */
export const AssertionError = derive("AssertionError", Exception);

/** Python's `AttributeError`. */
export const AttributeError = derive("AttributeError", Exception);

/** Python's `BufferError`. */
export const BufferError = derive("BufferError", Exception);

/** Python's `EOFError`. */
export const EOFError = derive("EOFError", Exception);

/** Python's `ImportError`. */
export const PyImportError = derive("ImportError", Exception, {
  get msg() {
    return this.args.length === 1 ? this.args[0] : null;
  },

  path: null,

  name_from: null,
});

/** Python's `ModuleNotFoundError`. */
export const ModuleNotFoundError = derive("ModuleNotFoundError", PyImportError);

/** Python's `LookupError`. */
export const LookupError = derive("LookupError", Exception);

/** Python's `IndexError`. */
export const IndexError = derive("IndexError", LookupError);

/** `str` of a KeyError is the repr of the key, so that `''` and `' '` can be told apart. */
export const KeyError = derive("KeyError", LookupError, {
  describe__(args) {
    return args.length === 1 ? repr(args[0]) : BaseException.prototype.describe__(args);
  },
});

/** Python's `MemoryError`. */
export const MemoryError = derive("MemoryError", Exception);

/** Python's `NameError`. */
export const NameError = derive("NameError", Exception);

/** Python's `UnboundLocalError`. */
export const UnboundLocalError = derive("UnboundLocalError", NameError);

// the fields that an OSError has of 2 to 5 arguments
function systemError(args) {
  return args.length < 2 || args.length > 5 ? null : [args[0], args[1], args[2] ?? null, args[4] ?? null];
}

function systemText([errno, strerror, filename, filename2]) {
  const file = filename === null ? "" : `: ${repr(filename)}${filename2 === null ? "" : ` -> ${repr(filename2)}`}`;
  return `[Errno ${str(errno)}] ${str(strerror)}${file}`;
}

/** The first of two arguments or more is the number of the error: see `osError`. */
export const OSError = derive("OSError", Exception, {
  describe__(args) {
    const fields = systemError(args);
    return fields ? systemText(fields) : BaseException.prototype.describe__(args);
  },

  init__(args) {
    const fields = systemError(args);
    [this.errno, this.strerror, this.filename, this.filename2] = fields ?? [null, null, null, null];
    this.args = fields && this.filename !== null ? asTuple(args.slice(0, 2)) : args;
  },

  __str__() {
    const fields = [this.errno, this.strerror, this.filename, this.filename2];
    return this.errno === null ? BaseException.prototype.__str__.call(this) : systemText(fields);
  },
});

/** Python's `BlockingIOError`. */
export const BlockingIOError = derive("BlockingIOError", OSError);

/** Python's `ChildProcessError`. */
export const ChildProcessError = derive("ChildProcessError", OSError);

/** Python's `ConnectionError`. */
export const ConnectionError = derive("ConnectionError", OSError);

/** Python's `BrokenPipeError`. */
export const BrokenPipeError = derive("BrokenPipeError", ConnectionError);

/** Python's `ConnectionAbortedError`. */
export const ConnectionAbortedError = derive("ConnectionAbortedError", ConnectionError);

/** Python's `ConnectionRefusedError`. */
export const ConnectionRefusedError = derive("ConnectionRefusedError", ConnectionError);

/** Python's `ConnectionResetError`. */
export const ConnectionResetError = derive("ConnectionResetError", ConnectionError);

/** Python's `FileExistsError`. */
export const FileExistsError = derive("FileExistsError", OSError);

/** Python's `FileNotFoundError`. */
export const FileNotFoundError = derive("FileNotFoundError", OSError);

/** Python's `InterruptedError`. */
export const InterruptedError = derive("InterruptedError", OSError);

/** Python's `IsADirectoryError`. */
export const IsADirectoryError = derive("IsADirectoryError", OSError);

/** Python's `NotADirectoryError`. */
export const NotADirectoryError = derive("NotADirectoryError", OSError);

/** Python's `PermissionError`. */
export const PermissionError = derive("PermissionError", OSError);

/** Python's `ProcessLookupError`. */
export const ProcessLookupError = derive("ProcessLookupError", OSError);

/** Python's `TimeoutError`. */
export const PyTimeoutError = derive("TimeoutError", OSError);

/** Python's `OSError(errno, strerror, …)`: the number says the class. */
export function osError(...args) {
  const Class = systemError(args) === null ? OSError : systemClass(args[0]);
  return new Class(...args);
}

// by the numbers of Linux
function systemClass(errno) {
  switch (errno) {
    case 1:
    case 13:
      return PermissionError;
    case 2:
      return FileNotFoundError;
    case 3:
      return ProcessLookupError;
    case 4:
      return InterruptedError;
    case 10:
      return ChildProcessError;
    case 11:
    case 114:
    case 115:
      return BlockingIOError;
    case 17:
      return FileExistsError;
    case 20:
      return NotADirectoryError;
    case 21:
      return IsADirectoryError;
    case 32:
    case 108:
      return BrokenPipeError;
    case 103:
      return ConnectionAbortedError;
    case 104:
      return ConnectionResetError;
    case 110:
      return PyTimeoutError;
    case 111:
      return ConnectionRefusedError;
    default:
      return OSError;
  }
}

/** Python's `ReferenceError`. */
export const PyReferenceError = derive("ReferenceError", Exception);

/** Python's `RuntimeError`. */
export const RuntimeError = derive("RuntimeError", Exception);

/** Python's `NotImplementedError`. */
export const NotImplementedError = derive("NotImplementedError", RuntimeError);

/** Python's `RecursionError`. */
export const RecursionError = derive("RecursionError", RuntimeError);

/** Python's `StopIteration`. */
export const StopIteration = derive("StopIteration", Exception, {
  get value() {
    return this.args.length > 0 ? this.args[0] : null;
  },
});

/** Python's `StopAsyncIteration`. */
export const StopAsyncIteration = derive("StopAsyncIteration", Exception);

/** Python's `SyntaxError`. */
export const PySyntaxError = derive("SyntaxError", Exception, {
  describe__(args) {
    if (args.length === 0) return "None";
    if (args.length !== 2 || !Array.isArray(args[1])) return BaseException.prototype.describe__(args);
    const [file, line] = args[1];
    const places = [typeof file === "string" ? file.slice(file.lastIndexOf("/") + 1) : null];
    if (typeof line === "number") places.push(`line ${line}`);
    const place = places.filter((part) => part !== null).join(", ");
    return place === "" ? str(args[0]) : `${str(args[0])} (${place})`;
  },

  init__(args) {
    this.args = args;
    this.msg = args[0] ?? null;
    const [filename, lineno, offset, text, last, end] = args[1] ?? [];
    Object.assign(this, { filename, lineno, offset, text, end_lineno: last, end_offset: end });
    for (const field of Object.keys(this)) this[field] ??= null;
  },

  print_file_and_line: null,
});

/** Python's `IndentationError`. */
export const IndentationError = derive("IndentationError", PySyntaxError);

/** Python's `TabError`. */
export const TabError = derive("TabError", IndentationError);

/** Python's `SystemError`. */
export const SystemError = derive("SystemError", Exception);

/** Python's `TypeError`. */
export const PyTypeError = derive("TypeError", Exception);

/** Python's `ValueError`. */
export const ValueError = derive("ValueError", Exception);

/** Python's `UnicodeError`. */
export const UnicodeError = derive("UnicodeError", ValueError, {
  // of what its attributes are by now
  __str__() {
    const { encoding, object, start, end, reason } = this;
    if (object === undefined) return BaseException.prototype.__str__.call(this);
    return this.describe__(encoding === undefined ? [object, start, end, reason] : [encoding, object, start, end, reason]);
  },
});

/** Python's `UnicodeDecodeError`. */
export const UnicodeDecodeError = derive("UnicodeDecodeError", UnicodeError, {
  describe__([encoding, object, start, end, reason]) {
    const byte = end === start + 1 ? Array.from(object)[start] : undefined;
    const what = byte === undefined ? `bytes in position ${start}-${end - 1}` : `byte 0x${byte.toString(16).padStart(2, "0")} in position ${start}`;
    return `'${encoding}' codec can't decode ${what}: ${str(reason)}`;
  },

  init__(args) {
    unicodeFields(this, args, ["encoding", "object", "start", "end", "reason"]);
  },
});

/** Python's `UnicodeEncodeError`. */
export const UnicodeEncodeError = derive("UnicodeEncodeError", UnicodeError, {
  describe__([encoding, object, start, end, reason]) {
    return `'${encoding}' codec can't encode ${unicodePlace(object, start, end)}: ${str(reason)}`;
  },

  init__(args) {
    unicodeFields(this, args, ["encoding", "object", "start", "end", "reason"]);
  },
});

/** Python's `UnicodeTranslateError`. */
export const UnicodeTranslateError = derive("UnicodeTranslateError", UnicodeError, {
  describe__([object, start, end, reason]) {
    return `can't translate ${unicodePlace(object, start, end)}: ${str(reason)}`;
  },

  init__(args) {
    unicodeFields(this, args, ["object", "start", "end", "reason"]);
  },
});

function unicodeFields(e, args, names) {
  if (args.length !== names.length)
    throw new PyTypeError(`function takes exactly ${names.length} arguments (${args.length} given)`);
  names.forEach((name, at) => (e[name] = args[at]));
  e.args = args;
}

function unicodePlace(object, start, end) {
  const character = [...String(object)][start];
  if (end !== start + 1 || character === undefined) return `characters in position ${start}-${end - 1}`;
  return `character '${escapeChar(character)}' in position ${start}`;
}

/** Python's `Warning`. */
export const Warning = derive("Warning", Exception);

/** Python's `BytesWarning`. */
export const BytesWarning = derive("BytesWarning", Warning);

/** Python's `EncodingWarning`. */
export const EncodingWarning = derive("EncodingWarning", Warning);

/** Python's `ImportWarning`. */
export const ImportWarning = derive("ImportWarning", Warning);

/** Python's `UnicodeWarning`. */
export const UnicodeWarning = derive("UnicodeWarning", Warning);

/** Python's `DeprecationWarning`. */
export const DeprecationWarning = derive("DeprecationWarning", Warning);

/** Python's `FutureWarning`. */
export const FutureWarning = derive("FutureWarning", Warning);

/** Python's `PendingDeprecationWarning`. */
export const PendingDeprecationWarning = derive("PendingDeprecationWarning", Warning);

/** Python's `ResourceWarning`. */
export const ResourceWarning = derive("ResourceWarning", Warning);

/** Python's `RuntimeWarning`. */
export const RuntimeWarning = derive("RuntimeWarning", Warning);

/** Python's `SyntaxWarning`. */
export const SyntaxWarning = derive("SyntaxWarning", Warning);

/** Python's `UserWarning`. */
export const UserWarning = derive("UserWarning", Warning);

/** Thrown when a channel is used before the server has opened it. */
export const ChannelNotConnected = derive("ChannelNotConnected", RuntimeError);
