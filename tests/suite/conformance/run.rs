//! Compiles case files and runs them in the embedded engine.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use pulsec::base::LineIndex;
use pulsec::diag::Severity;
use pulsec::driver::Config;
use pulsec::engine::Engine;
use pulsec::host::OsHost;
use pulsec::runtime;

use super::cases::{CaseFile, Variant};

use crate::loading;

/// What became of one case.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The code of the first diagnostic on it.
    Refused(String),
    /// In the form of the records.
    Ran(Vec<String>),
}

/// Calls each case, and tells what it prints and gives in the form of the records.
const DRIVER: &str = r#"
import "./es2022.js";
import * as module from "./MODULE";
import { str } from "./driver-runtime.js";
const line = (text) => text.replaceAll("\n", "⏎");
export async function run(ids) {
  const all = [];
  for (const id of ids) {
    const lines = [];
    const log = (...values) => lines.push(...values.map(String).join(" ").split("\n").map((text) => "| " + text));
    console.log = log;
    try {
      lines.push("= " + line(await module["case_" + id]((x) => x)));
    } catch (error) {
      lines.push(`! ${error?.name}: ${line(error instanceof Error ? str(error) : String(error))}`);
    }
    all.push(lines);
  }
  return all;
}
"#;

/// Makes an engine one of the lowest target.
const ES2022: &str = include_str!("es2022.js");

/// Where the emitted JavaScript runs.
#[derive(Clone, Copy)]
pub enum Place<'p> {
    Embedded,
    Node(&'p Path),
}

/// The outcomes of each file's cases, in order.
pub fn all(files: &[CaseFile], variant: Variant, place: Place) -> Vec<Vec<Outcome>> {
    with_library(&loading::installed(), files, variant, place)
}

/// The same beside the standard library of some Python.
pub fn with_library(
    installed: &OsHost,
    files: &[CaseFile],
    variant: Variant,
    place: Place,
) -> Vec<Vec<Outcome>> {
    // In Node what was proved is asked again.
    let asserts_proofs = matches!(place, Place::Node(_));
    let (works, files) = compiled(installed, files, variant, asserts_proofs);
    match place {
        Place::Embedded => {
            works.iter().enumerate().map(|(at, work)| work.run(at, &files)).collect()
        }
        Place::Node(node) => run_in_node(node, &works, &files),
    }
}

/// The module that becomes of each file.
pub fn emitted(files: &[CaseFile], variant: Variant) -> Vec<String> {
    let (works, made) = compiled(&loading::installed(), files, variant, false);
    (0..works.len()).map(|at| made.get(&format!("m{at}.js")).cloned().unwrap_or_default()).collect()
}

/// The files without what is refused, and what is written of them.
fn compiled<'c>(
    installed: &OsHost,
    files: &'c [CaseFile],
    variant: Variant,
    asserts_proofs: bool,
) -> (Vec<Work<'c>>, BTreeMap<String, String>) {
    let mut works: Vec<Work> = files.iter().map(|file| Work::new(file, variant)).collect();
    // Nothing is emitted for a module with an error, so what is refused is taken out until all is well.
    for round in 0.. {
        assert!(round < 30, "the compiler finds new errors again and again");
        let texts = works.iter().enumerate().map(|(at, work)| (module(at), work.text()));
        let (host, config) = loading::project(installed, texts);
        let output = loading::compile(&host, &Config { asserts_proofs, ..config });
        assert!(output.failures.is_empty(), "{:?}", output.failures);
        let errors = output.diagnostics.iter().filter(|found| found.severity == Severity::Error);
        // Places are those of the texts as they were compiled, so all are found before any is cut.
        let mut refused = Vec::new();
        for found in errors {
            let source = found.span.and_then(|span| output.sources.get(span.file));
            let (Some(span), Some(source)) = (found.span, source) else { panic!("{found:?}") };
            let line = LineIndex::new(&source.text).line(span.start) as usize;
            let shown = source.shown();
            let at = (0..works.len()).find(|at| module(*at) == shown);
            let at = at.unwrap_or_else(|| panic!("{shown}: {}", found.message));
            let piece = works[at].piece(line);
            let piece = piece.unwrap_or_else(|| panic!("{}: {found:?}", works[at].file.name));
            refused.push((at, piece, found.code.id));
        }
        let is_clean = refused.is_empty();
        for (at, piece, code) in refused {
            match piece {
                Piece::Case(case) => drop(works[at].refused.insert(case, code.to_string())),
                Piece::Statement(statement) => works[at].refuse_statement(statement, code),
            }
        }
        if is_clean {
            let files = output
                .files
                .into_iter()
                .map(|file| (file.path.to_string_lossy().replace('\\', "/"), file.contents));
            return (works, files.collect());
        }
    }
    unreachable!()
}

/// All files in one process.
fn run_in_node(node: &Path, works: &[Work], files: &BTreeMap<String, String>) -> Vec<Vec<Outcome>> {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    files.iter().for_each(|(name, text)| write(name, text));
    write("package.json", "{\"type\": \"module\"}");
    write("es2022.js", ES2022);
    write("driver-runtime.js", &runtime::bundle(&["str"]));
    let mut main = String::from("const log = console.log;\nconst all = [];\n");
    for (at, work) in works.iter().enumerate() {
        write(&format!("driver{at}.js"), &DRIVER.replace("MODULE", &format!("m{at}.js")));
        let ids = work.kept();
        let line = format!("all.push(await (await import('./driver{at}.js')).run({ids:?}));\n");
        main.push_str(&line);
    }
    main.push_str(
        "if (globalThis.failedProofs) throw new Error(String(globalThis.failedProofs));\n",
    );
    main.push_str("log(JSON.stringify(all));\n");
    write("main.js", &main);
    let run = Command::new(node).arg("main.js").current_dir(folder.path()).output().expect("node");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
    let ran: Vec<Vec<Vec<String>>> = serde_json::from_slice(&run.stdout).expect("JSON");
    works.iter().zip(ran).map(|(work, ran)| work.outcomes(ran)).collect()
}

fn module(at: usize) -> String {
    format!("m{at}.py")
}

/// One file on its way.
struct Work<'c> {
    file: &'c CaseFile,
    variant: Variant,
    /// The statements of the module at the left margin, each with whether it is kept.
    statements: Vec<(String, Option<String>)>,
    refused: BTreeMap<usize, String>,
}

impl<'c> Work<'c> {
    fn new(file: &'c CaseFile, variant: Variant) -> Work<'c> {
        let mut statements: Vec<(String, Option<String>)> = Vec::new();
        for line in file.source.split_inclusive('\n') {
            let continues = line.starts_with([' ', '\n']) || line.starts_with(')');
            match statements.last_mut() {
                Some((last, _)) if continues => last.push_str(line),
                Some(_) | None => statements.push((line.to_string(), None)),
            }
        }
        Work { file, variant, statements, refused: BTreeMap::new() }
    }

    /// The pieces of the module with what each one is.
    fn pieces(&self) -> Vec<(String, Option<Piece>)> {
        let mut pieces = vec![("import pulse as ps\n".to_string(), None)];
        for (at, (text, refused)) in self.statements.iter().enumerate() {
            if refused.is_none() {
                pieces.push((text.clone(), Some(Piece::Statement(at))));
            }
        }
        for (at, case) in self.file.cases.iter().enumerate() {
            if self.refused.contains_key(&at) {
                continue;
            }
            let source = case.source(self.variant);
            let keyword = if has_word(source, "await") { "async def" } else { "def" };
            let text = format!(
                "\n@ps.javascript\n{keyword} case_{at}(any_):\n    return repr({source})\n"
            );
            pieces.push((text, Some(Piece::Case(at))));
        }
        pieces
    }

    fn text(&self) -> String {
        self.pieces().into_iter().map(|(text, _)| text).collect()
    }

    /// What stands on a line.
    fn piece(&self, line: usize) -> Option<Piece> {
        let mut end = 0;
        let mut pieces = self.pieces().into_iter();
        pieces.find_map(|(text, piece)| {
            end += text.matches('\n').count();
            if line < end { Some(piece) } else { None }
        })?
    }

    /// Takes out a statement and whatever needs it.
    fn refuse_statement(&mut self, at: usize, code: &str) {
        let (text, refused) = &mut self.statements[at];
        if refused.replace(code.to_string()).is_some() {
            return;
        }
        let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
        let name = words.find(|word| !["def", "async", ""].contains(word)).unwrap_or_default();
        let name = name.to_string();
        for (case, row) in self.file.cases.iter().enumerate() {
            if has_word(row.source(self.variant), &name) {
                self.refused.entry(case).or_insert_with(|| code.to_string());
            }
        }
        for user in 0..self.statements.len() {
            if has_word(&self.statements[user].0, &name) {
                self.refuse_statement(user, code);
            }
        }
    }

    fn run(&self, at: usize, files: &BTreeMap<String, String>) -> Vec<Outcome> {
        let module = format!("m{at}.js");
        let ids = self.kept();
        let mut modules = files.clone();
        modules.insert("driver.js".into(), DRIVER.replace("MODULE", &module));
        modules.insert("es2022.js".into(), ES2022.to_string());
        modules.insert("driver-runtime.js".into(), runtime::bundle(&["str"]));
        let arguments = serde_json::to_string(&[&ids]).unwrap();
        let run = Engine::new(modules).call("driver.js", "run", &arguments);
        let text = run.result.unwrap_or_else(|error| {
            panic!("{}: {error}\n{}\n{}", self.file.name, error.stack, files[&module])
        });
        self.outcomes(serde_json::from_str(&text).unwrap())
    }

    /// The cases that are compiled.
    fn kept(&self) -> Vec<usize> {
        (0..self.file.cases.len()).filter(|at| !self.refused.contains_key(at)).collect()
    }

    fn outcomes(&self, ran: Vec<Vec<String>>) -> Vec<Outcome> {
        let ids = self.kept();
        let mut ran = ids.iter().zip(ran).collect::<BTreeMap<_, _>>();
        let outcome = |at: usize| match self.refused.get(&at) {
            Some(code) => Outcome::Refused(code.clone()),
            None => Outcome::Ran(ran.remove(&at).unwrap()),
        };
        (0..self.file.cases.len()).map(outcome).collect()
    }
}

#[derive(Clone, Copy)]
enum Piece {
    Statement(usize),
    Case(usize),
}

fn has_word(text: &str, word: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|found| found == word)
}
