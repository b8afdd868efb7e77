import { repr } from "./repr.js";
import { str } from "./str.js";
import { tuple } from "./tuple.js";

/** The root of Python's exceptions. They are JavaScript errors, so stacks and `console` work. */
export class BaseException extends Error {
  constructor(...args) {
    super(new.target.describe(args));
    this.args = Object.freeze(args);
  }

  static describe(args) {
    return args.length === 0 ? "" : args.length === 1 ? str(args[0]) : repr(tuple(...args));
  }

  get name() {
    return this.constructor.name;
  }

  __str__() {
    return this.constructor.describe(this.args);
  }

  __repr__() {
    const [first] = this.args;
    return this.name + (this.args.length === 1 ? `(${repr(first)})` : repr(this.args));
  }
}

// Computed keys keep the names when a bundler renames the classes.
function derive(name, Base) {
  return { [name]: class extends Base {} }[name];
}

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
export const KeyError = {
  KeyError: class extends LookupError {
    static describe(args) {
      return args.length === 1 ? repr(args[0]) : super.describe(args);
    }
  },
}.KeyError;

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

export const StopIteration = {
  StopIteration: class extends Exception {
    get value() {
      return this.args.length > 0 ? this.args[0] : null;
    }
  },
}.StopIteration;

export const StopAsyncIteration = derive("StopAsyncIteration", Exception);

export const PySyntaxError = derive("SyntaxError", Exception);

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
