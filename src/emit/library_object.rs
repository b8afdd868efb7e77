//! Objects of classes of the standard library that have a type: their methods, and their operators as methods.
//!
//! | Python | types | JavaScript |
//! |---|---|---|
//! | `due.replace(day=1)` | datetime | `due.replace({ day: 1 })` |
//! | `due - now` | datetime, datetime | `due.__sub__(now)` |
//! | `due < now` | datetime, datetime | `due.__lt__(now)` |
//! | `f"{due:%d %b}"` | datetime | `due.strftime("%d %b")` |
//! | `due.year` | what is annotated as a datetime | `asDatetime(due).year`: JavaScript's `Date` is one, too |

use crate::base::{Name, Span};
use crate::ir::{Arg, BinaryOp, Expr, Keyword, Type, UnaryOp};
use crate::tables::library_methods::library_method;
use crate::tables::library_types::{LibraryType, Member, Operand as Side, TIMEDELTA, operation};

use super::emitter::Emitter;
use super::js::E;

impl Emitter<'_> {
    /// What JavaScript may have made, as Python's object.
    pub(super) fn converted(&mut self, span: Span, ty: &Type, value: E) -> E {
        let helper = ty.members().iter().find_map(Type::from_js);
        match helper {
            Some(helper) => self.help(span, helper, vec![value]),
            None => value,
        }
    }

    /// A method of a known class; keywords of the methods of dates are one object after the arguments.
    pub(super) fn library_object_method(
        &mut self,
        span: Span,
        object: &Expr,
        name: &Name,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Option<E> {
        let of = self.ty(object).without_none().library()?;
        let Some(Member::Method(signature, _)) = of.member(name) else { return None };
        let object = self.expr(object);
        let by_object = library_method(name).is_some_and(|row| row.by_object);
        let values = if by_object && !keywords.is_empty() {
            let mut values = self.args(args);
            values.push(self.keyword_record(keywords).into());
            values
        } else {
            self.in_signature_order(signature, args, keywords)
        };
        let at = self.at(span);
        Some(at.call(at.member(object, name), values))
    }

    /// Whether `astimezone` is given a zone for certain; without one it is the local zone.
    pub(super) fn has_zone(&self, args: &[Arg], keywords: &[Keyword]) -> bool {
        let given = match (args, keywords) {
            ([Arg::Pos(zone)], []) => zone,
            ([], [keyword]) => &keyword.value,
            _other => return false,
        };
        self.ty(given).library().is_some()
    }

    /// `a < b` and `a == b` by the method of the left operand: both are of one family, or bytes.
    pub(super) fn library_comparison(
        &mut self,
        span: Span,
        method: &str,
        left: &Expr,
        right: &Expr,
    ) -> Option<E> {
        let (l, r) = (self.ty(left), self.ty(right));
        if !is_one_bytes(l) || !r.is_bytes_like() {
            let (l, r) = (l.library()?, r.library()?);
            if !is_ordered(l) || !(l.is_of(r) || r.is_of(l)) {
                return None;
            }
        }
        let (left, right) = (self.expr(left), self.expr(right));
        let at = self.at(span);
        Some(at.call(at.member(left, method), vec![right]))
    }

    /// `-delta` and `+delta`.
    pub(super) fn library_unary(&mut self, span: Span, op: UnaryOp, operand: &Expr) -> Option<E> {
        let of = self.ty(operand).library()?;
        let method = match op {
            UnaryOp::Neg => "__neg__",
            UnaryOp::Pos => "__pos__",
            UnaryOp::Not | UnaryOp::Invert => return None,
        };
        if *of != TIMEDELTA {
            return None;
        }
        let operand = self.expr(operand);
        let at = self.at(span);
        Some(at.call(at.member(operand, method), Vec::<E>::new()))
    }
}

/// The method of the left operand that does it: `due - now` is `due.__sub__(now)`.
pub(super) fn library_operator(op: BinaryOp, left: &Type, right: &Type) -> Option<&'static str> {
    if is_one_bytes(left) {
        return match op {
            BinaryOp::Add if right.is_bytes_like() => Some("__add__"),
            BinaryOp::Mul if right.is_int() || right.is_bool() => Some("__mul__"),
            _other => None,
        };
    }
    let right = match right {
        ty if ty.is_int() || ty.is_bool() => Side::Int,
        ty if ty.is_number() => Side::Number,
        ty => Side::Of(ty.library()?),
    };
    operation(op.sign(), Side::Of(left.library()?), right)?;
    match op {
        BinaryOp::Add => Some("__add__"),
        BinaryOp::Sub => Some("__sub__"),
        BinaryOp::Mul => Some("__mul__"),
        BinaryOp::Div => Some("__truediv__"),
        BinaryOp::FloorDiv => Some("__floordiv__"),
        BinaryOp::Mod => Some("__mod__"),
        BinaryOp::MatMul
        | BinaryOp::Pow
        | BinaryOp::LShift
        | BinaryOp::RShift
        | BinaryOp::BitOr
        | BinaryOp::BitXor
        | BinaryOp::BitAnd => None,
    }
}

/// `bytes` or a `bytearray`, one of the two.
fn is_one_bytes(ty: &Type) -> bool {
    matches!(ty, Type::Bytes { .. } | Type::ByteArray)
}

/// Whether objects of the class are compared with each other.
fn is_ordered(of: &LibraryType) -> bool {
    matches!(
        of.name,
        "datetime.date" | "datetime.datetime" | "datetime.time" | "datetime.timedelta"
    )
}
