//! From IR to JavaScript text; sole owner of `swc_*`.
//!
//! [`build`] makes a JavaScript syntax tree, [`parens`] adds the parentheses it needs, [`print`]
//! lays it out, and [`source_map::to_json`] leads each token back to the Python:
//!
//! ```text
//! js.at(span).call(js.ident("f"), vec![js.number(1.0).into()])   →   f(1)   →   chat.py:3:4
//! ```

mod asked;
mod attributes;
mod base_exceptions;
mod bound;
pub mod build;
mod builtins;
mod callbacks;
pub mod comments;
mod comprehension;
mod context;
mod crossing;
mod declare;
pub mod dts;
mod element;
mod emitter;
mod exceptions;
mod expression;
mod factories;
mod field;
mod floats;
mod function;
mod generator;
mod index;
mod interop;
mod known;
pub mod layout;
mod leaving;
mod link;
mod mapping;
mod methods;
mod module;
mod names;
mod operators;
mod order;
pub mod parens;
mod pattern;
mod patterns;
mod percent;
mod place;
mod proofs;
mod purity;
mod react;
mod reflection;
pub mod source_map;
pub mod sources;
mod statement;
mod template;
mod turns;
mod unpacked;

pub use comments::Comments;
pub use emitter::JsxMode;
pub use known::Known;
pub use link::{Link, Linked};
pub use module::{Emitted, RUNTIME_FILE, Target, emit};
pub use sources::Sources;

#[cfg(test)]
mod tests;

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
