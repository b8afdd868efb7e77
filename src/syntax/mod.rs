//! From a chunk of text to a syntax tree; the only module that names `rustpython_*`.

pub mod ast;
