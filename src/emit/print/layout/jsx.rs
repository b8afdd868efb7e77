//! Lays out JSX, in which a line break between children means nothing and a space means a space.
//!
//! ```text
//! <p>
//!   Hello <b>{name}</b>
//!   {" "}…          ← a space that would be lost at a line break is spelled out
//! </p>
//! ```

use super::Shaper;
use super::doc::{Doc, Line, broken_group, concat, fill, group, if_break, indent, line, nil, text};
use super::record::Kind;
use super::tree::{Jsx, Node, Pair, PairKind};

/// What stands between two children.
#[derive(Clone, Copy, PartialEq)]
enum Gap {
    /// Nothing, or white space that JSX drops.
    None,
    /// A space that counts and joins two words of one text.
    Word,
    /// A space that counts and borders a tag or an expression.
    Space,
}

enum Piece {
    Gap(Gap),
    Word(Doc),
    /// A tag or an expression.
    Child(Doc),
}

/// The white space JSX trims and joins (a no-break space is not among it).
const WHITE: [char; 4] = [' ', '\t', '\n', '\r'];

impl Shaper<'_> {
    /// An element between parentheses when it takes several lines.
    pub fn jsx_in_parens(&self, code: &[Node]) -> Doc {
        self.parens_when_broken(self.expression(code))
    }

    pub fn jsx(&self, jsx: &Jsx) -> Doc {
        let opening = self.opening(jsx);
        let closing = concat(jsx.closing.iter().map(|at| self.tok(*at)).collect());
        if jsx.closing.is_empty() {
            return opening;
        }
        let pieces = self.pieces(jsx);
        let meaningful = |piece: &Piece| !matches!(piece, Piece::Gap(_));
        if !pieces.iter().any(meaningful)
            && !pieces.iter().any(|p| matches!(p, Piece::Gap(Gap::Space)))
        {
            return concat(vec![opening, closing]);
        }
        let elements = jsx.children.iter().any(|child| matches!(child, Node::Jsx(_)));
        let holes = jsx.children.iter().filter(|child| matches!(child, Node::Pair(_))).count();
        let must_break = opening.hard || elements || holes > 1 || jsx.attrs.len() > 1;
        let children = self.children(pieces, must_break);
        let make = if must_break { broken_group } else { group };
        make(vec![
            opening,
            indent(concat(vec![line(Line::Soft), children])),
            line(Line::Soft),
            closing,
        ])
    }

    fn opening(&self, jsx: &Jsx) -> Doc {
        let name = jsx.opening.iter().map(|at| self.tok(*at)).collect::<Vec<_>>();
        let end = concat(jsx.opening_end.iter().map(|at| self.tok(*at)).collect());
        let self_closing = jsx.opening_end.len() > 1;
        if jsx.attrs.is_empty() {
            let space = if self_closing { text(" ") } else { nil() };
            return concat([name, vec![space, end]].concat());
        }
        let mut attrs = Vec::new();
        for attr in &jsx.attrs {
            attrs.push(line(Line::Space));
            attrs.push(self.attribute(attr));
        }
        let edge = line(if self_closing { Line::Space } else { Line::Soft });
        group([name, vec![indent(concat(attrs)), edge, end]].concat())
    }

    fn attribute(&self, attr: &[Node]) -> Doc {
        let docs = attr.iter().map(|node| match node {
            Node::Pair(pair) if pair.kind == PairKind::Hole => self.hole(pair),
            _ => self.node(node),
        });
        concat(docs.collect())
    }

    /// `{…}`: operators and conditionals get lines of their own, the rest hugs the braces.
    fn hole(&self, pair: &Pair) -> Doc {
        let (open, close) = (self.tok(pair.open), self.close(pair));
        if let Some((_, ended)) = self.arrow_and_end(&pair.body, line(Line::Soft)) {
            return group(vec![open, ended, close]);
        }
        let inner = self.expression(&pair.body);
        let beside_jsx = pair.body.iter().any(|node| matches!(node, Node::Jsx(_)));
        let conditional = pair.body.iter().any(|node| self.is(node, Kind::Punct, "?"))
            && self.arrow_at(&pair.body).is_none();
        let spread = !beside_jsx && (self.is_binary(&pair.body) || conditional);
        if spread || matches!(&*pair.body, [Node::Jsx(_)]) {
            return group(vec![
                open,
                indent(concat(vec![line(Line::Soft), inner])),
                line(Line::Soft),
                close,
            ]);
        }
        group(vec![open, inner, close])
    }

    fn pieces(&self, jsx: &Jsx) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for child in &jsx.children {
            match child {
                Node::Leaf(at) => self.words(*at, &mut pieces),
                Node::Pair(pair) => pieces.push(Piece::Child(self.hole(pair))),
                Node::Jsx(inner) => pieces.push(Piece::Child(self.jsx(inner))),
                Node::Template(_) => pieces.push(Piece::Child(self.node(child))),
            }
        }
        pieces
    }

    /// The words of a text child. White space with a line break at an end of the text is dropped
    /// by JSX; any other white space counts, and a run of it stays as it is.
    fn words(&self, at: u32, pieces: &mut Vec<Piece>) {
        let Some(token) = self.tokens.get(at as usize) else { return };
        let mut rest = &*token.text;
        let mut first = true;
        while !rest.is_empty() {
            let word_len = rest.find(WHITE).unwrap_or(rest.len());
            let (word, after) = rest.split_at_checked(word_len).unwrap_or((rest, ""));
            let trimmed = after.trim_start_matches(WHITE);
            let white = after.get(..after.len() - trimmed.len()).unwrap_or("");
            if !word.is_empty() {
                pieces.push(Piece::Word(text(word.to_owned())));
            }
            let outer = (first && word.is_empty()) || trimmed.is_empty();
            match (white.contains('\n'), outer, white) {
                (_, _, "") => {}
                (true, true, _) => pieces.push(Piece::Gap(Gap::None)),
                (_, true, " ") => pieces.push(Piece::Gap(Gap::Space)),
                (true, false, _) | (_, _, " ") => pieces.push(Piece::Gap(Gap::Word)),
                (false, _, run) => pieces.push(Piece::Child(text(format!("{{{run:?}}}")))),
            }
            rest = trimmed;
            first = false;
        }
    }

    /// Children in turn with what stands between them; `apart` puts tags on lines of their own.
    fn children(&self, pieces: Vec<Piece>, apart: bool) -> Doc {
        let mut parts: Vec<Doc> = Vec::new();
        let mut gap = Gap::None;
        let mut before_is_word = None;
        let total = pieces.len();
        for (at, piece) in pieces.into_iter().enumerate() {
            let (doc, is_word) = match piece {
                Piece::Gap(next) => {
                    if next != Gap::None {
                        gap = next;
                    }
                    // a space at the end of the children has nothing to stand before
                    if at + 1 == total && gap == Gap::Space {
                        self.push_space(&mut parts, before_is_word.is_some());
                    }
                    continue;
                }
                Piece::Word(doc) => (doc, true),
                Piece::Child(doc) => (doc, false),
            };
            match before_is_word {
                None if gap == Gap::Space => {
                    self.push_space(&mut parts, false);
                    parts.push(line(Line::Soft));
                }
                None => {}
                Some(before) => {
                    let text_beside = before || is_word;
                    parts.push(match gap {
                        Gap::Word => line(Line::Space),
                        Gap::Space => spelled_space(),
                        Gap::None if !text_beside && apart => line(Line::Hard),
                        Gap::None => line(Line::Soft),
                    });
                }
            }
            parts.push(doc);
            before_is_word = Some(is_word);
            gap = Gap::None;
        }
        fill(parts)
    }

    fn push_space(&self, parts: &mut Vec<Doc>, after_content: bool) {
        if after_content {
            parts.push(line(Line::Soft));
        }
        parts.push(text("{\" \"}"));
    }
}

/// A space on the line, `{" "}` before a line break that would swallow it.
fn spelled_space() -> Doc {
    if_break(concat(vec![text("{\" \"}"), line(Line::Soft)]), text(" "))
}
