//! The classes a module has in sight: its own and those of what it imports. An object of unknown type may
//! be an instance of any of them.
//!
//! ```text
//! onClick=editor.save        `save` is a method of a class in sight: it stays with its object
//! task.move(to="done")       the only `move` in sight says which parameter `to` is
//! ```
//!
//! What all classes of the program have is noted once, by name and with the modules that have it ([`Index`]). A
//! module asks whether one of those is among what it reaches.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use fixedbitset::FixedBitSet;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{Name, Places};
use crate::ir::{self, EnumKind};
use crate::lower::dataclass::{fields, is_data_init, options};
use crate::lower::enums::Members;
use crate::lower::family::{Family, Kind, MemberOf, Root};
use crate::lower::kinds::{Kinds, kinds};
use crate::resolve::{self, Binding, ItemId, ItemKind};
use crate::syntax::ast;

/// What the classes of a program have, by name.
pub(super) struct Index<'a> {
    program: &'a resolve::Program,
    reach: crate::base::Reach,
    /// The modules that have classes.
    classes: Places,
    /// A class, and those that derive from it.
    below: FxHashMap<ItemId, Vec<ItemId>>,
    methods: FxHashMap<Name, Vec<Alike<'a>>>,
    /// Where classes give instances such an attribute.
    attributes: FxHashMap<Name, Places>,
    /// Where every instance has it as soon as it is made, whichever class it is of.
    sure: FxHashMap<Name, Places>,
    /// Where a class with that name stands in a class.
    nested: FxHashMap<Name, Places>,
    /// By name, the modules with a method that decorators make.
    made: FxHashMap<Name, Places>,
    /// Where such a field is of a frozen dataclass.
    frozen: FxHashMap<Name, Places>,
    names: Arc<ir::ClassNames>,
    /// The types of instances.
    kinds: Kinds,
    /// The classes whose `__init__` is a method.
    late: FxHashSet<ItemId>,
    /// Where attributes of such a name are taken away.
    deleted: FxHashMap<Name, Vec<usize>>,
    /// Where names that are values are: `delattr(o, name)`.
    deletes_by_name: Vec<usize>,
}

/// Methods of one name, kind and parameters.
struct Alike<'a> {
    modules: Places,
    /// In the order of the modules.
    members: Vec<(usize, MemberOf<'a>)>,
    params: Vec<(Name, bool)>,
}

impl<'a> Index<'a> {
    pub fn of(program: &'a resolve::Program) -> Index<'a> {
        let is_class = |item: &&resolve::Item| matches!(item.kind, ItemKind::Class(_));
        let classes: Vec<&resolve::Item> = program.items.iter().filter(is_class).collect();
        let dated: Vec<usize> = program
            .items
            .iter()
            .filter(|item| names_dates(item))
            .map(|item| item.module.index())
            .collect();
        let is_plain = classes.is_empty() && dated.is_empty();
        let mut index = Index {
            program,
            reach: if is_plain { Default::default() } else { program.reach() },
            classes: Places::default(),
            below: FxHashMap::default(),
            methods: FxHashMap::default(),
            attributes: FxHashMap::default(),
            sure: FxHashMap::default(),
            nested: FxHashMap::default(),
            made: FxHashMap::default(),
            frozen: FxHashMap::default(),
            names: Arc::default(),
            kinds: kinds(program),
            late: FxHashSet::default(),
            deleted: FxHashMap::default(),
            deletes_by_name: Vec::new(),
        };
        if !classes.is_empty() {
            for item in &program.items {
                index.find_deleted(item);
            }
        }
        let mut names = ir::ClassNames::default();
        let mut by_module: FxHashMap<usize, (usize, FxHashMap<Name, usize>)> = FxHashMap::default();
        for item in classes {
            if resolve::is_member(&program.items, item) {
                index.nested.entry(item.name.clone()).or_default().insert(item.module.index());
            }
            let Some(family) = Family::of(program, item) else { continue };
            let module = item.module.index();
            index.classes.insert(module);
            for (above, _) in &family.classes {
                index.below.entry(above.id).or_default().push(item.id);
            }
            index.add(module, &family, &mut names);
            let (count, sure) = by_module.entry(module).or_default();
            *count += 1;
            family.sure().into_iter().for_each(|name| *sure.entry(name).or_default() += 1);
        }
        for (module, (count, sure)) in by_module {
            let sure = sure.into_iter().filter(|(_, of)| *of == count);
            sure.for_each(|(name, _)| index.sure.entry(name).or_default().insert(module));
        }
        index.late = super::bases::late(program);
        dated.into_iter().for_each(|module| {
            names.dates.insert(module);
        });
        index.names = Arc::new(names);
        index
    }

    fn find_deleted(&mut self, item: &resolve::Item) {
        let body = match &item.kind {
            ItemKind::Function { def, .. } => &def.body,
            ItemKind::Class(def) => &def.body,
            ItemKind::Constant { .. } | ItemKind::TypeClass(_) | ItemKind::TypeAlias(_) => return,
        };
        if item.scopes.uses().iter().any(|used| &*used.name == "delattr") {
            self.deletes_by_name.push(item.module.index());
        }
        let mut names = Vec::new();
        body.iter().for_each(|stmt| super::stores::deleted(stmt, &mut names));
        for name in names {
            self.deleted.entry(name).or_default().push(item.module.index());
        }
    }

    fn add(&mut self, module: usize, family: &Family<'a>, names: &mut ir::ClassNames) {
        for member in family.own_members() {
            let name = member.name;
            self.attributes.entry(name.clone()).or_default().insert(module);
            match member.kind {
                Kind::Getter | Kind::Setter | Kind::Deleter => {
                    names.properties.entry(name.clone()).or_default().insert(module);
                }
                Kind::Init => {}
                Kind::Method | Kind::Static | Kind::OfClass => {
                    names.methods.entry(name.clone()).or_default().insert(module);
                    if is_special(name) {
                        names.operators.insert(module);
                        names.specials.entry(name.clone()).or_default().insert(module);
                    }
                    self.add_method(module, member);
                }
            }
        }
        if let Some((item, def)) = family.classes.first() {
            for function in super::family::made(item, def) {
                let name = &function.name.name;
                self.made.entry(name.clone()).or_default().insert(module);
                if is_special(name) {
                    names.operators.insert(module);
                    names.specials.entry(name.clone()).or_default().insert(module);
                }
            }
        }
        for name in family.own_attributes() {
            if is_special(&name) {
                names.specials.entry(name.clone()).or_default().insert(module);
            }
            self.attributes.entry(name).or_default().insert(module);
        }
        if let Root::Enum(Members {
            kind: EnumKind::Int | EnumKind::Str | EnumKind::Flag, ..
        }) = family.root
        {
            names.operators.insert(module);
            names.answering.insert(module);
            names.methods.entry("__eq__".into()).or_default().insert(module);
        }
        if let Some(options) = family.classes.first().and_then(|(item, def)| options(item, def)) {
            names.operators.insert(module);
            for field in fields(family).into_iter().filter(|_| options.frozen) {
                self.frozen.entry(field.name.clone()).or_default().insert(module);
            }
            for name in ["__eq__", "__repr__"] {
                names.methods.entry(name.into()).or_default().insert(module);
            }
        }
    }

    fn add_method(&mut self, module: usize, member: MemberOf<'a>) {
        let params = params(&member.def.params);
        let all = self.methods.entry(member.name.clone()).or_default();
        let known = all.iter_mut().find(|alike| {
            let kind = alike.members.first().map(|(_, first)| first.kind);
            alike.params == params && kind == Some(member.kind)
        });
        if let Some(alike) = known {
            alike.modules.insert(module);
            alike.members.push((module, member));
            return;
        }
        let mut modules = Places::default();
        modules.insert(module);
        all.push(Alike { modules, members: vec![(module, member)], params });
    }
}

/// What the classes in sight of one module have.
pub(super) struct Sight<'a> {
    index: &'a Index<'a>,
    reach: Arc<FixedBitSet>,
    /// How many of the modules in sight have classes.
    count: usize,
    /// By class, what instances of it may have.
    names: RefCell<FxHashMap<ItemId, Rc<FxHashSet<Name>>>>,
    /// What the classes named so far have themselves.
    of_classes: RefCell<FxHashMap<ItemId, Rc<FxHashSet<Name>>>>,
}

impl<'a> Sight<'a> {
    pub fn of(index: &'a Index<'a>, module: ir::ModuleId) -> Sight<'a> {
        let reach = index.reach.from(module.index()).clone();
        let count = index.classes.count_in(&reach);
        Sight { index, reach, count, names: RefCell::default(), of_classes: RefCell::default() }
    }

    pub fn has_classes(&self) -> bool {
        self.count > 0
    }

    fn sees(&self, class: &ItemId) -> bool {
        let item = self.index.program.items.get(class.index());
        item.is_some_and(|item| self.reach.contains(item.module.index()))
    }

    fn has(&self, name: &str, of: &FxHashMap<Name, Places>) -> bool {
        of.get(name).is_some_and(|places| places.meets(&self.reach))
    }

    /// Whether the field is one of a frozen dataclass.
    pub fn is_frozen(&self, name: &str) -> bool {
        self.has(name, &self.index.frozen)
    }

    /// Whether the attribute may be a class that stands in another one.
    pub fn is_nested_class(&self, name: &str) -> bool {
        self.has(name, &self.index.nested)
    }

    pub fn has_method(&self, name: &str) -> bool {
        self.has(name, &self.index.names.methods)
    }

    /// Whether reading an attribute of that name may run code.
    pub fn has_property(&self, name: &str) -> bool {
        self.has(name, &self.index.names.properties)
    }

    /// Whether an instance of one class has the attribute and one of another may lack it.
    pub fn is_unsure(&self, name: &str) -> bool {
        let sure = self.index.sure.get(name).map_or(0, |places| places.count_in(&self.reach));
        self.has(name, &self.index.attributes) && sure != self.count && !self.has_method(name)
    }

    /// The classes in sight that derive from the class, and itself.
    pub fn related(&self, class: ItemId) -> impl Iterator<Item = Family<'a>> {
        let program = self.index.program;
        let below = self.index.below.get(&class).into_iter().flatten();
        let items = below.filter(|id| self.sees(id)).filter_map(|id| program.items.get(id.index()));
        items.filter_map(|item| Family::of(program, item))
    }

    /// What instances of the class, or of one that derives from it, may have.
    pub fn names_of(&self, class: ItemId) -> Rc<FxHashSet<Name>> {
        if let Some(known) = self.names.borrow().get(&class) {
            return known.clone();
        }
        let names = self.related(class).flat_map(|family| family.all_names());
        let names: Rc<FxHashSet<Name>> = Rc::new(names.collect());
        self.names.borrow_mut().insert(class, names.clone());
        names
    }

    /// What the class itself has.
    pub fn names_of_class(&self, item: &'a resolve::Item) -> Option<Rc<FxHashSet<Name>>> {
        if let Some(known) = self.of_classes.borrow().get(&item.id) {
            return Some(known.clone());
        }
        let names = Rc::new(Family::of(self.index.program, item)?.of_class());
        self.of_classes.borrow_mut().insert(item.id, names.clone());
        Some(names)
    }

    /// Whether a dataclass derives from the class and makes its own constructor.
    pub fn has_data_below(&self, class: ItemId) -> bool {
        self.related(class).any(|family| {
            let own = family.classes.first().filter(|(item, _)| item.id != class);
            own.is_some_and(|(item, def)| options(item, def).is_some_and(|it| it.init))
                && is_data_init(&family)
        })
    }

    /// Whether instances of the class, or of one that derives from it in its module, are called.
    pub fn is_above_callable(&self, class: ItemId) -> bool {
        let module = self.index.program.items.get(class.index()).map(|item| item.module);
        self.related(class).any(|family| {
            let own = family.classes.first().filter(|(item, _)| Some(item.module) == module);
            own.is_some() && family.own_members().iter().any(|it| &**it.name == "__call__")
        })
    }

    /// Whether a class that derives from the class has a method of that name with other parameters.
    pub fn is_overridden_otherwise(&self, class: ItemId, def: &ast::FunctionDef) -> bool {
        let known = params(&def.params);
        let known = known.get(1..).unwrap_or_default();
        self.related(class).any(|family| {
            let found = family.find(&def.name.name);
            found.is_some_and(|found| {
                let own = params(&found.def.params);
                !own.get(1..).unwrap_or_default().starts_with(known)
                    || has_rest(&found.def.params) != has_rest(&def.params)
            })
        })
    }

    /// Whether the `__init__` of the class is a method.
    pub fn is_late(&self, class: ItemId) -> bool {
        self.index.late.contains(&class)
    }

    /// Whether the class and those that derive from it are made of the same arguments.
    pub fn makes_alike(&self, class: ItemId) -> bool {
        let given = |family: Family<'a>| {
            let fields = is_data_init(&family)
                .then(|| fields(&family).into_iter().map(|it| it.name.clone()).collect::<Vec<_>>());
            (family.find("__init__").map(|init| params(&init.def.params)), fields)
        };
        let mut related = self.related(class).map(given);
        let Some(first) = related.next() else { return true };
        related.all(|other| other == first)
    }

    /// Whether a module that may have the instances of this one takes the attribute away from some.
    pub fn is_deleted(&self, module: ir::ModuleId, name: &str) -> bool {
        let home = module.index();
        let named = self.index.deleted.get(name).into_iter().flatten();
        let is_of_class = self.index.attributes.contains_key(name);
        let by_name = self.index.deletes_by_name.iter().filter(|_| is_of_class);
        let reach = &self.index.reach;
        named
            .chain(by_name)
            .any(|at| *at == home || self.reach.contains(*at) || reach.from(*at).contains(home))
    }

    /// The type of instances of the class; `None` of a `Protocol`.
    pub fn kind(&self, class: ItemId) -> Option<&'a ir::Instance> {
        self.index.kinds.get(&class)
    }

    pub fn to_ir(&self) -> ir::Sight {
        let names = self.index.names.clone();
        let has_operators = names.operators.meets(&self.reach);
        let has_dates = names.dates.meets(&self.reach);
        ir::Sight { names, reach: self.reach.clone(), has_operators, has_dates }
    }

    /// Whether a class in sight has a method of that name which decorators make.
    pub fn is_made(&self, name: &str) -> bool {
        self.index.made.get(name).is_some_and(|modules| modules.meets(&self.reach))
    }

    /// Whether a class in sight has a static method, or one of the class, of that name.
    pub fn is_of_class(&self, name: &str) -> bool {
        let alike = self.index.methods.get(name).into_iter().flatten();
        let mut of_class = alike.filter(|alike| {
            let kind = alike.members.first().map(|(_, member)| member.kind);
            matches!(kind, Some(Kind::Static | Kind::OfClass))
        });
        of_class.any(|alike| alike.modules.meets(&self.reach))
    }

    /// The parameters of the methods of that name, if all of them have the same.
    pub fn method(&self, name: &str) -> Option<&'a ast::FunctionDef> {
        let alike = self.index.methods.get(name)?.iter();
        let mut seen = alike.filter_map(|it| Some((it.modules.first_in(&self.reach)?, it)));
        let (module, first) = seen.next()?;
        if seen.next().is_some() {
            return None;
        }
        let at = first.members.partition_point(|(of, _)| *of < module);
        first.members.get(at).map(|(_, member)| member.def)
    }

    /// The parameters of the methods of that name which take these keywords, if all of those have the same.
    pub fn method_taking(&self, name: &str, keywords: &[&Name]) -> Option<&'a ast::FunctionDef> {
        let takes = |def: &ast::FunctionDef| {
            let known = params(&def.params);
            def.params.kwarg.is_some()
                || keywords.iter().all(|key| known.iter().any(|(name, _)| name == *key))
        };
        let alike = self.index.methods.get(name)?.iter();
        let mut seen = alike.filter_map(|it| {
            let module = it.modules.first_in(&self.reach)?;
            let at = it.members.partition_point(|(of, _)| *of < module);
            it.members.get(at).map(|(_, member)| member.def).filter(|def| takes(def))
        });
        let first = seen.next()?;
        seen.next().is_none().then_some(first)
    }
}

fn has_rest(params: &ast::Params) -> (bool, bool) {
    (params.vararg.is_some(), params.kwarg.is_some())
}

/// What a call by keyword depends on.
pub(super) fn params(params: &ast::Params) -> Vec<(Name, bool)> {
    crate::lower::func::all_params(params)
        .map(|(param, _)| (param.name.name.clone(), param.default.is_some()))
        .collect()
}

pub(super) fn is_special(name: &str) -> bool {
    name.len() > 4 && name.starts_with("__") && name.ends_with("__")
}

/// Whether the item names a class of the standard library whose objects have operators.
fn names_dates(item: &resolve::Item) -> bool {
    item.refs.values().any(|binding| match binding {
        Binding::Builtin(row) => row.library.is_some() && row.name.starts_with("datetime."),
        _other => false,
    })
}
