//! What is true of a program beyond the types of its values: found once, before anything is emitted, and read by `emit`.
//!
//! ```text
//! proofs        this index is in range, this divisor is not 0
//! purity        evaluating this changes nothing that other code sees
//! leaving       this function may let a `StopIteration` out, that handler raises again
//! turns         this variable is seen by a closure after the turn of its loop
//! callbacks     this property is called later: it must stay with its object
//! asked         somebody asks this function for its name or its parameters
//! needs         this function is good for a page only
//! unpacked      of this tuple nothing is seen but its parts
//! ```
//!
//! Nothing here knows JavaScript's syntax or chooses what is written.

mod asked;
mod base_exceptions;
pub mod callbacks;
mod factories;
mod index;
mod known;
pub mod leaving;
mod mentioned;
mod needs;
mod proofs;
mod purity;
pub mod turns;
mod unpacked;

pub use asked::{Asked, Questions};
pub use base_exceptions::BaseExceptions;
pub use callbacks::Callbacks;
pub use known::Known;
pub use leaving::Stops;
pub use needs::{Need, NeedKind, Reached};
pub use proofs::Proofs;
pub use purity::Purity;
pub use turns::Turns;
pub use unpacked::only_unpacked;
