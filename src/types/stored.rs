//! What a display's type becomes by what is stored into the display.
//!
//! ```text
//! list[int], `append` of a str      list[int | str]
//! {k: int}, `d["k"] = "x"`          {k: int | str}
//! {k: int}, anything unknown        {k: Any}
//! ```

use crate::ir::Type;
use crate::types::alias::{Entered, Source, Store, kinds};
use crate::types::ops;

/// The type with what is stored; `of` tells the type of what was stored.
pub(super) fn into(ty: Type, store: &Store, of: &dyn Fn(Source) -> Type) -> Type {
    let items = |source: Source| of(source).walked().unwrap_or(Type::Any);
    match ty {
        Type::List(item) => Type::List(Box::new(item.join(match store {
            Store::Item(one) | Store::Pair(_, one) => of(*one),
            Store::All(all) => items(*all),
            // A list has no such index.
            Store::Field(..) | Store::Nothing => Type::Never,
        }))),
        Type::Set(item) => Type::Set(Box::new(item.join(match store {
            Store::Item(one) => of(*one),
            Store::All(all) => items(*all),
            Store::Pair(..) | Store::Field(..) | Store::Nothing => Type::Never,
        }))),
        Type::Dict(key, value) => {
            let (more_keys, more) = match store {
                Store::Pair(key, value) => (of(*key), of(*value)),
                Store::Field(_, value) => (Type::Str, of(*value)),
                Store::All(all) => ops::pair_of(&of(*all)),
                Store::Item(_) | Store::Nothing => (Type::Never, Type::Never),
            };
            Type::Dict(Box::new(key.join(more_keys)), Box::new(value.join(more)))
        }
        Type::Record(mut shape) => {
            match store {
                Store::Field(name, value) => {
                    match shape.fields.iter_mut().find(|field| field.name == *name) {
                        Some(field) => field.ty = field.ty.clone().join(of(*value)),
                        None => shape.is_closed = false,
                    }
                }
                Store::Pair(..) | Store::All(_) => shape.open(),
                Store::Item(_) | Store::Nothing => {}
            }
            Type::Record(shape)
        }
        Type::Union(members) => Type::union(members.into_iter().map(|ty| into(ty, store, of))),
        other => other,
    }
}

/// What is left of a display's type when anything may be stored into it.
pub(super) fn open(ty: Type) -> Type {
    let any = || Box::new(Type::Any);
    match ty {
        Type::List(_) => Type::List(any()),
        Type::Set(_) => Type::Set(any()),
        Type::Dict(..) => Type::Dict(any(), any()),
        Type::Record(mut shape) => {
            shape.open();
            Type::Record(shape)
        }
        Type::Union(members) => Type::union(members.into_iter().map(open)),
        other => other,
    }
}

/// The same of all that a value of the type holds.
pub(super) fn open_deeply(ty: Type) -> Type {
    match ty {
        Type::Tuple(items) => Type::Tuple(items.into_iter().map(open_deeply).collect()),
        Type::TupleOf(item) => Type::TupleOf(Box::new(open_deeply(*item))),
        Type::Iterable(item) => Type::Iterable(Box::new(open_deeply(*item))),
        Type::Awaitable(item) => Type::Awaitable(Box::new(open_deeply(*item))),
        Type::Union(members) => Type::union(members.into_iter().map(open_deeply)),
        other => open(without_fields(other)),
    }
}

/// What becomes of the type of a value from another module by what is done to it here.
pub(super) fn arrived(ty: Type, entered: &Entered, of: &dyn Fn(Source) -> Type) -> Type {
    let own = kinds::own(&ty);
    if entered.inside != 0 {
        return open_deeply(ty);
    }
    let ty = if entered.shrunk & own != 0 { without_fields(ty) } else { ty };
    match entered.changed & own != 0 {
        true => open(ty),
        false => entered.stores.iter().fold(ty, |ty, store| into(ty, store, of)),
    }
}

/// Where a key may be removed, none is known to be there.
pub(super) fn without_fields(ty: Type) -> Type {
    match ty {
        Type::Record(shape) => Type::Dict(Box::new(Type::Str), Box::new(shape.value())),
        Type::Union(members) => Type::union(members.into_iter().map(without_fields)),
        other => other,
    }
}
