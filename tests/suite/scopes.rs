//! The scope analysis against CPython: over the standard library, each `def` and `class` has the
//! scopes that `symtable` gives it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use pulsec::base::{FileId, LineIndex};
use pulsec::diag::Sink;
use pulsec::resolve::scope::{Lookup, Scope, ScopeId, ScopeKind, Scopes};
use pulsec::syntax::ast::StmtKind;
use pulsec::{outline, syntax};
use serde::Deserialize;

use crate::tools;

/// Kind and line, locals, names of outer scopes, global names.
type Expected = (String, BTreeSet<String>, BTreeSet<String>, BTreeSet<String>);

#[derive(Deserialize)]
struct Answer {
    path: PathBuf,
    /// First line, last line, scopes.
    statements: Vec<(u32, u32, Vec<Expected>)>,
}

/// Files in which `symtable` itself, not the scopes, makes the difference.
const EXCEPTIONS: [(&str, &str); 5] = [
    ("poplib.py", "it takes a function named `top` for the module"),
    ("test_scope.py", "the same"),
    ("test_named_expressions.py", "a walrus is listed in its generator expression, too"),
    ("test_traceback.py", "names that are not in normal form, which the parser refuses"),
    ("test_unicode_identifiers.py", "the same"),
];

#[test]
fn standard_library_has_the_scopes_that_cpython_gives_it() {
    let Some(python) = tools::newest_python() else { return };
    let code = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    let stdlib = tools::run(&python, &["-c", code], "");
    let mut files = Vec::new();
    tools::python_files(Path::new(stdlib.trim()), &mut files);
    let list: String = files.iter().map(|file| format!("{}\n", file.display())).collect();
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/suite/scopes.py");
    let answers = tools::run(&python, &["-X", "utf8", script], &list);
    let (mut statements, mut differences) = (0, Vec::new());
    for line in answers.lines() {
        let answer: Answer = serde_json::from_str(line).expect("one JSON object per line");
        if EXCEPTIONS.iter().any(|(name, _)| answer.path.ends_with(name)) {
            continue;
        }
        let source = std::fs::read_to_string(&answer.path).expect("Python could read it");
        let ours = of_file(&source);
        for (first, last, expected) in &answer.statements {
            let Some(found) = ours.get(&(*first, *last)) else { continue };
            statements += 1;
            for difference in difference(found, expected) {
                differences.push(format!("{}: {difference}", answer.path.display()));
            }
        }
    }
    eprintln!("{statements} statements, {} differences", differences.len());
    assert!(statements > 5_000, "only {statements} statements were compared");
    let shown = differences.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
    assert!(differences.is_empty(), "{} differences:\n{shown}", differences.len());
}

/// One scope of ours, comprehensions merged into it as CPython does.
#[derive(Default, Debug)]
struct Found {
    kind: String,
    local: BTreeSet<String>,
    outer: BTreeSet<String>,
    global: BTreeSet<String>,
    /// The names of merged comprehensions: CPython keeps one meaning of several.
    merged: BTreeSet<String>,
}

impl Found {
    fn is(&self, expected: &Expected) -> bool {
        let same = |ours: &BTreeSet<String>, theirs: &BTreeSet<String>| {
            let is_compared = |name: &&String| {
                let is_plain =
                    !name.contains("__") || (name.starts_with("__") && name.ends_with("__"));
                is_plain && *name != "__class__" && !self.merged.contains(*name)
            };
            ours.iter().filter(is_compared).eq(theirs.iter().filter(is_compared))
        };
        let (kind, local, outer, global) = expected;
        self.kind == *kind
            && same(&self.local, local)
            && same(&self.outer, outer)
            && same(&self.global, global)
    }
}

fn difference(found: &[Found], expected: &[Expected]) -> Vec<String> {
    let mut ours: Vec<&Found> = found.iter().collect();
    let mut lines = Vec::new();
    for theirs in expected {
        match ours.iter().position(|it| it.is(theirs)) {
            Some(at) => drop(ours.remove(at)),
            None => lines.push(format!("CPython has {theirs:?}")),
        }
    }
    lines.extend(ours.iter().map(|it| format!("ours is {it:?}")));
    lines
}

/// The scopes of each `def` and `class`, by first and last line.
fn of_file(source: &str) -> BTreeMap<(u32, u32), Vec<Found>> {
    let lines = LineIndex::new(source);
    let mut all = BTreeMap::new();
    for chunk in outline::scan(FileId(0), source).chunks {
        let mut sink = Sink::new();
        for stmt in &syntax::parse_chunk(source, chunk.span, &mut Sink::new()) {
            let scopes = match &stmt.kind {
                StmtKind::Function(def) => Scopes::of_function(def, &mut sink),
                StmtKind::Class(def) => Scopes::of_class(def, &mut sink),
                _ => continue,
            };
            let key = (lines.line(chunk.span.start) + 1, lines.line(chunk.span.end) + 1);
            all.insert(key, found(&lines, &scopes));
        }
        assert!(sink.is_empty(), "{:?}", sink.as_slice());
    }
    all
}

fn found(lines: &LineIndex, scopes: &Scopes) -> Vec<Found> {
    let mut all: BTreeMap<ScopeId, Found> = BTreeMap::new();
    for scope in scopes.iter() {
        let into = all.entry(host(scopes, scope.id)).or_default();
        let line = lines.line(scope.span.start) + 1;
        let names = scope.locals.iter().map(|local| local.name.to_string());
        match scope.kind {
            ScopeKind::Module => {}
            ScopeKind::Function => into.kind = format!("def {line}"),
            ScopeKind::Lambda => into.kind = format!("lambda {line}"),
            ScopeKind::Class => into.kind = format!("class {line}"),
            ScopeKind::Generator => into.kind = "genexpr".to_owned(),
            ScopeKind::Comprehension => into.merged.extend(names.clone()),
        }
        into.local.extend(names);
        into.global.extend(scope.globals.iter().map(|name| name.name.to_string()));
        into.outer.extend(scope.nonlocals.iter().map(|name| name.name.to_string()));
    }
    for used in scopes.uses() {
        let from = host(scopes, used.scope);
        match used.target {
            Lookup::Global => {
                all.entry(from).or_default().global.insert(used.name.to_string());
            }
            // CPython lists a variable in every scope between its binding and its use.
            Lookup::Local(owner, _) => {
                let mut at = from;
                while at != host(scopes, owner) {
                    all.entry(at).or_default().outer.insert(used.name.to_string());
                    let Some(parent) = scopes.get(at).and_then(|it| it.parent) else { break };
                    at = host(scopes, parent);
                }
            }
        }
    }
    all.remove(&scopes.root());
    for found in all.values_mut().filter(|found| found.kind.starts_with("class")) {
        // A method's variable of an outer scope passes through a class that has its own.
        found.outer.retain(|name| !found.local.contains(name));
        // What the body binds only later is looked up in the module; CPython decides that when it runs.
        found.global.retain(|name| !found.local.contains(name));
    }
    all.into_values().collect()
}

/// The scope itself, or the one that a comprehension is merged into.
fn host(scopes: &Scopes, id: ScopeId) -> ScopeId {
    match scopes.get(id) {
        Some(Scope { kind: ScopeKind::Comprehension, parent: Some(parent), .. }) => {
            host(scopes, *parent)
        }
        _ => id,
    }
}
