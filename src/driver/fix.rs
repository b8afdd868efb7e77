//! Mechanical repairs: what `pulsec check --fix` writes and `--diff` shows.
//!
//! ```text
//! compile → the sure fixes of the findings → texts with them → compile → … until there are none
//! ```
//!
//! A fix that is a guess (`did you mean …`) is for people and editors; it is made only where that is asked for.
//! Two fixes that touch each other are made one after the other, with a compilation between them. A
//! round after which there are more errors than before is taken back: whatever the reason, it did not
//! help. Nothing is written before the last round; then each file is written whole, and only where it
//! still has the text that was read.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::FileId;
use crate::diag::{Diagnostic, Fix, Severity};
use crate::driver::{Config, Output, compile};
use crate::host::{Host, Overlay};

/// More rounds than any file needs that a person wrote.
const MAX_ROUNDS: u32 = 100;

/// What repairing gave.
#[derive(Debug)]
pub struct Repaired {
    /// What is left to say about the repaired texts.
    pub output: Output,
    /// By path.
    pub changes: Vec<Change>,
    /// How many findings were repaired.
    pub count: usize,
}

/// A file that is repaired.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Change {
    pub path: PathBuf,
    /// As it was read.
    pub before: Arc<str>,
    pub after: String,
}

/// Which fixes are made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fixes {
    /// Those that mean what was meant, for certain.
    Sure,
    /// Guesses too: `did you mean ...`.
    All,
}

/// Compiles and repairs, in memory.
pub fn repair(host: &dyn Host, config: &Config, fixes: Fixes) -> Repaired {
    let mut config = config.clone();
    let mut texts: BTreeMap<PathBuf, String> = BTreeMap::new();
    let mut before: BTreeMap<PathBuf, Arc<str>> = BTreeMap::new();
    let mut output = compile(host, &config);
    let mut count = 0;
    for _ in 0..MAX_ROUNDS {
        let fixed = one_round(host, &config, &output, fixes);
        if fixed.is_empty() {
            break;
        }
        let mut next = texts.clone();
        let mut next_config = config.clone();
        let mut repaired = 0;
        for (path, (text, findings)) in fixed {
            repaired += findings;
            if let Some(stdin) = next_config.stdin.as_mut() {
                stdin.bytes = text.clone().into_bytes();
            }
            if let Some(source) = output.sources.find(&path).and_then(|id| output.sources.get(id)) {
                before.entry(path.clone()).or_insert_with(|| source.text.clone());
            }
            next.insert(config.absolute(&path), text);
        }
        let patched = Overlay::new(host, config.cwd.clone(), next.clone());
        let checked = compile(&patched, &next_config);
        if errors(&checked) > errors(&output) {
            break;
        }
        (texts, config, output, count) = (next, next_config, checked, count + repaired);
    }
    let changes = before.into_iter().filter_map(|(path, before)| {
        let after = texts.remove(&config.absolute(&path))?;
        (after != *before).then_some(Change { path, before, after })
    });
    Repaired { changes: changes.collect(), output, count }
}

impl Change {
    /// Writes the file, unless somebody else has changed it since it was read.
    pub fn write(&self, host: &dyn Host) -> io::Result<()> {
        if host.read(&self.path)? != self.before.as_bytes() {
            return Err(io::Error::other("it has changed since it was read, and is left alone"));
        }
        host.rewrite(&self.path, self.after.as_bytes())
    }

    /// A unified diff. `path` is as the user knows the file.
    pub fn diff(&self, path: &str) -> String {
        let diff = similar::TextDiff::from_lines(&*self.before, self.after.as_str());
        diff.unified_diff().context_radius(3).header(path, path).to_string()
    }
}

fn errors(output: &Output) -> usize {
    output.diagnostics.iter().filter(|found| found.severity == Severity::Error).count()
}

/// The files with a round of fixes made: the new text, and how many findings that repairs.
fn one_round(
    host: &dyn Host,
    config: &Config,
    output: &Output,
    fixes: Fixes,
) -> BTreeMap<PathBuf, (String, usize)> {
    let mut by_file: BTreeMap<FileId, Vec<&Fix>> = BTreeMap::new();
    let is_made = |found: &&Diagnostic| {
        found.fix.as_ref().is_some_and(|fix| fix.is_sure || fixes == Fixes::All)
    };
    for found in output.diagnostics.iter().filter(is_made) {
        if let Some(fix) = &found.fix {
            by_file.entry(fix.span.file).or_default().push(fix);
        }
    }
    let mut fixed = BTreeMap::new();
    for (file, fixes) in by_file {
        let Some(source) = output.sources.get(file) else { continue };
        if !is_asked(host, config, &source.path) {
            continue;
        }
        let (text, count) = apply(&source.text, fixes);
        if count > 0 {
            fixed.insert(source.path.clone(), (text, count));
        }
    }
    fixed
}

/// Whether the file is among those the user named, and of the project.
fn is_asked(host: &dyn Host, config: &Config, path: &Path) -> bool {
    if let Some(stdin) = &config.stdin {
        return config.shown(&stdin.path) == path;
    }
    let file = config.absolute(path);
    let mut folders = host.site_packages().into_iter().chain(host.standard_library());
    let is_packaged = folders.any(|dir| file.starts_with(config.absolute(&dir)));
    !is_packaged && config.paths.iter().any(|asked| file.starts_with(config.absolute(asked)))
}

/// The text with as many of the fixes as do not touch each other, and how many findings that is:
/// several may have one and the same fix.
pub(super) fn apply(text: &str, mut fixes: Vec<&Fix>) -> (String, usize) {
    fixes.sort_by(|a, b| (a.span, &a.replacement).cmp(&(b.span, &b.replacement)));
    let mut out = String::with_capacity(text.len());
    let (mut at, mut count) = (0, 0);
    let mut last: Option<&Fix> = None;
    for fix in fixes {
        if last.is_some_and(|last| last.span == fix.span && last.replacement == fix.replacement) {
            count += 1;
            continue;
        }
        let (start, end) = (fix.span.start as usize, fix.span.end as usize);
        let touches = last.is_some_and(|last| start <= last.span.end as usize);
        let between = text.get(at..start).filter(|_| text.get(start..end).is_some() && !touches);
        let Some(between) = between else { continue };
        out += between;
        out += &with_line_ends_of(text, &fix.replacement);
        (at, last, count) = (end, Some(fix), count + 1);
    }
    out += text.get(at..).unwrap_or("");
    (out, count)
}

/// The replacement with the line ends of the file.
pub fn with_line_ends_of(text: &str, replacement: &str) -> String {
    let is_crlf =
        text.find('\n').is_some_and(|at| text.get(..at).is_some_and(|t| t.ends_with('\r')));
    if is_crlf {
        replacement.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        replacement.into()
    }
}

#[cfg(test)]
#[path = "fix_tests.rs"]
mod tests;
