//! Places in a text as the protocol counts them: lines, and columns in the unit that client and server agreed on.
//!
//! ```text
//! a = "😀x"       the x: column 9 in UTF-8, 7 in UTF-16, byte 9
//! ```
//!
//! What a client says is clamped: a column behind the end of a line is its end, a place in the middle of a character the
//! start of that character.

use lsp_types::{Position, PositionEncodingKind, Range};

use crate::base::{LineCol, LineIndex, Span};

/// The unit of columns.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    /// What to agree on with a client that offers these: bytes are cheaper, UTF-16 is what every client can.
    pub fn choose(offered: Option<&[PositionEncodingKind]>) -> Encoding {
        match offered.is_some_and(|kinds| kinds.contains(&PositionEncodingKind::UTF8)) {
            true => Encoding::Utf8,
            false => Encoding::Utf16,
        }
    }

    pub fn kind(self) -> PositionEncodingKind {
        match self {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn width(self, c: char) -> u32 {
        match self {
            Encoding::Utf8 => c.len_utf8() as u32,
            Encoding::Utf16 => c.len_utf16() as u32,
        }
    }
}

/// A text with its lines.
pub struct Lines<'t> {
    text: &'t str,
    index: LineIndex,
    encoding: Encoding,
}

impl<'t> Lines<'t> {
    pub fn new(text: &'t str, encoding: Encoding) -> Lines<'t> {
        Lines { text, index: LineIndex::new(text), encoding }
    }

    pub fn index(&self) -> &LineIndex {
        &self.index
    }

    pub fn position(&self, offset: u32) -> Position {
        let LineCol { line, column } = match self.encoding {
            Encoding::Utf16 => self.index.utf16(self.text, offset),
            Encoding::Utf8 => {
                let line = self.index.line(offset);
                let offset = offset.min(self.text.len() as u32);
                let start = self.index.line_start(line).unwrap_or(offset);
                LineCol { line, column: offset - start.min(offset) }
            }
        };
        Position { line, character: column }
    }

    pub fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }

    /// The byte offset of a place, clamped.
    pub fn offset(&self, position: Position) -> u32 {
        let Some(start) = self.index.line_start(position.line) else {
            return self.text.len() as u32;
        };
        let mut at = start;
        let mut column = 0;
        for c in self.text.get(start as usize..).unwrap_or_default().chars() {
            let next = column + self.encoding.width(c);
            if matches!(c, '\n' | '\r') || next > position.character {
                break;
            }
            column = next;
            at += c.len_utf8() as u32;
        }
        at
    }

    /// The text with an edit made.
    pub fn replaced(&self, range: Range, with: &str) -> String {
        let (start, end) = (self.offset(range.start), self.offset(range.end));
        let (start, end) = (start.min(end) as usize, start.max(end) as usize);
        let before = self.text.get(..start).unwrap_or_default();
        let after = self.text.get(end..).unwrap_or_default();
        [before, with, after].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again_in_both_units() {
        let text = "é😀x\r\n\tb\r😀😀\n";
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            let lines = Lines::new(text, encoding);
            for (at, c) in text.char_indices().filter(|(_, c)| *c != '\n') {
                let position = lines.position(at as u32);
                assert_eq!(lines.offset(position), at as u32, "{c:?} {encoding:?}");
            }
        }
        let lines = Lines::new(text, Encoding::Utf16);
        assert_eq!(lines.position(6), Position::new(0, 3));
        // Within a pair, behind the line, behind the text.
        assert_eq!(lines.offset(Position::new(0, 2)), 2);
        assert_eq!(lines.offset(Position::new(0, 99)), 7);
        assert_eq!(lines.offset(Position::new(9, 0)), text.len() as u32);
        assert_eq!(lines.replaced(Range::default(), "a"), format!("a{text}"));
    }
}
