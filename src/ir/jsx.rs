//! Elements.

use crate::base::{Name, Span};
use crate::ir::Expr;

/// `ps.div(className="a", **rest)[child, *children]`.
#[derive(Clone, Debug)]
pub struct Element {
    pub tag: Tag,
    /// Never `key` or `children`.
    pub props: Vec<Prop>,
    pub key: Option<Expr>,
    pub children: Vec<Child>,
}

#[derive(Clone, Debug)]
pub enum Tag {
    /// An HTML or SVG tag by its JSX name.
    Intrinsic(&'static str),
    Fragment,
    Component(Expr),
}

#[derive(Clone, Debug)]
pub enum Prop {
    /// `name` is the JSX name.
    Named {
        name: Name,
        span: Span,
        value: Expr,
    },
    Spread(Expr),
}

#[derive(Clone, Debug)]
pub enum Child {
    One(Expr),
    /// `*children`: each item is a child of its own.
    Spread(Expr),
}
