//! Patterns: what parameters, declarations and assignments bind to.

use swc_common::DUMMY_SP;
use swc_ecma_ast::*;

use super::{E, Js, P};
use crate::emit::js::parens::{Place, place};

impl Js<'_> {
    /// A name to bind or to assign to.
    pub fn bind(self, name: &str) -> P {
        Pat::Ident(BindingIdent { id: self.name(name), type_ann: None })
    }

    /// A member (or any other expression that can be assigned to) as a target.
    pub fn target(self, expr: E) -> P {
        match *expr {
            Expr::Ident(id) => Pat::Ident(BindingIdent { id, type_ann: None }),
            expr => Pat::Expr(Box::new(expr)),
        }
    }

    /// `[a, , b]`; `None` is a hole, and holes at the end are nothing.
    pub fn array_pattern(self, mut elems: Vec<Option<P>>) -> P {
        elems.truncate(elems.iter().rposition(Option::is_some).map_or(0, |last| last + 1));
        Pat::Array(ArrayPat { span: self.span, elems, optional: false, type_ann: None })
    }

    pub fn object_pattern(self, props: Vec<ObjectPatProp>) -> P {
        Pat::Object(ObjectPat { span: self.span, props, optional: false, type_ann: None })
    }

    /// `key`, `key = default`, or `key: pattern` in an object pattern.
    pub fn pattern_property(self, key: &str, value: P) -> ObjectPatProp {
        let shorthand = |pattern: &P| match pattern {
            Pat::Ident(name) if name.id.sym == *key => Some(name.clone()),
            _ => None,
        };
        match value {
            Pat::Assign(assign) => match shorthand(&assign.left) {
                Some(key) => ObjectPatProp::Assign(AssignPatProp {
                    span: self.span,
                    key,
                    value: Some(assign.right),
                }),
                None => self.key_pattern(key, Pat::Assign(assign)),
            },
            value => match shorthand(&value) {
                Some(key) => {
                    ObjectPatProp::Assign(AssignPatProp { span: self.span, key, value: None })
                }
                None => self.key_pattern(key, value),
            },
        }
    }

    fn key_pattern(self, key: &str, value: P) -> ObjectPatProp {
        ObjectPatProp::KeyValue(KeyValuePatProp { key: self.key(key), value: Box::new(value) })
    }

    /// `...rest` in an object pattern.
    pub fn rest_property(self, rest: P) -> ObjectPatProp {
        ObjectPatProp::Rest(self.rest_pat(rest))
    }

    /// `...rest` in an array pattern or parameter list.
    pub fn rest(self, rest: P) -> P {
        Pat::Rest(self.rest_pat(rest))
    }

    fn rest_pat(self, rest: P) -> RestPat {
        RestPat { span: self.span, dot3_token: DUMMY_SP, arg: Box::new(rest), type_ann: None }
    }

    /// `pattern = value`.
    pub fn with_default(self, pattern: P, value: E) -> P {
        let right = place(value, Place::Assignment);
        Pat::Assign(AssignPat { span: self.span, left: Box::new(pattern), right })
    }
}
