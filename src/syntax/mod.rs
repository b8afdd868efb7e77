//! From a chunk of text to a syntax tree; the only module that names `rustpython_*`.
//!
//! ```text
//! text → mask (string literals out) → tokens → rustpython's parser → convert → ast
//!                 └── literals ── escape, fstring (fields parsed the same way) ──┘
//!
//! `ps.javascript`, names alone → dotted → ast
//! ```
//!
//! What is refused here, with a place: what is not Python 3.12 (`PSC101`, `PSC103` within f-strings),
//! trees deeper than [`MAX_DEPTH`] (`PSC102`), indentation that depends on the width of a tab
//! (`PSC104`). Nothing here knows what a construct means.

pub mod annotations;
pub mod ast;
mod convert;
mod docstring;
mod dotted;
mod errors;
mod escape;
mod fstring;
mod literal;
mod mask;
mod tokens;

use rustpython_parser::{Mode, ast as py, parse_tokens};

use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use convert::Converter;
use literal::Range;
use tokens::Tokens;

/// The deepest tree that is built; the passes after this one recurse, and size their stacks by it.
pub const MAX_DEPTH: u32 = 3000;
/// CPython's limits.
const MAX_BRACKETS: u32 = 200;
const MAX_BLOCKS: u32 = 100;
/// A deeper tree is converted on a thread with a stack of its own.
const SHALLOW: u32 = 48;
/// What one level of a tree may cost of the stack, with room to spare.
const STACK_PER_LEVEL: usize = 32 << 10;

/// Parses the statements under `span` (one chunk of an outline). What does not parse is reported to
/// the sink and comes back as [`ast::StmtKind::Missing`].
pub fn parse_chunk(source: &str, span: Span, sink: &mut Sink) -> Vec<ast::Stmt> {
    let job = Job { source, span, wrapped: false, mode: Mode::Module, fstrings: 0, depth: 0 };
    let body = job.run(sink, |parsed, converter| match parsed {
        py::Mod::Module(module) => converter.body(module.body),
        py::Mod::Interactive(_) | py::Mod::Expression(_) | py::Mod::FunctionType(_) => Vec::new(),
    });
    body.unwrap_or_else(|| vec![ast::Stmt { span, kind: ast::StmtKind::Missing }])
}

/// Parses the expression under `span` (a decorator).
pub fn parse_expression(source: &str, span: Span, sink: &mut Sink) -> ast::Expr {
    if let Some(expr) = dotted::parse(source, span) {
        return expr;
    }
    let job = Job { source, span, wrapped: false, mode: Mode::Expression, fstrings: 0, depth: 0 };
    job.expression(sink).unwrap_or(ast::Expr { span, kind: ast::ExprKind::Missing })
}

/// One text to parse.
#[derive(Clone, Copy)]
struct Job<'a> {
    source: &'a str,
    span: Span,
    /// The bytes around the text are braces of an f-string, and stand for parentheses.
    wrapped: bool,
    mode: Mode,
    /// How many f-strings are around.
    fstrings: u32,
    /// The depth of the tree around.
    depth: u32,
}

impl Job<'_> {
    fn expression(self, sink: &mut Sink) -> Option<ast::Expr> {
        self.run(sink, |parsed, converter| match parsed {
            py::Mod::Expression(module) => Some(converter.expr(*module.body)),
            py::Mod::Interactive(_) | py::Mod::Module(_) | py::Mod::FunctionType(_) => None,
        })
        .flatten()
    }

    fn range(&self) -> Range {
        self.span.start as usize..self.span.end as usize
    }

    /// `None` when an error was reported that leaves nothing to convert.
    fn run<T: Send>(
        self,
        sink: &mut Sink,
        then: impl FnOnce(py::Mod, &mut Converter) -> T + Send,
    ) -> Option<T> {
        let mut masked = mask::mask(self.source, self.range());
        if errors::literals(&self, &masked, sink) {
            return None;
        }
        let offset = if self.wrapped {
            masked.text = format!("({})", masked.text);
            self.span.start.saturating_sub(1)
        } else {
            self.span.start
        };
        let mut tokens = tokens::lex(&masked.text, self.mode, offset);
        let depth = self.depth + tokens.depth;
        let deep = depth > MAX_DEPTH;
        if deep || tokens.brackets > MAX_BRACKETS || tokens.blocks > MAX_BLOCKS {
            sink.push(too_deep(&self, &tokens));
            return None;
        }
        let stream = std::mem::take(&mut tokens.stream);
        let job = self;
        let work = move |sink: &mut Sink| {
            let parsed = match parse_tokens(stream, job.mode, "") {
                Ok(parsed) => parsed,
                Err(error) => {
                    errors::report(&job, &tokens, error, sink);
                    return None;
                }
            };
            errors::stars(&job, &tokens, sink);
            let mut converter = Converter { job, masked, tokens, depth, sink };
            Some(then(parsed, &mut converter))
        };
        if tokens_are_shallow(depth - self.depth, self.fstrings) {
            return work(sink);
        }
        on_a_stack_for(depth, sink, work).unwrap_or_else(|| {
            let help = "split it into several statements, or build it in a loop";
            sink.push(
                Diagnostic::new(Code::PSC102, self.span, "this is nested too deeply").help(help),
            );
            None
        })
    }
}

fn tokens_are_shallow(depth: u32, fstrings: u32) -> bool {
    // Each f-string around has a parser on the stack; a new stack now and then bounds their sum.
    depth <= SHALLOW && fstrings % 4 != 3
}

/// Runs `work` on a thread whose stack holds a tree of this depth; `None` when there is no thread.
fn on_a_stack_for<T: Send>(
    depth: u32,
    sink: &mut Sink,
    work: impl FnOnce(&mut Sink) -> Option<T> + Send,
) -> Option<Option<T>> {
    let size = (4 << 20) + depth as usize * STACK_PER_LEVEL;
    std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(size);
        builder.spawn_scoped(scope, || work(sink)).ok()?.join().ok()
    })
}

fn too_deep(job: &Job, tokens: &Tokens) -> Diagnostic {
    let start = tokens.deepest.min(job.span.end);
    let span = Span::new(job.span.file, start, (start + 1).min(job.span.end.max(start)));
    let message = if tokens.brackets > MAX_BRACKETS {
        format!("more than {MAX_BRACKETS} brackets are open here")
    } else if tokens.blocks > MAX_BLOCKS {
        format!("more than {MAX_BLOCKS} blocks are nested here")
    } else {
        format!("this is nested more than {MAX_DEPTH} levels deep")
    };
    Diagnostic::new(Code::PSC102, span, message)
        .help("split it into several statements, or build it in a loop")
}

#[cfg(test)]
mod tests;
