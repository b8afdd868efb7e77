//! What is told of a place: the type as inferred, and the JavaScript of the statement or of the whole function.

use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

use super::channels;
use super::javascript::Emitted;
use super::names::{Names, Target};
use super::view::{At, View};
use crate::base::Span;
use crate::diag::Sink;
use crate::driver::{Marked, NamedEvent, Side};
use crate::ir::{ImportName, JsImport};
use crate::outline;
use crate::resolve::scope::blocks;
use crate::resolve::{Binding, JsRef};
use crate::syntax::{ast, parse_chunk};

/// Longer functions are for the preview.
const MAX_LINES: usize = 60;

pub fn hover(view: &View<'_>, params: &HoverParams) -> Option<Hover> {
    let asked = &params.text_document_position_params;
    let at = view.at(&asked.text_document.uri, asked.position)?;
    let (span, text) = told(view, at)?;
    let contents = MarkupContent { kind: MarkupKind::Markdown, value: text };
    Some(Hover { contents: HoverContents::Markup(contents), range: Some(view.range(span)) })
}

fn told(view: &View<'_>, at: At) -> Option<(Span, String)> {
    if let Some(event) = channels::at(view, at) {
        return Some((event.span, of_event(view, &event)));
    }
    let marked = view.project().marked(at.file);
    let around = marked.iter().find(|marked| holds(marked.span, at));
    if let Some(named) = around.filter(|marked| holds(marked.name_span, at)) {
        return Some((named.name_span, of_function(view, named)));
    }
    let typed = view.project().typed(at.file, at.offset);
    let mut parts = Vec::new();
    let imported = view.project().meaning(at.file, at.offset).and_then(|(_, it)| in_javascript(it));
    let member = of_member(view, at, typed.as_ref());
    if let Some(name) = imported {
        parts.push(fenced("js", &name));
    } else if let Some((_, words)) = &member {
        parts.push(fenced("python", words));
    } else if let Some((span, ty)) = &typed {
        let text = span.text(view.text(at.file)).lines().next().unwrap_or_default();
        parts.push(fenced("python", &format!("{text}: {ty}")));
    }
    let emitted = around.and_then(|_| Emitted::of(view, at.file).ok());
    let statement = statement(view, at);
    let code = statement.and_then(|span| emitted?.of_statement(view, span));
    parts.extend(code.map(|code| fenced("js", &code)));
    let span = member.or(typed).map(|(span, _)| span).or(statement)?;
    (!parts.is_empty()).then(|| (span, parts.join("\n")))
}

/// The declaration of a member, where inference does not say more of the place.
fn of_member(view: &View<'_>, at: At, typed: Option<&(Span, String)>) -> Option<(Span, String)> {
    let names = Names::new(view);
    let (name, targets) = names.at(at)?;
    let members = targets.iter().filter_map(|target| match target {
        Target::Local(span) => names.declared_at(*span),
        Target::Top(..) | Target::Module(_) => None,
    });
    let words: Vec<String> = members.filter_map(|member| names.in_words(&member)).collect();
    let is_inferred = typed.is_some_and(|(span, ty)| {
        let is_attribute = span.end == name.end && span.start < name.start;
        is_attribute && ty != "Any" && !ty.starts_with('(')
    });
    (!words.is_empty() && !is_inferred).then(|| (name, words.join("\n")))
}

fn holds(span: Span, at: At) -> bool {
    span.file == at.file && (span.start..=span.end).contains(&at.offset)
}

fn fenced(language: &str, code: &str) -> String {
    format!("```{language}\n{code}\n```\n")
}

/// What a name of JavaScript is there: nothing is inferred of it.
fn in_javascript(meaning: &Binding) -> Option<String> {
    let import = |import: &JsImport| {
        let source = &import.source;
        match &import.name {
            ImportName::Named(name) => format!("import {{ {name} }} from \"{source}\";"),
            ImportName::Default => format!("import … from \"{source}\";"),
            ImportName::Namespace => format!("import * as … from \"{source}\";"),
            ImportName::SideEffect => format!("import \"{source}\";"),
        }
    };
    match meaning {
        Binding::Js(JsRef::Global { path, .. }) => Some(path.to_string()),
        Binding::Js(JsRef::Import { import: found, .. } | JsRef::Member { import: found, .. }) => {
            Some(import(found))
        }
        Binding::Tag(jsx) => Some(format!("<{jsx}>")),
        Binding::Item(_)
        | Binding::Module(_)
        | Binding::Special(_)
        | Binding::Builtin(_)
        | Binding::PyModule(_)
        | Binding::PyMember { .. }
        | Binding::TypeOnly(_)
        | Binding::Marker(_)
        | Binding::Error => None,
    }
}

fn of_function(view: &View<'_>, marked: &Marked) -> String {
    let what = if marked.is_component { "component" } else { "function" };
    match Emitted::of(view, marked.span.file) {
        Ok(emitted) => match emitted.of_function(view, marked) {
            Some(code) => fenced("js", &shortened(&code)),
            None => format!("{what} `{}`", marked.name),
        },
        Err(reason) => format!("{what} `{}`: {reason}", marked.name),
    }
}

fn of_event(view: &View<'_>, event: &NamedEvent) -> String {
    let name = event.name.as_deref().unwrap_or_default();
    let way = match event.goes_to_server() {
        true => "browser → server",
        false => "server → browser",
    };
    let mut lines = vec![format!("event `{name}`: {way}")];
    for end in channels::ends(view, event) {
        let file = view.project().output.sources.get(end.span.file);
        let file = file.map(|file| file.shown()).unwrap_or_default();
        let line = view.lines(end.span.file).position(end.span.start).line + 1;
        let side = match end.side {
            Side::Client => "browser",
            Side::Server => "server",
        };
        let does = if end.is_sent { "sends" } else { "handles" };
        lines.push(format!("- the {side} {does} it: {file}:{line}"));
    }
    lines.join("\n")
}

/// The innermost statement at a place; of one with a block only what stands before it.
fn statement(view: &View<'_>, at: At) -> Option<Span> {
    let text = view.text(at.file);
    let chunks = outline::scan(at.file, text).chunks;
    let chunk = chunks.iter().find(|chunk| holds(chunk.span, at))?;
    let stmts = parse_chunk(text, chunk.span, &mut Sink::new());
    innermost(&stmts, at)
}

fn innermost(stmts: &[ast::Stmt], at: At) -> Option<Span> {
    let stmt = stmts.iter().find(|stmt| holds(stmt.span, at))?;
    let own = match &stmt.kind {
        ast::StmtKind::Function(def) => vec![&*def.body],
        ast::StmtKind::Class(def) => vec![&*def.body],
        _other => blocks(stmt),
    };
    let first = own.iter().filter_map(|body| body.first()).map(|stmt| stmt.span.start).min();
    let inner = own.iter().find_map(|body| innermost(body, at));
    inner.or(Some(Span { end: first.unwrap_or(stmt.span.end), ..stmt.span }))
}

fn shortened(code: &str) -> String {
    let lines: Vec<&str> = code.lines().collect();
    match lines.get(..MAX_LINES) {
        Some(first) if lines.len() > MAX_LINES => format!("{}\n// …", first.join("\n")),
        Some(_) | None => code.to_owned(),
    }
}
