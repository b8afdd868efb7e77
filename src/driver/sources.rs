//! The texts of a compilation, by [`FileId`].

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::base::FileId;
use crate::driver::config::slashed;
use crate::host::SUPPLIED;

/// One Python file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceFile {
    /// As [`Config::shown`](crate::driver::Config::shown) spells it.
    pub path: PathBuf,
    pub text: Arc<str>,
}

impl SourceFile {
    /// The path for people and for other tools.
    pub fn shown(&self) -> String {
        if self.path.has_root() { self.path.display().to_string() } else { slashed(&self.path) }
    }
}

/// All files read so far. The files of the command line come first, sorted by path, so their ids do
/// not depend on threads; what resolving an import adds comes after, in the order it is pushed, and so
/// does what comes into a project that stays compiled. The id of a file that went is not given again.
#[derive(Clone, Default, Debug)]
pub struct Sources {
    files: Vec<Option<SourceFile>>,
    /// Shared, since a project has the same files after most edits.
    by_path: Arc<FxHashMap<PathBuf, FileId>>,
    /// Where the source of Python's standard library is.
    library: Option<PathBuf>,
}

impl Sources {
    /// No files yet; those below `library` are of Python's standard library.
    pub fn new(library: Option<PathBuf>) -> Sources {
        Sources { library, ..Sources::default() }
    }

    /// How output names a file of the standard library, wherever that is installed:
    /// `python3.12/textwrap.py`.
    pub(super) fn name_in_library(&self, path: &Path) -> Option<String> {
        let supplied = Path::new(SUPPLIED);
        let mut folders = self.library.as_deref().into_iter().chain([supplied]);
        folders.find_map(|folder| {
            let inside = path.strip_prefix(folder).ok()?;
            Some(slashed(&Path::new(folder.file_name()?).join(inside)))
        })
    }

    /// Adds a file; one that is there already keeps its id and its text.
    pub fn push(&mut self, path: PathBuf, text: impl Into<Arc<str>>) -> FileId {
        if let Some(known) = self.find(&path) {
            return known;
        }
        let id = FileId(self.files.len() as u32);
        Arc::make_mut(&mut self.by_path).insert(path.clone(), id);
        self.files.push(Some(SourceFile { path, text: text.into() }));
        id
    }

    /// Gives a file another text.
    pub(super) fn set_text(&mut self, id: FileId, text: Arc<str>) {
        if let Some(Some(file)) = self.files.get_mut(id.index()) {
            file.text = text;
        }
    }

    /// Forgets a file that is not there any more.
    pub(super) fn remove(&mut self, id: FileId) {
        if let Some(file) = self.files.get_mut(id.index()).and_then(Option::take) {
            Arc::make_mut(&mut self.by_path).remove(&file.path);
        }
    }

    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.index())?.as_ref()
    }

    /// The text of a file, empty for an id of another table.
    pub fn text(&self, id: FileId) -> &str {
        self.get(id).map_or("", |file| &file.text)
    }

    /// The id of a path in its one spelling.
    pub fn find(&self, path: &Path) -> Option<FileId> {
        self.by_path.get(path).copied()
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// The id that the next file gets.
    pub(super) fn next(&self) -> FileId {
        FileId(self.files.len() as u32)
    }

    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        let files = self.files.iter().enumerate();
        files.filter_map(|(at, file)| Some((FileId(at as u32), file.as_ref()?)))
    }

    /// Puts files into the order of their paths, in which a build has them.
    pub(super) fn sort(&self, files: &mut [FileId]) {
        files.sort_by_key(|file| self.get(*file).map(|it| &it.path));
    }
}
