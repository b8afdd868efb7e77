//! Compiling no more than an edit changes: the edited file, and those above it for as long as what they read of
//! others is another.
//!
//! ```text
//! app/chat.py imports app/format.py        an edit of chat.py: chat.py, with format.py read along
//! initials(name) gives a str as before     an edit of its body: format.py, and no importer
//! initials(name) gives a list              an edit of its body: format.py and whoever imports it
//! ```
//!
//! A module comes of its text, of the modules that it imports, and of which of its definitions others need. So an
//! edited file is compiled with all that it imports, where others' needs are told ([`Need`]); the results of the imported
//! ones are those that are there already. Mistakes change nothing of that: what is found in a file is found when it is
//! compiled, whoever needs it. Whatever does not fit this picture (a finding about several files, changes of a value from
//! elsewhere, files that come) compiles the whole part ([`super::affected`]).

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{FileId, Name};
use crate::diag::rules::OF_PROJECT;
use crate::diag::{Diagnostic, Sink};
use crate::driver::Sources;
use crate::driver::affected::{self, Links};
use crate::driver::inputs::Seen;
use crate::driver::kept::{Early, Project};
use crate::driver::part::Part;
use crate::driver::summary::{self, Around, Change};
use crate::host::Host;
use crate::resolve::{Binding, ItemKind, Program, Why};

/// After so many times a part is compiled whole.
const MAX_TIMES: usize = 6;

/// A definition that another file needs.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) struct Need {
    pub from: FileId,
    pub to: FileId,
    pub name: Name,
    pub what: What,
}

/// What a needed definition is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub(super) enum What {
    Function,
    Component,
    Constant,
    Class,
    Type,
    Alias,
    /// Its statement does not parse.
    Broken,
    /// It cannot be used, for another reason.
    Refused,
    /// Nothing binds it.
    Missing,
}

/// What the files of a program need of each other.
pub(super) fn needs(resolved: &Program) -> Vec<Need> {
    let file = |item: &crate::resolve::Item| {
        resolved.modules.get(item.module.index()).map(|module| module.file)
    };
    let mut needs = FxHashSet::default();
    for item in &resolved.items {
        for binding in item.refs.values() {
            let Binding::Item(id) = binding else { continue };
            let Some(other) = resolved.items.get(id.index()) else { continue };
            let (Some(from), Some(to)) = (file(item), file(other)) else { continue };
            if from != to {
                needs.insert(Need { from, to, name: other.name.clone(), what: what(&other.kind) });
            }
        }
    }
    for unmet in resolved.unmet.iter().filter(|unmet| unmet.from != unmet.to) {
        let what = match unmet.why {
            Why::Broken => What::Broken,
            Why::Refused => What::Refused,
            Why::Missing => What::Missing,
        };
        needs.insert(Need { from: unmet.from, to: unmet.to, name: unmet.name.clone(), what });
    }
    let mut needs: Vec<Need> = needs.into_iter().collect();
    needs.sort_unstable();
    needs
}

fn what(kind: &ItemKind) -> What {
    match kind {
        ItemKind::Function { marker, .. } if marker.is_some_and(|it| it.is_jsx) => What::Component,
        ItemKind::Function { .. } => What::Function,
        ItemKind::Constant { .. } => What::Constant,
        ItemKind::Class(_) => What::Class,
        ItemKind::TypeClass(_) => What::Type,
        ItemKind::TypeAlias(_) => What::Alias,
    }
}

/// Which files look into which, as the parts of a project have it.
struct Ways {
    down: FxHashMap<FileId, Vec<FileId>>,
    up: FxHashMap<FileId, Vec<FileId>>,
}

impl Ways {
    fn of(project: &Project) -> Ways {
        let mut ways = Ways { down: FxHashMap::default(), up: FxHashMap::default() };
        for part in &project.parts {
            let own = part.analyzed.resolved.asked.iter();
            for (from, to) in own.filter(|(from, _)| project.is_owned(part, *from)) {
                ways.down.entry(*from).or_default().push(*to);
                ways.up.entry(*to).or_default().push(*from);
            }
        }
        ways
    }
}

fn closure(
    files: impl IntoIterator<Item = FileId>,
    next: &FxHashMap<FileId, Vec<FileId>>,
) -> BTreeSet<FileId> {
    let mut found = BTreeSet::new();
    let mut open: Vec<FileId> = files.into_iter().collect();
    while let Some(file) = open.pop() {
        if found.insert(file) {
            open.extend(next.get(&file).into_iter().flatten());
        }
    }
    found
}

/// The part that the edited files make; none where their whole part is to be compiled. `before` are the texts before the
/// edit.
pub(super) fn compile(
    project: &Project,
    host: &dyn Host,
    links: &Links<'_>,
    before: &Sources,
    sources: &mut Sources,
    (edited, early): (&[FileId], Early<'_>),
) -> Option<Part> {
    let config = &project.config;
    let is_plain =
        config.bindings.is_empty() && config.exports.is_empty() && config.running.is_none();
    if !is_plain || edited.iter().any(|file| !project.is_given(*file)) {
        return None;
    }
    let (ways, known) = (Ways::of(project), project.needs().collect());
    Upward { project, links, before, ways, known }.compile(host, sources, edited, early)
}

struct Upward<'u> {
    project: &'u Project,
    links: &'u Links<'u>,
    before: &'u Sources,
    ways: Ways,
    /// What the files needed of each other before.
    known: Vec<&'u Need>,
}

impl Upward<'_> {
    fn compile(
        &self,
        host: &dyn Host,
        sources: &mut Sources,
        edited: &[FileId],
        early: Early<'_>,
    ) -> Option<Part> {
        let Upward { project, links, ways, .. } = self;
        let next = sources.next();
        let mut dirty: BTreeSet<FileId> = edited.iter().copied().collect();
        let mut along = BTreeSet::new();
        for time in 0..MAX_TIMES {
            if links.crosses(&dirty) {
                return None;
            }
            let slice = closure(dirty.iter().chain(&along).copied(), &ways.down);
            let outside = self.outside(&slice, sources)?;
            let mut given: Vec<FileId> = slice.iter().copied().collect();
            sources.sort(&mut given);
            let seen = Seen { memo: &project.inputs.memo, is_whole: false };
            let config = &project.config;
            let mut part = Part::new(host, config, sources, &given, &outside, &seen, Sink::new());
            if sources.next() != next || !part.found.iter().all(is_of_one) {
                return None;
            }
            if time == 0 {
                self.tell(&part, sources, edited, early);
            }
            let misses = missing(&part, &outside);
            if !misses.is_empty() {
                dirty.extend(misses);
                continue;
            }
            let registers = |file| {
                let source = project.source(sources, file);
                source.is_some_and(|source| project.inputs.memo.scan(&source).registers())
            };
            let more = affected::beyond(&part, &project.owners, registers, &project.inputs.memo);
            if !more.is_empty() {
                if more.iter().all(|file| slice.contains(file)) {
                    return None;
                }
                along.extend(more);
                continue;
            }
            self.spread((&part, sources), &slice, &outside, &mut dirty);
            if dirty.is_subset(&slice) && !links.crosses(&dirty) {
                part.keep(&dirty);
                return Some(part);
            }
        }
        None
    }

    /// Tells what is found in edited files. Of those in which rules of the whole project find something, all is told at once.
    fn tell(&self, part: &Part, sources: &Sources, edited: &[FileId], early: Early<'_>) {
        let is_of_project = |found: &Diagnostic| OF_PROJECT.contains(&found.code);
        for file in edited {
            let of_file = |found: &&Diagnostic| found.span.is_some_and(|it| it.file == *file);
            if !self.project.output.diagnostics.iter().filter(of_file).any(is_of_project) {
                early(*file, sources, part.found.iter().filter(of_file).cloned().collect());
            }
        }
    }

    /// What files outside of those that are compiled need of them; none where they cannot be compiled by themselves.
    fn outside(&self, slice: &BTreeSet<FileId>, sources: &Sources) -> Option<Vec<Need>> {
        let project = self.project;
        if slice.iter().any(|file| !project.is_given(*file)) {
            return None;
        }
        // `del` takes attributes away from instances of classes that a module imports.
        let deletes =
            |file: &FileId| memchr::memmem::find(sources.text(*file).as_bytes(), b"del ").is_some();
        if closure(slice.iter().copied(), &self.ways.up).iter().any(deletes) {
            return None;
        }
        let concerns = |found: &&Diagnostic| files(found).any(|file| slice.contains(&file));
        if !project.found().filter(concerns).all(is_of_one) {
            return None;
        }
        let outside =
            self.known.iter().filter(|it| slice.contains(&it.to) && !slice.contains(&it.from));
        let outside: Vec<Need> = outside.map(|it| (*it).clone()).collect();
        let is_refused = |need: &Need| need.what == What::Refused;
        (!outside.iter().any(is_refused)).then_some(outside)
    }

    /// Adds the files to which a new part of these says something else than what they were compiled with.
    fn spread(
        &self,
        (part, sources): (&Part, &Sources),
        slice: &BTreeSet<FileId>,
        outside: &[Need],
        dirty: &mut BTreeSet<FileId>,
    ) {
        // What others need of a file that is read along may be another thing now.
        let after = part.needs.iter().filter(|need| slice.contains(&need.from)).chain(outside);
        let demanded = by_file(after);
        let demanded_before = by_file(self.known.iter().copied());
        let is_other = |file: &&FileId| demanded.get(file) != demanded_before.get(file);
        dirty.extend(slice.iter().filter(is_other));
        // A mistake in one file may be told in another.
        let about = |found: &&Diagnostic, file: FileId| files(found).any(|it| it == file);
        let is_said = |file: &&FileId| {
            let before = self.project.found().filter(|found| about(found, **file));
            !before.eq(part.found.iter().filter(|found| about(found, **file)))
        };
        dirty.extend(slice.iter().filter(is_said));
        let mut compared = BTreeSet::new();
        while dirty.is_subset(slice) {
            let next = dirty.iter().find(|file| compared.insert(**file)).copied();
            let Some(file) = next else { return };
            dirty.extend(self.importers(file, (part, sources)));
        }
    }

    /// The files to which a file that is compiled again is something else.
    fn importers(&self, file: FileId, new: (&Part, &Sources)) -> BTreeSet<FileId> {
        let Upward { project, links, before, ways, known } = self;
        let mut found = BTreeSet::new();
        if !ways.up.contains_key(&file) {
            return found;
        }
        let needing = |is_it: &dyn Fn(&Need) -> bool| {
            let needs = known.iter().filter(|need| need.to == file && is_it(need));
            needs.map(|need| need.from).collect::<BTreeSet<FileId>>()
        };
        if summary::binds_otherwise(file, before, new.1) {
            found.extend(needing(&|need| need.what == What::Missing));
        }
        let above = closure([file], &ways.up);
        let runs = links.crosses(&above);
        let around = Around { runs, classes: has_classes(project, new.0, &above) };
        let change = match project.owner(file) {
            Some(old) => summary::compare(file, (old, before), new, around),
            None => Change::Anything,
        };
        match change {
            Change::Nothing => {}
            Change::Names(names) => found.extend(needing(&|need| names.contains(&need.name))),
            Change::Anything => found.extend(above),
        }
        found
    }
}

fn by_file<'n>(
    needs: impl Iterator<Item = &'n Need>,
) -> FxHashMap<FileId, BTreeSet<(&'n Name, What)>> {
    let mut found: FxHashMap<FileId, BTreeSet<(&Name, What)>> = FxHashMap::default();
    for need in needs.filter(|need| need.what != What::Missing) {
        found.entry(need.to).or_default().insert((&need.name, need.what));
    }
    found
}

/// The files that need something that is not there any more, or is another thing.
fn missing(part: &Part, outside: &[Need]) -> Vec<FileId> {
    let resolved = &part.analyzed.resolved;
    let defined = resolved.items.iter().filter_map(|item| {
        let module = resolved.modules.get(item.module.index())?;
        Some((module.file, &item.name, what(&item.kind)))
    });
    let broken = resolved.unmet.iter().filter(|unmet| unmet.why == Why::Broken);
    let broken = broken.map(|unmet| (unmet.to, &unmet.name, What::Broken));
    let there: FxHashSet<(FileId, &Name, What)> = defined.chain(broken).collect();
    let is_there = |need: &Need| {
        need.what == What::Missing || there.contains(&(need.to, &need.name, need.what))
    };
    outside.iter().filter(|need| !is_there(need)).map(|need| need.from).collect()
}

/// Whether one of the files has a class that is compiled.
fn has_classes(project: &Project, new: &Part, files: &BTreeSet<FileId>) -> bool {
    let has = |part: &Part, file: FileId| {
        let Some(module) = part.module(file) else { return false };
        let mut items = part.analyzed.resolved.items.iter().filter(|it| it.module == module.id);
        items.any(|item| matches!(item.kind, ItemKind::Class(_)))
    };
    files
        .iter()
        .any(|file| has(new, *file) || project.owner(*file).is_some_and(|part| has(part, *file)))
}

/// The files that a finding is about.
fn files(found: &Diagnostic) -> impl Iterator<Item = FileId> {
    found.span.into_iter().chain(found.labels.iter().map(|it| it.span)).map(|span| span.file)
}

/// Whether it is about one file and no other.
fn is_of_one(found: &Diagnostic) -> bool {
    let mut all = files(found);
    let first = all.next();
    first.is_some() && all.all(|file| Some(file) == first)
}
