//! Types that were inferred: from [`Type`] to TypeScript, and what a function really returns.
//!
//! Python's `None` is `null` where it is written out, `undefined` where a function ends without
//! `return`, and either where it comes from elsewhere; an annotation does not tell, the body does.

use crate::emit::function::may_fall_off;
use crate::ir::{Body, Built, Expr, ExprKind, Field, Function, Js, Py, Stmt, StmtKind, Type};
use crate::tables::ts_types;
use crate::types::TypeMap;

use super::ts::{Member, Ts};

/// The type; what is not known is `any`.
pub(super) fn inferred(ty: &Type) -> Ts {
    match ty {
        Type::Any | Type::Js | Type::Instance(_) => Ts::ANY,
        Type::Never => Ts::NEVER,
        Type::None => Ts::none(),
        Type::Bool => Ts::BOOLEAN,
        Type::Int { .. } | Type::Float => Ts::NUMBER,
        Type::Str => Ts::STRING,
        Type::Bytes { .. } => Ts::lib("Uint8Array", []),
        Type::ByteArray => Ts::lib("Iterable", [Ts::NUMBER]),
        Type::List(item) => Ts::array(inferred(item)),
        Type::Tuple(items) => Ts::Tuple(items.iter().map(inferred).collect()),
        Type::TupleOf(item) => Ts::readonly_array(inferred(item)),
        Type::Set(item) => Ts::lib("Set", [inferred(item)]),
        Type::Dict(key, value) => Ts::dict(inferred(key), inferred(value)),
        Type::Record(shape) => Ts::Object(shape.fields.iter().map(member).collect()),
        Type::Range => Ts::lib("Iterable", [Ts::NUMBER]),
        Type::Iterable(item) => Ts::lib("Iterable", [inferred(item)]),
        Type::Function { params: _, returns } => Ts::any_function(match &**returns {
            Type::None => Ts::VOID,
            returns => inferred(returns),
        }),
        Type::Element => Ts::NODE,
        Type::Bridge => Ts::Bridge,
        Type::Ref(inner) => Ts::Object(vec![Member {
            name: "current".to_owned(),
            is_optional: false,
            is_readonly: false,
            ty: inferred(inner),
        }]),
        Type::Awaitable(inner) => Ts::lib("Promise", [inferred(inner)]),
        Type::Exception(_) => Ts::lib("Error", []),
        Type::Library { of, .. } if of.from_js.is_some() => Ts::lib("Date", []),
        Type::Library { .. } => Ts::ANY,
        Type::Host(row) => match ts_types::arity(row.name) {
            Some(0) => Ts::lib(row.name, []),
            Some(_) | None => Ts::ANY,
        },
        Type::Union(members) => {
            // Who annotates an `int` lets a `bool` in, and does not mean it.
            let is_int = members.iter().any(|ty| matches!(ty, Type::Int { bits: 53.., .. }));
            let is_meant = |ty: &&Type| !is_int || **ty != Type::Bool;
            Ts::union(members.iter().filter(is_meant).map(inferred))
        }
    }
}

fn member(field: &Field) -> Member {
    Member {
        name: field.name.to_string(),
        is_optional: field.is_optional,
        is_readonly: false,
        ty: inferred(&field.ty),
    }
}

/// The type of a value that stands for others of its kind, as a payload does: of one that is only ever
/// `None` nothing is known.
pub(super) fn sample(ty: &Type) -> Ts {
    match ty {
        Type::None => Ts::ANY,
        Type::Record(shape) => {
            let members =
                shape.fields.iter().map(|field| Member { ty: sample(&field.ty), ..member(field) });
            Ts::Object(members.collect())
        }
        Type::List(item) => Ts::array(sample(item)),
        other => inferred(other),
    }
}

/// The annotated type, told by the inferred one what a dict is made of: `dict[str, Any]` is an object
/// where only displays with literal keys come.
fn fit(annotated: Ts, ty: &Type) -> Ts {
    let members = |ty: &Type| match ty {
        Type::Union(members) => members.clone(),
        only => vec![only.clone()],
    };
    let known = members(ty);
    let item = |array: bool| {
        let items = known.iter().filter_map(move |ty| match ty {
            Type::List(item) => Some((**item).clone()),
            Type::TupleOf(item) if !array => Some((**item).clone()),
            _other => None,
        });
        items.reduce(Type::join)
    };
    let is_record = ty.all(|ty| !matches!(ty, Type::Dict(..) | Type::Any | Type::Js | Type::Never))
        && ty.any(Type::is_record);
    let fields = known.iter().find(|ty| ty.is_record());
    let fitted = annotated.into_members().into_iter().filter_map(|member| match member {
        Ts::Lib(name, _) if is_record && name == "Map" => None,
        Ts::Record(key, value) if is_record && *value == Ts::ANY => {
            Some(fields.map_or(Ts::Record(key, value), inferred))
        }
        Ts::Array(inner) => Some(Ts::array(match item(true) {
            Some(ty) => fit(*inner, &ty),
            None => *inner,
        })),
        Ts::ReadonlyArray(inner) => Some(Ts::readonly_array(match item(false) {
            Some(ty) => fit(*inner, &ty),
            None => *inner,
        })),
        Ts::Tuple(items) => match known.as_slice() {
            [Type::Tuple(types)] if types.len() == items.len() => {
                let each = std::iter::zip(items, types).map(|(item, ty)| fit(item, ty));
                Some(Ts::Tuple(each.collect()))
            }
            _other => Some(Ts::Tuple(items)),
        },
        other => Some(other),
    });
    Ts::union(fitted)
}

/// The annotated type of a result with the `Map` that a `TypedDict` in it may be: `json.loads` makes one.
pub(super) fn or_map(annotated: Ts, ty: &Type) -> Ts {
    let members: &[Type] = match ty {
        Type::Union(members) => members,
        only => std::slice::from_ref(only),
    };
    let may_be_map = members.iter().any(|ty| match ty {
        Type::Record(shape) => shape.built == Built::Either,
        _other => false,
    });
    let item = members.iter().find_map(|ty| match ty {
        Type::List(item) | Type::TupleOf(item) => Some(&**item),
        _other => None,
    });
    let map = || Ts::lib("Map", [Ts::STRING, Ts::ANY]);
    let admitted = annotated.into_members().into_iter().map(|member| match (member, item) {
        (member @ (Ts::Item(_) | Ts::Generic(..) | Ts::Object(_)), _) if may_be_map => {
            Ts::union([member, map()])
        }
        (Ts::Array(inner), Some(item)) => Ts::array(or_map(*inner, item)),
        (Ts::ReadonlyArray(inner), Some(item)) => Ts::readonly_array(or_map(*inner, item)),
        (other, _) => other,
    });
    Ts::union(admitted)
}

/// What the results of a function are, as far as its `return`s show it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Results {
    null: bool,
    undefined: bool,
    /// A dict that is a plain object, or a `Map`.
    record: bool,
    map: bool,
    ty: Type,
}

impl Results {
    pub fn new() -> Results {
        let (null, undefined, record, map) = Default::default();
        Results { null, undefined, record, map, ty: Type::Never }
    }

    pub fn of(func: &Function, types: &TypeMap) -> Results {
        let mut found = Results::new();
        match &func.body {
            Body::Expr(value) => found.value(value, types),
            Body::Block(stmts) => {
                found.undefined |= may_fall_off(stmts);
                found.block(stmts, types);
            }
        }
        found
    }

    fn block(&mut self, stmts: &[Stmt], types: &TypeMap) {
        for stmt in stmts {
            match &stmt.kind {
                StmtKind::Return(None) => self.undefined = true,
                StmtKind::Return(Some(value)) => self.value(value, types),
                StmtKind::If { body, orelse, .. }
                | StmtKind::While { body, orelse, .. }
                | StmtKind::For { body, orelse, .. } => {
                    self.block(body, types);
                    self.block(orelse, types);
                }
                StmtKind::With { body, .. } => self.block(body, types),
                StmtKind::Try { body, handlers, orelse, finally } => {
                    for block in [body, orelse, finally] {
                        self.block(block, types);
                    }
                    for handler in handlers {
                        self.block(&handler.body, types);
                    }
                }
                StmtKind::Error
                | StmtKind::Expr(_)
                | StmtKind::Assign { .. }
                | StmtKind::AugAssign { .. }
                | StmtKind::Delete(_)
                | StmtKind::Raise { .. }
                | StmtKind::Assert { .. }
                | StmtKind::Def { .. }
                | StmtKind::Break
                | StmtKind::Continue
                | StmtKind::Pass => {}
            }
        }
    }

    pub fn value(&mut self, value: &Expr, types: &TypeMap) {
        match &value.kind {
            ExprKind::None => self.null = true,
            ExprKind::Js(Js::Undefined) => self.undefined = true,
            ExprKind::Py(Py::Cond { then, orelse, .. }) => {
                self.value(then, types);
                self.value(orelse, types);
            }
            ExprKind::Py(Py::Seq { value, .. }) => self.value(value, types),
            // Whatever is stored in it later, it stays what it was made as.
            ExprKind::Py(Py::Dict { is_record, .. }) => {
                let is_record = *is_record && !types.is_widened(value.id);
                self.record |= is_record;
                self.map |= !is_record;
                self.ty = self.ty.clone().join(types.expr(value.id).clone());
            }
            _other => {
                let ty = types.expr(value.id);
                self.ty = self.ty.clone().join(ty.clone());
                self.null |= ty.may_be_none();
                self.undefined |= ty.may_be_none();
                let is_map = types.is_map(value);
                let is_record = ty.all(|ty| !matches!(ty, Type::Dict(..) | Type::Any | Type::Js));
                self.map |= !is_record;
                self.record |= !is_map;
            }
        }
    }

    /// The type of the result, once what never comes is left out.
    pub fn narrow(&self, ty: Ts) -> Ts {
        let ty = fit(ty, &self.ty);
        let is_none = |ty: &Ts| *ty == Ts::NULL || *ty == Ts::UNDEFINED;
        let narrowed = ty.clone().without(|ty| match ty {
            ty if *ty == Ts::NULL => !self.null,
            ty if *ty == Ts::UNDEFINED => !self.undefined,
            Ts::Lib(name, _) if name == "Map" => !self.map,
            Ts::Record(..) => !self.record,
            _other => false,
        });
        match narrowed {
            // It never returns.
            Ts::NEVER if ty.members().iter().all(is_none) => Ts::VOID,
            Ts::NEVER => ty,
            Ts::UNDEFINED => Ts::VOID,
            narrowed => narrowed,
        }
    }
}
