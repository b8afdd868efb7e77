//! Finds the structure in a recorded token stream: bracket pairs, templates, JSX elements.
//!
//! A brace is told apart by what stands before it, as a JavaScript lexer does: `=> {` and `) {`
//! open a block, `= {` and `( {` an object. A wrong guess changes how the text looks, never its
//! tokens.

use super::record::{Kind, Token};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PairKind {
    Paren,
    Bracket,
    /// An object literal or pattern, or the names of an import or export.
    Object,
    /// Statements or class members.
    Block,
    /// `{…}` in JSX, and `${…}` in a template.
    Hole,
}

#[derive(Debug)]
pub enum Node {
    /// The index of a token.
    Leaf(u32),
    Pair(Pair),
    Template(Vec<Node>),
    Jsx(Jsx),
}

#[derive(Debug)]
pub struct Pair {
    pub kind: PairKind,
    pub open: u32,
    pub close: Option<u32>,
    pub body: Vec<Node>,
}

#[derive(Debug)]
pub struct Jsx {
    /// `<name` or `<>`.
    pub opening: Vec<u32>,
    pub attrs: Vec<Vec<Node>>,
    /// `>` or `/` `>`; empty for a fragment.
    pub opening_end: Vec<u32>,
    pub children: Vec<Node>,
    /// `</` name `>` or `</>`.
    pub closing: Vec<u32>,
}

impl Node {
    pub fn first(&self) -> Option<u32> {
        match self {
            Node::Leaf(at) => Some(*at),
            Node::Pair(pair) => Some(pair.open),
            Node::Template(parts) => parts.first().and_then(Node::first),
            Node::Jsx(jsx) => jsx.opening.first().copied(),
        }
    }
}

/// The tree of a whole module.
pub fn parse(tokens: &[Token]) -> Vec<Node> {
    let mut parser = Parser { tokens, at: 0 };
    let mut nodes = Vec::new();
    while parser.at < tokens.len() {
        parser.body(&mut nodes, "", PairKind::Block);
        // a closing bracket that nothing opened: keep it as it is
        if parser.at < tokens.len() {
            nodes.push(parser.leaf());
        }
    }
    nodes
}

struct Parser<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    fn punct(&self) -> &'a str {
        self.peek().filter(|token| token.kind == Kind::Punct).map_or("", |token| &token.text)
    }

    fn take(&mut self) -> u32 {
        self.at += 1;
        self.at as u32 - 1
    }

    fn leaf(&mut self) -> Node {
        Node::Leaf(self.take())
    }

    /// Reads nodes up to a token that closes, which is left for the caller.
    fn body(&mut self, out: &mut Vec<Node>, close: &str, inside: PairKind) {
        let mut statement = out.len();
        let mut is_class = false;
        while let Some(token) = self.peek() {
            if token.line {
                statement = out.len();
                is_class = false;
            }
            is_class |= token.kind == Kind::Keyword && token.text == "class";
            match self.punct() {
                ")" | "]" | "}" => return,
                punct if !close.is_empty() && punct == close => return,
                "(" => out.push(self.pair(PairKind::Paren, ")")),
                "[" => out.push(self.pair(PairKind::Bracket, "]")),
                "{" => {
                    let before = out.get(statement..).unwrap_or(&[]);
                    let kind = self.brace(before, is_class, inside);
                    out.push(self.pair(kind, "}"));
                }
                "`" => out.push(self.template()),
                "<" | "<>" => out.push(self.jsx()),
                "/" => out.extend(self.regex()),
                _ => out.push(self.leaf()),
            }
        }
    }

    fn pair(&mut self, kind: PairKind, close: &str) -> Node {
        let open = self.take();
        let mut body = Vec::new();
        self.body(&mut body, close, kind);
        let close = (self.punct() == close).then(|| self.take());
        Node::Pair(Pair { kind, open, close, body })
    }

    /// What the brace at hand opens; `before` is the statement or item so far.
    fn brace(&self, before: &[Node], is_class: bool, inside: PairKind) -> PairKind {
        let leaf = |node: Option<&Node>| match node {
            Some(Node::Leaf(at)) => self.tokens.get(*at as usize),
            _ => None,
        };
        let block = match before.last() {
            None => inside == PairKind::Block,
            Some(Node::Pair(pair)) => {
                is_class || matches!(pair.kind, PairKind::Paren | PairKind::Block)
            }
            Some(Node::Template(_) | Node::Jsx(_)) => false,
            last @ Some(Node::Leaf(_)) => match leaf(last) {
                Some(token) if token.kind == Kind::Keyword => {
                    is_class
                        || matches!(
                            &*token.text,
                            "else" | "try" | "finally" | "do" | "catch" | "static"
                        )
                }
                Some(token) if token.kind == Kind::Punct => {
                    token.text == "=>"
                        || (inside == PairKind::Block && token.text == ";")
                        || (inside == PairKind::Block && token.text == ":" && before.len() == 2)
                }
                Some(token) => {
                    is_class && token.kind == Kind::Symbol || token.kind == Kind::Comment
                }
                None => false,
            },
        };
        if block { PairKind::Block } else { PairKind::Object }
    }

    fn template(&mut self) -> Node {
        let mut parts = vec![self.leaf()];
        while self.peek().is_some() {
            match self.punct() {
                "`" => {
                    parts.push(self.leaf());
                    break;
                }
                "${" => parts.push(self.pair(PairKind::Hole, "}")),
                _ => parts.push(self.leaf()),
            }
        }
        Node::Template(parts)
    }

    /// `/`, its text, `/`, and its flags when they follow directly.
    fn regex(&mut self) -> Vec<Node> {
        let mut out = vec![self.leaf()];
        if self.peek().is_some_and(|token| token.kind == Kind::Literal) {
            out.push(self.leaf());
        }
        if self.punct() == "/" {
            out.push(self.leaf());
        }
        if self.peek().is_some_and(|t| t.kind == Kind::Literal && !t.space && !t.line) {
            out.push(self.leaf());
        }
        vec![Node::Template(out)]
    }

    fn jsx(&mut self) -> Node {
        let mut jsx = Jsx {
            opening: vec![],
            attrs: vec![],
            opening_end: vec![],
            children: vec![],
            closing: vec![],
        };
        let fragment = self.punct() == "<>";
        jsx.opening.push(self.take());
        if !fragment {
            while self.peek().is_some_and(|t| !t.space) && !matches!(self.punct(), ">" | "/" | "{")
            {
                jsx.opening.push(self.take());
            }
            self.attributes(&mut jsx);
            let self_closing = self.punct() == "/";
            if self_closing {
                jsx.opening_end.push(self.take());
            }
            if self.punct() == ">" {
                jsx.opening_end.push(self.take());
            }
            if self_closing {
                return Node::Jsx(jsx);
            }
        }
        self.children(&mut jsx);
        Node::Jsx(jsx)
    }

    fn attributes(&mut self, jsx: &mut Jsx) {
        while self.peek().is_some() && !matches!(self.punct(), ">" | "/") {
            let node = match self.punct() {
                "{" => self.pair(PairKind::Hole, "}"),
                "<" | "<>" => self.jsx(),
                _ => self.leaf(),
            };
            let starts = node.first().and_then(|at| self.tokens.get(at as usize));
            match jsx.attrs.last_mut() {
                Some(attr) if starts.is_some_and(|token| !token.space) => attr.push(node),
                _ => jsx.attrs.push(vec![node]),
            }
        }
    }

    fn children(&mut self, jsx: &mut Jsx) {
        while self.peek().is_some() {
            match self.punct() {
                "</>" => {
                    jsx.closing.push(self.take());
                    return;
                }
                "</" => {
                    while self.peek().is_some() {
                        let end = self.punct() == ">";
                        jsx.closing.push(self.take());
                        if end {
                            return;
                        }
                    }
                }
                "{" => jsx.children.push(self.pair(PairKind::Hole, "}")),
                "<" | "<>" => jsx.children.push(self.jsx()),
                _ => jsx.children.push(self.leaf()),
            }
        }
    }
}
