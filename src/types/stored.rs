//! What a display's type becomes by what is stored into the display.
//!
//! ```text
//! list[int], `append` of a str      list[int | str]
//! {k: int}, `d["k"] = "x"`          {k: int | str}
//! {k: int}, anything unknown        {k: Any}
//! ```

use crate::ir::{BinaryOp, Type};
use crate::types::alias::{Entered, Source, Store, kinds};
use crate::types::ops;

/// How often operators that update items may act on what the others make.
const MAX_UPDATES: u32 = 4;

/// The type with all that is stored; `of` tells the type of what was stored.
pub(super) fn all<'s>(
    ty: Type,
    stores: impl Iterator<Item = &'s Store> + Clone,
    of: &dyn Fn(Source) -> Type,
) -> Type {
    let once = |ty: Type| stores.clone().fold(ty, |ty, store| into(ty, store, of));
    let mut ty = once(ty);
    if !stores.clone().any(|store| matches!(store, Store::Updated(..) | Store::UpdatedField(..))) {
        return ty;
    }
    for _again in 0..MAX_UPDATES {
        let more = once(ty.clone());
        if more == ty {
            return ty;
        }
        ty = more;
    }
    open(ty)
}

/// The type with what is stored; `of` tells the type of what was stored.
pub(super) fn into(ty: Type, store: &Store, of: &dyn Fn(Source) -> Type) -> Type {
    let items = |source: Source| items_of(of(source));
    match ty {
        Type::List(item) => Type::List(Box::new(item.clone().join(match store {
            Store::Updated(op, _, value) => updated(*op, *item, &of(*value)),
            Store::Item(one) | Store::Pair(_, one) => of(*one),
            Store::All(all) => items(*all),
            // A list has no such index.
            Store::Field(..) | Store::UpdatedField(..) | Store::Nothing => Type::Never,
        }))),
        Type::Set(item) => Type::Set(Box::new(item.join(match store {
            Store::Item(one) => of(*one),
            Store::All(all) => items(*all),
            Store::Pair(..)
            | Store::Field(..)
            | Store::Updated(..)
            | Store::UpdatedField(..)
            | Store::Nothing => Type::Never,
        }))),
        Type::Dict(key, value) => {
            let (more_keys, more) = match store {
                // Only a key that is there is updated, unless the dict makes what is missing.
                Store::Updated(op, key, more) => {
                    (of(*key), updated(*op, (*value).clone(), &of(*more)))
                }
                Store::UpdatedField(op, _, more) => {
                    (Type::Str, updated(*op, (*value).clone(), &of(*more)))
                }
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
                Store::UpdatedField(op, name, value) => {
                    match shape.fields.iter_mut().find(|field| field.name == *name) {
                        Some(field) => {
                            let ty = updated(*op, field.ty.clone(), &of(*value));
                            field.ty = ty;
                        }
                        None => shape.is_closed = false,
                    }
                }
                Store::Pair(..) | Store::Updated(..) | Store::All(_) => shape.open(),
                Store::Item(_) | Store::Nothing => {}
            }
            Type::Record(shape)
        }
        Type::Union(members) => Type::union(members.into_iter().map(|ty| into(ty, store, of))),
        other => other,
    }
}

/// What comes into a list that the value extends; what cannot be walked raises.
fn items_of(ty: Type) -> Type {
    let ty = ty.filter(|member| !member.is_number() && !member.is_none());
    match ty {
        Type::Never => Type::Never,
        ty => ty.walked().unwrap_or(Type::Any),
    }
}

/// What an item is after any number of `op=`, which may act on what others store too.
fn updated(op: BinaryOp, item: Type, value: &Type) -> Type {
    let once = |item: &Type| ops::binary(op, item, value).unwrap_or(Type::Any);
    let first = item.clone().join(once(&item));
    let second = first.clone().join(once(&first));
    match second == first {
        true => first,
        false => match widest(second) {
            grown if grown.clone().join(once(&grown)) == grown => grown,
            _more => Type::Any,
        },
    }
}

fn widest(ty: Type) -> Type {
    match ty {
        Type::Int { natural, .. } => Type::Int { bits: 53, natural },
        ty => ty.map_parts(&widest),
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
        false => all(ty, entered.stores.iter(), of),
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
