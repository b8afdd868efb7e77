//! From an [`Output`] to files: first everything is checked, then everything is written.
//!
//! [`plan`] touches nothing. It compares the output with what stands in the output folder and refuses
//! the whole build when one file may not be written: two modules with one path (PSC004), or a file
//! there that no earlier build made (PSC005). [`Plan::apply`] then writes what changed. The manifest
//! on disk lists, at every moment, every file of ours that may exist: it is widened before the first
//! new file is written and narrowed after the last old one is removed, so that a build that was cut
//! off (killed, full disk, lost power) leaves nothing the next one would take for somebody else's.
//!
//! That the manifest is on the disk before what it lists is waited for; for the other files it is not
//! (some 6 ms a file, against 0.1): what lost power makes of one the next build sees, since it compares
//! all of them.
//!
//! Between the two nobody else may write. So [`write`] holds the output folder (`Host::hold`): of two
//! builds into one folder the second finds all that the first did, and plans anew. Who holds the
//! folder may also sweep away the temporary files of those that were killed.

use std::collections::BTreeSet;
use std::io;
use std::path::{Component, Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::normal_form;
use crate::diag::{Code, Diagnostic};
use crate::driver::config::slashed;
use crate::driver::{Config, MANIFEST_FILE, Manifest, Output, OutputFile};
use crate::host::Host;

/// The changes a build makes to the output folder.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Plan {
    out_dir: PathBuf,
    /// New or changed files, relative to the output folder.
    pub writes: Vec<(PathBuf, String)>,
    /// Files of the build before that this one no longer makes.
    pub removals: Vec<PathBuf>,
    pub unchanged: usize,
    /// How many of the files are new.
    new: usize,
    /// Where files of ours may be, relative to the output folder.
    folders: BTreeSet<PathBuf>,
    /// The manifest to write before the files, where the one on disk does not list them all.
    before: Option<String>,
    /// The manifest to write after them, where it differs from the one then on disk.
    after: Option<String>,
}

/// What a build did to the output folder; the manifest is not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// New or changed.
    pub written: usize,
    pub new: usize,
    pub removed: usize,
    pub unchanged: usize,
}

/// A file that could not be written or removed. What was done before it stays done.
#[derive(Debug)]
pub struct WriteError {
    pub path: PathBuf,
    pub error: io::Error,
}

/// Why an output was not written.
#[derive(Debug)]
pub enum Unwritten {
    /// Nothing was touched, for these reasons.
    Refused(Vec<Diagnostic>),
    Failed(WriteError),
}

/// Writes an output into its folder while nobody else does; what was planned, and what was done.
pub fn write(
    host: &dyn Host,
    config: &Config,
    output: &Output,
    stands: impl Fn(&OutputFile) -> bool,
) -> Result<(Plan, Written), Unwritten> {
    let out_dir = config.shown(&config.out_dir);
    if !host.is_dir(&out_dir) {
        // A folder is made only for a build that will be written.
        plan_with(host, config, output, &stands).map_err(Unwritten::Refused)?;
    }
    let failed = |error| Unwritten::Failed(WriteError { path: out_dir.clone(), error });
    let _held = host.hold(&out_dir).map_err(failed)?;
    let plan = plan_with(host, config, output, stands).map_err(Unwritten::Refused)?;
    for dir in &plan.folders {
        host.sweep(&plan.out_dir.join(dir));
    }
    let done = plan.apply(host).map_err(Unwritten::Failed)?;
    Ok((plan, done))
}

/// What must be written and removed, or why nothing may be.
pub fn plan(host: &dyn Host, config: &Config, output: &Output) -> Result<Plan, Vec<Diagnostic>> {
    plan_with(host, config, output, |_| false)
}

/// The same for somebody who knows of some files that they stand there as they are.
fn plan_with(
    host: &dyn Host,
    config: &Config,
    output: &Output,
    stands: impl Fn(&OutputFile) -> bool,
) -> Result<Plan, Vec<Diagnostic>> {
    let out_dir = config.shown(&config.out_dir);
    let mut refused = collisions(config, output);
    if output.files.is_empty() && !output.has_errors() {
        refused.push(nothing_to_compile(config, output));
    }
    let old = old_manifest(host, &out_dir).unwrap_or_else(|found| {
        refused.push(*found);
        None
    });
    let ours = old.as_ref().map(|(manifest, _)| owned(manifest)).unwrap_or_default();
    let mut plan = Plan { out_dir, ..Plan::default() };
    if let Some(file) = plan.out_dir.ancestors().find(|dir| host.is_file(dir)) {
        refused.push(foreign(file, "the output folder is a file"));
        return Err(refused);
    }
    for file in &output.files {
        let standing = match stands(file) {
            true => Standing::Same,
            false => standing(host, &plan.out_dir, file),
        };
        match standing {
            Standing::Same => plan.unchanged += 1,
            Standing::Absent => {
                plan.new += 1;
                plan.writes.push((file.path.clone(), file.contents.clone()));
            }
            Standing::Differs if ours.contains(&file.path) => {
                plan.writes.push((file.path.clone(), file.contents.clone()));
            }
            Standing::Differs => {
                let message = "the file was not made by pulsec and would be overwritten";
                refused.push(foreign(&plan.out_dir.join(&file.path), message));
            }
            Standing::Blocked(place, what) => refused.push(foreign(&place, what)),
        }
    }
    if !refused.is_empty() {
        return Err(refused);
    }
    let all = output
        .files
        .iter()
        .map(|file| file.path.as_path())
        .chain(ours.iter().map(PathBuf::as_path));
    plan.folders = all.filter_map(|path| Some(path.parent()?.to_path_buf())).collect();
    plan.folders.insert(PathBuf::new());
    plan.folders.retain(|dir| link_above(host, &plan.out_dir, &dir.join("x")).is_none());
    let made: FxHashSet<&Path> = output.files.iter().map(|file| file.path.as_path()).collect();
    plan.removals = ours.into_iter().filter(|path| !made.contains(path.as_path())).collect();
    plan.removals.retain(|path| {
        host.is_file(&plan.out_dir.join(path)) && link_above(host, &plan.out_dir, path).is_none()
    });
    plan.removals.sort();
    plan.stage_manifest(old.as_ref(), output);
    Ok(plan)
}

impl Plan {
    /// Whether the output folder is already as it should be.
    pub fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.removals.is_empty() && self.after.is_none()
    }

    /// Writes and removes. Each file is either old or new, also after an error.
    pub fn apply(&self, host: &dyn Host) -> Result<Written, WriteError> {
        let manifest = |text: &str| {
            let path = self.out_dir.join(MANIFEST_FILE);
            host.write_through(&path, text.as_bytes()).map_err(|error| WriteError { path, error })
        };
        if let Some(text) = &self.before {
            manifest(text)?;
        }
        for (name, text) in &self.writes {
            let path = self.out_dir.join(name);
            let done = host.write(&path, text.as_bytes());
            done.map_err(|error| WriteError { path, error })?;
        }
        for name in &self.removals {
            let path = self.out_dir.join(name);
            match host.remove(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(WriteError { path, error });
                }
                Ok(()) | Err(_) => {}
            }
        }
        if let Some(text) = &self.after {
            manifest(text)?;
        }
        let (written, removed) = (self.writes.len(), self.removals.len());
        Ok(Written { written, new: self.new, removed, unchanged: self.unchanged })
    }

    fn stage_manifest(&mut self, old: Option<&(Manifest, String)>, output: &Output) {
        let after = output.manifest.to_json();
        let mut all = output.manifest.files.clone();
        all.extend(self.removals.iter().map(|path| slashed(path)));
        all.sort();
        let listed = old.map(|(manifest, _)| manifest.files.as_slice()).unwrap_or_default();
        let before = if all.iter().all(|file| listed.contains(file)) {
            None
        } else {
            Some(Manifest { files: all, ..output.manifest.clone() }.to_json())
        };
        let on_disk = before.as_deref().or(old.map(|(_, text)| text.as_str()));
        self.after = (on_disk != Some(after.as_str())).then_some(after);
        self.before = before;
    }
}

/// The manifest of the build before, with its text.
fn old_manifest(
    host: &dyn Host,
    out_dir: &Path,
) -> Result<Option<(Manifest, String)>, Box<Diagnostic>> {
    let path = out_dir.join(MANIFEST_FILE);
    if !host.is_file(&path) {
        return Ok(None);
    }
    let because = |message: String| Box::new(foreign(&path, &message));
    let bytes = host
        .read(&path)
        .map_err(|error| because(format!("the manifest cannot be read: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| "it is not UTF-8".to_string());
    let read = text.and_then(|text| Ok((Manifest::parse(&text)?, text)));
    read.map(Some).map_err(|reason| because(format!("this is no manifest of pulsec: {reason}")))
}

/// The files a manifest says are ours. A path that leads out of the folder is none of ours, whoever
/// wrote it there.
fn owned(manifest: &Manifest) -> FxHashSet<PathBuf> {
    manifest.files.iter().map(PathBuf::from).filter(|path| is_inside(path)).collect()
}

fn is_inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_)))
        && path != Path::new("")
        && path != Path::new(MANIFEST_FILE)
}

enum Standing {
    Absent,
    Same,
    Differs,
    /// Something other than a file is in the way, at this place.
    Blocked(PathBuf, &'static str),
}

fn standing(host: &dyn Host, out_dir: &Path, file: &OutputFile) -> Standing {
    let path = out_dir.join(&file.path);
    if !is_inside(&file.path) {
        return Standing::Blocked(path, "the output would lie outside the output folder");
    }
    if let Some(link) = link_above(host, out_dir, &file.path) {
        return Standing::Blocked(link, "there is a link where a folder would be made");
    }
    if host.is_link(&path) {
        // Whatever it leads to: it is replaced where it is ours, and its target is left alone.
        return Standing::Differs;
    }
    if host.is_dir(&path) {
        return Standing::Blocked(path, "there is a folder where a file would be written");
    }
    let above = file.path.ancestors().skip(1).filter(|dir| !dir.as_os_str().is_empty());
    if let Some(blocked) = above.map(|dir| out_dir.join(dir)).find(|dir| host.is_file(dir)) {
        return Standing::Blocked(blocked, "there is a file where a folder would be made");
    }
    if !host.is_file(&path) {
        return Standing::Absent;
    }
    match host.read(&path) {
        Ok(bytes) if bytes == file.contents.as_bytes() => Standing::Same,
        Ok(_) | Err(_) => Standing::Differs,
    }
}

/// A link among the folders between the output folder and a file: what is written there lies elsewhere.
fn link_above(host: &dyn Host, out_dir: &Path, path: &Path) -> Option<PathBuf> {
    let above = path.ancestors().skip(1).filter(|dir| !dir.as_os_str().is_empty());
    above.map(|dir| out_dir.join(dir)).find(|dir| host.is_link(dir))
}

fn foreign(path: &Path, message: &str) -> Diagnostic {
    Diagnostic::about_path(Code::PSC005, path.display().to_string(), message)
        .help("move it away, or choose another folder with `--out-dir`")
}

/// Two outputs with one path. Neither case nor the way an accent is written tells them apart on macOS, so
/// they do not here.
fn collisions(config: &Config, output: &Output) -> Vec<Diagnostic> {
    let mut first: FxHashMap<String, &OutputFile> = FxHashMap::default();
    let mut found = Vec::new();
    for file in &output.files {
        let folded = normal_form::file_name(&slashed(&file.path).to_lowercase()).into_owned();
        let Some(&other) = first.get(&folded) else {
            first.insert(folded, file);
            continue;
        };
        let from = |file: &OutputFile| {
            let source = file.source.and_then(|id| output.sources.get(id));
            source
                .map_or_else(|| "the runtime".to_string(), |source| format!("`{}`", source.shown()))
        };
        let path = config.shown(&config.out_dir).join(&file.path);
        let message = format!("{} and {} are both written here", from(other), from(file));
        found.push(
            Diagnostic::about_path(Code::PSC004, path.display().to_string(), message)
                .help("rename one of the two modules; names that differ only in case, or in how an accent is written, collide too"),
        );
    }
    found
}

fn nothing_to_compile(config: &Config, output: &Output) -> Diagnostic {
    let paths: Vec<_> = config.paths.iter().map(|path| format!("`{}`", path.display())).collect();
    let what = match output.sources.len() {
        0 => "no Python file".to_string(),
        1 => "no `@ps.javascript` function in one Python file".to_string(),
        count => format!("no `@ps.javascript` function in {count} Python files"),
    };
    let message = format!("there is {what} under {}", paths.join(", "));
    Diagnostic::about_path(Code::PSC006, "", message)
        .help("mark a function with `@ps.javascript`, or name the folder that holds the app")
}

#[cfg(test)]
#[path = "write_tests.rs"]
mod tests;
