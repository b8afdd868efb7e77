//! From the graph to the answer: which displays the changes reach.
//!
//! A change whose stores are known reaches displays without harm: they get what it stores. One whose stores
//! are unknown spoils what it reaches, and one that reaches the world spoils what was handed to the world.
//! What is stored may be changed through whatever it is stored into, so every store adds edges, and the
//! search is repeated until none is new.
//!
//! Modules that import each other are solved together, each such group with no more of the graph than what
//! it imports makes: who imports it has no say in its types. What an importer does to a value of another
//! module shows where that value enters the importer ([`Aliases::arrived`]), and where the other module
//! keeps the value and relies on its type, the importer is told ([`super::foreign`]).

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{Imports, ModuleId};
use crate::types::alias::foreign;
use crate::types::alias::kinds::{self, ALL, Kinds, MAP};
use crate::types::alias::{Aliases, Base, Entered, Source, Store};
use crate::types::slots::Slots;

/// After so many rounds what still grows counts as unknown.
const MAX_ROUNDS: u32 = 8;

/// The node of all that is known to hands outside of the program.
pub(super) const WORLD: usize = 0;

/// What may hold what, and what is changed.
pub(in crate::types) struct Graph {
    /// By holder: what it may hold, how, and the module whose code says so.
    pub(super) sources: Vec<Vec<(usize, Edge, ModuleId)>>,
    pub(super) changes: Vec<Change>,
    /// The names of each module that keep what they hold.
    pub(super) kept: Vec<(ModuleId, usize)>,
    pub(super) bases: Vec<Base>,
    pub(in crate::types) imports: Imports,
}

/// How a value got to its holder.
#[derive(Clone, Copy, Debug)]
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
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub(super) struct Mark {
    pub whole: Kinds,
    pub inside: Kinds,
}

impl Mark {
    pub const ALL: Mark = Mark { whole: ALL, inside: ALL };

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
    /// The module whose code does it.
    pub module: ModuleId,
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
    pub fn mark(&self, kinds: Kinds) -> Mark {
        Mark { whole: kinds, inside: if self.is_deep { kinds } else { 0 } }
    }
}

/// The marks of what a search reached.
pub(super) type Marks = FxHashMap<usize, Mark>;

impl Graph {
    /// The answer as long as nothing is known of types: every store spoils its receiver, and what it
    /// stores.
    pub fn aliases(&self) -> Aliases {
        let mut aliases = self.no_answers();
        self.each_group(|group, is_seen| {
            let search = Search { graph: self, is_seen, added: Added::default(), within: None };
            let changes = || self.changes.iter().filter(|change| search.sees(change.module));
            let receivers = changes().map(|change| (change.receiver, change.mark(change.kinds)));
            let stored = changes().flat_map(|change| &change.store).flat_map(Store::sources);
            let stored: Vec<(usize, Mark)> =
                stored.filter_map(|source| Some((self.node(source)?, Mark::ALL))).collect();
            let changed = search.reach(receivers.chain(stored.iter().copied()));
            let shrinking = changes().filter(|change| change.shrinks);
            let shrinking = shrinking.map(|change| (change.receiver, change.mark(change.kinds)));
            let shrunk = search.reach(shrinking.chain(stored));
            self.answer(&mut aliases, group, Answer { changed, shrunk, ..Answer::default() });
        });
        aliases
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
        let mut aliases = self.no_answers();
        self.each_group(|group, is_seen| {
            let mut search =
                Search { graph: self, is_seen, added: Added::default(), within: Some(&within) };
            let answer = self.solve(&mut search);
            aliases.foreign.extend(foreign::changes(self, group, &search));
            self.answer(&mut aliases, group, answer);
        });
        aliases
    }

    fn no_answers(&self) -> Aliases {
        let count = self.sources.len();
        Aliases {
            bases: self.bases.clone(),
            changed: vec![0; count],
            shrunk: vec![0; count],
            stored: vec![false; count],
            ..Aliases::default()
        }
    }

    /// Modules that import each other, with the modules that they see: those they reach.
    fn each_group(&self, mut each: impl FnMut(&[ModuleId], &[bool])) {
        let mut is_done = vec![false; self.bases.len()];
        let mut is_seen = vec![false; self.bases.len()];
        for id in (0..self.bases.len()).map(|at| ModuleId(at as u32)) {
            if is_done.get(id.index()) == Some(&true) {
                continue;
            }
            let reached = self.imports.reached(id);
            let group: Vec<ModuleId> =
                reached.iter().copied().filter(|other| self.imports.reaches(*other, id)).collect();
            let mark = |flags: &mut [bool], ids: &[ModuleId], value| {
                for id in ids {
                    if let Some(flag) = flags.get_mut(id.index()) {
                        *flag = value;
                    }
                }
            };
            mark(&mut is_done, &group, true);
            mark(&mut is_seen, reached, true);
            each(&group, &is_seen);
            mark(&mut is_seen, reached, false);
        }
    }

    pub(super) fn node(&self, source: Source) -> Option<usize> {
        self.bases.get(source.module.index()).map(|base| base.expr(source.expr))
    }

    /// The module that a node belongs to.
    pub(super) fn owner(&self, node: usize) -> Option<ModuleId> {
        let at = self.bases.partition_point(|base| base.exprs <= node).checked_sub(1)?;
        Some(ModuleId(at as u32))
    }

    /// Whether values of the node's module enter other modules by it: a name, what a function returns.
    fn is_door(&self, node: usize) -> bool {
        let base = self.owner(node).and_then(|id| self.bases.get(id.index()));
        base.is_some_and(|base| node >= base.symbols)
    }

    fn solve(&self, search: &mut Search) -> Answer {
        let changes: Vec<&Change> =
            self.changes.iter().filter(|change| search.sees(change.module)).collect();
        let mut spoilt: Vec<bool> = changes.iter().map(|change| change.store.is_none()).collect();
        let mut answer = Answer::default();
        // What changes do to the world.
        let mut world = Mark::default();
        let mut round = 0;
        loop {
            round += 1;
            let mut is_done = true;
            answer.stores.clear();
            answer.stored_inside.clear();
            for (change, spoilt) in changes.iter().zip(&mut spoilt) {
                let Some(store) = &change.store else { continue };
                if *store == Store::Nothing {
                    continue;
                }
                let reached = search.reach([(change.receiver, change.mark(change.kinds))]);
                if let Some(mark) = reached.get(&WORLD) {
                    world = world.or(*mark);
                }
                if !*spoilt && round > MAX_ROUNDS {
                    *spoilt = true;
                    is_done = false;
                }
                for (node, mark) in &reached {
                    for stored in store.sources().filter_map(|source| self.node(source)) {
                        is_done &= *node == stored || !search.store(*node, stored);
                    }
                    if mark.whole != 0 {
                        answer.stores.entry(*node).or_default().push(store.clone());
                    }
                    if mark.inside != 0 {
                        *answer.stored_inside.entry(*node).or_default() |= mark.inside;
                    }
                }
            }
            if is_done {
                break;
            }
        }
        let spoiling = changes.iter().zip(&spoilt).filter(|(_, spoilt)| **spoilt);
        let spoiling = spoiling.map(|(change, _)| (change.receiver, change.mark(change.kinds)));
        answer.changed = search.reach(spoiling.chain([(WORLD, world)]));
        let shrinking = changes.iter().filter(|change| change.shrinks);
        answer.shrunk = search
            .reach(shrinking.map(|change| (change.receiver, change.mark(change.kinds & MAP))));
        answer
    }

    /// Takes what the answer says of the group's own nodes, and of the doors of other modules.
    fn answer(&self, aliases: &mut Aliases, group: &[ModuleId], answer: Answer) {
        let is_own = |node: usize| self.owner(node).is_some_and(|id| group.contains(&id));
        let mut entered: FxHashMap<usize, Entered> = FxHashMap::default();
        for (node, mark) in answer.changed {
            if is_own(node)
                && let Some(slot) = aliases.changed.get_mut(node)
            {
                *slot = mark.whole;
            }
            if self.is_door(node) {
                let entered = entered.entry(node).or_default();
                entered.changed |= mark.whole;
                entered.inside |= mark.inside;
            }
        }
        for (node, mark) in answer.shrunk {
            if is_own(node)
                && let Some(slot) = aliases.shrunk.get_mut(node)
            {
                *slot = mark.whole;
            }
            if self.is_door(node) {
                let entered = entered.entry(node).or_default();
                entered.shrunk |= mark.whole;
                entered.inside |= mark.inside;
            }
        }
        for (node, inside) in answer.stored_inside {
            if self.is_door(node) {
                entered.entry(node).or_default().inside |= inside;
            }
        }
        for (node, stores) in answer.stores {
            for source in stores.iter().flat_map(Store::sources) {
                if let Some(slot) = self.node(source).and_then(|node| aliases.stored.get_mut(node))
                {
                    *slot = true;
                }
            }
            if self.is_door(node) {
                entered.entry(node).or_default().stores.clone_from(&stores);
            }
            if is_own(node) {
                aliases.stores.insert(node, stores);
            }
        }
        for (node, entered) in entered {
            for id in group {
                aliases.entered.insert((*id, node), entered.clone());
            }
        }
    }
}

/// What one group of modules does to the nodes it sees.
#[derive(Default)]
struct Answer {
    changed: Marks,
    shrunk: Marks,
    stores: FxHashMap<usize, Vec<Store>>,
    /// The kinds of parts that get something.
    stored_inside: FxHashMap<usize, Kinds>,
}

/// What each node has been found to hold.
type Added = FxHashMap<usize, FxHashSet<usize>>;

pub(super) struct Search<'t> {
    graph: &'t Graph,
    is_seen: &'t [bool],
    added: Added,
    /// What each node can hold by its type.
    within: Option<&'t [Mark]>,
}

impl Search<'_> {
    pub fn sees(&self, module: ModuleId) -> bool {
        self.is_seen.get(module.index()) == Some(&true)
    }

    /// Whether it is news that the node holds it.
    fn store(&mut self, holder: usize, stored: usize) -> bool {
        self.added.entry(holder).or_default().insert(stored)
    }

    /// What the seeds may be, and what they are parts of.
    fn reach(&self, seeds: impl IntoIterator<Item = (usize, Mark)>) -> Marks {
        let mut marks = Marks::default();
        self.reach_each(
            seeds,
            |_, _| true,
            |node, mark| {
                marks.insert(node, mark);
            },
        );
        marks
    }

    /// The same, without going on from nodes that are not let through; `see` gets each node with all that
    /// is reached in it so far.
    pub fn reach_each(
        &self,
        seeds: impl IntoIterator<Item = (usize, Mark)>,
        mut passes: impl FnMut(usize, usize) -> bool,
        mut see: impl FnMut(usize, Mark),
    ) {
        let mut marks = Marks::default();
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
            see(node, known.or(new));
            let sources = self.graph.sources.get(node).into_iter().flatten();
            let sources = sources.filter(|(.., module)| self.sees(*module));
            let sources = sources.map(|(source, edge, _)| (*source, new.along(*edge)));
            let added = self.added.get(&node).into_iter().flatten();
            let added = added.map(|source| (*source, new.along(Edge::Holds)));
            open.extend(sources.chain(added).filter(|(source, _)| passes(node, *source)));
        }
    }
}
