//! What a value may be, or hold, of the values that are watched.

use std::collections::BTreeSet;

use crate::base::Name;
use crate::resolve::meaning::ModId;

/// Where a value comes from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Root {
    /// The definition of that name.
    Value(ModId, Name),
    /// An argument of the function that is looked at.
    Param(usize),
    /// Something that the argument holds.
    Inside(usize),
}

#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub(super) struct Held {
    /// What it may be itself, or a part of.
    pub whole: BTreeSet<Root>,
    /// What it may hold.
    pub inside: BTreeSet<Root>,
    /// What calling it changes: `NAMES.append`.
    pub bound: BTreeSet<Root>,
    /// An object of Pulse, whose methods only read.
    pub is_pulse: bool,
}

impl Held {
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty() && self.inside.is_empty() && self.bound.is_empty()
    }

    pub fn all(&self) -> impl Iterator<Item = &Root> {
        self.whole.iter().chain(&self.inside)
    }

    pub fn add(&mut self, other: Held) {
        self.whole.extend(other.whole);
        self.inside.extend(other.inside);
        self.bound.extend(other.bound);
        self.is_pulse |= other.is_pulse;
    }

    /// One of its items.
    pub fn item(self) -> Held {
        Held { whole: self.inside.clone(), ..self }
    }

    /// Something new that holds its items: `list(xs)`, `xs[:]`.
    pub fn copied(self) -> Held {
        Held { inside: self.inside, ..Held::default() }
    }

    /// Something new that holds it: `[xs]`.
    pub fn held(self) -> Held {
        let mut inside = self.inside;
        inside.extend(self.whole);
        Held { inside, bound: self.bound, ..Held::default() }
    }

    /// Something unknown that it went into.
    pub fn unknown(self) -> Held {
        let all: BTreeSet<Root> = self.all().cloned().collect();
        Held { whole: all.clone(), inside: all, bound: self.bound, is_pulse: false }
    }

    /// With what the arguments hold in place of the parameters.
    pub fn filled(&self, args: &[Held]) -> Held {
        let fill = |roots: &BTreeSet<Root>| -> BTreeSet<Root> {
            roots.iter().flat_map(|root| filled(root, args)).collect()
        };
        Held {
            whole: fill(&self.whole),
            inside: fill(&self.inside),
            bound: fill(&self.bound),
            is_pulse: self.is_pulse,
        }
    }
}

/// What a root in a function is where it is called.
pub(super) fn filled(root: &Root, args: &[Held]) -> Vec<Root> {
    let of = |at: usize, inside: bool| {
        let held = args.get(at).map(|held| if inside { &held.inside } else { &held.whole });
        held.into_iter().flatten().cloned().collect()
    };
    match root {
        Root::Value(..) => vec![root.clone()],
        Root::Param(at) => of(*at, false),
        Root::Inside(at) => of(*at, true),
    }
}
