//! The identifiers of one module: every variable, symbol and helper gets one that cannot be taken for
//! another.
//!
//! Python names are kept. Only what JavaScript would read otherwise changes: `delete` becomes
//! `delete_`, a local that would hide something the function needs (an import, a helper, `document`)
//! gets an underscore too.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::emit::js::{Global, is_identifier_name};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    self, Expr, ExprKind, FuncId, ImportName, Js, SymbolId, SymbolKind, VarId, VarKind,
};
use crate::tables::js_reserved;

/// The identifiers of a module.
pub(super) struct Names {
    vars: Vec<Name>,
    symbols: Vec<Name>,
    /// Everything taken, locals included.
    taken: FxHashSet<Name>,
    /// What is taken at module level: symbols, helpers, globals.
    outer: FxHashSet<Name>,
    /// The outermost function that each function stands in.
    roots: FxHashMap<FuncId, FuncId>,
    /// The variables of each outermost function and of those in it.
    locals: FxHashMap<FuncId, FxHashSet<Name>>,
    /// All names made up for the emitted code; a helper must not be hidden by one.
    made: FxHashSet<Name>,
    /// Imported helpers by their own name, with the local one.
    pub helpers: BTreeMap<&'static str, Name>,
    /// Imports that emitted code needs of its own accord: (source, name) → local name.
    pub extra: BTreeMap<(&'static str, &'static str), Name>,
}

impl Made {
    /// For a name that may hide the others.
    pub fn anew(&self) -> Made {
        Made { root: self.root, ..Made::default() }
    }
}

impl Names {
    /// `unbound` are the variables that are declared at the top of their function.
    pub fn new(
        module: &ir::Module,
        globals: &FxHashSet<Name>,
        unbound: &FxHashSet<VarId>,
    ) -> Names {
        let mut names = Names {
            vars: Vec::new(),
            symbols: Vec::new(),
            taken: FxHashSet::default(),
            outer: FxHashSet::default(),
            roots: FxHashMap::default(),
            locals: FxHashMap::default(),
            made: FxHashSet::default(),
            helpers: BTreeMap::new(),
            extra: BTreeMap::new(),
        };
        names.taken.extend(Global::ALL.iter().map(|global| Name::from(global.name())));
        names.taken.extend(globals.iter().cloned());
        names.symbols(module);
        names.outer.clone_from(&names.taken);
        names.vars(module, unbound);
        names
    }

    /// A variable keeps its name unless it would hide what its function mentions, or gets one that no
    /// variable of the module has by itself: `new` becomes `new__` where there is a `new_`.
    fn vars(&mut self, module: &ir::Module, unbound: &FxHashSet<VarId>) {
        let symbols = std::mem::take(&mut self.symbols);
        let Mentions { by_func: mentions, roots, outside, .. } = Mentions::of(module, &symbols);
        self.symbols = symbols;
        self.roots = roots;
        let nothing = FxHashSet::default();
        let written =
            module.vars.iter().filter(|var| !matches!(var.kind, VarKind::Temp | VarKind::Rebound));
        for var in written {
            self.take(var.owner, &var.name);
        }
        let mut made: FxHashMap<Option<FuncId>, Made> = FxHashMap::default();
        let mut renamed: FxHashMap<&Name, Name> = FxHashMap::default();
        // A loop's own variable may have the name of another one, unless it is declared at the top.
        let mut same: FxHashMap<(FuncId, &Name), u32> = FxHashMap::default();
        for var in &module.vars {
            *same.entry((var.owner, &var.name)).or_default() += 1;
        }
        for (id, var) in (0..).map(VarId).zip(&module.vars) {
            let outer = mentions.get(&var.owner).unwrap_or(&nothing);
            let is_second = unbound.contains(&id)
                && same.get(&(var.owner, &var.name)).is_some_and(|count| *count > 1);
            let name = match var.kind {
                VarKind::Local if is_second => {
                    let root = self.roots.get(&var.owner).copied();
                    let made = made.entry(root).or_insert_with(|| Made { root, ..Made::default() });
                    self.fresh(&var.name, made)
                }
                // Those of defaults stand outside of their function.
                VarKind::Temp | VarKind::Rebound => {
                    let root =
                        self.roots.get(&var.owner).copied().filter(|_| !outside.contains(&id));
                    let made = made.entry(root).or_insert_with(|| Made { root, ..Made::default() });
                    let name = self.fresh(&var.name, made);
                    if root.is_none() {
                        self.outer.insert(name.clone());
                    }
                    name
                }
                VarKind::Param | VarKind::Local | VarKind::Comp | VarKind::Function(_)
                    if is_apart(&var.name, outer) =>
                {
                    var.name.clone()
                }
                VarKind::Param | VarKind::Local | VarKind::Comp | VarKind::Function(_) => {
                    match renamed.get(&var.name) {
                        Some(name) => name.clone(),
                        None => {
                            let name = apart(&var.name, &self.taken);
                            renamed.insert(&var.name, name.clone());
                            name
                        }
                    }
                }
            };
            self.take(var.owner, &name);
            self.vars.push(name);
        }
    }

    /// The name is a variable's.
    fn take(&mut self, owner: FuncId, name: &Name) {
        self.taken.insert(name.clone());
        if let Some(root) = self.roots.get(&owner) {
            self.locals.entry(*root).or_default().insert(name.clone());
        }
    }

    /// For the names that are made up for a function.
    pub fn made_in(&self, func: FuncId) -> Made {
        Made { root: self.roots.get(&func).copied(), ..Made::default() }
    }

    /// Exported definitions keep their names; what is imported makes way.
    fn symbols(&mut self, module: &ir::Module) {
        let is_own = |kind: &SymbolKind| match kind {
            SymbolKind::Function(_) | SymbolKind::Const { .. } => true,
            SymbolKind::Foreign { .. } | SymbolKind::Import(_) => false,
        };
        let mut found: Vec<Option<Name>> = module.symbols.iter().map(|_| None).collect();
        for own in [true, false] {
            for (symbol, slot) in std::iter::zip(&module.symbols, &mut found) {
                if is_own(&symbol.kind) != own || is_side_effect(&symbol.kind) {
                    continue;
                }
                let name = apart(&identifier(&symbol.name), &self.taken);
                self.taken.insert(name.clone());
                *slot = Some(name);
            }
        }
        self.symbols = found.into_iter().map(|name| name.unwrap_or_else(|| "_".into())).collect();
    }

    pub fn var(&self, id: VarId) -> Name {
        self.vars.get(id.index()).cloned().unwrap_or_else(|| "_".into())
    }

    pub fn symbol(&self, id: SymbolId) -> Name {
        self.symbols.get(id.index()).cloned().unwrap_or_else(|| "_".into())
    }

    /// The local name of a runtime helper, which is imported from now on.
    pub fn helper(&mut self, name: &'static str) -> Name {
        debug_assert!(crate::runtime::exists(name), "no helper {name}");
        if let Some(local) = self.helpers.get(name) {
            return local.clone();
        }
        let local = self.unused(name, "py");
        self.helpers.insert(name, local.clone());
        local
    }

    /// The local name of an import that the emitted code needs: `jsx` of `react/jsx-runtime`.
    pub fn import(&mut self, source: &'static str, name: &'static str) -> Name {
        if let Some(local) = self.extra.get(&(source, name)) {
            return local.clone();
        }
        let local = self.unused(name, "react");
        self.extra.insert((source, name), local.clone());
        local
    }

    /// A name like `hint` for a constant of the module.
    pub fn constant(&mut self, hint: &str) -> Name {
        let mut number = 1;
        let mut name: Name = hint.into();
        while self.taken.contains(&name) || self.made.contains(&name) {
            number += 1;
            name = format!("{hint}{number}").into();
        }
        self.take_outside(&name);
        name
    }

    /// The name itself when nobody has it, else with a prefix: `len`, `pyLen`.
    fn unused(&mut self, name: &str, prefix: &str) -> Name {
        let made = &self.made;
        let is_free = |candidate: &str, taken: &FxHashSet<Name>| {
            !taken.contains(candidate)
                && !made.contains(candidate)
                && !js_reserved::is_reserved(candidate)
        };
        let mut candidate: Name = name.into();
        if !is_free(&candidate, &self.taken) {
            let mut chars = name.chars();
            let head: String = chars.next().into_iter().flat_map(char::to_uppercase).collect();
            candidate = format!("{prefix}{head}{}", chars.as_str()).into();
        }
        while !is_free(&candidate, &self.taken) {
            candidate = format!("{candidate}_").into();
        }
        self.take_outside(&candidate);
        candidate
    }

    fn take_outside(&mut self, name: &Name) {
        self.taken.insert(name.clone());
        self.outer.insert(name.clone());
    }

    /// A name like `hint` that no symbol or helper has, no variable of the function, nor anything in
    /// `made`. It may be given out again for another function.
    pub fn fresh(&mut self, hint: &str, made: &mut Made) -> Name {
        let stem = apart(hint, &FxHashSet::default());
        let mut number = made.numbers.get(&stem).copied().unwrap_or(1);
        let mut candidate = numbered(&stem, number);
        let locals = made.root.and_then(|root| self.locals.get(&root));
        let is_taken = |name: &Name| match (made.root, locals) {
            (None, _) => self.taken.contains(name),
            (Some(_), locals) => {
                self.outer.contains(name) || locals.is_some_and(|it| it.contains(name))
            }
        };
        while is_taken(&candidate) {
            number += 1;
            candidate = numbered(&stem, number);
        }
        made.numbers.insert(stem, number + 1);
        self.made.insert(candidate.clone());
        candidate
    }
}

/// Names made up for one function: the number to try next for each stem.
#[derive(Default, Debug)]
pub(super) struct Made {
    /// The outermost function around.
    root: Option<FuncId>,
    numbers: FxHashMap<Name, u32>,
}

fn numbered(stem: &Name, number: u32) -> Name {
    if number == 1 { stem.clone() } else { format!("{stem}{number}").into() }
}

/// The module-level and global names that each function, with the functions in it, mentions: what its
/// variables must not hide.
struct Mentions<'m> {
    module: &'m ir::Module,
    symbols: &'m [Name],
    open: Vec<FuncId>,
    by_func: FxHashMap<FuncId, FxHashSet<Name>>,
    roots: FxHashMap<FuncId, FuncId>,
    /// The variables that hold defaults.
    outside: FxHashSet<VarId>,
}

impl<'m> Mentions<'m> {
    fn of(module: &'m ir::Module, symbols: &'m [Name]) -> Mentions<'m> {
        let (open, by_func, roots, outside) = Default::default();
        let mut mentions = Mentions { module, symbols, open, by_func, roots, outside };
        walk::walk_module(&mut mentions);
        mentions
    }

    fn add(&mut self, name: &Name) {
        for func in &self.open {
            self.by_func.entry(*func).or_default().insert(name.clone());
        }
    }

    fn add_symbol(&mut self, symbol: SymbolId) {
        if let Some(name) = self.symbols.get(symbol.index()) {
            self.add(name);
        }
    }
}

impl<'m> Visitor<'m> for Mentions<'m> {
    fn module(&self) -> &'m ir::Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Symbol(symbol) => self.add_symbol(*symbol),
            ExprKind::Js(Js::Global(path)) => {
                let head = path.split('.').next().unwrap_or(path);
                self.add(&head.into());
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m ir::Place) {
        if let ir::PlaceKind::Symbol(symbol) = &place.kind {
            self.add_symbol(*symbol);
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m ir::Function) {
        self.open.push(func.id);
        self.roots.extend(self.open.first().map(|root| (func.id, *root)));
        self.outside.extend(func.params.iter().filter_map(|param| match &param.default {
            Some(ir::Default::Once { temp, .. }) => Some(*temp),
            Some(ir::Default::Inline(_)) | None => None,
        }));
        let relied_on = Global::ALL.iter().map(|global| Name::from(global.name()));
        self.by_func.entry(func.id).or_default().extend(relied_on);
        // Defaults stand in the parameter list, where the function's own names are in scope.
        walk::walk_defaults(self, func);
        walk::walk_body(self, func);
        self.open.pop();
    }
}

fn is_side_effect(kind: &SymbolKind) -> bool {
    match kind {
        SymbolKind::Import(import) => import.name == ImportName::SideEffect,
        SymbolKind::Function(_) | SymbolKind::Const { .. } | SymbolKind::Foreign { .. } => false,
    }
}

/// An export of a JavaScript module may be any string; its local name may not: `a-b` becomes `a_b`.
pub(super) fn identifier(name: &Name) -> Name {
    if is_identifier_name(name) {
        return name.clone();
    }
    let plain = |c: char| if is_identifier_name(&format!("a{c}")) { c } else { '_' };
    format!("_{}", name.chars().map(plain).collect::<String>()).into()
}

/// Whether the name may stand as it is.
fn is_apart(name: &str, taken: &FxHashSet<Name>) -> bool {
    !js_reserved::is_reserved(name) && !js_reserved::must_not_shadow(name) && !taken.contains(name)
}

/// The name, with underscores until it is neither reserved nor taken.
fn apart(name: &str, taken: &FxHashSet<Name>) -> Name {
    let mut candidate: Name = name.into();
    while !is_apart(&candidate, taken) {
        candidate = format!("{candidate}_").into();
    }
    candidate
}
