//! An excerpt of the source in plain ASCII, for error pages in a browser and messages of Python.
//!
//! ```text
//! 11 | def Chat(name):
//! 12 |     return ps.div(nam)
//!    |                   ^^^
//! ```

use crate::base::{LineIndex, Span};

/// How many lines are shown before and after the one that is marked.
const AROUND: u32 = 2;

/// A longer line is cut to what stands around the mark.
const WIDTH: usize = 120;

/// The lines around a span, with its first line marked.
pub fn frame(text: &str, span: Span) -> String {
    let index = LineIndex::new(text);
    let marked = index.line(span.start);
    let last = (marked + AROUND).min(index.line_count() as u32 - 1);
    let first = marked.saturating_sub(AROUND);
    let digits = (last + 1).to_string().len();
    let mut out = String::new();
    for line in first..=last {
        let start = index.line_start(line).unwrap_or(0) as usize;
        let end = index.line_start(line + 1).map_or(text.len(), |end| end as usize);
        let code = text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r']);
        let (shown, mark) = if line == marked {
            let from = (span.start as usize).saturating_sub(start);
            let to = (span.end as usize).saturating_sub(start);
            let (before, under) = cut(code, from, to);
            excerpt(&before, &under, code.get(to..).unwrap_or(""))
        } else {
            (plain(code).chars().take(WIDTH).collect(), None)
        };
        out.push_str(format!("{:>digits$} | {}", line + 1, shown).trim_end());
        out.push('\n');
        if let Some(mark) = mark {
            out.push_str(&format!("{:>digits$} | {mark}\n", ""));
        }
    }
    out
}

/// What stands before the mark and under it, as shown.
fn cut(code: &str, from: usize, to: usize) -> (String, String) {
    let bound = |mut at: usize| {
        at = at.min(code.len());
        while !code.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (from, to) = (bound(from), bound(to.max(from)));
    (plain(code.get(..from).unwrap_or("")), plain(code.get(from..to).unwrap_or("")))
}

/// The line and the marks below it.
fn excerpt(before: &str, under: &str, after: &str) -> (String, Option<String>) {
    let width = |text: &str| text.chars().count();
    let whole = width(before) + width(under) + width(after);
    let skipped = if whole > WIDTH { width(before).saturating_sub(WIDTH / 2) } else { 0 };
    let dots = if skipped > 0 { "..." } else { "" };
    let before: String = before.chars().skip(skipped).collect();
    let line = format!("{before}{under}{}", plain(after));
    let line: String = line.chars().take(WIDTH).collect();
    let room = WIDTH.saturating_sub(width(&before)).max(1);
    let marks = "^".repeat(width(under).clamp(1, room));
    let indent = " ".repeat(width(&before) + dots.len());
    (format!("{dots}{line}"), Some(format!("{indent}{marks}")))
}

/// A tab is four spaces, a byte order mark nothing, another control character `?`.
fn plain(code: &str) -> String {
    let mut out = String::new();
    for c in code.chars() {
        match c {
            '\t' => out.push_str("    "),
            '\u{feff}' => {}
            c if c.is_control() => out.push('?'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::FileId;

    fn of(text: &str, word: &str) -> String {
        let at = text.find(word).unwrap() as u32;
        frame(text, Span::new(FileId(0), at, at + word.len() as u32))
    }

    #[test]
    fn the_mark_stands_below_its_text() {
        let text = "\u{feff}a\nb\nc\n\tdé = bad\r\ne\n";
        let wanted = "2 | b\n3 | c\n4 |     dé = bad\n  |          ^^^\n5 | e\n6 |\n";
        assert_eq!(of(text, "bad"), wanted);
        assert_eq!(of(text, "a\nb"), "1 | a\n  | ^\n2 | b\n3 | c\n");
    }

    #[test]
    fn long_lines_are_cut() {
        let text = format!("{}bad{}", "x".repeat(5000), "y".repeat(5000));
        let shown = of(&text, "bad");
        let lines: Vec<_> = shown.lines().collect();
        assert!(lines.iter().all(|line| line.len() < 140), "{shown}");
        assert_eq!(lines[0].find("bad"), lines[1].find('^'), "{shown}");
    }
}
