//! What the text between the quotes stands for.
//!
//! `a\tb\x41` becomes `a`, tab, `bA`. Line ends become `\n` as Python's reader makes them; an unknown
//! escape keeps its backslash (Language Reference 2.4.1.1).

use rustpython_parser::{Parse, ast as py};

use crate::diag::Code;
use crate::syntax::literal::Range;

/// An escape that means nothing.
pub struct Bad {
    pub range: Range,
    pub code: &'static Code,
    pub message: String,
    pub help: Option<&'static str>,
}

/// Decodes the text of a `str` literal that stands at `base` in the file.
pub fn decode(text: &str, raw: bool, base: usize) -> Result<String, Bad> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        match char {
            '\r' => push_newline(&mut out, &mut rest),
            '\\' if !raw => {
                let at = base + text.len() - rest.as_str().len() - 1;
                escape(&mut out, &mut rest, at)?;
            }
            '\\' => {
                // In a raw literal too the next character is taken along, a CR excepted.
                out.push('\\');
            }
            _ => out.push(char),
        }
    }
    Ok(out)
}

fn push_newline(out: &mut String, rest: &mut std::str::Chars) {
    if rest.as_str().starts_with('\n') {
        rest.next();
    }
    out.push('\n');
}

fn escape(out: &mut String, rest: &mut std::str::Chars, at: usize) -> Result<(), Bad> {
    let Some(char) = rest.next() else {
        out.push('\\');
        return Ok(());
    };
    let plain = match char {
        '\n' => return Ok(()),
        '\r' => {
            if rest.as_str().starts_with('\n') {
                rest.next();
            }
            return Ok(());
        }
        'x' => return code_point(out, rest, at, 2),
        'u' => return code_point(out, rest, at, 4),
        'U' => return code_point(out, rest, at, 8),
        'N' => return named(out, rest, at),
        '0'..='7' => {
            let value = octal(char, rest);
            char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        _ => match simple(char) {
            Some(plain) => plain,
            None => {
                out.push('\\');
                char
            }
        },
    };
    out.push(plain);
    Ok(())
}

fn simple(char: char) -> Option<char> {
    Some(match char {
        '\\' | '\'' | '"' => char,
        'a' => '\x07',
        'b' => '\x08',
        'f' => '\x0c',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'v' => '\x0b',
        _ => return None,
    })
}

fn octal(first: char, rest: &mut std::str::Chars) -> u32 {
    let mut value = first.to_digit(8).unwrap_or(0);
    for _ in 0..2 {
        let Some(digit) = rest.clone().next().and_then(|char| char.to_digit(8)) else { break };
        rest.next();
        value = value * 8 + digit;
    }
    value
}

/// The value of the next `width` hexadecimal digits; how many there were when they are too few.
fn hex(rest: &mut std::str::Chars, width: usize) -> Result<u32, usize> {
    let mut value = 0u32;
    for count in 0..width {
        let digit = rest.clone().next().and_then(|char| char.to_digit(16)).ok_or(count)?;
        rest.next();
        value = value.wrapping_mul(16).wrapping_add(digit);
    }
    Ok(value)
}

fn code_point(
    out: &mut String,
    rest: &mut std::str::Chars,
    at: usize,
    width: usize,
) -> Result<(), Bad> {
    let bad = |len: usize, code, message: String, help| Bad {
        range: at..at + 2 + len,
        code,
        message,
        help,
    };
    let value = hex(rest, width).map_err(|len| {
        let message = format!("this escape needs {width} hexadecimal digits");
        let help = "write all digits, or `\\\\` for the character itself";
        bad(len, Code::PSC101, message, Some(help))
    })?;
    if (0xD800..0xE000).contains(&value) {
        let message = "a lone surrogate cannot be represented".to_owned();
        let help = "write the whole character, or its code point as `\\U0001F600`";
        return Err(bad(width, Code::PSC302, message, Some(help)));
    }
    let Some(char) = char::from_u32(value) else {
        let message = "there is no such Unicode character".to_owned();
        let help = "the last one is `\\U0010FFFF`";
        return Err(bad(width, Code::PSC101, message, Some(help)));
    };
    out.push(char);
    Ok(())
}

/// `\N{EM DASH}`. The table of names is the parser's.
fn named(out: &mut String, rest: &mut std::str::Chars, at: usize) -> Result<(), Bad> {
    let tail = rest.as_str();
    let name = tail.strip_prefix('{').and_then(|tail| tail.split_once('}')).map(|(name, _)| name);
    let bad = |len: usize, message: &str| Bad {
        range: at..at + 2 + len,
        code: Code::PSC101,
        message: message.to_owned(),
        help: Some("write the character itself, or its code point as `\\u2014`"),
    };
    let Some(name) = name else {
        return Err(bad(0, "expected a character name in braces after `\\N`"));
    };
    let found = py::Expr::parse(&format!("'\\N{{{name}}}'"), "");
    let Ok(py::Expr::Constant(py::ExprConstant { value: py::Constant::Str(text), .. })) = found
    else {
        return Err(bad(name.len() + 2, "there is no Unicode character of this name"));
    };
    out.push_str(&text);
    *rest = tail.get(name.len() + 2..).unwrap_or("").chars();
    Ok(())
}

/// Decodes the text of a `bytes` literal.
pub fn decode_bytes(text: &str, raw: bool, base: usize) -> Result<Vec<u8>, Bad> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(char) = rest.next() {
        let at = base + text.len() - rest.as_str().len() - char.len_utf8();
        if !char.is_ascii() {
            let message = "bytes can only contain ASCII characters".to_owned();
            let help = Some("write the bytes as escapes, as in `\\xc3\\xa9`");
            let range = at..at + char.len_utf8();
            return Err(Bad { range, code: Code::PSC101, message, help });
        }
        match char {
            '\r' => {
                if rest.as_str().starts_with('\n') {
                    rest.next();
                }
                out.push(b'\n');
            }
            '\\' if !raw => escape_bytes(&mut out, &mut rest, at)?,
            _ => out.push(char as u8),
        }
    }
    Ok(out)
}

fn escape_bytes(out: &mut Vec<u8>, rest: &mut std::str::Chars, at: usize) -> Result<(), Bad> {
    match rest.clone().next() {
        Some('\n') => {
            rest.next();
        }
        Some('\r') => {
            rest.next();
            if rest.as_str().starts_with('\n') {
                rest.next();
            }
        }
        Some('x') => {
            rest.next();
            let value = hex(rest, 2).map_err(|len| Bad {
                range: at..at + 2 + len,
                code: Code::PSC101,
                message: "this escape needs 2 hexadecimal digits".to_owned(),
                help: Some("write all digits, or `\\\\` for the character itself"),
            })?;
            out.push(value as u8);
        }
        Some(digit @ '0'..='7') => {
            rest.next();
            out.push((octal(digit, rest) & 0xff) as u8);
        }
        Some(char) if simple(char).is_some() => {
            rest.next();
            out.extend(simple(char).map(|char| char as u8));
        }
        // The next character, if any, is read as it stands, ASCII or not.
        Some(_) | None => out.push(b'\\'),
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(source: &str) -> String {
        decode(source, false, 0).map_err(|bad| bad.message).unwrap()
    }

    #[test]
    fn escapes_mean_what_they_mean_in_python() {
        assert_eq!(text(r"a\tb\x41\101\u00e9\U0001F600"), "a\tbAAé😀");
        assert_eq!(text("a\\\nb\r\nc\rd\\\r\ne"), "ab\nc\nde");
        assert_eq!(text(r"\d\{\8"), r"\d\{\8");
        assert_eq!(text(r"\N{EM DASH}!\N{LATIN SMALL LETTER A}"), "—!a");
        assert_eq!(decode(r"\n\u", true, 0).ok().as_deref(), Some(r"\n\u"));
    }

    #[test]
    fn a_bad_escape_is_pointed_at() {
        let bad =
            |source: &str| decode(source, false, 10).err().map(|bad| (bad.range, bad.code.id));
        assert_eq!(bad(r"ab\x4z"), Some((12..15, "PSC101")));
        assert_eq!(bad(r"\ud800"), Some((10..16, "PSC302")));
        assert_eq!(bad(r"\N{NO SUCH NAME}"), Some((10..26, "PSC101")));
        assert_eq!(bad(r"\U00110000"), Some((10..20, "PSC101")));
    }

    #[test]
    fn bytes_keep_their_values() {
        let bytes = |source: &str| decode_bytes(source, false, 0).ok();
        assert_eq!(bytes(r"a\xff\777\u0041\n"), Some(b"a\xff\xff\\u0041\n".to_vec()));
        assert_eq!(bytes("é"), None);
    }
}
