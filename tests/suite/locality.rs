//! What is emitted for a module depends on it and on what it imports: another file changes no byte of it,
//! neither one that has nothing to do with it nor one that imports it.
//!
//! `fixtures/locality` holds a project in which all plays a part that could be known of a whole program,
//! files that ask a lot of functions, values and exceptions and import nothing of it (`unrelated`), and files
//! that import it and do as they like (`importers`).

use std::collections::BTreeMap;
use std::path::Path;

use pulsec::diag::Severity;
use pulsec::driver::Config;
use pulsec::host::MemoryHost;

use crate::loading;

type Files = BTreeMap<String, String>;

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// The files below a folder, by their paths from there.
fn below(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(at) = open.pop() {
        for entry in std::fs::read_dir(&at).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path) {
                let name = path.strip_prefix(folder).expect("inside").display().to_string();
                files.insert(name.replace('\\', "/"), text);
            }
        }
    }
    files
}

/// Projects whose modules are compared.
fn projects() -> Vec<(String, Files)> {
    let mut projects = Vec::new();
    for app in ["locality/project", "apps/chat", "apps/scores", "typical"] {
        let files = below(&fixtures().join(app));
        let files = files.into_iter().filter(|(name, _)| !name.contains("snapshots/"));
        projects.push((app.to_owned(), files.collect()));
    }
    projects
}

/// All that is written for the modules, which is not about the whole project.
fn outputs(files: &Files) -> Files {
    let host = files
        .iter()
        .fold(MemoryHost::new(), |host, (path, text)| host.with(path.as_str(), text.as_str()));
    let output = loading::compile(&host, &Config::default());
    let errors: Vec<_> =
        output.diagnostics.iter().filter(|found| found.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let of_modules = output.files.into_iter().filter(|file| file.source.is_some());
    of_modules.map(|file| (file.path.to_string_lossy().replace('\\', "/"), file.contents)).collect()
}

fn with(files: &Files, name: &str, text: &str) -> Files {
    let mut files = files.clone();
    files.insert(name.to_owned(), text.to_owned());
    files
}

/// What was written before is written again, byte for byte.
fn compare(what: &str, before: &Files, after: &Files) {
    for (path, text) in before {
        let now = after.get(path).unwrap_or_else(|| panic!("{what}: {path} is gone"));
        assert_eq!(now, text, "{what}: {path}");
    }
}

#[test]
fn a_file_that_nobody_imports_changes_no_other() {
    for (project, files) in projects() {
        let before = outputs(&files);
        assert!(before.len() > 2, "{project}: {before:?}");
        // In turn a name that sorts first and one that sorts last.
        let mut names = ["aa_unrelated.py", "zz/unrelated.py"].into_iter().cycle();
        for (kind, text) in below(&fixtures().join("locality/unrelated")) {
            let name = names.next().expect("they go round");
            let after = outputs(&with(&files, name, &text));
            let own = name.replace(".py", ".js");
            assert!(after.contains_key(&own), "{own}: {after:?}");
            compare(&format!("{project} and {kind}"), &before, &after);
        }
    }
}

#[test]
fn an_importer_changes_nothing_of_what_it_imports() {
    let files = below(&fixtures().join("locality/project"));
    let before = outputs(&files);
    for (kind, text) in below(&fixtures().join("locality/importers")) {
        compare(&kind, &before, &outputs(&with(&files, "importer.py", &text)));
    }
}

/// Helpers that nothing marks come along when an importer needs them; what was there stays.
#[test]
fn what_an_importer_needs_more_is_added() {
    let files = below(&fixtures().join("locality/project"));
    let before = outputs(&files);
    let text = "import pulse as ps\n\nfrom base import inner\n\n\n@ps.javascript\ndef main():\n    return inner(['a'], None)\n";
    let after = outputs(&with(&files, "importer.py", text));
    let code = |files: &Files| files["base.js"].replace("export ", "");
    assert_eq!(code(&before), code(&after));
}
