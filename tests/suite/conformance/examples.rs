//! The examples of `pulsec explain getItem`: a case that is compiled to a call of the helper, with what CPython says to it.
//!
//! An example stays as long as it is true. `PULSEC_ACCEPT=1 cargo test --test suite conformance::examples` finds the
//! shortest case for each helper that has none.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use pulsec::runtime::{self, EXAMPLES, Example};

use super::cases::Variant;
use super::{run, small_and_large};

/// Longer ones are looked up in the documentation of Python.
const MAX_LENGTH: usize = 400;

#[test]
fn helpers_have_examples_that_call_them() {
    let found = found();
    let known = runtime::examples(EXAMPLES);
    let is_true = |name: &str, example: &Example| {
        found.get(name).is_some_and(|all| all.iter().any(|one| one == example))
    };
    if std::env::var_os("PULSEC_ACCEPT").is_some() {
        let mut text = String::new();
        for (name, all) in &found {
            let kept = known.get(name.as_str()).filter(|it| is_true(name, it));
            let shortest = || all.iter().min_by_key(|it| (length(it), it.expression.clone()));
            let Some(example) = kept.or_else(shortest) else { continue };
            let Example { definition, expression, result } = example;
            let definition =
                if definition.is_empty() { String::new() } else { format!("{definition}\n\n") };
            text.push_str(&format!("## {name}\n{definition}>>> {expression}\n{result}\n\n"));
        }
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/runtime/examples.txt");
        std::fs::write(path, text.trim_end().to_string() + "\n").expect("written");
        return;
    }
    for (name, example) in &known {
        assert!(is_true(name, example), "the example of `{name}` is none any more: {example:?}");
    }
    let missing: Vec<_> = found.keys().filter(|name| !known.contains_key(name.as_str())).collect();
    assert!(missing.is_empty(), "no example yet, PULSEC_ACCEPT=1 finds one: {missing:?}");
    // What no case calls by itself is there for other helpers, or for what no case of Python shows.
    assert!(known.len() > 600, "{}", known.len());
}

fn length(example: &Example) -> usize {
    example.definition.len() + example.expression.len() + example.result.len()
}

/// For each helper the cases in whose code it stands.
fn found() -> BTreeMap<String, Vec<Example>> {
    let (files, _) = small_and_large();
    let mut found: BTreeMap<String, Vec<Example>> = BTreeMap::new();
    for variant in [Variant::Typed, Variant::Untyped] {
        let emitted = run::emitted(&files, variant);
        for (file, code) in files.iter().zip(&emitted) {
            let (helpers, definitions) = taken_apart(code);
            let python = statements(&file.source);
            for (at, case) in file.cases.iter().enumerate() {
                let [result] = &case.expected[..] else { continue };
                let Some(result) = result.strip_prefix("= ").or(result.strip_prefix("! ")) else {
                    continue;
                };
                let expression = case.source(variant).to_string();
                let mut add = |helper: &str, definition: &str| {
                    let definition = definition.to_string();
                    let example = Example {
                        definition,
                        expression: expression.clone(),
                        result: result.trim_end().to_string(),
                    };
                    if length(&example) < MAX_LENGTH && !example.definition.contains("## ") {
                        found.entry(helper.to_string()).or_default().push(example);
                    }
                };
                let Some(code) = definitions.get(&format!("case_{at}")) else { continue };
                let words = words(code);
                helpers
                    .iter()
                    .filter(|(_, name)| words.contains(name.as_str()))
                    .for_each(|(it, _)| add(it, ""));
                for (name, text) in python.iter().filter(|(name, _)| words.contains(**name)) {
                    let Some(code) = definitions.get(*name) else { continue };
                    let inner = self::words(code);
                    helpers
                        .iter()
                        .filter(|(_, it)| inner.contains(it.as_str()))
                        .for_each(|(it, _)| add(it, text));
                }
            }
        }
    }
    found
}

/// The helpers that a module imports, each with its name there; its definitions by name.
fn taken_apart(code: &str) -> (Vec<(String, String)>, BTreeMap<String, String>) {
    let imported =
        code.split_once("\"./pulsec-runtime.js\"").and_then(|(before, _)| before.rsplit_once('{'));
    let names =
        imported.and_then(|(_, names)| names.split_once('}')).map_or("", |(names, _)| names);
    let names = names.split(',').map(str::trim).filter(|it| !it.is_empty());
    let helpers = names.map(|name| name.split_once(" as ").unwrap_or((name, name)));
    let helpers = helpers.map(|(helper, name)| (helper.to_string(), name.to_string())).collect();
    let mut definitions: BTreeMap<String, String> = BTreeMap::new();
    let mut current = String::new();
    for line in code.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let head = line.trim_start_matches("export ").trim_start_matches("async ");
            let after =
                head.split_once(' ').map_or("", |(_, after)| after).trim_start_matches("* ");
            current = after
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
                .next()
                .unwrap()
                .to_string();
        }
        definitions.entry(current.clone()).or_default().push_str(line);
    }
    (helpers, definitions)
}

/// The functions and classes of a case file.
fn statements(source: &str) -> BTreeMap<&str, &str> {
    let parts = source.split("\n\n").map(str::trim_end);
    let named = parts.filter_map(|part| {
        let line = part.lines().find(|line| !line.starts_with(['@', '#']))?;
        let rest = line
            .strip_prefix("def ")
            .or(line.strip_prefix("class "))
            .or(line.strip_prefix("async def "))?;
        Some((rest.split(['(', ':']).next()?, part))
    });
    named.collect()
}

fn words(code: &str) -> BTreeSet<&str> {
    let mut words = BTreeSet::new();
    let mut last = ' ';
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '$')
            .unwrap_or(rest.len());
        if end > 0 {
            if last != '.' {
                words.insert(&rest[..end]);
            }
            rest = &rest[end..];
            last = 'a';
        } else {
            last = c;
            rest = &rest[c.len_utf8()..];
        }
    }
    words
}
