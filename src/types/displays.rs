//! Displays and comprehensions.
//!
//! A display takes the type its place is declared with; else the join of its items, unless someone may
//! change it ([`crate::types::alias`]).

use crate::ir::{Arg, Built, Comp, CompKind, DictEntry, Expr, ExprKind, Field, Shape, Type};
use crate::types::alias::kinds;
use crate::types::binds::assigned_in_expr;
use crate::types::declared::refine;
use crate::types::infer::Infer;
use crate::types::ops;
use crate::types::stored::{self, open, without_fields};

impl<'p> Infer<'p, '_> {
    /// The type of something this expression makes anew.
    pub(super) fn created(&self, expr: &Expr, ty: Type, declared: Option<&Type>) -> Type {
        let same_kind = |declared: &Type| {
            std::mem::discriminant(declared) == std::mem::discriminant(&ty)
                || (matches!(declared, Type::Dict(..)) && ty.is_record())
                || (declared.is_record() && matches!(ty, Type::Dict(..)))
        };
        let declared =
            declared.and_then(|declared| part(declared, |ty| same_kind(ty).then_some(ty)));
        let is_shrunk = self.aliases.is_shrunk(self.module.id, expr.id)
            && declared.as_ref().is_none_or(|declared| !declared.is_record());
        let ty = if is_shrunk { without_fields(ty) } else { ty };
        let ty = match self.aliases.is_changed(self.module.id, expr.id, kinds::own(&ty)) {
            true => open(ty),
            false => {
                let stores = self.aliases.stores(self.module.id, expr.id);
                stored::all(ty, stores, &|source| self.type_in(source))
            }
        };
        match declared {
            Some(declared) => refine(&declared, &ty),
            None => ty,
        }
    }

    pub(super) fn joined_items(&mut self, items: &'p [Arg], declared: Option<&Type>) -> Type {
        let mut joined = Type::Never;
        for item in items {
            let ty = match item {
                Arg::Pos(value) => self.expr_as(value, declared),
                Arg::Spread(value) => {
                    let ty = self.expr(value);
                    ty.walked().unwrap_or(Type::Any)
                }
                Arg::Omitted => Type::Never,
            };
            joined = joined.join(ty);
        }
        joined
    }

    pub(super) fn tuple(&mut self, items: &'p [Arg], declared: Option<&Type>) -> Type {
        let expected = |at: usize| match declared {
            Some(Type::Tuple(items)) => items.get(at).cloned(),
            Some(Type::TupleOf(item)) => Some((**item).clone()),
            _other => None,
        };
        if items.iter().any(|item| matches!(item, Arg::Spread(_))) {
            return Type::TupleOf(Box::new(self.joined_items(items, None)));
        }
        let mut types = Vec::new();
        for (at, item) in items.iter().enumerate() {
            if let Arg::Pos(value) = item {
                types.push(self.expr_as(value, expected(at).as_ref()));
            }
        }
        Type::Tuple(types)
    }

    pub(super) fn dict(
        &mut self,
        entries: &'p [DictEntry],
        is_record: bool,
        declared: Option<&Type>,
    ) -> Type {
        let value_type = |key: &Expr| match (declared, &key.kind) {
            (Some(record @ Type::Record(_)), ExprKind::Str(key)) => {
                record.field(key).map(|field| field.ty.clone())
            }
            (Some(Type::Dict(_, value)), _) => Some((**value).clone()),
            _other => None,
        };
        let mut fields = ops::Fields::default();
        let mut is_record = is_record;
        let mut holds_more = false;
        let mut made = Built::Plain;
        let (mut keys, mut values) = (Type::Never, Type::Never);
        for entry in entries {
            match entry {
                DictEntry::Pair(key, value) => {
                    let key_type = self.expr(key);
                    let ty = self.expr_as(value, value_type(key).as_ref());
                    if let ExprKind::Str(name) = &key.kind {
                        let (name, ty) = (name.clone(), ty.clone());
                        fields.put(Field { name, ty, is_optional: false });
                    }
                    keys = keys.join(key_type);
                    values = values.join(ty);
                }
                DictEntry::Spread(value) => match self.expr(value) {
                    Type::Record(more) => {
                        made = made.max(more.built);
                        keys = keys.join(Type::Str);
                        values = values.join(more.value());
                        if !more.is_closed {
                            holds_more = true;
                            fields.forget_values();
                        }
                        more.fields.into_iter().for_each(|field| fields.put(field));
                    }
                    Type::Dict(key, value) => {
                        is_record = false;
                        keys = keys.join(*key);
                        values = values.join(*value);
                    }
                    _unknown => {
                        is_record = false;
                        keys = Type::Any;
                        values = Type::Any;
                    }
                },
            }
        }
        match is_record {
            true => Type::Record(Shape {
                fields: fields.into_fields(),
                built: made,
                is_closed: !holds_more,
            }),
            false => Type::Dict(Box::new(keys), Box::new(values)),
        }
    }

    pub(super) fn comprehension(&mut self, expr: &'p Expr, comp: &'p Comp) -> Type {
        let assigned = assigned_in_expr(self.module, expr);
        let mut is_first = true;
        let mut outer = self.env.clone();
        for clause in &comp.clauses {
            self.expr(&clause.iter);
            if std::mem::take(&mut is_first) {
                self.enter_loop(&assigned);
                outer = self.env.clone();
            }
            let item = match clause.is_async {
                true => Type::Any,
                false => self.item_type(&clause.iter),
            };
            self.bind(&clause.place, item);
            for condition in &clause.conditions {
                let (yes, _) = self.test(condition);
                self.env = yes;
            }
        }
        let ty = match &comp.kind {
            CompKind::List(elt) => Type::List(Box::new(self.expr(elt))),
            CompKind::Set(elt) => Type::Set(Box::new(self.expr(elt))),
            CompKind::Generator(elt) => {
                let item = self.expr(elt);
                match comp.clauses.iter().any(|clause| clause.is_async) {
                    true => Type::Any,
                    false => Type::Iterable(Box::new(item)),
                }
            }
            CompKind::Dict(key, value) => {
                let key = self.expr(key);
                Type::Dict(Box::new(key), Box::new(self.expr(value)))
            }
        };
        self.env = outer;
        self.called();
        ty
    }
}

/// The part of a declared type (one member of a union) that `pick` finds.
pub(super) fn part(declared: &Type, pick: impl Fn(&Type) -> Option<&Type>) -> Option<Type> {
    match declared {
        Type::Union(members) => members.iter().find_map(pick).cloned(),
        ty => pick(ty).cloned(),
    }
}
