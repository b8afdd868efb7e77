//! What is emitted, rendered by the real React: runs `tests/react/run.js` with this build's `pulsec`.
//! The same run parses every emitted file with an independent parser and follows the source maps.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use crate::tools;

#[test]
fn emitted_modules_work_in_react() {
    let (Some(node), Some(dir)) = (tools::node(), packages()) else { return };
    let run = Command::new(node)
        .args(["run.js", "--test-reporter=dot"])
        .current_dir(&dir)
        .env("PULSEC_BIN", env!("CARGO_BIN_EXE_pulsec"))
        .output()
        .expect("node runs");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}\n{err}");
}

/// The folder whose `node_modules` are there; installs them where tools are required.
pub fn packages() -> Option<PathBuf> {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/react");
    match FOUND.get_or_init(|| has_packages(&dir)) {
        true => Some(dir),
        false => tools::skipped("node_modules of tests/react (run `npm ci` there)"),
    }
}

/// Whether the npm packages are there; installs them where tools are required.
fn has_packages(dir: &Path) -> bool {
    if ["acorn", "react", "typescript"]
        .iter()
        .all(|name| dir.join("node_modules").join(name).is_dir())
    {
        return true;
    }
    if std::env::var_os("PULSEC_REQUIRE_TOOLS").is_none() {
        return false;
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let install =
        Command::new(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(dir).status();
    install.is_ok_and(|status| status.success())
}
