//! The token the outline works with, and the byte classes of Python's lexical grammar.
//!
//! Coarser than Python's own tokens: operators that no cut or binding depends on share one kind.

/// A token of a logical line. Offsets are bytes of the whole text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Token {
    pub kind: TokenKind,
    pub start: u32,
    pub end: u32,
    /// The number of brackets around the token; a bracket stands outside of itself. What stands in
    /// a replacement field of an f-string is deeper than the f-string.
    pub depth: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum TokenKind {
    /// An identifier or a keyword.
    Name,
    Number,
    /// A string; the tokens of its replacement fields follow it.
    Text,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    Colon,
    Comma,
    Semicolon,
    Dot,
    At,
    /// `=`
    Assign,
    /// `+=`, `//=`, …
    Augmented,
    /// `:=`
    Walrus,
    /// Every other operator.
    Operator,
    /// A character that belongs to no token of Python.
    Unknown,
}

impl Token {
    /// The source of a name, `""` for every other token: keywords compare against it.
    pub fn word<'a>(&self, text: &'a str) -> &'a str {
        match self.kind {
            TokenKind::Name => text.get(self.start as usize..self.end as usize).unwrap_or(""),
            TokenKind::Number
            | TokenKind::Text
            | TokenKind::Open
            | TokenKind::Close
            | TokenKind::Colon
            | TokenKind::Comma
            | TokenKind::Semicolon
            | TokenKind::Dot
            | TokenKind::At
            | TokenKind::Assign
            | TokenKind::Augmented
            | TokenKind::Walrus
            | TokenKind::Operator
            | TokenKind::Unknown => "",
        }
    }

    /// Whether an operand can end here, so that a binary operator may follow.
    pub fn ends_operand(&self) -> bool {
        use TokenKind::{Close, Name, Number, Text, Unknown};
        matches!(self.kind, Name | Number | Text | Close | Unknown)
    }
}

pub(super) fn is_name_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

pub(super) fn is_name_part(byte: u8) -> bool {
    is_name_start(byte) || byte.is_ascii_digit()
}

/// What a string prefix says about the literal after it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Prefix {
    pub raw: bool,
    /// An f-string or a t-string: it holds replacement fields.
    pub template: bool,
}

/// Reads a word that stands directly before a quote: `r`, `Rb`, `fR`, `t`, …; `None` for a word
/// that is no prefix.
pub(super) fn string_prefix(word: &[u8]) -> Option<Prefix> {
    let lower = |at: usize| word.get(at).map_or(0, u8::to_ascii_lowercase);
    let (raw, template) = match (word.len(), lower(0), lower(1)) {
        (0, _, _) | (1, b'u' | b'b', _) => (false, false),
        (1, b'r', _) | (2, b'r', b'b') | (2, b'b', b'r') => (true, false),
        (1, b'f' | b't', _) => (false, true),
        (2, b'r', b'f' | b't') | (2, b'f' | b't', b'r') => (true, true),
        _ => return None,
    };
    Some(Prefix { raw, template })
}
