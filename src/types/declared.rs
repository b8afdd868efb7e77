//! What an annotation lets in, and what of it the values that come there leave.
//!
//! ```text
//! u: User = {"name": "a"}         a plain object: `u.name`, `{ ...u }`
//! u: User = json.loads(text)      a plain object or a `Dict`: no more than the annotation says
//! def f(u: User): return u        made as what `f` was given
//! ```
//!
//! An annotation says which keys a dict has and of which types their values are, not what holds them.
//! That follows from where the values come from, as far as every one of them is seen.

use crate::ir::{Built, ChannelOp, EnumKind, Expr, ExprKind, Field, Py, Shape, Type};

/// The declared type with what the type of a value that comes there tells of it.
pub(super) fn refine(declared: &Type, value: &Type) -> Type {
    match (declared, value) {
        (declared, Type::Any) => declared.clone(),
        (Type::Union(members), value) => {
            let is_bool = |ty: &Type| matches!(ty, Type::Bool | Type::Any | Type::Js);
            let keeps_bool = value.any(is_bool) || !members.iter().any(Type::lets_bool_in);
            let members = members.iter().filter(|member| keeps_bool || !member.is_bool());
            Type::union(members.map(|member| refine(member, value)))
        }
        (declared, Type::Union(values)) => {
            let of_kind = values.iter().filter_map(|value| refine_one(declared, value));
            of_kind.reduce(Type::join).unwrap_or_else(|| start(declared))
        }
        (declared, value) => refine_one(declared, value).unwrap_or_else(|| start(declared)),
    }
}

/// The declared type as long as no value is seen to come there: plain objects, and numbers that are no bools.
pub(super) fn start(declared: &Type) -> Type {
    let ty = match declared {
        Type::Union(members) if members.iter().any(Type::lets_bool_in) => {
            declared.filter(|member| !member.is_bool())
        }
        ty => ty.clone(),
    };
    match ty.map_parts(&|inner| start(&inner)) {
        Type::Record(shape) => Type::Record(Shape { built: Built::Plain, ..shape }),
        ty => ty.taken(),
    }
}

/// `None` where no such value is of the declared kind.
fn refine_one(declared: &Type, value: &Type) -> Option<Type> {
    if let Some(refined) = declared.zip_parts(value, &refine) {
        return Some(refined);
    }
    Some(match (declared, value) {
        (declared, Type::Any) => declared.clone(),
        (Type::TupleOf(item), Type::Tuple(_) | Type::TupleOf(_)) => {
            Type::TupleOf(Box::new(refine(item, &value.walked()?)))
        }
        (Type::Tuple(items), Type::Tuple(_) | Type::TupleOf(_)) => {
            let of = value.walked()?;
            Type::Tuple(items.iter().map(|item| refine(item, &of)).collect())
        }
        // A member of a `StrEnum` is a text, and no string of JavaScript.
        (Type::Str, Type::Instance(of)) if of.kind().members == Some(EnumKind::Str) => {
            declared.clone().join(value.clone())
        }
        (declared, Type::Instance(of))
            if declared.lets_bool_in() && of.kind().members == Some(EnumKind::Int) =>
        {
            declared.clone().join(value.clone())
        }
        (Type::Library { of, .. }, Type::Library { of: value, is_given }) => {
            if !value.is_of(of) {
                return None;
            }
            Type::Library { of, is_given: *is_given }
        }
        (Type::Bytes { .. }, Type::Bytes { .. }) => value.clone(),
        // A display of which every key is known, and stays: `kinds: dict[str, int] = {"name": 0}`.
        (Type::Dict(_, item), Type::Record(shape)) if shape.lists_all() => {
            let field = |field: &Field| Field { ty: refine(item, &field.ty), ..field.clone() };
            let fields = shape.fields.iter().map(field).collect();
            Type::Record(Shape { fields, ..shape.clone() })
        }
        (Type::Dict(key, item), Type::Record(shape)) => {
            let of = shape.fields.iter().map(|field| field.ty.clone());
            Type::Dict(key.clone(), Box::new(refine(item, &Type::union(of))))
        }
        (Type::Record(shape), Type::Record(of)) => {
            let field = |field: &Field| {
                let ty = match value.field(&field.name) {
                    Some(of) => refine(&field.ty, &of.ty),
                    None => field.ty.clone(),
                };
                Field { ty, ..field.clone() }
            };
            Type::Record(Shape {
                fields: shape.fields.iter().map(field).collect(),
                built: of.built,
                is_closed: of.is_closed
                    && of.fields.iter().all(|f| declared.field(&f.name).is_some()),
            })
        }
        (Type::Record(shape), Type::Dict(_, of)) => {
            let field = |field: &Field| Field { ty: refine(&field.ty, of), ..field.clone() };
            let fields = shape.fields.iter().map(field).collect();
            Type::Record(Shape { fields, built: Built::Either, is_closed: false })
        }
        (Type::Int { .. }, Type::Int { .. }) if value.is_large() => Type::LARGE,
        (declared, value) if std::mem::discriminant(declared) == std::mem::discriminant(value) => {
            declared.clone()
        }
        _other_kind => return None,
    })
}

/// The type with every record in it made so.
pub(super) fn built(ty: &Type, to: Built) -> Type {
    rebuilt(ty.clone(), &|_| to)
}

/// The type with the records made as given made so.
pub(super) fn given(ty: Type, to: Built) -> Type {
    rebuilt(ty, &|built| if built == Built::AsGiven { to } else { built })
}

fn rebuilt(ty: Type, map: &dyn Fn(Built) -> Built) -> Type {
    match ty.map_parts(&|inner| rebuilt(inner, map)) {
        Type::Record(shape) => Type::Record(Shape { built: map(shape.built), ..shape }),
        Type::Function { params, returns } => Type::Function { params, returns },
        ty => ty,
    }
}

/// How the records in a value of the type are made: the least certain of them.
pub(super) fn least(ty: &Type) -> Built {
    let own = if let Type::Record(shape) = ty { shape.built } else { Built::Plain };
    ty.parts().map(least).fold(own, Built::max)
}

/// Whether a value of the type may be or hold a record.
pub(super) fn has_record(ty: &Type) -> bool {
    ty.is_record() || ty.parts().any(has_record)
}

/// Whether JavaScript makes the value, which makes no `Dict`.
pub(super) fn comes_from_js(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Js(_) => true,
        ExprKind::Channel(channel) => matches!(channel.op, ChannelOp::Request { .. }),
        ExprKind::Py(Py::Await(value)) => comes_from_js(value),
        _other => false,
    }
}
