//! From the graph to the answer: which displays the changes reach.
//!
//! A change whose stores are known reaches displays without harm: they get what it stores. One whose stores
//! are unknown spoils what it reaches, and one that reaches the world spoils what was handed to the world.
//! What is stored may be changed through whatever it is stored into, so every store adds edges, and the
//! search is repeated until none is new.
//!
//! Changes that reach the same are one [`Class`]: `xs.append(1)` and `xs.append(2)` both change what `xs`
//! is. What a class stores hangs on a node of its own, so that each holder needs one edge. No search goes on
//! from the world: what was handed to it is searched once, for all that reach it.
//!
//! Modules that import each other are solved together, each such group with no more of the graph than what
//! it imports makes: who imports it has no say in its types. What an importer does to a value of another
//! module shows where that value enters the importer ([`Aliases::arrived`]), and where the other module
//! keeps the value and relies on its type, the importer is told ([`super::foreign`]).

use fixedbitset::FixedBitSet;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{Imports, ModuleId};
use crate::types::alias::foreign;
use crate::types::alias::kinds::{self, ALL, Kinds, MAP};
use crate::types::alias::{Aliases, Base, Entered, Source, Store};
use crate::types::slots::Slots;

/// After so many rounds what still grows counts as unknown.
const MAX_ROUNDS: u32 = 8;

/// How many names for one value are followed.
const MAX_ORIGIN: usize = 16;

/// The node of all that is known to hands outside of the program.
pub(super) const WORLD: usize = 0;

/// What may hold what, and what is changed.
pub(in crate::types) struct Graph {
    /// By holder: what it may hold, how, and the module whose code says so.
    pub(super) sources: Vec<Vec<(usize, Edge, ModuleId)>>,
    /// The same of what it holds as a part: a search for who is the holder itself passes these by.
    pub(super) parts: Vec<Vec<(usize, ModuleId)>>,
    /// By module.
    pub(super) changes: Vec<Vec<Change>>,
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
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash, Debug)]
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
        let changing = self.changing();
        for group in self.imports.groups() {
            let search = Search::new(self, self.seen(group, &changing), None);
            let changes = || search.changes();
            let receivers = changes().map(|change| (change.receiver, change.mark(change.kinds)));
            let stored = changes().flat_map(|change| &change.store).flat_map(Store::sources);
            let stored: Vec<(usize, Mark)> =
                stored.filter_map(|source| Some((self.node(source)?, Mark::ALL))).collect();
            let changed = search.reach(receivers.chain(stored.iter().copied()));
            let shrinking = changes().filter(|change| change.shrinks);
            let shrinking = shrinking.map(|change| (change.receiver, change.mark(change.kinds)));
            let shrunk = search.reach(shrinking.chain(stored));
            self.answer(&mut aliases, group, Answer { changed, shrunk, ..Answer::default() });
        }
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
        let changing = self.changing();
        for group in self.imports.groups() {
            let mut search = Search::new(self, self.seen(group, &changing), Some(&within));
            let answer = self.solve(&mut search);
            aliases.foreign.extend(foreign::changes(self, group, &search));
            self.answer(&mut aliases, group, answer);
        }
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

    /// The modules whose code changes anything.
    fn changing(&self) -> FixedBitSet {
        let changes = self.changes.iter().enumerate();
        changes.filter(|(_, changes)| !changes.is_empty()).map(|(at, _)| at).collect()
    }

    /// What modules that import each other see: the modules that they reach.
    fn seen<'t>(&'t self, group: &[ModuleId], changing: &FixedBitSet) -> Seen<'t> {
        let reached = self.imports.reached(group.first().copied().unwrap_or(ModuleId(0)));
        Seen { reached, changing: reached.intersection(changing).collect() }
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
        let changes: Vec<&Change> = search.changes().collect();
        let mut classes = self.classes(&changes, search);
        let mut answer = Answer::default();
        // What changes do to the world.
        let mut world = Mark::default();
        let mut round = 0;
        loop {
            round += 1;
            let mut is_done = true;
            answer.stores.clear();
            answer.stored_inside.clear();
            let mut met_world = Vec::new();
            for (at, class) in classes.iter_mut().enumerate() {
                if !class.is_spoilt && round > MAX_ROUNDS {
                    class.is_spoilt = true;
                    is_done = false;
                }
                let reached = search.reach_within([(class.receiver, class.mark)]);
                if let Some(mark) = reached.get(&WORLD) {
                    world = world.or(*mark);
                    met_world.push(at);
                }
                is_done &= search.hold(&reached, at);
                answer.got(reached, at);
            }
            let of_world = classes.len();
            if !met_world.is_empty() {
                is_done &= search.set_world(of_world, &met_world);
                let reached = search.reach([(WORLD, world)]);
                is_done &= search.hold(&reached, of_world);
                answer.got(reached, of_world);
            }
            if is_done {
                answer.classes = classes.iter().map(|class| class.stores.clone()).collect();
                let met_world = met_world.iter().filter_map(|at| classes.get(*at));
                let of_world = met_world.flat_map(|class| class.stores.iter().cloned());
                answer.classes.push(of_world.collect());
                break;
            }
        }
        let spoilt = classes.iter().filter(|class| class.is_spoilt);
        let spoilt = spoilt.map(|class| (class.receiver, class.mark));
        let unknown = changes.iter().filter(|change| change.store.is_none());
        let unknown = unknown.map(|change| (change.receiver, change.mark(change.kinds)));
        answer.changed = search.reach(unknown.chain(spoilt).chain([(WORLD, world)]));
        let shrinking = changes.iter().filter(|change| change.shrinks);
        answer.shrunk = search
            .reach(shrinking.map(|change| (change.receiver, change.mark(change.kinds & MAP))));
        answer
    }

    /// The changes whose stores are known.
    fn classes(&self, changes: &[&Change], search: &mut Search) -> Vec<Class> {
        let mut classes: Vec<Class> = Vec::new();
        let mut known: FxHashMap<(usize, Mark), usize> = FxHashMap::default();
        for change in changes {
            let Some(store) = change.store.as_ref().filter(|store| **store != Store::Nothing)
            else {
                continue;
            };
            let (receiver, mark) = search.origin(change.receiver, change.mark(change.kinds));
            let at = *known.entry((receiver, mark)).or_insert_with(|| {
                classes.push(Class { receiver, mark, stores: Vec::new(), is_spoilt: false });
                search.stored.push(Vec::new());
                classes.len() - 1
            });
            let stored = store.sources().filter_map(|source| self.node(source));
            if let (Some(class), Some(all)) = (classes.get_mut(at), search.stored.get_mut(at)) {
                class.stores.push(store.clone());
                all.extend(stored);
            }
        }
        classes
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
        let first = aliases.classes.len();
        aliases.classes.extend(answer.classes);
        let mut is_used = vec![false; aliases.classes.len() - first];
        for (node, classes) in answer.stores {
            for at in &classes {
                if let Some(is_used) = is_used.get_mut(*at) {
                    *is_used = true;
                }
            }
            let classes: Vec<usize> = classes.into_iter().map(|at| first + at).collect();
            if self.is_door(node) {
                let stores = classes.iter().filter_map(|at| aliases.classes.get(*at)).flatten();
                entered.entry(node).or_default().stores = stores.cloned().collect();
            }
            if is_own(node) {
                aliases.stores.insert(node, classes);
            }
        }
        let used = aliases.classes.iter().skip(first).zip(is_used).filter(|(_, is_used)| *is_used);
        for source in used.flat_map(|(stores, _)| stores).flat_map(Store::sources) {
            if let Some(slot) = self.node(source).and_then(|node| aliases.stored.get_mut(node)) {
                *slot = true;
            }
        }
        for (node, entered) in entered {
            for id in group {
                aliases.entered.insert((*id, node), entered.clone());
            }
        }
    }
}

/// Changes of the same receiver.
struct Class {
    receiver: usize,
    mark: Mark,
    stores: Vec<Store>,
    /// Whether its stores count as unknown.
    is_spoilt: bool,
}

/// What one group of modules does to the nodes it sees.
#[derive(Default)]
struct Answer {
    changed: Marks,
    shrunk: Marks,
    /// What each class stores; the last is what all those store that reach the world.
    classes: Vec<Vec<Store>>,
    /// The classes whose stores a node gets.
    stores: FxHashMap<usize, Vec<usize>>,
    /// The kinds of parts that get something.
    stored_inside: FxHashMap<usize, Kinds>,
}

impl Answer {
    /// What is reached gets what the class stores.
    fn got(&mut self, reached: Marks, class: usize) {
        for (node, mark) in reached {
            if mark.whole != 0 {
                self.stores.entry(node).or_default().push(class);
            }
            if mark.inside != 0 {
                *self.stored_inside.entry(node).or_default() |= mark.inside;
            }
        }
    }
}

/// The modules whose code counts.
struct Seen<'t> {
    reached: &'t FixedBitSet,
    /// Those of them that change anything.
    changing: Vec<usize>,
}

pub(super) struct Search<'t> {
    graph: &'t Graph,
    seen: Seen<'t>,
    /// The classes of what each node has been found to hold.
    added: FxHashMap<usize, FxHashSet<usize>>,
    /// By class: the nodes of what it stores. As a node, a class comes after all of the graph.
    stored: Vec<Vec<usize>>,
    /// What each node can hold by its type.
    within: Option<&'t [Mark]>,
}

impl<'t> Search<'t> {
    fn new(graph: &'t Graph, seen: Seen<'t>, within: Option<&'t [Mark]>) -> Search<'t> {
        Search { graph, seen, added: FxHashMap::default(), stored: Vec::new(), within }
    }

    /// Whether only so many modules count.
    pub fn is_alone(&self, group: &[ModuleId]) -> bool {
        self.seen.reached.count_ones(..) == group.len()
    }

    pub fn sees(&self, module: ModuleId) -> bool {
        self.seen.reached.contains(module.index())
    }

    /// The changes that the code of what is seen makes.
    pub fn changes(&self) -> impl Iterator<Item = &'t Change> + use<'t, '_> {
        let graph = self.graph;
        self.seen.changing.iter().filter_map(|at| graph.changes.get(*at)).flatten()
    }

    /// Whether all that is reached was known to hold what the class stores.
    fn hold(&mut self, reached: &Marks, class: usize) -> bool {
        let mut is_known = true;
        for node in reached.keys().filter(|node| **node < self.graph.sources.len()) {
            is_known &= !self.added.entry(*node).or_default().insert(class);
        }
        is_known
    }

    /// The class of what the classes store that reach the world; whether it is as it was.
    fn set_world(&mut self, class: usize, met: &[usize]) -> bool {
        let mut all: Vec<usize> = met.iter().map(|class| self.class_node(*class)).collect();
        all.sort_unstable();
        self.stored.resize(class + 1, Vec::new());
        let Some(known) = self.stored.get_mut(class) else { return true };
        let is_known = *known == all;
        *known = all;
        is_known
    }

    fn class_node(&self, class: usize) -> usize {
        self.graph.sources.len() + class
    }

    fn within(&self, node: usize) -> Mark {
        match self.within {
            Some(within) => within.get(node).copied().unwrap_or(Mark::ALL),
            None => Mark::ALL,
        }
    }

    /// Where a mark goes on from a name that is one value and nothing else.
    fn origin(&self, receiver: usize, mark: Mark) -> (usize, Mark) {
        let (mut at, mut mark) = (receiver, mark);
        let is_plain = |node: usize| {
            let parts = self.graph.parts.get(node);
            parts.is_none_or(Vec::is_empty) && !self.graph.is_door(node)
        };
        for _step in 0..MAX_ORIGIN {
            let Some([(source, Edge::Same, module)]) =
                self.graph.sources.get(at).map(Vec::as_slice)
            else {
                break;
            };
            if *source == WORLD || !self.sees(*module) || !is_plain(at) {
                break;
            }
            mark = mark.and(self.within(at));
            at = *source;
        }
        (at, mark)
    }

    /// What the seeds may be, and what they are parts of.
    fn reach(&self, seeds: impl IntoIterator<Item = (usize, Mark)>) -> Marks {
        self.marks(seeds, |_, _| true)
    }

    /// The same, without what was handed to the world.
    fn reach_within(&self, seeds: impl IntoIterator<Item = (usize, Mark)>) -> Marks {
        self.marks(seeds, |from, _| from != WORLD)
    }

    fn marks(
        &self,
        seeds: impl IntoIterator<Item = (usize, Mark)>,
        passes: impl FnMut(usize, usize) -> bool,
    ) -> Marks {
        let mut marks = Marks::default();
        self.reach_each(seeds, passes, |node, mark| {
            marks.insert(node, mark);
        });
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
            let known = marks.get(&node).copied().unwrap_or_default();
            let new = mark.and(self.within(node)).without(known);
            if new.is_empty() {
                continue;
            }
            marks.insert(node, known.or(new));
            if let Some(class) = node.checked_sub(self.graph.sources.len()) {
                let stored = self.stored.get(class).into_iter().flatten();
                open.extend(stored.filter(|stored| passes(node, **stored)).map(|it| (*it, new)));
                continue;
            }
            see(node, known.or(new));
            let sources = self.graph.sources.get(node).into_iter().flatten();
            let sources = sources.filter(|(.., module)| self.sees(*module));
            let sources = sources.map(|(source, edge, _)| (*source, new.along(*edge)));
            open.extend(sources.filter(|(source, _)| passes(node, *source)));
            let below = new.along(Edge::Holds);
            if below.is_empty() {
                continue;
            }
            let parts = self.graph.parts.get(node).into_iter().flatten();
            let parts = parts.filter(|(_, module)| self.sees(*module)).map(|(part, _)| *part);
            let added = self.added.get(&node).into_iter().flatten();
            let added = added.map(|class| self.class_node(*class));
            let parts = parts.chain(added).filter(|part| passes(node, *part));
            open.extend(parts.map(|part| (part, below)));
        }
    }
}
