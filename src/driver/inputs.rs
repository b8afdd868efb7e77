//! What a kept project was made of: its files, how they looked from outside, and what one look over each
//! text told.
//!
//! ```text
//! invalidate app/chat.py     read anew; any other file only where its stamp is another one
//! a file came or went        everything anew: whatever did not find a module may find one now
//! ```

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{FileId, Name};
use crate::diag::{Diagnostic, Sink};
use crate::driver::{Config, Sources, discover};
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

/// What the files of a project are now, compared to what they were.
pub(super) enum Now {
    /// The texts that are new.
    Texts(Vec<(FileId, Arc<str>)>),
    /// Files came or went, or something else that no text tells.
    Otherwise,
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
        for (_, source) in sources.iter().skip(self.stamps.len()) {
            let place = config.absolute(&source.path);
            let stamp = host.stamp(&place);
            self.stamps.push(stamp.filter(|stamp| stamp.is_before(started)));
            Arc::make_mut(&mut self.places).push(place);
        }
    }

    /// What is different since. The files in `named` are read whatever they look like.
    pub fn now(
        &mut self,
        host: &dyn Host,
        config: &Config,
        sources: &Sources,
        given: usize,
        named: &[PathBuf],
        is_asset: impl Fn(&Path) -> bool,
    ) -> Now {
        let mut wanted = FxHashSet::default();
        for path in named {
            match sources.find(&config.shown(path)) {
                Some(file) => drop(wanted.insert(file)),
                // Its text is copied, or read by a bundler.
                None if is_asset(path) && host.is_file(path) => {}
                None => return Now::Otherwise,
            }
        }
        if !self.has_same_files(host, config, sources, given) {
            return Now::Otherwise;
        }
        let mut texts = Vec::new();
        let seen = std::iter::zip(self.places.iter(), &mut self.stamps);
        for ((file, source), (place, known)) in std::iter::zip(sources.iter(), seen) {
            let stamp = host.stamp(place);
            if stamp.is_some() && stamp == *known && !wanted.contains(&file) {
                continue;
            }
            *known = stamp;
            let Ok(bytes) = host.read(&source.path) else { return Now::Otherwise };
            if bytes == source.text.as_bytes() {
                continue;
            }
            match discover::decode(&source.path, bytes) {
                // Not a text like any other: the byte is reported where it is read.
                Ok(text) if !text.contains('\0') && !source.text.contains('\0') => {
                    texts.push((file, text));
                }
                Ok(_) | Err(_) => return Now::Otherwise,
            }
        }
        Now::Texts(texts)
    }

    /// Whether the same files are there. A host that can tell what changed in folders is asked for that.
    fn has_same_files(
        &mut self,
        host: &dyn Host,
        config: &Config,
        sources: &Sources,
        given: usize,
    ) -> bool {
        let is_known = !self.folders.is_empty() && self.folders.iter().all(|it| it.names.is_some());
        if is_known {
            return self.folders.iter_mut().all(|folder| folder.is_same(host));
        }
        let paths = self.folders.iter().map(|folder| folder.path.clone());
        let folders: Vec<Folder> = paths.map(|path| Folder::now(host, path)).collect();
        let listed = discover::list(host, config, &mut Vec::new(), &mut Sink::new());
        let known = sources.iter().take(given).map(|(_, source)| &source.path);
        let through = listed.folders.iter().map(|dir| config.absolute(dir));
        if !listed.files.iter().eq(known) || !through.eq(folders.iter().map(|it| it.path.clone())) {
            return false;
        }
        self.folders = folders;
        true
    }
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
    texts: Vec<(PathBuf, Arc<str>)>,
    /// Which of them have a word that was asked for.
    by_word: FxHashMap<Name, FxHashSet<usize>>,
}

impl Memo {
    /// Notes the texts of the files that were asked for.
    pub fn set_texts(&self, texts: Vec<(PathBuf, Arc<str>)>) {
        *lock(&self.words) = Words { texts, by_word: FxHashMap::default() };
    }

    pub fn set_text(&self, file: FileId, text: &Arc<str>) {
        let Words { texts, by_word } = &mut *lock(&self.words);
        if let Some(slot) = texts.get_mut(file.index()) {
            slot.1.clone_from(text);
            for (word, files) in by_word {
                match resolve::has_word(text, word) {
                    true => files.insert(file.index()),
                    false => files.remove(&file.index()),
                };
            }
        }
    }

    /// The files of the project that have the word.
    pub fn with_word(&self, word: &Name) -> Vec<FileId> {
        let Words { texts, by_word } = &mut *lock(&self.words);
        let files = by_word.entry(word.clone()).or_insert_with(|| {
            let has = |(at, (_, text)): (usize, &(PathBuf, Arc<str>))| {
                resolve::has_word(text, word).then_some(at)
            };
            texts.iter().enumerate().filter_map(has).collect()
        });
        files.iter().map(|at| FileId(*at as u32)).collect()
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
        let path = |file: FileId| {
            known.texts.get(file.index()).map(|(path, _): &(PathBuf, _)| path.clone())
        };
        let mut paths: Vec<PathBuf> = files.into_iter().filter_map(path).collect();
        paths.sort();
        paths
    }
}

/// The paths and texts of the files that were asked for, as the resolver spells paths.
pub(super) fn texts(sources: &Sources, given: usize, config: &Config) -> Vec<(PathBuf, Arc<str>)> {
    let of_file = |path: &Path| config.absolute(path);
    sources.iter().take(given).map(|(_, it)| (of_file(&it.path), it.text.clone())).collect()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
