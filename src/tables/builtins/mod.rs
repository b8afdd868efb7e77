//! Every builtin of Python 3.12: what kind of thing it is, its signature, and why the compiler refuses
//! it, if it does.
//!
//! ```text
//! sorted(xs, key=len)    function("sorted", &[pos("iterable"), kw_or("key", "None"), ...])
//! open("x")              refused("open", ..., "opens a file, and a browser has no file system; ...")
//! except ValueError      exception("ValueError", "Exception"), in the file `exceptions.rs`
//! ```
//!
//! The signature is what arguments are bound by. Three builtins do not fit one: `range` and `slice`
//! take a single argument as `stop`, and `min` and `max` take either one iterable or the values.

mod exceptions;

pub use exceptions::EXCEPTIONS;

use crate::tables::py_modules::{self, library::Library};
use crate::tables::signature::{
    Signature, any, any_opt, any_or, args, kw_opt, kw_or, kwargs, pos, pos_opt, pos_or,
};

/// A builtin, or a name of a module of the standard library.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct BuiltinRow {
    /// `len`, `math.floor`.
    pub name: &'static str,
    pub kind: BuiltinKind,
    pub signature: Signature,
    /// Why it is not compiled, and what to write instead: "`open` {refused}".
    pub refused: Option<&'static str>,
    /// For a name of a module: how it is compiled.
    pub library: Option<Library>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BuiltinKind {
    Function,
    Class,
    /// An exception class and the class it derives from (`object` for `BaseException`).
    Exception {
        parent: &'static str,
    },
    /// Another name of an exception class: `IOError` is `OSError`.
    ExceptionAlias {
        of: &'static str,
    },
    Constant,
}

/// The builtin of a name, exceptions included. `None`, `True` and `False` are literals, not names.
pub fn builtin(name: &str) -> Option<&'static BuiltinRow> {
    let find = |rows: &'static [BuiltinRow]| {
        let at = rows.binary_search_by(|row| row.name.cmp(name)).ok()?;
        rows.get(at)
    };
    find(BUILTINS).or_else(|| find(EXCEPTIONS))
}

/// Whether `name` is the exception class `ancestor` or derives from it.
pub fn is_exception_subclass(name: &str, ancestor: &str) -> bool {
    let mut current = builtin(name).or_else(|| py_modules::library(name));
    // The hierarchy is five deep; the bound is there so that no table can make this loop.
    for _ in 0..16 {
        let Some(row) = current else { return false };
        let next = match row.kind {
            BuiltinKind::Exception { parent } => parent,
            BuiltinKind::ExceptionAlias { of } => of,
            BuiltinKind::Function | BuiltinKind::Class | BuiltinKind::Constant => return false,
        };
        if row.name == ancestor {
            return true;
        }
        current = builtin(next).or_else(|| py_modules::library(next));
    }
    false
}

const fn function(name: &'static str, signature: Signature) -> BuiltinRow {
    BuiltinRow { name, kind: BuiltinKind::Function, signature, refused: None, library: None }
}

const fn class(name: &'static str, signature: Signature) -> BuiltinRow {
    BuiltinRow { name, kind: BuiltinKind::Class, signature, refused: None, library: None }
}

const fn constant(name: &'static str) -> BuiltinRow {
    BuiltinRow { name, kind: BuiltinKind::Constant, signature: &[], refused: None, library: None }
}

const fn refused(name: &'static str, signature: Signature, reason: &'static str) -> BuiltinRow {
    BuiltinRow {
        name,
        kind: BuiltinKind::Function,
        signature,
        refused: Some(reason),
        library: None,
    }
}

const fn refused_class(
    name: &'static str,
    signature: Signature,
    reason: &'static str,
) -> BuiltinRow {
    BuiltinRow { name, kind: BuiltinKind::Class, signature, refused: Some(reason), library: None }
}

/// Sorted by name; the exceptions stand in [`EXCEPTIONS`].
pub const BUILTINS: &[BuiltinRow] = &[
    constant("Ellipsis"),
    constant("NotImplemented"),
    refused(
        "__import__",
        &[
            any("name"),
            any_or("globals", "None"),
            any_or("locals", "None"),
            any_or("fromlist", "()"),
            any_or("level", "0"),
        ],
        "imports at run time; write an `import` at the top of the file, or use `import_` of `pulse.transpiler`",
    ),
    function("abs", &[pos("x")]),
    function("aiter", &[pos("async_iterable")]),
    function("all", &[pos("iterable")]),
    function("anext", &[pos("async_iterator"), pos_opt("default")]),
    function("any", &[pos("iterable")]),
    function("ascii", &[pos("obj")]),
    function("bin", &[pos("number")]),
    class("bool", &[pos_or("object", "False")]),
    refused(
        "breakpoint",
        &[args("args"), kwargs("kws")],
        "starts Python's debugger; set a breakpoint in the browser's tools, where the source map shows this file",
    ),
    refused_class(
        "bytearray",
        &[any_opt("source"), any_opt("encoding"), any_opt("errors")],
        "is not compiled; use `Uint8Array` from `pulse.js`",
    ),
    refused_class(
        "bytes",
        &[any_opt("source"), any_opt("encoding"), any_opt("errors")],
        "is not compiled; use `Uint8Array` from `pulse.js`, or `TextEncoder` for text",
    ),
    function("callable", &[pos("obj")]),
    function("chr", &[pos("i")]),
    class("classmethod", &[pos("function")]),
    refused(
        "compile",
        &[
            any("source"),
            any("filename"),
            any("mode"),
            any_or("flags", "0"),
            any_or("dont_inherit", "False"),
            any_or("optimize", "-1"),
            kw_or("_feature_version", "-1"),
        ],
        "compiles Python source, which is not there in a browser",
    ),
    refused_class(
        "complex",
        &[any_or("real", "0"), any_or("imag", "0")],
        "is not compiled; use two floats",
    ),
    refused("delattr", &[pos("obj"), pos("name")], "is not compiled; write `del object.name`"),
    class("dict", &[pos_opt("iterable"), kwargs("kwargs")]),
    refused(
        "dir",
        &[pos_opt("object")],
        "lists attributes, which JavaScript names differently; use a list of your own, or `Object.keys` from `pulse.js`",
    ),
    function("divmod", &[pos("x"), pos("y")]),
    class("enumerate", &[any("iterable"), any_or("start", "0")]),
    refused(
        "eval",
        &[pos("source"), pos_or("globals", "None"), pos_or("locals", "None")],
        "runs Python source, which is not there in a browser; call the function you mean",
    ),
    refused(
        "exec",
        &[
            pos("source"),
            pos_or("globals", "None"),
            pos_or("locals", "None"),
            kw_or("closure", "None"),
        ],
        "runs Python source, which is not there in a browser; call the function you mean",
    ),
    refused(
        "exit",
        &[any_or("code", "None")],
        "ends the Python process; return from the function instead",
    ),
    class("filter", &[pos("function"), pos("iterable")]),
    class("float", &[pos_or("x", "0")]),
    function("format", &[pos("value"), pos_or("format_spec", "''")]),
    class("frozenset", &[pos_or("iterable", "()")]),
    function("getattr", &[pos("object"), pos("name"), pos_opt("default")]),
    refused(
        "globals",
        &[],
        "gives the variables by name, and names do not survive compilation; use a dict of your own",
    ),
    function("hasattr", &[pos("obj"), pos("name")]),
    function("hash", &[pos("obj")]),
    refused("help", &[args("args")], "is for the interactive interpreter"),
    function("hex", &[pos("number")]),
    function("id", &[pos("obj")]),
    refused(
        "input",
        &[pos_or("prompt", "''")],
        "reads a terminal; render an `input` element, or use `prompt` from `pulse.js.window`",
    ),
    class("int", &[pos_or("x", "0"), any_opt("base")]),
    function("isinstance", &[pos("obj"), pos("class_or_tuple")]),
    function("issubclass", &[pos("cls"), pos("class_or_tuple")]),
    function("iter", &[pos("object"), pos_opt("sentinel")]),
    function("len", &[pos("obj")]),
    class("list", &[pos_or("iterable", "()")]),
    refused(
        "locals",
        &[],
        "gives the variables by name, and names do not survive compilation; use a dict of your own",
    ),
    class("map", &[pos("function"), args("iterables")]),
    function("max", &[args("args"), kw_or("key", "None"), kw_opt("default")]),
    refused_class(
        "memoryview",
        &[any("object")],
        "looks into bytes, which are not compiled; use `DataView` from `pulse.js`",
    ),
    function("min", &[args("args"), kw_or("key", "None"), kw_opt("default")]),
    function("next", &[pos("iterator"), pos_opt("default")]),
    class("object", &[]),
    function("oct", &[pos("number")]),
    refused(
        "open",
        &[
            any("file"),
            any_or("mode", "'r'"),
            any_or("buffering", "-1"),
            any_or("encoding", "None"),
            any_or("errors", "None"),
            any_or("newline", "None"),
            any_or("closefd", "True"),
            any_or("opener", "None"),
        ],
        "opens a file, and a browser has no file system; use `fetch` from `pulse.js`, or `FileReader` for a file the user picked",
    ),
    function("ord", &[pos("c")]),
    function("pow", &[any("base"), any("exp"), any_or("mod", "None")]),
    function(
        "print",
        &[
            args("args"),
            kw_or("sep", "' '"),
            kw_or("end", "'\\n'"),
            kw_or("file", "None"),
            kw_or("flush", "False"),
        ],
    ),
    class(
        "property",
        &[
            any_or("fget", "None"),
            any_or("fset", "None"),
            any_or("fdel", "None"),
            any_or("doc", "None"),
        ],
    ),
    refused(
        "quit",
        &[any_or("code", "None")],
        "ends the Python process; return from the function instead",
    ),
    class("range", &[pos("start"), pos_opt("stop"), pos_opt("step")]),
    function("repr", &[pos("obj")]),
    class("reversed", &[pos("sequence")]),
    function("round", &[any("number"), any_or("ndigits", "None")]),
    class("set", &[pos_or("iterable", "()")]),
    function("setattr", &[pos("obj"), pos("name"), pos("value")]),
    class("slice", &[pos("start"), pos_opt("stop"), pos_opt("step")]),
    function("sorted", &[pos("iterable"), kw_or("key", "None"), kw_or("reverse", "False")]),
    class("staticmethod", &[pos("function")]),
    class("str", &[any_or("object", "''"), any_opt("encoding"), any_opt("errors")]),
    function("sum", &[pos("iterable"), any_or("start", "0")]),
    class("super", &[pos_opt("type"), pos_opt("object_or_type")]),
    class("tuple", &[pos_or("iterable", "()")]),
    class("type", &[pos("object_or_name"), pos_opt("bases"), pos_opt("dict"), kwargs("kwargs")]),
    refused(
        "vars",
        &[pos_opt("object")],
        "gives the variables by name, and names do not survive compilation; use `dataclasses.asdict`, or a dict of your own",
    ),
    class("zip", &[args("iterables"), kw_or("strict", "False")]),
];
