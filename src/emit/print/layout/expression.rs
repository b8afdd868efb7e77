//! Lays out expressions: assignments, arrows, conditionals, operators, and what brackets hold.

use super::Shaper;
use super::doc::{Doc, Line, concat, group, if_break, indent, line, nil, text};
use super::record::Kind;
use super::statement::comma_list;
use super::tree::{Node, Pair, PairKind};

/// Binding strength of a binary operator; `None` for assignment and update operators.
fn strength(operator: &str) -> Option<u8> {
    Some(match operator {
        "??" | "||" => 1,
        "&&" => 2,
        "|" => 3,
        "^" => 4,
        "&" => 5,
        "==" | "!=" | "===" | "!==" => 6,
        "<" | ">" | "<=" | ">=" | "in" | "instanceof" => 7,
        "<<" | ">>" | ">>>" => 8,
        "+" | "-" => 9,
        "*" | "/" | "%" => 10,
        "**" => 11,
        _ => return None,
    })
}

impl Shaper<'_> {
    /// A whole expression, pattern, argument or property.
    pub fn expression(&self, code: &[Node]) -> Doc {
        let Some((first, rest)) = code.split_first() else { return nil() };
        if let Some(comment) = self.comment(first) {
            let end = if comment.starts_with("//") { line(Line::Hard) } else { text(" ") };
            return concat(vec![self.node(first), end, self.expression(rest)]);
        }
        if code.iter().any(|node| self.is(node, Kind::Punct, ",")) {
            let parts = code.split(|node| self.is(node, Kind::Punct, ","));
            let docs = parts.map(|part| self.expression(part)).collect();
            return group(vec![indent(concat(comma_list(docs)))]);
        }
        if self.is(first, Kind::Punct, "...") {
            return concat(vec![self.node(first), self.expression(rest)]);
        }
        match self.word(first) {
            "yield" if !rest.is_empty() => return self.yielded(first, rest),
            "function" | "class" => return self.sequence(code),
            "async" if rest.first().is_some_and(|node| self.word(node) == "function") => {
                return self.sequence(code);
            }
            _ => {}
        }
        for (at, node) in code.iter().enumerate() {
            let Some((left, [_, right @ ..])) = code.split_at_checked(at) else { break };
            let Some(token) = self.leaf(node) else { continue };
            match (token.kind, &*token.text) {
                (Kind::Punct, "=>") => return self.arrow(left, node, right),
                (Kind::Punct, "=") => return self.assignment(left, node, right),
                (Kind::Punct, "?") => return self.conditional(left, node, right),
                (Kind::Punct, ":") => return self.property(left, node, right),
                (Kind::Operator, operator)
                    if operator.ends_with('=') && strength(operator).is_none() =>
                {
                    return self.assignment(left, node, right);
                }
                _ => {}
            }
        }
        if self.is_binary(code) { self.binary(code, true) } else { self.chain(code) }
    }

    fn yielded(&self, first: &Node, rest: &[Node]) -> Doc {
        let (star, rest) = match rest.split_first() {
            Some((star, rest)) if self.is(star, Kind::Operator, "*") => (self.node(star), rest),
            _ => (nil(), rest),
        };
        concat(vec![self.node(first), star, text(" "), self.expression(rest)])
    }

    fn arrow(&self, left: &[Node], sign: &Node, right: &[Node]) -> Doc {
        let head = concat(vec![self.sequence(left), text(" "), self.node(sign)]);
        if matches!(right, [Node::Jsx(_)]) {
            return concat(vec![head, text(" "), self.jsx_in_parens(right)]);
        }
        if self.hugs_arrow(right) {
            return concat(vec![head, text(" "), self.expression(right)]);
        }
        arrow_over(head, self.expression(right), nil())
    }

    /// An arrow function whose body may move to the next line, in two forms that share their
    /// parts: bare, and with `end` below the body, as the last argument and in JSX braces.
    pub fn arrow_and_end(&self, code: &[Node], end: Doc) -> Option<(Doc, Doc)> {
        let at = self.arrow_at(code)?;
        let (left, [sign, right @ ..]) = code.split_at_checked(at)? else { return None };
        if self.hugs_arrow(right) {
            return None;
        }
        let head = concat(vec![self.sequence(left), text(" "), self.node(sign)]);
        let body = self.expression(right);
        Some((arrow_over(head.clone(), body.clone(), nil()), arrow_over(head, body, end)))
    }

    /// Bodies that stay on the line of the arrow: blocks, objects, lists, templates, arrows.
    fn hugs_arrow(&self, body: &[Node]) -> bool {
        match body {
            [Node::Template(_)] | [Node::Jsx(_)] => true,
            [Node::Pair(pair)] => match pair.kind {
                PairKind::Block | PairKind::Object | PairKind::Bracket => true,
                PairKind::Paren => {
                    matches!(&*pair.body, [Node::Pair(inner)] if inner.kind == PairKind::Object)
                }
                PairKind::Hole => false,
            },
            _ => self.arrow_at(body).is_some(),
        }
    }

    /// The index of the `=>` of an arrow function that is the whole of `code`.
    pub fn arrow_at(&self, code: &[Node]) -> Option<usize> {
        let at = code.iter().position(|node| self.is(node, Kind::Punct, "=>"))?;
        let head = code.get(..at)?;
        let params = |node: &Node| matches!(node, Node::Pair(pair) if pair.kind == PairKind::Paren);
        match head {
            [params_node] if params(params_node) => Some(at),
            [word, params_node] if self.word(word) == "async" && params(params_node) => Some(at),
            _ => None,
        }
    }

    fn assignment(&self, left: &[Node], sign: &Node, right: &[Node]) -> Doc {
        let spaced = self.leaf(sign).is_some_and(|token| token.space);
        let left = self.expression(left);
        let head = concat(vec![left, if spaced { text(" ") } else { nil() }, self.node(sign)]);
        if !spaced {
            return concat(vec![head, self.expression(right)]);
        }
        let literal = matches!(right, [only] if self.leaf(only).is_some());
        let inline = self.jsx_is_right_operand(right) || self.ends_with_brackets(right);
        if literal || (self.is_binary(right) && !inline) {
            let value = if literal { self.expression(right) } else { self.binary(right, false) };
            return group(vec![head, group(vec![indent(concat(vec![line(Line::Space), value]))])]);
        }
        if matches!(right, [Node::Jsx(_)]) {
            return concat(vec![head, text(" "), self.jsx_in_parens(right)]);
        }
        concat(vec![head, text(" "), self.expression(right)])
    }

    /// `options || {…}` breaks inside its brackets rather than at the operator.
    fn ends_with_brackets(&self, code: &[Node]) -> bool {
        let operator = code.iter().rev().nth(1).and_then(|node| self.operator(node));
        let logical = operator.is_some_and(|strength| strength <= 2);
        let pair = matches!(code.last(), Some(Node::Pair(pair))
            if matches!(pair.kind, PairKind::Object | PairKind::Bracket) && !pair.body.is_empty());
        logical && pair
    }

    fn conditional(&self, test: &[Node], sign: &Node, rest: &[Node]) -> Doc {
        let mut depth = 0;
        let mut colon = None;
        for (at, node) in rest.iter().enumerate() {
            if self.is(node, Kind::Punct, "?") {
                depth += 1;
            } else if self.is(node, Kind::Punct, ":") {
                if depth == 0 {
                    colon = Some(at);
                    break;
                }
                depth -= 1;
            }
        }
        let Some((yes, [colon, no @ ..])) = colon.and_then(|at| rest.split_at_checked(at)) else {
            return concat(vec![
                self.sequence(test),
                text(" "),
                self.node(sign),
                self.sequence(rest),
            ]);
        };
        let test = self.expression(test);
        let (sign, colon) = (self.node(sign), self.node(colon));
        if is_jsx(yes) || is_jsx(no) {
            return group(vec![
                test,
                text(" "),
                sign,
                text(" "),
                self.branch(yes),
                text(" "),
                colon,
                text(" "),
                self.branch(no),
            ]);
        }
        group(vec![
            test,
            indent(concat(vec![
                line(Line::Space),
                sign,
                text(" "),
                indent(self.expression(yes)),
                line(Line::Space),
                colon,
                text(" "),
                indent(self.expression(no)),
            ])),
        ])
    }

    /// A branch beside JSX: parentheses when the whole conditional breaks, as `null` needs none.
    fn branch(&self, code: &[Node]) -> Doc {
        let inner = self.expression(code);
        let bare =
            matches!(code, [only] if self.leaf(only).is_some()) || self.has_conditional(code);
        if bare {
            return inner;
        }
        concat(vec![
            if_break(text("("), nil()),
            indent(concat(vec![line(Line::Soft), inner])),
            line(Line::Soft),
            if_break(text(")"), nil()),
        ])
    }

    fn has_conditional(&self, code: &[Node]) -> bool {
        code.iter().any(|node| self.is(node, Kind::Punct, "?"))
    }

    fn property(&self, key: &[Node], colon: &Node, value: &[Node]) -> Doc {
        let key = concat(vec![self.sequence(key), self.node(colon)]);
        if self.is_binary(value) && !self.has_conditional(value) && self.arrow_at(value).is_none() {
            let value = self.binary(value, false);
            return group(vec![key, group(vec![indent(concat(vec![line(Line::Space), value]))])]);
        }
        if matches!(value, [Node::Jsx(_)]) {
            return concat(vec![key, text(" "), self.jsx_in_parens(value)]);
        }
        concat(vec![key, text(" "), self.expression(value)])
    }

    pub fn operator(&self, node: &Node) -> Option<u8> {
        self.leaf(node).filter(|token| token.kind == Kind::Operator).and_then(|t| strength(&t.text))
    }

    /// Whether the outermost construct is a binary operator.
    pub fn is_binary(&self, code: &[Node]) -> bool {
        let looser = |node: &Node| {
            self.leaf(node).is_some_and(|token| match token.kind {
                Kind::Punct => matches!(&*token.text, "?" | "=>" | "=" | ":" | "," | "..."),
                Kind::Operator => token.text.ends_with('=') && strength(&token.text).is_none(),
                Kind::Keyword => token.text == "yield",
                Kind::Symbol | Kind::Literal | Kind::Comment => false,
            })
        };
        code.iter().any(|node| self.operator(node).is_some()) && !code.iter().any(looser)
    }

    /// Operands of the loosest operator, one per line when they do not fit.
    pub fn binary(&self, code: &[Node], indented: bool) -> Doc {
        let loosest = code.iter().filter_map(|node| self.operator(node)).min();
        let mut docs: Vec<Doc> = Vec::new();
        let mut start = 0;
        for (at, node) in code.iter().enumerate() {
            if loosest.is_none() || self.operator(node) != loosest {
                continue;
            }
            docs.push(self.operand_of_binary(code.get(start..at).unwrap_or(&[])));
            docs.push(concat(vec![text(" "), self.node(node)]));
            start = at + 1;
        }
        let last = code.get(start..).unwrap_or(&[]);
        let inline = is_jsx(last);
        docs.push(if inline { self.jsx_in_parens(last) } else { self.operand_of_binary(last) });
        let total = docs.len();
        let mut docs = docs.into_iter();
        let first = docs.next().unwrap_or_else(nil);
        let mut rest = Vec::new();
        for (at, doc) in docs.enumerate() {
            // operators stand at even places here, operands at odd ones
            if at % 2 == 1 {
                let last = at + 2 == total;
                rest.push(if last && inline { text(" ") } else { line(Line::Space) });
            }
            rest.push(doc);
        }
        let rest = concat(rest);
        group(vec![first, if indented && !inline { indent(rest) } else { rest }])
    }

    fn operand_of_binary(&self, code: &[Node]) -> Doc {
        if self.is_binary(code) { self.binary(code, true) } else { self.expression(code) }
    }

    pub fn jsx_is_right_operand(&self, code: &[Node]) -> bool {
        self.is_binary(code) && code.last().is_some_and(|node| matches!(node, Node::Jsx(_)))
    }

    /// A bracket pair that is not an argument list.
    pub fn pair(&self, pair: &Pair) -> Doc {
        match pair.kind {
            PairKind::Block => self.block(pair),
            PairKind::Object => self.items(pair, Line::Space),
            PairKind::Bracket => self.items(pair, Line::Soft),
            PairKind::Hole => {
                concat(vec![self.tok(pair.open), self.expression(&pair.body), self.close(pair)])
            }
            PairKind::Paren => self.parenthesized(pair),
        }
    }

    fn parenthesized(&self, pair: &Pair) -> Doc {
        let inner = if self.is_binary(&pair.body) {
            self.binary(&pair.body, false)
        } else {
            self.expression(&pair.body)
        };
        let spread = is_jsx(&pair.body)
            || self.is_binary(&pair.body)
            || (self.has_conditional(&pair.body) && !inner.hard);
        if !spread {
            return concat(vec![self.tok(pair.open), inner, self.close(pair)]);
        }
        group(vec![
            self.tok(pair.open),
            indent(concat(vec![line(Line::Soft), inner])),
            line(Line::Soft),
            self.close(pair),
        ])
    }

    /// The comma-separated parts of a bracket pair; a comma at the end opens no part.
    pub fn parts<'n>(&self, body: &'n [Node]) -> Vec<&'n [Node]> {
        if body.is_empty() {
            return Vec::new();
        }
        body.split(|node| self.is(node, Kind::Punct, ",")).collect()
    }

    /// `{ a, b }` or `[a, b]`, one item per line when it does not fit.
    fn items(&self, pair: &Pair, edge: Line) -> Doc {
        let (open, close) = (self.tok(pair.open), self.close(pair));
        if pair.body.is_empty() {
            return concat(vec![open, close]);
        }
        let parts = self.parts(&pair.body);
        let trailing = self.trailing_comma(&parts);
        let items = parts.iter().map(|part| self.item(part)).collect();
        group(vec![
            open,
            indent(concat([vec![line(edge)], comma_list(items)].concat())),
            trailing,
            line(edge),
            close,
        ])
    }

    /// `as` in an import stands between two names; a method is a sequence.
    fn item(&self, part: &[Node]) -> Doc {
        let as_alias = matches!(part, [_, word, _] if self.word(word) == "as");
        let method = matches!(part, [.., Node::Pair(params), Node::Pair(body)]
            if params.kind == PairKind::Paren && body.kind == PairKind::Block)
            && !part
                .iter()
                .any(|node| self.is(node, Kind::Punct, ":") || self.is(node, Kind::Punct, "="));
        if as_alias || method { self.sequence(part) } else { self.expression(part) }
    }

    /// Not after a rest element, where a comma is an error, and not after a hole.
    pub fn trailing_comma(&self, parts: &[&[Node]]) -> Doc {
        let allowed = parts.last().and_then(|part| part.first()).is_some_and(|first| {
            !self.is(first, Kind::Punct, "...") && self.comment(first).is_none()
        });
        if allowed { if_break(text(","), nil()) } else { nil() }
    }
}

fn arrow_over(head: Doc, body: Doc, end: Doc) -> Doc {
    group(vec![head, group(vec![indent(concat(vec![line(Line::Space), body])), end])])
}

pub fn is_jsx(code: &[Node]) -> bool {
    matches!(code, [Node::Jsx(_)])
}
