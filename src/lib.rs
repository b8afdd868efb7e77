//! pulsec compiles the Python marked with `@ps.javascript` in a Pulse app into JavaScript and
//! React modules.
//!
//! The way of the data:
//!
//! ```text
//! files → Outline → ast::Stmt (only the chunks that are needed) → resolve::Program → ir::Module
//!       → types + analyses (diagnostics) → swc AST → { code, source map }
//! ```
//!
//! A module uses only the modules of the rows above its own; `tests/suite/tidy.rs` checks it.
//! `docs/architecture.md` tells the rest.

#![cfg_attr(test, allow(clippy::string_slice, clippy::single_range_in_vec_init))]

// row 0
pub mod base;
// row 1
pub mod diag;
// row 2
pub mod host;
pub mod runtime;
// row 3
pub mod tables;
// row 4
pub mod outline;
pub mod regex;
// row 5
pub mod syntax;
// row 6
mod ir;
pub mod resolve;
// row 7
mod lower;
pub mod types;
// row 8
mod facts;
// row 9
mod analyze;
mod emit;
// row 10
pub mod driver;
// row 11
mod around;
pub mod engine;
pub mod report;
pub mod serve;
pub mod watch;
// row 12
mod lsp;
mod run;
// row 13
mod verify;
// row 14
pub mod cli;
