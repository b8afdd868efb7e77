//! From the grown graph to the [`Program`]: modules sorted by path, items by place, ids to match.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::changes::Searched;
use super::graph::Graph;
use super::meaning::{Meaning, ModId};
use super::unknown::is_string;
use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{ImportName, JsImport, ModuleId};
use crate::outline::ChunkKind;
use crate::resolve::{Binding, Item, ItemId, JsRef, Module, Program};
use crate::syntax::{self, ast, ast::StmtKind};

impl Graph<'_, '_> {
    /// Side effects, order and ids. Server events are the caller's.
    pub fn finish(mut self, running: Vec<Option<ItemId>>) -> Program {
        let homes = self.origins.iter().map(|(def, _)| self.names.modules.home(def.module));
        let mut used: Vec<ModId> = homes.collect();
        used.sort_unstable();
        used.dedup();
        used.sort_by_cached_key(|id| self.names.modules.get(*id).map(|it| it.path.clone()));
        let places: FxHashMap<ModId, usize> =
            used.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        let mut modules = Vec::new();
        for (index, id) in used.iter().enumerate() {
            modules.extend(self.module(ModuleId(index as u32), *id));
        }
        self.collisions(&modules);
        let order = self.order(&places);
        self.name_items(&order);
        let mut renamed = vec![ItemId(0); order.len()];
        for (new, old) in order.iter().enumerate() {
            if let Some(slot) = renamed.get_mut(old.index()) {
                *slot = ItemId(new as u32);
            }
        }
        let mut items: Vec<Item> = self.items;
        for item in &mut items {
            item.id = renamed.get(item.id.index()).copied().unwrap_or(item.id);
            let at = places.get(&ModId(item.module.0)).copied();
            item.module = ModuleId(at.unwrap_or_default() as u32);
            item.key = item.name.clone();
            for binding in Arc::make_mut(&mut item.refs).values_mut() {
                if let Binding::Item(id) = binding {
                    *id = renamed.get(id.index()).copied().unwrap_or(*id);
                }
            }
        }
        items.sort_by_key(|item| item.id);
        for item in &items {
            if let Some(module) = modules.get_mut(item.module.index()) {
                module.items.push(item.id);
            }
        }
        let nested = super::nested::add(&mut items);
        let file = |id| self.names.modules.get(id).map(|module| module.file());
        let lookups = self.names.lookups.iter();
        let lookups = lookups.filter_map(|(from, to)| Some((file(*from)?, file(*to)?))).collect();
        let asked = self.names.asked.iter();
        let asked = asked.filter_map(|(from, to)| Some((file(*from)?, file(*to)?))).collect();
        let unmet = self.names.unmet();
        let Searched { words, places, .. } = self.searched;
        let words = words.into_iter().filter_map(|(word, of)| Some((word, file(of)?))).collect();
        let places = places.into_iter();
        let searched = places.filter_map(|(from, of)| Some((file(from)?, file(of)?))).collect();
        let assets = self.names.assets.into_iter().collect();
        let npm = self.names.npm.into_iter().collect();
        let running = running.into_iter();
        let running =
            running.map(|id| id.and_then(|id| renamed.get(id.index()).copied())).collect();
        Program {
            modules,
            items,
            npm,
            server_events: Vec::new(),
            assets,
            lookups,
            asked,
            unmet,
            words,
            searched,
            nested,
            running,
        }
    }

    /// The items as they will be numbered: by module, then by place.
    fn order(&self, places: &FxHashMap<ModId, usize>) -> Vec<ItemId> {
        let mut order: Vec<ItemId> = self.items.iter().map(|item| item.id).collect();
        order.sort_by_cached_key(|id| {
            let item = self.items.get(id.index());
            let module = item.map(|it| ModId(it.module.0));
            // What a live text says comes first: its values are there from the start.
            let file = module.and_then(|id| self.names.modules.get(id)).map(|it| it.file());
            let module = module.and_then(|id| places.get(&id));
            let is_own = item.map(|it| Some(it.name_span.file) == file);
            (module, is_own, item.map(|it| it.name_span.start), *id)
        });
        order
    }

    /// Names what stands in functions and classes, by place: `show`, and `show_2` where the module has
    /// a `show` already.
    fn name_items(&mut self, order: &[ItemId]) {
        let mut taken: FxHashMap<ModuleId, FxHashSet<Name>> = FxHashMap::default();
        let mut given = FxHashSet::default();
        let mut later = Vec::new();
        for id in order {
            let Some((item, (def, _))) =
                self.items.get(id.index()).zip(self.origins.get(id.index()))
            else {
                continue;
            };
            let names = taken.entry(item.module).or_insert_with(|| {
                let module = self.names.modules.get(ModId(item.module.0));
                module.map(|it| it.binds.keys().cloned().collect()).unwrap_or_default()
            });
            let is_named = def.module.0 == item.module.0 || item.name != def.name;
            let is_own = is_named && names.contains(&item.name);
            // One function may be two items: a function, and a component.
            let is_first = is_own && given.insert((item.module, item.name.clone()));
            if !is_first && !item.kind.is_type() {
                later.push(*id);
            }
        }
        for id in later {
            let Some(item) = self.items.get_mut(id.index()) else { continue };
            let Some(names) = taken.get_mut(&item.module) else { continue };
            let numbered = (2..).map(|count| Name::from(format!("{}_{count}", item.name)));
            let mut candidates = std::iter::once(item.name.clone()).chain(numbered);
            if let Some(free) = candidates.find(|name| !names.contains(name)) {
                names.insert(free.clone());
                item.name = free;
            }
        }
    }

    fn module(&mut self, id: ModuleId, of: ModId) -> Option<Module> {
        self.names.asking = of;
        let side_effects = self.side_effects(of);
        let docstring = self.docstring(of);
        let data = self.names.modules.get(of)?;
        Some(Module {
            id,
            file: data.file(),
            path: data.path.clone(),
            dotted: data.dotted.clone(),
            docstring,
            items: Vec::new(),
            side_effects,
        })
    }

    fn docstring(&self, id: ModId) -> Option<Name> {
        let module = self.names.modules.get(id)?;
        let chunk = module.outline().chunks.first()?;
        let text = module.text(chunk.span);
        if chunk.kind != ChunkKind::Expr || !is_string(text) {
            return None;
        }
        let expr = syntax::parse_expression(&module.source.text, chunk.span, &mut Sink::new());
        match expr.kind {
            ast::ExprKind::Constant(ast::Constant::Str(text)) => Some(clean(&text)),
            _ => None,
        }
    }

    /// Imports for their side effect, and `ps.require`: the statements of a module that matter
    /// though no name leads to them.
    fn side_effects(&mut self, id: ModId) -> Vec<JsImport> {
        let Some(module) = self.names.modules.get(id) else { return Vec::new() };
        let is_candidate = |index: &usize| {
            let text = module.chunk_text(*index);
            match module.kind(*index) {
                Some(ChunkKind::Expr) => text.contains("require") || text.contains("Import"),
                Some(ChunkKind::Assign) => text.contains("side_effect"),
                _ => false,
            }
        };
        let chunks: Vec<usize> = (0..module.outline().chunks.len()).filter(is_candidate).collect();
        let mut found = Vec::new();
        for chunk in chunks {
            let Some(parsed) = self.names.modules.parse(id, chunk) else { continue };
            for stmt in &parsed.stmts {
                match &stmt.kind {
                    StmtKind::Expr(value) | StmtKind::Assign { value, .. } => {
                        found.extend(self.side_effect(id, value));
                    }
                    _ => {}
                }
            }
        }
        found
    }

    fn side_effect(&mut self, id: ModId, value: &ast::Expr) -> Option<JsImport> {
        let ast::ExprKind::Call { func, args } = &value.kind else { return None };
        if let Some(Meaning::Value(Binding::Special("require"))) = self.names.chain(id, func) {
            if let Err(refusal) = self.names.require(args) {
                self.report(refusal.diagnostic(value.span));
            }
            return None;
        }
        match self.names.js_call(id, value)? {
            Meaning::Value(Binding::Js(JsRef::Import { import, .. }))
                if import.name == ImportName::SideEffect =>
            {
                Some(import)
            }
            Meaning::Refused(refusal) => {
                self.report(refusal.diagnostic(value.span));
                None
            }
            _ => None,
        }
    }

    /// Two files that would be written to one place.
    fn collisions(&mut self, modules: &[Module]) {
        let mut first: BTreeMap<&str, &Module> = BTreeMap::new();
        for module in modules {
            if let Some(other) = first.insert(&module.path, module) {
                let message = format!("two files compile to `{}`", module.path);
                let found = Diagnostic::new(Code::PSC004, Span::new(module.file, 0, 0), message)
                    .label(Span::new(other.file, 0, 0), "the other file")
                    .help("rename one of them");
                self.sink.push(found);
            }
        }
    }
}

/// `inspect.cleandoc`.
fn clean(text: &str) -> Name {
    let expanded = text.replace('\t', "        ");
    let lines: Vec<&str> = expanded.lines().collect();
    let indent = (lines.iter().skip(1))
        .filter(|line| !line.trim().is_empty())
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    let cut = |(index, line): (usize, &&str)| match index {
        0 => line.trim_start().to_owned(),
        _ => line.get(indent.min(line.len())..).unwrap_or_default().to_owned(),
    };
    let cleaned: Vec<String> = lines.iter().enumerate().map(cut).collect();
    cleaned.join("\n").trim_matches('\n').trim_end().into()
}
