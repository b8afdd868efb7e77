//! The compile step: the sources of a project to its modules, manifest and findings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::base::{EventUse, FileId, Name, in_url};
use crate::diag::{Code, Diagnostic, Sink};
use crate::driver::{
    Channel, ChannelEnd, Config, Dump, Entry, Goal, Jsx, Manifest, Maps, OutputFile, Progress,
    PythonFunction, Running, RunningFunction, SourceFile, Sources, Stage, contract, discover,
    entry, payloads, server_channel, sound, unmatched,
};
use crate::emit::dts::Sender;
use crate::emit::{self, JsxMode};
use crate::host::Host;
use crate::types::{self, ProgramTypes};
use crate::{analyze, facts, ir, lower, resolve, runtime};

/// What the step makes. The driver sorts the files, completes the manifest and sorts the findings.
#[derive(Default, Debug)]
pub struct Compiled {
    pub files: Vec<OutputFile>,
    pub manifest: Manifest,
    /// See [`super::Output`].
    pub computed: Vec<ChannelEnd>,
    pub dumps: Vec<Dump>,
    /// The local JavaScript files that are imported.
    pub assets: Vec<PathBuf>,
    /// See [`super::Output`].
    pub running: Vec<Option<String>>,
    /// See [`super::Output`].
    pub entries: Vec<Entry>,
    pub functions: Vec<PythonFunction>,
}

/// Compiles the marked functions of `sources` and whatever they need; files found on the way are
/// pushed to `sources`. With an error anywhere nothing is emitted.
pub(super) fn compile_project(
    host: &dyn Host,
    config: &Config,
    progress: &Progress,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Compiled {
    let Analyzed { resolved, mut program, types, events: client } =
        analyze(host, config, progress, sources, sink);
    let assets_read = resolved.assets.iter().map(|(path, _)| path.clone()).collect();
    let mut compiled = Compiled { assets: assets_read, ..Compiled::default() };
    if config.dump_ir {
        compiled.dumps = dumps(&program, &types);
    }
    let of_item = |id: &resolve::ItemId| resolved.items.get(id.index());
    let names = resolved.running.iter().map(|id| id.as_ref().and_then(of_item));
    compiled.running = names.map(|item| item.map(|item| item.name.to_string())).collect();
    let server = &resolved.server_events;
    unmatched::find(&client, server, resolved.assets.is_empty())
        .into_iter()
        .for_each(|it| sink.push(it));
    payloads::find(&client, server).into_iter().for_each(|it| sink.push(it));
    server_channel::find(server).into_iter().for_each(|it| sink.push(it));
    // What is said may lead to an error that nobody met: an import that does not parse, behind a name that is not bound.
    if !sink.is_empty() && super::suppress::leaves_errors(sources, config, sink) {
        if config.goal == Goal::Build {
            // Who speaks of which event can be asked all the same.
            let spoken = spoken(&resolved, &program, &client, sources, config);
            compiled.manifest.channels = spoken.manifest.channels;
            compiled.computed = spoken.computed;
        }
        return compiled;
    }
    if config.goal == Goal::Check {
        // What the copying of assets finds; they are not copied.
        assets(host, config, &resolved.assets, None, sink);
        return compiled;
    }
    hide_empty(&mut program);
    if config.goal == Goal::Run {
        compiled.entries = entry::keep(&mut program, sources, config);
        compiled.functions = entry::functions(&program);
        compiled.files = emit_all(&program, &types, sources, config, progress);
        compiled.files.extend(assets(host, config, &resolved.assets, None, sink));
        return compiled;
    }
    let spoken = spoken(&resolved, &program, &client, sources, config);
    (compiled.manifest, compiled.computed) = (spoken.manifest, spoken.computed);
    keep_only(&mut program, config, sources);
    compiled.files = emit_all(&program, &types, sources, config, progress);
    progress.enter(Stage::Declare);
    let channels = &compiled.manifest.channels;
    if config.declarations {
        let made = declarations(&resolved, &program, &types, channels, sources, config);
        compiled.files.extend(made);
    }
    compiled.files.extend(assets(host, config, &resolved.assets, Some(&spoken.assets), sink));
    compiled
}

/// What modules say to others: to the bundle, and to the other ends of their channels.
struct Spoken {
    manifest: Manifest,
    computed: Vec<ChannelEnd>,
    assets: BTreeSet<Name>,
}

fn spoken(
    resolved: &resolve::Program,
    program: &ir::Program,
    client: &[EventUse],
    sources: &Sources,
    config: &Config,
) -> Spoken {
    let modules = program.modules.iter();
    let described = modules.map(|it| contract::describe(resolved, it, client, sources, config));
    let described: Vec<_> = described.collect();
    let all: Vec<_> = described.iter().collect();
    let server = contract::server_channels(&resolved.server_events, sources, config);
    let asked = resolved.npm.iter().collect();
    Spoken {
        manifest: contract::manifest(&all, &asked, &server),
        computed: contract::computed(client, &resolved.server_events, sources, config),
        assets: described.iter().flat_map(|one| &one.assets).cloned().collect(),
    }
}

/// A program with all that is to be said about it, before anything is emitted.
pub(super) struct Analyzed {
    pub resolved: resolve::Program,
    pub program: ir::Program,
    pub types: ProgramTypes,
    /// What it does with events of channels.
    pub events: Vec<EventUse>,
}

/// Every pass that may find mistakes.
pub(super) fn analyze(
    host: &dyn Host,
    config: &Config,
    progress: &Progress,
    sources: &mut Sources,
    sink: &mut Sink,
) -> Analyzed {
    let given: Vec<FileId> = sources.iter().map(|(file, _)| file).collect();
    let demanded = Vec::new();
    progress.enter(Stage::Resolve);
    let resolved = resolve(host, config, sources, &given, &resolve::Alone, demanded, sink);
    analyzed(resolved, progress, sink)
}

/// The same for some of the sources; of the others only what these look into.
pub(super) fn analyze_part(
    host: &dyn Host,
    config: &Config,
    sources: &mut Sources,
    given: &[FileId],
    around: &dyn resolve::Around,
    demanded: Vec<resolve::Demand>,
    sink: &mut Sink,
) -> Analyzed {
    let resolved = resolve(host, config, sources, given, around, demanded, sink);
    analyzed(resolved, &Progress::default(), sink)
}

fn analyzed(resolved: resolve::Program, progress: &Progress, sink: &mut Sink) -> Analyzed {
    progress.enter(Stage::Lower);
    let program = lower::lower(&resolved, sink);
    sound::check(&program, sink);
    progress.enter(Stage::Infer);
    let types = types::infer(&program);
    progress.enter(Stage::Check);
    types::check(&program, &types, sink);
    let events = analyze::analyze(&program, &types, sink);
    Analyzed { resolved, program, types, events }
}

fn resolve(
    host: &dyn Host,
    config: &Config,
    sources: &mut Sources,
    given: &[FileId],
    around: &dyn resolve::Around,
    demanded: Vec<resolve::Demand>,
    sink: &mut Sink,
) -> resolve::Program {
    // The resolver compares paths, so all of them are absolute there.
    let given = given.iter().filter_map(|file| {
        let source = sources.get(*file)?;
        let (path, text) = (config.absolute(&source.path), source.text.clone());
        Some(resolve::Source { file: *file, path, text })
    });
    let given: Vec<_> = given.collect();
    let live = live(config, sources);
    // The sink is the resolver's while it runs; what reading files has to say is added after.
    let mut reading = Sink::new();
    let mut load = |path: &Path| -> Option<resolve::Source> {
        let file = discover::load(host, sources, config.shown(path), &mut reading)?;
        let text = sources.get(file)?.text.clone();
        Some(resolve::Source { file, path: config.absolute(path), text })
    };
    let root = config.absolute(&config.root);
    let input = resolve::Input {
        host,
        root: &root,
        sources: given,
        client_package: &config.client_package,
        load: &mut load,
        around,
        demanded,
    };
    let program = resolve::resolve_with(input, live, sink);
    sink.extend(reading);
    program
}

/// What the host of the compiler knows. Its texts are sources, so that findings in them can be shown.
fn live(config: &Config, sources: &mut Sources) -> resolve::Live {
    let bindings = config.bindings.iter().map(|(path, text)| {
        let shown = format!("<live values of {}>", config.shown(path).display());
        let text: Arc<str> = text.as_str().into();
        let file = sources.push(shown.into(), text.clone());
        resolve::Source { file, path: config.absolute(path), text }
    });
    let bindings = bindings.collect();
    let exports = config.exports.iter().map(|(path, names)| {
        (config.absolute(path), names.iter().map(|name| name.as_str().into()).collect())
    });
    let exports = exports.collect();
    let functions = config.running.as_ref().map(|running| self::running(running, config, sources));
    resolve::Live { bindings, exports, functions }
}

fn held(function: &RunningFunction, config: &Config) -> Vec<(resolve::Holder, Name)> {
    let modules = function.in_modules.iter().map(|(path, name)| {
        (resolve::Holder::Module(config.absolute(path)), Name::from(name.as_str()))
    });
    let groups = function.in_groups.iter();
    let groups = groups
        .map(|(group, name)| (resolve::Holder::Group(*group as u32), Name::from(name.as_str())));
    modules.chain(groups).collect()
}

fn running(running: &Running, config: &Config, sources: &mut Sources) -> Vec<resolve::Running> {
    let shown = |group: usize| {
        let of = running.functions.iter().find(|function| function.group == Some(group))?;
        let place = format!("{}:{}", config.shown(&of.path).display(), of.line);
        Some((config.absolute(&of.path), format!("<live values of {place}>")))
    };
    let groups: Vec<_> = (running.groups.iter().enumerate())
        .map(|(group, text)| {
            let (path, shown) = shown(group)?;
            let text: Arc<str> = text.as_str().into();
            let file = sources.push(shown.into(), text.clone());
            Some(resolve::Source { file, path, text })
        })
        .collect();
    let each = running.functions.iter().enumerate().map(|(index, function)| resolve::Running {
        path: config.absolute(&function.path),
        name: function.name.as_str().into(),
        line: function.line,
        marker: resolve::Marker { is_jsx: function.is_jsx },
        // One of no group has variables of its own.
        group: function.group.unwrap_or(running.groups.len() + index) as u32,
        values: function.group.and_then(|group| groups.get(group).cloned().flatten()),
        held: held(function, config),
    });
    each.collect()
}

fn dumps(program: &ir::Program, types: &ProgramTypes) -> Vec<Dump> {
    let dump = |module: &ir::Module| {
        let text = ir::print::print(module, Some(types.module(module.id)));
        Dump { file: module.file, text }
    };
    program.modules.iter().map(dump).collect()
}

/// A module that leaves nothing to run, such as one of nothing but `TypedDict`s, is not written.
pub(super) fn hide_empty(program: &mut ir::Program) {
    for module in &mut program.modules {
        let has_effect = module.symbols.iter().any(|symbol| match &symbol.kind {
            ir::SymbolKind::Import(import) => import.name == ir::ImportName::SideEffect,
            ir::SymbolKind::Function(_)
            | ir::SymbolKind::Const { .. }
            | ir::SymbolKind::Foreign { .. } => false,
        });
        module.is_hidden = module.items.is_empty() && !has_effect;
    }
}

/// With `only`, the modules keep just that definition: it is shown, not built.
fn keep_only(program: &mut ir::Program, config: &Config, sources: &Sources) {
    let Some(only) = &config.only else { return };
    let asked: BTreeSet<PathBuf> = config
        .paths
        .iter()
        .chain(config.stdin.as_ref().map(|stdin| &stdin.path))
        .map(|path| config.shown(path))
        .collect();
    for module in &mut program.modules {
        let is_asked = sources.get(module.file).is_some_and(|file| asked.contains(&file.path));
        if !is_asked {
            continue;
        }
        let symbols = &module.symbols;
        module.items.retain(|item| {
            let (ir::Item::Function { symbol, .. } | ir::Item::Const { symbol, .. }) = item;
            symbols.get(symbol.index()).is_some_and(|symbol| *symbol.name == **only)
        });
    }
    program.modules.iter_mut().for_each(|module| module.is_hidden = module.items.is_empty());
}

/// What is written of one module, and the helpers it imports.
#[derive(Default)]
pub(super) struct ModuleFiles {
    pub files: Vec<OutputFile>,
    pub helpers: BTreeSet<&'static str>,
}

fn emit_all(
    program: &ir::Program,
    types: &ProgramTypes,
    sources: &Sources,
    config: &Config,
    progress: &Progress,
) -> Vec<OutputFile> {
    let shown = program.modules.par_iter().filter(|module| !module.is_hidden);
    progress.enter_with(Stage::Emit, shown.clone().count());
    let known = facts::Known::of(program, types);
    let written = shown.map(|module| {
        let files = write(program, module, types, &known, sources, config);
        progress.step();
        files
    });
    let written: Vec<ModuleFiles> = written.collect();
    let mut helpers = BTreeSet::new();
    if config.goal == Goal::Run {
        helpers.extend(runtime::FOR_REPORTS);
    }
    let mut files = Vec::new();
    for one in written {
        helpers.extend(one.helpers);
        files.extend(one.files);
    }
    if !helpers.is_empty() && config.goal != Goal::Show {
        let needed: Vec<&str> = helpers.into_iter().collect();
        let contents = runtime::bundle(&needed);
        files.push(OutputFile { path: emit::RUNTIME_FILE.into(), contents, source: None });
    }
    files
}

/// The JavaScript of a module and its map, at their places in the output folder.
pub(super) fn write(
    program: &ir::Program,
    module: &ir::Module,
    types: &ProgramTypes,
    known: &facts::Known,
    sources: &Sources,
    config: &Config,
) -> ModuleFiles {
    let extension = extension(config);
    let path = format!("{}.{extension}", module.path);
    let mut texts = emit::Sources::new();
    if let Some(source) = sources.get(module.file) {
        let way = source_path(config, &path, source, sources);
        let name = contract::relative_source(&source.path, sources, config);
        texts.add_named(module.file, way, name, &*source.text);
    }
    let name = path.rsplit('/').next().unwrap_or(&path);
    let target = emit::Target {
        jsx: jsx_mode(config),
        link: &emit::Linked { extension },
        file_name: name,
        asserts_proofs: config.asserts_proofs,
    };
    let types = types.module(module.id);
    let emitted = emit::emit(program, module, types, known, &texts, &target);
    let (mut code, source) = (ended(emitted.code), Some(module.file));
    let mut files = Vec::new();
    match config.maps {
        Maps::File => {
            code.push_str(&format!("//# sourceMappingURL={}.map\n", in_url(name)));
            let map = format!("{path}.map").into();
            files.push(OutputFile { path: map, contents: emitted.map, source });
        }
        Maps::Inline => {
            let url = emit::print::source_map::data_url(&emitted.map);
            code.push_str(&format!("//# sourceMappingURL={url}\n"));
        }
        Maps::None => {}
    }
    files.push(OutputFile { path: path.into(), contents: code, source });
    ModuleFiles { files, helpers: emitted.helpers.into_iter().collect() }
}

/// What TypeScript is told of each module, beside its JavaScript.
fn declarations(
    resolved: &resolve::Program,
    program: &ir::Program,
    types: &ProgramTypes,
    channels: &[Channel],
    sources: &Sources,
    config: &Config,
) -> Vec<OutputFile> {
    let link = emit::Linked { extension: extension(config) };
    let declared = Declared { resolved, program, types, channels, sources, config, link: &link };
    // A module that is hidden because it leaves nothing to run may have types that others import.
    let shown = program.modules.par_iter().filter(|it| !it.is_hidden || config.only.is_none());
    let made = shown.filter_map(|module| {
        let contents = declared.module(module)?;
        let path = format!("{}.d.ts", module.path).into();
        Some(OutputFile { path, contents, source: Some(module.file) })
    });
    made.collect()
}

/// What declarations are made from.
pub(super) struct Declared<'a> {
    pub resolved: &'a resolve::Program,
    pub program: &'a ir::Program,
    pub types: &'a ProgramTypes,
    pub channels: &'a [Channel],
    pub sources: &'a Sources,
    pub config: &'a Config,
    pub link: &'a dyn emit::Link,
}

impl Declared<'_> {
    /// The declarations of a module, if it has any.
    pub fn module(&self, module: &ir::Module) -> Option<String> {
        let specifier = |from: &ir::Module, to: &ir::Module| self.link.module(from, to);
        let server =
            |event: &str, sender: Sender| contract::on_the_server(self.channels, event, sender);
        let target = emit::dts::Target {
            resolved: self.resolved,
            program: self.program,
            types: self.types,
            client_package: &self.config.client_package,
            specifier: &specifier,
            server: &server,
        };
        let source = self.sources.get(module.file)?;
        let name = contract::relative_source(&source.path, self.sources, self.config);
        emit::dts::declarations(&target, module, &name)
    }
}

pub(super) fn jsx_mode(config: &Config) -> JsxMode {
    match config.jsx {
        Jsx::Automatic { dev } => JsxMode::Automatic { dev },
        Jsx::Preserve => JsxMode::Preserve,
    }
}

fn ended(code: String) -> String {
    if code.ends_with('\n') { code } else { code + "\n" }
}

pub(super) fn extension(config: &Config) -> &'static str {
    match config.jsx {
        Jsx::Automatic { .. } => "js",
        Jsx::Preserve => "jsx",
    }
}

/// The way from an output file to its Python file, for the source map.
fn source_path(config: &Config, output: &str, source: &SourceFile, sources: &Sources) -> String {
    if let Some(name) = sources.name_in_library(&source.path) {
        return name;
    }
    let output = config.absolute(&config.out_dir.join(output));
    way(&output, &config.absolute(&source.path))
}

/// The relative path from one file to another, both absolute.
pub fn way(from: &Path, to: &Path) -> String {
    let folder = from.parent().unwrap_or(Path::new(""));
    let ours: Vec<_> = folder.iter().collect();
    let theirs: Vec<_> = to.iter().collect();
    let shared = std::iter::zip(&ours, &theirs).take_while(|(a, b)| a == b).count();
    let ups = std::iter::repeat_n("..".to_owned(), ours.len() - shared);
    let rest = theirs.into_iter().skip(shared).map(|part| part.to_string_lossy().into_owned());
    ups.chain(rest).collect::<Vec<_>>().join("/")
}

/// The local JavaScript files that the project imports, copied as they are; those of the specifiers in `imported`
/// where they are given.
pub(super) fn assets<'a>(
    host: &dyn Host,
    config: &Config,
    found: impl IntoIterator<Item = &'a (PathBuf, Name)>,
    imported: Option<&BTreeSet<Name>>,
    sink: &mut Sink,
) -> Vec<OutputFile> {
    let mut files = Vec::new();
    for (path, output) in found {
        let specifier = Name::from(format!("./{output}"));
        if imported.is_some_and(|imported| !imported.contains(&specifier)) {
            continue;
        }
        let text = host.read(path).map_err(|error| error.to_string()).and_then(|bytes| {
            String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
        });
        match text {
            Ok(contents) => {
                let path = output.strip_prefix("./").unwrap_or(output);
                files.push(OutputFile { path: path.into(), contents, source: None });
            }
            Err(reason) => {
                let message = format!("this file is imported and cannot be read: {reason}");
                let shown = config.shown(path).display().to_string();
                let help = "import a file of text that can be read";
                sink.push(Diagnostic::about_path(Code::PSC001, shown, message).help(help));
            }
        }
    }
    files
}
