//! What a type says of the floats in a value. JavaScript keeps no difference between `2.0` and `2`, so
//! whoever prints a value or asks for its type is told by the static type.
//!
//! ```text
//! float | None            a number in it is a float
//! total = 0, then +=      int0 | float: a float, unless it is 0
//! list[float]             every number in it is a float
//! {n: int, price: float}  some are: `{n: Any, price: float}` tells the runtime which
//! ```

use crate::ir::{Field, Type};

/// Ints that may stand for a float are told apart by their size below this many bits: `1`, multiplied by
/// floats, is a float from 2 on.
const MOST_BITS: u8 = 8;

/// How the numbers of a value are told apart when it is printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Marks {
    /// By their value: no float in it is known.
    None,
    /// Every number, however deep, is a float.
    All,
    /// By place, in the words of annotations.
    Some(String),
}

impl Type {
    /// Of a value that is a known float when it is a number: the magnitude below which it is an int when it
    /// is integral.
    pub fn float_from(&self) -> Option<u32> {
        let mut from = 0;
        let mut has_float = false;
        for member in self.members() {
            match member {
                Type::Float => has_float = true,
                Type::Int { bits, .. } if *bits <= MOST_BITS => from = from.max(1 << bits),
                Type::Int { .. } | Type::Any | Type::Never | Type::Js | Type::Union(_) => {
                    return None;
                }
                Type::None
                | Type::Bool
                | Type::Str
                | Type::List(_)
                | Type::Tuple(_)
                | Type::TupleOf(_)
                | Type::Set(_)
                | Type::Dict(..)
                | Type::Record(_)
                | Type::Range
                | Type::Iterable(_)
                | Type::Function { .. }
                | Type::Element
                | Type::Bridge
                | Type::Ref(_)
                | Type::Awaitable(_)
                | Type::Exception(_)
                | Type::Host(_) => {}
            }
        }
        has_float.then_some(from)
    }

    /// What the printer of a value must be told.
    pub fn float_marks(&self) -> Marks {
        if !self.holds_float() {
            return Marks::None;
        }
        match self.has_only_floats() {
            true => Marks::All,
            false => Marks::Some(shape(self)),
        }
    }

    /// The shape of a part of a display, as the runtime reads it.
    pub fn float_shape(&self) -> String {
        shape(self)
    }

    fn members(&self) -> &[Type] {
        match self {
            Type::Union(members) => members,
            one => std::slice::from_ref(one),
        }
    }

    /// Whether a known float may be in the value, or be it.
    fn holds_float(&self) -> bool {
        self.float_from().is_some() || self.parts().into_iter().any(Type::holds_float)
    }

    /// Whether nothing in the value is a number but floats.
    fn has_only_floats(&self) -> bool {
        match self {
            Type::Union(members) => members.iter().all(Type::has_only_floats),
            Type::Float | Type::None | Type::Bool | Type::Str => true,
            Type::List(_)
            | Type::Tuple(_)
            | Type::TupleOf(_)
            | Type::Set(_)
            | Type::Dict(..)
            | Type::Iterable(_) => self.parts().into_iter().all(Type::has_only_floats),
            Type::Record(shape) if shape.is_closed => {
                self.parts().into_iter().all(Type::has_only_floats)
            }
            Type::Record(_)
            | Type::Any
            | Type::Never
            | Type::Int { .. }
            | Type::Range
            | Type::Function { .. }
            | Type::Element
            | Type::Bridge
            | Type::Ref(_)
            | Type::Awaitable(_)
            | Type::Exception(_)
            | Type::Js
            | Type::Host(_) => false,
        }
    }

    /// The types of what is printed with the value.
    fn parts(&self) -> Vec<&Type> {
        match self {
            Type::List(item) | Type::TupleOf(item) | Type::Set(item) | Type::Iterable(item) => {
                vec![item]
            }
            Type::Tuple(items) => items.iter().collect(),
            Type::Dict(key, value) => vec![key, value],
            Type::Record(shape) => shape.fields.iter().map(|field| &field.ty).collect(),
            Type::Union(members) => members.iter().flat_map(Type::parts).collect(),
            Type::Any
            | Type::Never
            | Type::None
            | Type::Bool
            | Type::Int { .. }
            | Type::Float
            | Type::Str
            | Type::Range
            | Type::Function { .. }
            | Type::Element
            | Type::Bridge
            | Type::Ref(_)
            | Type::Awaitable(_)
            | Type::Exception(_)
            | Type::Js
            | Type::Host(_) => Vec::new(),
        }
    }
}

/// The shape as the runtime reads it: a union has one member of each kind.
fn shape(ty: &Type) -> String {
    let known: Vec<&Type> = ty.members().iter().filter(|member| member.holds_float()).collect();
    let mut parts: Vec<String> = Vec::new();
    match ty.float_from() {
        Some(0) => parts.push("float".to_owned()),
        Some(from) => parts.push(format!("float>={from}")),
        None => {}
    }
    for member in known {
        parts.extend(match member {
            Type::List(item) => Some(format!("list[{}]", shape(item))),
            Type::TupleOf(item) => Some(format!("tuple[{}, ...]", shape(item))),
            Type::Set(item) => Some(format!("set[{}]", shape(item))),
            Type::Iterable(item) => Some(format!("Iterable[{}]", shape(item))),
            Type::Tuple(items) => {
                let items: Vec<String> = items.iter().map(shape).collect();
                Some(format!("tuple[{}]", items.join(", ")))
            }
            Type::Dict(key, value) => Some(format!("dict[{}, {}]", shape(key), shape(value))),
            Type::Record(shape) => Some(format!("{{{}}}", record(&shape.fields))),
            _number => None,
        });
    }
    match parts.is_empty() {
        true if matches!(ty, Type::Str) => "str".to_owned(),
        true if ty.is_int() => "int".to_owned(),
        true => "Any".to_owned(),
        false => parts.join(" | "),
    }
}

fn record(fields: &[Field]) -> String {
    let known = fields.iter().filter(|field| field.ty.holds_float());
    let parts: Vec<String> = known
        .map(|Field { name, ty, .. }| {
            let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
            let name = match is_word && !name.is_empty() {
                true => name.to_string(),
                false => format!("{name:?}"),
            };
            format!("{name}: {}", shape(ty))
        })
        .collect();
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{Built, Shape};

    fn list(item: Type) -> Type {
        Type::List(Box::new(item))
    }

    #[test]
    fn marks_say_which_numbers_are_floats() {
        let zero = Type::Int { bits: 0, natural: true };
        let some = |text: &str| Marks::Some(text.to_owned());
        let pair = Type::Tuple(vec![Type::Str, Type::Float]);
        let price = Field { name: "price".into(), ty: Type::Float, is_optional: false };
        let count = Field { name: "n".into(), ty: Type::INT, is_optional: false };
        let cases = [
            (Type::Float.or_none(), Marks::All),
            (list(pair), Marks::All),
            (list(Type::INT), Marks::None),
            (list(Type::Any), Marks::None),
            (list(zero.join(Type::Float)), some("list[float>=1]")),
            (list(Type::INT.join(Type::Float)), Marks::None),
            (Type::Tuple(vec![Type::INT, Type::Float]), some("tuple[int, float]")),
            (
                Type::Record(Shape {
                    fields: vec![price, count],
                    built: Built::Plain,
                    is_closed: true,
                }),
                some("{price: float}"),
            ),
        ];
        for (ty, marks) in cases {
            assert_eq!(ty.float_marks(), marks, "{ty}");
        }
    }
}
