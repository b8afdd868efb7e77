//! Several bases: in which order Python looks at the classes above, and which of them is above in JavaScript.
//!
//! ```text
//! class Saved(Logged, Model): ...       Saved, Logged, Model: C3, as CPython has it
//!                                       class Saved extends Model, and the members of Logged are copied
//! ```
//!
//! A constructor of JavaScript has no object before `super(…)`, and one class above it. Where an `__init__` does more
//! than that, those of all classes that hang together are methods, and the constructor of the first calls them
//! ([`late`]): `constructor(...args) { initialize(this, args); }`.

use crate::ir::EnumKind;
use crate::lower::dataclass;
use crate::lower::family::{Base, Family, Root, base_of, given, may_leave, receiver};
use crate::resolve::{self, Item, ItemId, ItemKind};
use crate::syntax::ast::{self, ArgKind, StmtKind};
use crate::tables::builtins::{BuiltinKind, BuiltinRow, builtin, is_exception_subclass};
use crate::tables::special_methods::SUPER;

use rustc_hash::FxHashSet;

type Class<'a> = (&'a Item, &'a ast::ClassDef);

/// The class with all above it. `below` are those that it is looked at for.
pub(super) fn family<'a>(
    program: &'a resolve::Program,
    item: &'a Item,
    below: &mut Vec<ItemId>,
) -> Option<Family<'a>> {
    let ItemKind::Class(def) = &item.kind else { return None };
    let mut family = Family {
        classes: vec![(item, def)],
        given: vec![given(program, item, def)],
        base: None,
        native: Vec::new(),
        is_mixed: false,
        is_configured: false,
        root: Root::Object,
        errors: Vec::new(),
    };
    below.push(item.id);
    let mut above: Vec<Family<'a>> = Vec::new();
    let mut mixin = None;
    for arg in &def.bases {
        if matches!(&arg.kind, ArgKind::Keyword(key) if &*key.name != "metaclass") {
            // What `__init_subclass__` is given.
            family.is_configured = true;
            continue;
        }
        let base = match arg.kind {
            ArgKind::Positional => base_of(program, item, &arg.value),
            ArgKind::Keyword(_) | ArgKind::Star | ArgKind::DoubleStar => Base::Refused,
        };
        let root = match base {
            Base::Erased => Root::Object,
            Base::Exception(row) => Root::Exception(row),
            Base::Builtin(of) => Root::Builtin(of),
            Base::Mixin(members) if mixin.is_none() => {
                mixin = Some((members, arg.span));
                Root::Object
            }
            Base::Enum(members) => match mixin.take() {
                None => Root::Enum(members),
                Some((mixin, _)) if members.kind == EnumKind::Plain => Root::Enum(mixin),
                Some(_) => Root::Refused(arg.span),
            },
            Base::NamedTuple if above.is_empty() => Root::NamedTuple,
            Base::Own(base) if !below.contains(&base.id) => {
                match self::family(program, base, below) {
                    Some(found) => {
                        let root = found.root;
                        above.push(found);
                        root
                    }
                    None => Root::Refused(arg.span),
                }
            }
            Base::Own(..) | Base::Mixin(_) | Base::NamedTuple | Base::Refused => {
                Root::Refused(arg.span)
            }
        };
        family.root = match (family.root, root) {
            (known @ Root::Refused(_), _) => known,
            (known, Root::Object) => known,
            (Root::Object, found) => found,
            (known, found) if known == found && !matches!(found, Root::NamedTuple) => known,
            // A class of the program stands before those of Python, which it is made of in JavaScript.
            (Root::Exception(known), Root::Exception(found))
                if above.len() > 1 || !matches!(base, Base::Own(_)) =>
            {
                errors_with(&mut family.errors, found);
                Root::Exception(known)
            }
            _two => Root::Refused(arg.span),
        };
    }
    below.pop();
    if let Some((_, span)) = mixin {
        // `class Name(str)`
        family.root = Root::Refused(span);
    }
    family.take_above(program, above);
    Some(family)
}

/// Adds a builtin exception with those above it.
fn errors_with(errors: &mut Vec<&'static BuiltinRow>, row: &'static BuiltinRow) {
    let mut next = Some(row);
    while let Some(row) = next {
        let BuiltinKind::Exception { parent } = row.kind else { return };
        if errors.contains(&row) {
            return;
        }
        errors.push(row);
        next = builtin(parent);
    }
}

impl<'a> Family<'a> {
    fn take_above(&mut self, program: &'a resolve::Program, above: Vec<Family<'a>>) {
        let Some(order) = merged(&above) else {
            let span = self.classes.first().map(|(_, def)| def.name.span);
            self.root = span.map_or(self.root, Root::Refused);
            return;
        };
        let base = native_base(&above, &order, self.root);
        for row in above.iter().flat_map(|family| &family.errors) {
            if !self.errors.contains(row) {
                self.errors.push(row);
            }
        }
        if let Root::Exception(root) = self.root {
            self.errors.retain(|row| !is_exception_subclass(root.name, row.name));
        }
        self.is_mixed =
            base.map_or(0, |it| it.classes.len()) < order.len() || !self.errors.is_empty();
        if let Some(base) = base {
            self.base = base.classes.first().copied();
            let own = self.base.map(|(item, _)| item.id);
            self.native = own.into_iter().chain(base.native.iter().copied()).collect();
        }
        self.given.extend(order.iter().map(|(item, def)| given(program, item, def)));
        self.classes.extend(order);
    }
}

/// C3: the orders of the bases, and that of the bases themselves, merged; `None` where they do not agree.
fn merged<'a>(above: &[Family<'a>]) -> Option<Vec<Class<'a>>> {
    if let [one] = above {
        return Some(one.classes.clone());
    }
    let mut lists: Vec<Vec<Class<'a>>> = above.iter().map(|it| it.classes.clone()).collect();
    lists.push(above.iter().filter_map(|it| it.classes.first().copied()).collect());
    let mut order = Vec::new();
    loop {
        lists.retain(|list| !list.is_empty());
        if lists.is_empty() {
            return Some(order);
        }
        let is_later = |id: ItemId| {
            lists.iter().any(|list| list.iter().skip(1).any(|(item, _)| item.id == id))
        };
        let mut heads = lists.iter().filter_map(|list| list.first().copied());
        let next = heads.find(|(item, _)| !is_later(item.id))?;
        for list in &mut lists {
            list.retain(|(item, _)| item.id != next.0.id);
        }
        order.push(next);
    }
}

/// The base that is above in JavaScript: the one whose constructor is run.
fn native_base<'f, 'a>(
    above: &'f [Family<'a>],
    order: &[Class<'a>],
    root: Root,
) -> Option<&'f Family<'a>> {
    if root != Root::Object {
        return above.iter().find(|it| it.root == root);
    }
    let first = order.iter().find(|(item, def)| has_init(item, def));
    let has_it = |it: &&Family<'a>| {
        first.is_some_and(|(first, _)| it.classes.iter().any(|(item, _)| item.id == first.id))
    };
    above.iter().find(has_it).or_else(|| above.iter().max_by_key(|it| it.classes.len()))
}

/// Whether the class has a constructor of its own.
pub(super) fn has_init(item: &Item, def: &ast::ClassDef) -> bool {
    let is_init = |stmt: &ast::Stmt| matches!(&stmt.kind, StmtKind::Function(def) if &*def.name.name == "__init__");
    def.body.iter().any(is_init)
        || dataclass::options(item, def).is_some_and(|options| options.init)
}

/// The `__init__` that the body of the class has.
fn own_init(def: &ast::ClassDef) -> Option<&ast::FunctionDef> {
    def.body.iter().find_map(|stmt| match &stmt.kind {
        StmtKind::Function(def) if &*def.name.name == "__init__" => Some(&**def),
        _other => None,
    })
}

/// Whether the `__init__`s run from the farthest to the nearest, each before the object is used by the next.
pub(super) fn is_in_order(family: &Family) -> bool {
    let inits = family.classes.iter().enumerate().filter_map(|(at, (item, def))| {
        let is_last = !family.classes.iter().skip(at + 1).any(|(item, def)| has_init(item, def));
        own_init(def).filter(|_| !is_last).map(|init| (item, init))
    });
    inits.into_iter().all(|(item, init)| begins_above(item, init, !family.is_mixed()))
}

/// Whether the function calls the `__init__` above before it uses its object.
fn begins_above(item: &Item, init: &ast::FunctionDef, by_name: bool) -> bool {
    let Some(receiver) = receiver(init) else { return false };
    let Some(at) = init.body.iter().position(|stmt| is_init_call(stmt, by_name)) else {
        return false;
    };
    let before = init.body.get(..at).unwrap_or_default();
    let end = init.body.get(at).map_or(0, |stmt| stmt.span.start);
    let is_used = item.scopes.uses().iter().any(|used| {
        let start = used.span.start;
        used.name == receiver.name.name && start >= init.header.end && start < end
    });
    !is_used && !before.iter().any(may_leave)
}

/// `super().__init__(…)`, or `Base.__init__(self, …)`.
fn is_init_call(stmt: &ast::Stmt, by_name: bool) -> bool {
    let StmtKind::Expr(ast::Expr { kind: ast::ExprKind::Call { func, .. }, .. }) = &stmt.kind
    else {
        return false;
    };
    let ast::ExprKind::Attribute { value, attr } = &func.kind else { return false };
    &*attr.name == "__init__"
        && match &value.kind {
            ast::ExprKind::Call { func, .. } => {
                matches!(&func.kind, ast::ExprKind::Name(name) if &**name == SUPER)
            }
            ast::ExprKind::Name(_) => by_name,
            _other => false,
        }
}

/// The classes whose `__init__` is a method.
pub(super) fn late<'a>(program: &'a resolve::Program) -> FxHashSet<ItemId> {
    let classes = program.items.iter().filter(|item| matches!(item.kind, ItemKind::Class(_)));
    let families: Vec<Family<'a>> =
        classes.filter_map(|item| family(program, item, &mut Vec::new())).collect();
    let mut late = FxHashSet::default();
    let asking =
        |it: &&Family| it.mixins().any(|(item, def)| has_init(item, def)) || !is_in_order(it);
    for first in families.iter().filter(asking) {
        let together = together(&families, first);
        if together.iter().all(|it| can_be_late(it)) {
            late.extend(
                together.iter().filter_map(|it| it.classes.first()).map(|(item, _)| item.id),
            );
        }
    }
    // Those of other modules that derive from them.
    loop {
        let more = families.iter().filter_map(|it| {
            let (item, _) = it.classes.first()?;
            let is_above = it.native.iter().any(|id| late.contains(id));
            (is_above && !late.contains(&item.id)).then_some(item.id)
        });
        let more: Vec<ItemId> = more.collect();
        if more.is_empty() {
            return late;
        }
        late.extend(more);
    }
}

/// The classes of the module that the one hangs together with.
fn together<'f, 'a>(families: &'f [Family<'a>], first: &'f Family<'a>) -> Vec<&'f Family<'a>> {
    let module = first.classes.first().map(|(item, _)| item.module);
    let mut ids: FxHashSet<ItemId> = FxHashSet::default();
    let own = |family: &Family<'a>| -> Vec<ItemId> {
        let of_module = family.classes.iter().filter(|(item, _)| Some(item.module) == module);
        of_module.map(|(item, _)| item.id).collect()
    };
    ids.extend(own(first));
    loop {
        let known = ids.len();
        for family in families {
            let classes = own(family);
            let is_own =
                family.classes.first().is_some_and(|(item, _)| Some(item.module) == module);
            if is_own && classes.iter().any(|id| ids.contains(id)) {
                ids.extend(classes);
            }
        }
        if ids.len() == known {
            break;
        }
    }
    let is_one = |family: &&Family<'a>| {
        family.classes.first().is_some_and(|(item, _)| ids.contains(&item.id))
    };
    families.iter().filter(is_one).collect()
}

fn can_be_late(family: &Family) -> bool {
    let module = family.classes.first().map(|(item, _)| item.module);
    family.root == Root::Object
        && family.classes.iter().all(|(item, def)| {
            dataclass::options(item, def).is_none()
                && (Some(item.module) == module || !has_init(item, def))
        })
        && family.find("__call__").is_none()
}
