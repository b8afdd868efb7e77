//! CPython's own tests: `tests/cpython/extract.py` makes a program of each of their methods, which are read from
//! the installed interpreter; what the compiled programs say is counted in `docs/conformance.md`.
//!
//! `PULSEC_CPYTHON="test_list test_dict"` tries those files and prints what fails and what is refused.
//! `PULSEC_ACCEPT=1` writes the table and the list of what fails anew.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use pulsec::diag::Severity;
use pulsec::engine::{Engine, Limits};
use serde::Deserialize;

use crate::{loading, tools};

/// The files of `Lib/test` that every run tries.
const QUICK: &[&str] = &[
    "test_bool",
    "test_compare",
    "test_dict",
    "test_dictviews",
    "test_grammar",
    "test_graphlib",
    "test_list",
    "test_named_expressions",
    "test_patma",
    "test_scope",
    "test_textwrap",
    "test_tuple",
];
/// Those that are tried besides where `PULSEC_CPYTHON=all`.
const LONG: &[&str] = &[
    "test_asyncgen",
    "test_augassign",
    "test_base64",
    "test_binascii",
    "test_bisect",
    "test_builtin",
    "test_bytes",
    "test_class",
    "test_collections",
    "test_colorsys",
    "test_contains",
    "test_contextlib",
    "test_copy",
    "test_coroutines",
    "test_dataclasses",
    "test_datetime",
    "test_decorators",
    "test_defaultdict",
    "test_deque",
    "test_descr",
    "test_difflib",
    "test_enum",
    "test_enumerate",
    "test_exceptions",
    "test_extcall",
    "test_float",
    "test_format",
    "test_fstring",
    "test_functools",
    "test_generators",
    "test_hashlib",
    "test_heapq",
    "test_html",
    "test_int",
    "test_iter",
    "test_itertools",
    "test_keyword",
    "test_keywordonlyarg",
    "test_long",
    "test_math",
    "test_operator",
    "test_positional_only_arg",
    "test_pow",
    "test_property",
    "test_raise",
    "test_random",
    "test_range",
    "test_re",
    "test_set",
    "test_slice",
    "test_sort",
    "test_statistics",
    "test_string",
    "test_struct",
    "test_sys",
    "test_unicode",
    "test_unpack",
    "test_unpack_ex",
    "test_with",
];
/// The interpreter whose tests the records are of.
const VERSION: &str = "3.12.1";
/// Programs compiled at once.
const BATCH: usize = 50;

#[derive(Deserialize)]
struct Line {
    file: String,
    method: String,
    program: Option<String>,
    left: Option<String>,
}

/// What became of a method.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Outcome {
    Passed,
    Failed(String),
    /// The codes, or what it raises.
    Refused(BTreeSet<String>),
    /// It is no program of its own.
    Left(String),
}

/// Of each file at least as many methods pass as `docs/conformance.md` says, and none fails that
/// `tests/cpython/failed.txt` does not list.
#[test]
fn tests_of_cpython_pass_as_recorded() {
    let Some(python) = tools::python_3_12() else { return };
    let chosen = std::env::var("PULSEC_CPYTHON").unwrap_or_default();
    let all: Vec<&str> = QUICK.iter().chain(LONG).copied().collect();
    let files = match chosen.as_str() {
        "" => QUICK.to_vec(),
        "all" => all,
        some => some.split_whitespace().collect(),
    };
    let version =
        tools::run(python, &["-c", "import platform; print(platform.python_version())"], "");
    if version.trim() != VERSION || !has_tests(python) {
        println!("skipped: the tests of Python {VERSION} are not installed");
        return;
    }
    let mut outcomes = Outcomes::new();
    for file in &files {
        outcomes.extend(run_files(python, &[file]));
    }
    if !chosen.is_empty() {
        show(&outcomes);
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/conformance.md");
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cpython/failed.txt");
    let (text, failed) =
        (std::fs::read_to_string(&page).unwrap(), std::fs::read_to_string(&list).unwrap());
    if std::env::var_os("PULSEC_ACCEPT").is_some() {
        std::fs::write(page, accepted(&text, &outcomes)).unwrap();
        std::fs::write(list, listed(&failed, &files, &outcomes)).unwrap();
        return;
    }
    let mut faults = fallen(&text, &outcomes);
    for ((file, method), outcome) in &outcomes {
        let is_listed = failed.lines().any(|line| line.starts_with(&format!("{file} {method}:")));
        if let (Outcome::Failed(why), false) = (outcome, is_listed) {
            faults.push(format!("{file} {method} fails: {why}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

fn has_tests(python: &Path) -> bool {
    let ask =
        "import importlib.util; print(importlib.util.find_spec('test.test_patma') is not None)";
    tools::run(python, &["-c", ask], "").trim() == "True"
}

fn show(outcomes: &Outcomes) {
    for ((file, method), outcome) in outcomes {
        match outcome {
            Outcome::Passed => {}
            Outcome::Failed(why) => println!("{file} {method} FAILED {why}"),
            Outcome::Refused(codes) => println!("{file} {method} refused {codes:?}"),
            Outcome::Left(why) => println!("{file} {method} left out: {why}"),
        }
    }
    print!("{}", rows(outcomes).into_values().collect::<Vec<_>>().join("\n"));
}

/// The files of which fewer methods pass than the page says.
fn fallen(page: &str, outcomes: &Outcomes) -> Vec<String> {
    let known: BTreeMap<&str, usize> = page.lines().filter_map(passed_of).collect();
    let counts = counts(outcomes);
    let fallen = counts.iter().filter_map(|(file, [passed, ..])| {
        let known = known.get(file.as_str()).copied().unwrap_or_default();
        (*passed < known).then(|| format!("{file}: {passed} methods pass, {known} are recorded"))
    });
    fallen.collect()
}

/// The file of a row of the table, and how many of its methods pass.
fn passed_of(line: &str) -> Option<(&str, usize)> {
    let mut cells = line.split('|').map(str::trim);
    let file = cells.nth(1)?.strip_prefix('`')?.strip_suffix('`')?;
    Some((file, cells.next()?.parse().ok()?))
}

/// The page with the rows of these files anew.
fn accepted(page: &str, outcomes: &Outcomes) -> String {
    let mut all: BTreeMap<String, String> = page
        .lines()
        .filter_map(|line| Some((passed_of(line)?.0.to_owned(), line.to_owned())))
        .collect();
    all.extend(rows(outcomes));
    let head = page.lines().take_while(|line| passed_of(line).is_none());
    let lines = head.map(str::to_owned).chain(all.into_values());
    lines.map(|line| line + "\n").collect()
}

/// The list of what fails, with the reasons that were given.
fn listed(before: &str, files: &[&str], outcomes: &Outcomes) -> String {
    let of_these = |line: &&str| files.iter().any(|file| line.starts_with(&format!("{file} ")));
    let mut lines: BTreeSet<String> =
        before.lines().filter(|line| !of_these(line)).map(str::to_owned).collect();
    for ((file, method), outcome) in outcomes {
        let Outcome::Failed(why) = outcome else { continue };
        let start = format!("{file} {method}:");
        let known = before.lines().find(|line| line.starts_with(&start));
        let why = why.lines().next().unwrap_or_default();
        lines.insert(known.map_or_else(|| format!("{start} ? {why}"), str::to_owned));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

type Outcomes = BTreeMap<(String, String), Outcome>;

fn run_files(python: &Path, files: &[&str]) -> Outcomes {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cpython/extract.py");
    let script = script.to_string_lossy();
    let mut arguments = vec!["-W", "ignore", &*script];
    arguments.extend(files);
    let recorded = tools::run(python, &arguments, "");
    let lines: Vec<Line> =
        recorded.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut outcomes = Outcomes::new();
    let key = |line: &Line| (line.file.clone(), line.method.clone());
    for line in &lines {
        if let Some(why) = &line.left {
            outcomes.insert(key(line), Outcome::Left(why.clone()));
        }
    }
    let programs: Vec<&Line> = lines.iter().filter(|line| line.program.is_some()).collect();
    for batch in programs.chunks(BATCH) {
        let found = outcomes_of(batch);
        outcomes.extend(std::iter::zip(batch.iter().map(|line| key(line)), found));
    }
    outcomes
}

fn outcomes_of(batch: &[&Line]) -> Vec<Outcome> {
    let case = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cpython/case.py");
    let case = std::fs::read_to_string(case).unwrap();
    let installed = loading::installed();
    let mut refused: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    // Nothing is emitted where anything is refused.
    let output = loop {
        let programs = batch.iter().enumerate().filter(|(at, _)| !refused.contains_key(at));
        let programs = programs.map(|(at, line)| (format!("p_{at}.py"), line.program.clone()));
        let texts = programs.map(|(path, text)| (path, text.unwrap_or_default()));
        let (host, config) =
            loading::project(&installed, texts.chain([("case.py".to_owned(), case.clone())]));
        let output = loading::compile_broken(&host, &config);
        let before = refused.len();
        for found in output.diagnostics.iter().filter(|it| it.severity == Severity::Error) {
            let source = found.span.and_then(|span| output.sources.get(span.file)).unwrap();
            let shown = source.shown();
            let at = shown.trim_start_matches("p_").trim_end_matches(".py");
            let at: usize = match at.parse() {
                Ok(at) => at,
                // In the standard library: which of the programs needs it shows when they are fewer.
                Err(_) if batch.len() > 1 => {
                    let (first, rest) = batch.split_at(batch.len() / 2);
                    return [outcomes_of(first), outcomes_of(rest)].concat();
                }
                Err(_) => 0,
            };
            let what = format!("{} {}", found.code.id, found.message);
            if std::env::var_os("PULSEC_CPYTHON").is_some() {
                println!("{} {}: {what}", batch[at].file, batch[at].method);
            }
            refused.entry(at).or_default().insert(found.code.id.to_owned());
        }
        if refused.len() == before {
            break output;
        }
    };
    let modules = loading::modules(&output);
    let run = |at: usize| match refused.get(&at) {
        Some(codes) => Outcome::Refused(codes.clone()),
        None => run(&modules, at),
    };
    (0..batch.len()).map(run).collect()
}

fn run(modules: &BTreeMap<String, String>, at: usize) -> Outcome {
    let own = format!("p_{at}.js");
    let is_needed = |path: &str| !path.starts_with("p_") || path == own;
    let mut modules: BTreeMap<String, String> = modules
        .iter()
        .filter(|(path, _)| is_needed(path))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    let driver = format!(
        "import {{ run_case }} from './{own}';\nexport async function run() {{\n  try {{\n    return await run_case();\n  }} \
         catch (error) {{\n    return `${{error?.name}}: ${{error?.message}}`;\n  }}\n}}\n"
    );
    modules.insert("driver.js".into(), driver);
    // Only what never ends meets it: a busy machine is slow.
    let limits = Limits { time: Duration::from_secs(900), ..Limits::default() };
    let run = Engine::new(modules).with_limits(limits).call("driver.js", "run", "[]");
    let said = match run.result {
        Ok(text) => serde_json::from_str::<String>(&text).unwrap_or(text),
        Err(error) => format!("engine: {error}"),
    };
    match said.as_str() {
        "passed" | "skipped" => Outcome::Passed,
        // What is known only at run time is refused there.
        text if text.starts_with("NotImplementedError: ") => {
            Outcome::Refused(BTreeSet::from([text.to_owned()]))
        }
        _other => Outcome::Failed(said),
    }
}

fn counts(outcomes: &Outcomes) -> BTreeMap<String, [usize; 4]> {
    let mut files: BTreeMap<String, [usize; 4]> = BTreeMap::new();
    for ((file, _), outcome) in outcomes {
        let at = match outcome {
            Outcome::Passed => 0,
            Outcome::Failed(_) => 1,
            Outcome::Refused(_) => 2,
            Outcome::Left(_) => 3,
        };
        files.entry(file.clone()).or_default()[at] += 1;
    }
    files
}

/// The rows of the table.
fn rows(outcomes: &Outcomes) -> BTreeMap<String, String> {
    let rows = counts(outcomes).into_iter().map(|(file, [passed, failed, refused, left])| {
        let row = format!("| `{file}` | {passed} | {failed} | {refused} | {left} |");
        (file, row)
    });
    rows.collect()
}
