//! What is known of variables at one point of a function.

use rustc_hash::FxHashMap;

use crate::ir::{Type, VarId};

/// The narrowed types. A variable that is not listed may hold all that its own type says.
#[derive(Clone, Debug)]
pub(super) struct Env {
    /// Whether the point can be reached.
    pub live: bool,
    pub narrowed: FxHashMap<VarId, Type>,
}

impl Env {
    pub fn new() -> Env {
        Env { live: true, narrowed: FxHashMap::default() }
    }

    pub fn dead() -> Env {
        Env { live: false, narrowed: FxHashMap::default() }
    }

    /// What holds when control comes from either.
    pub fn join(self, other: Env) -> Env {
        match (self.live, other.live) {
            (false, _) => other,
            (_, false) => self,
            (true, true) => {
                let mut narrowed = FxHashMap::default();
                for (var, ty) in self.narrowed {
                    if let Some(more) = other.narrowed.get(&var) {
                        narrowed.insert(var, ty.join(more.clone()));
                    }
                }
                Env { live: true, narrowed }
            }
        }
    }

    pub fn forget<'v>(&mut self, vars: impl IntoIterator<Item = &'v VarId>) {
        for var in vars {
            self.narrowed.remove(var);
        }
    }
}
