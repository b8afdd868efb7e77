//! Files that the compiler brings along: Python of its own, which stands for modules of the standard library whose
//! source a browser cannot run. They lie in a folder that no disk has.

use std::io;
use std::path::{Path, PathBuf};

use super::{Held, Host, Listing, Stamp};

/// The folder of what is brought along.
pub const SUPPLIED: &str = if cfg!(windows) { "C:\\pulsec" } else { "/pulsec" };

/// A host with files of that folder, by name.
pub struct Supplied<'h> {
    inner: &'h dyn Host,
    files: &'static [(&'static str, &'static str)],
}

impl<'h> Supplied<'h> {
    pub fn new(
        inner: &'h dyn Host,
        files: &'static [(&'static str, &'static str)],
    ) -> Supplied<'h> {
        Supplied { inner, files }
    }

    fn text(&self, path: &Path) -> Option<&'static str> {
        let name = path.strip_prefix(SUPPLIED).ok()?;
        self.files.iter().find(|(file, _)| name == Path::new(file)).map(|(_, text)| *text)
    }
}

impl Host for Supplied<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.text(path) {
            Some(text) => Ok(text.as_bytes().to_vec()),
            None => self.inner.read(path),
        }
    }

    fn is_file(&self, path: &Path) -> bool {
        self.text(path).is_some() || self.inner.is_file(path)
    }

    fn is_dir(&self, path: &Path) -> bool {
        self.inner.is_dir(path)
    }

    fn python_files(&self, dir: &Path) -> Listing {
        self.inner.python_files(dir)
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        match self.text(path) {
            Some(_) => Some(Stamp { written: 0, rest: [0; 2] }),
            None => self.inner.stamp(path),
        }
    }

    fn stamp_of_folder(&self, dir: &Path) -> Option<Stamp> {
        self.inner.stamp_of_folder(dir)
    }

    fn site_packages(&self) -> Vec<PathBuf> {
        self.inner.site_packages()
    }

    fn standard_library(&self) -> Option<PathBuf> {
        self.inner.standard_library()
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.inner.write(path, bytes)
    }

    fn rewrite(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.inner.rewrite(path, bytes)
    }

    fn write_through(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_through(path, bytes)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.inner.remove(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        self.inner.is_link(path)
    }

    fn hold(&self, dir: &Path) -> io::Result<Held> {
        self.inner.hold(dir)
    }

    fn sweep(&self, dir: &Path) {
        self.inner.sweep(dir);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::MemoryHost;

    #[test]
    fn what_is_brought_along_is_read_like_a_file() {
        let inner = MemoryHost::new().with("/app/a.py", "a");
        let host = Supplied::new(&inner, &[("io.py", "x = 1\n")]);
        let at = Path::new(SUPPLIED).join("io.py");
        assert_eq!(host.read(&at).unwrap(), b"x = 1\n");
        assert!(host.is_file(&at) && host.stamp(&at).is_some());
        assert!(!host.is_file(&Path::new(SUPPLIED).join("os.py")));
        assert_eq!(host.read(Path::new("/app/a.py")).unwrap(), b"a");
    }
}
