//! Patterns of `re`: each is made once, when the module is loaded.
//!
//! ```text
//! re.sub(r"\s+", " ", text)     // r"\s+"
//!                               const pattern = reCompile("[\\t-\\r…]+", "du", "\\s+", 32);
//!                               … reSub(pattern, " ", text)
//! ```

use crate::base::{Name, Span};
use crate::ir::{Arg, Expr, ExprKind};

use super::emitter::Emitter;
use super::js::{E, S};

/// A pattern that functions of the module use.
pub(super) struct Pattern {
    name: Name,
    span: Span,
    /// As it stands in the Python.
    text: Name,
    /// The arguments of `reCompile`.
    args: Vec<Expr>,
}

impl Emitter<'_> {
    /// The constant for a pattern that is compiled in a function.
    pub fn pattern_constant(&mut self, span: Span, args: &[Arg]) -> Option<E> {
        if self.funcs.is_empty() {
            return None;
        }
        let text = pattern_text(args)?;
        let args = args.iter().map(|arg| match arg {
            Arg::Pos(value) => Some(value),
            Arg::Spread(_) | Arg::Omitted => None,
        });
        let args: Vec<&Expr> = args.collect::<Option<_>>()?;
        let same = |known: &&Pattern| {
            std::iter::zip(&known.args, &args).all(|(known, arg)| is_same(known, arg))
        };
        let name = match self.patterns.iter().find(same) {
            Some(known) => known.name.clone(),
            None => {
                let name = self.names.constant("pattern");
                let args = args.into_iter().cloned().collect();
                self.patterns.push(Pattern { name: name.clone(), span, text, args });
                name
            }
        };
        Some(self.at(span).ident(&name))
    }

    /// The declarations of the constants.
    pub fn pattern_constants(&mut self) -> Vec<S> {
        let patterns = std::mem::take(&mut self.patterns);
        let mut out = Vec::new();
        for Pattern { name, span, text, args } in patterns {
            let args = args.iter().map(|arg| self.expr(arg)).collect();
            let made = self.help(span, "reCompile", args);
            let at = self.at(span).commented(&mut self.comments, &quoted(&text));
            out.push(at.const_(at.nowhere().bind(&name), made));
        }
        out
    }
}

/// The pattern that the arguments of `re.compile` hold, as Python has it, where it was translated.
pub(super) fn pattern_text(args: &[Arg]) -> Option<Name> {
    match args.get(2)? {
        Arg::Pos(Expr { kind: ExprKind::Str(text), .. }) => Some(text.clone()),
        Arg::Pos(_) | Arg::Spread(_) | Arg::Omitted => None,
    }
}

/// The text as a literal of Python, for a comment.
pub(super) fn quoted(text: &str) -> String {
    match text.contains('"') {
        true => format!("r'{text}'"),
        false => format!("r\"{text}\""),
    }
}

fn is_same(a: &Expr, b: &Expr) -> bool {
    match (&a.kind, &b.kind) {
        (ExprKind::Str(a), ExprKind::Str(b)) => a == b,
        (ExprKind::Int(a), ExprKind::Int(b)) => a == b,
        (ExprKind::Bool(a), ExprKind::Bool(b)) => a == b,
        _other => false,
    }
}
