//! Turns a module into text that reads as a colleague would write it.
//!
//! `swc_ecma_codegen` decides the tokens ([`record`]); this module finds their structure
//! ([`tree`]) and lays it out in lines of at most 100 columns ([`doc`]). In: `f({a:1},()=>{g()})`,
//! out:
//!
//! ```text
//! f({ a: 1 }, () => {
//!   g();
//! });
//! ```
//!
//! What is not understood keeps the tokens and spaces of the emitter. Only three kinds of token
//! are added, none with a meaning: commas at the end of broken lists, parentheses around operands
//! and JSX that take several lines, and `{" "}` in JSX where a line break would swallow a space.

mod call;
mod doc;
mod expression;
mod jsx;
mod record;
mod statement;
mod tree;

use swc_common::comments::Comments;
use swc_common::sync::Lrc;
use swc_common::{BytePos, SourceMap};
use swc_ecma_ast::Module;
use swc_ecma_codegen::{Config, Emitter, Node as _};

pub use doc::Mark;
use doc::{Doc, Text, concat, token};
use record::{Kind, Recorder, Token};
use tree::Node;

/// What the layout asks about the source.
pub trait Origin {
    /// The source position behind a raw one (which may stand for a commented node).
    fn resolve(&self, pos: u32) -> u32;
    /// Whether an empty line stands before the line of this position in the source.
    fn blank_before(&self, pos: u32) -> bool;
}

pub fn lay_out(
    module: &Module,
    comments: Option<&dyn Comments>,
    origin: &dyn Origin,
) -> (String, Vec<Mark>) {
    let mut tokens = record(module, comments);
    for token in &mut tokens {
        token.pos = origin.resolve(token.pos);
    }
    let nodes = tree::parse(&tokens);
    let shaper = Shaper { tokens: &tokens, origin };
    doc::render(&shaper.module(&nodes))
}

fn record(module: &Module, comments: Option<&dyn Comments>) -> Vec<Token> {
    let mut emitter = Emitter {
        cfg: Config::default(),
        // left empty: the layout of the Python must not leak into that of the JavaScript
        cm: Lrc::new(SourceMap::default()),
        comments,
        wr: Recorder::default(),
    };
    // the recorder never fails
    let _ = module.emit_with(&mut emitter);
    emitter.wr.tokens
}

/// Builds the document of a token tree.
struct Shaper<'a> {
    tokens: &'a [Token],
    origin: &'a dyn Origin,
}

impl Shaper<'_> {
    fn tok(&self, at: u32) -> Doc {
        self.tokens.get(at as usize).map_or_else(doc::nil, |found| {
            token(Text {
                text: found.text.clone(),
                pos: found.pos,
                symbol: found.kind == Kind::Symbol,
            })
        })
    }

    fn node(&self, node: &Node) -> Doc {
        match node {
            Node::Leaf(at) => self.tok(*at),
            Node::Pair(pair) => self.pair(pair),
            Node::Template(parts) => concat(parts.iter().map(|part| self.verbatim(part)).collect()),
            Node::Jsx(jsx) => self.jsx(jsx),
        }
    }

    /// A part of a template: text as it is, and an expression that never breaks by choice.
    fn verbatim(&self, node: &Node) -> Doc {
        match node {
            Node::Pair(pair) => self.pair(pair),
            Node::Leaf(_) | Node::Template(_) | Node::Jsx(_) => self.node(node),
        }
    }

    fn token_of(&self, node: &Node) -> Option<&Token> {
        node.first().and_then(|at| self.tokens.get(at as usize))
    }

    fn leaf(&self, node: &Node) -> Option<&Token> {
        match node {
            Node::Leaf(at) => self.tokens.get(*at as usize),
            Node::Pair(_) | Node::Template(_) | Node::Jsx(_) => None,
        }
    }

    fn is(&self, node: &Node, kind: Kind, text: &str) -> bool {
        self.leaf(node).is_some_and(|token| token.kind == kind && token.text == text)
    }

    /// The text of a keyword, or nothing.
    fn word(&self, node: &Node) -> &str {
        self.leaf(node).filter(|token| token.kind == Kind::Keyword).map_or("", |token| &token.text)
    }

    fn blank_before(&self, pos: u32) -> bool {
        BytePos(pos) != BytePos(0) && self.origin.blank_before(pos)
    }
}
