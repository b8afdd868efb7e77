//! What stands around a project: its settings, Vite, Pulse, Python, Node. For `pulsec init`, `pulsec doctor` and
//! `pulsec verify`.

mod doctor;
mod init;
pub mod process;
mod python;

pub use doctor::{State, examine};
pub use init::begin;
pub use python::{Python, interpreter};

use std::path::Path;

use serde_json::Value;

use crate::host::Host;

/// The JSON of a file; null where there is none.
fn json(host: &dyn Host, path: &Path) -> Value {
    let bytes = host.read(path).unwrap_or_default();
    serde_json::from_slice(&bytes).unwrap_or_default()
}

/// The text of a file, if there is one.
fn text(host: &dyn Host, path: &Path) -> Option<String> {
    String::from_utf8(host.read(path).ok()?).ok()
}

/// Whether a folder holds a project of Vite.
fn has_vite(host: &dyn Host, dir: &Path) -> bool {
    let package = json(host, &dir.join("package.json"));
    let is_named = |key: &str| package.get(key).and_then(|it| it.get("vite")).is_some();
    let extensions = ["js", "ts", "mjs", "mts"];
    is_named("dependencies")
        || is_named("devDependencies")
        || extensions.iter().any(|it| host.is_file(&dir.join(format!("vite.config.{it}"))))
}
