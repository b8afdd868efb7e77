//! What a test tells of the variables in it.
//!
//! ```text
//! if n != 0               n is not 0
//! if i < len(xs)          i < len(xs),  len(xs) >= i + 1
//! if not xs: return       len(xs) >= 1 from here on
//! ```

use crate::ir::flow::Facts as _;
use crate::ir::{Arg, BinaryOp, CmpOp, Expr, ExprKind, PatternOp, Py, UnaryOp, VarId};
use crate::tables::returns::Returns;

use super::changes::Change;
use super::flow::Flow;
use super::known::{Linear, State, Term};

impl<'m> Flow<'m> {
    /// Evaluates a test: what holds where it is true, and where it is false.
    pub fn test(&mut self, test: &'m Expr) -> (State, State) {
        match &test.kind {
            ExprKind::Py(Py::And(values)) => self.chain(values, true),
            ExprKind::Py(Py::Or(values)) => {
                let (no, yes) = self.chain(values, false);
                (yes, no)
            }
            ExprKind::Py(Py::Unary(UnaryOp::Not, operand)) => {
                let (yes, no) = self.test(operand);
                (no, yes)
            }
            ExprKind::Py(Py::Compare(op, left, right)) => {
                self.operands(test);
                let (mut yes, mut no) = (self.state.clone(), self.state.clone());
                if self.is_as_read(left, right) {
                    self.compared(*op, left, right, &mut yes, &mut no);
                }
                (yes, no)
            }
            ExprKind::Py(Py::Pattern(PatternOp::Sequence { count, .. }, subject)) => {
                self.operands(test);
                let no = self.state.clone();
                let mut yes = no.clone();
                if let Ok(count) = i64::try_from(*count) {
                    for var in self.subjects(subject) {
                        yes.set_long(var, Linear::number(count));
                    }
                }
                (yes, no)
            }
            ExprKind::Bool(true) => (self.state.clone(), State::dead()),
            ExprKind::Bool(false) => (State::dead(), self.state.clone()),
            _other => {
                self.value(test);
                let no = self.state.clone();
                let mut yes = no.clone();
                // True is a number other than 0, and a list, dict, set or str that is not empty.
                for var in self.subjects(test) {
                    yes.set_not_zero(var);
                    yes.set_long(var, Linear::number(1));
                }
                self.length_is_not_zero(test, &mut yes);
                (yes, no)
            }
        }
    }

    /// `and` (`or`): each operand is evaluated where all before it were true (false).
    fn chain(&mut self, values: &'m [Expr], go_on: bool) -> (State, State) {
        let mut stopped = State::dead();
        for value in values {
            let (yes, no) = self.test(value);
            let (next, stop) = if go_on { (yes, no) } else { (no, yes) };
            stopped = stopped.join(stop);
            self.state = next;
        }
        (self.state.clone(), stopped)
    }

    /// The variables that hold what the expression gave.
    fn subjects(&self, expr: &Expr) -> Vec<VarId> {
        match &expr.kind {
            ExprKind::Var(var) if self.is_tracked(*var) => vec![*var],
            ExprKind::Py(Py::Assign(var, value)) => {
                let mut all = self.subjects(value);
                // `x := x.rest`: the inner one holds something else by now.
                all.retain(|inner| inner != var);
                all.extend(self.is_tracked(*var).then_some(*var));
                all
            }
            _other => Vec::new(),
        }
    }

    fn length_is_not_zero(&self, expr: &Expr, state: &mut State) {
        if let Some(Linear { term: Some(Term::Len(var)), add: 0 }) = self.linear(expr) {
            state.set_long(var, Linear::number(1));
        }
    }

    /// Whether what the left operand was made of is still so once the right one is evaluated.
    fn is_as_read(&self, left: &'m Expr, right: &'m Expr) -> bool {
        let done = self.look.whole_expr(right);
        let term = self.linear(left).and_then(|left| left.term);
        let mut vars = self.subjects(left);
        vars.extend(term.map(Term::var));
        let is_known = left.as_int().is_some() || term.is_some();
        (is_known || done.vars.is_empty())
            && done.change == Change::Nothing
            && !vars.iter().any(|var| done.vars.contains(var))
    }

    fn compared(
        &self,
        op: CmpOp,
        left: &'m Expr,
        right: &'m Expr,
        yes: &mut State,
        no: &mut State,
    ) {
        self.compared_with_literal(op, left, right, yes, no);
        if let Some(mirrored) = mirrored(op) {
            self.compared_with_literal(mirrored, right, left, yes, no);
        }
        if !self.types.expr(left.id).is_int() || !self.types.expr(right.id).is_int() {
            return;
        }
        match op {
            CmpOp::Lt => {
                self.below(yes, left, right, 0);
                self.below(no, right, left, 1);
            }
            CmpOp::LtE => {
                self.below(yes, left, right, 1);
                self.below(no, right, left, 0);
            }
            CmpOp::Gt => {
                self.below(yes, right, left, 0);
                self.below(no, left, right, 1);
            }
            CmpOp::GtE => {
                self.below(yes, right, left, 1);
                self.below(no, left, right, 0);
            }
            CmpOp::Eq | CmpOp::NotEq => {
                let same = if op == CmpOp::Eq { yes } else { no };
                self.below(same, left, right, 1);
                self.below(same, right, left, 1);
            }
            CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => {}
        }
    }

    /// `n > 0`, `len(xs) != 0`: where 0 would not have gone, the value is not 0. NaN is none either.
    fn compared_with_literal(
        &self,
        op: CmpOp,
        value: &'m Expr,
        literal: &Expr,
        yes: &mut State,
        no: &mut State,
    ) {
        let Some(literal) = literal.as_int() else { return };
        if !self.types.expr(value.id).is_number() {
            return;
        }
        let goes_to_yes = match op {
            CmpOp::Eq => 0 == literal,
            CmpOp::NotEq => 0 != literal,
            CmpOp::Lt => 0 < literal,
            CmpOp::LtE => 0 <= literal,
            CmpOp::Gt => 0 > literal,
            CmpOp::GtE => 0 >= literal,
            CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => return,
        };
        let state = if goes_to_yes { no } else { yes };
        for var in self.subjects(value) {
            state.set_not_zero(var);
        }
        self.length_is_not_zero(value, state);
    }

    /// `left < right + more`, of ints.
    fn below(&self, state: &mut State, left: &'m Expr, right: &'m Expr, more: i64) {
        let (small, great) = (self.linear(left), self.linear(right));
        let least = self.least_in(state, left);
        if let (Some(small), Some(great)) = (small, great) {
            if let Some(Term::Var(var)) = small.term {
                state.set_below(var, great.plus(more).plus(small.add.saturating_neg()));
            }
            if let Some(Term::Len(list)) = great.term {
                let length = small.plus(1).plus(more.saturating_neg());
                state.set_long(list, length.plus(great.add.saturating_neg()));
            }
        }
        if let (Some(least), Some(Linear { term: Some(Term::Var(var)), add })) = (least, great) {
            let least = least.saturating_add(1).saturating_sub(more).saturating_sub(add);
            state.set_least(var, least);
        }
        if let (Some(least), Some(Linear { term: Some(Term::Len(list)), add })) = (least, great) {
            let least = least.saturating_add(1).saturating_sub(more).saturating_sub(add);
            state.set_long(list, Linear::number(least));
        }
    }

    /// What an int expression is at least.
    pub fn least_in(&self, state: &State, expr: &'m Expr) -> Option<i64> {
        let natural = self.types.expr(expr.id).is_natural().then_some(0);
        let known = match self.linear(expr) {
            Some(Linear { term: None, add }) => Some(add),
            Some(Linear { term: Some(Term::Var(var)), add }) => {
                let own = match &expr.kind {
                    ExprKind::Var(_) => natural,
                    _sum => None,
                };
                let least = state.least(var).max(own);
                let least = match least {
                    Some(0) if state.is_not_zero(var) => Some(1),
                    least => least,
                };
                least.map(|least| least.saturating_add(add))
            }
            Some(Linear { term: Some(Term::Len(var)), add }) => {
                Some(state.length(var).saturating_add(add))
            }
            None => match &expr.kind {
                ExprKind::Py(Py::Binary(BinaryOp::FloorDiv, left, right))
                    if self.types.expr(left.id).is_int() =>
                {
                    let by = right.as_int().filter(|by| *by > 0);
                    by.and_then(|by| Some(self.least_in(state, left)?.div_euclid(by)))
                }
                ExprKind::Py(Py::Builtin { row, args, keywords })
                    if row.returns == Returns::Greatest
                        && keywords.is_empty()
                        && args.len() > 1
                        && self.types.expr(expr.id).is_int()
                        && self.keeps_all(expr) =>
                {
                    let of = |arg: &Arg| match arg {
                        Arg::Pos(value) => self.least_in(state, value),
                        Arg::Spread(_) | Arg::Omitted => None,
                    };
                    args.iter().filter_map(of).max()
                }
                _other => None,
            },
        };
        known.max(natural)
    }
}

/// The comparison with its sides exchanged.
fn mirrored(op: CmpOp) -> Option<CmpOp> {
    match op {
        CmpOp::Lt => Some(CmpOp::Gt),
        CmpOp::LtE => Some(CmpOp::GtE),
        CmpOp::Gt => Some(CmpOp::Lt),
        CmpOp::GtE => Some(CmpOp::LtE),
        CmpOp::Eq | CmpOp::NotEq => Some(op),
        CmpOp::Is | CmpOp::IsNot | CmpOp::In | CmpOp::NotIn => None,
    }
}
