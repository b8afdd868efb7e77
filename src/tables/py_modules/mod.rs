//! The modules of Python's standard library, by Python 3.12: what the compiler knows of each name.
//!
//! ```text
//! from typing import Any       Typing: erased
//! from math import floor       Compiled: a row like that of a builtin
//! from statistics import mode  Planned, until there is such a row
//! from string import Template  Source: what Python's own file says
//! from time import sleep       Refused: "blocks, and a browser must not; use `await asyncio.sleep(...)`"
//! import colorsys              is_from_source: what Python's own file says
//! import sqlite3               no row; `server_module` gives the hint
//! ```

mod binary;
mod bytes;
mod concurrency;
mod data;
mod dates;
pub mod library;
mod math;
mod operator;
mod own;
mod server;
mod source;
mod system;
mod typing;
mod values;

use crate::tables::builtins::BuiltinRow;
use crate::tables::reason;

pub use own::OWN;
pub use server::{SERVER_MODULES, STDLIB};
pub use source::{FROM_SOURCE, is_from_source};

/// A module the compiler knows by name.
#[derive(PartialEq, Eq, Debug)]
pub struct PyModuleRow {
    /// `collections.abc`.
    pub name: &'static str,
    /// Every public name, sorted.
    pub members: &'static [(&'static str, PyStatus)],
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PyStatus {
    /// Only seen by types, or a decorator or base class without an effect at run time: erased.
    Typing,
    Compiled(BuiltinRow),
    /// Compiled from the source of the module, as Python itself has it.
    Source,
    /// To be compiled; refused until it is.
    Planned,
    /// "`time.sleep` {reason and replacement}".
    Refused(&'static str),
}

impl PyModuleRow {
    pub fn member(&self, name: &str) -> Option<&'static PyStatus> {
        let at = self.members.binary_search_by(|row| row.0.cmp(name)).ok()?;
        self.members.get(at).map(|row| &row.1)
    }
}

/// Modules whose functions change nothing of what they are given, those too that are not compiled.
pub const READING_MODULES: &[&str] = &[
    "collections.abc",
    "dataclasses",
    "datetime",
    "enum",
    "json",
    "logging",
    "math",
    "pprint",
    "statistics",
    "string",
    "textwrap",
    "typing",
    "warnings",
];

/// Sorted by name.
pub const MODULES: &[PyModuleRow] = &[
    typing::FUTURE,
    typing::ABC,
    concurrency::ASYNCIO,
    binary::BASE64,
    binary::BINASCII,
    data::BISECT,
    data::COLLECTIONS,
    typing::COLLECTIONS_ABC,
    concurrency::CONTEXTLIB,
    data::COPY,
    data::DATACLASSES,
    dates::DATETIME,
    data::ENUM,
    data::FUNCTOOLS,
    binary::HASHLIB,
    data::HEAPQ,
    data::ITERTOOLS,
    values::JSON,
    math::MATH,
    operator::OPERATOR,
    values::RANDOM,
    values::RE,
    values::STATISTICS,
    values::STRING,
    binary::STRUCT,
    system::SYS,
    dates::TIME,
    typing::TYPES,
    typing::TYPING,
    typing::TYPING_EXTENSIONS,
    values::UUID,
    binary::ZLIB,
    dates::ZONEINFO,
];

/// The module of a dotted name.
pub fn py_module(dotted: &str) -> Option<&'static PyModuleRow> {
    let at = MODULES.binary_search_by(|row| row.name.cmp(dotted)).ok()?;
    MODULES.get(at)
}

/// The row of a compiled name: `math.floor`.
pub fn library(dotted: &str) -> Option<&'static BuiltinRow> {
    let (owner, name) = dotted.rsplit_once('.')?;
    match py_module(owner).map_or_else(|| static_member(owner, name), |it| it.member(name))? {
        PyStatus::Compiled(row) => Some(row),
        PyStatus::Typing | PyStatus::Source | PyStatus::Planned | PyStatus::Refused(_) => None,
    }
}

/// Whether a name of a module of the tables is compiled from the module's source.
pub fn is_source(module: &str, name: &str) -> bool {
    py_module(module).and_then(|it| it.member(name)) == Some(&PyStatus::Source)
}

/// What a class of a module has itself: `now` of `datetime.datetime`.
pub fn static_member(class: &str, name: &str) -> Option<&'static PyStatus> {
    let dotted = format!("{class}.{name}");
    let find = |rows: &'static [(&str, PyStatus)]| {
        let at = rows.binary_search_by(|row| row.0.cmp(dotted.as_str())).ok()?;
        rows.get(at).map(|row| &row.1)
    };
    [bytes::STATICS, dates::STATICS].into_iter().find_map(find)
}

/// The names that a class has itself.
pub fn statics_of(class: &str) -> impl Iterator<Item = &'static str> {
    let rows = bytes::STATICS.iter().chain(dates::STATICS);
    let names = rows.filter_map(|row| row.0.rsplit_once('.'));
    names.filter(move |(of, _)| *of == class).map(|(_, name)| name)
}

/// The hint for a module of the standard library without a row.
pub const NOT_COMPILED: &str = "it is not compiled; pass the result in as a prop";

/// Why a module of the standard library cannot be used, by its dotted name or that of a submodule:
/// "`os` is not available in a browser: {hint}". None also for the modules the compiler knows.
pub fn server_module(dotted: &str) -> Option<&'static str> {
    if py_module(dotted).is_some() {
        return None;
    }
    let top = dotted.split('.').next().unwrap_or(dotted);
    match SERVER_MODULES.binary_search_by(|row| row.0.cmp(top)) {
        Ok(at) => SERVER_MODULES.get(at).map(|row| row.1),
        Err(_) if is_stdlib(dotted) => Some(NOT_COMPILED),
        Err(_) => None,
    }
}

/// What to write instead of the planned names of a module; sorted.
pub const PLANNED_INSTEAD: &[(&str, &str)] = &[
    ("asyncio", "use `asyncio.gather`, `asyncio.sleep` or `asyncio.create_task`"),
    ("dataclasses", "use a dict, with a `TypedDict` for its type"),
    ("enum", "use constants of the module, with `Literal[...]` for their type"),
];

/// What to write instead of a planned name of a module.
pub fn planned_instead(module: &str) -> &'static str {
    match PLANNED_INSTEAD.binary_search_by(|row| row.0.cmp(module)) {
        Ok(at) => PLANNED_INSTEAD.get(at).map_or(reason::ON_THE_SERVER, |row| row.1),
        Err(_) => reason::ON_THE_SERVER,
    }
}

/// Types that `isinstance` asks for what a value can do, with the helper that stands for each; sorted.
pub const ABSTRACT_TYPES: &[(&str, &str)] = &[
    ("Awaitable", "abstractAwaitable"),
    ("Callable", "abstractCallable"),
    ("Collection", "abstractCollection"),
    ("Container", "abstractContainer"),
    ("Hashable", "abstractHashable"),
    ("Iterable", "abstractIterable"),
    ("Iterator", "abstractIterator"),
    ("Mapping", "abstractMapping"),
    ("MutableMapping", "abstractMapping"),
    ("MutableSequence", "abstractMutableSequence"),
    ("MutableSet", "abstractMutableSet"),
    ("Sequence", "abstractSequence"),
    ("Set", "abstractSet"),
    ("Sized", "abstractSized"),
];

/// The helper that stands for such a type of `collections.abc`, or of `typing`, where `Set` is the builtin one.
pub fn abstract_type(dotted: &str) -> Option<&'static str> {
    let (module, name) = dotted.rsplit_once('.')?;
    let name = match module {
        "collections.abc" => name,
        "typing" if name == "AbstractSet" => "Set",
        "typing" if name != "Set" => name,
        _other => return None,
    };
    let at = ABSTRACT_TYPES.binary_search_by(|row| row.0.cmp(name)).ok()?;
    ABSTRACT_TYPES.get(at).map(|row| row.1)
}

/// Whether a dotted name belongs to the standard library.
pub fn is_stdlib(dotted: &str) -> bool {
    let top = dotted.split('.').next().unwrap_or(dotted);
    STDLIB.binary_search(&top).is_ok()
}
