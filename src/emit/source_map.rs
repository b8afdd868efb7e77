//! Writes the version 3 source map of a generated module.
//!
//! Columns count UTF-16 code units on both sides, as the format and every browser want it.

use swc_sourcemap::SourceMapBuilder;

use super::Printed;
use super::sources::Sources;

/// The JSON text of the map of `file` (the name of the generated file).
pub fn to_json(printed: &Printed, sources: &Sources, file: &str) -> String {
    let mut builder = SourceMapBuilder::new(Some(file.to_owned().into()));
    let mut ids = Vec::new();
    for source in sources.iter() {
        let id = builder.add_source(source.path.clone().into());
        builder.set_source_contents(id, Some(source.text.clone().into()));
        ids.push((source, id));
    }
    for mapping in &printed.mappings {
        let Some((source, id)) = ids.iter().find(|(source, _)| source.file == mapping.file) else {
            continue;
        };
        let place = source.index.utf16(&source.text, mapping.offset);
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
