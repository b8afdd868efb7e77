//! Which module needs which, over any number of others.
//!
//! What is emitted for a module depends on it and on what it imports, never on who imports it. So every
//! pass that looks beyond a module asks here first:
//!
//! ```text
//! # b.py: from a import greet        b reaches a; a does not reach b
//! # c.py: from d import x            c and d reach each other: they are read as one
//! # d.py: from c import y
//! ```

use crate::base::components;
use crate::ir::{ModuleId, Program, SymbolKind};

/// The imports of a program.
#[derive(Debug, Default)]
pub struct Imports {
    /// By module: itself and the modules it reaches, in ascending order.
    reached: Vec<Vec<ModuleId>>,
    groups: Vec<Vec<ModuleId>>,
}

impl Imports {
    pub fn of(program: &Program) -> Imports {
        let direct: Vec<Vec<ModuleId>> = program
            .modules
            .iter()
            .map(|module| {
                let foreign = module.symbols.iter().filter_map(|symbol| match &symbol.kind {
                    SymbolKind::Foreign { module, .. } => Some(*module),
                    SymbolKind::Function(_) | SymbolKind::Const { .. } | SymbolKind::Import(_) => {
                        None
                    }
                });
                foreign.collect()
            })
            .collect();
        let ids = program.modules.iter().map(|module| module.id);
        let reached = ids.map(|id| reached_from(&direct, id)).collect();
        let successors = direct.iter().map(|ids| ids.iter().map(|id| id.index()).collect());
        let successors: Vec<Vec<usize>> = successors.collect();
        let groups = components(&successors).into_iter().map(|group| {
            let ids = group.into_iter().filter_map(|at| program.modules.get(at));
            ids.map(|module| module.id).collect()
        });
        Imports { reached, groups: groups.collect() }
    }

    /// The modules that import each other, each group after all that it imports.
    pub fn groups(&self) -> &[Vec<ModuleId>] {
        &self.groups
    }

    /// The module and all that it imports, directly or not.
    pub fn reached(&self, from: ModuleId) -> &[ModuleId] {
        self.reached.get(from.index()).map_or(&[], Vec::as_slice)
    }

    pub fn reaches(&self, from: ModuleId, to: ModuleId) -> bool {
        self.reached(from).binary_search(&to).is_ok()
    }

    /// Whether the two are one module or import each other.
    pub fn are_one(&self, a: ModuleId, b: ModuleId) -> bool {
        a == b || (self.reaches(a, b) && self.reaches(b, a))
    }
}

fn reached_from(direct: &[Vec<ModuleId>], from: ModuleId) -> Vec<ModuleId> {
    let mut seen = vec![false; direct.len()];
    let mut reached = Vec::new();
    let mut open = vec![from];
    while let Some(at) = open.pop() {
        match seen.get_mut(at.index()) {
            Some(seen) if !*seen => *seen = true,
            Some(_) | None => continue,
        }
        reached.push(at);
        open.extend(direct.get(at.index()).into_iter().flatten());
    }
    reached.sort_unstable();
    reached
}
