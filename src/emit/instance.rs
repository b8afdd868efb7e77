//! `isinstance`, and classes as the runtime wants them.

use crate::base::Span;
use crate::ir::{self, Arg, Expr, ExprKind, Py};
use crate::tables::builtins::BuiltinKind;
use crate::tables::returns::Returns;

use super::emitter::Emitter;
use super::js::{E, Global, ast};

/// Whether no member of a `StrEnum` may come, which is a str besides.
fn kind_is_plain(
    emitter: &Emitter<'_>,
    value: &Expr,
    row: &crate::tables::builtins::BuiltinRow,
) -> bool {
    if row.returns != Returns::Str {
        return true;
    }
    let is_text = |of: &ir::Instance| of.kind().members == Some(ir::EnumKind::Str);
    let ty = emitter.ty(value);
    if ty.is_any() || ty.instances().next().is_some() {
        let reach = &emitter.module.sight.reach;
        let mut texts =
            emitter.classes.all().filter(|it| it.class.of.as_ref().is_some_and(is_text));
        return !texts
            .any(|it| it.module.id == emitter.module.id || reach.contains(it.module.id.index()));
    }
    true
}

impl Emitter<'_> {
    pub(super) fn isinstance(&mut self, span: Span, args: &[Arg]) -> Option<E> {
        let [Arg::Pos(value), Arg::Pos(classes)] = args else { return None };
        let at = self.at(span);
        if let Some(known) = self.float_instance(span, value, classes) {
            return Some(known);
        }
        if let ExprKind::Py(Py::BuiltinRef(row)) = &classes.kind {
            let plain = match (row.kind, row.returns) {
                (BuiltinKind::Class, Returns::Str) => Some("string"),
                (BuiltinKind::Class, Returns::Bool) => Some("boolean"),
                _other => None,
            };
            if (row.kind, row.returns) == (BuiltinKind::Class, Returns::Bytes) {
                let value = self.expr(value);
                let class = at.nowhere().global(Global::Uint8Array);
                return Some(at.binary(ast::BinaryOp::InstanceOf, value, class));
            }
            let is_plain = kind_is_plain(self, value, row);
            if let Some(kind) = plain.filter(|_| is_plain) {
                let value = self.expr(value);
                let kind_of = at.type_of(value);
                return Some(at.binary(ast::BinaryOp::EqEqEq, kind_of, at.string(kind)));
            }
        }
        let is_exception =
            |it: ir::classes::Found| it.class.of.as_ref().is_none_or(|of| of.kind().is_exception);
        if self.classes.named(self.module, classes).is_some_and(|found| !is_exception(found)) {
            let (value, class) = (self.expr(value), self.expr(classes));
            return Some(at.binary(ast::BinaryOp::InstanceOf, value, class));
        }
        let value = self.expr(value);
        Some(self.instance_of(span, value, classes))
    }

    pub fn instance_of(&mut self, span: Span, value: E, classes: &Expr) -> E {
        if super::exceptions::is_value(classes) {
            let classes = self.expr(classes);
            return self.help(span, "isInstanceOf", vec![value, classes]);
        }
        let classes = self.class(classes);
        self.help(span, "isInstance", vec![value, classes])
    }

    /// A class as `isInstance` wants it: builtin types by name.
    pub fn class(&mut self, class: &Expr) -> E {
        let at = self.at(class.span);
        match &class.kind {
            ExprKind::Py(Py::BuiltinRef(row))
                if row.kind == BuiltinKind::Class && row.library.is_none() =>
            {
                at.string(row.name)
            }
            ExprKind::Py(Py::Call { .. }) => self.expr(class),
            ExprKind::Py(Py::Tuple(items)) => {
                let items: Vec<E> = items
                    .iter()
                    .filter_map(|item| match item {
                        Arg::Pos(item) => Some(self.class(item)),
                        Arg::Spread(_) | Arg::Omitted => None,
                    })
                    .collect();
                at.array(items)
            }
            ExprKind::Py(Py::Binary(crate::ir::BinaryOp::BitOr, left, right)) => {
                let both = [left, right].map(|side| match &side.kind {
                    ExprKind::None => at.string("NoneType"),
                    _class => self.class(side),
                });
                at.array(both)
            }
            _value => self.expr(class),
        }
    }
}
