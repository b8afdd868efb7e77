//! Which operands may trade places.
//!
//! Python evaluates `a in b` and `sep.join(items)` from left to right; JavaScript names the container
//! or the items first. That can be told apart only where one operand changes or hides what the other
//! does.
//!
//! ```text
//! query.lower() in title.lower()     title.toLowerCase().includes(query.toLowerCase())
//! next(ids) in wanted()              both act: evaluated in Python's order
//! ```

use crate::ir::effects;
use crate::ir::walk::{self, Visitor};
use crate::ir::{Arg, BinaryOp, Expr, ExprKind, Js, Module, Part, Py, SymbolKind, Type, VarId};

use super::emitter::Emitter;

/// Whether the expression is an atom, or attributes of one: nobody reckons with an effect of those.
pub(super) fn is_path(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Py(Py::Attr(object, _)) | ExprKind::Js(Js::Member(object, _)) => is_path(object),
        ExprKind::Js(Js::ToJs(value)) => is_path(value),
        _other => expr.is_atom(),
    }
}

impl Emitter<'_> {
    /// Whether the two may be evaluated in either order.
    pub fn may_swap(&self, a: &Expr, b: &Expr) -> bool {
        self.stays(a, b) || self.stays(b, a) || (self.is_quiet(a) && self.is_quiet(b))
    }

    /// Whether the value is there already, and evaluating `other` cannot change it.
    fn stays(&self, expr: &Expr, other: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Var(var) => self.module.var(*var).is_some_and(|row| {
                !row.is_shared && (row.writes == 1 || !assigns(self.module, other, *var))
            }),
            ExprKind::Symbol(symbol) => {
                match self.module.symbol(*symbol).map(|symbol| &symbol.kind) {
                    Some(SymbolKind::Function(_) | SymbolKind::Import(_)) => true,
                    Some(SymbolKind::Const { is_reassigned }) => !is_reassigned,
                    Some(SymbolKind::Foreign { .. }) | None => self.is_quiet(other),
                }
            }
            ExprKind::Py(Py::Attr(..)) | ExprKind::Js(_) => is_path(expr) && self.is_quiet(other),
            _other => expr.is_atom(),
        }
    }

    /// Whether evaluating it neither acts nor raises.
    fn is_quiet(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Py(Py::Index(object, index)) => {
                let field = match &index.kind {
                    ExprKind::Str(key) => self.ty(object).field(key),
                    _other => None,
                };
                self.is_quiet(object) && field.is_some_and(|field| !field.is_optional)
            }
            ExprKind::Py(Py::Method { object, name, args, keywords, .. }) => {
                let (effects, _) = effects::of_method(self.ty(object), name);
                let is_str = |expr: &Expr| self.ty(expr).is_str() && self.is_quiet(expr);
                let fits = |arg: &Arg| matches!(arg, Arg::Pos(value) if is_str(value));
                effects.is_quiet() && keywords.is_empty() && is_str(object) && args.iter().all(fits)
            }
            ExprKind::Py(Py::Binary(BinaryOp::Add, left, right)) => {
                let is_str = |expr: &Expr| self.ty(expr).is_str() && self.is_quiet(expr);
                is_str(left) && is_str(right)
            }
            ExprKind::Py(Py::FString(parts)) => parts.iter().all(|part| match part {
                Part::Literal(_) => true,
                Part::Field { value, spec, .. } => {
                    let is_plain = matches!(self.ty(value), Type::Str | Type::Int { .. });
                    spec.is_empty() && is_plain && self.is_quiet(value)
                }
            }),
            _other => is_path(expr),
        }
    }
}

/// Whether a `:=` in the expression assigns the variable.
fn assigns(module: &Module, expr: &Expr, var: VarId) -> bool {
    struct Find<'m> {
        module: &'m Module,
        var: VarId,
        is_found: bool,
    }
    impl<'m> Visitor<'m> for Find<'m> {
        fn module(&self) -> &'m Module {
            self.module
        }

        fn expr(&mut self, expr: &'m Expr) {
            self.is_found |=
                matches!(&expr.kind, ExprKind::Py(Py::Assign(var, _)) if *var == self.var);
            walk::walk_expr(self, expr);
        }
    }
    let mut find = Find { module, var, is_found: false };
    find.expr(expr);
    find.is_found
}
