//! The pages of `docs/errors/` are tests: what fails there fails, what is corrected compiles.
//!
//! A page has a part `## Failing` and a part `## Corrected`, each with one block of Python. A line
//! `# file: app/chat.py` begins a file; without one the block is `app.py`. A line of the failing block
//! that ends in `# error: PSC203` (`# warning: …`) must be the line of such a finding, and there must
//! be no other; a finding about a whole file is marked on a line of its own.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pulsec::diag::{ALL, Severity};
use pulsec::driver;
use pulsec::host::MemoryHost;

use crate::{loading, tools};

/// Codes about bytes, sizes, permissions and pulsec's own faults, which a block of Python in a page
/// cannot show. Unit tests of `driver::discover`, of the parser and of `driver::sound` give them.
const NOT_RUN: [&str; 6] = ["PSC001", "PSC002", "PSC003", "PSC007", "PSC011", "PSC102"];

/// Failing examples that CPython does not parse either.
const NOT_PYTHON: [&str; 4] = ["PSC101", "PSC103", "PSC104", "PSC301"];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/errors")
}

fn page(code: &str) -> String {
    let path = folder().join(format!("{code}.md"));
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The one block of code under a heading, when it is in this language.
fn block<'a>(page: &'a str, heading: &str, language: &str) -> Option<&'a str> {
    let (_, part) = page.split_once(&format!("\n## {heading}\n"))?;
    let part = part.split("\n## ").next()?;
    let (_, rest) = part.split_once(&format!("\n```{language}\n"))?;
    let (code, after) = rest.split_once("\n```")?;
    assert!(!after.contains("\n```"), "one block under `{heading}`:\n{page}");
    Some(code)
}

/// The files of a block; line numbers within a file start after its `# file:` line.
fn files(block: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = Vec::new();
    for line in block.lines() {
        if let Some(path) = line.strip_prefix("# file: ") {
            files.push((path.trim().to_string(), String::new()));
            continue;
        }
        if files.is_empty() {
            files.push(("app.py".to_string(), String::new()));
        }
        let (_, text) = files.last_mut().unwrap();
        text.push_str(line);
        text.push('\n');
    }
    files
}

/// What a block is marked to give, or gives: code and `path:line`, or no place for a whole file.
type Found = BTreeSet<(String, Option<String>)>;

fn marks(files: &[(String, String)]) -> Found {
    let mut marks = Found::new();
    for (path, text) in files {
        for (at, line) in text.lines().enumerate() {
            let mark = line.split_once("# error: ").or_else(|| line.split_once("# warning: "));
            let Some((before, code)) = mark else { continue };
            let place = (!before.trim().is_empty()).then(|| format!("{path}:{}", at + 1));
            marks.insert((code.trim().to_string(), place));
        }
    }
    marks
}

fn compile(code: &str, files: &[(String, String)]) -> Found {
    let host = files.iter().fold(MemoryHost::new(), |host, (path, text)| host.with(path, text));
    let config = loading::with_rule(code);
    let mut output = loading::compile(&host, &config);
    assert!(output.failures.is_empty(), "{:?}", output.failures);
    if !output.has_errors() {
        let refused = driver::plan(&host, &config, &output).err().unwrap_or_default();
        output.add(refused);
    }
    let place = |span: pulsec::base::Span| {
        let source = output.sources.get(span.file).expect("a file");
        let line = pulsec::base::LineIndex::new(&source.text).line(span.start) + 1;
        format!("{}:{line}", source.shown())
    };
    output.diagnostics.iter().map(|d| (d.code.id.to_string(), d.span.map(place))).collect()
}

#[test]
fn every_code_has_one_page_of_the_common_shape() {
    for code in ALL {
        let page = page(code.id);
        assert!(page.starts_with(&format!("# {}: {}\n\n", code.id, code.name)), "{page}");
        let language = if NOT_RUN.contains(&code.id) { "text" } else { "python" };
        let failing = block(&page, "Failing", language);
        let failing = failing.unwrap_or_else(|| panic!("{}: no failing example", code.id));
        let corrected = block(&page, "Corrected", language);
        let corrected = corrected.unwrap_or_else(|| panic!("{}: no corrected example", code.id));
        assert_ne!(failing, corrected, "{}", code.id);
        if language == "python" {
            let marked = marks(&files(failing));
            assert!(!marked.is_empty(), "{}: nothing is marked", code.id);
            assert!(marked.iter().all(|(it, _)| it == code.id), "{}: {marked:?}", code.id);
            let word = match code.severity {
                Severity::Error => "# error: ",
                Severity::Warning => "# warning: ",
            };
            assert!(failing.contains(&format!("{word}{}", code.id)), "{}: `{word}`", code.id);
            let left = marks(&files(corrected));
            assert!(left.is_empty(), "{}: the corrected example is marked", code.id);
        }
    }
}

/// The site has a page for each code; `PULSEC_ACCEPT=1 cargo test --test suite errors` lists them.
#[test]
fn the_summary_lists_each_code() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/SUMMARY.md");
    let summary = std::fs::read_to_string(&path).unwrap();
    let is_code = |line: &&str| line.starts_with("  - [PSC");
    let mut codes: Vec<_> = ALL.iter().collect();
    codes.sort_by_key(|code| code.id);
    let line = |id: &str, name: &str| format!("  - [{id}: {name}](errors/{id}.md)");
    let wanted: Vec<String> = codes.iter().map(|code| line(code.id, code.name)).collect();
    let listed: Vec<&str> = summary.lines().filter(is_code).collect();
    if listed != wanted && std::env::var_os("PULSEC_ACCEPT").is_some() {
        let mut lines: Vec<&str> = summary.lines().filter(|line| !is_code(line)).collect();
        let at = lines.iter().position(|line| line.ends_with("(errors/README.md)")).unwrap() + 1;
        lines.splice(at..at, wanted.iter().map(String::as_str));
        std::fs::write(&path, lines.join("\n") + "\n").unwrap();
        return;
    }
    assert_eq!(listed, wanted, "docs/SUMMARY.md: PULSEC_ACCEPT=1 lists the codes");
}

#[test]
fn no_page_is_orphaned() {
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name == "README.md" {
            continue;
        }
        let known = name.strip_suffix(".md").is_some_and(|id| ALL.iter().any(|c| c.id == id));
        assert!(known, "docs/errors/{name} is the page of no code");
    }
}

#[test]
fn examples_are_python() {
    let Some(python) = tools::python() else { return };
    let mut texts = Vec::new();
    for code in ALL {
        let page = page(code.id);
        for heading in ["Failing", "Corrected"] {
            let Some(block) = block(&page, heading, "python") else { continue };
            if heading == "Failing" && NOT_PYTHON.contains(&code.id) {
                continue;
            }
            let python = files(block).into_iter().filter(|(path, _)| path.ends_with(".py"));
            texts
                .extend(python.map(|(path, text)| (format!("{} {heading} {path}", code.id), text)));
        }
    }
    assert!(texts.len() > 2 * (ALL.len() - NOT_RUN.len() - NOT_PYTHON.len()));
    let script =
        "import json, sys\nfor name, text in json.load(sys.stdin): compile(text, name, 'exec')";
    let mut run = Command::new(python)
        .args(["-W", "ignore", "-c", script])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    serde_json::to_writer(run.stdin.take().unwrap(), &texts).unwrap();
    let done = run.wait_with_output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn failing_examples_fail_as_marked_and_corrected_ones_compile() {
    let mut wrong = Vec::new();
    for code in ALL {
        let page = page(code.id);
        let blocks = (block(&page, "Failing", "python"), block(&page, "Corrected", "python"));
        let (Some(failing), Some(corrected)) = blocks else { continue };
        let failing = files(failing);
        let (wanted, found) = (marks(&failing), compile(code.id, &failing));
        if wanted != found {
            wrong.push(format!("{} failing: marked {wanted:?}, found {found:?}", code.id));
        }
        let found = compile(code.id, &files(corrected));
        if !found.is_empty() {
            wrong.push(format!("{} corrected: found {found:?}", code.id));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
