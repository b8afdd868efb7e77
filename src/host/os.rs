//! The operating system as a host.
#![allow(clippy::disallowed_methods, reason = "this is the module that touches the file system")]

use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rustc_hash::FxHasher;

use super::{Host, Listing, Stamp, interpreter};

/// No clock of a file system is coarser than this, of those where editors write.
const SETTLED: Duration = Duration::from_millis(100);

/// Reads and writes the real file system.
#[derive(Default)]
pub struct OsHost {
    site_packages: Vec<PathBuf>,
    standard_library: Option<PathBuf>,
}

impl OsHost {
    /// Finds the active environment: `VIRTUAL_ENV`, then `CONDA_PREFIX`, then `.venv` or `venv` in
    /// `root` or a folder above it. The standard library is that of its interpreter; without an
    /// environment, of the first `python3` on the `PATH`.
    pub fn detect(root: &Path) -> OsHost {
        let prefixes = environments(root);
        let folders = prefixes.iter().map(|prefix| (prefix, site_packages_of(prefix)));
        let active = folders.into_iter().find(|(_, found)| !found.is_empty());
        let library = active.as_ref().and_then(|(prefix, _)| interpreter::library_of(prefix));
        OsHost {
            site_packages: active.map(|(_, found)| found).unwrap_or_default(),
            standard_library: library.or_else(interpreter::library_on_path),
        }
    }

    /// Looks for packages in these folders.
    pub fn with_site_packages(mut self, folders: Vec<PathBuf>) -> OsHost {
        self.site_packages = folders;
        self
    }

    /// Takes the standard library of another interpreter.
    pub fn with_standard_library(mut self, folder: impl Into<PathBuf>) -> OsHost {
        self.standard_library = Some(folder.into());
        self
    }
}

/// Where an environment may be, the active one first.
pub(super) fn environments(root: &Path) -> Vec<PathBuf> {
    let from_env = ["VIRTUAL_ENV", "CONDA_PREFIX"];
    let mut prefixes: Vec<PathBuf> =
        from_env.iter().filter_map(std::env::var_os).map(PathBuf::from).collect();
    for dir in root.ancestors() {
        prefixes.extend([dir.join(".venv"), dir.join("venv")]);
    }
    prefixes
}

/// `lib/python3.*/site-packages` (`Lib/site-packages` on Windows) under an environment's prefix.
fn site_packages_of(prefix: &Path) -> Vec<PathBuf> {
    let windows = prefix.join("Lib").join("site-packages");
    let versions = fs::read_dir(prefix.join("lib")).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = versions
        .filter(|entry| entry.file_name().to_string_lossy().starts_with("python"))
        .map(|entry| entry.path().join("site-packages"))
        .chain([windows])
        .filter(|dir| dir.is_dir())
        .collect();
    found.sort();
    found
}

impl Host for OsHost {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        fs::read(path)
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }

    fn is_dir(&self, path: &Path) -> bool {
        path.is_dir()
    }

    fn python_files(&self, dir: &Path) -> Listing {
        let mut found = Listing::default();
        let walk = ignore::WalkBuilder::new(dir)
            .require_git(false)
            .follow_links(false)
            .sort_by_file_path(Path::cmp)
            .filter_entry(|entry| {
                // A virtual environment is somebody else's code, whatever its folder is called.
                let is_environment = || entry.path().join("pyvenv.cfg").is_file();
                entry.depth() == 0 || (entry.file_name() != "node_modules" && !is_environment())
            })
            .build();
        for entry in walk {
            match entry {
                Ok(entry) => {
                    let kind = entry.file_type();
                    if kind.is_some_and(|kind| kind.is_dir()) {
                        found.folders.push(entry.into_path());
                    } else if kind.is_some_and(|kind| kind.is_file())
                        && entry.path().extension().is_some_and(|ext| ext == "py")
                    {
                        found.files.push(entry.into_path());
                    }
                }
                Err(error) => found.unreadable.push((dir.to_path_buf(), error.to_string())),
            }
        }
        found
    }

    fn stamp(&self, path: &Path) -> Option<Stamp> {
        let known = fs::metadata(path).ok()?;
        let written = known.modified().ok()?;
        // Two writes within one tick of the clock look like one.
        if SystemTime::now().duration_since(written).is_ok_and(|since| since < SETTLED) {
            return None;
        }
        let written = written.duration_since(UNIX_EPOCH).ok()?;
        #[cfg(unix)]
        let place = std::os::unix::fs::MetadataExt::ino(&known);
        #[cfg(not(unix))]
        let place = 0;
        Some(Stamp { written: written.as_nanos() as u64, rest: [known.len(), place] })
    }

    fn stamp_of_folder(&self, dir: &Path) -> Option<Stamp> {
        let mut names: Vec<_> = Vec::new();
        for entry in fs::read_dir(dir).ok()? {
            let entry = entry.ok()?;
            names.push((entry.file_name(), entry.file_type().ok()?.is_dir()));
        }
        names.sort();
        let mut hasher = FxHasher::default();
        names.hash(&mut hasher);
        Some(Stamp { written: 0, rest: [hasher.finish(), names.len() as u64] })
    }

    fn site_packages(&self) -> Vec<PathBuf> {
        self.site_packages.clone()
    }

    fn standard_library(&self) -> Option<PathBuf> {
        self.standard_library.clone()
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let dir = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(dir)?;
        let mut file = tempfile::Builder::new().prefix(".pulsec-").tempfile_in(dir)?;
        file.write_all(bytes)?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
        }
        file.persist(path).map(|_| ()).map_err(|error| error.error)
    }

    fn rewrite(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let path = fs::canonicalize(path)?;
        let permissions = fs::metadata(&path)?.permissions();
        let dir = path.parent().unwrap_or(Path::new("."));
        let mut file = tempfile::Builder::new().prefix(".pulsec-").tempfile_in(dir)?;
        file.write_all(bytes)?;
        file.as_file().set_permissions(permissions)?;
        file.persist(&path).map(|_| ()).map_err(|error| error.error)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }
}
