//! A class with those it derives from, as the source has them.

use rustc_hash::FxHashSet;

use crate::base::{Name, Span};
use crate::lower::enums::Members;
use crate::resolve::{self, Binding, Item, ItemId, ItemKind};
use crate::syntax::ast::{self, ExprKind, StmtKind};
use crate::tables::builtin_bases::{BuiltinBase, builtin_base};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::returns::Returns;
use crate::tables::special_methods::ABSTRACT_BASES;

/// The function of an enum that gives `auto()` its value.
pub(super) const GENERATE: &str = "_generate_next_value_";

/// A class of the program, and its bases from the nearest to the farthest.
pub(super) struct Family<'a> {
    /// The class itself first, then in the order in which Python looks for a name.
    pub classes: Vec<(&'a Item, &'a ast::ClassDef)>,
    /// What decorators store into each of them.
    pub given: Vec<Vec<Name>>,
    /// What it derives from in JavaScript, where that is a class of the program.
    pub base: Option<(&'a Item, &'a ast::ClassDef)>,
    /// That class and those above it in JavaScript.
    pub native: Vec<ItemId>,
    pub is_mixed: bool,
    /// Whether its header has keywords.
    pub is_configured: bool,
    /// What the farthest one derives from.
    pub root: Root,
    /// The builtin exceptions that it derives from besides, each with those above it: `class Lost(AppError, KeyError)`.
    pub errors: Vec<&'static BuiltinRow>,
}

/// What stands where a chain of own classes ends.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Root {
    /// `object`.
    Object,
    Exception(&'static BuiltinRow),
    Builtin(&'static BuiltinBase),
    Enum(Members),
    NamedTuple,
    /// Something that classes cannot derive from here: where it is written.
    Refused(Span),
}

/// How a class holds a function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Init,
    Method,
    Static,
    OfClass,
    Getter,
    Setter,
    Deleter,
}

impl Kind {
    /// Whether it is a part of a property.
    pub fn is_of_property(self) -> bool {
        matches!(self, Kind::Getter | Kind::Setter | Kind::Deleter)
    }
}

/// A function in the body of a class.
#[derive(Clone, Copy)]
pub(super) struct MemberOf<'a> {
    pub item: &'a Item,
    pub name: &'a Name,
    pub def: &'a ast::FunctionDef,
    pub kind: Kind,
}

/// What a base is.
#[derive(Clone, Copy)]
pub(super) enum Base<'a> {
    /// Nothing at run time: `object`, `ABC`, `Generic[T]`, a `Protocol`.
    Erased,
    Own(&'a Item),
    Exception(&'static BuiltinRow),
    /// `list` and its like.
    Builtin(&'static BuiltinBase),
    /// `Enum` and its like.
    Enum(Members),
    NamedTuple,
    /// `str` or `int` before `Enum`.
    Mixin(Members),
    Refused,
}

pub(super) fn base_of<'a>(
    program: &'a resolve::Program,
    item: &Item,
    base: &ast::Expr,
) -> Base<'a> {
    let named = match &base.kind {
        ExprKind::Subscript { value, .. } => value,
        _plain => base,
    };
    match item.refs.get(&named.span) {
        Some(Binding::Item(id)) => match program.items.get(id.index()) {
            Some(item) => match &item.kind {
                ItemKind::Class(_) => Base::Own(item),
                ItemKind::TypeClass(_) => Base::Erased,
                ItemKind::Function { .. } | ItemKind::Constant { .. } | ItemKind::TypeAlias(_) => {
                    Base::Refused
                }
            },
            None => Base::Refused,
        },
        // `object`, the only builtin class that takes nothing.
        Some(Binding::Builtin(row))
            if row.kind == BuiltinKind::Class
                && row.library.is_none()
                && row.signature.is_empty() =>
        {
            Base::Erased
        }
        Some(Binding::Builtin(row)) if matches!(row.kind, BuiltinKind::Exception { .. }) => {
            Base::Exception(row)
        }
        Some(Binding::Builtin(row)) if row.kind == BuiltinKind::Class => match row.returns {
            Returns::Str => Base::Mixin(Members::TEXTS),
            Returns::Whole => Base::Mixin(Members::INTS),
            _other => builtin_base(row.name).map_or(Base::Refused, Base::Builtin),
        },
        Some(Binding::TypeOnly(name)) => match name.rsplit('.').next() {
            Some("ABC" | "Generic" | "Protocol") => Base::Erased,
            Some("NamedTuple" | "namedtuple") => Base::NamedTuple,
            Some(last) if has_all_of(item, last) => Base::Erased,
            Some(last) => Members::named(last).map_or(Base::Refused, Base::Enum),
            None => Base::Refused,
        },
        _other => Base::Refused,
    }
}

/// Whether the name is of an abstract class that adds nothing, and the class has what that one asks of it.
fn has_all_of(item: &Item, name: &str) -> bool {
    let ItemKind::Class(def) = &item.kind else { return false };
    let Some((_, asked)) = ABSTRACT_BASES.iter().find(|(base, _)| *base == name) else {
        return false;
    };
    let has = |name: &&str| members(item, def).iter().any(|member| **member.name == **name);
    asked.iter().all(has)
}

impl<'a> Family<'a> {
    pub fn of(program: &'a resolve::Program, item: &'a Item) -> Option<Family<'a>> {
        super::bases::family(program, item, &mut Vec::new())
    }

    /// Whether it has members of classes that are not above it in JavaScript, where a class has one above it.
    pub fn is_mixed(&self) -> bool {
        self.is_mixed
    }

    /// The classes whose members are copied.
    pub fn mixins(&self) -> impl Iterator<Item = &(&'a Item, &'a ast::ClassDef)> {
        self.classes.iter().skip(1).filter(|(item, _)| !self.native.contains(&item.id))
    }

    /// Whether methods of the class store into their first parameter.
    pub fn stores_attributes(&self) -> bool {
        self.own_members().iter().any(|member| {
            let receiver = receiver(member.def).filter(|_| member.kind != Kind::OfClass);
            receiver.is_some_and(|it| {
                !super::stores::stores(&it.name.name, &member.def.body).is_empty()
            })
        })
    }

    /// What a function of the body is, by its name.
    pub fn own_member(&self, name: &str) -> Option<MemberOf<'a>> {
        find(self.classes.get(..1).unwrap_or_default(), name)
    }

    /// Whether a statement of the body before that place may have bound the name.
    pub fn may_have_bound(&self, name: &Name, at: Span) -> bool {
        let Some((_, def)) = self.classes.first() else { return false };
        def.body.iter().filter(|stmt| stmt.span.start < at.start).any(|stmt| {
            let (sure, maybe) = bound_names(stmt);
            sure.iter().chain(&maybe).any(|it| it == name)
        })
    }

    /// What the class may lack, though its body mentions it: a branch binds it, or a `del` takes it away.
    pub fn perhaps_of_class(&self) -> FxHashSet<Name> {
        let sure: FxHashSet<Name> =
            self.classes.iter().flat_map(|(item, def)| valued(item, def)).collect();
        let all = self.classes.iter().flat_map(|(item, def)| perhaps_valued(item, def));
        all.filter(|name| !sure.contains(name)).collect()
    }

    /// The functions that the class itself has.
    pub fn own_members(&self) -> Vec<MemberOf<'a>> {
        self.classes.first().map(|(item, def)| members(item, def)).unwrap_or_default()
    }

    /// Whether a class of the chain gives the name a value.
    pub fn gives(&self, name: &str) -> bool {
        self.classes.iter().any(|(item, def)| valued(item, def).iter().any(|it| &**it == name))
    }

    /// The names that the class itself gives to values.
    pub fn own_attributes(&self) -> Vec<Name> {
        let Some((item, def)) = self.classes.first() else { return Vec::new() };
        let given = self.given.first().into_iter().flatten().cloned();
        attributes(item, def).into_iter().chain(given).collect()
    }

    /// An abstract method that no class of the chain has written out.
    pub fn lacks(&self) -> Option<Name> {
        let (mut known, mut lacking) = (FxHashSet::default(), None);
        for (item, def) in &self.classes {
            for member in members(item, def) {
                let name = member.name;
                let is_abstract = member.def.decorators.iter().any(|decorator| {
                    matches!(item.refs.get(&decorator.span), Some(Binding::TypeOnly(name)) if name.ends_with("abstractmethod"))
                });
                if known.insert(name.clone()) && is_abstract {
                    lacking.get_or_insert(name.clone());
                }
            }
            known.extend(valued(item, def));
        }
        lacking
    }

    /// The nearest function of that name.
    pub fn find(&self, name: &str) -> Option<MemberOf<'a>> {
        find(&self.classes, name)
    }

    /// The same, of what it derives from.
    pub fn find_above(&self, name: &str) -> Option<MemberOf<'a>> {
        find(self.classes.get(1..).unwrap_or_default(), name)
    }

    /// The same, of what comes after the class at that place.
    pub fn find_after(&self, at: usize, name: &str) -> Option<MemberOf<'a>> {
        find(self.classes.get(at + 1..).unwrap_or_default(), name)
    }

    /// The attributes that every instance has, whoever asks and whenever.
    pub fn sure(&self) -> FxHashSet<Name> {
        let mut sure = FxHashSet::default();
        let mut gone = FxHashSet::default();
        for (item, def) in &self.classes {
            sure.extend(members(item, def).into_iter().map(|member| member.name.clone()));
            sure.extend(valued(item, def));
            for member in members(item, def) {
                let Some(receiver) = receiver(member.def) else { continue };
                let stores = super::stores::stores(&receiver.name.name, &member.def.body);
                let deleted = stores.into_iter().filter(|store| store.is_delete);
                gone.extend(deleted.map(|store| store.name.clone()));
            }
        }
        let mut has_escaped = false;
        // The constructor of the farthest class runs first.
        let in_order = self.classes.iter().rev().filter(|_| super::bases::is_in_order(self));
        for (item, def) in in_order {
            let init = members(item, def).into_iter().find(|member| member.kind == Kind::Init);
            if let Some(init) = init {
                self.begin(&init, &mut has_escaped, (&mut sure, &mut gone));
            }
        }
        if crate::lower::dataclass::is_data_init(self) {
            let fields = crate::lower::dataclass::fields(self).into_iter();
            let given = fields.filter(|field| {
                !field.is_passed
                    && (field.in_init || field.default.is_some() || field.factory.is_some())
            });
            sure.extend(given.map(|field| field.name.clone()));
        }
        sure.retain(|name| !gone.contains(name));
        sure.extend(self.of_runtime());
        sure
    }

    /// What an `__init__` stores before anybody else can see the object.
    fn begin(
        &self,
        init: &MemberOf<'a>,
        has_escaped: &mut bool,
        (sure, gone): (&mut FxHashSet<Name>, &mut FxHashSet<Name>),
    ) {
        let Some(receiver) = receiver(init.def) else { return };
        let stores = super::stores::stores(&receiver.name.name, &init.def.body);
        let leaves = init.def.body.iter().find(|stmt| may_leave(stmt)).map(|stmt| stmt.span.start);
        let start = init.def.header.end;
        let end = init.def.body.last().map_or(start, |last| last.span.end);
        let mut escape = if *has_escaped { Some(start) } else { leaves };
        let is_value = |name: &Name| {
            !self
                .find(name)
                .is_some_and(|member| member.kind == Kind::Method || member.kind.is_of_property())
        };
        for used in init.item.scopes.uses() {
            let is_it =
                used.name == receiver.name.name && used.span.start >= start && used.span.end <= end;
            if !is_it {
                continue;
            }
            let at = used.span.start;
            match used.chain.first() {
                Some(link) if stores.iter().any(|store| store.span == link.span) => {}
                Some(link)
                    if is_value(&link.attr.name)
                        && !(used.call.is_some() && used.chain.len() == 1) =>
                {
                    let name = &link.attr.name;
                    let is_set = sure.contains(name)
                        || stores.iter().any(|it| it.is_sure && it.name == name && it.end <= at);
                    if !is_set {
                        gone.insert(name.clone());
                    }
                }
                _seen => escape = Some(escape.map_or(at, |known| known.min(at))),
            }
        }
        for store in stores.iter().filter(|store| store.is_sure) {
            if escape.is_none_or(|escape| store.end <= escape) {
                sure.insert(store.name.clone());
            }
        }
        *has_escaped |= escape.is_some();
    }

    /// What the class itself has: attributes of its body, static methods and those of the class.
    pub fn of_class(&self) -> FxHashSet<Name> {
        let mut names = FxHashSet::default();
        for (item, def) in &self.classes {
            let fields = match crate::lower::dataclass::options(item, def) {
                Some(_) => crate::lower::dataclass::fields(self),
                None => Vec::new(),
            };
            let fields: FxHashSet<&Name> = fields.iter().map(|field| field.name).collect();
            names.extend(valued(item, def).into_iter().filter(|name| !fields.contains(name)));
            let members = members(item, def);
            for member in members.iter().filter(|it| it.kind == Kind::OfClass) {
                if let Some(cls) = receiver(member.def) {
                    let mut stored = Vec::new();
                    super::stores::stored(&cls.name.name, &member.def.body, &mut stored);
                    names.extend(stored);
                }
            }
            let members = members.into_iter();
            let of_class = members.filter(|it| matches!(it.kind, Kind::Static | Kind::OfClass));
            names.extend(of_class.map(|member| member.name.clone()));
        }
        let own: &[&str] = match self.root {
            Root::Enum(_) => &["__members__"],
            Root::NamedTuple => &["_make", "_fields"],
            Root::Object | Root::Exception(_) | Root::Builtin(_) | Root::Refused(_) => &[],
        };
        names.extend(own.iter().map(|name| Name::from(*name)));
        names.extend(self.given.iter().flatten().cloned());
        names
    }

    /// Everything that some instance may have, with what the classes of the chain declare.
    pub fn all_names(&self) -> FxHashSet<Name> {
        let mut names = FxHashSet::default();
        for (item, def) in &self.classes {
            names.extend(members(item, def).into_iter().map(|member| member.name.clone()));
            names.extend(attributes(item, def));
        }
        names.extend(self.of_runtime());
        names.extend(self.given.iter().flatten().cloned());
        names
    }

    /// What instances have by the class of the runtime that theirs derives from.
    fn of_runtime(&self) -> Vec<Name> {
        let own: &[&str] = match self.root {
            Root::Enum(_) => &["name", "value", "_name_", "_value_"],
            Root::NamedTuple => &["_replace", "_asdict", "_fields", "count", "index"],
            Root::Object | Root::Exception(_) | Root::Builtin(_) | Root::Refused(_) => &[],
        };
        let parts = super::named_tuple::parts(self).into_iter().map(|(name, ..)| name.clone());
        own.iter().map(|name| Name::from(*name)).chain(parts).collect()
    }
}

/// Whether control may leave the function in the statement.
pub(super) fn may_leave(stmt: &ast::Stmt) -> bool {
    matches!(stmt.kind, StmtKind::Return(_))
        || crate::resolve::scope::blocks(stmt).into_iter().flatten().any(may_leave)
}

/// The names that the body of the class gives values, for certain.
fn valued(item: &Item, def: &ast::ClassDef) -> Vec<Name> {
    let (mut found, mut maybe) = (Vec::new(), Vec::new());
    for stmt in def.body.iter().filter(|stmt| !is_member_function(item, stmt)) {
        let (sure, others) = bound_names(stmt);
        found.extend(sure);
        if matches!(stmt.kind, StmtKind::Delete(_)) {
            maybe.extend(others);
        }
    }
    let outer = declared_outside(def);
    found.retain(|name| !maybe.contains(name) && !outer.contains(&name));
    found
}

/// What `global` and `nonlocal` in the body say is not the class's.
fn declared_outside(def: &ast::ClassDef) -> Vec<&Name> {
    let declared = def.body.iter().flat_map(|stmt| match &stmt.kind {
        StmtKind::Global(names) | StmtKind::Nonlocal(names) => names.as_slice(),
        _other => &[],
    });
    declared.map(|ident| &ident.name).collect()
}

/// Those that it may give values.
fn perhaps_valued(item: &Item, def: &ast::ClassDef) -> Vec<Name> {
    let sure = valued(item, def);
    let all = def.body.iter().filter(|stmt| !is_member_function(item, stmt));
    let all = all.flat_map(|stmt| {
        let (sure, maybe) = bound_names(stmt);
        sure.into_iter().chain(maybe)
    });
    let outer = declared_outside(def);
    all.filter(|name| !sure.contains(name) && !outer.contains(&name)).collect()
}

fn find<'a>(classes: &[(&'a Item, &'a ast::ClassDef)], name: &str) -> Option<MemberOf<'a>> {
    classes.iter().find_map(|(item, def)| {
        let named = members(item, def).into_iter().filter(|member| &**member.name == name);
        // A later one takes the place of what stood there; what stores to a property goes with what reads it.
        named.reduce(|known, next| match next.kind {
            Kind::Setter | Kind::Deleter => known,
            Kind::Init | Kind::Method | Kind::Static | Kind::OfClass | Kind::Getter => next,
        })
    })
}

fn members<'a>(item: &'a Item, def: &'a ast::ClassDef) -> Vec<MemberOf<'a>> {
    let functions = def.body.iter().filter_map(|stmt| match &stmt.kind {
        StmtKind::Function(def) if is_made(item, def) => None,
        StmtKind::Function(def) => {
            Some(MemberOf { item, name: &def.name.name, def, kind: kind(def) })
        }
        StmtKind::Assign { targets, value } => match targets.as_slice() {
            [ast::Expr { kind: ExprKind::Name(name), .. }] => {
                let of = alias_of(def, name, value)?;
                Some(MemberOf { item, name, def: of, kind: kind(of) })
            }
            _other => None,
        },
        _other => None,
    });
    functions.collect()
}

/// The function of the body that `name = function` gives another name.
pub(super) fn alias_of<'a>(
    def: &'a ast::ClassDef,
    name: &Name,
    value: &ast::Expr,
) -> Option<&'a ast::FunctionDef> {
    let ExprKind::Name(of) = &value.kind else { return None };
    let mut binding = def.body.iter().filter(|stmt| {
        let (sure, maybe) = bound_names(stmt);
        sure.iter().chain(&maybe).any(|it| it == name || it == of)
    });
    // Nothing else has a say in what the two are.
    let (first, second, third) = (binding.next()?, binding.next()?, binding.next());
    let StmtKind::Function(function) = &first.kind else { return None };
    let is_it = function.name.name == *of && second.span.contains(value.span) && third.is_none();
    (is_it && matches!(kind(function), Kind::Method | Kind::Static | Kind::OfClass))
        .then_some(&**function)
}

/// The names that a statement of a body binds: those that it binds for certain, and the others.
pub(super) fn bound_names(stmt: &ast::Stmt) -> (Vec<Name>, Vec<Name>) {
    let (mut sure, mut maybe) = (Vec::new(), Vec::new());
    match &stmt.kind {
        StmtKind::Assign { targets, .. } => targets.iter().for_each(|it| names_in(it, &mut sure)),
        StmtKind::AnnAssign { target, value: Some(_), .. } | StmtKind::AugAssign { target, .. } => {
            names_in(target, &mut sure);
        }
        StmtKind::Function(def) => sure.push(def.name.name.clone()),
        StmtKind::Class(def) => sure.push(def.name.name.clone()),
        StmtKind::For(node) => names_in(&node.target, &mut maybe),
        StmtKind::With { items, .. } => {
            items
                .iter()
                .filter_map(|item| item.target.as_ref())
                .for_each(|it| names_in(it, &mut sure));
        }
        StmtKind::Delete(targets) => targets.iter().for_each(|it| names_in(it, &mut maybe)),
        _other => {}
    }
    for block in crate::resolve::scope::blocks(stmt) {
        for stmt in block {
            let (inner, others) = bound_names(stmt);
            maybe.extend(inner.into_iter().chain(others));
        }
    }
    (sure, maybe)
}

fn names_in(target: &ast::Expr, out: &mut Vec<Name>) {
    match &target.kind {
        ExprKind::Name(name) => out.push(name.clone()),
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().for_each(|item| names_in(item, out));
        }
        ExprKind::Starred(value) => names_in(value, out),
        _other => {}
    }
}

fn is_member_function(item: &Item, stmt: &ast::Stmt) -> bool {
    matches!(&stmt.kind, StmtKind::Function(def) if !is_made(item, def))
}

/// Whether decorators of the program or of a module make the method: what they give is a value of the class, which
/// its instances take for a method.
pub(super) fn is_made(item: &Item, def: &ast::FunctionDef) -> bool {
    let is_erased = |decorator: &ast::Expr| {
        let binding = item.refs.get(&crate::resolve::called(decorator).span);
        matches!(binding, Some(Binding::TypeOnly(_) | Binding::Marker(_) | Binding::Error))
    };
    kind(def) == Kind::Method
        && !super::sight::is_special(&def.name.name)
        && def.decorators.iter().any(|decorator| !is_erased(decorator))
}

/// The methods that decorators make.
pub(super) fn made<'a>(
    item: &'a Item,
    def: &'a ast::ClassDef,
) -> impl Iterator<Item = &'a ast::FunctionDef> {
    def.body.iter().filter_map(move |stmt| match &stmt.kind {
        StmtKind::Function(def) if is_made(item, def) => Some(&**def),
        _other => None,
    })
}

/// What the decorators make of a function; one that is not known is told of by the lowering.
pub(super) fn kind(def: &ast::FunctionDef) -> Kind {
    for decorator in &def.decorators {
        match &decorator.kind {
            ExprKind::Name(name) => match &**name {
                "staticmethod" => return Kind::Static,
                "classmethod" => return Kind::OfClass,
                "property" | "cached_property" => return Kind::Getter,
                _other => {}
            },
            ExprKind::Attribute { attr, .. } if &*attr.name == "getter" => return Kind::Getter,
            ExprKind::Attribute { attr, .. } if &*attr.name == "setter" => return Kind::Setter,
            ExprKind::Attribute { attr, .. } if &*attr.name == "deleter" => return Kind::Deleter,
            _cached if is_cached_decorator(decorator) => return Kind::Getter,
            _other => {}
        }
    }
    match &*def.name.name {
        "__init__" => Kind::Init,
        "__init_subclass__" | "__class_getitem__" => Kind::OfClass,
        // What an enum calls for `auto()`.
        GENERATE => Kind::Static,
        _other => Kind::Method,
    }
}

/// What the functions that decorate the class store into it: `cls.tag = "a"`.
pub(super) fn given(program: &resolve::Program, item: &Item, def: &ast::ClassDef) -> Vec<Name> {
    let mut names = Vec::new();
    for decorator in &def.decorators {
        let called = match &decorator.kind {
            ExprKind::Call { func, .. } => func,
            _plain => decorator,
        };
        let local = crate::resolve::local_function(&program.items, item, called);
        let of_module = || match item.refs.get(&called.span) {
            Some(Binding::Item(id)) => match &program.items.get(id.index())?.kind {
                ItemKind::Function { def, .. } => Some(def),
                ItemKind::Constant { .. }
                | ItemKind::Class(_)
                | ItemKind::TypeClass(_)
                | ItemKind::TypeAlias(_) => None,
            },
            _other => None,
        };
        let Some(def) = local.or_else(of_module) else { continue };
        let inner = def.body.iter().filter_map(|stmt| match &stmt.kind {
            StmtKind::Function(def) => Some(&**def),
            _other => None,
        });
        for function in std::iter::once(def).chain(inner) {
            if let Some(param) = function.params.posonly.first().or(function.params.args.first()) {
                super::stores::stored(&param.name.name, &function.body, &mut names);
            }
        }
    }
    names
}

/// Whether the getter keeps its value.
pub(super) fn is_cached(def: &ast::FunctionDef) -> bool {
    def.decorators.iter().any(is_cached_decorator)
}

/// `@cached_property`, `@functools.cached_property`.
pub(super) fn is_cached_decorator(decorator: &ast::Expr) -> bool {
    match &decorator.kind {
        ExprKind::Name(name) => &**name == "cached_property",
        ExprKind::Attribute { attr, .. } => &*attr.name == "cached_property",
        _other => false,
    }
}

/// What the body of the class assigns or declares, and what its methods store into their first parameter.
fn attributes(item: &Item, def: &ast::ClassDef) -> Vec<Name> {
    let mut found = valued(item, def);
    found.extend(perhaps_valued(item, def));
    for stmt in &def.body {
        match &stmt.kind {
            StmtKind::AnnAssign { target, value: None, .. } => names_in(target, &mut found),
            StmtKind::Function(def) => {
                if let Some(receiver) = receiver(def) {
                    super::stores::stored(&receiver.name.name, &def.body, &mut found);
                }
            }
            _other => {}
        }
    }
    found
}

/// The first parameter, which is given the instance or the class.
pub(super) fn receiver(def: &ast::FunctionDef) -> Option<&ast::Param> {
    match kind(def) {
        Kind::Static => None,
        Kind::Init | Kind::Method | Kind::OfClass | Kind::Getter | Kind::Setter | Kind::Deleter => {
            def.params.posonly.first().or(def.params.args.first())
        }
    }
}

/// The parameters behind the receiver.
pub(super) fn without_receiver(def: &ast::FunctionDef) -> ast::Params {
    let mut params = def.params.clone();
    if receiver(def).is_some() {
        if params.posonly.is_empty() {
            params.args.remove(0);
        } else {
            params.posonly.remove(0);
        }
    }
    params
}
