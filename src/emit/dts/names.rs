//! What a declaration file calls the types it uses, and what it must import for that.
//!
//! A class of the project keeps its name; where that hides a type of the library (`class
//! Map(TypedDict)`), the library's is `globalThis.Map` in its own file, and the class is `Map_` in others.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::resolve::{Item, ItemId};
use crate::tables::{js_reserved, ts_types};

use super::Target;
use super::ts::Naming;

/// The names of one declaration file.
pub(super) struct Names<'a> {
    target: &'a Target<'a>,
    /// The module the file is of.
    module: crate::ir::ModuleId,
    /// Types that the file declares or imports.
    taken: FxHashSet<String>,
    items: FxHashMap<ItemId, String>,
    /// Specifier → exported name → local name.
    packages: BTreeMap<String, BTreeMap<String, String>>,
    local: BTreeMap<String, BTreeMap<String, String>>,
}

impl<'a> Names<'a> {
    pub fn new(target: &'a Target<'a>, module: crate::ir::ModuleId) -> Names<'a> {
        let taken = FxHashSet::default();
        let (items, packages, local) = Default::default();
        Names { target, module, taken, items, packages, local }
    }

    /// A type of the project that the file declares.
    pub fn declare(&mut self, item: &Item) {
        let name = type_name(&item.name);
        self.taken.insert(name.clone());
        self.items.insert(item.id, name);
    }

    /// A name for a type the file declares of its own accord: `ChatProps`.
    pub fn fresh(&mut self, wanted: String) -> String {
        let mut name = wanted;
        while !self.taken.insert(name.clone()) {
            name.push('_');
        }
        name
    }

    fn import(&mut self, specifier: &str, name: &str, is_local: bool) -> String {
        self.import_as(specifier, name, name.to_owned(), is_local)
    }

    fn import_as(&mut self, specifier: &str, name: &str, wanted: String, is_local: bool) -> String {
        let known = if is_local { &self.local } else { &self.packages };
        if let Some(local) = known.get(specifier).and_then(|names| names.get(name)) {
            return local.clone();
        }
        let local = self.fresh(wanted);
        let lines = if is_local { &mut self.local } else { &mut self.packages };
        lines.entry(specifier.to_owned()).or_default().insert(name.to_owned(), local.clone());
        local
    }

    /// `import type { ReactNode } from "react";`, packages first.
    pub fn imports(&self) -> String {
        let mut out = String::new();
        for (specifier, names) in self.packages.iter().chain(&self.local) {
            let names: Vec<String> = names
                .iter()
                .map(|(name, local)| match name == local {
                    true => name.clone(),
                    false => format!("{name} as {local}"),
                })
                .collect();
            let specifier = super::ts::string(specifier);
            out += &format!("import type {{ {} }} from {specifier};\n", names.join(", "));
        }
        out
    }
}

impl Naming for Names<'_> {
    fn lib(&mut self, name: &str) -> String {
        if self.taken.contains(name) { format!("globalThis.{name}") } else { name.to_owned() }
    }

    fn react(&mut self, name: &'static str) -> String {
        self.import("react", name, false)
    }

    fn bridge(&mut self) -> String {
        self.import(self.target.client_package, crate::tables::channel::BRIDGE, false)
    }

    fn item(&mut self, id: ItemId) -> String {
        if let Some(name) = self.items.get(&id) {
            return name.clone();
        }
        let target = self.target;
        let home = target.resolved.items.get(id.index());
        let modules = &target.program.modules;
        let Some(item) = home else { return "any".to_owned() };
        // A class in a function or in a class has no name in the file.
        if item.within.is_some() {
            return "any".to_owned();
        }
        let (Some(from), Some(to)) =
            (modules.get(self.module.index()), modules.get(item.module.index()))
        else {
            return "any".to_owned();
        };
        let exported = type_name(&item.name);
        let specifier = (target.specifier)(from, to);
        let name = match is_lib(&exported) {
            true => self.import_as(&specifier, &exported, format!("{exported}_"), true),
            false => self.import(&specifier, &exported, true),
        };
        self.items.insert(id, name.clone());
        name
    }
}

/// Whether declarations may mean a type of the library by the name.
fn is_lib(name: &str) -> bool {
    ts_types::arity(name).is_some() || GENERIC.contains(&name)
}

/// The name of a type: that of the class, where TypeScript lets a type have it.
pub(super) fn type_name(name: &str) -> String {
    let is_taken =
        BUILT_IN.contains(&name) || js_reserved::is_reserved(name) || name == "globalThis";
    let plain = identifier(name);
    if is_taken { format!("{plain}_") } else { plain }
}

/// The name of a value or a parameter within a declaration.
pub(super) fn value_name(name: &str) -> String {
    let plain = identifier(name);
    let is_taken = js_reserved::is_reserved(name) || js_reserved::must_not_shadow(name);
    if is_taken { format!("{plain}_") } else { plain }
}

fn identifier(name: &str) -> String {
    super::super::names::identifier(&name.into()).to_string()
}

/// What declarations use of the library, beside the types in the table.
const GENERIC: &[&str] = &[
    "AsyncGenerator",
    "AsyncIterable",
    "AsyncIterableIterator",
    "Generator",
    "Iterable",
    "IterableIterator",
    "PromiseLike",
    "ReadonlySet",
];

/// Names no interface can have.
const BUILT_IN: &[&str] = &[
    "any",
    "bigint",
    "boolean",
    "infer",
    "keyof",
    "never",
    "number",
    "object",
    "readonly",
    "string",
    "symbol",
    "undefined",
    "unique",
    "unknown",
];
