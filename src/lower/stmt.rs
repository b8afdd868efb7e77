//! Statements.

use crate::base::Span;
use crate::diag::{Code, Diagnostic};
use crate::ir::{Expr, ExprKind, Handler, Js, Py, Stmt, StmtKind, UnaryOp};
use crate::lower::context::Lowering;
use crate::lower::instances::raw;
use crate::resolve::Binding;
use crate::syntax::ast;

impl Lowering<'_> {
    pub fn block(&mut self, stmts: &[ast::Stmt]) -> Vec<Stmt> {
        let mut out = Vec::new();
        for stmt in stmts {
            self.stmt(stmt, &mut out);
        }
        out
    }

    /// A test or another operand of a statement: what it needs before it goes into `out`.
    pub fn operand(&mut self, expr: &ast::Expr, out: &mut Vec<Stmt>) -> Expr {
        let lowered = self.lower(expr);
        out.append(&mut self.before);
        lowered
    }

    fn optional(&mut self, expr: &Option<ast::Expr>, out: &mut Vec<Stmt>) -> Option<Expr> {
        expr.as_ref().map(|expr| self.operand(expr, out))
    }

    fn stmt(&mut self, stmt: &ast::Stmt, out: &mut Vec<Stmt>) {
        let span = stmt.span;
        let kind = match &stmt.kind {
            ast::StmtKind::Missing => StmtKind::Error,
            ast::StmtKind::Expr(expr) => return self.expr_stmt(span, expr, out),
            ast::StmtKind::Function(def) => return self.nested_def(def, span, out),
            ast::StmtKind::Assign { targets, value } => {
                return self.assign(span, targets, value, out);
            }
            ast::StmtKind::AugAssign { target, op, value } => {
                return self.aug_assign(span, target, *op, value, out);
            }
            ast::StmtKind::AnnAssign { target, annotation, value } => {
                return self.annotated_assign(span, target, annotation, value.as_ref(), out);
            }
            ast::StmtKind::Delete(targets) => return self.delete(span, targets, out),
            ast::StmtKind::Return(_) if self.runs_in_class_body() => {
                let message = "`return` outside a function";
                self.refuse_stmt(Code::PSC101, span, message, "write it in a `def`")
            }
            ast::StmtKind::Return(value) => {
                if let (Some(_), Some(func)) = (value, self.funcs.last_mut()) {
                    func.value_return.get_or_insert(span);
                }
                // `return None` in an `__init__`: a constructor returns nothing.
                if self.is_in_init() {
                    out.push(Stmt { span, kind: StmtKind::Return(None) });
                    return;
                }
                StmtKind::Return(self.optional(value, out))
            }
            ast::StmtKind::For(node) => self.for_loop(node, out),
            ast::StmtKind::While { test, body, orelse } => self.while_loop(test, body, orelse),
            ast::StmtKind::If { test, body, orelse } => {
                let test = self.operand(test, out);
                StmtKind::If { test, body: self.block(body), orelse: self.block(orelse) }
            }
            ast::StmtKind::Try(node) => self.try_stmt(span, node, out),
            ast::StmtKind::Raise { exc, cause } => {
                let exc = match exc.as_ref().and_then(|exc| self.raised_class(exc)) {
                    Some(made) => Some(made),
                    None => self.optional(exc, out),
                };
                StmtKind::Raise { exc, cause: self.optional(cause, out) }
            }
            ast::StmtKind::Assert { test, msg } => {
                let test = self.operand(test, out);
                StmtKind::Assert { test, msg: self.optional(msg, out) }
            }
            ast::StmtKind::Break => self.in_loop(span, "break", StmtKind::Break),
            ast::StmtKind::Continue => self.in_loop(span, "continue", StmtKind::Continue),
            ast::StmtKind::Pass => StmtKind::Pass,
            // The scopes have taken these in.
            ast::StmtKind::Global(_) | ast::StmtKind::Nonlocal(_) => return,
            // What an import inside a function binds, the resolver has followed.
            ast::StmtKind::Import(_) | ast::StmtKind::ImportFrom(_) => return,
            ast::StmtKind::TypeAlias { .. } => return,
            ast::StmtKind::Class(def) => return self.nested_class(def, span, out),
            ast::StmtKind::With { is_async, items, body, .. } => {
                return self.with_stmt(span, *is_async, items, body, out);
            }
            ast::StmtKind::Match { subject, cases } => {
                return self.match_stmt(span, subject, cases, out);
            }
        };
        out.push(Stmt { span, kind });
    }

    pub fn refuse_stmt(
        &mut self,
        code: &'static Code,
        span: Span,
        message: &str,
        help: &str,
    ) -> StmtKind {
        self.report(Diagnostic::new(code, span, message).help(help));
        StmtKind::Error
    }

    fn in_loop(&mut self, span: Span, word: &str, kind: StmtKind) -> StmtKind {
        if self.func().is_some_and(|func| func.loops > 0) {
            return kind;
        }
        let message = format!("`{word}` outside a loop");
        self.refuse_stmt(Code::PSC101, span, &message, "use it in a `for` or `while` only")
    }

    /// The body of a loop.
    fn loop_block(&mut self, body: &[ast::Stmt]) -> Vec<Stmt> {
        let enter = |this: &mut Self, by: i32| {
            if let Some(func) = this.funcs.last_mut() {
                func.loops = func.loops.saturating_add_signed(by);
            }
        };
        enter(self, 1);
        let body = self.block(body);
        enter(self, -1);
        body
    }

    fn expr_stmt(&mut self, span: Span, expr: &ast::Expr, out: &mut Vec<Stmt>) {
        // `...` as a body, and strings that stand as comments.
        if matches!(
            expr.kind,
            ast::ExprKind::Constant(ast::Constant::Ellipsis | ast::Constant::Str(_))
        ) {
            return;
        }
        if let ast::ExprKind::Call { func, args } = &expr.kind
            && matches!(self.binding(func.span), Some(Binding::Special("throw")))
        {
            let value = match args.as_slice() {
                [ast::Arg { kind: ast::ArgKind::Positional, value, .. }] => {
                    self.operand(value, out)
                }
                _other => {
                    let message = "`throw` takes exactly one value";
                    self.refuse(Code::PSC401, span, message, "write `throw(Error(\"message\"))`")
                }
            };
            let thrown = self.js(span, Js::Throw(Box::new(value)));
            out.push(Stmt { span, kind: StmtKind::Expr(thrown) });
            return;
        }
        if let Some(kind) = self.special_statement(span, expr) {
            let stmt = ast::Stmt { span, kind };
            return self.stmt(&stmt, out);
        }
        let lowered = self.operand(expr, out);
        let kind = self.unused_value(lowered);
        out.push(Stmt { span, kind });
    }

    /// An expression whose value nobody takes: `ready and start()` is an `if`.
    fn unused_value(&mut self, expr: Expr) -> StmtKind {
        let span = expr.span;
        let (test, then, orelse) = match expr.kind {
            ExprKind::Error => return StmtKind::Error,
            ExprKind::None => return StmtKind::Pass,
            ExprKind::Py(Py::And(mut parts)) => match parts.pop() {
                Some(last) => (self.joined(span, parts, Py::And), Some(last), None),
                None => return StmtKind::Error,
            },
            ExprKind::Py(Py::Or(mut parts)) => match parts.pop() {
                Some(last) => {
                    let test = Box::new(self.joined(span, parts, Py::Or));
                    (self.py(span, Py::Unary(UnaryOp::Not, test)), Some(last), None)
                }
                None => return StmtKind::Error,
            },
            ExprKind::Py(Py::Cond { test, then, orelse }) => (*test, Some(*then), Some(*orelse)),
            kind => return StmtKind::Expr(Expr { kind, ..expr }),
        };
        let mut block = |value: Option<Expr>| match value {
            None | Some(Expr { kind: ExprKind::None, .. }) => Vec::new(),
            Some(value) => vec![Stmt { span: value.span, kind: self.unused_value(value) }],
        };
        let (body, orelse) = (block(then), block(orelse));
        if body.is_empty() {
            let test = self.py(span, Py::Unary(UnaryOp::Not, Box::new(test)));
            return StmtKind::If { test, body: orelse, orelse: body };
        }
        StmtKind::If { test, body, orelse }
    }

    /// One part as it is, several joined again.
    fn joined(&mut self, span: Span, mut parts: Vec<Expr>, join: fn(Vec<Expr>) -> Py) -> Expr {
        match (parts.len(), parts.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                parts.extend(last);
                self.py(span, join(parts))
            }
        }
    }

    fn for_loop(&mut self, node: &ast::For, out: &mut Vec<Stmt>) -> StmtKind {
        if node.is_async && !self.may_await() {
            let message = "`async for` outside an `async def`";
            let help = "make the enclosing function `async def`";
            return self.refuse_stmt(Code::PSC101, node.target.span, message, help);
        }
        let iter = self.operand(&node.iter, out);
        let iter = self.walked(&node.iter, iter);
        let place = self.place(&node.target);
        // Operands of the target are evaluated anew for each item; there is no room before them.
        out.append(&mut self.before);
        let body = self.loop_block(&node.body);
        let orelse = self.block(&node.orelse);
        StmtKind::For { is_async: node.is_async, place, iter, body, orelse }
    }

    fn while_loop(
        &mut self,
        test: &ast::Expr,
        body: &[ast::Stmt],
        orelse: &[ast::Stmt],
    ) -> StmtKind {
        let test = self.lower(test);
        StmtKind::While { test, body: self.loop_block(body), orelse: self.block(orelse) }
    }

    fn try_stmt(&mut self, span: Span, node: &ast::Try, out: &mut Vec<Stmt>) -> StmtKind {
        if node.is_star {
            return self.try_star(span, node);
        }
        let body = self.block(&node.body);
        let handlers = node.handlers.iter().map(|handler| self.handler(handler, out)).collect();
        let orelse = self.block(&node.orelse);
        let finally = self.block(&node.finally);
        StmtKind::Try { body, handlers, orelse, finally }
    }

    fn handler(&mut self, handler: &ast::Handler, out: &mut Vec<Stmt>) -> Handler {
        let classes = match handler.class.as_ref().map(|class| &class.kind) {
            None => Vec::new(),
            Some(ast::ExprKind::Tuple(items))
                if !items.is_empty() && !items.iter().any(is_starred) =>
            {
                items.iter().map(|item| raw(self.operand(item, out))).collect()
            }
            Some(_single) => {
                handler.class.iter().map(|class| raw(self.operand(class, out))).collect()
            }
        };
        let var = handler.name.as_ref().and_then(|name| self.local_var(&name.name));
        let body = self.block(&handler.body);
        Handler { span: handler.span, classes, var, body }
    }
}

fn is_starred(expr: &ast::Expr) -> bool {
    matches!(expr.kind, ast::ExprKind::Starred(_))
}
