//! Types of what builtins and methods give, by the [`Returns`] of their rows.

use crate::ir::{BinaryOp, Field, Type, UnaryOp};
use crate::tables::library_types::Member;
use crate::tables::methods;
use crate::tables::returns::Returns;
use crate::types::hooks::returned;
use crate::types::ops;

/// What a call is made with.
pub(super) struct Given<'t> {
    /// The receiver of a method, or the first argument.
    pub first: &'t Type,
    /// What that yields; `Never` of no argument.
    pub item: Type,
    /// The arguments of a method, or those after the first.
    pub rest: &'t [Type],
    /// The first argument of a method, if it is a string written out.
    pub key: Option<&'t str>,
}

/// `object.name(args)`. `key` is the first argument when it is a literal string.
pub(super) fn method(object: &Type, name: &str, args: &[Type], key: Option<&str>) -> Type {
    if matches!(object, Type::Never) {
        return Type::Never;
    }
    let of = |member: &Type| {
        if let Type::Library { of, .. } = member {
            return match of.member(name) {
                Some(Member::Method(_, returns)) => {
                    result(*returns, Given { first: member, item: Type::Any, rest: args, key })
                }
                Some(Member::Attribute(_)) | None => Type::Any,
            };
        }
        let row = member.method_type().and_then(|owner| methods::method(owner, name));
        let Some(row) = row else { return Type::Any };
        // A record may hold more keys than its type lists, and fewer once some may be gone.
        let is_open = member.is_record()
            && row.effects.receiver.may_change()
            && row.returns != Returns::Nothing;
        if is_open {
            return Type::Any;
        }
        let item = member.walked().unwrap_or(Type::Any);
        result(row.returns, Given { first: member, item, rest: args, key })
    };
    match object {
        Type::Union(members) => {
            Type::union(members.iter().filter(|member| !member.is_none()).map(of))
        }
        one => of(one),
    }
}

/// What comes out of a call.
pub(super) fn result(returns: Returns, given: Given) -> Type {
    let Given { first, item, rest, key } = given;
    let second = rest.first();
    let list = |item| Type::List(Box::new(item));
    let walk = |item| Type::Iterable(Box::new(item));
    match returns {
        Returns::Unknown | Returns::Class => Type::Any,
        Returns::Nothing => Type::None,
        Returns::Bool => Type::Bool,
        Returns::Int => Type::INT,
        Returns::LargeInt => Type::LARGE,
        Returns::Whole => match first {
            Type::Bool | Type::Int { .. } => as_number(first),
            // A text may have any number of digits.
            first if first.is_number() => Type::INT,
            _other => Type::LARGE,
        },
        Returns::Natural(bits) => Type::Int { bits, natural: true },
        Returns::Length => Type::LENGTH,
        Returns::Found => Type::Int { bits: 32, natural: false },
        Returns::Float => Type::Float,
        Returns::Str => Type::Str,
        Returns::Strs => list(Type::Str),
        Returns::Parted => Type::Tuple(vec![Type::Str, Type::Str, Type::Str]),
        Returns::Bytes => Type::BYTES,
        Returns::ByteArray => Type::ByteArray,
        Returns::Unpacked if let Some(items) = key.and_then(unpacked) => Type::Tuple(items),
        Returns::AnyTuple | Returns::Unpacked => Type::TupleOf(Box::new(Type::Any)),
        Returns::Sames => list(first.clone().taken()),
        Returns::PartedSame => {
            let part = first.clone().taken();
            // `bytes` give the separator that they were given.
            let given = second.filter(|_| part.is_bytes()).cloned().map(Type::taken);
            let between = given.map_or(part.clone(), |given| part.clone().join(given));
            Type::Tuple(vec![part.clone(), between, part])
        }
        Returns::Range => Type::Range,
        Returns::Item => item,
        Returns::Next => match second {
            Some(default) => item.join(default.clone()),
            None => item,
        },
        Returns::Items => list(item),
        Returns::Tuple if matches!(first, Type::Tuple(_)) => first.clone(),
        Returns::Tuple => Type::TupleOf(Box::new(item)),
        Returns::Set => Type::Set(Box::new(item)),
        Returns::Walk => walk(item),
        Returns::Union => {
            let more = rest.iter().map(|arg| arg.walked().unwrap_or(Type::Any));
            Type::Set(Box::new(more.fold(item, Type::join)))
        }
        Returns::List => list(Type::Any),
        Returns::Iterable => walk(Type::Any),
        Returns::Floats => Type::Tuple(vec![Type::Float, Type::Float]),
        Returns::FloatInt => Type::Tuple(vec![Type::Float, Type::INT]),
        Returns::Same => first.clone(),
        Returns::StrOrNone => Type::Str.or_none(),
        Returns::Library(of) => Type::Library { of, is_given: false },
        Returns::LibraryOrNone(of) => Type::Library { of, is_given: false }.or_none(),
        Returns::Number => as_number(first),
        Returns::OfNumbers if item.is_float() => Type::Float,
        Returns::OfNumbers => Type::Any,
        Returns::Magnitude
        | Returns::Rounded
        | Returns::Quotient
        | Returns::Power
        | Returns::Ratio => number(returns, first, second),
        Returns::Values
        | Returns::Pairs
        | Returns::Pair
        | Returns::ValueOr
        | Returns::ValueOrNone => of_dict(returns, first, rest.get(1), key),
        Returns::Mapped => walk(returned(first)),
        Returns::Filtered => {
            let items = second.and_then(Type::walked).unwrap_or(Type::Any);
            walk(if first.is_none() { ops::truthy(&items) } else { items })
        }
        // What all arguments are asked for is told where they are seen.
        Returns::Zipped
        | Returns::Numbered
        | Returns::Sum
        | Returns::Least
        | Returns::Greatest
        | Returns::Dict => Type::Any,
    }
}

/// How many items of a format of `struct` are told one by one.
const MOST_ITEMS: usize = 64;

/// What a format of `struct` says of the items: `"<hI3s"` is an int, an int that is not negative, and bytes.
fn unpacked(format: &str) -> Option<Vec<Type>> {
    let codes = format.trim_start_matches(['@', '=', '<', '>', '!']);
    let is_native = codes.len() == format.len() || format.starts_with('@');
    let mut items = Vec::new();
    let mut count: Option<usize> = None;
    for code in codes.chars() {
        if let Some(digit) = code.to_digit(10) {
            count = Some(count.unwrap_or(0).checked_mul(10)?.checked_add(digit as usize)?);
            continue;
        }
        let int = |bits, natural| Type::Int { bits, natural };
        let item = match code {
            ' ' | '\t' | '\n' => continue,
            'x' => None,
            'b' => Some(int(8, false)),
            'B' => Some(int(8, true)),
            'h' => Some(int(16, false)),
            'H' => Some(int(16, true)),
            'i' => Some(int(32, false)),
            'I' => Some(int(32, true)),
            'l' if !is_native => Some(int(32, false)),
            'L' if !is_native => Some(int(32, true)),
            'l' | 'L' | 'q' | 'Q' | 'n' | 'N' | 'P' => Some(Type::LARGE),
            '?' => Some(Type::Bool),
            'c' | 's' | 'p' => Some(Type::BYTES),
            'e' | 'f' | 'd' => Some(Type::Float),
            _wrong => return None,
        };
        let times = if matches!(code, 's' | 'p') { 1 } else { count.unwrap_or(1) };
        count = None;
        let Some(item) = item else { continue };
        if items.len() + times > MOST_ITEMS {
            return None;
        }
        items.extend(std::iter::repeat_n(item, times));
    }
    Some(items)
}

/// What a number is as a number: `True.real` is 1.
pub(super) fn as_number(ty: &Type) -> Type {
    match ty {
        Type::Bool => Type::Int { bits: 1, natural: true },
        number => number.clone(),
    }
}

/// What is computed of numbers.
fn number(returns: Returns, first: &Type, second: Option<&Type>) -> Type {
    let binary =
        |op| second.map_or(Type::Any, |second| ops::binary(op, first, second).unwrap_or(Type::Any));
    match (returns, second) {
        (Returns::Magnitude, _) => match ops::unary(UnaryOp::Pos, first) {
            Some(Type::Int { bits, .. }) => Type::Int { bits, natural: true },
            Some(ty) => ty,
            None => Type::Any,
        },
        (Returns::Rounded, None | Some(Type::None)) if first.is_number() => Type::INT,
        // `None` raises.
        (Returns::Rounded, Some(_)) if first.without_none().is_plain_number() => {
            first.without_none()
        }
        (Returns::Quotient, _) => {
            Type::Tuple(vec![binary(BinaryOp::FloorDiv), binary(BinaryOp::Mod)])
        }
        (Returns::Power, _) => binary(BinaryOp::Pow),
        (Returns::Ratio, _) if first.is_exact_float() => Type::Tuple(vec![Type::INT, Type::INT]),
        (Returns::Ratio, _) => {
            Type::Tuple(vec![as_number(first), Type::Int { bits: 1, natural: true }])
        }
        _unknown => Type::Any,
    }
}

/// What comes out of a dict. `default` is the second argument.
fn of_dict(returns: Returns, dict: &Type, default: Option<&Type>, key: Option<&str>) -> Type {
    let (of, value) = ops::pair_of(dict);
    let walk = |item| Type::Iterable(Box::new(item));
    let or_none = |ty: Type| ty.join(default.cloned().unwrap_or(Type::None));
    match returns {
        Returns::ValueOrNone => match key.and_then(|key| dict.field(key)) {
            Some(Field { ty, is_optional: false, .. }) => ty.clone(),
            Some(field) => or_none(field.ty.clone()),
            None => or_none(value),
        },
        Returns::ValueOr => value.join(default.cloned().unwrap_or(Type::Never)),
        Returns::Values => walk(value),
        Returns::Pairs => walk(Type::Tuple(vec![of, value])),
        Returns::Pair => Type::Tuple(vec![of, value]),
        _other => Type::Any,
    }
}

/// `sum` of floats is a float; that it is the int 0 when there are none shows in its text only.
pub(super) fn sum(item: &Type, start: Option<Type>) -> Type {
    let start = start.unwrap_or(Type::Int { bits: 0, natural: true });
    if matches!(item, Type::Never) {
        return start;
    }
    match ops::binary(BinaryOp::Add, &start, item) {
        Some(Type::Int { bits, natural }) => Type::Int { bits: bits.max(53), natural },
        Some(Type::Float) => Type::Float,
        Some(Type::Any) | None => Type::Any,
        Some(Type::List(items)) => Type::List(items),
        Some(other) if other.is_number() => Type::LARGE.join(Type::Float),
        Some(_other) => Type::Any,
    }
}

/// Key and value of what `dict(...)` gets out of an iterable of pairs.
pub(super) fn pair_of_item(item: &Type) -> (Type, Type) {
    match item {
        Type::Tuple(items) => match items.as_slice() {
            [key, value] => (key.clone(), value.clone()),
            _wrong => (Type::Any, Type::Any),
        },
        Type::Never => (Type::Never, Type::Never),
        _unknown => (Type::Any, Type::Any),
    }
}
