//! Calls of `re`: the pattern and its flags are known where they are used, and translated here.
//!
//! ```text
//! re.search(r"(?P<n>\d+)", text, re.I)  →  re.search(re.compile("(?<n>\\p{Nd}+)", "diu", …), text)
//! ```

use crate::base::Name;
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, BinaryOp, Expr, ExprKind, Part, Py, SymbolKind};
use crate::lower::context::Lowering;
use crate::regex::{Problem, Translated, flag, translate};
use crate::resolve::{Item, ItemKind};
use crate::syntax::ast;
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
        let Some(text) = self.constant_text(pattern) else {
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
            if let Some(Arg::Pos(Expr { kind: ExprKind::Bytes(_), .. })) = args.first() {
                let message = "a pattern of bytes is not compiled";
                let help = "search the text of the bytes: `data.decode(\"latin-1\")`";
                self.report(Diagnostic::new(Code::PSC403, span, message).help(help));
                return None;
            }
            let message =
                "a pattern of `re` is compiled with the program, so it must be known here";
            let help = "write the pattern here or as a constant (`PATTERN = \"...\"`), or search with the methods of `str`";
            self.report(Diagnostic::new(Code::PSC403, span, message).help(help));
            return None;
        };
        let text: Name = text.into();
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

    /// The text of an expression, as far as literals, and names that hold one, tell it.
    pub fn constant_text(&self, expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Str(text) => Some(text.to_string()),
            ExprKind::Var(var) => self.texts.get(var).cloned(),
            ExprKind::Symbol(symbol) => {
                let row = self.builder.module.symbol(*symbol)?;
                let (module, name) = match &row.kind {
                    SymbolKind::Const { is_reassigned: false } => {
                        (self.builder.module.id, &row.name)
                    }
                    SymbolKind::Foreign { module, name } => (*module, name),
                    SymbolKind::Const { is_reassigned: true }
                    | SymbolKind::Function(_)
                    | SymbolKind::Import(_) => return None,
                };
                let mut items = self.program.items.iter();
                let item = items.find(|item| item.module == module && item.name == *name)?;
                constant_of(item)
            }
            ExprKind::Py(Py::Binary(BinaryOp::Add, left, right)) => {
                Some(self.constant_text(left)? + &self.constant_text(right)?)
            }
            ExprKind::Py(Py::FString(parts)) => {
                let texts = parts.iter().map(|part| match part {
                    Part::Literal(text) => Some(text.to_string()),
                    Part::Field { value, conversion: None, spec } if spec.is_empty() => {
                        self.constant_text(value)
                    }
                    Part::Field { .. } => None,
                });
                texts.collect()
            }
            _other => None,
        }
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

/// The text that a module-level name is given.
fn constant_of(item: &Item) -> Option<String> {
    match &item.kind {
        ItemKind::Constant { value, is_reassigned: false, .. } => match &value.kind {
            ast::ExprKind::Constant(ast::Constant::Str(text)) => Some(text.to_string()),
            _computed => None,
        },
        ItemKind::Constant { .. }
        | ItemKind::Function { .. }
        | ItemKind::TypeClass(_)
        | ItemKind::TypeAlias(_)
        | ItemKind::Class(_) => None,
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
