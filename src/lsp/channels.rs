//! The events of channels, which both ends name: from one to the other, and another name for both at once.
//!
//! ```text
//! bridge.emit("send", {...})        in the browser
//! channel.on("send", save)          on the server
//! ```
//!
//! The same name on its way back is another event. A name that is computed may be any, so where one is, nothing of that
//! direction can be renamed: half of it might be missed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lsp_server::ErrorCode;
use lsp_types::{
    PrepareRenameResponse, RenameParams, TextDocumentPositionParams, TextEdit, WorkspaceEdit,
};

use super::actions;
use super::shared::Refused;
use super::view::{At, View};
use crate::base::Span;
use crate::driver::NamedEvent;

/// The event that is named at a place.
pub fn at(view: &View<'_>, at: At) -> Option<NamedEvent> {
    let events = view.project().named_events().into_iter();
    let mut here = events.filter(|event| {
        event.span.file == at.file && (event.span.start..=event.span.end).contains(&at.offset)
    });
    here.find(|event| event.name.is_some() && literal(view, event.span).is_some())
}

/// All places that name the same event.
pub fn ends(view: &View<'_>, event: &NamedEvent) -> Vec<NamedEvent> {
    let is_same = |other: &NamedEvent| {
        other.name == event.name && other.goes_to_server() == event.goes_to_server()
    };
    view.project().named_events().into_iter().filter(is_same).collect()
}

/// Where the other end names it; where it does not, the places there that may, since the name is computed.
pub fn other_end(view: &View<'_>, event: &NamedEvent) -> Vec<Span> {
    let all = view.project().named_events().into_iter();
    let there = all.filter(|other| {
        other.side != event.side && other.goes_to_server() == event.goes_to_server()
    });
    let (named, may): (Vec<_>, Vec<_>) = there
        .filter(|other| other.name.is_none() || other.name == event.name)
        .partition(|other| other.name.is_some());
    let found = if named.is_empty() { may } else { named };
    found.into_iter().map(|other| other.span).collect()
}

/// What stands in the quotes of a literal: the text as it is written, without escapes.
fn literal(view: &View<'_>, span: Span) -> Option<Span> {
    let text = span.text(view.text(span.file));
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    let is_plain = !inner.contains(['"', '\'', '\\', '\n', '\r']);
    is_plain.then(|| Span::new(span.file, span.start + 1, span.end - 1))
}

fn refused(message: impl Into<String>) -> Refused {
    Refused::new(ErrorCode::RequestFailed, message)
}

pub fn prepare(
    view: &View<'_>,
    params: &TextDocumentPositionParams,
) -> Result<PrepareRenameResponse, Refused> {
    let event = event_to_rename(view, params)?;
    let span = literal(view, event.span).unwrap_or(event.span);
    let placeholder = event.name.map(|name| name.to_string()).unwrap_or_default();
    Ok(PrepareRenameResponse::RangeWithPlaceholder { range: view.range(span), placeholder })
}

/// The event there, if all places that may name it are known.
fn event_to_rename(
    view: &View<'_>,
    params: &TextDocumentPositionParams,
) -> Result<NamedEvent, Refused> {
    let place = view.at(&params.text_document.uri, params.position);
    let Some(event) = place.and_then(|place| at(view, place)) else {
        return Err(refused("only the events of channels can be renamed here"));
    };
    let all = view.project().named_events();
    let is_hidden = |other: &&NamedEvent| {
        let is_computed = other.name.is_none();
        let is_same = other.name == event.name && literal(view, other.span).is_none();
        other.goes_to_server() == event.goes_to_server() && (is_computed || is_same)
    };
    match all.iter().find(is_hidden) {
        Some(hidden) => {
            let line = view.lines(hidden.span.file).position(hidden.span.start).line + 1;
            let file = view.project().output.sources.get(hidden.span.file);
            let file = file.map(|file| file.shown()).unwrap_or_default();
            let text = hidden.span.text(view.text(hidden.span.file));
            let text = text.lines().next().unwrap_or_default();
            Err(refused(format!(
                "{file}:{line} names an event by `{text}`, which may be this one: write the name \
                 as a string there first"
            )))
        }
        None => Ok(event),
    }
}

pub fn rename(view: &View<'_>, params: &RenameParams) -> Result<Option<WorkspaceEdit>, Refused> {
    let event = event_to_rename(view, &params.text_document_position)?;
    let name = params.new_name.as_str();
    let is_plain = |c: char| !c.is_control() && !matches!(c, '"' | '\'' | '\\');
    if name.is_empty() || !name.chars().all(is_plain) {
        return Err(refused("the name of an event has no quotes, backslashes or line ends"));
    }
    let is_taken = view.project().named_events().into_iter().any(|other| {
        other.name.as_deref() == Some(name)
            && other.name != event.name
            && other.goes_to_server() == event.goes_to_server()
    });
    if is_taken {
        return Err(refused(format!("there is an event `{name}` already")));
    }
    let mut edits: BTreeMap<PathBuf, Vec<TextEdit>> = BTreeMap::new();
    for end in ends(view, &event) {
        let Some(span) = literal(view, end.span) else { continue };
        let edit = TextEdit { range: view.range(span), new_text: name.to_owned() };
        edits.entry(view.path(span.file)).or_default().push(edit);
    }
    Ok(actions::edits_of(view, edits.into_iter().collect()))
}
