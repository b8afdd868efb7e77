//! The kinds of displays that can be changed, as a set: what `append` changes is no dict.

use crate::ir::{Mapping, Object, Sequence, Type, View};

pub(in crate::types) type Kinds = u8;

pub(in crate::types) const LIST: Kinds = 1;
pub(in crate::types) const MAP: Kinds = 2;
pub(in crate::types) const SET: Kinds = 4;
pub(in crate::types) const ALL: Kinds = LIST | MAP | SET;

/// The kind a value of the type is itself.
pub(in crate::types) fn own(ty: &Type) -> Kinds {
    match ty.view() {
        View::Sequence(Sequence::List(_)) => LIST,
        View::Mapping(_) => MAP,
        View::Set(_) => SET,
        View::Union(members) => all(members.iter().map(own)),
        View::None | View::Number | View::Str | View::Bytes | View::Sequence(_) => 0,
        View::Object(Object::Bridge | Object::Host | Object::Library) | View::Instance(_) => 0,
        View::Object(Object::Element | Object::Ref | Object::Awaitable | Object::Exception) => ALL,
        View::Unknown | View::Iterable(_) | View::Function => ALL,
    }
}

/// Whether a value of the type may be a tuple for what is known of it.
pub(super) fn may_be_tuple(ty: &Type) -> bool {
    ty.any(|ty| matches!(ty.view(), View::Sequence(Sequence::Tuple(_) | Sequence::TupleOf(_))))
}

/// Whether it may hold one.
pub(super) fn holds_tuple(ty: &Type) -> bool {
    ty.members().iter().any(|one| one.parts().any(|it| may_be_tuple(it) || holds_tuple(it)))
}

/// The kinds of everything that a value of the type may be or hold.
fn within(ty: &Type) -> Kinds {
    let own = match ty.view() {
        View::Sequence(Sequence::List(_)) => LIST,
        View::Set(_) => SET,
        View::Mapping(Mapping::Dict(..)) => MAP,
        _other => 0,
    };
    own | inside(ty)
}

/// The kinds of everything that a value of the type may hold.
pub(super) fn inside(ty: &Type) -> Kinds {
    let of_parts = || all(ty.parts().map(within));
    match ty.view() {
        View::None | View::Number | View::Str | View::Bytes => 0,
        View::Union(members) => all(members.iter().map(inside)),
        View::Sequence(_) | View::Set(_) | View::Iterable(_) => of_parts(),
        View::Mapping(Mapping::Dict(..)) | View::Object(Object::Awaitable) => of_parts(),
        // What the browser holds was handed to it, and marked there.
        View::Object(Object::Bridge | Object::Host | Object::Library) => 0,
        View::Object(Object::Element | Object::Ref | Object::Exception) => ALL,
        // A record may hold more than its type lists.
        View::Mapping(Mapping::Record(_)) | View::Unknown | View::Function | View::Instance(_) => {
            ALL
        }
    }
}

fn all(kinds: impl Iterator<Item = Kinds>) -> Kinds {
    kinds.fold(0, |all, one| all | one)
}
