//! Annotations: from the expression to a [`Type`]. What is not understood is `Any`.

use crate::base::Name;
use crate::ir::{Built, Field, Shape, Type};
use crate::lower::context::Lowering;
use crate::resolve::{Binding, Item, ItemId, ItemKind, JsRef};
use crate::syntax::ast::{self, Constant};
use crate::tables::library_types::library_type;

impl Lowering<'_> {
    pub fn annotation(&self, expr: &ast::Expr) -> Type {
        annotation(self, self.item, expr, 0)
    }
}

/// Nesting beyond this is `Any`; a recursive `TypedDict` ends here too.
const MAX_DEPTH: u32 = 8;

/// An annotation of another item.
pub(super) fn of_item(lowering: &Lowering, item: &Item, expr: &ast::Expr) -> Type {
    annotation(lowering, item, expr, 0)
}

fn annotation(lowering: &Lowering, item: &Item, expr: &ast::Expr, depth: u32) -> Type {
    if depth > MAX_DEPTH {
        return Type::Any;
    }
    let inner = |expr: &ast::Expr| annotation(lowering, item, expr, depth + 1);
    match &expr.kind {
        ast::ExprKind::Constant(Constant::None) => Type::None,
        ast::ExprKind::Binary { op: ast::BinaryOp::BitOr, left, right } => {
            inner(left).join(inner(right))
        }
        ast::ExprKind::Name(_) | ast::ExprKind::Attribute { .. } => {
            let Some(binding) = item.refs.get(&expr.span) else { return Type::Any };
            match binding {
                Binding::TypeOnly(dotted) if dotted.ends_with("typing.Self") => {
                    instance_of(lowering, item.id)
                }
                _named => named(lowering, binding, depth),
            }
        }
        ast::ExprKind::Subscript { value, index } => {
            if let Some(Binding::Item(id)) = item.refs.get(&value.span) {
                // `Stack[int]`
                return instance_of(lowering, *id);
            }
            let Some(name) = item.refs.get(&value.span).and_then(canonical) else {
                return Type::Any;
            };
            let args: Vec<&ast::Expr> = match &index.kind {
                ast::ExprKind::Tuple(items) => items.iter().collect(),
                _one => vec![&**index],
            };
            generic(&name, &args, &inner)
        }
        ast::ExprKind::Call { func, args } => match item.refs.get(&func.span).and_then(canonical) {
            // `UserId = NewType("UserId", int)`
            Some(name) if &*name == "NewType" => {
                args.get(1).map_or(Type::Any, |base| inner(&base.value))
            }
            _other => Type::Any,
        },
        _other => Type::Any,
    }
}

/// Of a class of the program.
fn instance_of(lowering: &Lowering, id: ItemId) -> Type {
    lowering.sight.kind(id).map_or(Type::Any, |of| Type::Instance(of.clone()))
}

/// The name a generic type is known by, whatever module it came from.
fn canonical(binding: &Binding) -> Option<Name> {
    match binding {
        Binding::Builtin(row) => row.name.rsplit('.').next().map(Name::from),
        Binding::TypeOnly(dotted) => dotted.rsplit('.').next().map(Name::from),
        Binding::PyMember { name, .. } => Some(name.clone()),
        Binding::Js(_)
        | Binding::Item(_)
        | Binding::Module(_)
        | Binding::Tag(_)
        | Binding::Special(_)
        | Binding::PyModule(_)
        | Binding::Marker(_)
        | Binding::Error => None,
    }
}

fn named(lowering: &Lowering, binding: &Binding, depth: u32) -> Type {
    match binding {
        Binding::Item(id) => match lowering.program.items.get(id.index()) {
            Some(item) => match &item.kind {
                ItemKind::TypeClass(class) => typed_dict(lowering, item, class, depth),
                ItemKind::TypeAlias(value) | ItemKind::Constant { value, .. } => {
                    annotation(lowering, item, value, depth + 1)
                }
                ItemKind::Class(_) => instance_of(lowering, *id),
                ItemKind::Function { .. } => Type::Any,
            },
            None => Type::Any,
        },
        Binding::Js(JsRef::Global { .. }) => Type::Js,
        Binding::Js(JsRef::Member { .. }) => Type::Any,
        Binding::Js(JsRef::Import { import, .. }) => match &import.name {
            crate::ir::ImportName::Named(name) if &**name == crate::tables::channel::BRIDGE => {
                Type::Bridge
            }
            _other => Type::Any,
        },
        Binding::Builtin(row) if let Some(of) = library_type(row.name) => {
            Type::Library { of, is_given: of.from_js.is_some() }
        }
        _builtin_or_typing => match canonical(binding) {
            Some(name) => generic(&name, &[], &|_| Type::Any),
            None => Type::Any,
        },
    }
}

/// `name[args]`; without arguments the parameters are `Any`.
fn generic(name: &str, args: &[&ast::Expr], inner: &dyn Fn(&ast::Expr) -> Type) -> Type {
    let arg = |position: usize| args.get(position).map_or(Type::Any, |arg| inner(arg));
    match name {
        "str" | "LiteralString" => Type::Str,
        // A type checker lets a `bool` pass for it.
        "int" => Type::INT.join(Type::Bool),
        // A `bool` passes for it and shows as one. An `int` passes too, which cannot be told from a float: see
        // `docs/differences.md`.
        "float" => Type::Float.join(Type::Bool),
        "bool" => Type::Bool,
        "bytes" => Type::Bytes { is_given: true },
        "bytearray" => Type::ByteArray,
        "None" | "NoneType" => Type::None,
        "list" | "List" => Type::List(Box::new(arg(0))),
        "tuple" | "Tuple" => match args {
            [] => Type::TupleOf(Box::new(Type::Any)),
            [item, rest] if is_ellipsis(rest) => Type::TupleOf(Box::new(inner(item))),
            items => Type::Tuple(items.iter().map(|item| inner(item)).collect()),
        },
        "dict" | "Dict" | "Mapping" | "MutableMapping" => {
            Type::Dict(Box::new(arg(0)), Box::new(arg(1)))
        }
        "set" | "Set" | "frozenset" | "FrozenSet" | "AbstractSet" | "MutableSet" => {
            Type::Set(Box::new(arg(0)))
        }
        // An `Iterable` may be a dict, which JavaScript cannot walk: it stays unknown.
        "Iterator" | "Generator" => Type::Iterable(Box::new(arg(0))),
        "Optional" => arg(0).or_none(),
        "Union" => Type::union(args.iter().map(|arg| inner(arg))),
        "Annotated" | "Final" | "ClassVar" | "Required" | "NotRequired" | "ReadOnly" | "Unpack" => {
            arg(0)
        }
        "Literal" => Type::union(args.iter().map(|arg| literal(arg))),
        "Callable" => Type::Function { params: Vec::new(), returns: Box::new(arg(1)) },
        "Awaitable" | "Coroutine" => {
            Type::Awaitable(Box::new(args.last().map_or(Type::Any, |arg| inner(arg))))
        }
        "Element" | "Node" | "PulseNode" => Type::Any,
        "ChannelBridge" => Type::Bridge,
        _unknown => Type::Any,
    }
}

fn is_ellipsis(expr: &ast::Expr) -> bool {
    matches!(expr.kind, ast::ExprKind::Constant(Constant::Ellipsis))
}

fn literal(expr: &ast::Expr) -> Type {
    match &expr.kind {
        ast::ExprKind::Constant(constant) => match constant {
            Constant::None => Type::None,
            Constant::Bool(_) => Type::Bool,
            Constant::Int(_) => Type::INT,
            Constant::Float(_) => Type::Float,
            Constant::Str(_) => Type::Str,
            Constant::Bytes(_) => Type::Bytes { is_given: true },
            Constant::Ellipsis | Constant::Complex(_) => Type::Any,
        },
        ast::ExprKind::Unary { .. } => Type::INT,
        _other => Type::Any,
    }
}

/// A `TypedDict` is a record of its annotated fields.
fn typed_dict(lowering: &Lowering, item: &Item, class: &ast::ClassDef, depth: u32) -> Type {
    let keyword = |name: &str| {
        class
            .bases
            .iter()
            .find(|base| matches!(&base.kind, ast::ArgKind::Keyword(key) if &*key.name == name))
    };
    if depth > MAX_DEPTH {
        return Type::Any;
    }
    let mut all: Vec<Field> = Vec::new();
    for base in class.bases.iter().filter(|base| base.kind == ast::ArgKind::Positional) {
        match item.refs.get(&base.value.span) {
            Some(Binding::Item(_)) => match annotation(lowering, item, &base.value, depth + 1) {
                Type::Record(inherited) => all.extend(inherited.fields),
                // With an unknown base the list of fields would be incomplete.
                _unknown => return Type::Any,
            },
            Some(other) if canonical(other).is_some_and(|name| &*name == "TypedDict") => {}
            Some(_) | None => return Type::Any,
        }
    }
    let is_false =
        |value: &ast::Expr| matches!(value.kind, ast::ExprKind::Constant(Constant::Bool(false)));
    let all_optional = keyword("total").is_some_and(|total| is_false(&total.value));
    let fields = class.body.iter().filter_map(|stmt| match &stmt.kind {
        ast::StmtKind::AnnAssign { target, annotation: text, .. } => match &target.kind {
            ast::ExprKind::Name(name) => {
                let is_optional = all_optional || is_special(item, text, "NotRequired");
                let ty = annotation(lowering, item, text, depth + 1);
                Some(Field { name: name.clone(), ty, is_optional })
            }
            _other => None,
        },
        _other => None,
    });
    for field in fields {
        all.retain(|known| known.name != field.name);
        all.push(field);
    }
    Type::Record(Shape { fields: all, built: Built::Either, is_closed: false })
}

/// `NotRequired[int]`, `Unpack[Options]`.
pub(super) fn is_special(item: &Item, annotation: &ast::Expr, form: &str) -> bool {
    match &annotation.kind {
        ast::ExprKind::Subscript { value, .. } => {
            item.refs.get(&value.span).and_then(canonical).is_some_and(|name| &*name == form)
        }
        _other => false,
    }
}
