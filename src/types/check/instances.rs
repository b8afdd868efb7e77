//! What a module does to instances of another one's classes, which are compiled without knowing of it.
//!
//! ```text
//! self.count = 0                  a.py: `count` of a `Counter` is an int
//! counter.count = "many"          PSC213 in b.py, unless a.py declares it: `self.count: int | str = 0`
//! class Loud(Counter): ...        PSC213 where its methods give what those of `Counter` never do
//! ```

use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::classes::Found;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Class, ClassIndex, Classes, Expr, ExprKind, Imports, MemberKind, Module, Place, PlaceKind,
    Program, Stmt, StmtKind, Type,
};
use crate::types::attributes::open;
use crate::types::{ProgramTypes, ops};

pub(super) fn check(program: &Program, types: &ProgramTypes, sink: &mut Sink) {
    let imports = Imports::of(program);
    let index = ClassIndex::of(program, &imports);
    let classes = Classes::new(program, &index);
    if classes.is_empty() {
        return;
    }
    let known = Known { types, imports: &imports, classes };
    for module in &program.modules {
        let foreign = classes.all().filter(|found| {
            !imports.are_one(found.module.id, module.id)
                && imports.reaches(module.id, found.module.id)
        });
        let foreign: Vec<Found> = foreign.collect();
        if !foreign.is_empty() {
            walk::walk_module(&mut Look { module, known, foreign: &foreign, sink });
        }
    }
}

#[derive(Clone, Copy)]
struct Known<'p, 's> {
    types: &'s ProgramTypes,
    imports: &'s Imports,
    classes: Classes<'p, 's>,
}

impl<'p> Known<'p, '_> {
    /// What the class's own module takes the attribute for; `None` where that is whatever anybody stores.
    fn attribute(&self, class: Found<'p>, name: &Name) -> Option<Type> {
        let of = class.class.of.as_ref()?;
        let is_stored = class.class.stored.contains(name)
            || matches!(self.classes.own_member(class, name)?.kind, MemberKind::Attribute(_));
        if !is_stored || self.classes.declared(of.key(), name).is_some() {
            return None;
        }
        let family = self.classes.family(of.key()).into_iter();
        let own = family.map(|found| {
            self.types.module(found.module.id).attribute(Some(&found.class.key), name)
        });
        let others = self.classes.known_in(of.key()).iter();
        let others = others.map(|id| self.types.module(*id).attribute(None, name));
        let ty = Type::union(own.chain(others));
        (!ty.any(Type::is_any) && !class.class.empty.contains(name) && !matches!(ty, Type::Never))
            .then_some(open(ty))
    }

    /// The same of what a method or a property gives.
    fn result(&self, class: Found<'p>, name: &Name) -> Option<Type> {
        let of = class.class.of.as_ref()?;
        let mut known = Type::Never;
        for (found, member) in self.classes.members(of.key(), name) {
            let func = found.module.func(member.kind.func()?)?;
            if func.returns.is_some() {
                return None;
            }
            known = known.join(self.types.module(found.module.id).returns(func.id).clone());
        }
        (!known.any(Type::is_any) && !matches!(known, Type::Never)).then_some(open(known))
    }
}

struct Look<'p, 's> {
    module: &'p Module,
    known: Known<'p, 's>,
    /// The classes of other modules that are in sight.
    foreign: &'s [Found<'p>],
    sink: &'s mut Sink,
}

impl<'p> Look<'p, '_> {
    fn ty(&self, expr: &Expr) -> &Type {
        self.known.types.module(self.module.id).expr(expr.id)
    }

    /// The classes of other modules whose attribute is stored into.
    fn stored_into(&self, object: &Expr) -> Vec<Found<'p>> {
        let classes = self.known.classes;
        let is_foreign =
            |found: &Found| !self.known.imports.are_one(found.module.id, self.module.id);
        if let Some(found) = classes.named(self.module, object) {
            return Some(found).into_iter().filter(is_foreign).collect();
        }
        let mut found = Vec::new();
        for member in self.ty(object).members() {
            match member {
                Type::Instance(of) => {
                    found.extend(classes.chain(of.key()).into_iter().filter(is_foreign));
                }
                Type::Any => found.extend(self.foreign),
                _other => {}
            }
        }
        found
    }

    fn store(&mut self, place: &Place, ty: &Type) {
        match &place.kind {
            PlaceKind::Attr { object, name } => {
                for found in self.stored_into(object) {
                    let Some(known) = self.known.attribute(found, name) else { continue };
                    if !fits(&known, ty) {
                        self.report(place.span, found, name, &known);
                        return;
                    }
                }
            }
            PlaceKind::Unpack { before, star, after } => {
                for (at, part) in before.iter().enumerate() {
                    self.store(part, &ty.part(at));
                }
                for part in star.as_deref().into_iter().chain(after) {
                    self.store(part, &Type::Any);
                }
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Var(_)
            | PlaceKind::Symbol(_)
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. } => {}
        }
    }

    /// The methods and properties that take the place of those of another module's class.
    fn overrides(&mut self, class: &'p Class) {
        let Some(of) = &class.of else { return };
        let above = self.known.classes.chain(of.key()).into_iter().skip(1);
        let foreign: Vec<Found> =
            above.filter(|it| !self.known.imports.are_one(it.module.id, self.module.id)).collect();
        for member in &class.members {
            let (MemberKind::Method(func) | MemberKind::Getter(func) | MemberKind::Cached(func)) =
                &member.kind
            else {
                continue;
            };
            let given = self.known.types.module(self.module.id).returns(*func);
            for found in &foreign {
                let known = match self.known.result(*found, &member.name) {
                    Some(known) => Some(known),
                    None => self.known.attribute(*found, &member.name),
                };
                if let Some(known) = known.filter(|known| !fits(known, given)) {
                    self.report(member.span, *found, &member.name, &known);
                    break;
                }
            }
        }
    }

    fn report(&mut self, span: Span, found: Found<'p>, name: &Name, known: &Type) {
        let own = self.known.classes.own_member(found, name);
        let is_method = own.is_some_and(|it| it.kind.func().is_some());
        let class = &found.class.name;
        let message = match is_method {
            true => format!("`{class}` is compiled for a `{name}` that gives {known}"),
            false => format!("`{class}` is compiled for a `{name}` that holds {known}"),
        };
        let help = match is_method {
            true => format!("say in `{class}` what it may give, such as `def {name}(...) -> Any`"),
            false => format!("say in `{class}` what it may hold, such as `{name}: Any`"),
        };
        let at = found.class.name_span;
        self.sink
            .push(Diagnostic::new(Code::PSC213, span, message).label(at, "its class").help(help));
    }
}

/// Whether a value of the type is nothing new where that is known.
fn fits(known: &Type, ty: &Type) -> bool {
    open(ops::settle(known.clone().join(ty.clone()))) == *known
}

impl<'p> Visitor<'p> for Look<'p, '_> {
    fn module(&self) -> &'p Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'p Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place, value } => {
                let ty = self.ty(value).clone();
                self.store(place, &ty);
            }
            StmtKind::For { place, iter, .. } => {
                let ty = self.ty(iter).item();
                self.store(place, &ty);
            }
            StmtKind::AugAssign { place, .. } | StmtKind::With { place: Some(place), .. } => {
                let types = self.known.types.module(self.module.id);
                let ty = types.updated(place.span).cloned().unwrap_or(Type::Any);
                self.store(place, &ty);
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'p Expr) {
        if let ExprKind::Class(class) = &expr.kind {
            self.overrides(class);
        }
        walk::walk_expr(self, expr);
    }
}
