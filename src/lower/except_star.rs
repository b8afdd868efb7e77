//! `try … except*`: each handler gets its part of a group (Language Reference 8.4.2).
//!
//! ```text
//! try: …                              try { … } catch (error) {
//! except* ValueError as group:          const parts = starParts(caught(error));
//!     …                                 group = starTake(parts, ValueError);
//!                                       if (group !== null) try { … } catch (raised) { starFailed(parts, raised); }
//!                                       starEnd(parts);
//! ```
//!
//! What no handler takes, and what handlers raise, comes out together.

use crate::base::Span;
use crate::diag::Code;
use crate::ir::{self, Expr, ExprKind, Handler, Place, PlaceKind, Py, Stmt, StmtKind, VarId};
use crate::lower::context::Lowering;
use crate::lower::instances::raw;
use crate::syntax::ast;

impl Lowering<'_> {
    pub fn try_star(&mut self, span: Span, node: &ast::Try) -> StmtKind {
        for handler in &node.handlers {
            if let Some((at, word)) = handler.body.iter().find_map(|stmt| leaves(stmt, false)) {
                let message = format!("`{word}` cannot stand in an `except*`");
                let help = "keep what was found in a variable, and leave behind the `try`";
                return self.refuse_stmt(Code::PSC301, at, &message, help);
            }
        }
        let body = self.block(&node.body);
        let at = node.handlers.first().map_or(span, |handler| handler.span);
        let error = self.temp(at, "error");
        let parts = self.temp(at, "parts");
        let mut inside = Vec::new();
        let caught = self.var_expr(at, error);
        let made = self.helper(at, "starParts", caught);
        inside.push(assigned(at, parts, made));
        for handler in &node.handlers {
            self.star_handler(handler, parts, &mut inside);
        }
        let left = self.var_expr(at, parts);
        let end = self.helper(at, "starEnd", left);
        inside.push(Stmt { span: at, kind: StmtKind::Expr(end) });
        let all = Handler { span: at, classes: Vec::new(), var: Some(error), body: inside };
        let orelse = self.block(&node.orelse);
        let finally = self.block(&node.finally);
        StmtKind::Try { body, handlers: vec![all], orelse, finally }
    }

    fn star_handler(&mut self, handler: &ast::Handler, parts: VarId, out: &mut Vec<Stmt>) {
        let span = handler.span;
        let Some(class) = &handler.class else { return };
        let classes = match &class.kind {
            ast::ExprKind::Tuple(items) => {
                let items: Vec<ir::Arg> =
                    items.iter().map(|item| ir::Arg::Pos(raw(self.operand(item, out)))).collect();
                self.py(class.span, Py::Tuple(items))
            }
            _single => raw(self.operand(class, out)),
        };
        let own = handler.name.as_ref().and_then(|name| self.local_var(&name.name));
        let group = own.unwrap_or_else(|| self.temp(span, "group"));
        let left = self.var_expr(span, parts);
        let taken = self.helper_of(span, "starTake", vec![left, classes]);
        out.push(assigned(span, group, taken));
        let mut body = self.block(&handler.body);
        if handler.body.iter().any(raises_again) {
            // A bare `raise` is of the group.
            let again = self.var_expr(span, group);
            let again = StmtKind::Raise { exc: Some(again), cause: None };
            let own = Handler { span, classes: Vec::new(), var: Some(group), body };
            let again = StmtKind::Try {
                body: vec![Stmt { span, kind: again }],
                handlers: vec![own],
                orelse: Vec::new(),
                finally: Vec::new(),
            };
            body = vec![Stmt { span, kind: again }];
        }
        let raised = self.temp(span, "raised");
        let (left, error) = (self.var_expr(span, parts), self.var_expr(span, raised));
        let failed = self.helper_of(span, "starFailed", vec![left, error]);
        let failed = vec![Stmt { span, kind: StmtKind::Expr(failed) }];
        let all = Handler { span, classes: Vec::new(), var: Some(raised), body: failed };
        let attempt =
            StmtKind::Try { body, handlers: vec![all], orelse: Vec::new(), finally: Vec::new() };
        let group = self.var_expr(span, group);
        let none = self.expr(span, ExprKind::None);
        let test = self.py(span, Py::Compare(ir::CmpOp::IsNot, Box::new(group), Box::new(none)));
        let body = vec![Stmt { span, kind: attempt }];
        out.push(Stmt { span, kind: StmtKind::If { test, body, orelse: Vec::new() } });
    }

    fn helper_of(&mut self, span: Span, name: &'static str, args: Vec<Expr>) -> Expr {
        let callee = Box::new(self.py(span, Py::Helper(name)));
        let args = args.into_iter().map(ir::Arg::Pos).collect();
        self.py(span, Py::Call { callee, args })
    }
}

/// The statement that would leave the handler, which Python takes for a mistake.
fn leaves(stmt: &ast::Stmt, is_in_loop: bool) -> Option<(Span, &'static str)> {
    match &stmt.kind {
        ast::StmtKind::Return(_) => Some((stmt.span, "return")),
        ast::StmtKind::Break if !is_in_loop => Some((stmt.span, "break")),
        ast::StmtKind::Continue if !is_in_loop => Some((stmt.span, "continue")),
        kind => {
            let is_loop = matches!(kind, ast::StmtKind::For(_) | ast::StmtKind::While { .. });
            let mut inner = crate::resolve::scope::blocks(stmt).into_iter().flatten();
            inner.find_map(|stmt| leaves(stmt, is_in_loop || is_loop))
        }
    }
}

/// Whether a bare `raise` may stand in the statement.
fn raises_again(stmt: &ast::Stmt) -> bool {
    matches!(stmt.kind, ast::StmtKind::Raise { exc: None, .. })
        || crate::resolve::scope::blocks(stmt).into_iter().flatten().any(raises_again)
}

fn assigned(span: Span, var: VarId, value: Expr) -> Stmt {
    Stmt {
        span,
        kind: StmtKind::Assign { place: Place { span, kind: PlaceKind::Var(var) }, value },
    }
}
