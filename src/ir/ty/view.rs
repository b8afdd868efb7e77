//! What a type is, seen from outside: the few kinds that passes tell apart, and the types in it.
//!
//! ```text
//! list[int]                a sequence; its part is `int`
//! {name: str}, dict[K, V]  mappings
//! T | None                 its members
//! ```
//!
//! Only here, in `join`, in `display` and where TypeScript is written are all variants of [`Type`] listed. What passes
//! ask stands in `questions`, in the terms of [`View`].

use crate::tables::methods::MethodType;

use super::{Field, Instance, Shape, Type};

/// The kinds of types.
#[derive(Clone, Copy, Debug)]
pub enum View<'a> {
    /// Nothing is known of a value, or there is none: `Any`, `Never`, an object of JavaScript.
    Unknown,
    None,
    /// A bool, an int or a float.
    Number,
    Str,
    /// `bytes` or `bytearray`.
    Bytes,
    Sequence(Sequence<'a>),
    Set(&'a Type),
    Mapping(Mapping<'a>),
    /// It can be walked, once or more often.
    Iterable(&'a Type),
    Function,
    Object(Object),
    /// Of a class of the program.
    Instance(&'a Instance),
    Union(&'a [Type]),
}

/// What has positions, apart from `str`.
#[derive(Clone, Copy, Debug)]
pub enum Sequence<'a> {
    List(&'a Type),
    Tuple(&'a [Type]),
    TupleOf(&'a Type),
    Range,
}

/// A `dict`.
#[derive(Clone, Copy, Debug)]
pub enum Mapping<'a> {
    Dict(&'a Type, &'a Type),
    Record(&'a Shape),
}

/// What is no builtin type of Python, and has attributes.
#[derive(Clone, Copy, Debug)]
pub enum Object {
    Element,
    Bridge,
    Ref,
    Awaitable,
    Exception,
    /// Of the browser.
    Host,
    /// Of a class of the standard library.
    Library,
}

impl Type {
    pub fn view(&self) -> View<'_> {
        match self {
            Type::Any | Type::Never | Type::Js => View::Unknown,
            Type::None => View::None,
            Type::Bool | Type::Int { .. } | Type::Float => View::Number,
            Type::Str => View::Str,
            Type::Bytes { .. } | Type::ByteArray => View::Bytes,
            Type::List(item) => View::Sequence(Sequence::List(item)),
            Type::Tuple(items) => View::Sequence(Sequence::Tuple(items)),
            Type::TupleOf(item) => View::Sequence(Sequence::TupleOf(item)),
            Type::Range => View::Sequence(Sequence::Range),
            Type::Set(item) => View::Set(item),
            Type::Dict(key, value) => View::Mapping(Mapping::Dict(key, value)),
            Type::Record(shape) => View::Mapping(Mapping::Record(shape)),
            Type::Iterable(item) => View::Iterable(item),
            Type::Function { .. } => View::Function,
            Type::Element => View::Object(Object::Element),
            Type::Bridge => View::Object(Object::Bridge),
            Type::Ref(_) => View::Object(Object::Ref),
            Type::Awaitable(_) => View::Object(Object::Awaitable),
            Type::Exception(_) => View::Object(Object::Exception),
            Type::Host(_) => View::Object(Object::Host),
            Type::Library { .. } => View::Object(Object::Library),
            Type::Instance(of) => View::Instance(of),
            Type::Union(members) => View::Union(members),
        }
    }

    /// The types that a value may have: those of a union, or the one.
    pub fn members(&self) -> &[Type] {
        match self {
            Type::Union(members) => members,
            one => std::slice::from_ref(one),
        }
    }

    /// The types of what a value holds, and the members of a union. What a function gives it does not hold.
    pub fn parts(&self) -> impl Iterator<Item = &Type> {
        let (one, other, many, fields): (Option<&Type>, Option<&Type>, &[Type], &[Field]) =
            match self {
                Type::List(part)
                | Type::TupleOf(part)
                | Type::Set(part)
                | Type::Iterable(part)
                | Type::Ref(part)
                | Type::Awaitable(part) => (Some(part), None, &[], &[]),
                Type::Dict(key, value) => (Some(key), Some(value), &[], &[]),
                Type::Tuple(parts) | Type::Union(parts) => (None, None, parts, &[]),
                Type::Record(shape) => (None, None, &[], &shape.fields),
                Type::Any
                | Type::Never
                | Type::None
                | Type::Bool
                | Type::Int { .. }
                | Type::Float
                | Type::Str
                | Type::Bytes { .. }
                | Type::ByteArray
                | Type::Range
                | Type::Function { .. }
                | Type::Element
                | Type::Bridge
                | Type::Exception(_)
                | Type::Instance(_)
                | Type::Js
                | Type::Host(_)
                | Type::Library { .. } => (None, None, &[], &[]),
            };
        let fields = fields.iter().map(|field| &field.ty);
        one.into_iter().chain(other).chain(many).chain(fields)
    }

    /// The type with each part replaced, and what a function gives.
    pub fn map_parts(self, map: &dyn Fn(Type) -> Type) -> Type {
        let boxed = |part: Box<Type>| Box::new(map(*part));
        match self {
            Type::List(item) => Type::List(boxed(item)),
            Type::Set(item) => Type::Set(boxed(item)),
            Type::TupleOf(item) => Type::TupleOf(boxed(item)),
            Type::Iterable(item) => Type::Iterable(boxed(item)),
            Type::Ref(item) => Type::Ref(boxed(item)),
            Type::Awaitable(item) => Type::Awaitable(boxed(item)),
            Type::Dict(key, value) => Type::Dict(boxed(key), boxed(value)),
            Type::Tuple(items) => Type::Tuple(items.into_iter().map(map).collect()),
            Type::Union(members) => Type::union(members.into_iter().map(map)),
            Type::Function { params, returns } => {
                Type::Function { params, returns: boxed(returns) }
            }
            Type::Record(shape) => {
                let field = |field: Field| Field { ty: map(field.ty), ..field };
                let fields = shape.fields.into_iter().map(field).collect();
                Type::Record(Shape { fields, ..shape })
            }
            Type::Any
            | Type::Never
            | Type::None
            | Type::Bool
            | Type::Int { .. }
            | Type::Float
            | Type::Str
            | Type::Bytes { .. }
            | Type::ByteArray
            | Type::Range
            | Type::Element
            | Type::Bridge
            | Type::Exception(_)
            | Type::Instance(_)
            | Type::Js
            | Type::Host(_)
            | Type::Library { .. } => self,
        }
    }

    /// Two types of one build as one, each part made of the two: `list[A]` and `list[B]`, tuples of one length.
    pub fn zip_parts(&self, other: &Type, zip: &dyn Fn(&Type, &Type) -> Type) -> Option<Type> {
        let boxed = |a: &Type, b: &Type| Box::new(zip(a, b));
        Some(match (self, other) {
            (Type::List(a), Type::List(b)) => Type::List(boxed(a, b)),
            (Type::Set(a), Type::Set(b)) => Type::Set(boxed(a, b)),
            (Type::TupleOf(a), Type::TupleOf(b)) => Type::TupleOf(boxed(a, b)),
            (Type::Iterable(a), Type::Iterable(b)) => Type::Iterable(boxed(a, b)),
            (Type::Ref(a), Type::Ref(b)) => Type::Ref(boxed(a, b)),
            (Type::Awaitable(a), Type::Awaitable(b)) => Type::Awaitable(boxed(a, b)),
            (Type::Dict(k, v), Type::Dict(l, w)) => Type::Dict(boxed(k, l), boxed(v, w)),
            (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => {
                Type::Tuple(std::iter::zip(a, b).map(|(a, b)| zip(a, b)).collect())
            }
            _otherwise => return None,
        })
    }

    /// The builtin type whose methods a value of this type has, if it is just one.
    pub fn method_type(&self) -> Option<MethodType> {
        match self.view() {
            View::Str => Some(MethodType::Str),
            View::Bytes if self.is_bytes() => Some(MethodType::Bytes),
            View::Bytes => Some(MethodType::ByteArray),
            View::Number if self.is_exact_float() => Some(MethodType::Float),
            View::Number => Some(MethodType::Int),
            View::Sequence(Sequence::List(_)) => Some(MethodType::List),
            View::Sequence(Sequence::Tuple(_) | Sequence::TupleOf(_)) => Some(MethodType::Tuple),
            View::Sequence(Sequence::Range) => Some(MethodType::Range),
            View::Mapping(_) => Some(MethodType::Dict),
            View::Set(_) => Some(MethodType::Set),
            View::Unknown
            | View::None
            | View::Iterable(_)
            | View::Function
            | View::Object(_)
            | View::Instance(_)
            | View::Union(_) => None,
        }
    }

    /// What is known of a value that is known to be of a builtin class.
    pub fn of_class(class: MethodType) -> Type {
        let any = || Box::new(Type::Any);
        match class {
            MethodType::Str => Type::Str,
            MethodType::List => Type::List(any()),
            MethodType::Dict => Type::Dict(any(), any()),
            MethodType::Set | MethodType::Frozenset => Type::Set(any()),
            MethodType::Tuple => Type::TupleOf(any()),
            MethodType::Range => Type::Range,
            MethodType::Int => Type::INT.join(Type::Bool),
            MethodType::Float => Type::Float,
            MethodType::Bytes => Type::Bytes { is_given: true },
            MethodType::ByteArray => Type::ByteArray,
        }
    }

    /// What walking a value gives; `None` where that raises whatever the value is.
    pub fn walked(&self) -> Option<Type> {
        match self.view() {
            View::Str => Some(Type::Str),
            View::Bytes => Some(Type::BYTE),
            View::Sequence(of) => Some(of.item()),
            View::Set(item) | View::Iterable(item) => Some(item.clone()),
            View::Mapping(of) => Some(of.key()),
            View::Unknown if matches!(self, Type::Never) => Some(Type::Never),
            View::Unknown | View::Object(_) | View::Instance(_) => Some(Type::Any),
            View::None | View::Number | View::Function => None,
            View::Union(members) => members.iter().filter_map(Type::walked).reduce(Type::join),
        }
    }
}

impl Sequence<'_> {
    /// Any of its items.
    pub fn item(self) -> Type {
        match self {
            Sequence::List(item) | Sequence::TupleOf(item) => item.clone(),
            Sequence::Tuple(items) => Type::union(items.iter().cloned()),
            Sequence::Range => Type::INT,
        }
    }
}

impl Mapping<'_> {
    pub fn key(self) -> Type {
        match self {
            Mapping::Dict(key, _) => key.clone(),
            Mapping::Record(_) => Type::Str,
        }
    }

    /// Any of its values.
    pub fn value(self) -> Type {
        match self {
            Mapping::Dict(_, value) => value.clone(),
            Mapping::Record(shape) => shape.value(),
        }
    }
}
