//! What the tables say: the modules and names the compiler knows without reading their source.

use super::meaning::{Meaning, Refusal};
use crate::base::closest;
use crate::base::{Name, Span};
use crate::diag::Code;
use crate::ir::{ImportName, JsImport};
use crate::resolve::{Binding, JsRef};
use crate::tables::hooks::{self, ReactExport};
use crate::tables::js_classes::{self, Calls};
use crate::tables::pulse_api::{self, PulseKind};
use crate::tables::pulse_js::{self, ImportRole, JsKind, JsModule, Special, Unknown};
use crate::tables::py_modules::{self, PyStatus};
use crate::tables::{channel, js_globals, reason, tags};

const REACT: &str = "react";

/// The meaning of a module that is not compiled from source, if `dotted` is one.
pub(super) fn module(dotted: &str) -> Option<Meaning> {
    if let Some(found) = pulse_js::module(dotted) {
        return Some(Meaning::JsModule(found));
    }
    if pulse_api::is_pulse_module(dotted) {
        return Some(Meaning::Pulse(dotted.into()));
    }
    py_modules::is_stdlib(dotted).then(|| Meaning::PyModule(dotted.into()))
}

/// An attribute of `pulse` or one of its modules; `at` is the attribute's own text.
pub(super) fn pulse_member(client: &str, module: &str, name: &str, at: Span) -> Meaning {
    let dotted = format!("{module}.{name}");
    if let Some(found) = pulse_js::module(&dotted) {
        return Meaning::JsModule(found);
    }
    if let Some(row) = tags::tag(name)
        && matches!(module, "pulse" | "pulse.dom.tags")
    {
        return Meaning::Value(Binding::Tag(row.jsx));
    }
    match pulse_api::member(module, name) {
        Some(PulseKind::Marker) => Meaning::Value(Binding::Marker(None)),
        Some(PulseKind::Special(special)) => Meaning::Value(Binding::Special(special.name())),
        Some(PulseKind::Component(row)) => {
            let import = named(client, row.source, row.name);
            Meaning::Value(js_import(import, true, Calls::Ask))
        }
        Some(PulseKind::TypeOnly) => Meaning::Value(Binding::TypeOnly(dotted.into())),
        Some(PulseKind::Module) => Meaning::Pulse(dotted.into()),
        Some(PulseKind::Server(row)) => {
            let message = format!("`{}` {}", short(&dotted), row.reason);
            Refusal::of_use(Code::PSC206, message).help(row.instead).meaning()
        }
        None => {
            let names = pulse_api::NAMES.iter().map(|row| row.0);
            let names = names.chain(tags::TAGS.iter().map(|row| row.name));
            no_member(module, name, at, closest(name, names))
        }
    }
}

/// `ps.State` for `pulse.State`: as people write it.
fn short(dotted: &str) -> String {
    match dotted.strip_prefix("pulse.") {
        Some(rest) if !rest.contains('.') => format!("ps.{rest}"),
        _ => dotted.to_owned(),
    }
}

/// `PSC204` for an attribute that a known module does not have.
pub(super) fn no_member(module: &str, name: &str, at: Span, close: Option<&str>) -> Meaning {
    let message = format!("`{module}` has no `{name}`");
    let refusal = Refusal::at(Code::PSC204, at, message);
    match close {
        Some(close) => refusal.help(format!("did you mean `{close}`?")),
        None if crate::tables::hooks::hook(name).is_some() => {
            refusal.help(format!("it is React's: `from pulse.js.react import {name}`"))
        }
        None if module.starts_with("pulse.js") => {
            refusal.help("import it from the package or object of JavaScript that has it: `ps.Import(\"name\", \"package\")`")
        }
        None => refusal.help("define it in a module of your own"),
    }
    .meaning()
}

/// A name of a module of `pulse.js`. In `from m import name` only listed names exist; an attribute
/// may be any property of the JavaScript object.
pub(super) fn js_member(
    client: &str,
    module: &'static JsModule,
    name: &str,
    at: Span,
    is_attribute: bool,
) -> Meaning {
    if module.dotted == "pulse.js"
        && let Some(found) = pulse_js::namespace_module(name)
    {
        return Meaning::JsModule(found);
    }
    if let Some(kind) = module.member(name) {
        return Meaning::Value(js_kind(client, module, name, kind));
    }
    if let Some(found) = pulse_js::module(&format!("{}.{name}", module.dotted)) {
        return Meaning::JsModule(found);
    }
    let js_name = pulse_js::js_name(name);
    match module.unknown {
        Unknown::Global if is_attribute => Meaning::Value(global(js_name)),
        Unknown::Property(base) if is_attribute => {
            Meaning::Value(global(&format!("{base}.{js_name}")))
        }
        Unknown::Import(source) if is_attribute => {
            let is_component = source == REACT && is_react_component(js_name);
            Meaning::Value(js_import(named(client, source, js_name), is_component, Calls::Ask))
        }
        Unknown::Refused | Unknown::Global | Unknown::Property(_) | Unknown::Import(_) => {
            // It may be a name of another module of `pulse.js`, which unimported names know.
            let message = format!("`{}` has no `{name}`", module.dotted);
            let refusal = Refusal::at(Code::PSC204, at, message);
            match elsewhere(client, name) {
                Some(Elsewhere::Import(line)) => {
                    return refusal.help(format!("write `{line}`")).meaning();
                }
                Some(Elsewhere::Write(text)) if text.starts_with("window.") => {
                    let help = format!("write `{text}` (`from pulse.js import window`)");
                    return refusal.help(help).meaning();
                }
                Some(Elsewhere::Write(_)) | None => {}
            }
            let close = closest(name, module.members.iter().map(|row| row.0));
            no_member(module.dotted, name, at, close)
        }
    }
}

/// A module of `pulse.js` as a value.
pub(super) fn js_module_value(client: &str, module: &'static JsModule) -> Option<Binding> {
    module.value.map(|kind| js_kind(client, module, module.dotted, kind))
}

fn js_kind(client: &str, module: &JsModule, name: &str, kind: JsKind) -> Binding {
    match kind {
        JsKind::Global(path) | JsKind::Namespace(path) | JsKind::Constructor(path) => global(path),
        JsKind::Named { source, name, role } => js_import(
            named(client, source, name),
            role == ImportRole::Component,
            match role {
                ImportRole::Value => Calls::Function,
                ImportRole::Component => Calls::Ask,
                ImportRole::Constructor => Calls::Constructor,
            },
        ),
        JsKind::NamespaceImport(source) => {
            let source = package(client, source);
            let import = JsImport { source, name: ImportName::Namespace, is_lazy: false };
            js_import(import, false, Calls::Ask)
        }
        JsKind::Special(special) => Binding::Special(special.name()),
        JsKind::TypeOnly => Binding::TypeOnly(format!("{}.{name}", module.dotted).into()),
    }
}

pub(super) fn global(path: &str) -> Binding {
    Binding::Js(JsRef::Global { path: path.into(), calls: js_classes::calls(path) })
}

pub(super) fn js_import(import: JsImport, is_component: bool, calls: Calls) -> Binding {
    Binding::Js(JsRef::Import { import, is_component, calls })
}

fn named(client: &str, source: &str, name: &str) -> JsImport {
    let name = ImportName::Named(name.into());
    JsImport { source: package(client, source), name, is_lazy: false }
}

/// The client package is a setting.
fn package(client: &str, source: &str) -> Name {
    if source == channel::CLIENT_PACKAGE { client.into() } else { source.into() }
}

/// `ps.Import("StrictMode", "react")` is a component without saying so.
pub(super) fn is_component_of_react(import: &JsImport) -> bool {
    match &import.name {
        ImportName::Named(name) => &*import.source == REACT && is_react_component(name),
        ImportName::Default | ImportName::Namespace | ImportName::SideEffect => false,
    }
}

fn is_react_component(name: &str) -> bool {
    hooks::react_export(name) == Some(ReactExport::Component)
}

/// A name of a module of Python's standard library. `at` is its own text, `import` where the module
/// was imported, if that is another place.
pub(super) fn py_member(module: &str, name: &str, at: Span) -> Meaning {
    let dotted = format!("{module}.{name}");
    let Some(row) = py_modules::py_module(module) else {
        // `collections` is known and so is `collections.abc`; `os.path` stays a module.
        let is_module = py_modules::py_module(&dotted).is_some();
        return if is_module { Meaning::PyModule(dotted.into()) } else { not_in_browser(module) };
    };
    match row.member(name) {
        Some(PyStatus::Typing) => Meaning::Value(match &*dotted {
            // Erased by name, but a call of it is an expression.
            "typing.cast" | "typing_extensions.cast" => {
                Binding::PyMember { module: module.into(), name: name.into() }
            }
            _ => Binding::TypeOnly(dotted.into()),
        }),
        Some(PyStatus::Compiled(row)) => Meaning::Value(Binding::Builtin(row)),
        // Taken from the source by those who ask; here there is none.
        Some(PyStatus::Source) => not_in_browser(module),
        Some(PyStatus::Planned) => {
            Meaning::Value(Binding::PyMember { module: module.into(), name: name.into() })
        }
        Some(PyStatus::Refused(reason)) => {
            let message = format!("`{dotted}` {}", reason::why(reason));
            Refusal::of_use(Code::PSC403, message).help(reason::instead(reason)).meaning()
        }
        None if py_modules::py_module(&dotted).is_some() => Meaning::PyModule(dotted.into()),
        None => no_member(module, name, at, closest(name, row.members.iter().map(|row| row.0))),
    }
}

/// `PSC205` for a module of the standard library that stays on the server.
pub(super) fn not_in_browser(module: &str) -> Meaning {
    let refusal =
        Refusal::of_use(Code::PSC205, format!("`{module}` is not available in a browser"));
    match py_modules::server_module(module) {
        Some(hint) => refusal.help(hint),
        None => refusal,
    }
    .meaning()
}

/// A name that every browser or React has, though Python does not bind it.
pub(super) struct Implicit {
    pub meaning: Meaning,
    /// `from pulse.js import console`.
    pub import: Option<String>,
}

impl Implicit {
    /// Whether code that names it without an import can only mean it.
    pub fn is_meant(name: &str) -> bool {
        matches!(name, "ps" | "pulse")
            || name == channel::HOOK
            || hooks::hook(name).is_some()
            || js_globals::UNMISTAKABLE.binary_search(&name).is_ok()
    }
}

/// See [`Implicit`].
pub(super) fn implicit(client: &str, name: &str) -> Option<Implicit> {
    let offered = |dotted: &str| {
        let is_member = pulse_js::module(dotted).is_some_and(|it| it.member(name).is_some());
        is_member.then(|| format!("from {dotted} import {name}"))
    };
    if matches!(name, "ps" | "pulse") {
        let line = if name == "ps" { "import pulse as ps" } else { "import pulse" };
        let meaning = Meaning::Pulse("pulse".into());
        return Some(Implicit { meaning, import: Some(line.to_owned()) });
    }
    if name == channel::HOOK {
        let import = named(client, channel::CLIENT_PACKAGE, name);
        let meaning = Meaning::Value(js_import(import, false, Calls::Ask));
        return Some(Implicit { meaning, import: offered(channel::MODULE) });
    }
    if let Some(module) = pulse_js::namespace_module(name) {
        return Some(Implicit { meaning: Meaning::JsModule(module), import: offered("pulse.js") });
    }
    if hooks::hook(name).is_some() || react_name(name) {
        let is_component = is_react_component(name);
        let binding = match name {
            "lazy" => Binding::Special(Special::Lazy.name()),
            _ => js_import(named(client, REACT, name), is_component, Calls::Ask),
        };
        let import = offered("pulse.js.react");
        return Some(Implicit { meaning: Meaning::Value(binding), import });
    }
    let row = js_globals::js_global(name)?;
    let binding = global(row.name);
    Some(Implicit { meaning: Meaning::Value(binding), import: row.import_line() })
}

/// What to write for a name that Python does not bind, where JavaScript or React has one of that name.
pub(super) enum Elsewhere {
    /// `from pulse.js import Number`
    Import(String),
    /// `window.Node`
    Write(String),
}

/// See [`Elsewhere`].
pub(super) fn elsewhere(client: &str, name: &str) -> Option<Elsewhere> {
    let is_react = hooks::react_export(name).is_some();
    match implicit(client, name) {
        Some(Implicit { import: Some(line), .. }) => Some(Elsewhere::Import(line)),
        _ if is_react => {
            Some(Elsewhere::Write(format!("{name} = ps.Import(\"{name}\", \"react\")")))
        }
        Some(_) => Some(Elsewhere::Write(format!("window.{name}"))),
        None if js_classes::calls(name) == Calls::Constructor => {
            Some(Elsewhere::Write(format!("window.{name}")))
        }
        None => None,
    }
}

/// Exports of React that cannot be mistaken for a slip: `Suspense`, `createContext`; not `act`,
/// `cache`, `version`.
fn react_name(name: &str) -> bool {
    match hooks::react_export(name) {
        Some(ReactExport::Component | ReactExport::MakesComponent | ReactExport::MakesContext) => {
            true
        }
        Some(ReactExport::Function) => name.chars().any(char::is_uppercase),
        Some(ReactExport::Class | ReactExport::Value) | None => false,
    }
}
