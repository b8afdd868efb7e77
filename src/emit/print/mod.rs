//! From a JavaScript tree to text: [`layout`] lays it out, [`comments`] stand above it, and [`source_map`] leads each token
//! back to the Python.

mod comments;
pub mod layout;
pub mod source_map;
mod sources;

pub use comments::Comments;
pub use sources::Sources;

use crate::base::{FileId, Name};

/// A generated module.
#[derive(Debug)]
pub struct Printed {
    pub code: String,
    pub mappings: Vec<Mapping>,
}

/// A place in the generated text (line and UTF-16 column from 0) and where it comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    pub line: u32,
    pub column: u32,
    pub file: FileId,
    /// Byte offset in the source.
    pub offset: u32,
    /// The Python identifier, on a token that is an identifier.
    pub name: Option<Name>,
}

/// Prints a module.
pub fn print(module: &swc_ecma_ast::Module, comments: &Comments, sources: &Sources) -> Printed {
    let places = sources::Places { sources, anchors: comments.anchors() };
    let (body, marks) = layout::lay_out(module, Some(comments.as_swc()), &places);
    let header: String = comments.header.iter().map(|line| format!("// {line}\n")).collect();
    let gap = if header.is_empty() || body.is_empty() { "" } else { "\n" };
    let shift = (header.lines().count() + gap.len()) as u32;
    let mut mappings: Vec<Mapping> = Vec::with_capacity(marks.len());
    for mark in marks {
        let Some((source, offset)) = sources.locate(mark.pos) else { continue };
        let (start, end) = mark.symbol;
        let symbol = body.get(start..end).unwrap_or("");
        let name = sources.name_at(mark.pos).filter(|name| is_rename(name, symbol));
        mappings.push(Mapping {
            line: mark.line + shift,
            column: mark.column,
            file: source.file,
            offset,
            name: name.map(Name::from),
        });
    }
    Printed { code: format!("{header}{gap}{body}"), mappings }
}

/// Whether a symbol stands for the identifier at its place: the same name, or one made from it
/// (`class` → `class_`). A helper call at the place of its first operand is not.
fn is_rename(name: &str, symbol: &str) -> bool {
    let suffix = symbol.strip_prefix(name).or_else(|| name.strip_prefix(symbol));
    !symbol.is_empty()
        && suffix.is_some_and(|suffix| {
            suffix.chars().all(|c| c == '_' || c == '$' || c.is_ascii_digit())
        })
}
