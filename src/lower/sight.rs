//! The classes a module has in sight: its own and those of what it imports. An object of unknown type may
//! be an instance of any of them.
//!
//! ```text
//! onClick=editor.save        `save` is a method of a class in sight: it stays with its object
//! task.move(to="done")       the only `move` in sight says which parameter `to` is
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::ir;
use crate::lower::dataclass::{fields, options};
use crate::lower::family::{Family, MemberOf};
use crate::resolve::{self, ItemId, ItemKind};
use crate::syntax::ast;

/// What the classes in sight have, by name.
#[derive(Default)]
pub(super) struct Sight<'a> {
    pub classes: Vec<ItemId>,
    pub methods: FxHashMap<Name, Vec<MemberOf<'a>>>,
    pub properties: FxHashSet<Name>,
    /// Special methods that `@dataclass` makes.
    pub made: FxHashSet<Name>,
    /// What methods store into `self`, and what the bodies of classes assign.
    pub attributes: FxHashSet<Name>,
    /// Attributes that an instance of one class has and one of another may lack.
    pub unsure: FxHashSet<Name>,
    /// The fields of frozen dataclasses.
    pub frozen: FxHashSet<Name>,
    pub has_operators: bool,
}

/// What the instances of a class have.
struct Attributes {
    all: FxHashSet<Name>,
    /// Those that every one of them has as soon as it is made.
    sure: FxHashSet<Name>,
}

impl<'a> Sight<'a> {
    /// By module.
    pub fn of(program: &'a resolve::Program) -> Vec<Sight<'a>> {
        let classes: Vec<ItemId> = program
            .items
            .iter()
            .filter(|item| matches!(item.kind, ItemKind::Class(_)))
            .map(|item| item.id)
            .collect();
        if classes.is_empty() {
            return program.modules.iter().map(|_| Sight::default()).collect();
        }
        let reach = program.reach();
        let attributes: FxHashMap<ItemId, Attributes> = classes
            .iter()
            .filter_map(|id| {
                let family = Family::of(program, program.items.get(id.index())?)?;
                Some((*id, Attributes { all: family.all_names(), sure: family.sure() }))
            })
            .collect();
        let of_module = |at: usize| {
            let mut sight = Sight::default();
            for id in &classes {
                let Some(item) = program.items.get(id.index()) else { continue };
                if reach.from(at).contains(item.module.index()) {
                    sight.add(program, item);
                }
            }
            sight.find_unsure(&attributes);
            sight
        };
        (0..program.modules.len()).map(of_module).collect()
    }

    fn add(&mut self, program: &'a resolve::Program, item: &'a resolve::Item) {
        self.classes.push(item.id);
        let Some(family) = Family::of(program, item) else { return };
        for member in family.own_members() {
            let name = member.def.name.name.clone();
            match member.kind {
                super::family::Kind::Getter | super::family::Kind::Setter => {
                    self.properties.insert(name);
                }
                super::family::Kind::Init => {}
                super::family::Kind::Method
                | super::family::Kind::Static
                | super::family::Kind::OfClass => {
                    self.has_operators |= is_special(&name);
                    self.methods.entry(name).or_default().push(member);
                }
            }
        }
        self.attributes.extend(family.own_attributes());
        if let Some(options) = family.classes.first().and_then(|(item, def)| options(item, def)) {
            self.has_operators = true;
            let fields = fields(&family).into_iter();
            self.frozen.extend(fields.filter(|_| options.frozen).map(|it| it.name.clone()));
            self.made.extend(["__eq__", "__repr__"].map(Name::from));
        }
    }

    /// What instances of the class, or of one that derives from it, may have.
    pub fn names_of(&self, program: &'a resolve::Program, class: ItemId) -> FxHashSet<Name> {
        let items = self.classes.iter().filter_map(|id| program.items.get(id.index()));
        let families = items.filter_map(|item| Family::of(program, item));
        let related = families.filter(|it| it.classes.iter().any(|(item, _)| item.id == class));
        related.flat_map(|family| family.all_names()).collect()
    }

    /// Whether the class and those that derive from it are made of the same arguments.
    pub fn makes_alike(&self, program: &'a resolve::Program, class: ItemId) -> bool {
        let items = self.classes.iter().filter_map(|id| program.items.get(id.index()));
        let families = items.filter_map(|item| Family::of(program, item));
        let related: Vec<Family> =
            families.filter(|it| it.classes.iter().any(|(item, _)| item.id == class)).collect();
        let params = |family: &Family<'a>| {
            let fields = crate::lower::dataclass::is_data_init(family)
                .then(|| fields(family).into_iter().map(|it| it.name.clone()).collect::<Vec<_>>());
            (family.find("__init__").map(|init| names(&init.def.params)), fields)
        };
        let Some((first, rest)) = related.split_first() else { return true };
        rest.iter().all(|other| params(other) == params(first))
    }

    fn find_unsure(&mut self, attributes: &FxHashMap<ItemId, Attributes>) {
        let classes: Vec<&Attributes> =
            self.classes.iter().filter_map(|id| attributes.get(id)).collect();
        let mut sure_of: FxHashMap<&Name, usize> = FxHashMap::default();
        for name in classes.iter().flat_map(|class| &class.sure) {
            *sure_of.entry(name).or_default() += 1;
        }
        let is_unsure = |name: &&Name| sure_of.get(name).copied() != Some(classes.len());
        let names = classes.iter().flat_map(|class| &class.all).filter(is_unsure);
        self.unsure.extend(names.filter(|name| !self.methods.contains_key(*name)).cloned());
    }

    pub fn to_ir(&self) -> ir::Sight {
        ir::Sight {
            methods: self.methods.keys().chain(&self.made).cloned().collect(),
            properties: self.properties.clone(),
            has_operators: self.has_operators,
        }
    }

    /// Whether a class in sight has a static method, or one of the class, of that name.
    pub fn is_of_class(&self, name: &str) -> bool {
        use crate::lower::family::Kind;
        let members = self.methods.get(name);
        members
            .is_some_and(|it| it.iter().any(|it| matches!(it.kind, Kind::Static | Kind::OfClass)))
    }

    /// The parameters of the methods of that name, if all of them have the same.
    pub fn method(&self, name: &str) -> Option<&'a ast::FunctionDef> {
        let (first, rest) = self.methods.get(name)?.split_first()?;
        let same = |member: &MemberOf<'a>| {
            member.kind == first.kind && names(&member.def.params) == names(&first.def.params)
        };
        rest.iter().all(same).then_some(first.def)
    }
}

/// What a call by keyword depends on.
fn names(params: &ast::Params) -> Vec<(Name, bool)> {
    crate::lower::func::all_params(params)
        .map(|(param, _)| (param.name.name.clone(), param.default.is_some()))
        .collect()
}

pub(super) fn is_special(name: &str) -> bool {
    name.len() > 4 && name.starts_with("__") && name.ends_with("__")
}
