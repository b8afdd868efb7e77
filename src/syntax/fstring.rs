//! Puts the literals of one place together: a constant, bytes, or an f-string with parsed fields.
//!
//! `"a" f"b{x=}"` becomes `FString[Literal "ab", Field { value: x, debug: "x=", conversion: r }]`.

use rustpython_parser::Mode;

use crate::base::Span;
use crate::diag::{Code, Diagnostic};
use crate::syntax::Job;
use crate::syntax::ast::{Constant, Conversion, Expr, ExprKind, FStringField, FStringPart};
use crate::syntax::convert::Converter;
use crate::syntax::escape::{self, Bad};
use crate::syntax::literal::{Field, Literal, Part, Range};

/// What nesting in an f-string adds to the depth of the tree.
const DEPTH_PER_FSTRING: u32 = 3;

/// The parts found so far; neighbouring texts flow together.
#[derive(Default)]
struct Parts {
    done: Vec<FStringPart>,
    text: String,
    span: Option<Span>,
    /// An escape was refused: the value is not known.
    broken: bool,
}

impl Parts {
    fn push_text(&mut self, text: &str, span: Span) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.span = Some(self.span.map_or(span, |before| before.to(span)));
        }
    }

    fn flush(&mut self) {
        if let Some(span) = self.span.take() {
            let text = std::mem::take(&mut self.text).into();
            self.done.push(FStringPart::Literal { text, span });
        }
    }

    fn push_field(&mut self, field: FStringField) {
        self.flush();
        self.done.push(FStringPart::Field(Box::new(field)));
    }

    fn finish(mut self) -> Vec<FStringPart> {
        self.flush();
        self.done
    }
}

impl Converter<'_> {
    /// What the implicitly joined literals in `range` stand for.
    pub fn strings(&mut self, range: Range) -> ExprKind {
        // Taken out and put back, since converting the fields needs the rest of `self`.
        let literals = std::mem::take(&mut self.masked.literals);
        let first = literals.partition_point(|literal| literal.range.start < range.start);
        let last = literals.partition_point(|literal| literal.range.start < range.end);
        let group = literals.get(first..last).unwrap_or(&[]);
        let kind = self.join(group);
        self.masked.literals = literals;
        kind
    }

    fn join(&mut self, group: &[Literal]) -> ExprKind {
        let bytes = group.iter().filter(|literal| literal.prefix.bytes).count();
        if bytes == 0 {
            return self.join_text(group);
        }
        if let Some(other) = group.iter().find(|literal| !literal.prefix.bytes) {
            let span = self.span_of(&other.range);
            let message = "bytes and text cannot be joined";
            let help = "write both as texts, without the `b`";
            self.sink.push(Diagnostic::new(Code::PSC101, span, message).help(help));
            return ExprKind::Missing;
        }
        let mut joined = Vec::new();
        for literal in group {
            let text = self.slice(&literal.body);
            match escape::decode_bytes(text, literal.prefix.raw, literal.body.start) {
                Ok(bytes) => joined.extend(bytes),
                Err(bad) => return self.bad_escape(bad),
            }
        }
        ExprKind::Constant(Constant::Bytes(joined))
    }

    fn join_text(&mut self, group: &[Literal]) -> ExprKind {
        let mut parts = Parts::default();
        for literal in group {
            let raw = literal.prefix.raw;
            if literal.prefix.format {
                self.parts(&literal.parts, raw, &mut parts);
            } else {
                self.text(&literal.body, raw, &mut parts);
            }
        }
        if parts.broken {
            return ExprKind::Missing;
        }
        if group.iter().any(|literal| literal.prefix.format) {
            return ExprKind::FString(parts.finish());
        }
        ExprKind::Constant(Constant::Str(parts.text.into()))
    }

    fn bad_escape(&mut self, bad: Bad) -> ExprKind {
        let mut diagnostic = Diagnostic::new(bad.code, self.span_of(&bad.range), bad.message);
        diagnostic.help = bad.help.map(str::to_owned);
        self.sink.push(diagnostic);
        ExprKind::Missing
    }

    fn text(&mut self, range: &Range, raw: bool, parts: &mut Parts) {
        match escape::decode(self.slice(range), raw, range.start) {
            Ok(decoded) => parts.push_text(&decoded, self.span_of(range)),
            Err(bad) => {
                self.bad_escape(bad);
                parts.broken = true;
            }
        }
    }

    fn parts(&mut self, cut: &[Part], raw: bool, parts: &mut Parts) {
        for part in cut {
            match part {
                Part::Text(range) => self.text(range, raw, parts),
                Part::Field(field) => {
                    let field = self.field(field, raw, parts);
                    parts.push_field(field);
                }
            }
        }
    }

    fn field(&mut self, field: &Field, raw: bool, around: &mut Parts) -> FStringField {
        let debug = field.debug.as_ref().map(|range| debug_text(self.slice(range)));
        let mut spec = None;
        let value = self.field_value(field);
        if let Some(cut) = &field.spec {
            let mut parts = Parts::default();
            self.parts(cut, raw, &mut parts);
            around.broken |= parts.broken;
            spec = Some(parts.finish());
        }
        let conversion = match field.conversion {
            // `{x=}` shows the repr, unless a format spec asks for something else.
            None if debug.is_some() && spec.is_none() => Some(Conversion::Repr),
            conversion => conversion,
        };
        let debug = debug.map(Into::into);
        let span = self.span_of(&field.range);
        FStringField { span, value, debug, conversion, spec }
    }

    fn field_value(&mut self, field: &Field) -> Expr {
        let span = self.span_of(&field.expr);
        let job = Job {
            span,
            wrapped: true,
            mode: Mode::Expression,
            fstrings: self.job.fstrings + 1,
            depth: self.depth + DEPTH_PER_FSTRING,
            ..self.job
        };
        let missing = Expr { span, kind: ExprKind::Missing };
        if self.slice(&field.expr).trim().is_empty() {
            let whole = self.span_of(&field.range);
            let message = "this f-string field is empty";
            let help = "write an expression between the braces, or `{{}}` for the text";
            self.sink.push(Diagnostic::new(Code::PSC103, whole, message).help(help));
            return missing;
        }
        let value = job.expression(self.sink).unwrap_or(missing);
        if matches!(value.kind, ExprKind::Generator { .. }) && value.span.start < span.start {
            // The braces stood for its parentheses.
            let message = "a generator in an f-string field needs parentheses";
            let help = "put parentheses around it";
            self.sink.push(Diagnostic::new(Code::PSC103, span, message).help(help));
            return Expr { span, kind: ExprKind::Missing };
        }
        if value.span.start < span.start {
            // A tuple without parentheses: its span must not take the brace.
            let text = span.text(self.job.source);
            let start = span.start + (text.len() - text.trim_start().len()) as u32;
            let end = span.end - (text.len() - text.trim_end().len()) as u32;
            return Expr { span: Span::new(span.file, start, end), kind: value.kind };
        }
        value
    }
}

/// The text of a self-documenting field: verbatim, but for comments.
fn debug_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if !text.contains('#') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let (mut quote, mut comment) = (None, false);
    for char in text.chars() {
        match char {
            '\n' => comment = false,
            '#' if quote.is_none() => comment = true,
            '"' | '\'' if !comment && quote.is_none() => quote = Some(char),
            '"' | '\'' if quote == Some(char) => quote = None,
            _ => {}
        }
        if !comment {
            out.push(char);
        }
    }
    out
}
