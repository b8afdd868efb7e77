//! Logical lines become chunks.

use super::binds::{Assignment, Binder, assignment, is, is_match_header, is_type_alias};
use super::lexical::Lexer;
use super::token::{Token, TokenKind};
use super::{Chunk, ChunkKind, Outline};
use crate::base::{FileId, Span};

/// The statement being read.
struct Open<'a> {
    start: u32,
    end: u32,
    kind: ChunkKind,
    binder: Binder<'a>,
    decorators: Vec<Span>,
    /// The `else`, `except`, … that may go on the statement in column 0.
    clauses: &'static [&'static str],
    /// Whether indented lines belong to it.
    block: bool,
}

/// Decorators that wait for their `def` or `class`.
struct Decorators<'a> {
    /// Where the first begins.
    start: u32,
    /// Where the last ends.
    end: u32,
    expressions: Vec<Span>,
    binder: Binder<'a>,
}

pub(super) struct Cutter<'a> {
    file: FileId,
    text: &'a str,
    chunks: Vec<Chunk>,
    open: Option<Open<'a>>,
    decorators: Option<Decorators<'a>>,
}

impl<'a> Cutter<'a> {
    pub fn new(file: FileId, text: &'a str) -> Cutter<'a> {
        Cutter { file, text, chunks: Vec::new(), open: None, decorators: None }
    }

    pub fn run(mut self) -> Outline {
        let mut lexer = Lexer::new(self.text);
        while let Some(line) = lexer.next_line() {
            self.line(line.column, &lexer.tokens);
        }
        self.stray_decorators();
        self.close();
        Outline { chunks: self.chunks }
    }

    fn line(&mut self, column: u32, tokens: &[Token]) {
        let Some(first) = tokens.first() else { return };
        let word = first.word(self.text);
        if column > 0 && self.decorators.is_none() {
            return self.indented(column, tokens);
        }
        if first.kind == TokenKind::At && column == 0 {
            return self.decorator(first, tokens);
        }
        let kind = self.kind(tokens);
        let defines =
            matches!(kind, ChunkKind::Function | ChunkKind::AsyncFunction | ChunkKind::Class);
        if self.decorators.is_some() && !(defines && column == 0) {
            self.stray_decorators();
            return self.line(column, tokens);
        }
        if let Some(open) = self.open.as_mut().filter(|open| open.clauses.contains(&word)) {
            open.end = end_of(tokens);
            open.binder.line(column, tokens);
            return;
        }
        self.close();
        if is_block(kind) { self.compound(kind, tokens) } else { self.simple(tokens) }
    }

    /// A line with indentation: the body of a block, or a mistake.
    fn indented(&mut self, column: u32, tokens: &[Token]) {
        if self.open.as_ref().is_none_or(|open| !open.block) {
            self.close();
            self.start(ChunkKind::Broken, tokens);
        }
        if let Some(open) = &mut self.open {
            open.block = true;
            open.end = end_of(tokens);
            open.binder.line(column, tokens);
        }
    }

    fn decorator(&mut self, at: &Token, tokens: &[Token]) {
        self.close();
        let end = end_of(tokens);
        let start = tokens.get(1).map_or(end, |token| token.start);
        let span = Span::new(self.file, start, end);
        let (start, binder) = (at.start, Binder::new(self.text));
        let expressions = Vec::new();
        let fresh = || Decorators { start, end, expressions, binder };
        let decorators = self.decorators.get_or_insert_with(fresh);
        decorators.end = end;
        decorators.expressions.push(span);
        decorators.binder.line(0, tokens);
    }

    /// Decorators without a definition after them.
    fn stray_decorators(&mut self) {
        if let Some(stray) = self.decorators.take() {
            let span = Span::new(self.file, stray.start, stray.end);
            let (kind, binds) = (ChunkKind::Broken, stray.binder.finish());
            self.chunks.push(Chunk { span, kind, binds, decorators: stray.expressions });
        }
    }

    fn start(&mut self, kind: ChunkKind, tokens: &[Token]) {
        let start = tokens.first().map_or(0, |token| token.start);
        let (end, binder) = (end_of(tokens), Binder::new(self.text));
        let (decorators, clauses, block) = (Vec::new(), clauses(kind), is_block(kind));
        self.open = Some(Open { start, end, kind, binder, decorators, clauses, block });
    }

    fn compound(&mut self, kind: ChunkKind, tokens: &[Token]) {
        self.start(kind, tokens);
        if let Some(open) = &mut self.open {
            if let Some(decorators) = self.decorators.take() {
                open.start = decorators.start;
                open.binder = decorators.binder;
                open.decorators = decorators.expressions;
            }
            open.binder.line(0, tokens);
        }
    }

    /// One line of simple statements. What stands where none can (`a = 1;; b`, `a; if b: c`) is one
    /// broken chunk with the statement before it, so that the parser sees the mistake.
    fn simple(&mut self, tokens: &[Token]) {
        let mut pieces: Vec<&[Token]> =
            tokens.split(|token| is(token, TokenKind::Semicolon, 0)).collect();
        if pieces.len() > 1 && pieces.last().is_some_and(|last| last.is_empty()) {
            pieces.pop();
        }
        let whole = pieces.iter().skip(1).all(|piece| !is_block(self.kind(piece)));
        if !whole || pieces.iter().any(|piece| piece.is_empty()) {
            self.start(ChunkKind::Broken, tokens);
            if let Some(open) = &mut self.open {
                for piece in pieces {
                    open.binder.line(0, piece);
                }
            }
            return;
        }
        for piece in pieces {
            self.close();
            self.start(self.kind(piece), piece);
            if let Some(open) = &mut self.open {
                open.binder.line(0, piece);
            }
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let span = Span::new(self.file, open.start, open.end);
            let (kind, binds, decorators) = (open.kind, open.binder.finish(), open.decorators);
            self.chunks.push(Chunk { span, kind, binds, decorators });
        }
    }

    /// The kind of the statement that begins a logical line.
    fn kind(&self, tokens: &[Token]) -> ChunkKind {
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word(self.text));
        match word(0) {
            "def" => ChunkKind::Function,
            "class" => ChunkKind::Class,
            "import" => ChunkKind::Import,
            "from" => ChunkKind::FromImport,
            "if" => ChunkKind::If,
            "try" => ChunkKind::Try,
            "for" => ChunkKind::For,
            "while" => ChunkKind::While,
            "with" => ChunkKind::With,
            "async" => match word(1) {
                "def" => ChunkKind::AsyncFunction,
                "for" => ChunkKind::For,
                "with" => ChunkKind::With,
                _ => ChunkKind::Broken,
            },
            "pass" | "del" | "assert" | "raise" | "global" | "nonlocal" | "return" | "break"
            | "continue" => ChunkKind::Other,
            "elif" | "else" | "except" | "finally" | "in" | "is" | "and" | "or" | "as" => {
                ChunkKind::Broken
            }
            _ if is_type_alias(self.text, tokens) => ChunkKind::TypeAlias,
            _ if is_match_header(self.text, tokens) => ChunkKind::Match,
            _ => self.expression_kind(tokens),
        }
    }

    fn expression_kind(&self, tokens: &[Token]) -> ChunkKind {
        use TokenKind::{Assign, At, Augmented, Close, Colon, Comma, Dot, Semicolon, Walrus};
        // `...` is an expression, `.x` is not.
        let ellipsis = tokens.len() >= 3 && tokens.iter().take(3).all(|token| token.kind == Dot);
        match tokens.first().map(|token| token.kind) {
            Some(Dot) if ellipsis => ChunkKind::Expr,
            None => ChunkKind::Broken,
            Some(
                Assign
                | At
                | Augmented
                | Close
                | Colon
                | Comma
                | Dot
                | Semicolon
                | Walrus
                | TokenKind::Unknown,
            ) => ChunkKind::Broken,
            Some(
                TokenKind::Name
                | TokenKind::Number
                | TokenKind::Text
                | TokenKind::Open
                | TokenKind::Operator,
            ) => match assignment(self.text, tokens) {
                Assignment::None => ChunkKind::Expr,
                Assignment::Chain | Assignment::Annotated { .. } | Assignment::Augmented { .. } => {
                    ChunkKind::Assign
                }
            },
        }
    }
}

/// The end of a line's text. A string ends after the tokens of its fields.
fn end_of(tokens: &[Token]) -> u32 {
    tokens.iter().map(|token| token.end).max().unwrap_or(0)
}

fn clauses(kind: ChunkKind) -> &'static [&'static str] {
    use ChunkKind::{
        Assign, AsyncFunction, Broken, Class, Expr, For, FromImport, Function, If, Import, Match,
        Other, Try, TypeAlias, While, With,
    };
    match kind {
        If => &["elif", "else"],
        For | While => &["else"],
        Try => &["except", "else", "finally"],
        Function | AsyncFunction | Class | Import | FromImport | Assign | TypeAlias | With
        | Match | Expr | Other | Broken => &[],
    }
}

/// Whether statements of this kind own the indented lines after them.
fn is_block(kind: ChunkKind) -> bool {
    use ChunkKind::{
        Assign, AsyncFunction, Broken, Class, Expr, For, FromImport, Function, If, Import, Match,
        Other, Try, TypeAlias, While, With,
    };
    match kind {
        Function | AsyncFunction | Class | If | Try | For | While | With | Match => true,
        Import | FromImport | Assign | TypeAlias | Expr | Other | Broken => false,
    }
}
