//! What the tests of a `match` ask of their subject.
//!
//! ```text
//! case [x, y]          fitsSequence(subject, 2), or subject.length === 2 of a list
//! case {"k": x}        fitsMapping(subject) && contains(subject, "k")
//! case {**rest}        rest = dictRest(subject, [])
//! ```

use crate::base::Span;
use crate::ir::{Expr, ExprKind, PatternOp, Py, Type};

use super::emitter::Emitter;
use super::js::{E, ast};

impl Emitter<'_> {
    pub fn pattern(&mut self, span: Span, op: &PatternOp, subject: &Expr) -> E {
        let at = self.at(span);
        let quiet = at.nowhere();
        let is_array = self.ty(subject).is_array();
        let js = self.expr(subject);
        match op {
            PatternOp::Sequence { count, is_open } if is_array => {
                let op = if *is_open { ast::BinaryOp::GtEq } else { ast::BinaryOp::EqEqEq };
                at.binary(op, quiet.member(js, "length"), quiet.int(*count as i64))
            }
            PatternOp::Sequence { count, is_open } => {
                let mut args = vec![js, quiet.int(*count as i64)];
                if *is_open {
                    args.push(quiet.boolean(true));
                }
                self.help(span, "fitsSequence", args)
            }
            PatternOp::Mapping => self.help(span, "fitsMapping", vec![js]),
            PatternOp::Rest(keys) => {
                let keys: Vec<E> = keys.iter().map(|key| self.expr(key)).collect();
                let keys = quiet.array(keys);
                self.help(span, "dictRest", vec![js, keys])
            }
        }
    }

    /// Whether the types say that the test is true.
    pub fn always_matches(&self, test: &Expr) -> bool {
        if let ExprKind::Py(Py::Builtin { row, args, .. }) = &test.kind {
            return row.name == "hasattr" && self.has_surely(args);
        }
        let ExprKind::Py(Py::Pattern(op, subject)) = &test.kind else { return false };
        match (op, self.ty(subject)) {
            (PatternOp::Sequence { count, is_open }, Type::Tuple(items)) => {
                subject.is_atom() && (items.len() == *count || (*is_open && items.len() >= *count))
            }
            (PatternOp::Mapping, Type::Dict(..) | Type::Record(_)) => subject.is_atom(),
            _other => false,
        }
    }
}
