//! The walk over functions: what is known at each point, and what follows for subscripts and divisors.

use crate::ir::flow::{self, Code, Facts as _, Flow as _, Jumps};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, BinaryOp, Comp, CompKind, Expr, ExprKind, FuncId, Function, Handler, Module, Place,
    PlaceKind, Py, Stmt, StmtKind, UnaryOp, VarId,
};
use crate::tables::returns::Returns;
use crate::types::TypeMap;

use super::Proofs;
use super::changes::{Change, Look};
use super::known::{Linear, State, Term};
use super::loops::range_of;

pub(super) fn prove(look: Look<'_>) -> Proofs {
    let mut flow = Flow {
        look,
        types: look.types,
        proofs: Proofs::default(),
        state: State::new(),
        jumps: Jumps::default(),
        func: None,
        eager: None,
    };
    walk::walk_module(&mut flow);
    flow.proofs
}

pub(super) struct Flow<'m> {
    pub look: Look<'m>,
    pub types: &'m TypeMap,
    pub proofs: Proofs,
    pub state: State,
    jumps: Jumps<State>,
    func: Option<FuncId>,
    /// A generator expression that a builtin walks at once.
    pub eager: Option<*const Comp>,
}

impl<'m> Visitor<'m> for Flow<'m> {
    fn module(&self) -> &'m Module {
        self.look.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Py(
                Py::And(_)
                | Py::Or(_)
                | Py::Compare(..)
                | Py::Pattern(..)
                | Py::Unary(UnaryOp::Not, _),
            ) => {
                let (yes, no) = self.test(expr);
                self.state = yes.join(no);
            }
            _other => self.value(expr),
        }
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        self.statement(stmt);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
        let outer = std::mem::replace(&mut self.state, State::new());
        let jumps = std::mem::take(&mut self.jumps);
        let outer_func = self.func.replace(func.id);
        walk::walk_body(self, func);
        self.func = outer_func;
        self.jumps = jumps;
        self.state = outer;
    }
}

impl<'m> flow::Flow<'m> for Flow<'m> {
    type Facts = State;

    fn facts(&mut self) -> &mut State {
        &mut self.state
    }

    fn jumps(&mut self) -> &mut Jumps<State> {
        &mut self.jumps
    }

    fn eval(&mut self, expr: &'m Expr) {
        self.expr(expr);
    }

    fn branch(&mut self, test: &'m Expr) -> (State, State) {
        self.test(test)
    }

    fn simple(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place, value } => {
                self.expr(value);
                if let PlaceKind::Var(var) = place.kind {
                    self.assign(var, value);
                    return;
                }
                self.forget_place(place);
                self.state.change(self.look.stmt(stmt));
            }
            StmtKind::AugAssign { place, op, value } => self.aug_assign(stmt, place, *op, value),
            StmtKind::Delete(place) => {
                walk::walk_place(self, place);
                self.state.change(self.look.stmt(stmt));
                if let PlaceKind::Var(var) = place.kind {
                    self.state.forget(var);
                }
            }
            StmtKind::Def { var, .. } => {
                walk::walk_stmt(self, stmt);
                self.state.forget(*var);
            }
            _flow => {}
        }
    }

    fn item(&mut self, stmt: &'m Stmt) {
        let StmtKind::For { is_async, place, iter, .. } = &stmt.kind else { return };
        match is_async {
            true => self.forget_place(place),
            false => self.loop_target(place, iter, &self.look.whole_stmt(stmt)),
        }
    }

    fn entered(&mut self, stmt: &'m Stmt) {
        self.state.change(Change::Anything);
        if let StmtKind::With { place: Some(place), .. } = &stmt.kind {
            self.forget_place(place);
        }
    }

    fn exited(&mut self, mut facts: State) -> State {
        facts.change(Change::Anything);
        facts
    }

    fn caught(&mut self, handler: &'m Handler) {
        if let Some(var) = handler.var {
            self.state.forget(var);
        }
    }

    fn uncaught(&mut self, facts: &mut State, var: VarId) {
        facts.forget(var);
    }

    fn anywhere_in(&mut self, facts: &mut State, code: Code<'m>) {
        let mut done = match code {
            Code::Block(stmts) => self.look.block(stmts),
            Code::Stmt(stmt) => self.look.whole_stmt(stmt),
            Code::Handler(handler) => self.look.handler(handler),
        };
        if let Code::Handler(handler) = code {
            done.vars.extend(handler.var);
        }
        let known = std::mem::replace(facts, State::dead());
        *facts = known.after(&done.vars, done.change);
    }
}

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
    pub fn is_quiet(&self, expr: &'m Expr) -> bool {
        let done = self.look.whole_expr(expr);
        done.vars.is_empty() && done.change == Change::Nothing
    }

    /// What an int expression is at most: `n - i` is no more than `n` for an `i` of 0 or more.
    pub fn at_most(&self, expr: &'m Expr) -> Option<Linear> {
        if let Some(exact) = self.linear(expr) {
            return Some(exact);
        }
        if !self.is_int(expr) || !self.is_quiet(expr) {
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

    /// The list or tuple that an expression names.
    pub fn list(&self, expr: &Expr) -> Option<VarId> {
        let ExprKind::Var(var) = expr.kind else { return None };
        let ty = self.types.expr(expr.id);
        (self.is_tracked(var) && (ty.is_list() || ty.is_tuple())).then_some(var)
    }

    /// Evaluates the operands, then what the expression itself changes.
    pub fn operands(&mut self, expr: &'m Expr) {
        walk::walk_expr(self, expr);
        self.state.change(self.look.expr(expr));
    }

    pub fn value(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Py(Py::Cond { test, then, orelse }) => {
                let (yes, no) = self.test(test);
                self.state = yes;
                self.expr(then);
                let then = std::mem::replace(&mut self.state, no);
                self.expr(orelse);
                let orelse = std::mem::replace(&mut self.state, State::dead());
                self.state = then.join(orelse);
            }
            ExprKind::Py(Py::Comp(comp)) => self.comprehension(expr, comp),
            ExprKind::Py(Py::Assign(var, value)) => {
                self.expr(value);
                self.assign(*var, value);
            }
            ExprKind::Py(Py::Index(object, index)) => {
                self.operands(expr);
                self.subscript(expr, object, index);
            }
            ExprKind::Py(Py::Binary(op, _, right)) => {
                self.operands(expr);
                self.divisor(*op, right);
            }
            ExprKind::Py(Py::Builtin { row, args, keywords }) => {
                if let ([Arg::Pos(Expr { kind: ExprKind::Py(Py::Comp(comp)), .. })], []) =
                    (args.as_slice(), keywords.as_slice())
                    && row.library.is_none()
                    && row.effects.walks()
                {
                    self.eager = Some(&raw const **comp);
                }
                self.operands(expr);
            }
            ExprKind::Py(Py::Method { object, name, .. }) => {
                self.operands(expr);
                if &**name == "append"
                    && let Some(list) = self.list(object)
                {
                    self.state.set_long(list, Linear::number(1));
                }
            }
            _other => self.operands(expr),
        }
    }

    fn subscript(&mut self, expr: &Expr, object: &'m Expr, index: &'m Expr) {
        if self.is_in_range(object, index) {
            self.proofs.from_start.insert(expr.id);
        } else if let (Some(list), Some(literal)) = (self.list(object), index.as_int())
            && literal < 0
            && self.state.length(list) >= literal.saturating_neg()
        {
            self.proofs.from_end.insert(expr.id);
        } else {
            self.proofs.failed.insert(expr.id);
        }
    }

    fn is_in_range(&self, object: &'m Expr, index: &'m Expr) -> bool {
        let (Some(list), Some(value)) = (self.list(object), self.at_most(index)) else {
            return false;
        };
        self.least_in(&self.state, index).is_some_and(|least| least >= 0)
            && self.state.is_within(value, list)
    }

    fn divisor(&mut self, op: BinaryOp, right: &'m Expr) {
        if !matches!(op, BinaryOp::Div | BinaryOp::FloorDiv | BinaryOp::Mod) {
            return;
        }
        let (not_zero, positive) = self.sign(right);
        if positive {
            self.proofs.positive.insert(right.id);
        }
        if not_zero {
            self.proofs.not_zero.insert(right.id);
        } else {
            self.proofs.failed_divisors.insert(right.id);
        }
    }

    /// Whether the number is not 0, and whether it is an int above 0.
    fn sign(&self, expr: &'m Expr) -> (bool, bool) {
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

    /// `var = value`, the value being evaluated.
    pub fn assign(&mut self, var: VarId, value: &'m Expr) {
        let done = self.look.whole_expr(value);
        let lasts = |fact: &Linear| match fact.term {
            None => true,
            Some(term) if done.vars.contains(&term.var()) || term.var() == var => false,
            Some(Term::Var(_)) => true,
            Some(Term::Len(_)) => done.change == Change::Nothing,
        };
        let value_is_int = self.is_int(value);
        let linear = if value_is_int { self.linear(value).filter(lasts) } else { None };
        let most = if value_is_int { self.at_most(value).filter(lasts) } else { None };
        let least = if value_is_int { self.least_in(&self.state, value) } else { None };
        let (not_zero, _) = self.sign(value);
        let mut lengths = self.lengths(value);
        lengths.retain(lasts);
        let from = match &value.kind {
            ExprKind::Var(from) if *from != var && self.is_tracked(*from) => Some(*from),
            _other => None,
        };
        self.state.forget(var);
        if !self.is_tracked(var) {
            return;
        }
        if let Some(from) = from {
            self.state.copy(var, from);
        }
        if let Some(most) = most {
            self.state.set_below(var, most.plus(1));
        }
        if let Some(Linear { term: Some(Term::Len(list)), add }) = linear {
            let length = Linear::of(Term::Var(var)).plus(add.saturating_neg());
            self.state.set_long(list, length);
        }
        if let Some(least) = least {
            self.state.set_least(var, least);
        }
        if not_zero {
            self.state.set_not_zero(var);
        }
        for length in lengths {
            self.state.set_long(var, length);
        }
    }

    /// What the length of a new list is at least.
    fn lengths(&self, value: &'m Expr) -> Vec<Linear> {
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

    pub fn forget_place(&mut self, place: &'m Place) {
        match &place.kind {
            PlaceKind::Var(var) => self.state.forget(*var),
            PlaceKind::Unpack { before, star, after } => {
                for part in before.iter().chain(star.as_deref()).chain(after) {
                    self.forget_place(part);
                }
            }
            PlaceKind::Index { object, index } => {
                walk::walk_place(self, place);
                self.store(place, object, index);
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Attr { .. }
            | PlaceKind::Slice { .. } => walk::walk_place(self, place),
        }
    }

    /// `object[index] = …`, the value being evaluated.
    fn store(&mut self, place: &'m Place, object: &'m Expr, index: &'m Expr) {
        match self.types.expr(object.id).is_list() && self.is_in_range(object, index) {
            true => self.proofs.start_places.insert(place.span),
            false => self.proofs.failed_places.insert(place.span),
        };
    }

    /// `place op= value`: the place is read, the value evaluated, then the place stored to.
    fn aug_assign(&mut self, stmt: &'m Stmt, place: &'m Place, op: BinaryOp, value: &'m Expr) {
        walk::walk_place(self, place);
        if let PlaceKind::Index { object, index } = &place.kind {
            self.store(place, object, index);
        }
        self.expr(value);
        if let PlaceKind::Index { object, index } = &place.kind {
            self.store(place, object, index);
        }
        self.divisor(op, value);
        self.state.change(self.look.stmt(stmt));
        if let PlaceKind::Var(var) = place.kind {
            self.state.forget(var);
        }
    }
}

/// How many items a display has for certain.
fn count_of(items: &[Arg]) -> i64 {
    let plain = items.iter().filter(|item| matches!(item, Arg::Pos(_)));
    i64::try_from(plain.count()).unwrap_or(0)
}
