//! Frozen dataclasses: what is stored into an instance while it is made, and what no longer.
//!
//! ```text
//! object.__setattr__(self, "area", 4)   this.area = 4, in `__init__` and `__post_init__`
//! point.x = 1                            storeFrozen(point, "x", 1), where a frozen class in sight has an `x`
//! class Named(Point): ...                frozenFields(this, ["x"]): what derives from one is frozen in its fields
//! ```

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, Py, Stmt, StmtKind};
use crate::lower::context::Lowering;
use crate::lower::dataclass::{fields, options};
use crate::lower::family::{Family, Kind, receiver};
use crate::lower::stores::stores;
use crate::resolve::Item;
use crate::syntax::ast::{self, ExprKind as AstKind};

impl<'a> Lowering<'a> {
    /// Whether the expression is the instance that the function makes: it is not frozen before its constructor ends.
    pub fn is_made_here(&self, object: &ast::Expr) -> bool {
        let context = self.class.as_ref();
        let member = context.and_then(|class| class.member.as_ref());
        let is_frozen = context.and_then(|class| {
            let (item, def) = class.family.classes.first()?;
            options(item, def)
        });
        let is_making = is_frozen.is_some_and(|options| options.frozen)
            && self.depth() == 1
            && member.is_some_and(|(kind, name)| *kind == Kind::Init || &**name == "__post_init__");
        is_making && self.is_receiver_name(object)
    }

    /// `x.name += value`, where a frozen class in sight has the field: it is `x.name = x.name + value`, which raises.
    pub fn may_be_frozen(&self, target: &ast::Expr) -> bool {
        let AstKind::Attribute { value: object, attr } = &target.kind else { return false };
        matches!(object.kind, AstKind::Name(_))
            && self.sight.is_frozen(&attr.name)
            && !self.is_made_here(object)
    }

    /// `x.name = value`, where a frozen class in sight has the field.
    pub fn frozen_store(
        &mut self,
        span: Span,
        target: &ast::Expr,
        value: &ast::Expr,
    ) -> Option<Stmt> {
        let AstKind::Attribute { value: object, attr } = &target.kind else { return None };
        if !self.sight.is_frozen(&attr.name) || self.is_made_here(object) {
            return None;
        }
        let mut value = self.lower(value);
        if !matches!(object.kind, AstKind::Name(_)) {
            // It is evaluated before the object.
            value = self.atom_before(value, "value");
        }
        let object = self.lower(object);
        let name = self.expr(attr.span, ir::ExprKind::Str(attr.name.clone()));
        let callee = Box::new(self.py(span, Py::Helper("storeFrozen")));
        let args = [object, name, value].map(ir::Arg::Pos).into();
        let call = self.py(span, Py::Call { callee, args });
        Some(Stmt { span, kind: StmtKind::Expr(call) })
    }

    /// The fields of the frozen dataclass that a class derives from which is none itself: those stay frozen.
    pub fn frozen_above(&self, def: &ast::ClassDef) -> Vec<Name> {
        let is_frozen = |(item, def): &&(&Item, &ast::ClassDef)| {
            options(item, def).is_some_and(|options| options.frozen)
        };
        let above = Family::of(self.program, self.item)
            .filter(|_| options(self.item, def).is_none())
            .and_then(|family| family.classes.iter().skip(1).find(is_frozen).map(|it| it.0))
            .and_then(|above| Family::of(self.program, above));
        let names = above.iter().flat_map(|family| fields(family));
        names.map(|field| field.name.clone()).collect()
    }

    /// What CPython would raise while an instance is made that is frozen.
    pub fn check_frozen(&mut self, def: &ast::ClassDef) {
        if !options(self.item, def).is_some_and(|options| options.frozen) {
            return;
        }
        for stmt in &def.body {
            let ast::StmtKind::Function(method) = &stmt.kind else { continue };
            let is_making = matches!(&*method.name.name, "__init__" | "__post_init__");
            let Some(receiver) = receiver(method).filter(|_| is_making) else { continue };
            let found = stores(&receiver.name.name, &method.body);
            for store in found.into_iter().filter(|store| !store.is_raw) {
                let message = format!("`{}` is assigned in a frozen dataclass", store.name);
                let help = format!(
                    "write `object.__setattr__({}, \"{}\", ...)`",
                    receiver.name.name, store.name
                );
                self.report(Diagnostic::new(Code::PSC303, store.span, message).help(help));
            }
        }
    }
}
