//! One pass over the bytes cuts a file into its top-level statements.
//!
//! The scan is linear, total and never fails: server code that no marked function needs is only
//! outlined, never parsed, so syntax newer than the parser cannot break a build.

//!
//! ```text
//! import os; x = 1              Import [os], Assign [x]
//! @ps.javascript                ┐
//! def f(a):                     │ Function [f], decorator `ps.javascript`
//!     return a                  ┘
//! if x:                         ┐ If [y, z]
//!     y = (z := 2)              ┘
//! ```
//!
//! `lexical` and `template` make logical lines of tokens, `cut` makes chunks of lines, `binds` says
//! which names they bind, `marker` tells files that need no outline. A bracket or string that is
//! never closed does not swallow the statements after it, see `lexical`.

mod binds;
mod cut;
mod lexical;
mod marker;
mod template;
#[cfg(test)]
mod tests;
mod token;

pub use marker::mentions_marker;

use crate::base::{FileId, Name, Span};

/// The top-level statements of a file, in order. Comments and blank lines belong to no chunk.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Outline {
    pub chunks: Vec<Chunk>,
}

/// One top-level statement.
#[derive(Clone, PartialEq, Debug)]
pub struct Chunk {
    /// From the first decorator (or the first word) to the end of its last line's text, without the
    /// line end, trailing blank lines or trailing comments.
    pub span: Span,
    pub kind: ChunkKind,
    /// The names that running the statement may bind in the module, in order, each once, nested
    /// blocks of `if`, `try`, `for`, `while`, `with`, `match` included; bodies of functions and
    /// classes not. `import a.b` binds `a`; `from m import *` binds `*`.
    pub binds: Vec<Name>,
    /// The expression of each decorator, without its `@`.
    pub decorators: Vec<Span>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChunkKind {
    Function,
    AsyncFunction,
    Class,
    Import,
    FromImport,
    /// `a = 1`, `a, b = c`, `a: int = 1`, `a += 1`.
    Assign,
    TypeAlias,
    If,
    Try,
    For,
    While,
    With,
    Match,
    /// An expression on its own: a call, a docstring.
    Expr,
    /// `pass`, `del`, `assert`, `raise`, `global`, …
    Other,
    /// Text that is no statement: unexpected indentation, a stray bracket.
    Broken,
}

/// Cuts `text` into chunks. Total: every text gives an outline, in linear time.
pub fn scan(file: FileId, text: &str) -> Outline {
    cut::Cutter::new(file, text).run()
}

/// Whether the byte at an offset stands in a comment, of those that are asked for in order.
pub fn in_comment(text: &str, offsets: &[u32]) -> Vec<bool> {
    let mut lexer = lexical::Lexer::new(text);
    let mut found = vec![true; offsets.len()];
    while lexer.next_line().is_some() {
        for token in &lexer.tokens {
            let from = offsets.partition_point(|at| *at < token.start);
            let within = std::iter::zip(offsets, &mut found).skip(from);
            within.take_while(|(at, _)| **at < token.end).for_each(|(_, found)| *found = false);
        }
    }
    found
}

/// How deep the brackets of `text` nest, those in the replacement fields of f-strings included (a
/// field and a nested f-string count as one level each). A parser that recurses asks before it
/// parses a chunk. Chains of operators (`not not x`, `a.b.c`) nest a tree too and are not counted.
pub fn max_depth(text: &str) -> usize {
    let mut lexer = lexical::Lexer::new(text);
    while lexer.next_line().is_some() {}
    lexer.deepest as usize
}
