//! A project that is built again and again.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::driver::{self, Config, Output, Project, Unwritten, Written};
use crate::host::Host;
use crate::watch::{Batch, Job};

pub struct Session<H> {
    host: H,
    config: Config,
    project: Option<Project>,
    /// What was written last, while it is known to stand there.
    written: HashMap<PathBuf, String>,
}

/// What came of one build.
pub struct Turn {
    pub output: Output,
    /// None where nothing may be written.
    pub done: Option<Done>,
    /// Why writing it failed.
    pub failed: Option<String>,
    pub is_first: bool,
    /// How many files were compiled.
    pub compiled: usize,
    pub took: Duration,
    pub config: Config,
}

/// What was written to the output folder and removed from it.
pub struct Done {
    pub count: Written,
    /// Relative to the output folder.
    pub written: Vec<PathBuf>,
    pub removed: Vec<PathBuf>,
}

impl<H: Host> Session<H> {
    pub fn new(job: Job<H>) -> Session<H> {
        let Job { host, config } = job;
        Session { host, config, project: None, written: HashMap::new() }
    }

    /// Builds what is different now. The files in `named` are read again whatever they look like; `is_anew` for all.
    pub fn turn(&mut self, named: &[PathBuf], is_anew: bool) -> Turn {
        let started = Instant::now();
        let is_first = self.project.is_none();
        let kept = self.project.as_ref().filter(|it| !is_anew && it.output.failures.is_empty());
        let updated = kept.and_then(|project| project.rebuilt(&self.host, named));
        let project = updated.unwrap_or_else(|| Project::analyze(&self.host, self.config.clone()));
        let mut output = project.build(&self.host);
        let compiled = project.compiled;
        self.project = Some(project);
        let mut turn = Turn {
            done: None,
            failed: None,
            is_first,
            compiled,
            took: Duration::ZERO,
            config: self.config.clone(),
            output: Output::default(),
        };
        if output.failures.is_empty() && !output.has_errors() {
            self.write(&mut output, &mut turn);
        }
        turn.output = output;
        turn.took = started.elapsed();
        turn
    }

    fn write(&mut self, output: &mut Output, turn: &mut Turn) {
        let out_dir = self.config.shown(&self.config.out_dir);
        let stands = |file: &driver::OutputFile| {
            self.written.get(&file.path) == Some(&file.contents)
                && self.host.is_file(&out_dir.join(&file.path))
        };
        match driver::write(&self.host, &self.config, output, stands) {
            Ok((plan, count)) => {
                for (path, contents) in &plan.writes {
                    self.written.insert(path.clone(), contents.clone());
                }
                if self.written.len() != output.files.len() {
                    let all = output.files.iter();
                    let all = all.map(|file| (file.path.clone(), file.contents.clone()));
                    self.written = all.collect();
                }
                let written = plan.writes.into_iter().map(|(path, _)| path).collect();
                turn.done = Some(Done { count, written, removed: plan.removals });
            }
            Err(Unwritten::Refused(refused)) => output.add(refused),
            Err(Unwritten::Failed(error)) => {
                // What was done before that stays done: all is compared with what stands there next time.
                self.written.clear();
                let (path, reason) = (error.path.display(), error.error);
                turn.failed = Some(format!("cannot write {path}: {reason}"));
            }
        }
    }

    /// The files of a batch that say something about the project; none where none does.
    pub fn wanted(&self, batch: &Batch) -> Option<Vec<PathBuf>> {
        let is_asset = |path: &Path| self.project.as_ref().is_some_and(|it| it.is_asset(path));
        let out_dir = self.config.absolute(&self.config.out_dir);
        let is_output = |path: &Path| path.starts_with(&out_dir) && path != out_dir;
        let files: Vec<&PathBuf> = batch.paths.iter().filter(|path| !is_output(path)).collect();
        let has_extension = |path: &Path, all: &[&str]| {
            path.extension().is_some_and(|it| all.iter().any(|one| it == *one))
        };
        // What cannot be found may have come.
        let misses = self.project.as_ref().is_some_and(|it| it.output.has_errors());
        let may_be_missed = |path: &Path| misses && has_extension(path, SCRIPTS);
        let is_read =
            |path: &Path| has_extension(path, &["py"]) || is_asset(path) || may_be_missed(path);
        let named: Vec<PathBuf> =
            files.iter().filter(|path| is_read(path)).map(|path| (*path).clone()).collect();
        let is_gone = files.iter().any(|path| **path == out_dir);
        let matters = !named.is_empty() || batch.is_lost || batch.folders || is_gone;
        let is_set = batch.paths.iter().any(|path| super::is_settings(path));
        (matters || is_set || self.project.is_none()).then_some(named)
    }

    /// The folders in which something may happen that matters.
    pub fn folders(&self) -> BTreeSet<PathBuf> {
        let config = &self.config;
        let root = config.absolute(&config.root);
        let out_dir = config.absolute(&config.out_dir);
        let mut found = BTreeSet::from([root.clone()]);
        for path in std::iter::once(&root).chain(&config.paths) {
            let path = config.absolute(path);
            if self.host.is_dir(&path) {
                found.extend(self.host.python_files(&path).folders);
            } else {
                found.extend(path.parent().map(Path::to_path_buf));
            }
        }
        let assets = self.project.iter().flat_map(Project::assets);
        found.extend(assets.filter_map(|asset| asset.parent().map(Path::to_path_buf)));
        found.retain(|dir| !dir.starts_with(&out_dir) || *dir == root);
        // So that it shows when the folder itself goes.
        found.extend(out_dir.parent().filter(|dir| self.host.is_dir(dir)).map(Path::to_path_buf));
        found
    }
}

/// The extensions of local files that a page may import.
const SCRIPTS: &[&str] = &["js", "jsx", "mjs", "ts", "tsx", "css", "json"];
