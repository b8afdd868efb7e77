//! The promise, made checkable by whoever relies on it: functions run in the project's own CPython and compiled, on the
//! examples of their docstrings and on inputs that are made of their annotations.
//!
//! ```text
//! def total(xs: list[float], rate: float = 0.5)      total([]), total([0.0], 1.0), … 100 of them, on both sides
//! they differ on total([3.5, 1e16, -2.0], 0.1)       smaller ones are tried: total([1e16])
//! ```
//!
//! What needs a page is skipped by name, and so is what gives something else each time.

mod compare;
mod compiled;
mod python;
mod tests_of;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::time::Duration;

use crate::driver::{self, Config, Goal, Output};
use crate::engine::Limits;
use crate::host::Host;
use compare::{Verdict, compare};
use compiled::File;
use python::{Case, Known, Lost, Ran, Session, Start};

pub struct Options {
    pub python: PathBuf,
    pub seed: u64,
    /// How many inputs each function gets.
    pub examples: usize,
    /// How long a call may take, and all calls of a function once they are compiled.
    pub time: Duration,
}

/// What is said of one function.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Function {
    /// As findings name files.
    pub file: String,
    pub name: String,
    /// How many inputs were compared.
    pub inputs: usize,
    /// How many more did not end in CPython, or not within what is allowed.
    pub late: usize,
    pub state: State,
    /// Whether it is a test, which passes or not.
    pub is_test: bool,
    /// Differences of `docs/differences.md` that were met, by their names.
    pub known: BTreeSet<&'static str>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum State {
    Agrees,
    Differs(Difference),
    /// It cannot be compared here, and why.
    Skipped(String),
    /// Nothing is known to call it with, and why.
    Uncovered(String),
    /// A call did not end, on one side.
    Stopped(String),
}

/// The smallest call that was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Difference {
    pub call: String,
    pub python: String,
    pub compiled: String,
}

/// No more than this is kept of what a call prints; `python.py` has the same number.
const MOST_PRINTED: usize = 10_000;
/// How many calls of a function may be lost before it is left alone.
const SLOW: usize = 3;
/// How often smaller inputs are looked for.
const ROUNDS: usize = 40;

/// Verifies the marked functions of a project, file by file; the findings where it does not compile.
pub fn verify(
    host: &dyn Host,
    config: &Config,
    options: &Options,
    mut report: impl FnMut(&[Function]),
) -> Result<Vec<Function>, Box<Output>> {
    let output = driver::compile(host, &Config { goal: Goal::Build, ..config.clone() });
    if output.has_errors() || !output.failures.is_empty() {
        return Err(Box::new(output));
    }
    let (given, _) = driver::files(host, config);
    let mut all = Vec::new();
    let mut marked = BTreeSet::new();
    for module in &output.manifest.modules {
        let path = config.shown(&compiled::place(config, &module.source));
        let Some(text) = given.contains(&path).then(|| compiled::text(host, &path)).flatten()
        else {
            continue;
        };
        marked.extend(module.functions.iter().cloned());
        let limits = Limits { time: options.time, ..Limits::default() };
        let file =
            File { host, config, path: &path, text: &text, limits, most_printed: MOST_PRINTED };
        let shown = path.to_string_lossy().replace('\\', "/");
        let mut found: Vec<Function> = of_file(&file, &module.functions, &shown, options);
        found.extend(module.components.iter().map(|component| {
            let reason = "it is a component, which only a page shows".to_owned();
            function(&shown, &component.name, 0, State::Skipped(reason))
        }));
        report(&found);
        all.extend(found);
    }
    for found in tests_of::run(host, config, options, &marked) {
        report(&found);
        all.extend(found);
    }
    Ok(all)
}

fn function(file: &str, name: &str, inputs: usize, state: State) -> Function {
    let (file, name) = (file.to_owned(), name.to_owned());
    let known = BTreeSet::new();
    Function { file, name, inputs, late: 0, state, is_test: false, known }
}

fn of_file(file: &File<'_>, names: &[String], shown: &str, options: &Options) -> Vec<Function> {
    let mut found = Vec::new();
    let mut open = Vec::new();
    for (name, lack) in file.lacks(names) {
        match lack {
            Some(lack) => found.push(function(shown, &name, 0, State::Skipped(lack))),
            None => open.push(name),
        }
    }
    let root = file.config.absolute(&file.config.root);
    let start = Start {
        python: &options.python,
        root: &root,
        file: file.config.absolute(file.path),
        seed: options.seed,
        examples: options.examples,
        are_tests: false,
        time: options.time,
    };
    // A session that is lost is begun again, without the call it was lost with.
    let mut slow: Vec<(String, String)> = Vec::new();
    while !open.is_empty() {
        let (mut session, known) = match start.session(&open) {
            Ok(begun) => begun,
            Err(lost) => {
                let reason = lost_loading(lost);
                found.extend(
                    open.drain(..)
                        .map(|name| function(shown, &name, 0, State::Skipped(reason.clone()))),
                );
                break;
            }
        };
        if known.is_empty() {
            break;
        }
        for mut known in known {
            let name = known.name.clone();
            known.cases.retain(|case| !slow.contains(&(name.clone(), case.text.clone())));
            let mut lost = None;
            let function = of_function(file, &mut session, &known, shown, &mut lost);
            let count = slow.iter().filter(|(of, _)| *of == name).count();
            match lost {
                Some(call) if count < SLOW => {
                    slow.push((name, call));
                    break;
                }
                Some(_) => {
                    open.retain(|other| *other != name);
                    found.push(function);
                    break;
                }
                None => {
                    open.retain(|other| *other != name);
                    found.push(function);
                }
            }
        }
    }
    found.sort_by_key(|function| names.iter().position(|name| *name == function.name));
    found
}

fn lost_loading(lost: Lost) -> String {
    match lost {
        Lost::Refused(reason) => format!("CPython cannot load the file: {reason}"),
        Lost::Late => "CPython does not end loading the file".to_owned(),
        Lost::Gone => "CPython ended while it loaded the file".to_owned(),
    }
}

fn of_function(
    file: &File<'_>,
    session: &mut Session,
    known: &Known,
    shown: &str,
    lost_with: &mut Option<String>,
) -> Function {
    let tell = |inputs: usize, state: State| function(shown, &known.name, inputs, state);
    if known.cases.is_empty() {
        let reason = known.reason.clone().unwrap_or_else(|| "it has no inputs".to_owned());
        return tell(0, State::Uncovered(reason));
    }
    let ids: Vec<u64> = known.cases.iter().map(|case| case.id).collect();
    let (ours, lost) = session.run(&ids);
    if let Some(lost) = lost {
        let call = known.cases.get(ours.len()).map(|case| case.text.as_str()).unwrap_or_default();
        *lost_with = Some(call.to_owned());
        return tell(
            ours.len(),
            State::Stopped(match lost {
                Lost::Late => format!("`{call}` does not end in CPython"),
                Lost::Gone => format!("`{call}` ends CPython"),
                Lost::Refused(reason) => reason,
            }),
        );
    }
    let rows = std::iter::zip(&known.cases, ours);
    let rows: Vec<(Case, Ran)> =
        rows.filter_map(|(case, ours)| Some((case.clone(), ours?))).collect();
    let late = known.cases.len() - rows.len();
    if rows.is_empty() {
        let call = known.cases.first().map(|case| case.text.as_str()).unwrap_or_default();
        return tell(0, State::Stopped(format!("`{call}` does not end in CPython")));
    }
    if rows.iter().any(|(_, ours)| ours.result.as_ref().is_ok_and(|value| value.contains(" at 0x")))
    {
        let reason = "what it gives is shown by its address".to_owned();
        return tell(0, State::Skipped(reason));
    }
    let cases: Vec<Case> = rows.iter().map(|(case, _)| case.clone()).collect();
    let made = match file.run(&cases) {
        Ok(made) => made,
        Err(reason) => {
            return tell(0, State::Skipped(format!("its calls do not compile: {reason}")));
        }
    };
    let mut told = BTreeSet::new();
    let mut inputs = 0;
    let mut first = None;
    for ((case, ours), theirs) in std::iter::zip(rows, &made.ran) {
        let Some(theirs) = theirs else { continue };
        inputs += 1;
        match compare(&case.text, &ours, theirs) {
            Verdict::Same => {}
            Verdict::Known(name) => drop(told.insert(name)),
            Verdict::Differs => {
                first = Some((case, ours, theirs.clone()));
                break;
            }
        }
    }
    let state = match (first, made.stopped) {
        (Some((case, ours, theirs)), _) => differs(file, session, case, ours, theirs),
        (None, Some(reason)) => {
            let call = cases.get(made.ran.len()).map(|case| case.text.as_str());
            State::Stopped(format!("`{}` {reason}", call.unwrap_or_default()))
        }
        (None, None) if inputs == 0 => {
            let reason = made.refused.unwrap_or_default();
            State::Uncovered(format!("the compiler refuses all of its calls: {reason}"))
        }
        (None, None) => State::Agrees,
    };
    Function { known: told, late, ..tell(inputs, state) }
}

/// The difference on the smallest input that is found from here, unless CPython itself does not agree with what it said.
fn differs(file: &File<'_>, session: &mut Session, case: Case, ours: Ran, theirs: Ran) -> State {
    let (again, _) = session.run(&[case.id]);
    if again.first().is_none_or(|again| again.as_ref() != Some(&ours)) {
        return State::Skipped("it gives something else each time".to_owned());
    }
    let mut smallest = (case, ours, theirs);
    for _ in 0..ROUNDS {
        let smaller = session.smaller(smallest.0.id);
        let ids: Vec<u64> = smaller.iter().map(|case| case.id).collect();
        let (ours, lost) = session.run(&ids);
        let rows = std::iter::zip(smaller, ours);
        let (smaller, ours): (Vec<Case>, Vec<Option<Ran>>) =
            rows.filter(|(_, ours)| ours.is_some()).unzip();
        let Some(made) = file.run(&smaller).ok().filter(|_| lost.is_none()) else { break };
        let rows = std::iter::zip(smaller, std::iter::zip(ours, made.ran));
        let mut rows = rows.filter_map(|(case, (ours, theirs))| Some((case, ours?, theirs?)));
        let next =
            rows.find(|(case, ours, theirs)| compare(&case.text, ours, theirs) == Verdict::Differs);
        match next {
            Some(next) => smallest = next,
            None => break,
        }
    }
    let (case, ours, theirs) = smallest;
    let call = format!("{}{}", case.before, case.text);
    State::Differs(Difference { call, python: told(&ours), compiled: told(&theirs) })
}

/// `1.5`, `raises ValueError`, `1.5, and prints "a"`
fn told(ran: &Ran) -> String {
    let result = match &ran.result {
        Ok(value) => value.clone(),
        Err(class) => format!("raises {class}"),
    };
    match ran.printed.trim_end_matches('\n') {
        "" => result,
        printed => format!("{result}, and prints {printed:?}"),
    }
}
