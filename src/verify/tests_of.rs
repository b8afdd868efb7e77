//! The project's own tests that name marked functions: `def test_total()`, as pytest finds them.
//!
//! A test that takes fixtures, or that is not compiled (`pytest.approx`), is skipped with the reason.

use std::collections::BTreeSet;
use std::path::Path;

use super::compiled::{self, File};
use super::python::{Case, Ran, Start};
use super::{Difference, Function, MOST_PRINTED, Options, State, function, lost_loading, told};
use crate::base::FileId;
use crate::driver::{self, Config};
use crate::engine::Limits;
use crate::host::Host;
use crate::outline::{self, ChunkKind};
use crate::resolve;

/// The tests, file by file.
pub fn run(
    host: &dyn Host,
    config: &Config,
    options: &Options,
    marked: &BTreeSet<String>,
) -> Vec<Vec<Function>> {
    let (files, _) = driver::files(host, config);
    let is_test = |path: &&std::path::PathBuf| {
        let stem = path.file_stem().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        stem.starts_with("test_") || stem.ends_with("_test")
    };
    let of_file = |path: &std::path::PathBuf| {
        let text = compiled::text(host, path)?;
        let names = names(&text, marked);
        let limits = Limits { time: options.time, ..Limits::default() };
        let file = File { host, config, path, text: &text, limits, most_printed: MOST_PRINTED };
        (!names.is_empty()).then(|| of_file(&file, path, &names, options))
    };
    files.iter().filter(is_test).filter_map(of_file).collect()
}

/// The tests of a text that name a marked function.
fn names(text: &str, marked: &BTreeSet<String>) -> Vec<String> {
    let outline = outline::scan(FileId(0), text);
    let tests = outline.chunks.iter().filter(|chunk| {
        let is_function = matches!(chunk.kind, ChunkKind::Function | ChunkKind::AsyncFunction);
        let body = chunk.span.text(text);
        is_function && marked.iter().any(|name| resolve::has_word(body, name))
    });
    let names = tests.flat_map(|chunk| &chunk.binds).filter(|name| name.starts_with("test"));
    names.map(|name| name.to_string()).collect()
}

fn of_file(file: &File<'_>, path: &Path, names: &[String], options: &Options) -> Vec<Function> {
    let shown = path.to_string_lossy().replace('\\', "/");
    let root = file.config.absolute(&file.config.root);
    let start = Start {
        python: &options.python,
        root: &root,
        file: file.config.absolute(path),
        seed: options.seed,
        examples: options.examples,
        are_tests: true,
        time: options.time,
    };
    let tell = |name: &str, inputs: usize, state: State| Function {
        is_test: true,
        ..function(&shown, name, inputs, state)
    };
    let mut found = Vec::new();
    let mut open = names.to_vec();
    while !open.is_empty() {
        let (mut session, known) = match start.session(&open) {
            Ok(begun) => begun,
            Err(lost) => {
                let reason = lost_loading(lost);
                found.extend(
                    open.drain(..).map(|name| tell(&name, 0, State::Skipped(reason.clone()))),
                );
                break;
            }
        };
        for known in known {
            open.retain(|name| *name != known.name);
            let Some(case) = known.cases.first() else {
                let reason = known.reason.unwrap_or_default();
                found.push(tell(&known.name, 0, State::Skipped(reason)));
                continue;
            };
            let (ran, lost) = session.run(&[case.id]);
            let state = match ran.first() {
                Some(Some(ours)) => of_test(file, case, ours),
                Some(None) | None => State::Stopped("it does not end in CPython".to_owned()),
            };
            let inputs = usize::from(state == State::Agrees);
            found.push(tell(&known.name, inputs, state));
            if lost.is_some() {
                break;
            }
        }
    }
    found
}

fn of_test(file: &File<'_>, case: &Case, ours: &Ran) -> State {
    if let Err(class) = &ours.result {
        return State::Skipped(format!("it does not pass in CPython, where it raises {class}"));
    }
    let made = match file.run(std::slice::from_ref(case)) {
        Ok(made) => made,
        Err(reason) => return State::Skipped(format!("it is not compiled: {reason}")),
    };
    match (made.ran.first(), made.stopped) {
        (_, Some(reason)) => State::Stopped(reason),
        (Some(Some(theirs)), None) if theirs.result.is_err() => State::Differs(Difference {
            call: case.text.clone(),
            python: "passes".to_owned(),
            compiled: told(theirs),
        }),
        (Some(Some(_)), None) => State::Agrees,
        (Some(None) | None, None) => {
            State::Skipped(format!("it is not compiled: {}", made.refused.unwrap_or_default()))
        }
    }
}
