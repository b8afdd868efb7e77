//! A help is followed literally, and then there is nothing left to say: `fixtures/helps/*.py` holds, for
//! every help that the compiler can give, a program that draws it and the same program as the help has it.
//!
//! ```text
//! # PSC405 to count, write `range(...)`      the code, and the help as the source or the table has it
//! return [n for n in 3]                      draws that finding, and no other
//! # followed
//! return [n for n in range(3)]               draws none, and answers as CPython does where it can run
//! ```
//!
//! Lines without a `def` are the body of `main`, beneath its imports; `def main` is marked; `# file: x.py`
//! begins a file. A new help without a case fails.

mod templates;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::OnceLock;

use pulsec::diag::Diagnostic;
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;
use pulsec::runtime;

use crate::{loading, tools};

/// Helps that no small program can draw: they are about files, folders and their bytes, about what a plugin
/// hands over, about sizes. Tests of the part that gives them show them.
const NOT_SHOWN: &[&str] = &[
    "export a function that the module defines",
    "give parts of it names of their own",
    "import a file of text that can be read",
    "import the name from the module that defines it",
    "let it be read, or name it in `exclude`",
    "let its file be read, or save it as UTF-8",
    "make a virtual environment beside the project (`python3 -m venv .venv`), or put `python3` on the `PATH`",
    "mark a function with `@ps.javascript`, or name the folder that holds the app",
    "move it away, or choose another folder with `--out-dir`",
    "move the data out of the Python source, or name the file in `exclude`",
    "remove the byte; inside a string write `\\0`",
    "rename one of the two modules; names that differ only in case, or in how an accent is written, collide too",
    "rename one of them",
    "save the file as UTF-8 and remove any other `coding:` comment",
    "split it into several statements, or build it in a loop",
    "this is a fault of pulsec: please report it, and write the construct another way",
    "put the inner text into a variable of its own",
    "write a loop, `any(...)` or `all(...)`",
    "write it as Python has it, or remove it",
];

struct Case {
    place: String,
    code: String,
    template: String,
    wrong: Vec<(String, String)>,
    followed: Vec<(String, String)>,
}

fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/helps");
    let mut cases = Vec::new();
    for path in tools::files(&folder, "py") {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let mut open: Option<(String, String, String, bool, [String; 2])> = None;
        for (at, line) in text.lines().enumerate() {
            if let Some(head) = line.strip_prefix("# PSC") {
                cases.extend(open.take().map(case));
                let (code, template) = head.split_once(' ').expect("a code and a help");
                let place = format!("fixtures/helps/{name}:{}", at + 1);
                let texts = Default::default();
                open = Some((place, format!("PSC{code}"), template.to_owned(), false, texts));
                continue;
            }
            let Some((.., is_followed, texts)) = &mut open else { continue };
            match line {
                "# followed" => *is_followed = true,
                line => {
                    texts[usize::from(*is_followed)] += line;
                    texts[usize::from(*is_followed)].push('\n');
                }
            }
        }
        cases.extend(open.take().map(case));
    }
    cases
}

fn case(
    (place, code, template, _, [wrong, followed]): (String, String, String, bool, [String; 2]),
) -> Case {
    Case { place, code, template, wrong: files(&wrong), followed: files(&followed) }
}

fn files(text: &str) -> Vec<(String, String)> {
    let mut files = vec![("app.py".to_owned(), String::new())];
    for line in text.trim().lines() {
        match line.strip_prefix("# file: ") {
            Some(path) => files.push((path.to_owned(), String::new())),
            None => {
                let (_, text) = files.last_mut().unwrap();
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    files.retain(|(_, text)| !text.trim().is_empty());
    for (path, text) in &mut files {
        if path == "app.py" {
            *text = whole(text);
        }
    }
    files
}

/// The text of a module of which a case leaves away what all have.
fn whole(text: &str) -> String {
    let starts = ["def ", "async def ", "@", "class "];
    let is_body = !text.lines().any(|line| starts.iter().any(|start| line.starts_with(start)));
    let mut out = String::from("import pulse as ps\n");
    if !is_body {
        let mut before = "";
        for line in text.lines() {
            let is_main = line.starts_with("def main") || line.starts_with("async def main");
            if is_main && !before.starts_with('@') {
                out += "@ps.javascript\n";
            }
            out += line;
            out.push('\n');
            before = line;
        }
        return out;
    }
    let is_import = |line: &&str| line.starts_with("import ") || line.starts_with("from ");
    let (imports, body): (Vec<&str>, Vec<&str>) = text.lines().partition(is_import);
    imports.iter().for_each(|line| out += &format!("{line}\n"));
    let keyword = if text.contains("await ") { "async def" } else { "def" };
    out += &format!("@ps.javascript\n{keyword} main():\n");
    body.iter().for_each(|line| out += &format!("    {line}\n"));
    out
}

fn host(files: &[(String, String)]) -> MemoryHost {
    files.iter().fold(MemoryHost::new(), |host, (path, text)| host.with(path, text))
}

fn shown(files: &[(String, String)]) -> String {
    files.iter().map(|(path, text)| format!("--- {path}\n{text}")).collect()
}

fn findings(all: &[Diagnostic]) -> String {
    let line = |it: &Diagnostic| {
        format!("  {} {}; {}\n", it.code.id, it.message, it.help.as_deref().unwrap_or("NO HELP"))
    };
    all.iter().map(line).collect()
}

/// The helps with a case, each with the code that gives it.
fn shown_with() -> &'static BTreeSet<(String, String)> {
    static SHOWN: OnceLock<BTreeSet<(String, String)>> = OnceLock::new();
    SHOWN.get_or_init(|| cases().into_iter().map(|case| (case.code, case.template)).collect())
}

/// Every finding that any test draws has a help, and one that a case follows.
pub fn known(found: &[Diagnostic]) {
    for found in found {
        let Some(help) = found.help.as_deref() else {
            panic!("no help: {} {}", found.code.id, found.message);
        };
        let made = || templates::all().iter().filter(|template| template.makes(help));
        assert!(made().next().is_some(), "a help that is made in no place known: {help}");
        let code = found.code.id;
        let is_shown = made().any(|it| shown_with().contains(&(code.to_owned(), it.text.clone())));
        let is_excused = made().any(|it| NOT_SHOWN.contains(&&*it.text));
        assert!(is_shown || is_excused, "no case of {code} with this help: {help}");
    }
}

#[test]
fn every_help_that_is_followed_helps() {
    let cases = cases();
    let mut wrong = Vec::new();
    let mut runs: Vec<(&Case, BTreeMap<String, String>)> = Vec::new();
    for case in &cases {
        let Some(template) = templates::all().iter().find(|it| it.text == case.template) else {
            wrong.push(format!("{}: nothing gives the help `{}`", case.place, case.template));
            continue;
        };
        let output = loading::compile(&host(&case.wrong), &loading::with_rule(&case.code));
        let found = &output.diagnostics;
        let is_right = match found.as_slice() {
            [one] => {
                one.code.id == case.code && one.help.as_deref().is_some_and(|it| template.makes(it))
            }
            _ => false,
        };
        if !is_right {
            let found = findings(found);
            wrong.push(format!(
                "{}: does not draw {} `{}`, or not alone\n{found}{}",
                case.place,
                case.code,
                case.template,
                shown(&case.wrong)
            ));
        }
        let output = loading::compile(&host(&case.followed), &loading::with_rule(&case.code));
        if !output.diagnostics.is_empty() || output.files.is_empty() {
            wrong.push(format!(
                "{}: `{}` leads into\n{}{}",
                case.place,
                case.template,
                findings(&output.diagnostics),
                shown(&case.followed)
            ));
            continue;
        }
        if can_run(case) {
            runs.push((case, loading::modules(&output)));
        }
    }
    wrong.extend(differences(&runs));
    println!("{} cases, {} of them run", cases.len(), runs.len());
    assert!(wrong.is_empty(), "{} are wrong\n{}", wrong.len(), wrong.join("\n"));
}

/// Whether the program needs nothing but Python.
fn can_run(case: &Case) -> bool {
    let [(_, text)] = case.followed.as_slice() else { return false };
    let text_without_mark = text.replace("import pulse as ps", "").replace("@ps.javascript\n", "");
    text.contains("def main():")
        && !["pulse", "ps.", "import useS", "window.", "navigator."]
            .iter()
            .any(|it| text_without_mark.contains(it))
}

/// What CPython answers, as JSON lines.
const SCRIPT: &str = r#"
import asyncio, contextlib, inspect, io, json, sys, types
pulse = types.ModuleType("pulse")
pulse.javascript = lambda f: f
sys.modules["pulse"] = pulse
for text in json.load(sys.stdin):
    out = io.StringIO()
    space = {"__name__": "app"}
    with contextlib.redirect_stdout(out):
        try:
            exec(compile(text, "app.py", "exec"), space)
            found = space["main"]()
            if inspect.iscoroutine(found):
                found = asyncio.run(found)
            print(found)
        except Exception as error:
            print(f"! {type(error).__name__}: {error}")
    print(json.dumps(out.getvalue()))
"#;

const DRIVER: &str = r#"
import { main } from "./app.js";
import { str } from "./driver-runtime.js";
export async function run() {
  const text = [];
  console.log = (...values) => text.push(values.map(String).join(" ") + "\n");
  try {
    text.push(str(await main()) + "\n");
  } catch (error) {
    text.push(`! ${error?.name}: ${error instanceof Error ? str(error) : String(error)}\n`);
  }
  return text.join("");
}
"#;

fn differences(runs: &[(&Case, BTreeMap<String, String>)]) -> Vec<String> {
    let Some(python) = tools::python_3_12() else { return Vec::new() };
    let texts: Vec<&str> = runs.iter().map(|(case, _)| &*case.followed[0].1).collect();
    let texts = serde_json::to_string(&texts).unwrap();
    let printed = tools::run(python, &["-W", "ignore", "-c", SCRIPT], &texts);
    let mut wrong = Vec::new();
    for ((case, modules), expected) in std::iter::zip(runs, printed.lines()) {
        let expected: String = serde_json::from_str(expected).unwrap();
        let mut modules = modules.clone();
        modules.insert("driver.js".into(), DRIVER.into());
        modules.insert("driver-runtime.js".into(), runtime::bundle(&["str"]));
        let run = Engine::new(modules).call("driver.js", "run", "[]");
        let found = match run.result {
            Ok(text) => serde_json::from_str(&text).unwrap(),
            Err(error) => format!("{error}\n"),
        };
        if found != expected {
            wrong.push(format!(
                "{}: CPython  {expected}compiled {found}{}",
                case.place,
                shown(&case.followed)
            ));
        }
    }
    wrong
}

#[test]
fn every_help_has_a_case() {
    let cases = cases();
    let covered: BTreeSet<&str> = cases.iter().map(|case| &*case.template).collect();
    let all = templates::all();
    assert!(all.len() > 250, "only {} helps are found", all.len());
    for excused in NOT_SHOWN {
        assert!(all.iter().any(|it| it.text == *excused), "nothing gives `{excused}` any more");
        assert!(!covered.contains(excused), "`{excused}` has a case");
    }
    let missing: Vec<String> = all
        .iter()
        .filter(|it| !covered.contains(&*it.text) && !NOT_SHOWN.contains(&&*it.text))
        .map(|it| format!("{}: {}", it.place, it.text))
        .collect();
    assert!(
        missing.is_empty(),
        "{} of {} have no case\n{}",
        missing.len(),
        all.len(),
        missing.join("\n")
    );
}
