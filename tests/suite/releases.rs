//! One version, and one oldest Rust, in all places that name them; a package that holds what it needs.

use std::path::Path;
use std::process::Command;

use crate::tools;

fn read(path: &str) -> String {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    std::fs::read_to_string(full).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn json(path: &str) -> serde_json::Value {
    serde_json::from_str(&read(path)).expect("JSON")
}

/// `Cargo.toml` says it. The wheel takes it from there, and the rest is held to it here.
#[test]
fn all_packages_have_the_version_of_cargo_toml() {
    let version = env!("CARGO_PKG_VERSION");
    let packages = ["integrations/vite", "integrations/npm", "editors/vscode"];
    for path in packages.map(|folder| format!("{folder}/package.json")) {
        let path = path.as_str();
        assert_eq!(json(path)["version"], version, "{path}");
    }
    assert_eq!(json("integrations/vite/package-lock.json")["version"], version);
    let programs = json("integrations/npm/package.json");
    let programs = programs["optionalDependencies"].as_object().expect("packages").clone();
    assert!(programs.len() > 5 && programs.values().all(|it| it == version), "{programs:?}");
    let pyproject = read("integrations/pulse/pyproject.toml");
    assert!(pyproject.contains("\ndynamic = [\"version\"]") && !pyproject.contains("\nversion"));
    let module = read("integrations/pulse/python/pulsec/__init__.py");
    assert!(module.contains(&format!("\n__version__ = \"{version}\"\n")), "{module}");
}

/// In the form of Keep a Changelog: what is not released yet first, then the versions, newest first, each with its kinds of changes.
#[test]
fn the_changelog_has_the_version() {
    let text = read("CHANGELOG.md");
    let heads: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## [")).collect();
    assert_eq!(heads.first(), Some(&"Unreleased]"));
    let newest = heads.get(1).expect("a version");
    assert!(newest.starts_with(&format!("{}] - ", env!("CARGO_PKG_VERSION"))), "{newest}");
    let kinds = ["Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];
    let mut said = text.lines().filter_map(|line| line.strip_prefix("### "));
    assert!(said.all(|kind| kinds.contains(&kind)), "{text}");
}

#[test]
fn the_oldest_rust_is_the_one_that_is_promised() {
    let cargo = read("Cargo.toml");
    let (_, rest) = cargo.split_once("\nrust-version = \"").expect("a version");
    let oldest = rest.split('"').next().expect("an end");
    for (path, sentence) in [
        ("README.md", format!("a Rust toolchain ({oldest} or newer)")),
        ("CONTRIBUTING.md", format!("Rust {oldest} or newer")),
        ("docs/support.md", format!("| Rust, to build it | {oldest} or newer |")),
    ] {
        assert!(read(path).contains(&sentence), "{path}: {sentence}");
    }
    // The workflow reads it from there.
    assert!(read(".github/workflows/ci.yml").contains("s/^rust-version = "));
}

/// What `cargo publish` would send: all that the source includes, nothing of the tests, and not much.
#[test]
fn the_package_holds_what_builds_it() {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut list = Command::new(cargo);
    list.args(["package", "--list", "--allow-dirty", "--offline"]);
    let listed = list.current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo");
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    let listed: Vec<&str> = listed.lines().collect();
    assert!(listed.contains(&"src/lib.rs") && listed.contains(&"LICENSE"), "{listed:?}");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = |text: &str| text.split("#[cfg(test)]").next().unwrap().to_string();
    let mut included = 0;
    for file in tools::files(&root.join("src"), "rs") {
        let text = shipped(&std::fs::read_to_string(&file).expect("text"));
        for part in text.split("include_str!(\"").skip(1) {
            let path = file.parent().unwrap().join(part.split('"').next().unwrap());
            let path = path.canonicalize().expect("a file");
            let path = path.strip_prefix(root.canonicalize().unwrap()).unwrap();
            assert!(listed.contains(&path.to_str().unwrap()), "{} is left out", path.display());
            included += 1;
        }
    }
    assert!(included > 3, "{included}");
    for (folder, extension) in
        [("src/runtime/js", "js"), ("docs/errors", "md"), ("src/tables", "py")]
    {
        for file in tools::files(&root.join(folder), extension) {
            let path = file.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
            assert!(listed.contains(&path.as_str()), "{path} is left out");
        }
    }
    let extra = ["tests/", "fixtures/", "benches/", "integrations/", ".github/"];
    let extra = listed.iter().filter(|path| extra.iter().any(|dir| path.starts_with(dir)));
    assert_eq!(extra.count(), 0);
    let size = |path: &&&str| std::fs::metadata(root.join(path)).map_or(0, |it| it.len());
    let size: u64 = listed
        .iter()
        .filter(|path| root.join(path).is_file())
        .collect::<Vec<_>>()
        .iter()
        .map(size)
        .sum();
    assert!(size < 8 << 20, "{size} bytes");
}
