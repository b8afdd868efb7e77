//! What is known of the modules that are solved: all that those need who import them.
//!
//! ```text
//! def put(xs, x): xs.append(x)        whoever calls it: what is given for `xs` gets a part `x`
//! def keep(x): window.kept = x        what is given for `x` goes to the world
//! ```
//!
//! So a change is searched for where it is written, and once more in each module that hands something over,
//! from the parameter on; not in each module that reaches it.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::ModuleId;
use crate::types::alias::Entered;
use crate::types::alias::graph::{Change, Graph, Mark};
use crate::types::alias::kinds;
use crate::types::alias::search::{Search, marks};
use crate::types::slots::Slots;

#[derive(Default)]
pub(in crate::types) struct Settled {
    /// What each node can hold by its type.
    within: Vec<Mark>,
    /// By module: what its code and that of its imports do to the world.
    world: Vec<World>,
    /// By module: whether dicts of the world may get other keys than strings.
    widens: Vec<bool>,
    /// By parameter: what becomes of what it is given.
    taken: FxHashMap<usize, Vec<Change>>,
    /// What the world has, and by which modules.
    leaked: FxHashMap<usize, Vec<(ModuleId, Mark)>>,
    /// The classes of what a node holds, and by which modules.
    held: FxHashMap<usize, Vec<(ModuleId, usize)>>,
    /// By class: the nodes of what it stores.
    stored: Vec<Vec<usize>>,
    /// By door of another module: what modules do to what comes through it.
    entered: FxHashMap<usize, Vec<(ModuleId, Entered)>>,
}

/// What code does to the world.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
pub(super) struct World {
    /// By stores that are known.
    pub stored: Mark,
    pub changed: Mark,
    pub shrunk: Mark,
}

impl World {
    fn or(self, other: World) -> World {
        World {
            stored: self.stored.or(other.stored),
            changed: self.changed.or(other.changed),
            shrunk: self.shrunk.or(other.shrunk),
        }
    }
}

/// What is to be known of a group of modules, with classes numbered from 0.
#[derive(Default)]
pub(in crate::types) struct Solved {
    pub(super) world: World,
    pub(super) taken: Vec<Change>,
    pub(super) leaked: Vec<(usize, Mark)>,
    pub(super) held: Vec<(usize, usize)>,
    pub(super) stored: Vec<Vec<usize>>,
    pub(super) entered: Vec<(usize, Entered)>,
    /// The parameters that something else leads to.
    pub(super) open: FxHashSet<usize>,
}

impl Settled {
    pub fn new(graph: &Graph) -> Settled {
        Settled {
            within: vec![Mark::ALL; graph.sources.len()],
            world: vec![World::default(); graph.modules.len()],
            widens: vec![false; graph.modules.len()],
            ..Settled::default()
        }
    }

    /// Takes what was found of a group.
    pub fn take<'s>(
        &mut self,
        graph: &Graph,
        solved: Solved,
        slots: impl Iterator<Item = (ModuleId, &'s Slots)>,
        widens: bool,
    ) {
        let mut group = Vec::new();
        for (id, slots) in slots {
            group.push(id);
            if let Some(slot) = self.widens.get_mut(id.index()) {
                *slot = widens;
            }
            if let Some(slot) = self.world.get_mut(id.index()) {
                *slot = solved.world;
            }
            let Some(base) = graph.bases.get(id.index()) else { continue };
            let own = self.within.iter_mut().skip(base.exprs);
            own.zip(marks(slots)).for_each(|(slot, mark)| *slot = mark);
            // What is no display, and holds none, leads nowhere.
            let doors = slots.symbols.iter().chain(&slots.returns);
            for (slot, ty) in self.within.iter_mut().skip(base.symbols).zip(doors) {
                if kinds::own(ty) | kinds::inside(ty) == 0 {
                    *slot = Mark::default();
                }
            }
        }
        let Some(module) = group.first().copied() else { return };
        let first = self.stored.len();
        for change in solved.taken {
            self.taken.entry(change.receiver).or_default().push(change);
        }
        for (node, mark) in solved.leaked {
            self.leaked.entry(node).or_default().push((module, mark));
        }
        for (node, class) in solved.held {
            self.held.entry(node).or_default().push((module, first + class));
        }
        self.stored.extend(solved.stored);
        for (node, entered) in solved.entered {
            self.entered.entry(node).or_default().push((module, entered));
        }
    }

    pub(super) fn within(&self, node: usize) -> Mark {
        self.within.get(node).copied().unwrap_or(Mark::ALL)
    }

    /// What the imports of the group do to the world.
    pub(super) fn world(&self, graph: &Graph, group: &[ModuleId]) -> World {
        let imported = group.iter().flat_map(|id| graph.imports.imported(*id));
        let marks = imported.filter_map(|id| self.world.get(id.index()));
        marks.fold(World::default(), |all, world| all.or(*world))
    }

    /// What a module and its imports do to the world.
    pub(super) fn world_of(&self, module: ModuleId) -> World {
        self.world.get(module.index()).copied().unwrap_or_default()
    }

    /// Whether code that the group imports may give dicts of the world other keys than strings.
    pub fn widens(&self, graph: &Graph, group: &[ModuleId]) -> bool {
        let mut imported = group.iter().flat_map(|id| graph.imports.imported(*id));
        imported.any(|id| self.widens.get(id.index()) == Some(&true))
    }

    pub(super) fn taken(&self, param: usize) -> &[Change] {
        self.taken.get(&param).map_or(&[], Vec::as_slice)
    }

    pub(super) fn leaked(&self, node: usize, sees: impl Fn(ModuleId) -> bool) -> Mark {
        let leaked = self.leaked.get(&node).into_iter().flatten();
        let leaked = leaked.filter(|(by, _)| sees(*by));
        leaked.fold(Mark::default(), |all, (_, mark)| all.or(*mark))
    }

    pub(super) fn held(
        &self,
        node: usize,
        sees: impl Fn(ModuleId) -> bool,
    ) -> impl Iterator<Item = usize> {
        let held = self.held.get(&node).into_iter().flatten();
        held.filter(move |(by, _)| sees(*by)).map(|(_, class)| *class)
    }

    pub(super) fn classes(&self) -> usize {
        self.stored.len()
    }

    pub(super) fn stored(&self, class: usize) -> Option<&[usize]> {
        self.stored.get(class).map(Vec::as_slice)
    }

    /// What the modules that are seen do to what comes through the door.
    pub(super) fn entered(&self, search: &Search, door: usize) -> Entered {
        let mut all = Entered::default();
        let by = self.entered.get(&door).into_iter().flatten();
        by.filter(|(by, _)| search.sees(*by)).for_each(|(_, entered)| all.join(entered));
        all
    }
}
