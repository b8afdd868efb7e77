//! JSX elements. Text that JSX would trim, join or decode is written as `{"…"}` instead.

use swc_common::DUMMY_SP;
use swc_ecma_ast::*;

use super::literal::quote;
use super::{E, Js};
use crate::emit::js::parens::{Place, place};

impl Js<'_> {
    /// `<tag attrs>children</tag>`; the tag is a name, dotted names included.
    pub fn element(
        self,
        tag: &str,
        attrs: Vec<JSXAttrOrSpread>,
        children: Vec<JSXElementChild>,
    ) -> E {
        let self_closing = children.is_empty();
        let opening = JSXOpeningElement {
            name: self.tag(tag),
            span: self.span,
            attrs,
            self_closing,
            type_args: None,
        };
        let closing = (!self_closing)
            .then(|| JSXClosingElement { span: DUMMY_SP, name: self.nowhere().tag(tag) });
        Box::new(Expr::JSXElement(Box::new(JSXElement {
            span: self.span,
            opening,
            children,
            closing,
        })))
    }

    /// `<>children</>`.
    pub fn fragment(self, children: Vec<JSXElementChild>) -> E {
        Box::new(Expr::JSXFragment(JSXFragment {
            span: self.span,
            opening: JSXOpeningFragment { span: DUMMY_SP },
            children,
            closing: JSXClosingFragment { span: DUMMY_SP },
        }))
    }

    fn tag(self, tag: &str) -> JSXElementName {
        let mut names = tag.split('.');
        let first = self.name(names.next().unwrap_or(""));
        let mut rest = names.peekable();
        if rest.peek().is_none() {
            return JSXElementName::Ident(first);
        }
        let mut object = JSXObject::Ident(first);
        while let Some(name) = rest.next() {
            let member =
                JSXMemberExpr { span: self.span, obj: object, prop: self.ident_name(name) };
            if rest.peek().is_none() {
                return JSXElementName::JSXMemberExpr(member);
            }
            object = JSXObject::JSXMemberExpr(Box::new(member));
        }
        JSXElementName::Ident(self.name(tag))
    }

    /// `name="text"`, `name={expr}`; `None` is `name` alone, which means `true`.
    pub fn attribute(self, name: &str, value: Option<E>) -> JSXAttrOrSpread {
        let value = value.map(|value| match &*value {
            Expr::Lit(Lit::Str(text)) => match text.value.as_str().filter(|text| plain(text)) {
                Some(text) => JSXAttrValue::Str(Str {
                    span: text_span(&value),
                    value: text.into(),
                    raw: Some(format!("\"{text}\"").into()),
                }),
                None => JSXAttrValue::JSXExprContainer(container(value)),
            },
            _ => JSXAttrValue::JSXExprContainer(container(value)),
        });
        let name = match name.split_once(':') {
            Some((ns, name)) => JSXAttrName::JSXNamespacedName(JSXNamespacedName {
                span: self.span,
                ns: self.ident_name(ns),
                name: self.ident_name(name),
            }),
            None => JSXAttrName::Ident(self.ident_name(name)),
        };
        JSXAttrOrSpread::JSXAttr(JSXAttr { span: self.span, name, value })
    }

    /// `{...props}`.
    pub fn attribute_spread(self, props: E) -> JSXAttrOrSpread {
        let expr = place(props, Place::Assignment);
        JSXAttrOrSpread::SpreadElement(SpreadElement { dot3_token: self.span, expr })
    }

    /// A child: an element as it is, a string as text, anything else in braces.
    pub fn child(self, expr: E) -> JSXElementChild {
        match *expr {
            Expr::JSXElement(element) => JSXElementChild::JSXElement(element),
            Expr::JSXFragment(fragment) => JSXElementChild::JSXFragment(fragment),
            Expr::Lit(Lit::Str(text)) => {
                match text.value.as_str().filter(|text| stays_text(text)) {
                    Some(plain) => JSXElementChild::JSXText(JSXText {
                        span: text.span,
                        value: plain.into(),
                        raw: plain.into(),
                    }),
                    None => {
                        let text = Box::new(Expr::Lit(Lit::Str(text)));
                        JSXElementChild::JSXExprContainer(container(text))
                    }
                }
            }
            other => JSXElementChild::JSXExprContainer(container(Box::new(other))),
        }
    }
}

fn container(expr: E) -> JSXExprContainer {
    JSXExprContainer { span: DUMMY_SP, expr: JSXExpr::Expr(expr) }
}

fn text_span(expr: &Expr) -> swc_common::Span {
    match expr {
        Expr::Lit(Lit::Str(text)) => text.span,
        _ => DUMMY_SP,
    }
}

/// An attribute string has no escapes, and `&` starts an entity.
fn plain(text: &str) -> bool {
    quote(text) == format!("\"{text}\"") && !text.contains('&')
}

/// Text keeps its meaning if JSX has nothing to decode and no run of white space to join; a
/// single space at an end is kept by the layout.
fn stays_text(text: &str) -> bool {
    let special = |c: char| {
        matches!(c, '{' | '}' | '<' | '>' | '&' | '\\')
            || c.is_control()
            || (c.is_whitespace() && c != ' ')
    };
    let words = text == " " || !text.trim().is_empty();
    words && !text.contains("  ") && !text.contains(special)
}
