//! Methods taken from their class, and called with the object as the first argument.
//!
//! ```text
//! Card.value(card, k=2)          Card.prototype.value.call(card, 2): of that class, whatever card is
//! sorted(cards, key=Card.value)  functionOf(Card, "value")
//! ```

use crate::base::Span;
use crate::diag::Code;
use crate::ir::{self, Expr, ExprKind, Py};
use crate::lower::args::formals;
use crate::lower::context::Lowering;
use crate::lower::family::{Family, Kind, MemberOf};
use crate::lower::instances::raw;
use crate::lower::sight::is_special;
use crate::syntax::ast;

impl<'a> Lowering<'a> {
    /// `Card.value(card)`.
    pub fn method_of_class(
        &mut self,
        span: Span,
        class: &ast::Expr,
        attr: &ast::Ident,
        found: MemberOf<'a>,
        args: &[ast::Arg],
    ) -> Expr {
        // The object is the first parameter.
        let mut callee = self.callee_of(&attr.name, found.def, &found.def.params);
        callee.formals = formals(&found.def.params);
        let class = self.lower(class);
        let class = Box::new(raw(class));
        let name = self.mangled(&attr.name);
        let Some(bound) = self.bind(span, &callee, args) else { return self.error(span) };
        let prototype = Box::new(self.js(span, ir::Js::Member(class, "prototype".into())));
        let object = Box::new(self.js(attr.span, ir::Js::Member(prototype, name)));
        let (name, name_span, keywords) = ("call".into(), attr.span, Vec::new());
        self.with_bound(span, bound, |args| {
            ExprKind::Py(Py::Method { object, name, name_span, args, keywords })
        })
    }

    /// `Card.value` without a call.
    pub fn function_of_class(
        &mut self,
        span: Span,
        class: &ast::Expr,
        attr: &ast::Ident,
    ) -> Option<Expr> {
        let item = self.class_named(class)?;
        let found = Family::of(self.program, item)?.find(&attr.name)?;
        match found.kind {
            Kind::Method if !is_special(&attr.name) => {
                let class = self.lower(class);
                let class = raw(class);
                let name = self.mangled(&attr.name);
                let name = self.expr(attr.span, ExprKind::Str(name));
                let callee = Box::new(self.py(span, Py::Helper("functionOf")));
                let args = [class, name].map(ir::Arg::Pos).into();
                Some(self.py(span, Py::Call { callee, args }))
            }
            Kind::Method | Kind::Init | Kind::Getter | Kind::Setter | Kind::Deleter => {
                let message = format!("`{}.{}` is taken from the class", item.name, attr.name);
                let help = "write a lambda that calls it on an object";
                Some(self.refuse(Code::PSC303, attr.span, &message, help))
            }
            Kind::Static | Kind::OfClass => None,
        }
    }
}
