//! A small builder over the syntax tree of swc. A [`Js`] is a cursor: what it makes carries its
//! span, and operands get the parentheses they need.
//!
//! ```text
//! let js = Js::new(&sources).at(span);
//! js.call(js.member(js.ident("console"), "log"), [js.string("hi")])   →   console.log("hi")
//! ```

// an expression is a box everywhere, also where a function takes it apart
#![allow(clippy::boxed_local)]

mod class;
mod expression;
mod function;
mod global;
mod jsx;
mod literal;
mod module;
pub mod parens;
mod pattern;
mod statement;

pub use class::Method;
pub use function::Params;
pub use global::Global;
pub use swc_ecma_ast as ast;

use swc_common::DUMMY_SP;
use swc_ecma_ast::{Expr, ExprOrSpread, Ident, IdentName, Pat, Stmt};

use super::print::Sources;
use parens::{Place, place};

pub type E = Box<Expr>;
pub type S = Stmt;
pub type P = Pat;

/// Makes nodes at one place in the source.
#[derive(Clone, Copy)]
pub struct Js<'a> {
    sources: &'a Sources,
    span: swc_common::Span,
}

impl<'a> Js<'a> {
    /// A cursor without a place: what it makes has no mapping of its own.
    pub fn new(sources: &'a Sources) -> Js<'a> {
        Js { sources, span: DUMMY_SP }
    }

    /// The cursor at a place in the Python.
    pub fn at(self, span: crate::base::Span) -> Js<'a> {
        Js { span: self.sources.span(span), ..self }
    }

    /// The cursor without a place.
    pub fn nowhere(self) -> Js<'a> {
        Js { span: DUMMY_SP, ..self }
    }

    /// The same place with a JSDoc comment: the statement made with the cursor returned stands
    /// below it. For an exported declaration that is the one made by [`Js::export`].
    pub fn documented(self, comments: &mut super::Comments, text: &str) -> Js<'a> {
        Js { span: comments.jsdoc(self.span, text), ..self }
    }

    /// As [`Js::documented`], with a `//` comment.
    pub fn commented(self, comments: &mut super::Comments, text: &str) -> Js<'a> {
        Js { span: comments.line(self.span, text), ..self }
    }

    pub(super) fn name(self, name: &str) -> Ident {
        Ident::new(name.into(), self.span, Default::default())
    }

    pub(super) fn ident_name(self, name: &str) -> IdentName {
        IdentName::new(name.into(), self.span)
    }
}

/// Whether a property can be written `.name`; reserved words can.
pub fn is_identifier_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(Ident::is_valid_start) && chars.all(Ident::is_valid_continue)
}

fn arguments(args: impl IntoIterator<Item = impl Into<ExprOrSpread>>) -> Vec<ExprOrSpread> {
    args.into_iter().map(|arg| argument(arg.into())).collect()
}

fn argument(arg: ExprOrSpread) -> ExprOrSpread {
    ExprOrSpread { spread: arg.spread, expr: place(arg.expr, Place::Assignment) }
}
