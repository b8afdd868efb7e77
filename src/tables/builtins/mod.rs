//! Every builtin of Python 3.12: what kind of thing it is, its signature, and why the compiler refuses
//! it, if it does.
//!
//! ```text
//! sorted(xs, key=len)    function("sorted", &[pos("iterable"), kw_or("key", "None"), ...]).returns(Returns::Items)
//! open("x")              refused("open", ..., "opens a file, and a browser has no file system; ...")
//! except ValueError      exception("ValueError", "Exception"), in the file `exceptions.rs`
//! ```
//!
//! The signature is what arguments are bound by. Three builtins do not fit one: `range` and `slice`
//! take a single argument as `stop`, and `min` and `max` take either one iterable or the values.

mod exceptions;

pub use exceptions::EXCEPTIONS;

use crate::tables::effects::{COMPUTES, Effects, Gives, QUIET, READS, UNKNOWN, Use};
use crate::tables::py_modules::{self, library::Library};
use crate::tables::returns::Returns;
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
    pub returns: Returns,
    pub effects: Effects,
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

impl BuiltinRow {
    const fn of(name: &'static str, kind: BuiltinKind, signature: Signature) -> BuiltinRow {
        let (returns, effects) = (Returns::Unknown, UNKNOWN);
        BuiltinRow { name, kind, signature, refused: None, library: None, returns, effects }
    }

    /// With what comes out, which is unknown otherwise.
    const fn returns(self, returns: Returns) -> BuiltinRow {
        BuiltinRow { returns, ..self }
    }

    /// With what it does, which is unknown otherwise.
    const fn does(self, effects: Effects) -> BuiltinRow {
        BuiltinRow { effects, ..self }
    }
}

const fn function(name: &'static str, signature: Signature) -> BuiltinRow {
    BuiltinRow::of(name, BuiltinKind::Function, signature)
}

const fn class(name: &'static str, signature: Signature) -> BuiltinRow {
    BuiltinRow::of(name, BuiltinKind::Class, signature)
}

const fn constant(name: &'static str) -> BuiltinRow {
    BuiltinRow::of(name, BuiltinKind::Constant, &[]).does(QUIET)
}

const fn refused(name: &'static str, signature: Signature, reason: &'static str) -> BuiltinRow {
    BuiltinRow { refused: Some(reason), ..function(name, signature) }
}

const fn refused_class(
    name: &'static str,
    signature: Signature,
    reason: &'static str,
) -> BuiltinRow {
    BuiltinRow { refused: Some(reason), ..class(name, signature) }
}

const BYTES: Signature = &[any_opt("source"), any_opt("encoding"), any_opt("errors")];
const WALKED: &[(&str, Use)] = &[("source", Use::Walks)];

/// What `value[a:b]` is a subscript of.
pub const SLICE: &str = "slice";

/// What reads an attribute whose name is a value.
pub const GETATTR: &str = "getattr";

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
    function("abs", &[pos("x")]).returns(Returns::Magnitude).does(COMPUTES),
    function("aiter", &[pos("async_iterable")]),
    function("all", &[pos("iterable")]).returns(Returns::Bool).does(COMPUTES.all(Use::Walks)),
    function("anext", &[pos("async_iterator"), pos_opt("default")]),
    function("any", &[pos("iterable")]).returns(Returns::Bool).does(COMPUTES.all(Use::Walks)),
    function("ascii", &[pos("obj")]).returns(Returns::Str).does(COMPUTES),
    function("bin", &[pos("number")]).returns(Returns::Str).does(COMPUTES),
    class("bool", &[pos_or("object", "False")]).returns(Returns::Bool).does(QUIET),
    refused(
        "breakpoint",
        &[args("args"), kwargs("kws")],
        "starts Python's debugger; set a breakpoint in the browser's tools, where the source map shows this file",
    ),
    class("bytearray", BYTES).returns(Returns::ByteArray).does(COMPUTES.with(WALKED)),
    class("bytes", BYTES).returns(Returns::Bytes).does(COMPUTES.with(WALKED)),
    function("callable", &[pos("obj")]).returns(Returns::Bool).does(QUIET),
    function("chr", &[pos("i")]).returns(Returns::Str).does(COMPUTES),
    class("classmethod", &[pos("function")]).does(READS.all(Use::CallsLater)),
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
    function("delattr", &[pos("obj"), pos("name")]).returns(Returns::Nothing),
    class("dict", &[pos_opt("iterable"), kwargs("kwargs")])
        .returns(Returns::Dict)
        .does(READS.with(&[("iterable", Use::Walks)]).gives(Gives::Parts)),
    refused(
        "dir",
        &[pos_opt("object")],
        "lists attributes, which JavaScript names differently; use a list of your own, or `Object.keys` from `pulse.js`",
    ),
    function("divmod", &[pos("x"), pos("y")])
        .returns(Returns::Quotient)
        .does(COMPUTES.gives(Gives::Parts)),
    class("enumerate", &[any("iterable"), any_or("start", "0")])
        .returns(Returns::Numbered)
        .does(READS.with(&[("iterable", Use::Later)]).gives(Gives::Parts)),
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
    class("filter", &[pos("function"), pos("iterable")])
        .returns(Returns::Filtered)
        .does(READS.all(Use::Later).with(&[("function", Use::CallsLater)]).gives(Gives::Parts)),
    class("float", &[pos_or("x", "0")]).returns(Returns::Float).does(COMPUTES),
    function("format", &[pos("value"), pos_or("format_spec", "''")])
        .returns(Returns::Str)
        .does(COMPUTES),
    class("frozenset", &[pos_or("iterable", "()")])
        .returns(Returns::Set)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    function("getattr", &[pos("object"), pos("name"), pos_opt("default")]).does(READS),
    refused(
        "globals",
        &[],
        "gives the variables by name, and names do not survive compilation; use a dict of your own",
    ),
    function("hasattr", &[pos("obj"), pos("name")]).returns(Returns::Bool).does(COMPUTES),
    function("hash", &[pos("obj")]).returns(Returns::Int).does(COMPUTES),
    refused("help", &[args("args")], "is for the interactive interpreter; remove the call"),
    function("hex", &[pos("number")]).returns(Returns::Str).does(COMPUTES),
    function("id", &[pos("obj")]).returns(Returns::Int).does(QUIET),
    refused(
        "input",
        &[pos_or("prompt", "''")],
        "reads a terminal; render an `input` element, or use `prompt` from `pulse.js.window`",
    ),
    class("int", &[pos_or("x", "0"), any_opt("base")]).returns(Returns::Whole).does(COMPUTES),
    function("isinstance", &[pos("obj"), pos("class_or_tuple")])
        .returns(Returns::Bool)
        .does(COMPUTES),
    function("issubclass", &[pos("cls"), pos("class_or_tuple")])
        .returns(Returns::Bool)
        .does(COMPUTES),
    function("iter", &[pos("object"), pos_opt("sentinel")])
        .returns(Returns::Walk)
        .does(READS.all(Use::CallsLater)),
    function("len", &[pos("obj")]).returns(Returns::Length).does(QUIET),
    class("list", &[pos_or("iterable", "()")])
        .returns(Returns::Items)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    refused(
        "locals",
        &[],
        "gives the variables by name, and names do not survive compilation; use a dict of your own",
    ),
    class("map", &[pos("function"), args("iterables")])
        .returns(Returns::Mapped)
        .does(READS.all(Use::Later).with(&[("function", Use::CallsLater)]).gives(Gives::Parts)),
    function("max", &[args("args"), kw_or("key", "None"), kw_opt("default")])
        .returns(Returns::Greatest)
        .does(READS.with(&[("args", Use::WalksAlone), ("key", Use::Calls)])),
    refused_class(
        "memoryview",
        &[any("object")],
        "shares the memory of its object; take a slice, which copies, or use `DataView` from `pulse.js`",
    ),
    function("min", &[args("args"), kw_or("key", "None"), kw_opt("default")])
        .returns(Returns::Least)
        .does(READS.with(&[("args", Use::WalksAlone), ("key", Use::Calls)])),
    function("next", &[pos("iterator"), pos_opt("default")])
        .returns(Returns::Next)
        .does(READS.with(&[("iterator", Use::Walks)])),
    class("object", &[]).does(QUIET),
    function("oct", &[pos("number")]).returns(Returns::Str).does(COMPUTES),
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
    function("ord", &[pos("c")]).returns(Returns::Natural(21)).does(COMPUTES),
    function("pow", &[any("base"), any("exp"), any_or("mod", "None")])
        .returns(Returns::Power)
        .does(COMPUTES),
    function(
        "print",
        &[
            args("args"),
            kw_or("sep", "' '"),
            kw_or("end", "'\\n'"),
            kw_or("file", "None"),
            kw_or("flush", "False"),
        ],
    )
    .returns(Returns::Nothing)
    .does(COMPUTES.acts().with(&[("file", Use::Calls)])),
    class(
        "property",
        &[
            any_or("fget", "None"),
            any_or("fset", "None"),
            any_or("fdel", "None"),
            any_or("doc", "None"),
        ],
    )
    .does(READS.all(Use::CallsLater)),
    refused(
        "quit",
        &[any_or("code", "None")],
        "ends the Python process; return from the function instead",
    ),
    class("range", &[pos("start"), pos_opt("stop"), pos_opt("step")])
        .returns(Returns::Range)
        .does(COMPUTES),
    function("repr", &[pos("obj")]).returns(Returns::Str).does(COMPUTES),
    class("reversed", &[pos("sequence")])
        .returns(Returns::Walk)
        .does(READS.all(Use::Later).gives(Gives::Parts)),
    function("round", &[any("number"), any_or("ndigits", "None")])
        .returns(Returns::Rounded)
        .does(COMPUTES),
    class("set", &[pos_or("iterable", "()")])
        .returns(Returns::Set)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    function("setattr", &[pos("obj"), pos("name"), pos("value")]).returns(Returns::Nothing),
    class("slice", &[pos("start"), pos_opt("stop"), pos_opt("step")]).does(QUIET.gives(Gives::Any)),
    function("sorted", &[pos("iterable"), kw_or("key", "None"), kw_or("reverse", "False")])
        .returns(Returns::Items)
        .does(READS.with(&[("iterable", Use::Walks), ("key", Use::Calls)]).gives(Gives::Parts)),
    class("staticmethod", &[pos("function")]).does(READS.all(Use::CallsLater)),
    class("str", &[any_or("object", "''"), any_opt("encoding"), any_opt("errors")])
        .returns(Returns::Str)
        .does(COMPUTES),
    function("sum", &[pos("iterable"), any_or("start", "0")])
        .returns(Returns::Sum)
        .does(READS.with(&[("iterable", Use::Walks)])),
    class("super", &[pos_opt("type"), pos_opt("object_or_type")]).does(READS),
    class("tuple", &[pos_or("iterable", "()")])
        .returns(Returns::Tuple)
        .does(READS.all(Use::Walks).gives(Gives::Parts)),
    class("type", &[pos("object_or_name"), pos_opt("bases"), pos_opt("dict"), kwargs("kwargs")])
        .returns(Returns::Class)
        .does(READS),
    refused(
        "vars",
        &[pos_opt("object")],
        "gives the variables by name, and names do not survive compilation; use a dict of your own",
    ),
    class("zip", &[args("iterables"), kw_or("strict", "False")])
        .returns(Returns::Zipped)
        .does(READS.all(Use::Later).gives(Gives::Parts)),
];
