//! What is known of a whole program before its modules are emitted, one by one.

use crate::ir::{ClassIndex, FuncId, Imports, Module, Program};
use crate::types::ProgramTypes;

use super::asked::Asked;
use super::base_exceptions::BaseExceptions;
use super::index::Indexes;
use super::leaving::{self, Stops};
use super::purity::Purity;

/// What the emission of each module reads of the modules it imports.
#[derive(Debug)]
pub struct Known {
    pub classes: ClassIndex,
    pub purity: Purity,
    pub asked: Asked,
    pub base_exceptions: BaseExceptions,
    pub stops: Stops,
    /// By module: whether what a bare `raise` means may be asked of the handlers of its functions.
    pub keeps_handled: Vec<bool>,
}

impl Known {
    /// What importers read of a function.
    pub fn told(&self, module: &Module, func: FuncId) -> impl PartialEq + use<> {
        let asked = self.asked.of_function(module.id, func);
        (self.purity.told(module.id, func), asked, self.stops.told(module.id, func))
    }

    /// What they read of a module as a whole.
    pub fn told_of_module(&self, module: &Module) -> impl PartialEq + use<> {
        let at = module.id;
        (
            self.purity.changes().knows_factories(at),
            self.base_exceptions.are_mentioned(at),
            self.stops.are_dealt_with(at),
            self.keeps_handled.get(at.index()).copied(),
        )
    }

    pub fn of(program: &Program, types: &ProgramTypes) -> Known {
        let imports = Imports::of(program);
        let indexes = Indexes::new(program);
        Known {
            classes: ClassIndex::of(program, &imports),
            purity: Purity::of(program, types, &imports),
            asked: Asked::of(&indexes, &imports),
            base_exceptions: BaseExceptions::of(&indexes, &imports),
            stops: Stops::of(program, &imports),
            keeps_handled: leaving::raise_what_callers_handle(program, &imports),
        }
    }
}
