//! One spelling for each path, and paths inside of other texts.

use std::fmt::Write;
use std::path::{Component, Path, PathBuf};

/// The path without `.` and, where a name precedes it, `..`. Nothing is read: links are not followed.
#[must_use]
pub fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            Component::ParentDir
            | Component::Prefix(_)
            | Component::RootDir
            | Component::Normal(_) => out.push(part),
        }
    }
    out
}

/// A line of text within a comment: what would end the comment, the line, or a `<script>` that the module is put into, is
/// written as an escape. ECMA-262, 12.3: lines end at U+2028 and U+2029, too.
#[must_use]
pub fn in_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let script = |rest: &str| rest.get(..8).is_some_and(|tag| tag.eq_ignore_ascii_case("</script"));
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or("");
        match c {
            '*' if rest.starts_with("*/") => out.push_str("*\\"),
            '<' if script(rest) || rest.starts_with("<!--") => out.push_str("<\\"),
            '\t' => out.push(c),
            '\u{2028}' | '\u{2029}' => out.extend(c.escape_unicode()),
            c if c.is_control() => out.extend(c.escape_default()),
            c => out.push(c),
        }
    }
    out
}

/// The lines of a documentation, each for a comment of JSDoc.
pub fn in_jsdoc(text: &str) -> impl Iterator<Item = String> {
    text.trim().lines().map(|line| in_line(line.trim_end()))
}

/// A file's name as a URL that is relative to its folder (RFC 3986, 3.3).
#[must_use]
pub fn in_url(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' | b'+' | b','
            | b'=' | b'@' => {
                out.push(char::from(byte));
            }
            byte => {
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_end_a_line_or_a_url_is_escaped() {
        assert_eq!(in_line("app/größe – 1.py"), "app/größe – 1.py");
        assert_eq!(
            in_line("a\nalert(1)\r\u{2028}\u{2029}\u{85}.py"),
            "a\\nalert(1)\\r\\u{2028}\\u{2029}\\u{85}.py"
        );
        assert_eq!(in_url("chat-1.js"), "chat-1.js");
        assert_eq!(in_url("a b\n#?%ö.js"), "a%20b%0A%23%3F%25%C3%B6.js");
    }
}
