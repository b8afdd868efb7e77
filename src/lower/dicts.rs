//! A dict display that gets keys which may not be strings is no record.
//!
//! ```text
//! counts = {"total": 0}
//! for word in words: counts[word] = 1      counts is a Dict
//! user = {"name": name}; user["age"] = 3   user stays a plain object
//! ```
//!
//! Only what is stored through the variable the display is assigned to is seen here; stores through
//! other names are seen by `types::widened`.

use rustc_hash::FxHashSet;

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Body, Expr, ExprKind, Item, Module, Place, PlaceKind, Py, Stmt, StmtKind, SymbolId, Type,
    VarId,
};

/// Takes the mark of a record from such displays.
pub(super) fn widen(module: &mut Module) {
    let mut stores = Stores { module, vars: FxHashSet::default(), symbols: FxHashSet::default() };
    walk::walk_module(&mut stores);
    let Stores { vars, symbols, .. } = stores;
    if vars.is_empty() && symbols.is_empty() {
        return;
    }
    for func in &mut module.funcs {
        if let Body::Block(stmts) = &mut func.body {
            widen_block(stmts, &vars, &symbols);
        }
    }
    for item in &mut module.items {
        if let Item::Const { symbol, value, .. } = item
            && symbols.contains(symbol)
        {
            widen_display(value);
        }
    }
}

struct Stores<'m> {
    module: &'m Module,
    vars: FxHashSet<VarId>,
    symbols: FxHashSet<SymbolId>,
}

impl<'m> Stores<'m> {
    fn store(&mut self, object: &Expr, key: &Expr) {
        if self.is_str(key) {
            return;
        }
        match &object.kind {
            ExprKind::Var(var) => drop(self.vars.insert(*var)),
            ExprKind::Symbol(symbol) => drop(self.symbols.insert(*symbol)),
            _other => {}
        }
    }

    /// Whether the key is a string for certain.
    fn is_str(&self, key: &Expr) -> bool {
        match &key.kind {
            ExprKind::Str(_) | ExprKind::Py(Py::FString(_)) => true,
            ExprKind::Var(var) => {
                self.module.var(*var).is_some_and(|var| var.annotation == Some(Type::Str))
            }
            ExprKind::Py(Py::Builtin { row, .. }) => row.name == "str",
            _other => false,
        }
    }
}

impl<'m> Visitor<'m> for Stores<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            // Nothing is stored.
            StmtKind::Delete(place) => walk::walk_place(self, place),
            _other => walk::walk_stmt(self, stmt),
        }
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Index { object, index } = &place.kind {
            self.store(object, index);
        }
        walk::walk_place(self, place);
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Py(Py::Method { object, name, args, .. }) = &expr.kind
            && &**name == "setdefault"
            && let Some(Arg::Pos(key)) = args.first()
        {
            self.store(object, key);
        }
        walk::walk_expr(self, expr);
    }
}

fn widen_block(stmts: &mut [Stmt], vars: &FxHashSet<VarId>, symbols: &FxHashSet<SymbolId>) {
    for stmt in stmts {
        if let StmtKind::Assign { place, value } = &mut stmt.kind {
            match &place.kind {
                PlaceKind::Var(var) if vars.contains(var) => widen_display(value),
                PlaceKind::Symbol(symbol) if symbols.contains(symbol) => widen_display(value),
                _other => {}
            }
        }
        for block in crate::ir::stmt::blocks_mut(stmt) {
            widen_block(block, vars, symbols);
        }
    }
}

fn widen_display(value: &mut Expr) {
    if let ExprKind::Py(Py::Dict { is_record, .. }) = &mut value.kind {
        *is_record = false;
    }
}
