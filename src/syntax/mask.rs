//! Replaces every string literal by a plain one of the same byte length.
//!
//! `print(f"a{b}", r'c')` becomes `print('     ', '  ')`: all other offsets stay, the parser meets no
//! f-string, and what the literals say is read by this layer's own code from the table kept beside.

use crate::syntax::literal::{self, Literal, Range};

/// A text the parser can read, and the literals that were taken out, by ascending offset.
pub struct Masked {
    pub text: String,
    pub literals: Vec<Literal>,
}

/// Masks the text of `source` in `range`.
pub fn mask(source: &str, range: Range) -> Masked {
    let within = source.get(..range.end).unwrap_or(source);
    let bytes = within.as_bytes();
    let mut text = String::with_capacity(range.len());
    let mut literals: Vec<Literal> = Vec::new();
    let (mut at, mut copied) = (range.start, range.start);
    while let Some(&byte) = bytes.get(at) {
        let quote = match byte {
            b'#' => {
                at = literal::line_end(bytes, at);
                continue;
            }
            b'"' | b'\'' => at,
            _ if literal::is_word(byte) => literal::word_end(bytes, at),
            _ => {
                at += 1;
                continue;
            }
        };
        let is_quote = matches!(bytes.get(quote), Some(b'"' | b'\''));
        let prefix = bytes.get(at..quote).and_then(literal::prefix).filter(|_| is_quote);
        let Some(prefix) = prefix else {
            at = quote;
            continue;
        };
        let literal = literal::scan(within, at, quote, prefix);
        text.push_str(within.get(copied..at).unwrap_or(""));
        // `""'a'` must not become the opening of a triple-quoted string.
        let quote = if text.ends_with('\'') { '"' } else { '\'' };
        push_stand_in(&mut text, literal.range.len(), quote);
        at = literal.range.end;
        copied = at;
        literals.push(literal);
    }
    text.push_str(within.get(copied..).unwrap_or(""));
    Masked { text, literals }
}

fn push_stand_in(text: &mut String, len: usize, quote: char) {
    match len {
        // Only an unterminated quote is so short; the chunk is refused then.
        0 | 1 => text.extend(std::iter::repeat_n('_', len)),
        _ => {
            text.push(quote);
            text.extend(std::iter::repeat_n(' ', len - 2));
            text.push(quote);
        }
    }
}
