//! What follows for the value of an expression from what is known at a point: which number it is, how long the lists are
//! that it may be.

use crate::ir::{Arg, BinaryOp, CompKind, Expr, ExprKind, Py, VarId};
use crate::tables::returns::Returns;

use super::changes::Change;
use super::flow::Flow;
use super::known::{Linear, Term};
use super::loops::range_of;

impl<'m> Flow<'m> {
    /// Whether facts on the variable last: no other function binds it.
    pub fn is_tracked(&self, var: VarId) -> bool {
        let row = self.look.module.var(var);
        row.is_some_and(|row| Some(row.owner) == self.func && !row.is_shared)
    }

    pub fn is_int(&self, expr: &Expr) -> bool {
        self.types.expr(expr.id).is_int()
    }

    /// The int expression as a variable or length plus a number.
    pub fn linear(&self, expr: &Expr) -> Option<Linear> {
        if let Some(value) = expr.as_int() {
            return Some(Linear::number(value));
        }
        if !self.is_int(expr) {
            return None;
        }
        match &expr.kind {
            ExprKind::Var(var) => self.is_tracked(*var).then(|| Linear::of(Term::Var(*var))),
            ExprKind::Py(Py::Assign(var, value)) => {
                let value = self.linear(value)?;
                value.term.is_none_or(|term| term.var() != *var).then_some(value)
            }
            ExprKind::Py(Py::Binary(op, left, right)) => {
                match (op, left.as_int(), right.as_int()) {
                    (BinaryOp::Add, Some(more), _) => Some(self.linear(right)?.plus(more)),
                    (BinaryOp::Add, _, Some(more)) => Some(self.linear(left)?.plus(more)),
                    (BinaryOp::Sub, _, Some(less)) => {
                        Some(self.linear(left)?.plus(less.saturating_neg()))
                    }
                    _other => None,
                }
            }
            ExprKind::Py(Py::Builtin { row, args, .. }) if row.returns == Returns::Length => {
                match args.as_slice() {
                    [Arg::Pos(Expr { kind: ExprKind::Var(var), .. })] if self.is_tracked(*var) => {
                        Some(Linear::of(Term::Len(*var)))
                    }
                    _other => None,
                }
            }
            _other => None,
        }
    }

    /// Whether evaluating the expression binds no variable and changes no length.
    pub fn keeps_all(&self, expr: &'m Expr) -> bool {
        let done = self.look.whole_expr(expr);
        done.vars.is_empty() && done.change == Change::Nothing
    }

    /// What an int expression is at most: `n - i` is no more than `n` for an `i` of 0 or more.
    pub fn at_most(&self, expr: &'m Expr) -> Option<Linear> {
        if let Some(exact) = self.linear(expr) {
            return Some(exact);
        }
        if !self.is_int(expr) || !self.keeps_all(expr) {
            return None;
        }
        let least = |expr: &'m Expr| self.least_in(&self.state, expr);
        match &expr.kind {
            ExprKind::Py(Py::Binary(op, left, right)) => match (op, right.as_int()) {
                (BinaryOp::Add, Some(more)) => Some(self.at_most(left)?.plus(more)),
                (BinaryOp::Sub, _) if self.is_int(right) => {
                    Some(self.at_most(left)?.plus(least(right)?.saturating_neg()))
                }
                // Below the divisor, unless that is 0 and raises.
                (BinaryOp::Mod, _) if self.is_int(left) && least(right) >= Some(0) => {
                    Some(self.linear(right)?.plus(-1))
                }
                (BinaryOp::FloorDiv, Some(2..)) if least(left) >= Some(1) => {
                    Some(self.at_most(left)?.plus(-1))
                }
                (BinaryOp::FloorDiv, Some(1..)) if least(left) >= Some(0) => self.at_most(left),
                _other => None,
            },
            ExprKind::Py(Py::Builtin { row, args, keywords })
                if row.returns == Returns::Least && keywords.is_empty() && args.len() > 1 =>
            {
                args.iter().find_map(|arg| match arg {
                    Arg::Pos(value) => self.linear(value).filter(|value| value.term.is_some()),
                    Arg::Spread(_) | Arg::Omitted => None,
                })
            }
            _other => None,
        }
    }

    /// The list, tuple, text or bytes that an expression names.
    pub fn list(&self, expr: &Expr) -> Option<VarId> {
        let ExprKind::Var(var) = expr.kind else { return None };
        let ty = self.types.expr(expr.id);
        let has_length = ty.is_list() || ty.is_tuple() || ty.is_str() || ty.is_bytes();
        (self.is_tracked(var) && has_length).then_some(var)
    }

    pub fn is_in_range(&self, object: &'m Expr, index: &'m Expr) -> bool {
        let (Some(list), Some(value)) = (self.list(object), self.at_most(index)) else {
            return false;
        };
        self.least_in(&self.state, index).is_some_and(|least| least >= 0)
            && self.state.is_within(value, list)
    }

    /// Whether the number is not 0, and whether it is an int above 0.
    pub fn sign(&self, expr: &'m Expr) -> (bool, bool) {
        let not_zero = match &expr.kind {
            ExprKind::Var(var) => self.is_tracked(*var) && self.state.is_not_zero(*var),
            ExprKind::Float(value) => *value != 0.0,
            _other => expr.as_int().is_some_and(|value| value != 0),
        };
        let positive = self.is_int(expr)
            && (self.least_in(&self.state, expr) >= Some(1)
                || not_zero && self.types.expr(expr.id).is_natural());
        (not_zero || positive, positive)
    }

    /// What the length of a new list is at least.
    pub fn lengths(&self, value: &'m Expr) -> Vec<Linear> {
        let as_long_as = |expr: &Expr| match self.list(expr) {
            Some(list) => {
                let mut lengths: Vec<Linear> = self.state.long(list).collect();
                lengths.push(Linear::of(Term::Len(list)));
                lengths
            }
            None => Vec::new(),
        };
        match &value.kind {
            ExprKind::Py(Py::List(items) | Py::Tuple(items)) => {
                vec![Linear::number(count_of(items))]
            }
            ExprKind::Py(Py::Binary(BinaryOp::Mul, left, right)) => {
                let (list, times) = match (&left.kind, &right.kind) {
                    (ExprKind::Py(Py::List(items)), _) => (items, right),
                    (_, ExprKind::Py(Py::List(items))) => (items, left),
                    _other => return Vec::new(),
                };
                if count_of(list) == 0 || !self.is_int(times) {
                    return Vec::new();
                }
                let least = self.least_in(&self.state, times).map(Linear::number);
                self.linear(times).into_iter().chain(least).collect()
            }
            ExprKind::Py(Py::Builtin { row, args, keywords }) => match args.as_slice() {
                [Arg::Pos(from)]
                    if keywords.is_empty()
                        && row.library.is_none()
                        && matches!(row.returns, Returns::Items | Returns::Tuple) =>
                {
                    as_long_as(from)
                }
                _other => Vec::new(),
            },
            ExprKind::Py(Py::Slice { object, lower: None, upper: None, step: None }) => {
                as_long_as(object)
            }
            ExprKind::Py(Py::Comp(comp)) => match (&comp.kind, comp.clauses.as_slice()) {
                (CompKind::List(_), [clause])
                    if clause.conditions.is_empty() && !clause.is_async =>
                {
                    match range_of(&clause.iter).as_deref() {
                        Some([stop]) if self.is_int(stop) => {
                            self.linear(stop).into_iter().collect()
                        }
                        _walked => as_long_as(&clause.iter),
                    }
                }
                _other => Vec::new(),
            },
            _other => Vec::new(),
        }
    }
}

/// How many items a display has for certain.
fn count_of(items: &[Arg]) -> i64 {
    let plain = items.iter().filter(|item| matches!(item, Arg::Pos(_)));
    i64::try_from(plain.count()).unwrap_or(0)
}
