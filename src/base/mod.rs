//! Positions and ids: what every layer may know.

mod components;
mod event_use;
mod keyword;
mod line_index;
mod map;
pub mod normal_form;
mod paths;
mod places;
mod reach;
mod span;
mod suggest;
mod worklist;

pub use components::components;
pub use event_use::{
    Answers, EventOp, EventUse, Handled, Need, Payload, Read, Sent, SentKey, ValueKind,
};
pub use keyword::is_keyword;
pub use line_index::{LineCol, LineIndex};
pub use map::{Key, SharedMap};
pub use paths::{in_jsdoc, in_line, in_url, normal};
pub use places::Places;
pub use reach::Reach;
pub use span::{FileId, Span};
pub use suggest::{closest, within};
pub use worklist::Worklist;

/// A name or a piece of text shared between passes and threads.
pub type Name = std::sync::Arc<str>;

/// Declares an index newtype: `define_id!(ExprId)` is a `u32` that only indexes expressions.
#[macro_export]
macro_rules! define_id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $name(pub u32);

        impl $name {
            /// The id as an index into the table it belongs to.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl $crate::base::Key for $name {
            fn to_bits(self) -> u32 {
                self.0
            }

            fn from_bits(bits: u32) -> $name {
                $name(bits)
            }
        }
    };
}
