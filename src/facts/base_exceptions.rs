//! Where an exception may come by that `except Exception` does not catch.
//!
//! ```text
//! try: rows = parse(text)       catch (error) { … }
//! except Exception: …
//! try: done(rows)               `done` is somebody else's: it may raise SystemExit
//! except Exception: …           catch (error) { if (matches(error, Exception)) { … } else { throw error; } }
//! ```
//!
//! JavaScript's `catch` catches everything, and so does `except Exception` where nothing else can come by:
//! neither the module nor what it imports mentions such an exception, and no code of importers runs between (a
//! function that was handed in). A generator that waits there is another matter: see [`super::leaving`].

use rustc_hash::FxHashSet;

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Expr, ExprId, ExprKind, FuncId, Function, Imports, Module, ModuleId, Py, Stmt, StmtKind,
    VarKind,
};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::returns::Returns;

use super::index::{Indexes, Root};
use super::mentioned::mentions;

#[derive(Debug, Default)]
pub struct BaseExceptions {
    /// By module: whether it, or a module it imports, mentions some.
    mentioned: Vec<bool>,
    /// Calls of what was handed in, by module.
    calls: FxHashSet<(ModuleId, ExprId)>,
}

impl BaseExceptions {
    pub fn of(indexes: &Indexes, imports: &Imports) -> BaseExceptions {
        let modules = || indexes.all().iter().map(|index| index.module);
        let own: Vec<bool> =
            modules().map(|module| mentions(module, is_beside_exception)).collect();
        let mut found =
            BaseExceptions { mentioned: imports.any_reached(&own), calls: FxHashSet::default() };
        found.find_calls(indexes);
        found
    }

    /// The calls that run what was handed in, at once or in the function they call.
    fn find_calls(&mut self, indexes: &Indexes) {
        let mut waiting: Vec<(Place, Vec<(ModuleId, FuncId)>)> = Vec::new();
        let mut running: FxHashSet<(ModuleId, FuncId)> = FxHashSet::default();
        for module in indexes.all().iter().map(|index| index.module) {
            for func in &module.funcs {
                let mut look = Calls { indexes, module, found: Vec::new() };
                walk::walk_body(&mut look, func);
                for (call, targets) in look.found {
                    waiting.push((Place { module: module.id, func: func.id, call }, targets));
                }
            }
        }
        loop {
            let before = running.len();
            waiting.retain(|(place, targets)| {
                let runs = targets.is_empty() || targets.iter().any(|it| running.contains(it));
                if runs {
                    running.insert((place.module, place.func));
                    self.calls.insert((place.module, place.call));
                }
                !runs
            });
            if before == running.len() {
                return;
            }
        }
    }

    /// Whether the module, or one it imports, mentions some.
    pub fn are_mentioned(&self, module: ModuleId) -> bool {
        self.mentioned.get(module.index()) == Some(&true)
    }

    /// Whether some may leave the statements.
    pub fn may_leave(&self, module: &Module, stmts: &[Stmt]) -> bool {
        if self.mentioned.get(module.id.index()) == Some(&true) {
            return true;
        }
        let mut look = Leaves { known: self, module, found: false };
        walk::walk_block(&mut look, stmts);
        look.found
    }
}

fn is_beside_exception(row: &BuiltinRow) -> bool {
    let is_base = ["BaseException", "SystemExit", "KeyboardInterrupt", "GeneratorExit"];
    is_base.contains(&row.name)
        || (row.kind == (BuiltinKind::Exception { parent: "BaseException" })
            && row.name != "Exception")
}

/// A call in a function.
struct Place {
    module: ModuleId,
    func: FuncId,
    call: ExprId,
}

/// Collects the calls, with the functions that each may be of: none is known of what was handed in.
/// Functions defined on the way run later.
struct Calls<'m, 's> {
    indexes: &'s Indexes<'m>,
    module: &'m Module,
    found: Vec<(ExprId, Vec<(ModuleId, FuncId)>)>,
}

impl<'m> Calls<'m, '_> {
    fn targets(&self, expr: &'m Expr) -> Option<Vec<(ModuleId, FuncId)>> {
        match &expr.kind {
            ExprKind::Py(Py::Call { callee, .. }) => match &callee.kind {
                ExprKind::Py(Py::Helper(_) | Py::BuiltinRef(_)) => None,
                _other if self.is_setter(callee) => None,
                _other => Some(self.indexes.targets(self.module.id, callee)),
            },
            // A generator runs on in it.
            ExprKind::Py(Py::Method { name, .. }) => {
                matches!(&**name, "send" | "throw" | "close" | "__next__").then(Vec::new)
            }
            ExprKind::Py(Py::Builtin { row, .. }) => (row.returns == Returns::Next).then(Vec::new),
            _other => None,
        }
    }

    /// `set_count` of `count, set_count = useState(0)`: React's.
    fn is_setter(&self, callee: &Expr) -> bool {
        let ExprKind::Var(var) = callee.kind else { return false };
        let is_local = self.module.var(var).is_some_and(|var| var.kind == VarKind::Local);
        let values = self.indexes.of(self.module.id).map(|index| index.values(Root::Var(var)));
        let is_hook = |value: &&Expr| matches!(value.kind, ExprKind::Hook(_));
        is_local && values.is_some_and(|values| !values.is_empty() && values.iter().all(is_hook))
    }
}

impl<'m> Visitor<'m> for Calls<'m, '_> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let Some(targets) = self.targets(expr) {
            self.found.push((expr.id, targets));
        }
        walk::walk_expr(self, expr);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}

struct Leaves<'m, 's> {
    known: &'s BaseExceptions,
    module: &'m Module,
    found: bool,
}

impl<'m> Visitor<'m> for Leaves<'m, '_> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Def { .. } => {}
            _other => walk::walk_stmt(self, stmt),
        }
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.found |= self.known.calls.contains(&(self.module.id, expr.id));
        walk::walk_expr(self, expr);
    }
}
