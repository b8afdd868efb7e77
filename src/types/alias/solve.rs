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
//! Modules that import each other are solved together, after what they import, of which no more is asked than
//! [`Settled`] tells: who imports a module has no say in its types. What an importer does to a value of another
//! module shows where that value enters the importer ([`Aliases::arrived`]), and where the other module
//! keeps the value and relies on its type, the importer is told ([`super::foreign`]).

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::ModuleId;
use crate::types::alias::foreign;
use crate::types::alias::graph::{Change, Graph, Mark, WORLD};
use crate::types::alias::kinds::{Kinds, LIST, MAP};
use crate::types::alias::search::{Marks, Search};
use crate::types::alias::settled::{Settled, Solved, World};
use crate::types::alias::{Aliases, Entered, Store};
use crate::types::slots::Slots;

/// After so many rounds what still grows counts as unknown.
const MAX_ROUNDS: u32 = 8;

/// A parameter that gets more than so much by known stores counts as changed in unknown ways.
const MAX_TAKEN: usize = 64;

impl Graph {
    /// The answer as long as nothing is known of the types of the group: every store spoils its receiver, and
    /// what it stores.
    pub fn aliases(&self, group: &[ModuleId], settled: &Settled) -> Aliases {
        let search = Search::new(self, group, settled);
        let changes = || search.changes.iter();
        let receivers = changes().map(|change| (change.receiver, change.mark));
        let stored = changes().flat_map(|change| &change.store).flat_map(Store::sources);
        let stored: Vec<(usize, Mark)> =
            stored.filter_map(|source| Some((self.node(source)?, Mark::ALL))).collect();
        let mut changed = search.reach_within(receivers.chain(stored.iter().copied()));
        let shrinking = changes().filter(|change| change.shrinks);
        let shrinking = shrinking.map(|change| (change.receiver, change.mark));
        let mut shrunk = search.reach_within(shrinking.chain(stored));
        let mut world = search.world();
        world.changed = search.reach_world(&mut changed, world.changed);
        world.shrunk = search.reach_world(&mut shrunk, world.shrunk);
        let answer = Answer { changed, shrunk, world, ..Answer::default() };
        self.answer(&search, settled, answer).0
    }

    /// The answer with types that were found by it.
    pub fn aliases_with<'s>(
        &self,
        group: &[ModuleId],
        settled: &Settled,
        slots: impl Iterator<Item = (ModuleId, &'s Slots)>,
    ) -> (Aliases, Solved) {
        let mut search = Search::new(self, group, settled);
        search.by_types(slots);
        let (classes, answer) = self.solve(&mut search);
        let taken = self.taken(&search, &classes, &answer);
        let of_world = search.reach_of_world(Mark::ALL);
        let open = search.open();
        let foreign = foreign::changes(self, &search);
        let world = answer.world;
        let (mut aliases, entered) = self.answer(&search, settled, answer);
        aliases.foreign = foreign;
        let (held, stored) = search.into_held();
        let held = held
            .into_iter()
            .flat_map(|(node, classes)| classes.into_iter().map(move |class| (node, class)));
        let leaked = of_world.into_iter().filter(|(node, _)| *node != WORLD).collect();
        let solved = Solved { world, taken, leaked, held: held.collect(), stored, entered, open };
        (aliases, solved)
    }

    fn solve(&self, search: &mut Search) -> (Vec<Class>, Answer) {
        let mut classes = self.classes(search);
        let of_world = classes.len();
        search.of_world = Some(of_world);
        search.stored.push(Vec::new());
        let handed: Vec<usize> = search.handed().collect();
        let params = self.of(search.group).flat_map(|it| &it.params).copied().collect();
        let mut answer = Answer { world: search.world(), params, ..Answer::default() };
        let mut round = 0;
        let met_world = loop {
            round += 1;
            let mut is_done = true;
            answer.stores.clear();
            answer.stored_inside.clear();
            answer.taken.clear();
            let mut met_world = Vec::new();
            for (at, class) in classes.iter_mut().enumerate() {
                if !class.is_spoilt && round > MAX_ROUNDS {
                    class.is_spoilt = true;
                    is_done = false;
                }
                let reached = search.reach_within([(class.receiver, class.mark)]);
                if let Some(mark) = reached.get(&WORLD) {
                    answer.world.stored = answer.world.stored.or(*mark);
                    met_world.push(at);
                }
                is_done &= search.hold(&reached, at);
                answer.got(reached, at);
            }
            let mut stored = handed.clone();
            stored.extend(met_world.iter().filter_map(|at| search.stored.get(*at)).flatten());
            stored.sort_unstable();
            stored.dedup();
            if let Some(known) = search.stored.get_mut(of_world).filter(|known| **known != stored) {
                *known = stored;
                is_done = false;
            }
            if !answer.world.stored.is_empty() {
                let reached = search.reach_of_world(answer.world.stored);
                is_done &= search.hold(&reached, of_world);
                answer.got(reached, of_world);
            }
            if is_done {
                break met_world;
            }
        };
        let of_lists = classes.iter().filter(|class| {
            let reached = search.reach_within([(class.receiver, class.mark.of(LIST))]);
            !reached.is_empty() && search.is_list(&reached)
        });
        answer.lists = of_lists.flat_map(|class| class.receivers.iter().copied()).collect();
        answer.classes = classes.iter().map(|class| class.stores.clone()).collect();
        let met_world = met_world.iter().filter_map(|at| classes.get(*at));
        answer.classes.push(met_world.flat_map(|class| class.stores.iter().cloned()).collect());
        let spoilt = classes.iter().filter(|class| class.is_spoilt);
        let spoilt = spoilt.map(|class| (class.receiver, class.mark));
        let unknown = search.changes.iter().filter(|change| change.store.is_none());
        let unknown = unknown.map(|change| (change.receiver, change.mark));
        answer.changed = search.reach_within(unknown.chain(spoilt));
        answer.world.changed = answer.world.changed.or(answer.world.stored);
        answer.world.changed = search.reach_world(&mut answer.changed, answer.world.changed);
        answer.shrunk = search.reach_within(shrinking(search));
        answer.world.shrunk = search.reach_world(&mut answer.shrunk, answer.world.shrunk);
        (classes, answer)
    }

    /// The changes whose stores are known.
    fn classes(&self, search: &mut Search) -> Vec<Class> {
        let mut classes: Vec<Class> = Vec::new();
        let mut known: FxHashMap<(usize, Mark), usize> = FxHashMap::default();
        for at in 0..search.changes.len() {
            let Some(change) = search.changes.get(at).copied() else { continue };
            let Some(store) = change.store.as_ref().filter(|store| **store != Store::Nothing)
            else {
                continue;
            };
            let (receiver, mark) = search.origin(change.receiver, change.mark);
            let at = *known.entry((receiver, mark)).or_insert_with(|| {
                classes.push(Class { receiver, mark, ..Class::default() });
                search.stored.push(Vec::new());
                classes.len() - 1
            });
            let stored = store.sources().filter_map(|source| self.node(source));
            if let (Some(class), Some(all)) = (classes.get_mut(at), search.stored.get_mut(at)) {
                class.stores.push(store.clone());
                class.receivers.push(change.receiver);
                all.extend(stored);
            }
        }
        classes
    }

    /// What becomes of what is given to the functions of the group.
    fn taken(&self, search: &Search, classes: &[Class], answer: &Answer) -> Vec<Change> {
        let mut taken = Vec::new();
        let Some(module) = search.group.first().copied() else { return taken };
        let unknown = |is_deep: bool| {
            let changes = search.changes.iter();
            let changes = changes.filter(move |it| it.store.is_none() && it.is_deep == is_deep);
            let spoilt = classes.iter().filter(move |class| class.is_spoilt && !is_deep);
            let spoilt = spoilt.map(|class| (class.receiver, class.mark));
            search.reach_within(changes.map(|it| (it.receiver, it.mark)).chain(spoilt))
        };
        let (deep, flat) = (unknown(true), unknown(false));
        let shrunk = search.reach_within(shrinking(search));
        for param in self.of(search.group).flat_map(|it| &it.params) {
            let receiver = *param;
            let change = |mark: Mark, store: Option<Store>| Change {
                module,
                receiver,
                mark,
                store,
                shrinks: false,
                is_deep: false,
            };
            if let Some(mark) = deep.get(param) {
                taken.push(Change { is_deep: true, ..change(*mark, None) });
            }
            if let Some(mark) = flat.get(param) {
                taken.push(change(*mark, None));
            }
            if let Some(mark) = shrunk.get(param) {
                taken.push(Change { shrinks: true, ..change(*mark, Some(Store::Nothing)) });
            }
            let got = answer.taken.get(param).map_or(&[][..], Vec::as_slice);
            let got = got.iter().filter(|(class, _)| *class < classes.len());
            let stores = got.flat_map(|(class, mark)| {
                let stores = answer.classes.get(*class).into_iter().flatten();
                stores.map(|store| change(*mark, Some(store.clone())))
            });
            let stores: Vec<Change> = stores.collect();
            if stores.len() > MAX_TAKEN {
                let marks = stores.iter().map(|it| it.mark);
                taken.push(change(marks.fold(Mark::default(), Mark::or), None));
            } else {
                taken.extend(stores);
            }
        }
        taken
    }

    /// What the answer says of the group's own nodes, and of the doors that others enter it by.
    fn answer(
        &self,
        search: &Search,
        settled: &Settled,
        answer: Answer,
    ) -> (Aliases, Vec<(usize, Entered)>) {
        let doors = self.of(search.group).flat_map(|it| &it.doors);
        let mut own: FxHashMap<usize, Entered> = FxHashMap::default();
        for door in doors.filter(|door| !search.is_own(**door)) {
            let entered = answer.entered(*door, search, settled);
            own.insert(*door, entered);
        }
        let is_used = |class: &usize| answer.classes.get(*class).is_some();
        let mut aliases = Aliases { bases: self.bases.clone(), ..Aliases::default() };
        let whole = |marks: Marks| {
            let marks = marks.into_iter().filter(|(node, _)| search.is_own(*node));
            marks.map(|(node, mark)| (node, mark.whole)).collect()
        };
        let used = answer
            .stores
            .iter()
            .filter(|(node, _)| search.is_own(**node) || own.contains_key(*node));
        for class in used.flat_map(|(_, classes)| classes).filter(|class| is_used(class)) {
            let stores = answer.classes.get(*class).into_iter().flatten();
            aliases.stored.extend(stores.flat_map(Store::sources).filter_map(|it| self.node(it)));
        }
        aliases.of_world = answer.classes.len().checked_sub(1);
        aliases.classes = answer.classes;
        aliases.lists = answer.lists;
        aliases.changed = whole(answer.changed);
        aliases.shrunk = whole(answer.shrunk);
        let stores = answer.stores.into_iter().filter(|(node, _)| search.is_own(*node));
        aliases.stores = stores.collect();
        for (door, entered) in &own {
            let mut all = settled.entered(search, *door);
            all.join(entered);
            if all != Entered::default() {
                aliases.entered.insert(*door, all);
            }
        }
        let own = own.into_iter().filter(|(_, entered)| *entered != Entered::default());
        (aliases, own.collect())
    }
}

fn shrinking(search: &Search) -> impl Iterator<Item = (usize, Mark)> {
    let shrinking = search.changes.iter().filter(|change| change.shrinks);
    shrinking.map(|change| (change.receiver, change.mark.of(MAP)))
}

/// Changes of the same receiver.
#[derive(Default)]
struct Class {
    receiver: usize,
    mark: Mark,
    stores: Vec<Store>,
    /// The names that the changes have for the receiver.
    receivers: Vec<usize>,
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
    /// The receivers that are lists for certain.
    lists: FxHashSet<usize>,
    /// The classes whose stores a node gets.
    stores: FxHashMap<usize, Vec<usize>>,
    /// By parameter of the group: the classes that reach it, and what of it.
    taken: FxHashMap<usize, Vec<(usize, Mark)>>,
    /// The kinds of parts that get something.
    stored_inside: FxHashMap<usize, Kinds>,
    /// What happens to what the world has.
    world: World,
    /// Those of the group's functions.
    params: FxHashSet<usize>,
}

impl Answer {
    /// What is reached gets what the class stores.
    fn got(&mut self, reached: Marks, class: usize) {
        for (node, mark) in reached {
            if self.params.contains(&node) {
                self.taken.entry(node).or_default().push((class, mark));
            }
            if mark.whole != 0 {
                self.stores.entry(node).or_default().push(class);
            }
            if mark.inside != 0 {
                *self.stored_inside.entry(node).or_default() |= mark.inside;
            }
        }
    }

    /// What happens to what comes through the door, beside what its own module does.
    fn entered(&self, door: usize, search: &Search, settled: &Settled) -> Entered {
        let mut entered = Entered::default();
        if let Some(mark) = self.changed.get(&door) {
            entered.changed |= mark.whole;
            entered.inside |= mark.inside;
        }
        if let Some(mark) = self.shrunk.get(&door) {
            entered.shrunk |= mark.whole;
            entered.inside |= mark.inside;
        }
        entered.inside |= self.stored_inside.get(&door).copied().unwrap_or(0);
        let classes = self.stores.get(&door).into_iter().flatten();
        let stores = classes.filter_map(|class| self.classes.get(*class)).flatten();
        entered.stores = stores.cloned().collect();
        // What the world has of it anyway, for a world to which more is done than its module knows of.
        let home = search.graph.owner(door).map(|home| settled.world_of(home)).unwrap_or_default();
        let leaked = search.leaked(door);
        let more = leaked.of(self.world.changed.without(home.changed).kinds());
        entered.changed |= more.whole;
        entered.inside |= more.inside;
        let more = leaked.of(self.world.shrunk.without(home.shrunk).kinds());
        entered.shrunk |= more.whole;
        entered.inside |= more.inside;
        entered
    }
}
