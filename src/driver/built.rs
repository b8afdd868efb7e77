//! What a build makes, of a project that stays compiled: the files of each module are kept with its part, so that after
//! an edit only the new part is written anew.
//!
//! ```text
//! project.build(host)   =   compile(host, config), files, manifest and findings
//! ```
//!
//! `suite::watch` edits projects at random and compares the two.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::base::{FileId, Name};
use crate::diag::Sink;
use crate::driver::contract::{self, Described};
use crate::driver::part::Part;
use crate::driver::project::{self, Declared, ModuleFiles};
use crate::driver::{Output, OutputFile, Project, SourceFile, Sources, in_pool};
use crate::host::Host;
use crate::{emit, ir, runtime};

/// What is written because of one module, but for its declarations.
pub(super) struct Built {
    files: ModuleFiles,
    described: Described,
}

/// The bundle of helpers that was made last, by their names.
pub(super) type Bundle = Arc<Mutex<Option<(BTreeSet<&'static str>, String)>>>;

impl Project {
    /// What compiling all of it would give. With an error anywhere there are no files.
    pub fn build(&self, host: &dyn Host) -> Output {
        let (sources, failures) = (self.output.sources.clone(), self.output.failures.clone());
        let diagnostics = self.output.diagnostics.clone();
        let mut output = Output { sources, failures, diagnostics, ..Output::default() };
        if !output.has_errors() {
            in_pool(|| self.fill(host, &mut output));
        }
        output
    }

    /// [`Project::update`] for somebody who builds.
    pub fn rebuilt(&self, host: &dyn Host, named: &[PathBuf]) -> Option<Project> {
        let project = self.update(host, named)?;
        (!self.asks_otherwise(&project)).then_some(project)
    }

    /// Whether a text is another one that may ask for a package in some version. Which versions are asked for is known
    /// of parts, not of files, so that it could be forgotten only with the part.
    fn asks_otherwise(&self, now: &Project) -> bool {
        let asks = |text: &str| {
            let mut imports = text.split("Import").skip(1);
            text.contains("require") || imports.any(|after| !after.starts_with("Error"))
        };
        let (ours, theirs) = (&self.output.sources, &now.output.sources);
        let differs = |file: FileId, source: &SourceFile, others: &Sources| {
            let other = others.get(file);
            !other.is_some_and(|other| Arc::ptr_eq(&other.text, &source.text)) && asks(&source.text)
        };
        ours.iter().any(|(file, it)| differs(file, it, theirs))
            || theirs.iter().any(|(file, it)| differs(file, it, ours))
    }

    /// The local JavaScript files that it imports.
    pub fn assets(&self) -> impl Iterator<Item = &PathBuf> {
        self.parts.iter().flat_map(|part| part.assets.values())
    }

    pub fn is_asset(&self, path: &Path) -> bool {
        let path = self.config.absolute(path);
        self.assets().any(|asset| *asset == path)
    }

    fn fill(&self, host: &dyn Host, output: &mut Output) {
        let mut files: Vec<FileId> = output.sources.iter().map(|(file, _)| file).collect();
        output.sources.sort(&mut files);
        let modules = files.iter().filter_map(|file| {
            let part = self.owner(*file)?;
            Some((part, part.module(*file)?))
        });
        let modules: Vec<(&Arc<Part>, &ir::Module)> = modules.collect();
        let built: Vec<Arc<Built>> =
            modules.par_iter().map(|(part, module)| self.built(part, module)).collect();
        let described: Vec<&Described> = built.iter().map(|one| &one.described).collect();
        // What a file asked for once is not asked for when it is a file of another part.
        let asked = self.parts.iter().flat_map(|part| {
            let asked = part.analyzed.resolved.npm.iter();
            asked.filter(|it| it.required_by.is_none_or(|file| self.is_owned(part, file)))
        });
        let asked = asked.collect();
        output.manifest = contract::manifest(&described, &asked, self.events());
        output.files.extend(built.iter().flat_map(|one| &one.files.files).cloned());
        let is_told = self.config.declarations;
        let declared = modules.par_iter().filter(|_| is_told).filter_map(|(part, module)| {
            let contents = self.declared(part, module)?;
            let path = format!("{}.d.ts", module.path).into();
            Some(OutputFile { path, contents, source: Some(module.file) })
        });
        output.files.extend(declared.collect::<Vec<_>>());
        output.files.extend(self.helpers(&built));
        let mut sink = Sink::new();
        let imported: BTreeSet<Name> =
            described.iter().flat_map(|one| &one.assets).cloned().collect();
        let found: BTreeSet<_> =
            self.parts.iter().flat_map(|part| &part.analyzed.resolved.assets).collect();
        let assets = project::assets(host, &self.config, found, Some(&imported), &mut sink);
        output.files.extend(assets);
        output.add(sink.into_sorted());
        output.files.sort_by(|a, b| a.path.cmp(&b.path));
        output.manifest.normalize(&output.files);
    }

    fn built(&self, part: &Part, module: &ir::Module) -> Arc<Built> {
        part.built(module.file, || {
            let analyzed = &part.analyzed;
            let (sources, config) = (&self.output.sources, &self.config);
            let files = match module.is_hidden {
                true => ModuleFiles::default(),
                false => project::write(
                    &analyzed.program,
                    module,
                    &analyzed.types,
                    &part.known,
                    sources,
                    config,
                ),
            };
            let described =
                contract::describe(&analyzed.resolved, module, &analyzed.events, sources, config);
            Built { files, described }
        })
    }

    fn declared(&self, part: &Part, module: &ir::Module) -> Option<String> {
        let project::Analyzed { resolved, program, types, events: _ } = &part.analyzed;
        let link = emit::Linked { extension: project::extension(&self.config) };
        let declared = Declared {
            resolved,
            program,
            types,
            channels: self.events(),
            sources: &self.output.sources,
            config: &self.config,
            link: &link,
        };
        part.declared(module.file, true, self.events_number(), || declared.module(module))
    }

    /// The file of helpers, if there are any.
    fn helpers(&self, built: &[Arc<Built>]) -> Option<OutputFile> {
        let helpers: BTreeSet<&str> =
            built.iter().flat_map(|one| one.files.helpers.iter().copied()).collect();
        if helpers.is_empty() {
            return None;
        }
        let mut last = self.bundle.lock().unwrap_or_else(PoisonError::into_inner);
        let contents = match &*last {
            Some((known, contents)) if *known == helpers => contents.clone(),
            Some(_) | None => {
                let contents = runtime::bundle(&helpers.iter().copied().collect::<Vec<_>>());
                *last = Some((helpers, contents.clone()));
                contents
            }
        };
        Some(OutputFile { path: emit::RUNTIME_FILE.into(), contents, source: None })
    }
}
