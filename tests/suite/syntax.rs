//! The parser against CPython: over the standard library, each statement has the tree that
//! `ast.parse` gives it, values, f-strings, docstrings and places included.

use std::path::{Path, PathBuf};

use pulsec::base::{FileId, LineIndex, Span};
use pulsec::diag::Sink;
use pulsec::driver::Config;
use pulsec::host::MemoryHost;
use pulsec::{outline, syntax};
use serde::Deserialize;

use crate::loading;
use crate::tools;
use crate::tree::Printer;

#[derive(Deserialize)]
struct Answer {
    path: PathBuf,
    statements: Option<Vec<String>>,
}

/// How many differences are shown before the test gives up.
const SHOWN: usize = 60;

#[test]
fn standard_library_has_the_trees_that_cpython_gives_it() {
    let Some(python) = tools::python() else { return };
    let code = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    let stdlib = tools::run(python, &["-c", code], "");
    let mut files = Vec::new();
    tools::python_files(Path::new(stdlib.trim()), &mut files);
    compare(python, &files);
}

fn compare(python: &Path, files: &[PathBuf]) {
    let list: String = files.iter().map(|file| format!("{}\n", file.display())).collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/syntax.py");
    let answers = tools::run(python, &["-X", "utf8", script], &list);
    let (mut compared, mut statements) = (0, 0);
    let mut differences = Vec::new();
    for line in answers.lines() {
        let answer: Answer = serde_json::from_str(line).expect("one JSON object per line");
        let Some(expected) = answer.statements else { continue };
        let source = std::fs::read_to_string(&answer.path).expect("Python could read it");
        compared += 1;
        statements += expected.len();
        for difference in file_differences(&source, &expected) {
            differences.push(format!("{}: {difference}", answer.path.display()));
        }
    }
    eprintln!("{compared} files, {statements} statements, {} differ", differences.len());
    assert!(compared > 400, "Python could parse only {compared} files");
    let shown = differences.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} statements differ:\n{shown}", differences.len());
}

fn file_differences(source: &str, expected: &[String]) -> Vec<String> {
    let lines = LineIndex::new(source);
    let printer = Printer { source, lines: &lines };
    let mut found = Vec::new();
    let outline = outline::scan(FileId(0), source);
    assert_eq!(outline.chunks.len(), expected.len(), "the outline is tested elsewhere");
    for (chunk, expected) in outline.chunks.iter().zip(expected) {
        let mut sink = Sink::new();
        let body = syntax::parse_chunk(source, chunk.span, &mut sink);
        if expected == "lone surrogate" {
            let refused = sink.as_slice().iter().any(|found| found.code.id == "PSC302");
            assert!(refused, "a lone surrogate is refused");
            continue;
        }
        // CPython normalizes names, ours refuses what is not normal.
        if sink.as_slice().iter().any(|found| found.message.contains("(NFKC)")) {
            assert!(!expected.is_ascii(), "only odd names are refused");
            continue;
        }
        let ours: Vec<String> = body.iter().map(|stmt| printer.stmt(stmt)).collect();
        let ours = ours.join(" ");
        if ours != *expected || !sink.is_empty() {
            let line = lines.line(chunk.span.start) + 1;
            let same = ours.bytes().zip(expected.bytes()).take_while(|(a, b)| a == b).count();
            let excerpt = |text: &str| -> String {
                let bytes = &text.as_bytes()[same.saturating_sub(60).min(text.len())..];
                String::from_utf8_lossy(&bytes[..bytes.len().min(160)]).into_owned()
            };
            let told: Vec<String> = sink
                .as_slice()
                .iter()
                .map(|found| {
                    let at = found.span.map_or(0, |span| lines.line(span.start) + 1);
                    format!("{} {at}: {}", found.code.id, found.message)
                })
                .collect();
            let (python, ours) = (excerpt(expected), excerpt(&ours));
            found.push(format!("line {line}\n  python {python}\n  ours   {ours}\n  {told:?}"));
        }
    }
    found
}

/// Texts that are almost Python are accepted or refused as CPython does it.
#[test]
fn mutations_are_accepted_as_cpython_accepts_them() {
    let Some(python) = tools::python() else { return };
    let code = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    let stdlib = tools::run(python, &["-c", code], "");
    let names =
        ["test_grammar.py", "test_patma.py", "test_named_expressions.py", "test_fstring.py"];
    let list: String = names.map(|name| format!("{}/test/{name}\n", stdlib.trim())).concat();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/syntax_mutations.py");
    let answers = tools::run(python, &["-X", "utf8", script], &list);
    let mut differences = Vec::new();
    let mut count = 0;
    for line in answers.lines() {
        let (text, accepted): (String, bool) = serde_json::from_str(line).expect("a pair");
        count += 1;
        let span = Span::new(FileId(0), 0, text.len() as u32);
        let mut sink = Sink::new();
        syntax::parse_chunk(&text, span, &mut sink);
        for found in sink.as_slice() {
            let place = found.span.expect("a place");
            assert!(span.contains(place), "{found:?} in {text:?}");
        }
        // CPython leaves stars on their own to a later pass.
        let star = sink.as_slice().iter().all(|found| found.message.contains("starred"));
        if sink.is_empty() != accepted && !(accepted && star) {
            let told = sink.as_slice().first().map(|found| found.message.clone());
            differences.push(format!("{text:?} {told:?}"));
        }
    }
    eprintln!("{count} texts, {} differ", differences.len());
    let shown = differences.iter().take(SHOWN).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} of {count} differ:\n{shown}", differences.len());
}

/// What CPython lets stand in functions, in loops and in `async def` only ("'return' outside function").
#[test]
fn what_the_body_of_a_class_may_not_hold() {
    let statements = [
        "return",
        "return 1",
        "yield 1",
        "x = yield",
        "yield from [1]",
        "await f()",
        "x = await f()",
        "break",
        "continue",
        "nonlocal y",
        "async for i in f(): pass",
        "async with f(): pass",
        "x = [(yield) for i in [1]]",
        "x = [await f() for i in [1]]",
    ];
    let bodies = [
        "{}",
        "if y:\n    {}",
        "try:\n    {}\nfinally:\n    pass",
        "with f():\n    {}",
        "class B:\n    {}",
    ];
    let loops = ["for i in [1]:\n    {}", "while y:\n    {}"];
    let classes =
        ["class A:\n    y = 1\n{}\n", "def g():\n    class A:\n        y = 1\n{}\n    return A\n"];
    let mut taken = Vec::new();
    let all = bodies.iter().flat_map(|body| statements.map(|statement| (body, statement)));
    let in_loops = loops.iter().flat_map(|body| statements.map(|statement| (body, statement)));
    let in_loops = in_loops.filter(|(_, statement)| !matches!(*statement, "break" | "continue"));
    for (body, statement) in all.chain(in_loops) {
        for class in classes {
            let depth = if class.starts_with("def") { "        " } else { "    " };
            let body = body.replace("{}", statement);
            let body: Vec<String> = body.lines().map(|line| format!("{depth}{line}")).collect();
            let class = class.replace("{}", &body.join("\n"));
            let used = if class.starts_with("def") { "g()" } else { "A" };
            let source = format!(
                "import pulse as ps\n\ndef f():\n    pass\n\n{class}\n@ps.javascript\ndef main():\n    return {used}().y\n"
            );
            let host = MemoryHost::new().with("app.py", &source);
            if !loading::compile(&host, &Config::default()).has_errors() {
                taken.push(source);
            }
        }
    }
    assert!(taken.is_empty(), "{} are compiled, the first:\n{}", taken.len(), taken[0]);
}
