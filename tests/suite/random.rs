//! Random programs do what CPython does: `tests/random_programs.py` makes them from a seed and records
//! what they print, the compiled ones run in the embedded engine.
//!
//! `PULSEC_RANDOM=20000 PULSEC_SEED=7` runs more of them, or others. A program where a
//! `BigInt` comes unseen is left out, and so is one that the compiler refuses; most must remain. A float of unknown type may
//! lose its `.0`, as `docs/differences.md` says, and `-0.0` its sign; nothing may gain one.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulsec::diag::Severity;
use pulsec::driver::Config;
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;
use pulsec::runtime;
use serde::Deserialize;

use crate::{loading, tools};

const COUNT: usize = 300;
const CONTROL_COUNT: usize = 100;
const CLASSES_COUNT: usize = 100;
const INT_COUNT: usize = 300;
const BYTES_COUNT: usize = 60;
const DATE_COUNT: usize = 150;
const ZONE_COUNT: usize = 39;
const PATTERN_COUNT: usize = 100;
const ASSERTED_COUNT: usize = 50;
const ADVERSARY_COUNT: usize = 80;
const SEED: usize = 1;
/// How a line begins that says so.
const NOT_COMPILED: &str = "not compiled:";
/// Programs compiled at once.
const BATCH: usize = 100;

#[derive(Deserialize)]
struct Program {
    seed: usize,
    source: String,
    expected: Vec<String>,
}

/// Prints as the script records.
const DRIVER: &str = r#"
import { program } from "./MODULE";
import { str } from "./driver-runtime.js";
export async function run() {
  const text = [];
  console.log = (...values) => text.push(values.map(String).join(" ") + "\n");
  try {
    await program((x) => x);
  } catch (error) {
    text.push(`! ${error?.name}: ${error instanceof Error ? str(error) : String(error)}\n`);
  }
  text.push(...(globalThis.failedProofs ?? []).map((what) => `! not as proved: ${what}\n`));
  return text.join("");
}
"#;

#[derive(Default)]
struct Tally {
    same: usize,
    /// The same but for a `.0` that is missing.
    without_point: usize,
    /// Lines of what raises as it is not compiled.
    not_compiled: usize,
    large: usize,
    refused: BTreeMap<String, usize>,
    wrong: Vec<String>,
}

fn number(name: &str, otherwise: usize) -> usize {
    let given = std::env::var(name).ok();
    given.map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
}

#[test]
fn random_programs_do_what_cpython_does() {
    run_programs("random_programs.py", COUNT, false, &in_engine);
}

/// What was proved when compiling is asked again while the programs run.
#[test]
fn random_programs_are_as_proved() {
    run_programs("random_programs.py", ASSERTED_COUNT, true, &in_engine);
}

#[test]
fn random_control_flow_is_as_proved() {
    run_programs("random_control.py", ASSERTED_COUNT, true, &in_engine);
}

/// Loops, `try`, `with` and `match` in one another, left in every way.
#[test]
fn random_control_flow_does_what_cpython_does() {
    run_programs("random_control.py", CONTROL_COUNT, false, &in_engine);
}

/// Ints that leave ±(2^53−1) and come back. In Node: QuickJS orders a negative float after every negative `BigInt`.
#[test]
fn random_ints_do_what_cpython_does() {
    let Some(node) = tools::node() else { return };
    run_programs("random_ints.py", INT_COUNT, false, &|files, names| in_node(&node, files, names));
}

#[test]
fn random_ints_are_as_proved() {
    let Some(node) = tools::node() else { return };
    run_programs("random_ints.py", ASSERTED_COUNT, true, &|files, names| {
        in_node(&node, files, names)
    });
}

/// Dates, times, durations and zones. In Node: QuickJS has no `Intl`.
#[test]
fn random_dates_do_what_cpython_does() {
    let Some(node) = tools::node() else { return };
    run_programs("random_dates.py", DATE_COUNT, false, &|files, names| {
        in_node(&node, files, names)
    });
}

/// Bytes and what is made of them. In Node: QuickJS writes some floats longer than they need be.
#[test]
fn random_bytes_do_what_cpython_does() {
    let Some(node) = tools::node() else { return };
    run_programs("random_bytes.py", BYTES_COUNT, false, &|files, names| {
        in_node(&node, files, names)
    });
}

#[test]
fn random_bytes_are_as_proved() {
    let Some(node) = tools::node() else { return };
    run_programs("random_bytes.py", BYTES_COUNT, true, &|files, names| {
        in_node(&node, files, names)
    });
}

/// Patterns of `re` that are known only at run time. In Node, whose expressions are those of browsers.
#[test]
fn random_patterns_do_what_cpython_does() {
    let Some(node) = tools::node() else { return };
    run_programs("random_patterns.py", PATTERN_COUNT, false, &|files, names| {
        in_node(&node, files, names)
    });
}

/// Zones around the changes of their clocks.
#[test]
fn zones_do_what_cpython_does() {
    let Some(node) = tools::node() else { return };
    run_programs("zone_transitions.py", ZONE_COUNT, false, &|files, names| {
        in_node(&node, files, names)
    });
}

/// Hierarchies, special methods, properties, dataclasses, enums, named tuples and exceptions, whose attributes are stored
/// from everywhere.
#[test]
fn random_classes_do_what_cpython_does() {
    run_programs("random_classes.py", CLASSES_COUNT, false, &in_engine);
}

/// What operations may do between a test and what follows from it, and in the parts of a comprehension. There
/// are as many programs as `tests/adversary.py size` says.
#[test]
fn operations_do_no_more_than_their_rows_say() {
    run_programs("adversary.py", ADVERSARY_COUNT, true, &in_engine);
}

/// Emitted files, and what the programs of these names print.
type Run<'r> = &'r dyn Fn(&BTreeMap<String, String>, &[String]) -> Vec<String>;

fn run_programs(script: &str, count: usize, asserts_proofs: bool, run: Run<'_>) {
    let Some(python) = tools::python_3_12() else { return };
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests").join(script);
    let count = number("PULSEC_RANDOM", count);
    let seed = number("PULSEC_SEED", SEED);
    let script = script.to_string_lossy().into_owned();
    let arguments = ["-W", "ignore", &script, &seed.to_string(), &count.to_string()];
    let recorded = tools::run(python, &arguments, "");
    let programs: Vec<Program> =
        recorded.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let mut tally = Tally::default();
    for batch in programs.chunks(BATCH) {
        compare(batch, asserts_proofs, run, &mut tally);
    }
    let refused: usize = tally.refused.values().sum();
    println!(
        "{} the same ({} without `.0` of floats, {} lines not compiled), {} with a BigInt unseen, refused {:?}",
        tally.same, tally.without_point, tally.not_compiled, tally.large, tally.refused
    );
    let shown = tally.wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(tally.wrong.is_empty(), "{} of {count} differ\n{shown}", tally.wrong.len());
    assert!(8 * (refused + tally.large) < count, "{refused} of {count} refused");
}

fn compare(programs: &[Program], asserts_proofs: bool, run: Run<'_>, tally: &mut Tally) {
    let module = |program: &Program| format!("m{}.py", program.seed);
    let mut programs: Vec<&Program> = programs.iter().collect();
    // Nothing is emitted where anything is refused.
    let output = loop {
        let host = programs.iter().fold(MemoryHost::new(), |host, program| {
            host.with(module(program), program.source.clone())
        });
        let output = loading::compile(&host, &Config { asserts_proofs, ..Config::default() });
        assert!(output.failures.is_empty(), "{:?}", output.failures);
        let mut refused: BTreeMap<String, String> = BTreeMap::new();
        for found in output.diagnostics.iter().filter(|found| found.severity == Severity::Error) {
            let source = found.span.and_then(|span| output.sources.get(span.file)).unwrap();
            println!("{}: {} {}", source.shown(), found.code.id, found.message);
            refused.insert(source.shown(), found.code.id.to_string());
        }
        if refused.is_empty() {
            break output;
        }
        programs.retain(|program| !refused.contains_key(&module(program)));
        for code in refused.into_values() {
            *tally.refused.entry(code).or_default() += 1;
        }
    };
    let files: BTreeMap<String, String> = output
        .files
        .into_iter()
        .map(|file| (file.path.to_string_lossy().replace('\\', "/"), file.contents))
        .collect();
    let names: Vec<String> =
        programs.iter().map(|program| format!("m{}.js", program.seed)).collect();
    let all_printed = run(&files, &names);
    for ((program, name), printed) in programs.into_iter().zip(names).zip(all_printed) {
        // What an annotation alone says is an int: `integer-range` of `docs/differences.md`.
        if ["convert BigInt", "mix BigInt", "convert a BigInt"]
            .iter()
            .any(|it| printed.contains(it))
        {
            tally.large += 1;
            continue;
        }
        let expected = program.expected.join("\n");
        let expected: Vec<&str> = expected.trim_end_matches('\n').split('\n').collect();
        let found: Vec<&str> = printed.trim_end_matches('\n').split('\n').collect();
        let is_as_long = expected.len() == found.len();
        let mut lines = expected.iter().zip(&found);
        let line = lines.position(|(expected, found)| {
            !found.starts_with(NOT_COMPILED) && !is_but_for_points(expected, found)
        });
        tally.not_compiled += found.iter().filter(|line| line.starts_with(NOT_COMPILED)).count();
        if line.is_none() && is_as_long {
            tally.same += 1;
            tally.without_point += usize::from(expected != found);
            continue;
        }
        let line = line.unwrap_or(expected.len().min(found.len()));
        let at_line = |lines: &[&str]| lines.get(line).map_or(String::new(), |&it| it.to_owned());
        tally.wrong.push(format!(
            "seed {}\n{}\n{}\n  CPython   {}\n  compiled  {}\n",
            program.seed,
            program.source,
            files[&name],
            at_line(&expected),
            at_line(&found)
        ));
    }
}

/// Whether the lines are the same, or floats lost their `.0`, and zeros with it their sign.
fn is_but_for_points(mut expected: &str, mut found: &str) -> bool {
    let mut is_after_digit = false;
    loop {
        let same = std::iter::zip(expected.chars(), found.chars()).take_while(|(a, b)| a == b);
        let length: usize = same.map(|(c, _)| c.len_utf8()).sum();
        let begin = &expected[..length];
        is_after_digit = begin.chars().last().map_or(is_after_digit, |c| c.is_ascii_digit());
        (expected, found) = (&expected[length..], &found[length..]);
        if expected.is_empty() && found.is_empty() {
            return true;
        }
        let ends_number = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_digit());
        match (expected.strip_prefix(".0"), expected.strip_prefix("-0.0")) {
            (Some(rest), _) if is_after_digit && ends_number(rest) => expected = rest,
            (_, Some(rest)) if ends_number(rest) && found.starts_with('0') => {
                expected = &expected[1..]
            }
            _other => return false,
        }
    }
}

#[test]
fn only_points_may_be_missing() {
    assert!(is_but_for_points("[1.0, 2]", "[1, 2]"));
    assert!(is_but_for_points("a -0.0 1.5 10.0", "a 0 1.5 10"));
    assert!(!is_but_for_points("[1, 2]", "[1.0, 2]"));
    assert!(!is_but_for_points("1.05", "15"));
    assert!(!is_but_for_points("x.0", "x"));
    assert!(!is_but_for_points("1.0", "2"));
}

fn in_engine(files: &BTreeMap<String, String>, names: &[String]) -> Vec<String> {
    names.iter().map(|name| one_in_engine(files, name)).collect()
}

fn one_in_engine(files: &BTreeMap<String, String>, name: &str) -> String {
    let mut modules: BTreeMap<String, String> = files
        .iter()
        .filter(|(path, _)| *path == name || path.ends_with("runtime.js"))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    modules.insert("driver.js".into(), DRIVER.replace("MODULE", name));
    modules.insert("driver-runtime.js".into(), runtime::bundle(&["str"]));
    let run = Engine::new(modules).call("driver.js", "run", "[]");
    let text = run.result.unwrap_or_else(|error| format!("\"engine: {error}\""));
    serde_json::from_str(&text).unwrap_or(text)
}

/// All in one process.
fn in_node(node: &Path, files: &BTreeMap<String, String>, names: &[String]) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    files.iter().for_each(|(name, text)| write(name, text));
    write("package.json", "{\"type\": \"module\"}");
    write("driver-runtime.js", &runtime::bundle(&["str"]));
    let mut main = String::from("const log = console.log;\nconst all = [];\n");
    for name in names {
        write(&format!("driver-{name}"), &DRIVER.replace("MODULE", name));
        main.push_str("globalThis.failedProofs = undefined;\n");
        main.push_str(&format!("all.push(await (await import('./driver-{name}')).run());\n"));
    }
    main.push_str("log(JSON.stringify(all));\n");
    write("main.js", &main);
    let run = Command::new(node).arg("main.js").current_dir(folder.path()).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&run.stdout).unwrap()
}
