//! The types that a class declares for the attributes of its instances.
//!
//! ```text
//! class Cart:
//!     owner: str                          owner: str
//!     def __init__(self):
//!         self.items: list[Item] = []     items: list[Item]
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::ir::Type;
use crate::lower::annotation::is_special;
use crate::lower::context::Lowering;
use crate::lower::family::receiver;
use crate::resolve::scope::blocks;
use crate::syntax::ast::{self, ExprKind, StmtKind};

impl Lowering<'_> {
    pub(super) fn declared(&self, def: &ast::ClassDef) -> FxHashMap<Name, Type> {
        let mut found = FxHashMap::default();
        for stmt in &def.body {
            match &stmt.kind {
                StmtKind::AnnAssign { target, annotation, .. } => {
                    if let ExprKind::Name(name) = &target.kind
                        && !is_special(self.item, annotation, "InitVar")
                    {
                        self.declare(name, annotation, &mut found);
                    }
                }
                StmtKind::Function(def) => {
                    if let Some(receiver) = receiver(def) {
                        for stmt in &def.body {
                            self.declared_in(&receiver.name.name, stmt, &mut found);
                        }
                    }
                }
                _other => {}
            }
        }
        found
    }

    /// What every instance has, and what the methods of the class itself store.
    pub(super) fn attributes_of(&self, def: &ast::ClassDef) -> (FxHashSet<Name>, FxHashSet<Name>) {
        let is_private = |name: &Name| name.starts_with("__") && !name.ends_with("__");
        let sure = self.class.as_ref().map(|class| class.family.sure()).unwrap_or_default();
        // Which class a private name belongs to, its text does not tell.
        let sure = sure.into_iter().filter(|name| !is_private(name)).collect();
        let mut stored = Vec::new();
        for stmt in &def.body {
            if let StmtKind::Function(def) = &stmt.kind
                && let Some(receiver) = receiver(def)
            {
                super::stores::stored(&receiver.name.name, &def.body, &mut stored);
            }
        }
        (sure, stored.iter().map(|name| self.mangled(name)).collect())
    }

    /// The attributes that are given annotated parameters of `__init__`, and those that are given `None`, where the class
    /// stores nothing else there.
    pub(super) fn given(&self, def: &ast::ClassDef) -> (FxHashSet<Name>, FxHashSet<Name>) {
        let functions = def.body.iter().filter_map(|stmt| match &stmt.kind {
            StmtKind::Function(def) => Some(def),
            _other => None,
        });
        let mut stores: FxHashMap<&Name, (bool, bool)> = FxHashMap::default();
        for function in functions {
            let Some(receiver) = receiver(function) else { continue };
            let is_init = &*function.name.name == "__init__";
            for store in super::stores::stores(&receiver.name.name, &function.body) {
                let given = function.body.iter().find_map(|stmt| value_for(stmt, &store));
                let is_told = is_init && given.is_some_and(|value| self.is_told(function, value));
                let is_none = given.is_some_and(|value| {
                    matches!(value.kind, ExprKind::Constant(ast::Constant::None))
                });
                let (told, empty) = stores.entry(store.name).or_insert((true, true));
                *told &= is_told;
                *empty &= is_none;
            }
        }
        let (mut told, mut empty) = (FxHashSet::default(), FxHashSet::default());
        for (name, (is_told, is_empty)) in stores {
            told.extend(is_told.then(|| self.mangled(name)));
            empty.extend(is_empty.then(|| self.mangled(name)));
        }
        (told, empty)
    }

    /// Whether the value is a parameter with an annotation, which nothing binds anew.
    fn is_told(&self, def: &ast::FunctionDef, value: &ast::Expr) -> bool {
        let ExprKind::Name(name) = &value.kind else { return false };
        let mut params = crate::lower::func::all_params(&def.params).map(|(param, _)| param);
        let param = params.find(|param| param.name.name == *name);
        param.is_some_and(|param| {
            param.annotation.as_ref().is_some_and(|it| !matches!(self.annotation(it), Type::Any))
        })
    }

    fn declared_in(&self, receiver: &str, stmt: &ast::Stmt, found: &mut FxHashMap<Name, Type>) {
        if let StmtKind::AnnAssign { target, annotation, .. } = &stmt.kind
            && let ExprKind::Attribute { value, attr } = &target.kind
            && matches!(&value.kind, ExprKind::Name(name) if &**name == receiver)
        {
            self.declare(&attr.name, annotation, found);
        }
        for block in blocks(stmt) {
            block.iter().for_each(|stmt| self.declared_in(receiver, stmt, found));
        }
    }

    fn declare(&self, name: &Name, annotation: &ast::Expr, found: &mut FxHashMap<Name, Type>) {
        found.insert(self.mangled(name), self.annotation(annotation));
    }
}

/// The value that the statement stores there, where it is the store.
fn value_for<'s>(stmt: &'s ast::Stmt, store: &super::stores::Store) -> Option<&'s ast::Expr> {
    match &stmt.kind {
        StmtKind::Assign { targets, value } => {
            targets.iter().any(|it| it.span == store.span).then_some(value)
        }
        _other => None,
    }
}
