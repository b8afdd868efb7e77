//! Classes.

use swc_common::{DUMMY_SP, SyntaxContext};
use swc_ecma_ast::*;

use super::function::body_of;
use super::{E, Js, P, Params, S, arguments};
use crate::emit::js::parens::{Place, place};

/// What kind of member a method is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Method {
    Plain,
    Getter,
    Setter,
    Static,
}

impl Js<'_> {
    pub fn this(self) -> E {
        Box::new(Expr::This(ThisExpr { span: self.span }))
    }

    /// `super(…)`.
    pub fn super_call(self, args: impl IntoIterator<Item = impl Into<ExprOrSpread>>) -> E {
        self.call_expr(Callee::Super(Super { span: self.span }), arguments(args))
    }

    /// `super.name`.
    pub fn super_member(self, name: &str) -> E {
        let prop = match self.prop(name) {
            MemberProp::Ident(name) => SuperProp::Ident(name),
            MemberProp::Computed(name) => SuperProp::Computed(name),
            MemberProp::PrivateName(name) => SuperProp::Ident(IdentName::new(name.name, name.span)),
        };
        let obj = Super { span: self.span };
        Box::new(Expr::SuperProp(SuperPropExpr { span: self.span, obj, prop }))
    }

    pub fn class_declaration(self, name: &str, heritage: Option<E>, body: Vec<ClassMember>) -> S {
        Stmt::Decl(Decl::Class(ClassDecl {
            ident: self.name(name),
            declare: false,
            class: Box::new(self.class(heritage, body)),
        }))
    }

    pub fn class_expression(
        self,
        name: Option<&str>,
        heritage: Option<E>,
        body: Vec<ClassMember>,
    ) -> E {
        let ident = name.map(|name| self.name(name));
        Box::new(Expr::Class(ClassExpr { ident, class: Box::new(self.class(heritage, body)) }))
    }

    fn class(self, heritage: Option<E>, body: Vec<ClassMember>) -> Class {
        Class {
            span: self.span,
            body,
            super_class: heritage.map(|class| place(class, Place::Heritage)),
            ..Class::default()
        }
    }

    pub fn constructor(self, params: Vec<P>, body: Vec<S>) -> ClassMember {
        ClassMember::Constructor(Constructor {
            span: self.span,
            ctxt: SyntaxContext::empty(),
            key: PropName::Ident(self.ident_name("constructor")),
            params: params
                .into_iter()
                .map(|pat| {
                    ParamOrTsParamProp::Param(Param { span: DUMMY_SP, decorators: vec![], pat })
                })
                .collect(),
            body: Some(body_of(body)),
            accessibility: None,
            is_optional: false,
        })
    }

    /// A method under a key from [`Js::key`] or [`Js::computed_key`].
    pub fn method(
        self,
        method: Method,
        key: PropName,
        params: Params,
        body: Vec<S>,
    ) -> ClassMember {
        let kind = match method {
            Method::Plain | Method::Static => MethodKind::Method,
            Method::Getter => MethodKind::Getter,
            Method::Setter => MethodKind::Setter,
        };
        ClassMember::Method(ClassMethod {
            span: self.span,
            key,
            function: Box::new(self.function(params, body)),
            kind,
            is_static: method == Method::Static,
            ..ClassMethod::default()
        })
    }

    pub fn static_block(self, body: Vec<S>) -> ClassMember {
        ClassMember::StaticBlock(StaticBlock { span: self.span, body: self.block_stmt(body) })
    }

    /// `key = value;` or `static key = value;`.
    pub fn field(self, is_static: bool, key: PropName, value: Option<E>) -> ClassMember {
        ClassMember::ClassProp(ClassProp {
            span: self.span,
            key,
            value: value.map(|value| place(value, Place::Assignment)),
            is_static,
            ..ClassProp::default()
        })
    }
}
