//! The integration tests, in one binary: one module per area.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::string_slice, clippy::disallowed_methods)]

mod bindings;
mod boundary;
mod changes;
mod cli;
mod conformance;
mod constructors;
mod context;
mod cpython;
mod declarations;
mod edits;
mod errors;
mod fixtures;
mod formats;
mod helps;
mod hostile;
mod language;
mod loading;
mod locality;
mod mutations;
mod outline;
mod products;
mod projects;
mod random;
mod react;
mod readme;
mod runtime;
mod scopes;
mod serve;
mod syntax;
mod tables;
mod tidy;
mod tools;
mod tree;
mod typed;
