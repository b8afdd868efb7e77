//! Loops and comprehensions: what holds in every round of one, and what its target is known to be.
//!
//! ```text
//! for i in range(len(xs)):      0 <= i < len(xs), as long as no round shortens `xs`
//! ```

use crate::ir::walk::Visitor;
use crate::ir::{Arg, Comp, CompKind, Expr, ExprKind, Place, PlaceKind, Py};
use crate::tables::returns::Returns;

use super::changes::{Change, Done};
use super::flow::Flow;
use super::known::{Linear, State, Term};

impl<'m> Flow<'m> {
    /// Binds the target of a loop over the expression; `done` is what one round of it does, and the state
    /// is what is left after any number of rounds.
    pub fn loop_target(&mut self, place: &'m Place, iter: &'m Expr, done: &Done) {
        self.forget_place(place);
        let lasts = |fact: &Linear| match fact.term {
            None => true,
            Some(term) if done.vars.contains(&term.var()) => false,
            Some(Term::Var(_)) => true,
            Some(Term::Len(_)) => done.change != Change::Anything,
        };
        if let (PlaceKind::Var(var), Some(bounds)) = (&place.kind, range_of(iter))
            && self.is_tracked(*var)
            && bounds.iter().all(|bound| self.is_int(bound) && self.keeps_all(bound))
        {
            let (below, least) = self.range(&bounds);
            if let Some(below) = below.filter(lasts) {
                self.state.set_below(*var, below);
            }
            if let Some(least) = least {
                self.state.set_least(*var, least);
            }
            self.is_not_empty(&bounds, done);
            return;
        }
        let (counter, items) = match (&place.kind, &iter.kind) {
            (
                PlaceKind::Unpack { before, .. },
                ExprKind::Py(Py::Builtin { row, args, keywords }),
            ) if row.returns == Returns::Numbered && keywords.is_empty() => {
                match (before.first().map(|place| &place.kind), args.as_slice()) {
                    (Some(PlaceKind::Var(counter)), [Arg::Pos(items)]) => (Some(*counter), items),
                    _other => return,
                }
            }
            _other => (None, iter),
        };
        let Some(list) = self.list(items).filter(|list| !done.vars.contains(list)) else { return };
        if done.change == Change::Anything {
            return;
        }
        self.state.set_long(list, Linear::number(1));
        if let Some(counter) = counter.filter(|counter| self.is_tracked(*counter)) {
            self.state.set_below(counter, Linear::of(Term::Len(list)));
            self.state.set_least(counter, 0);
        }
    }

    /// In a round of `for y in range(height)` the height is at least 1.
    fn is_not_empty(&mut self, bounds: &[&'m Expr], done: &Done) {
        let (start, stop) = match bounds {
            [stop] => (Some(0), *stop),
            [start, stop] => (self.least_in(&self.state, start), *stop),
            _stepped => return,
        };
        if let (Some(start), Some(Linear { term: Some(Term::Var(var)), add })) =
            (start, self.linear(stop))
            && !done.vars.contains(&var)
        {
            self.state.set_least(var, start.saturating_add(1).saturating_sub(add));
        }
    }

    /// What the items of a `range` are below, and what they are at least. Of the bounds only what they
    /// were at the start counts: the state is of a later point, so it tells nothing of variables bound since.
    fn range(&self, bounds: &[&'m Expr]) -> (Option<Linear>, Option<i64>) {
        let least = |bound: &'m Expr| self.least_in(&self.state, bound);
        match bounds {
            [stop] => (self.at_most(stop), Some(0)),
            [start, stop] => (self.at_most(stop), least(start)),
            [start, stop, step] => match step.as_int() {
                Some(step) if step < 0 => {
                    let least = least(stop).map(|least| least.saturating_add(1));
                    (self.at_most(start).map(|start| start.plus(1)), least)
                }
                Some(_upwards) => (self.at_most(stop), least(start)),
                // A step of 0 raises.
                None if self.types.expr(step.id).is_natural() => (self.at_most(stop), least(start)),
                None => (None, None),
            },
            _other => (None, None),
        }
    }

    pub fn comprehension(&mut self, expr: &'m Expr, comp: &'m Comp) {
        let is_eager = self.eager.take() == Some(&raw const *comp);
        // A generator runs when it is walked: by then anything may have happened, and again between two
        // of its items.
        let is_lazy = matches!(comp.kind, CompKind::Generator(_)) && !is_eager;
        let done = self.look.whole_expr(expr);
        let mut outer = None;
        for (position, clause) in comp.clauses.iter().enumerate() {
            if position > 0 && is_lazy {
                self.state = State::new();
            }
            self.expr(&clause.iter);
            outer.get_or_insert_with(|| self.state.clone());
            let state = std::mem::replace(&mut self.state, State::new());
            if is_lazy || clause.is_async {
                self.forget_place(&clause.place);
            } else {
                self.state = state.after(&done.vars, done.change);
                self.loop_target(&clause.place, &clause.iter, &done);
            }
            for condition in &clause.conditions {
                let (yes, _) = self.test(condition);
                self.state = yes;
            }
        }
        match &comp.kind {
            CompKind::List(item) | CompKind::Set(item) | CompKind::Generator(item) => {
                self.expr(item);
            }
            CompKind::Dict(key, value) => {
                self.expr(key);
                self.expr(value);
            }
        }
        if let Some(outer) = outer {
            self.state = outer.after(&done.vars, done.change);
        }
    }
}

/// The arguments of `range(...)`.
pub(super) fn range_of(iter: &Expr) -> Option<Vec<&Expr>> {
    let ExprKind::Py(Py::Builtin { row, args, keywords }) = &iter.kind else { return None };
    if row.returns != Returns::Range || !keywords.is_empty() {
        return None;
    }
    let args = args.iter().map(|arg| match arg {
        Arg::Pos(value) => Some(value),
        Arg::Spread(_) | Arg::Omitted => None,
    });
    args.collect()
}
