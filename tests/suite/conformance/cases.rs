//! Reads the case files and what was recorded for them.

use std::path::{Path, PathBuf};

use crate::tools;

/// A module and the expressions below it.
pub struct CaseFile {
    pub topic: String,
    /// `topic/file`.
    pub name: String,
    /// The functions, without the cases.
    pub source: String,
    pub cases: Vec<Case>,
}

pub struct Case {
    typed: String,
    untyped: String,
    /// What is printed, then `= repr` or `! Error: message`.
    pub expected: Vec<String>,
    /// The name of a difference.
    pub differs: Option<String>,
}

/// The two ways to compile an expression.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Variant {
    Typed,
    Untyped,
}

impl std::fmt::Display for Variant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Variant::Typed => "typed",
            Variant::Untyped => "untyped",
        })
    }
}

impl Case {
    pub fn source(&self, variant: Variant) -> &str {
        match variant {
            Variant::Typed => &self.typed,
            Variant::Untyped => &self.untyped,
        }
    }
}

/// Every case file, by name.
pub fn read(folder: &Path) -> Vec<CaseFile> {
    let mut files: Vec<CaseFile> = Vec::new();
    for topic in entries(folder).into_iter().filter(|path| path.is_dir()) {
        let python =
            entries(&topic).into_iter().filter(|path| path.extension().is_some_and(|x| x == "py"));
        files.extend(python.map(|path| read_file(&path)));
    }
    assert!(files.len() > 10, "{} case files", files.len());
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut all: Vec<_> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all
}

/// The files of a topic, with what some other Python records for them.
pub fn recorded_by(python: &Path, topic: &Path) -> Vec<CaseFile> {
    const SCRIPT: &str = "import sys, pathlib; sys.path.insert(0, sys.argv[1]); import record; \
                          print(record.record(pathlib.Path(sys.argv[2])), end='')";
    let tests = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let files = entries(topic).into_iter();
    let files = files.filter(|path| path.extension().is_some_and(|extension| extension == "py"));
    let recorded = files.map(|path| {
        let expected = tools::run(python, &["-c", SCRIPT, tests, &path.to_string_lossy()], "");
        file(&path, &expected)
    });
    recorded.collect()
}

fn read_file(path: &Path) -> CaseFile {
    file(path, &text_of(&path.with_extension("expected")))
}

fn text_of(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn file(path: &Path, expected: &str) -> CaseFile {
    let stem = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
    let topic = stem(path.parent().unwrap());
    let name = format!("{topic}/{}", stem(path));
    let text = text_of(path);
    let (source, listed) = text.split_once("\n# cases\n").expect("a line `# cases`");
    let cases = recorded(expected);
    let listed = listed.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let listed: Vec<&str> = listed
        .map(|line| line.split_once("  # differs: ").map_or(line, |(source, _)| source))
        .collect();
    let known: Vec<&str> = cases.iter().map(|case| case.typed.as_str()).collect();
    assert_eq!(listed, known, "{name}: run tests/record.py");
    CaseFile { topic, name, source: format!("{source}\n"), cases }
}

fn recorded(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in text.lines() {
        if let Some(source) = line.strip_prefix(">>> ") {
            let typed = source.to_string();
            let untyped = String::new();
            cases.push(Case { typed, untyped, expected: Vec::new(), differs: None });
            continue;
        }
        let case = cases.last_mut().expect("a case begins with `>>> `");
        if let Some(source) = line.strip_prefix("... ") {
            case.untyped = source.to_string();
        } else if let Some(difference) = line.strip_prefix("~ ") {
            case.differs = Some(difference.to_string());
        } else {
            case.expected.push(line.to_string());
        }
    }
    cases
}
