//! The patterns of `match`.

use rustpython_parser::ast::{self as py, Ranged};

use crate::base::Span;
use crate::syntax::ast::{Constant, Expr, ExprKind, MatchCase, Pattern, PatternKind};
use crate::syntax::convert::Converter;
use crate::syntax::tokens::Kind;

impl Converter<'_> {
    pub fn match_case(&mut self, case: py::MatchCase) -> MatchCase {
        MatchCase {
            pattern: self.pattern(case.pattern),
            guard: case.guard.map(|guard| self.expr(*guard)),
            body: self.body(case.body),
        }
    }

    fn patterns(&mut self, nodes: Vec<py::Pattern>) -> Vec<Pattern> {
        nodes.into_iter().map(|node| self.pattern(node)).collect()
    }

    fn pattern(&mut self, node: py::Pattern) -> Pattern {
        let span = self.span(node.range());
        let kind = match node {
            py::Pattern::MatchValue(node) => PatternKind::Value(self.value(*node.value)),
            py::Pattern::MatchSingleton(node) => PatternKind::Singleton(match node.value {
                py::Constant::Bool(value) => Constant::Bool(value),
                _ => Constant::None,
            }),
            py::Pattern::MatchSequence(node) => PatternKind::Sequence(self.patterns(node.patterns)),
            py::Pattern::MatchMapping(node) => self.mapping(node, span),
            py::Pattern::MatchClass(node) => self.class_pattern(node),
            py::Pattern::MatchStar(node) => {
                PatternKind::Star(node.name.map(|name| self.ident_at_end(&name, span)))
            }
            py::Pattern::MatchAs(node) => {
                let name = node.name.map(|name| self.ident_at_end(&name, span));
                let pattern = node.pattern.map(|pattern| Box::new(self.pattern(*pattern)));
                PatternKind::As { pattern, name }
            }
            py::Pattern::MatchOr(node) => PatternKind::Or(self.patterns(node.patterns)),
        };
        Pattern { span, kind }
    }

    /// A literal or a dotted name.
    fn value(&mut self, node: py::Expr) -> Expr {
        let value = self.expr(node);
        if matches!(value.kind, ExprKind::FString(_)) {
            return self.missing(
                value.span,
                "an f-string cannot be a pattern",
                "compare in a guard: `case text if text == f\"...\":`",
            );
        }
        value
    }

    fn mapping(&mut self, node: py::PatternMatchMapping, span: Span) -> PatternKind {
        let rest = node.rest.map(|name| self.ident_at_end(&name, span));
        let keys = node.keys.into_iter().map(|key| self.value(key)).collect();
        PatternKind::Mapping { keys, patterns: self.patterns(node.patterns), rest }
    }

    fn class_pattern(&mut self, node: py::PatternMatchClass) -> PatternKind {
        let class = self.expr(*node.cls);
        let patterns = self.patterns(node.patterns);
        let pairs = node.kwd_attrs.into_iter().zip(node.kwd_patterns);
        let keyword = |(attr, pattern): (py::Identifier, py::Pattern)| {
            let pattern = self.pattern(pattern);
            // Before the pattern stands `=`, brackets between the two left aside.
            let before = self.tokens.before(pattern.span.start);
            let equal = before.iter().rev().find(|token| token.kind == Kind::Equal);
            let token = equal.and_then(|equal| self.tokens.name_before(equal.start));
            (self.ident(&attr, token, pattern.span), pattern)
        };
        let keywords = pairs.map(keyword).collect();
        PatternKind::Class { class, patterns, keywords }
    }
}
