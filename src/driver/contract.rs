//! The manifest of a program: modules, exports, components, npm packages, channel events.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::{EventOp, EventUse, LineIndex, Name, Payload};
use crate::driver::config::slashed;
use crate::driver::project::extension;
use crate::driver::{
    Channel, ChannelEnd, Component, Config, Manifest, ManifestModule, NpmPackage, Prop, Side,
    Sources,
};
use crate::emit::dts::Sender;
use crate::ir::walk::{self, Visitor};
use crate::ir::{Expr, ExprKind, Js, SymbolKind};
use crate::resolve::{ItemKind, NpmRequirement};
use crate::syntax::ast;
use crate::{ir, resolve};

/// What the manifest says because of one module.
#[derive(Default, Debug)]
pub(super) struct Described {
    /// None where nothing of it is written.
    module: Option<ManifestModule>,
    source: String,
    packages: Vec<String>,
    /// Events of the browser: by name, whether they are sent, and where.
    ends: Vec<(Name, bool, ChannelEnd)>,
    /// The local JavaScript files it imports, as their specifiers are.
    pub assets: BTreeSet<Name>,
}

/// Describes what a build makes of a module; `events` are all that the browser's code names.
pub(super) fn describe(
    resolved: &resolve::Program,
    module: &ir::Module,
    events: &[EventUse],
    sources: &Sources,
    config: &Config,
) -> Described {
    let Some(row) = resolved.modules.get(module.id.index()) else { return Described::default() };
    let source = source_name(row, sources, config);
    let mut look = Look { module, sources: BTreeSet::new() };
    walk::walk_module(&mut look);
    let mut imported = look.sources;
    imported.extend(module.symbols.iter().filter_map(|symbol| match &symbol.kind {
        SymbolKind::Import(import) => Some(import.source.clone()),
        SymbolKind::Function(_) | SymbolKind::Const { .. } | SymbolKind::Foreign { .. } => None,
    }));
    let packages: BTreeSet<String> = imported.iter().filter_map(|it| package_of(it)).collect();
    imported.retain(|source| source.starts_with("./"));
    let lines = LineIndex::new(sources.text(module.file));
    let ends = events.iter().filter(|it| it.span.file == module.file).filter_map(|it| {
        let end = ChannelEnd {
            side: Side::Client,
            source: source.clone(),
            line: lines.line(it.span.start) + 1,
            request: it.op == EventOp::Request,
            keys: payload_keys(&it.payload),
        };
        Some((it.event.clone()?, it.is_sent(), end))
    });
    Described {
        ends: ends.collect(),
        module: (!module.is_hidden)
            .then(|| manifest_module(resolved, row, module, &source, sources, config)),
        packages: packages.into_iter().collect(),
        assets: imported,
        source,
    }
}

/// The manifest of the modules that are described, with the packages that are asked for, sorted, and the
/// channels of the server.
pub(super) fn manifest(
    described: &[&Described],
    asked: &BTreeSet<&NpmRequirement>,
    server: &[Channel],
) -> Manifest {
    let mut manifest = Manifest::default();
    let mut channels: BTreeMap<Name, Channel> = BTreeMap::new();
    let version = |package: &str| {
        let asked = asked.iter().filter(|asked| *asked.package == *package);
        asked.filter_map(|asked| asked.version.as_ref()).map(ToString::to_string).next()
    };
    for one in described {
        manifest.modules.extend(one.module.clone());
        manifest.npm.extend(one.packages.iter().map(|package| NpmPackage {
            version: version(package),
            package: package.clone(),
            from: one.source.clone(),
        }));
        for (event, is_sent, end) in &one.ends {
            add_end(&mut channels, event.clone(), *is_sent, end.clone());
        }
    }
    for channel in server {
        let name = Name::from(channel.event.as_str());
        for (ends, is_sent) in [(&channel.sent, true), (&channel.handled, false)] {
            let ends = ends.iter().cloned();
            ends.for_each(|end| add_end(&mut channels, name.clone(), is_sent, end));
        }
    }
    for required in asked.iter().filter(|asked| asked.required_by.is_some()) {
        let is_known = manifest.npm.iter().any(|it| it.package == *required.package);
        if !is_known {
            let package = required.package.to_string();
            let version = version(&package);
            manifest.npm.push(NpmPackage { package, version, from: String::new() });
        }
    }
    manifest.channels = channels.into_values().collect();
    manifest
}

/// The channels as far as the server has to do with them.
pub(super) fn server_channels(
    events: &[EventUse],
    sources: &Sources,
    config: &Config,
) -> Vec<Channel> {
    let mut channels = BTreeMap::new();
    add_server(&mut channels, events, sources, config);
    channels.into_values().collect()
}

fn add_server(
    channels: &mut BTreeMap<Name, Channel>,
    events: &[EventUse],
    sources: &Sources,
    config: &Config,
) {
    for event in events {
        let (Some(file), Some(name)) = (sources.get(event.span.file), &event.event) else {
            continue;
        };
        let line = LineIndex::new(&file.text).line(event.span.start) + 1;
        let end = ChannelEnd {
            side: Side::Server,
            source: relative_source(&file.path, sources, config),
            line,
            request: event.op == EventOp::Request,
            keys: payload_keys(&event.payload),
        };
        add_end(channels, name.clone(), event.is_sent(), end);
    }
}

/// The keys of a payload that is written out with all of them; those that a handler reads.
fn payload_keys(payload: &Payload) -> Option<Vec<String>> {
    match payload {
        Payload::Sent(sent) => {
            let keys = sent.keys.as_ref()?;
            Some(keys.iter().map(|key| key.name.to_string()).collect())
        }
        Payload::Handled(handled) => {
            let mut keys: Vec<String> = Vec::new();
            for read in &handled.reads {
                if !keys.iter().any(|key| **key == *read.key) {
                    keys.push(read.key.to_string());
                }
            }
            (!keys.is_empty()).then_some(keys)
        }
        Payload::Unknown => None,
    }
}

/// The ends whose events have computed names.
pub(super) fn computed(
    client: &[EventUse],
    server: &[EventUse],
    sources: &Sources,
    config: &Config,
) -> Vec<ChannelEnd> {
    let of_client = client.iter().filter(|event| event.event.is_none());
    let of_client = of_client.map(|event| (Side::Client, event.span, false));
    let of_server = server.iter().filter(|event| event.event.is_none());
    let of_server = of_server.map(|event| (Side::Server, event.span, event.op == EventOp::Request));
    let ends = of_client.chain(of_server).filter_map(|(side, span, request)| {
        let file = sources.get(span.file)?;
        let line = LineIndex::new(&file.text).line(span.start) + 1;
        let source = relative_source(&file.path, sources, config);
        Some(ChannelEnd { side, source, line, request, keys: None })
    });
    ends.collect()
}

/// The Python files of the server that handle an event the browser sends, or send one it handles.
pub(super) fn on_the_server(channels: &[Channel], event: &str, sender: Sender) -> Vec<String> {
    let known = channels.iter().filter(|channel| channel.event == event);
    let ends = known.flat_map(|channel| match sender {
        Sender::Browser => &channel.handled,
        Sender::Server => &channel.sent,
    });
    let server = ends.filter(|end| end.side == Side::Server);
    let files: BTreeSet<&String> = server.map(|end| &end.source).collect();
    files.into_iter().cloned().collect()
}

fn source_name(module: &resolve::Module, sources: &Sources, config: &Config) -> String {
    let file = sources.get(module.file);
    file.map_or_else(String::new, |file| relative_source(&file.path, sources, config))
}

/// The name of a Python file that does not depend on where the compiler was started.
pub(super) fn relative_source(path: &Path, sources: &Sources, config: &Config) -> String {
    if let Some(name) = sources.name_in_library(path) {
        return name;
    }
    match config.relative_to_root(path) {
        Some(inside) => slashed(&inside),
        None => path.display().to_string().replace('\\', "/"),
    }
}

fn manifest_module(
    resolved: &resolve::Program,
    module: &resolve::Module,
    ir_module: &ir::Module,
    source: &str,
    sources: &Sources,
    config: &Config,
) -> ManifestModule {
    let exports = ir_module.symbols.iter().filter(|symbol| symbol.exported);
    let mut made = ManifestModule {
        source: source.to_owned(),
        output: format!("{}.{}", module.path, extension(config)),
        exports: exports.map(|symbol| symbol.name.to_string()).collect(),
        functions: Vec::new(),
        components: Vec::new(),
    };
    let text = sources.text(module.file);
    for item in module.items.iter().filter_map(|id| resolved.items.get(id.index())) {
        let ItemKind::Function { def, marker: Some(marker), .. } = &item.kind else { continue };
        if !marker.is_jsx {
            made.functions.push(item.name.to_string());
            continue;
        }
        let params = &def.params;
        let named = params.posonly.iter().chain(&params.args).chain(&params.kwonly);
        let props = named.map(|param| Prop {
            name: param.name.name.to_string(),
            required: param.default.is_none(),
            default: param.default.as_ref().map(|value| python(value, text)),
            annotation: param.annotation.as_ref().map(|value| python(value, text)),
        });
        let children = params.vararg.iter().map(|_| Prop {
            name: "children".to_owned(),
            required: false,
            default: None,
            annotation: None,
        });
        let props = props.chain(children).collect();
        made.components.push(Component { name: item.name.to_string(), props });
    }
    made
}

fn python(expr: &ast::Expr, text: &str) -> String {
    expr.span.text(text).to_owned()
}

/// The package of a specifier: `@mantine/core/styles.css` is of `@mantine/core`.
fn package_of(source: &str) -> Option<String> {
    let is_path = source.starts_with(['.', '/']) || source.contains("://");
    if is_path {
        return None;
    }
    let parts = if source.starts_with('@') { 2 } else { 1 };
    Some(source.split('/').take(parts).collect::<Vec<_>>().join("/"))
}

/// Looks for what stands in expressions.
struct Look<'m> {
    module: &'m ir::Module,
    /// What is imported when it runs.
    sources: BTreeSet<Name>,
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m ir::Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Js(Js::DynamicImport(source) | Js::ImportFactory(source)) = &expr.kind {
            self.sources.insert(source.clone());
        }
        walk::walk_expr(self, expr);
    }
}

fn add_end(channels: &mut BTreeMap<Name, Channel>, event: Name, is_sent: bool, end: ChannelEnd) {
    let channel = channels
        .entry(event.clone())
        .or_insert_with(|| Channel { event: event.to_string(), ..Channel::default() });
    if is_sent { channel.sent.push(end) } else { channel.handled.push(end) }
}
