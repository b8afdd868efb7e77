//! The outside world behind one trait, so that everything above it can be run in memory.
//!
//! Only this module touches `std::fs`.

mod interpreter;
mod memory;
mod os;
mod overlay;
mod supplied;

pub use interpreter::{on_path, python};
pub use memory::MemoryHost;
pub use os::OsHost;
pub use overlay::Overlay;
pub use supplied::{SUPPLIED, Supplied};

use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

/// What there is below a folder.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Listing {
    /// Sorted.
    pub files: Vec<PathBuf>,
    /// Where files were looked for, where the host can tell what changes there.
    pub folders: Vec<PathBuf>,
    /// What could not be read, and why.
    pub unreadable: Vec<(PathBuf, String)>,
}

/// How a file or a folder looks from outside: when it was written, and how large it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Stamp {
    /// In nanoseconds since 1970; 0 for what is never written to.
    pub written: u64,
    pub rest: [u64; 2],
}

impl Stamp {
    /// Whether nothing was written since that time.
    pub fn is_before(&self, time: SystemTime) -> bool {
        let time = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        u128::from(self.written) < time.as_nanos()
    }
}

/// What the compiler asks of the world. Paths are absolute, or relative to a root the host chooses.
pub trait Host: Sync {
    /// The bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;
    /// Whether a regular file stands there.
    fn is_file(&self, path: &Path) -> bool;
    /// Whether a directory stands there.
    fn is_dir(&self, path: &Path) -> bool;
    /// Every `.py` file under a directory, gitignore respected, links not followed.
    fn python_files(&self, dir: &Path) -> Listing;
    /// What is another one once the file has been written to; none where that cannot be told.
    fn stamp(&self, _path: &Path) -> Option<Stamp> {
        None
    }
    /// The same for what a folder holds: the names in it, not what those files say.
    fn stamp_of_folder(&self, _dir: &Path) -> Option<Stamp> {
        None
    }
    /// The site-packages folders of the active environment, in import order.
    fn site_packages(&self) -> Vec<PathBuf>;
    /// The folder that holds the source of Python's standard library, of the interpreter that the
    /// active environment was made with.
    fn standard_library(&self) -> Option<PathBuf> {
        None
    }
    /// Writes a file whole or not at all (temporary file, rename), making its folder.
    fn write(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;
    /// Writes a file of somebody else's, whole or not at all: it keeps its permissions, and a link
    /// stays one.
    fn rewrite(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(path, bytes)
    }
    /// The same, and it is on the disk when this returns, also if power is lost right after.
    fn write_through(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.write(path, bytes)
    }
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Whether a link stands there, wherever it leads.
    fn is_link(&self, _path: &Path) -> bool {
        false
    }
    /// Makes the folder, and waits until nobody else holds it. It is given back with what is returned, or with the end of
    /// the process, however that comes.
    fn hold(&self, _dir: &Path) -> io::Result<Held> {
        Ok(Held(None))
    }
    /// Removes from a folder what writers left there that were killed. Only for who holds the folder, or one above it.
    fn sweep(&self, _dir: &Path) {}
}

/// A folder that nobody else writes to for now.
#[must_use]
pub struct Held(
    #[allow(dead_code, reason = "what counts is how long it lives")] Option<std::fs::File>,
);
