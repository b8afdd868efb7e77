//! What can be done about a finding: its fix, a comment that ignores it, the page about it; and all sure fixes at once.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use lsp_server::ErrorCode;
use lsp_types::{
    CodeAction, CodeActionKind, CodeActionOrCommand, CodeActionParams, Command, DocumentChanges,
    OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, Uri, WorkspaceEdit,
};
use serde_json::json;

use super::client::{Client, EXPLAIN};
use super::position::Lines;
use super::shared::{Answer, Refused};
use super::view::View;
use super::workspace::Workspace;
use super::{diagnostics, uri};
use crate::base::Span;
use crate::diag::{Diagnostic, Severity, rules};
use crate::driver::{Project, with_line_ends_of};
use crate::outline;

pub const FIX_ALL: CodeActionKind = CodeActionKind::new("source.fixAll.pulsec");

/// More rounds than any file needs that a person wrote.
const MAX_ROUNDS: u32 = 20;

pub fn offered(
    workspace: &mut Workspace,
    client: &Client,
    params: &CodeActionParams,
) -> Vec<CodeActionOrCommand> {
    let uri = &params.text_document.uri;
    let only = params.context.only.as_deref();
    let mut actions = Vec::new();
    let mut is_repairable = false;
    if let Some((view, file)) =
        View::of(workspace, client, uri).and_then(|view| Some((view, view.file(uri)?)))
    {
        is_repairable = view.project().fixed(file).1 > 0;
        if wants(only, &CodeActionKind::QUICKFIX) {
            let lines = view.lines(file);
            let asked = (lines.offset(params.range.start), lines.offset(params.range.end));
            let here = view.project().output.diagnostics.iter().filter(|found| {
                found.span.is_some_and(|span| {
                    span.file == file && span.start <= asked.1 && asked.0 <= span.end
                })
            });
            here.for_each(|found| of_finding(&view, found, &mut actions));
        }
    }
    // In the menu it is made when it is chosen.
    let is_asked = only.is_some() && wants(only, &FIX_ALL);
    if is_repairable && (is_asked || (only.is_none() && client.resolves_edits)) {
        let title = "Fix all that is sure (pulsec)".to_owned();
        let mut action = CodeAction { title, kind: Some(FIX_ALL), ..CodeAction::default() };
        match client.resolves_edits {
            true => action.data = Some(json!({ "fixAll": uri })),
            false => action.edit = fix_all(workspace, client, uri),
        }
        actions.push(action.into());
    }
    actions
}

pub fn resolve(workspace: &mut Workspace, client: &Client, mut action: CodeAction) -> Answer {
    let asked = action.data.as_ref().and_then(|data| data.get("fixAll")).cloned();
    if let Some(uri) = asked {
        let uri: Uri = super::dispatch::read(uri)?;
        action.edit = fix_all(workspace, client, &uri);
    }
    serde_json::to_value(action)
        .map_err(|error| Refused::new(ErrorCode::InternalError, error.to_string()))
}

/// `source.fixAll` asks for `source.fixAll.pulsec`, too.
fn wants(only: Option<&[CodeActionKind]>, kind: &CodeActionKind) -> bool {
    let is_of = |wanted: &CodeActionKind| {
        let rest = kind.as_str().strip_prefix(wanted.as_str());
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    only.is_none_or(|only| only.iter().any(is_of))
}

fn of_finding(view: &View<'_>, found: &Diagnostic, actions: &mut Vec<CodeActionOrCommand>) {
    let said = diagnostics::one(view, found);
    let mut push = |title: String, edit: Option<WorkspaceEdit>, is_preferred: bool| {
        let action = CodeAction {
            title,
            kind: Some(CodeActionKind::QUICKFIX),
            diagnostics: Some(vec![said.clone()]),
            edit,
            is_preferred: is_preferred.then_some(true),
            ..CodeAction::default()
        };
        actions.push(action.into());
    };
    if let Some(fix) = &found.fix {
        let text = view.text(fix.span.file);
        let with = with_line_ends_of(text, &fix.replacement);
        let edit = TextEdit { range: view.range(fix.span), new_text: with };
        let edit = edit_of(view, &view.path(fix.span.file), vec![edit]);
        push(in_title(&fix.title), edit, fix.is_sure);
    }
    let is_rule = rules::group_of(found.code).is_some();
    if let Some(edit) = found.span.filter(|_| is_rule).and_then(|span| ignore(view, span, found)) {
        let title = format!("Ignore {} on this line", found.code.id);
        push(title, edit_of(view, &view.path(edit.0.file), vec![edit.1]), false);
    }
    let title = format!("Explain {} ({})", found.code.id, found.code.name);
    let explain = CodeAction {
        title: title.clone(),
        kind: Some(CodeActionKind::QUICKFIX),
        diagnostics: Some(vec![said.clone()]),
        command: Some(Command {
            title,
            command: EXPLAIN.to_owned(),
            arguments: Some(vec![found.code.id.into()]),
        }),
        ..CodeAction::default()
    };
    actions.push(explain.into());
}

/// Titles of fixes begin small, as the command line has them in a sentence.
fn in_title(title: &str) -> String {
    let mut chars = title.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + chars.as_str()
}

/// The comment that ignores a finding: in one that is there, at the end of the line, or above a line whose end is in a
/// string or goes on.
fn ignore(view: &View<'_>, span: Span, found: &Diagnostic) -> Option<(Span, TextEdit)> {
    let text = view.text(span.file);
    let lines = view.lines(span.file);
    let at = |offset: usize, new: String| {
        let here = Span::new(span.file, offset as u32, offset as u32);
        (here, TextEdit { range: view.range(here), new_text: new })
    };
    let code = found.code.id;
    let (first, last) = (lines.index().line(span.start), lines.index().line(span.end));
    let ends = [first, last].map(|line| line_of(text, &lines, line));
    for (start, end) in ends {
        let line = text.get(start..end)?;
        if let Some((before, list)) = line.split_once("pulsec: ignore[") {
            let opens = start + before.len();
            let bracket = list.find(']')?;
            if is_comment(text, opens) {
                let offset = opens + "pulsec: ignore[".len() + bracket;
                return Some(at(offset, format!(", {code}")));
            }
        }
    }
    for (start, end) in ends {
        let line = text.get(start..end)?;
        let comment = format!("  # pulsec: ignore[{code}]");
        let with = [text.get(..end)?, &comment, text.get(end..)?].concat();
        // A comment of the author's stays the first of the line.
        if !line.ends_with('\\') && is_comment(&with, end + 3) {
            return Some(at(end, comment));
        }
    }
    let (start, end) = line_of(text, &lines, first);
    let line = text.get(start..end)?;
    let indent: String = line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let comment = format!("{indent}# pulsec: ignore[{code}]\n");
    let with = [text.get(..start)?, &comment, text.get(start..)?].concat();
    let hash = start + indent.len() + 1;
    is_comment(&with, hash).then(|| at(start, with_line_ends_of(text, &comment)))
}

/// The bytes of a line without its end.
fn line_of(text: &str, lines: &Lines<'_>, line: u32) -> (usize, usize) {
    let start = lines.index().line_start(line).unwrap_or_default() as usize;
    let rest = text.get(start..).unwrap_or_default();
    (start, start + rest.find(['\n', '\r']).unwrap_or(rest.len()))
}

fn is_comment(text: &str, offset: usize) -> bool {
    outline::in_comment(text, &[offset as u32]) == [true]
}

/// An edit of one file, for its text as it is now.
pub fn edit_of(view: &View<'_>, path: &Path, edits: Vec<TextEdit>) -> Option<WorkspaceEdit> {
    edits_of(view, vec![(path.to_path_buf(), edits)])
}

/// Edits of several files.
#[expect(clippy::mutable_key_type, reason = "the protocol's type is keyed so")]
pub fn edits_of(view: &View<'_>, edits: Vec<(PathBuf, Vec<TextEdit>)>) -> Option<WorkspaceEdit> {
    let named = edits.into_iter().map(|(path, edits)| Some((view.uri(&path)?, path, edits)));
    let named: Vec<_> = named.collect::<Option<_>>()?;
    if !view.client.takes_versions {
        let changes = named.into_iter().map(|(uri, _, edits)| (uri, edits)).collect();
        return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
    }
    let edits = named.into_iter().map(|(uri, path, edits)| TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier {
            uri,
            version: view.documents.get(&path).map(|document| document.version),
        },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    });
    let document_changes = Some(DocumentChanges::Edits(edits.collect()));
    Some(WorkspaceEdit { document_changes, ..WorkspaceEdit::default() })
}

/// The edit that makes all sure fixes of a file, round by round as `pulsec check --fix` does.
fn fix_all(workspace: &mut Workspace, client: &Client, uri: &Uri) -> Option<WorkspaceEdit> {
    let path = uri::to_path(uri)?;
    let documents = workspace.documents().clone();
    let kept = workspace.project_mut(&path)?;
    let file = kept.project.file(&path)?;
    let before = kept.project.output.sources.get(file)?.text.clone();
    let mut after = before.to_string();
    for _ in 0..MAX_ROUNDS {
        let (text, count) = kept.project.fixed(file);
        if count == 0 {
            break;
        }
        let errors = errors(&kept.project);
        kept.with(&documents, &BTreeMap::from([(path.clone(), text.clone())]));
        // Whatever the reason, it did not help.
        if self::errors(&kept.project) > errors {
            break;
        }
        after = text;
    }
    kept.with(&documents, &BTreeMap::from([(path.clone(), before.to_string())]));
    let view = View::of(workspace, client, uri)?;
    (after != *before).then(|| edit_of(&view, &path, difference(&before, &after, client)))?
}

fn errors(project: &Project) -> usize {
    let found = project.output.diagnostics.iter();
    found.filter(|found| found.severity == Severity::Error).count()
}

/// The lines that differ.
fn difference(before: &str, after: &str, client: &Client) -> Vec<TextEdit> {
    let lines = Lines::new(before, client.encoding);
    let diff = similar::TextDiff::from_lines(before, after);
    let starts = |slices: &[&str]| -> Vec<usize> {
        let mut at = 0;
        let ends = slices.iter().map(|slice| {
            at += slice.len();
            at
        });
        std::iter::once(0).chain(ends).collect()
    };
    let (old, new) = (starts(diff.old_slices()), starts(diff.new_slices()));
    let bytes = |starts: &[usize], range: std::ops::Range<usize>| {
        let start = starts.get(range.start).copied().unwrap_or_default();
        start..starts.get(range.end).copied().unwrap_or(start)
    };
    let changed = diff.ops().iter().filter(|op| op.tag() != similar::DiffTag::Equal);
    let edits = changed.map(|op| {
        let range = bytes(&old, op.old_range());
        let with = after.get(bytes(&new, op.new_range())).unwrap_or_default();
        let (start, end) = (range.start as u32, range.end as u32);
        let range = lsp_types::Range::new(lines.position(start), lines.position(end));
        TextEdit { range, new_text: with.to_owned() }
    });
    edits.collect()
}
