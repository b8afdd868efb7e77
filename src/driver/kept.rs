//! A project that stays compiled, so that a bundler can ask for its modules one at a time.
//!
//! ```text
//! project.emit("app/chat.py")   →  import { initials } from "./format.py"; export function Chat …
//! ```
//!
//! What a file compiles to depends on the whole project: a helper that nothing marks is exported when
//! another file needs it, and its types come from those who call it. So everything is analyzed at
//! once, and emitted when asked for. Unlike in a build, an error keeps back only the module it is in
//! and those that need this one.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::base::FileId;
use crate::diag::{Code, Diagnostic, Severity, Sink};
use crate::driver::project::{self, Analyzed};
use crate::driver::{Channel, Config, Output, contract, discover, in_pool, sound, suppress};
use crate::emit;
use crate::host::Host;
use crate::resolve::{Binding, ItemKind};
use crate::{facts, ir, resolve};

/// A project, analyzed.
pub struct Project {
    pub config: Config,
    /// Its sources and all findings; no files.
    pub output: Output,
    analyzed: Analyzed,
    /// How many of the sources were asked for; they come first.
    given: usize,
    known: facts::Known,
    channels: Vec<Channel>,
    /// The modules that cannot be emitted, by id.
    broken: Vec<bool>,
    lookups: BTreeMap<FileId, Vec<FileId>>,
    /// Local JavaScript files on disk, by their path from the root of an output.
    assets: BTreeMap<String, PathBuf>,
}

/// What a file compiles to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Emission {
    /// It has an error, or needs a module that has one.
    Broken,
    /// Nothing in it is marked, and nothing of it is needed by others.
    Empty,
    Module(Bundled),
}

/// A module for a bundler: it imports other Python modules by the way to their `.py` files.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Bundled {
    pub code: String,
    /// The source map, as JSON.
    pub map: String,
    pub exports: Vec<String>,
    pub components: Vec<String>,
}

impl Project {
    /// Analyzes the files under the paths of `config`.
    pub fn analyze(host: &dyn Host, config: Config) -> Project {
        in_pool(|| analyze(host, config))
    }

    /// The id of a file that was read.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        self.output.sources.find(&self.config.shown(path))
    }

    /// The absolute path of a file that was read.
    pub fn path(&self, file: FileId) -> Option<PathBuf> {
        Some(self.config.absolute(&self.output.sources.get(file)?.path))
    }

    /// The file and every file that its names lead into, sorted by path.
    pub fn reach(&self, file: FileId) -> Vec<FileId> {
        let mut found = BTreeSet::from([file]);
        let mut open = vec![file];
        while let Some(at) = open.pop() {
            for next in self.lookups.get(&at).into_iter().flatten() {
                if found.insert(*next) {
                    open.push(*next);
                }
            }
        }
        let mut found: Vec<FileId> = found.into_iter().collect();
        found.sort_by_key(|file| self.path(*file));
        found
    }

    /// Whether the file is one of those that were asked for, not one that others only import.
    pub fn is_given(&self, file: FileId) -> bool {
        file.index() < self.given
    }

    /// Several modules at once.
    pub fn emit_all(&self, wanted: &[(FileId, &str)]) -> Vec<Emission> {
        in_pool(|| wanted.par_iter().map(|(file, runtime)| self.emit(*file, runtime)).collect())
    }

    /// The module of a file. `runtime` is what the helpers are imported from.
    pub fn emit(&self, file: FileId, runtime: &str) -> Emission {
        let modules = &self.analyzed.program.modules;
        let has_error = |found: &Diagnostic| {
            found.severity == Severity::Error && found.span.is_some_and(|span| span.file == file)
        };
        let Some(module) = modules.iter().find(|module| module.file == file) else {
            // A mistake may be all that there is of a module.
            let is_broken = self.output.diagnostics.iter().any(has_error);
            return if is_broken { Emission::Broken } else { Emission::Empty };
        };
        if self.broken.get(module.id.index()) == Some(&true) {
            return Emission::Broken;
        }
        if module.is_hidden {
            return Emission::Empty;
        }
        in_pool(|| self.emit_module(module, runtime)).map_or(Emission::Broken, Emission::Module)
    }

    /// What TypeScript is told of the module of a file, if anything is to be told.
    pub fn declarations(&self, file: FileId) -> Option<String> {
        let Analyzed { resolved, program, types } = &self.analyzed;
        let module = program.modules.iter().find(|module| module.file == file)?;
        if self.broken.get(module.id.index()) == Some(&true) {
            return None;
        }
        let declared = project::Declared {
            resolved,
            program,
            types,
            channels: &self.channels,
            sources: &self.output.sources,
            config: &self.config,
            link: &BySource { project: self, runtime: "" },
        };
        in_pool(|| declared.module(module))
    }

    fn emit_module(&self, module: &ir::Module, runtime: &str) -> Option<Bundled> {
        let source = self.output.sources.get(module.file)?;
        let path = self.config.absolute(&source.path);
        let mut texts = emit::Sources::new();
        let name = contract::relative_source(&source.path, &self.config);
        texts.add_named(module.file, path.to_string_lossy(), name, &*source.text);
        let extension = project::extension(&self.config);
        let file_name = path.with_extension(extension);
        let target = emit::Target {
            jsx: project::jsx_mode(&self.config),
            link: &BySource { project: self, runtime },
            file_name: &file_name.file_name().unwrap_or_default().to_string_lossy(),
            asserts_proofs: self.config.asserts_proofs,
        };
        let Analyzed { program, types, .. } = &self.analyzed;
        let types = types.module(module.id);
        let emitted = emit::emit(program, module, types, &self.known, &texts, &target);
        let exports = module.symbols.iter().filter(|symbol| symbol.exported);
        Some(Bundled {
            code: emitted.code,
            map: emitted.map,
            exports: exports.map(|symbol| symbol.name.to_string()).collect(),
            components: self.components(module.id),
        })
    }

    fn components(&self, module: ir::ModuleId) -> Vec<String> {
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
}

/// Modules are named by the way between their Python files.
struct BySource<'a> {
    project: &'a Project,
    runtime: &'a str,
}

impl BySource<'_> {
    fn way(&self, from: &ir::Module, to: &Path) -> String {
        let from = self.project.path(from.file).unwrap_or_default();
        let way = project::way(&from, to);
        if way.starts_with('.') { way } else { format!("./{way}") }
    }
}

impl emit::Link for BySource<'_> {
    fn module(&self, from: &ir::Module, to: &ir::Module) -> String {
        self.way(from, &self.project.path(to.file).unwrap_or_default())
    }

    fn file(&self, from: &ir::Module, path: &str) -> String {
        match self.project.assets.get(path) {
            Some(file) => self.way(from, file),
            None => self.way(from, &self.project.config.absolute(Path::new(path))),
        }
    }

    fn runtime(&self, _: &ir::Module) -> String {
        self.runtime.to_owned()
    }
}

fn analyze(host: &dyn Host, config: Config) -> Project {
    let mut sink = Sink::new();
    let discover::Found { mut sources, failures } = discover::discover(host, &config, &mut sink);
    let given = sources.len();
    let mut analyzed = project::analyze(host, &config, &mut sources, &mut sink);
    project::hide_empty(&mut analyzed.program);
    let mut output = Output { sources, failures, ..Output::default() };
    let found = suppress::apply(&output.sources, sink.into_sorted());
    output.add(found);
    let mut lookups: BTreeMap<FileId, Vec<FileId>> = BTreeMap::new();
    for (from, to) in &analyzed.resolved.lookups {
        lookups.entry(*from).or_default().push(*to);
    }
    let assets = analyzed.resolved.assets.iter();
    let assets = assets.map(|(file, path)| (path.to_string(), config.absolute(file))).collect();
    let Analyzed { resolved, program, .. } = &analyzed;
    let channels = contract::manifest(resolved, program, &output.sources, &config).channels;
    let known = facts::Known::of(&analyzed.program, &analyzed.types);
    let broken = broken(&analyzed, &output);
    Project { config, output, analyzed, given, known, channels, broken, lookups, assets }
}

/// The modules with errors, and those that need them, by id.
fn broken(analyzed: &Analyzed, output: &Output) -> Vec<bool> {
    let modules = &analyzed.program.modules;
    let mut broken = vec![false; modules.len()];
    let errors = output.diagnostics.iter().filter(|it| it.severity == Severity::Error);
    let errors: Vec<&Diagnostic> = errors.collect();
    if errors.is_empty() {
        return broken;
    }
    let is_about = |found: &Diagnostic, module: &ir::Module| match found.span {
        Some(span) => span.file == module.file,
        // What pulsec finds wrong with itself names the module, not the file.
        None => {
            let path = found.path.as_deref().unwrap_or_default();
            let source = output.sources.get(module.file).map(|source| source.shown());
            Some(path) == source.as_deref() || (found.code == Code::PSC011 && *path == *module.path)
        }
    };
    for (module, slot) in std::iter::zip(modules, &mut broken) {
        // An error may be reported where a name is defined and leave its mark where it is used.
        *slot =
            errors.iter().any(|found| is_about(found, module)) || sound::has_error_nodes(module);
    }
    let needs = needs(&analyzed.resolved);
    let mut open: Vec<usize> =
        (0..broken.len()).filter(|at| broken.get(*at) == Some(&true)).collect();
    while let Some(at) = open.pop() {
        for &(user, _) in needs.iter().filter(|(_, needed)| *needed == at) {
            if let Some(slot) = broken.get_mut(user).filter(|slot| !**slot) {
                *slot = true;
                open.push(user);
            }
        }
    }
    broken
}

/// Which module needs a definition of which.
fn needs(resolved: &resolve::Program) -> BTreeSet<(usize, usize)> {
    let mut needs = BTreeSet::new();
    for item in &resolved.items {
        for binding in item.refs.values() {
            let Binding::Item(id) = binding else { continue };
            if let Some(other) = resolved.items.get(id.index()) {
                needs.insert((item.module.index(), other.module.index()));
            }
        }
    }
    needs
}
