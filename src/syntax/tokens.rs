//! The tokens of a chunk: what the parser eats, and a light table of the same for places.
//!
//! The parser's tree has no places for identifiers (`def name`, `x.attr`, `global a, b`), so the
//! converter asks this table. The table also bounds the depth of the tree before it is built.

use rustpython_parser::lexer::{LexResult, lex_starts_at};
use rustpython_parser::text_size::TextSize;
use rustpython_parser::{Mode, Tok};

/// What kind of token stands at a place, as far as this layer cares.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Name,
    /// A hard keyword, or a soft one used as such.
    Keyword,
    /// A number or a string.
    Literal,
    Open,
    Close,
    Colon,
    Comma,
    Dot,
    Equal,
    Star,
    DoubleStar,
    Semicolon,
    /// Any other operator.
    Operator,
    Newline,
    Indent,
    Dedent,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    pub start: u32,
    pub end: u32,
    pub kind: Kind,
}

/// The tokens up to the first lexical error.
pub struct Tokens {
    pub table: Vec<Token>,
    /// For the parser; ends with the lexical error if there is one.
    pub stream: Vec<LexResult>,
    /// An upper bound of the depth of the tree that the parser would build.
    pub depth: u32,
    /// Where the depth is reached.
    pub deepest: u32,
    pub brackets: u32,
    pub blocks: u32,
}

/// Cuts masked text that stands at `offset` in its file.
pub fn lex(text: &str, mode: Mode, offset: u32) -> Tokens {
    let mut tokens = Tokens {
        table: Vec::with_capacity(text.len() / 4),
        stream: Vec::with_capacity(text.len() / 4),
        depth: 0,
        deepest: offset,
        brackets: 0,
        blocks: 0,
    };
    let mut depth = Depth::default();
    for result in lex_starts_at(text, mode, TextSize::from(offset)) {
        let failed = result.is_err();
        if let Ok((tok, range)) = &result {
            let kind = kind(tok);
            let token = Token { start: range.start().into(), end: range.end().into(), kind };
            tokens.table.push(token);
            depth.step(tok, kind);
            let now = depth.now();
            if now > tokens.depth {
                (tokens.depth, tokens.deepest) = (now, token.start);
            }
            tokens.brackets = tokens.brackets.max(depth.levels.len() as u32);
            tokens.blocks = tokens.blocks.max(depth.blocks.len() as u32);
        }
        tokens.stream.push(result);
        if failed {
            break;
        }
    }
    tokens
}

fn kind(tok: &Tok) -> Kind {
    match tok {
        Tok::Name { .. } => Kind::Name,
        Tok::Int { .. } | Tok::Float { .. } | Tok::Complex { .. } | Tok::String { .. } => {
            Kind::Literal
        }
        Tok::Lpar | Tok::Lsqb | Tok::Lbrace => Kind::Open,
        Tok::Rpar | Tok::Rsqb | Tok::Rbrace => Kind::Close,
        Tok::Colon => Kind::Colon,
        Tok::Comma => Kind::Comma,
        Tok::Dot => Kind::Dot,
        Tok::Equal => Kind::Equal,
        Tok::Star => Kind::Star,
        Tok::DoubleStar => Kind::DoubleStar,
        Tok::Semi => Kind::Semicolon,
        Tok::Newline | Tok::EndOfFile => Kind::Newline,
        Tok::Indent => Kind::Indent,
        Tok::Dedent => Kind::Dedent,
        tok if is_operator(tok) => Kind::Operator,
        _ => Kind::Keyword,
    }
}

fn is_operator(tok: &Tok) -> bool {
    builds_depth(tok)
        || matches!(tok, Tok::Less | Tok::Greater | Tok::EqEqual | Tok::NotEqual | Tok::LessEqual)
        || matches!(tok, Tok::GreaterEqual | Tok::ColonEqual | Tok::Rarrow | Tok::Ellipsis)
        || matches!(tok, Tok::PlusEqual | Tok::MinusEqual | Tok::StarEqual | Tok::SlashEqual)
        || matches!(tok, Tok::PercentEqual | Tok::AmperEqual | Tok::VbarEqual | Tok::AtEqual)
        || matches!(tok, Tok::CircumflexEqual | Tok::LeftShiftEqual | Tok::RightShiftEqual)
        || matches!(tok, Tok::DoubleStarEqual | Tok::DoubleSlashEqual)
}

/// Operators of which `n` in a row can make a tree `n` deep.
fn builds_depth(tok: &Tok) -> bool {
    matches!(tok, Tok::Plus | Tok::Minus | Tok::Tilde | Tok::Slash | Tok::DoubleSlash | Tok::At)
        || matches!(tok, Tok::Percent | Tok::CircumFlex | Tok::Vbar | Tok::Amper)
        || matches!(tok, Tok::LeftShift | Tok::RightShift)
}

/// The bound: per open bracket, the operators since the last comma that is not a parameter's; per
/// block, the `elif`s in a row.
#[derive(Default)]
struct Depth {
    levels: Vec<Level>,
    ground: Level,
    blocks: Vec<u32>,
    elifs: u32,
    /// The sums over the stacks, so that a step costs nothing.
    in_levels: u32,
    in_blocks: u32,
}

#[derive(Clone, Copy, Default)]
struct Level {
    chain: u32,
    /// Lambdas whose colon is still to come: their commas separate parameters.
    lambdas: u32,
}

impl Depth {
    fn now(&self) -> u32 {
        self.in_levels
            + self.ground.chain
            + self.levels.len() as u32
            + self.in_blocks
            + self.elifs
            + 2 * self.blocks.len() as u32
    }

    fn top(&mut self) -> &mut Level {
        match self.levels.last_mut() {
            Some(level) => level,
            None => &mut self.ground,
        }
    }

    /// Adds to the chain of the innermost bracket.
    fn grow(&mut self) {
        self.top().chain += 1;
        if !self.levels.is_empty() {
            self.in_levels += 1;
        }
    }

    fn reset(&mut self) {
        let old = std::mem::take(self.top());
        if !self.levels.is_empty() {
            self.in_levels -= old.chain;
        }
    }

    fn step(&mut self, tok: &Tok, kind: Kind) {
        match kind {
            Kind::Open => {
                // A call or a subscript is a link of the chain around it.
                self.grow();
                self.levels.push(Level::default());
            }
            Kind::Close => {
                if let Some(level) = self.levels.pop() {
                    self.in_levels -= level.chain;
                }
            }
            Kind::Comma if self.top().lambdas == 0 => self.reset(),
            Kind::Newline | Kind::Semicolon if self.levels.is_empty() => self.reset(),
            Kind::Colon => {
                let top = self.top();
                top.lambdas = top.lambdas.saturating_sub(1);
            }
            Kind::Indent => {
                self.blocks.push(self.elifs);
                self.in_blocks += self.elifs;
                self.elifs = 0;
            }
            Kind::Dedent => {
                self.elifs = self.blocks.pop().unwrap_or(0);
                self.in_blocks -= self.elifs.min(self.in_blocks);
            }
            Kind::Dot | Kind::Star | Kind::DoubleStar | Kind::Equal => self.grow(),
            Kind::Operator if builds_depth(tok) => self.grow(),
            Kind::Keyword => self.keyword(tok),
            Kind::Name | Kind::Literal | Kind::Operator => {}
            Kind::Comma | Kind::Newline | Kind::Semicolon => {}
        }
    }

    fn keyword(&mut self, tok: &Tok) {
        match tok {
            Tok::Lambda => {
                self.grow();
                self.top().lambdas += 1;
            }
            Tok::Not | Tok::Await | Tok::If | Tok::Yield | Tok::For => self.grow(),
            Tok::Elif => self.elifs += 1,
            Tok::Def | Tok::Class | Tok::While | Tok::With | Tok::Try if self.levels.is_empty() => {
                self.elifs = 0;
            }
            _ => {}
        }
        if *tok == Tok::If && self.levels.is_empty() && self.ground.chain == 1 {
            // An `if` at the start of a line begins a new chain of `elif`s.
            self.elifs = 0;
        }
    }
}

impl Tokens {
    fn index(&self, at: u32) -> usize {
        self.table.partition_point(|token| token.start < at)
    }

    /// The tokens that start at or after `at`.
    pub fn from(&self, at: u32) -> &[Token] {
        self.table.get(self.index(at)..).unwrap_or(&[])
    }

    /// The tokens that start before `at`.
    pub fn before(&self, at: u32) -> &[Token] {
        self.table.get(..self.index(at)).unwrap_or(&[])
    }

    /// The tokens within `start..end`.
    pub fn within(&self, start: u32, end: u32) -> &[Token] {
        let (first, last) = (self.index(start), self.index(end));
        self.table.get(first..last).unwrap_or(&[])
    }

    /// The first name at or after `at`.
    pub fn name_from(&self, at: u32) -> Option<Token> {
        self.from(at).iter().find(|token| token.kind == Kind::Name).copied()
    }

    /// The last name before `at`.
    pub fn name_before(&self, at: u32) -> Option<Token> {
        self.before(at).iter().rev().find(|token| token.kind == Kind::Name).copied()
    }

    /// The first colon at or after `at` outside brackets: the end of a header.
    pub fn header_colon(&self, at: u32) -> Option<Token> {
        let mut open = 0i32;
        self.from(at).iter().copied().find(|token| {
            match token.kind {
                Kind::Open => open += 1,
                Kind::Close => open -= 1,
                _ => {}
            }
            open == 0 && token.kind == Kind::Colon
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depth(text: &str) -> u32 {
        lex(text, Mode::Module, 0).depth
    }

    #[test]
    fn depth_counts_what_nests_and_not_what_follows() {
        assert!(depth(&format!("x = {}y\n", "-".repeat(5000))) >= 5000);
        assert!(depth(&format!("x = {}y\n", "not ".repeat(5000))) >= 5000);
        assert!(depth(&format!("x = {}y\n", "lambda a, b: ".repeat(5000))) >= 5000);
        assert!(depth(&format!("x = y{}\n", ".a()[0]".repeat(5000))) >= 15000);
        assert!(depth(&format!("x = {}b\n", "a if c else ".repeat(5000))) >= 5000);
        assert!(depth(&format!("if a:\n b\n{}", "elif c:\n d\n".repeat(5000))) >= 5000);
        assert!(depth(&format!("x = [{}]\n", "f(a.b + 1, *c), ".repeat(5000))) < 20);
        assert!(depth(&"x = a.b + c\nif a:\n  b.c()\nelif d:\n  e\n".repeat(5000)) < 20);
        assert!(depth(&format!("x = {{{}}}\n", "'k': lambda a, b: a, ".repeat(5000))) < 20);
    }
}
