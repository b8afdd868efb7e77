//! The kinds of displays that can be changed, as a set: what `append` changes is no dict.

use crate::ir::Type;

pub(in crate::types) type Kinds = u8;

pub(in crate::types) const LIST: Kinds = 1;
pub(in crate::types) const MAP: Kinds = 2;
pub(in crate::types) const SET: Kinds = 4;
pub(in crate::types) const ALL: Kinds = LIST | MAP | SET;

/// The kind a value of the type is itself.
pub(in crate::types) fn own(ty: &Type) -> Kinds {
    match ty {
        Type::List(_) => LIST,
        Type::Dict(..) | Type::Record(_) => MAP,
        Type::Set(_) => SET,
        Type::Union(members) => members.iter().map(own).fold(0, |all, one| all | one),
        Type::None
        | Type::Bool
        | Type::Int { .. }
        | Type::Float
        | Type::Str
        | Type::Tuple(_)
        | Type::TupleOf(_)
        | Type::Range
        | Type::Bridge
        | Type::Host(_) => 0,
        Type::Any
        | Type::Never
        | Type::Iterable(_)
        | Type::Function { .. }
        | Type::Element
        | Type::Ref(_)
        | Type::Awaitable(_)
        | Type::Exception(_)
        | Type::Js => ALL,
    }
}

/// The kinds of everything that a value of the type may be or hold.
pub(super) fn within(ty: &Type) -> Kinds {
    match ty {
        Type::None
        | Type::Bool
        | Type::Int { .. }
        | Type::Float
        | Type::Str
        | Type::Range
        | Type::Bridge
        // What the browser holds was handed to it, and marked there.
        | Type::Host(_) => 0,
        Type::List(item) => LIST | within(item),
        Type::Set(item) => SET | within(item),
        Type::Dict(key, value) => MAP | within(key) | within(value),
        Type::TupleOf(item) | Type::Iterable(item) | Type::Awaitable(item) => within(item),
        Type::Tuple(items) | Type::Union(items) => {
            items.iter().map(within).fold(0, |all, one| all | one)
        }
        // A record may hold more than its type lists.
        Type::Record(_)
        | Type::Any
        | Type::Never
        | Type::Function { .. }
        | Type::Element
        | Type::Ref(_)
        | Type::Exception(_)
        | Type::Js => ALL,
    }
}
