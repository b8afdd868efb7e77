//! The walk over functions: what is known at each point, and what follows for subscripts and divisors.

use crate::ir::flow::{self, Code, Facts as _, Flow as _, Jumps};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, BinaryOp, Comp, Expr, ExprKind, FuncId, Function, Handler, Module, Place, PlaceKind, Py,
    Stmt, StmtKind, UnaryOp, VarId,
};
use crate::types::TypeMap;

use super::Proofs;
use super::changes::{Change, Look};
use super::known::{Linear, State, Term};

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
    pub func: Option<FuncId>,
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
        self.has_item(object, index);
    }

    /// The list has the item, or this point is not reached.
    fn has_item(&mut self, object: &'m Expr, index: &'m Expr) {
        let (Some(list), Some(at)) = (self.list(object), self.linear(index)) else { return };
        if let Some(Term::Var(var)) = at.term {
            let length = Linear::of(Term::Len(list));
            self.state.set_below(var, length.plus(at.add.saturating_neg()));
        }
        self.state.set_long(list, at.plus(1));
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
        if let ExprKind::Py(Py::List(items) | Py::Tuple(items)) = &value.kind
            && items.iter().all(|item| matches!(item, Arg::Pos(_)))
            && let Ok(most) = i64::try_from(items.len())
        {
            self.state.set_most(var, most);
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
        self.has_item(object, index);
    }

    /// `place op= value`: the place is read, the value evaluated, then the place stored to.
    fn aug_assign(&mut self, stmt: &'m Stmt, place: &'m Place, op: BinaryOp, value: &'m Expr) {
        walk::walk_place(self, place);
        if let PlaceKind::Index { object, index } = &place.kind {
            self.store(place, object, index);
        }
        self.expr(value);
        if let PlaceKind::Index { object, index } = &place.kind {
            let is_in_range =
                self.types.expr(object.id).is_list() && self.is_in_range(object, index);
            let proofs = &mut self.proofs;
            if is_in_range {
                proofs.read_places.insert(place.span);
            } else {
                proofs.failed_reads.insert(place.span);
                proofs.failed_places.insert(place.span);
            }
        }
        self.divisor(op, value);
        self.state.change(self.look.stmt(stmt));
        if let PlaceKind::Var(var) = place.kind {
            self.state.forget(var);
        }
    }
}
