//! The texts that are open in the editor, saved or not.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use lsp_types::{TextDocumentContentChangeEvent, Uri};

use super::position::{Encoding, Lines};

#[derive(Clone, Debug)]
pub struct Document {
    /// As the client spells it.
    pub uri: Uri,
    pub version: i32,
    pub text: Arc<str>,
}

/// By absolute path.
#[derive(Clone, Default, Debug)]
pub struct Documents(BTreeMap<PathBuf, Document>);

impl Documents {
    pub fn get(&self, path: &Path) -> Option<&Document> {
        self.0.get(path)
    }

    pub fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        self.0.keys()
    }

    pub fn open(&mut self, path: PathBuf, document: Document) {
        self.0.insert(path, document);
    }

    pub fn close(&mut self, path: &Path) {
        self.0.remove(path);
    }

    /// Edits are made one after the other, each in the text that the one before has left.
    pub fn change(
        &mut self,
        path: &Path,
        version: i32,
        changes: Vec<TextDocumentContentChangeEvent>,
        encoding: Encoding,
    ) {
        let Some(document) = self.0.get_mut(path) else { return };
        document.version = version;
        for change in changes {
            document.text = match change.range {
                Some(range) => {
                    let lines = Lines::new(&document.text, encoding);
                    lines.replaced(range, &change.text).into()
                }
                None => change.text.into(),
            };
        }
    }

    /// The files whose text is another one here than there, those that only one has among them.
    pub fn different(&self, there: &Documents) -> Vec<PathBuf> {
        let is_same = |path: &PathBuf| match (self.get(path), there.get(path)) {
            (Some(here), Some(there)) => {
                Arc::ptr_eq(&here.text, &there.text) || here.text == there.text
            }
            (Some(_), None) | (None, Some(_)) => false,
            (None, None) => true,
        };
        let mut all: Vec<PathBuf> = self.0.keys().chain(there.0.keys()).cloned().collect();
        all.sort();
        all.dedup();
        all.retain(|path| !is_same(path));
        all
    }

    /// For an overlay.
    pub fn texts(&self) -> BTreeMap<PathBuf, String> {
        self.0.iter().map(|(path, document)| (path.clone(), document.text.to_string())).collect()
    }
}
