//! From the parser's tree to ours.
//!
//! The parser's tree lacks the places of identifiers and splits arguments into positional and keyword
//! ones; both come back from the tokens and the spans. Checks that CPython's grammar makes and the
//! parser's does not (`1 = x`, a star where none may stand) are made on the way.

mod args;
mod expr;
mod names;
mod pattern;
mod stmt;
mod target;

use rustpython_parser::ast as py;
use rustpython_parser::text_size::TextRange;

use crate::base::{Name, Span, normal_form};
use crate::diag::{Code, Diagnostic, Sink};
use crate::syntax::Job;
use crate::syntax::ast::{Expr, ExprKind, Ident};
use crate::syntax::literal::Range;
use crate::syntax::mask::Masked;
use crate::syntax::tokens::{Token, Tokens};

pub struct Converter<'a> {
    pub job: Job<'a>,
    pub masked: Masked,
    pub tokens: Tokens,
    /// An upper bound of the depth of the tree, what is around an f-string's field included.
    pub depth: u32,
    pub sink: &'a mut Sink,
}

impl<'a> Converter<'a> {
    pub fn span(&self, range: TextRange) -> Span {
        Span::new(self.job.span.file, range.start().into(), range.end().into())
    }

    pub fn span_of(&self, range: &Range) -> Span {
        Span::new(self.job.span.file, range.start as u32, range.end as u32)
    }

    pub fn slice(&self, range: &Range) -> &'a str {
        self.job.source.get(range.clone()).unwrap_or("")
    }

    fn refuse(&mut self, span: Span, message: &str, help: &str) {
        self.sink.push(Diagnostic::new(Code::PSC101, span, message).help(help));
    }

    fn missing(&mut self, span: Span, message: &str, help: &str) -> Expr {
        self.refuse(span, message, help);
        Expr { span, kind: ExprKind::Missing }
    }

    /// `name` at the place of `token`; without a token (which the grammar rules out) at `otherwise`.
    fn ident(&mut self, name: &py::Identifier, token: Option<Token>, otherwise: Span) -> Ident {
        let span = match token {
            Some(token) => Span::new(self.job.span.file, token.start, token.end),
            None => otherwise,
        };
        Ident { name: self.name(name.as_str(), span), span }
    }

    fn name(&mut self, name: &str, span: Span) -> Name {
        if let Some(problem) = names::problem(name) {
            self.refuse(span, &problem, "write the name with the letters that Python reads");
        }
        Name::from(&*normal_form::identifier(name))
    }

    /// The identifier that ends where `within` ends.
    fn ident_at_end(&mut self, name: &py::Identifier, within: Span) -> Ident {
        self.ident(name, self.tokens.name_before(within.end), within)
    }

    /// The identifier that starts where `within` starts.
    fn ident_at_start(&mut self, name: &py::Identifier, within: Span) -> Ident {
        self.ident(name, self.tokens.name_from(within.start), within)
    }
}
