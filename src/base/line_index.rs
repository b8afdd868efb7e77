//! From byte offsets to lines and columns.

/// A position for people and tools: both numbers count from 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct LineCol {
    pub line: u32,
    /// In the unit asked for: UTF-8 bytes, UTF-16 code units or code points.
    pub column: u32,
}

/// The starts of the lines of one text. `\n`, `\r\n` and a lone `\r` end a line, as in Python
/// (Language Reference 2.1.2, "Physical lines").
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str) -> LineIndex {
        let mut starts = vec![0];
        let bytes = text.as_bytes();
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let crlf = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
            if !crlf {
                starts.push(at as u32 + 1);
            }
        }
        LineIndex { starts }
    }

    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The 0-based line that holds `offset`.
    pub fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1) as u32
    }

    /// The byte offset at which a 0-based line starts.
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get(line as usize).copied()
    }

    /// Line and column in UTF-16 code units, the unit of source maps and of editors.
    pub fn utf16(&self, text: &str, offset: u32) -> LineCol {
        self.position(text, offset, |before| before.encode_utf16().count())
    }

    /// Line and column in code points, the unit of terminals.
    pub fn chars(&self, text: &str, offset: u32) -> LineCol {
        self.position(text, offset, |before| before.chars().count())
    }

    fn position(&self, text: &str, offset: u32, width: impl Fn(&str) -> usize) -> LineCol {
        let line = self.line(offset);
        let start = self.line_start(line).unwrap_or(0) as usize;
        let mut end = (offset as usize).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        LineCol { line, column: width(text.get(start..end).unwrap_or("")) as u32 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_in_python() {
        let text = "a\r\nb\rc\nd";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        assert_eq!(index.line(3), 1);
        assert_eq!(index.line(5), 2);
        assert_eq!(index.line(7), 3);
    }

    #[test]
    fn columns_count_in_the_unit_asked_for() {
        let text = "é😀x";
        let index = LineIndex::new(text);
        assert_eq!(index.utf16(text, 6), LineCol { line: 0, column: 3 });
        assert_eq!(index.chars(text, 6), LineCol { line: 0, column: 2 });
    }
}
