//! Statements: what holds of the types of variables after each.

use crate::ir::flow::{Code, Flow, Jumps};
use crate::ir::{Expr, ExprKind, Handler, Place, PlaceKind, Py, Stmt, StmtKind, Type, VarId};
use crate::types::binds::{assigned_in, assigned_in_handler};
use crate::types::env::Env;
use crate::types::infer::Infer;
use crate::types::{facts, ops};

impl<'p> Flow<'p> for Infer<'p, '_> {
    type Facts = Env;

    fn facts(&mut self) -> &mut Env {
        &mut self.env
    }

    fn jumps(&mut self) -> &mut Jumps<Env> {
        &mut self.jumps
    }

    fn eval(&mut self, expr: &'p Expr) {
        self.expr(expr);
    }

    fn branch(&mut self, test: &'p Expr) -> (Env, Env) {
        self.test(test)
    }

    fn simple(&mut self, stmt: &'p Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place, value } => self.assign(place, value),
            StmtKind::AugAssign { place, op, value } => {
                let old = self.read_place(place);
                if let Some(slots) = self.own_mut() {
                    slots.updated.insert(place.span, old.clone());
                }
                let ty = self.expr(value);
                let new = match self.instance_update(*op, &old, &ty) {
                    Some(new) => new,
                    None if self.may_be_asked(*op, &old) || self.may_be_asked(*op, &ty) => {
                        Type::Any
                    }
                    None => {
                        let new = match &value.kind {
                            ExprKind::Int(by) => ops::by_literal(*op, &old, &ty, by),
                            _variable => ops::binary(*op, &old, &ty),
                        };
                        new.unwrap_or(Type::Any)
                    }
                };
                self.bind(place, new);
            }
            StmtKind::Delete(place) => {
                self.read_place(place);
                if let PlaceKind::Var(var) = place.kind {
                    self.env.forget([&var]);
                }
            }
            StmtKind::Def { var, func } => {
                let ty = self.function(*func);
                self.bind_var(*var, ty);
            }
            _flow => {}
        }
    }

    fn returning(&mut self, value: Option<&'p Expr>) {
        let func = self.funcs.last().and_then(|(func, _)| self.module.func(*func));
        let is_generator = func.is_some_and(|func| func.is_generator);
        let declared = func.filter(|_| !is_generator).and_then(|func| func.returns.as_ref());
        let ty = match value {
            Some(value) => self.expr_as(value, declared),
            None => Type::None,
        };
        if !is_generator {
            self.returned(ty);
        }
    }

    fn item(&mut self, stmt: &'p Stmt) {
        let StmtKind::For { is_async, place, iter, .. } = &stmt.kind else { return };
        let item = if *is_async { Type::Any } else { self.item_type(iter) };
        self.bind(place, item);
    }

    fn entered(&mut self, stmt: &'p Stmt) {
        let StmtKind::With { place, context, is_async, .. } = &stmt.kind else { return };
        let of = self.type_of(context);
        let given = match is_async {
            true => None,
            false => self.special(&of, "__enter__"),
        };
        self.called();
        if let Some(place) = place {
            self.place_operands(place);
            self.bind(place, given.unwrap_or(Type::Any));
        }
    }

    /// `__exit__` may have changed what it can reach.
    fn exited(&mut self, mut facts: Env) -> Env {
        facts.after_call();
        facts
    }

    fn caught(&mut self, handler: &'p Handler) {
        let classes = handler.classes.iter().map(|class| match &class.kind {
            ExprKind::Py(Py::BuiltinRef(row)) => Type::Exception(row.name.into()),
            _named => match self.classes.named(self.module, class).map(|it| &it.class.of) {
                Some(Some(of)) => Type::Instance(of.clone()),
                Some(None) | None => Type::Any,
            },
        });
        let ty = Type::union(classes);
        if let Some(var) = handler.var {
            self.bind_var(var, ty);
        }
    }

    fn uncaught(&mut self, facts: &mut Env, var: VarId) {
        facts.forget([&var]);
    }

    fn anywhere_in(&mut self, facts: &mut Env, code: Code<'p>) {
        facts.forget(&match code {
            Code::Block(stmts) => assigned_in(self.module, stmts),
            Code::Stmt(stmt) => assigned_in(self.module, std::slice::from_ref(stmt)),
            Code::Handler(handler) => assigned_in_handler(self.module, handler),
        });
        // Calls in it may have changed what other functions write.
        facts.after_call();
    }
}

impl<'p> Infer<'p, '_> {
    fn assign(&mut self, place: &'p Place, value: &'p Expr) {
        let declared = self.declared_of_place(place);
        if let Some((state, setter)) = facts::state_pair(place, value) {
            self.state(state, setter, value);
        }
        let mut ty = self.expr_as(value, declared.as_ref());
        if let (PlaceKind::Var(var), ExprKind::Hook(hook)) = (&place.kind, &value.kind)
            && self.facts.refs.contains(var)
        {
            ty = Type::Ref(Box::new(self.first_type(&hook.args)));
        }
        self.place_operands(place);
        self.bind(place, ty);
    }

    /// At the head of a comprehension only that holds which no round of it can change.
    pub fn enter_loop(&mut self, assigned: &[VarId]) {
        self.env.forget(assigned);
        self.called();
    }
}
