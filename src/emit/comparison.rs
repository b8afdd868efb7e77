//! Comparisons: the JavaScript operator where the types prove it right, else a helper.
//!
//! | Python | types | JavaScript |
//! |---|---|---|
//! | `a == b` | one side is a str | `a === b` |
//! | `a < b` | int, int | `a < b` |
//! | `x in (1, 2)` | an int | `x === 1 || x === 2` |
//! | `x is None` | any | `x == null` |

use crate::base::Span;
use crate::ir::{Arg, BinaryOp, CmpOp, Expr, ExprKind, Py, Type};
use crate::tables::returns::Returns;

use super::emitter::Emitter;
use super::js::ast::BinaryOp as JsOp;
use super::js::{E, Global};
use super::operators::is_none;
use super::order::is_path;

impl Emitter<'_> {
    pub fn compare(&mut self, span: Span, op: CmpOp, left: &Expr, right: &Expr) -> E {
        match op {
            CmpOp::Eq | CmpOp::NotEq if self.may_have_eq(left) || self.may_have_eq(right) => {
                self.equality(span, op == CmpOp::Eq, left, right)
            }
            CmpOp::Is | CmpOp::Eq if is_none(right) => self.null_check(span, JsOp::EqEq, left),
            CmpOp::IsNot | CmpOp::NotEq if is_none(right) => {
                self.null_check(span, JsOp::NotEq, left)
            }
            CmpOp::Is | CmpOp::Eq if is_none(left) => self.null_check(span, JsOp::EqEq, right),
            CmpOp::IsNot | CmpOp::NotEq if is_none(left) => {
                self.null_check(span, JsOp::NotEq, right)
            }
            CmpOp::Is => self.identity(span, left, right),
            CmpOp::IsNot => {
                let same = self.identity(span, left, right);
                self.at(span).not(same)
            }
            CmpOp::Eq => match self.library_comparison(span, "__eq__", left, right) {
                Some(known) => known,
                None => self.equality(span, true, left, right),
            },
            CmpOp::NotEq => match self.library_comparison(span, "__eq__", left, right) {
                Some(equal) => self.at(span).not(equal),
                None => self.equality(span, false, left, right),
            },
            CmpOp::Lt => self.ordering(span, JsOp::Lt, "lt", left, right),
            CmpOp::LtE => self.ordering(span, JsOp::LtEq, "le", left, right),
            CmpOp::Gt => self.ordering(span, JsOp::Gt, "gt", left, right),
            CmpOp::GtE => self.ordering(span, JsOp::GtEq, "ge", left, right),
            CmpOp::In => self.contains(span, left, right),
            CmpOp::NotIn => {
                let contains = self.contains(span, left, right);
                self.at(span).not(contains)
            }
        }
    }

    /// `== null` is true of `undefined` too, which counts as `None`.
    fn null_check(&mut self, span: Span, op: JsOp, operand: &Expr) -> E {
        let js = self.expr(operand);
        let at = self.at(span);
        at.binary(op, js, at.nowhere().null())
    }

    fn identity(&mut self, span: Span, left: &Expr, right: &Expr) -> E {
        let is_one = |expr: &Expr| {
            let ty = self.ty(expr);
            matches!(expr.kind, ExprKind::Bool(_)) || ty.is_instance() && !ty.may_be_none()
        };
        let strict = is_one(left) || is_one(right);
        let (left, right) = (self.expr(left), self.expr(right));
        match strict {
            true => self.at(span).binary(JsOp::EqEqEq, left, right),
            false => self.help(span, "is", vec![left, right]),
        }
    }

    /// Whether the two are equal only where they are one object: members of an enum.
    fn are_themselves(&self, left: &Expr, right: &Expr) -> bool {
        let is_itself =
            |ty: &Type| ty.any(|ty| matches!(ty, Type::Instance(of) if of.kind().is_itself));
        let only = |ty: &Type| {
            ty.all(|ty| match ty {
                Type::Instance(of) => of.kind().is_itself,
                ty => ty.is_none(),
            })
        };
        let (l, r) = (self.ty(left), self.ty(right));
        let may_both_be_none = l.any(Type::is_none) && r.any(Type::is_none);
        let cannot_answer = |ty: &Type, expr: &Expr| only(ty) || !self.may_have_eq(expr);
        let fits = only(l) && cannot_answer(r, right) || only(r) && cannot_answer(l, left);
        fits && (is_itself(l) || is_itself(r)) && !may_both_be_none
    }

    /// Whether a class in sight may answer what the operand is equal to.
    fn may_have_eq(&self, operand: &Expr) -> bool {
        let sight = &self.module.sight;
        (sight.has_method("__eq__") || sight.has_method("__ne__"))
            && crate::types::acts::may_be_instance(self.ty(operand))
    }

    fn equality(&mut self, span: Span, is_equal: bool, left: &Expr, right: &Expr) -> E {
        let (left_ty, right_ty) = (self.ty(left), self.ty(right));
        // A str equals nothing but the same str, and an int other than 0 and 1 no bool.
        let strict = left_ty.strict_equality_fits(right_ty)
            || (!self.may_have_eq(left)
                && !self.may_have_eq(right)
                && (left_ty.is_str()
                    || right_ty.is_str()
                    || is_plain_literal(left)
                    || is_plain_literal(right)));
        let loose = left_ty.loose_equality_fits(right_ty);
        let remainder = match right.as_int() {
            Some(0) => self.remainder(left),
            _other => None,
        };
        let strict = strict || remainder.is_some() || self.are_themselves(left, right);
        let (left, right) = match remainder {
            Some(remainder) => (remainder, self.expr(right)),
            None => self.compared(left, right),
        };
        let at = self.at(span);
        match (strict, is_equal) {
            (true, true) => at.binary(JsOp::EqEqEq, left, right),
            (true, false) => at.binary(JsOp::NotEqEq, left, right),
            (false, true) if loose => at.binary(JsOp::EqEq, left, right),
            (false, false) if loose => at.binary(JsOp::NotEq, left, right),
            (false, true) => self.help(span, "eq", vec![left, right]),
            (false, false) => self.help(span, "ne", vec![left, right]),
        }
    }

    /// The operands of a comparison. A sum that is compared with an int below 2^53 needs no check: where it is not
    /// exact it is beyond that int, on the right side.
    fn compared(&mut self, left: &Expr, right: &Expr) -> (E, E) {
        let ints = self.ty(left).is_int() && self.ty(right).is_int();
        let (small_left, small_right) = (self.ty(left).is_small(), self.ty(right).is_small());
        match ints {
            true if right.as_int() == Some(0) && self.is_text_length(left) => {
                (self.units(left), self.expr(right))
            }
            true if small_right && self.may_be_inexact(left) => {
                (self.unchecked(left), self.expr(right))
            }
            true if small_left => {
                let left = self.expr(left);
                (left, self.unchecked(right))
            }
            _checked => (self.expr(left), self.expr(right)),
        }
    }

    /// `len(text)`.
    fn is_text_length(&self, expr: &Expr) -> bool {
        let ExprKind::Py(Py::Builtin { row, args, .. }) = &expr.kind else { return false };
        row.returns == Returns::Length
            && matches!(args.as_slice(), [Arg::Pos(text)] if self.ty(text).is_str())
    }

    /// `text.length` for `len(text)`: as good as the number of characters where only 0 counts.
    fn units(&mut self, expr: &Expr) -> E {
        if let ExprKind::Py(Py::Builtin { args, .. }) = &expr.kind
            && let Some(Arg::Pos(text)) = args.first()
        {
            let text = self.expr(text);
            return self.at(expr.span).member(text, "length");
        }
        self.expr(expr)
    }

    fn may_be_inexact(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Py(Py::Binary(
                BinaryOp::Add | BinaryOp::Sub | BinaryOp::Mul,
                left,
                right,
            )) => [left, right].iter().all(|side| {
                let ty = self.ty(side);
                ty.is_int() && !ty.is_large()
            }),
            ExprKind::Py(Py::Builtin { row, args, .. }) if row.returns == Returns::Magnitude => {
                matches!(args.as_slice(), [Arg::Pos(value)] if self.may_be_inexact(value))
            }
            _other => false,
        }
    }

    /// The int as JavaScript computes it, rounded where it is beyond 2^53.
    fn unchecked(&mut self, expr: &Expr) -> E {
        if !self.may_be_inexact(expr) {
            return self.expr(expr);
        }
        let at = self.at(expr.span);
        match &expr.kind {
            ExprKind::Py(Py::Binary(op, left, right)) => {
                let (left, right) = (self.expr(left), self.expr(right));
                let op = match op {
                    BinaryOp::Add => JsOp::Add,
                    BinaryOp::Sub => JsOp::Sub,
                    _times => JsOp::Mul,
                };
                at.binary(op, left, right)
            }
            ExprKind::Py(Py::Builtin { args, .. }) => {
                let value = match args.first() {
                    Some(Arg::Pos(value)) => self.unchecked(value),
                    Some(Arg::Spread(_) | Arg::Omitted) | None => at.null(),
                };
                at.call(at.member(at.global(Global::Math), "abs"), vec![value])
            }
            _other => self.expr(expr),
        }
    }

    fn ordering(
        &mut self,
        span: Span,
        op: JsOp,
        helper: &'static str,
        left: &Expr,
        right: &Expr,
    ) -> E {
        if let Some(known) = self.library_comparison(span, &format!("__{helper}__"), left, right) {
            return known;
        }
        let numbers = self.ty(left).is_number() && self.ty(right).is_number();
        let (left, right) = self.compared(left, right);
        // Python orders strings by code point, JavaScript by UTF-16 unit.
        match numbers {
            true => self.at(span).binary(op, left, right),
            false => self.help(span, helper, vec![left, right]),
        }
    }

    /// `item in container`. JavaScript names the container first, so an item whose evaluation could
    /// be noticed is evaluated first by hand.
    fn contains(&mut self, span: Span, item: &Expr, container: &Expr) -> E {
        if let Some(plain) = self.is_one_of(span, item, container) {
            return plain;
        }
        let item_ty = self.ty(item).clone();
        let ty = self.ty(container).clone();
        let is_map = self.types.is_map(container);
        let in_order = self.may_swap(item, container);
        let (item_expr, container_expr) = (item, container);
        let (item, container) = (self.expr(item), self.expr(container));
        let at = self.at(span);
        if !in_order {
            let (first, second) = (self.shadowing("item"), self.shadowing("container"));
            let params = super::js::Params::new(vec![at.bind(&first), at.bind(&second)]);
            let helper = self.helper("contains");
            let body = at.call(helper, vec![at.ident(&second), at.ident(&first)]);
            return at.call(at.arrow(params, body), vec![item, container]);
        }
        let strict_items = |element: &Type| {
            (item_ty.is_str() && !element.any(Type::is_none))
                || element.strict_equality_fits(&item_ty)
        };
        let asks = self.may_have_eq(item_expr) || self.may_have_eq(container_expr);
        let method = match &ty {
            _ if ty.is_bytes_like() => Some("__contains__"),
            _ if asks && !ty.is_str() => None,
            _ if is_map => Some("has"),
            Type::Str if item_ty.is_str() => Some("includes"),
            Type::List(element) | Type::TupleOf(element) if strict_items(element) => {
                Some("includes")
            }
            Type::Set(_) => Some("has"),
            Type::List(_) if item_ty.is_str() => Some("includes"),
            _other => None,
        };
        match method {
            Some(method) => at.call(at.member(container, method), vec![item]),
            None => self.help(span, "contains", vec![container, item]),
        }
    }

    /// `x in ("a", "b")`: no tuple is made, and what the items equal is known.
    fn is_one_of(&mut self, span: Span, item: &Expr, container: &Expr) -> Option<E> {
        if self.may_have_eq(item) {
            return None;
        }
        let item_ty = self.ty(item).clone();
        let items = match &container.kind {
            ExprKind::Py(Py::Tuple(items) | Py::List(items)) => items,
            // An item that has no hash is an error.
            ExprKind::Py(Py::Set(items)) if item_ty.is_primitive() => items,
            _other => return None,
        };
        let is_strict = |arg: &Arg| {
            let Arg::Pos(value) = arg else { return false };
            let ty = self.ty(value);
            is_path(value)
                && (ty.is_str() || is_plain_literal(value) || item_ty.strict_equality_fits(ty))
        };
        // NaN is found where it is the same object: `includes` finds it always.
        if items.is_empty() || item_ty.is_float() || !items.iter().all(is_strict) {
            return self.equals_one_of(span, item, items);
        }
        let item = self.expr(item);
        let items = self.elements(items);
        let at = self.at(span);
        let items = at.nowhere().array(items);
        Some(at.call(at.member(items, "includes"), vec![item]))
    }

    /// `page in (1, last)` where one may be a bool, which is equal to a number: `page == 1 || page == last`.
    fn equals_one_of(&mut self, span: Span, item: &Expr, items: &[Arg]) -> Option<E> {
        let ty = self.ty(item);
        let is_plain = |arg: &Arg| {
            let Arg::Pos(value) = arg else { return false };
            let of = self.ty(value);
            // NaN is in a tuple of itself.
            let may_be_nan = ty.any(Type::is_exact_float) && of.any(Type::is_exact_float);
            let is_literal = matches!(value.kind, ExprKind::Float(_) | ExprKind::Int(_));
            value.is_atom()
                && (is_literal || !may_be_nan)
                && (ty.loose_equality_fits(of) || ty.strict_equality_fits(of))
        };
        if !item.is_atom() || items.len() > MOST_COMPARED || !items.iter().all(is_plain) {
            return None;
        }
        let mut tests = None;
        for one in items {
            let Arg::Pos(one) = one else { return None };
            let test = self.compare(span, CmpOp::Eq, item, one);
            tests = Some(match tests {
                Some(before) => self.at(span).binary(JsOp::LogicalOr, before, test),
                None => test,
            });
        }
        tests
    }
}

/// Beyond so many items a helper reads better than a chain of comparisons.
const MOST_COMPARED: usize = 3;

/// A literal that equals only what is strictly equal to it.
fn is_plain_literal(expr: &Expr) -> bool {
    expr.as_int().is_some_and(|value| value != 0 && value != 1)
}

/// The comparison that is true where this one is not.
pub(super) fn opposite(op: CmpOp) -> Option<CmpOp> {
    match op {
        CmpOp::Eq => Some(CmpOp::NotEq),
        CmpOp::NotEq => Some(CmpOp::Eq),
        CmpOp::Is => Some(CmpOp::IsNot),
        CmpOp::IsNot => Some(CmpOp::Is),
        CmpOp::In => Some(CmpOp::NotIn),
        CmpOp::NotIn => Some(CmpOp::In),
        // `not a < b` is not `a >= b` for NaN and sets.
        CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE => None,
    }
}
