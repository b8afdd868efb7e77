//! Instances that are called, and what tells of classes and instances.
//!
//! ```text
//! class Adder:                        class Adder extends Callable: its instances are functions
//!     def __call__(self, x): ...      adder(1), map(adder, xs), onClick={adder}
//! Point.__doc__, Point.__qualname__   texts that are known
//! vars(p), p.__dict__                 varsOf(p)
//! ```

use crate::ir::{Expr, ExprKind};
use crate::lower::class::CLASS_GETITEM;
use crate::lower::context::Lowering;
use crate::lower::family::{Family, Root};
use crate::resolve::{Binding, ItemKind};
use crate::syntax::ast;

impl<'a> Lowering<'a> {
    /// Whether the class, which derives from nothing, is above one with a `__call__`, or has it itself.
    pub fn is_callable_family(&self, family: &Family<'a>) -> bool {
        let [(item, _)] = family.classes.as_slice() else { return false };
        self.sight.is_above_callable(item.id)
    }

    /// Whether instances of the class are functions: the class it begins with knows of a `__call__`.
    pub fn makes_functions(&self, family: &Family<'a>) -> bool {
        let Some((first, _)) = family.classes.last() else { return false };
        let has_call = |item: &crate::resolve::Item| {
            let family = Family::of(self.program, item);
            family.is_some_and(|it| it.own_members().iter().any(|it| &**it.name == "__call__"))
        };
        family.root == Root::Object
            && family.classes.iter().any(|(item, _)| item.module == first.module && has_call(item))
    }

    /// A class that takes types in brackets, which are erased: `Box[int]`.
    pub fn is_generic_class(&self, expr: &ast::Expr) -> bool {
        let Some(family) = self.class_named(expr).and_then(|it| Family::of(self.program, it))
        else {
            return false;
        };
        let is_subscript =
            |base: &ast::Arg| matches!(base.value.kind, ast::ExprKind::Subscript { .. });
        family.find(CLASS_GETITEM).is_some()
            || family.gives(CLASS_GETITEM)
            || family
                .classes
                .iter()
                .any(|(_, def)| !def.type_params.is_empty() || def.bases.iter().any(is_subscript))
    }

    /// `greet.__doc__`, `greet.__qualname__` of a function that nothing decorates.
    fn told_of_function(&mut self, value: &ast::Expr, attr: &ast::Ident) -> Option<Expr> {
        let ast::ExprKind::Name(name) = &value.kind else { return None };
        let Some(Binding::Item(id)) = self.binding(value.span) else { return None };
        let item = self.program.items.get(id.index())?;
        let ItemKind::Function { def, decorators, .. } = &item.kind else { return None };
        if !decorators.is_empty() || item.within.is_some() || self.local_var(name).is_some() {
            return None;
        }
        let kind = match (&*attr.name, &def.docstring) {
            ("__qualname__", _) => ExprKind::Str(item.name.clone()),
            ("__doc__", Some(doc)) => ExprKind::Str(doc.text.clone()),
            ("__doc__", None) => ExprKind::None,
            _other => return None,
        };
        Some(self.expr(attr.span, kind))
    }

    /// `Point.__doc__`, `Point.__qualname__`.
    pub fn told_of_class(&mut self, value: &ast::Expr, attr: &ast::Ident) -> Option<Expr> {
        let Some(item) = self.class_named(value) else { return self.told_of_function(value, attr) };
        let ItemKind::Class(def) = &item.kind else { return None };
        let kind = match &*attr.name {
            "__qualname__" => ExprKind::Str(item.qualname()),
            "__doc__" => match &def.docstring {
                Some(doc) => ExprKind::Str(doc.text.clone()),
                None if crate::lower::dataclass::options(item, def).is_some() => return None,
                None => ExprKind::None,
            },
            _other => return None,
        };
        Some(self.expr(attr.span, kind))
    }
}
