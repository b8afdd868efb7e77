//! How a name of a module of the standard library is compiled: the helper that does it, and what
//! comes out.
//!
//! ```text
//! math.floor(x)     pure("math.floor", "mathFloor", &[pos("x")], Returns::Int)
//! map(math.sqrt)    the helper itself, as a value
//! math.pi           constant("math.pi", "Math.PI", Returns::Float): a path of JavaScript, or a helper
//! ```
//!
//! A helper is named after the module and the name: `mathFloor`, `itertoolsChain`, `jsonDumps`. Arguments
//! are bound by the signature at compile time, and the helper takes them by position. A function with
//! `*args` has a second helper for calls with keywords, which takes those first: `itertoolsProduct(...iterables)`,
//! `itertoolsProductWith(repeat, ...iterables)`.

use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::effects::{COMPUTES, Effects, QUIET, READS, UNKNOWN};
use crate::tables::py_modules::PyStatus;
use crate::tables::returns::Returns;
use crate::tables::signature::{Signature, args};

/// How a name of a module is compiled.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Library {
    /// A helper of the runtime; of a constant perhaps a path of JavaScript.
    pub helper: &'static str,
    /// The helper for calls with keywords, of a function with `*args` and of a class with many parameters.
    pub with: Option<&'static str>,
}

const ARGS: Signature = &[args("args")];

const fn row(
    name: &'static str,
    kind: BuiltinKind,
    signature: Signature,
    library: Library,
    returns: Returns,
) -> PyStatus {
    let (refused, library, effects) = (None, Some(library), UNKNOWN);
    PyStatus::Compiled(BuiltinRow { name, kind, signature, refused, library, returns, effects })
}

impl PyStatus {
    /// With what it does, which is unknown otherwise.
    pub(super) const fn does(self, effects: Effects) -> PyStatus {
        match self {
            PyStatus::Compiled(row) => PyStatus::Compiled(BuiltinRow { effects, ..row }),
            PyStatus::Typing | PyStatus::Source | PyStatus::Planned | PyStatus::Refused(_) => self,
        }
    }
}

/// A function that only computes a scalar.
pub(super) const fn pure(
    name: &'static str,
    helper: &'static str,
    signature: Signature,
    returns: Returns,
) -> PyStatus {
    let library = Library { helper, with: None };
    row(name, BuiltinKind::Function, signature, library, returns).does(COMPUTES)
}

pub(super) const fn function(
    name: &'static str,
    helper: &'static str,
    signature: Signature,
    returns: Returns,
) -> PyStatus {
    let library = Library { helper, with: None };
    row(name, BuiltinKind::Function, signature, library, returns)
}

pub(super) const fn class(
    name: &'static str,
    helper: &'static str,
    signature: Signature,
    returns: Returns,
) -> PyStatus {
    let library = Library { helper, with: None };
    row(name, BuiltinKind::Class, signature, library, returns)
}

/// A class with many parameters. Where some are left out before one that is given, `with` takes those by name as one
/// object: `timedelta(hours=1)` is `datetimeTimedeltaBy({ hours: 1 })`.
pub(super) const fn class_by_name(
    name: &'static str,
    helper: &'static str,
    with: &'static str,
    signature: Signature,
    returns: Returns,
) -> PyStatus {
    let library = Library { helper, with: Some(with) };
    row(name, BuiltinKind::Class, signature, library, returns)
}

/// A function with `*args` and keywords.
pub(super) const fn variadic(
    name: &'static str,
    helper: &'static str,
    with: &'static str,
    signature: Signature,
    returns: Returns,
) -> PyStatus {
    let library = Library { helper, with: Some(with) };
    row(name, BuiltinKind::Function, signature, library, returns)
}

pub(super) const fn constant(
    name: &'static str,
    helper: &'static str,
    returns: Returns,
) -> PyStatus {
    let library = Library { helper, with: None };
    row(name, BuiltinKind::Constant, &[], library, returns).does(QUIET)
}

pub(super) const fn exception(
    name: &'static str,
    helper: &'static str,
    parent: &'static str,
) -> PyStatus {
    let library = Library { helper, with: None };
    row(name, BuiltinKind::Exception { parent }, ARGS, library, Returns::Unknown).does(READS)
}
