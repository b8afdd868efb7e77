//! The names that a statement may bind in the module, read from tokens.
//!
//! ```text
//! for i, (a, *b) in rows:        i, a, b
//!     with open(p) as f.x, g as h: h
//!     if (m := read()): import os.path, re as r        m, os, r
//!     def go(a=(d := 1)): y = 2                        d, go
//! ```
//!
//! Exact for text that Python accepts. Names are in the form in which Python reads them (NFKC): `ﬁ = 1` binds `fi`.

use rustc_hash::FxHashSet;

use super::token::{Token, TokenKind};
use crate::base::{Name, is_keyword, normal_form};

/// Collects the bindings of one top-level statement, logical line by logical line.
pub(super) struct Binder<'a> {
    text: &'a str,
    names: Vec<Name>,
    seen: FxHashSet<&'a str>,
    /// The column of the `def` or `class` whose body is being stepped over.
    definition: Option<u32>,
    /// The open `match` statements: their column, and that of their `case` clauses once seen.
    matches: Vec<(u32, Option<u32>)>,
}

impl<'a> Binder<'a> {
    pub fn new(text: &'a str) -> Binder<'a> {
        let (names, seen, matches) = (Vec::new(), FxHashSet::default(), Vec::new());
        Binder { text, names, seen, definition: None, matches }
    }

    pub fn finish(self) -> Vec<Name> {
        self.names
    }

    /// A logical line that starts at `column`.
    pub fn line(&mut self, column: u32, tokens: &[Token]) {
        if self.definition.is_some_and(|definition| column > definition) {
            return;
        }
        self.definition = None;
        while self.matches.last().is_some_and(|&(open, _)| column <= open) {
            self.matches.pop();
        }
        if let Some((_, cases)) = self.matches.last_mut()
            && *cases.get_or_insert(column) == column
        {
            return self.block(tokens, Binder::case_clause);
        }
        let word = |at: usize| tokens.get(at).map_or("", |token| token.word(self.text));
        let (first, skip) = match word(0) {
            "async" if matches!(word(1), "def" | "for" | "with") => (word(1), 1),
            first => (first, 0),
        };
        let rest = tokens.get(skip + 1..).unwrap_or_default();
        match first {
            "def" | "class" => {
                self.definition = Some(column);
                let header = rest.get(..header_end(self.text, rest)).unwrap_or_default();
                if let Some(name) = header.first() {
                    self.bind(name);
                }
                self.walrus(header);
            }
            "for" => self.block(rest, Binder::for_header),
            "with" | "except" => self.block(rest, Binder::as_targets),
            "if" | "elif" | "else" | "while" | "try" | "finally" => self.block(rest, |_, _| {}),
            _ if is_match_header(self.text, tokens) => {
                self.matches.push((column, None));
                self.walrus(rest);
            }
            _ => self.simple_statements(tokens),
        }
    }

    /// A clause: its header, and what follows the colon on the same line.
    fn block(&mut self, tokens: &[Token], header: fn(&mut Binder<'a>, &[Token])) {
        let colon = header_end(self.text, tokens);
        let head = tokens.get(..colon).unwrap_or_default();
        header(self, head);
        self.walrus(head);
        self.simple_statements(tokens.get(colon + 1..).unwrap_or_default());
    }

    fn for_header(&mut self, tokens: &[Token]) {
        let is_in = |token: &Token| token.depth == 0 && token.word(self.text) == "in";
        let end = tokens.iter().position(is_in).unwrap_or(tokens.len());
        self.targets(tokens.get(..end).unwrap_or_default());
    }

    /// The targets after `as`, in `with` and `except`.
    fn as_targets(&mut self, tokens: &[Token]) {
        let mut rest = tokens;
        while let Some(at) = rest.iter().position(|token| token.word(self.text) == "as") {
            let (_, after) = rest.split_at(at);
            let Some((word, after)) = after.split_first() else { return };
            let ends =
                |token: &Token| token.depth < word.depth || is(token, TokenKind::Comma, word.depth);
            let end = after.iter().position(ends).unwrap_or(after.len());
            let (target, next) = after.split_at(end);
            self.targets(target);
            rest = next;
        }
    }

    /// The captures of `case Point(x=0, y=(b | c)) as p if p.ok`: names that are not read.
    fn case_clause(&mut self, tokens: &[Token]) {
        let is_guard = |token: &Token| token.depth == 0 && token.word(self.text) == "if";
        let end = tokens.iter().position(is_guard).unwrap_or(tokens.len());
        let pattern = tokens.get(1..end).unwrap_or_default();
        let mut previous = None;
        for (at, token) in pattern.iter().enumerate() {
            let next = pattern.get(at + 1).map(|next| next.kind);
            let read = matches!(next, Some(TokenKind::Dot | TokenKind::Open | TokenKind::Assign))
                || previous == Some(TokenKind::Dot);
            if !read && token.word(self.text) != "_" {
                self.bind(token);
            }
            previous = Some(token.kind);
        }
    }

    fn simple_statements(&mut self, tokens: &[Token]) {
        for statement in tokens.split(|token| is(token, TokenKind::Semicolon, 0)) {
            self.simple_statement(statement);
        }
    }

    fn simple_statement(&mut self, tokens: &[Token]) {
        let Some((first, rest)) = tokens.split_first() else { return };
        match first.word(self.text) {
            "import" => self.imports(rest, true),
            "from" => {
                let is_import = |token: &Token| token.word(self.text) == "import";
                let names = rest.iter().position(is_import).map_or(rest.len(), |at| at + 1);
                self.imports(rest.get(names..).unwrap_or_default(), false);
            }
            "type" if is_type_alias(self.text, tokens) => {
                if let Some(name) = rest.first() {
                    self.bind(name);
                }
            }
            _ => {
                self.assignment(tokens);
                self.walrus(tokens);
            }
        }
    }

    /// `a.b as c, d` after `import`; the same names in parentheses, or `*`, after `from … import`.
    fn imports(&mut self, tokens: &[Token], modules: bool) {
        if !modules && tokens.first().is_some_and(|star| self.source(star) == "*") {
            self.bind_text("*");
        }
        for item in tokens.split(|token| token.kind == TokenKind::Comma) {
            let mut names = item.iter().filter(|token| token.kind == TokenKind::Name);
            let renamed = names.clone().position(|token| token.word(self.text) == "as");
            let name = match renamed {
                Some(at) => names.nth(at + 1),
                None => names.next(),
            };
            if let Some(name) = name {
                self.bind(name);
            }
        }
    }

    /// `a = b, c = x`, `a: int = x`, `a += x`. An annotation without a value binds nothing.
    fn assignment(&mut self, tokens: &[Token]) {
        match assignment(self.text, tokens) {
            Assignment::None => {}
            Assignment::Chain => {
                let mut rest = tokens;
                while let Some(at) = rest.iter().position(|token| is(token, TokenKind::Assign, 0)) {
                    let (target, after) = rest.split_at(at);
                    self.targets(target);
                    rest = after.get(1..).unwrap_or_default();
                    // `a = lambda b=1: b`: the second `=` gives a default.
                    let lambda =
                        |token: &Token| token.depth == 0 && token.word(self.text) == "lambda";
                    let next = rest.iter().position(|token| is(token, TokenKind::Assign, 0));
                    if rest.iter().take(next.unwrap_or(0)).any(lambda) {
                        break;
                    }
                }
            }
            Assignment::Annotated { target, valued } => {
                if valued {
                    self.targets(tokens.get(..target).unwrap_or_default());
                }
            }
            Assignment::Augmented { target } => {
                self.targets(tokens.get(..target).unwrap_or_default());
            }
        }
    }

    /// The names of an assignment target: `a, (b, *c), d.x, e[i]` binds `a`, `b`, `c`.
    fn targets(&mut self, tokens: &[Token]) {
        let mut found: Vec<&Token> = Vec::new();
        // The open brackets that group targets, each with the number of names before it.
        let mut groups: Vec<usize> = Vec::new();
        // The depth of an index or call being stepped over.
        let mut skipped: Option<u32> = None;
        let mut previous: Option<&Token> = None;
        for (at, token) in tokens.iter().enumerate() {
            let next = tokens.get(at + 1).map(|next| next.kind);
            let read = matches!(next, Some(TokenKind::Dot | TokenKind::Open));
            let opens = token.kind == TokenKind::Open;
            let closes = token.kind == TokenKind::Close;
            let after_dot = previous.is_some_and(|dot| dot.kind == TokenKind::Dot);
            if let Some(depth) = skipped {
                skipped = skipped.filter(|_| !is(token, TokenKind::Close, depth));
            } else if opens && previous.is_some_and(Token::ends_operand) {
                skipped = Some(token.depth);
            } else if opens {
                groups.push(found.len());
            } else if closes {
                let before = groups.pop().unwrap_or(0);
                // `(a).b = 1` binds nothing.
                found.truncate(if read { before } else { found.len() });
            } else if !read && !after_dot {
                found.push(token);
            }
            previous = Some(token);
        }
        for name in found {
            self.bind(name);
        }
    }

    /// The names before `:=`, except in the body of a lambda, where they are local to it.
    fn walrus(&mut self, tokens: &[Token]) {
        if !tokens.iter().any(|token| token.kind == TokenKind::Walrus) {
            return;
        }
        // The open lambdas: their depth, and whether their body has begun; and how many bodies.
        let mut lambdas: Vec<(u32, bool)> = Vec::new();
        let mut bodies = 0usize;
        let mut previous = None;
        for token in tokens {
            let word = token.word(self.text);
            let ends_body = matches!(word, "for" | "async")
                || matches!(token.kind, TokenKind::Comma | TokenKind::Colon | TokenKind::Assign);
            while let Some(&(depth, body)) = lambdas.last()
                && (token.depth < depth || token.depth == depth && body && ends_body)
            {
                lambdas.pop();
                bodies -= usize::from(body);
            }
            if word == "lambda" {
                lambdas.push((token.depth, false));
            }
            if let Some((depth, body)) = lambdas.last_mut()
                && is(token, TokenKind::Colon, *depth)
            {
                *body = true;
                bodies += 1;
            }
            if token.kind == TokenKind::Walrus
                && bodies == 0
                && let Some(name) = previous
            {
                self.bind(name);
            }
            previous = Some(token);
        }
    }

    fn source(&self, token: &Token) -> &'a str {
        self.text.get(token.start as usize..token.end as usize).unwrap_or("")
    }

    fn bind(&mut self, token: &Token) {
        let word = token.word(self.text);
        if !word.is_empty() && !is_keyword(word) {
            self.bind_text(word);
        }
    }

    fn bind_text(&mut self, name: &'a str) {
        if !self.seen.insert(name) {
            return;
        }
        let read = normal_form::identifier(name);
        if *read == *name || !self.names.iter().any(|bound| **bound == *read) {
            self.names.push(Name::from(&*read));
        }
    }
}

/// How a simple statement assigns; the indexes are those of the token that ends the target.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Assignment {
    None,
    /// `a = …`
    Chain,
    Annotated {
        target: usize,
        valued: bool,
    },
    Augmented {
        target: usize,
    },
}

/// Tells what the first deciding token of a simple statement makes of it.
pub(super) fn assignment(text: &str, tokens: &[Token]) -> Assignment {
    use TokenKind::{Assign, Augmented, Colon};
    let decides = |token: &Token| {
        token.depth == 0
            && (matches!(token.kind, Assign | Augmented | Colon) || token.word(text) == "lambda")
    };
    let Some(target) = tokens.iter().position(decides) else { return Assignment::None };
    let (_, rest) = tokens.split_at(target);
    match rest.first().map(|token| token.kind) {
        Some(Assign) => Assignment::Chain,
        Some(Augmented) => Assignment::Augmented { target },
        Some(Colon) => {
            let valued = rest.iter().any(|token| is(token, Assign, 0));
            Assignment::Annotated { target, valued }
        }
        // A lambda: its colon and its `=` are its own.
        Some(_) | None => Assignment::None,
    }
}

/// `type X = …`, `type X[T] = …`; not `type(x)`, `type = 3`, `type in x`.
pub(super) fn is_type_alias(text: &str, tokens: &[Token]) -> bool {
    let name = tokens.get(1).map_or("", |token| token.word(text));
    let after = tokens.get(2);
    let goes_on = after.is_some_and(|token| {
        token.kind == TokenKind::Assign
            || text.get(token.start as usize..token.end as usize) == Some("[")
    });
    tokens.first().is_some_and(|token| token.word(text) == "type")
        && !name.is_empty()
        && !is_keyword(name)
        && goes_on
}

/// `match x:` with nothing after the colon; not `match = 3`, `match(x)`, `match: int`.
pub(super) fn is_match_header(text: &str, tokens: &[Token]) -> bool {
    tokens.len() >= 3
        && tokens.first().is_some_and(|token| token.word(text) == "match")
        && tokens.last().is_some_and(|token| is(token, TokenKind::Colon, 0))
        && tokens.get(1).is_some_and(|token| {
            !matches!(token.kind, TokenKind::Assign | TokenKind::Dot | TokenKind::Comma)
        })
}

/// The index of the colon that ends a clause's header; the number of tokens when there is none.
pub(super) fn header_end(text: &str, tokens: &[Token]) -> usize {
    let mut lambdas = 0u32;
    let ends = |token: &Token| {
        if token.depth == 0 && token.word(text) == "lambda" {
            lambdas += 1;
        }
        let colon = is(token, TokenKind::Colon, 0);
        let of_lambda = colon && lambdas > 0;
        lambdas -= u32::from(of_lambda);
        colon && !of_lambda
    };
    tokens.iter().position(ends).unwrap_or(tokens.len())
}

pub(super) fn is(token: &Token, kind: TokenKind, depth: u32) -> bool {
    token.kind == kind && token.depth == depth
}
