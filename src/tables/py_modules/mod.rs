//! The modules of Python's standard library, by Python 3.12: what the compiler knows of each name.
//!
//! ```text
//! from typing import Any       Typing: erased
//! from math import floor       Planned, until a lowering for it is there
//! from time import sleep       Refused: "blocks, and a browser must not; use `await asyncio.sleep(...)`"
//! import sqlite3               no row; `server_module` gives the hint
//! ```

mod concurrency;
mod data;
mod server;
mod typing;
mod values;

pub use server::{SERVER_MODULES, STDLIB};

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
    /// To be compiled; whether it is, the lowering knows.
    Planned,
    /// "`time.sleep` {reason and replacement}".
    Refused(&'static str),
}

impl PyModuleRow {
    pub fn member(&self, name: &str) -> Option<PyStatus> {
        let at = self.members.binary_search_by(|row| row.0.cmp(name)).ok()?;
        self.members.get(at).map(|row| row.1)
    }
}

/// Sorted by name.
pub const MODULES: &[PyModuleRow] = &[
    typing::FUTURE,
    typing::ABC,
    concurrency::ASYNCIO,
    data::BISECT,
    data::COLLECTIONS,
    typing::COLLECTIONS_ABC,
    concurrency::CONTEXTLIB,
    data::COPY,
    data::DATACLASSES,
    concurrency::DATETIME,
    data::ENUM,
    data::FUNCTOOLS,
    data::HEAPQ,
    data::ITERTOOLS,
    values::JSON,
    values::MATH,
    data::OPERATOR,
    values::RANDOM,
    values::RE,
    values::STATISTICS,
    values::STRING,
    concurrency::TIME,
    typing::TYPES,
    typing::TYPING,
    typing::TYPING_EXTENSIONS,
    values::UUID,
];

/// The module of a dotted name.
pub fn py_module(dotted: &str) -> Option<&'static PyModuleRow> {
    let at = MODULES.binary_search_by(|row| row.name.cmp(dotted)).ok()?;
    MODULES.get(at)
}

/// Why a module of the standard library cannot be used, by its dotted name or that of a submodule:
/// "`os` is not available in a browser: {hint}". None also for the modules the compiler knows.
pub fn server_module(dotted: &str) -> Option<&'static str> {
    if py_module(dotted).is_some() {
        return None;
    }
    let top = dotted.split('.').next().unwrap_or(dotted);
    match SERVER_MODULES.binary_search_by(|row| row.0.cmp(top)) {
        Ok(at) => SERVER_MODULES.get(at).map(|row| row.1),
        Err(_) if is_stdlib(dotted) => Some("it is not compiled"),
        Err(_) => None,
    }
}

/// Whether a dotted name belongs to the standard library.
pub fn is_stdlib(dotted: &str) -> bool {
    let top = dotted.split('.').next().unwrap_or(dotted);
    STDLIB.binary_search(&top).is_ok()
}
