//! The last guard before emission: an error node may not reach it without an error in the sink.
//!
//! ```text
//! return <error>        sink empty   →  PSC011 at the node, and nothing is emitted
//! ```
//!
//! In debug builds, and so in tests, the invariants of the IR are checked too ([`ir::verify`]).
//!
//! A pass that refuses something reports it and leaves an error node. One that forgets to report
//! would have `undefined` emitted in place of the construct, silently wrong; this makes it loud.

use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::verify::verify;
use crate::ir::walk::{self, Visitor};
use crate::ir::{Expr, ExprKind, Module, Place, PlaceKind, Program, Stmt, StmtKind};

/// Reports the error nodes of a program whose sink holds no error.
pub(super) fn check(program: &Program, sink: &mut Sink) {
    if sink.has_errors() {
        return;
    }
    for module in &program.modules {
        let mut lost = Lost { module, found: Vec::new() };
        walk::walk_module(&mut lost);
        let help =
            "this is a fault of pulsec: please report it, and write the construct another way";
        for span in lost.found {
            let message = "a construct was refused without a reason";
            sink.push(Diagnostic::new(Code::PSC011, span, message).help(help));
        }
        if cfg!(debug_assertions) {
            for broken in verify(module) {
                let found = Diagnostic::about_path(Code::PSC011, &*module.path, broken.to_string());
                sink.push(found.help(help));
            }
        }
    }
}

/// Whether some construct of a module was refused.
pub(super) fn has_error_nodes(module: &Module) -> bool {
    let mut lost = Lost { module, found: Vec::new() };
    walk::walk_module(&mut lost);
    !lost.found.is_empty()
}

struct Lost<'m> {
    module: &'m Module,
    found: Vec<Span>,
}

impl<'m> Visitor<'m> for Lost<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if matches!(stmt.kind, StmtKind::Error) {
            self.found.push(stmt.span);
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        if matches!(expr.kind, ExprKind::Error) {
            self.found.push(expr.span);
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        if matches!(place.kind, PlaceKind::Error) {
            self.found.push(place.span);
        }
        walk::walk_place(self, place);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::FileId;
    use crate::ir::{ExprId, Item, ModuleId, SymbolId};

    fn program(kind: ExprKind) -> Program {
        let span = Span::new(FileId(0), 3, 7);
        let value = Expr { id: ExprId(0), span, kind };
        let module = Module {
            id: ModuleId(0),
            file: FileId(0),
            path: "app".into(),
            symbols: Vec::new(),
            definitions: Default::default(),
            vars: Vec::new(),
            funcs: Vec::new(),
            items: vec![Item::Const { symbol: SymbolId(0), span, value }],
            expr_count: 1,
            classes: rustc_hash::FxHashMap::default(),
            known_receivers: rustc_hash::FxHashSet::default(),
            special: rustc_hash::FxHashMap::default(),
            is_hidden: false,
            sight: crate::ir::Sight::default(),
        };
        Program { modules: vec![module] }
    }

    #[test]
    fn an_error_node_without_an_error_is_a_fault() {
        let mut sink = Sink::new();
        check(&program(ExprKind::None), &mut sink);
        assert!(sink.is_empty());
        check(&program(ExprKind::Error), &mut sink);
        let found = sink.into_sorted();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code, Code::PSC011);
        assert_eq!(found[0].span, Some(Span::new(FileId(0), 3, 7)));
    }

    #[test]
    fn a_reported_error_is_enough() {
        let mut sink = Sink::new();
        sink.push(Diagnostic::about_path(Code::PSC001, "a.py", "unreadable"));
        check(&program(ExprKind::Error), &mut sink);
        assert_eq!(sink.as_slice().len(), 1);
    }
}
