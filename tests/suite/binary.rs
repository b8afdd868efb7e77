//! Runs the binary in a project of its own.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::loading;

/// What one run of the binary gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    #[track_caller]
    pub fn expect(self, code: i32) -> Run {
        assert_eq!(self.code, code, "out: {}\nerr: {}", self.out, self.err);
        self
    }
}

pub fn command(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pulsec"));
    command.args(args).current_dir(dir);
    for name in ["NO_COLOR", "FORCE_COLOR", "VIRTUAL_ENV", "CONDA_PREFIX", "COLUMNS"] {
        command.env_remove(name);
    }
    command
}

pub fn pulsec(dir: &Path, args: &[&str]) -> Run {
    let run = finish(command(dir, args).stdin(Stdio::null()));
    loading::folder(dir);
    run
}

pub fn finish(command: &mut Command) -> Run {
    let done = command.output().expect("run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    let code = done.status.code().expect("ended by itself");
    let (out, err) = (text(done.stdout), text(done.stderr));
    assert!(!err.contains("panicked"), "{err}");
    Run { code, out, err }
}

pub fn with_stdin(dir: &Path, args: &[&str], input: &[u8]) -> Run {
    let mut command = command(dir, args);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("spawned");
    child.stdin.take().expect("stdin").write_all(input).expect("fed");
    let done = child.wait_with_output().expect("run");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    Run { code: done.status.code().expect("code"), out: text(done.stdout), err: text(done.stderr) }
}

pub fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("folder");
    for (path, text) in files {
        let path = dir.path().join(path);
        std::fs::create_dir_all(path.parent().expect("parent")).expect("folder");
        std::fs::write(path, text).expect("file");
    }
    dir
}

/// The files below a folder, sorted, `/` between parts.
pub fn tree(dir: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(dir).expect("inside");
                found.push(inside.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    found.sort();
    found
}
