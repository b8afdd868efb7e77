//! What runs each time a component renders: its body, and that of a hook, without the functions in it.
//!
//! ```text
//! n, set_n = useState(0)       each time
//! if open: log(n)              where `open` holds: not each time
//! def click(): set_n(n + 1)    not while it renders
//! ```

use crate::analyze::facts::Facts;
use crate::ir::walk::{self, Visitor};
use crate::ir::{Body, Expr, ExprKind, Function, Item, Module, Place, Py, Role, Stmt, StmtKind};
use crate::tables::hooks::is_hook_name;

/// Something that runs while a function renders, or is called.
pub(super) struct Rendered<'m> {
    pub func: &'m Function,
    pub node: Node<'m>,
    /// Whether it runs at every render.
    pub is_sure: bool,
    /// The test of the `if`s around it, the innermost last.
    pub tests: Vec<&'m Expr>,
}

pub(super) enum Node<'m> {
    Expr(&'m Expr),
    Place(&'m Place),
}

/// Calls `look` with everything that components and hooks of the module do while they render.
pub(super) fn rendered<'m>(facts: &Facts<'m>, look: &mut dyn FnMut(Rendered<'m>)) {
    for item in &facts.module.items {
        let Item::Function { func, .. } = item else { continue };
        let Some(func) = facts.module.func(*func) else { continue };
        let is_hook = func.name.as_ref().is_some_and(|name| is_hook_name(name));
        if (func.role == Role::Component || is_hook) && !func.is_async {
            runs(facts, func, look);
        }
    }
}

/// The same for what one function does whenever it is called: the callback of an effect.
pub(super) fn runs<'m>(facts: &Facts<'m>, func: &'m Function, look: &mut dyn FnMut(Rendered<'m>)) {
    let mut walk = Walk { module: facts.module, func, is_sure: true, tests: Vec::new(), look };
    match &func.body {
        Body::Block(stmts) => walk.block(stmts),
        Body::Expr(value) => walk.expr(value),
    }
}

struct Walk<'w, 'm> {
    module: &'m Module,
    func: &'m Function,
    is_sure: bool,
    tests: Vec<&'m Expr>,
    look: &'w mut dyn FnMut(Rendered<'m>),
}

impl<'m> Walk<'_, 'm> {
    fn saw(&mut self, node: Node<'m>) {
        let Walk { func, is_sure, tests, .. } = self;
        (self.look)(Rendered { func, node, is_sure: *is_sure, tests: tests.clone() });
    }

    fn block(&mut self, stmts: &'m [Stmt]) {
        stmts.iter().for_each(|stmt| self.stmt(stmt));
    }

    /// What may not run.
    fn perhaps(&mut self, test: Option<&'m Expr>, go: impl FnOnce(&mut Self)) {
        let was_sure = std::mem::replace(&mut self.is_sure, false);
        let known = self.tests.len();
        self.tests.extend(test);
        go(self);
        self.tests.truncate(known);
        self.is_sure = was_sure;
    }
}

impl<'m> Visitor<'m> for Walk<'_, 'm> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.perhaps(Some(test), |this| this.block(body));
                self.perhaps(Some(test), |this| this.block(orelse));
                // One of them may have left the function.
                if [body, orelse].into_iter().any(|block| leaves(block)) {
                    self.is_sure = false;
                }
            }
            StmtKind::For { place, iter, body, orelse, .. } => {
                self.expr(iter);
                self.perhaps(None, |this| {
                    this.place(place);
                    this.block(body);
                    this.block(orelse);
                });
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.block(body);
                self.perhaps(None, |this| {
                    for handler in handlers {
                        this.block(&handler.body);
                    }
                    this.block(orelse);
                });
                self.block(finally);
            }
            _plain => walk::walk_stmt(self, stmt),
        }
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.saw(Node::Expr(expr));
        match &expr.kind {
            ExprKind::Py(Py::And(values) | Py::Or(values)) => {
                let mut values = values.iter();
                if let Some(first) = values.next() {
                    self.expr(first);
                }
                self.perhaps(None, |this| values.for_each(|value| this.expr(value)));
            }
            ExprKind::Py(Py::Cond { test, then, orelse }) => {
                self.expr(test);
                self.perhaps(Some(test), |this| {
                    this.expr(then);
                    this.expr(orelse);
                });
            }
            ExprKind::Py(Py::Comp(comp)) => self.perhaps(None, |this| walk::walk_comp(this, comp)),
            _other => walk::walk_expr(self, expr),
        }
    }

    fn place(&mut self, place: &'m Place) {
        self.saw(Node::Place(place));
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}

/// Whether the statements may leave the function.
fn leaves(stmts: &[Stmt]) -> bool {
    stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::Return(_) | StmtKind::Raise { .. } => true,
        StmtKind::If { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::For { body, orelse, .. } => leaves(body) || leaves(orelse),
        StmtKind::Try { body, handlers, orelse, finally } => {
            leaves(body)
                || leaves(orelse)
                || leaves(finally)
                || handlers.iter().any(|it| leaves(&it.body))
        }
        StmtKind::With { body, .. } => leaves(body),
        StmtKind::Error
        | StmtKind::Expr(_)
        | StmtKind::Assign { .. }
        | StmtKind::AugAssign { .. }
        | StmtKind::Delete(_)
        | StmtKind::Assert { .. }
        | StmtKind::Def { .. }
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Pass => false,
    })
}
