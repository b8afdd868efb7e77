//! Products: every way to make a value times every way to use it. A Python script next to this file builds
//! the cases and runs them in CPython; here they are compiled, run, and compared.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use pulsec::base::LineIndex;
use pulsec::diag::Severity;
use pulsec::driver::Config;
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;
use pulsec::runtime;
use pulsec::tables::builtins::BUILTINS;
use pulsec::tables::methods::{self, MethodKind};
use pulsec::tables::signature::Signature;
use serde::Deserialize;
use serde_json::json;

use crate::{loading, tools};

#[derive(Deserialize)]
struct Module {
    name: String,
    /// What comes before the cases, then each of them.
    texts: Vec<String>,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    label: String,
    /// The code it must be refused with.
    refused: Option<String>,
    /// What it prints; an exception is the last line.
    expected: Vec<String>,
}

const DRIVER: &str = r#"
import * as module from "./MODULE.js";
import { str } from "./driver-runtime.js";
class Thing {
  data = 5;
  focus = 1;
  title = "a title";
  own = (...args) => ["own", ...args];
  constructor(name) {
    this.name = name;
    this.child = name === "parent" ? new Thing("child") : null;
  }
  tell(...args) {
    return [this.name, ...args];
  }
  other(...args) {
    return ["other", this.name, ...args];
  }
  rank(x) {
    return this.name ? -x : x;
  }
  get(...args) {
    return this.tell(...args);
  }
  addEventListener(...args) {
    return this.tell(...args);
  }
}
export async function run(ids, parent) {
  const all = [];
  for (const id of ids) {
    const lines = [];
    console.log = (...values) => lines.push(...values.map(String).join(" ").split("\n"));
    try {
      await module["case_" + id](parent ? new Thing("parent") : undefined);
    } catch (error) {
      lines.push(`! ${error?.name}: ${error instanceof Error ? str(error) : String(error)}`);
    }
    all.push(lines);
  }
  return all;
}
"#;

#[test]
fn known_floats_are_floats_wherever_they_are_seen() {
    compare("floats.py", 4_000);
}

#[test]
fn every_attribute_of_an_object_of_the_runtime_is_there_or_refused_by_its_name() {
    compare("attributes.py", 4_500);
}

#[test]
fn methods_that_are_taken_stay_with_their_objects() {
    compare("taken.py", 150);
}

#[test]
fn containers_that_change_while_they_are_walked() {
    compare("walked.py", 4_000);
}

#[test]
fn tuples_that_are_walked_are_tuples_wherever_they_are_seen() {
    compare("tuples.py", 2_000);
}

#[test]
fn tuples_where_annotations_say_list_stay_as_they_are() {
    compare("annotated.py", 900);
}

#[test]
fn dicts_that_are_one_of_several_displays_hold_what_their_annotation_says() {
    compare("displays.py", 8_500);
}

#[test]
fn values_of_two_types_answer_as_what_they_are() {
    compare("unions.py", 3_000);
}

#[test]
fn members_that_are_named_as_those_of_javascript() {
    compare("members.py", 1_900);
}

#[test]
fn special_methods_that_are_called_by_their_names() {
    compare("special.py", 2_000);
}

/// A module is compiled without what importers hand it, and of that two differences come
/// (`strange-callbacks` in `docs/differences.md`); all else is as in CPython.
#[test]
fn what_callbacks_of_importers_raise() {
    let Some(python) = tools::python_3_12() else { return };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/products");
    let read = |name: &str| std::fs::read_to_string(folder.join("callbacks").join(name)).unwrap();
    let script = format!(
        "import sys; sys.path[:0] = [{0:?}, {0:?} + '/callbacks']\nimport product, given\ngiven.case_0()",
        folder.display().to_string()
    );
    let expected = tools::run(python, &["-B", "-c", &script], "");
    let host =
        MemoryHost::new().with("given.py", read("given.py")).with("walks.py", read("walks.py"));
    let output = loading::compile(&host, &Config::default());
    assert!(output.diagnostics.is_empty(), "{:?}", output.diagnostics);
    let mut files: BTreeMap<String, String> = output
        .files
        .into_iter()
        .map(|file| (file.path.display().to_string(), file.contents))
        .collect();
    files.insert("driver.js".into(), DRIVER.replace("MODULE", "given"));
    files.insert("driver-runtime.js".into(), runtime::bundle(&["str"]));
    let run = Engine::new(files).call("driver.js", "run", "[[0], false]");
    let answers: Vec<Vec<String>> = serde_json::from_str(&run.result.unwrap()).expect("JSON");
    let lines: Vec<&str> = expected.lines().collect();
    assert!(lines.len() > 20 && lines.len() == answers[0].len(), "{answers:?}");
    for (line, answer) in lines.iter().zip(&answers[0]) {
        let documented = match *line {
            "handled KeyError 'k'" => "handled RuntimeError No active exception to reraise".into(),
            line => line.replace("RuntimeError generator raised StopIteration", "StopIteration 3"),
        };
        assert_eq!(*answer, documented);
    }
}

#[test]
fn every_builtin_and_method_takes_a_great_many_items() {
    let Some(node) = tools::node() else { return };
    let row = |owner: &str, name: &str, signature: Signature| {
        let params = signature.iter().map(|param| json!({ "kind": format!("{:?}", param.kind) }));
        json!({ "owner": owner, "name": name, "params": params.collect::<Vec<_>>() })
    };
    let builtins = BUILTINS.iter().filter(|row| row.refused.is_none());
    let builtins = builtins.map(|it| row("", it.name, it.signature));
    let methods = methods::all().filter(|row| row.kind != MethodKind::Attribute);
    let methods = methods.map(|it| row(it.ty.name(), it.name, it.signature));
    let rows: Vec<_> = builtins.chain(methods).collect();
    let rows = serde_json::Value::Array(rows).to_string();
    compare_given("sizes.py", &rows, Some(&node), 250);
}

/// Compares all cases of a script, of which there are at least so many.
fn compare(script: &str, at_least: usize) {
    compare_given(script, "", None, at_least);
}

/// The same with what the script reads, run by Node if it is given: its engine is a fast one.
fn compare_given(script: &str, given: &str, node: Option<&Path>, at_least: usize) {
    let Some(modules) = modules(script, given) else { return };
    let count: usize = modules.iter().map(|module| module.cases.len()).sum();
    assert!(count >= at_least, "{count} cases");
    let wrong: Vec<String> = modules.iter().flat_map(|module| differences(module, node)).collect();
    assert!(wrong.is_empty(), "{} of {count} differ\n{}", wrong.len(), wrong.join("\n"));
}

fn modules(script: &str, given: &str) -> Option<Vec<Module>> {
    let python = tools::python_3_12()?;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/products");
    let script = folder.join(script).display().to_string();
    let said = tools::run(python, &[&script], given);
    Some(serde_json::from_str(&said).expect("JSON"))
}

/// What is refused or answers otherwise than it should.
fn differences(module: &Module, node: Option<&Path>) -> Vec<String> {
    let mut refused: Vec<Option<(String, String)>> = module.cases.iter().map(|_| None).collect();
    let files = loop {
        let host = MemoryHost::new().with(format!("{}.py", module.name), text(module, &refused));
        let output = loading::compile(&host, &Config::default());
        let mut is_clean = true;
        // Places are those of the text as it was compiled.
        let before = refused.clone();
        for found in output.diagnostics.iter().filter(|found| found.severity == Severity::Error) {
            let span = found.span.expect("a place");
            let source = &output.sources.get(span.file).expect("a source").text;
            let line = LineIndex::new(source).line(span.start) as usize;
            let at = case_on(module, &before, line).unwrap_or_else(|| panic!("{}", found.message));
            refused[at] = Some((found.code.id.to_string(), found.message.clone()));
            is_clean = false;
        }
        if is_clean {
            break output.files;
        }
    };
    let mut all: BTreeMap<String, String> =
        files.into_iter().map(|file| (file.path.display().to_string(), file.contents)).collect();
    all.insert("driver.js".into(), DRIVER.replace("MODULE", &module.name));
    all.insert("driver-runtime.js".into(), runtime::bundle(&["str"]));
    let kept: Vec<usize> = (0..refused.len()).filter(|at| refused[*at].is_none()).collect();
    let arguments = serde_json::to_string(&(&kept, module.name == "taken")).unwrap();
    let answers = match node {
        Some(node) => run_in_node(node, &all, &arguments),
        None => {
            let run = Engine::new(all).call("driver.js", "run", &arguments);
            run.result.unwrap_or_else(|error| panic!("{error}\n{}", error.stack))
        }
    };
    let answers: Vec<Vec<String>> = serde_json::from_str(&answers).expect("JSON");
    let mut answers = answers.into_iter();
    let outcomes = module.cases.iter().zip(refused);
    outcomes
        .filter_map(|(case, refused)| match (refused, &case.refused) {
            (Some((code, message)), None) => Some(format!("{}\n  {code}: {message}", case.label)),
            (Some((code, message)), Some(wanted)) if wanted == "may" => {
                let is_named = matches!(code.as_str(), "PSC404" | "PSC405");
                (!is_named).then(|| format!("{}\n  {code}: {message}", case.label))
            }
            (Some((code, message)), Some(wanted)) if code != *wanted => {
                Some(format!("{}\n  {code} for {wanted}: {message}", case.label))
            }
            (Some(_), Some(_)) => None,
            (None, wanted) => {
                let lines = answers.next().expect("an answer");
                match wanted.as_deref() {
                    Some("may")
                        if lines.iter().any(|line| line.starts_with("! NotImplementedError")) =>
                    {
                        None
                    }
                    None | Some("may") if lines == case.expected => None,
                    None | Some("may") => Some(format!(
                        "{}\n  CPython  {:?}\n  compiled {lines:?}",
                        case.label, case.expected
                    )),
                    Some(wanted) => {
                        Some(format!("{}\n  not refused ({wanted}): {lines:?}", case.label))
                    }
                }
            }
        })
        .collect()
}

fn run_in_node(node: &Path, files: &BTreeMap<String, String>, arguments: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    files.iter().for_each(|(name, text)| write(name, text));
    write("package.json", "{\"type\": \"module\"}");
    let main = format!(
        "import {{ run }} from './driver.js';\nconst log = console.log;\nlog(JSON.stringify(await run(...{arguments})));\n"
    );
    write("main.js", &main);
    let run = Command::new(node).arg("main.js").current_dir(folder.path()).output().expect("node");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("UTF-8")
}

fn text(module: &Module, refused: &[Option<(String, String)>]) -> String {
    let (prelude, cases) = module.texts.split_first().expect("a prelude");
    let kept = cases.iter().zip(refused).filter(|(_, refused)| refused.is_none());
    std::iter::once(prelude).chain(kept.map(|(text, _)| text)).cloned().collect()
}

/// The case on a line of the text.
fn case_on(module: &Module, refused: &[Option<(String, String)>], line: usize) -> Option<usize> {
    let lines = |text: &str| text.matches('\n').count();
    let mut end = lines(module.texts.first()?);
    if line < end {
        return None;
    }
    (0..refused.len()).filter(|at| refused[*at].is_none()).find(|at| {
        end += lines(&module.texts[at + 1]);
        line < end
    })
}
