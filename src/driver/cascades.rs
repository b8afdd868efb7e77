//! One mistake, one finding: what only follows from a syntax error is not told.
//!
//! ```text
//! *items = values      PSC101: a starred target must stand in a list
//! return items         nothing: that `items` is not bound follows from it
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::FileId;
use crate::diag::{Diagnostic, Severity};
use crate::driver::Sources;
use crate::outline::{self, Outline};

/// The findings, in their order, without those that a syntax error in the same statement of the module
/// has made. Of syntax errors with the same words there, the first stays.
pub(super) fn without(sources: &Sources, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let broken = found.iter().filter(|found| is_syntax(found));
    let files: FxHashSet<FileId> = broken.filter_map(|found| Some(found.span?.file)).collect();
    let outlines: FxHashMap<FileId, Outline> = files
        .into_iter()
        .filter_map(|file| Some((file, outline::scan(file, &sources.get(file)?.text))))
        .collect();
    let chunk = |found: &Diagnostic| {
        let span = found.span?;
        let chunks = &outlines.get(&span.file)?.chunks;
        let at = chunks.partition_point(|chunk| chunk.span.start <= span.start).checked_sub(1)?;
        Some((span.file, at))
    };
    let broken: FxHashSet<_> =
        found.iter().filter(|found| is_syntax(found)).filter_map(chunk).collect();
    let mut told: FxHashSet<((FileId, usize), String)> = FxHashSet::default();
    let mut follows = |found: &Diagnostic| {
        let Some(chunk) = chunk(found).filter(|chunk| broken.contains(chunk)) else { return false };
        !is_syntax(found) || !told.insert((chunk, found.message.clone()))
    };
    found.into_iter().filter(|found| !follows(found)).collect()
}

fn is_syntax(found: &Diagnostic) -> bool {
    found.severity == Severity::Error && found.code.id.starts_with("PSC1")
}
