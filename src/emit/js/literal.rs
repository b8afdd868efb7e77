//! Literals: strings that survive any host page, and numbers as JavaScript reads them back.

use swc_ecma_ast::*;

use super::{E, Global, Js};

impl Js<'_> {
    /// A string in double quotes, or in single quotes when that saves escapes.
    pub fn string(self, value: &str) -> E {
        Box::new(Expr::Lit(Lit::Str(self.str(value))))
    }

    pub(super) fn str(self, value: &str) -> Str {
        Str { span: self.span, value: value.into(), raw: Some(quote(value).into()) }
    }

    /// A number; negative ones and those that are no literal become expressions.
    pub fn number(self, value: f64) -> E {
        if value.is_nan() {
            return self.global(Global::NaN);
        }
        if value.is_sign_negative() {
            return self.unary(UnaryOp::Minus, self.number(-value));
        }
        if value.is_infinite() {
            return self.global(Global::Infinity);
        }
        let raw = Some(number_text(value).into());
        Box::new(Expr::Lit(Lit::Num(Number { span: self.span, value, raw })))
    }

    /// An int: a `BigInt` where no number holds it exactly.
    pub fn integer(self, value: &num_bigint::BigInt) -> E {
        match i64::try_from(value) {
            Ok(small) if small.unsigned_abs() < 1 << 53 => self.number(small as f64),
            _large if value.sign() == num_bigint::Sign::Minus => {
                self.unary(UnaryOp::Minus, self.integer(&-value))
            }
            _large => {
                let raw = Some(format!("{value}n").into());
                Box::new(Expr::Lit(Lit::BigInt(BigInt {
                    span: self.span,
                    value: Box::new(value.clone()),
                    raw,
                })))
            }
        }
    }

    pub fn int(self, value: i64) -> E {
        self.number(value as f64)
    }

    pub fn boolean(self, value: bool) -> E {
        Box::new(Expr::Lit(Lit::Bool(Bool { span: self.span, value })))
    }

    pub fn null(self) -> E {
        Box::new(Expr::Lit(Lit::Null(Null { span: self.span })))
    }

    pub fn undefined(self) -> E {
        self.global(Global::Undefined)
    }

    /// A template literal: `texts` holds one more than `exprs`.
    pub fn template(self, texts: &[&str], exprs: Vec<E>) -> E {
        let last = exprs.len();
        let quasis = (0..=last)
            .map(|at| {
                let value = texts.get(at).copied().unwrap_or("");
                TplElement {
                    span: self.span,
                    tail: at == last,
                    cooked: Some(value.into()),
                    raw: escape_template(value).into(),
                }
            })
            .collect();
        Box::new(Expr::Tpl(Tpl { span: self.span, exprs, quasis }))
    }
}

/// A JavaScript string literal with this value.
pub fn quote(value: &str) -> String {
    let quote = if value.contains('"') && !value.contains('\'') { '\'' } else { '"' };
    let mut out = String::with_capacity(value.len() + 2);
    out.push(quote);
    for (at, c) in value.char_indices() {
        if c == quote {
            out.push('\\');
            out.push(c);
        } else {
            escape(c, value.get(at..).unwrap_or(""), &mut out);
        }
    }
    out.push(quote);
    out
}

fn escape_template(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (at, c) in value.char_indices() {
        let rest = value.get(at..).unwrap_or("");
        match c {
            '`' => out.push_str("\\`"),
            '$' if rest.starts_with("${") => out.push_str("\\$"),
            _ => escape(c, rest, &mut out),
        }
    }
    out
}

/// One character; `rest` is the text from it on. HTML that would end or hide a script block is
/// broken up, and so are the line ends that only JavaScript knows.
fn escape(c: char, rest: &str, out: &mut String) {
    let script = |rest: &str| rest.get(..8).is_some_and(|tag| tag.eq_ignore_ascii_case("</script"));
    match c {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{b}' => out.push_str("\\v"),
        '\u{c}' => out.push_str("\\f"),
        '<' if script(rest) || rest.starts_with("<!--") => out.push_str("\\x3C"),
        '\u{2028}' | '\u{2029}' | '\u{feff}' => out.push_str(&format!("\\u{:04X}", c as u32)),
        c if (c as u32) < 0x20 || (0x7f..0xa0).contains(&(c as u32)) => {
            out.push_str(&format!("\\x{:02X}", c as u32));
        }
        c => out.push(c),
    }
}

/// The shortest text that reads back as the number, in the notation JavaScript would choose.
fn number_text(value: f64) -> String {
    if value == 0.0 || (1e-6..1e21).contains(&value) {
        format!("{value}")
    } else {
        format!("{value:e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_escaped() {
        assert_eq!(quote("a\"b"), "'a\"b'");
        assert_eq!(quote("it's \"so\""), "\"it's \\\"so\\\"\"");
        assert_eq!(quote("\0\u{2028}\n\\"), "\"\\x00\\u2028\\n\\\\\"");
        assert_eq!(quote("</SCRIPT><!--"), "\"\\x3C/SCRIPT>\\x3C!--\"");
        assert_eq!(escape_template("`${a} $b\n"), "\\`\\${a} $b\\n");
    }

    #[test]
    fn numbers_read_back() {
        for (value, text) in [
            (0.0, "0"),
            (1.5, "1.5"),
            (1e300, "1e300"),
            (2e-7, "2e-7"),
            (1e20, "100000000000000000000"),
        ] {
            assert_eq!(number_text(value), text);
        }
    }
}
