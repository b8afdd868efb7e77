//! The exception classes of Python 3.12, each with the class it derives from.

use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::effects::{READS, Use};
use crate::tables::signature::{Signature, args, pos};

/// Sorted by name.
pub const EXCEPTIONS: &[BuiltinRow] = &[
    exception("ArithmeticError", "Exception"),
    exception("AssertionError", "Exception"),
    exception("AttributeError", "Exception"),
    exception("BaseException", "object"),
    group("BaseExceptionGroup", "BaseException"),
    exception("BlockingIOError", "OSError"),
    exception("BrokenPipeError", "ConnectionError"),
    exception("BufferError", "Exception"),
    exception("BytesWarning", "Warning"),
    exception("ChildProcessError", "OSError"),
    exception("ConnectionAbortedError", "ConnectionError"),
    exception("ConnectionError", "OSError"),
    exception("ConnectionRefusedError", "ConnectionError"),
    exception("ConnectionResetError", "ConnectionError"),
    exception("DeprecationWarning", "Warning"),
    exception("EOFError", "Exception"),
    exception("EncodingWarning", "Warning"),
    alias("EnvironmentError", "OSError"),
    exception("Exception", "BaseException"),
    group("ExceptionGroup", "BaseExceptionGroup"),
    exception("FileExistsError", "OSError"),
    exception("FileNotFoundError", "OSError"),
    exception("FloatingPointError", "ArithmeticError"),
    exception("FutureWarning", "Warning"),
    exception("GeneratorExit", "BaseException"),
    alias("IOError", "OSError"),
    exception("ImportError", "Exception"),
    exception("ImportWarning", "Warning"),
    exception("IndentationError", "SyntaxError").does(READS.all(Use::Walks)),
    exception("IndexError", "LookupError"),
    exception("InterruptedError", "OSError"),
    exception("IsADirectoryError", "OSError"),
    exception("KeyError", "LookupError"),
    exception("KeyboardInterrupt", "BaseException"),
    exception("LookupError", "Exception"),
    exception("MemoryError", "Exception"),
    exception("ModuleNotFoundError", "ImportError"),
    exception("NameError", "Exception"),
    exception("NotADirectoryError", "OSError"),
    exception("NotImplementedError", "RuntimeError"),
    exception("OSError", "Exception"),
    exception("OverflowError", "ArithmeticError"),
    exception("PendingDeprecationWarning", "Warning"),
    exception("PermissionError", "OSError"),
    exception("ProcessLookupError", "OSError"),
    exception("RecursionError", "RuntimeError"),
    exception("ReferenceError", "Exception"),
    exception("ResourceWarning", "Warning"),
    exception("RuntimeError", "Exception"),
    exception("RuntimeWarning", "Warning"),
    exception("StopAsyncIteration", "Exception"),
    exception("StopIteration", "Exception"),
    exception("SyntaxError", "Exception").does(READS.all(Use::Walks)),
    exception("SyntaxWarning", "Warning"),
    exception("SystemError", "Exception"),
    exception("SystemExit", "BaseException"),
    exception("TabError", "IndentationError").does(READS.all(Use::Walks)),
    exception("TimeoutError", "OSError"),
    exception("TypeError", "Exception"),
    exception("UnboundLocalError", "NameError"),
    exception("UnicodeDecodeError", "UnicodeError"),
    exception("UnicodeEncodeError", "UnicodeError"),
    exception("UnicodeError", "ValueError"),
    exception("UnicodeTranslateError", "UnicodeError"),
    exception("UnicodeWarning", "Warning"),
    exception("UserWarning", "Warning"),
    exception("ValueError", "Exception"),
    exception("Warning", "Exception"),
    exception("ZeroDivisionError", "ArithmeticError"),
];

const ARGS: Signature = &[args("args")];
const GROUP_ARGS: Signature = &[pos("message"), pos("exceptions")];

const fn exception(name: &'static str, parent: &'static str) -> BuiltinRow {
    let kind = BuiltinKind::Exception { parent };
    BuiltinRow::of(name, kind, ARGS).does(READS)
}

const fn group(name: &'static str, parent: &'static str) -> BuiltinRow {
    let kind = BuiltinKind::Exception { parent };
    BuiltinRow::of(name, kind, GROUP_ARGS).does(READS)
}

const fn alias(name: &'static str, of: &'static str) -> BuiltinRow {
    let kind = BuiltinKind::ExceptionAlias { of };
    BuiltinRow::of(name, kind, ARGS).does(READS)
}
