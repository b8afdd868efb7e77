//! Random programs that a type checker accepts do what CPython does: `tests/typed_programs.py` makes them
//! from a seed, two modules each, has pyright check them, and records what they print.
//!
//! `PULSEC_TYPED=20000 PULSEC_SEED=7` runs more of them, or others. What pyright rejects, and what the
//! compiler refuses, is left out; nearly all must remain. `npm ci --prefix tests/typed` installs pyright, or
//! `PULSEC_PYRIGHT` says where it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use pulsec::diag::Severity;
use pulsec::driver::Config;
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;
use pulsec::runtime;
use serde::Deserialize;

use crate::{loading, tools};

const COUNT: usize = 300;
const ASSERTED_COUNT: usize = 50;
const SEED: usize = 1;
/// Programs compiled at once.
const BATCH: usize = 100;
/// Programs checked at once.
const CHECKED: usize = 2_000;

#[derive(Deserialize)]
struct Line {
    seed: usize,
    #[serde(default)]
    rejected: Option<String>,
    #[serde(default)]
    library: String,
    #[serde(default)]
    program: String,
    #[serde(default)]
    expected: String,
}

/// Prints as the script records.
const DRIVER: &str = r#"
import { program } from "./MODULE";
import { str } from "./driver-runtime.js";
export async function run() {
  const text = [];
  console.log = (...values) => text.push(values.map(String).join(" ") + "\n");
  try {
    program();
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
    rejected: usize,
    refused: usize,
    wrong: Vec<String>,
}

#[test]
fn random_typed_programs_do_what_cpython_does() {
    run_programs(COUNT, false);
}

/// What was proved when compiling is asked again while the programs run.
#[test]
fn random_typed_programs_are_as_proved() {
    run_programs(ASSERTED_COUNT, true);
}

fn run_programs(count: usize, asserts_proofs: bool) {
    let (Some(python), Some(pyright)) = (tools::python_3_12(), pyright()) else { return };
    let count = number("PULSEC_TYPED", count);
    let first = number("PULSEC_SEED", SEED);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/typed_programs.py");
    let (script, pyright) = (script.to_string_lossy(), pyright.to_string_lossy());
    let mut tally = Tally::default();
    for from in (first..first + count).step_by(CHECKED) {
        let size = CHECKED.min(first + count - from).to_string();
        let arguments = ["-W", "ignore", &*script, &*pyright, &from.to_string(), &size];
        let recorded = tools::run(python, &arguments, "");
        let lines: Vec<Line> =
            recorded.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        for found in lines.iter().filter_map(|line| line.rejected.as_ref()) {
            tally.rejected += 1;
            println!("rejected: {found}");
        }
        let accepted: Vec<&Line> = lines.iter().filter(|line| line.rejected.is_none()).collect();
        accepted.chunks(BATCH).for_each(|batch| compare(batch, asserts_proofs, &mut tally));
    }
    let Tally { same, rejected, refused, wrong } = tally;
    println!("{same} the same, {rejected} rejected by pyright, {refused} refused");
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {count} differ\n{shown}", wrong.len());
    assert!(20 * (rejected + refused) < count, "{rejected} rejected, {refused} refused of {count}");
}

fn number(name: &str, otherwise: usize) -> usize {
    let given = std::env::var(name).ok();
    given.map_or(otherwise, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
}

fn pyright() -> Option<PathBuf> {
    let named = std::env::var_os("PULSEC_PYRIGHT").map(PathBuf::from);
    let installed =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/typed/node_modules/.bin/pyright");
    let found = named.into_iter().chain([installed]).find(|path| path.exists());
    found.or_else(|| tools::skipped("pyright (npm ci --prefix tests/typed)"))
}

fn compare(programs: &[&Line], asserts_proofs: bool, tally: &mut Tally) {
    let mut programs = programs.to_vec();
    // Nothing is emitted where anything is refused.
    let output = loop {
        let host = programs.iter().fold(MemoryHost::new(), |host, line| {
            let marked = line.program.replace("\ndef program(", "\n@ps.javascript\ndef program(");
            host.with(format!("lib_{}.py", line.seed), line.library.clone())
                .with(format!("p_{}.py", line.seed), format!("import pulse as ps\n{marked}"))
        });
        let output = loading::compile(&host, &Config { asserts_proofs, ..Config::default() });
        assert!(output.failures.is_empty(), "{:?}", output.failures);
        let errors = output.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        let places = errors.map(|found| {
            let source = found.span.and_then(|span| output.sources.get(span.file)).unwrap();
            println!("{}: {} {}", source.shown(), found.code.id, found.message);
            source.shown()
        });
        let places: Vec<String> = places.collect();
        if places.is_empty() {
            break output;
        }
        let before = programs.len();
        programs.retain(|line| {
            let own = [format!("lib_{}.py", line.seed), format!("p_{}.py", line.seed)];
            !places.iter().any(|place| own.contains(place))
        });
        tally.refused += before - programs.len();
    };
    let files: BTreeMap<String, String> = output
        .files
        .into_iter()
        .map(|file| (file.path.to_string_lossy().replace('\\', "/"), file.contents))
        .collect();
    for line in programs {
        let printed = run(&files, line.seed);
        if printed == line.expected {
            tally.same += 1;
            continue;
        }
        let pairs = std::iter::zip(line.expected.lines(), printed.lines());
        let differs = pairs.clone().find(|(expected, found)| expected != found);
        let (expected, found) = differs.unwrap_or(("one of them ends", ""));
        tally.wrong.push(format!(
            "seed {}\n{}\n{}\n  CPython   {expected}\n  compiled  {found}\n",
            line.seed, line.library, line.program
        ));
    }
}

/// What the compiled program prints.
fn run(files: &BTreeMap<String, String>, seed: usize) -> String {
    let own = [format!("lib_{seed}.js"), format!("p_{seed}.js")];
    let mut modules: BTreeMap<String, String> = files
        .iter()
        .filter(|(path, _)| own.contains(path) || path.ends_with("runtime.js"))
        .map(|(path, text)| (path.clone(), text.clone()))
        .collect();
    modules.insert("driver.js".into(), DRIVER.replace("MODULE", &format!("p_{seed}.js")));
    modules.insert("driver-runtime.js".into(), runtime::bundle(&["str"]));
    let run = Engine::new(modules).call("driver.js", "run", "[]");
    let text = run.result.unwrap_or_else(|error| format!("\"engine: {error}\""));
    serde_json::from_str(&text).unwrap_or(text)
}
