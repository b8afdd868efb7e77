//! Every way to bind a name with every kind of target does what CPython does: `tests/bindings.py` makes
//! the product and records it, the compiled functions run in the embedded engine.
//!
//! What CPython refuses is refused. What it runs is compiled, or refused as listed here.

use std::collections::BTreeMap;
use std::path::PathBuf;

use pulsec::base::LineIndex;
use pulsec::diag::Severity;
use pulsec::driver::{Config, Output};
use pulsec::engine::Engine;
use pulsec::host::MemoryHost;
use pulsec::runtime;
use serde::Deserialize;

use crate::{loading, tools};

/// Functions in one module, and compiled at once.
const IN_A_MODULE: usize = 25;
const AT_ONCE: usize = 75;

/// What CPython runs and the compiler may refuse, by form and code: a variable that holds an int and then a
/// list, used as an index; keywords to a lambda.
const REFUSED: &[(&str, &str)] = &[
    ("assignment captured", "PSC405"),
    ("chain", "PSC405"),
    ("chain captured", "PSC405"),
    ("chain of a call", "PSC405"),
    ("chain with itself whole", "PSC405"),
    ("lambda keywords", "PSC402"),
    ("with twice", "PSC405"),
];

#[derive(Deserialize)]
struct Case {
    form: String,
    target: String,
    module: String,
    function: String,
    expected: Option<String>,
}

/// Gives what each function gives and prints, after the imports of the modules.
const DRIVER: &str = r#"
import { str } from "./driver-runtime.js";
export async function run() {
  const all = [];
  for (const [module, id] of cases) {
    const text = [];
    console.log = (...values) => text.push(values.map(String).join(" ") + "\n");
    try {
      text.push(await module["case_" + id]((x) => x), "\n");
    } catch (error) {
      text.push(`! ${error?.name}: ${error instanceof Error ? str(error) : String(error)}\n`);
    }
    all.push(text.join(""));
  }
  return all;
}
"#;

#[test]
fn every_form_binds_every_target_as_cpython_does() {
    let Some(python) = tools::python_3_12() else { return };
    let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/bindings.py");
    let recorded = tools::run(python, &["-W", "ignore", &script.to_string_lossy()], "");
    let mut lines = recorded.lines();
    let prelude: String = serde_json::from_str(lines.next().unwrap()).unwrap();
    let cases: Vec<Case> = lines.map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(cases.len() > 5000, "only {} cases", cases.len());
    let mut batches: Vec<Vec<Vec<usize>>> = vec![Vec::new()];
    let (apart, together): (Vec<usize>, Vec<usize>) =
        (0..cases.len()).partition(|&at| !cases[at].module.is_empty());
    let together = together.chunks(IN_A_MODULE).map(<[usize]>::to_vec);
    for module in together.chain(apart.into_iter().map(|at| vec![at])) {
        match batches.last_mut() {
            Some(batch) if batch.iter().map(Vec::len).sum::<usize>() < AT_ONCE => {
                batch.push(module)
            }
            Some(_) | None => batches.push(vec![module]),
        }
    }
    let mut tally = Tally::new(&cases, &prelude);
    batches.into_iter().for_each(|batch| tally.batch(batch));
    tally.report();
}

struct Tally<'c> {
    cases: &'c [Case],
    prelude: &'c str,
    same: usize,
    wrong: Vec<String>,
    /// Form and code of what CPython runs, with the targets.
    refused: BTreeMap<(String, String), Vec<String>>,
}

impl<'c> Tally<'c> {
    fn new(cases: &'c [Case], prelude: &'c str) -> Tally<'c> {
        Tally { cases, prelude, same: 0, wrong: Vec::new(), refused: BTreeMap::new() }
    }

    /// The text of a module, and the case of each line.
    fn text(&self, ids: &[usize]) -> (String, Vec<Option<usize>>) {
        let mut text = self.prelude.to_owned();
        let mut lines = vec![None; text.matches('\n').count()];
        for &id in ids {
            let case = &self.cases[id];
            let function = case.function.replace("def case(", &format!("def case_{id}("));
            let piece = format!("{}{function}\n\n", case.module);
            lines.extend(vec![Some(id); piece.matches('\n').count()]);
            text += &piece;
        }
        (text, lines)
    }

    /// Compiles modules of cases, those that are refused taken out until all is well.
    fn batch(&mut self, mut modules: Vec<Vec<usize>>) {
        let output = loop {
            modules.retain(|ids| !ids.is_empty());
            let texts: Vec<_> = modules.iter().map(|ids| self.text(ids)).collect();
            let host = texts.iter().enumerate().fold(MemoryHost::new(), |host, (at, (text, _))| {
                host.with(format!("m{at}.py"), text.clone())
            });
            let (output, faults) = loading::compile_with_faults(&host, &Config::default());
            let refused = refused(&output, &texts);
            for (id, code) in &refused {
                self.refused(*id, code);
            }
            modules.iter_mut().for_each(|ids| ids.retain(|id| !refused.contains_key(id)));
            if !refused.is_empty() {
                continue;
            }
            if faults.is_empty() {
                break output;
            }
            self.faulty(&mut modules, &faults);
        };
        self.run(loading::modules(&output), &modules);
    }

    /// Finds the cases that keep their modules from being loaded, and takes them out.
    fn faulty(&mut self, modules: &mut [Vec<usize>], faults: &BTreeMap<String, String>) {
        for (at, ids) in modules.iter_mut().enumerate() {
            if !faults.contains_key(&format!("m{at}.js")) {
                continue;
            }
            ids.retain(|&id| {
                let host = MemoryHost::new().with("m.py", self.text(&[id]).0);
                let (_, faults) = loading::compile_with_faults(&host, &Config::default());
                let fault = faults.into_values().next();
                let is_sound = fault.is_none();
                self.wrong.extend(fault.map(|fault| self.cases[id].shown(&fault)));
                is_sound
            });
        }
    }

    fn refused(&mut self, id: usize, code: &str) {
        let case = &self.cases[id];
        match case.expected {
            Some(_) => {
                let key = (case.form.clone(), code.to_owned());
                self.refused.entry(key).or_default().push(case.target.clone());
            }
            None => self.same += 1,
        }
    }

    fn run(&mut self, mut files: BTreeMap<String, String>, modules: &[Vec<usize>]) {
        let (mut imports, mut rows) = (String::new(), String::new());
        for (at, ids) in modules.iter().enumerate() {
            imports += &format!("import * as m{at} from \"./m{at}.js\";\n");
            rows.extend(ids.iter().map(|id| format!("[m{at}, {id}], ")));
        }
        let driver = format!("{imports}{DRIVER}const cases = [{rows}];\n");
        files.insert("driver.js".into(), driver);
        files.insert("driver-runtime.js".into(), runtime::bundle(&["str"]));
        let run = Engine::new(files).call("driver.js", "run", "[]");
        let text = run.result.unwrap_or_else(|error| panic!("{error}"));
        let found: Vec<String> = serde_json::from_str(&text).unwrap();
        for (&id, found) in std::iter::zip(modules.iter().flatten(), found) {
            let case = &self.cases[id];
            match &case.expected {
                Some(expected) if *expected == found => self.same += 1,
                Some(expected) => {
                    let outcome = format!("CPython   {expected}compiled  {found}");
                    self.wrong.push(case.shown(&outcome));
                }
                None => self.wrong.push(case.shown("CPython refuses it\n")),
            }
        }
    }

    fn report(self) {
        let refused: usize = self.refused.values().map(Vec::len).sum();
        println!("{} the same, {refused} refused, {} wrong", self.same, self.wrong.len());
        let shown = self.wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(self.wrong.is_empty(), "{} are wrong\n{shown}", self.wrong.len());
        let mut refused = self.refused;
        refused.retain(|(form, code), _| !REFUSED.contains(&(form, code)));
        assert!(refused.is_empty(), "{refused:#?}");
    }
}

impl Case {
    fn shown(&self, outcome: &str) -> String {
        format!("{} of {}\n{}{}{outcome}", self.form, self.target, self.module, self.function)
    }
}

/// The cases with an error, with its code.
fn refused(output: &Output, texts: &[(String, Vec<Option<usize>>)]) -> BTreeMap<usize, String> {
    let mut refused = BTreeMap::new();
    for found in output.diagnostics.iter().filter(|found| found.severity == Severity::Error) {
        let source = found.span.and_then(|span| output.sources.get(span.file));
        let (Some(span), Some(source)) = (found.span, source) else { panic!("{found:?}") };
        let at: usize = source.shown()[1..].trim_end_matches(".py").parse().unwrap();
        let line = LineIndex::new(&source.text).line(span.start) as usize;
        let id = texts[at].1[line].unwrap_or_else(|| panic!("{found:?}"));
        refused.entry(id).or_insert_with(|| found.code.id.to_owned());
    }
    refused
}
