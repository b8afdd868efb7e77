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

use rustc_hash::{FxHashMap, FxHashSet};

use super::changes::Change;
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

/// What is known of one variable.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// A number that is not 0.
    pub not_zero: bool,
    /// An int that is at least this.
    pub least: Option<i64>,
    /// An int that is below each of these.
    below: Vec<Linear>,
    /// A value whose length is each of these or more.
    long: Vec<Linear>,
}

impl Known {
    fn join(self, other: &Known) -> Known {
        Known {
            not_zero: self.not_zero && other.not_zero,
            least: self.least.zip(other.least).map(|(one, two)| one.min(two)),
            below: in_both(&self.below, &other.below, i64::max),
            long: in_both(&self.long, &other.long, i64::min),
        }
    }

    fn and(&mut self, other: Known) {
        self.not_zero |= other.not_zero;
        self.least = self.least.max(other.least);
        other.below.into_iter().for_each(|fact| strengthen(&mut self.below, fact, i64::min));
        other.long.into_iter().for_each(|fact| strengthen(&mut self.long, fact, i64::max));
    }
}

/// The facts with a term that both sides know something of, each as weak as the weaker.
fn in_both(one: &[Linear], other: &[Linear], weaker: fn(i64, i64) -> i64) -> Vec<Linear> {
    let both = one.iter().filter_map(|fact| {
        let same = other.iter().find(|other| other.term == fact.term)?;
        Some(Linear { term: fact.term, add: weaker(fact.add, same.add) })
    });
    both.collect()
}

/// Adds a fact; of two with the same term the stronger is kept.
fn strengthen(facts: &mut Vec<Linear>, fact: Linear, stronger: fn(i64, i64) -> i64) {
    let is_full = facts.len() >= MOST;
    match facts.iter_mut().find(|known| known.term == fact.term) {
        Some(known) => known.add = stronger(known.add, fact.add),
        None if !is_full => facts.push(fact),
        None => {}
    }
}

#[derive(Clone, Debug)]
pub(super) struct State {
    /// Whether the point can be reached.
    pub live: bool,
    vars: FxHashMap<VarId, Known>,
}

impl State {
    pub fn new() -> State {
        State { live: true, vars: FxHashMap::default() }
    }
}

impl Facts for State {
    fn dead() -> State {
        State { live: false, vars: FxHashMap::default() }
    }

    fn is_live(&self) -> bool {
        self.live
    }

    fn join(self, other: State) -> State {
        match (self.live, other.live) {
            (false, _) => other,
            (_, false) => self,
            (true, true) => {
                let both = self
                    .vars
                    .into_iter()
                    .filter_map(|(var, known)| Some((var, known.join(other.vars.get(&var)?))));
                State { live: true, vars: both.collect() }
            }
        }
    }

    fn and(mut self, other: State) -> State {
        for (var, known) in other.vars {
            self.know(var).and(known);
        }
        self
    }
}

impl State {
    /// The variable is bound anew.
    pub fn forget(&mut self, var: VarId) {
        self.vars.remove(&var);
        let stays = |fact: &Linear| fact.term.is_none_or(|term| term.var() != var);
        for known in self.vars.values_mut() {
            known.below.retain(stays);
            known.long.retain(stays);
        }
    }

    /// Lists and dicts may have changed.
    pub fn change(&mut self, change: Change) {
        let is_fixed = |fact: &Linear| !fact.term.is_some_and(Term::is_length);
        for known in self.vars.values_mut() {
            match change {
                Change::Nothing => {}
                Change::Grows => known.long.retain(is_fixed),
                Change::Anything => {
                    known.below.retain(is_fixed);
                    known.long.clear();
                }
            }
        }
    }

    /// What is left of it after code that binds these variables and makes this change, at any point in it.
    pub fn after(mut self, vars: &FxHashSet<VarId>, change: Change) -> State {
        vars.iter().for_each(|var| self.forget(*var));
        self.change(change);
        self
    }

    pub fn know(&mut self, var: VarId) -> &mut Known {
        self.vars.entry(var).or_default()
    }

    pub fn set_least(&mut self, var: VarId, least: i64) {
        let known = self.know(var);
        known.least = Some(known.least.map_or(least, |before| before.max(least)));
    }

    /// `var < bound`, and what follows from that with what is known of the bound's variable.
    pub fn set_below(&mut self, var: VarId, bound: Linear) {
        let mut bounds = vec![bound];
        if let Some(Term::Var(upper)) = bound.term {
            let further = self.vars.get(&upper).map_or(&[][..], |known| &known.below);
            bounds.extend(further.iter().map(|next| next.plus(bound.add.saturating_sub(1))));
        }
        let known = self.know(var);
        for bound in bounds {
            if bound.term != Some(Term::Var(var)) {
                strengthen(&mut known.below, bound, i64::min);
            }
        }
    }

    /// `len(var) >= length`.
    pub fn set_long(&mut self, var: VarId, length: Linear) {
        if length.term.is_none_or(|term| term.var() != var) {
            strengthen(&mut self.know(var).long, length, i64::max);
        }
    }

    /// The variable is another name for what `from` holds.
    pub fn copy(&mut self, var: VarId, from: VarId) {
        let known = self.vars.get(&from).cloned().unwrap_or_default();
        let is_own = |fact: &Linear| fact.term.is_some_and(|term| term.var() == var);
        if !known.below.iter().chain(&known.long).any(is_own) {
            self.vars.insert(var, known);
        }
    }

    pub fn least(&self, var: VarId) -> Option<i64> {
        let known = self.vars.get(&var)?;
        match known.least {
            Some(0) if known.not_zero => Some(1),
            least => least,
        }
    }

    pub fn is_not_zero(&self, var: VarId) -> bool {
        self.vars.get(&var).is_some_and(|known| known.not_zero || known.least >= Some(1))
    }

    /// The length that what the variable holds has for certain, or more.
    pub fn length(&self, var: VarId) -> i64 {
        let lengths = self.long(var).iter().filter_map(|fact| match fact.term {
            None => Some(fact.add),
            Some(Term::Var(of)) => self.least(of)?.checked_add(fact.add),
            Some(Term::Len(_)) => Some(fact.add),
        });
        lengths.max().unwrap_or(0).max(0)
    }

    pub fn long(&self, var: VarId) -> &[Linear] {
        self.vars.get(&var).map_or(&[], |known| &known.long)
    }

    /// Whether `value < len(var)`.
    pub fn is_within(&self, value: Linear, var: VarId) -> bool {
        if self.is_up_to(value.plus(1), var) {
            return true;
        }
        let Some(Term::Var(of)) = value.term else { return false };
        let bounds = self.vars.get(&of).map_or(&[][..], |known| &known.below);
        bounds.iter().any(|bound| self.is_up_to(bound.plus(value.add), var))
    }

    /// Whether `value <= len(var)`.
    fn is_up_to(&self, value: Linear, var: VarId) -> bool {
        match value.term {
            None if value.add <= self.length(var) => true,
            Some(Term::Len(of)) if of == var => value.add <= 0,
            _term => self
                .long(var)
                .iter()
                .any(|known| known.term == value.term && value.add <= known.add),
        }
    }
}
