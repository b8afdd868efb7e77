//! What the place says that a value goes to, where an annotation says it.
//!
//! ```text
//! rows: dict[str, dict[str, float]]
//! rows["a"] = {"x": 2.0}                  a dict[str, float]
//! rows.setdefault("a", {"x": 2.0})        the same
//! ```
//!
//! Only annotations count: what is inferred of a container may be less than what it will hold.

use crate::ir::effects;
use crate::ir::{Arg, Expr, ExprKind, Place, PlaceKind, Py, Type};
use crate::tables::effects::{Change, Put};
use crate::tables::methods;
use crate::tables::returns::Returns;
use crate::types::infer::Infer;
use crate::types::ops;

impl<'p> Infer<'p, '_> {
    /// What the annotation of the place lets in.
    pub(super) fn declared_of_place(&self, place: &Place) -> Option<Type> {
        match &place.kind {
            PlaceKind::Var(var) => self.module.var(*var)?.annotation.clone(),
            PlaceKind::Symbol(symbol) => self.module.symbol(*symbol)?.annotation.clone(),
            PlaceKind::Index { object, index } => self.declared_item(object, index),
            PlaceKind::Slice { object, .. } => self.declared(object),
            _other => None,
        }
    }

    /// What annotations say of the value of an expression.
    fn declared(&self, expr: &Expr) -> Option<Type> {
        match &expr.kind {
            ExprKind::Var(var) => self.module.var(*var)?.annotation.clone(),
            ExprKind::Symbol(symbol) => self.module.symbol(*symbol)?.annotation.clone(),
            ExprKind::Py(Py::Index(object, index)) => self.declared_item(object, index),
            _other => None,
        }
    }

    fn declared_item(&self, object: &Expr, index: &Expr) -> Option<Type> {
        let key = match &index.kind {
            ExprKind::Str(key) => Some(ops::Literal::Str(key)),
            _other => None,
        };
        ops::index(&self.declared(object)?, &Type::Str, key).filter(|ty| !ty.is_any())
    }

    pub(super) fn args_of_method(
        &mut self,
        object: &Expr,
        method: &str,
        args: &'p [Arg],
    ) -> Vec<Type> {
        let args = args.iter().enumerate().map(|(at, arg)| {
            let declared = self.declared_of_arg(object, method, at);
            self.arg(arg, declared.as_ref())
        });
        args.collect()
    }

    /// The same of an argument of a method: what is stored into the object, or stands for an item of it.
    fn declared_of_arg(&self, object: &Expr, method: &str, at: usize) -> Option<Type> {
        let declared = self.declared(object)?;
        let row = methods::method(declared.method_type()?, method)?;
        let item = || match &declared {
            Type::Dict(..) => Some(ops::pair_of(&declared).1),
            _sequence => declared.walked(),
        };
        let put = match effects::of_method(&declared, method).0.receiver.change() {
            Some(Change::Grows(put) | Change::Both(put)) => Some(put),
            Some(Change::Moves | Change::Shrinks) | None => None,
        };
        match (put, row.returns) {
            (Some(Put::Item(of)), _) if usize::from(of) == at => item(),
            (Some(Put::Pair), _) if at == 1 => item(),
            (Some(Put::Items), _) => Some(declared),
            (None, Returns::ValueOrNone | Returns::ValueOr) if at == 1 => item(),
            _other => None,
        }
    }
}
