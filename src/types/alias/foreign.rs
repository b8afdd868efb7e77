//! What a module does to the values that another module keeps.
//!
//! ```text
//! STEPS = [1, 5]               a.py: a list of small ints, as far as a.py and its imports tell
//! STEPS.append("all")          b.py: a.py is not compiled anew because b.py imports it
//! ```
//!
//! A module is compiled by itself and its imports, so what an importer stores into its lists and dicts must
//! be what they hold anyway. Here such stores are found, by way of names only: what goes through unknown
//! hands is trusted as an annotation is. [`crate::types::check`] looks at the types and reports.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::ModuleId;
use crate::types::alias::graph::{Change, Graph, Mark, WORLD};
use crate::types::alias::search::Search;
use crate::types::alias::{Source, Store};

/// A module changes what another one keeps.
#[derive(Clone, PartialEq, Debug)]
pub(in crate::types) struct ForeignChange {
    /// The expression that leads to the value, in the module that has it changed.
    pub place: Source,
    /// The display that makes the value, in the module that keeps it.
    pub display: Source,
    /// What is stored; `None` when that is unknown.
    pub store: Option<Store>,
    /// Whether a dict may lose keys.
    pub shrinks: bool,
}

/// The changes that a group of modules causes.
pub(super) fn changes(graph: &Graph, search: &Search) -> Vec<ForeignChange> {
    let mut kept: FxHashMap<ModuleId, FxHashSet<usize>> = FxHashMap::default();
    let mut found = Vec::new();
    // Whoever imports nothing has nothing that another one keeps.
    let group = search.group;
    if search.is_alone() {
        return found;
    }
    for change in &search.changes {
        // Unknown code, to which values were handed.
        if change.store.is_none() && change.is_deep {
            continue;
        }
        let Reached { nodes, parents } = reached(search, change);
        for node in nodes {
            let Some(home) = graph.owner(node) else { continue };
            if group.contains(&home) {
                continue;
            }
            let is_known = graph.imports.reaches(home, change.module);
            let Some(display) = graph.expression(node).filter(|_| !is_known) else { continue };
            let kept = kept.entry(home).or_insert_with(|| kept_by(graph, search, home));
            if !kept.contains(&node) {
                continue;
            }
            if let Some(place) = place(graph, group, &parents, node) {
                let (store, shrinks) = (change.store.clone(), change.shrinks);
                found.push(ForeignChange { place, display, store, shrinks });
            }
        }
    }
    found
}

/// What a change may change itself, not through the world, with the way there.
struct Reached {
    nodes: Vec<usize>,
    /// What led to each node.
    parents: FxHashMap<usize, usize>,
}

fn reached(search: &Search, change: &Change) -> Reached {
    let mut marks: FxHashMap<usize, Mark> = FxHashMap::default();
    let mut parents = FxHashMap::default();
    let seeds = [(change.receiver, change.mark)];
    let passes = |from, to| {
        if to != WORLD && to != change.receiver {
            parents.entry(to).or_insert(from);
        }
        to != WORLD
    };
    search.reach_each(seeds, passes, |node, mark| {
        marks.insert(node, mark);
    });
    let nodes = marks.into_iter().filter(|(_, mark)| mark.whole != 0).map(|(node, _)| node);
    let mut nodes: Vec<usize> = nodes.collect();
    nodes.sort_unstable();
    Reached { nodes, parents }
}

/// What the names of a module hold.
fn kept_by(graph: &Graph, search: &Search, home: ModuleId) -> FxHashSet<usize> {
    let names = graph.modules.get(home.index()).into_iter().flat_map(|it| &it.kept);
    let mut nodes = FxHashSet::default();
    let seeds = names.map(|node| (*node, Mark::ALL));
    search.reach_each(
        seeds,
        |_, to| to != WORLD,
        |node, _| {
            nodes.insert(node);
        },
    );
    nodes
}

/// The last expression of the group on the way to a node.
fn place(
    graph: &Graph,
    group: &[ModuleId],
    parents: &FxHashMap<usize, usize>,
    node: usize,
) -> Option<Source> {
    let mut seen = FxHashSet::default();
    let mut at = node;
    loop {
        if let Some(place) = graph.expression(at).filter(|it| group.contains(&it.module)) {
            return Some(place);
        }
        if !seen.insert(at) {
            return None;
        }
        at = *parents.get(&at)?;
    }
}
