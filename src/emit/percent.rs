//! `template % values` with a constant template, as the f-string that says the same.
//!
//! ```text
//! "%s: %d" % (name, count)      `${name}: ${count}`
//! "%.2f|%-8s" % (price, name)   `${formatFloat(price, ".2f")}|${format(name, "<8")}`
//! ```
//!
//! Where a conversion asks for a number, the types must say that it is one. All else is left to the helper.

use crate::base::Span;
use crate::ir::{Arg, Conversion, Expr, ExprKind, Part, Py, Type};

use super::emitter::Emitter;
use super::js::E;

/// `%-8.3s`: flags, width, precision and letter.
struct Field<'t> {
    flags: &'t str,
    width: &'t str,
    precision: &'t str,
    letter: char,
}

impl Emitter<'_> {
    pub fn percent(&mut self, span: Span, template: &Expr, values: &Expr) -> Option<E> {
        let ExprKind::Str(text) = &template.kind else { return None };
        let values: Vec<&Expr> = match &values.kind {
            ExprKind::Py(Py::Tuple(items)) => items.iter().map(single).collect::<Option<_>>()?,
            _other if self.ty(values).all(is_scalar) => vec![values],
            _other => return None,
        };
        let mut parts = Vec::new();
        let mut left = values.iter();
        let mut shows_texts = true;
        let mut rest = &**text;
        while let Some((before, after)) = rest.split_once('%') {
            if !before.is_empty() {
                parts.push(Part::Literal(before.into()));
            }
            if let Some(after) = after.strip_prefix('%') {
                parts.push(Part::Literal("%".into()));
                rest = after;
                continue;
            }
            let field;
            (field, rest) = read_field(after)?;
            let value = left.next()?;
            shows_texts &= matches!(field.letter, 's' | 'r');
            parts.push(self.percent_field(&field, value)?);
        }
        if !rest.is_empty() {
            parts.push(Part::Literal(rest.into()));
        }
        // An f-string shows each value before it makes the next one. CPython makes one too of a template of
        // texts only; else nothing may tell.
        let is_steady = shows_texts
            || values.iter().all(|value| self.ty(value).all(is_scalar))
            || values.iter().all(|value| self.purity.is_pure(self.module, value));
        if left.next().is_some() || !is_steady {
            return None;
        }
        Some(self.fstring(span, &parts))
    }

    fn percent_field(&self, field: &Field, value: &Expr) -> Option<Part> {
        let Field { flags, width, precision, letter } = *field;
        let ty = self.ty(value);
        let is_left = flags.contains('-');
        let flag = |flag: char| flags.contains(flag);
        let (conversion, spec) = match letter {
            's' | 'r' => {
                let conversion = if letter == 's' { Conversion::Str } else { Conversion::Repr };
                let side = match (width.is_empty(), is_left) {
                    (true, _) => "",
                    (false, true) => "<",
                    (false, false) => ">",
                };
                let spec = format!("{side}{width}{precision}");
                let is_plain = letter == 's' && spec.is_empty() && ty.all(is_scalar);
                ((!is_plain).then_some(conversion), spec)
            }
            'd' | 'i' | 'x' | 'X' | 'o' if ty.is_int() && precision.is_empty() && !flag('#') => {
                let letter = if letter == 'i' { 'd' } else { letter };
                match (flags, width, letter) {
                    ("", "", 'd') if ty.is_exact_int() => (None, String::new()),
                    _spec => (None, format!("{}{letter}", number_layout(flags, width))),
                }
            }
            'f' | 'F' | 'e' | 'E' | 'g' | 'G' if ty.is_plain_number() && !flag('#') => {
                (None, format!("{}{precision}{letter}", number_layout(flags, width)))
            }
            _other => return None,
        };
        let spec = match spec.is_empty() {
            true => Vec::new(),
            false => vec![Part::Literal(spec.into())],
        };
        Some(Part::Field { value: value.clone(), conversion, spec })
    }
}

fn single(item: &Arg) -> Option<&Expr> {
    match item {
        Arg::Pos(value) => Some(value),
        Arg::Spread(_) | Arg::Omitted => None,
    }
}

/// What shows the same earlier and later, and is no tuple of values.
pub(super) fn is_scalar(ty: &Type) -> bool {
    ty.is_str() || ty.is_number() || ty.is_bool() || ty.is_none()
}

/// The field behind a `%`, and the text behind it.
fn read_field(text: &str) -> Option<(Field<'_>, &str)> {
    let part =
        |text: &'_ str, fits: fn(char) -> bool| text.len() - text.trim_start_matches(fits).len();
    let (flags, rest) = text.split_at_checked(part(text, |c| "-+ #0".contains(c)))?;
    let (width, rest) = rest.split_at_checked(part(rest, |c| c.is_ascii_digit()))?;
    let dot = rest.starts_with('.');
    let digits = rest.get(usize::from(dot)..)?;
    let length = if dot { 1 + part(digits, |c| c.is_ascii_digit()) } else { 0 };
    let (precision, rest) = rest.split_at_checked(length)?;
    let letter = rest.chars().next()?;
    // `%.f` is `%.0f`; the mini-language of `format` wants the digit.
    (precision != ".").then_some(())?;
    Some((Field { flags, width, precision, letter }, rest.get(letter.len_utf8()..)?))
}

/// Flags and width in the order of the mini-language of `format`.
fn number_layout(flags: &str, width: &str) -> String {
    let mut out = String::new();
    let has = |flag: char| flags.contains(flag);
    if has('-') && !width.is_empty() {
        out.push('<');
    }
    if has('+') {
        out.push('+');
    } else if has(' ') {
        out.push(' ');
    }
    if has('0') && !has('-') && !width.is_empty() {
        out.push('0');
    }
    out + width
}
