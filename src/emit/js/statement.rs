//! Statements.

use swc_common::{DUMMY_SP, SyntaxContext};
use swc_ecma_ast::*;

use super::{E, Js, P, S};
use crate::emit::js::parens::{Place, place};

impl Js<'_> {
    pub fn expression(self, expr: E) -> S {
        Stmt::Expr(ExprStmt { span: self.span, expr: place(expr, Place::Statement) })
    }

    pub fn const_(self, pattern: P, value: E) -> S {
        self.declare(VarDeclKind::Const, pattern, Some(value))
    }

    pub fn let_(self, pattern: P, value: Option<E>) -> S {
        self.declare(VarDeclKind::Let, pattern, value)
    }

    pub fn declare(self, kind: VarDeclKind, pattern: P, value: Option<E>) -> S {
        Stmt::Decl(Decl::Var(Box::new(self.var_decl(kind, vec![(pattern, value)]))))
    }

    /// `let a, b = 1;`
    pub fn declare_all(self, kind: VarDeclKind, names: Vec<(P, Option<E>)>) -> S {
        Stmt::Decl(Decl::Var(Box::new(self.var_decl(kind, names))))
    }

    pub(super) fn var_decl(self, kind: VarDeclKind, names: Vec<(P, Option<E>)>) -> VarDecl {
        let decls = names
            .into_iter()
            .map(|(name, init)| VarDeclarator {
                span: DUMMY_SP,
                name,
                init: init.map(|init| place(init, Place::Assignment)),
                definite: false,
            })
            .collect();
        VarDecl { span: self.span, ctxt: SyntaxContext::empty(), kind, declare: false, decls }
    }

    pub fn return_(self, value: Option<E>) -> S {
        Stmt::Return(ReturnStmt { span: self.span, arg: value })
    }

    pub fn throw(self, value: E) -> S {
        Stmt::Throw(ThrowStmt { span: self.span, arg: value })
    }

    pub fn block(self, stmts: Vec<S>) -> S {
        Stmt::Block(self.block_stmt(stmts))
    }

    pub(super) fn block_stmt(self, stmts: Vec<S>) -> BlockStmt {
        BlockStmt { span: DUMMY_SP, ctxt: SyntaxContext::empty(), stmts }
    }

    /// `if (test) { … } else …`. An `else` of one `if` becomes `else if`.
    pub fn if_(self, test: E, yes: Vec<S>, no: Vec<S>) -> S {
        let alt = match <[Stmt; 1]>::try_from(no) {
            Ok([only @ Stmt::If(_)]) => Some(only),
            Ok([only]) => Some(self.block(vec![only])),
            Err(no) if no.is_empty() => None,
            Err(no) => Some(self.block(no)),
        };
        let cons = Box::new(self.block(yes));
        Stmt::If(IfStmt { span: self.span, test, cons, alt: alt.map(Box::new) })
    }

    /// `if (test) statement` on one line, for `return`, `throw`, `break` and `continue`.
    pub fn if_short(self, test: E, yes: S) -> S {
        Stmt::If(IfStmt { span: self.span, test, cons: Box::new(yes), alt: None })
    }

    pub fn while_(self, test: E, body: Vec<S>) -> S {
        Stmt::While(WhileStmt { span: self.span, test, body: Box::new(self.block(body)) })
    }

    /// `for (kind pattern of values) { … }`.
    pub fn for_of(self, kind: VarDeclKind, pattern: P, values: E, body: Vec<S>) -> S {
        self.for_of_stmt(false, kind, pattern, values, body)
    }

    /// `for await (kind pattern of values) { … }`.
    pub fn for_of_or_await(
        self,
        is_async: bool,
        kind: VarDeclKind,
        pattern: P,
        values: E,
        body: Vec<S>,
    ) -> S {
        match is_async {
            true => self.for_await(kind, pattern, values, body),
            false => self.for_of(kind, pattern, values, body),
        }
    }

    pub fn for_await(self, kind: VarDeclKind, pattern: P, values: E, body: Vec<S>) -> S {
        self.for_of_stmt(true, kind, pattern, values, body)
    }

    fn for_of_stmt(
        self,
        is_await: bool,
        kind: VarDeclKind,
        pattern: P,
        values: E,
        body: Vec<S>,
    ) -> S {
        Stmt::ForOf(ForOfStmt {
            span: self.span,
            is_await,
            left: ForHead::VarDecl(Box::new(self.nowhere().var_decl(kind, vec![(pattern, None)]))),
            right: place(values, Place::Assignment),
            body: Box::new(self.block(body)),
        })
    }

    /// `for (let a = …, b = …; test; update) { … }`.
    pub fn for_(self, init: Vec<(P, E)>, test: Option<E>, update: Option<E>, body: Vec<S>) -> S {
        let names = init
            .into_iter()
            .map(|(name, value)| (name, Some(place(value, Place::ForInit))))
            .collect::<Vec<_>>();
        let init = (!names.is_empty()).then(|| {
            VarDeclOrExpr::VarDecl(Box::new(self.nowhere().var_decl(VarDeclKind::Let, names)))
        });
        Stmt::For(ForStmt { span: self.span, init, test, update, body: Box::new(self.block(body)) })
    }

    pub fn labeled(self, label: &str, body: S) -> S {
        Stmt::Labeled(LabeledStmt {
            span: self.span,
            label: self.name(label),
            body: Box::new(body),
        })
    }

    pub fn break_(self, label: Option<&str>) -> S {
        Stmt::Break(BreakStmt { span: self.span, label: label.map(|label| self.name(label)) })
    }

    pub fn continue_(self, label: Option<&str>) -> S {
        Stmt::Continue(ContinueStmt { span: self.span, label: label.map(|label| self.name(label)) })
    }

    /// `try { … } catch (error) { … } finally { … }`; `catch` binds a pattern or nothing.
    pub fn try_(
        self,
        body: Vec<S>,
        catch: Option<(Option<P>, Vec<S>)>,
        finally: Option<Vec<S>>,
    ) -> S {
        Stmt::Try(Box::new(TryStmt {
            span: self.span,
            block: self.block_stmt(body),
            handler: catch.map(|(param, body)| CatchClause {
                span: DUMMY_SP,
                param,
                body: self.block_stmt(body),
            }),
            finalizer: finally.map(|body| self.block_stmt(body)),
        }))
    }
}
