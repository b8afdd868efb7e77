//! Functions and arrows.

use swc_common::{DUMMY_SP, SyntaxContext};
use swc_ecma_ast::*;

use super::{E, Js, P, S};
use crate::emit::js::parens::{Place, place};

/// Parameters and kind of a function.
#[derive(Clone, Debug, Default)]
pub struct Params {
    pub patterns: Vec<P>,
    pub is_async: bool,
    pub is_generator: bool,
}

impl Params {
    pub fn new(patterns: Vec<P>) -> Params {
        Params { patterns, ..Params::default() }
    }

    pub fn asynchronous(self, is_async: bool) -> Params {
        Params { is_async, ..self }
    }

    pub fn generator(self, is_generator: bool) -> Params {
        Params { is_generator, ..self }
    }
}

impl Js<'_> {
    /// `(…) => expr`.
    pub fn arrow(self, params: Params, body: E) -> E {
        self.arrow_expr(params, ArrowFunctionBody::Expr(place(body, Place::ArrowBody)))
    }

    /// `(…) => { … }`.
    pub fn arrow_block(self, params: Params, body: Vec<S>) -> E {
        self.arrow_expr(params, ArrowFunctionBody::FunctionBody(body_of(body)))
    }

    fn arrow_expr(self, params: Params, body: ArrowFunctionBody) -> E {
        Box::new(Expr::Arrow(ArrowExpr {
            span: self.span,
            ctxt: SyntaxContext::empty(),
            params: params.patterns,
            body: Box::new(body),
            is_async: params.is_async,
            is_generator: false,
            type_params: None,
            return_type: None,
        }))
    }

    /// `function name(…) { … }` as an expression.
    pub fn function_expression(self, name: Option<&str>, params: Params, body: Vec<S>) -> E {
        let ident = name.map(|name| self.name(name));
        let function = Box::new(self.function(params, body));
        Box::new(Expr::Fn(FnExpr { ident, function }))
    }

    /// `function name(…) { … }` as a statement.
    pub fn function_declaration(self, name: &str, params: Params, body: Vec<S>) -> S {
        Stmt::Decl(Decl::Fn(FnDecl {
            // the comment belongs to the statement; the name keeps the place all the same
            ident: self.name(name),
            declare: false,
            function: Box::new(self.function(params, body)),
        }))
    }

    pub(super) fn function(self, params: Params, body: Vec<S>) -> Function {
        Function {
            params: params.patterns.into_iter().map(Param::from).collect(),
            span: self.span,
            body: Some(body_of(body)),
            is_generator: params.is_generator,
            is_async: params.is_async,
            ..Function::default()
        }
    }
}

pub(super) fn body_of(stmts: Vec<S>) -> FunctionBody {
    FunctionBody { span: DUMMY_SP, stmts }
}
