//! What operators and builtins give where they ask an instance: the special methods of its class.
//!
//! ```text
//! a + b          what `__add__` of `a` gives, or `__radd__` of `b`
//! for x in tree  what `__iter__` gives, walked
//! with lock as k what `__enter__` gives
//! ```

use crate::ir::{BinaryOp, Expr, Type, UnaryOp, special_methods};
use crate::types::infer::Infer;

impl Infer<'_, '_> {
    /// `left op right`, where one of them may be an instance; `None` where none is.
    pub fn instance_binary(&mut self, op: BinaryOp, left: &Type, right: &Type) -> Option<Type> {
        let is_one = |ty: &Type| ty.instances().next().is_some();
        if !is_one(left) && !is_one(right) {
            return None;
        }
        let [name, reflected, _] = special_methods(op);
        let by_left = if is_one(left) { self.special(left, name) } else { Some(Type::Never) };
        let by_right = match is_one(right) {
            true => self.special(right, reflected),
            // What is no instance has nothing to say, unless it is one nobody knows of.
            false if right.is_builtin() => Some(Type::Never),
            false => None,
        };
        // Where the class has no such method the other side is asked.
        let is_left_sure = is_one(left) && by_left.is_some();
        Some(match (by_left, by_right) {
            (Some(left), Some(right)) => left.join(right),
            (Some(known), None) if is_left_sure && is_one(right) => known,
            _unsure => Type::Any,
        })
    }

    /// `place op= value`
    pub fn instance_update(&mut self, op: BinaryOp, old: &Type, value: &Type) -> Option<Type> {
        let [_, _, in_place] = special_methods(op);
        let updated = match old.is_instance() {
            true => self.special(old, in_place),
            false => None,
        };
        updated.or_else(|| self.instance_binary(op, old, value))
    }

    pub fn instance_unary(&mut self, op: UnaryOp, operand: &Type) -> Option<Type> {
        operand.instances().next()?;
        let name = match op {
            UnaryOp::Not => return Some(Type::Bool),
            UnaryOp::Neg => "__neg__",
            UnaryOp::Pos => "__pos__",
            UnaryOp::Invert => "__invert__",
        };
        Some(self.special(operand, name).unwrap_or(Type::Any))
    }

    /// What an enum holds, where the expression names one.
    pub fn member_of_enum(&self, expr: &Expr) -> Option<Type> {
        let found = self.classes.named(self.module, expr)?;
        let of = found.class.of.as_ref().filter(|of| of.kind().members.is_some())?;
        Some(Type::Instance(of.clone()))
    }

    /// What a walk over an instance gives.
    pub fn instance_items(&mut self, iter: &Expr) -> Option<Type> {
        if let Some(member) = self.member_of_enum(iter) {
            return Some(member);
        }
        let ty = self.type_of(iter);
        ty.instances().next()?;
        let iterator = self.special(&ty, "__iter__").unwrap_or(Type::Any);
        Some(match iterator.is_instance() {
            true => self.special(&iterator, "__next__").unwrap_or(Type::Any),
            false => iterator.walked().unwrap_or(Type::Any),
        })
    }
}
