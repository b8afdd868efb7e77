//! `docs/language.md` is true: each example of its tables compiles, or is refused with the code named.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use pulsec::diag::Severity;
use pulsec::driver::Config;
use pulsec::host::MemoryHost;

use crate::{loading, tools};

const PARAMETERS: &str = "a, b, c, d, e, f, g, k, n, o, p, s, t, u, v, xs, ys";

struct Row {
    construct: String,
    module: String,
    /// `compiled`, or a code.
    status: String,
}

fn rows() -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
    let page = std::fs::read_to_string(path).expect("docs/language.md");
    let mut rows = Vec::new();
    let mut is_module = false;
    for line in page.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            is_module = heading == "Modules";
        }
        let Some(cells) = line.strip_prefix("| ") else { continue };
        let cells = cells.replace("\\|", "\0");
        let cells: Vec<&str> = cells.split('|').map(str::trim).collect();
        let &[construct, example, status, _note, ""] = cells.as_slice() else {
            panic!("four cells: {line}");
        };
        if construct == "Construct" {
            continue;
        }
        let example = example.strip_prefix('`').and_then(|text| text.strip_suffix('`'));
        let example = example.unwrap_or_else(|| panic!("no example: {line}"));
        let example = example.replace('\0', "|").replace('⏎', "\n");
        let module = if is_module { whole(&example) } else { wrapped(&example) };
        let (construct, status) = (construct.replace('\0', "|"), status.to_string());
        rows.push(Row { construct, module, status });
    }
    rows
}

fn whole(example: &str) -> String {
    match example.strip_prefix("from __future__ import annotations\n") {
        Some(rest) => {
            format!("from __future__ import annotations\nimport pulse as ps\n\n{rest}\n")
        }
        None => format!("import pulse as ps\n\n{example}\n"),
    }
}

fn wrapped(example: &str) -> String {
    let awaits = ["await ", "async for ", "async with "].iter().any(|word| example.contains(word));
    let keyword = if awaits { "async def" } else { "def" };
    let body = example.replace('\n', "\n    ");
    format!("import pulse as ps\n\n@ps.javascript\n{keyword} example({PARAMETERS}):\n    {body}\n")
}

#[test]
fn every_row_is_as_the_page_says() {
    let mut wrong = String::new();
    for row in rows() {
        let host = MemoryHost::new().with("app.py", &row.module);
        let output = loading::compile(&host, &Config::default());
        let errors = output.diagnostics.iter().filter(|one| one.severity == Severity::Error);
        let found: BTreeSet<&str> = errors.map(|one| one.code.id).collect();
        let (construct, module, status) = (&row.construct, &row.module, row.status.as_str());
        let wanted: BTreeSet<&str> =
            Some(status).filter(|it| *it != "compiled").into_iter().collect();
        if found != wanted {
            let _ = writeln!(wrong, "{construct}: {status}, found {found:?}\n{module}");
            for one in &output.diagnostics {
                let _ = writeln!(wrong, "  {} {}", one.code.id, one.message);
            }
        }
        let emitted = output.files.iter().any(|file| file.source.is_some());
        if wanted.is_empty() && !emitted {
            let _ = writeln!(wrong, "{construct}: nothing is emitted\n{module}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn examples_are_python() {
    let Some(python) = tools::python() else { return };
    let rows = rows();
    assert!(rows.len() > 150, "{} rows", rows.len());
    let texts: Vec<_> = rows.iter().map(|row| (&row.construct, &row.module)).collect();
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
