//! What the cases are made of: the Python files of `fixtures/`.

use std::path::{Path, PathBuf};

/// A longer text takes time and shows little more.
const LONGEST: usize = 12_000;

pub struct Corpus {
    pub python: Vec<String>,
}

impl Corpus {
    pub fn read() -> Corpus {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures");
        let mut paths = Vec::new();
        python_files(&root, &mut paths);
        let mut python = Vec::new();
        for text in paths.iter().filter_map(|path| std::fs::read_to_string(path).ok()) {
            match text.split_once("\n# cases\n") {
                Some((head, cases)) => python.extend(of_cases(head, cases)),
                None if text.len() > LONGEST => {}
                None if text.contains("javascript") => python.push(text),
                None => python.push(marked(&text)),
            }
        }
        Corpus { python }
    }
}

fn python_files(dir: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            python_files(&path, found);
        } else if path.extension().is_some_and(|it| it == "py") {
            found.push(path);
        }
    }
}

/// The same with every function at the margin marked.
fn marked(text: &str) -> String {
    let mut out = String::from("import pulse as ps\n");
    let mut is_decorated = false;
    for line in text.split_inclusive('\n') {
        let is_function = line.starts_with("def ") || line.starts_with("async def ");
        if is_function && !is_decorated {
            out += "@ps.javascript\n";
        }
        is_decorated = line.starts_with('@');
        out += line;
    }
    out
}

/// Cases of conformance are expressions, one a line: a few of them make a program.
fn of_cases(head: &str, cases: &str) -> Vec<String> {
    const TOGETHER: usize = 6;
    let cases: Vec<&str> =
        cases.lines().map(|line| line.split("  # ").next().unwrap_or("")).collect();
    let head = if head.contains("javascript") { head.to_owned() } else { marked(head) };
    let program = |cases: &[&str]| {
        let cases = cases.join(",\n        ");
        format!("{head}\n\n\n@ps.javascript\ndef f():\n    return [\n        {cases},\n    ]\n")
    };
    cases.chunks(TOGETHER).map(program).collect()
}
