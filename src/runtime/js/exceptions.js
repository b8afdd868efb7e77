import { repr } from "./repr.js";
import { Float } from "./reprFloat.js";
import { str } from "./str.js";

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
      const e = Reflect.construct(Error, [type.prototype.describe__(Object.freeze(args))], type);
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
  return Class;
}

// arguments by what is shown of them: those marked that are known to be floats
const shown = new WeakMap();

function unmarked(args) {
  if (!args.some((arg) => arg instanceof Float)) return args;
  const plain = Object.freeze(args.map((arg) => (arg instanceof Float ? arg.value : arg)));
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

  __str__() {
    return this.describe__(shown.get(this.args) ?? this.args);
  },

  __repr__() {
    const args = shown.get(this.args) ?? this.args;
    return this.name + (args.length === 1 ? `(${repr(args[0])})` : repr(args));
  },
});

export const Exception = derive("Exception", BaseException);

export const SystemExit = derive("SystemExit", BaseException);

export const KeyboardInterrupt = derive("KeyboardInterrupt", BaseException);

export const GeneratorExit = derive("GeneratorExit", BaseException);

export const ArithmeticError = derive("ArithmeticError", Exception);

export const FloatingPointError = derive("FloatingPointError", ArithmeticError);

export const OverflowError = derive("OverflowError", ArithmeticError);

export const ZeroDivisionError = derive("ZeroDivisionError", ArithmeticError);

export const AssertionError = derive("AssertionError", Exception);

export const AttributeError = derive("AttributeError", Exception);

export const BufferError = derive("BufferError", Exception);

export const EOFError = derive("EOFError", Exception);

export const PyImportError = derive("ImportError", Exception);

export const ModuleNotFoundError = derive("ModuleNotFoundError", PyImportError);

export const LookupError = derive("LookupError", Exception);

export const IndexError = derive("IndexError", LookupError);

/** `str` of a KeyError is the repr of the key, so that `''` and `' '` can be told apart. */
export const KeyError = derive("KeyError", LookupError, {
  describe__(args) {
    return args.length === 1 ? repr(args[0]) : BaseException.prototype.describe__(args);
  },
});

export const MemoryError = derive("MemoryError", Exception);

export const NameError = derive("NameError", Exception);

export const UnboundLocalError = derive("UnboundLocalError", NameError);

export const OSError = derive("OSError", Exception);

export const BlockingIOError = derive("BlockingIOError", OSError);

export const ChildProcessError = derive("ChildProcessError", OSError);

export const ConnectionError = derive("ConnectionError", OSError);

export const BrokenPipeError = derive("BrokenPipeError", ConnectionError);

export const ConnectionAbortedError = derive("ConnectionAbortedError", ConnectionError);

export const ConnectionRefusedError = derive("ConnectionRefusedError", ConnectionError);

export const ConnectionResetError = derive("ConnectionResetError", ConnectionError);

export const FileExistsError = derive("FileExistsError", OSError);

export const FileNotFoundError = derive("FileNotFoundError", OSError);

export const InterruptedError = derive("InterruptedError", OSError);

export const IsADirectoryError = derive("IsADirectoryError", OSError);

export const NotADirectoryError = derive("NotADirectoryError", OSError);

export const PermissionError = derive("PermissionError", OSError);

export const ProcessLookupError = derive("ProcessLookupError", OSError);

export const PyTimeoutError = derive("TimeoutError", OSError);

export const PyReferenceError = derive("ReferenceError", Exception);

export const RuntimeError = derive("RuntimeError", Exception);

export const NotImplementedError = derive("NotImplementedError", RuntimeError);

export const RecursionError = derive("RecursionError", RuntimeError);

export const StopIteration = derive("StopIteration", Exception, {
  get value() {
    return this.args.length > 0 ? this.args[0] : null;
  },
});

export const StopAsyncIteration = derive("StopAsyncIteration", Exception);

export const PySyntaxError = derive("SyntaxError", Exception, {
  describe__(args) {
    return args.length === 0 ? "None" : BaseException.prototype.describe__(args);
  },
});

export const IndentationError = derive("IndentationError", PySyntaxError);

export const TabError = derive("TabError", IndentationError);

export const SystemError = derive("SystemError", Exception);

export const PyTypeError = derive("TypeError", Exception);

export const ValueError = derive("ValueError", Exception);

export const UnicodeError = derive("UnicodeError", ValueError);

export const UnicodeDecodeError = derive("UnicodeDecodeError", UnicodeError);

export const UnicodeEncodeError = derive("UnicodeEncodeError", UnicodeError);

export const UnicodeTranslateError = derive("UnicodeTranslateError", UnicodeError);

export const Warning = derive("Warning", Exception);

export const BytesWarning = derive("BytesWarning", Warning);

export const EncodingWarning = derive("EncodingWarning", Warning);

export const ImportWarning = derive("ImportWarning", Warning);

export const UnicodeWarning = derive("UnicodeWarning", Warning);

export const DeprecationWarning = derive("DeprecationWarning", Warning);

export const FutureWarning = derive("FutureWarning", Warning);

export const PendingDeprecationWarning = derive("PendingDeprecationWarning", Warning);

export const ResourceWarning = derive("ResourceWarning", Warning);

export const RuntimeWarning = derive("RuntimeWarning", Warning);

export const SyntaxWarning = derive("SyntaxWarning", Warning);

export const UserWarning = derive("UserWarning", Warning);

/** Thrown when a channel is used before the server has opened it. */
export const ChannelNotConnected = derive("ChannelNotConnected", RuntimeError);
