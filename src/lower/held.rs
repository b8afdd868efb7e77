//! Variables that hold an instance of one class and nothing else.
//!
//! ```text
//! a = Account(3)                  `a` is bound nowhere else
//! def show(a: Account): ...       or is a parameter of that type
//! a.ballance                      PSC404: did you mean `balance`?
//! a.add(1, 2)                     PSC401: `add` takes one argument
//! ```
//!
//! An attribute that code outside of the class stores is no mistake, and where it is stored may come later: so
//! what is missing is reported when the module is lowered.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{Name, closest};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Expr, ExprKind, Py, VarId};
use crate::lower::builtin_base::leaves;
use crate::lower::context::Lowering;
use crate::lower::family::{Family, MemberOf, Root};
use crate::lower::instances::sets_by_name;
use crate::resolve::scope::Scopes;
use crate::resolve::{Item, ItemId};
use crate::syntax::ast;
use crate::tables::js_members::is_of_objects;

/// Of one module.
#[derive(Default)]
pub(super) struct Held {
    classes: FxHashMap<VarId, ItemId>,
    /// Attributes that are stored into whatever object.
    stored: FxHashSet<Name>,
    missing: Vec<Missing>,
}

struct Missing {
    owner: Name,
    attr: ast::Ident,
    /// What there is.
    names: Vec<Name>,
}

impl Held {
    pub fn stores(&mut self, name: &Name) {
        self.stored.insert(name.clone());
    }

    /// Reports what no code gives.
    pub fn report(self, sink: &mut Sink) {
        let missing = self.missing.into_iter();
        for Missing { owner, attr, names } in
            missing.filter(|it| !self.stored.contains(&it.attr.name))
        {
            let message = format!("`{owner}` has no attribute `{}`", attr.name);
            let help = match closest(&attr.name, names.iter().map(|name| &**name)) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "give it a value in `__init__` or in the body of the class".to_owned(),
            };
            sink.push(Diagnostic::new(Code::PSC404, attr.span, message).help(help));
        }
    }
}

impl<'a> Lowering<'a> {
    /// Notes that the variable of that name is given an instance: of the class that is called, or that annotates it.
    pub fn holds_instance(&mut self, name: &Name, class: &ast::Expr) {
        let Some(item) = self.class_named(class) else { return };
        let Some(var) = self.local_var(name) else { return };
        if self.builder.module.var(var).is_some_and(|row| row.writes == 1) {
            self.builder.held.classes.insert(var, item.id);
        }
    }

    /// The same of `name = Class(...)` and `a, b = Class(1), Class(2)`.
    pub fn holds_made(&mut self, target: &ast::Expr, value: &ast::Expr) {
        match (&target.kind, &value.kind) {
            (ast::ExprKind::Name(name), ast::ExprKind::Call { func, .. }) => {
                self.holds_instance(name, func);
            }
            (ast::ExprKind::Tuple(targets), ast::ExprKind::Tuple(values)) => {
                let is_starred = |it: &ast::Expr| matches!(it.kind, ast::ExprKind::Starred(_));
                if targets.len() == values.len() && !targets.iter().chain(values).any(is_starred) {
                    let pairs = targets.iter().zip(values);
                    pairs.for_each(|(target, value)| self.holds_made(target, value));
                }
            }
            _other => {}
        }
    }

    /// The class whose instance the expression is for certain.
    fn held_class(&self, object: &Expr) -> Option<&'a Item> {
        match &object.kind {
            ExprKind::Var(var) => {
                let id = self.builder.held.classes.get(var)?;
                self.program.items.get(id.index())
            }
            _made => self.made_class(object),
        }
    }

    /// The same as its id.
    pub fn class_held(&self, object: &Expr) -> Option<ItemId> {
        self.held_class(object).map(|item| item.id)
    }

    /// The class that the expression makes an instance of.
    fn made_class(&self, object: &Expr) -> Option<&'a Item> {
        let ExprKind::Py(Py::New { class, .. }) = &object.kind else { return None };
        self.item_of_class(class)
    }

    /// The variable that the expression names, where it holds an instance.
    pub fn held_variable(&mut self, value: &ast::Expr) -> Option<Expr> {
        let ast::ExprKind::Name(name) = &value.kind else { return None };
        let var = self.local_var(name)?;
        let is_held = self.builder.held.classes.contains_key(&var);
        is_held.then(|| self.var_expr(value.span, var))
    }

    /// The member of that name which the object has by its class.
    pub fn held_member(&mut self, value: &ast::Expr, name: &str) -> Option<MemberOf<'a>> {
        let object = self.held_variable(value)?;
        self.member_of_held(&object, name)
    }

    /// The member that an object has which the expression makes: `Point(1).moved(by=2)`.
    pub fn made_member(&self, value: &ast::Expr, name: &str) -> Option<MemberOf<'a>> {
        let ast::ExprKind::Call { func, .. } = &value.kind else { return None };
        let family = Family::of(self.program, self.class_named(func)?)?;
        if family.root == Root::Object { family.find(name) } else { None }
    }

    /// The same of what is lowered.
    pub fn member_of_held(&self, object: &Expr, name: &str) -> Option<MemberOf<'a>> {
        Family::of(self.program, self.held_class(object)?)?.find(name)
    }

    /// Whether the object is of a known class that has no such attribute, nor any that derives from it; then that is
    /// noted.
    pub fn notes_missing(&mut self, object: &Expr, attr: &ast::Ident) -> bool {
        let Some(item) = self.held_class(object) else { return false };
        let names = self.sight.names_of(item.id);
        let is_object = Family::of(self.program, item).is_some_and(|it| it.root == Root::Object);
        // `__getattr__` is asked for it, though JavaScript has it.
        if names.contains("__getattr__") && is_of_objects(&attr.name) {
            return !names.contains(&attr.name);
        }
        let is_known = names.contains(&attr.name) || names.contains("__getattr__");
        if !is_object || is_known || attr.name.starts_with("__") {
            return false;
        }
        let family = Family::of(self.program, item);
        let mut classes = family.iter().flat_map(|family| &family.classes);
        if classes.any(|(_, def)| sets_by_name(&Scopes::of_class(def, &mut Sink::new()))) {
            return true;
        }
        let mut names: Vec<Name> = names.iter().cloned().collect();
        names.sort();
        let missing = Missing { owner: item.name.clone(), attr: attr.clone(), names };
        self.builder.held.missing.push(missing);
        true
    }

    /// Whether the object is of a class that derives from a builtin type, and neither gives it such an attribute.
    pub fn lacks_of_builtin(&self, object: &Expr, name: &str) -> bool {
        let Some(item) = self.held_class(object) else { return false };
        let root = Family::of(self.program, item).map(|family| family.root);
        matches!(root, Some(Root::Builtin(base)) if leaves(base, name))
            && !self.sight.names_of(item.id).contains(name)
    }

    /// `obj[0]` of a class without `__getitem__`.
    pub fn refuses_subscript(&mut self, object: &Expr) -> bool {
        let Some(item) = self.held_class(object) else { return false };
        let is_object = Family::of(self.program, item).is_some_and(|it| it.root == Root::Object);
        if !is_object || self.sight.names_of(item.id).contains("__getitem__") {
            return false;
        }
        let message = format!("`{}` has no `__getitem__`", item.name);
        let help = "give the class a `__getitem__`, or read an attribute";
        self.refuse(Code::PSC404, object.span, &message, help);
        true
    }
}
