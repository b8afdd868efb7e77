//! What is emitted, rendered by the real React: runs `tests/react/run.js` with this build's `pulsec`.
//! The same run parses every emitted file with an independent parser and follows the source maps.

use std::path::Path;
use std::process::Command;

use crate::tools;

#[test]
fn emitted_modules_work_in_react() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/react");
    let Some(node) = tools::node() else { return };
    if !has_packages(&dir) {
        let _: Option<()> = tools::skipped("node_modules of tests/react (run `npm ci` there)");
        return;
    }
    let run = Command::new(node)
        .args(["run.js", "--test-reporter=dot"])
        .current_dir(&dir)
        .env("PULSEC_BIN", env!("CARGO_BIN_EXE_pulsec"))
        .output()
        .expect("node runs");
    let (out, err) = (String::from_utf8_lossy(&run.stdout), String::from_utf8_lossy(&run.stderr));
    assert!(run.status.success(), "{out}\n{err}");
}

/// Whether the npm packages are there; installs them where tools are required.
fn has_packages(dir: &Path) -> bool {
    if ["react", "typescript"].iter().all(|name| dir.join("node_modules").join(name).is_dir()) {
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
