//! Calls of `re`: the pattern and its flags are literals, and translated here.
//!
//! ```text
//! re.search(r"(?P<n>\d+)", text, re.I)  →  re.search(re.compile("(?<n>\\p{Nd}+)", "diu", …), text)
//! ```

use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, BinaryOp, Expr, ExprKind, Py};
use crate::lower::context::Lowering;
use crate::regex::{Problem, Translated, flag, translate};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};

impl Lowering<'_> {
    /// The arguments of a call of `re`, by its signature, with the pattern translated. None when it
    /// cannot be, which is reported.
    pub fn regex_args(&mut self, row: &'static BuiltinRow, args: Vec<Arg>) -> Option<Vec<Arg>> {
        let position = |name: &str| row.signature.iter().position(|param| param.name == name);
        let (Some(_), Some(flags_at)) =
            (position("string").or(position("pattern")), position("flags"))
        else {
            return Some(args);
        };
        let mut args = args;
        let flags = match args.get(flags_at) {
            // Reported where it was lowered.
            Some(Arg::Pos(Expr { kind: ExprKind::Error, .. })) => return None,
            Some(Arg::Pos(value)) => {
                let Some(flags) = flags_of(value) else {
                    let help = "write them here: `re.IGNORECASE | re.MULTILINE`";
                    let message = "the flags of a pattern must be known here";
                    let diagnostic = Diagnostic::new(Code::PSC403, value.span, message);
                    self.report(diagnostic.help(help));
                    return None;
                };
                flags
            }
            Some(Arg::Spread(_) | Arg::Omitted) | None => 0,
        };
        if flags_at < args.len() {
            args.remove(flags_at);
        }
        while matches!(args.last(), Some(Arg::Omitted)) {
            args.pop();
        }
        let Some(Arg::Pos(pattern)) = args.first() else { return Some(args) };
        let span = pattern.span;
        let is_compile = row.name == "re.compile";
        let ExprKind::Str(text) = &pattern.kind else {
            let may_be_pattern = matches!(
                pattern.kind,
                ExprKind::Var(_)
                    | ExprKind::Symbol(_)
                    | ExprKind::Py(
                        Py::Builtin { .. } | Py::Call { .. } | Py::Attr(..) | Py::Index(..)
                    )
            );
            if may_be_pattern && !is_compile && flags == 0 {
                return Some(args);
            }
            let message = "a pattern of `re` is compiled with the program, so it must be a literal";
            let help = "write the pattern here, or search with `str` methods";
            self.report(Diagnostic::new(Code::PSC403, span, message).help(help));
            return None;
        };
        let text = text.clone();
        let walks = !matches!(row.name, "re.search" | "re.match" | "re.fullmatch");
        let translated = match translate(&text, flags) {
            Ok(found) if walks && found.may_prefer_nothing => {
                self.report(
                    Diagnostic::new(
                        Code::PSC403,
                        span,
                        "this pattern may match nothing where it could match more, and then JavaScript walks on otherwise than Python",
                    )
                    .help("make it match at least one character"),
                );
                return None;
            }
            Ok(found) => found,
            Err(problem) => {
                self.report(match problem {
                    Problem::Invalid(message) => {
                        let message = format!("`re.error`: {message}");
                        Diagnostic::new(Code::PSC403, span, message).help("mend the pattern")
                    }
                    Problem::Unsupported(what) => {
                        let message = format!("JavaScript has no counterpart of {what}");
                        Diagnostic::new(Code::PSC403, span, message)
                            .help("write the pattern without it")
                    }
                });
                return None;
            }
        };
        let made = self.pattern_args(span, &text, &translated);
        if is_compile {
            return Some(made);
        }
        let compile = crate::tables::py_modules::library("re.compile")?;
        let pattern = Py::Builtin { row: compile, args: made, keywords: Vec::new() };
        let pattern = self.py(span, pattern);
        if let Some(first) = args.first_mut() {
            *first = Arg::Pos(pattern);
        }
        Some(args)
    }

    fn pattern_args(
        &mut self,
        span: crate::base::Span,
        text: &crate::base::Name,
        translated: &Translated,
    ) -> Vec<Arg> {
        let source = self.expr(span, ExprKind::Str(translated.source.as_str().into()));
        let flags = self.expr(span, ExprKind::Str(translated.flags.into()));
        let pattern = self.expr(span, ExprKind::Str(text.clone()));
        let python_flags = ExprKind::Int(translated.python_flags.into());
        let python_flags = self.expr(span, python_flags);
        [source, flags, pattern, python_flags].into_iter().map(Arg::Pos).collect()
    }
}

/// `re.I | re.M`, as far as it is written out.
fn flags_of(value: &Expr) -> Option<u32> {
    match &value.kind {
        ExprKind::Py(Py::BuiltinRef(row)) if row.kind == BuiltinKind::Constant => {
            flag(row.name.strip_prefix("re.")?)
        }
        ExprKind::Py(Py::Binary(BinaryOp::BitOr, left, right)) => {
            Some(flags_of(left)? | flags_of(right)?)
        }
        ExprKind::Int(value) if value.bits() == 0 => Some(0),
        _other => None,
    }
}
