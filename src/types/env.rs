//! What is known of variables at one point of a function.

use crate::base::SharedMap;
use crate::ir::flow::Facts;
use crate::ir::{Type, VarId};

/// How long what is known of a variable lasts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Lasting {
    /// It is bound once, and not in a loop: functions made after that know it too.
    Always,
    /// No call binds it.
    InFunction,
    /// A call of another function may bind it.
    UntilCall,
}

/// The narrowed types. A variable that is not listed may hold all that its own type says.
#[derive(Clone, Debug)]
pub(super) struct Env {
    /// Whether the point can be reached.
    pub live: bool,
    always: SharedMap<VarId, Type>,
    in_function: SharedMap<VarId, Type>,
    until_call: SharedMap<VarId, Type>,
    /// The same for `.current` of a ref.
    currents: SharedMap<VarId, Type>,
}

impl Env {
    pub fn new() -> Env {
        Env { live: true, ..Env::dead() }
    }

    pub fn dead() -> Env {
        Env {
            live: false,
            always: SharedMap::default(),
            in_function: SharedMap::default(),
            until_call: SharedMap::default(),
            currents: SharedMap::default(),
        }
    }

    /// What a function that is made here knows wherever it is called.
    pub fn inside(&self) -> Env {
        Env { always: self.always.clone(), ..Env::new() }
    }

    pub fn narrowed(&self, var: VarId) -> Option<&Type> {
        let kinds = [&self.always, &self.in_function, &self.until_call];
        kinds.into_iter().find_map(|kind| kind.get(var))
    }

    pub fn narrow(&mut self, var: VarId, lasting: Lasting, ty: Type) {
        match lasting {
            Lasting::Always => self.always.insert(var, ty),
            Lasting::InFunction => self.in_function.insert(var, ty),
            Lasting::UntilCall => self.until_call.insert(var, ty),
        }
    }

    pub fn current(&self, var: VarId) -> Option<&Type> {
        self.currents.get(var)
    }

    pub fn narrow_current(&mut self, var: VarId, ty: Type) {
        self.currents.insert(var, ty);
    }

    pub fn forget<'v>(&mut self, vars: impl IntoIterator<Item = &'v VarId>) {
        for var in vars {
            self.always.remove(*var);
            self.in_function.remove(*var);
            self.until_call.remove(*var);
        }
    }

    /// After a call: whatever another function may have assigned is not what it was.
    pub fn after_call(&mut self) {
        self.until_call.clear();
        self.currents.clear();
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
                always: in_both(&self.always, &other.always),
                in_function: in_both(&self.in_function, &other.in_function),
                until_call: in_both(&self.until_call, &other.until_call),
                currents: in_both(&self.currents, &other.currents),
            },
        }
    }

    fn and(self, other: Env) -> Env {
        Env {
            live: self.live,
            always: own_first(&self.always, &other.always),
            in_function: own_first(&self.in_function, &other.in_function),
            until_call: own_first(&self.until_call, &other.until_call),
            currents: own_first(&self.currents, &other.currents),
        }
    }
}

type Types = SharedMap<VarId, Type>;

fn in_both(one: &Types, other: &Types) -> Types {
    one.intersection(other, |one, other| Some(one.clone().join(other.clone())))
}

fn own_first(one: &Types, other: &Types) -> Types {
    one.union(other, |one, _| one.clone())
}
