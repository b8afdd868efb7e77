//! Result types of the methods of Python's builtin types.

use crate::ir::{Mapping, Sequence, Type, View};
use crate::types::ops;

const LENGTH: Type = Type::LENGTH;
/// A position, or -1.
const FOUND: Type = Type::Int { bits: 32, natural: false };

/// `object.name(args)`. `key` is the first argument when it is a literal string.
pub(super) fn method(object: &Type, name: &str, args: &[Type], key: Option<&str>) -> Type {
    match object.view() {
        View::Unknown if matches!(object, Type::Never) => Type::Never,
        View::Str => str_method(name),
        View::Sequence(Sequence::List(item)) => list_method(object, item, name),
        View::Sequence(_) if matches!(name, "count" | "index") => LENGTH,
        View::Mapping(Mapping::Dict(..)) => dict_method(object, name, args),
        View::Mapping(Mapping::Record(_)) => record_method(object, name, args, key),
        View::Set(item) => set_method(object, item, name, args),
        View::Number => number_method(object, name),
        View::Union(members) => {
            let members = members.iter().filter(|member| !member.is_none());
            Type::union(members.map(|member| method(member, name, args, key)))
        }
        View::Unknown
        | View::None
        | View::Sequence(_)
        | View::Iterable(_)
        | View::Function
        | View::Object(_) => Type::Any,
    }
}

fn number_method(object: &Type, name: &str) -> Type {
    let is_float = object.is_exact_float();
    match name {
        "is_integer" => Type::Bool,
        "conjugate" => as_number(object),
        "as_integer_ratio" if is_float => Type::Tuple(vec![Type::INT, Type::INT]),
        "as_integer_ratio" => {
            Type::Tuple(vec![as_number(object), Type::Int { bits: 1, natural: true }])
        }
        "bit_length" | "bit_count" if !is_float => Type::Int { bits: 6, natural: true },
        "hex" if is_float => Type::Str,
        _other => Type::Any,
    }
}

/// What a number is as a number: `True.real` is 1.
pub(super) fn as_number(ty: &Type) -> Type {
    match ty {
        Type::Bool => Type::Int { bits: 1, natural: true },
        number => number.clone(),
    }
}

fn str_method(name: &str) -> Type {
    match name {
        "capitalize" | "casefold" | "center" | "expandtabs" | "format" | "format_map" | "join"
        | "ljust" | "lower" | "lstrip" | "removeprefix" | "removesuffix" | "replace" | "rjust"
        | "rstrip" | "strip" | "swapcase" | "title" | "translate" | "upper" | "zfill" => Type::Str,
        "find" | "rfind" => FOUND,
        "count" | "index" | "rindex" => LENGTH,
        "endswith" | "startswith" | "isalnum" | "isalpha" | "isascii" | "isdecimal" | "isdigit"
        | "isidentifier" | "islower" | "isnumeric" | "isprintable" | "isspace" | "istitle"
        | "isupper" => Type::Bool,
        "split" | "rsplit" | "splitlines" => Type::List(Box::new(Type::Str)),
        "partition" | "rpartition" => Type::Tuple(vec![Type::Str, Type::Str, Type::Str]),
        _unknown => Type::Any,
    }
}

fn list_method(object: &Type, item: &Type, name: &str) -> Type {
    match name {
        "append" | "clear" | "extend" | "insert" | "remove" | "reverse" | "sort" => Type::None,
        "copy" => object.clone(),
        "count" | "index" => LENGTH,
        "pop" => item.clone(),
        _unknown => Type::Any,
    }
}

fn dict_method(object: &Type, name: &str, args: &[Type]) -> Type {
    let (key, value) = ops::pair_of(object);
    let default = args.get(1).cloned();
    match name {
        "get" => value.join(default.unwrap_or(Type::None)),
        "setdefault" => value.join(default.unwrap_or(Type::None)),
        "pop" => default.map_or(value.clone(), |default| value.join(default)),
        "items" => Type::Iterable(Box::new(Type::Tuple(vec![key, value]))),
        "keys" => Type::Iterable(Box::new(key)),
        "values" => Type::Iterable(Box::new(value)),
        "popitem" => Type::Tuple(vec![key, value]),
        "copy" => object.clone(),
        "clear" | "update" => Type::None,
        _unknown => Type::Any,
    }
}

/// A record may hold more keys than its type lists.
fn record_method(object: &Type, name: &str, args: &[Type], key: Option<&str>) -> Type {
    let field = key.and_then(|key| object.field(key));
    let default = args.get(1).cloned();
    match (name, field) {
        ("get", Some(field)) if field.is_optional => {
            field.ty.clone().join(default.unwrap_or(Type::None))
        }
        ("get", Some(field)) => field.ty.clone(),
        ("get", None) => ops::pair_of(object).1.join(default.unwrap_or(Type::None)),
        ("copy", _) => object.clone(),
        ("keys", _) => Type::Iterable(Box::new(Type::Str)),
        ("items", _) => {
            let (key, value) = ops::pair_of(object);
            Type::Iterable(Box::new(Type::Tuple(vec![key, value])))
        }
        ("values", _) => Type::Iterable(Box::new(ops::pair_of(object).1)),
        ("clear" | "update", _) => Type::None,
        _unknown => Type::Any,
    }
}

fn set_method(object: &Type, item: &Type, name: &str, args: &[Type]) -> Type {
    match name {
        "add"
        | "clear"
        | "discard"
        | "remove"
        | "update"
        | "difference_update"
        | "intersection_update"
        | "symmetric_difference_update" => Type::None,
        "copy" | "difference" | "intersection" => object.clone(),
        "union" | "symmetric_difference" => {
            let more = args.iter().map(|arg| arg.walked().unwrap_or(Type::Any));
            Type::Set(Box::new(more.fold(item.clone(), Type::join)))
        }
        "isdisjoint" | "issubset" | "issuperset" => Type::Bool,
        "pop" => item.clone(),
        _unknown => Type::Any,
    }
}
