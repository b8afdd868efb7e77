//! Cuts very long lines down to what stands around the marks, so that a frame stays a frame.
//!
//! ```text
//! 5 │ …, 4996, 4997, 4998, 4999, zzz]
//!   ·                            ^^^
//! ```
//!
//! Minified or generated source has lines of megabytes; drawn whole they hide what they should show.

use std::ops::Range;

use crate::base::LineIndex;

/// A longer line is cut.
const LONG: usize = 400;

/// How many bytes are kept on either side of a mark.
const AROUND: usize = 60;

/// How many bytes are marked at most.
const MARKED: usize = 80;

/// The text with its long lines cut and the ranges moved along; `None` where no line that will be
/// drawn is long. The line numbers stay, so the lines that are not drawn are left empty.
pub fn narrow(text: &str, ranges: &[Range<usize>]) -> Option<(String, Vec<Range<usize>>)> {
    let index = LineIndex::new(text);
    let line_of = |offset: usize| index.line(u32::try_from(offset).unwrap_or(u32::MAX)) as usize;
    let first = line_of(ranges.iter().map(|range| range.start).min()?).saturating_sub(1);
    let last = line_of(ranges.iter().map(|range| range.end).max()?) + 1;
    let bounds = |line: usize| {
        let start = |line| index.line_start(line as u32).map_or(text.len(), |at| at as usize);
        let line_text = text.get(start(line)..start(line + 1)).unwrap_or("");
        start(line)..start(line) + line_text.trim_end_matches(['\n', '\r']).len()
    };
    let lines: Vec<Range<usize>> = (first..=last.min(index.line_count() - 1)).map(bounds).collect();
    if lines.iter().all(|line| line.len() <= LONG) {
        return None;
    }
    let mut out = "\n".repeat(first);
    let mut moved = ranges.to_vec();
    for line in lines {
        let kept = window(text, &line, ranges);
        let (head, tail) = (kept.start > line.start, kept.end < line.end);
        out.push_str(if head { "…" } else { "" });
        let base = out.len();
        out.push_str(text.get(kept.clone()).unwrap_or(""));
        let place = |offset: usize| base + offset.clamp(kept.start, kept.end) - kept.start;
        for (range, to) in std::iter::zip(ranges, &mut moved) {
            if (line.start..=line.end).contains(&range.start) {
                to.start = place(range.start);
                to.end = place(range.end).max(to.start);
            }
            if range.start < line.start && (line.start..=line.end).contains(&range.end) {
                to.end = place(range.end);
            }
        }
        out.push_str(if tail { "…\n" } else { "\n" });
    }
    Some((out, moved))
}

/// The part of a line that is shown: around the first mark on it, or its beginning.
fn window(text: &str, line: &Range<usize>, ranges: &[Range<usize>]) -> Range<usize> {
    if line.len() <= LONG {
        return line.clone();
    }
    let mark = ranges.iter().find(|range| (line.start..=line.end).contains(&range.start));
    let start = mark.map_or(line.start, |mark| mark.start.saturating_sub(AROUND).max(line.start));
    let end =
        mark.map_or(line.start + 2 * AROUND, |mark| mark.end.min(mark.start + MARKED) + AROUND);
    bound(text, start)..bound(text, end.min(line.end))
}

/// The start of the character that holds this offset.
fn bound(text: &str, mut offset: usize) -> usize {
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn cut(text: &str, ranges: &[Range<usize>]) -> (String, Vec<String>) {
        let (cut, moved) = narrow(text, ranges).expect("a long line");
        let marked = moved.into_iter().map(|range| cut.get(range).expect("inside").to_owned());
        let marked = marked.collect();
        (cut, marked)
    }

    #[test]
    fn short_lines_stay() {
        assert!(narrow("a\nb\nc", &[2..3, 0..1]).is_none());
    }

    #[test]
    fn the_mark_stays_on_its_text_and_line() {
        let text = format!("first\n{}bad{}\nlast", "é".repeat(40_000), "x".repeat(40_000));
        let at = text.find("bad").expect("there");
        let (cut, marked) = cut(&text, &[at..at + 3, 0..5]);
        assert_eq!(marked, ["bad", "first"]);
        assert_eq!(cut.lines().count(), 3);
        assert!(cut.lines().all(|line| line.len() < LONG), "{cut}");
        assert!(cut.contains("…é") && cut.contains("x…"), "{cut}");
    }

    #[test]
    fn a_mark_over_a_whole_long_line_is_cut_with_it() {
        let text = "y".repeat(100_000);
        let (cut, marked) = cut(&text, &[0..100_000, 0..1]);
        assert!(cut.len() < LONG);
        assert!(cut.starts_with("yyy") && marked.iter().all(|it| it.starts_with('y')), "{cut}");
    }

    #[test]
    fn lines_before_keep_their_number() {
        let text = format!("{}{}", "a\n".repeat(10), "z".repeat(1000));
        let (cut, marked) = cut(&text, &[20..21, 22..23]);
        assert_eq!(marked, ["z", "z"]);
        assert_eq!(cut.lines().nth(10).map(|line| line.starts_with("zzz")), Some(true));
    }
}
