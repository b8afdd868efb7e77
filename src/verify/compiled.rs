//! The compiled side: calls as functions below the text of their file, as `pulsec run` makes them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::python::{Case, Kind, Ran};
use crate::base::LineIndex;
use crate::diag::Severity;
use crate::driver::{Config, Output};
use crate::engine::Limits;
use crate::host::Host;
use crate::run;

/// What came of some calls.
pub struct Made {
    /// By call; none for one that the compiler refuses.
    pub ran: Vec<Option<Ran>>,
    /// Why the first one is refused, of those that are.
    pub refused: Option<String>,
    /// Why the call behind the last of `ran` was ended.
    pub stopped: Option<String>,
}

/// A file, of which functions are called.
pub struct File<'a> {
    pub host: &'a dyn Host,
    pub config: &'a Config,
    pub path: &'a Path,
    pub text: &'a str,
    pub limits: Limits,
    /// No more than this is kept of what a call prints.
    pub most_printed: usize,
}

impl File<'_> {
    /// Compiles the calls and makes them.
    pub fn run(&self, cases: &[Case]) -> Result<Made, String> {
        let mut refused: BTreeSet<usize> = BTreeSet::new();
        let mut reason = None;
        loop {
            let kept: Vec<usize> = (0..cases.len()).filter(|at| !refused.contains(at)).collect();
            let (added, lines) = written(cases, &kept);
            let names: Vec<String> = kept.iter().map(|at| name(*at)).collect();
            let output = run::compile_with(
                self.host,
                self.config,
                self.path,
                self.text,
                &added,
                names.clone(),
            );
            let before = refused.len();
            if let Some(found) = self.wrong(&output, &kept, &lines, &mut refused) {
                reason.get_or_insert(found);
            }
            if refused.len() > before {
                continue;
            }
            let first = output.diagnostics.iter().find(|it| it.severity == Severity::Error);
            if let Some(found) = first {
                return Err(found.message.clone());
            }
            return Ok(self.called(&output, cases.len(), &kept, &names, reason));
        }
    }

    fn called(
        &self,
        output: &Output,
        count: usize,
        kept: &[usize],
        names: &[String],
        refused: Option<String>,
    ) -> Made {
        let module = output.entries.first().map(|entry| entry.module.clone()).unwrap_or_default();
        let (done, stopped) = match names.is_empty() {
            true => (Vec::new(), None),
            false => run::run_all(output, &module, names, self.limits, self.most_printed),
        };
        let end = match &stopped {
            Some(_) => kept.get(done.len()).copied().unwrap_or(count),
            None => count,
        };
        let mut ran: Vec<Option<Ran>> = (0..end).map(|_| None).collect();
        for (at, one) in std::iter::zip(kept, done) {
            if let Some(slot) = ran.get_mut(*at) {
                *slot = Some(Ran { result: one.result, printed: one.printed });
            }
        }
        Made { ran, refused, stopped }
    }

    /// Notes the calls that the compiler refuses; what it says of the first.
    fn wrong(
        &self,
        output: &Output,
        kept: &[usize],
        lines: &[usize],
        refused: &mut BTreeSet<usize>,
    ) -> Option<String> {
        let id = output.sources.find(&self.config.shown(self.path))?;
        let index = LineIndex::new(output.sources.text(id));
        // The added text begins behind two empty lines.
        let first = LineIndex::new(self.text).line_count() + 2;
        let mut reason = None;
        for found in output.diagnostics.iter().filter(|it| it.severity == Severity::Error) {
            let Some(span) = found.span.filter(|span| span.file == id) else { continue };
            let Some(line) = (index.line(span.start) as usize).checked_sub(first) else { continue };
            let at = lines.partition_point(|start| *start <= line).saturating_sub(1);
            if let Some(case) = kept.get(at) {
                refused.insert(*case);
                reason.get_or_insert_with(|| found.message.clone());
            }
        }
        reason
    }

    /// What the functions need that CPython or the engine has not, by function.
    pub fn lacks(&self, names: &[String]) -> Vec<(String, Option<String>)> {
        let output =
            run::compile_with(self.host, self.config, self.path, self.text, "", names.to_vec());
        let lack = |name: &String| {
            let entry = output.entries.iter().find(|entry| entry.name == *name)?;
            run::foreign(&entry.needs, &output)
        };
        names.iter().map(|name| (name.clone(), lack(name))).collect()
    }
}

fn name(at: usize) -> String {
    format!("pulsec_case_{at}__")
}

/// The functions that make the calls, and the line each one starts at.
fn written(cases: &[Case], kept: &[usize]) -> (String, Vec<usize>) {
    let mut text = String::new();
    let mut lines = Vec::new();
    for at in kept {
        let Some(case) = cases.get(*at) else { continue };
        lines.push(text.matches('\n').count());
        let call = &case.text;
        let (keyword, value) = match case.kind {
            Kind::Plain => ("def", call.clone()),
            Kind::Async => ("async def", format!("await {call}")),
            Kind::Generator => ("def", format!("[*{call}]")),
            Kind::AsyncGen => ("async def", format!("[item async for item in {call}]")),
        };
        let before: String = case.before.lines().map(|line| format!("    {line}\n")).collect();
        // The file may have a `repr` of its own.
        let body = format!("    pulsec_value__ = {value}\n    return f\"{{pulsec_value__!r}}\"\n");
        text.push_str(&format!("{keyword} {}():\n{before}{body}\n\n", name(*at)));
    }
    (text, lines)
}

/// The text of a file, as it is compiled.
pub fn text(host: &dyn Host, path: &Path) -> Option<String> {
    String::from_utf8(host.read(path).ok()?).ok()
}

/// Where a module of the manifest is.
pub fn place(config: &Config, source: &str) -> PathBuf {
    config.absolute(&config.root.join(source))
}
