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

use std::sync::OnceLock;

use fixedbitset::FixedBitSet;

use crate::base::components;
use crate::ir::{Module, ModuleId, Program, SymbolKind};

/// The imports of a program.
#[derive(Debug, Default)]
pub struct Imports {
    direct: Vec<Vec<ModuleId>>,
    groups: Vec<Vec<ModuleId>>,
    /// The group of each module.
    group_of: Vec<usize>,
    /// By group: the modules that it reaches, its own among them.
    reached: OnceLock<Vec<FixedBitSet>>,
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
        let successors: Vec<Vec<usize>> = successors.collect();
        let groups: Vec<Vec<ModuleId>> = components(&successors)
            .into_iter()
            .map(|group| group.into_iter().map(|at| ModuleId(at as u32)).collect())
            .collect();
        let mut group_of = vec![0; direct.len()];
        for (at, group) in groups.iter().enumerate() {
            for id in group {
                if let Some(slot) = group_of.get_mut(id.index()) {
                    *slot = at;
                }
            }
        }
        Imports { direct, groups, group_of, reached: OnceLock::new() }
    }

    /// The modules that import each other, each group after all that it imports.
    pub fn groups(&self) -> &[Vec<ModuleId>] {
        &self.groups
    }

    /// The groups by level: those of one level import only from levels before, so that each can be worked
    /// on by itself.
    pub fn levels(&self) -> Vec<Vec<&[ModuleId]>> {
        let mut level_of = vec![0; self.groups.len()];
        let mut levels: Vec<Vec<&[ModuleId]>> = Vec::new();
        for (at, group) in self.groups.iter().enumerate() {
            let imported = group.iter().flat_map(|id| self.imported(*id));
            let imported = imported.filter_map(|id| self.group_of.get(id.index()));
            let before = imported.filter(|group| **group != at);
            let level = before.filter_map(|group| level_of.get(*group)).max();
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

    fn imported(&self, from: ModuleId) -> &[ModuleId] {
        self.direct.get(from.index()).map_or(&[], Vec::as_slice)
    }

    /// The module and all that it imports, directly or not, as a set of indexes.
    pub fn reached(&self, from: ModuleId) -> &FixedBitSet {
        static NONE: FixedBitSet = FixedBitSet::new();
        let all = self.reached.get_or_init(|| self.all_reached());
        let group = self.group_of.get(from.index());
        group.and_then(|group| all.get(*group)).unwrap_or(&NONE)
    }

    fn all_reached(&self) -> Vec<FixedBitSet> {
        let mut all: Vec<FixedBitSet> = Vec::with_capacity(self.groups.len());
        for group in &self.groups {
            let mut reached = FixedBitSet::with_capacity(self.direct.len());
            for id in group {
                reached.insert(id.index());
                // The groups of what it imports come before.
                let imported = self.imported(*id).iter();
                let imported = imported.filter_map(|id| all.get(*self.group_of.get(id.index())?));
                imported.for_each(|other| reached.union_with(other));
            }
            all.push(reached);
        }
        all
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
        a == b || self.group_of.get(a.index()) == self.group_of.get(b.index())
    }
}
