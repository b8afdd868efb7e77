//! What importers are told of a module about the displays that they give it and get of it: comparable between two
//! compilations, whatever the ids are.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::ir::{FuncId, ModuleId, Program, SymbolKind, Type};
use crate::types::alias::graph::{Graph, Mark};
use crate::types::alias::search::Search;
use crate::types::alias::settled::{Solved, World};
use crate::types::alias::{Source, Store};

#[derive(Default, Debug)]
pub(in crate::types) struct Told {
    world: World,
    /// Whether dicts of the world may get other keys than strings.
    widens: bool,
    /// The functions that values lead through.
    open: BTreeSet<FuncId>,
    /// By parameter: what becomes of what it is given, in words.
    params: BTreeMap<(FuncId, usize), Vec<String>>,
    /// What is done to values of other modules, in words.
    entered: Vec<String>,
}

impl Told {
    pub fn words(&self) -> String {
        let Told { world, widens, open, params, entered } = self;
        format!("{world:?} {widens} {open:?} {params:?} {entered:?}")
    }

    pub fn is_open(&self, func: FuncId) -> bool {
        self.open.contains(&func)
    }
}

impl Solved {
    pub fn told(
        &self,
        program: &Program,
        graph: &Graph,
        id: ModuleId,
        widens: bool,
        type_of: &dyn Fn(Source) -> Type,
    ) -> Told {
        let mut told = Told { world: self.world, widens, ..Told::default() };
        let entered = self.entered.iter().map(|(door, entered)| {
            let home = graph.owner(*door).and_then(|id| program.modules.get(id.index()));
            let base = home.and_then(|home| graph.bases.get(home.id.index()));
            let stores = entered.stores.iter().map(|store| words(store, type_of));
            let stores: Vec<String> = stores.collect();
            let at = base.map(|base| door - base.symbols);
            let kinds = (entered.changed, entered.shrunk, entered.inside);
            format!("{:?} {at:?} {kinds:?} {stores:?}", home.map(|home| &home.path))
        });
        told.entered = entered.collect();
        told.entered.sort();
        let (Some(base), Some(module)) =
            (graph.bases.get(id.index()), program.modules.get(id.index()))
        else {
            return told;
        };
        for symbol in &module.symbols {
            let SymbolKind::Function(func) = &symbol.kind else { continue };
            let params = module.func(*func).map(|func| func.params.as_slice()).unwrap_or_default();
            for (at, param) in params.iter().enumerate() {
                let node = base.vars + param.var.index();
                if self.open.contains(&node) {
                    told.open.insert(*func);
                }
                let taken = self.taken.iter().filter(|change| change.receiver == node);
                let words = taken.map(|change| {
                    let stored = change.store.as_ref().map(|store| words(store, type_of));
                    format!("{:?} {} {} {stored:?}", change.mark, change.shrinks, change.is_deep)
                });
                let leaked = self.leaked.iter().filter(|(leaked, _)| *leaked == node);
                let words = words.chain(leaked.map(|(_, mark)| format!("{mark:?}")));
                let words: Vec<String> = words.collect();
                if !words.is_empty() {
                    told.params.insert((*func, at), words);
                }
            }
        }
        told
    }
}

fn words(store: &Store, type_of: &dyn Fn(Source) -> Type) -> String {
    let types: Vec<Type> = store.sources().map(type_of).collect();
    let kind = match store {
        Store::Item(_) => "item",
        Store::All(_) => "all",
        Store::Pair(..) => "pair",
        Store::Field(name, _) => name,
        Store::Updated(op, ..) => return format!("updated {op:?} {types:?}"),
        Store::UpdatedField(op, name, _) => return format!("updated {op:?} {name} {types:?}"),
        Store::Nothing => "nothing",
    };
    format!("{kind} {types:?}")
}

impl Search<'_> {
    /// The parameters of the group that something else leads to.
    pub fn open(&self) -> FxHashSet<usize> {
        let group = || self.graph.of(self.group);
        let params: FxHashSet<usize> = group().flat_map(|it| &it.params).copied().collect();
        let own = self.group.iter().filter_map(|id| self.graph.bases.get(id.index()));
        let doors = own.flat_map(|base| base.symbols..base.end);
        let given = group().flat_map(|it| &it.given).copied();
        let seeds = doors.chain(params.iter().copied()).chain(given);
        let seeds = seeds.chain([crate::types::alias::graph::WORLD]).map(|node| (node, Mark::ALL));
        let mut open = FxHashSet::default();
        self.reach_each(
            seeds,
            |_, to| {
                if params.contains(&to) {
                    open.insert(to);
                }
                true
            },
            |_, _| {},
        );
        open
    }
}
