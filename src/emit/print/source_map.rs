//! Writes the version 3 source map of a generated module.
//!
//! Columns count UTF-16 code units on both sides, as the format and every browser want it.

use swc_sourcemap::SourceMapBuilder;

use super::Printed;
use super::sources::{Source, Sources};
use crate::base::{FileId, LineCol};

/// The JSON text of the map of `file` (the name of the generated file).
pub fn to_json(printed: &Printed, sources: &Sources, file: &str) -> String {
    let mut builder = SourceMapBuilder::new(Some(file.to_owned().into()));
    let mut ids = Vec::new();
    for source in sources.iter() {
        let id = builder.add_source(source.path.clone().into());
        builder.set_source_contents(id, Some(source.text.clone().into()));
        ids.push((source, id));
    }
    let mut cursor = Cursor::default();
    for mapping in &printed.mappings {
        let Some((source, id)) = ids.iter().find(|(source, _)| source.file == mapping.file) else {
            continue;
        };
        let place = cursor.place(source, mapping.offset);
        let name = mapping.name.as_deref().map(|name| builder.add_name(name.to_owned().into()));
        builder.add_raw(
            mapping.line,
            mapping.column,
            place.line,
            place.column,
            Some(*id),
            name,
            false,
        );
    }
    let mut json = Vec::new();
    match builder.into_sourcemap().to_writer(&mut json) {
        Ok(()) => String::from_utf8(json).unwrap_or_default(),
        Err(_) => String::new(),
    }
}

/// The place of the mapping before. Most follow one another on a line, and counting from its start
/// each time takes minutes for a line of a megabyte.
#[derive(Default)]
struct Cursor {
    last: Option<(FileId, u32, LineCol)>,
}

impl Cursor {
    fn place(&mut self, source: &Source, offset: u32) -> LineCol {
        let line = source.index.line(offset);
        let near = self.last.filter(|(file, before, place)| {
            *file == source.file && place.line == line && *before <= offset
        });
        let between =
            near.and_then(|(_, before, _)| source.text.get(before as usize..offset as usize));
        let place = match (near, between) {
            (Some((_, _, place)), Some(text)) => {
                LineCol { line, column: place.column + text.encode_utf16().count() as u32 }
            }
            (Some(_) | None, _) => source.index.utf16(&source.text, offset),
        };
        self.last = Some((source.file, offset, place));
        place
    }
}

/// The map as an address that holds it.
pub fn data_url(map: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::from("data:application/json;charset=utf-8;base64,");
    for three in map.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * at) & 63) as usize).copied().unwrap_or(b'=');
            out.push(if at <= three.len() { char::from(digit) } else { '=' });
        }
    }
    out
}

/// A source map that was written, to look up places.
pub struct Origins(swc_sourcemap::SourceMap);

impl Origins {
    pub fn read(map: &str) -> Option<Origins> {
        swc_sourcemap::SourceMap::from_slice(map.as_bytes()).ok().map(Origins)
    }

    /// The place in the source, from a place in the generated text; both count from 0 and columns in UTF-16.
    pub fn of(&self, line: u32, column: u32) -> Option<(u32, u32)> {
        let token = self.0.lookup_token(line, column)?;
        // One of a line above is not of this place.
        (token.get_dst_line() == line).then(|| (token.get_src_line(), token.get_src_col()))
    }

    /// All places: line and column of the generated text, line and column of the source.
    pub fn all(&self) -> impl Iterator<Item = [(u32, u32); 2]> {
        let tokens = self.0.tokens();
        tokens.map(|token| [token.get_dst(), (token.get_src_line(), token.get_src_col())])
    }
}
