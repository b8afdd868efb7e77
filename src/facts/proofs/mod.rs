//! What is certain of indexes and divisors, so that an operator does instead of a helper.
//!
//! ```text
//! if not lines: return None
//! best = lines[0]                        lines[0]               there is a first line
//! for i in range(len(xs)): xs[i]         xs[i]                  the index is in range
//! done / total if total else 0           done / total           the divisor is not 0
//! ```
//!
//! A forward walk over each function carries what tests, assignments and loops tell of its own variables
//! ([`known`]) until something may make it wrong: a variable is bound anew, or a list may have become
//! shorter ([`changes`]). Of a variable that a nested function writes nothing is known, and a nested
//! function starts with nothing: it may run at any time.

mod changes;
mod flow;
mod known;
mod loops;
mod told;
mod values;

use rustc_hash::FxHashSet;

use crate::base::Span;
use crate::ir::{ExprId, Module, Program};
use crate::types::TypeMap;

pub use changes::FuncChanges;

/// What was proved of one module.
#[derive(Debug, Default)]
pub struct Proofs {
    /// Subscripts of lists and tuples whose index is in range, counted from the front.
    from_start: FxHashSet<ExprId>,
    /// The same of a negative literal.
    from_end: FxHashSet<ExprId>,
    /// The same of places, by their spans.
    start_places: FxHashSet<Span>,
    /// Places of `op=` whose index is in range once the item has been read.
    read_places: FxHashSet<Span>,
    /// Divisors that are not 0.
    not_zero: FxHashSet<ExprId>,
    /// Divisors that are ints above 0.
    positive: FxHashSet<ExprId>,
    /// Some code stands in the tree more than once: what does not hold of one copy holds of none.
    failed: FxHashSet<ExprId>,
    failed_divisors: FxHashSet<ExprId>,
    failed_places: FxHashSet<Span>,
    failed_reads: FxHashSet<Span>,
}

impl Proofs {
    pub fn of(
        program: &Program,
        module: &Module,
        types: &TypeMap,
        changes: &FuncChanges,
    ) -> Proofs {
        flow::prove(changes::Look { program, module, types, changes })
    }

    /// Whether `object[index]`, the expression with this id, is JavaScript's `object[index]`.
    pub fn is_in_range(&self, subscript: ExprId) -> bool {
        self.from_start.contains(&subscript) && !self.failed.contains(&subscript)
    }

    /// Whether `object[-1]` is `object.at(-1)`.
    pub fn is_in_range_from_end(&self, subscript: ExprId) -> bool {
        self.from_end.contains(&subscript) && !self.failed.contains(&subscript)
    }

    /// Whether the place `object[index]` with this span is JavaScript's.
    pub fn is_place_in_range(&self, place: Span) -> bool {
        self.start_places.contains(&place) && !self.failed_places.contains(&place)
    }

    /// Whether what an `op=` makes of the item is stored to JavaScript's `object[index]`.
    pub fn is_place_in_range_once_read(&self, place: Span) -> bool {
        self.read_places.contains(&place) && !self.failed_reads.contains(&place)
    }

    pub fn is_not_zero(&self, divisor: ExprId) -> bool {
        self.not_zero.contains(&divisor) && !self.failed_divisors.contains(&divisor)
    }

    pub fn is_positive(&self, divisor: ExprId) -> bool {
        self.positive.contains(&divisor) && !self.failed_divisors.contains(&divisor)
    }
}
