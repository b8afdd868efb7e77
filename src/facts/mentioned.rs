//! Whether a module names a builtin of some kind at all: what it and its imports never name, no analysis needs to look for.

use crate::ir::walk::{self, Visitor};
use crate::ir::{Expr, ExprKind, Module, Py};
use crate::tables::builtins::BuiltinRow;

/// Whether the module names a builtin that `is_one` tells.
pub(super) fn mentions(module: &Module, is_one: fn(&BuiltinRow) -> bool) -> bool {
    let mut look = Mentions { module, is_one, found: false };
    walk::walk_module(&mut look);
    look.found
}

struct Mentions<'m> {
    module: &'m Module,
    is_one: fn(&BuiltinRow) -> bool,
    found: bool,
}

impl<'m> Visitor<'m> for Mentions<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Py(Py::BuiltinRef(row) | Py::Builtin { row, .. }) = &expr.kind {
            self.found |= (self.is_one)(row);
        }
        walk::walk_expr(self, expr);
    }
}
