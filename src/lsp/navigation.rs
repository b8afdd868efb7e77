//! From a name to what it means, and to all places that mean the same: names of Python, events of channels.

use lsp_types::{GotoDefinitionParams, Location, ReferenceParams};

use super::channels;
use super::names::Names;
use super::view::View;

pub fn definition(view: &View<'_>, params: &GotoDefinitionParams) -> Option<Vec<Location>> {
    let asked = &params.text_document_position_params;
    let at = view.at(&asked.text_document.uri, asked.position)?;
    if let Some(event) = channels::at(view, at) {
        let ends = channels::other_end(view, &event).into_iter();
        return Some(ends.filter_map(|span| view.location(span)).collect());
    }
    let names = Names::new(view);
    let (_, targets) = names.at(at)?;
    let defined = targets.iter().filter_map(|target| names.definition(target));
    let found: Vec<Location> = defined.filter_map(|span| view.location(span)).collect();
    (!found.is_empty()).then_some(found)
}

pub fn references(view: &View<'_>, params: &ReferenceParams) -> Option<Vec<Location>> {
    let asked = &params.text_document_position;
    let at = view.at(&asked.text_document.uri, asked.position)?;
    if let Some(event) = channels::at(view, at) {
        let all = channels::ends(view, &event).into_iter();
        return Some(all.filter_map(|event| view.location(event.span)).collect());
    }
    let names = Names::new(view);
    let (span, targets) = names.at(at)?;
    let mut spans = Vec::new();
    for target in &targets {
        let defined = names.definition(target);
        let name = defined.filter(|span| !span.is_empty()).unwrap_or(span);
        let mut found = names.references(target, name.text(view.text(name.file)));
        if !params.context.include_declaration {
            found.retain(|span| Some(*span) != defined);
        }
        spans.extend(found);
    }
    spans.sort();
    spans.dedup();
    Some(spans.into_iter().filter_map(|span| view.location(span)).collect())
}
