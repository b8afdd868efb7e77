//! Types, as far as they change what is emitted.

use crate::base::Name;
use crate::tables::host_types::HostRow;
use crate::tables::methods::MethodType;

/// A static type. `Any` is the honest answer whenever nothing is known.
#[derive(Clone, PartialEq, Debug)]
pub enum Type {
    /// Nothing is known.
    Any,
    /// No value: the type of an expression that never returns.
    Never,
    None,
    Bool,
    /// `bits` bounds the magnitude: |x| < 2^bits. 53 is all that a number holds exactly.
    Int {
        bits: u8,
        /// Whether it is 0 or more for certain.
        natural: bool,
    },
    Float,
    Str,
    List(Box<Type>),
    Tuple(Vec<Type>),
    /// A tuple of unknown length.
    TupleOf(Box<Type>),
    Set(Box<Type>),
    /// A mapping that may be a plain object, a `Map` or a `Dict` at run time.
    Dict(Box<Type>, Box<Type>),
    /// A dict whose listed keys are known to be there unless optional: a display with literal keys, or a
    /// `TypedDict`.
    Record(Shape),
    Range,
    /// Something `for` may walk, once or more often: a generator, `zip(...)`, `.items()`.
    Iterable(Box<Type>),
    Function {
        params: Vec<Type>,
        returns: Box<Type>,
    },
    /// A React element or fragment.
    Element,
    /// The bridge of a channel, connected.
    Bridge,
    /// `useRef(...)`: `.current`.
    Ref(Box<Type>),
    /// What an `async` call returns, awaited or not yet.
    Awaitable(Box<Type>),
    /// An exception instance, by class name.
    Exception(Name),
    /// An object of JavaScript: its members and methods are JavaScript's.
    Js,
    /// An object of the browser whose members are known, and that is there.
    Host(&'static HostRow),
    /// At least two, flat, none `Any`.
    Union(Vec<Type>),
}

/// The keys of a record.
#[derive(Clone, PartialEq, Debug)]
pub struct Shape {
    pub fields: Vec<Field>,
    pub built: Built,
    /// Whether the fields are all it holds: those of a display are, a `TypedDict` may be one of more keys.
    pub is_closed: bool,
}

/// What a record is made of in JavaScript. An annotation does not say: `dict(...)` or `json.loads` may
/// have made a `Dict` of it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Built {
    /// A plain object for certain.
    Plain,
    /// A plain object if what the function was given is plain.
    AsGiven,
    /// A plain object or a `Dict`.
    Either,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    pub name: Name,
    pub ty: Type,
    pub is_optional: bool,
}

impl Shape {
    /// Any of the values.
    pub fn value(&self) -> Type {
        match self.is_closed {
            true => self.fields.iter().map(|field| field.ty.clone()).fold(Type::Never, Type::join),
            false => Type::Any,
        }
    }

    /// Anything may be stored into it.
    pub fn open(&mut self) {
        self.is_closed = false;
        self.fields.iter_mut().for_each(|field| field.ty = Type::Any);
    }
}

impl Type {
    /// An int of which nothing is known but that it is one.
    pub const INT: Type = Type::Int { bits: 53, natural: false };
    /// A length, a count or a position: no array and no string is longer.
    pub const LENGTH: Type = Type::Int { bits: 32, natural: true };

    /// The union of both, flattened.
    pub fn join(self, other: Type) -> Type {
        match (self, other) {
            (Type::Never, ty) | (ty, Type::Never) => ty,
            (Type::Any, _) | (_, Type::Any) => Type::Any,
            (Type::Int { bits: a, natural: n }, Type::Int { bits: b, natural: m }) => {
                Type::Int { bits: a.max(b), natural: n && m }
            }
            (a, b) if a == b => a,
            (a, b) => {
                let mut members = Vec::new();
                a.push_members(&mut members);
                b.push_members(&mut members);
                match members.len() {
                    1 => members.pop().unwrap_or(Type::Any),
                    _ => Type::Union(members),
                }
            }
        }
    }

    /// Adds the members of the type; two lists become one list of the joined items, and so on.
    fn push_members(self, members: &mut Vec<Type>) {
        match self {
            Type::Union(inner) => inner.into_iter().for_each(|ty| ty.push_members(members)),
            ty => {
                let merged = members
                    .iter()
                    .enumerate()
                    .find_map(|(at, member)| Some((at, merge(member, &ty)?)));
                match merged.and_then(|(at, ty)| Some((members.get_mut(at)?, ty))) {
                    Some((member, ty)) => *member = ty,
                    None => members.push(ty),
                }
            }
        }
    }

    /// `T | None`.
    pub fn or_none(self) -> Type {
        self.join(Type::None)
    }
}

/// One type for both, where the two are of one kind.
fn merge(a: &Type, b: &Type) -> Option<Type> {
    let join = |a: &Type, b: &Type| Box::new(a.clone().join(b.clone()));
    let merged = match (a, b) {
        (a, b) if a == b => a.clone(),
        (Type::Int { bits: a, natural: n }, Type::Int { bits: b, natural: m }) => {
            Type::Int { bits: *a.max(b), natural: *n && *m }
        }
        (Type::List(a), Type::List(b)) => Type::List(join(a, b)),
        (Type::Set(a), Type::Set(b)) => Type::Set(join(a, b)),
        (Type::Iterable(a), Type::Iterable(b)) => Type::Iterable(join(a, b)),
        (Type::Ref(a), Type::Ref(b)) => Type::Ref(join(a, b)),
        (Type::Awaitable(a), Type::Awaitable(b)) => Type::Awaitable(join(a, b)),
        (Type::Dict(k, v), Type::Dict(l, w)) => Type::Dict(join(k, l), join(v, w)),
        (Type::TupleOf(a), Type::TupleOf(b)) => Type::TupleOf(join(a, b)),
        (Type::Tuple(a), Type::Tuple(b)) if a.len() == b.len() => {
            Type::Tuple(std::iter::zip(a, b).map(|(a, b)| a.clone().join(b.clone())).collect())
        }
        (Type::Tuple(items), Type::TupleOf(rest)) | (Type::TupleOf(rest), Type::Tuple(items)) => {
            let all = items.iter().cloned().fold((**rest).clone(), Type::join);
            Type::TupleOf(Box::new(all))
        }
        (Type::Tuple(a), Type::Tuple(b)) => {
            let all = a.iter().chain(b).cloned().fold(Type::Never, Type::join);
            Type::TupleOf(Box::new(all))
        }
        (Type::Record(a), Type::Record(b)) => Type::Record(Shape {
            fields: merge_fields(&a.fields, &b.fields),
            built: a.built.max(b.built),
            is_closed: a.is_closed && b.is_closed,
        }),
        (Type::Function { params: p, returns: r }, Type::Function { params: q, returns: s }) => {
            let params = if p == q { p.clone() } else { Vec::new() };
            Type::Function { params, returns: join(r, s) }
        }
        _different => return None,
    };
    Some(merged)
}

/// The fields of a record that is one of two: what only one of them has is optional.
fn merge_fields(a: &[Field], b: &[Field]) -> Vec<Field> {
    let find =
        |fields: &[Field], name: &Name| fields.iter().find(|field| field.name == *name).cloned();
    let mut fields: Vec<Field> = Vec::new();
    for field in a {
        fields.push(match find(b, &field.name) {
            Some(other) => Field {
                name: field.name.clone(),
                ty: field.ty.clone().join(other.ty),
                is_optional: field.is_optional || other.is_optional,
            },
            None => Field { is_optional: true, ..field.clone() },
        });
    }
    let only_b = b.iter().filter(|field| find(a, &field.name).is_none());
    fields.extend(only_b.map(|field| Field { is_optional: true, ..field.clone() }));
    fields
}

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
        match self {
            Type::Union(members) => members.iter().all(predicate),
            ty => predicate(ty),
        }
    }

    /// Whether some member of the type satisfies the predicate.
    pub fn any(&self, predicate: impl Fn(&Type) -> bool) -> bool {
        match self {
            Type::Union(members) => members.iter().any(predicate),
            ty => predicate(ty),
        }
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
        self.all(|ty| matches!(ty, Type::Bool | Type::Int { .. } | Type::Float))
    }

    /// Int, float, or both, as far as arithmetic goes: a `bool` may stand for the int.
    pub fn is_plain_number(&self) -> bool {
        self.is_number() && !self.is_bool()
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
        self.all(|ty| matches!(ty, Type::Dict(..) | Type::Record(_)))
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
            Type::Union(members) => {
                members.iter().filter(|ty| keep(ty)).cloned().fold(Type::Never, Type::join)
            }
            ty if keep(ty) => ty.clone(),
            _gone => Type::Never,
        }
    }

    /// A value JavaScript compares by value with `===`: bool, number, str, `None`, or unions.
    pub fn is_primitive(&self) -> bool {
        self.all(|ty| {
            matches!(ty, Type::None | Type::Bool | Type::Int { .. } | Type::Float | Type::Str)
        })
    }

    /// Whether Python's `==` of the two is JavaScript's `===`, apart from `None`, for which `undefined`
    /// counts too (see [`Type::may_be_none`]): primitives, of which not one side may be a bool and the
    /// other a number, because `True == 1`.
    pub fn strict_equality_fits(&self, other: &Type) -> bool {
        let has_bool = |ty: &Type| ty.any(Type::is_bool);
        let has_number = |ty: &Type| ty.any(|ty| matches!(ty, Type::Int { .. } | Type::Float));
        let both_may_be_none = self.any(Type::is_none) && other.any(Type::is_none);
        self.is_primitive()
            && other.is_primitive()
            && !both_may_be_none
            && !(has_bool(self) && has_number(other))
            && !(has_number(self) && has_bool(other))
    }

    /// What a loop over a value of this type yields.
    pub fn item(&self) -> Type {
        match self {
            Type::List(item) | Type::TupleOf(item) | Type::Set(item) | Type::Iterable(item) => {
                (**item).clone()
            }
            Type::Tuple(items) => items.iter().cloned().fold(Type::Never, Type::join),
            Type::Str => Type::Str,
            Type::Range => Type::INT,
            Type::Dict(key, _) => (**key).clone(),
            Type::Record(_) => Type::Str,
            Type::Any
            | Type::Never
            | Type::None
            | Type::Bool
            | Type::Int { .. }
            | Type::Float
            | Type::Function { .. }
            | Type::Element
            | Type::Bridge
            | Type::Ref(_)
            | Type::Awaitable(_)
            | Type::Exception(_)
            | Type::Js
            | Type::Host(_)
            | Type::Union(_) => Type::Any,
        }
    }

    /// The type of one part of what is unpacked.
    pub fn part(&self, index: usize) -> Type {
        match self {
            Type::Tuple(items) => items.get(index).cloned().unwrap_or(Type::Any),
            other => other.item(),
        }
    }

    /// A container of Python, or nothing that can be walked: walking it, or calling it in vain, runs no code
    /// and uses nothing up.
    pub fn is_container(&self) -> bool {
        self.all(|ty| {
            matches!(
                ty,
                Type::None
                    | Type::Bool
                    | Type::Int { .. }
                    | Type::Float
                    | Type::Str
                    | Type::List(_)
                    | Type::Tuple(_)
                    | Type::TupleOf(_)
                    | Type::Set(_)
                    | Type::Dict(..)
                    | Type::Record(_)
                    | Type::Range
            )
        })
    }

    /// Whether Python's `==` of the two is JavaScript's `==`: numbers, bools and `None`, which is `null` or
    /// `undefined`.
    pub fn loose_equality_fits(&self, other: &Type) -> bool {
        let fits = |ty: &Type| ty.all(|ty| ty.is_none() || ty.is_number());
        fits(self) && fits(other)
    }

    /// The builtin type whose methods a value of this type has, if it is just one.
    pub fn method_type(&self) -> Option<MethodType> {
        match self {
            Type::Str => Some(MethodType::Str),
            Type::List(_) => Some(MethodType::List),
            Type::Tuple(_) | Type::TupleOf(_) => Some(MethodType::Tuple),
            Type::Dict(..) | Type::Record(_) => Some(MethodType::Dict),
            Type::Set(_) => Some(MethodType::Set),
            Type::Range => Some(MethodType::Range),
            Type::Int { .. } | Type::Bool => Some(MethodType::Int),
            Type::Float => Some(MethodType::Float),
            Type::Any
            | Type::Never
            | Type::None
            | Type::Iterable(_)
            | Type::Function { .. }
            | Type::Element
            | Type::Bridge
            | Type::Ref(_)
            | Type::Awaitable(_)
            | Type::Exception(_)
            | Type::Js
            | Type::Host(_)
            | Type::Union(_) => None,
        }
    }

    /// How the truth value is had in JavaScript.
    pub fn truth(&self) -> Truth {
        match self {
            Type::None => Truth::Never,
            Type::Bool | Type::Int { .. } | Type::Float | Type::Str => Truth::Same,
            Type::List(_) | Type::Tuple(_) | Type::TupleOf(_) => Truth::Length,
            Type::Function { .. }
            | Type::Element
            | Type::Bridge
            | Type::Ref(_)
            | Type::Awaitable(_)
            | Type::Exception(_)
            | Type::Host(_) => Truth::Always,
            // It has a key for certain.
            Type::Record(shape) if shape.fields.iter().any(|field| !field.is_optional) => {
                Truth::Always
            }
            Type::Any
            | Type::Never
            | Type::Set(_)
            | Type::Dict(..)
            | Type::Record(_)
            | Type::Range
            | Type::Iterable(_)
            | Type::Js => Truth::Unknown,
            Type::Union(members) => {
                let fits =
                    |ty: &Type| matches!(ty.truth(), Truth::Same | Truth::Always | Truth::Never);
                if members.iter().all(fits) { Truth::Same } else { Truth::Unknown }
            }
        }
    }
}

/// As annotations write it; an `int` below 2^8 is `int8`.
impl std::fmt::Display for Type {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let list = |f: &mut std::fmt::Formatter<'_>, types: &[Type], between: &str| {
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
            Type::Int { bits: 53, .. } => f.write_str("int"),
            Type::Int { bits, .. } => write!(f, "int{bits}"),
            Type::Float => f.write_str("float"),
            Type::Str => f.write_str("str"),
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
            Type::Js => f.write_str("JS"),
            Type::Host(row) => f.write_str(row.name),
            // `int` and `float` let a bool in.
            Type::Union(members) if members.iter().any(Type::lets_bool_in) => {
                let written = members.iter().filter(|ty| !ty.is_bool()).cloned();
                list(f, &written.collect::<Vec<_>>(), " | ")
            }
            Type::Union(members) => list(f, members, " | "),
        }
    }
}
