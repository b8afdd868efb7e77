//! Statements: control flow, and what holds of variables after each.

use crate::ir::{Expr, ExprKind, Handler, Js, Place, PlaceKind, Py, Stmt, StmtKind, Type, VarId};
use crate::types::binds::assigned_in;
use crate::types::env::Env;
use crate::types::infer::Infer;
use crate::types::{facts, ops};

impl<'p> Infer<'p, '_> {
    pub fn block(&mut self, stmts: &'p [Stmt]) {
        for stmt in stmts {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &'p Stmt) {
        match &stmt.kind {
            StmtKind::Error | StmtKind::Pass => {}
            StmtKind::Expr(expr) => {
                self.expr(expr);
                if matches!(expr.kind, ExprKind::Js(Js::Throw(_))) {
                    self.env = Env::dead();
                }
            }
            StmtKind::Assign { place, value } => self.assign(place, value),
            StmtKind::AugAssign { place, op, value } => {
                let old = self.read_place(place);
                if let Some(slots) = self.own_mut() {
                    slots.updated.insert(place.span, old.clone());
                }
                let ty = self.expr(value);
                let new = ops::binary(*op, &old, &ty).unwrap_or(Type::Any);
                self.bind(place, new);
            }
            StmtKind::Delete(place) => {
                self.read_place(place);
                if let PlaceKind::Var(var) = place.kind {
                    self.env.narrowed.remove(&var);
                }
            }
            StmtKind::Return(value) => {
                let func = self.funcs.last().and_then(|(func, _)| self.module.func(*func));
                let is_generator = func.is_some_and(|func| func.is_generator);
                let declared =
                    func.filter(|_| !is_generator).and_then(|func| func.returns.as_ref());
                let ty = match value {
                    Some(value) => self.expr_as(value, declared),
                    None => Type::None,
                };
                if !is_generator {
                    self.returned(ty);
                }
                self.env = Env::dead();
            }
            StmtKind::If { test, body, orelse } => {
                let (yes, no) = self.test(test);
                self.env = yes;
                self.block(body);
                let after = std::mem::replace(&mut self.env, no);
                self.block(orelse);
                let other = std::mem::replace(&mut self.env, Env::dead());
                self.env = after.join(other);
            }
            StmtKind::While { test, body, orelse } => {
                self.enter_loop(&assigned_in(self.module, std::slice::from_ref(stmt)));
                let (yes, no) = self.test(test);
                self.loop_body(yes, no, body, orelse);
            }
            StmtKind::For { is_async, place, iter, body, orelse } => {
                self.expr(iter);
                let item = if *is_async { Type::Any } else { self.item_type(iter) };
                self.enter_loop(&assigned_in(self.module, std::slice::from_ref(stmt)));
                let done = self.env.clone();
                self.bind(place, item);
                let start = std::mem::replace(&mut self.env, Env::dead());
                self.loop_body(start, done, body, orelse);
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.try_stmt(body, handlers, orelse, finally);
            }
            StmtKind::With { is_async: _, context, place, body } => {
                let assigned = assigned_in(self.module, std::slice::from_ref(stmt));
                self.with_stmt(context, place.as_ref(), body, &assigned);
            }
            StmtKind::Raise { exc, cause } => {
                for expr in [exc, cause].into_iter().flatten() {
                    self.expr(expr);
                }
                self.env = Env::dead();
            }
            StmtKind::Assert { test, msg } => {
                let (yes, no) = self.test(test);
                self.env = no;
                if let Some(msg) = msg {
                    self.expr(msg);
                }
                self.env = yes;
            }
            StmtKind::Def { var, func } => {
                let ty = self.function(*func);
                self.bind_var(*var, ty);
            }
            StmtKind::Break => {
                let env = std::mem::replace(&mut self.env, Env::dead());
                if let Some(slot) = self.loops.last_mut() {
                    let known = std::mem::replace(slot, Env::dead());
                    *slot = known.join(env);
                }
            }
            StmtKind::Continue => self.env = Env::dead(),
        }
    }

    fn assign(&mut self, place: &'p Place, value: &'p Expr) {
        let declared = match &place.kind {
            PlaceKind::Var(var) => self.module.var(*var).and_then(|var| var.annotation.clone()),
            PlaceKind::Symbol(symbol) => {
                self.module.symbol(*symbol).and_then(|symbol| symbol.annotation.clone())
            }
            _part => None,
        };
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

    /// At the head of a loop only that holds which no round of it can change.
    pub fn enter_loop(&mut self, assigned: &[VarId]) {
        self.env.forget(assigned);
        self.called();
    }

    fn loop_body(&mut self, start: Env, done: Env, body: &'p [Stmt], orelse: &'p [Stmt]) {
        self.loops.push(Env::dead());
        self.env = start;
        self.block(body);
        let broken = self.loops.pop().unwrap_or_else(Env::dead);
        self.env = done;
        self.block(orelse);
        let after = std::mem::replace(&mut self.env, Env::dead());
        self.env = after.join(broken);
    }

    fn with_stmt(
        &mut self,
        context: &'p Expr,
        place: Option<&'p Place>,
        body: &'p [Stmt],
        assigned: &[VarId],
    ) {
        self.expr(context);
        self.called();
        let mut failed = self.env.clone();
        failed.forget(assigned);
        if let Some(place) = place {
            self.place_operands(place);
            self.bind(place, Type::Any);
        }
        self.block(body);
        // `__exit__` may have swallowed an exception, and changed what it can reach.
        let after = std::mem::replace(&mut self.env, failed);
        self.env = after.join(self.env.clone());
        self.called();
    }

    fn try_stmt(
        &mut self,
        body: &'p [Stmt],
        handlers: &'p [Handler],
        orelse: &'p [Stmt],
        finally: &'p [Stmt],
    ) {
        let mut failed = self.env.clone();
        failed.forget(&assigned_in(self.module, body));
        let before = failed.clone();
        // Calls in the body may have changed what other functions write.
        self.env = failed;
        self.called();
        let failed = self.env.clone();
        self.env = before;
        self.block(body);
        self.block(orelse);
        let mut after = std::mem::replace(&mut self.env, Env::dead());
        for handler in handlers {
            self.env = failed.clone();
            self.handler(handler);
            let env = std::mem::replace(&mut self.env, Env::dead());
            after = after.join(env);
        }
        if finally.is_empty() {
            self.env = after;
            return;
        }
        let mut anywhere = failed;
        anywhere.forget(&assigned_in(self.module, orelse));
        for handler in handlers {
            anywhere.forget(&assigned_in(self.module, &handler.body));
            anywhere.forget(handler.var.as_ref());
        }
        self.env = anywhere;
        self.block(finally);
        if self.env.live {
            after.forget(&assigned_in(self.module, finally));
            self.env = after;
            self.called();
        }
    }

    fn handler(&mut self, handler: &'p Handler) {
        let mut ty = Type::Never;
        for class in &handler.classes {
            self.expr(class);
            ty = ty.join(match &class.kind {
                ExprKind::Py(Py::BuiltinRef(row)) => Type::Exception(row.name.into()),
                _unknown => Type::Any,
            });
        }
        if let Some(var) = handler.var {
            self.bind_var(var, ty);
        }
        self.block(&handler.body);
        self.env.forget(handler.var.as_ref());
    }
}
