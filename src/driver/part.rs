//! A part of a project: files that are compiled together, because some look into others, and all that came
//! of it. What is in a part depends on no file outside of it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::FileId;
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::driver::built::Built;
use crate::driver::inputs::Seen;
use crate::driver::project::{self, Analyzed};
use crate::driver::upward::{self, Need, What};
use crate::driver::{Config, Emission, Sources, sound, suppress};
use crate::host::Host;
use crate::resolve::ItemKind;
use crate::{facts, ir, resolve};

pub(super) struct Part {
    /// No other part has this number.
    pub number: u64,
    /// Those it was made of and those that were looked into.
    pub files: FxHashSet<FileId>,
    pub analyzed: Analyzed,
    /// What its files need of each other.
    pub needs: Vec<Need>,
    /// Sorted as the passes report, without what comments ignore.
    pub found: Vec<Diagnostic>,
    pub known: facts::Known,
    /// Which file's names lead into which others.
    pub lookups: FxHashMap<FileId, Vec<FileId>>,
    /// Local JavaScript files on disk, by their path from the root of an output.
    pub assets: BTreeMap<String, PathBuf>,
    /// The files of modules with errors.
    pub broken: Vec<FileId>,
    /// What was emitted, by file and runtime.
    emitted: Mutex<FxHashMap<(FileId, String), Emission>>,
    /// What a build writes of a file.
    built: Mutex<FxHashMap<FileId, Arc<Built>>>,
    /// What TypeScript was told, for a build or for a bundler, with the number of the channels it was told of.
    declared: Mutex<FxHashMap<(FileId, bool), Declared>>,
}

/// The text of declarations, if there are any, with the number of the channels.
type Declared = (u64, Option<String>);

/// A number that was never given out.
pub(super) fn number() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    LAST.fetch_add(1, Ordering::Relaxed)
}

impl Part {
    /// Compiles these files, of which others need what is said; `sink` has what reading them had to say.
    pub fn new(
        host: &dyn Host,
        config: &Config,
        sources: &mut Sources,
        given: &[FileId],
        outside: &[Need],
        around: &Seen<'_>,
        mut sink: Sink,
    ) -> Part {
        let before = sources.next();
        let demanded = outside.iter().filter_map(|need| {
            Some(resolve::Demand {
                path: config.absolute(&sources.get(need.to)?.path),
                name: need.name.clone(),
                is_alias: need.what == What::Alias,
            })
        });
        let demanded = demanded.collect();
        let mut analyzed =
            project::analyze_part(host, config, sources, given, around, demanded, &mut sink);
        project::hide_empty(&mut analyzed.program);
        let resolved = &analyzed.resolved;
        let mut files: FxHashSet<FileId> = given.iter().copied().collect();
        // What was read on the way and belongs to nobody yet.
        files.extend((before.0..sources.next().0).map(FileId));
        let found =
            suppress::apply(sources, config, |file| files.contains(&file), sink.into_sorted());
        let mut lookups: FxHashMap<FileId, Vec<FileId>> = FxHashMap::default();
        for (from, to) in &resolved.lookups {
            lookups.entry(*from).or_default().push(*to);
        }
        let assets = resolved.assets.iter();
        let assets = assets.map(|(file, path)| (path.to_string(), config.absolute(file)));
        Part {
            number: number(),
            assets: assets.collect(),
            broken: broken(&analyzed, sources, &found),
            known: facts::Known::of(&analyzed.program, &analyzed.types),
            files,
            needs: upward::needs(&analyzed.resolved),
            analyzed,
            found,
            lookups,
            emitted: Mutex::default(),
            built: Mutex::default(),
            declared: Mutex::default(),
        }
    }

    /// Has no more than these files; the others were only read along.
    pub fn keep(&mut self, files: &BTreeSet<FileId>) {
        self.files = files.iter().copied().collect();
        let resolved = &mut self.analyzed.resolved;
        resolved.asked.retain(|(from, _)| files.contains(from));
        resolved.searched.retain(|(_, value)| files.contains(value));
        resolved.words.retain(|(_, value)| files.contains(value));
        self.needs.retain(|need| files.contains(&need.from));
    }

    pub fn module(&self, file: FileId) -> Option<&ir::Module> {
        self.analyzed.program.modules.iter().find(|module| module.file == file)
    }

    pub fn has_error_in(&self, file: FileId) -> bool {
        self.found.iter().any(|found| {
            found.severity == Severity::Error && found.span.is_some_and(|span| span.file == file)
        })
    }

    pub fn components(&self, module: ir::ModuleId) -> Vec<String> {
        let items = self.analyzed.resolved.items.iter().filter(|item| item.module == module);
        let components = items.filter(|item| match &item.kind {
            ItemKind::Function { marker, .. } => marker.is_some_and(|marker| marker.is_jsx),
            ItemKind::Constant { .. }
            | ItemKind::TypeAlias(_)
            | ItemKind::TypeClass(_)
            | ItemKind::Class(_) => false,
        });
        components.map(|item| item.name.to_string()).collect()
    }

    /// What was emitted for the file, emitted now where it was not.
    pub fn emitted(
        &self,
        file: FileId,
        runtime: &str,
        emit: impl FnOnce() -> Emission,
    ) -> Emission {
        let key = (file, runtime.to_owned());
        let known = self.emitted.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        known.unwrap_or_else(|| {
            let made = emit();
            let mut emitted = self.emitted.lock().unwrap_or_else(PoisonError::into_inner);
            emitted.insert(key, made.clone());
            made
        })
    }

    /// What a build writes of the file, made now where it was not.
    pub fn built(&self, file: FileId, build: impl FnOnce() -> Built) -> Arc<Built> {
        let known = self.built.lock().unwrap_or_else(PoisonError::into_inner).get(&file).cloned();
        known.unwrap_or_else(|| {
            let made = Arc::new(build());
            let mut built = self.built.lock().unwrap_or_else(PoisonError::into_inner);
            built.insert(file, made.clone());
            made
        })
    }

    /// The same for its declarations.
    pub fn declared(
        &self,
        file: FileId,
        is_built: bool,
        channels: u64,
        declare: impl FnOnce() -> Option<String>,
    ) -> Option<String> {
        let file = (file, is_built);
        let mut declared = self.declared.lock().unwrap_or_else(PoisonError::into_inner);
        match declared.get(&file) {
            Some((known, made)) if *known == channels => made.clone(),
            _ => {
                drop(declared);
                let made = declare();
                declared = self.declared.lock().unwrap_or_else(PoisonError::into_inner);
                declared.insert(file, (channels, made.clone()));
                made
            }
        }
    }
}

/// The files of modules with errors.
fn broken(analyzed: &Analyzed, sources: &Sources, found: &[Diagnostic]) -> Vec<FileId> {
    let errors = found.iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<&Diagnostic> = errors.collect();
    if errors.is_empty() {
        return Vec::new();
    }
    let is_about = |found: &Diagnostic, module: &ir::Module| match found.span {
        Some(span) => span.file == module.file,
        // What pulsec finds wrong with itself names the module, not the file.
        None => {
            let path = found.path.as_deref().unwrap_or_default();
            let source = sources.get(module.file).map(|source| source.shown());
            Some(path) == source.as_deref() || (found.code == Code::PSC011 && *path == *module.path)
        }
    };
    // An error may be reported where a name is defined and leave its mark where it is used.
    let is_broken = |module: &&ir::Module| {
        errors.iter().any(|found| is_about(found, module)) || sound::has_error_nodes(module)
    };
    analyzed.program.modules.iter().filter(is_broken).map(|module| module.file).collect()
}
