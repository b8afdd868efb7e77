//! A project as the editor sees it: files by URI, places by line and column.

use std::path::{Path, PathBuf};

use lsp_types::{Location, Position, Range, Uri};

use super::client::Client;
use super::documents::Documents;
use super::position::Lines;
use super::uri;
use super::workspace::{Kept, Workspace};
use crate::base::{FileId, Span};
use crate::driver::{Project, Sources};

#[derive(Clone, Copy)]
pub struct View<'w> {
    pub kept: &'w Kept,
    /// The texts that places are of.
    pub sources: &'w Sources,
    pub documents: &'w Documents,
    pub client: &'w Client,
}

/// A place in a file of the project.
#[derive(Clone, Copy, Debug)]
pub struct At {
    pub file: FileId,
    pub offset: u32,
}

impl<'w> View<'w> {
    /// Of the project of a file; none for a file of no project.
    pub fn of(workspace: &'w Workspace, client: &'w Client, uri: &Uri) -> Option<View<'w>> {
        let kept = workspace.project(&uri::to_path(uri)?)?;
        Some(View::of_project(kept, workspace.documents(), client))
    }

    pub fn of_project(kept: &'w Kept, documents: &'w Documents, client: &'w Client) -> View<'w> {
        View { kept, sources: &kept.project.output.sources, documents, client }
    }

    pub fn project(&self) -> &'w Project {
        &self.kept.project
    }

    pub fn file(&self, uri: &Uri) -> Option<FileId> {
        self.project().file(&uri::to_path(uri)?)
    }

    pub fn at(&self, uri: &Uri, position: Position) -> Option<At> {
        let file = self.file(uri)?;
        Some(At { file, offset: self.lines(file).offset(position) })
    }

    pub fn text(&self, file: FileId) -> &'w str {
        self.sources.text(file)
    }

    pub fn lines(&self, file: FileId) -> Lines<'w> {
        Lines::new(self.text(file), self.client.encoding)
    }

    pub fn path(&self, file: FileId) -> PathBuf {
        self.project().path(file).unwrap_or_default()
    }

    pub fn uri(&self, path: &Path) -> Option<Uri> {
        let open = self.documents.get(path).map(|document| document.uri.clone());
        open.or_else(|| uri::of_path(path))
    }

    pub fn range(&self, span: Span) -> Range {
        self.lines(span.file).range(span)
    }

    pub fn location(&self, span: Span) -> Option<Location> {
        Some(Location { uri: self.uri(&self.path(span.file))?, range: self.range(span) })
    }
}
