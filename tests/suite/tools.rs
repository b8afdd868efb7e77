//! Finds the tools that some tests compare with. A missing tool skips the test with a printed note;
//! where `PULSEC_REQUIRE_TOOLS` is set, as in continuous integration, it fails.

use std::ffi::OsString;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// A Python of version 3.12 or newer: `PULSEC_PYTHON`, then what `PATH` holds, then pyenv's. Of the
/// ones found, exactly 3.12 comes first, because it is what the records quote.
pub fn python() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let mut all = pythons();
        if std::env::var_os("PULSEC_PYTHON").is_some() {
            all.truncate(1);
        }
        let exact = all.iter().find(|(minor, _)| *minor == 12);
        exact.or(all.iter().find(|(minor, _)| *minor > 12)).map(|(_, path)| path.clone())
    });
    found.as_deref().or_else(|| skipped("Python 3.12 or newer"))
}

/// Exactly Python 3.12, for records of what it prints.
pub fn python_3_12() -> Option<&'static Path> {
    let is_exact = |python: &&Path| minor_version(python) == Some(12);
    python().filter(is_exact).or_else(|| skipped("exactly Python 3.12 (PULSEC_PYTHON)"))
}

/// Where that keeps the source of its standard library.
pub fn library_3_12() -> Option<&'static Path> {
    static FOUND: OnceLock<Option<PathBuf>> = OnceLock::new();
    FOUND.get_or_init(|| python_3_12().map(library_of)).as_deref()
}

/// Where a Python keeps the source of its standard library.
pub fn library_of(python: &Path) -> PathBuf {
    let ask = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    PathBuf::from(run(python, &["-c", ask], "").trim())
}

/// The Pythons from 3.11 on, one of each version, oldest first.
pub fn recent_pythons() -> Vec<(u32, PathBuf)> {
    let mut all: Vec<_> = pythons().into_iter().filter(|(minor, _)| *minor >= 11).collect();
    all.sort_by_key(|(minor, _)| *minor);
    all.dedup_by_key(|(minor, _)| *minor);
    all
}

/// The newest Python from 3.12 on, for comparisons with what the newer ones know.
pub fn newest_python() -> Option<PathBuf> {
    let newest = pythons().into_iter().filter(|(minor, _)| *minor >= 12);
    let newest = newest.max_by_key(|(minor, _)| *minor).map(|(_, path)| path);
    newest.or_else(|| skipped("Python 3.12 or newer"))
}

/// The Pythons of this machine with their minor version, in the order they are preferred.
fn pythons() -> Vec<(u32, PathBuf)> {
    let named = std::env::var_os("PULSEC_PYTHON").into_iter();
    let from_path = ["python3.12", "python3.13", "python3.14", "python3"].map(OsString::from);
    let candidates = named.chain(from_path).chain(pyenv_pythons()).map(PathBuf::from);
    candidates.filter_map(|python| Some((minor_version(&python)?, python))).collect()
}

fn minor_version(python: &Path) -> Option<u32> {
    let ask = "import sys; print(sys.version_info[1])";
    let run = Command::new(python).args(["-c", ask]).output().ok()?;
    String::from_utf8(run.stdout).ok()?.trim().parse().ok()
}

/// Node of version 20 or newer: `PULSEC_NODE`, then what `PATH` holds.
pub fn node() -> Option<PathBuf> {
    let named = std::env::var_os("PULSEC_NODE").unwrap_or_else(|| "node".into());
    let check = "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)";
    let run = Command::new(&named).args(["-e", check]).output();
    let is_new_enough = run.is_ok_and(|run| run.status.success());
    if is_new_enough { Some(named.into()) } else { skipped("Node 20 or newer") }
}

/// A browser: `CHROMIUM`, then what `PATH` holds.
pub fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").into_iter();
    let others = ["chromium", "chromium-browser", "google-chrome"].map(OsString::from);
    let mut all = named.chain(others).map(PathBuf::from);
    let starts = |path: &PathBuf| {
        let run = Command::new(path).arg("--version").stderr(Stdio::null()).output();
        run.is_ok_and(|run| run.status.success())
    };
    all.find(starts).or_else(|| skipped("Chromium"))
}

/// Neovim of version 0.7 or newer: `PULSEC_NVIM`, then what `PATH` holds.
pub fn neovim() -> Option<PathBuf> {
    let named = std::env::var_os("PULSEC_NVIM").unwrap_or_else(|| "nvim".into());
    let args = ["--headless", "-u", "NONE", "+if !has('nvim-0.7') | cquit | endif", "+qall"];
    let is_new_enough =
        Command::new(&named).args(args).output().is_ok_and(|run| run.status.success());
    if is_new_enough { Some(named.into()) } else { skipped("Neovim 0.7 or newer") }
}

/// Notes that a test is skipped for want of a tool, or fails where tools are required.
pub fn skipped<T>(tool: &str) -> Option<T> {
    assert!(std::env::var_os("PULSEC_REQUIRE_TOOLS").is_none(), "{tool} is required, not found");
    eprintln!("skipped: {tool} not found");
    None
}

fn pyenv_pythons() -> Vec<OsString> {
    let home = std::env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
    let versions = std::fs::read_dir(home.join(".pyenv/versions"));
    let mut found: Vec<(u32, OsString)> = versions
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let minor = name.strip_prefix("3.")?.split('.').next()?.parse().ok()?;
            Some((minor, entry.path().join("bin/python").into_os_string()))
        })
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, path)| path).collect()
}

/// The files under a folder with an extension, in a fixed order.
pub fn files(dir: &Path, extension: &str) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(dir).expect("a readable folder").flatten().map(|it| it.path()).collect();
    paths.sort();
    let below = |path: PathBuf| match path.is_dir() {
        true => files(&path, extension),
        false => Vec::from_iter(path.extension().is_some_and(|it| it == extension).then_some(path)),
    };
    paths.into_iter().flat_map(below).collect()
}

/// Adds the Python files under a folder, installed packages left out, in a fixed order.
pub fn python_files(dir: &Path, files: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(dir).expect("a readable folder");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.ends_with("site-packages") {
            python_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
}

/// Runs Python with `input` on its standard input and gives what it prints.
pub fn run(python: &Path, arguments: &[&str], input: &str) -> String {
    let mut child = Command::new(python)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Python starts");
    let mut stdin = child.stdin.take().expect("a piped input");
    stdin.write_all(input.as_bytes()).expect("Python reads its input");
    drop(stdin);
    let output = child.wait_with_output().expect("Python ends");
    assert!(output.status.success(), "Python failed");
    String::from_utf8(output.stdout).expect("UTF-8")
}
