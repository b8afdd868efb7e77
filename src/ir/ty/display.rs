//! A type in the words of annotations.

use std::fmt;

use crate::tables::methods::MethodType;

use super::{Built, Field, Shape, Type};

/// As annotations write it; an `int` below 2^8 is `int8`.
impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, types: &[Type], between: &str| {
            for (at, ty) in types.iter().enumerate() {
                let between = if at == 0 { "" } else { between };
                write!(f, "{between}{ty}")?;
            }
            Ok(())
        };
        match self {
            Type::Any => f.write_str("Any"),
            Type::Never => f.write_str("Never"),
            Type::None => f.write_str("None"),
            Type::Bool => f.write_str("bool"),
            // What is counted up has 52: see `types::ops`.
            Type::Int { bits: 52.., .. } => f.write_str("int"),
            Type::Int { bits, .. } => write!(f, "int{bits}"),
            Type::Float => f.write_str("float"),
            Type::Str => f.write_str("str"),
            Type::Bytes { .. } => f.write_str(MethodType::Bytes.name()),
            Type::ByteArray => f.write_str(MethodType::ByteArray.name()),
            Type::List(item) => write!(f, "list[{item}]"),
            Type::Tuple(items) => {
                f.write_str("tuple[")?;
                list(f, items, ", ")?;
                f.write_str("]")
            }
            Type::TupleOf(item) => write!(f, "tuple[{item}, ...]"),
            Type::Set(item) => write!(f, "set[{item}]"),
            Type::Dict(key, value) => write!(f, "dict[{key}, {value}]"),
            Type::Record(Shape { fields, built, .. }) => {
                f.write_str(match built {
                    Built::Plain => "{",
                    Built::AsGiven => "given{",
                    Built::Either => "dict{",
                })?;
                for (at, Field { name, ty, is_optional }) in fields.iter().enumerate() {
                    let between = if at == 0 { "" } else { ", " };
                    let mark = if *is_optional { "?" } else { "" };
                    write!(f, "{between}{name}{mark}: {ty}")?;
                }
                f.write_str("}")
            }
            Type::Range => f.write_str("range"),
            Type::Iterable(item) => write!(f, "Iterable[{item}]"),
            Type::Function { params: _, returns } => write!(f, "(...) -> {returns}"),
            Type::Element => f.write_str("Element"),
            Type::Bridge => f.write_str("Bridge"),
            Type::Ref(inner) => write!(f, "Ref[{inner}]"),
            Type::Awaitable(inner) => write!(f, "Awaitable[{inner}]"),
            Type::Exception(name) => f.write_str(name),
            Type::Instance(of) => f.write_str(&of.key().name),
            Type::Js => f.write_str("JS"),
            Type::Host(row) => f.write_str(row.name),
            Type::Library { of, .. } => f.write_str(of.name),
            // `int` and `float` let a bool in.
            Type::Union(members) if members.iter().any(Type::lets_bool_in) => {
                let written = members.iter().filter(|ty| !ty.is_bool()).cloned();
                list(f, &written.collect::<Vec<_>>(), " | ")
            }
            Type::Union(members) => list(f, members, " | "),
        }
    }
}
