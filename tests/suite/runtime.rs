//! The runtime against CPython: every line of `fixtures/runtime/*.expected` is a JavaScript expression
//! over the helpers and what Python 3.12 says to it (`tests/record_runtime.py` wrote it down).

use crate::tools;
use pulsec::engine::{Engine, Limits};
use pulsec::runtime::{FILES, bundle, exists, for_spread, helper_for_builtin, names};
use pulsec::tables::builtins::{BUILTINS, EXCEPTIONS};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The JavaScript twin of what `record_runtime.py` defines for the expressions.
const PRELUDE: &str = r#"
const after = (x, change) => tuple(change(x), x);
const throwError = raise;
const catchError = (run, types) => {
  try {
    return run();
  } catch (e) {
    if (matches(e, types)) return repr(caught(e));
    throw e;
  }
};
class Point {
  constructor(x) { this.x = x; }
  __eq__(other) { return other instanceof Point && eq(this.x, other.x); }
  __hash__() { return this.x; }
  __lt__(other) { return lt(this.x, other.x); }
  __add__(other) { return other instanceof Point ? new Point(add(this.x, other.x)) : NotImplemented; }
  __radd__(other) { return new Point(add(other, this.x)); }
  __neg__() { return new Point(neg(this.x)); }
  __len__() { return this.x; }
  __getitem__(i) { if (ge(i, this.x)) throw new IndexError(i); return mul(i, 10); }
  __repr__() { return `P${str(this.x)}`; }
  __str__() { return `point ${str(this.x)}`; }
  __format__(spec) { return `<${spec}>`; }
}
const said = (run) => {
  try {
    return repr(run());
  } catch (e) {
    return `${exceptionClass(e).name}: ${str(e)}`;
  }
};
const show = (text) => console.log(text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n"));
"#;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/runtime")
}

fn expected_files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "expected")).collect();
    found.sort();
    found
}

#[test]
fn helpers_say_what_python_says() {
    let all = names();
    let mut wrong = String::new();
    let mut lines = 0;
    for path in expected_files() {
        let text = std::fs::read_to_string(&path).unwrap();
        let rows: Vec<_> = text.lines().map(|line| line.rsplit_once(" => ").unwrap()).collect();
        let mut entry = format!("import {{ {} }} from './rt.js';\n{PRELUDE}", all.join(", "));
        for (js, _) in &rows {
            let _ = writeln!(entry, "show(said(() => {}));", js.replace("throw(", "throwError("));
        }
        let modules = [("rt.js".to_owned(), bundle(&all)), ("main.js".to_owned(), entry)];
        let run = Engine::new(modules).run("main.js");
        assert_eq!(run.result, Ok(()), "{}", path.display());
        let printed: Vec<_> = run.printed.lines().collect();
        assert_eq!(printed.len(), rows.len(), "{}", path.display());
        for ((js, expected), said) in rows.iter().zip(printed) {
            let same = match expected.strip_suffix('*') {
                Some(prefix) => said.starts_with(prefix),
                None => said == *expected,
            };
            if !same {
                let _ = write!(wrong, "\n{js}\n  Python: {expected}\n  ours:   {said}\n");
            }
        }
        lines += rows.len();
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(lines > 500, "only {lines} lines were compared");
}

/// A key that comes from outside is stored by `store`, which knows `__proto__`.
#[test]
fn keys_from_outside_are_stored_in_one_place() {
    for file in FILES.iter().filter(|file| file.name != "store") {
        for line in file.source.lines() {
            let bare = ["[key] = ", "[k] = ", "[name] = "].iter().any(|store| line.contains(store));
            // A list of numbers, and names of our own.
            let is_known = line.starts_with("/**")
                || line.contains("const [")
                || line.contains("names.forEach((name, at) => (e[name] = args[at]))")
                || line.contains("state[k] = ")
                || line.contains("for (const name of [");
            assert!(!bare || is_known, "{}.js: {line}", file.name);
        }
    }
}

/// What is spread into a call of these helpers is handed to another one as one iterable.
#[test]
fn helpers_of_many_arguments_have_one_that_takes_an_iterable() {
    let taken = [
        "call",
        "dictFields",
        "make",
        "method",
        "map",
        "functoolsPartial",
        "random",
        "contextlib",
        "datetime",
        "operator",
    ];
    for file in FILES {
        for line in file.source.lines() {
            let Some((name, rest)) =
                line.strip_prefix("export function ").and_then(|line| line.split_once('(')).filter(
                    |(_, rest)| rest.split(')').next().is_some_and(|list| list.contains("...")),
                )
            else {
                continue;
            };
            let before = rest.split("...").next().unwrap().matches(',').count();
            let is_few = taken.iter().any(|prefix| name.starts_with(prefix));
            // Mappings, `assert` messages and pools of a product: nobody has thousands.
            let is_small =
                rest.contains("mappings") || rest.contains("...parts") || name.contains("Product");
            match for_spread(name) {
                Some((one, count)) => assert!(exists(one) && count == before, "{name}"),
                None => assert!(
                    is_few
                        || is_small
                        || ["assertionFailed", "osError"].contains(&name)
                        || name.ends_with("Marked"),
                    "{}.js: {name}",
                    file.name
                ),
            }
        }
    }
}

/// The records are what Python 3.12 says.
#[test]
fn the_records_are_up_to_date() {
    let Some(python) = tools::python_3_12() else { return };
    let before: Vec<_> = expected_files().iter().map(|path| std::fs::read(path).unwrap()).collect();
    let copy = tempfile::tempdir().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::create_dir_all(copy.path().join("tests")).unwrap();
    std::fs::create_dir_all(copy.path().join("fixtures/runtime")).unwrap();
    let script = copy.path().join("tests/record_runtime.py");
    std::fs::copy(root.join("tests/record_runtime.py"), &script).unwrap();
    for path in expected_files() {
        let source = path.with_extension("txt");
        let to = copy.path().join("fixtures/runtime").join(source.file_name().unwrap());
        std::fs::copy(source, to).unwrap();
    }
    assert!(Command::new(python).arg(&script).status().unwrap().success());
    for (path, before) in expected_files().iter().zip(before) {
        let now = copy.path().join("fixtures/runtime").join(path.file_name().unwrap());
        assert!(std::fs::read(now).unwrap() == before, "{} is out of date", path.display());
    }
}

/// A helper that uses another one without importing it works in a bundle of all, and fails here.
#[test]
fn each_expression_runs_with_the_helpers_it_names() {
    let all = names();
    let named = |text: &str| -> Vec<&'static str> {
        let words: BTreeSet<_> = text.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        all.iter().copied().filter(|name| words.contains(name)).collect()
    };
    let mut modules: BTreeMap<String, String> = BTreeMap::new();
    let mut main = String::new();
    for path in expected_files() {
        let text = std::fs::read_to_string(&path).unwrap();
        for (js, _) in text.lines().map(|line| line.rsplit_once(" => ").unwrap()) {
            let needed = named(js);
            let runtime = format!("{}.js", needed.join("-"));
            if js.contains("after(") || js.contains("catch") {
                continue;
            }
            modules.entry(runtime.clone()).or_insert_with(|| bundle(&needed));
            let entry = format!(
                "import {{ {} }} from './{runtime}';
                class Point {{ constructor(x) {{ this.x = x; }} }}
                try {{ {js}; }} catch (e) {{
                    if (e instanceof ReferenceError) console.log(e.message, {js:?});
                }}",
                needed.join(", ")
            );
            let name = format!("line{}.js", main.len());
            let _ = writeln!(main, "import './{name}';");
            modules.insert(name, entry);
        }
    }
    assert!(modules.len() > 500, "{}", modules.len());
    let engine = Engine::new(modules.into_iter().chain([("main.js".to_owned(), main)]));
    let limits = Limits { time: Duration::from_secs(600), memory: 1 << 30, ..Limits::default() };
    let run = engine.with_limits(limits).run("main.js");
    assert_eq!((run.result, run.printed.as_str()), (Ok(()), ""));
}

/// What the compiler does itself, or has no use for at run time.
const NOT_HELPERS: [&str; 9] = [
    "BaseExceptionGroup",
    "Ellipsis",
    "ExceptionGroup",
    "classmethod",
    "object",
    "property",
    "staticmethod",
    "super",
    "type",
];

#[test]
fn every_builtin_has_its_helper() {
    let rows = BUILTINS.iter().chain(EXCEPTIONS);
    let missing: Vec<_> = rows
        .filter(|row| row.refused.is_none() && !NOT_HELPERS.contains(&row.name))
        .filter(|row| helper_for_builtin(row.name).is_none())
        .map(|row| row.name)
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_helper_loads_alone() {
    for name in names() {
        assert!(exists(name));
        let entry = format!(
            "import {{ {name} }} from './rt.js'; if ({name} === undefined) throw new Error('empty');"
        );
        let modules = [("rt.js".to_owned(), bundle(&[name])), ("main.js".to_owned(), entry)];
        let run = Engine::new(modules).run("main.js");
        assert!(run.result.is_ok(), "{name}: {:?}", run.result);
    }
}

#[test]
fn files_of_the_folder_are_the_rows() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/runtime/js");
    let mut found: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .map(|name| name.trim_end_matches(".js").to_owned())
        .collect();
    found.sort();
    let mut rows: Vec<_> = FILES.iter().map(|file| file.name.to_owned()).collect();
    rows.sort();
    assert_eq!(found, rows);
}

#[test]
fn print_waits_for_the_end_of_the_line() {
    let entry = "import { print, printWith } from './rt.js';
        print('a', 1, null, [true]);
        printWith(' ', '', 'no newline,');
        printWith('-', '!\\n', 1, 2);
        print();
        printWith(null, null, 'two\\nlines');";
    let rt = bundle(&["print", "printWith"]);
    let modules = [("rt.js".to_owned(), rt), ("main.js".to_owned(), entry.to_owned())];
    let run = Engine::new(modules).run("main.js");
    assert_eq!(run.result, Ok(()));
    assert_eq!(run.printed, "a 1 None [True]\nno newline,1-2!\n\ntwo\nlines\n");
}
