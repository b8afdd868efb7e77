//! The Python texts a module comes from, and how their offsets travel through swc.
//!
//! swc knows one number line of byte positions. Each source gets a stretch of it: byte 0 of the
//! first source is position 1, and the next source starts behind the end of the one before. A
//! commented statement gets a position of its own above [`ANCHORS`], so that two statements from
//! one place in the Python cannot take each other's comment.

use swc_common::{BytePos, DUMMY_SP};

use crate::base::{FileId, LineIndex, Span};

use super::layout::Origin;

/// Positions from here on name a comment, not a place in a source.
pub const ANCHORS: u32 = 0x8000_0000;

/// The emitter looks a few positions around a node for comments; anchors keep that distance.
pub const ANCHOR_STEP: u32 = 8;

#[derive(Debug)]
pub struct Source {
    pub file: FileId,
    /// As it shall stand in the source map: the way from the output to it.
    pub path: String,
    /// What people call it: its path within the project, the same wherever the output goes.
    pub name: String,
    pub text: String,
    pub index: LineIndex,
    base: u32,
}

/// The sources of one generated module.
#[derive(Debug, Default)]
pub struct Sources {
    all: Vec<Source>,
}

impl Sources {
    pub fn new() -> Sources {
        Sources::default()
    }

    /// Adds a source whose path is also its name.
    #[cfg(test)]
    pub fn add(&mut self, file: FileId, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        self.add_named(file, path.clone(), path, text);
    }

    pub fn add_named(
        &mut self,
        file: FileId,
        path: impl Into<String>,
        name: impl Into<String>,
        text: impl Into<String>,
    ) {
        let (path, name, text) = (path.into(), name.into(), text.into());
        let base = self.all.last().map_or(1, |last| last.base + last.text.len() as u32 + 2);
        let index = LineIndex::new(&text);
        self.all.push(Source { file, path, name, text, index, base });
    }

    pub fn iter(&self) -> impl Iterator<Item = &Source> {
        self.all.iter()
    }

    /// The span in swc's positions; dummy for a file that is not among the sources.
    pub fn span(&self, span: Span) -> swc_common::Span {
        let fits =
            |source: &&Source| source.file == span.file && (span.end as usize) <= source.text.len();
        match self.all.iter().find(fits) {
            Some(source) if source.base + span.end < ANCHORS => swc_common::Span::new(
                BytePos(source.base + span.start.min(span.end)),
                BytePos(source.base + span.end),
            ),
            _ => DUMMY_SP,
        }
    }

    /// The source and the byte offset in it that a position stands for.
    pub fn locate(&self, pos: u32) -> Option<(&Source, u32)> {
        let after = self.all.partition_point(|source| source.base <= pos);
        let source = self.all.get(after.checked_sub(1)?)?;
        let offset = pos - source.base;
        (offset as usize <= source.text.len()).then_some((source, offset))
    }

    /// The Python identifier that starts at a position.
    pub fn name_at(&self, pos: u32) -> Option<&str> {
        let (source, offset) = self.locate(pos)?;
        let rest = source.text.get(offset as usize..)?;
        let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        rest.get(..end).filter(|name| name.starts_with(|c: char| c.is_alphabetic() || c == '_'))
    }
}

/// The sources seen by the layout, with the places of the commented statements.
pub struct Places<'a> {
    pub sources: &'a Sources,
    pub anchors: &'a [u32],
}

impl Origin for Places<'_> {
    fn resolve(&self, pos: u32) -> u32 {
        let anchor = pos.checked_sub(ANCHORS).map(|from| (from / ANCHOR_STEP) as usize);
        anchor.map_or(pos, |anchor| self.anchors.get(anchor).copied().unwrap_or(0))
    }

    fn blank_before(&self, pos: u32) -> bool {
        let Some((source, offset)) = self.sources.locate(pos) else { return false };
        let line_text = |line: u32| {
            let start = source.index.line_start(line)? as usize;
            let end =
                source.index.line_start(line + 1).map_or(source.text.len(), |end| end as usize);
            Some(source.text.get(start..end)?.trim())
        };
        let mut line = source.index.line(offset);
        while let Some(above) = line.checked_sub(1) {
            match line_text(above) {
                Some("") => return true,
                // comments belong to the statement below them
                Some(text) if text.starts_with('#') || text.starts_with('@') => line = above,
                _ => return false,
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_lead_back_to_their_source() {
        let mut sources = Sources::new();
        sources.add(FileId(3), "a.py", "one = 1\n");
        sources.add(FileId(5), "b.py", "\n# c\ntwo = one\n");
        let span = sources.span(Span::new(FileId(5), 5, 8));
        let (source, offset) = sources.locate(span.lo.0).unwrap();
        assert_eq!((source.path.as_str(), offset), ("b.py", 5));
        assert_eq!(sources.name_at(span.lo.0), Some("two"));
        assert!(sources.span(Span::new(FileId(9), 0, 1)).is_dummy());
        let places = Places { sources: &sources, anchors: &[] };
        assert!(places.blank_before(span.lo.0));
        assert!(!places.blank_before(1));
    }
}
