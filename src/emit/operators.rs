//! Operators: the JavaScript operator where the types prove it right, else a helper.
//!
//! | Python | types | JavaScript |
//! |---|---|---|
//! | `a + b` | str, str | `a + b` |
//! | `n + 1` | int | `n + 1` |
//! | `a + b` | int, int | `addInt(a, b)` when the sum may leave ±2⁵³ |
//! | `a == b` | one side is a str | `a === b` |
//! | `if xs` | list | `xs.length > 0` |

use crate::base::Span;
use crate::ir::ty::Truth;
use crate::ir::{Arg, BinaryOp, CmpOp, Expr, ExprKind, Py, Type, UnaryOp};
use crate::tables::returns::Returns;

use super::emitter::Emitter;
use super::js::ast::{BinaryOp as JsOp, Expr as Js, ExprOrSpread, UnaryOp as JsUnary};
use super::js::{E, Global};
use super::order::is_path;

/// An operand that is emitted already.
pub(super) struct Operand {
    pub js: E,
    pub ty: Type,
    /// Its value when it is an integer literal.
    pub literal: Option<i64>,
    /// What is known of it as a divisor.
    pub sign: Sign,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Unknown,
    NotZero,
    /// An int above 0.
    Positive,
}

impl Emitter<'_> {
    pub fn operand(&mut self, expr: &Expr) -> Operand {
        let (ty, literal) = (self.ty(expr).clone(), expr.as_int());
        let (mut js, sign) = (self.expr(expr), self.sign(expr));
        if self.asserts_proofs && literal.is_none() && sign != Sign::Unknown {
            let is_positive = self.js.boolean(sign == Sign::Positive);
            js = self.help(expr.span, "provenDivisor", vec![js, is_positive]);
        }
        Operand { js, ty, literal, sign }
    }

    fn sign(&self, divisor: &Expr) -> Sign {
        match divisor.as_int() {
            _ if self.proofs.is_positive(divisor.id) => Sign::Positive,
            Some(1..) => Sign::Positive,
            _ if self.proofs.is_not_zero(divisor.id) => Sign::NotZero,
            Some(value) if value != 0 => Sign::NotZero,
            _unknown => Sign::Unknown,
        }
    }

    pub fn unary(&mut self, span: Span, op: UnaryOp, operand: &Expr) -> E {
        if op == UnaryOp::Not {
            return self.negated(span, operand);
        }
        let ty = self.ty(operand);
        let is_plain = ty.is_plain_number();
        let is_int = !ty.is_float();
        let may_be_bool = ty.any(Type::is_bool);
        if let (UnaryOp::Neg, Some(value)) = (op, operand.as_int()) {
            return self.at(span).number(-(value as f64) + 0.0);
        }
        if let (UnaryOp::Neg, ExprKind::Float(value)) = (op, &operand.kind) {
            return self.at(span).number(-value);
        }
        let js = self.expr(operand);
        match op {
            // An int has no -0: `-n` would print as a float where `n` is 0.
            UnaryOp::Neg if is_plain && is_int => {
                let zero = self.js.number(0.0);
                self.at(span).binary(JsOp::Sub, zero, js)
            }
            UnaryOp::Neg if is_plain => self.at(span).unary(JsUnary::Minus, js),
            UnaryOp::Neg => self.help(span, "neg", vec![js]),
            UnaryOp::Pos if is_plain && !may_be_bool => js,
            UnaryOp::Pos => self.help(span, "pos", vec![js]),
            UnaryOp::Invert => self.help(span, "invert", vec![js]),
            UnaryOp::Not => self.at(span).not(js),
        }
    }

    fn negated(&mut self, span: Span, operand: &Expr) -> E {
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

    pub fn binary(&mut self, span: Span, op: BinaryOp, left: &Expr, right: &Expr) -> E {
        if op == BinaryOp::Mod
            && let Some(text) = self.percent(span, left, right)
        {
            return text;
        }
        let template = left;
        let left = self.operand(left);
        let mut right = self.operand(right);
        if op == BinaryOp::Mod && left.ty.is_str() && super::floats::shows_types(template) {
            right.js = self.marked_js(span, right.js, &right.ty);
        }
        self.arithmetic(span, op, left, right)
    }

    pub fn arithmetic(&mut self, span: Span, op: BinaryOp, left: Operand, right: Operand) -> E {
        let both = |fits: fn(&Type) -> bool| fits(&left.ty) && fits(&right.ty);
        let ints = both(Type::is_int);
        let numbers = both(Type::is_plain_number);
        let floats = numbers && (left.ty.is_float() || right.ty.is_float());
        let at = self.at(span);
        match op {
            BinaryOp::Add if both(Type::is_str) || floats => {
                at.binary(JsOp::Add, left.js, right.js)
            }
            BinaryOp::Add if both(Type::is_list) => {
                let mut parts = self.elements_of(left.js);
                parts.extend(self.elements_of(right.js));
                at.array(parts)
            }
            BinaryOp::Add if ints && stays_exact(op, &left, &right) => {
                at.binary(JsOp::Add, left.js, right.js)
            }
            BinaryOp::Sub if floats || (ints && stays_exact(op, &left, &right)) => {
                at.binary(JsOp::Sub, left.js, right.js)
            }
            BinaryOp::Mul if floats || (ints && stays_exact(op, &left, &right)) => {
                at.binary(JsOp::Mul, left.js, right.js)
            }
            BinaryOp::Add if ints => self.help(span, "addInt", vec![left.js, right.js]),
            BinaryOp::Sub if ints => self.help(span, "subInt", vec![left.js, right.js]),
            BinaryOp::Mul if ints => self.help(span, "mulInt", vec![left.js, right.js]),
            BinaryOp::Div if numbers && right.sign != Sign::Unknown => {
                at.binary(JsOp::Div, left.js, right.js)
            }
            BinaryOp::Div if numbers => self.help(span, "divNum", vec![left.js, right.js]),
            // The quotient of two safe integers never rounds up to the next one, and by a divisor above 0
            // no -0 comes of an int.
            BinaryOp::FloorDiv if ints && right.sign == Sign::Positive => {
                let quotient = at.binary(JsOp::Div, left.js, right.js);
                at.call(at.member(at.global(Global::Math), "floor"), vec![quotient])
            }
            // JavaScript's remainder has the sign of the dividend, Python's that of the divisor.
            BinaryOp::Mod if ints && right.sign == Sign::Positive && left.ty.is_natural() => {
                at.binary(JsOp::Mod, left.js, right.js)
            }
            BinaryOp::Mod if ints && is_positive(right.literal) => {
                let rest = at.binary(JsOp::Mod, left.js, right.js.clone());
                let lifted = at.binary(JsOp::Add, rest, right.js.clone());
                at.binary(JsOp::Mod, lifted, right.js)
            }
            BinaryOp::FloorDiv if floats => {
                self.help(span, "floordivFloat", vec![left.js, right.js])
            }
            BinaryOp::Mod if floats => self.help(span, "modFloat", vec![left.js, right.js]),
            BinaryOp::Pow if floats => self.help(span, "powFloat", vec![left.js, right.js]),
            BinaryOp::FloorDiv if ints => self.help(span, "floordivNum", vec![left.js, right.js]),
            BinaryOp::Mod if ints => self.help(span, "modNum", vec![left.js, right.js]),
            BinaryOp::Pow if ints => self.help(span, "powNum", vec![left.js, right.js]),
            _dynamic => self.help(span, helper_of(op), vec![left.js, right.js]),
        }
    }

    /// The elements of a list on its way into a display: those of a display itself, or `...xs`.
    fn elements_of(&self, list: E) -> Vec<ExprOrSpread> {
        match &*list {
            Js::Array(display) => display.elems.iter().flatten().cloned().collect(),
            _other => vec![self.js.spread(list)],
        }
    }

    /// `n % 2` where only counts whether it is 0: no matter of its sign.
    fn remainder(&mut self, expr: &Expr) -> Option<E> {
        let ExprKind::Py(Py::Binary(BinaryOp::Mod, left, right)) = &expr.kind else { return None };
        let ints = self.ty(left).is_int() && self.ty(right).is_int();
        if !ints || self.sign(right) == Sign::Unknown {
            return None;
        }
        let (left, right) = (self.expr(left), self.expr(right));
        Some(self.at(expr.span).binary(JsOp::Mod, left, right))
    }

    /// `place op= value` of a mutable left side; for numbers and strings see [`Self::arithmetic`].
    pub fn in_place(&mut self, span: Span, op: BinaryOp, left: Operand, right: Operand) -> E {
        let is_immutable = |ty: &Type| ty.all(|ty| ty.is_number() || ty.is_str());
        if is_immutable(&left.ty) {
            return self.arithmetic(span, op, left, right);
        }
        let helper = match op {
            BinaryOp::Add => "iadd",
            BinaryOp::Sub => "isub",
            BinaryOp::Mul => "imul",
            BinaryOp::MatMul => "imatmul",
            BinaryOp::Div => "idiv",
            BinaryOp::FloorDiv => "ifloordiv",
            BinaryOp::Mod => "imod",
            BinaryOp::Pow => "ipow",
            BinaryOp::LShift => "ilshift",
            BinaryOp::RShift => "irshift",
            BinaryOp::BitOr => "ior",
            BinaryOp::BitXor => "ixor",
            BinaryOp::BitAnd => "iand",
        };
        self.help(span, helper, vec![left.js, right.js])
    }

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
            CmpOp::Eq => self.equality(span, true, left, right),
            CmpOp::NotEq => self.equality(span, false, left, right),
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
        let is_bool = |expr: &Expr| matches!(expr.kind, ExprKind::Bool(_));
        let strict = is_bool(left) || is_bool(right);
        let (left, right) = (self.expr(left), self.expr(right));
        match strict {
            true => self.at(span).binary(JsOp::EqEqEq, left, right),
            false => self.help(span, "is", vec![left, right]),
        }
    }

    /// Whether a class in sight may answer what the operand is equal to.
    fn may_have_eq(&self, operand: &Expr) -> bool {
        let methods = &self.module.sight.methods;
        (methods.contains("__eq__") || methods.contains("__ne__"))
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
        let strict = strict || remainder.is_some();
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

    /// The operands of a comparison. A sum that is compared with an int needs no check: where it is not
    /// exact it is beyond every int there is, on the right side.
    fn compared(&mut self, left: &Expr, right: &Expr) -> (E, E) {
        let ints = self.ty(left).is_int() && self.ty(right).is_int();
        match ints {
            true if right.as_int() == Some(0) && self.is_text_length(left) => {
                (self.units(left), self.expr(right))
            }
            true if self.may_be_inexact(left) => (self.unchecked(left), self.expr(right)),
            true => {
                let left = self.expr(left);
                (left, self.unchecked(right))
            }
            false => (self.expr(left), self.expr(right)),
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
            )) => self.ty(left).is_int() && self.ty(right).is_int(),
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
            _ if asks && !ty.is_str() => None,
            _ if is_map => Some("has"),
            Type::Str if item_ty.is_str() => Some("includes"),
            Type::List(element) | Type::TupleOf(element) if strict_items(element) => {
                Some("includes")
            }
            Type::Set(_) if item_ty.is_str() => Some("has"),
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

pub(super) fn is_none(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::None)
}

/// A literal that equals only what is strictly equal to it.
/// Beyond so many items a helper reads better than a chain of comparisons.
const MOST_COMPARED: usize = 3;

fn is_plain_literal(expr: &Expr) -> bool {
    expr.as_int().is_some_and(|value| value != 0 && value != 1)
}

fn opposite(op: CmpOp) -> Option<CmpOp> {
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

fn bits(ty: &Type) -> u32 {
    match ty {
        Type::Int { bits, .. } => u32::from(*bits),
        _other => 64,
    }
}

/// Whether the result of the two ints is exact for certain. A small literal counts as no growth for
/// `+` and `-`: see `docs/differences.md`.
fn stays_exact(op: BinaryOp, left: &Operand, right: &Operand) -> bool {
    let (a, b) = (bits(&left.ty), bits(&right.ty));
    let is_small = |operand: &Operand| operand.literal.is_some_and(|value| value.abs() <= 1 << 31);
    match op {
        BinaryOp::Add | BinaryOp::Sub => a.max(b) < 53 || is_small(left) || is_small(right),
        // `0 * -1` is -0 in JavaScript: not with a positive factor, nor where no factor is negative.
        BinaryOp::Mul => {
            let positive = is_positive(left.literal) || is_positive(right.literal);
            a + b <= 53 && (positive || left.ty.is_natural() && right.ty.is_natural())
        }
        _other => false,
    }
}

/// A literal above 0 that is small enough to be added to a rest.
fn is_positive(literal: Option<i64>) -> bool {
    literal.is_some_and(|value| (1..=1 << 31).contains(&value))
}

fn helper_of(op: BinaryOp) -> &'static str {
    match op {
        BinaryOp::Add => "add",
        BinaryOp::Sub => "sub",
        BinaryOp::Mul => "mul",
        BinaryOp::MatMul => "matmul",
        BinaryOp::Div => "div",
        BinaryOp::FloorDiv => "floordiv",
        BinaryOp::Mod => "mod",
        BinaryOp::Pow => "pow",
        BinaryOp::LShift => "lshift",
        BinaryOp::RShift => "rshift",
        BinaryOp::BitOr => "bitor",
        BinaryOp::BitXor => "bitxor",
        BinaryOp::BitAnd => "bitand",
    }
}
