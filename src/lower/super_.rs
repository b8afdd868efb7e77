//! `super()`: what the classes above have.
//!
//! ```text
//! super().__init__(x)     super(x), or initException(this, x) where the object is there before
//! super().area()          super.area()
//! ```

use crate::base::{Name, Span};
use crate::diag::Code;
use crate::ir::{self, Expr, ExprKind, Py};
use crate::lower::args::{Bound, Callee, Formal, formals};
use crate::lower::context::Lowering;
use crate::lower::dataclass::{data_formals, is_data_init};
use crate::lower::family::{Family, Kind, Root, made, without_receiver};
use crate::syntax::ast;

impl<'a> Lowering<'a> {
    /// `super().name(…)`.
    pub fn super_call(
        &mut self,
        span: Span,
        at: Span,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Expr {
        let Some((kind, _)) = self.super_place(at) else { return self.error(span) };
        let found = self.class.as_ref().and_then(|class| class.family.find_above(&attr.name));
        let root = self.class.as_ref().map(|class| class.family.root);
        if let Some(call) = self.above_call(span, at, attr, args, kind) {
            return call;
        }
        if &*attr.name == "__init__"
            && kind == Kind::Init
            && let Some(above) = self.data_init_above()
        {
            let formals = data_formals(&above);
            let callee = Callee { formals, ..exception_callee("__init__") };
            let Some(bound) = self.bind(span, &callee, args) else { return self.error(span) };
            if let Some(class) = &mut self.class {
                class.super_inits += 1;
            }
            let callee = Box::new(self.expr(at, ExprKind::Super));
            return self.with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args }));
        }
        if let (None, "__init__", Some(Root::Exception(_) | Root::Builtin(_)), Kind::Init) =
            (&found, &*attr.name, root, kind)
        {
            return self.exception_init(span, at, args);
        }
        let Some(found) = found else {
            if let Some(call) = self.made_above(span, at, attr, args) {
                return call;
            }
            // `object.__init_subclass__` does nothing.
            if &*attr.name == "__init_subclass__" && kind == Kind::OfClass {
                return self.expr(span, ExprKind::None);
            }
            // `object.__init__(**rest)` takes nothing.
            if let (
                "__init__",
                Kind::Init,
                [ast::Arg { kind: ast::ArgKind::DoubleStar, value, .. }],
            ) = (&*attr.name, kind, args)
            {
                let rest = self.lower(value);
                let rest = self.py(span, Py::List(vec![ir::Arg::Pos(rest)]));
                return self.helper(span, "initObject", rest);
            }
            // `object.__init__` does nothing.
            if &*attr.name == "__init__" && args.is_empty() && kind == Kind::Init {
                return self.expr(span, ExprKind::None);
            }
            // What the type has, no class takes the place of.
            if let (Some(Root::Builtin(_)), Some(receiver)) = (root, self.receiver)
                && !attr.name.starts_with("__")
                && kind != Kind::OfClass
            {
                let object = Box::new(self.var_expr(at, receiver));
                let (args, keywords) = self.loose_args(args);
                let (name, name_span) = (attr.name.clone(), attr.span);
                return self.py(span, Py::Method { object, name, name_span, args, keywords });
            }
            let message = format!("no class above has a method `{}`", attr.name);
            return self.refuse(Code::PSC303, attr.span, &message, "remove the call");
        };
        let fits = match found.kind {
            Kind::Init => kind == Kind::Init,
            Kind::Method => matches!(kind, Kind::Init | Kind::Method) || kind.is_of_property(),
            Kind::OfClass | Kind::Static => kind == Kind::OfClass,
            Kind::Getter | Kind::Setter | Kind::Deleter => false,
        };
        if !fits {
            let message = format!("`super().{}` cannot be called here", attr.name);
            let help = "call it on the object or on the class by name";
            return self.refuse(Code::PSC303, attr.span, &message, help);
        }
        let params = without_receiver(found.def);
        let callee = self.callee_of(&attr.name, found.def, &params);
        let Some(bound) = self.bind(span, &callee, args) else { return self.error(span) };
        if found.kind == Kind::Init && !self.sight.is_late(self.item.id) {
            if let Some(class) = &mut self.class {
                class.super_inits += 1;
            }
            let callee = Box::new(self.expr(at, ExprKind::Super));
            return self.with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args }));
        }
        let object = self.expr(at, ExprKind::Super);
        let callee = Box::new(self.py(at, Py::Attr(Box::new(object), attr.name.clone())));
        self.with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args }))
    }

    /// `super().save(…)` of a method that decorators make: `Base.save(this, …)`.
    fn made_above(
        &mut self,
        span: Span,
        at: Span,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Option<Expr> {
        let family = &self.class.as_ref().filter(|class| !class.family.is_mixed())?.family;
        let has_it = |(item, def): &&(&'a crate::resolve::Item, &'a ast::ClassDef)| {
            made(item, def).any(|function| function.name.name == attr.name)
        };
        let above = family.classes.iter().skip(1).find(has_it)?.0.id;
        let receiver = self.builder.module.var(self.receiver?)?.name.clone();
        let class = self.class_value(at, above);
        let callee = self.py(at, Py::Attr(Box::new(class), attr.name.clone()));
        let value = ast::Expr { kind: ast::ExprKind::Name(receiver), span: at };
        let first = ast::Arg { kind: ast::ArgKind::Positional, value, span: at };
        let args: Vec<ast::Arg> = std::iter::once(first).chain(args.iter().cloned()).collect();
        Some(self.call_value(span, callee, &args))
    }

    /// `super().__init__(…)` where that is `Exception`'s: it takes whatever it is given.
    fn exception_init(&mut self, span: Span, at: Span, args: &[ast::Arg]) -> Expr {
        let callee = exception_callee("Exception");
        let Some(bound) = self.bind(span, &callee, args) else { return self.error(span) };
        let is_late = self.class.as_ref().is_some_and(|class| class.is_late);
        if let Some(class) = &mut self.class {
            class.super_inits += 1;
        }
        match (is_late, self.receiver) {
            (true, Some(receiver)) => {
                let callee = Box::new(self.py(at, Py::Helper("initException")));
                let this = ir::Arg::Pos(self.var_expr(at, receiver));
                let given = self.py(span, Py::List(bound.args));
                let args = vec![this, ir::Arg::Pos(given)];
                let bound = Bound { first: bound.first, args };
                self.with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args }))
            }
            _first => {
                let callee = Box::new(self.expr(at, ExprKind::Super));
                self.with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args }))
            }
        }
    }

    /// `super().name` of a property.
    pub fn super_attribute(&mut self, span: Span, at: Span, attr: &ast::Ident) -> Expr {
        let Some((kind, _)) = self.super_place(at) else { return self.error(span) };
        let found = self.class.as_ref().and_then(|class| class.family.find_above(&attr.name));
        let found = found.or_else(|| self.member_behind(&attr.name));
        match found.map(|found| found.kind) {
            Some(Kind::Getter | Kind::Setter | Kind::Deleter) if kind != Kind::OfClass => {
                if let Some(above) = self.above_attribute(at, attr) {
                    return above;
                }
                let object = self.expr(at, ExprKind::Super);
                self.py(span, Py::Attr(Box::new(object), attr.name.clone()))
            }
            _other => {
                let message =
                    format!("`super().{}` is compiled as a call of a method only", attr.name);
                self.refuse(
                    Code::PSC303,
                    attr.span,
                    &message,
                    "call it, or read it from the object",
                )
            }
        }
    }

    /// Where `super` means what it does in JavaScript: in a method itself, not in a function within it.
    fn super_place(&mut self, at: Span) -> Option<(Kind, Name)> {
        let member = self.class.as_ref().and_then(|class| class.member.clone());
        match member.filter(|_| self.is_in_member()) {
            Some((kind, name)) => Some((kind, name)),
            _other => {
                let message = "`super()` is compiled in a method itself only";
                let help = "call it in the method, and keep the result in a variable";
                self.refuse(Code::PSC303, at, message, help);
                None
            }
        }
    }

    /// The class above, where `@dataclass` makes its constructor.
    pub fn data_init_above(&self) -> Option<Family<'a>> {
        let (item, _) = self.class.as_ref()?.family.base?;
        Family::of(self.program, item).filter(is_data_init)
    }

    /// Whether `super` means here what it does in JavaScript.
    pub fn is_in_member(&self) -> bool {
        let member = self.class.as_ref().and_then(|class| class.member.as_ref());
        let is_inside = self.depth() > 1 || self.func().is_some_and(|func| func.comps > 0);
        member.is_some_and(|(kind, _)| !is_inside && *kind != Kind::Static)
    }

    pub fn callee_of<'c>(
        &self,
        name: &'c str,
        def: &ast::FunctionDef,
        params: &ast::Params,
    ) -> Callee<'c> {
        Callee {
            name,
            formals: formals(params),
            definition: Some(def.name.span),
            code: Code::PSC401,
            qualname: Some(name.to_owned()),
        }
    }
}

/// Takes any number of arguments, and no keywords.
pub(super) fn exception_callee(name: &str) -> Callee<'_> {
    let args = Formal { name: "args".into(), kind: ir::ParamKind::Rest, is_required: false };
    Callee { name, formals: vec![args], definition: None, code: Code::PSC401, qualname: None }
}
