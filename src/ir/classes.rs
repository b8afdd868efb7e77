//! The classes of a program by their keys: members, who derives from whom, what is declared.
//!
//! ```text
//! class Shape: ...                  above Square; below Shape: Square
//! class Square(Shape): ...
//! ```

use fixedbitset::FixedBitSet;
use rustc_hash::FxHashMap;

use crate::base::Name;
use crate::ir::places::{self, ClassPlace};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Class, ClassKey, Expr, ExprKind, FuncId, Imports, Member, MemberKind, Module, ModuleId, Place,
    PlaceKind, Program, Py, Stmt, StmtKind, SymbolKind, Type,
};

/// A class with the module that it stands in.
#[derive(Clone, Copy, Debug)]
pub struct Found<'p> {
    pub module: &'p Module,
    pub class: &'p Class,
}

/// Where a class stands.
#[derive(Debug)]
struct Home {
    place: ClassPlace,
    /// Its members by name; of a property what reads it.
    members: FxHashMap<Name, usize>,
}

impl Home {
    fn of(place: ClassPlace, class: &Class) -> Home {
        let mut members: FxHashMap<Name, usize> = FxHashMap::default();
        for (at, member) in class.members.iter().enumerate() {
            let first = members.entry(member.name.clone()).or_insert(at);
            if class.members.get(*first).is_some_and(|it| matches!(it.kind, MemberKind::Setter(_)))
            {
                *first = at;
            }
        }
        Home { place, members }
    }
}

fn is_mixed(found: &Found) -> bool {
    found.class.of.as_ref().is_some_and(|of| of.kind().is_mixed)
}

/// What is found once for a program.
#[derive(Debug, Default)]
pub struct ClassIndex {
    by_key: FxHashMap<ClassKey, Home>,
    /// By module the methods of its classes, by name.
    methods: FxHashMap<ModuleId, FxHashMap<Name, Vec<(ClassKey, FuncId)>>>,
    /// What derives from a class, in its own module or in one that is compiled together with it.
    below: FxHashMap<ClassKey, Vec<ClassKey>>,
    /// By module those that it reaches: what they do to instances is known where the class is compiled.
    reached: Vec<Vec<ModuleId>>,
    /// The classes whose members functions are.
    members: FxHashMap<(ModuleId, FuncId), (ClassKey, usize)>,
    /// Which attributes are taken away again, and from the instances of which modules they may be.
    deleted: FxHashMap<Name, FixedBitSet>,
}

impl ClassIndex {
    pub fn of(program: &Program, imports: &Imports) -> ClassIndex {
        let mut index = ClassIndex::default();
        let mut derived = Vec::new();
        for module in &program.modules {
            for (place, class) in places::all(module) {
                let Some(of) = &class.of else { continue };
                let methods = index.methods.entry(module.id).or_default();
                for (at, member) in class.members.iter().enumerate() {
                    let Some(func) = member.kind.func() else { continue };
                    index.members.insert((module.id, func), (of.key().clone(), at));
                    if member.kind.method().is_some() {
                        let named = methods.entry(member.name.clone()).or_default();
                        named.push((of.key().clone(), func));
                    }
                }
                index.by_key.insert(of.key().clone(), Home::of(place, class));
                derived.push((module.id, of));
            }
        }
        if index.by_key.is_empty() {
            return index;
        }
        for (module, of) in derived {
            for above in of.kind().above.iter().filter(|it| imports.are_one(it.module, module)) {
                index.below.entry(above.clone()).or_default().push(of.key().clone());
            }
        }
        let reached = |module: &Module| {
            let reached = imports.reached(module.id).ones().map(|at| ModuleId(at as u32));
            std::iter::once(module.id).chain(reached.filter(|id| *id != module.id)).collect()
        };
        index.reached = program.modules.iter().map(reached).collect();
        for module in &program.modules {
            let mut deletes = Deletes { module, names: Vec::new() };
            walk::walk_module(&mut deletes);
            for name in deletes.names {
                let homes = index.deleted.entry(name).or_default();
                homes.grow(program.modules.len());
                homes.union_with(imports.reached(module.id));
                homes.insert(module.id.index());
            }
        }
        index
    }
}

/// Stands for the names that are values: `delattr(o, name)`.
const ANY: &str = "";

/// The attributes that a module takes away.
struct Deletes<'m> {
    module: &'m Module,
    names: Vec<Name>,
}

impl<'m> Visitor<'m> for Deletes<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if let StmtKind::Delete(Place { kind: PlaceKind::Attr { name, .. }, .. }) = &stmt.kind {
            self.names.push(name.clone());
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Py(Py::Builtin { row, .. } | Py::BuiltinRef(row)) = &expr.kind
            && row.name == "delattr"
        {
            self.names.push(ANY.into());
        }
        walk::walk_expr(self, expr);
    }
}

/// The classes of a program.
#[derive(Clone, Copy, Debug)]
pub struct Classes<'p, 'i> {
    program: &'p Program,
    index: &'i ClassIndex,
}

impl<'p, 'i> Classes<'p, 'i> {
    pub fn new(program: &'p Program, index: &'i ClassIndex) -> Classes<'p, 'i> {
        Classes { program, index }
    }

    pub fn is_empty(&self) -> bool {
        self.index.by_key.is_empty()
    }

    pub fn get(&self, key: &ClassKey) -> Option<Found<'p>> {
        let module = self.program.modules.get(key.module.index())?;
        let class = self.index.by_key.get(key)?.place.class(module)?;
        Some(Found { module, class })
    }

    pub fn all(&self) -> impl Iterator<Item = Found<'p>> {
        let mut keys: Vec<&ClassKey> = self.index.by_key.keys().collect();
        keys.sort_unstable();
        let classes = *self;
        keys.into_iter().filter_map(move |key| classes.get(key))
    }

    /// The modules in which what happens to instances of the class is known where its own module is compiled.
    pub fn known_in(&self, key: &ClassKey) -> &'i [ModuleId] {
        self.index.reached.get(key.module.index()).map_or(&[], Vec::as_slice)
    }

    /// The class that the function is a member of.
    pub fn owner(&self, module: ModuleId, func: FuncId) -> Option<Found<'p>> {
        self.owned(module, func).map(|(found, _)| found)
    }

    /// The same, with the member that it is.
    pub fn owned(&self, module: ModuleId, func: FuncId) -> Option<(Found<'p>, &'p Member)> {
        let (key, at) = self.index.members.get(&(module, func))?;
        let found = self.get(key)?;
        Some((found, found.class.members.get(*at)?))
    }

    /// The class's own member of that name; of a property what reads it.
    pub fn own_member(&self, found: Found<'p>, name: &str) -> Option<&'p Member> {
        let home = self.index.by_key.get(found.class.of.as_ref()?.key())?;
        let member = found.class.members.get(*home.members.get(name)?)?;
        match &member.kind {
            MemberKind::Alias(of) => found.class.members.get(*home.members.get(of)?),
            _member => Some(member),
        }
    }

    /// The class and those it derives from, the nearest first.
    pub fn chain(&self, key: &ClassKey) -> Vec<Found<'p>> {
        let Some(found) = self.get(key) else { return Vec::new() };
        let above = found.class.of.iter().flat_map(|of| &of.kind().above);
        std::iter::once(found).chain(above.filter_map(|key| self.get(key))).collect()
    }

    /// The class and those that derive from it, as far as its own module knows.
    pub fn below(&self, key: &ClassKey) -> Vec<Found<'p>> {
        let below = self.index.below.get(key).into_iter().flatten();
        std::iter::once(key).chain(below).filter_map(|key| self.get(key)).collect()
    }

    /// All that may have a say in what an instance has: the chain, and what derives from the class.
    pub fn family(&self, key: &ClassKey) -> Vec<Found<'p>> {
        let mut all = self.chain(key);
        let below = self.below(key);
        all.extend(below.iter().skip(1).copied());
        for mixed in below.into_iter().filter(is_mixed) {
            // What else its instances are made of.
            for found in mixed.class.of.iter().flat_map(|of| self.chain(of.key())) {
                if !all.iter().any(|known| std::ptr::eq(known.class, found.class)) {
                    all.push(found);
                }
            }
        }
        all
    }

    /// The nearest member of that name.
    pub fn member(&self, key: &ClassKey, name: &str) -> Option<(Found<'p>, &'p Member)> {
        self.chain(key).into_iter().find_map(|found| Some((found, self.own_member(found, name)?)))
    }

    /// The members of that name which an instance may have: by its class, or by one that derives from it.
    pub fn members(&self, key: &ClassKey, name: &str) -> Vec<(Found<'p>, &'p Member)> {
        let nearest = self.member(key, name);
        let below = self.below(key).into_iter().skip(1);
        let own = below.filter_map(|found| match is_mixed(&found) {
            true => self.member(found.class.of.as_ref()?.key(), name),
            false => Some((found, self.own_member(found, name)?)),
        });
        nearest.into_iter().chain(own).collect()
    }

    /// The type that the nearest class declares for the attribute.
    pub fn declared(&self, key: &ClassKey, name: &str) -> Option<&'p Type> {
        self.chain(key).into_iter().find_map(|found| found.class.declared.get(name))
    }

    /// Whether every instance has the attribute.
    pub fn is_sure(&self, key: &ClassKey, name: &str) -> bool {
        let mut deleted = [name, ANY].into_iter().filter_map(|name| self.index.deleted.get(name));
        !deleted.any(|homes| homes.contains(key.module.index()))
            && self.get(key).is_some_and(|found| found.class.sure.contains(name))
    }

    /// The class that the expression names.
    pub fn named(&self, module: &Module, expr: &Expr) -> Option<Found<'p>> {
        if self.is_empty() {
            return None;
        }
        let key = match &expr.kind {
            ExprKind::Symbol(symbol) => {
                let row = module.symbol(*symbol)?;
                match &row.kind {
                    SymbolKind::Foreign { module, name } => {
                        ClassKey { module: *module, name: name.clone() }
                    }
                    SymbolKind::Const { .. } => {
                        ClassKey { module: module.id, name: row.name.clone() }
                    }
                    SymbolKind::Function(_) | SymbolKind::Import(_) => return None,
                }
            }
            ExprKind::Var(var) => {
                ClassKey { module: module.id, name: module.classes.get(var)?.clone() }
            }
            // `Card.Part`
            ExprKind::Py(Py::Attr(around, name)) => {
                let around = self.named(module, around)?;
                let member = self.own_member(around, name)?;
                let ExprKind::Class(class) = &member.kind.value()?.kind else { return None };
                class.of.as_ref()?.key().clone()
            }
            _other => return None,
        };
        self.get(&key)
    }

    /// Every method of the module's classes that has the name.
    pub fn methods_named(&self, module: ModuleId, name: &Name) -> Vec<(Found<'p>, FuncId)> {
        let named = self.index.methods.get(&module).and_then(|methods| methods.get(name));
        let named = named.into_iter().flatten();
        let mut all: Vec<(Found<'p>, FuncId)> =
            named.filter_map(|(key, func)| Some((self.get(key)?, *func))).collect();
        all.sort_unstable_by_key(|(_, func)| func.index());
        all
    }
}
