//! `builtins`, `methods` and `py_modules` against Python 3.12.

use std::collections::BTreeMap;

use pulsec::runtime;
use pulsec::tables::builtins::{self, BuiltinKind, BuiltinRow};
use pulsec::tables::library_types;
use pulsec::tables::methods::{self, MethodRow, MethodType};
use pulsec::tables::py_modules::{self, PyStatus};
use pulsec::tables::signature::{self, ParamKind};
use serde_json::Value;

use super::{assert_same, assert_sorted, list, record, recorded_again, text};
use crate::tools;

const SCRIPT: &str = "tests/python/tables.py";
const RECORD: &str = "tests/python/tables.json";

/// Added by the module `site` for the interactive interpreter; refused, and not in the record.
const SITE: [&str; 3] = ["exit", "help", "quit"];

/// The kind of a builtin, and its signature where CPython gives one.
fn shown(row: &BuiltinRow, theirs: Option<&Value>) -> String {
    let known = theirs.is_none_or(|theirs| !theirs["signature"].is_null());
    let shown = if known { signature::display(row.signature) } else { "?".to_owned() };
    match row.kind {
        BuiltinKind::Function => format!("function {shown}"),
        BuiltinKind::Class => format!("class {shown}"),
        BuiltinKind::Exception { parent } => format!("exception of {parent}"),
        BuiltinKind::ExceptionAlias { of } => format!("alias of {of}"),
        BuiltinKind::Constant => "constant".to_owned(),
    }
}

#[test]
fn every_builtin_has_a_row_with_pythons_signature() {
    let record = record(RECORD);
    let theirs = record["builtins"].as_object().expect("an object");
    let rows = builtins::BUILTINS.iter().chain(builtins::EXCEPTIONS);
    let ours: BTreeMap<String, String> = rows
        .filter(|row| !SITE.contains(&row.name))
        .map(|row| (row.name.to_owned(), shown(row, theirs.get(row.name))))
        .collect();
    let expected: BTreeMap<String, String> = theirs
        .iter()
        .map(|(name, row)| {
            let shown = match text(&row["kind"]).as_str() {
                "alias" => format!("alias of {}", text(&row["of"])),
                "exception" => format!("exception of {}", text(&row["parent"])),
                "constant" => "constant".to_owned(),
                kind => format!("{kind} {}", row["signature"].as_str().unwrap_or("?")),
            };
            (name.clone(), shown)
        })
        .collect();
    assert_same("builtins", &ours, &expected);
    assert_sorted("builtins", builtins::BUILTINS.iter().map(|row| row.name));
    assert_sorted("exceptions", builtins::EXCEPTIONS.iter().map(|row| row.name));
    for row in builtins::BUILTINS.iter().chain(builtins::EXCEPTIONS) {
        assert_eq!(builtins::builtin(row.name), Some(row));
    }
}

#[test]
fn refused_builtins_are_those_of_the_language_page() {
    let refused: Vec<&str> =
        builtins::BUILTINS.iter().filter(|row| row.refused.is_some()).map(|row| row.name).collect();
    let expected = [
        "__import__",
        "breakpoint",
        "compile",
        "complex",
        "dir",
        "eval",
        "exec",
        "exit",
        "globals",
        "help",
        "input",
        "locals",
        "memoryview",
        "open",
        "quit",
        "vars",
    ];
    assert_eq!(refused, expected);
}

#[test]
fn exceptions_derive_as_in_python() {
    assert!(builtins::is_exception_subclass("KeyError", "LookupError"));
    assert!(builtins::is_exception_subclass("KeyError", "BaseException"));
    assert!(builtins::is_exception_subclass("IOError", "OSError"));
    assert!(!builtins::is_exception_subclass("KeyError", "ValueError"));
    assert!(!builtins::is_exception_subclass("KeyboardInterrupt", "Exception"));
    assert!(!builtins::is_exception_subclass("len", "Exception"));
}

#[test]
fn every_method_has_a_row_with_pythons_signature() {
    let record = record(RECORD);
    let types = record["methods"].as_object().expect("an object");
    assert_eq!(types.len(), MethodType::ALL.len());
    for ty in MethodType::ALL {
        let theirs = types[ty.name()].as_object().expect("an object");
        let rows = methods::of_type(ty);
        let ours = rows
            .map(|row| {
                let known =
                    theirs.get(row.name).is_none_or(|theirs| !theirs["signature"].is_null());
                let shown = if known { signature::display(row.signature) } else { "?".to_owned() };
                (row.name.to_owned(), format!("{:?} {shown}", row.kind))
            })
            .collect();
        let expected = theirs
            .iter()
            .map(|(name, row)| {
                let shown = row["signature"].as_str().unwrap_or("?");
                (name.clone(), format!("{} {shown}", text(&row["kind"])))
            })
            .collect();
        assert_same(ty.name(), &ours, &expected);
        assert_eq!(MethodType::from_name(ty.name()), Some(ty));
    }
    let is_sorted = |rows: &[MethodRow]| rows.is_sorted_by_key(|row| (row.ty, row.name));
    assert!(methods::LISTS.into_iter().all(is_sorted));
    assert!(methods::method(MethodType::Str, "split").is_some());
    assert!(methods::method(MethodType::Frozenset, "add").is_none());
    assert_eq!(methods::named("index").count(), 6);
}

#[test]
fn signatures_written_by_hand_are_shown() {
    let shown = |name| builtins::builtin(name).map(|row| signature::display(row.signature));
    assert_eq!(shown("zip").as_deref(), Some("(*iterables, strict=False)"));
    assert_eq!(shown("getattr").as_deref(), Some("(object, name, default=..., /)"));
    assert_eq!(shown("max").as_deref(), Some("(*args, key=None, default=...)"));
    assert_eq!(shown("dict").as_deref(), Some("(iterable=..., /, **kwargs)"));
    assert_eq!(shown("int").as_deref(), Some("(x=0, /, base=...)"));
    let pop = methods::method(MethodType::Dict, "pop").map(|row| signature::display(row.signature));
    assert_eq!(pop.as_deref(), Some("(key, default=..., /)"));
}

#[test]
fn every_name_of_the_known_modules_has_a_row() {
    let record = record(RECORD);
    let theirs = record["modules"].as_object().expect("an object");
    assert_sorted("modules", py_modules::MODULES.iter().map(|module| module.name));
    for module in py_modules::MODULES {
        let ours: Vec<&str> = module.members.iter().map(|row| row.0).collect();
        assert_sorted(module.name, ours.iter().copied());
        // Not of the standard library: it has all of `typing`, and more.
        if module.name == "typing_extensions" {
            let typing = list(&theirs["typing"]).into_iter();
            let missing: Vec<&str> = typing.filter(|name| !ours.contains(name)).collect();
            assert!(missing.is_empty(), "{missing:?}");
            continue;
        }
        assert_eq!(ours, list(&theirs[module.name]), "{}", module.name);
    }
    assert_eq!(py_modules::MODULES.len(), theirs.len() + 1);
    assert_eq!(py_modules::STDLIB, list(&record["stdlib"]));
    assert_sorted("server modules", py_modules::SERVER_MODULES.iter().map(|row| row.0));
    assert_sorted("modules from source", py_modules::FROM_SOURCE.iter().copied());
    let of_library = |name: &&str| py_modules::is_stdlib(name);
    assert!(py_modules::FROM_SOURCE.iter().all(of_library));
}

#[test]
fn modules_are_found() {
    let sleep = py_modules::py_module("time").and_then(|module| module.member("sleep"));
    assert!(matches!(sleep, Some(PyStatus::Refused(_))));
    let typing = py_modules::py_module("typing").expect("a module");
    assert_eq!(typing.member("Any"), Some(&PyStatus::Typing));
    assert_eq!(typing.member("cast"), Some(&PyStatus::Planned));
    assert!(py_modules::server_module("os.path").is_some());
    assert_eq!(py_modules::server_module("chunk"), Some(py_modules::NOT_COMPILED));
    assert_eq!(py_modules::server_module("math"), None);
    assert_eq!(py_modules::server_module("pulse"), None);
    assert!(py_modules::is_stdlib("xml.dom") && !py_modules::is_stdlib("numpy"));
    for (name, _) in py_modules::SERVER_MODULES {
        assert!(py_modules::is_stdlib(name) && py_modules::py_module(name).is_none(), "{name}");
    }
}

#[test]
fn python_still_says_what_is_recorded() {
    let Some(python) = tools::python_3_12() else { return };
    let (record, now) = (record(RECORD), recorded_again(python, SCRIPT));
    for part in ["builtins", "methods", "modules", "stdlib"] {
        assert_eq!(now[part], record[part], "{part}: record again and bring the tables along");
    }
}

/// What a class of a module has itself, and the attributes and methods of its objects, are those of CPython.
#[test]
fn classes_of_modules_have_their_members() {
    let Some(python) = tools::python_3_12() else { return };
    let classes: Vec<&str> = library_types::TYPES.iter().map(|row| row.name).collect();
    let names = tools::run(python, &["-c", MEMBERS], &serde_json::to_string(&classes).unwrap());
    let names: serde_json::Value = serde_json::from_str(&names).expect("JSON");
    for row in library_types::TYPES {
        let statics: Vec<&str> = py_modules::statics_of(row.name).collect();
        assert!(statics.is_sorted(), "{statics:?}");
        for name in &statics {
            let status = py_modules::static_member(row.name, name).expect("a row");
            let PyStatus::Compiled(compiled) = status else { continue };
            assert_eq!(compiled.name, format!("{}.{name}", row.name));
            assert_eq!(py_modules::library(compiled.name), Some(compiled));
            assert!(compiled.library.is_some_and(|it| runtime::exists(it.helper)), "{name}");
        }
        let inherited = row.base.map(|base| py_modules::statics_of(base.name).collect::<Vec<_>>());
        let mut ours: Vec<&str> = row.names().into_iter().chain(statics).collect();
        ours.extend(inherited.unwrap_or_default());
        ours.sort_unstable();
        ours.dedup();
        assert_eq!(ours, list(&names[row.name]), "{}", row.name);
    }
}

const MEMBERS: &str = "
import datetime, hashlib, json, struct, sys, time, zoneinfo
found = {}
for name in json.load(sys.stdin):
    module, _, member = name.partition('.')
    scope = {'datetime': datetime, 'time': time, 'zoneinfo': zoneinfo, 'struct': struct, 'sys': sys}
    named = {'HASH': hashlib.sha256(), 'float_info': sys.float_info, 'version_info': sys.version_info, 'IsoCalendarDate': datetime.date.today().isocalendar()}
    cls = type(named[member]) if member in named else getattr(scope[module], member)
    inherited = dir(tuple) + ['n_fields', 'n_sequence_fields', 'n_unnamed_fields']
    found[name] = sorted(x for x in dir(cls) if not x.startswith('_') and x not in inherited)
print(json.dumps(found))
";

/// A row of a compiled name says its own name, has a helper that the runtime knows, and one more when a
/// call by keyword goes beside `*args`.
#[test]
fn compiled_names_of_modules_have_their_helpers() {
    let mut compiled = 0;
    for module in py_modules::MODULES {
        for (name, status) in module.members {
            let PyStatus::Compiled(row) = status else { continue };
            compiled += 1;
            assert_eq!(row.name, format!("{}.{name}", module.name));
            assert_eq!(py_modules::library(row.name), Some(row));
            let library = row.library.expect("a helper");
            let is_global = library.helper.starts_with("Math.")
                || ["Infinity", "NaN"].contains(&library.helper);
            let is_path = row.kind == BuiltinKind::Constant && is_global;
            assert!(is_path || runtime::exists(library.helper), "{}", row.name);
            let is = |kind| row.signature.iter().any(|param| param.kind == kind);
            let takes_both = is(ParamKind::Args) && is(ParamKind::Keyword);
            // Or a class that takes what is given by name as one object.
            let by_name = row.kind == BuiltinKind::Class && row.signature.len() > 5;
            assert_eq!(library.with.is_some(), takes_both || by_name, "{}", row.name);
            assert!(library.with.is_none_or(runtime::exists), "{}", row.name);
        }
    }
    assert!(compiled > 150, "{compiled}");
}
