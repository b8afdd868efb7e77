//! The parser's complaints, in plain words and at the right place.
//!
//! `if x = 1:` makes the parser say `unexpected token '='`; the user reads "`=` assigns; a condition
//! compares" under the `=`, with `==` as the repair. One chunk gives one syntax error.

use rustpython_parser::lexer::LexicalErrorType;
use rustpython_parser::{ParseError, ParseErrorType, Tok};

use crate::base::{Span, is_keyword};
use crate::diag::{Code, Diagnostic, Sink};
use crate::syntax::Job;
use crate::syntax::literal::Literal;
use crate::syntax::mask::Masked;
use crate::syntax::tokens::{Kind, Token, Tokens};

/// Reports what is wrong with the literals themselves. True when the chunk cannot be parsed then.
pub fn literals(job: &Job, masked: &Masked, sink: &mut Sink) -> bool {
    for literal in &masked.literals {
        let file = job.span.file;
        let span = Span::new(file, literal.range.start as u32, literal.range.end as u32);
        for problem in &literal.problems {
            let place = Span::new(file, problem.range.start as u32, problem.range.end as u32);
            let mut found = Diagnostic::new(Code::PSC103, within(job, place), &*problem.message);
            found.help = problem.help.map(str::to_owned);
            sink.push(found);
        }
        if literal.unterminated {
            if literal.problems.is_empty() {
                sink.push(unterminated(job, literal, span));
            }
            return true;
        }
        if literal.prefix.template {
            let found = Diagnostic::new(Code::PSC101, span, "template strings are not supported")
                .help("write an f-string, or pass the parts and the values apart");
            sink.push(found);
            return true;
        }
    }
    false
}

fn unterminated(job: &Job, literal: &Literal, span: Span) -> Diagnostic {
    let opening = Span { end: literal.body.start as u32, ..span };
    let code = if literal.prefix.format { Code::PSC103 } else { Code::PSC101 };
    let what = if literal.prefix.format { "f-string" } else { "string" };
    let found = Diagnostic::new(code, within(job, opening), format!("this {what} is never closed"));
    if literal.body.start - literal.range.start >= 3 {
        return found.help("close it with the same three quotes");
    }
    found.help("a string in single quotes ends on its line; use triple quotes for more lines")
}

/// Never past the chunk.
fn within(job: &Job, span: Span) -> Span {
    let mut start = span.start.clamp(job.span.start, job.span.end);
    let mut end = span.end.clamp(start, job.span.end);
    while !job.source.is_char_boundary(start as usize) && start > job.span.start {
        start -= 1;
    }
    while !job.source.is_char_boundary(end as usize) && end < job.span.end {
        end += 1;
    }
    Span { file: span.file, start, end }
}

/// Reports the error at which the parser stopped.
pub fn report(job: &Job, tokens: &Tokens, error: ParseError, sink: &mut Sink) {
    let offset = u32::from(error.offset);
    let found = match &error.error {
        ParseErrorType::Lexical(lexical) => {
            let scene = Scene::new(job, tokens, offset);
            scene.lexical(lexical, offset)
        }
        ParseErrorType::Eof => {
            let scene = Scene::new(job, tokens, job.span.end);
            scene.end()
        }
        ParseErrorType::UnrecognizedToken(tok, expected) => {
            let scene = Scene::new(job, tokens, offset);
            let indent = expected.as_deref() == Some("Indent");
            scene.bracket().unwrap_or_else(|| scene.unexpected(tok, indent))
        }
        ParseErrorType::ExtraToken(tok) => {
            let scene = Scene::new(job, tokens, offset);
            scene.bracket().unwrap_or_else(|| scene.unexpected(tok, false))
        }
        ParseErrorType::InvalidToken => Scene::new(job, tokens, offset).end(),
    };
    sink.push(found);
}

/// Stars that the parser takes in a list of parameters and CPython does not: `*, **kw` and a bare `**`.
pub fn stars(job: &Job, tokens: &Tokens, sink: &mut Sink) {
    for (at, token) in tokens.table.iter().enumerate() {
        let next = |step: usize| tokens.table.get(at + step).map(|token| token.kind);
        let message = match (token.kind, next(1), next(2)) {
            (Kind::Star, Some(Kind::Comma), Some(Kind::DoubleStar)) => {
                "a bare `*` must be followed by a named parameter"
            }
            (Kind::DoubleStar, Some(Kind::Comma | Kind::Close | Kind::Colon), _) => {
                "expected a name after `**`"
            }
            _ => continue,
        };
        let span = within(job, Span::new(job.span.file, token.start, token.end));
        let help = "write the name behind it, or remove it";
        sink.push(Diagnostic::new(Code::PSC101, span, message).help(help));
    }
}

/// The surroundings of an error.
struct Scene<'a> {
    job: &'a Job<'a>,
    tokens: &'a Tokens,
    /// The tokens before the offending one.
    before: &'a [Token],
    /// The offending token and what follows.
    after: &'a [Token],
    at: u32,
}

impl<'a> Scene<'a> {
    fn new(job: &'a Job<'a>, tokens: &'a Tokens, at: u32) -> Scene<'a> {
        Scene { job, tokens, before: tokens.before(at), after: tokens.from(at), at }
    }

    fn span(&self, token: Token) -> Span {
        within(self.job, Span::new(self.job.span.file, token.start, token.end))
    }

    fn here(&self) -> Span {
        match self.after.first() {
            Some(token) if token.end > token.start => self.span(*token),
            _ => {
                let end = self.at.max(self.job.span.start);
                let span = Span::new(self.job.span.file, end, end + 1);
                within(self.job, span)
            }
        }
    }

    fn text(&self, token: Token) -> &'a str {
        self.job.source.get(token.start as usize..token.end as usize).unwrap_or("")
    }

    fn error(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        // A field of an f-string is a chunk of its own with a code of its own.
        let code = if self.job.wrapped { Code::PSC103 } else { Code::PSC101 };
        Diagnostic::new(code, span, message)
    }

    /// The tokens of the logical line before the error, brackets or not.
    fn line(&self) -> &'a [Token] {
        let breaks = |token: &Token| {
            matches!(token.kind, Kind::Newline | Kind::Indent | Kind::Dedent | Kind::Semicolon)
        };
        let start = self.before.iter().rposition(breaks).map_or(0, |at| at + 1);
        self.before.get(start..).unwrap_or(&[])
    }

    /// A bracket that is never closed, or closed by another kind.
    fn bracket(&self) -> Option<Diagnostic> {
        let mut open: Vec<Token> = Vec::new();
        for token in &self.tokens.table {
            if self.job.wrapped && token.start < self.job.span.start {
                continue;
            }
            if token.kind == Kind::Open {
                open.push(*token);
            } else if token.kind == Kind::Close && token.start < self.job.span.end {
                let closing = self.text(*token);
                let Some(opening) = open.pop() else {
                    let message = format!("`{closing}` closes no bracket");
                    let found = self.error(self.span(*token), message);
                    return Some(found.help("remove it, or open the bracket before it"));
                };
                let matching = matches!((self.text(opening), closing), ("(", ")") | ("[", "]"))
                    || (self.text(opening), closing) == ("{", "}");
                if !matching {
                    let message = format!("`{closing}` does not close `{}`", self.text(opening));
                    let found = self.error(self.span(*token), message);
                    let found =
                        found.help(format!("close it with `{}`", closer(self.text(opening))));
                    return Some(found.label(self.span(opening), "opened here"));
                }
            }
        }
        open.pop().map(|opening| self.unclosed(opening))
    }

    fn unclosed(&self, opening: Token) -> Diagnostic {
        let message = format!("this `{}` is never closed", self.text(opening));
        let help = format!("close it with `{}`", closer(self.text(opening)));
        self.error(self.span(opening), message).help(help)
    }

    /// The text ended too early.
    fn end(&self) -> Diagnostic {
        if let Some(found) = self.bracket() {
            return found;
        }
        let last = self.before.iter().rev().find(|token| token.end > token.start);
        let span = last.map_or(self.here(), |token| self.span(*token));
        if last.is_some_and(|token| token.kind == Kind::Colon) {
            return self.no_block(span);
        }
        self.unfinished(span, "the code ends here, but something is missing")
    }

    fn no_block(&self, colon: Span) -> Diagnostic {
        self.error(colon, "expected an indented block after this colon")
            .help("indent the lines that belong to it, or write `pass`")
    }

    fn unfinished(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        self.error(span, message)
            .help("write the value that is missing, or remove what asks for it")
    }

    fn lexical(&self, error: &LexicalErrorType, offset: u32) -> Diagnostic {
        match error {
            LexicalErrorType::TabError | LexicalErrorType::TabsAfterSpaces => self.tabs(offset),
            LexicalErrorType::IndentationError => {
                let span = self.indentation(offset);
                self.error(span, "this line's indentation matches no line before it")
                    .help("begin it where another line of its block begins")
            }
            LexicalErrorType::Eof => self.end(),
            LexicalErrorType::NestingError => {
                let at = offset.saturating_sub(1);
                let span = within(self.job, Span::new(self.job.span.file, at, offset));
                let message = format!("`{}` closes no bracket", span.text(self.job.source));
                let help = "remove it, or open the bracket before it";
                self.bracket().unwrap_or_else(|| self.error(span, message).help(help))
            }
            LexicalErrorType::UnrecognizedToken { tok } => self.character(*tok, offset),
            LexicalErrorType::LineContinuationError => {
                let span = within(
                    self.job,
                    Span::new(self.job.span.file, offset.saturating_sub(1), offset),
                );
                self.error(span, "a backslash that continues a line must be its last character")
                    .help("remove what stands behind it, or put the expression into brackets")
            }
            LexicalErrorType::DefaultArgumentError => self
                .error(self.here(), "a parameter without a default follows one with a default")
                .help("move it in front of those with defaults, or behind a `*`"),
            LexicalErrorType::DuplicateArgumentError(name) => self
                .error(self.here(), format!("there are two parameters named `{name}`"))
                .help("give one of them another name"),
            LexicalErrorType::PositionalArgumentError => self
                .error(self.here(), "a positional argument follows a keyword argument")
                .help("move it in front of the keywords, or pass it by name"),
            LexicalErrorType::UnpackedArgumentError => self
                .error(self.here(), "a `*` argument follows a `**` argument")
                .help("move it in front of the `**`"),
            LexicalErrorType::DuplicateKeywordArgumentError(name) => self
                .error(self.here(), format!("the keyword argument `{name}` is given twice"))
                .help("remove one of the two"),
            LexicalErrorType::OtherError(message) => self.other(message, offset),
            LexicalErrorType::StringError
            | LexicalErrorType::UnicodeError
            | LexicalErrorType::FStringError(_) => self
                .error(self.here(), "this is no literal")
                .help("write it as Python has it, or remove it"),
        }
    }

    /// The white space before `offset` on its line.
    fn indentation(&self, offset: u32) -> Span {
        let before = self.job.source.get(..offset as usize).unwrap_or("");
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at as u32 + 1);
        let tail = self.job.source.get(offset as usize..).unwrap_or("");
        let more = tail.len() - tail.trim_start_matches([' ', '\t']).len();
        within(self.job, Span::new(self.job.span.file, start, offset + more as u32))
    }

    fn tabs(&self, offset: u32) -> Diagnostic {
        let message = "tabs and spaces are mixed in the indentation";
        Diagnostic::new(Code::PSC104, self.indentation(offset), message)
            .help("indent with spaces only")
    }

    fn other(&self, message: &str, offset: u32) -> Diagnostic {
        let number = message.contains("Token") || message.contains("Syntax");
        if number || message.contains("literal") || message.contains("ParseBigIntError") {
            let text = self.job.source.get(..offset as usize).unwrap_or("");
            let word = text.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '.');
            let end = offset.max(word.len() as u32 + 1);
            let span = Span::new(self.job.span.file, word.len() as u32, end);
            let found = self.error(within(self.job, span), "this is no number");
            return match message.contains("Token") {
                true => found.help("a number does not start with zero; octal is written `0o17`"),
                false => found.help("put a space or an operator behind the number"),
            };
        }
        let help = match message.contains("starred") {
            true => "put it into a list or a tuple: `[*items]`",
            false => "write it as Python has it, or remove it",
        };
        self.error(self.here(), message).help(help)
    }

    fn character(&self, char: char, offset: u32) -> Diagnostic {
        // `!` is reported before the character, all others behind it.
        let start =
            if char == '!' { offset } else { offset.saturating_sub(char.len_utf8() as u32) };
        let end = start + char.len_utf8() as u32;
        let span = within(self.job, Span::new(self.job.span.file, start, end));
        let message = match char {
            '\0' => {
                return Diagnostic::new(Code::PSC003, span, "the source holds a NUL byte")
                    .help("remove the byte; inside a string write `\\0`");
            }
            '“' | '”' | '‘' | '’' => {
                return self
                    .error(span, format!("`{char}` is a typographic quote"))
                    .help("write a straight quote: `\"` or `'`");
            }
            c if c.is_control() || c.is_whitespace() => {
                format!("the invisible character U+{:04X} stands here", u32::from(c))
            }
            c => format!("`{c}` is no Python"),
        };
        let found = self.error(span, message);
        match char {
            '!' => found.help("write `not`"),
            '?' => found.help("a conditional is written `a if test else b`"),
            _ => found.help("remove the character; inside a string it may stand"),
        }
    }

    fn unexpected(&self, tok: &Tok, expects_indent: bool) -> Diagnostic {
        let here = self.here();
        if expects_indent {
            let last = self.before.iter().rev().find(|token| token.kind == Kind::Colon);
            let span = last.map_or(here, |token| self.span(*token));
            return self.no_block(span);
        }
        if *tok == Tok::Indent {
            return self
                .error(here, "this line is indented for no reason")
                .help("begin it where the line before it begins");
        }
        let line = self.line();
        let words: Vec<&str> = line.iter().take(2).map(|token| self.text(*token)).collect();
        let head = match (words.first().copied(), words.get(1).copied()) {
            (Some("async"), Some(second)) => second,
            (Some(first), _) => first,
            (None, _) => "",
        };
        self.known_mistake(tok, head, line)
            .or_else(|| self.missing_colon(tok, head, line))
            .unwrap_or_else(|| self.plainly(tok, here))
    }

    /// Mistakes whose repair is known.
    fn known_mistake(&self, tok: &Tok, head: &str, line: &[Token]) -> Option<Diagnostic> {
        let here = self.here();
        let last = line.last().copied();
        let previous = last.map_or("", |token| self.text(token));
        let touching = last.filter(|token| token.end == here.start).map(|token| self.span(token));
        let swap = |span: Span, message: &str, new: &str| {
            let help = format!("write `{new}`");
            Some(self.error(span, message).help(help.clone()).fix(help, span, new))
        };
        match tok {
            Tok::Comma if head == "except" => {
                let message = "the classes of an `except` must stand in parentheses";
                Some(self.error(here, message).help("write `except (A, B):`"))
            }
            Tok::Equal if matches!(head, "def" | "class" | "type") && self.in_type_params(line) => {
                let message = "defaults of type parameters are not supported";
                Some(self.error(here, message).help("leave the default away"))
            }
            Tok::Equal if previous == "==" => {
                let span = touching.map_or(here, |before| before.to(here));
                swap(span, "`===` is no operator", "==")
            }
            Tok::Greater if previous == "<" => {
                let span = touching.map_or(here, |before| before.to(here));
                swap(span, "`<>` is no operator", "!=")
            }
            Tok::Equal if matches!(head, "if" | "elif" | "while" | "assert" | "return") => {
                // Or `:=`.
                let message = "`=` assigns and cannot stand in an expression";
                let found = self.error(here, message).help("write `==`");
                Some(found.suggest("write `==`", here, "=="))
            }
            Tok::If if previous == "else" => {
                let span = last.map_or(here, |token| self.span(token).to(here));
                swap(span, "`else if` is written `elif`", "elif")
            }
            Tok::Amper if previous == "&" => {
                let span = touching.map_or(here, |before| before.to(here));
                Some(self.word(span, "`&&` is no operator", "and"))
            }
            Tok::Vbar if previous == "|" => {
                let span = touching.map_or(here, |before| before.to(here));
                Some(self.word(span, "`||` is no operator", "or"))
            }
            _ if head == "print" && line.len() == 1 => {
                let span = last.map_or(here, |token| self.span(token));
                let message = "`print` is a function";
                Some(self.error(span, message).help("write `print(...)`"))
            }
            _ => None,
        }
    }

    /// A sign that Python writes as a word, which must stand apart: `a&&b`.
    fn word(&self, span: Span, message: &str, word: &str) -> Diagnostic {
        let is_part = |c: char| c.is_alphanumeric() || c == '_';
        let source = self.job.source;
        let before = source.get(..span.start as usize).and_then(|text| text.chars().next_back());
        let after = source.get(span.end as usize..).and_then(|text| text.chars().next());
        let left = if before.is_some_and(is_part) { " " } else { "" };
        let right = if after.is_some_and(is_part) { " " } else { "" };
        let help = format!("write `{word}`");
        let found = self.error(span, message).help(help.clone());
        found.fix(help, span, format!("{left}{word}{right}"))
    }

    /// Whether the error stands in the square brackets right behind the defined name.
    fn in_type_params(&self, line: &[Token]) -> bool {
        let mut open = Vec::new();
        for token in line {
            match token.kind {
                Kind::Open => open.push(self.text(*token)),
                Kind::Close => drop(open.pop()),
                _ => {}
            }
        }
        open.first() == Some(&"[")
    }

    fn missing_colon(&self, tok: &Tok, head: &str, line: &[Token]) -> Option<Diagnostic> {
        let compound = ["if", "elif", "else", "for", "while", "def", "class", "with", "try"];
        let compound =
            compound.contains(&head) || ["except", "finally", "match", "case"].contains(&head);
        let colon = line.iter().any(|token| token.kind == Kind::Colon);
        if !compound || colon || *tok != Tok::Newline {
            return None;
        }
        let last = self.span(*line.last()?);
        let end = Span { start: last.end, ..last };
        if matches!(line.last()?.kind, Kind::Operator | Kind::Comma | Kind::Dot | Kind::Equal) {
            return None;
        }
        let found = self
            .error(last, format!("expected `:` after the header of this `{head}`"))
            .help("write `:` at the end of the line");
        Some(found.fix("insert the colon", end, ":"))
    }

    fn plainly(&self, tok: &Tok, here: Span) -> Diagnostic {
        let previous = self.line().last().copied();
        let waits = previous.is_none_or(|token| {
            matches!(token.kind, Kind::Operator | Kind::Equal | Kind::Star | Kind::DoubleStar)
                || matches!(token.kind, Kind::Open | Kind::Comma)
                || matches!(self.text(token), "in" | "not" | "and" | "or" | "is" | "if" | "lambda")
        });
        let text = here.text(self.job.source);
        match (tok, previous) {
            (Tok::Newline, Some(previous)) => {
                let span = self.span(previous);
                if waits {
                    let text = self.text(previous);
                    return self.unfinished(span, format!("expected an expression after `{text}`"));
                }
                self.unfinished(span, "the line ends here, but something is missing")
            }
            (Tok::Newline, None) => self.unfinished(here, "the line ends too early"),
            (Tok::Dedent, _) => self.unfinished(here, "the block ends too early"),
            _ if is_keyword(text) && waits => {
                let message = format!("`{text}` is a keyword: expected an expression here");
                self.unfinished(here, message)
            }
            _ if self.job.wrapped && self.at >= self.job.span.end => {
                self.unfinished(self.job.span, "expected an expression between the braces")
            }
            _ if waits => self.unfinished(here, format!("expected an expression, found `{text}`")),
            (
                Tok::Name { .. } | Tok::Int { .. } | Tok::Float { .. } | Tok::String { .. },
                Some(_),
            ) => {
                let found =
                    self.error(here, format!("`{}` is not expected here", first_line(text)));
                found.help("an operator, a comma or a bracket may be missing before it")
            }
            _ => self
                .error(here, format!("`{text}` is not expected here"))
                .help("remove it, or write what is missing before it"),
        }
    }
}

/// The bracket that closes one.
fn closer(opening: &str) -> &'static str {
    match opening {
        "(" => ")",
        "[" => "]",
        _brace => "}",
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}
