//! The tables against what they describe: records of pulse-framework and of Python 3.12, in both
//! directions, and (where they are installed) the things themselves against the records.

mod effects;
mod javascript;
mod modules;
mod pulse;
mod python;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// The record beside a script of `tests/`.
fn record(script: &str) -> Value {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(script))
        .expect("the record is there");
    serde_json::from_str(&text).expect("the record is JSON")
}

/// What the script prints now, with this Python.
fn recorded_again(python: &Path, script: &str) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join(script);
    let output = Command::new(python).arg(script).output().expect("Python starts");
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{message}");
    serde_json::from_slice(&output.stdout).expect("the script prints JSON")
}

/// The keys and values of an object as texts.
fn texts(value: &Value) -> BTreeMap<String, String> {
    let object = value.as_object().expect("an object");
    object.iter().map(|(key, value)| (key.clone(), text(value))).collect()
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn list(value: &Value) -> Vec<&str> {
    value.as_array().expect("an array").iter().map(|item| item.as_str().expect("a text")).collect()
}

/// Fails with the rows that differ, both ways.
#[track_caller]
fn assert_same(what: &str, ours: &BTreeMap<String, String>, theirs: &BTreeMap<String, String>) {
    let mut differences = Vec::new();
    for key in ours.keys().chain(theirs.keys().filter(|key| !ours.contains_key(*key))) {
        let (ours, theirs) = (ours.get(key), theirs.get(key));
        if ours != theirs {
            differences.push(format!("{key}: table {ours:?}, record {theirs:?}"));
        }
    }
    assert!(differences.is_empty(), "{what}:\n{}", differences.join("\n"));
}

/// The order binary search needs; also finds a name that stands twice.
#[track_caller]
fn assert_sorted<'a>(what: &str, names: impl IntoIterator<Item = &'a str>) {
    let names: Vec<&str> = names.into_iter().collect();
    assert!(!names.is_empty(), "{what} is empty");
    for pair in names.windows(2) {
        assert!(pair[0] < pair[1], "{what}: {:?} before {:?}", pair[0], pair[1]);
    }
}
