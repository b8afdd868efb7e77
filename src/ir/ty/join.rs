//! Two types as one: what a value has that has one or the other.

use crate::base::Name;

use super::{Field, Shape, Type};

/// How many kinds of values are told apart: nobody asks for each of so many classes, and each join would compare all.
const MOST: usize = 24;

impl Type {
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
                    2..=MOST => Type::Union(members),
                    _many => Type::Any,
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

    /// The union of all; `Never` of none.
    pub fn union(types: impl IntoIterator<Item = Type>) -> Type {
        types.into_iter().fold(Type::Never, Type::join)
    }

    /// `T | None`.
    pub fn or_none(self) -> Type {
        self.join(Type::None)
    }
}

/// One type for both, where the two are of one kind.
fn merge(a: &Type, b: &Type) -> Option<Type> {
    if a == b {
        return Some(a.clone());
    }
    let join = |a: &Type, b: &Type| a.clone().join(b.clone());
    if let Some(zipped) = a.zip_parts(b, &join) {
        return Some(zipped);
    }
    let merged = match (a, b) {
        (Type::Int { bits: a, natural: n }, Type::Int { bits: b, natural: m }) => {
            Type::Int { bits: *a.max(b), natural: *n && *m }
        }
        (Type::Bytes { is_given: a }, Type::Bytes { is_given: b }) => {
            Type::Bytes { is_given: *a || *b }
        }
        (Type::Tuple(items), Type::TupleOf(rest)) | (Type::TupleOf(rest), Type::Tuple(items)) => {
            let all = items.iter().cloned().fold((**rest).clone(), Type::join);
            Type::TupleOf(Box::new(all))
        }
        (Type::Tuple(a), Type::Tuple(b)) => {
            Type::TupleOf(Box::new(Type::union(a.iter().chain(b).cloned())))
        }
        (Type::Record(a), Type::Record(b)) => Type::Record(Shape {
            fields: merge_fields(&a.fields, &b.fields),
            built: a.built.max(b.built),
            is_closed: a.is_closed && b.is_closed,
        }),
        // A plain object is a dict of which the keys are known.
        (Type::Dict(key, value), Type::Record(shape))
        | (Type::Record(shape), Type::Dict(key, value))
            if shape.is_closed =>
        {
            let key = (**key).clone().join(Type::Str);
            Type::Dict(Box::new(key), Box::new((**value).clone().join(shape.value())))
        }
        // One of the class, or of one that derives from it.
        (Type::Instance(a), Type::Instance(b)) if a.is_of(b.key()) => Type::Instance(b.clone()),
        (Type::Instance(a), Type::Instance(b)) if b.is_of(a.key()) => Type::Instance(a.clone()),
        (Type::Library { of: a, is_given: g }, Type::Library { of: b, is_given: h }) => {
            let of = if a.is_of(b) {
                b
            } else if b.is_of(a) {
                a
            } else {
                return None;
            };
            Type::Library { of, is_given: *g || *h }
        }
        (Type::Function { params: p, returns: r }, Type::Function { params: q, returns: s }) => {
            let params = if p == q { p.clone() } else { Vec::new() };
            Type::Function { params, returns: Box::new(join(r, s)) }
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
