//! Where an installed Python keeps the source of its standard library. No process is run.
//!
//! ```text
//! app/.venv/pyvenv.cfg    home = /usr/bin, version = 3.12.3   →  /usr/lib/python3.12
//! /opt/conda              an interpreter of its own           →  /opt/conda/lib/python3.11
//! PATH                    /usr/bin/python3 → python3.13       →  /usr/lib/python3.13
//! ```
#![allow(clippy::disallowed_methods, reason = "this is the module that touches the file system")]

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

/// The library of the interpreter that an environment was made with.
pub(super) fn library_of(prefix: &Path) -> Option<PathBuf> {
    let Ok(made) = fs::read_to_string(prefix.join("pyvenv.cfg")) else {
        return library_below(prefix, None);
    };
    let value = |key: &str| {
        let lines = made.lines().filter_map(|line| line.split_once('='));
        lines.map(|(name, value)| (name.trim(), value.trim())).find(|(name, _)| *name == key)
    };
    let (_, home) = value("home")?;
    // `uv` writes `version_info`.
    let version = value("version").or_else(|| value("version_info")).map(|(_, version)| version);
    library_of_folder(Path::new(home), version.and_then(minor))
}

/// The library of the first Python on the `PATH`. A script that stands for one, as those of version
/// managers do, is passed over.
pub(super) fn library_on_path() -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).filter(|dir| is_python(dir)).find_map(|dir| {
        let name = if cfg!(windows) { "python.exe" } else { "python3" };
        let version = fs::canonicalize(dir.join(name)).ok().and_then(|at| version_of(&at));
        library_of_folder(&dir, version)
    })
}

/// Every file of that name in the folders of the `PATH`, in their order.
pub fn on_path(name: &str) -> Vec<PathBuf> {
    let name = if cfg!(windows) { format!("{name}.exe") } else { name.to_owned() };
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|dir| dir.join(&name));
    found.filter(|path| path.is_file()).collect()
}

/// The interpreter of the active environment, of one in `root` or above it, or the first on the `PATH`.
pub fn python(root: &Path) -> Option<PathBuf> {
    let of_environment = |prefix: PathBuf| {
        let places = ["bin/python", "bin/python3", "Scripts/python.exe"];
        places.iter().map(|place| prefix.join(place)).find(|path| path.is_file())
    };
    let names = ["python3", "python"];
    super::os::environments(root)
        .into_iter()
        .find_map(of_environment)
        .or_else(|| names.iter().find_map(|name| on_path(name).into_iter().next()))
}

fn is_python(dir: &Path) -> bool {
    ["python3", "python.exe"].iter().any(|name| dir.join(name).is_file())
}

/// The library of the interpreter in this folder, of this minor version where it is known.
fn library_of_folder(dir: &Path, version: Option<u32>) -> Option<PathBuf> {
    let named = version.map(|version| format!("python3.{version}"));
    let names = named.iter().map(String::as_str).chain(["python3", "python.exe"]);
    // An installation may be reached by links: what they lead to knows its prefix.
    let real = names.filter_map(|name| fs::canonicalize(dir.join(name)).ok());
    let real = real.filter_map(|file| Some(file.parent()?.to_path_buf()));
    let folders: Vec<PathBuf> = real.chain([dir.to_path_buf()]).collect();
    folders.iter().find_map(|dir| {
        // On Windows the executable stands in the prefix itself.
        let prefixes = dir.parent().into_iter().chain([dir.as_path()]);
        prefixes.into_iter().find_map(|prefix| library_below(prefix, version))
    })
}

/// `lib/python3.12` below a prefix, that of the newest version where none is asked for; `Lib` on Windows.
fn library_below(prefix: &Path, version: Option<u32>) -> Option<PathBuf> {
    let is_library = |dir: &PathBuf| dir.join("os.py").is_file();
    let lib = prefix.join("lib");
    let found = match version {
        Some(version) => Some(lib.join(format!("python3.{version}"))).filter(is_library),
        None => {
            let entries = fs::read_dir(&lib).into_iter().flatten().flatten();
            let folders = entries.map(|entry| entry.path()).filter(is_library);
            folders.filter_map(|dir| Some((version_of(&dir)?, dir))).max().map(|(_, dir)| dir)
        }
    };
    found.or_else(|| Some(prefix.join("Lib")).filter(is_library))
}

/// 12 of `/usr/bin/python3.12`.
fn version_of(path: &Path) -> Option<u32> {
    minor(path.file_name().and_then(OsStr::to_str)?.strip_prefix("python")?)
}

/// 12 of `3.12.1`.
fn minor(version: &str) -> Option<u32> {
    version.strip_prefix("3.")?.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, text: &str) {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    #[test]
    fn an_environment_leads_to_the_library_it_was_made_with() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| fs::canonicalize(folder.path()).unwrap().join(path);
        for version in ["3.9", "3.11", "3.12"] {
            write(&at(&format!("usr/lib/python{version}/os.py")), "");
        }
        let made = |keys: &str| {
            write(&at("env/pyvenv.cfg"), &format!("home = {}\n{keys}", at("usr/bin").display()));
            library_of(&at("env"))
        };
        let library = |version: &str| Some(at(&format!("usr/lib/python3.{version}")));
        assert_eq!(made("version = 3.11.4\n"), library("11"));
        assert_eq!(made("version_info = 3.9.1.final.0\n"), library("9"));
        assert_eq!(made(""), library("12"));
        assert_eq!(made("version = 3.13.0\n"), None);
        // An environment that is an installation itself.
        assert_eq!(library_of(&at("usr")), library("12"));
        assert_eq!(library_of(&at("none")), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_leads_to_the_prefix() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| fs::canonicalize(folder.path()).unwrap().join(path);
        write(&at("cellar/3.12/lib/python3.12/os.py"), "");
        write(&at("cellar/3.12/bin/python3.12"), "");
        fs::create_dir_all(at("opt/bin")).unwrap();
        std::os::unix::fs::symlink(at("cellar/3.12/bin/python3.12"), at("opt/bin/python3"))
            .unwrap();
        assert_eq!(library_of_folder(&at("opt/bin"), None), Some(at("cellar/3.12/lib/python3.12")));
        assert_eq!(library_of_folder(&at("opt"), None), None);
    }

    #[test]
    fn windows_has_one_library() {
        let folder = tempfile::tempdir().unwrap();
        let at = |path: &str| fs::canonicalize(folder.path()).unwrap().join(path);
        write(&at("Python312/Lib/os.py"), "");
        write(&at("Python312/python.exe"), "");
        assert_eq!(library_of_folder(&at("Python312"), Some(12)), Some(at("Python312/Lib")));
    }
}
