//! Where reading an item of a dict may run code: the factory of a `defaultdict`.
//!
//! A module that mentions no `defaultdict`, nor imports one that does, takes dicts for plain: whatever an
//! importer hands in, its factory is taken to make a value and no more (`docs/differences.md`).

use crate::ir::{Imports, ModuleId, Program};
use crate::tables::builtins::BuiltinRow;

use super::mentioned::mentions;

/// By module: whether it, or a module it imports, makes dicts with a factory.
#[derive(Debug, Default)]
pub struct Factories {
    known: Vec<bool>,
}

impl Factories {
    pub fn of(program: &Program, imports: &Imports) -> Factories {
        let own: Vec<bool> =
            program.modules.iter().map(|it| mentions(it, is_defaultdict)).collect();
        Factories { known: imports.any_reached(&own) }
    }

    pub fn are_known_to(&self, module: ModuleId) -> bool {
        self.known.get(module.index()) == Some(&true)
    }

    /// Whether a module that knows of factories calls a function of one that does not.
    pub fn are_news_to(&self, caller: ModuleId, callee: ModuleId) -> bool {
        self.are_known_to(caller) && !self.are_known_to(callee)
    }
}

fn is_defaultdict(row: &BuiltinRow) -> bool {
    row.name.ends_with("defaultdict")
}
