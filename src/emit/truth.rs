//! Truth: conditions, `and`, `or`, `not`.
//!
//! | Python | types | JavaScript |
//! |---|---|---|
//! | `if xs` | list | `xs.length > 0` |
//! | `a and b` | bool, bool | `a && b` |
//! | `name or "nobody"` | str | `name || "nobody"` |

use crate::base::Span;
use crate::ir::ty::Truth;
use crate::ir::{Arg, Expr, ExprKind, Py, Type, UnaryOp};

use super::comparison::opposite;
use super::emitter::Emitter;
use super::js::E;
use super::js::ast::BinaryOp as JsOp;

impl Emitter<'_> {
    pub(super) fn negated(&mut self, span: Span, operand: &Expr) -> E {
        if let ExprKind::Py(Py::Compare(op, left, right)) = &operand.kind
            && let Some(opposite) = opposite(*op)
        {
            return self.compare(span, opposite, left, right);
        }
        let ty = self.ty(operand);
        if ty.truth() == Truth::Length {
            let length = self.expr(operand);
            let at = self.at(span);
            return at.binary(JsOp::EqEqEq, at.member(length, "length"), at.nowhere().int(0));
        }
        let test = self.test(operand);
        self.at(span).not(test)
    }

    /// The expression as a JavaScript condition.
    pub fn test(&mut self, expr: &Expr) -> E {
        let span = expr.span;
        match &expr.kind {
            ExprKind::Py(Py::And(parts)) => return self.tests(span, JsOp::LogicalAnd, parts),
            ExprKind::Py(Py::Or(parts)) => return self.tests(span, JsOp::LogicalOr, parts),
            ExprKind::Py(Py::Unary(UnaryOp::Not, operand)) => return self.negated(span, operand),
            ExprKind::Py(Py::Seq { first, value }) => {
                let mut parts: Vec<E> = first.iter().map(|expr| self.expr(expr)).collect();
                parts.push(self.test(value));
                return self.at(span).sequence(parts);
            }
            _other => {}
        }
        if let Some(remainder) = self.remainder(expr) {
            return remainder;
        }
        let ty = self.ty(expr).clone();
        let js = self.expr(expr);
        let at = self.at(span);
        if ty.any(Type::is_exact_float) {
            // NaN is true in Python.
            return match ty.is_float() {
                true if ty.any(Type::is_bool) => at.binary(JsOp::NotEq, js, at.nowhere().int(0)),
                true => at.binary(JsOp::NotEqEq, js, at.nowhere().int(0)),
                false => self.help(span, "truthy", vec![js]),
            };
        }
        match ty.truth() {
            Truth::Same | Truth::Always | Truth::Never => js,
            Truth::Length => at.binary(JsOp::Gt, at.member(js, "length"), at.nowhere().int(0)),
            // The one class that has false objects.
            Truth::Unknown if ty.library().is_some() => {
                at.call(at.member(js, "__bool__"), Vec::<E>::new())
            }
            Truth::Unknown => self.help(span, "truthy", vec![js]),
        }
    }

    fn tests(&mut self, span: Span, op: JsOp, parts: &[Expr]) -> E {
        let mut joined: Option<E> = None;
        let is_and = op == JsOp::LogicalAnd;
        for part in parts {
            if is_and && self.always_matches(part) {
                continue;
            }
            let test = self.test(part);
            joined = Some(match joined {
                Some(left) => self.at(span).binary(op, left, test),
                None => test,
            });
        }
        joined.unwrap_or_else(|| self.at(span).boolean(true))
    }

    /// `a and b`, `a or b` as values: the operand that decides.
    pub fn choice(&mut self, span: Span, is_and: bool, parts: &[Expr]) -> E {
        let Some((first, rest)) = parts.split_first() else { return self.at(span).null() };
        if rest.is_empty() {
            return self.expr(first);
        }
        let at = self.at(span);
        if self.has_plain_truth(first) {
            let op = if is_and { JsOp::LogicalAnd } else { JsOp::LogicalOr };
            let left = self.expr(first);
            let right = self.choice(span, is_and, rest);
            return at.binary(op, left, right);
        }
        if first.is_atom() {
            let test = self.test(first);
            let value = self.expr(first);
            let other = self.choice(span, is_and, rest);
            return match is_and {
                true => at.conditional(test, other, value),
                false => at.conditional(test, value, other),
            };
        }
        if let [last] = rest
            && is_free(last)
        {
            let (value, other) = (self.expr(first), self.expr(last));
            return self.help(span, if is_and { "and" } else { "or" }, vec![value, other]);
        }
        // The first operand is evaluated once: it becomes the parameter of an arrow.
        let has_await = rest.iter().any(|part| super::comprehension::has_await(self.module, part));
        let value = self.expr(first);
        let name = self.fresh("value");
        let truthy = self.help(span, "truthy", vec![at.nowhere().ident(&name)]);
        let other = self.choice(span, is_and, rest);
        let kept = at.nowhere().ident(&name);
        let body = match is_and {
            true => at.conditional(truthy, other, kept),
            false => at.conditional(truthy, kept, other),
        };
        let params = super::js::Params::new(vec![at.nowhere().bind(&name)]);
        let call = at.call(at.arrow(params.asynchronous(has_await), body), vec![value]);
        if has_await { at.await_(call) } else { call }
    }

    fn has_plain_truth(&self, expr: &Expr) -> bool {
        let ty = self.ty(expr);
        match ty.truth() {
            Truth::Same | Truth::Always | Truth::Never => !ty.any(Type::is_exact_float),
            Truth::Length | Truth::Unknown => false,
        }
    }
}

/// Whether evaluating the expression has no effect, cannot fail and costs next to nothing.
fn is_free(expr: &Expr) -> bool {
    let is_free_arg = |arg: &Arg| matches!(arg, Arg::Pos(value) if is_free(value));
    match &expr.kind {
        ExprKind::Py(Py::List(items) | Py::Tuple(items)) => items.iter().all(is_free_arg),
        ExprKind::Py(Py::Dict { entries, .. }) => entries.is_empty(),
        _other => expr.is_atom(),
    }
}
