//! A project that stays compiled, so that a bundler can ask for its modules one at a time.
//!
//! ```text
//! project.emit("app/chat.py")      →  import { initials } from "./format.py"; export function Chat …
//! project.update(["app/chat.py"])  →  the project as it is after an edit
//! ```
//!
//! What a file compiles to depends on other files: a helper that nothing marks is exported when another
//! file needs it, and its types come from those who call it. So a project falls into parts of files that
//! look into each other ([`super::part`]); it starts as one, and an edit takes those that go with the
//! edited file out into a part of their own ([`super::affected`]), which alone is compiled again. Unlike in
//! a build, an error keeps back only the module it is in and those that need this one.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{EventUse, FileId};
use crate::diag::{Diagnostic, Sink};
use crate::driver::affected::{self, Links};
use crate::driver::built::Bundle;
use crate::driver::config::slashed;
use crate::driver::inputs::{self, Changes, Inputs, Seen};
use crate::driver::part::{self, Part};
use crate::driver::project::{self, Analyzed};
use crate::driver::upward::{self, Need, What};
use crate::driver::{Channel, Config, Output, Sources, contract, discover, in_pool, suppress};
use crate::driver::{payloads, server_channel, unmatched};
use crate::host::{Host, SUPPLIED, Supplied};
use crate::tables::py_modules::OWN;
use crate::{emit, ir, resolve};

/// A project, analyzed.
pub struct Project {
    pub config: Config,
    /// Its sources and all findings; no files.
    pub output: Output,
    /// Which of the sources were asked for.
    given: FxHashSet<FileId>,
    pub(super) inputs: Inputs,
    pub(super) parts: Vec<Arc<Part>>,
    /// By file: the part it is in.
    pub(super) owners: Vec<Arc<Part>>,
    /// What the server does with events, and a number that others have had.
    channels: (u64, Arc<Vec<Channel>>),
    /// The files that cannot be emitted.
    broken: FxHashSet<FileId>,
    pub(super) bundle: Bundle,
    /// How many files were compiled for this state of it.
    pub compiled: usize,
}

/// Is told of an edited file, with the texts as they are now and what is found in the file.
pub type Early<'e> = &'e (dyn Fn(FileId, &Sources, Vec<Diagnostic>) + Sync);

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
        let host = &Supplied::new(host, OWN);
        in_pool(|| analyze(host, config))
    }

    /// The project as it is now; none where it has to be analyzed anew. The files in `named` are read, and
    /// all others that look as if they had been written to.
    pub fn update(&self, host: &dyn Host, named: &[PathBuf]) -> Option<Project> {
        self.update_telling(host, named, &|_, _, _| {})
    }

    /// The same; what is found in edited files by themselves is told before what they are to others is looked at.
    pub fn update_telling(
        &self,
        host: &dyn Host,
        named: &[PathBuf],
        early: Early<'_>,
    ) -> Option<Project> {
        let host = &Supplied::new(host, OWN);
        in_pool(|| update(self, host, named, early))
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
        let mut found: Vec<FileId> = self.reached(file).into_iter().collect();
        found.sort_by_key(|file| self.path(*file));
        found
    }

    fn reached(&self, file: FileId) -> BTreeSet<FileId> {
        let mut found = BTreeSet::from([file]);
        let mut open = vec![file];
        while let Some(at) = open.pop() {
            let lookups = self.owner(at).and_then(|part| part.lookups.get(&at));
            for next in lookups.into_iter().flatten() {
                if found.insert(*next) {
                    open.push(*next);
                }
            }
        }
        found
    }

    /// Whether the file is one of those that were asked for, not one that others only import.
    pub fn is_given(&self, file: FileId) -> bool {
        self.given.contains(&file)
    }

    pub(super) fn owner(&self, file: FileId) -> Option<&Arc<Part>> {
        self.owners.get(file.index())
    }

    /// What a file's results are made of: where that is the same, so are they.
    pub fn version(&self, file: FileId) -> Vec<u64> {
        let part = self.owner(file).map(|part| part.number);
        let reach = self.reached(file).into_iter().map(|file| u64::from(file.0));
        let is_broken = u64::from(self.broken.contains(&file));
        part.into_iter().chain([self.channels.0, is_broken]).chain(reach).collect()
    }

    /// What the server does with events.
    pub(super) fn events(&self) -> &[Channel] {
        &self.channels.1
    }

    /// Another one where they are others.
    pub(super) fn events_number(&self) -> u64 {
        self.channels.0
    }

    pub(super) fn is_owned(&self, part: &Part, file: FileId) -> bool {
        self.owner(file).is_some_and(|owner| owner.number == part.number)
    }

    /// What compiling the files has found, each by the part that it is in.
    pub(super) fn found(&self) -> impl Iterator<Item = &Diagnostic> {
        self.parts.iter().flat_map(|part| {
            part.found
                .iter()
                .filter(|it| self.about(it).is_none_or(|file| self.is_owned(part, file)))
        })
    }

    pub(super) fn source(&self, sources: &Sources, file: FileId) -> Option<resolve::Source> {
        sources.get(file).map(|source| resolve::Source {
            file,
            path: self.config.absolute(&source.path),
            text: source.text.clone(),
        })
    }

    /// Several modules at once.
    pub fn emit_all(&self, wanted: &[(FileId, &str)]) -> Vec<Emission> {
        in_pool(|| wanted.par_iter().map(|(file, runtime)| self.emit(*file, runtime)).collect())
    }

    /// The module of a file. `runtime` is what the helpers are imported from.
    pub fn emit(&self, file: FileId, runtime: &str) -> Emission {
        let Some(part) = self.owner(file) else { return Emission::Empty };
        let Some(module) = part.module(file) else {
            // A mistake may be all that there is of a module.
            return match part.has_error_in(file) {
                true => Emission::Broken,
                false => Emission::Empty,
            };
        };
        if self.broken.contains(&file) {
            return Emission::Broken;
        }
        if module.is_hidden {
            return Emission::Empty;
        }
        part.emitted(file, runtime, || {
            let made = in_pool(|| self.emit_module(part, module, runtime));
            made.map_or(Emission::Broken, Emission::Module)
        })
    }

    /// What TypeScript is told of the module of a file, if anything is to be told.
    pub fn declarations(&self, file: FileId) -> Option<String> {
        let part = self.owner(file)?;
        let module = part.module(file)?;
        if self.broken.contains(&file) {
            return None;
        }
        let Analyzed { resolved, program, types, events: _ } = &part.analyzed;
        let (number, channels) = &self.channels;
        let declared = project::Declared {
            resolved,
            program,
            types,
            channels,
            sources: &self.output.sources,
            config: &self.config,
            link: &BySource { project: self, part, runtime: "" },
        };
        part.declared(file, false, *number, || in_pool(|| declared.module(module)))
    }

    fn emit_module(&self, part: &Part, module: &ir::Module, runtime: &str) -> Option<Bundled> {
        let source = self.output.sources.get(module.file)?;
        let path = self.config.absolute(&source.path);
        let mut texts = emit::Sources::new();
        let name = contract::relative_source(&source.path, &self.output.sources, &self.config);
        texts.add_named(module.file, path.to_string_lossy(), name, &*source.text);
        let extension = project::extension(&self.config);
        let file_name = path.with_extension(extension);
        let target = emit::Target {
            jsx: project::jsx_mode(&self.config),
            link: &BySource { project: self, part, runtime },
            file_name: &file_name.file_name().unwrap_or_default().to_string_lossy(),
            asserts_proofs: self.config.asserts_proofs,
        };
        let Analyzed { program, types, .. } = &part.analyzed;
        let types = types.module(module.id);
        let emitted = emit::emit(program, module, types, &part.known, &texts, &target);
        let exports = module.symbols.iter().filter(|symbol| symbol.exported);
        Some(Bundled {
            code: emitted.code,
            map: emitted.map,
            exports: exports.map(|symbol| symbol.name.to_string()).collect(),
            components: part.components(module.id),
        })
    }
}

/// Modules are named by the way between their Python files.
struct BySource<'a> {
    project: &'a Project,
    part: &'a Part,
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
        let to = self.project.path(to.file).unwrap_or_default();
        match to.strip_prefix(SUPPLIED) {
            // No disk has it: it is asked for beside the runtime.
            Ok(name) => format!("{}/{}", self.runtime, slashed(name)),
            Err(_) => self.way(from, &to),
        }
    }

    fn file(&self, from: &ir::Module, path: &str) -> String {
        match self.part.assets.get(path) {
            Some(file) => self.way(from, file),
            None => self.way(from, &self.project.config.absolute(Path::new(path))),
        }
    }

    fn runtime(&self, _: &ir::Module) -> String {
        self.runtime.to_owned()
    }
}

fn analyze(host: &dyn Host, config: Config) -> Project {
    let started = SystemTime::now();
    let mut sink = Sink::new();
    let discover::Found { mut sources, failures, folders } =
        discover::discover(host, &config, &mut sink);
    let given: FxHashSet<FileId> = sources.iter().map(|(file, _)| file).collect();
    let mut inputs = Inputs::new(host, &config, &sources, folders, &sink, started);
    inputs.memo.set_texts(inputs::texts(&sources, &config));
    let files: Vec<FileId> = sources.iter().map(|(file, _)| file).collect();
    let seen = Seen { memo: &inputs.memo, is_whole: true };
    let part = Arc::new(Part::new(host, &config, &mut sources, &files, &[], &seen, sink));
    inputs.look(host, &config, &sources, started);
    let owners = vec![part.clone(); sources.next().index()];
    let output = Output { sources, failures, ..Output::default() };
    let mut project = Project {
        config,
        output,
        given,
        inputs,
        parts: vec![part],
        owners,
        channels: (part::number(), Arc::default()),
        broken: FxHashSet::default(),
        bundle: Bundle::default(),
        compiled: 0,
    };
    project.compiled = project.output.sources.len();
    project.assemble();
    project
}

/// The project after an edit.
fn update(old: &Project, host: &dyn Host, named: &[PathBuf], early: Early<'_>) -> Option<Project> {
    let started = SystemTime::now();
    if !old.is_divisible() {
        return None;
    }
    let mut inputs = old.inputs.clone();
    let sources = &old.output.sources;
    let is_asset = |path: &Path| {
        let path = old.config.absolute(path);
        old.parts.iter().flat_map(|part| part.assets.values()).any(|asset| *asset == path)
    };
    let Changes { texts, came, went } =
        inputs.changes(host, &old.config, sources, &old.given, named, is_asset)?;
    let mut sources = sources.clone();
    let before = sources.clone();
    let (mut given, mut moved) = (old.given.clone(), went.clone());
    for (path, text) in came {
        let place = old.config.absolute(&path);
        let file = sources.push(path, text.clone());
        inputs.memo.add(file, place, &text);
        given.insert(file);
        moved.push(file);
    }
    let links = Links::new(&old.parts, &old.owners, &sources);
    // What may have to be compiled with them, and whether it must.
    let (mut edited, mut along, mut is_alone) = (Vec::new(), Vec::new(), moved.is_empty());
    for file in moved {
        edited.push(file);
        let Some(source) = sources.get(file) else { continue };
        along.extend(links.named_in(&source.text));
        along.extend(affected::naming(&source.path, &before, &went));
    }
    for (file, text) in texts {
        edited.push(file);
        let was = sources.get(file).map(|source| source.text.clone()).unwrap_or_default();
        is_alone &= !links.mentions_otherwise(file, &was, &text);
        along.extend(links.named_in(&text));
        inputs.memo.set_text(file, &text);
        sources.set_text(file, text);
    }
    for file in went {
        inputs.memo.remove(file);
        given.remove(&file);
        sources.remove(file);
    }
    let mut project = Project {
        config: old.config.clone(),
        output: Output {
            failures: old.output.failures.clone(),
            diagnostics: old.output.diagnostics.clone(),
            ..Output::default()
        },
        given,
        inputs,
        parts: old.parts.clone(),
        owners: old.owners.clone(),
        channels: old.channels.clone(),
        broken: FxHashSet::default(),
        bundle: old.bundle.clone(),
        compiled: 0,
    };
    if !edited.is_empty() {
        let mut now = sources.clone();
        let quick = || upward::compile(&project, host, &links, &before, &mut now, (&edited, early));
        let part = match is_alone.then(quick).flatten() {
            Some(part) => {
                sources = now;
                part
            }
            None => {
                let wanted = links.around(edited.into_iter().chain(along));
                compile_again(&project, host, &mut sources, wanted, &links)
            }
        };
        project.compiled = part.files.len();
        project.take(Arc::new(part), sources.next().index());
    }
    let Project { inputs, config, .. } = &mut project;
    inputs.look(host, config, &sources, started);
    project.output.sources = sources;
    project.assemble();
    Some(project)
}

/// A part of these files, and of all that turn out to go with them.
fn compile_again(
    project: &Project,
    host: &dyn Host,
    sources: &mut Sources,
    mut wanted: BTreeSet<FileId>,
    links: &Links<'_>,
) -> Part {
    let Project { config, given, inputs, owners, .. } = project;
    let seen = Seen { memo: &inputs.memo, is_whole: false };
    loop {
        let mut files: Vec<FileId> =
            wanted.iter().copied().filter(|file| given.contains(file)).collect();
        sources.sort(&mut files);
        let mut sink = Sink::new();
        let said = inputs
            .said
            .iter()
            .filter(|found| found.span.is_some_and(|span| wanted.contains(&span.file)));
        said.for_each(|found| sink.push(found.clone()));
        let mut part = Part::new(host, config, sources, &files, &[], &seen, sink);
        part.files.extend(&wanted);
        let registers = |file: FileId| {
            let source = project.source(sources, file);
            source.is_some_and(|source| inputs.memo.scan(&source).registers())
        };
        let more = affected::beyond(&part, owners, registers, &inputs.memo);
        if more.is_empty() {
            return part;
        }
        wanted = links.around(wanted.into_iter().chain(more));
    }
}

impl Project {
    /// Whether a part of it can be compiled by itself: every finding belongs to a file.
    fn is_divisible(&self) -> bool {
        let has_place = |found: &Diagnostic| found.span.is_some() || self.about(found).is_some();
        let is_plain = |text: &str| !text.contains('\0');
        self.parts
            .iter()
            .flat_map(|part| &part.found)
            .all(|found| has_place(found) || self.inputs.said.contains(found))
            && (self.output.sources.iter())
                .all(|(file, it)| self.is_given(file) || is_plain(&it.text))
    }

    /// The file a finding is about.
    fn about(&self, found: &Diagnostic) -> Option<FileId> {
        match found.span {
            Some(span) => Some(span.file),
            None => self.output.sources.find(Path::new(found.path.as_deref()?)),
        }
    }

    /// Gives a new part its files.
    fn take(&mut self, part: Arc<Part>, count: usize) {
        self.owners.resize(count, part.clone());
        for file in &part.files {
            if let Some(owner) = self.owners.get_mut(file.index()) {
                *owner = part.clone();
            }
        }
        self.parts.push(part);
        let used: BTreeSet<u64> = self.owners.iter().map(|part| part.number).collect();
        self.parts.retain(|part| used.contains(&part.number));
    }

    /// Findings and channels, from all parts.
    fn assemble(&mut self) {
        self.broken = self.broken_files();
        let mut found: Vec<Diagnostic> = self.found().cloned().collect();
        found.extend(self.inputs.said.iter().filter(|found| found.span.is_none()).cloned());
        let server = self.server_events();
        let client: Vec<EventUse> = self.client_events().cloned().collect();
        let is_whole = self.parts.iter().all(|part| part.analyzed.resolved.assets.is_empty());
        let mut of_both = unmatched::find(&client, &server, is_whole);
        of_both.extend(payloads::find(&client, &server));
        of_both.extend(server_channel::find(&server));
        found.extend(suppress::of_project(&self.output.sources, &self.config, of_both));
        self.output.diagnostics = Vec::new();
        self.output.add(found);
        let channels = contract::server_channels(&server, &self.output.sources, &self.config);
        if *self.channels.1 != channels {
            self.channels = (part::number(), Arc::new(channels));
        }
    }

    /// The files with errors, and those that need them.
    fn broken_files(&self) -> FxHashSet<FileId> {
        let own = self
            .parts
            .iter()
            .flat_map(|part| part.broken.iter().copied().filter(|file| self.is_owned(part, *file)));
        let mut open: Vec<FileId> = own.collect();
        if open.is_empty() {
            return FxHashSet::default();
        }
        let mut users: FxHashMap<FileId, Vec<FileId>> = FxHashMap::default();
        for need in
            self.needs().filter(|need| need.what != What::Refused && need.what != What::Missing)
        {
            users.entry(need.to).or_default().push(need.from);
        }
        let mut broken = FxHashSet::default();
        while let Some(file) = open.pop() {
            if broken.insert(file) {
                open.extend(users.get(&file).into_iter().flatten());
            }
        }
        broken
    }

    /// What the files need of each other, each by the part that it is in.
    pub(super) fn needs(&self) -> impl Iterator<Item = &Need> {
        self.parts
            .iter()
            .flat_map(|part| part.needs.iter().filter(|need| self.is_owned(part, need.from)))
    }

    /// The events that what is compiled names, each once.
    pub(super) fn client_events(&self) -> impl Iterator<Item = &EventUse> {
        self.parts.iter().flat_map(|part| {
            let is_its = |file| self.owner(file).is_some_and(|owner| owner.number == part.number);
            part.analyzed.events.iter().filter(move |event| is_its(event.span.file))
        })
    }

    /// What the server does with events. What is compiled runs in the browser: its events are the client's.
    pub(super) fn server_events(&self) -> Vec<EventUse> {
        let mut events = Vec::new();
        let given = self.output.sources.iter().filter(|(file, _)| self.is_given(*file));
        for (file, source) in given {
            let scan = self.inputs.memo.known(file, &source.text);
            let Some(scan) = scan.filter(|scan| !scan.events().is_empty()) else { continue };
            let part = self.owner(file);
            let module = part.and_then(|part| part.module(file));
            let items = part.into_iter().flat_map(|part| &part.analyzed.resolved.items);
            let items = items.filter(|item| module.is_some_and(|module| module.id == item.module));
            let items: Vec<_> = items.collect();
            let is_server =
                |event: &&EventUse| !items.iter().any(|it| it.span.contains(event.span));
            events.extend(scan.events().iter().filter(is_server).cloned());
        }
        events
    }
}
