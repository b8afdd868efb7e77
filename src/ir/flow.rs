//! Control flow, described once: in which order the parts of a statement run, where control goes on when
//! one of them is left early, and what may then still be said.
//!
//! ```text
//! while True:
//!     try:
//!         v = 1
//!         break              leaves through `finally`: after the loop `v` is a str
//!     finally:
//!         v = "a"
//! ```
//!
//! A pass that carries facts forwards ([`Facts`]) implements [`Flow`]: what simple statements, tests and
//! targets do to its facts. Blocks, branches, loops, `try`, `with` and the jumps are here. No pass looks at
//! single exceptions: one may be raised anywhere in a block, so a handler starts with what the block
//! cannot have changed ([`Flow::anywhere_in`]), and so does each round of a loop.

use crate::ir::{Expr, ExprKind, Handler, Js, Stmt, StmtKind, VarId};

/// What is known at one point.
pub trait Facts: Clone {
    /// Of a point that is never reached.
    fn dead() -> Self;

    fn is_live(&self) -> bool;

    /// What holds when control comes from either.
    fn join(self, other: Self) -> Self;

    /// What holds when both do.
    fn and(self, other: Self) -> Self;
}

/// What holds where control leaves early: for each loop, and each block that is left only through other
/// code, at the `break`s in it.
#[derive(Debug)]
pub struct Jumps<F> {
    broken: Vec<F>,
}

impl<F> Default for Jumps<F> {
    fn default() -> Jumps<F> {
        Jumps { broken: Vec::new() }
    }
}

impl<F: Facts> Jumps<F> {
    fn add_break(&mut self, facts: F) {
        if let Some(slot) = self.broken.last_mut() {
            let known = std::mem::replace(slot, F::dead());
            *slot = known.join(facts);
        }
    }
}

/// A piece of code that may run in part, or many times.
#[derive(Clone, Copy)]
pub enum Code<'m> {
    Block(&'m [Stmt]),
    Stmt(&'m Stmt),
    Handler(&'m Handler),
}

/// A pass that carries facts along the control flow.
pub trait Flow<'m> {
    type Facts: Facts;

    /// What holds here.
    fn facts(&mut self) -> &mut Self::Facts;

    /// Those of the function around; a nested one has its own.
    fn jumps(&mut self) -> &mut Jumps<Self::Facts>;

    fn eval(&mut self, expr: &'m Expr);

    /// Evaluates a test: what holds where it is true, and where it is false.
    fn branch(&mut self, test: &'m Expr) -> (Self::Facts, Self::Facts);

    /// A statement without control flow of its own: an assignment, `del`, `def`.
    fn simple(&mut self, stmt: &'m Stmt);

    /// `return value`, before control leaves.
    fn returning(&mut self, value: Option<&'m Expr>) {
        value.into_iter().for_each(|value| self.eval(value));
    }

    /// Binds the target of a `for` to an item; the facts are those of any round.
    fn item(&mut self, stmt: &'m Stmt);

    /// The context of a `with` is evaluated: enters it, and binds its target.
    fn entered(&mut self, stmt: &'m Stmt);

    /// Leaves a `with`, however the body was left.
    fn exited(&mut self, facts: Self::Facts) -> Self::Facts;

    /// Binds the variable of a handler; its classes are evaluated.
    fn caught(&mut self, handler: &'m Handler);

    /// The variable of a handler that is left.
    fn uncaught(&mut self, facts: &mut Self::Facts, var: VarId);

    /// What is left of the facts wherever control may be in the code, after any number of runs of it.
    fn anywhere_in(&mut self, facts: &mut Self::Facts, code: Code<'m>);

    fn block(&mut self, stmts: &'m [Stmt]) {
        for stmt in stmts {
            self.statement(stmt);
        }
    }

    /// The facts, and none in their place.
    fn take(&mut self) -> Self::Facts {
        std::mem::replace(self.facts(), Self::Facts::dead())
    }

    fn statement(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Error | StmtKind::Pass => {}
            StmtKind::Assign { .. }
            | StmtKind::AugAssign { .. }
            | StmtKind::Delete(_)
            | StmtKind::Def { .. } => self.simple(stmt),
            StmtKind::Expr(expr) => {
                self.eval(expr);
                if matches!(expr.kind, ExprKind::Js(Js::Throw(_))) {
                    self.take();
                }
            }
            StmtKind::Return(value) => {
                self.returning(value.as_ref());
                self.take();
            }
            StmtKind::Raise { exc, cause } => {
                exc.iter().chain(cause).for_each(|expr| self.eval(expr));
                self.take();
            }
            StmtKind::If { test, body, orelse } => {
                let (yes, no) = self.branch(test);
                *self.facts() = yes;
                self.block(body);
                let after = std::mem::replace(self.facts(), no);
                self.block(orelse);
                let other = self.take();
                *self.facts() = after.join(other);
            }
            StmtKind::While { test, body, orelse } => {
                self.any_round(stmt);
                let (yes, no) = self.branch(test);
                *self.facts() = yes;
                self.loop_body(no, body, orelse);
            }
            StmtKind::For { iter, body, orelse, .. } => {
                self.eval(iter);
                self.any_round(stmt);
                let done = self.facts().clone();
                self.item(stmt);
                self.loop_body(done, body, orelse);
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.try_stmt(body, handlers, orelse, finally);
            }
            StmtKind::With { context, body, .. } => {
                self.eval(context);
                // `__exit__` may swallow what the body raises.
                let mut failed = self.facts().clone();
                self.anywhere_in(&mut failed, Code::Stmt(stmt));
                self.entered(stmt);
                let broken = self.through(|this| this.block(body));
                let after = self.take().join(failed);
                *self.facts() = self.exited(after);
                let broken = self.exited(broken);
                self.jumps().add_break(broken);
            }
            StmtKind::Assert { test, msg } => {
                let (yes, no) = self.branch(test);
                *self.facts() = no;
                msg.iter().for_each(|msg| self.eval(msg));
                *self.facts() = yes;
            }
            StmtKind::Break => {
                let facts = self.take();
                self.jumps().add_break(facts);
            }
            // Each round starts with what no part of a round can change.
            StmtKind::Continue => drop(self.take()),
        }
    }

    /// At the head of a loop only that holds which no round of it can change.
    fn any_round(&mut self, stmt: &'m Stmt) {
        let mut facts = self.take();
        self.anywhere_in(&mut facts, Code::Stmt(stmt));
        *self.facts() = facts;
    }

    /// `done` holds when the loop ends by itself.
    fn loop_body(&mut self, done: Self::Facts, body: &'m [Stmt], orelse: &'m [Stmt]) {
        let broken = self.through(|this| this.block(body));
        *self.facts() = done;
        self.block(orelse);
        let after = self.take();
        *self.facts() = after.join(broken);
    }

    /// Runs code whose `break`s go through other code first, or end in it: what holds at them.
    fn through(&mut self, run: impl FnOnce(&mut Self)) -> Self::Facts {
        self.jumps().broken.push(Self::Facts::dead());
        run(self);
        self.jumps().broken.pop().unwrap_or_else(Self::Facts::dead)
    }

    fn try_stmt(
        &mut self,
        body: &'m [Stmt],
        handlers: &'m [Handler],
        orelse: &'m [Stmt],
        finally: &'m [Stmt],
    ) {
        // Where the body failed, and where any block did.
        let mut failed = self.facts().clone();
        self.anywhere_in(&mut failed, Code::Block(body));
        let mut anywhere = failed.clone();
        if !finally.is_empty() {
            self.anywhere_in(&mut anywhere, Code::Block(orelse));
            handlers.iter().for_each(|it| self.anywhere_in(&mut anywhere, Code::Handler(it)));
        }
        let broken = self.through(|this| {
            this.block(body);
            this.block(orelse);
            let mut after = this.take();
            for handler in handlers {
                *this.facts() = failed;
                handler.classes.iter().for_each(|class| this.eval(class));
                failed = this.facts().clone();
                this.handler(handler);
                let facts = this.take();
                after = std::mem::replace(&mut after, Self::Facts::dead()).join(facts);
            }
            *this.facts() = after;
        });
        if finally.is_empty() {
            self.jumps().add_break(broken);
            return;
        }
        // It runs whatever happened before; what holds at its end does so wherever it goes on from there.
        let after = std::mem::replace(self.facts(), anywhere);
        self.block(finally);
        let end = self.take();
        for (facts, is_break) in [(after, false), (broken, true)] {
            if !facts.is_live() || !end.is_live() {
                continue;
            }
            let mut facts = facts;
            self.anywhere_in(&mut facts, Code::Block(finally));
            let facts = facts.and(end.clone());
            match is_break {
                true => self.jumps().add_break(facts),
                false => *self.facts() = facts,
            }
        }
    }

    /// A handler is left without its variable, however that happens.
    fn handler(&mut self, handler: &'m Handler) {
        self.caught(handler);
        let mut broken = self.through(|this| this.block(&handler.body));
        let mut facts = self.take();
        if let Some(var) = handler.var {
            self.uncaught(&mut broken, var);
            self.uncaught(&mut facts, var);
        }
        self.jumps().add_break(broken);
        *self.facts() = facts;
    }
}
