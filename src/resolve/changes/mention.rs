//! Which statements can have to do with a value at all, by their text: the rest is never parsed.

use rustc_hash::FxHashSet;
use std::rc::Rc;

use crate::base::Name;
use crate::outline::ChunkKind;
use crate::resolve::ItemKind;
use crate::resolve::meaning::{Def, ModId};
use crate::resolve::modules::Modules;

/// How often what has a watched value by another name is looked for.
const ROUNDS: usize = 4;

/// The chunks that run when their module loads and name a watched value, what else holds it, or a function
/// that does.
pub(super) fn chunks(modules: &Modules<'_>, watched: &[Rc<Def>]) -> Vec<(ModId, usize)> {
    let is_constant = |def: &&Rc<Def>| matches!(def.kind, ItemKind::Constant { .. });
    let mut names: FxHashSet<Name> =
        watched.iter().filter(is_constant).map(|def| def.name.clone()).collect();
    let others: FxHashSet<Name> =
        watched.iter().filter(|def| !is_constant(def)).map(|def| def.name.clone()).collect();
    for _ in 0..ROUNDS {
        let mut found: Vec<Name> = Vec::new();
        for id in modules.ids() {
            let Some(module) = modules.get(id) else { continue };
            if !mentions(&module.source.text, &names) {
                continue;
            }
            for (index, chunk) in module.outline.chunks.iter().enumerate() {
                let is_new = chunk.binds.iter().any(|name| !names.contains(name));
                let is_import = matches!(chunk.kind, ChunkKind::Import | ChunkKind::FromImport);
                if is_new && !is_import && mentions(module.chunk_text(index), &names) {
                    found.extend(chunk.binds.iter().cloned());
                }
            }
        }
        let before = names.len();
        names.extend(found);
        if names.len() == before {
            break;
        }
    }
    let mut found = Vec::new();
    for id in modules.ids() {
        let Some(module) = modules.get(id) else { continue };
        // What the body of a function changes elsewhere, it changes when it is called.
        if module.around.is_some() && !watched.iter().any(|def| def.module == id) {
            continue;
        }
        let has_names = mentions(&module.source.text, &names);
        let has_others = mentions(&module.source.text, &others);
        if !has_names && !has_others {
            continue;
        }
        for (index, chunk) in module.outline.chunks.iter().enumerate() {
            let runs = match chunk.kind {
                ChunkKind::Expr
                | ChunkKind::Assign
                | ChunkKind::If
                | ChunkKind::Try
                | ChunkKind::For
                | ChunkKind::While
                | ChunkKind::With
                | ChunkKind::Match
                | ChunkKind::Class
                | ChunkKind::Other => true,
                ChunkKind::Function
                | ChunkKind::AsyncFunction
                | ChunkKind::Import
                | ChunkKind::FromImport
                | ChunkKind::TypeAlias
                | ChunkKind::Broken => false,
            };
            let text = module.chunk_text(index);
            let is_stored = || has_others && stores_into(text, &others);
            if runs && (has_names && mentions(text, &names) || is_stored()) {
                found.push((id, index));
            }
        }
    }
    found
}

/// Whether one of the names stands in the text as a word.
fn mentions(text: &str, names: &FxHashSet<Name>) -> bool {
    words(text).any(|(_, word)| names.contains(word))
}

/// Whether one of the names stands there with a part: `name.x`, `name[0]`.
fn stores_into(text: &str, names: &FxHashSet<Name>) -> bool {
    words(text).any(|(end, word)| {
        let rest = text.get(end..).unwrap_or_default();
        rest.starts_with(['.', '[']) && names.contains(word)
    })
}

/// The words of the text, with where each ends.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    text.split(move |c| !is_word(c)).filter_map(move |word| {
        let end = at + word.len();
        // One sign, of one or more bytes, lies between two words.
        at = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((end, word))
    })
}
