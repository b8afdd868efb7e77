//! The items of completion lists.

use std::collections::BTreeMap;

use lsp_types::{CompletionItem, CompletionItemKind, CompletionTextEdit, TextEdit};

use super::names::{Names, Target, parameters as parameters_of};
use super::view::View;
use crate::base::{FileId, Span};
use crate::driver::Side;
use crate::outline::{Chunk, ChunkKind};
use crate::syntax::ast::StmtKind;
use crate::tables::pulse_api::{self, PulseKind};
use crate::tables::pulse_js::{self, JsKind};
use crate::tables::tags::{self, TagRow};
use crate::tables::{channel, dom_props, hooks as hook_table};

const REACT: &str = "pulse.js.react";

fn item(label: &str, kind: CompletionItemKind, detail: impl Into<String>) -> CompletionItem {
    CompletionItem {
        label: label.to_owned(),
        kind: Some(kind),
        detail: Some(detail.into()).filter(|detail| !detail.is_empty()),
        ..CompletionItem::default()
    }
}

/// The events that the other end names; where it names none, those of this end.
pub fn events(view: &View<'_>, typed: Span, is_sent: bool, is_client: bool) -> Vec<CompletionItem> {
    let goes_to_server = is_client == is_sent;
    let side = if is_client { Side::Client } else { Side::Server };
    let all = view.project().named_events();
    // What is being written is no event yet.
    let is_typed = |span: Span| {
        span.file == typed.file && span.start < typed.end + 2 && typed.start <= span.end
    };
    let of_way = || {
        let ours = all.iter().filter(move |event| event.goes_to_server() == goes_to_server);
        ours.filter(|event| !is_typed(event.span))
    };
    let mut named: BTreeMap<&str, (bool, String)> = BTreeMap::new();
    for event in of_way() {
        let Some(name) = event.name.as_deref() else { continue };
        let line = view.lines(event.span.file).position(event.span.start).line + 1;
        let file = view.project().output.sources.get(event.span.file);
        let does = if event.is_sent { "sent" } else { "handled" };
        let place = format!("{does} in {}:{line}", file.map(|it| it.shown()).unwrap_or_default());
        let is_other = event.side != side;
        let known = named.entry(name).or_insert((is_other, place.clone()));
        if is_other && !known.0 {
            *known = (true, place);
        }
    }
    let range = view.range(typed);
    let made = named.into_iter().map(|(name, (is_other, place))| CompletionItem {
        text_edit: Some(CompletionTextEdit::Edit(TextEdit { range, new_text: name.to_owned() })),
        filter_text: Some(name.to_owned()),
        sort_text: Some(format!("{}{name}", u8::from(!is_other))),
        ..item(name, CompletionItemKind::EVENT, place)
    });
    made.collect()
}

/// The modules of Pulse that are for the browser.
pub fn modules(typed: &str) -> Vec<CompletionItem> {
    let all = pulse_js::MODULES.iter().map(|module| module.dotted).chain(["pulse"]);
    // What stands before the last dot is written already.
    let written = typed.rfind('.').map_or(0, |dot| dot + 1);
    let prefix = typed.get(..written).unwrap_or_default();
    let rest = all.filter_map(|dotted| dotted.strip_prefix(prefix)).filter(|rest| !rest.is_empty());
    rest.map(|rest| item(rest, CompletionItemKind::MODULE, "")).collect()
}

/// The names of a module of Pulse.
pub fn of_module(dotted: &str) -> Vec<CompletionItem> {
    if let Some(module) = pulse_js::module(dotted) {
        let members = module.members.iter().map(|(name, kind)| {
            let hook = hook_table::hook(name).filter(|_| dotted == REACT);
            let detail = match hook {
                Some(_) => "hook".to_owned(),
                None => in_javascript(kind),
            };
            item(name, kind_of(kind), detail)
        });
        return members.collect();
    }
    let mut items: Vec<CompletionItem> = Vec::new();
    if tags::MODULES.contains(&dotted) {
        items.extend(
            tags::TAGS
                .iter()
                .map(|tag| item(tag.name, CompletionItemKind::FUNCTION, format!("<{}>", tag.jsx))),
        );
    }
    if dotted == "pulse" {
        items.extend(pulse_api::NAMES.iter().map(|(name, kind)| match kind {
            PulseKind::Marker => item(name, CompletionItemKind::FUNCTION, "marks what is compiled"),
            PulseKind::Special(_) => item(name, CompletionItemKind::FUNCTION, ""),
            PulseKind::Component(of) => {
                item(name, CompletionItemKind::CLASS, format!("component of {}", of.source))
            }
            PulseKind::TypeOnly => item(name, CompletionItemKind::INTERFACE, "for annotations"),
            PulseKind::Module => item(name, CompletionItemKind::MODULE, ""),
            PulseKind::Server(_) => item(name, CompletionItemKind::VARIABLE, "for the server"),
        }));
    }
    items
}

fn kind_of(kind: &JsKind) -> CompletionItemKind {
    match kind {
        JsKind::Global(_) | JsKind::Named { .. } | JsKind::Special(_) => {
            CompletionItemKind::FUNCTION
        }
        JsKind::Constructor(_) => CompletionItemKind::CLASS,
        JsKind::Namespace(_) | JsKind::NamespaceImport(_) => CompletionItemKind::MODULE,
        JsKind::TypeOnly => CompletionItemKind::INTERFACE,
    }
}

/// What a name of `pulse.js` is in JavaScript.
fn in_javascript(kind: &JsKind) -> String {
    match kind {
        JsKind::Global(path) | JsKind::Namespace(path) => (*path).to_owned(),
        JsKind::Constructor(name) => format!("new {name}(…)"),
        JsKind::Named { source, name, .. } => format!("{name} of {source}"),
        JsKind::NamespaceImport(source) => (*source).to_owned(),
        JsKind::Special(_) => String::new(),
        JsKind::TypeOnly => "for annotations".to_owned(),
    }
}

/// What the bridge of a channel has.
pub fn bridge() -> Vec<CompletionItem> {
    let rows = channel::BRIDGE_ROWS.iter();
    rows.map(|row| item(row.name, CompletionItemKind::METHOD, "of the channel")).collect()
}

/// The props of a tag that are not given yet.
pub fn props_of_tag(tag: &TagRow, given: &[&str]) -> Vec<CompletionItem> {
    if tag.is_fragment() {
        return keywords(["key"].into_iter(), given, "of React");
    }
    let events = dom_props::EVENTS.iter().map(|row| row.name);
    let mut items = keywords(["key"].into_iter(), given, "of React");
    items.extend(keywords(events, given, "event"));
    items.extend(keywords(dom_props::PROPS.iter().copied(), given, "prop"));
    items
}

fn keywords<'n>(
    names: impl Iterator<Item = &'n str>,
    given: &[&str],
    detail: &str,
) -> Vec<CompletionItem> {
    let missing = names.filter(|name| !given.contains(name));
    missing.map(|name| keyword(name, detail)).collect()
}

fn keyword(name: &str, detail: &str) -> CompletionItem {
    CompletionItem {
        insert_text: Some(format!("{name}=")),
        ..item(name, CompletionItemKind::PROPERTY, detail)
    }
}

/// The parameters of a function or component that are not given yet.
pub fn parameters(
    view: &View<'_>,
    names: &Names<'_>,
    target: &Target,
    given: &[&str],
) -> Vec<CompletionItem> {
    let Target::Top(file, _) = target else { return Vec::new() };
    let text = view.text(*file);
    let found = names.with_definition(target, |stmt| {
        let StmtKind::Function(def) = &stmt.kind else { return None };
        let missing = parameters_of(def).filter(|it| !given.contains(&&*it.name.name));
        let items = missing.map(|param| {
            let annotation = param.annotation.as_ref().map(|it| it.span.text(text));
            keyword(&param.name.name, annotation.unwrap_or_default())
        });
        let is_component = def
            .decorators
            .iter()
            .any(|decorator| decorator.span.text(text).replace(' ', "").contains("jsx=True"));
        let own = is_component.then(|| keyword("key", "of React"));
        Some(items.chain(own.filter(|_| !given.contains(&"key"))).collect())
    });
    found.unwrap_or_default()
}

/// The hooks, with the import that each needs.
pub fn hooks(
    view: &View<'_>,
    file: FileId,
    chunks: &[Chunk],
    is_bound: impl Fn(&str) -> bool,
) -> Vec<CompletionItem> {
    let of_react = hook_table::HOOKS.iter().map(|row| (row.name, REACT));
    let all = of_react.chain([(channel::HOOK, channel::MODULE)]);
    let known = all.filter(|(name, module)| {
        pulse_js::module(module).is_some_and(|module| module.member(name).is_some())
    });
    let items = known.map(|(name, module)| CompletionItem {
        additional_text_edits: (!is_bound(name))
            .then(|| vec![import(view, file, chunks, module, name)]),
        ..item(name, CompletionItemKind::FUNCTION, format!("hook of {module}"))
    });
    items.collect()
}

/// The edit that imports a name: in an import of its module, else below the last import.
fn import(view: &View<'_>, file: FileId, chunks: &[Chunk], module: &str, name: &str) -> TextEdit {
    let text = view.text(file);
    let insert = |offset: u32, new_text: String| TextEdit {
        range: view.range(Span::new(file, offset, offset)),
        new_text: crate::driver::with_line_ends_of(text, &new_text),
    };
    let start = format!("from {module} import ");
    let extended = chunks.iter().find(|chunk| {
        let line = chunk.span.text(text);
        line.starts_with(&start) && !line.contains(['(', '*', '\\', '#', '\n'])
    });
    if let Some(chunk) = extended {
        return insert(chunk.span.end, format!(", {name}"));
    }
    let is_import =
        |chunk: &&Chunk| matches!(chunk.kind, ChunkKind::Import | ChunkKind::FromImport);
    let line = format!("{start}{name}");
    let head = chunks.iter().take_while(|chunk| {
        is_import(chunk)
            || (chunk.kind == ChunkKind::Expr && chunk.span.text(text).starts_with(['"', '\'']))
    });
    match head.last() {
        Some(last) => insert(last.span.end, format!("\n{line}")),
        None => insert(0, format!("{line}\n")),
    }
}
