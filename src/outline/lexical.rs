//! Logical lines: the token scanner of the outline. Total, linear, never recursive.
//!
//! A logical line ends where Python's does: at a line end outside brackets, strings and backslash
//! continuations. What Python refuses is read so that the damage stays small:
//!
//! ```text
//! x = [1, 2           a string without its end stops at the line's end,
//!                     and brackets opened on that line are forgotten
//! def f():            a word that can only begin a statement, in column 0 inside brackets,
//!     return x        begins a new logical line: `def f` is safe from the open `[`
//! ```
//!
//! An f-string whose replacement fields do not close is read again as a plain string. Reading again
//! costs time, so all of it together is bounded by a multiple of the text's length; past that,
//! f-strings are read as plain strings at once and decorators are not looked back for.

use super::token::{Token, TokenKind, is_name_part, is_name_start, string_prefix};

/// How many times the length of the text may be read again after a failed attempt.
const REREAD_FACTOR: usize = 4;

/// The position of a logical line; its tokens are [`Lexer::tokens`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Line {
    /// The indentation, a tab counting to the next multiple of eight as in Python.
    pub column: u32,
}

pub(super) struct Lexer<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// The tokens of the current logical line.
    pub(super) tokens: Vec<Token>,
    pub(super) depth: u32,
    /// The deepest bracket so far.
    pub(super) deepest: u32,
    /// The depth at the start of the physical line.
    line_depth: u32,
    /// Where a decorator may begin inside brackets: its offset and its depth.
    decorator: Option<(usize, u32)>,
    reread: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str) -> Lexer<'a> {
        let at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        Lexer {
            bytes: text.as_bytes(),
            at,
            tokens: Vec::new(),
            depth: 0,
            deepest: 0,
            line_depth: 0,
            decorator: None,
            reread: 0,
        }
    }

    /// Reads the next logical line that holds a token.
    pub fn next_line(&mut self) -> Option<Line> {
        self.tokens.clear();
        self.depth = 0;
        self.line_depth = 0;
        self.decorator = None;
        let column = self.indentation()?;
        while let Some(byte) = self.skip_blanks() {
            match byte {
                b'\n' | b'\r' => {
                    self.newline();
                    if self.depth == 0 || self.recovers() {
                        break;
                    }
                    self.line_depth = self.depth;
                }
                b'#' => self.skip_to_line_end(),
                b'\\' if self.continues() => {
                    self.at += 1;
                    self.newline();
                    if self.definition_in_column_zero() {
                        break;
                    }
                    self.line_depth = self.depth;
                }
                _ => self.token(byte),
            }
        }
        Some(Line { column })
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    /// Whether the backslash here is followed by a line end.
    pub(super) fn continues(&self) -> bool {
        matches!(self.peek(1), Some(b'\n' | b'\r'))
    }

    /// Steps over the line end here: `\n`, `\r\n` or a lone `\r`.
    pub(super) fn newline(&mut self) {
        let crlf = self.peek(0) == Some(b'\r') && self.peek(1) == Some(b'\n');
        self.at += if crlf { 2 } else { 1 };
    }

    /// Steps over spaces; gives the byte after them.
    pub(super) fn skip_blanks(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\x0c') = self.peek(0) {
            self.at += 1;
        }
        self.peek(0)
    }

    pub(super) fn skip_to_line_end(&mut self) {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        self.at += memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    }

    /// Steps over blank lines and comments to the first token of a line and gives its column.
    fn indentation(&mut self) -> Option<u32> {
        let mut column = 0;
        // The first line of a backslash continuation decides, as in CPython.
        let mut continued = 0;
        loop {
            match self.peek(0)? {
                b' ' => column += 1,
                b'\t' => column = (column / 8 + 1) * 8,
                b'\x0c' => (column, continued) = (0, 0),
                b'#' => {
                    self.skip_to_line_end();
                    continue;
                }
                b'\n' | b'\r' => (column, continued) = (0, 0),
                b'\\' if self.continues() => {
                    continued = if continued == 0 { column } else { continued };
                    self.at += 1;
                    self.newline();
                    continue;
                }
                _ => return Some(if continued == 0 { column } else { continued }),
            }
            self.at += 1;
        }
    }

    /// Reads one token, which starts with `byte`.
    fn token(&mut self, byte: u8) {
        match byte {
            b'"' | b'\'' => self.string(self.at),
            _ if is_name_start(byte) => {
                let start = self.at;
                let quoted = self.word();
                if quoted {
                    self.string(start);
                } else {
                    self.push(TokenKind::Name, start);
                }
            }
            b'(' | b'[' | b'{' => {
                self.at += 1;
                self.push(TokenKind::Open, self.at - 1);
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
            b')' | b']' | b'}' => {
                self.depth = self.depth.saturating_sub(1);
                self.at += 1;
                self.push(TokenKind::Close, self.at - 1);
            }
            _ => self.plain_token(byte),
        }
    }

    /// Reads a number or an operator that is no bracket.
    pub(super) fn plain_token(&mut self, byte: u8) {
        let start = self.at;
        let second = self.peek(1);
        let (kind, len) = match (byte, second) {
            (b'0'..=b'9', _) | (b'.', Some(b'0'..=b'9')) => {
                self.at += 1;
                while self.peek(0).is_some_and(|next| is_name_part(next) || next == b'.') {
                    self.at += 1;
                }
                (TokenKind::Number, 0)
            }
            (b':', Some(b'=')) => (TokenKind::Walrus, 2),
            (b'=' | b'!' | b'<' | b'>', Some(b'=')) | (b'-', Some(b'>')) => {
                (TokenKind::Operator, 2)
            }
            (b'*' | b'/' | b'<' | b'>', Some(again)) if again == byte => match self.peek(2) {
                Some(b'=') => (TokenKind::Augmented, 3),
                _ => (TokenKind::Operator, 2),
            },
            (b'+' | b'-' | b'*' | b'/' | b'%' | b'@' | b'&' | b'|' | b'^', Some(b'=')) => {
                (TokenKind::Augmented, 2)
            }
            (b':', _) => (TokenKind::Colon, 1),
            (b',', _) => (TokenKind::Comma, 1),
            (b';', _) => (TokenKind::Semicolon, 1),
            (b'.', _) => (TokenKind::Dot, 1),
            (b'@', _) => (TokenKind::At, 1),
            (b'=', _) => (TokenKind::Assign, 1),
            (b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^' | b'~' | b'<' | b'>', _) => {
                (TokenKind::Operator, 1)
            }
            // `!` stands before the conversion of a replacement field.
            (b'!', _) if self.depth > 0 => (TokenKind::Operator, 1),
            _ => (TokenKind::Unknown, 1),
        };
        self.at += len;
        self.push(kind, start);
    }

    pub(super) fn push(&mut self, kind: TokenKind, start: usize) {
        let (start, end) = (start as u32, self.at as u32);
        self.tokens.push(Token { kind, start, end, depth: self.depth });
    }

    /// Steps over a word; whether it is the prefix of a string that starts after it.
    pub(super) fn word(&mut self) -> bool {
        let start = self.at;
        while self.peek(0).is_some_and(is_name_part) {
            self.at += 1;
        }
        let word = self.bytes.get(start..self.at).unwrap_or_default();
        matches!(self.peek(0), Some(b'"' | b'\'')) && string_prefix(word).is_some()
    }

    /// Reads a string whose prefix starts at `start` and whose quote is here.
    fn string(&mut self, start: usize) {
        let quote_at = self.at;
        let prefix = string_prefix(self.bytes.get(start..quote_at).unwrap_or_default());
        let place = self.tokens.len();
        self.push(TokenKind::Text, start);
        if let Some(prefix) = prefix.filter(|prefix| prefix.template)
            && self.reread <= self.bytes.len().saturating_mul(REREAD_FACTOR)
        {
            let depth = self.depth;
            let closed = self.template(prefix.raw);
            self.depth = depth;
            if closed {
                self.end_text(place);
                return;
            }
            self.reread += self.at - start;
            self.at = quote_at;
            self.tokens.truncate(place + 1);
        }
        if !self.plain_string() {
            self.depth = self.depth.min(self.line_depth);
        }
        self.end_text(place);
    }

    /// Sets the end of the string token at `place`.
    pub(super) fn end_text(&mut self, place: usize) {
        let end = self.at as u32;
        if let Some(token) = self.tokens.get_mut(place) {
            token.end = end;
        }
    }

    /// Whether the quote here is three quotes; steps over what opens the string.
    pub(super) fn open_quotes(&mut self) -> (u8, bool) {
        let quote = self.peek(0).unwrap_or(b'"');
        let triple = self.peek(1) == Some(quote) && self.peek(2) == Some(quote);
        self.at += if triple { 3 } else { 1 };
        (quote, triple)
    }

    /// Steps over a string without replacement fields, from its quote; false when it has no end.
    pub(super) fn plain_string(&mut self) -> bool {
        let (quote, triple) = self.open_quotes();
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            if triple {
                self.at += memchr::memchr2(quote, b'\\', rest).unwrap_or(rest.len());
            } else {
                let stop = |&byte: &u8| matches!(byte, b'\\' | b'\n' | b'\r') || byte == quote;
                self.at += rest.iter().position(stop).unwrap_or(rest.len());
            }
            match self.peek(0) {
                None => return false,
                Some(b'\\') => self.escape(),
                Some(byte) if byte != quote => return false,
                Some(_) if !triple => {
                    self.at += 1;
                    return true;
                }
                Some(_) if self.peek(1) == Some(quote) && self.peek(2) == Some(quote) => {
                    self.at += 3;
                    return true;
                }
                Some(_) => self.at += 1,
            }
        }
    }

    /// Steps over a backslash and the character after it, if there is one.
    pub(super) fn escape(&mut self) {
        self.at += 1;
        match self.peek(0) {
            Some(b'\r' | b'\n') => self.newline(),
            Some(_) => self.at += 1,
            None => {}
        }
    }

    /// At the start of a physical line inside brackets: whether a statement must begin here. Then
    /// the line is cut before it, decorators included.
    fn recovers(&mut self) -> bool {
        let at = match self.statement_start() {
            Start::None => return false,
            Start::Decorator => {
                self.decorator.get_or_insert((self.at, self.depth));
                return false;
            }
            Start::Operand => {
                // `@` was matrix multiplication after all, unless this line is inside its call.
                self.decorator = self.decorator.filter(|&(_, depth)| self.depth > depth);
                return false;
            }
            Start::Statement => self.at,
            Start::Definition => {
                let room = self.bytes.len().saturating_mul(REREAD_FACTOR);
                match self.decorator {
                    Some((at, _)) if self.reread <= room => at,
                    _ => self.at,
                }
            }
        };
        self.reread += self.at - at;
        self.at = at;
        self.tokens.truncate(self.tokens.partition_point(|token| (token.start as usize) < at));
        true
    }

    /// What the physical line that starts here can begin with, inside brackets. Sound: text that
    /// Python accepts never gives `Statement` or `Definition`, since those words are keywords that
    /// no expression, pattern or list of imports can hold at that place.
    pub(super) fn statement_start(&self) -> Start {
        let after_operand = self.tokens.last().is_some_and(Token::ends_operand);
        let Some(first) = self.peek(0) else { return Start::None };
        if first == b'@' {
            return match self.peek(1) {
                Some(next) if is_name_start(next) && after_operand => Start::Decorator,
                Some(next) if is_name_start(next) => Start::Statement,
                _ => Start::Operand,
            };
        }
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        match leading_word(rest) {
            b"" if is_blank(first) => Start::None,
            b"def" | b"class" => Start::Definition,
            b"import" | b"with" | b"while" | b"try" | b"return" | b"raise" | b"del" | b"pass"
            | b"assert" | b"global" | b"nonlocal" | b"break" | b"continue" | b"elif"
            | b"except" | b"finally" => Start::Statement,
            b"async" => match leading_word(after_blanks(rest.get(5..).unwrap_or_default())) {
                b"def" => Start::Definition,
                b"with" => Start::Statement,
                _ => Start::Operand,
            },
            // `(yield⏎from x)`
            b"from" if !self.last_word_is(b"yield") => Start::Statement,
            // `[x⏎for x in y]`, `(x⏎if y⏎else z)`
            b"if" | b"for" | b"else" if !after_operand => Start::Statement,
            _ => Start::Operand,
        }
    }

    /// After a backslash at a line's end: `def` and `class` in column 0 cannot go on a statement.
    fn definition_in_column_zero(&self) -> bool {
        let word = leading_word(self.bytes.get(self.at..).unwrap_or_default());
        matches!(word, b"def" | b"class") && !self.last_word_is(b"async")
    }

    fn last_word_is(&self, word: &[u8]) -> bool {
        self.tokens.last().is_some_and(|last| {
            self.bytes.get(last.start as usize..last.end as usize) == Some(word)
        })
    }
}

/// What a physical line inside brackets begins with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Start {
    /// Indentation, a blank line, a comment or a closing bracket.
    None,
    /// `@name` where `@` could also multiply; the `def` after it decides.
    Decorator,
    /// Something that can go on an expression.
    Operand,
    Statement,
    /// `def`, `class` or `async def`: decorators before it belong to it.
    Definition,
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\x0c' | b'\n' | b'\r' | b'#' | b')' | b']' | b'}')
}

fn leading_word(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().position(|&byte| !is_name_part(byte)).unwrap_or(bytes.len());
    bytes.get(..end).unwrap_or_default()
}

fn after_blanks(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|byte| !matches!(byte, b' ' | b'\t')).unwrap_or(bytes.len());
    bytes.get(start..).unwrap_or_default()
}
