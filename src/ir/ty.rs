//! Types, as far as they change what is emitted.

use crate::base::Name;

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
    /// A plain object whose listed keys are known to be there unless optional: a display with literal
    /// keys, or a `TypedDict`.
    Record(Vec<Field>),
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
    /// At least two, flat, none `Any`.
    Union(Vec<Type>),
}

#[derive(Clone, PartialEq, Debug)]
pub struct Field {
    pub name: Name,
    pub ty: Type,
    pub is_optional: bool,
}

impl Type {
    /// An int of which nothing is known but that it is one.
    pub const INT: Type = Type::Int { bits: 53 };

    /// The union of both, flattened.
    pub fn join(self, other: Type) -> Type {
        match (self, other) {
            (Type::Never, ty) | (ty, Type::Never) => ty,
            (Type::Any, _) | (_, Type::Any) => Type::Any,
            (Type::Int { bits: a }, Type::Int { bits: b }) => Type::Int { bits: a.max(b) },
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

    fn push_members(self, members: &mut Vec<Type>) {
        match self {
            Type::Union(inner) => inner.into_iter().for_each(|ty| ty.push_members(members)),
            Type::Int { bits } => {
                let known = members.iter_mut().find_map(|member| match member {
                    Type::Int { bits } => Some(bits),
                    _ => None,
                });
                match known {
                    Some(known) => *known = bits.max(*known),
                    None => members.push(Type::Int { bits }),
                }
            }
            ty if members.contains(&ty) => {}
            ty => members.push(ty),
        }
    }

    /// `T | None`.
    pub fn or_none(self) -> Type {
        self.join(Type::None)
    }
}
