//! Finds the ends of string literals and cuts f-strings into text and replacement fields (PEP 701).
//!
//! `f"a{x!r:>{w}}"` becomes `Text(a)`, `Field { expr: x, conversion: r, spec: [Text(>), Field(w)] }`.
//! Only offsets are noted here; nothing is decoded or parsed. The cutter follows CPython's tokenizer:
//! within a field any string may stand, quotes of the enclosing literal included, and `{{` is an
//! escape in the text of a literal but not in a format spec.

use crate::syntax::ast::Conversion;

/// How deeply f-strings may stand in each other's fields, as in CPython.
const MAX_NESTING: u32 = 150;

/// What the letters before the quote say.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Prefix {
    pub raw: bool,
    pub bytes: bool,
    pub format: bool,
    pub template: bool,
}

/// A range of byte offsets in the file.
pub type Range = std::ops::Range<usize>;

/// One string literal, prefix and quotes included.
#[derive(Debug)]
pub struct Literal {
    pub range: Range,
    pub prefix: Prefix,
    /// The text between the quotes.
    pub body: Range,
    /// The pieces of an f-string; empty for every other literal.
    pub parts: Vec<Part>,
    /// The end was not found: the literal reaches to the end of its line or of the chunk.
    pub unterminated: bool,
    pub problems: Vec<Problem>,
}

#[derive(Debug)]
pub enum Part {
    /// Text that is still escaped.
    Text(Range),
    Field(Box<Field>),
}

#[derive(Debug)]
pub struct Field {
    /// With the braces.
    pub range: Range,
    pub expr: Range,
    /// The text up to and with `=` and the white space after it.
    pub debug: Option<Range>,
    pub conversion: Option<Conversion>,
    pub spec: Option<Vec<Part>>,
}

/// A mistake in the shape of an f-string.
#[derive(Debug)]
pub struct Problem {
    pub range: Range,
    pub message: String,
    pub help: Option<&'static str>,
}

/// Reads the letters of `word` as a string prefix.
pub fn prefix(word: &[u8]) -> Option<Prefix> {
    let mut found = Prefix::default();
    let mut unicode = false;
    for letter in word {
        let flag = match letter.to_ascii_lowercase() {
            b'r' => &mut found.raw,
            b'b' => &mut found.bytes,
            b'f' => &mut found.format,
            b't' => &mut found.template,
            b'u' => &mut unicode,
            _ => return None,
        };
        if std::mem::replace(flag, true) {
            return None;
        }
    }
    let kinds = [found.bytes, found.format, found.template, unicode];
    let ok = kinds.iter().filter(|&&kind| kind).count() <= 1 && !(unicode && found.raw);
    ok.then_some(found)
}

/// Scans the literal whose prefix starts at `start` and whose first quote is at `quote`.
pub fn scan(text: &str, start: usize, quote: usize, prefix: Prefix) -> Literal {
    let mut scanner = Scanner { bytes: text.as_bytes(), problems: Vec::new() };
    scanner.literal(start, quote, prefix, 0)
}

/// The end of the identifier or number that starts at `at`.
pub fn word_end(bytes: &[u8], at: usize) -> usize {
    let tail = bytes.get(at..).unwrap_or(&[]);
    at + tail.iter().position(|&byte| !is_word(byte)).unwrap_or(tail.len())
}

/// Letters, digits, the underscore and everything beyond ASCII.
pub fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// The end of the line that holds `at`, before its line end.
pub fn line_end(bytes: &[u8], at: usize) -> usize {
    let tail = bytes.get(at..).unwrap_or(&[]);
    at + memchr::memchr2(b'\n', b'\r', tail).unwrap_or(tail.len())
}

struct Scanner<'a> {
    bytes: &'a [u8],
    problems: Vec<Problem>,
}

/// The closing quotes that the scanner looks for.
#[derive(Clone, Copy)]
struct Quotes {
    quote: u8,
    triple: bool,
    raw: bool,
}

/// Why a run of f-string text ended.
enum Stop {
    /// At the closing quotes.
    Quote,
    /// At the `}` or the line end that ends a format spec.
    Spec,
    /// At the end of the line or of the text.
    Unterminated,
}

impl Scanner<'_> {
    fn at(&self, at: usize) -> Option<u8> {
        self.bytes.get(at).copied()
    }

    fn problem(&mut self, range: Range, message: &str, help: Option<&'static str>) {
        self.problems.push(Problem { range, message: message.to_owned(), help });
    }

    fn literal(&mut self, start: usize, quote: usize, prefix: Prefix, depth: u32) -> Literal {
        let mark = self.bytes.get(quote..quote + 3);
        let quotes = Quotes {
            quote: self.at(quote).unwrap_or(b'"'),
            triple: matches!(mark, Some([a, b, c]) if a == b && b == c),
            raw: prefix.raw,
        };
        let width = if quotes.triple { 3 } else { 1 };
        let mut parts = Vec::new();
        let (body_end, closed) = if prefix.format || prefix.template {
            self.formatted(quote + width, quotes, depth, &mut parts)
        } else {
            self.plain(quote + width, quotes)
        };
        let end = if closed { body_end + width } else { body_end };
        Literal {
            range: start..end,
            prefix,
            body: quote + width..body_end,
            parts,
            unterminated: !closed,
            problems: std::mem::take(&mut self.problems),
        }
    }

    fn is_closing(&self, at: usize, quotes: Quotes) -> bool {
        let here = self.at(at) == Some(quotes.quote);
        let more = || (1..3).all(|step| self.at(at + step) == Some(quotes.quote));
        here && (!quotes.triple || more())
    }

    /// The offset behind a backslash and what it escapes; a CRLF is one thing.
    fn after_escape(&self, backslash: usize) -> usize {
        match (self.at(backslash + 1), self.at(backslash + 2)) {
            (Some(b'\r'), Some(b'\n')) => backslash + 3,
            (Some(_), _) => backslash + 2,
            (None, _) => backslash + 1,
        }
    }

    fn plain(&self, from: usize, quotes: Quotes) -> (usize, bool) {
        let mut at = from;
        while let Some(byte) = self.at(at) {
            match byte {
                b'\\' => at = self.after_escape(at),
                b'\n' | b'\r' if !quotes.triple => return (at, false),
                _ if self.is_closing(at, quotes) => return (at, true),
                _ => at += 1,
            }
        }
        (self.bytes.len(), false)
    }

    fn formatted(
        &mut self,
        from: usize,
        quotes: Quotes,
        depth: u32,
        parts: &mut Vec<Part>,
    ) -> (usize, bool) {
        if depth >= MAX_NESTING {
            let help = Some("put the inner text into a variable of its own");
            self.problem(from - 1..from, "f-strings are nested too deeply", help);
            return (line_end(self.bytes, from), false);
        }
        let (at, stop) = self.middle(from, quotes, depth, 0, parts);
        match stop {
            Stop::Quote => (at, true),
            Stop::Spec | Stop::Unterminated => (at, false),
        }
    }

    /// Text and fields, up to what ends them. `specs` counts the format specs around.
    fn middle(
        &mut self,
        from: usize,
        quotes: Quotes,
        depth: u32,
        specs: u32,
        parts: &mut Vec<Part>,
    ) -> (usize, Stop) {
        let (mut at, mut text) = (from, from);
        let flush = |parts: &mut Vec<Part>, text: usize, end: usize| {
            if text < end {
                parts.push(Part::Text(text..end));
            }
        };
        let stop = loop {
            let Some(byte) = self.at(at) else { break Stop::Unterminated };
            match byte {
                b'\n' | b'\r' if !quotes.triple => {
                    break if specs > 0 { Stop::Spec } else { Stop::Unterminated };
                }
                _ if self.is_closing(at, quotes) => {
                    break if specs > 0 { Stop::Unterminated } else { Stop::Quote };
                }
                b'{' if specs == 0 && self.at(at + 1) == Some(b'{') => {
                    flush(parts, text, at + 1);
                    at += 2;
                    text = at;
                }
                b'{' => {
                    flush(parts, text, at);
                    let (end, field) = self.field(at, quotes, depth, specs);
                    parts.extend(field.map(|field| Part::Field(Box::new(field))));
                    at = end.unwrap_or(self.bytes.len());
                    text = at;
                    if end.is_none() {
                        at = self.recover(from, quotes);
                        text = at;
                        break Stop::Unterminated;
                    }
                }
                b'}' if specs > 0 => break Stop::Spec,
                b'}' => {
                    flush(parts, text, at + 1);
                    at += 1;
                    if self.at(at) == Some(b'}') {
                        at += 1;
                    } else {
                        let help = Some("write `}}` for a brace in the text");
                        self.problem(at - 1..at, "a single `}` stands in an f-string", help);
                    }
                    text = at;
                }
                b'\\' => at = self.after_backslash(at, quotes),
                _ => at += 1,
            }
        };
        flush(parts, text, at);
        (at, stop)
    }

    /// A backslash before a brace is text; `\N{DASH}` is one escape.
    fn after_backslash(&self, at: usize, quotes: Quotes) -> usize {
        match (self.at(at + 1), self.at(at + 2)) {
            (Some(b'{' | b'}'), _) => at + 1,
            (Some(b'N'), Some(b'{')) if !quotes.raw => {
                let tail = self.bytes.get(at + 3..).unwrap_or(&[]);
                let end = tail.iter().position(|&b| b == b'}' || b == b'\n' || b == quotes.quote);
                match end {
                    Some(end) if tail.get(end) == Some(&b'}') => at + 4 + end,
                    Some(end) => at + 3 + end,
                    None => self.bytes.len(),
                }
            }
            _ => self.after_escape(at),
        }
    }

    /// Where to go on after a field without an end.
    fn recover(&self, from: usize, quotes: Quotes) -> usize {
        if quotes.triple { self.bytes.len() } else { line_end(self.bytes, from) }
    }

    /// The field whose `{` is at `open`. Without an end the first half is `None`.
    fn field(
        &mut self,
        open: usize,
        quotes: Quotes,
        depth: u32,
        specs: u32,
    ) -> (Option<usize>, Option<Field>) {
        if specs > 2 {
            let help = Some("put the inner text into a variable of its own");
            self.problem(open..open + 1, "format specs are nested too deeply", help);
            return (None, None);
        }
        let Some(expr_end) = self.expression(open + 1, quotes, depth) else {
            self.unclosed(open);
            return (None, None);
        };
        let mut field = Field {
            range: open..open + 1,
            expr: open + 1..expr_end,
            debug: None,
            conversion: None,
            spec: None,
        };
        let mut at = expr_end;
        if self.at(at) == Some(b'=') {
            at = self.skip_space(at + 1);
            field.debug = Some(open + 1..at);
        }
        if self.at(at) == Some(b'!') {
            (at, field.conversion) = self.conversion(at);
        }
        if self.at(at) == Some(b':') {
            let mut spec = Vec::new();
            let (end, stop) = self.middle(at + 1, quotes, depth, specs + 1, &mut spec);
            field.spec = Some(spec);
            at = end;
            if matches!(stop, Stop::Quote | Stop::Unterminated) {
                self.unclosed(open);
                return (None, None);
            }
            at = self.skip_space(at);
        }
        if self.at(at) == Some(b'}') {
            field.range.end = at + 1;
            return (Some(at + 1), Some(field));
        }
        let expected = match (&field.debug, field.conversion) {
            (_, Some(_)) => "expected `:` or `}` after the conversion",
            (Some(_), None) => "expected `!`, `:` or `}` after `=` in an f-string field",
            (None, None) => "expected `}` here",
        };
        let help = Some("close the field with `}`; for a brace in the text write `{{`");
        self.problem(at..at + 1, expected, help);
        let end = self.close(at, quotes, depth);
        (end, None)
    }

    fn unclosed(&mut self, open: usize) {
        // One cause, one report: the innermost field speaks.
        if self.problems.is_empty() {
            let help = Some("write `{{` for a brace in the text");
            self.problem(open..open + 1, "this `{` of the f-string is never closed", help);
        }
    }

    /// Goes on after a malformed field: behind its `}`.
    fn close(&mut self, from: usize, quotes: Quotes, depth: u32) -> Option<usize> {
        let mut at = from;
        loop {
            let end = self.expression(at, quotes, depth)?;
            if self.at(end) == Some(b'}') {
                return Some(end + 1);
            }
            at = end + 1;
        }
    }

    /// `!r` at `at`; white space may follow it.
    fn conversion(&mut self, at: usize) -> (usize, Option<Conversion>) {
        let end = word_end(self.bytes, at + 1);
        let conversion = match self.bytes.get(at + 1..end) {
            Some(b"s") => Some(Conversion::Str),
            Some(b"r") => Some(Conversion::Repr),
            Some(b"a") => Some(Conversion::Ascii),
            _ => {
                let help = Some("the conversions are `!s`, `!r` and `!a`");
                self.problem(at..end.max(at + 1), "unknown conversion in an f-string field", help);
                // Any value, so that no second problem is reported.
                Some(Conversion::Str)
            }
        };
        (self.skip_space(end), conversion)
    }

    /// White space, line ends and comments between the tokens of a field.
    fn skip_space(&self, from: usize) -> usize {
        let mut at = from;
        loop {
            match self.at(at) {
                Some(b' ' | b'\t' | b'\x0c' | b'\n' | b'\r') => at += 1,
                Some(b'#') => at = line_end(self.bytes, at),
                _ => return at,
            }
        }
    }

    /// The end of the expression of a field: the offset of its `}`, `:`, `!` or debug `=`.
    fn expression(&mut self, from: usize, quotes: Quotes, depth: u32) -> Option<usize> {
        let mut at = from;
        let mut open = Vec::new();
        loop {
            let byte = self.at(at)?;
            let next = self.at(at + 1);
            match byte {
                b'#' => at = line_end(self.bytes, at),
                b'"' | b'\'' => at = self.nested(at, at, Prefix::default(), quotes, depth)?,
                b'(' | b'[' | b'{' => {
                    open.push(byte);
                    at += 1;
                }
                b'}' if open.is_empty() => return Some(at),
                b')' | b']' | b'}' => {
                    // A wrong bracket is the parser's to report.
                    open.pop();
                    at += 1;
                }
                b'=' | b'!' | b'<' | b'>' if next == Some(b'=') => at += 2,
                b':' | b'!' if open.is_empty() => return Some(at),
                b'=' if open.is_empty() => return Some(at),
                _ if is_word(byte) => {
                    let end = word_end(self.bytes, at);
                    let quote = matches!(self.at(end), Some(b'"' | b'\''));
                    let found = self.bytes.get(at..end).and_then(prefix).filter(|_| quote);
                    at = match found {
                        Some(found) => self.nested(at, end, found, quotes, depth)?,
                        None => end,
                    };
                }
                _ => at += 1,
            }
        }
    }

    /// The end of a literal within a field. Its own problems are told when the field is parsed.
    fn nested(
        &mut self,
        start: usize,
        quote: usize,
        prefix: Prefix,
        outer: Quotes,
        depth: u32,
    ) -> Option<usize> {
        let mut inner = Scanner { bytes: self.bytes, problems: Vec::new() };
        let literal = inner.literal(start, quote, prefix, depth + 1);
        if literal.unterminated {
            let too_deep = literal.problems.into_iter().find(|p| p.message.contains("too deeply"));
            self.problems.extend(too_deep);
            let same = self.at(quote) == Some(outer.quote);
            if !same && self.problems.is_empty() {
                let help = Some("close the string before the field ends");
                self.problem(start..quote + 1, "this string is never closed", help);
            }
            return None;
        }
        Some(literal.range.end)
    }
}
