//! Decorators that keep what they decorate.
//!
//! ```text
//! HANDLERS = {}
//!
//! @register("b")     `register` stores into `HANDLERS`: `two` is needed as soon as `HANDLERS` and anything of its module are
//! def two(): ...
//!
//! import plugins     nothing of `plugins` is needed but what its decorators keep: PSC211 there, for nothing in the browser loads it
//! ```

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::loading::Loading;
use super::mention;
use crate::base::Name;
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::outline::ChunkKind;
use crate::resolve::ItemKind;
use crate::resolve::graph::Graph;
use crate::resolve::meaning::{Meaning, ModId};
use crate::syntax;

impl Graph<'_, '_> {
    /// Needs the functions and classes whose decorators change what is needed.
    pub(in crate::resolve) fn need_registered(&mut self) {
        let mut registered = Vec::new();
        let needed: BTreeSet<ModId> = self.origins.iter().map(|(def, _)| def.module).collect();
        for id in needed {
            let Some(module) = self.names.modules.get(id) else { continue };
            let text = module.source.text.clone();
            for chunk in &module.outline().chunks {
                let Some(name) = chunk.binds.first() else { continue };
                registered.extend(chunk.decorators.iter().map(|span| {
                    let by = syntax::parse_expression(&text, *span, &mut Sink::new());
                    (id, span.text(&text).to_owned(), by, name.clone())
                }));
            }
        }
        if registered.is_empty() {
            return;
        }
        let watched = self.watched();
        // Whether a decorator changes something is no name that anybody needs.
        let known = self.names.set_aside();
        let mut loading = Loading::new(&mut self.names, watched);
        let mut changing: FxHashMap<(ModId, String), bool> = FxHashMap::default();
        registered.retain(|(id, text, by, _)| {
            let known = changing.entry((*id, text.clone()));
            *known.or_insert_with(|| loading.keeper(*id, by).is_some())
        });
        self.names.take_back(known);
        for (id, _, _, name) in registered {
            self.names.asking = self.names.modules.home(id);
            if let Some(Meaning::Def(def)) = self.names.name(id, &name)
                && matches!(def.kind, ItemKind::Function { .. } | ItemKind::Class(_))
            {
                self.need(&def, None);
            }
        }
    }

    /// Reports the definitions that decorators keep in a module which the browser does not load, and Python does: one of which
    /// something is needed imports it, or what it is in.
    pub(super) fn report_registered(&mut self, decorated: &[(ModId, usize)]) {
        let needed: BTreeSet<ModId> = self.origins.iter().map(|(def, _)| def.module).collect();
        let imported = self.imported_words(&needed);
        let mut found = Vec::new();
        for (id, chunk) in decorated {
            let Some(module) = self.names.modules.get(*id) else { continue };
            let is_installed = module.source.path.iter().any(|part| part == "site-packages");
            let is_elsewhere = module.is_of_library() || is_installed;
            let is_loaded = imported.contains(own_name(&module.dotted));
            if needed.contains(id) || is_elsewhere || !is_loaded {
                continue;
            }
            let text = module.source.text.clone();
            let Some(chunk) = module.outline().chunks.get(*chunk) else { continue };
            for span in &chunk.decorators {
                let by = syntax::parse_expression(&text, *span, &mut Sink::new());
                found.push((*id, by, *span, chunk.binds.first().cloned()));
            }
        }
        if found.is_empty() {
            return;
        }
        let watched = self.watched();
        let known = self.names.set_aside();
        let mut loading = Loading::new(&mut self.names, watched);
        let mut kept: Vec<(Span, Name, Name)> = Vec::new();
        for (id, by, span, name) in found {
            let keeper = loading.keeper(id, &by);
            kept.extend(keeper.zip(name).map(|(keeper, name)| (span, keeper, name)));
        }
        self.names.take_back(known);
        for (span, keeper, name) in kept {
            let message =
                format!("`{keeper}` keeps `{name}`, but nothing in the browser loads this module");
            let help = "use something of this module in browser code, or define it where the value is that keeps it";
            self.report(Diagnostic::new(Code::PSC211, span, message).help(help));
        }
    }

    /// The words of the imports of these modules, and of those that they import.
    fn imported_words(&self, needed: &BTreeSet<ModId>) -> BTreeSet<Name> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::new();
        loop {
            let is_loaded = |id: &ModId| {
                let module = self.names.modules.get(*id);
                needed.contains(id)
                    || module.is_some_and(|module| found.contains(own_name(&module.dotted)))
            };
            let loaded = self.names.modules.ids().filter(is_loaded);
            let fresh: Vec<ModId> = loaded.filter(|id| !seen.contains(id)).collect();
            if fresh.is_empty() {
                return found;
            }
            for module in fresh.iter().filter_map(|id| self.names.modules.get(*id)) {
                for (at, chunk) in module.outline().chunks.iter().enumerate() {
                    if matches!(chunk.kind, ChunkKind::Import | ChunkKind::FromImport) {
                        let words = mention::words(module.chunk_text(at));
                        found.extend(words.map(|(_, word)| Name::from(word)));
                    }
                }
            }
            seen.extend(fresh);
        }
    }
}

/// `handlers` of `app.handlers`.
fn own_name(dotted: &str) -> &str {
    dotted.rsplit('.').next().unwrap_or(dotted)
}
