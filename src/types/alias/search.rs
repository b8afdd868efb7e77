//! Searches of the graph, by the code of some modules and of all that they import.

use fixedbitset::FixedBitSet;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{ModuleId, Type};
use crate::types::alias::graph::{Change, Edge, Graph, Mark, WORLD};
use crate::types::alias::kinds;
use crate::types::alias::settled::{Settled, World};
use crate::types::slots::Slots;

/// How many names for one value are followed.
const MAX_ORIGIN: usize = 16;

/// The marks of what a search reached.
pub(super) type Marks = FxHashMap<usize, Mark>;

pub(super) struct Search<'t> {
    pub graph: &'t Graph,
    pub group: &'t [ModuleId],
    settled: &'t Settled,
    /// The modules whose code counts.
    reached: &'t FixedBitSet,
    /// The changes that the group makes, also by what it gives to functions of other modules.
    pub changes: Vec<&'t Change>,
    /// What the world gets from the group, also by what it gives to functions of other modules.
    leaks: Vec<(usize, Edge, Mark)>,
    /// The classes of what each node has been found to hold.
    added: FxHashMap<usize, FxHashSet<usize>>,
    /// By class, those of the settled modules left out: the nodes of what it stores. As a node, a class comes
    /// after all of the graph.
    pub stored: Vec<Vec<usize>>,
    /// The class of all that is stored into the world.
    pub of_world: Option<usize>,
    /// What the nodes of the group can hold by their types; each module with its first node.
    within: Vec<(usize, Vec<Mark>)>,
    /// Where types of the group say tuple, of the node itself or of what it holds, and not list: as marks of lists.
    tuples: FxHashMap<usize, Mark>,
}

impl<'t> Search<'t> {
    pub fn new(graph: &'t Graph, group: &'t [ModuleId], settled: &'t Settled) -> Search<'t> {
        let reached = graph.imports.reached(group.first().copied().unwrap_or(ModuleId(0)));
        let given = || graph.of(group).flat_map(|it| &it.given);
        let is_foreign = |node: &&usize| graph.owner(**node).is_some_and(|id| !group.contains(&id));
        let own = graph.of(group).flat_map(|it| &it.changes);
        let taken = given().filter(is_foreign).flat_map(|node| settled.taken(*node));
        let leaks = graph.of(group).flat_map(|it| &it.leaks);
        let leaks = leaks.map(|(node, edge)| (*node, *edge, Mark::ALL));
        let handed = given().filter(is_foreign).map(|node| {
            (*node, Edge::Any, settled.leaked(*node, |id| reached.contains(id.index())))
        });
        Search {
            graph,
            group,
            settled,
            reached,
            changes: own.chain(taken).collect(),
            leaks: leaks.chain(handed.filter(|(.., mark)| !mark.is_empty())).collect(),
            added: FxHashMap::default(),
            stored: Vec::new(),
            of_world: None,
            within: Vec::new(),
            tuples: FxHashMap::default(),
        }
    }

    /// A number or a string is no part of any display, so that `total += xs[0]` changes nothing.
    pub fn by_types<'s>(&mut self, slots: impl Iterator<Item = (ModuleId, &'s Slots)>) {
        for (id, slots) in slots {
            let Some(base) = self.graph.bases.get(id.index()) else { continue };
            self.within.push((base.exprs, marks(slots)));
            let types = slots.exprs.iter().chain(&slots.vars).zip(base.exprs..);
            let tuples = types.map(|(ty, node)| (node, tuples(ty)));
            self.tuples.extend(tuples.filter(|(_, mark)| !mark.is_empty()));
        }
        self.within.sort_by_key(|(first, _)| *first);
    }

    /// Whether only the group itself counts.
    pub fn is_alone(&self) -> bool {
        self.reached.count_ones(..) == self.group.len()
    }

    pub fn sees(&self, module: ModuleId) -> bool {
        self.reached.contains(module.index())
    }

    pub fn is_own(&self, node: usize) -> bool {
        self.graph.owner(node).is_some_and(|id| self.group.contains(&id))
    }

    /// What the code that the group imports does to the world.
    pub fn world(&self) -> World {
        self.settled.world(self.graph, self.group)
    }

    /// What the world has of a node of another module.
    pub fn leaked(&self, node: usize) -> Mark {
        self.settled.leaked(node, |id| self.sees(id))
    }

    /// What the group gives to the functions that store it into the world.
    pub fn handed(&self) -> impl Iterator<Item = usize> {
        self.leaks.iter().filter(|(node, ..)| !self.is_own(*node)).map(|(node, ..)| *node)
    }

    pub fn class_node(&self, class: usize) -> usize {
        self.graph.sources.len() + self.settled.classes() + class
    }

    /// Whether all that is reached was known to hold what the class stores.
    pub fn hold(&mut self, reached: &Marks, class: usize) -> bool {
        let mut is_known = true;
        for node in reached.keys().filter(|node| **node < self.graph.sources.len()) {
            is_known &= !self.added.entry(*node).or_default().insert(class);
        }
        is_known
    }

    /// What each node has been found to hold.
    pub fn into_held(self) -> (FxHashMap<usize, FxHashSet<usize>>, Vec<Vec<usize>>) {
        (self.added, self.stored)
    }

    fn within(&self, node: usize) -> Mark {
        let at = match self.within.as_slice() {
            [_] => 1,
            all => all.partition_point(|(first, _)| *first <= node),
        };
        let own = at.checked_sub(1).and_then(|at| self.within.get(at));
        let own = own.and_then(|(first, marks)| marks.get(node.checked_sub(*first)?));
        own.copied().unwrap_or_else(|| self.settled.within(node))
    }

    /// Where a mark goes on from a name that is one value and nothing else.
    pub fn origin(&self, receiver: usize, mark: Mark) -> (usize, Mark) {
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

    /// What the seeds may be, and what they are parts of, but for what was handed to the world.
    pub fn reach_within(&self, seeds: impl IntoIterator<Item = (usize, Mark)>) -> Marks {
        self.marks(seeds, |from, _| from != WORLD)
    }

    /// What was handed to the world, as far as no other module has handed it over.
    pub fn reach_of_world(&self, mark: Mark) -> Marks {
        let class = self.of_world.map(|class| (self.class_node(class), mark.along(Edge::Holds)));
        self.marks([(WORLD, mark)].into_iter().chain(class), |from, to| {
            let is_handed = from == WORLD || from >= self.graph.sources.len();
            is_handed || to == WORLD || self.is_own(to) || self.leaked(to) != self.within(to)
        })
    }

    /// Adds what was handed to the world where the world is reached; what is done to it in all.
    pub fn reach_world(&self, reached: &mut Marks, world: Mark) -> Mark {
        let world = world.or(reached.get(&WORLD).copied().unwrap_or_default());
        for (node, mark) in self.reach_of_world(world) {
            let known = reached.entry(node).or_default();
            *known = known.or(mark);
        }
        world
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
            if node >= self.graph.sources.len() {
                let stored = self.stored_in(node).filter(|stored| passes(node, *stored));
                open.extend(stored.map(|it| (it, new)));
                continue;
            }
            see(node, known.or(new));
            if node == WORLD {
                let leaks = self.leaks.iter();
                let leaks = leaks.filter(|(leak, ..)| passes(WORLD, *leak));
                open.extend(leaks.map(|(leak, edge, mask)| (*leak, new.along(*edge).and(*mask))));
                continue;
            }
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
            let parts = parts.chain(self.held(node)).filter(|part| passes(node, *part));
            open.extend(parts.map(|part| (part, below)));
        }
    }

    /// Whether what is reached is a list, whatever annotations say: no tuple, and nothing that comes from elsewhere.
    ///
    /// ```text
    /// xs = [1]; xs.append(2)                        a list
    /// def add(xs: list[int]): xs.append(2)          JavaScript may call it with a tuple
    /// x: Any = (1, 2); ys: list[int] = x            a tuple
    /// ```
    pub fn is_list(&self, reached: &Marks) -> bool {
        let is_tuple = |node: usize, mark: Mark| {
            self.tuples.get(&node).is_some_and(|tuples| !tuples.and(mark).is_empty())
        };
        reached.iter().filter(|(_, mark)| mark.kinds() & kinds::LIST != 0).all(|(node, mark)| {
            let sources = self.graph.sources.get(*node).into_iter().flatten();
            let mut sources = sources.filter(|(.., module)| self.sees(*module));
            let parts = self.graph.parts.get(*node).into_iter().flatten().map(|(part, _)| *part);
            let mut parts = parts.chain(self.held(*node).flat_map(|it| self.stored_in(it)));
            let below = mark.along(Edge::Holds);
            self.is_own(*node)
                && !sources.any(|(source, edge, _)| is_tuple(*source, mark.along(*edge)))
                && !parts.any(|part| is_tuple(part, below))
        })
    }

    /// What the class, as a node, stores.
    fn stored_in(&self, class: usize) -> impl Iterator<Item = usize> {
        let class = class - self.graph.sources.len();
        let stored = match class.checked_sub(self.settled.classes()) {
            Some(own) => self.stored.get(own).map(Vec::as_slice),
            None => self.settled.stored(class),
        };
        stored.into_iter().flatten().copied()
    }

    /// The classes of what the node has been found to hold, as nodes.
    fn held(&self, node: usize) -> impl Iterator<Item = usize> {
        let added = self.added.get(&node).into_iter().flatten();
        let added = added.map(|class| self.class_node(*class));
        let settled = self.settled.held(node, |id| self.sees(id));
        let settled = settled.map(|class| self.graph.sources.len() + class);
        let of_world = self.of_world.filter(|_| !self.leaked(node).is_empty());
        added.chain(settled).chain(of_world.map(|class| self.class_node(class)))
    }
}

/// Where the type says tuple and not list.
fn tuples(ty: &Type) -> Mark {
    let of_list = |is_tuple: bool| if is_tuple { kinds::LIST } else { 0 };
    let holds_no_list = kinds::inside(ty) & kinds::LIST == 0;
    Mark {
        whole: of_list(kinds::may_be_tuple(ty)),
        inside: of_list(holds_no_list && kinds::holds_tuple(ty)),
    }
}

/// What the expressions and variables of a module can hold.
pub(super) fn marks(slots: &Slots) -> Vec<Mark> {
    let types = slots.exprs.iter().chain(&slots.vars);
    types.map(|ty| Mark { whole: kinds::own(ty), inside: kinds::inside(ty) }).collect()
}
