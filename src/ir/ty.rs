//! Types, as far as they change what is emitted: what they are. How two become one is in `join`, what they are seen from
//! outside in `view`, what passes ask of them in `questions`.

mod display;
mod instance;
mod join;
mod questions;
mod view;

use crate::base::Name;
use crate::tables::host_types::HostRow;
use crate::tables::library_types::LibraryType;

pub use instance::{ClassKey, EnumKind, Instance, Kind};
pub use questions::Truth;
pub use view::{Mapping, Object, Sequence, View};

/// A static type. `Any` is the honest answer whenever nothing is known.
#[derive(Clone, PartialEq, Debug)]
pub enum Type {
    /// Nothing is known.
    Any,
    /// No value: the type of an expression that never returns.
    Never,
    None,
    Bool,
    /// `bits` bounds the magnitude: |x| < 2^bits. 53 is all that a number holds exactly, and what is annotated; more
    /// ([`Type::LARGE`]) is what may be a `BigInt`.
    Int {
        bits: u8,
        /// Whether it is 0 or more for certain.
        natural: bool,
    },
    Float,
    Str,
    Bytes {
        /// Whether JavaScript may have made it: what is annotated as `bytes` may be any `Uint8Array`.
        is_given: bool,
    },
    ByteArray,
    List(Box<Type>),
    Tuple(Vec<Type>),
    /// A tuple of unknown length.
    TupleOf(Box<Type>),
    Set(Box<Type>),
    /// A mapping that may be a plain object, a `Map` or a `Dict` at run time.
    Dict(Box<Type>, Box<Type>),
    /// A dict whose listed keys are known to be there unless optional: a display with literal keys, or a
    /// `TypedDict`.
    Record(Shape),
    Range,
    /// Something `for` may walk, once or more often: a generator, `zip(...)`, `.items()`.
    Iterable(Box<Type>),
    Function {
        params: Vec<Type>,
        returns: Box<Type>,
    },
    /// A React element or fragment.
    Element,
    /// The bridge of a channel, connected.
    Bridge,
    /// `useRef(...)`: `.current`.
    Ref(Box<Type>),
    /// What an `async` call returns, awaited or not yet.
    Awaitable(Box<Type>),
    /// An exception instance, by class name.
    Exception(Name),
    /// Of a class of the program, or of one that derives from it.
    Instance(Instance),
    /// An object of JavaScript: its members and methods are JavaScript's.
    Js,
    /// An object of the browser whose members are known, and that is there.
    Host(&'static HostRow),
    /// Of a class of the standard library, or of one that derives from it.
    Library {
        of: &'static LibraryType,
        /// Whether JavaScript may have made it: what is annotated as a `datetime` may be a `Date`.
        is_given: bool,
    },
    /// At least two, flat, none `Any`.
    Union(Vec<Type>),
}

/// The keys of a record.
#[derive(Clone, PartialEq, Debug)]
pub struct Shape {
    pub fields: Vec<Field>,
    pub built: Built,
    /// Whether the fields are all it holds: those of a display are, a `TypedDict` may be one of more keys.
    pub is_closed: bool,
}

/// What a record is made of in JavaScript. An annotation does not say: `dict(...)` or `json.loads` may
/// have made a `Dict` of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Built {
    /// A plain object for certain.
    Plain,
    /// A plain object if what the function was given is plain.
    AsGiven,
    /// A plain object or a `Dict`.
    Either,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    pub name: Name,
    pub ty: Type,
    pub is_optional: bool,
}

impl Shape {
    /// Any of the values.
    pub fn value(&self) -> Type {
        match self.is_closed {
            true => Type::union(self.fields.iter().map(|field| field.ty.clone())),
            false => Type::Any,
        }
    }

    /// Whether it is a plain object of these fields, all of which are there.
    pub fn lists_all(&self) -> bool {
        self.built == Built::Plain
            && self.is_closed
            && self.fields.iter().all(|field| !field.is_optional)
    }

    /// Whether some key is there for certain.
    pub fn has_required(&self) -> bool {
        self.fields.iter().any(|field| !field.is_optional)
    }

    /// Anything may be stored into it.
    pub fn open(&mut self) {
        self.is_closed = false;
        self.fields.iter_mut().for_each(|field| field.ty = Type::Any);
    }
}

impl Type {
    /// An int of which nothing is known but that it is one.
    pub const INT: Type = Type::Int { bits: 53, natural: false };
    /// An int of any size, as comes of operations on ints.
    pub const LARGE: Type = Type::Int { bits: u8::MAX, natural: false };
    /// A length, a count or a position: no array and no string is longer.
    pub const LENGTH: Type = Type::Int { bits: 32, natural: true };
    /// One of the items of `bytes`.
    pub const BYTE: Type = Type::Int { bits: 8, natural: true };
    /// Those that Python made.
    pub const BYTES: Type = Type::Bytes { is_given: false };
}
