//! Records what `swc_ecma_codegen` would write, token by token, instead of writing it.
//!
//! The emitter decides the tokens and their order; the spaces and line breaks that it asks for are
//! kept as hints on the token that follows. `f(a)` is recorded as `f` `(` `a` `)`.

use std::borrow::Cow;
use std::io::Result;

use swc_common::{BytePos, Span};
use swc_ecma_codegen::text_writer::WriteJs;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Keyword,
    /// Binary, update and assignment operators: what the emitter calls an operator.
    Operator,
    /// Brackets, commas, dots, unary operators, `?`, `:`, `=>`, `=`, and the marks of JSX.
    Punct,
    /// An identifier or a property name.
    Symbol,
    /// A string, number, regular expression, or text of a template or of JSX.
    Literal,
    Comment,
}

#[derive(Clone, Debug)]
pub struct Token {
    pub text: Cow<'static, str>,
    pub kind: Kind,
    /// The raw source position, 0 when there is none.
    pub pos: u32,
    /// The emitter asked for a space before it.
    pub space: bool,
    /// The emitter asked for a new line before it.
    pub line: bool,
    /// How deep the emitter indents it.
    pub indent: u32,
}

#[derive(Default)]
pub struct Recorder {
    pub tokens: Vec<Token>,
    pos: u32,
    space: bool,
    line: bool,
    indent: u32,
}

impl Recorder {
    fn push(&mut self, kind: Kind, text: Cow<'static, str>, span: Option<Span>) {
        if text.is_empty() {
            return;
        }
        if let Some(span) = span.filter(|span| !span.lo.is_dummy()) {
            self.pos = span.lo.0;
        }
        self.tokens.push(Token {
            text,
            kind,
            pos: std::mem::take(&mut self.pos),
            space: std::mem::take(&mut self.space),
            line: std::mem::take(&mut self.line),
            indent: self.indent,
        });
    }

    /// A string arrives as quote, content, quote; a comment as its marks and its text. Whatever
    /// follows a token of its kind with nothing between belongs to it.
    fn append(&mut self, kind: Kind, text: &str, span: Option<Span>) {
        let glued = !self.space && !self.line;
        match self.tokens.last_mut() {
            Some(last) if glued && last.kind == kind && !is_whole_comment(last) => {
                last.text.to_mut().push_str(text);
            }
            _ => self.push(kind, Cow::Owned(text.to_owned()), span),
        }
    }
}

fn is_whole_comment(token: &Token) -> bool {
    token.kind == Kind::Comment && token.text.starts_with("/*") && token.text.ends_with("*/")
}

impl WriteJs for Recorder {
    fn increase_indent(&mut self) -> Result<()> {
        self.indent += 1;
        Ok(())
    }

    fn decrease_indent(&mut self) -> Result<()> {
        self.indent = self.indent.saturating_sub(1);
        Ok(())
    }

    fn write_semi(&mut self, _span: Option<Span>) -> Result<()> {
        // positions that wait are ends of what came before
        self.pos = 0;
        self.push(Kind::Punct, Cow::Borrowed(";"), None);
        Ok(())
    }

    fn write_space(&mut self) -> Result<()> {
        self.space = true;
        Ok(())
    }

    fn write_keyword(&mut self, span: Option<Span>, s: &'static str) -> Result<()> {
        self.push(Kind::Keyword, Cow::Borrowed(s), span);
        Ok(())
    }

    fn write_operator(&mut self, span: Option<Span>, s: &str) -> Result<()> {
        self.push(Kind::Operator, Cow::Owned(s.to_owned()), span);
        Ok(())
    }

    fn write_param(&mut self, s: &str) -> Result<()> {
        self.push(Kind::Symbol, Cow::Owned(s.to_owned()), None);
        Ok(())
    }

    fn write_property(&mut self, s: &str) -> Result<()> {
        self.push(Kind::Symbol, Cow::Owned(s.to_owned()), None);
        Ok(())
    }

    fn write_line(&mut self) -> Result<()> {
        self.line = true;
        Ok(())
    }

    fn write_lit(&mut self, span: Span, s: &str) -> Result<()> {
        self.append(Kind::Literal, s, Some(span));
        Ok(())
    }

    fn write_comment(&mut self, s: &str) -> Result<()> {
        if s == " " {
            self.space = true;
        } else {
            self.append(Kind::Comment, s, None);
        }
        Ok(())
    }

    fn write_str_lit(&mut self, span: Span, s: &str) -> Result<()> {
        self.append(Kind::Literal, s, Some(span));
        Ok(())
    }

    fn write_str(&mut self, s: &str) -> Result<()> {
        self.append(Kind::Literal, s, None);
        Ok(())
    }

    fn write_symbol(&mut self, span: Span, s: &str) -> Result<()> {
        self.push(Kind::Symbol, Cow::Owned(s.to_owned()), Some(span));
        Ok(())
    }

    fn write_punct(&mut self, span: Option<Span>, s: &'static str, _commit: bool) -> Result<()> {
        if s == "()" {
            self.push(Kind::Punct, Cow::Borrowed("("), span);
            self.push(Kind::Punct, Cow::Borrowed(")"), None);
        } else {
            self.push(Kind::Punct, Cow::Borrowed(s), span);
        }
        Ok(())
    }

    fn care_about_srcmap(&self) -> bool {
        true
    }

    fn add_srcmap(&mut self, pos: BytePos) -> Result<()> {
        self.pos = if pos.is_dummy() { 0 } else { pos.0 };
        Ok(())
    }

    fn commit_pending_semi(&mut self) -> Result<()> {
        Ok(())
    }
}
