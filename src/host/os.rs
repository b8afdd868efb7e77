//! The operating system as a host.
#![allow(clippy::disallowed_methods, reason = "this is the module that touches the file system")]

use std::fs::{self, TryLockError};
use std::hash::{Hash, Hasher};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use rustc_hash::FxHasher;
use tempfile::NamedTempFile;

use super::{Held, Host, Listing, Stamp, interpreter};

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
                // It went while the others were found.
                Err(error)
                    if error.io_error().is_some_and(|it| it.kind() == io::ErrorKind::NotFound)
                        && dir.exists() => {}
                Err(error) => found.unreadable.push(blame(dir, error)),
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
        put(temporary(dir)?, path, bytes, false)
    }

    fn write_through(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let dir = path.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(dir)?;
        put(temporary(dir)?, path, bytes, true)?;
        // The name of the file is in the folder. What cannot be opened as a file (Windows) has no such state.
        match fs::File::open(dir) {
            Ok(dir) => dir.sync_all(),
            Err(_) => Ok(()),
        }
    }

    fn rewrite(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let path = fs::canonicalize(path)?;
        let permissions = fs::metadata(&path)?.permissions();
        let dir = path.parent().unwrap_or(Path::new("."));
        let _held = self.hold(dir)?;
        self.sweep(dir);
        let mut file = temporary(dir)?;
        file.as_file_mut().write_all(bytes)?;
        file.as_file().set_permissions(permissions)?;
        file.persist(&path).map(|_| ()).map_err(|error| error.error)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn is_link(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|known| known.is_symlink())
    }

    fn hold(&self, dir: &Path) -> io::Result<Held> {
        let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
        let until = Instant::now() + PATIENCE;
        loop {
            fs::create_dir_all(dir)?;
            let file = match lock_file(dir) {
                Ok(file) => file,
                // A folder may be written to that may not be read.
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
                    return Ok(Held(None));
                }
                Err(error) => return Err(error),
            };
            match file.try_lock() {
                // The folder may have been removed, and made anew, in between.
                Ok(()) if is_same(&file, dir) => return Ok(Held(Some(file))),
                Ok(()) => {}
                // Some file systems know no locks: there every build is on its own.
                Err(TryLockError::Error(_)) => return Ok(Held(None)),
                Err(TryLockError::WouldBlock) if Instant::now() > until => {
                    let message = "another build has been writing there for a minute";
                    return Err(io::Error::new(io::ErrorKind::WouldBlock, message));
                }
                Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(10)),
            }
        }
    }

    fn sweep(&self, dir: &Path) {
        let dir = if dir.as_os_str().is_empty() { Path::new(".") } else { dir };
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
            if is_file && is_temporary(&entry.file_name().to_string_lossy()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

/// Names of temporary files: `.pulsec-4kQz9b.tmp`.
const TEMPORARY: (&str, usize, &str) = (".pulsec-", 6, ".tmp");

/// How long one build waits for another.
const PATIENCE: Duration = Duration::from_secs(60);

fn is_temporary(name: &str) -> bool {
    let (prefix, count, suffix) = TEMPORARY;
    let chance = name.strip_prefix(prefix).and_then(|rest| rest.strip_suffix(suffix));
    chance.is_some_and(|it| it.len() == count && it.chars().all(|c| c.is_ascii_alphanumeric()))
}

/// As any file that is made: the umask takes away what it takes away, and an error is that of the system.
fn temporary(dir: &Path) -> io::Result<NamedTempFile> {
    let (prefix, count, suffix) = TEMPORARY;
    let open = |path: &Path| fs::OpenOptions::new().write(true).create_new(true).open(path);
    tempfile::Builder::new().prefix(prefix).rand_bytes(count).suffix(suffix).make_in(dir, open)
}

/// What cannot be read below `dir`, and why.
fn blame(dir: &Path, error: ignore::Error) -> (PathBuf, String) {
    match error {
        ignore::Error::WithDepth { err, .. } => blame(dir, *err),
        ignore::Error::WithPath { path, err } => blame(&path, *err),
        ignore::Error::Io(error) => (dir.to_path_buf(), of_the_system(error).to_string()),
        other => (dir.to_path_buf(), other.to_string()),
    }
}

/// The error of the system, without what libraries say around it.
fn of_the_system(error: io::Error) -> io::Error {
    let mut inner = error.get_ref().map(|it| it as &(dyn std::error::Error + 'static));
    while let Some(this) = inner {
        let system = this.downcast_ref::<io::Error>().and_then(io::Error::raw_os_error);
        if let Some(code) = system {
            return io::Error::from_raw_os_error(code);
        }
        inner = this.source();
    }
    error
}

fn put(mut file: NamedTempFile, path: &Path, bytes: &[u8], is_synced: bool) -> io::Result<()> {
    file.as_file_mut().write_all(bytes)?;
    if is_synced {
        file.as_file().sync_all()?;
    }
    file.persist(path).map(|_| ()).map_err(|error| error.error)
}

/// What is locked where a folder is held: the folder itself, so that nothing is left in it.
#[cfg(unix)]
fn lock_file(dir: &Path) -> io::Result<fs::File> {
    fs::File::open(dir)
}

#[cfg(not(unix))]
fn lock_file(dir: &Path) -> io::Result<fs::File> {
    fs::File::options().create(true).append(true).open(dir.join(".pulsec-lock"))
}

#[cfg(unix)]
fn is_same(file: &fs::File, dir: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let (held, there) = (file.metadata(), fs::metadata(dir));
    held.is_ok_and(|a| there.is_ok_and(|b| (a.dev(), a.ino()) == (b.dev(), b.ino())))
}

#[cfg(not(unix))]
fn is_same(_: &fs::File, _: &Path) -> bool {
    true
}
