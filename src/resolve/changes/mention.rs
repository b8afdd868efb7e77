//! Which statements can have to do with a value at all, by their text: the rest is never parsed.

use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::values::{has_containers, is_changing};
use crate::base::Name;
use crate::outline::ChunkKind;
use crate::resolve::ItemKind;
use crate::resolve::meaning::{Def, ModId};
use crate::resolve::modules::Modules;

/// How often what has a watched value by another name is looked for; as often as that finds more, mostly once or twice.
const ROUNDS: usize = 16;

/// Words to look for, with the modules of the values that each may stand for.
type Words = FxHashMap<Name, BTreeSet<ModId>>;

/// The statements that can have to do with a watched value.
#[derive(Default)]
pub(in crate::resolve) struct Searched {
    pub(super) chunks: Vec<(ModId, usize)>,
    /// What was looked for, and the module of the value.
    pub words: Vec<(Name, ModId)>,
    /// The modules of the chunks, and that of the value.
    pub places: BTreeSet<(ModId, ModId)>,
}

/// The chunks that run when their module loads and name a watched value, what else holds it, or a function
/// that does.
pub(super) fn search(modules: &mut Modules<'_>, watched: &[Rc<Def>]) -> Searched {
    let (mut names, mut others) = (Words::default(), Words::default());
    for def in watched {
        let words = match &def.kind {
            ItemKind::Constant { .. } => &mut names,
            ItemKind::Class(class) if has_containers(class) => &mut names,
            _ => &mut others,
        };
        words.entry(def.name.clone()).or_default().insert(modules.home(def.module));
    }
    load_mentioning(modules, names.keys().chain(others.keys()).cloned().collect());
    for _ in 0..ROUNDS {
        let found = other_names(modules, &names);
        let mut fresh = Vec::new();
        let mut has_grown = false;
        for (name, of) in found {
            if !names.contains_key(&name) {
                fresh.push(name.clone());
            }
            let known = names.entry(name).or_default();
            let before = known.len();
            known.extend(of);
            has_grown |= known.len() > before;
        }
        if !has_grown {
            break;
        }
        load_mentioning(modules, fresh);
    }
    let mut found = Searched::default();
    for id in modules.ids() {
        chunks_of(modules, id, watched, (&names, &others), &mut found);
    }
    let words = names.into_iter().chain(others);
    found.words =
        words.flat_map(|(name, of)| of.into_iter().map(move |of| (name.clone(), of))).collect();
    found
}

/// The definitions with decorators that may keep them in a watched value: methods of that, or functions that store into it. What
/// was looked for is added to what was searched.
pub(super) fn decorated(
    modules: &mut Modules<'_>,
    watched: &[Rc<Def>],
    searched: &mut Searched,
) -> Vec<(ModId, usize)> {
    let mut values = Words::default();
    for def in watched {
        if matches!(def.kind, ItemKind::Constant { .. } | ItemKind::Class(_)) {
            values.entry(def.name.clone()).or_default().insert(modules.home(def.module));
        }
    }
    let mut storing = Words::default();
    for id in modules.ids() {
        let Some(module) = modules.get(id) else { continue };
        if module.around.is_some() || !mentions(&module.source.text, &values) {
            continue;
        }
        for (index, chunk) in module.outline().chunks.iter().enumerate() {
            let text = module.chunk_text(index);
            if chunk.kind == ChunkKind::Function
                && text.contains("return")
                && let Some(name) = chunk.binds.first()
            {
                let of = mentioned(text, &values, may_store);
                if !of.is_empty() {
                    storing.entry(name.clone()).or_default().extend(of);
                }
            }
        }
    }
    load_mentioning(modules, storing.keys().cloned().collect());
    let words = storing.iter().flat_map(|(name, of)| of.iter().map(|of| (name.clone(), *of)));
    searched.words.extend(words);
    for (name, of) in values {
        storing.entry(name).or_default().extend(of);
    }
    let mut found = Vec::new();
    for id in modules.ids() {
        let Some(module) = modules.get(id) else { continue };
        if module.around.is_some() || !mentions(&module.source.text, &storing) {
            continue;
        }
        let home = modules.home(id);
        for (index, chunk) in module.outline().chunks.iter().enumerate() {
            let of: BTreeSet<ModId> = chunk
                .decorators
                .iter()
                .flat_map(|span| mentioned(module.text(*span), &storing, |_| true))
                .collect();
            if !of.is_empty() {
                found.push((id, index));
                searched.places.extend(of.into_iter().map(|of| (home, of)));
            }
        }
    }
    found
}

/// Whether what follows a name may store into its value: `[key] = …`, `.append(…)`.
fn may_store(rest: &str) -> bool {
    if let Some(method) = rest.strip_prefix('.') {
        let end = method.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(method.len());
        return method.get(..end).is_some_and(is_changing);
    }
    let Some((_, after)) = rest.strip_prefix('[').and_then(|key| key.split_once(']')) else {
        return false;
    };
    let after = after.trim_start();
    after.starts_with(['.', '[']) || after.starts_with('=') && !after.starts_with("==")
}

/// Reads the files that have one of the words, where not all files are read anyway.
fn load_mentioning(modules: &mut Modules<'_>, words: Vec<Name>) {
    if words.is_empty() {
        return;
    }
    for path in modules.files.mentioning(&words) {
        modules.at_path(&path);
    }
}

/// The names that statements bind which mention one of the words: they may hold what that holds.
fn other_names(modules: &Modules<'_>, names: &Words) -> Vec<(Name, BTreeSet<ModId>)> {
    let mut found = Vec::new();
    for id in modules.ids() {
        let Some(module) = modules.get(id) else { continue };
        if !mentions(&module.source.text, names) {
            continue;
        }
        for (index, chunk) in module.outline().chunks.iter().enumerate() {
            let is_import = matches!(chunk.kind, ChunkKind::Import | ChunkKind::FromImport);
            if is_import || chunk.binds.is_empty() {
                continue;
            }
            let of = mentioned(module.chunk_text(index), names, |_| true);
            if !of.is_empty() {
                found.extend(chunk.binds.iter().map(|name| (name.clone(), of.clone())));
            }
        }
    }
    found
}

fn chunks_of(
    modules: &Modules<'_>,
    id: ModId,
    watched: &[Rc<Def>],
    (names, others): (&Words, &Words),
    found: &mut Searched,
) {
    let Some(module) = modules.get(id) else { return };
    // What the body of a function changes elsewhere, it changes when it is called.
    if module.around.is_some() && !watched.iter().any(|def| def.module == id) {
        return;
    }
    let has_names = mentions(&module.source.text, names);
    let has_others = mentions(&module.source.text, others);
    if !has_names && !has_others {
        return;
    }
    for (index, chunk) in module.outline().chunks.iter().enumerate() {
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
        if !runs {
            continue;
        }
        let text = module.chunk_text(index);
        let mut of = BTreeSet::new();
        if has_names {
            of.extend(mentioned(text, names, |_| true));
        }
        if has_others {
            // `name.x`, `name[0]`
            of.extend(mentioned(text, others, |rest| rest.starts_with(['.', '['])));
        }
        if !of.is_empty() {
            found.chunks.push((id, index));
            let home = modules.home(id);
            found.places.extend(of.into_iter().map(|of| (home, of)));
        }
    }
}

/// Whether one of the names stands in the text as a word.
fn mentions(text: &str, names: &Words) -> bool {
    may_mention(text, names) && words(text).any(|(_, word)| names.contains_key(word))
}

/// How many names are looked for one by one, which is faster than word by word.
const FEW: usize = 24;

fn may_mention(text: &str, names: &Words) -> bool {
    let is_in = |name: &Name| memchr::memmem::find(text.as_bytes(), name.as_bytes()).is_some();
    names.len() > FEW || names.keys().any(is_in)
}

/// The modules of the values whose names stand there, before what `fits`.
fn mentioned(text: &str, names: &Words, fits: impl Fn(&str) -> bool) -> BTreeSet<ModId> {
    let mut found = BTreeSet::new();
    if may_mention(text, names) {
        for (end, word) in words(text) {
            if let Some(of) = names.get(word)
                && fits(text.get(end..).unwrap_or_default())
            {
                found.extend(of);
            }
        }
    }
    found
}

/// The words of the text, with where each ends.
pub(super) fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    text.split(move |c| !is_word(c)).filter_map(move |word| {
        let end = at + word.len();
        // One sign, of one or more bytes, lies between two words.
        at = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        (!word.is_empty()).then_some((end, word))
    })
}
