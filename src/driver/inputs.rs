//! What a kept project was made of: its files, how they looked from outside, and what one look over each
//! text told.
//!
//! ```text
//! invalidate app/chat.py     read anew; any other file only where its stamp is another one
//! app/chat.py came or went   listed anew; an `__init__.py` is everything anew: names of modules hang on it
//! ```

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{FileId, Name};
use crate::diag::{Diagnostic, Sink};
use crate::driver::{Config, Sources, discover, in_pool};
use crate::host::{Host, Stamp};
use crate::resolve::{self, Scan};

/// How the files of a project looked when they were read.
#[derive(Clone, Default)]
pub(super) struct Inputs {
    /// By file.
    stamps: Vec<Option<Stamp>>,
    /// Where the files are, by file; absolute.
    places: Arc<Vec<PathBuf>>,
    folders: Vec<Folder>,
    /// What reading them had to say.
    pub said: Vec<Diagnostic>,
    pub memo: Arc<Memo>,
}

/// A folder that was looked through.
#[derive(Clone)]
struct Folder {
    path: PathBuf,
    /// That of the folder itself: while it stays, so do the names in it.
    stamp: Option<Stamp>,
    /// That of the names; none where they are not known to be those that were listed.
    names: Option<Stamp>,
}

impl Folder {
    /// As it was when files were listed, at `started`.
    fn new(host: &dyn Host, path: PathBuf, started: SystemTime) -> Folder {
        let stamp = host.stamp(&path).filter(|stamp| stamp.is_before(started));
        let names = stamp.and_then(|_| host.stamp_of_folder(&path));
        Folder { path, stamp, names }
    }

    /// As it is before files are listed.
    fn now(host: &dyn Host, path: PathBuf) -> Folder {
        let (stamp, names) = (host.stamp(&path), host.stamp_of_folder(&path));
        Folder { path, stamp, names }
    }

    /// Whether it holds the same names.
    fn is_same(&mut self, host: &dyn Host) -> bool {
        let now = host.stamp(&self.path);
        if now.is_some() && now == self.stamp {
            return true;
        }
        self.stamp = now;
        host.stamp_of_folder(&self.path) == self.names
    }
}

/// What is different in the files of a project.
#[derive(Default)]
pub(super) struct Changes {
    /// The texts that are new.
    pub texts: Vec<(FileId, Arc<str>)>,
    /// The files that are new.
    pub came: Vec<(PathBuf, Arc<str>)>,
    pub went: Vec<FileId>,
}

impl Inputs {
    pub fn new(
        host: &dyn Host,
        config: &Config,
        sources: &Sources,
        folders: Vec<PathBuf>,
        sink: &Sink,
        started: SystemTime,
    ) -> Inputs {
        let folders =
            folders.into_iter().map(|dir| Folder::new(host, config.absolute(&dir), started));
        let mut inputs = Inputs {
            stamps: Vec::new(),
            places: Arc::default(),
            folders: folders.collect(),
            said: sink.as_slice().to_vec(),
            memo: Arc::default(),
        };
        inputs.look(host, config, sources, started);
        inputs
    }

    /// Takes the stamps of files that came later; they were read after `started`.
    pub fn look(
        &mut self,
        host: &dyn Host,
        config: &Config,
        sources: &Sources,
        started: SystemTime,
    ) {
        for at in self.stamps.len()..sources.next().index() {
            let path = sources.get(FileId(at as u32)).map(|source| &source.path);
            let place = path.map(|path| config.absolute(path)).unwrap_or_default();
            let stamp = host.stamp(&place);
            self.stamps.push(stamp.filter(|stamp| stamp.is_before(started)));
            Arc::make_mut(&mut self.places).push(place);
        }
    }

    /// What is different since; none where no file can tell. The files in `named` are read whatever they look like.
    pub fn changes(
        &mut self,
        host: &dyn Host,
        config: &Config,
        sources: &Sources,
        given: &FxHashSet<FileId>,
        named: &[PathBuf],
        is_asset: impl Fn(&Path) -> bool,
    ) -> Option<Changes> {
        let mut wanted = FxHashSet::default();
        for path in named {
            match sources.find(&config.shown(path)) {
                Some(file) => drop(wanted.insert(file)),
                // Its text is copied, or read by a bundler.
                None if is_asset(path) && host.is_file(path) => {}
                // It came, or was looked for and is not there.
                None if path.extension().is_some_and(|it| it == "py") => {}
                None => return None,
            }
        }
        let Files { came, went } = self.files(host, config, sources, given)?;
        let mut texts = Vec::new();
        // Asking the system for thousands is most of the work of a small edit.
        let stamps: Vec<Option<Stamp>> =
            in_pool(|| self.places.par_iter().map(|place| host.stamp(place)).collect());
        let seen = std::iter::zip(stamps, &mut self.stamps);
        for (at, (stamp, known)) in seen.enumerate() {
            let file = FileId(at as u32);
            let Some(source) = sources.get(file).filter(|_| !went.contains(&file)) else {
                continue;
            };
            if stamp.is_some() && stamp == *known && !wanted.contains(&file) {
                continue;
            }
            *known = stamp;
            let bytes = host.read(&source.path).ok()?;
            if bytes == source.text.as_bytes() {
                continue;
            }
            texts.push((file, plain(&source.path, bytes).filter(|_| !source.text.contains('\0'))?));
        }
        let came = came.into_iter().map(|path| {
            let text = plain(&path, host.read(&path).ok()?)?;
            Some((path, text))
        });
        Some(Changes { texts, came: came.collect::<Option<_>>()?, went })
    }

    /// Which files came and went. A host that can tell what changed in folders is asked for that first.
    fn files(
        &mut self,
        host: &dyn Host,
        config: &Config,
        sources: &Sources,
        given: &FxHashSet<FileId>,
    ) -> Option<Files> {
        let is_known = !self.folders.is_empty() && self.folders.iter().all(|it| it.names.is_some());
        if is_known && self.folders.iter_mut().all(|folder| folder.is_same(host)) {
            return Some(Files::default());
        }
        let (mut failures, mut sink) = (Vec::new(), Sink::new());
        // Looked at before the files are listed: what comes in between shows next time.
        let before: FxHashMap<PathBuf, Folder> = (self.folders.iter())
            .map(|folder| (folder.path.clone(), Folder::now(host, folder.path.clone())))
            .collect();
        let listed = discover::list(host, config, &mut failures, &mut sink);
        if !failures.is_empty() || !sink.is_empty() {
            return None;
        }
        let folders = listed.folders.iter().map(|dir| {
            let path = config.absolute(dir);
            before.get(&path).cloned().unwrap_or(Folder { path, stamp: None, names: None })
        });
        self.folders = folders.collect();
        let there: FxHashSet<&PathBuf> = listed.files.iter().collect();
        let is_new = |path: &&PathBuf| sources.find(path).is_none_or(|file| !given.contains(&file));
        let came: Vec<PathBuf> = listed.files.iter().filter(is_new).cloned().collect();
        let gone = given
            .iter()
            .copied()
            .filter(|file| sources.get(*file).is_some_and(|source| !there.contains(&source.path)));
        let mut went: Vec<FileId> = gone.collect();
        went.sort_unstable();
        let names_modules = |path: &Path| path.file_name().is_some_and(|it| it == "__init__.py");
        let paths = went.iter().filter_map(|file| Some(&sources.get(*file)?.path)).chain(&came);
        // What was only read along is another thing where it is asked for.
        let is_read = |path: &PathBuf| sources.find(path).is_some();
        if paths.into_iter().any(|path| names_modules(path)) || came.iter().any(is_read) {
            return None;
        }
        Some(Files { came, went })
    }
}

/// Which files came into a project, and which went.
#[derive(Default)]
struct Files {
    came: Vec<PathBuf>,
    went: Vec<FileId>,
}

/// A text like any other: what is wrong with its bytes is reported where all of it is read.
fn plain(path: &Path, bytes: Vec<u8>) -> Option<Arc<str>> {
    discover::decode(path, bytes).ok().filter(|text| !text.contains('\0'))
}

/// What is remembered of texts, for as long as they stay.
#[derive(Default)]
pub(super) struct Memo {
    scans: Mutex<FxHashMap<FileId, Scanned>>,
    words: Mutex<Words>,
}

/// A text, and what a look over it told.
type Scanned = (Arc<str>, Arc<Scan>);

#[derive(Default)]
struct Words {
    /// The project's files; those of the command line.
    texts: FxHashMap<FileId, (PathBuf, Arc<str>)>,
    /// Which of them have a word that was asked for.
    by_word: FxHashMap<Name, FxHashSet<FileId>>,
}

impl Memo {
    /// Notes the texts of the files that were asked for.
    pub fn set_texts(&self, texts: FxHashMap<FileId, (PathBuf, Arc<str>)>) {
        *lock(&self.words) = Words { texts, by_word: FxHashMap::default() };
    }

    /// Notes another text of a file.
    pub fn set_text(&self, file: FileId, text: &Arc<str>) {
        let Words { texts, by_word } = &mut *lock(&self.words);
        if let Some(slot) = texts.get_mut(&file) {
            slot.1.clone_from(text);
            for (word, files) in by_word {
                match resolve::has_word(text, word) {
                    true => files.insert(file),
                    false => files.remove(&file),
                };
            }
        }
    }

    /// Notes a file that came, at an absolute path.
    pub fn add(&self, file: FileId, path: PathBuf, text: &Arc<str>) {
        lock(&self.words).texts.insert(file, (path, text.clone()));
        self.set_text(file, text);
    }

    /// Forgets a file that went.
    pub fn remove(&self, file: FileId) {
        let Words { texts, by_word } = &mut *lock(&self.words);
        texts.remove(&file);
        for files in by_word.values_mut() {
            files.remove(&file);
        }
        lock(&self.scans).remove(&file);
    }

    /// The files of the project that have the word.
    pub fn with_word(&self, word: &Name) -> Vec<FileId> {
        let Words { texts, by_word } = &mut *lock(&self.words);
        let files = by_word.entry(word.clone()).or_insert_with(|| {
            let with = texts.iter().filter(|(_, (_, text))| resolve::has_word(text, word));
            with.map(|(file, _)| *file).collect()
        });
        files.iter().copied().collect()
    }

    /// What is remembered of the text of a file.
    pub fn known(&self, file: FileId, text: &Arc<str>) -> Option<Arc<Scan>> {
        let scans = lock(&self.scans);
        let (of, scan) = scans.get(&file)?;
        Arc::ptr_eq(of, text).then(|| scan.clone())
    }

    pub fn scan(&self, source: &resolve::Source) -> Arc<Scan> {
        if let Some(scan) = self.known(source.file, &source.text) {
            return scan;
        }
        let scan = Arc::new(Scan::of(source));
        lock(&self.scans).insert(source.file, (source.text.clone(), scan.clone()));
        scan
    }
}

/// A memo seen by the resolver: of a part of the files, or of all.
pub(super) struct Seen<'m> {
    pub memo: &'m Memo,
    pub is_whole: bool,
}

impl resolve::Around for Seen<'_> {
    fn scan(&self, source: &resolve::Source) -> Arc<Scan> {
        self.memo.scan(source)
    }

    fn mentioning(&self, words: &[Name]) -> Vec<PathBuf> {
        if self.is_whole {
            return Vec::new();
        }
        let files = words.iter().flat_map(|word| self.memo.with_word(word));
        let files: FxHashSet<FileId> = files.collect();
        let known = lock(&self.memo.words);
        let paths = files.iter().filter_map(|file| Some(known.texts.get(file)?.0.clone()));
        let mut paths: Vec<PathBuf> = paths.collect();
        paths.sort();
        paths
    }
}

/// The paths and texts of the files that were asked for, as the resolver spells paths.
pub(super) fn texts(sources: &Sources, config: &Config) -> FxHashMap<FileId, (PathBuf, Arc<str>)> {
    sources.iter().map(|(file, it)| (file, (config.absolute(&it.path), it.text.clone()))).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
