//! A host that lives in memory, for tests and for embedding.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{Host, Listing};

/// Files by path.
#[derive(Default)]
pub struct MemoryHost {
    files: Mutex<BTreeMap<PathBuf, Vec<u8>>>,
    site_packages: Vec<PathBuf>,
    standard_library: Option<PathBuf>,
}

impl MemoryHost {
    pub fn new() -> MemoryHost {
        MemoryHost::default()
    }

    /// Adds or replaces a file.
    pub fn with(self, path: impl Into<PathBuf>, text: impl AsRef<[u8]>) -> MemoryHost {
        self.lock().insert(path.into(), text.as_ref().to_vec());
        self
    }

    pub fn with_site_packages(mut self, dir: impl Into<PathBuf>) -> MemoryHost {
        self.site_packages.push(dir.into());
        self
    }

    pub fn with_standard_library(mut self, dir: impl Into<PathBuf>) -> MemoryHost {
        self.standard_library = Some(dir.into());
        self
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, Vec<u8>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn missing() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "no such file")
}

impl Host for MemoryHost {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.lock().get(path).cloned().ok_or_else(missing)
    }

    fn is_file(&self, path: &Path) -> bool {
        self.lock().contains_key(path)
    }

    fn is_dir(&self, path: &Path) -> bool {
        let path = path.strip_prefix(".").unwrap_or(path);
        self.lock().keys().any(|file| file != path && file.starts_with(path))
    }

    fn python_files(&self, dir: &Path) -> Listing {
        let is_python = |file: &Path| file.extension().is_some_and(|ext| ext == "py");
        let dir = dir.strip_prefix(".").unwrap_or(dir);
        let files = self.lock();
        let found = files.keys().filter(|file| file.starts_with(dir) && is_python(file));
        Listing { files: found.cloned().collect(), ..Listing::default() }
    }

    fn site_packages(&self) -> Vec<PathBuf> {
        self.site_packages.clone()
    }

    fn standard_library(&self) -> Option<PathBuf> {
        self.standard_library.clone()
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.lock().insert(path.to_path_buf(), bytes.to_vec());
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.lock().remove(path).map(|_| ()).ok_or_else(missing)
    }
}
