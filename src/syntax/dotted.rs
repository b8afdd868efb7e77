//! Expressions that are names and attributes alone, as most decorators are: they need no parser.
//!
//! ```text
//! ps.javascript        Attribute(Name("ps"), "javascript")
//! ```

use super::ast::{Expr, ExprKind, Ident};
use crate::base::{Name, Span, is_keyword};

/// `None` where the text is anything else.
pub(super) fn parse(source: &str, span: Span) -> Option<Expr> {
    let text = source.get(span.start as usize..span.end as usize)?;
    let (mut at, mut built) = (span.start, None);
    for part in text.split('.') {
        if !is_name(part) {
            return None;
        }
        let end = at + part.len() as u32;
        let name = Name::from(part);
        built = Some(match built {
            None => Expr { span: Span { end, ..span }, kind: ExprKind::Name(name) },
            Some(value) => {
                let attr = Ident { name, span: Span { start: at, end, ..span } };
                let kind = ExprKind::Attribute { value: Box::new(value), attr };
                Expr { span: Span { end, ..span }, kind }
            }
        });
        at = end + 1;
    }
    built
}

/// An identifier of ASCII letters: others are normalized.
fn is_name(part: &str) -> bool {
    let mut bytes = part.bytes();
    let starts = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_');
    starts && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') && !is_keyword(part)
}
