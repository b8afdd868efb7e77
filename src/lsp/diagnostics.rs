//! What is found, as the protocol says it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use lsp_types::{
    Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, NumberOrString,
    Position, Range,
};
use serde_json::json;

use super::client::Client;
use super::view::View;
use super::workspace::{Told, Workspace};
use crate::diag::{self, Code, Severity};
use crate::driver::SettingsError;

pub const SOURCE: &str = "pulsec";

/// All that is found in all projects, by file.
pub fn all(workspace: &Workspace, client: &Client) -> BTreeMap<PathBuf, Vec<Diagnostic>> {
    let mut by_file: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
    for kept in workspace.projects() {
        let view = View::of_project(kept, workspace.documents(), client);
        let project = view.project();
        for found in &project.output.diagnostics {
            let path = match (found.span, &found.path) {
                (Some(span), _) => view.path(span.file),
                (None, Some(path)) => project.config.absolute(path.as_ref()),
                (None, None) => project.config.root.clone(),
            };
            if workspace.speaks_for(kept, &path) {
                by_file.entry(path).or_default().push(one(&view, found));
            }
        }
        for failure in &project.output.failures {
            let path = project.config.absolute(&failure.path);
            by_file.entry(path).or_default().push(plain(Range::default(), &failure.reason));
        }
        if let Some(wrong) = &kept.wrong {
            by_file.entry(wrong.file.clone()).or_default().push(of_settings(wrong));
        }
    }
    by_file
}

/// What is found in one file while the rest is being compiled.
pub fn early(told: &Told<'_>, client: &Client) -> Vec<Diagnostic> {
    let Told { kept, documents, sources, found, .. } = told;
    let view = View { kept, sources, documents, client };
    found.iter().map(|found| one(&view, found)).collect()
}

/// One finding.
pub fn one(view: &View<'_>, found: &diag::Diagnostic) -> Diagnostic {
    let severity = match found.severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
    };
    let mut message = found.message.clone();
    let labels = found.labels.iter().filter_map(|label| {
        let location = view.location(label.span)?;
        Some(DiagnosticRelatedInformation { location, message: label.text.clone() })
    });
    let related: Vec<_> = labels.collect();
    if !view.client.takes_related {
        for label in &related {
            message +=
                &format!("\nline {}: {}", label.location.range.start.line + 1, label.message);
        }
    }
    if let Some(help) = &found.help {
        message += &format!("\nhelp: {help}");
    }
    let is_unnecessary = found.code == Code::PSC210 && view.client.takes_tags;
    Diagnostic {
        range: found.span.map(|span| view.range(span)).unwrap_or_default(),
        severity: Some(severity),
        code: Some(NumberOrString::String(found.code.id.to_owned())),
        code_description: None,
        source: Some(SOURCE.to_owned()),
        message,
        related_information: (view.client.takes_related && !related.is_empty()).then_some(related),
        tags: is_unnecessary.then(|| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({ "name": found.code.name })),
    }
}

fn of_settings(wrong: &SettingsError) -> Diagnostic {
    let (line, column) = wrong.place.unwrap_or((1, 1));
    // Columns of settings count characters; one that is outside of the BMP before a mistake is off by one.
    let at = Position::new(line.saturating_sub(1), column.saturating_sub(1));
    plain(Range::new(at, Position::new(at.line, at.character + 1)), &wrong.message)
}

fn plain(range: Range, message: &str) -> Diagnostic {
    Diagnostic {
        range,
        severity: Some(DiagnosticSeverity::ERROR),
        source: Some(SOURCE.to_owned()),
        message: message.to_owned(),
        ..Diagnostic::default()
    }
}
