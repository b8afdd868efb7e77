//! f-strings and t-strings as PEP 701 and PEP 750 define them, with an explicit stack.
//!
//! ```text
//! f"{d["k"]!r:>{width + 1}} {{ }}"
//!   └ field  ┘ └ spec        ┘       Text → Field → Bracket …, Field → Text (spec) → Field …
//! ```
//!
//! The tokens of the replacement fields go to the logical line they stand in: a `:=` in a field
//! binds in the module.

use super::lexical::{Lexer, Start};
use super::token::{TokenKind, is_name_start, string_prefix};

/// How the string that a text or a field belongs to is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Delimiter {
    quote: u8,
    triple: bool,
    raw: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Frame {
    /// The literal part of the string whose token is at `place`.
    Text { delimiter: Delimiter, place: usize },
    /// The format spec of the field below it.
    Spec(Delimiter),
    /// A replacement field.
    Field(Delimiter),
    /// A bracket inside a field, by its opening character.
    Bracket(u8),
}

/// The string has no end, or a replacement field of it does not close.
struct Unclosed;

impl Lexer<'_> {
    /// Steps over a string with replacement fields, from its quote; false when it does not close.
    pub(super) fn template(&mut self, raw: bool) -> bool {
        let base = self.depth;
        let place = self.tokens.len().saturating_sub(1);
        let mut stack = vec![self.open_template(raw, place)];
        while let Some(&top) = stack.last() {
            self.depth = base.saturating_add(stack.len() as u32);
            self.deepest = self.deepest.max(self.depth);
            let step = match top {
                Frame::Text { delimiter, .. } => self.template_text(delimiter, false, &mut stack),
                Frame::Spec(delimiter) => self.template_text(delimiter, true, &mut stack),
                Frame::Field(_) | Frame::Bracket(_) => self.template_code(top, &mut stack),
            };
            if step.is_err() {
                return false;
            }
        }
        true
    }

    fn open_template(&mut self, raw: bool, place: usize) -> Frame {
        let (quote, triple) = self.open_quotes();
        Frame::Text { delimiter: Delimiter { quote, triple, raw }, place }
    }

    /// Reads literal text up to the next field or to the end of the string or spec.
    fn template_text(
        &mut self,
        delimiter: Delimiter,
        in_spec: bool,
        stack: &mut Vec<Frame>,
    ) -> Result<(), Unclosed> {
        let Delimiter { quote, triple, raw } = delimiter;
        loop {
            let byte = self.peek(0).ok_or(Unclosed)?;
            match byte {
                b'\\' if matches!(self.peek(1), Some(b'{' | b'}')) => self.at += 1,
                b'\\' if !raw && self.peek(1) == Some(b'N') && self.peek(2) == Some(b'{') => {
                    self.character_name();
                }
                b'\\' => self.escape(),
                b'\n' | b'\r' if !triple => return Err(Unclosed),
                b'{' if !in_spec && self.peek(1) == Some(b'{') => self.at += 2,
                b'{' => {
                    self.at += 1;
                    stack.push(Frame::Field(delimiter));
                    return Ok(());
                }
                b'}' if in_spec => {
                    self.at += 1;
                    stack.truncate(stack.len().saturating_sub(2));
                    return Ok(());
                }
                _ if byte == quote && !triple => {
                    self.at += 1;
                    return self.end_template(in_spec, stack);
                }
                _ if byte == quote
                    && self.peek(1) == Some(quote)
                    && self.peek(2) == Some(quote) =>
                {
                    self.at += 3;
                    return self.end_template(in_spec, stack);
                }
                _ => self.at += 1,
            }
        }
    }

    /// The closing quote: in a format spec it comes before the `}`.
    fn end_template(&mut self, in_spec: bool, stack: &mut Vec<Frame>) -> Result<(), Unclosed> {
        if in_spec {
            return Err(Unclosed);
        }
        if let Some(Frame::Text { place, .. }) = stack.pop() {
            self.end_text(place);
        }
        Ok(())
    }

    /// Steps over `\N{GREEK SMALL LETTER ALPHA}`, whose braces are no field.
    fn character_name(&mut self) {
        self.at += 3;
        while self.peek(0).is_some_and(|b| b.is_ascii_alphanumeric() || b == b' ' || b == b'-') {
            self.at += 1;
        }
        if self.peek(0) == Some(b'}') {
            self.at += 1;
        }
    }

    /// Reads one token of a replacement field.
    fn template_code(&mut self, top: Frame, stack: &mut Vec<Frame>) -> Result<(), Unclosed> {
        let byte = self.skip_blanks().ok_or(Unclosed)?;
        match byte {
            b'\n' | b'\r' => {
                self.newline();
                if matches!(self.statement_start(), Start::Statement | Start::Definition) {
                    return Err(Unclosed);
                }
            }
            b'#' => self.skip_to_line_end(),
            b'\\' if self.continues() => {
                self.at += 1;
                self.newline();
            }
            b'"' | b'\'' => self.template_string(self.at, stack)?,
            _ if is_name_start(byte) => {
                let start = self.at;
                if self.word() {
                    self.template_string(start, stack)?;
                } else {
                    self.push(TokenKind::Name, start);
                }
            }
            b'(' | b'[' | b'{' => {
                self.bracket(TokenKind::Open);
                stack.push(Frame::Bracket(byte));
            }
            b')' | b']' => {
                if matches!(top, Frame::Bracket(_)) {
                    stack.pop();
                    self.depth = self.depth.saturating_sub(1);
                }
                self.bracket(TokenKind::Close);
            }
            b'}' => self.closing_brace(stack),
            b':' => match top {
                Frame::Field(delimiter) => {
                    self.at += 1;
                    stack.push(Frame::Spec(delimiter));
                }
                Frame::Text { .. } | Frame::Spec(_) | Frame::Bracket(_) => self.plain_token(byte),
            },
            _ => self.plain_token(byte),
        }
        Ok(())
    }

    fn bracket(&mut self, kind: TokenKind) {
        self.at += 1;
        self.push(kind, self.at - 1);
    }

    /// Closes the innermost brace, brackets left open inside it included: a brace of the expression,
    /// or the field.
    fn closing_brace(&mut self, stack: &mut Vec<Frame>) {
        while let Some(frame) = stack.pop() {
            self.depth = self.depth.saturating_sub(1);
            match frame {
                Frame::Bracket(b'{') => return self.bracket(TokenKind::Close),
                Frame::Bracket(_) => {}
                Frame::Field(_) | Frame::Text { .. } | Frame::Spec(_) => break,
            }
        }
        self.at += 1;
    }

    /// A string inside a field. One without an end breaks the outer string: in `f"{a"` the second
    /// quote was meant to close.
    fn template_string(&mut self, start: usize, stack: &mut Vec<Frame>) -> Result<(), Unclosed> {
        let prefix = string_prefix(self.bytes.get(start..self.at).unwrap_or_default());
        let place = self.tokens.len();
        self.push(TokenKind::Text, start);
        if let Some(prefix) = prefix.filter(|prefix| prefix.template) {
            let frame = self.open_template(prefix.raw, place);
            stack.push(frame);
            return Ok(());
        }
        if !self.plain_string() {
            return Err(Unclosed);
        }
        self.end_text(place);
        Ok(())
    }
}
