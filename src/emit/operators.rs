//! Operators: the JavaScript operator where the types prove it right, else a helper.
//!
//! | Python | types | JavaScript |
//! |---|---|---|
//! | `a + b` | str, str | `a + b` |
//! | `n + 1` | int | `n + 1` |
//! | `a + b` | int, int | `addInt(a, b)` when the sum may leave ±2⁵³ |

use num_bigint::BigInt;

use crate::base::Span;
use crate::ir::{BinaryOp, Expr, ExprKind, Py, Type, UnaryOp};

use super::emitter::Emitter;
use super::js::ast::{BinaryOp as JsOp, Expr as Js, ExprOrSpread, UnaryOp as JsUnary};
use super::js::{E, Global};
use super::library_object::library_operator;

/// An operand that is emitted already.
pub(super) struct Operand {
    pub span: Span,
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
        Operand { span: expr.span, js, ty, literal, sign }
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
            return self.at(span).integer(&-BigInt::from(value));
        }
        if let (UnaryOp::Neg, ExprKind::Float(value)) = (op, &operand.kind) {
            return self.at(span).number(-value);
        }
        if let Some(known) = self.library_unary(span, op, operand) {
            return known;
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
        if let Some(method) = library_operator(op, &left.ty, &right.ty) {
            let at = self.at(span);
            return at.call(at.member(left.js, method), vec![right.js]);
        }
        let (left, right) = match (left.ty.is_float(), right.ty.is_float()) {
            (true, false) => (left, self.as_float(right)),
            (false, true) => (self.as_float(left), right),
            _alike => (left, right),
        };
        let both = |fits: fn(&Type) -> bool| fits(&left.ty) && fits(&right.ty);
        let ints = both(Type::is_int);
        let numbers = both(Type::is_plain_number);
        let floats = numbers && (left.ty.is_float() || right.ty.is_float());
        let at = self.at(span);
        match op {
            BinaryOp::Mod if left.ty.is_bytes_like() => {
                self.help(span, "bytesPercent", vec![left.js, right.js])
            }
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
            BinaryOp::Div if both(Type::is_number) => {
                self.help(span, "divNum", vec![left.js, right.js])
            }
            // The quotient of two safe integers never rounds up to the next one, and by a divisor above 0
            // no -0 comes of an int.
            BinaryOp::FloorDiv if ints && numbers && right.sign == Sign::Positive => {
                let quotient = at.binary(JsOp::Div, left.js, right.js);
                at.call(at.member(at.global(Global::Math), "floor"), vec![quotient])
            }
            // JavaScript's remainder has the sign of the dividend, Python's that of the divisor.
            BinaryOp::Mod
                if ints && numbers && right.sign == Sign::Positive && left.ty.is_natural() =>
            {
                at.binary(JsOp::Mod, left.js, right.js)
            }
            BinaryOp::Mod if ints && numbers && is_positive(right.literal) => {
                let rest = at.binary(JsOp::Mod, left.js, right.js.clone());
                let lifted = at.binary(JsOp::Add, rest, right.js.clone());
                at.binary(JsOp::Mod, lifted, right.js)
            }
            BinaryOp::Mod
                if ints
                    && right.sign == Sign::Positive
                    && matches!(&*right.js, Js::Ident(_))
                    && bits(&right.ty) < 53 =>
            {
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

    /// An operand beside a float, which a `BigInt` does not mix with.
    fn as_float(&mut self, operand: Operand) -> Operand {
        if !operand.ty.is_number() || !operand.ty.is_large() {
            return operand;
        }
        let js = self.help(operand.span, "toFloat", vec![operand.js]);
        Operand { js, ty: Type::Float, ..operand }
    }

    /// The elements of a list on its way into a display: those of a display itself, or `...xs`.
    fn elements_of(&self, list: E) -> Vec<ExprOrSpread> {
        match &*list {
            Js::Array(display) => display.elems.iter().flatten().cloned().collect(),
            _other => vec![self.js.spread(list)],
        }
    }

    /// `n % 2` where only counts whether it is 0: no matter of its sign.
    pub(super) fn remainder(&mut self, expr: &Expr) -> Option<E> {
        let ExprKind::Py(Py::Binary(BinaryOp::Mod, left, right)) = &expr.kind else { return None };
        let fits = |ty: &Type| ty.is_int() && !ty.is_large();
        let ints = fits(self.ty(left)) && fits(self.ty(right));
        if !ints || self.sign(right) == Sign::Unknown {
            return None;
        }
        let (left, right) = (self.expr(left), self.expr(right));
        Some(self.at(expr.span).binary(JsOp::Mod, left, right))
    }

    /// `place op= value` of a mutable left side; for numbers and strings see [`Self::arithmetic`].
    pub fn in_place(&mut self, span: Span, op: BinaryOp, left: Operand, right: Operand) -> E {
        let is_immutable = |ty: &Type| {
            ty.all(|ty| ty.is_number() || ty.is_str() || ty.is_bytes() || ty.library().is_some())
        };
        if is_immutable(&left.ty) {
            return self.arithmetic(span, op, left, right);
        }
        if matches!(left.ty, Type::ByteArray)
            && let Some(method) = match op {
                BinaryOp::Add => Some("__iadd__"),
                BinaryOp::Mul => Some("__imul__"),
                _other => None,
            }
        {
            let at = self.at(span);
            return at.call(at.member(left.js, method), vec![right.js]);
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
}

pub(super) fn is_none(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::None)
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
        BinaryOp::Add | BinaryOp::Sub if left.ty.is_large() || right.ty.is_large() => false,
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
