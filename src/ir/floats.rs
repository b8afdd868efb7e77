//! What a type says of the floats in a value. JavaScript keeps no difference between `2.0` and `2`, so
//! whoever prints a value or asks for its type is told by the static type.
//!
//! ```text
//! float | None            a number in it is a float
//! total = 0, then +=      int0 | float: a float, unless it is 0
//! list[float]             every number in it is a float
//! {n: int, price: float}  some are: `{n: Any, price: float}` tells the runtime which
//! ```

use crate::ir::{Field, Mapping, Sequence, Type, View};

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
            match member.view() {
                View::Number => match member {
                    Type::Float => has_float = true,
                    Type::Int { bits, .. } if *bits <= MOST_BITS => from = from.max(1 << bits),
                    Type::Bool => {}
                    _int => return None,
                },
                View::Unknown | View::Union(_) => return None,
                View::None
                | View::Str
                | View::Bytes
                | View::Sequence(_)
                | View::Set(_)
                | View::Mapping(_)
                | View::Iterable(_)
                | View::Function
                | View::Object(_)
                | View::Instance(_) => {}
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

    /// Whether a known float may be in the value, or be it.
    fn holds_float(&self) -> bool {
        let inside =
            |member: &Type| member.is_printed_whole() && member.parts().any(Type::holds_float);
        self.float_from().is_some() || self.members().iter().any(inside)
    }

    /// Whether nothing in the value is a number but floats.
    fn has_only_floats(&self) -> bool {
        match self.view() {
            View::None | View::Str | View::Bytes => true,
            View::Number => !self.is_exact_int(),
            View::Sequence(Sequence::Range) => false,
            View::Mapping(Mapping::Record(shape)) if !shape.is_closed => false,
            View::Sequence(_)
            | View::Set(_)
            | View::Mapping(_)
            | View::Iterable(_)
            | View::Union(_) => self.parts().all(Type::has_only_floats),
            View::Unknown | View::Function | View::Object(_) | View::Instance(_) => false,
        }
    }

    /// Whether what the value holds is printed with it.
    fn is_printed_whole(&self) -> bool {
        !matches!(self.view(), View::Object(_) | View::Instance(_))
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
