//! Displays with literal keys that get other keys from somebody else.
//!
//! ```text
//! def put(target, key, value): target[key] = value
//! d = {"total": 0}; put(d, 1, "one")      d is a `Dict`
//! d = {"total": 0}; d.update(pairs)       the same, unless the keys of `pairs` are str
//! ```
//!
//! Stores through the name of the display were seen when it was lowered. What neither sees, a store by
//! code nobody knows, raises `TypeError` at run time and names the fix.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::walk::{self, Visitor};
use crate::ir::{Arg, BinaryOp, Expr, ExprId, ExprKind, Module, ModuleId, Py, Type};
use crate::tables::signature::ParamKind;
use crate::types::alias::{Aliases, Source, Store};
use crate::types::fixpoint::GroupSlots;
use crate::types::ops;

/// The displays of some modules that are no records.
pub(super) type Widened = FxHashMap<ModuleId, FxHashSet<ExprId>>;

/// `known` are those found by what was known of types before; `of_world` says that what the modules import
/// may give dicts of the world other keys.
pub(super) fn find<'p>(
    modules: impl Iterator<Item = &'p Module>,
    aliases: &Aliases,
    slots: &GroupSlots,
    known: &Widened,
    of_world: bool,
) -> Widened {
    let type_of = |source: Source| type_of(slots, source);
    // Many displays may get what one class stores.
    let mut keeps: FxHashMap<usize, bool> = FxHashMap::default();
    let in_module = |module: &Module| {
        let known = known.get(&module.id);
        let is_record = |expr: &ExprId| {
            known.is_some_and(|known| known.contains(expr))
                || type_of(Source { module: module.id, expr: *expr }).any(Type::is_record)
        };
        let found = records(module);
        let copies = found.copies.into_iter().filter(is_record);
        let made = found.displays.into_iter().chain(copies);
        let gets_other_keys = |display: &ExprId| {
            let mut classes = aliases.store_classes(module.id, *display).iter();
            let mut keeps = |class: usize| {
                *keeps.entry(class).or_insert_with(|| {
                    !(of_world && aliases.is_of_world(class))
                        && aliases.class(class).iter().all(|store| keeps_keys_str(store, &type_of))
                })
            };
            classes.any(|class| !keeps(*class))
        };
        (module.id, made.filter(gets_other_keys).collect())
    };
    modules.map(in_module).collect()
}

/// Whether what the code stores into the world gives dicts other keys than strings.
pub(super) fn widens_world(aliases: &Aliases, slots: &GroupSlots) -> bool {
    let type_of = |source: Source| type_of(slots, source);
    !aliases.world().iter().all(|store| keeps_keys_str(store, &type_of))
}

pub(super) fn type_of(slots: &GroupSlots, source: Source) -> Type {
    let slots = slots.get(source.module);
    slots.and_then(|slots| slots.exprs.get(source.expr.index())).cloned().unwrap_or(Type::Any)
}

fn keeps_keys_str(store: &Store, type_of: &impl Fn(Source) -> Type) -> bool {
    let is_str = |ty: &Type| ty.all(|ty| matches!(ty, Type::Str | Type::Never));
    match store {
        Store::Pair(key, _) | Store::Updated(_, key, _) => is_str(&type_of(*key)),
        Store::All(all) => match type_of(*all) {
            Type::Never => true,
            ty if ty.is_mapping() => is_str(&ops::pair_of(&ty).0),
            ty => ty.all(Type::is_js) || is_str(&first_of_pairs(&ty)),
        },
        // An item is no key: `append` and `add` change other kinds.
        Store::Item(_) | Store::Field(..) | Store::UpdatedField(..) | Store::Nothing => true,
    }
}

/// The keys among pairs: `d.update([("a", 1)])`.
fn first_of_pairs(ty: &Type) -> Type {
    match ty.walked() {
        Some(Type::Tuple(items)) => items.first().cloned().unwrap_or(Type::Any),
        Some(Type::Never) => Type::Never,
        Some(_) | None => Type::Any,
    }
}

/// What makes a record.
struct Records<'m> {
    module: &'m Module,
    /// The displays that are records by what stands in them.
    displays: Vec<ExprId>,
    /// `d.copy()`, `d | e`, `copy.copy(d)`: of the kind of `d`.
    copies: Vec<ExprId>,
}

fn records(module: &Module) -> Records<'_> {
    let mut records = Records { module, displays: Vec::new(), copies: Vec::new() };
    walk::walk_module(&mut records);
    records
}

impl<'m> Visitor<'m> for Records<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Py(py) = &expr.kind {
            match py {
                // What helpers take by name stays an object.
                Py::Call { callee, args } if matches!(callee.kind, ExprKind::Py(Py::Helper(_))) => {
                    for arg in args {
                        match arg {
                            Arg::Pos(value) => walk::walk_expr(self, value),
                            Arg::Spread(value) => self.expr(value),
                            Arg::Omitted => {}
                        }
                    }
                    return;
                }
                // `OrderedDict(a=1)`: its keywords.
                Py::Builtin { row, args, keywords } if row.library.is_some() => {
                    for (at, arg) in args.iter().enumerate() {
                        let (Arg::Pos(value) | Arg::Spread(value)) = arg else { continue };
                        match row.signature.get(at).map(|param| param.kind) {
                            Some(ParamKind::Kwargs) => walk::walk_expr(self, value),
                            Some(_) | None => self.expr(value),
                        }
                    }
                    keywords.iter().for_each(|keyword| self.expr(&keyword.value));
                    return;
                }
                Py::Dict { is_record: true, .. } => self.displays.push(expr.id),
                py if copies(py) => self.copies.push(expr.id),
                _other => {}
            }
        }
        walk::walk_expr(self, expr);
    }
}

/// Whether the expression makes a dict of the kind of another.
pub(super) fn copies(py: &Py) -> bool {
    match py {
        Py::Binary(BinaryOp::BitOr, ..) => true,
        Py::Method { name, args, .. } => &**name == "copy" && args.is_empty(),
        Py::Builtin { row, .. } => matches!(row.name, "copy.copy" | "copy.deepcopy"),
        _other => false,
    }
}
