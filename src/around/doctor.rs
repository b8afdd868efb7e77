//! Whether what pulsec works with is there, in versions that go together.

use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use super::{Python, has_vite, interpreter, json, process};
use crate::host::{self, Host};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    Good,
    /// Not there, and needed for one thing only.
    Absent,
    Bad,
}

/// One thing that was looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Check {
    pub state: State,
    pub told: String,
    pub help: Option<String>,
}

impl Check {
    fn new(state: State, told: impl Into<String>) -> Check {
        Check { state, told: told.into(), help: None }
    }

    fn help(self, help: &str) -> Check {
        Check { help: Some(help.to_owned()), ..self }
    }
}

const OURS: &str = env!("CARGO_PKG_VERSION");
/// The versions of Pulse that the plugin takes, as `integrations/pulse/pyproject.toml` has them.
const PULSE: (&str, &str) = ("0.1.86", "0.2");
/// Those of Vite, as `integrations/vite/package.json` has them.
const VITE: [u64; 2] = [7, 8];
/// That of Node, as Vite needs it.
const NODE: (u64, u64) = (20, 19);

/// Looks at all of it.
pub fn examine(host: &dyn Host, root: &Path, python: Option<&Path>) -> Vec<Check> {
    let this = std::env::current_exe().unwrap_or_default();
    let mut checks = vec![Check::new(State::Good, format!("pulsec {OURS} at {}", this.display()))];
    let found = interpreter(python, root);
    match &found {
        Ok(python) => checks.extend(of_python(python)),
        Err(reason) => {
            let help = "Python is needed for the plugin of Pulse and for `pulsec verify`";
            let state = if python.is_some() { State::Bad } else { State::Absent };
            checks.push(Check::new(state, reason.clone()).help(help));
        }
    }
    let folders = ["", "web", "frontend", "client", "ui"].map(|folder| root.join(folder));
    let web = folders.iter().find(|folder| has_vite(host, folder));
    checks.push(node(web.is_some(), root));
    if let Some(web) = web {
        checks.extend(vite(host, web));
    }
    checks.extend(others(root, web.map(PathBuf::as_path), &this));
    checks
}

fn of_python(python: &Python) -> Vec<Check> {
    let told = format!("Python {} at {}", python.shown_version(), python.path.display());
    let pulse = python.package("pulse-framework");
    let old = if pulse.is_some() { State::Bad } else { State::Absent };
    let mut checks = vec![match (python.version.0, python.version.1) >= (3, 12) {
        true => Check::new(State::Good, told),
        false => Check::new(old, told)
            .help("the plugin of Pulse and `pulsec verify` need Python 3.12 or newer"),
    }];
    let Some(pulse) = pulse else {
        let told = "pulse-framework is not installed in it";
        checks.push(Check::new(State::Absent, told).help("it is needed for apps of Pulse only"));
        return checks;
    };
    let told = format!("pulse-framework {pulse}");
    let fits = numbers(pulse) >= numbers(PULSE.0) && numbers(pulse) < numbers(PULSE.1);
    let (least, below) = PULSE;
    checks.push(match fits {
        true => Check::new(State::Good, told),
        false => Check::new(State::Bad, told)
            .help(&format!("the plugin of Pulse takes {least} and newer, below {below}")),
    });
    match python.package("pulsec") {
        Some(version) if version == OURS => {
            checks.push(Check::new(State::Good, format!("the plugin of Pulse, pulsec {version}")));
        }
        Some(version) => {
            let told = format!("the package pulsec in it is {version}, and this program {OURS}");
            let help = "`pip install --upgrade pulsec`, or run the program of that environment";
            checks.push(Check::new(State::Bad, told).help(help));
        }
        None => {
            let told = "the plugin of Pulse is not installed in it";
            checks.push(Check::new(State::Absent, told).help("`pip install 'pulsec[pulse]'`"));
        }
    }
    checks
}

fn node(is_needed: bool, root: &Path) -> Check {
    let said = process::run(Path::new("node"), &["--version"], root, Duration::from_secs(20));
    let version = said.ok().filter(|it| it.ok).map(|it| it.out.trim().to_owned());
    let Some(version) = version else {
        let state = if is_needed { State::Bad } else { State::Absent };
        return Check::new(state, "Node is not found")
            .help("it is needed for the plugin of Vite only");
    };
    let told = format!("Node {}", version.trim_start_matches('v'));
    let found = numbers(version.trim_start_matches('v'));
    match found >= vec![NODE.0, NODE.1] {
        true => Check::new(State::Good, told),
        false => Check::new(State::Bad, told)
            .help(&format!("Vite needs Node {}.{} or newer", NODE.0, NODE.1)),
    }
}

fn vite(host: &dyn Host, web: &Path) -> Vec<Check> {
    let installed = |name: &str| {
        let package = json(host, &web.join("node_modules").join(name).join("package.json"));
        package.get("version").and_then(Value::as_str).map(str::to_owned)
    };
    let Some(vite) = installed("vite") else {
        let told = format!("Vite is not installed in {}", web.display());
        return vec![Check::new(State::Bad, told).help("`npm install`")];
    };
    let told = format!("Vite {vite}");
    let is_known = numbers(&vite).first().is_some_and(|major| VITE.contains(major));
    let mut checks = vec![match is_known {
        true => Check::new(State::Good, told),
        false => Check::new(State::Bad, told).help("the plugin takes Vite 7 and 8"),
    }];
    checks.push(match installed("vite-plugin-pulsec") {
        Some(version) if version == OURS => {
            Check::new(State::Good, format!("vite-plugin-pulsec {version}"))
        }
        Some(version) => {
            let told = format!("vite-plugin-pulsec is {version}, and this program {OURS}");
            Check::new(State::Bad, told).help("`npm install --save-dev vite-plugin-pulsec@latest`")
        }
        None => Check::new(State::Absent, "vite-plugin-pulsec is not installed")
            .help("`npm install --save-dev vite-plugin-pulsec`"),
    });
    checks
}

/// Other programs of this name that somebody may start instead: on the `PATH`, of the environment, of npm.
fn others(root: &Path, web: Option<&Path>, this: &Path) -> Vec<Check> {
    let same = |path: &Path| path.canonicalize().ok() == this.canonicalize().ok();
    let mut places = host::on_path("pulsec");
    places.extend(host::python(root).and_then(|python| Some(python.parent()?.join("pulsec"))));
    places.extend(web.map(|web| web.join("node_modules/.bin/pulsec")));
    let mut checks = Vec::new();
    let mut seen: Vec<PathBuf> = Vec::new();
    for path in places.into_iter().filter(|path| path.is_file() && !same(path)) {
        if seen.contains(&path) {
            continue;
        }
        let said = process::run(&path, &["--version"], root, Duration::from_secs(20));
        let version =
            said.ok().and_then(|it| it.out.trim().strip_prefix("pulsec ").map(str::to_owned));
        let at = path.display();
        checks.push(match version {
            Some(version) if version == OURS => {
                Check::new(State::Good, format!("pulsec {version} at {at}, too"))
            }
            Some(version) => {
                let told = format!("pulsec {version} at {at}, and this program is {OURS}");
                Check::new(State::Bad, told).help("remove one of the two, or make them one version")
            }
            None => Check::new(State::Bad, format!("{at} does not tell its version"))
                .help("remove it, or put the folder of this program before its on the PATH"),
        });
        seen.push(path);
    }
    checks
}

/// `0.1.111` → [0, 1, 111]
fn numbers(version: &str) -> Vec<u64> {
    let digits = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    version.split('.').map_while(|part| digits(part).parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_versions_are_those_of_the_plugins() {
        let pulse = include_str!("../../integrations/pulse/pyproject.toml");
        let (least, below) = PULSE;
        assert!(pulse.contains(&format!("pulse-framework>={least},<{below}")), "{pulse}");
        let vite = include_str!("../../integrations/vite/package.json");
        let wanted = VITE.map(|major| format!("^{major}.0.0")).join(" || ");
        assert!(vite.contains(&format!("\"vite\": \"{wanted}\"")), "{vite}");
        assert!(vite.contains(&format!("\"node\": \">={}.{}\"", NODE.0, NODE.1)), "{vite}");
        assert!(vite.contains(&format!("\"version\": \"{OURS}\"")), "{vite}");
    }

    #[test]
    fn versions_are_ordered_by_their_numbers() {
        assert!(numbers("0.1.111") > numbers("0.1.86"));
        assert!(numbers("0.2.0a1") > numbers("0.2"));
        assert!(numbers("20.9.0") < numbers("20.19"));
    }
}
