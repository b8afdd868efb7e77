//! What is known of variables at one point of a function.

use rustc_hash::FxHashMap;

use crate::ir::flow::Facts;
use crate::ir::{Type, VarId};

/// The narrowed types. A variable that is not listed may hold all that its own type says.
#[derive(Clone, Debug)]
pub(super) struct Env {
    /// Whether the point can be reached.
    pub live: bool,
    pub narrowed: FxHashMap<VarId, Type>,
    /// The same for `.current` of a ref.
    pub currents: FxHashMap<VarId, Type>,
}

impl Env {
    pub fn new() -> Env {
        Env { live: true, ..Env::dead() }
    }

    pub fn dead() -> Env {
        Env { live: false, narrowed: FxHashMap::default(), currents: FxHashMap::default() }
    }

    pub fn forget<'v>(&mut self, vars: impl IntoIterator<Item = &'v VarId>) {
        for var in vars {
            self.narrowed.remove(var);
        }
    }
}

impl Facts for Env {
    fn dead() -> Env {
        Env::dead()
    }

    fn is_live(&self) -> bool {
        self.live
    }

    fn join(self, other: Env) -> Env {
        match (self.live, other.live) {
            (false, _) => other,
            (_, false) => self,
            (true, true) => Env {
                live: true,
                narrowed: in_both(self.narrowed, &other.narrowed),
                currents: in_both(self.currents, &other.currents),
            },
        }
    }

    fn and(mut self, other: Env) -> Env {
        for (var, ty) in other.narrowed {
            self.narrowed.entry(var).or_insert(ty);
        }
        for (var, ty) in other.currents {
            self.currents.entry(var).or_insert(ty);
        }
        self
    }
}

fn in_both(one: FxHashMap<VarId, Type>, other: &FxHashMap<VarId, Type>) -> FxHashMap<VarId, Type> {
    let both =
        one.into_iter().filter_map(|(var, ty)| Some((var, ty.join(other.get(&var)?.clone()))));
    both.collect()
}
