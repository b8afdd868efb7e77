//! What the types of instances are: one for each class of the program, made before anything is lowered.
//!
//! ```text
//! p: Point            Point, or a class that derives from it
//! x: Drawable         nothing is known: whatever has the methods of a `Protocol` passes for it
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{ClassKey, EnumKind, Instance, Kind, ModuleId};
use crate::lower::family::{Family, Root};
use crate::resolve::{self, Binding, Item, ItemId, ItemKind};
use crate::syntax::ast;

pub(super) type Kinds = FxHashMap<ItemId, Instance>;

pub(super) fn kinds(program: &resolve::Program) -> Kinds {
    let classes = program.items.iter().filter(|item| matches!(item.kind, ItemKind::Class(_)));
    let families: Vec<Family> = classes.filter_map(|item| Family::of(program, item)).collect();
    if families.is_empty() {
        return Kinds::default();
    }
    let open = imported(program);
    // Whoever is above a class that asks may be asked.
    let mut asking: FxHashSet<ItemId> = FxHashSet::default();
    for family in &families {
        let asks = |name| family.own_members().iter().any(|it| &**it.name == name);
        if asks("__bool__") || asks("__len__") {
            asking.extend(family.classes.iter().map(|(item, _)| item.id));
        }
    }
    let mut kinds = Kinds::default();
    for family in &families {
        let Some((item, _)) = family.classes.first() else { continue };
        if is_protocol(family) || matches!(family.root, Root::Builtin(_)) {
            continue;
        }
        let is_open = open.contains(&item.module);
        let asks_truth =
            is_open || family.classes.iter().any(|(item, _)| asking.contains(&item.id));
        let above = family.classes.iter().skip(1).map(|(item, _)| key(item)).collect();
        let is_exception = matches!(family.root, Root::Exception(_));
        let members = match family.root {
            Root::Enum(members) => Some(members.kind),
            Root::Object
            | Root::Exception(_)
            | Root::Builtin(_)
            | Root::NamedTuple
            | Root::Refused(_) => None,
        };
        let asks_truth = match family.root {
            Root::Enum(members) if members.kind == EnumKind::Plain => asks_truth && !is_open,
            Root::Enum(_) | Root::NamedTuple => true,
            Root::Object | Root::Exception(_) | Root::Builtin(_) | Root::Refused(_) => asks_truth,
        };
        let is_itself = members == Some(EnumKind::Plain) && family.find("__eq__").is_none();
        let kind = Kind {
            key: key(item),
            above,
            asks_truth,
            is_exception,
            members,
            is_itself,
            is_mixed: family.is_mixed(),
            is_open,
        };
        kinds.insert(item.id, Instance::new(kind));
    }
    kinds
}

/// The modules that others import, also ones that are not here.
fn imported(program: &resolve::Program) -> FxHashSet<ModuleId> {
    let mut found = FxHashSet::default();
    for item in &program.items {
        if item.is_asked {
            found.insert(item.module);
        }
        for binding in item.refs.values() {
            let Binding::Item(id) = binding else { continue };
            let other = program.items.get(id.index()).map(|it| it.module);
            found.extend(other.filter(|other| *other != item.module));
        }
    }
    found
}

fn key(item: &Item) -> ClassKey {
    ClassKey { module: item.module, name: item.key.clone() }
}

/// Whether values of other classes pass for its instances.
fn is_protocol(family: &Family) -> bool {
    let is_named = |item: &Item, base: &ast::Expr| match &base.kind {
        ast::ExprKind::Subscript { value, .. } => item.refs.get(&value.span).cloned(),
        _plain => item.refs.get(&base.span).cloned(),
    };
    family.classes.first().is_some_and(|(item, def)| {
        def.bases.iter().any(|base| {
            matches!(is_named(item, &base.value), Some(Binding::TypeOnly(name)) if name.ends_with("Protocol"))
        })
    })
}
