//! What importers are told of a module about the displays that they give it and get of it: comparable between two
//! compilations, whatever the ids are.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::base::Name;
use crate::ir::{ModuleId, Program, SymbolKind, Type};
use crate::types::alias::graph::{Graph, Mark};
use crate::types::alias::search::Search;
use crate::types::alias::settled::{Solved, World};
use crate::types::alias::{Source, Store};

#[derive(Default, Debug)]
pub(in crate::types) struct Told {
    world: World,
    /// Whether dicts of the world may get other keys than strings.
    widens: bool,
    /// The parameters that values lead through.
    open: BTreeSet<(Name, usize)>,
    /// By parameter: what becomes of what it is given, in words.
    params: BTreeMap<(Name, usize), Vec<String>>,
    /// What is done to values of other modules, in words.
    entered: Vec<String>,
    /// What its names, and those of other modules, have been handed to and hold by its code, in words.
    kept: Vec<String>,
}

impl Told {
    /// All of it, but for what becomes of what some functions are given.
    pub fn words(&self, but_for: &BTreeSet<Name>) -> String {
        let Told { world, widens, open, params, entered, kept } = self;
        let open: Vec<_> = open.iter().filter(|(func, _)| !but_for.contains(func)).collect();
        let params = params.iter().filter(|((func, _), _)| !but_for.contains(func));
        let params: Vec<_> = params.collect();
        format!("{world:?} {widens} {open:?} {params:?} {entered:?} {kept:?}")
    }

    pub fn is_open(&self, func: &Name) -> bool {
        self.open.iter().any(|(open, _)| open == func)
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
                    told.open.insert((symbol.name.clone(), at));
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
                    told.params.insert((symbol.name.clone(), at), words);
                }
            }
        }
        let doors = graph.modules.get(id.index()).into_iter().flat_map(|it| &it.doors);
        let own = base.symbols..base.symbols + module.symbols.len();
        let mut kept: Vec<String> = (own.chain(doors.copied()))
            .filter_map(|node| self.kept(program, graph, node, type_of))
            .collect();
        kept.sort();
        told.kept = kept;
        told
    }

    /// What a name has been handed to and holds, in words; none where that is nothing.
    fn kept(
        &self,
        program: &Program,
        graph: &Graph,
        node: usize,
        type_of: &dyn Fn(Source) -> Type,
    ) -> Option<String> {
        let of_node = |it: usize| -> String {
            let Some(home) = graph.owner(it).and_then(|id| program.modules.get(id.index())) else {
                return format!("{it}");
            };
            let Some(base) = graph.bases.get(home.id.index()) else { return format!("{it}") };
            let symbol = it.checked_sub(base.symbols).and_then(|at| home.symbols.get(at));
            match (graph.expression(it), symbol) {
                (Some(source), _) => format!("{:?}", type_of(source)),
                (None, Some(symbol)) => format!("{} {}", home.path, symbol.name),
                (None, None) => format!("{} {}", home.path, it - base.exprs),
            }
        };
        let leaked = self.leaked.iter().filter(|(leaked, _)| *leaked == node);
        let leaked: Vec<Mark> = leaked.map(|(_, mark)| *mark).collect();
        let classes = self.held.iter().filter(|(holder, _)| *holder == node);
        let stored = classes.filter_map(|(_, class)| self.stored.get(*class)).flatten();
        let mut stored: Vec<String> = stored.map(|it| of_node(*it)).collect();
        stored.sort();
        stored.dedup();
        let is_any = !leaked.is_empty() || !stored.is_empty();
        is_any.then(|| format!("{} {leaked:?} {stored:?}", of_node(node)))
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
