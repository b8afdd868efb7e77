//! Which files have to be compiled again when some are edited.
//!
//! ```text
//! a.py looks into b.py, b.py into c.py       an edit of any of them: all three
//! d.py has the word `NAMES`, a value of a.py  an edit of d.py: these, too, as it may change the value
//! ```

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{FileId, Name};
use crate::driver::Sources;
use crate::driver::inputs::Memo;
use crate::driver::part::Part;
use crate::outline::{self, ChunkKind};
use crate::resolve;

/// Which files go with which, as the parts of a project have it.
pub(super) struct Links<'p> {
    parts: &'p [Arc<Part>],
    owners: &'p [Arc<Part>],
    near: FxHashMap<FileId, Vec<FileId>>,
    /// The files with ways to others that are no imports.
    crossing: FxHashSet<FileId>,
}

impl<'p> Links<'p> {
    pub fn new(parts: &'p [Arc<Part>], owners: &'p [Arc<Part>], sources: &Sources) -> Links<'p> {
        let mut links =
            Links { parts, owners, near: FxHashMap::default(), crossing: FxHashSet::default() };
        for part in parts {
            let resolved = &part.analyzed.resolved;
            for (from, to) in &resolved.asked {
                if links.holds(part, *from) {
                    links.near.entry(*from).or_default().push(*to);
                    links.near.entry(*to).or_default().push(*from);
                }
            }
            // An edit there may change the value; one of the value changes nothing there.
            for (from, value) in &resolved.searched {
                if links.holds(part, *value) {
                    links.near.entry(*from).or_default().push(*value);
                    if from != value {
                        links.crossing.insert(*from);
                    }
                }
            }
        }
        links.same_output(sources);
        links
    }

    /// What a part says of a file it no longer has is out of date.
    fn holds(&self, part: &Part, file: FileId) -> bool {
        !part.files.contains(&file) || self.is_owned(part, file)
    }

    fn is_owned(&self, part: &Part, file: FileId) -> bool {
        self.owners.get(file.index()).is_some_and(|owner| owner.number == part.number)
    }

    /// Two files that may be written to one place: `src/app/a.py` and `app/a.py`.
    fn same_output(&mut self, sources: &Sources) {
        let mut by_name: FxHashMap<&OsStr, Vec<FileId>> = FxHashMap::default();
        let is_elsewhere = |path: &Path| path.is_absolute() || path.starts_with("src");
        if !sources.iter().any(|(_, source)| is_elsewhere(&source.path)) {
            return;
        }
        for (file, source) in sources.iter() {
            by_name.entry(source.path.file_name().unwrap_or_default()).or_default().push(file);
        }
        for (file, source) in sources.iter().filter(|(_, source)| is_elsewhere(&source.path)) {
            for other in
                by_name.get(source.path.file_name().unwrap_or_default()).into_iter().flatten()
            {
                let Some(path) = sources.get(*other).map(|it| &it.path) else { continue };
                let ends =
                    |path: &Path| path.parent().and_then(Path::file_name).map(OsStr::to_os_string);
                let is_init = path.file_stem().is_some_and(|stem| stem == "__init__");
                if *other != file && (!is_init || ends(path) == ends(&source.path)) {
                    self.near.entry(file).or_default().push(*other);
                    self.near.entry(*other).or_default().push(file);
                    self.crossing.extend([file, *other]);
                }
            }
        }
    }

    /// Whether one of the files has ways to others that are no imports.
    pub fn crosses<'f>(&self, files: impl IntoIterator<Item = &'f FileId>) -> bool {
        files.into_iter().any(|file| self.crossing.contains(file))
    }

    /// All that goes with these files.
    pub fn around(&self, files: impl IntoIterator<Item = FileId>) -> BTreeSet<FileId> {
        let mut found = BTreeSet::new();
        let mut open: Vec<FileId> = files.into_iter().collect();
        while let Some(file) = open.pop() {
            if found.insert(file) {
                open.extend(self.near.get(&file).into_iter().flatten());
            }
        }
        found
    }

    /// Whether the statements of a text that may change a value, or that may name it otherwise, are others than before.
    pub fn mentions_otherwise(&self, file: FileId, before: &str, after: &str) -> bool {
        let words = self.parts.iter().flat_map(|part| {
            let words = part.analyzed.resolved.words.iter();
            words.filter(|(_, of)| self.is_owned(part, *of)).map(|(word, _)| &**word)
        });
        let words: FxHashSet<&str> = words.collect();
        mentions(file, before, &words) != mentions(file, after, &words)
    }

    /// The files of values that an edited text has a word for.
    pub fn named_in(&self, text: &str) -> Vec<FileId> {
        if self.parts.iter().all(|part| part.analyzed.resolved.words.is_empty()) {
            return Vec::new();
        }
        let words: FxHashSet<&str> = resolve::words(text).collect();
        let mut found = Vec::new();
        for part in self.parts {
            let here = part.analyzed.resolved.words.iter();
            let here =
                here.filter(|(word, of)| self.is_owned(part, *of) && words.contains(&**word));
            found.extend(here.map(|(_, of)| *of));
        }
        found
    }
}

/// What statements have to do with values: those that run when the module loads with their text, functions with the
/// words that they have.
fn mentions<'t>(
    file: FileId,
    text: &'t str,
    words: &FxHashSet<&str>,
) -> BTreeSet<(Vec<Name>, BTreeSet<&'t str>)> {
    let chunks = outline::scan(file, text).chunks.into_iter();
    let mentioning = chunks.filter_map(|chunk| {
        let own = chunk.span.text(text);
        let found = resolve::words(own).filter(|word| words.contains(word));
        let found: BTreeSet<&str> = found.collect();
        let of_chunk = match chunk.kind {
            _any if found.is_empty() => return None,
            ChunkKind::Import | ChunkKind::FromImport | ChunkKind::TypeAlias => return None,
            ChunkKind::Function | ChunkKind::AsyncFunction => found,
            _runs => BTreeSet::from([own]),
        };
        Some((chunk.binds, of_chunk))
    });
    mentioning.collect()
}

/// The files whose imports may lead to a file that came, or led to one that went: all that have its name, or that of a
/// folder that has nothing else in it. `before` are the files before, of which some went.
pub(super) fn naming(path: &Path, before: &Sources, went: &[FileId]) -> Vec<FileId> {
    let is_new = |folder: &&Path| {
        let mut stay = before.iter().filter(|(file, _)| !went.contains(file));
        !stay.any(|(_, source)| source.path.starts_with(folder))
    };
    let folders = path.ancestors().skip(1).take_while(is_new).filter_map(Path::file_name);
    let names = path.file_stem().into_iter().chain(folders).map(OsStr::to_string_lossy);
    let names: Vec<_> = names.collect();
    let has_name = |text: &str| names.iter().any(|name| resolve::has_word(text, name));
    before.iter().filter(|(_, source)| has_name(&source.text)).map(|(file, _)| file).collect()
}

/// The files outside of a new part that go with it.
pub(super) fn beyond(
    part: &Part,
    owners: &[Arc<Part>],
    registers: impl Fn(FileId) -> bool,
    memo: &Memo,
) -> Vec<FileId> {
    let mut found = Vec::new();
    let resolved = &part.analyzed.resolved;
    for (from, to) in &resolved.asked {
        match (part.files.contains(from), part.files.contains(to)) {
            (true, false) => found.push(*to),
            (false, true) => found.push(*from),
            (true, true) | (false, false) => {}
        }
    }
    // A decorated function elsewhere is needed where it stores into a value of this part.
    for (word, _) in &resolved.words {
        let elsewhere = memo.with_word(word).into_iter().filter(|file| {
            let owner = owners.get(file.index());
            !part.files.contains(file)
                && owner.is_some_and(|owner| owner.module(*file).is_some())
                && registers(*file)
        });
        found.extend(elsewhere);
    }
    found
}
