//! Calls of `re`: a pattern and flags that are known where they are used are translated here, others when the program runs.
//!
//! ```text
//! re.search(r"(?P<n>\d+)", text, re.I)  →  re.search(re.compile("(?<n>\\p{Nd}+)", "diu", …), text)
//! re.search(re.escape(word), text)      →  re.search(re.compile(re.escape(word)), text)
//! ```

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, BinaryOp, Expr, ExprKind, Part, Py, SymbolId, SymbolKind};
use crate::lower::context::Lowering;
use crate::regex::{Problem, Translated, flag, translate};
use crate::resolve::{Item, ItemKind};
use crate::syntax::ast;
use crate::tables::builtins::{BuiltinKind, BuiltinRow};

/// What is known of the flags of a pattern.
enum Flags {
    Known(u32),
    Computed(Expr),
}

impl Lowering<'_> {
    /// The arguments of a call of `re`, by its signature, with the pattern compiled. None when it cannot be, which is
    /// reported.
    pub fn regex_args(&mut self, row: &'static BuiltinRow, args: Vec<Arg>) -> Option<Vec<Arg>> {
        let position = |name: &str| row.signature.iter().position(|param| param.name == name);
        let (Some(_), Some(flags_at)) =
            (position("string").or(position("pattern")), position("flags"))
        else {
            return Some(args);
        };
        let mut args = args;
        let flags = match flags_at < args.len() {
            true => match args.remove(flags_at) {
                // Reported where it was lowered.
                Arg::Pos(Expr { kind: ExprKind::Error, .. }) => return None,
                Arg::Pos(value) => match flags_of(&value) {
                    Some(flags) => Flags::Known(flags),
                    None => Flags::Computed(value),
                },
                Arg::Spread(_) | Arg::Omitted => Flags::Known(0),
            },
            false => Flags::Known(0),
        };
        while matches!(args.last(), Some(Arg::Omitted)) {
            args.pop();
        }
        let Some(Arg::Pos(pattern)) = args.first() else { return Some(args) };
        let (pattern, span) = (pattern.clone(), pattern.span);
        let is_compile = row.name == "re.compile";
        if matches!(pattern.kind, ExprKind::Bytes(_)) {
            let message = "a pattern of bytes is not compiled";
            let help = "search the text of the bytes: `data.decode(\"latin-1\")`";
            self.report(Diagnostic::new(Code::PSC403, span, message).help(help));
            return None;
        }
        if matches!(flags, Flags::Known(0)) && !is_compile && self.holds_pattern(&pattern) {
            return Some(args);
        }
        let made = match (self.constant_text(&pattern), flags) {
            (Some(text), Flags::Known(flags)) => self.translated(span, &text, flags)?,
            (_, Flags::Known(0)) => vec![Arg::Pos(pattern)],
            (_, Flags::Known(flags)) => {
                let flags = self.expr(span, ExprKind::Int(flags.into()));
                vec![Arg::Pos(pattern), Arg::Pos(flags)]
            }
            (_, Flags::Computed(flags)) => vec![Arg::Pos(pattern), Arg::Pos(flags)],
        };
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

    /// A pattern that is known here: what is wrong with it is reported.
    fn translated(&mut self, span: Span, text: &str, flags: u32) -> Option<Vec<Arg>> {
        match translate(text, flags) {
            Ok(found) => Some(self.pattern_args(span, &text.into(), &found)),
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
                None
            }
        }
    }

    /// Whether the value is for certain what `re.compile` made.
    fn holds_pattern(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Var(var) => self.patterns.contains(var),
            ExprKind::Symbol(symbol) => {
                let item = self.constant_item(*symbol);
                item.is_some_and(|item| matches!(&item.kind, ItemKind::Constant { value, .. } if is_call_of_compile(value)))
            }
            _other => is_compiled(expr),
        }
    }

    /// The definition of a constant, here or in another module, that is given one value.
    fn constant_item(&self, symbol: SymbolId) -> Option<&Item> {
        let row = self.builder.module.symbol(symbol)?;
        let (module, name) = match &row.kind {
            SymbolKind::Const { is_reassigned: false } => (self.builder.module.id, &row.name),
            SymbolKind::Foreign { module, name } => (*module, name),
            SymbolKind::Const { is_reassigned: true }
            | SymbolKind::Function(_)
            | SymbolKind::Import(_) => return None,
        };
        let mut items = self.program.items.iter();
        items.find(|item| item.module == module && item.name == *name)
    }

    /// The text of an expression, as far as literals, and names that hold one, tell it.
    pub fn constant_text(&self, expr: &Expr) -> Option<String> {
        match &expr.kind {
            ExprKind::Str(text) => Some(text.to_string()),
            ExprKind::Var(var) => self.texts.get(var).cloned(),
            ExprKind::Symbol(symbol) => constant_of(self.constant_item(*symbol)?),
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

    fn pattern_args(&mut self, span: Span, text: &Name, translated: &Translated) -> Vec<Arg> {
        let source = self.expr(span, ExprKind::Str(translated.source.as_str().into()));
        let flags = self.expr(span, ExprKind::Str(translated.flags.into()));
        let pattern = self.expr(span, ExprKind::Str(text.clone()));
        let python_flags = ExprKind::Int(translated.python_flags.into());
        let python_flags = self.expr(span, python_flags);
        let mut args = vec![source, flags, pattern, python_flags];
        if translated.may_prefer_nothing {
            args.push(self.expr(span, ExprKind::Bool(true)));
        }
        args.into_iter().map(Arg::Pos).collect()
    }
}

/// Whether the expression is a call of `re.compile`.
pub fn is_compiled(expr: &Expr) -> bool {
    matches!(&expr.kind, ExprKind::Py(Py::Builtin { row, .. }) if row.name == "re.compile")
}

/// `re.compile(...)`, as it is written: another function of this name fails where its result is used.
fn is_call_of_compile(value: &ast::Expr) -> bool {
    let ast::ExprKind::Call { func, .. } = &value.kind else { return false };
    match &func.kind {
        ast::ExprKind::Attribute { attr, .. } => *attr.name == *"compile",
        ast::ExprKind::Name(name) => **name == *"compile",
        _other => false,
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
