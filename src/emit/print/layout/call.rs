//! Lays out calls: member chains and argument lists, with the callback hugged where one stands
//! first or last.
//!
//! ```text
//! useEffect(() => {
//!   …
//! }, [bridge]);
//! ```

use super::Shaper;
use super::doc::{
    Doc, Line, broken_group, choice, concat, group, if_break, indent, line, nil, text,
};
use super::record::Kind;
use super::statement::{comma_list, has_block};
use super::tree::{Node, Pair, PairKind};

/// A `.name` with the calls and subscripts behind it.
struct Link {
    docs: Vec<Doc>,
    called: bool,
}

impl Shaper<'_> {
    /// Prefix operators, a primary, then `.name`, `[…]`, `(…)`, templates and `++`.
    pub fn chain(&self, code: &[Node]) -> Doc {
        let (prefix, code) = self.prefix(code);
        let Some((primary, rest)) = code.split_first() else { return concat(prefix) };
        let mut links = vec![Link { docs: vec![self.node(primary)], called: false }];
        let mut after_dot = false;
        for node in rest {
            let doc = match node {
                Node::Pair(pair) if pair.kind == PairKind::Paren => self.arguments(pair),
                Node::Pair(pair) if pair.kind == PairKind::Bracket => self.subscript(pair),
                Node::Template(_) => self.node(node),
                Node::Leaf(_)
                    if self.is(node, Kind::Punct, ".") || self.is(node, Kind::Punct, "?.") =>
                {
                    links.push(Link { docs: vec![self.node(node)], called: false });
                    after_dot = true;
                    continue;
                }
                Node::Leaf(_) if after_dot || self.is_postfix(node) => self.node(node),
                _ => return concat([prefix, vec![self.sequence(code)]].concat()),
            };
            // the name of a private member follows its own `#`
            after_dot = self.is(node, Kind::Punct, "#");
            if let Some(link) = links.last_mut() {
                link.called |= matches!(node, Node::Pair(pair) if pair.kind == PairKind::Paren);
                link.docs.push(doc);
            }
        }
        concat([prefix, vec![self.links(links)]].concat())
    }

    fn is_postfix(&self, node: &Node) -> bool {
        self.leaf(node).is_some_and(|t| t.kind == Kind::Operator && matches!(&*t.text, "++" | "--"))
    }

    fn prefix<'n>(&self, code: &'n [Node]) -> (Vec<Doc>, &'n [Node]) {
        let mut docs = Vec::new();
        let mut rest = code;
        while let Some((node, after)) = rest.split_first() {
            let Some(token) = self.leaf(node) else { break };
            let next_spaced = after.first().and_then(|n| self.token_of(n)).is_some_and(|t| t.space);
            let word = token.kind == Kind::Keyword
                && matches!(&*token.text, "await" | "typeof" | "void" | "delete" | "new");
            let sign = matches!(token.kind, Kind::Punct | Kind::Operator)
                && matches!(&*token.text, "!" | "-" | "+" | "~" | "++" | "--");
            if after.is_empty() || !(word || sign) {
                break;
            }
            docs.push(self.node(node));
            if word || next_spaced {
                docs.push(text(" "));
            }
            rest = after;
        }
        (docs, rest)
    }

    /// One line, or one link per line when there are three calls or a callback in the middle.
    fn links(&self, links: Vec<Link>) -> Doc {
        let calls = links.iter().skip(1).filter(|link| link.called).count();
        let last = links.len().saturating_sub(1);
        let callback_inside = links
            .iter()
            .take(last)
            .skip(1)
            .any(|link| link.called && link.docs.iter().any(|d| d.hard));
        let one_line = concat(links.iter().flat_map(|link| link.docs.clone()).collect());
        if calls < 3 && !(calls == 2 && callback_inside) {
            return one_line;
        }
        // `this.items` stays together; the calls go below it
        let head = links.iter().skip(1).position(|link| link.called).unwrap_or(0) + 1;
        let mut first = Vec::new();
        let mut below = Vec::new();
        for (at, link) in links.into_iter().enumerate() {
            if at < head {
                first.extend(link.docs);
            } else {
                below.push(line(Line::Hard));
                below.extend(link.docs);
            }
        }
        let expanded = concat([first, vec![indent(concat(below))]].concat());
        if callback_inside { expanded } else { choice(vec![one_line, expanded]) }
    }

    fn subscript(&self, pair: &Pair) -> Doc {
        let inner = self.expression(&pair.body);
        let simple = pair.body.len() <= 1;
        if simple {
            return concat(vec![self.tok(pair.open), inner, self.close(pair)]);
        }
        group(vec![
            self.tok(pair.open),
            indent(concat(vec![line(Line::Soft), inner])),
            line(Line::Soft),
            self.close(pair),
        ])
    }

    /// The arguments of a call or the parameters of a function.
    pub fn arguments(&self, pair: &Pair) -> Doc {
        let (open, close) = (self.tok(pair.open), self.close(pair));
        let parts = self.parts(&pair.body);
        // made once: what holds a callback holds its whole body
        let end = concat(vec![if_break(text(","), nil()), line(Line::Soft)]);
        let two_forms = parts.last().and_then(|last| self.arrow_and_end(last, end));
        let plain = if two_forms.is_some() { parts.len() - 1 } else { parts.len() };
        let mut docs: Vec<Doc> = parts.iter().take(plain).map(|part| self.argument(part)).collect();
        let hugged_last = match two_forms {
            Some((bare, ended)) => {
                docs.push(bare);
                Some(ended)
            }
            None => docs.last().cloned(),
        };
        let sole_hug = match parts.as_slice() {
            [] => true,
            [[Node::Pair(only)]] => matches!(only.kind, PairKind::Object | PairKind::Bracket),
            [[Node::Template(_)]] => true,
            _ => false,
        };
        if sole_hug {
            return concat([vec![open], docs, vec![close]].concat());
        }
        let trailing = self.trailing_comma(&parts);
        let expanded = |make: fn(Vec<Doc>) -> Doc| {
            make(vec![
                open.clone(),
                indent(concat([vec![line(Line::Soft)], comma_list(docs.clone())].concat())),
                trailing.clone(),
                line(Line::Soft),
                close.clone(),
            ])
        };
        let flat = |docs: Vec<Doc>| {
            concat(
                [vec![open.clone()], super::doc::join(docs, &[text(", ")]), vec![close.clone()]]
                    .concat(),
            )
        };
        if let ([first, second], [first_doc, second_doc]) = (parts.as_slice(), docs.as_slice())
            && self.hugs_first(first, second)
            && !second_doc.hard
        {
            let hugged = broken_group(vec![first_doc.clone()]);
            return choice(vec![
                flat(docs.clone()),
                flat(vec![hugged, second_doc.clone()]),
                expanded(broken_group),
            ]);
        }
        if let (Some((last, heads)), Some((_, head_docs)), Some(hugged_last)) =
            (parts.split_last(), docs.split_last(), hugged_last)
            && self.hugs_last(heads, last)
            && !head_docs.iter().any(|doc| doc.hard)
        {
            let mut hugged = head_docs.to_vec();
            hugged.push(broken_group(vec![hugged_last]));
            return choice(vec![flat(docs.clone()), flat(hugged), expanded(broken_group)]);
        }
        expanded(group)
    }

    fn argument(&self, part: &[Node]) -> Doc {
        if matches!(part, [Node::Jsx(_)]) {
            self.jsx_in_parens(part)
        } else {
            self.expression(part)
        }
    }

    /// A function before something short: `useEffect(() => {…}, [bridge])`.
    fn hugs_first(&self, first: &[Node], second: &[Node]) -> bool {
        self.is_function_with_block(first)
            && !self.is_function(second)
            && match second {
                [Node::Pair(pair)] => {
                    pair.kind == PairKind::Bracket
                        && self.parts(&pair.body).iter().all(|part| {
                            !part.iter().any(|node| matches!(node, Node::Pair(_) | Node::Jsx(_)))
                        })
                }
                _ => !second.iter().any(has_block),
            }
    }

    fn hugs_last(&self, heads: &[&[Node]], last: &[Node]) -> bool {
        let kind = |part: &[Node]| match part {
            [Node::Pair(pair)] if !pair.body.is_empty() => match pair.kind {
                PairKind::Object | PairKind::Bracket => Some(pair.kind),
                PairKind::Paren | PairKind::Block | PairKind::Hole => None,
            },
            _ if self.is_function(part) => Some(PairKind::Block),
            _ => None,
        };
        let Some(mine) = kind(last) else { return false };
        if heads.last().is_some_and(|head| kind(head) == Some(mine)) {
            return false;
        }
        mine != PairKind::Block || self.body_can_hug(last)
    }

    /// An arrow whose body is an operation gains nothing from hugging.
    fn body_can_hug(&self, code: &[Node]) -> bool {
        let Some(at) = self.arrow_at(code) else { return true };
        match code.get(at + 1..) {
            Some([Node::Jsx(_) | Node::Pair(_)]) => true,
            Some([.., Node::Pair(last)]) => last.kind == PairKind::Paren,
            body => body.is_some_and(|body| {
                body.iter().any(|node| self.is(node, Kind::Punct, "?"))
                    || self.arrow_at(body).is_some()
            }),
        }
    }

    fn is_function(&self, code: &[Node]) -> bool {
        let words = || code.iter().take(2).map(|node| self.word(node));
        self.arrow_at(code).is_some()
            || words().next() == Some("function")
            || words().eq(["async", "function"])
    }

    fn is_function_with_block(&self, code: &[Node]) -> bool {
        self.is_function(code)
            && matches!(code.last(), Some(Node::Pair(pair)) if pair.kind == PairKind::Block)
    }

    /// The text of a leaf that is a comment.
    pub fn comment(&self, node: &Node) -> Option<&str> {
        self.leaf(node).filter(|token| token.kind == Kind::Comment).map(|token| &*token.text)
    }

    pub fn close(&self, pair: &Pair) -> Doc {
        pair.close.map_or_else(nil, |close| self.tok(close))
    }

    pub fn parens_when_broken(&self, inner: Doc) -> Doc {
        group(vec![
            if_break(text("("), nil()),
            indent(concat(vec![line(Line::Soft), inner])),
            line(Line::Soft),
            if_break(text(")"), nil()),
        ])
    }
}
