//! Which line of the Python calls which helper, read from the emitted modules and their source maps.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::base::FileId;
use crate::driver::{Origins, Output, OutputFile};
use crate::emit::RUNTIME_FILE;
use crate::report::Call;
use crate::runtime;

/// The module of each file, and its source map.
pub(super) struct Traces<'a>(FxHashMap<FileId, (Option<&'a OutputFile>, Option<&'a OutputFile>)>);

impl<'a> Traces<'a> {
    pub(super) fn of(traced: &'a Output) -> Self {
        let mut all: FxHashMap<FileId, (Option<&OutputFile>, Option<&OutputFile>)> =
            FxHashMap::default();
        for file in &traced.files {
            let (Some(source), Some(end)) = (file.source, file.path.extension()) else { continue };
            let (code, map) = all.entry(source).or_default();
            match end.to_str() {
                Some("js") => *code = Some(file),
                Some("map") => *map = Some(file),
                Some(_) | None => {}
            }
        }
        Traces(all)
    }

    /// The calls of helpers in the module of a file, by line, each once.
    pub(super) fn calls(&self, source: FileId) -> Vec<Call> {
        let Some((Some(code), Some(map))) = self.0.get(&source) else { return Vec::new() };
        let Some(origins) = Origins::read(&map.contents) else { return Vec::new() };
        let names = names(code);
        let mut found = BTreeSet::new();
        let mut place = Place::default();
        for (offset, word) in runtime::words(&code.contents) {
            let Some((helper, _)) = names.iter().find(|(_, name)| *name == word) else { continue };
            place.go_to(offset, &code.contents);
            // The import itself leads nowhere.
            if let Some((line, _)) = origins.of(place.line, place.column) {
                found.insert(Call { line: line + 1, helper: (*helper).to_string() });
            }
        }
        found.into_iter().collect()
    }
}

/// The helpers that some module imports.
pub(super) fn imported(traced: &Output) -> BTreeSet<String> {
    let code = traced.files.iter().filter(|it| it.path.extension().is_some_and(|it| it == "js"));
    code.flat_map(names).map(|(helper, _)| helper.to_string()).collect()
}

/// The helpers that a module imports, each with its name there.
fn names(code: &OutputFile) -> Vec<(&str, &str)> {
    let end = format!("{}\";", RUNTIME_FILE);
    let imported =
        code.contents.split_once(&end).and_then(|(before, _)| before.rsplit_once("import {"));
    let list = imported.and_then(|(_, names)| names.split_once('}')).map_or("", |(names, _)| names);
    let names = list.split(',').map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| name.split_once(" as ").unwrap_or((name, name))).collect()
}

/// A place in a text that is gone through once, from 0 and in UTF-16.
#[derive(Default)]
struct Place {
    offset: usize,
    line: u32,
    column: u32,
}

impl Place {
    fn go_to(&mut self, offset: usize, text: &str) {
        for c in text.get(self.offset..offset).unwrap_or_default().chars() {
            match c {
                '\n' => (self.line, self.column) = (self.line + 1, 0),
                other => self.column += other.len_utf16() as u32,
            }
        }
        self.offset = offset;
    }
}
