//! From the graph to the answer: which displays the changes reach.
//!
//! A change whose stores are known reaches displays without harm: they get what it stores. One that
//! reaches the world, or whose stores are unknown, spoils what it reaches. What is stored may be changed
//! through whatever it is stored into, so every store adds edges, and the search is repeated until none
//! is new.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::types::alias::kinds::{self, ALL, Kinds, MAP};
use crate::types::alias::{Aliases, Base, Source, Store};
use crate::types::slots::Slots;

/// After so many rounds what still grows counts as unknown.
const MAX_ROUNDS: u32 = 8;

/// What may hold what, and what is changed.
pub(in crate::types) struct Graph {
    pub(super) sources: Vec<Vec<(usize, Edge)>>,
    pub(super) changes: Vec<Change>,
    pub(super) bases: Vec<Base>,
}

/// How a value got to its holder.
#[derive(Clone, Copy)]
pub(super) enum Edge {
    /// It is the same value.
    Same,
    /// The holder has it as a part: `[x]`.
    Holds,
    /// It is a part of what the edge leads to: `xs[0]`, an item of a loop.
    Part,
    /// Any of these.
    Any,
}

/// What a change reaches in a node: the value itself, and parts of it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Mark {
    whole: Kinds,
    inside: Kinds,
}

impl Mark {
    const ALL: Mark = Mark { whole: ALL, inside: ALL };

    fn is_empty(self) -> bool {
        self == Mark::default()
    }

    fn and(self, other: Mark) -> Mark {
        Mark { whole: self.whole & other.whole, inside: self.inside & other.inside }
    }

    fn or(self, other: Mark) -> Mark {
        Mark { whole: self.whole | other.whole, inside: self.inside | other.inside }
    }

    fn without(self, other: Mark) -> Mark {
        Mark { whole: self.whole & !other.whole, inside: self.inside & !other.inside }
    }

    fn along(self, edge: Edge) -> Mark {
        let all = self.whole | self.inside;
        match edge {
            Edge::Same => self,
            Edge::Holds => Mark { whole: self.inside, inside: self.inside },
            Edge::Part => Mark { whole: 0, inside: all },
            Edge::Any => Mark { whole: all, inside: all },
        }
    }
}

pub(super) struct Change {
    pub receiver: usize,
    /// The kinds of displays that it can change.
    pub kinds: Kinds,
    /// What it stores; `None` when that is unknown.
    pub store: Option<Store>,
    /// Whether it may remove keys.
    pub shrinks: bool,
    /// Whether it may change what the receiver holds, too.
    pub is_deep: bool,
}

impl Change {
    fn mark(&self, kinds: Kinds) -> Mark {
        Mark { whole: kinds, inside: if self.is_deep { kinds } else { 0 } }
    }
}

impl Graph {
    /// The answer as long as nothing is known of types: every store spoils its receiver, and what it
    /// stores.
    pub fn aliases(&self) -> Aliases {
        let search = Search { sources: &self.sources, added: Added::default(), within: None };
        let receivers =
            self.changes.iter().map(|change| (change.receiver, change.mark(change.kinds)));
        let stored = self.changes.iter().flat_map(|change| &change.store).flat_map(Store::sources);
        let stored: Vec<(usize, Mark)> =
            stored.filter_map(|source| Some((self.node(source)?, Mark::ALL))).collect();
        let changed = search.marks(receivers.chain(stored.iter().copied()).collect());
        let shrinking = self.changes.iter().filter(|change| change.shrinks);
        let shrinking = shrinking.map(|change| (change.receiver, change.mark(change.kinds)));
        let shrunk = search.marks(shrinking.chain(stored).collect());
        Aliases { bases: self.bases.clone(), changed, shrunk, ..Aliases::default() }
    }

    /// The answer with types that were found by it: a number or a string is no part of any display, so
    /// that `total += xs[0]` changes nothing.
    pub fn aliases_with(&self, slots: &[Slots]) -> Aliases {
        let mut within = vec![Mark::ALL; self.sources.len()];
        for (base, slots) in self.bases.iter().zip(slots) {
            for (from, types) in [(base.exprs, &slots.exprs), (base.vars, &slots.vars)] {
                for (slot, ty) in within.iter_mut().skip(from).zip(types) {
                    *slot = Mark { whole: kinds::own(ty), inside: kinds::within(ty) };
                }
            }
        }
        self.solve(&within)
    }

    fn node(&self, source: Source) -> Option<usize> {
        self.bases.get(source.module.index()).map(|base| base.expr(source.expr))
    }

    fn solve(&self, within: &[Mark]) -> Aliases {
        let mut search =
            Search { sources: &self.sources, added: Added::default(), within: Some(within) };
        let worlds: FxHashSet<usize> = self.bases.iter().map(|base| base.world).collect();
        let mut spoilt: Vec<bool> =
            self.changes.iter().map(|change| change.store.is_none()).collect();
        let mut stores: FxHashMap<usize, Vec<Store>> = FxHashMap::default();
        let mut round = 0;
        loop {
            round += 1;
            let mut is_done = true;
            stores.clear();
            for (change, spoilt) in self.changes.iter().zip(&mut spoilt) {
                let Some(store) = &change.store else { continue };
                if *store == Store::Nothing {
                    continue;
                }
                let reached = search.reach([(change.receiver, change.mark(change.kinds))]);
                let has_world = reached.keys().any(|node| worlds.contains(node));
                if !*spoilt && (has_world || round > MAX_ROUNDS) {
                    *spoilt = true;
                    is_done = false;
                }
                for (node, mark) in &reached {
                    for stored in store.sources().filter_map(|source| self.node(source)) {
                        is_done &= *node == stored || !search.store(*node, stored);
                    }
                    if mark.whole != 0 {
                        stores.entry(*node).or_default().push(store.clone());
                    }
                }
            }
            if is_done {
                break;
            }
        }
        let marks = |search: &Search, wanted: &dyn Fn(&Change, bool) -> Option<Kinds>| {
            let seeds = self.changes.iter().zip(&spoilt).filter_map(|(change, spoilt)| {
                Some((change.receiver, change.mark(wanted(change, *spoilt)?)))
            });
            search.marks(seeds.collect::<Vec<_>>())
        };
        let changed = marks(&search, &|change, spoilt| spoilt.then_some(change.kinds));
        let shrunk = marks(&search, &|change, _| change.shrinks.then_some(change.kinds & MAP));
        let mut stored = vec![false; self.sources.len()];
        for node in stores.values().flatten().flat_map(Store::sources) {
            if let Some(slot) = self.node(node).and_then(|node| stored.get_mut(node)) {
                *slot = true;
            }
        }
        Aliases { bases: self.bases.clone(), changed, shrunk, stores, stored }
    }
}

/// What each node has been found to hold.
type Added = FxHashMap<usize, FxHashSet<usize>>;

struct Search<'t> {
    sources: &'t [Vec<(usize, Edge)>],
    added: Added,
    /// What each node can hold by its type.
    within: Option<&'t [Mark]>,
}

impl Search<'_> {
    /// Whether it is news that the node holds it.
    fn store(&mut self, holder: usize, stored: usize) -> bool {
        self.added.entry(holder).or_default().insert(stored)
    }

    /// What the seeds may be, and what they are parts of.
    fn reach(&self, seeds: impl IntoIterator<Item = (usize, Mark)>) -> FxHashMap<usize, Mark> {
        let mut marks: FxHashMap<usize, Mark> = FxHashMap::default();
        let mut open: Vec<(usize, Mark)> = seeds.into_iter().collect();
        while let Some((node, mark)) = open.pop() {
            let within = self.within.map_or(Some(&Mark::ALL), |within| within.get(node));
            let Some(within) = within else { continue };
            let known = marks.get(&node).copied().unwrap_or_default();
            let new = mark.and(*within).without(known);
            if new.is_empty() {
                continue;
            }
            marks.insert(node, known.or(new));
            let sources = self.sources.get(node).into_iter().flatten();
            open.extend(sources.map(|(source, edge)| (*source, new.along(*edge))));
            let added = self.added.get(&node).into_iter().flatten();
            open.extend(added.map(|source| (*source, new.along(Edge::Holds))));
        }
        marks
    }

    fn marks(&self, seeds: Vec<(usize, Mark)>) -> Vec<Kinds> {
        let mut marks = vec![0; self.sources.len()];
        for (node, mark) in self.reach(seeds) {
            if let Some(slot) = marks.get_mut(node) {
                *slot = mark.whole;
            }
        }
        marks
    }
}
