//! Classes that stand in functions and in other classes: items of their own, which share the scopes and the
//! meanings of the definition around them.
//!
//! ```text
//! def make(n):
//!     class Point:              the item `make.<locals>.Point`, within `make`
//!         class Part: ...       the item `make.<locals>.Point.Part`, within the one above
//!     return Point(n)           `Point` means the item: nothing else is ever bound to it
//! ```
//!
//! A name means the class where one `class` statement binds it and nothing else does. Any other name is a variable
//! that holds a class, as it would hold any value.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::scope::{self, LocalKind, Lookup, Use};
use super::{Binding, Item, ItemId, ItemKind};
use crate::base::{Name, Span};
use crate::ir::ModuleId;
use crate::syntax::ast::{self, ArgKind, ExprKind, StmtKind};

/// Adds the classes within the items, by the spans of their names.
pub(super) fn add(items: &mut Vec<Item>) -> FxHashMap<Span, ItemId> {
    let mut found = FxHashMap::default();
    let mut keys: FxHashSet<(ModuleId, Name)> = FxHashSet::default();
    let mut made = Vec::new();
    for item in items.iter() {
        let mut look = Look { item, first: items.len(), made: &mut made, keys: &mut keys };
        let (body, is_function) = match &item.kind {
            ItemKind::Function { def, .. } => (&def.body, true),
            ItemKind::Class(def) => (&def.body, false),
            ItemKind::Constant { .. } | ItemKind::TypeClass(_) | ItemKind::TypeAlias(_) => continue,
        };
        let path = inner_path(&item.name, is_function);
        look.block(body, &path, item.id);
    }
    found.extend(made.iter().map(|item| (item.name_span, item.id)));
    items.extend(made);
    if !found.is_empty() {
        mean(items, &found);
    }
    found
}

fn inner_path(name: &str, is_function: bool) -> String {
    if is_function { format!("{name}.<locals>.") } else { format!("{name}.") }
}

struct Look<'a> {
    item: &'a Item,
    /// The id of the first that is made.
    first: usize,
    made: &'a mut Vec<Item>,
    keys: &'a mut FxHashSet<(ModuleId, Name)>,
}

impl Look<'_> {
    fn block(&mut self, stmts: &[ast::Stmt], path: &str, within: ItemId) {
        for stmt in stmts {
            match &stmt.kind {
                StmtKind::Class(def) => self.class(def, stmt.span, path, within),
                StmtKind::Function(def) => {
                    let path = format!("{path}{}", def.name.name);
                    self.block(&def.body, &inner_path(&path, true), within);
                }
                _other => scope::for_each_block(stmt, &mut |block| self.block(block, path, within)),
            }
        }
    }

    fn class(&mut self, def: &ast::ClassDef, span: Span, path: &str, within: ItemId) {
        let qualname = format!("{path}{}", def.name.name);
        let numbered = (2..).map(|count| format!("{qualname}#{count}"));
        let mut keys = std::iter::once(qualname.clone()).chain(numbered).map(Name::from);
        let module = self.item.module;
        let Some(key) = keys.find(|key| self.keys.insert((module, key.clone()))) else { return };
        let id = ItemId((self.first + self.made.len()) as u32);
        let kind = match is_type(self.item, def) {
            true => ItemKind::TypeClass(def.clone()),
            false => ItemKind::Class(def.clone()),
        };
        self.made.push(Item {
            id,
            module,
            name: def.name.name.clone(),
            key,
            within: Some(within),
            span,
            name_span: def.name.span,
            kind,
            is_asked: false,
            refs: self.item.refs.clone(),
            scopes: self.item.scopes.clone(),
        });
        self.block(&def.body, &inner_path(&qualname, false), id);
    }
}

/// Whether the class exists for types only.
fn is_type(item: &Item, def: &ast::ClassDef) -> bool {
    let bases = def.bases.iter().filter(|base| base.kind == ArgKind::Positional);
    bases.into_iter().any(|base| {
        let named = match &base.value.kind {
            ExprKind::Subscript { value, .. } => &**value,
            _plain => &base.value,
        };
        match item.refs.get(&named.span) {
            Some(Binding::TypeOnly(name) | Binding::PyMember { name, .. }) => {
                super::definitions::is_type_base(name)
            }
            _other => false,
        }
    })
}

/// Gives the names of such classes their meaning, wherever they stand: `Point`, `Outer.Inner`.
fn mean(items: &mut [Item], nested: &FxHashMap<Span, ItemId>) {
    let members = members(items);
    let mut meanings: Vec<(ItemId, FxHashMap<Span, Binding>)> = Vec::new();
    for item in items.iter().filter(|item| item.within.is_none()) {
        let mut found = FxHashMap::default();
        for used in item.scopes.uses() {
            let own = class_of_local(items, item, used, nested);
            if let Some(id) = own {
                found.insert(used.span, Binding::Item(id));
            }
            // The part of the chain that has a meaning, and what comes behind it.
            let known = |span: &Span| match item.refs.get(span) {
                Some(Binding::Item(id)) => Some(*id),
                _other => None,
            };
            let mut at = own.or_else(|| known(&used.span));
            for link in &used.chain {
                at = match at.and_then(|id| members.get(&(id, &*link.attr.name))) {
                    Some(inner) => {
                        found.insert(link.span, Binding::Item(*inner));
                        Some(*inner)
                    }
                    None => known(&link.span),
                };
            }
        }
        if !found.is_empty() {
            meanings.push((item.id, found));
        }
    }
    let mut shared: FxHashMap<ItemId, Arc<FxHashMap<Span, Binding>>> = FxHashMap::default();
    for (id, found) in meanings {
        let Some(item) = items.get_mut(id.index()) else { continue };
        Arc::make_mut(&mut item.refs).extend(found);
        shared.insert(id, item.refs.clone());
    }
    for at in 0..items.len() {
        let mut root = items.get(at).and_then(|item| item.within);
        while let Some(above) = root.and_then(|id| items.get(id.index())).and_then(|it| it.within) {
            root = Some(above);
        }
        if let Some(refs) = root.and_then(|id| shared.get(&id))
            && let Some(item) = items.get_mut(at)
        {
            item.refs = refs.clone();
        }
    }
}

/// By class and name the classes that stand in it, where nothing else is bound to the name.
fn members(items: &[Item]) -> FxHashMap<(ItemId, &str), ItemId> {
    let mut found = FxHashMap::default();
    for item in items {
        let Some(within) = item.within.and_then(|id| items.get(id.index())) else { continue };
        let (ItemKind::Class(def) | ItemKind::TypeClass(def)) = &within.kind else { continue };
        let scope = within.scopes.scope_at(def.name.span).and_then(|id| within.scopes.get(id));
        let local = scope.and_then(|scope| scope.locals.get(scope.local(&item.name)?));
        let (ItemKind::Class(own) | ItemKind::TypeClass(own)) = &item.kind else { continue };
        let is_once = local.is_some_and(|it| it.span == item.name_span && it.writes == 1);
        if is_once && stays_class(items, item, own) {
            found.insert((within.id, &*item.name), item.id);
        }
    }
    found
}

/// The class that the use means, where a local of the definition is one.
fn class_of_local(
    items: &[Item],
    item: &Item,
    used: &Use,
    nested: &FxHashMap<Span, ItemId>,
) -> Option<ItemId> {
    let Lookup::Local(owner, index) = used.target else { return None };
    let local = item.scopes.local(owner, index)?;
    let is_class = local.kind == LocalKind::Class && local.writes == 1 && !local.is_shared;
    let id = nested.get(&local.span).copied().filter(|_| is_class)?;
    let (ItemKind::Class(def) | ItemKind::TypeClass(def)) = &items.get(id.index())?.kind else {
        return None;
    };
    stays_class(items, item, def).then_some(id)
}

/// Whether all decorators of the class are known by their definitions; what another one gives is whatever it is.
pub fn stays_class(items: &[Item], item: &Item, def: &ast::ClassDef) -> bool {
    def.decorators.iter().all(|decorator| {
        let named = called(decorator);
        item.refs.contains_key(&named.span) || local_function(items, item, named).is_some()
    })
}

/// Whether the class is an attribute of the one around it, which nothing else is bound to.
pub fn is_member(items: &[Item], item: &Item) -> bool {
    let scope = item.within.and_then(|id| {
        let ItemKind::Class(around) = &items.get(id.index())?.kind else { return None };
        item.scopes.get(item.scopes.scope_at(around.name.span)?)
    });
    let local = scope.and_then(|scope| scope.locals.get(scope.local(&item.name)?));
    local.is_some_and(|local| local.span == item.name_span && local.writes == 1)
        && matches!(&item.kind, ItemKind::Class(def) if stays_class(items, item, def))
}

/// What a decorator calls, or is.
pub fn called(decorator: &ast::Expr) -> &ast::Expr {
    match &decorator.kind {
        ExprKind::Call { func, .. } => func,
        _plain => decorator,
    }
}

/// The function of the definition that the expression names, where nothing else is bound to the name.
pub fn local_function<'a>(
    items: &'a [Item],
    item: &'a Item,
    expr: &ast::Expr,
) -> Option<&'a ast::FunctionDef> {
    let used = item.scopes.uses().iter().find(|used| used.span == expr.span)?;
    let Lookup::Local(owner, index) = used.target else { return None };
    let local = item.scopes.local(owner, index)?;
    if local.kind != LocalKind::Function || local.writes != 1 || local.is_shared {
        return None;
    }
    let mut root = item;
    while let Some(around) = root.within.and_then(|id| items.get(id.index())) {
        root = around;
    }
    match &root.kind {
        ItemKind::Function { def, .. } => function_at(&def.body, local.span),
        ItemKind::Class(def) => function_at(&def.body, local.span),
        ItemKind::Constant { .. } | ItemKind::TypeClass(_) | ItemKind::TypeAlias(_) => None,
    }
}

/// The function whose name stands there.
fn function_at(stmts: &[ast::Stmt], name: Span) -> Option<&ast::FunctionDef> {
    let around = stmts.iter().find(|stmt| stmt.span.contains(name))?;
    match &around.kind {
        StmtKind::Function(def) if def.name.span == name => Some(def),
        StmtKind::Function(def) => function_at(&def.body, name),
        StmtKind::Class(def) => function_at(&def.body, name),
        _other => scope::blocks(around).into_iter().find_map(|block| function_at(block, name)),
    }
}
