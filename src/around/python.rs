//! The project's Python.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use super::process;
use crate::host;

/// An interpreter, and what is installed in it.
pub struct Python {
    pub path: PathBuf,
    pub version: (u64, u64, u64),
    /// By package: its version.
    packages: Value,
}

impl Python {
    pub fn package(&self, name: &str) -> Option<&str> {
        self.packages.get(name).and_then(Value::as_str)
    }

    pub fn shown_version(&self) -> String {
        let (major, minor, patch) = self.version;
        format!("{major}.{minor}.{patch}")
    }
}

const ASK: &str = "
import json, sys
from importlib import metadata
packages = {}
for name in ['pulse-framework', 'pulsec', 'pytest']:
    try:
        packages[name] = metadata.version(name)
    except metadata.PackageNotFoundError:
        pass
print(json.dumps({'version': list(sys.version_info[:3]), 'packages': packages}))
";

/// The one that is asked for; else that of the active environment, of `.venv` or `venv` beside the project or above it, or
/// the first on the `PATH`. The reason where there is none.
pub fn interpreter(asked: Option<&Path>, root: &Path) -> Result<Python, String> {
    let path = match asked {
        Some(path) => path.to_path_buf(),
        None => host::python(root)
            .ok_or("no Python was found: activate an environment, or name one with `--python`")?,
    };
    let fail = |reason: &str| format!("{} cannot be used as Python: {reason}", path.display());
    let said = process::run(&path, &["-c", ASK], Path::new("."), Duration::from_secs(20));
    let said = said.map_err(|reason| fail(&reason))?;
    let told: Value = serde_json::from_str(&said.out).unwrap_or_default();
    let number = |at: usize| told.get("version").and_then(|it| it.get(at)).and_then(Value::as_u64);
    match (number(0), number(1), number(2)) {
        (Some(major), Some(minor), Some(patch)) => Ok(Python {
            version: (major, minor, patch),
            packages: told.get("packages").cloned().unwrap_or_default(),
            path,
        }),
        _ => Err(fail(said.err.lines().last().unwrap_or("it does not tell its version"))),
    }
}
