//! From a project to its JavaScript: `compile(&dyn Host, &Config) -> Output`.
//!
//! ```text
//! settings → Config ─ discover → Sources ─ project → files, manifest, diagnostics ─ write → out dir
//! ```
//!
//! `compile` only reads. What it produces lies in memory until [`write::plan`] has checked that it
//! may be written and [`Plan::apply`] writes it; so checking, showing, building and serving differ
//! only in what they do with the [`Output`]. Nothing here prints, exits or knows of flags.

mod affected;
mod built;
mod cascades;
mod config;
mod contract;
mod discover;
mod editor;
mod entry;
mod fix;
mod inputs;
mod kept;
mod manifest;
mod part;
mod payloads;
mod progress;
mod project;
pub mod rules;
mod server_channel;
mod settings;
mod settled;
mod sound;
mod sources;
mod summary;
mod suppress;
mod unmatched;
mod upward;
mod write;

pub use config::{Config, Goal, Jsx, Maps, Running, RunningFunction, Stdin, Target};
pub use discover::{files, load};
pub use editor::{Marked, NamedEvent};
pub use entry::{Entry, LAMBDA, PythonFunction};
pub use fix::{Change, Fixes, Repaired, repair, with_line_ends_of};
pub use kept::{Bundled, Early, Emission, Project};
pub use manifest::{
    Channel, ChannelEnd, Component, MANIFEST_FILE, MANIFEST_VERSION, Manifest, ManifestModule,
    NpmPackage, Prop, Side,
};
pub use progress::{Progress, Stage};
pub use project::{Compiled, way};
pub use settings::{Settings, SettingsError, find_settings, parse_settings, unknown_rule};
pub use sources::{SourceFile, Sources};
pub use write::{Plan, Unwritten, WriteError, Written, plan, write};

use std::path::PathBuf;
use std::sync::OnceLock;

use crate::base::FileId;
use crate::diag::{Code, Diagnostic, Severity, Sink};
pub use crate::emit::print::source_map::Origins;
use crate::host::{Host, Supplied};
use crate::tables::py_modules::OWN;

/// A file the build would write.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OutputFile {
    /// Relative to the output folder, never leading out of it.
    pub path: PathBuf,
    pub contents: String,
    /// The Python module it came from; `None` for what belongs to the whole project.
    pub source: Option<FileId>,
}

/// Work the tool could not do: no finding about the source, but a reason to stop with exit code 2.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Failure {
    pub path: PathBuf,
    pub reason: String,
}

/// A readable dump of one module's intermediate form, made when [`Config::dump_ir`] asks for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dump {
    pub file: FileId,
    pub text: String,
}

/// All that a compilation has to say.
#[derive(Default, Debug)]
pub struct Output {
    pub sources: Sources,
    /// Sorted by path; complete only when there are no errors.
    pub files: Vec<OutputFile>,
    pub manifest: Manifest,
    /// Where events of channels are named that are only known at run time.
    pub computed: Vec<ChannelEnd>,
    /// Sorted by file and place, each once.
    pub diagnostics: Vec<Diagnostic>,
    pub failures: Vec<Failure>,
    pub dumps: Vec<Dump>,
    /// The local JavaScript files that the project imports.
    pub assets: Vec<PathBuf>,
    /// The names under which the functions of [`Config::running`] are exported, in their order.
    pub running: Vec<Option<String>>,
    /// The functions of [`Config::exports`] that there are, where the goal is to run them.
    pub entries: Vec<Entry>,
    /// All functions of the program, nested ones too, for the same goal.
    pub functions: Vec<PythonFunction>,
}

impl Output {
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|found| found.severity == Severity::Error)
    }

    /// The path a diagnostic is about, as shown to the user.
    pub fn path_of(&self, diagnostic: &Diagnostic) -> String {
        let spanned = diagnostic.span.and_then(|span| self.sources.get(span.file));
        match (spanned, &diagnostic.path) {
            (Some(source), _) => source.shown(),
            (None, Some(path)) => path.clone(),
            (None, None) => String::new(),
        }
    }

    /// Adds findings that came after the compilation and sorts all of them by path and place.
    pub fn add(&mut self, found: impl IntoIterator<Item = Diagnostic>) {
        let mut all = std::mem::take(&mut self.diagnostics);
        all.extend(found);
        all.sort_by_cached_key(|found| {
            let place = found.span.map(|span| (span.start, span.end));
            (self.path_of(found), place, found.code.id, found.message.clone())
        });
        all.dedup();
        self.diagnostics = all;
    }
}

/// Compiles every marked function found under the paths of `config`.
pub fn compile(host: &dyn Host, config: &Config) -> Output {
    compile_watched(host, config, &Progress::default())
}

/// The same, telling how far it is.
pub fn compile_watched(host: &dyn Host, config: &Config, progress: &Progress) -> Output {
    let host = &Supplied::new(host, OWN);
    in_pool(|| compile_with(host, config, progress, project::compile_project))
}

/// Runs a part of the compiler on a thread whose stack fits it.
fn in_pool<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    match pool() {
        Some(pool) => pool.install(work),
        None => work(),
    }
}

/// The stack of every thread that compiles. The passes recurse over trees, and the bounds on nesting
/// are tuned to this size, so it may not depend on the thread that calls.
const STACK: usize = 64 << 20;

/// The threads that compile; `None` where the system gives none.
fn pool() -> Option<&'static rayon::ThreadPool> {
    static POOL: OnceLock<Option<rayon::ThreadPool>> = OnceLock::new();
    POOL.get_or_init(|| rayon::ThreadPoolBuilder::new().stack_size(STACK).build().ok()).as_ref()
}

/// The step between the sources and their JavaScript.
type Step = fn(&dyn Host, &Config, &Progress, &mut Sources, &mut Sink) -> Compiled;

fn compile_with(host: &dyn Host, config: &Config, progress: &Progress, step: Step) -> Output {
    let mut sink = Sink::new();
    progress.enter(Stage::Find);
    let discover::Found { mut sources, failures, .. } = discover::discover(host, config, &mut sink);
    let mut compiled = step(host, config, progress, &mut sources, &mut sink);
    compiled.files.sort_by(|a, b| a.path.cmp(&b.path));
    compiled.manifest.normalize(&compiled.files);
    let mut output = Output {
        sources,
        files: compiled.files,
        manifest: compiled.manifest,
        computed: compiled.computed,
        diagnostics: Vec::new(),
        failures,
        dumps: compiled.dumps,
        assets: compiled.assets,
        running: compiled.running,
        entries: compiled.entries,
        functions: compiled.functions,
    };
    let mut found = suppress::apply(&output.sources, config, |_| true, sink.into_sorted());
    if config.only.is_some() {
        // The comments of what was not compiled ignore nothing this time.
        found.retain(|found| found.code != Code::PSC210);
    }
    output.add(found);
    output
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Span;
    use crate::host::MemoryHost;

    fn step(
        _: &dyn Host,
        _: &Config,
        _: &Progress,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Compiled {
        let mut compiled = Compiled::default();
        let extra = sources.push("lib/zz.py".into(), "z");
        for (id, file) in sources.iter().collect::<Vec<_>>().into_iter().rev() {
            for start in [1, 0, 0] {
                sink.push(Diagnostic::new(Code::PSC202, Span::new(id, start, start + 1), "found"));
            }
            let path = file.path.with_extension("js");
            let source = Some(id).filter(|id| *id != extra);
            compiled.files.push(OutputFile { path, contents: file.text.to_string(), source });
        }
        compiled
    }

    #[test]
    fn the_output_is_in_order_whatever_the_order_of_the_work() {
        let host = MemoryHost::new().with("b.py", "bb").with("a/c.py", "cc").with("z.py", "zz");
        let output = compile_with(&host, &Config::default(), &Progress::default(), step);
        let paths: Vec<_> = output.files.iter().map(|file| file.path.as_path()).collect();
        assert_eq!(paths, ["a/c.js", "b.js", "lib/zz.js", "z.js"].map(std::path::Path::new));
        assert_eq!(output.manifest.files, ["a/c.js", "b.js", "lib/zz.js", "z.js"]);
        let found: Vec<_> = output
            .diagnostics
            .iter()
            .map(|found| (output.path_of(found), found.span.map(|span| span.start)))
            .collect();
        let wanted = ["a/c.py", "b.py", "lib/zz.py", "z.py"]
            .iter()
            .flat_map(|path| [0, 1].map(|start| (path.to_string(), Some(start))))
            .collect::<Vec<_>>();
        assert_eq!(found, wanted);
        assert!(!output.has_errors());
    }
}
