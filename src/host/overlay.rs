//! Texts that stand in for files: an editor's unsaved buffers, what a program made in memory.
//!
//! Relative paths start at a folder of the caller's, not at the working folder of the process, which a
//! server shares between projects.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::{Held, Host, Listing, Stamp};
use crate::base::normal;

/// A host with some files replaced or added.
pub struct Overlay<'h> {
    inner: &'h dyn Host,
    /// Where relative paths start; absolute.
    root: PathBuf,
    /// By absolute path.
    texts: BTreeMap<PathBuf, String>,
}

impl<'h> Overlay<'h> {
    pub fn new(inner: &'h dyn Host, root: PathBuf, texts: BTreeMap<PathBuf, String>) -> Self {
        let texts = texts.into_iter().map(|(path, text)| (normal(&path), text)).collect();
        Overlay { inner, root, texts }
    }

    fn place(&self, path: &Path) -> PathBuf {
        normal(&self.root.join(path))
    }
}

impl Host for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let path = self.place(path);
        match self.texts.get(&path) {
            Some(text) => Ok(text.clone().into_bytes()),
            None => self.inner.read(&path),
        }
    }

    fn is_file(&self, path: &Path) -> bool {
        let path = self.place(path);
        self.texts.contains_key(&path) || self.inner.is_file(&path)
    }

    fn is_dir(&self, path: &Path) -> bool {
        let path = self.place(path);
        let is_above = |file: &PathBuf| *file != path && file.starts_with(&path);
        self.texts.keys().any(is_above) || self.inner.is_dir(&path)
    }

    fn python_files(&self, dir: &Path) -> Listing {
        let dir = self.place(dir);
        let mut found = Listing::default();
        // A folder may be there in the overlay only.
        if self.inner.is_dir(&dir) {
            found = self.inner.python_files(&dir);
        }
        let is_python = |file: &&PathBuf| file.extension().is_some_and(|ext| ext == "py");
        // A file that is there is listed, or left out, whatever its text is.
        let is_new = |file: &&PathBuf| !self.inner.is_file(file);
        let ours = self.texts.keys().filter(is_python).filter(|file| file.starts_with(&dir));
        found.files.extend(ours.filter(is_new).cloned());
        found.files.sort();
        found.files.dedup();
        found
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        if self.texts.is_empty() && path.is_absolute() {
            return self.inner.stamp(path);
        }
        let path = self.place(path);
        match self.texts.contains_key(&path) {
            // The texts stay as they are.
            true => Some(Stamp { written: 0, rest: [0; 2] }),
            false => self.inner.stamp(&path),
        }
    }

    fn stamp_of_folder(&self, dir: &Path) -> Option<Stamp> {
        self.inner.stamp_of_folder(&self.place(dir))
    }

    fn site_packages(&self) -> Vec<PathBuf> {
        self.inner.site_packages()
    }

    fn standard_library(&self) -> Option<PathBuf> {
        self.inner.standard_library()
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.inner.write(&self.place(path), bytes)
    }

    fn write_through(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_through(&self.place(path), bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.inner.remove(&self.place(path))
    }

    fn is_link(&self, path: &Path) -> bool {
        self.inner.is_link(&self.place(path))
    }

    fn hold(&self, dir: &Path) -> io::Result<Held> {
        self.inner.hold(&self.place(dir))
    }

    fn sweep(&self, dir: &Path) {
        self.inner.sweep(&self.place(dir));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::MemoryHost;

    #[test]
    fn texts_stand_in_for_files() {
        let inner = MemoryHost::new().with("/app/a.py", "old").with("/app/b.py", "b");
        let texts = [("/app/./a.py", "new"), ("/app/new/c.py", "c"), ("/app/x.js", "x")];
        let texts = texts.map(|(path, text)| (PathBuf::from(path), text.to_owned()));
        let host = Overlay::new(&inner, "/app".into(), texts.into_iter().collect());
        assert_eq!(host.read(Path::new("a.py")).unwrap(), b"new");
        assert_eq!(host.read(Path::new("../app/b.py")).unwrap(), b"b");
        assert!(host.is_file(Path::new("new/c.py")) && host.is_dir(Path::new("new")));
        assert!(!host.is_dir(Path::new("a.py")));
        let found = host.python_files(Path::new("."));
        assert_eq!(found.files, ["/app/a.py", "/app/b.py", "/app/new/c.py"].map(PathBuf::from));
    }
}
