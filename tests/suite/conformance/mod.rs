//! The emitted JavaScript does what CPython does: each expression of `fixtures/conformance` is compiled,
//! run in the embedded engine and compared with what `tests/record.py` recorded.
//!
//! Every expression is compiled twice. As it stands, types are known and operators are plain; with its
//! operands behind a function of unknown type, helpers decide at run time:
//!
//! ```text
//! 7 // 2   →   def case_0(any_): return repr(7 // 2)
//!              def case_0(any_): return repr(any_(7) // any_(2))
//! ```
//!
//! An expression that the compiler refuses is counted in `refused.txt`, one that gives a difference of
//! `docs/differences.md` in `differences.txt`, and a fault of the compiler that is known stands in
//! `faults.txt` until it is mended. All three must be exact; `PULSEC_ACCEPT=1` writes them anew.

mod cases;
mod examples;
mod run;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

use cases::{CaseFile, Variant};
use run::{Outcome, Place};

use pulsec::host::OsHost;
use pulsec::tables::py_modules::OWN;

use crate::tools;

/// The topic of what is compiled from the source of Python's standard library.
const LIBRARY: &str = "library";

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/conformance")
}

/// What all cases came to.
#[derive(Default)]
struct Tally {
    checked: usize,
    /// How many were checked, by topic.
    topics: BTreeMap<String, usize>,
    /// By topic.
    refused: BTreeMap<String, Vec<String>>,
    /// By difference.
    differences: BTreeMap<String, usize>,
    faults: BTreeSet<String>,
    /// What the faults look like, for the one who reads the failure.
    shown: String,
}

impl Tally {
    fn add(&mut self, file: &CaseFile, variant: Variant, outcomes: &[Outcome]) {
        for (case, outcome) in file.cases.iter().zip(outcomes) {
            let source = case.source(variant);
            let name = format!("{} {variant}: {source}", file.name);
            let lines = match outcome {
                Outcome::Refused(code) => {
                    let of_topic = self.refused.entry(file.topic.clone()).or_default();
                    of_topic.push(format!("{code} {name}"));
                    continue;
                }
                Outcome::Ran(lines) => lines,
            };
            self.checked += 1;
            *self.topics.entry(file.topic.clone()).or_default() += 1;
            let same = *lines == case.expected;
            let difference = match &case.differs {
                Some(difference) if !same => Some(difference.as_str()),
                Some(_) if variant == Variant::Untyped => Some("unexpectedly the same"),
                Some(_) | None => integral_float(lines, &case.expected, variant),
            };
            match difference {
                Some("unexpectedly the same") => {
                    let _ = writeln!(self.shown, "{name}\n  no longer differs");
                    self.faults.insert(name);
                }
                Some(known) => *self.differences.entry(known.to_string()).or_default() += 1,
                None if same => {}
                None => {
                    let (wanted, found) = (case.expected.join("\n    "), lines.join("\n    "));
                    let _ = writeln!(self.shown, "{name}\n  CPython\n    {wanted}");
                    let _ = writeln!(self.shown, "  compiled\n    {found}");
                    self.faults.insert(name);
                }
            }
        }
    }
}

/// A number of unknown type is an int when it is integral: `3` for `3.0`, `0` for `-0.0`.
fn integral_float(found: &[String], wanted: &[String], variant: Variant) -> Option<&'static str> {
    let plain = |lines: &[String]| lines.iter().map(|line| without_point(line)).collect::<Vec<_>>();
    let differs_so = found != wanted && plain(found) == plain(wanted);
    (variant == Variant::Untyped && differs_so).then_some("integral-float")
}

/// The line with `.0` cut off every number, and the sign off a zero.
fn without_point(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once(".0") {
        out.push_str(before);
        let is_number = before.ends_with(|c: char| c.is_ascii_digit());
        if !is_number || after.starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(".0");
        } else if out.ends_with("-0") {
            out.truncate(out.len() - 2);
            out.push('0');
        }
        rest = after;
    }
    out + rest
}

/// `PULSEC_CASES="classes library/io"`: only what begins so is looked at.
#[test]
fn compiled_code_does_what_cpython_does() {
    let (mut files, _) = small_and_large();
    let chosen = std::env::var("PULSEC_CASES").ok();
    if let Some(names) = &chosen {
        files.retain(|file| names.split(' ').any(|name| file.name.starts_with(name)));
    }
    let mut tally = Tally::default();
    for variant in [Variant::Typed, Variant::Untyped] {
        for (file, outcomes) in files.iter().zip(run::all(&files, variant, Place::Embedded)) {
            tally.add(file, variant, &outcomes);
        }
    }
    if chosen.is_some() {
        println!("{:?}", tally.refused);
        return assert!(tally.faults.is_empty(), "{}", tally.shown);
    }
    let total: usize = files.iter().map(|file| file.cases.len()).sum();
    for line in tally.refused.values().flatten() {
        println!("refused: {line}");
    }
    println!("embedded engine: {} of {} checked; {:?}", tally.checked, 2 * total, tally.topics);
    let refused = tally.refused.iter().map(|(topic, all)| format!("{topic} {}", all.len()));
    let differences = tally.differences.iter().map(|(name, count)| format!("{name} {count}"));
    let wrong = [
        compare("refused.txt", refused.collect()),
        compare("differences.txt", differences.collect()),
        compare("faults.txt", tally.faults.iter().cloned().collect()),
    ];
    let wrong: Vec<_> = wrong.into_iter().flatten().collect();
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), tally.shown);
    assert!(tally.checked > total, "{} of {} checked", tally.checked, 2 * total);
}

/// The files, apart from those of the topic `sizes`: what Node does with them in a second takes the embedded
/// engine minutes.
fn small_and_large() -> (Vec<cases::CaseFile>, Vec<cases::CaseFile>) {
    let mut files = cases::read(&folder());
    if tools::library_3_12().is_none() {
        files.retain(|file| file.topic != LIBRARY);
    }
    files.into_iter().partition(|file| file.topic != "sizes")
}

#[test]
fn large_containers_do_what_cpython_does() {
    let Some(node) = tools::node() else { return };
    let (_, files) = small_and_large();
    let mut tally = Tally::default();
    for variant in [Variant::Typed, Variant::Untyped] {
        for (file, outcomes) in files.iter().zip(run::all(&files, variant, Place::Node(&node))) {
            tally.add(file, variant, &outcomes);
        }
    }
    assert!(tally.faults.is_empty(), "{}", tally.shown);
    assert!(tally.checked > 80, "{} checked", tally.checked);
}

/// Node's engine answers as the embedded one does, with each proof asked again while it runs, apart from the wording of JavaScript's own errors.
#[test]
fn node_gives_the_same_answers() {
    let Some(node) = tools::node() else { return };
    let (files, _) = small_and_large();
    let mut wrong = String::new();
    let mut compared: BTreeMap<&str, usize> = BTreeMap::new();
    for variant in [Variant::Typed, Variant::Untyped] {
        let embedded = run::all(&files, variant, Place::Embedded);
        let in_node = run::all(&files, variant, Place::Node(&node));
        for ((file, here), there) in files.iter().zip(embedded).zip(in_node) {
            for ((case, here), there) in file.cases.iter().zip(here).zip(there) {
                let (Outcome::Ran(here), Outcome::Ran(there)) = (here, there) else { continue };
                *compared.entry(&file.topic).or_default() += 1;
                let is_foreign_error = case.differs.is_some() && here.len() == there.len();
                if here != there && !is_foreign_error {
                    let source = case.source(variant);
                    let _ = writeln!(wrong, "{}: {source}\n  {here:?}\n  {there:?}", file.name);
                }
            }
        }
    }
    println!("Node: {} compared; {compared:?}", compared.values().sum::<usize>());
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a list says and the run does not, and the other way round.
fn compare(file: &str, found: Vec<String>) -> Option<String> {
    let path = folder().join(file);
    if std::env::var_os("PULSEC_ACCEPT").is_some() {
        std::fs::write(&path, found.join("\n") + "\n").expect("written");
        return None;
    }
    let listed = std::fs::read_to_string(&path).unwrap_or_default();
    let listed: BTreeSet<&str> = listed.lines().filter(|line| !line.is_empty()).collect();
    let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
    let gone = listed.difference(&found).map(|line| format!("  in the list only: {line}"));
    let new = found.difference(&listed).map(|line| format!("  found only: {line}"));
    let all: Vec<_> = gone.chain(new).collect();
    (!all.is_empty()).then(|| format!("{file}:\n{}", all.join("\n")))
}

#[test]
fn the_records_are_what_cpython_says() {
    let Some(python) = tools::python_3_12() else { return };
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/record.py");
    let run = Command::new(python).args(["-W", "ignore"]).arg(script).arg("--check").output();
    let run = run.expect("run");
    let said = [run.stdout, run.stderr].concat();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&said));
}

#[test]
fn points_are_cut_off_numbers_only() {
    assert_eq!(without_point("= [1.0, 2.05, 'v.0', 10.0, -0.0]"), "= [1, 2.05, 'v.0', 10, 0]");
}

/// What is compiled from the source of another Python does what that one does.
#[test]
fn each_python_gives_its_own_library() {
    for (minor, python) in tools::recent_pythons() {
        if minor == 12 {
            continue;
        }
        let library = tools::library_of(&python);
        let installed = OsHost::default().with_standard_library(library);
        let mut files = cases::recorded_by(&python, &folder().join(LIBRARY));
        // What is brought along is that of 3.12.
        let own = OWN.iter().map(|(own, _)| own.trim_end_matches(".py").replace('/', "_"));
        let own: BTreeSet<String> = own.map(|own| format!("{LIBRARY}/{own}")).collect();
        files.retain(|file| !own.contains(&file.name));
        let mut tally = Tally::default();
        let outcomes = run::with_library(&installed, &files, Variant::Typed, Place::Embedded);
        for (file, outcomes) in files.iter().zip(outcomes) {
            tally.add(file, Variant::Typed, &outcomes);
        }
        println!("Python 3.{minor}: {} checked", tally.checked);
        assert!(tally.faults.is_empty() && tally.refused.is_empty(), "3.{minor}: {}", tally.shown);
    }
}

/// The page of differences and the cases name each other, apart from parts of the page without an
/// example.
#[test]
fn every_expected_difference_is_documented_and_every_documented_one_is_shown() {
    let page = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("docs/differences.md");
    let page = std::fs::read_to_string(page).expect("docs/differences.md");
    let parts = page.split("\n## `").skip(1).filter(|part| part.contains("```python"));
    let documented: BTreeSet<&str> = parts.filter_map(|part| part.split('`').next()).collect();
    let files = cases::read(&folder());
    let marked = files.iter().flat_map(|file| &file.cases);
    let marked: BTreeSet<&str> = marked.filter_map(|case| case.differs.as_deref()).collect();
    assert_eq!(documented, marked);
}
