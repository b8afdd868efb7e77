//! What the compiler has to say to its user.
//!
//! A user's mistake is never a `Result`: the pass that finds it pushes a [`Diagnostic`] into the
//! [`Sink`], puts an error node where the construct stood, and goes on. This layer knows nothing of
//! terminals or files; `cli::render` draws.

mod codes;
mod diagnostic;
pub mod rules;

pub use codes::{ALL, Code, Severity};
pub use diagnostic::{Diagnostic, Fix, Label, Sink};
