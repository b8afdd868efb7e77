//! `template.format(...)` with a constant template, as the f-string that says the same.
//!
//! ```text
//! "{}: {:.2f}".format(name, price)       `${name}: ${formatFloat(price, ".2f")}`
//! "{a} {b}".format(b=1, a=first)         `${first} ${1}`
//! ```
//!
//! Fields with attributes, subscripts or fields in them are left to the helper, and so is what raises.

use crate::base::Span;
use crate::ir::{Arg, Conversion, Expr, ExprKind, Keyword, Part};

use super::emitter::Emitter;
use super::js::E;
use super::percent::is_scalar;

/// `{name!r:>8}`.
struct Field<'t> {
    name: &'t str,
    conversion: Option<Conversion>,
    spec: &'t str,
}

impl Emitter<'_> {
    pub fn format_template(
        &mut self,
        span: Span,
        template: &Expr,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Option<E> {
        let ExprKind::Str(text) = &template.kind else { return None };
        let mut values: Vec<(Option<&str>, &Expr)> = Vec::new();
        for arg in args {
            match arg {
                Arg::Pos(value) => values.push((None, value)),
                Arg::Spread(_) | Arg::Omitted => return None,
            }
        }
        let positional = values.len();
        values.extend(keywords.iter().map(|it| (Some(&*it.name), &it.value)));
        let mut used = Vec::new();
        let mut counted = 0;
        let mut parts = Vec::new();
        for piece in pieces(text)? {
            let field = match piece {
                Ok(literal) => {
                    parts.push(Part::Literal(literal.as_str().into()));
                    continue;
                }
                Err(field) => field,
            };
            let index = match field.name {
                "" => {
                    counted += 1;
                    counted - 1
                }
                name if name.bytes().all(|c| c.is_ascii_digit()) => name.parse().ok()?,
                name => values.iter().position(|(known, _)| *known == Some(name))?,
            };
            let is_positional = field.name.bytes().all(|c| c.is_ascii_digit());
            let (_, value) = values.get(index).filter(|_| !is_positional || index < positional)?;
            used.push((index, field.name.is_empty()));
            let spec = match field.spec {
                "" => Vec::new(),
                spec => vec![Part::Literal(spec.into())],
            };
            let value = Expr::clone(value);
            parts.push(Part::Field { value, conversion: field.conversion, spec });
        }
        // Counted and numbered fields in one template are an error.
        let is_numbered = used.iter().any(|(index, is_counted)| *index < positional && !is_counted);
        let fits = !(counted > 0 && is_numbered) && self.may_be_shown(&values, &used);
        fits.then(|| self.fstring(span, &parts))
    }

    /// Whether nobody can tell that a value is shown before the next one is made, nor that they trade
    /// places.
    fn may_be_shown(&self, values: &[(Option<&str>, &Expr)], used: &[(usize, bool)]) -> bool {
        let is_in_order = used.iter().map(|(index, _)| *index).eq(0..values.len());
        let is_pure = values.iter().all(|(_, value)| self.purity.is_pure(self.module, value));
        if is_in_order {
            return is_pure || values.iter().all(|(_, value)| self.ty(value).all(is_scalar));
        }
        let uses = |at: usize| used.iter().filter(|(index, _)| *index == at).count();
        let once = |(at, (_, value)): (usize, &(Option<&str>, &Expr))| match uses(at) {
            0 => false,
            1 => true,
            _several => value.is_atom(),
        };
        is_pure && values.iter().enumerate().all(once)
    }
}

/// Texts (`Ok`) and fields (`Err`), in order.
fn pieces(template: &str) -> Option<Vec<Result<String, Field<'_>>>> {
    let mut found = Vec::new();
    let mut literal = String::new();
    let mut rest = template;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at_checked(at)?;
        literal.push_str(before);
        if let Some(after) = from.strip_prefix("{{").or_else(|| from.strip_prefix("}}")) {
            literal.push_str(from.get(..1)?);
            rest = after;
            continue;
        }
        let (inner, after) = from.strip_prefix('{')?.split_once('}')?;
        if !literal.is_empty() {
            found.push(Ok(std::mem::take(&mut literal)));
        }
        found.push(Err(field(inner)?));
        rest = after;
    }
    literal.push_str(rest);
    if !literal.is_empty() {
        found.push(Ok(literal));
    }
    Some(found)
}

fn field(inner: &str) -> Option<Field<'_>> {
    let (head, spec) = inner.split_once(':').unwrap_or((inner, ""));
    let (name, conversion) = match head.split_once('!') {
        None => (head, None),
        Some((name, "r")) => (name, Some(Conversion::Repr)),
        Some((name, "s")) => (name, Some(Conversion::Str)),
        Some((name, "a")) => (name, Some(Conversion::Ascii)),
        Some(_unknown) => return None,
    };
    let is_plain = |text: &str, others: &[char]| !text.contains(others);
    let fits = is_plain(name, &['.', '[', '{']) && is_plain(spec, &['{']);
    fits.then_some(Field { name, conversion, spec })
}
