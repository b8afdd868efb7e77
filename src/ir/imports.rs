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

use fixedbitset::FixedBitSet;

use crate::base::Reach;
use crate::ir::{Module, ModuleId, Program, SymbolKind};

/// The imports of a program.
#[derive(Debug, Default)]
pub struct Imports {
    direct: Vec<Vec<ModuleId>>,
    groups: Vec<Vec<ModuleId>>,
    reach: Reach,
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
                let mut direct: Vec<ModuleId> = foreign.collect();
                direct.sort_unstable();
                direct.dedup();
                direct
            })
            .collect();
        let successors = direct.iter().map(|ids| ids.iter().map(|id| id.index()).collect());
        let reach = Reach::of(successors.collect());
        let groups = reach.groups().iter();
        let groups = groups.map(|group| group.iter().map(|at| ModuleId(*at as u32)).collect());
        Imports { direct, groups: groups.collect(), reach }
    }

    /// The groups by level: those of one level import only from levels before, so that each can be worked
    /// on by itself.
    pub fn levels(&self) -> Vec<Vec<&[ModuleId]>> {
        let mut level_of = vec![0; self.groups.len()];
        let mut levels: Vec<Vec<&[ModuleId]>> = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let imported = group.iter().flat_map(|id| self.imported(*id));
            let imported = imported.filter_map(|id| self.reach.group_of(id.index()));
            let before = imported.filter(|group| *group != at);
            let level = before.filter_map(|group| level_of.get(group)).max();
            let level = level.map_or(0, |level| level + 1);
            if let Some(slot) = level_of.get_mut(at) {
                *slot = level;
            }
            if levels.len() <= level {
                levels.push(Vec::new());
            }
            levels.get_mut(level).into_iter().for_each(|groups| groups.push(group));
        }
        levels
    }

    /// The modules, each after those it imports unless they import each other.
    pub fn in_order<'p>(&self, program: &'p Program) -> impl Iterator<Item = &'p Module> {
        let ids = self.groups.iter().flatten();
        ids.filter_map(|id| program.modules.get(id.index()))
    }

    /// What the module imports itself.
    pub fn imported(&self, from: ModuleId) -> &[ModuleId] {
        self.direct.get(from.index()).map_or(&[], Vec::as_slice)
    }

    /// The module and all that it imports, directly or not, as a set of indexes.
    pub fn reached(&self, from: ModuleId) -> &FixedBitSet {
        self.reach.from(from.index())
    }

    /// By module: whether `own` says so of it or of a module that it reaches.
    pub fn any_reached(&self, own: &[bool]) -> Vec<bool> {
        let mut found = own.to_vec();
        for group in &self.groups {
            let is_in = |id: &ModuleId| found.get(id.index()) == Some(&true);
            let any = group.iter().any(|id| is_in(id) || self.imported(*id).iter().any(is_in));
            for id in group {
                if let Some(slot) = found.get_mut(id.index()) {
                    *slot = any;
                }
            }
        }
        found
    }

    pub fn reaches(&self, from: ModuleId, to: ModuleId) -> bool {
        from == to || self.reached(from).contains(to.index())
    }

    /// Whether the two are one module or import each other.
    pub fn are_one(&self, a: ModuleId, b: ModuleId) -> bool {
        self.reach.are_one(a.index(), b.index())
    }
}
