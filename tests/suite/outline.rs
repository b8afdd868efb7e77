//! The outline against CPython: over the standard library, each statement of `ast.parse` is one
//! chunk with the same kind, the same bytes, the same decorators and the same bindings.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use pulsec::base::{FileId, Span};
use pulsec::outline::{self, Chunk, ChunkKind};
use serde::Deserialize;

use crate::tools;

#[derive(Deserialize)]
struct Answer {
    path: PathBuf,
    chunks: Option<Vec<Row>>,
}

/// Kind, start, end, bound names, decorators.
type Row = (String, u32, u32, Vec<String>, Vec<(u32, u32)>);

/// How many differences are shown before the test gives up.
const SHOWN: usize = 40;

#[test]
fn standard_library_is_cut_as_cpython_parses_it() {
    let Some(python) = tools::python() else { return };
    let compared = compare(python, &standard_library(python));
    assert!(compared > 400, "only {compared} files");
}

/// A statement that is never closed, put before the middle definition of each file of the standard
/// library, costs none of the statements after it.
#[test]
fn unclosed_statement_leaves_the_rest_of_the_file_alone() {
    let Some(python) = tools::python() else { return };
    let mut tried = 0;
    for path in standard_library(python) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let chunks = outline::scan(FileId(0), &text).chunks;
        let definitions: Vec<usize> =
            (0..chunks.len()).filter(|&at| defines(&chunks[at])).collect();
        let Some(&middle) = definitions.get(definitions.len() / 2) else { continue };
        let (before, after) = text.split_at(chunks[middle].span.start as usize);
        for broken in ["broken = f(1,", "broken = [g", "broken = f('a)", "broken = f'{a", "f(g[{"] {
            tried += 1;
            let text_found = format!("{before}{broken}\n{after}");
            let found = outline::scan(FileId(0), &text_found).chunks;
            let rest = found.get(middle + 1..).unwrap_or_default();
            let same = |(ours, whole): (&Chunk, &Chunk)| {
                ours.span.text(&text_found) == whole.span.text(&text)
                    && (ours.kind, &ours.binds) == (whole.kind, &whole.binds)
            };
            let expected = &chunks[middle..];
            let kept = rest.len() == expected.len() && rest.iter().zip(expected).all(same);
            assert!(kept, "{broken:?} in {} before {:?}", path.display(), chunks[middle]);
        }
    }
    assert!(tried > 1000, "only {tried} tried");
}

fn defines(chunk: &Chunk) -> bool {
    matches!(chunk.kind, ChunkKind::Function | ChunkKind::AsyncFunction | ChunkKind::Class)
}

fn standard_library(python: &Path) -> Vec<PathBuf> {
    let stdlib =
        tools::run(python, &["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"], "");
    let mut files = Vec::new();
    tools::python_files(Path::new(stdlib.trim()), &mut files);
    files
}

/// Hard cases, with each kind of line end, after a byte order mark, and after form feeds.
#[test]
fn hard_cases_are_cut_as_cpython_parses_them() {
    let Some(python) = tools::python() else { return };
    let cases = include_str!("outline_cases.py").replace("\r\n", "\n");
    let (doc, body) = cases.split_once('\n').expect("a docstring and a body");
    let variants = [
        ("lf", cases.clone()),
        ("crlf", cases.replace('\n', "\r\n")),
        ("cr", cases.replace('\n', "\r")),
        ("bom", format!("\u{feff}{cases}")),
        ("no_last_line_end", cases.trim_end().to_string()),
        ("form_feed", format!("{doc}\n  \x0c\x0c{body}\x0c")),
        ("comment_at_end", format!("{cases}  # no line end")),
    ];
    let folder = tempfile::tempdir().expect("a temporary folder");
    let files = variants.map(|(name, text)| {
        let path = folder.path().join(format!("{name}.py"));
        std::fs::write(&path, text).expect("a writable folder");
        path
    });
    assert_eq!(compare(python, &files), files.len(), "Python accepts every variant");
}

/// Compares the outlines of the files that Python can parse; gives their number.
fn compare(python: &Path, files: &[PathBuf]) -> usize {
    let list: String = files.iter().map(|file| format!("{}\n", file.display())).collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/outline.py");
    let answers = tools::run(python, &["-X", "utf8", script], &list);
    let (mut compared, mut refused, mut statements, mut names) = (0, 0, 0, 0);
    let mut differences = Vec::new();
    for line in answers.lines() {
        let answer: Answer = serde_json::from_str(line).expect("one JSON object per line");
        let Some(rows) = answer.chunks else {
            refused += 1;
            eprintln!("refused: {line}");
            continue;
        };
        let text = std::fs::read_to_string(&answer.path).expect("Python could read it");
        let chunks = outline::scan(FileId(0), &text).chunks;
        compared += 1;
        statements += rows.len();
        names += rows.iter().map(|row| row.3.len()).sum::<usize>();
        if let Some(difference) = first_difference(&text, &rows, &chunks) {
            differences.push(format!("{}: {difference}", answer.path.display()));
        }
    }
    eprintln!("{compared} files, {statements} statements, {names} names; Python refused {refused}");
    let shown = differences.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} files differ:\n{shown}", differences.len());
    compared
}

fn first_difference(text: &str, rows: &[Row], chunks: &[Chunk]) -> Option<String> {
    let ours: Vec<Row> = chunks.iter().map(row).collect();
    let differs = (0..rows.len().max(ours.len())).find(|&at| rows.get(at) != ours.get(at))?;
    let (python, ours) = (rows.get(differs), ours.get(differs));
    let start = python.or(ours).map_or(0, |row| row.1);
    let excerpt: String = text[start as usize..].chars().take(60).collect();
    Some(format!("at {excerpt:?}\n  python  {python:?}\n  outline {ours:?}"))
}

fn row(chunk: &Chunk) -> Row {
    let names: BTreeSet<String> = chunk.binds.iter().map(|name| name.to_string()).collect();
    assert_eq!(names.len(), chunk.binds.len(), "each name once: {:?}", chunk.binds);
    let decorators = chunk.decorators.iter().map(|span| (span.start, span.end)).collect();
    let Span { start, end, .. } = chunk.span;
    (format!("{:?}", chunk.kind), start, end, names.into_iter().collect(), decorators)
}
