//! Which variables a piece of code binds: what is known of them does not outlast a loop over it.

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Expr, ExprKind, Function, Handler, Module, Place, PlaceKind, Py, Stmt, StmtKind, VarId,
};

/// The variables that statements bind, nested functions left out.
pub(super) fn assigned_in<'m>(module: &'m Module, stmts: &'m [Stmt]) -> Vec<VarId> {
    let mut binds = Binds { module, vars: Vec::new() };
    walk::walk_block(&mut binds, stmts);
    binds.vars
}

/// The variables that a handler binds, its own included.
pub(super) fn assigned_in_handler<'m>(module: &'m Module, handler: &'m Handler) -> Vec<VarId> {
    let mut binds = Binds { module, vars: handler.var.into_iter().collect() };
    handler.classes.iter().for_each(|class| binds.expr(class));
    walk::walk_block(&mut binds, &handler.body);
    binds.vars
}

/// The variables that a comprehension binds, those of walruses in it included.
pub(super) fn assigned_in_expr<'m>(module: &'m Module, expr: &'m Expr) -> Vec<VarId> {
    let mut binds = Binds { module, vars: Vec::new() };
    binds.expr(expr);
    binds.vars
}

struct Binds<'m> {
    module: &'m Module,
    vars: Vec<VarId>,
}

impl<'m> Visitor<'m> for Binds<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Def { var, .. } => self.vars.push(*var),
            StmtKind::Try { handlers, .. } => {
                self.vars.extend(handlers.iter().filter_map(|handler| handler.var));
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Py(Py::Assign(var, _)) = &expr.kind {
            self.vars.push(*var);
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Var(var) = place.kind {
            self.vars.push(var);
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}
