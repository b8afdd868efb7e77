//! What a call gives, or what a constant is: the [`Returns`] in the row of each builtin, method and name of a module.
//!
//! ```text
//! sorted(xs)       Items: a list of what the first argument yields
//! "a,b".split()    Strs
//! map(f, xs)       Mapped: what `f` gives, to be walked once
//! ```
//!
//! `types::results` makes types of them. *The first* is the receiver of a method, and the first argument of a function.

use crate::tables::library_types::LibraryType;

/// What comes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Returns {
    Unknown,
    Nothing,
    Bool,
    Int,
    /// An int of any size.
    LargeInt,
    /// What `int` makes of the first.
    Whole,
    /// An int that is 0 or more, and below 2 to the power of this.
    Natural(u8),
    /// How many items the first has.
    Length,
    /// A position, or -1.
    Found,
    Float,
    Str,
    Strs,
    /// Three strings.
    Parted,
    /// `bytes` or a `bytearray`, new ones.
    Bytes,
    ByteArray,
    /// A tuple of anything; of what a literal format of `struct` names.
    AnyTuple,
    Unpacked,
    /// A list, or three, of the type of the first.
    Sames,
    PartedSame,
    /// The class of a value.
    Class,
    Range,
    /// An item of the first.
    Item,
    /// An item of the first, or the second argument.
    Next,
    /// A list, a tuple, a set of the items of the first.
    Items,
    Tuple,
    Set,
    /// The items of the first, to be walked once.
    Walk,
    /// Items of the first and of all arguments.
    Union,
    /// A list of anything.
    List,
    /// Something to walk once, of anything.
    Iterable,
    /// A pair of floats, or of a float and an int.
    Floats,
    FloatInt,
    /// The type of the first.
    Same,
    /// That number, as an int or a float: `True.conjugate()` is 1.
    Number,
    /// What is computed of numbers: a float where all of them are.
    OfNumbers,
    /// `abs`, `round`, `divmod`, `pow`, `sum`, `as_integer_ratio`.
    Magnitude,
    Rounded,
    Quotient,
    Power,
    Sum,
    Ratio,
    /// The least or the greatest of the items, or of the arguments.
    Least,
    Greatest,
    /// A dict of what the first holds and of the keywords.
    Dict,
    /// To be walked once: what the first argument gives of the items of the others, those items for which it is
    /// true, tuples of the items, pairs of a number and an item.
    Mapped,
    Filtered,
    Zipped,
    Numbered,
    /// Of a dict: the value of a key or a default (`None` if there is none), values, pairs, a pair.
    ValueOrNone,
    ValueOr,
    Values,
    Pairs,
    Pair,
    /// A string, or `None`.
    StrOrNone,
    /// Of a class of the standard library, and perhaps `None`.
    Library(&'static LibraryType),
    LibraryOrNone(&'static LibraryType),
}

impl Returns {
    /// A count or a position: no array and no string is longer.
    pub const COUNT: Returns = Returns::Natural(32);

    /// Whether it is the same whatever the arguments are.
    pub fn is_fixed(self) -> bool {
        match self {
            Returns::Nothing
            | Returns::Bool
            | Returns::Int
            | Returns::LargeInt
            | Returns::Natural(_)
            | Returns::Length
            | Returns::Found
            | Returns::Float
            | Returns::Str
            | Returns::Strs
            | Returns::Parted
            | Returns::Bytes
            | Returns::ByteArray
            | Returns::AnyTuple
            | Returns::Range
            | Returns::StrOrNone
            | Returns::Library(_)
            | Returns::LibraryOrNone(_) => true,
            _depends => false,
        }
    }

    /// Whether it can be walked only once.
    pub fn is_lazy(self) -> bool {
        match self {
            Returns::Walk
            | Returns::Iterable
            | Returns::Mapped
            | Returns::Filtered
            | Returns::Zipped
            | Returns::Numbered => true,
            _more_than_once => false,
        }
    }
}
