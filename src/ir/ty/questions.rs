//! What passes ask of types.

use super::{Built, Field, Mapping, Object, Sequence, Shape, Type, View};
use crate::tables::library_types::LibraryType;

/// How Python's truth value of a type can be had from JavaScript's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Truth {
    /// JavaScript's truthiness agrees: bool, number, str, None, and objects that are always true, in
    /// any union of these.
    Same,
    /// Always true whatever the value: functions, elements, bridges.
    Always,
    /// Never true: `None`.
    Never,
    /// True when `.length` is not 0: list, tuple.
    Length,
    /// Only known at run time, or by asking the object: `Dict`, a plain object, an unknown value.
    Unknown,
}

impl Type {
    /// Whether every member of the type satisfies the predicate; a plain type is its only member.
    pub fn all(&self, predicate: impl Fn(&Type) -> bool) -> bool {
        self.members().iter().all(predicate)
    }

    /// Whether some member of the type satisfies the predicate.
    pub fn any(&self, predicate: impl Fn(&Type) -> bool) -> bool {
        self.members().iter().any(predicate)
    }

    pub fn is_any(&self) -> bool {
        matches!(self, Type::Any)
    }

    pub fn is_none(&self) -> bool {
        matches!(self, Type::None)
    }

    pub fn is_str(&self) -> bool {
        matches!(self, Type::Str)
    }

    pub fn is_bytes(&self) -> bool {
        matches!(self, Type::Bytes { .. })
    }

    /// `bytes` or a `bytearray`, for certain.
    pub fn is_bytes_like(&self) -> bool {
        self.all(|ty| matches!(ty.view(), View::Bytes))
    }

    pub fn is_bool(&self) -> bool {
        matches!(self, Type::Bool)
    }

    /// What an `int` annotates: an int, or a `bool` that stands for one.
    pub fn is_int(&self) -> bool {
        self.all(|ty| matches!(ty, Type::Bool | Type::Int { .. })) && self.any(Type::is_exact_int)
    }

    /// An `int` and not a `bool`.
    pub fn is_exact_int(&self) -> bool {
        matches!(self, Type::Int { .. })
    }

    /// Instances of classes of the program, and perhaps `None`.
    pub fn is_instance(&self) -> bool {
        self.all(|ty| matches!(ty, Type::Instance(_) | Type::None))
            && self.any(|ty| matches!(ty, Type::Instance(_)))
    }

    /// The instances that a value of the type may be.
    pub fn instances(&self) -> impl Iterator<Item = &super::Instance> {
        self.members().iter().filter_map(|ty| match ty {
            Type::Instance(of) => Some(of),
            _other => None,
        })
    }

    /// Whether it may be an int beyond 2^53, which is a `BigInt`.
    pub fn is_large(&self) -> bool {
        self.any(|ty| matches!(ty, Type::Int { bits: 54.., .. }))
    }

    /// Whether it is an int that is below 2^53 for certain.
    pub fn is_small(&self) -> bool {
        self.all(|ty| matches!(ty, Type::Bool | Type::Int { bits: ..53, .. }))
    }

    /// What a `bool` may stand for: a type checker lets it pass for an `int` and a `float`.
    pub fn lets_bool_in(&self) -> bool {
        self.is_exact_int() || self.is_exact_float()
    }

    /// An `int` that is 0 or more.
    pub fn is_natural(&self) -> bool {
        matches!(self, Type::Int { natural: true, .. })
    }

    /// What a `float` annotates: a float, or a `bool` that stands for one.
    pub fn is_float(&self) -> bool {
        self.all(|ty| matches!(ty, Type::Bool | Type::Float)) && self.any(Type::is_exact_float)
    }

    /// A `float` and not a `bool`.
    pub fn is_exact_float(&self) -> bool {
        matches!(self, Type::Float)
    }

    /// Bool, int, float, or a union of these: what arithmetic takes.
    pub fn is_number(&self) -> bool {
        self.all(|ty| matches!(ty.view(), View::Number))
    }

    /// Int, float, or both, as far as arithmetic of JavaScript's numbers goes: a `bool` may stand for the int.
    pub fn is_plain_number(&self) -> bool {
        self.is_number() && !self.is_bool() && !self.is_large()
    }

    pub fn is_list(&self) -> bool {
        matches!(self, Type::List(_))
    }

    pub fn is_tuple(&self) -> bool {
        matches!(self, Type::Tuple(_) | Type::TupleOf(_))
    }

    /// An `Array` in JavaScript for certain: lists and tuples.
    pub fn is_array(&self) -> bool {
        self.all(|ty| ty.is_list() || ty.is_tuple())
    }

    pub fn is_set(&self) -> bool {
        matches!(self, Type::Set(_))
    }

    /// A mapping of Python, whatever holds it.
    pub fn is_mapping(&self) -> bool {
        self.all(|ty| matches!(ty.view(), View::Mapping(_)))
    }

    pub fn is_record(&self) -> bool {
        matches!(self, Type::Record(_))
    }

    /// A record that is a plain object in JavaScript for certain.
    pub fn is_plain_object(&self) -> bool {
        matches!(self, Type::Record(Shape { built: Built::Plain, .. }))
    }

    /// The field of a record.
    pub fn field(&self, name: &str) -> Option<&Field> {
        match self {
            Type::Record(shape) => shape.fields.iter().find(|field| &*field.name == name),
            _other => None,
        }
    }

    pub fn is_js(&self) -> bool {
        matches!(self, Type::Js | Type::Host(_))
    }

    /// The class of the standard library that it is of.
    pub fn library(&self) -> Option<&'static LibraryType> {
        match self {
            Type::Library { of, .. } => Some(of),
            _other => None,
        }
    }

    /// Whether it, or something in it, is of a class of the standard library and JavaScript may have made it.
    pub fn is_given(&self) -> bool {
        self.any(|ty| {
            matches!(ty, Type::Library { is_given: true, .. } | Type::Bytes { is_given: true })
        })
    }

    /// The helper that makes one of what JavaScript may have made.
    pub fn from_js(&self) -> Option<&'static str> {
        match self {
            Type::Library { of, .. } => of.from_js,
            Type::Bytes { .. } => Some("asBytes"),
            _other => None,
        }
    }

    /// Whether its `toString` gives what `str` does.
    pub fn shows_itself(&self) -> bool {
        self.library().is_some_and(|of| !of.is_tuple)
    }

    /// The type of the value itself once it is converted; what it holds stays as it is.
    pub fn taken(self) -> Type {
        match self {
            Type::Library { of, .. } => Type::Library { of, is_given: false },
            Type::Bytes { .. } => Type::BYTES,
            Type::Union(members) => Type::union(members.into_iter().map(Type::taken)),
            ty => ty,
        }
    }

    pub fn is_function(&self) -> bool {
        matches!(self, Type::Function { .. })
    }

    pub fn is_bridge(&self) -> bool {
        matches!(self, Type::Bridge)
    }

    /// Whether the value may be `None` (`null` or `undefined`). Of what JavaScript gave nothing is known.
    pub fn may_be_none(&self) -> bool {
        self.any(|ty| matches!(ty, Type::Any | Type::None | Type::Js))
    }

    /// The type once `None` is ruled out.
    pub fn without_none(&self) -> Type {
        self.filter(|ty| !ty.is_none())
    }

    /// The members that satisfy the predicate, joined; `Never` when there are none.
    pub fn filter(&self, keep: impl Fn(&Type) -> bool) -> Type {
        match self {
            Type::Union(members) => Type::union(members.iter().filter(|ty| keep(ty)).cloned()),
            ty if keep(ty) => ty.clone(),
            _gone => Type::Never,
        }
    }

    /// A value JavaScript compares by value with `===`: bool, number, str, `None`, or unions.
    pub fn is_primitive(&self) -> bool {
        self.all(|ty| matches!(ty.view(), View::None | View::Number | View::Str))
    }

    /// Whether Python's `==` of the two is JavaScript's `===`, apart from `None`, for which `undefined`
    /// counts too (see [`Type::may_be_none`]): primitives, of which not one side may be a bool and the
    /// other a number, because `True == 1`.
    pub fn strict_equality_fits(&self, other: &Type) -> bool {
        let has_bool = |ty: &Type| ty.any(Type::is_bool);
        let has_number = |ty: &Type| ty.any(Type::lets_bool_in);
        let both_may_be_none = self.any(Type::is_none) && other.any(Type::is_none);
        // A `BigInt` is never `===` to the float that is as large.
        let has_float = |ty: &Type| ty.any(Type::is_exact_float);
        let may_differ =
            (self.is_large() && has_float(other)) || (has_float(self) && other.is_large());
        self.is_primitive()
            && other.is_primitive()
            && !both_may_be_none
            && !may_differ
            && !(has_bool(self) && has_number(other))
            && !(has_number(self) && has_bool(other))
    }

    /// What a loop over a value of this type yields.
    pub fn item(&self) -> Type {
        match self.view() {
            View::Union(_) => Type::Any,
            _one => self.walked().unwrap_or(Type::Any),
        }
    }

    /// The type of one part of what is unpacked.
    pub fn part(&self, index: usize) -> Type {
        match self {
            Type::Tuple(items) => items.get(index).cloned().unwrap_or(Type::Any),
            other => other.item(),
        }
    }

    /// Of builtin types of Python that are known to the bottom: what is asked of a value runs no code of a program, and
    /// walking it uses nothing up.
    pub fn is_builtin(&self) -> bool {
        self.members().iter().all(|ty| match ty.view() {
            View::None
            | View::Number
            | View::Str
            | View::Bytes
            | View::Sequence(_)
            | View::Set(_)
            | View::Mapping(_) => true,
            View::Unknown
            | View::Iterable(_)
            | View::Function
            | View::Object(_)
            | View::Instance(_)
            | View::Union(_) => false,
        })
    }

    /// Whether JavaScript walks a value as Python does.
    pub fn walks_alike(&self) -> bool {
        self.members().iter().all(|ty| match ty.view() {
            View::Str | View::Bytes | View::Sequence(_) | View::Set(_) | View::Iterable(_) => true,
            View::Unknown
            | View::None
            | View::Number
            | View::Mapping(_)
            | View::Function
            | View::Object(_)
            | View::Instance(_)
            | View::Union(_) => false,
        })
    }

    /// Whether Python's `==` of the two is JavaScript's `==`: numbers, bools and `None`, which is `null` or
    /// `undefined`.
    pub fn loose_equality_fits(&self, other: &Type) -> bool {
        let fits = |ty: &Type| ty.all(|ty| ty.is_none() || ty.is_number());
        fits(self) && fits(other)
    }

    /// How the truth value is had in JavaScript.
    pub fn truth(&self) -> Truth {
        match self.view() {
            View::None => Truth::Never,
            View::Number | View::Str => Truth::Same,
            View::Sequence(Sequence::Range) => Truth::Unknown,
            View::Sequence(_) | View::Bytes => Truth::Length,
            View::Object(Object::Library) if self.library().is_some_and(|of| of.asks_truth) => {
                Truth::Unknown
            }
            View::Function | View::Object(_) => Truth::Always,
            View::Instance(of) if of.kind().asks_truth => Truth::Unknown,
            View::Instance(_) => Truth::Always,
            // It has a key for certain.
            View::Mapping(Mapping::Record(shape)) if shape.has_required() => Truth::Always,
            View::Unknown | View::Set(_) | View::Mapping(_) | View::Iterable(_) => Truth::Unknown,
            View::Union(members) => {
                let fits =
                    |ty: &Type| matches!(ty.truth(), Truth::Same | Truth::Always | Truth::Never);
                if members.iter().all(fits) { Truth::Same } else { Truth::Unknown }
            }
        }
    }
}
