//! Arguments and parameters.

use rustpython_parser::ast::{self as py, Ranged};

use crate::syntax::ast::{Arg, ArgKind, Expr, ExprKind, Param, Params};
use crate::syntax::convert::Converter;
use crate::syntax::tokens::Kind;

impl Converter<'_> {
    /// Positional and keyword arguments, back in the order of the source.
    pub fn args(&mut self, args: Vec<py::Expr>, keywords: Vec<py::Keyword>) -> Vec<Arg> {
        let alone = args.len() + keywords.len() == 1;
        let mut all: Vec<Arg> = Vec::with_capacity(args.len() + keywords.len());
        for node in args {
            all.push(self.positional(node, alone));
        }
        for keyword in keywords {
            let span = self.span(keyword.range);
            let kind = match &keyword.arg {
                Some(name) => ArgKind::Keyword(self.ident_at_start(name, span)),
                None => ArgKind::DoubleStar,
            };
            all.push(Arg { span, kind, value: self.expr(keyword.value) });
        }
        all.sort_by_key(|arg| arg.span.start);
        all
    }

    fn positional(&mut self, node: py::Expr, alone: bool) -> Arg {
        let span = self.span(node.range());
        if let py::Expr::Starred(star) = node {
            return Arg { span, kind: ArgKind::Star, value: self.expr(*star.value) };
        }
        let value = self.expr(node);
        if matches!(value.kind, ExprKind::Generator { .. }) && !alone {
            let opens = self.tokens.from(span.start).first().map(|token| token.kind);
            if opens != Some(Kind::Open) || !self.is_wrapped(&value) {
                let message = "a generator beside other arguments needs parentheses";
                self.refuse(span, message, "put parentheses around it");
            }
        }
        Arg { span, kind: ArgKind::Positional, value }
    }

    /// Whether the bracket that opens at the start of `value` closes at its end.
    fn is_wrapped(&self, value: &Expr) -> bool {
        let mut open = 0i32;
        for token in self.tokens.within(value.span.start, value.span.end) {
            match token.kind {
                Kind::Open => open += 1,
                Kind::Close => open -= 1,
                _ => {}
            }
            if open == 0 {
                return token.end == value.span.end;
            }
        }
        false
    }

    pub fn params(&mut self, args: py::Arguments) -> Params {
        Params {
            posonly: self.param_list(args.posonlyargs),
            args: self.param_list(args.args),
            vararg: args.vararg.map(|arg| self.param(*arg, None)),
            kwonly: self.param_list(args.kwonlyargs),
            kwarg: args.kwarg.map(|arg| self.param(*arg, None)),
        }
    }

    fn param_list(&mut self, args: Vec<py::ArgWithDefault>) -> Vec<Param> {
        args.into_iter().map(|arg| self.param(arg.def, arg.default)).collect()
    }

    fn param(&mut self, arg: py::Arg, default: Option<Box<py::Expr>>) -> Param {
        let span = self.span(arg.range);
        Param {
            name: self.ident_at_start(&arg.arg, span),
            // `*args: *Ts` has a star.
            annotation: arg.annotation.map(|node| self.item(*node)),
            default: default.map(|node| self.expr(*node)),
        }
    }
}
