//! Classes wherever they are defined, and how each is named from elsewhere.
//!
//! ```text
//! class Point: ...            at the top of a module        the symbol `Point`
//! def make():
//!     class Point: ...        in a function                 its variable `Point`
//! class Card:
//!     class Part: ...         in a class                    `Card.Part`
//! if big:
//!     class Point: ...        one of several that are       the variable holds a callable form, as of any class that
//! else:                       bound to the name             is a value
//!     class Point: ...
//! ```
//!
//! What a class is, its item says, whatever holds it (`resolve::nested`). What runs while it is made names it by
//! itself (`ExprKind::OwnClass`): no variable holds it yet.

use crate::base::Span;
use crate::ir::{self, Expr, ExprKind, Member, MemberKind, Py, Stmt, StmtKind, VarId};
use crate::lower::context::Lowering;
use crate::lower::family::{Family, Root};
use crate::lower::instances::raw;
use crate::resolve::scope::{Lookup, ScopeKind};
use crate::resolve::{Binding, Item, ItemId, ItemKind, is_member, stays_class};
use crate::syntax::ast;

impl<'a> Lowering<'a> {
    /// `class` in a function, or in a block of one.
    pub fn nested_class(&mut self, def: &ast::ClassDef, span: Span, out: &mut Vec<Stmt>) {
        if self.is_type_class(def) {
            return;
        }
        let value = self.nested_value(def);
        out.append(&mut self.before);
        let Some(value) = value else {
            out.push(Stmt { span, kind: StmtKind::Error });
            return;
        };
        let kind = self.name_place(def.name.span, &def.name.name);
        let place = ir::Place { span: def.name.span, kind };
        out.push(Stmt { span, kind: StmtKind::Assign { place, value } });
    }

    /// `class` in the body of a class.
    pub fn class_in_class(&mut self, def: &ast::ClassDef) -> Option<Member> {
        if self.is_type_class(def) {
            return None;
        }
        let value = self.nested_value(def)?;
        let name = self.mangled(&def.name.name);
        if let Some(class) = &mut self.class {
            class.attributes.push(name.clone());
        }
        Some(Member { name, span: def.name.span, kind: MemberKind::Attribute(value) })
    }

    fn is_type_class(&self, def: &ast::ClassDef) -> bool {
        let item = self.nested_item(def.name.span);
        item.is_some_and(|item| matches!(item.kind, ItemKind::TypeClass(_)))
    }

    /// The class, or what its decorators make of it.
    fn nested_value(&mut self, def: &ast::ClassDef) -> Option<Expr> {
        let item = self.nested_item(def.name.span)?;
        let ItemKind::Class(def) = &item.kind else { return None };
        let outer_item = std::mem::replace(&mut self.item, item);
        let outer_scope = self.scope;
        let receiver = self.receiver.take();
        let class = self.class.take();
        let (value, below) = self.class_of(def, class);
        self.class = below;
        self.receiver = receiver;
        self.scope = outer_scope;
        let made = value.map(|value| match self.held_by(item).is_some() || self.is_member(item) {
            true => value,
            false => {
                let class = self.callable_class(def.name.span, value);
                self.made_into(def, class)
            }
        });
        self.item = outer_item;
        made
    }

    pub fn nested_item(&self, name: Span) -> Option<&'a Item> {
        let id = self.program.nested.get(&name)?;
        self.program.items.get(id.index())
    }

    /// The variable that holds the class and nothing else.
    pub fn held_by(&self, item: &Item) -> Option<VarId> {
        self.class_vars.get(&item.id).copied()
    }

    /// Notes that the variable is given the class whose name stands there, and nothing else.
    pub fn note_class_var(&mut self, name: Span, var: VarId) {
        let Some(item) = self.nested_item(name) else { return };
        let ItemKind::Class(def) = &item.kind else { return };
        if !stays_class(&self.program.items, item, def) {
            return;
        }
        self.class_vars.insert(item.id, var);
        self.builder.module.classes.insert(var, item.key.clone());
    }

    fn is_member(&self, item: &Item) -> bool {
        is_member(&self.program.items, item)
    }

    /// The class itself, where it is known by its name.
    pub fn class_value(&mut self, span: Span, id: ItemId) -> Expr {
        let Some(item) = self.program.items.get(id.index()) else { return self.error(span) };
        let Some(within) = item.within else {
            return match self.item_symbol(id) {
                Some(symbol) => self.expr(span, ExprKind::Symbol(symbol)),
                None => self.error(span),
            };
        };
        if let Some(var) = self.held_by(item) {
            return self.var_expr(span, var);
        }
        if self.is_member(item) {
            let object = match self.class.as_ref().filter(|class| class.item == within) {
                Some(class) if class.depth == self.funcs.len() => self.own_class(span),
                _later => self.class_value(span, within),
            };
            return self.py(span, Py::Attr(Box::new(object), item.name.clone()));
        }
        if self.class.as_ref().is_some_and(|class| class.item == id) {
            return self.own_class(span);
        }
        // Only names that mean one class lead here.
        self.error(span)
    }

    /// `self.Part(1)`: the class in the class of the object, where no class that derives from it has another one.
    pub fn construct_own(
        &mut self,
        span: Span,
        at: Span,
        value: &ast::Expr,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Option<Expr> {
        self.receiver_kind(value)?;
        let own = self.class.as_ref()?.item;
        let named = |family: &Family<'a>| {
            let inner = |id: ItemId| {
                let of_class = self
                    .program
                    .nested
                    .values()
                    .filter_map(|id| self.program.items.get(id.index()));
                let mut found = of_class.filter(|item| item.within == Some(id));
                found.find(|item| item.name == attr.name && self.is_member(item))
            };
            family.classes.iter().find_map(|(item, _)| inner(item.id)).map(|item| item.id)
        };
        let mut related = self.sight.related(own).map(|family| named(&family));
        let first = related.next()??;
        if related.any(|other| other != Some(first)) {
            return None;
        }
        let item = self.program.items.get(first.index())?;
        let family = Family::of(self.program, item)?;
        if !matches!(family.root, Root::Object | Root::Exception(_)) || family.lacks().is_some() {
            return None;
        }
        let object = self.raw_class(value);
        let class = self.py(at, Py::Attr(Box::new(object), attr.name.clone()));
        Some(self.construct_as(span, item, &family, class, args))
    }

    /// The class that is made, or whose method it is, in its own code.
    pub fn own_class(&mut self, span: Span) -> Expr {
        if let Some(symbol) = self.builder.own.get(&self.item.id).copied() {
            return self.expr(span, ExprKind::Symbol(symbol));
        }
        if let Some(class) = &mut self.class {
            class.names_itself = true;
        }
        self.expr(span, ExprKind::OwnClass)
    }

    /// The item of the class that a lowered expression names.
    pub fn item_of_class(&self, class: &Expr) -> Option<&'a Item> {
        let id = match &class.kind {
            ExprKind::Symbol(symbol) => {
                let mut known = self.builder.own.iter().chain(&self.builder.foreign);
                known.find(|(_, known)| *known == symbol).map(|(id, _)| *id)
            }
            ExprKind::Var(var) => {
                self.class_vars.iter().find(|(_, held)| *held == var).map(|(id, _)| *id)
            }
            _other => None,
        };
        let item = self.program.items.get(id?.index())?;
        matches!(item.kind, ItemKind::Class(_)).then_some(item)
    }

    /// Whether the variable holds one class of the program, which a use of it as a value makes callable.
    pub fn class_as_value(&mut self, span: Span, var: VarId) -> Option<Expr> {
        self.builder.module.classes.contains_key(&var).then(|| {
            let class = self.var_expr(span, var);
            self.callable_class(span, class)
        })
    }

    /// Whether the name means a class of a function that only types see.
    pub fn is_local_type(&self, name: Span) -> bool {
        let Some(Binding::Item(id)) = self.binding(name) else { return false };
        let item = self.program.items.get(id.index());
        item.is_some_and(|it| it.within.is_some() && matches!(it.kind, ItemKind::TypeClass(_)))
    }

    /// Whether the name is one of the body of the class, read where the body runs.
    pub fn is_of_class_body(&self, name: &str) -> bool {
        let Some(scope) = self.scope else { return false };
        let Lookup::Local(owner, _) = self.scopes.lookup(scope, name) else { return false };
        self.scopes.get(owner).is_some_and(|owner| owner.kind == ScopeKind::Class)
    }

    /// Whether what is lowered runs when a class is made, also where that stands in a function: nobody may return from there,
    /// or wait (CPython's reference, 8.8 and 6.2.9).
    pub fn runs_in_class_body(&self) -> bool {
        let mut scope = self.scope.and_then(|scope| self.scopes.get(scope));
        while let Some(at) = scope {
            match at.kind {
                ScopeKind::Class => return true,
                ScopeKind::Comprehension | ScopeKind::Generator => {
                    scope = at.parent.and_then(|parent| self.scopes.get(parent))
                }
                ScopeKind::Module | ScopeKind::Function | ScopeKind::Lambda => return false,
            }
        }
        false
    }

    /// Whether `await` and its like may stand here.
    pub fn may_await(&self) -> bool {
        self.func().is_some_and(|func| func.is_async) && !self.runs_in_class_body()
    }

    /// The class itself where the expression is one that is known.
    pub fn raw_class(&mut self, value: &ast::Expr) -> Expr {
        let lowered = self.lower(value);
        raw(lowered)
    }
}
