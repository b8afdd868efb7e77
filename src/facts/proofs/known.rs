//! What is known of the variables at one point of a function.
//!
//! ```text
//! n = len(xs)                    n < len(xs) + 1,  len(xs) >= n
//! for i in range(1, n):          i >= 1,  i < n,  i < len(xs)
//! if total:                      total is not 0
//! ```
//!
//! A fact names variables by what they hold now: it goes when one of them is bound anew, and one on the
//! length of something goes when anything may have become shorter (or longer, where it stands on the
//! greater side).

use rustc_hash::FxHashSet;

use super::changes::Change;
use crate::base::SharedMap;
use crate::ir::VarId;
use crate::ir::flow::Facts;

/// How many facts of one kind a variable may have: a long chain of tests stays cheap.
const MOST: usize = 8;

/// `term + add`, or a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Linear {
    pub term: Option<Term>,
    pub add: i64,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Term {
    /// What an int variable holds.
    Var(VarId),
    /// The length of what a variable holds.
    Len(VarId),
}

impl Term {
    pub fn var(self) -> VarId {
        match self {
            Term::Var(var) | Term::Len(var) => var,
        }
    }

    fn is_length(self) -> bool {
        matches!(self, Term::Len(_))
    }
}

impl Linear {
    pub fn number(add: i64) -> Linear {
        Linear { term: None, add }
    }

    pub fn of(term: Term) -> Linear {
        Linear { term: Some(term), add: 0 }
    }

    pub fn plus(self, more: i64) -> Linear {
        Linear { add: self.add.saturating_add(more), ..self }
    }
}

/// What is known of the number that a variable holds.
#[derive(Clone, Copy, Default, PartialEq, Debug)]
struct Number {
    is_not_zero: bool,
    /// An int that is at least this.
    least: Option<i64>,
}

/// Facts of one kind about each variable. Those that name a length stand apart: they go all at once.
#[derive(Clone, Default, PartialEq, Debug)]
struct Bounds {
    fixed: SharedMap<VarId, Vec<Linear>>,
    lengths: SharedMap<VarId, Vec<Linear>>,
}

impl Bounds {
    fn of(&self, var: VarId) -> impl Iterator<Item = Linear> {
        let kinds = [&self.fixed, &self.lengths].into_iter();
        kinds.filter_map(move |kind| kind.get(var)).flatten().copied()
    }

    /// Adds a fact; of two with the same term the stronger is kept.
    fn strengthen(&mut self, var: VarId, fact: Linear, stronger: fn(i64, i64) -> i64) {
        let kind = match fact.term.is_some_and(Term::is_length) {
            true => &mut self.lengths,
            false => &mut self.fixed,
        };
        kind.update(var, |facts| {
            let is_full = facts.len() >= MOST;
            match facts.iter_mut().find(|known| known.term == fact.term) {
                Some(known) => known.add = stronger(known.add, fact.add),
                None if !is_full => facts.push(fact),
                None => {}
            }
        });
    }

    fn remove(&mut self, var: VarId) {
        self.fixed.remove(var);
        self.lengths.remove(var);
    }

    /// Forgets what is known of `var` in terms of `of`.
    fn forget(&mut self, var: VarId, of: VarId) {
        let stays = |fact: &Linear| fact.term.is_none_or(|term| term.var() != of);
        for kind in [&mut self.fixed, &mut self.lengths] {
            if kind.get(var).is_some_and(|facts| !facts.iter().all(stays)) {
                kind.update(var, |facts| facts.retain(stays));
            }
        }
    }

    /// The facts with a term that both sides know something of, each as weak as the weaker.
    fn join(&self, other: &Bounds, weaker: fn(i64, i64) -> i64) -> Bounds {
        let in_both = |one: &Vec<Linear>, other: &Vec<Linear>| {
            let both = one.iter().filter_map(|fact| {
                let same = other.iter().find(|other| other.term == fact.term)?;
                Some(Linear { term: fact.term, add: weaker(fact.add, same.add) })
            });
            let both: Vec<Linear> = both.collect();
            (!both.is_empty()).then_some(both)
        };
        Bounds {
            fixed: self.fixed.intersection(&other.fixed, in_both),
            lengths: self.lengths.intersection(&other.lengths, in_both),
        }
    }

    fn and(&mut self, other: &Bounds, stronger: fn(i64, i64) -> i64) {
        for (var, facts) in other.fixed.iter().chain(other.lengths.iter()) {
            facts.iter().for_each(|fact| self.strengthen(var, *fact, stronger));
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct State {
    /// Whether the point can be reached.
    pub live: bool,
    numbers: SharedMap<VarId, Number>,
    /// What the variable, an int, is below.
    below: Bounds,
    /// What the length of the value is at least.
    long: Bounds,
    /// How many items the value has at most.
    most: SharedMap<VarId, i64>,
    /// By variable: of which variables something may be known in terms of it.
    named_by: SharedMap<VarId, SharedMap<VarId, ()>>,
}

impl State {
    pub fn new() -> State {
        State { live: true, ..State::dead() }
    }
}

impl Facts for State {
    fn dead() -> State {
        State {
            live: false,
            numbers: SharedMap::default(),
            below: Bounds::default(),
            long: Bounds::default(),
            most: SharedMap::default(),
            named_by: SharedMap::default(),
        }
    }

    fn is_live(&self) -> bool {
        self.live
    }

    fn join(self, other: State) -> State {
        let weaker = |one: &Number, other: &Number| {
            let joined = Number {
                is_not_zero: one.is_not_zero && other.is_not_zero,
                least: one.least.zip(other.least).map(|(one, two)| one.min(two)),
            };
            (joined != Number::default()).then_some(joined)
        };
        match (self.live, other.live) {
            (false, _) => other,
            (_, false) => self,
            (true, true) => State {
                live: true,
                numbers: self.numbers.intersection(&other.numbers, weaker),
                below: self.below.join(&other.below, i64::max),
                long: self.long.join(&other.long, i64::min),
                most: self.most.intersection(&other.most, |one, two| Some(*one.max(two))),
                // A fact of both is named in both.
                named_by: self.named_by.intersection(&other.named_by, |one, other| {
                    Some(one.intersection(other, |(), ()| Some(())))
                }),
            },
        }
    }

    fn and(mut self, other: State) -> State {
        self.numbers = self.numbers.union(&other.numbers, |one, other| Number {
            is_not_zero: one.is_not_zero || other.is_not_zero,
            least: one.least.max(other.least),
        });
        self.below.and(&other.below, i64::min);
        self.long.and(&other.long, i64::max);
        self.most = self.most.union(&other.most, |one, two| *one.min(two));
        self.named_by =
            self.named_by.union(&other.named_by, |one, other| one.union(other, |(), ()| ()));
        self
    }
}

impl State {
    /// The variable is bound anew.
    pub fn forget(&mut self, var: VarId) {
        self.numbers.remove(var);
        self.below.remove(var);
        self.long.remove(var);
        self.most.remove(var);
        let Some(names) = self.named_by.get(var).cloned() else { return };
        for (other, ()) in names.iter() {
            self.below.forget(other, var);
            self.long.forget(other, var);
        }
        self.named_by.remove(var);
    }

    /// Lists and dicts may have changed.
    pub fn change(&mut self, change: Change) {
        match change {
            Change::Nothing => {}
            Change::Grows => {
                self.long.lengths.clear();
                self.most.clear();
            }
            Change::Anything => {
                self.most.clear();
                self.below.lengths.clear();
                self.long = Bounds::default();
            }
        }
    }

    /// What is left of it after code that binds these variables and makes this change, at any point in it.
    pub fn after(mut self, vars: &FxHashSet<VarId>, change: Change) -> State {
        vars.iter().for_each(|var| self.forget(*var));
        self.change(change);
        self
    }

    pub fn set_not_zero(&mut self, var: VarId) {
        self.numbers.update(var, |number| number.is_not_zero = true);
    }

    pub fn set_least(&mut self, var: VarId, least: i64) {
        self.numbers.update(var, |number| {
            number.least = Some(number.least.map_or(least, |before| before.max(least)));
        });
    }

    /// `var < bound`, and what follows from that with what is known of the bound's variable.
    pub fn set_below(&mut self, var: VarId, bound: Linear) {
        let mut bounds = vec![bound];
        if let Some(Term::Var(upper)) = bound.term {
            let further = self.below.of(upper);
            bounds.extend(further.map(|next| next.plus(bound.add.saturating_sub(1))));
        }
        if let Some(Term::Len(list)) = bound.term
            && let Some(most) = self.most.get(list)
        {
            bounds.push(Linear::number(most.saturating_add(bound.add)));
        }
        for bound in bounds {
            if bound.term != Some(Term::Var(var)) {
                self.below.strengthen(var, bound, i64::min);
                self.name(var, bound);
            }
        }
    }

    /// `len(var) >= length`.
    pub fn set_long(&mut self, var: VarId, length: Linear) {
        if length.term.is_none_or(|term| term.var() != var) {
            self.long.strengthen(var, length, i64::max);
            self.name(var, length);
        }
    }

    /// `len(var) <= most`.
    pub fn set_most(&mut self, var: VarId, most: i64) {
        self.most.insert(var, most);
    }

    fn name(&mut self, var: VarId, fact: Linear) {
        if let Some(term) = fact.term {
            self.named_by.update(term.var(), |names| names.insert(var, ()));
        }
    }

    /// The variable is another name for what `from` holds.
    pub fn copy(&mut self, var: VarId, from: VarId) {
        let is_own = |fact: &Linear| fact.term.is_some_and(|term| term.var() == var);
        let below: Vec<Linear> = self.below.of(from).collect();
        let long: Vec<Linear> = self.long.of(from).collect();
        if below.iter().chain(&long).any(is_own) {
            return;
        }
        if let Some(number) = self.numbers.get(from).copied() {
            self.numbers.insert(var, number);
        }
        if let Some(most) = self.most.get(from).copied() {
            self.most.insert(var, most);
        }
        for fact in below {
            self.below.strengthen(var, fact, i64::min);
            self.name(var, fact);
        }
        for fact in long {
            self.long.strengthen(var, fact, i64::max);
            self.name(var, fact);
        }
    }

    pub fn least(&self, var: VarId) -> Option<i64> {
        let known = self.numbers.get(var)?;
        match known.least {
            Some(0) if known.is_not_zero => Some(1),
            least => least,
        }
    }

    pub fn is_not_zero(&self, var: VarId) -> bool {
        self.numbers.get(var).is_some_and(|known| known.is_not_zero || known.least >= Some(1))
    }

    /// The length that what the variable holds has for certain, or more.
    pub fn length(&self, var: VarId) -> i64 {
        let lengths = self.long(var).filter_map(|fact| match fact.term {
            None => Some(fact.add),
            Some(Term::Var(of)) => self.least(of)?.checked_add(fact.add),
            Some(Term::Len(_)) => Some(fact.add),
        });
        lengths.max().unwrap_or(0).max(0)
    }

    pub fn long(&self, var: VarId) -> impl Iterator<Item = Linear> {
        self.long.of(var)
    }

    /// Whether `value < len(var)`.
    pub fn is_within(&self, value: Linear, var: VarId) -> bool {
        if self.is_up_to(value.plus(1), var) {
            return true;
        }
        let Some(Term::Var(of)) = value.term else { return false };
        self.below.of(of).any(|bound| self.is_up_to(bound.plus(value.add), var))
    }

    /// Whether `value <= len(var)`.
    fn is_up_to(&self, value: Linear, var: VarId) -> bool {
        match value.term {
            None if value.add <= self.length(var) => true,
            Some(Term::Len(of)) if of == var => value.add <= 0,
            _term => self.long(var).any(|known| known.term == value.term && value.add <= known.add),
        }
    }
}
