//! Classes with several bases, and `super()` where the next class is not the one above.
//!
//! ```text
//! class Saved(Logged, Model):     class Saved extends Model {
//!     ...                           static { mixIn(this, [Logged, Model]); }
//!
//! class Logged:                   above(this, Logged, "save")(…): in a Saved that is Model's
//!     def save(self):
//!         super().save()
//! ```

use crate::base::Span;
use crate::diag::Code;
use crate::ir::{self, Expr, ExprKind, Member, MemberKind, Py};
use crate::lower::bases::has_init;
use crate::lower::context::Lowering;
use crate::lower::family::{Family, Kind, MemberOf, Root};
use crate::lower::sight::is_special;
use crate::resolve::{Item, ItemKind};
use crate::syntax::ast;
use crate::tables::special_methods::SUPER;

impl<'a> Lowering<'a> {
    /// Whether the constructor of the class calls `__init__`: that of the first whose `__init__` is a method.
    pub fn initializes(&self) -> bool {
        let above = Family::of(self.program, self.item).and_then(|family| family.base);
        self.sight.is_late(self.item.id)
            && !above.is_some_and(|(item, _)| self.sight.is_late(item.id))
    }

    /// Whether copies of members make the class what it is in Python.
    pub fn can_mix(&mut self, def: &ast::ClassDef, family: &Family<'a>) -> bool {
        let calls_super = |item: &Item| item.scopes.uses().iter().any(|it| &*it.name == SUPER);
        for (item, mixin) in family.mixins() {
            if has_init(item, mixin) && !self.sight.is_late(self.item.id) {
                let message = format!("`{}` has an `__init__`, and so has another base", item.name);
                let help =
                    "leave `__init__` to one of the bases, and call a method of the others there";
                self.refuse(Code::PSC303, def.name.span, &message, help);
                return false;
            }
        }
        let moved = family.classes.iter().skip(1).find(|(item, _)| {
            item.module != self.item.module
                && calls_super(item)
                && has_class_above(self.program, item)
                && next_differs(self.program, family, item)
        });
        if let Some((item, _)) = moved {
            let message = format!(
                "`super()` in `{}` of another module would be another class here",
                item.name
            );
            let help = "define both classes in one module";
            self.refuse(Code::PSC303, def.name.span, &message, help);
            return false;
        }
        let mut equal = family.classes.iter().map(|(_, def)| {
            let has = |name: &str| def.body.iter().any(|stmt| matches!(&stmt.kind, ast::StmtKind::Function(it) if &*it.name.name == name));
            (has("__eq__"), has("__hash__"))
        });
        let is_unhashed = matches!(equal.find(|it| it.0 || it.1), Some((true, false)));
        if is_unhashed && equal.any(|it| it.1) {
            let message = format!(
                "`{}` gets an `__eq__` from one base and a `__hash__` from another",
                def.name.name
            );
            self.refuse(Code::PSC303, def.name.span, &message, "write a `__hash__` that fits it");
            return false;
        }
        true
    }

    /// `mixIn(this, [Logged, Model])`
    pub fn mix_in(&mut self, span: Span, family: &Family<'a>) -> Option<Member> {
        if !family.is_mixed() {
            return None;
        }
        let mut classes = Vec::new();
        for (item, _) in &family.classes {
            classes.push(match item.id == self.item.id {
                true => self.own_class(span),
                false => self.class_value(span, item.id),
            });
        }
        for row in &family.errors {
            classes.push(self.py(span, Py::BuiltinRef(row)));
        }
        let own = classes.remove(0);
        let above = classes.into_iter().map(ir::Arg::Pos).collect();
        let above = self.py(span, Py::List(above));
        let callee = Box::new(self.py(span, Py::Helper("mixIn")));
        let args = [own, above].map(ir::Arg::Pos).into();
        let call = self.py(span, Py::Call { callee, args });
        Some(Member { name: "".into(), span, kind: MemberKind::Effect(call) })
    }

    /// The families, of the module, in which another class comes after the one being lowered than above it.
    fn families_moved(&self) -> Vec<Family<'a>> {
        let related = self.sight.related(self.item.id);
        let own = related.filter(|family| {
            family.classes.first().is_some_and(|(item, _)| item.module == self.item.module)
        });
        own.filter(|family| next_differs(self.program, family, self.item)).collect()
    }

    /// `super().name(…)` in a class that others stand behind in some instances.
    pub fn above_call(
        &mut self,
        span: Span,
        at: Span,
        attr: &ast::Ident,
        args: &[ast::Arg],
        kind: Kind,
    ) -> Option<Expr> {
        let is_init = &*attr.name == "__init__";
        if is_init && !self.sight.is_late(self.item.id) {
            return None;
        }
        let moved = self.families_moved();
        let has_above = self.class.as_ref().is_some_and(|class| {
            class.family.root != Root::Object || class.family.classes.len() > 1
        });
        if moved.is_empty() && (has_above || is_init || is_special(&attr.name)) {
            return None;
        }
        let own = self.class.as_ref().and_then(|class| class.family.find_above(&attr.name));
        let behind = moved.iter().filter_map(|family| after(family, self.item, &attr.name));
        let found: Vec<MemberOf<'a>> = own.into_iter().chain(behind).collect();
        let Some(first) = found.first() else {
            // A class of another module may have it, and derive from this one too.
            return (moved.is_empty() && !has_above)
                .then(|| self.unseen_call(span, at, attr, args));
        };
        let is_method = matches!(first.kind, Kind::Method | Kind::OfClass | Kind::Static);
        let is_of_class = matches!(first.kind, Kind::OfClass | Kind::Static);
        if !(is_method || is_init) || is_of_class != (kind == Kind::OfClass) {
            return None;
        }
        let params = crate::lower::family::without_receiver(first.def);
        let mut callee = self.callee_of(&attr.name, first.def, &params);
        let names = |it: &MemberOf<'a>| crate::lower::sight::params(&it.def.params);
        if found.iter().any(|it| names(it) != names(first)) {
            let by_name = args
                .iter()
                .any(|arg| !matches!(arg.kind, ast::ArgKind::Positional | ast::ArgKind::Star));
            if by_name {
                let message = "which parameter this is depends on the class";
                let help = "pass the arguments by position";
                return Some(self.refuse(Code::PSC303, attr.span, message, help));
            }
            callee.formals = crate::lower::super_::exception_callee("").formals;
        }
        let Some(bound) = self.bind(span, &callee, args) else { return Some(self.error(span)) };
        let above = self.above(at, attr)?;
        let callee = Box::new(above);
        Some(self.with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args })))
    }

    fn unseen_call(&mut self, span: Span, at: Span, attr: &ast::Ident, args: &[ast::Arg]) -> Expr {
        let is_keyword =
            |arg: &&ast::Arg| !matches!(arg.kind, ast::ArgKind::Positional | ast::ArgKind::Star);
        if let Some(arg) = args.iter().find(is_keyword) {
            let message = "which parameter this is depends on the class";
            let help = "pass the arguments by position";
            return self.refuse(Code::PSC303, arg.span, message, help);
        }
        let (args, _) = self.loose_args(args);
        match self.above(at, attr) {
            Some(above) => self.py(span, Py::Call { callee: Box::new(above), args }),
            None => self.error(span),
        }
    }

    /// `above(this, Logged, "save")`
    fn above(&mut self, at: Span, attr: &ast::Ident) -> Option<Expr> {
        let receiver = self.receiver?;
        let this = self.var_expr(at, receiver);
        let class = self.own_class(at);
        let name = self.expr(attr.span, ExprKind::Str(attr.name.clone()));
        let callee = Box::new(self.py(at, Py::Helper("above")));
        let args = [this, class, name].map(ir::Arg::Pos).into();
        Some(self.py(at, Py::Call { callee, args }))
    }

    /// The member of that name in a class that only stands behind this one.
    pub fn member_behind(&self, name: &str) -> Option<MemberOf<'a>> {
        self.families_moved().iter().find_map(|family| after(family, self.item, name))
    }

    /// `super().name` of a property there.
    pub fn above_attribute(&mut self, at: Span, attr: &ast::Ident) -> Option<Expr> {
        if self.families_moved().is_empty() { None } else { self.above(at, attr) }
    }
}

/// Whether another class comes after it in the family than after it alone.
fn next_differs(program: &crate::resolve::Program, family: &Family, item: &Item) -> bool {
    if family.classes.first().is_some_and(|(first, _)| first.id == item.id) {
        return family.is_mixed();
    }
    let ids = |family: &Family| -> Vec<crate::resolve::ItemId> {
        let from = family.classes.iter().skip_while(|(it, _)| it.id != item.id);
        from.skip(1).map(|(it, _)| it.id).collect()
    };
    let alone =
        program.items.get(item.id.index()).filter(|it| matches!(it.kind, ItemKind::Class(_)));
    let alone = alone.and_then(|item| Family::of(program, item));
    family.is_mixed() && alone.is_some_and(|alone| ids(&alone) != ids(family))
}

/// The member of that name in the classes after the one.
fn after<'a>(family: &Family<'a>, item: &Item, name: &str) -> Option<MemberOf<'a>> {
    let at = family.classes.iter().position(|(it, _)| it.id == item.id)?;
    family.find_after(at, name)
}

/// Whether `super()` in the class means one that is known there.
fn has_class_above(program: &crate::resolve::Program, item: &Item) -> bool {
    let item = program.items.get(item.id.index());
    let family = item.and_then(|item| Family::of(program, item));
    family.is_none_or(|family| family.root != Root::Object || family.classes.len() > 1)
}
