//! Lays out statements: one per line, blank lines where a colleague would leave one.
//!
//! At the top level functions, classes and constants that hold functions stand apart, and so do
//! the imports. Inside a body the blank lines of the Python source are kept, and nested functions
//! and hook calls with a callback stand apart.

use super::Shaper;
use super::doc::{Doc, Line, concat, group, if_break, indent, join, line, nil, text};
use super::record::Kind;
use super::tree::{Node, Pair, PairKind};

/// What decides about the blank lines around a statement.
struct Statement {
    doc: Doc,
    import: bool,
    /// A function, a class, or a constant that holds one.
    definition: bool,
    /// A call like `useEffect(() => {…})`.
    hook: bool,
    renders: bool,
    commented: bool,
    blank_before: bool,
    depth: u32,
}

impl Shaper<'_> {
    pub fn module(&self, nodes: &[Node]) -> Doc {
        self.statements(nodes, true)
    }

    /// `{ … }` with its statements on lines of their own.
    pub fn block(&self, pair: &Pair) -> Doc {
        let close = self.close(pair);
        if pair.body.is_empty() {
            return concat(vec![self.tok(pair.open), close]);
        }
        let body = self.statements(&pair.body, false);
        concat(vec![
            self.tok(pair.open),
            indent(concat(vec![line(Line::Hard), body])),
            line(Line::Hard),
            close,
        ])
    }

    fn statements(&self, nodes: &[Node], top: bool) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        let mut previous: Option<Statement> = None;
        let base =
            nodes.first().and_then(|node| self.token_of(node)).map_or(0, |token| token.indent);
        for slice in self.split_lines(nodes) {
            let statement = self.statement_with_facts(slice, base);
            if let Some(before) = &previous {
                let blank = self.blank_between(before, &statement, top);
                let kind = if blank { Line::Blank } else { Line::Hard };
                docs.push(indented(line(kind), statement.depth));
            }
            docs.push(indented(statement.doc.clone(), statement.depth));
            previous = Some(statement);
        }
        concat(docs)
    }

    fn blank_between(&self, before: &Statement, after: &Statement, top: bool) -> bool {
        if before.import && after.import {
            return false;
        }
        let apart = before.definition || after.definition || after.commented;
        if top {
            apart || before.import || after.blank_before
        } else {
            apart || before.hook || after.hook || after.renders || after.blank_before
        }
    }

    /// Statements begin where the emitter began a line; a line comment belongs to what follows.
    fn split_lines<'n>(&self, nodes: &'n [Node]) -> Vec<&'n [Node]> {
        let mut out = Vec::new();
        let mut start = 0;
        for (at, node) in nodes.iter().enumerate() {
            let begins = self.token_of(node).is_some_and(|token| token.line);
            let after_comment = at.checked_sub(1).and_then(|at| nodes.get(at));
            let after_comment = after_comment.is_some_and(|node| self.comment(node).is_some());
            if begins && at > start && !after_comment {
                out.extend(nodes.get(start..at));
                start = at;
            }
        }
        out.extend(nodes.get(start..).filter(|slice| !slice.is_empty()));
        out
    }

    fn statement_with_facts(&self, slice: &[Node], base: u32) -> Statement {
        let comments = slice.iter().take_while(|node| self.comment(node).is_some()).count();
        let (comments, code) = slice.split_at_checked(comments).unwrap_or((&[], slice));
        let mut docs: Vec<Doc> = Vec::new();
        for comment in comments {
            docs.push(self.comment_doc(comment));
            docs.push(line(Line::Hard));
        }
        docs.push(self.statement(code));
        let has_block = code.iter().any(has_block);
        let defines = self.leading_words(code).any(|word| {
            matches!(word, "function" | "class" | "get" | "set" | "static" | "constructor")
        });
        let declares =
            self.leading_words(code).any(|word| matches!(word, "const" | "let" | "export"));
        let arrow = code.iter().any(|node| self.is(node, Kind::Punct, "=>"));
        let is_member = matches!(code, [.., Node::Pair(params), Node::Pair(body)]
            if params.kind == PairKind::Paren && body.kind == PairKind::Block)
            && !self.leading_words(code).any(|word| {
                matches!(word, "if" | "for" | "while" | "switch" | "try" | "do" | "else")
            });
        let first = code.first().and_then(|node| self.token_of(node));
        let hook = first.is_some_and(|token| {
            token.kind == Kind::Symbol && token.text.strip_prefix("use").is_some_and(starts_upper)
        });
        Statement {
            doc: concat(docs),
            import: self.leading_words(code).any(|word| word == "import"),
            definition: has_block && (defines || (declares && arrow) || is_member)
                || (has_block && declares && self.leading_words(code).any(|w| w == "export")),
            hook: hook && has_block,
            renders: matches!(code, [first, Node::Jsx(_), ..] if self.is(first, Kind::Keyword, "return")),
            commented: !comments.is_empty(),
            blank_before: first.is_some_and(|token| self.blank_before(token.pos)),
            depth: first.map_or(0, |token| token.indent.saturating_sub(base)),
        }
    }

    fn leading_words<'n>(&'n self, code: &'n [Node]) -> impl Iterator<Item = &'n str> {
        code.iter()
            .take(4)
            .map_while(|node| match node {
                Node::Leaf(_) => self.token_of(node),
                Node::Pair(_) | Node::Template(_) | Node::Jsx(_) => None,
            })
            .filter(|token| token.kind == Kind::Keyword)
            .map(|token| &*token.text)
    }

    fn statement(&self, code: &[Node]) -> Doc {
        let (code, semi) = match code.split_last() {
            Some((last @ Node::Leaf(at), rest)) if self.is(last, Kind::Punct, ";") => {
                (rest, self.tok(*at))
            }
            _ => (code, nil()),
        };
        let Some((first, rest)) = code.split_first() else { return semi };
        let body = match self.word(first) {
            "export" => match rest.first().map(|node| self.word(node)) {
                Some("const" | "let" | "var") => {
                    concat(vec![self.node(first), text(" "), self.declaration(rest)])
                }
                Some("default") => self.export_default(first, rest),
                _ => self.sequence(code),
            },
            "const" | "let" | "var" => self.declaration(code),
            "return" | "throw" if !rest.is_empty() => {
                concat(vec![self.node(first), text(" "), self.operand(rest)])
            }
            "if" | "for" | "while" | "else" | "do" => self.control(code),
            "import" if !matches!(rest.first(), Some(Node::Pair(pair)) if pair.kind == PairKind::Paren) => {
                self.sequence(code)
            }
            "function" | "class" | "try" | "switch" | "static" | "break" | "continue" | "case"
            | "get" | "set" | "async" | "debugger" => self.sequence_or_expression(code),
            _ => match rest.first() {
                Some(colon) if self.is(colon, Kind::Punct, ":") => concat(vec![
                    self.node(first),
                    self.node(colon),
                    text(" "),
                    self.statement(rest.get(1..).unwrap_or(&[])),
                ]),
                _ => self.expression(code),
            },
        };
        concat(vec![body, semi])
    }

    /// A member like `get = 1` or `async () => x` starts with a word and is an expression.
    fn sequence_or_expression(&self, code: &[Node]) -> Doc {
        let expression = code
            .iter()
            .any(|node| self.is(node, Kind::Punct, "=>") || self.is(node, Kind::Punct, "="));
        if expression { self.expression(code) } else { self.sequence(code) }
    }

    fn export_default(&self, export: &Node, rest: &[Node]) -> Doc {
        let Some((default, value)) = rest.split_first() else { return self.node(export) };
        let head = vec![self.node(export), text(" "), self.node(default), text(" ")];
        concat([head, vec![self.expression(value)]].concat())
    }

    /// `const a = 1, b = 2`.
    fn declaration(&self, code: &[Node]) -> Doc {
        let Some((keyword, rest)) = code.split_first() else { return nil() };
        concat(vec![self.node(keyword), text(" "), self.expression(rest)])
    }

    /// What follows `return`: parentheses hold an operand that takes several lines.
    fn operand(&self, code: &[Node]) -> Doc {
        if matches!(code, [Node::Jsx(_)]) {
            return self.jsx_in_parens(code);
        }
        if self.is_binary(code) && !self.jsx_is_right_operand(code) {
            return group(vec![
                if_break(text("("), nil()),
                indent(concat(vec![line(Line::Soft), self.binary(code, false)])),
                line(Line::Soft),
                if_break(text(")"), nil()),
            ]);
        }
        self.expression(code)
    }

    /// `if (…) …`, `else …`, `for (…) …`: heads, then a block or one statement.
    fn control(&self, code: &[Node]) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        let mut rest = code;
        while let Some((node, after)) = rest.split_first() {
            match node {
                Node::Leaf(_)
                    if matches!(
                        self.word(node),
                        "if" | "for" | "while" | "else" | "do" | "await"
                    ) => {}
                Node::Pair(pair) if matches!(pair.kind, PairKind::Block | PairKind::Paren) => {}
                _ => {
                    docs.push(self.statement(rest));
                    break;
                }
            }
            docs.push(match node {
                Node::Pair(pair) if pair.kind == PairKind::Paren => self.header(pair),
                _ => self.node(node),
            });
            if !after.is_empty() {
                docs.push(text(" "));
            }
            rest = after;
            // the statement after a head may itself start with a bracket
            if let (Node::Pair(pair), Some(next)) = (node, after.first()) {
                let block = matches!(next, Node::Pair(next) if next.kind == PairKind::Block);
                if pair.kind == PairKind::Paren && !block {
                    docs.push(self.statement(after));
                    break;
                }
            }
        }
        concat(docs)
    }

    /// The parentheses after `if`, `while`, `for`.
    pub fn header(&self, pair: &Pair) -> Doc {
        let parts: Vec<&[Node]> = pair.body.split(|node| self.is(node, Kind::Punct, ";")).collect();
        let semicolons = pair.body.iter().filter(|node| self.is(node, Kind::Punct, ";"));
        let inner = if parts.len() > 1 {
            let mut docs = Vec::new();
            let mut semicolons = semicolons.map(|node| self.node(node));
            for part in parts {
                if !docs.is_empty() && !part.is_empty() {
                    docs.push(line(Line::Space));
                }
                docs.push(self.header_part(part));
                docs.extend(semicolons.next());
            }
            concat(docs)
        } else if self.is_binary(&pair.body) {
            self.binary(&pair.body, false)
        } else {
            self.header_part(&pair.body)
        };
        group(vec![
            self.tok(pair.open),
            indent(concat(vec![line(Line::Soft), inner])),
            line(Line::Soft),
            self.close(pair),
        ])
    }

    /// `let i = 0`, or `const [a, b] of pairs`.
    fn header_part(&self, code: &[Node]) -> Doc {
        let of = code.iter().position(|node| matches!(self.word(node), "of" | "in"));
        if let Some((left, [word, right @ ..])) = of.and_then(|at| code.split_at_checked(at)) {
            return concat(vec![
                self.header_part(left),
                text(" "),
                self.node(word),
                text(" "),
                self.expression(right),
            ]);
        }
        match code.first().map(|node| self.word(node)) {
            Some("const" | "let" | "var") => self.declaration(code),
            _ => self.expression(code),
        }
    }

    /// One node after the other with the spaces of the emitter, corrected where it is careless.
    pub fn sequence(&self, code: &[Node]) -> Doc {
        let mut docs: Vec<Doc> = Vec::new();
        let mut before: Option<&Node> = None;
        for node in code {
            if let Some(before) = before {
                docs.push(self.gap(before, node));
            }
            let keyword = before.map_or("", |node| self.word(node));
            docs.push(match node {
                Node::Pair(pair) if pair.kind == PairKind::Paren => match keyword {
                    "if" | "while" | "for" | "switch" | "catch" | "await" => self.header(pair),
                    _ => self.arguments(pair),
                },
                _ => self.node(node),
            });
            before = Some(node);
        }
        concat(docs)
    }

    fn gap(&self, before: &Node, node: &Node) -> Doc {
        if self.comment(before).is_some_and(|comment| comment.starts_with("//")) {
            return line(Line::Hard);
        }
        let spaced = self.token_of(node).is_some_and(|token| token.space || token.line);
        let word = self.word(before);
        let space = match node {
            Node::Pair(pair) => match pair.kind {
                PairKind::Block => true,
                PairKind::Paren => matches!(
                    word,
                    "if" | "for"
                        | "while"
                        | "switch"
                        | "catch"
                        | "with"
                        | "function"
                        | "await"
                        | "async"
                ),
                PairKind::Object | PairKind::Bracket | PairKind::Hole => spaced,
            },
            _ if self.is(node, Kind::Punct, "=>") || self.is(before, Kind::Punct, "=>") => true,
            _ => spaced || is_block(before) && !self.word(node).is_empty(),
        };
        if space { text(" ") } else { nil() }
    }

    fn comment_doc(&self, node: &Node) -> Doc {
        let comment = self.comment(node).unwrap_or("");
        let mut lines = comment.lines();
        let mut docs = vec![text(lines.next().unwrap_or("").trim_end().to_owned())];
        for next in lines {
            docs.push(line(Line::Hard));
            docs.push(text(format!(" {}", next.trim())));
        }
        concat(docs)
    }
}

fn indented(doc: Doc, depth: u32) -> Doc {
    (0..depth).fold(doc, |doc, _| indent(doc))
}

fn starts_upper(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

fn is_block(node: &Node) -> bool {
    matches!(node, Node::Pair(pair) if pair.kind == PairKind::Block)
}

/// Whether statements stand somewhere inside.
pub fn has_block(node: &Node) -> bool {
    match node {
        Node::Leaf(_) => false,
        Node::Pair(pair) => {
            (pair.kind == PairKind::Block && !pair.body.is_empty())
                || pair.body.iter().any(has_block)
        }
        Node::Template(parts) => parts.iter().any(has_block),
        Node::Jsx(jsx) => {
            jsx.attrs.iter().flatten().any(has_block) || jsx.children.iter().any(has_block)
        }
    }
}

/// `a`, `b` with the commas of the source between.
pub fn comma_list(docs: Vec<Doc>) -> Vec<Doc> {
    join(docs, &[text(","), line(Line::Space)])
}
