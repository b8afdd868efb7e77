//! The manifest of a program: modules, exports, components, npm packages, channel events.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::base::{LineIndex, Name, Span};
use crate::driver::config::slashed;
use crate::driver::project::extension;
use crate::driver::{
    Channel, ChannelEnd, Component, Config, Manifest, ManifestModule, NpmPackage, Prop, Side,
    Sources,
};
use crate::emit::dts::Sender;
use crate::ir::walk::{self, Visitor};
use crate::ir::{ChannelOp, DictEntry, Expr, ExprKind, JsImport, Py, SymbolKind};
use crate::resolve::{ItemKind, ServerEvent, ServerOp};
use crate::syntax::ast;
use crate::{ir, resolve};

/// Describes what a build of the program makes.
pub(super) fn manifest(
    resolved: &resolve::Program,
    program: &ir::Program,
    sources: &Sources,
    config: &Config,
) -> Manifest {
    let mut manifest = Manifest::default();
    let mut channels: BTreeMap<Name, Channel> = BTreeMap::new();
    for (module, ir_module) in std::iter::zip(&resolved.modules, &program.modules) {
        let source = source_name(module, sources, config);
        if !ir_module.is_hidden {
            let made = manifest_module(resolved, module, ir_module, &source, sources, config);
            manifest.modules.push(made);
        }
        npm_of(resolved, ir_module, &source, &mut manifest.npm);
        let text = sources.text(module.file);
        let lines = LineIndex::new(text);
        let mut events = Events { module: ir_module, found: Vec::new() };
        walk::walk_module(&mut events);
        for found in events.found {
            let line = lines.line(found.span.start) + 1;
            let end = ChannelEnd {
                side: Side::Client,
                source: source.clone(),
                line,
                request: found.is_request,
                keys: found.keys,
            };
            add_end(&mut channels, found.event, found.is_sent, end);
        }
    }
    add_server(&mut channels, &resolved.server_events, sources, config);
    for requirement in &resolved.npm {
        let is_known = |package: &&mut NpmPackage| package.package == *requirement.package;
        let version = requirement.version.as_ref().map(ToString::to_string);
        let mut known = false;
        for package in manifest.npm.iter_mut().filter(is_known) {
            known = true;
            if package.version.is_none() {
                package.version.clone_from(&version);
            }
        }
        if !known {
            let package = requirement.package.to_string();
            manifest.npm.push(NpmPackage { package, version, from: String::new() });
        }
    }
    manifest.channels = channels.into_values().collect();
    manifest
}

/// The channels as far as the server has to do with them.
pub(super) fn server_channels(
    events: &[ServerEvent],
    sources: &Sources,
    config: &Config,
) -> Vec<Channel> {
    let mut channels = BTreeMap::new();
    add_server(&mut channels, events, sources, config);
    channels.into_values().collect()
}

fn add_server(
    channels: &mut BTreeMap<Name, Channel>,
    events: &[ServerEvent],
    sources: &Sources,
    config: &Config,
) {
    for event in events {
        let Some(file) = sources.get(event.span.file) else { continue };
        let line = LineIndex::new(&file.text).line(event.span.start) + 1;
        let end = ChannelEnd {
            side: Side::Server,
            source: relative_source(&file.path, sources, config),
            line,
            request: event.op == ServerOp::Request,
            keys: None,
        };
        add_end(channels, event.event.clone(), event.op != ServerOp::On, end);
    }
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

/// The packages a module imports: `@mantine/core/styles.css` is of `@mantine/core`.
fn npm_of(
    resolved: &resolve::Program,
    module: &ir::Module,
    source: &str,
    packages: &mut Vec<NpmPackage>,
) {
    for symbol in &module.symbols {
        let SymbolKind::Import(import) = &symbol.kind else { continue };
        let Some(package) = package_of(import) else { continue };
        let wanted = resolved.npm.iter().find(|wanted| *wanted.package == package);
        let version = wanted.and_then(|wanted| wanted.version.as_ref());
        packages.push(NpmPackage {
            package,
            version: version.map(ToString::to_string),
            from: source.to_owned(),
        });
    }
}

fn package_of(import: &JsImport) -> Option<String> {
    let source = &*import.source;
    let is_path = source.starts_with(['.', '/']) || source.contains("://");
    if is_path {
        return None;
    }
    let parts = if source.starts_with('@') { 2 } else { 1 };
    Some(source.split('/').take(parts).collect::<Vec<_>>().join("/"))
}

struct Found {
    event: Name,
    span: Span,
    is_sent: bool,
    is_request: bool,
    keys: Option<Vec<String>>,
}

struct Events<'m> {
    module: &'m ir::Module,
    found: Vec<Found>,
}

impl<'m> Visitor<'m> for Events<'m> {
    fn module(&self) -> &'m ir::Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Channel(channel) = &expr.kind {
            let (event, payload, is_sent, is_request) = match &channel.op {
                ChannelOp::Open { .. } => (None, None, false, false),
                ChannelOp::On { event, .. } => (Some(event), None, false, false),
                ChannelOp::Emit { event, payload, .. } => {
                    (Some(event), payload.as_ref(), true, false)
                }
                ChannelOp::Request { event, payload, .. } => {
                    (Some(event), payload.as_ref(), true, true)
                }
            };
            if let Some(Expr { kind: ExprKind::Str(name), .. }) = event {
                self.found.push(Found {
                    event: name.clone(),
                    span: expr.span,
                    is_sent,
                    is_request,
                    keys: payload.and_then(payload_keys),
                });
            }
        }
        walk::walk_expr(self, expr);
    }
}

/// The keys of a payload that is a dict display with literal keys.
fn payload_keys(payload: &Expr) -> Option<Vec<String>> {
    let ExprKind::Py(Py::Dict { entries, .. }) = &payload.kind else { return None };
    let keys = entries.iter().map(|entry| match entry {
        DictEntry::Pair(Expr { kind: ExprKind::Str(key), .. }, _) => Some(key.to_string()),
        DictEntry::Pair(..) | DictEntry::Spread(_) => None,
    });
    keys.collect()
}

fn add_end(channels: &mut BTreeMap<Name, Channel>, event: Name, is_sent: bool, end: ChannelEnd) {
    let channel = channels
        .entry(event.clone())
        .or_insert_with(|| Channel { event: event.to_string(), ..Channel::default() });
    if is_sent { channel.sent.push(end) } else { channel.handled.push(end) }
}
