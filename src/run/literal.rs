//! Literals of Python and of JSON, written as Python.
//!
//! ```text
//! {"a": [true, null, 1.5]}     {"a": [True, None, 1.5]}
//! (1, {2}, b"x")               (1, {2}, b"x")
//! "\ud83d\ude00"               one character to JSON, two to Python: what is JSON is read as JSON
//! ```

use std::fmt::Write;

use crate::base::{FileId, Span};
use crate::diag::Sink;
use crate::syntax;
use crate::syntax::ast::{Constant, DictItem, Expr, ExprKind, UnaryOp};

/// The literal as Python writes it; the reason where it is none.
pub fn python(text: &str) -> Result<String, String> {
    let text = match serde_json::from_str::<serde::de::IgnoredAny>(text) {
        Ok(_) => respelled(text),
        Err(_) => text.to_owned(),
    };
    let trimmed = text.trim();
    let span = Span::new(FileId(0), 0, trimmed.len() as u32);
    let mut sink = Sink::new();
    let expr = syntax::parse_expression(trimmed, span, &mut sink);
    let mut written = String::new();
    match !sink.has_errors() && write(&expr, &mut written).is_some() {
        true => Ok(written),
        false => Err(refused(trimmed)),
    }
}

fn refused(text: &str) -> String {
    let message = format!("`{text}` is no literal of Python or JSON");
    let is_bare = |c: char| !matches!(c, '"' | '\'' | '[' | ']' | '(' | ')' | '{' | '}');
    match !text.is_empty() && text.chars().all(is_bare) {
        true => format!("{message}\nhelp: a text has quotes of its own: '\"{text}\"'"),
        false => message,
    }
}

/// JSON with each text written as Python does.
fn respelled(json: &str) -> String {
    let mut out = String::new();
    let mut rest = json;
    while let Some(start) = rest.find('"') {
        let (before, from) = rest.split_at(start);
        let mut is_escaped = false;
        let inner = from.char_indices().skip(1).find(|(_, c)| {
            let ends = *c == '"' && !is_escaped;
            is_escaped = *c == '\\' && !is_escaped;
            ends
        });
        let (text, after) = from.split_at(inner.map_or(from.len(), |(at, _)| at + 1));
        out.push_str(before);
        match serde_json::from_str::<String>(text) {
            Ok(value) => out.push_str(&quoted(&value)),
            Err(_) => out.push_str(text),
        }
        rest = after;
    }
    out + rest
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        // Writing to a String does not fail.
        let _ = match c {
            '"' | '\\' => write!(out, "\\{c}"),
            '\n' => write!(out, "\\n"),
            c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => {
                write!(out, "\\U{:08x}", u32::from(c))
            }
            c => write!(out, "{c}"),
        };
    }
    out + "\""
}

/// `None` for what is no literal.
fn write(expr: &Expr, out: &mut String) -> Option<()> {
    match &expr.kind {
        ExprKind::Constant(constant) => write_constant(constant, out)?,
        ExprKind::Name(name) => out.push_str(match &**name {
            "true" => "True",
            "false" => "False",
            "null" => "None",
            "NaN" | "nan" => "(1e999 - 1e999)",
            "Infinity" | "inf" => "1e999",
            _other => return None,
        }),
        ExprKind::List(items) => write_items("[", items, "]", out)?,
        ExprKind::Set(items) => write_items("{", items, "}", out)?,
        ExprKind::Tuple(items) => {
            let end = if items.len() == 1 { ",)" } else { ")" };
            write_items("(", items, end, out)?;
        }
        ExprKind::Dict(items) => {
            out.push('{');
            for (at, item) in items.iter().enumerate() {
                let DictItem::Pair { key, value } = item else { return None };
                out.push_str(if at == 0 { "" } else { ", " });
                write(key, out)?;
                out.push_str(": ");
                write(value, out)?;
            }
            out.push('}');
        }
        ExprKind::Unary { op: op @ (UnaryOp::Neg | UnaryOp::Pos), operand } => {
            out.push(if *op == UnaryOp::Neg { '-' } else { '+' });
            let ExprKind::Constant(Constant::Int(_) | Constant::Float(_)) = operand.kind else {
                let is_infinite = matches!(&operand.kind, ExprKind::Name(name) if matches!(&**name, "Infinity" | "inf"));
                return is_infinite.then(|| out.push_str("1e999"));
            };
            write(operand, out)?;
        }
        // The one set that has no display.
        ExprKind::Call { func, args } if args.is_empty() => {
            let ExprKind::Name(name) = &func.kind else { return None };
            (&**name == "set").then(|| out.push_str("set()"))?;
        }
        ExprKind::Missing
        | ExprKind::FString(_)
        | ExprKind::Starred(_)
        | ExprKind::Unary { .. }
        | ExprKind::Binary { .. }
        | ExprKind::Bool { .. }
        | ExprKind::Compare { .. }
        | ExprKind::IfElse { .. }
        | ExprKind::Lambda { .. }
        | ExprKind::Call { .. }
        | ExprKind::Attribute { .. }
        | ExprKind::Subscript { .. }
        | ExprKind::Slice { .. }
        | ExprKind::Named { .. }
        | ExprKind::Await(_)
        | ExprKind::Yield(_)
        | ExprKind::YieldFrom(_)
        | ExprKind::ListComp { .. }
        | ExprKind::SetComp { .. }
        | ExprKind::DictComp { .. }
        | ExprKind::Generator { .. } => return None,
    }
    Some(())
}

fn write_constant(constant: &Constant, out: &mut String) -> Option<()> {
    match constant {
        Constant::None => out.push_str("None"),
        Constant::Bool(value) => out.push_str(if *value { "True" } else { "False" }),
        Constant::Int(value) => out.push_str(&value.to_string()),
        Constant::Float(value) if value.is_infinite() => out.push_str("1e999"),
        Constant::Float(value) => out.push_str(&format!("{value:?}")),
        Constant::Str(text) => out.push_str(&quoted(text)),
        Constant::Bytes(bytes) => {
            out.push_str("b\"");
            bytes.iter().for_each(|byte| out.push_str(&format!("\\x{byte:02x}")));
            out.push('"');
        }
        Constant::Ellipsis | Constant::Complex(_) => return None,
    }
    Some(())
}

fn write_items(start: &str, items: &[Expr], end: &str, out: &mut String) -> Option<()> {
    out.push_str(start);
    for (at, item) in items.iter().enumerate() {
        out.push_str(if at == 0 { "" } else { ", " });
        write(item, out)?;
    }
    out.push_str(end);
    Some(())
}

#[cfg(test)]
mod tests {
    use super::python;

    #[test]
    fn json_and_python_are_read() {
        for (text, wanted) in [
            ("{\"a\": [true, null, 1.5]}", "{\"a\": [True, None, 1.5]}"),
            ("(1, {2}, b'x', None, -3)", "(1, {2}, b\"\\x78\", None, -3)"),
            ("\"\\ud83d\\ude00\\/\"", "\"😀/\""),
            ("'\\/'", "\"\\\\/\""),
            ("1e5", "100000.0"),
            ("12345678901234567890", "12345678901234567890"),
            ("[]", "[]"),
            ("(1,)", "(1,)"),
            ("set()", "set()"),
            ("[NaN, -Infinity]", "[(1e999 - 1e999), -1e999]"),
            ("\"a # b\\n\"", "\"a # b\\n\""),
        ] {
            assert_eq!(python(text).as_deref(), Ok(wanted), "{text}");
        }
    }

    #[test]
    fn what_is_no_literal_is_refused() {
        for text in
            ["", "Ada", "f()", "1 + 1", "[x]", "f'{1}'", "1j", "...", "[", "1 # x\n)", "not True"]
        {
            assert!(python(text).is_err(), "{text}");
        }
        assert!(
            python("Ada")
                .expect_err("no literal")
                .ends_with("help: a text has quotes of its own: '\"Ada\"'")
        );
    }
}
