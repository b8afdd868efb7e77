//! The compiler in an editor: the language server protocol over a pair of streams.
//!
//! ```text
//! → textDocument/didChange  the text as it is while somebody types
//! ← textDocument/publishDiagnostics  what `pulsec check` says of it
//! ```
//!
//! One thread reads and knows the open texts; one works, with the projects that are kept compiled
//! ([`crate::driver::Project`]), in which open texts stand in for files ([`crate::host::Overlay`]). While it works, edits and
//! cancellations are noted, so what is out of date is never begun. Messages that are no sense are refused, and the server
//! goes on; a defect of ours is the answer to one request. It ends with its input, since that is how the death of an editor
//! shows.

mod actions;
mod annotations;
mod channels;
mod classes;
mod client;
mod completion;
mod cursor;
mod diagnostics;
mod dispatch;
mod documents;
mod hover;
mod javascript;
mod known;
mod members;
mod names;
mod navigation;
mod offers;
mod position;
mod server;
mod shared;
mod stores;
mod uri;
mod view;
mod worker;
mod workspace;

pub use server::run;
