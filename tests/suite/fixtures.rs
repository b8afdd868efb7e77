//! Snapshots of what is emitted: the Python, the JavaScript and the findings in one file.
//!
//! A fixture is one `.py` file below `fixtures/language`, `fixtures/react` or `fixtures/typical`, or a
//! folder with an `app/` in it whose files are compiled together (`site-packages/` beside it is the
//! environment). A line that ends in `# error: PSC203` (`# warning: …`) must have that finding, and there
//! must be no other; `# error: PSC201 PSC203` expects two.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use pulsec::base::LineIndex;
use pulsec::diag::{Diagnostic, Severity};
use pulsec::driver::{Config, Output};
use pulsec::host::MemoryHost;

use crate::loading;

/// Fixtures whose marks the compiler does not give yet. One that it gives must leave this list.
const PENDING: [&str; 1] = ["react/components/imported"];

/// Path and text.
type Files = Vec<(String, String)>;

/// One test, because insta counts the failures of all globs that run at a time together.
#[test]
fn emitted_as_recorded_and_found_as_marked() {
    let mut wrong = String::new();
    insta::glob!("../../fixtures/language", "**/*.py", |path| wrong += &check(path));
    insta::glob!("../../fixtures/react", "**/*.py", |path| wrong += &check(path));
    insta::glob!("../../fixtures/typical", "*.py", |path| wrong += &check(path));
    assert!(wrong.is_empty(), "{wrong}");
}

/// What people write with annotations comes out as people write it in JavaScript: the helpers that stay
/// are listed in the first line of the file, each because no operator does what Python does.
#[test]
fn typical_functions_import_the_helpers_they_list_and_no_other() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/typical");
    let mut wrong = String::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "py") {
            continue;
        }
        count += 1;
        let text = read(&path);
        let listed = text.lines().next().and_then(|line| line.strip_prefix("# helpers:"));
        let listed: Vec<String> = names(listed.expect("the first line lists the helpers"));
        let output = compile(&vec![("app.py".to_string(), text)]);
        let code = output.files.iter().find(|file| file.path.ends_with("app.js")).unwrap();
        let imported = code.contents.split_once("} from \"./pulsec-runtime.js\"");
        let imported = imported.and_then(|(before, _)| before.rsplit_once('{'));
        let imported = names(imported.map_or("", |(_, names)| names));
        if listed != imported {
            let _ = writeln!(wrong, "{}: lists {listed:?}, imports {imported:?}", path.display());
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert_eq!(count, 20);
}

fn names(list: &str) -> Vec<String> {
    list.split(',').map(|name| name.trim().to_string()).filter(|name| !name.is_empty()).collect()
}

/// Compares the snapshot, and tells what is not as marked.
fn check(path: &Path) -> String {
    let parts: Vec<_> = path.iter().collect();
    let app = parts.iter().position(|part| *part == "app" || *part == "site-packages");
    let Some(app) = app else {
        return compare(path, vec![("app.py".to_string(), read(path))]);
    };
    // A project is taken once, at its first file.
    let folder: PathBuf = parts[..app].iter().collect();
    let files = project(&folder);
    let first = files.iter().find(|(path, _)| path.ends_with(".py"));
    if first.is_some_and(|(first, _)| path == folder.join(first)) {
        return compare(&folder, files);
    }
    String::new()
}

fn compare(fixture: &Path, files: Files) -> String {
    let output = compile(&files);
    let mut wrong = String::new();
    let (wanted, found) = (expected(&files), found(&output));
    for (place, codes) in &wanted {
        if found.get(place) != Some(codes) {
            let other = found.get(place);
            let _ = writeln!(wrong, "{place}: marked {codes:?}, found {other:?}");
        }
    }
    for (place, codes) in found.iter().filter(|(place, _)| !wanted.contains_key(*place)) {
        let _ = writeln!(wrong, "{place}: nothing marked, found {codes:?}");
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(fixture.parent().unwrap().join("snapshots"));
    settings.remove_snapshot_suffix();
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.remove_input_file();
    let name = fixture.file_stem().unwrap().to_string_lossy().into_owned();
    settings.bind(|| insta::assert_snapshot!(name, show(&files, &output)));
    let name = fixture.with_extension("");
    let is_pending = PENDING.iter().any(|pending| name.ends_with(pending));
    match (wrong.is_empty(), is_pending) {
        (true, false) | (false, true) => String::new(),
        (true, true) => format!("{}: no longer pending\n", name.display()),
        (false, false) => format!("{}\n{wrong}", name.display()),
    }
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn project(folder: &Path) -> Files {
    let mut files = Files::new();
    let mut open = vec![folder.join("app"), folder.join("site-packages")];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(dir).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let inside = path.strip_prefix(folder).unwrap();
                let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
                files.push((parts.join("/"), read(&path)));
            }
        }
    }
    files.sort();
    files
}

fn compile(files: &Files) -> Output {
    let host = files.iter().fold(MemoryHost::new(), |host, (path, text)| host.with(path, text));
    let host = host.with_site_packages("site-packages");
    let exclude = vec!["/site-packages/".to_string()];
    let config = Config { exclude, ..Config::default() };
    let output = loading::compile(&host, &config);
    assert!(output.failures.is_empty(), "{:?}", output.failures);
    output
}

/// The codes marked at each `path:line`, sorted.
fn expected(files: &Files) -> BTreeMap<String, Vec<String>> {
    let mut expected: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, text) in files {
        for (at, line) in text.lines().enumerate() {
            for mark in ["# error: ", "# warning: "] {
                let Some((_, codes)) = line.split_once(mark) else { continue };
                let codes = codes.split_once('#').map_or(codes, |(codes, _)| codes);
                let kind = mark.trim_matches(['#', ' ', ':']);
                let codes = codes.split_whitespace().map(|code| format!("{kind} {code}"));
                expected.entry(format!("{path}:{}", at + 1)).or_default().extend(codes);
            }
        }
    }
    expected.values_mut().for_each(|codes| codes.sort());
    expected
}

fn found(output: &Output) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in &output.diagnostics {
        let (line, _) = place(output, one).unwrap_or_default();
        let kind = kind(one);
        let at = format!("{}:{line}", output.path_of(one));
        found.entry(at).or_default().push(format!("{kind} {}", one.code.id));
    }
    found.values_mut().for_each(|codes| codes.sort());
    found
}

fn kind(found: &Diagnostic) -> &'static str {
    match found.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

fn place(output: &Output, found: &Diagnostic) -> Option<(u32, u32)> {
    let span = found.span?;
    let source = output.sources.get(span.file)?;
    let at = LineIndex::new(&source.text).chars(&source.text, span.start);
    Some((at.line + 1, at.column + 1))
}

/// The Python, what became of each file, and the findings with their helps.
fn show(files: &Files, output: &Output) -> String {
    let mut out = String::new();
    for (path, text) in files {
        let _ = writeln!(out, "──── {path}\n{}\n", text.trim_end());
    }
    for file in &output.files {
        let path = file.path.display();
        // The runtime, declarations and source maps are tested elsewhere; the helpers used show in the
        // imports.
        let name = path.to_string();
        if ![".map", ".d.ts", "runtime.js"].iter().any(|end| name.ends_with(end)) {
            let _ = writeln!(out, "════ {path}\n{}\n", file.contents.trim_end());
        }
    }
    for one in &output.diagnostics {
        let (line, column) = place(output, one).unwrap_or_default();
        let path = output.path_of(one);
        let (kind, code, message) = (kind(one), one.code.id, &one.message);
        let _ = writeln!(out, "{path}:{line}:{column}: {kind}[{code}] {message}");
        for label in &one.labels {
            let _ = writeln!(out, "  with: {}", label.text);
        }
        if let Some(help) = &one.help {
            let _ = writeln!(out, "  help: {help}");
        }
    }
    out
}
