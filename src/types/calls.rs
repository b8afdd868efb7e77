//! Calls: of functions, of builtins.

use crate::ir::{
    Arg, Built, Expr, ExprKind, FuncId, Keyword, Module, ParamKind, Py, Type, VarKind,
};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::py_modules::library::Returns;
use crate::types::alias::{self, Door, kinds};
use crate::types::declared::{self, built, comes_from_js, given, has_record, refine};
use crate::types::hooks::returned;
use crate::types::infer::Infer;
use crate::types::{facts, host, methods, ops, stored};

const LENGTH: Type = Type::LENGTH;

impl<'p> Infer<'p, '_> {
    pub fn call(&mut self, py: &'p Py) -> Type {
        let ty = match py {
            Py::Call { callee, args } => {
                let callee_type = self.expr(callee);
                if let ExprKind::Var(var) = callee.kind
                    && self.facts.setters.contains_key(&var)
                {
                    self.args(args);
                    self.set_state(var, args);
                } else {
                    self.args(args);
                }
                match &callee.kind {
                    ExprKind::Py(Py::Helper("bindArguments")) => Type::TupleOf(Box::new(Type::Any)),
                    ExprKind::Py(Py::Helper("dictWith")) => {
                        Type::Dict(Box::new(Type::Any), Box::new(Type::Any))
                    }
                    _other => match self.known_callee(callee) {
                        Some(known) => {
                            let ty = self.known_call(known, args);
                            self.result(callee, ty)
                        }
                        None => returned(&callee_type),
                    },
                }
            }
            Py::Method { object, name, args, keywords, .. } => {
                let object = self.expr(object);
                let types = self.args(args);
                let positional = !args.iter().any(|arg| matches!(arg, Arg::Spread(_)));
                if &**name == "sort"
                    && let Some(key) = keywords.iter().find(|keyword| &*keyword.name == "key")
                    && let ExprKind::Func(func) = key.value.kind
                {
                    let item = object.walked().unwrap_or(Type::Any);
                    self.feed(func, &[item]);
                }
                for keyword in keywords {
                    self.expr(&keyword.value);
                }
                let literal = args.first().and_then(|arg| match arg {
                    Arg::Pos(Expr { kind: ExprKind::Str(key), .. }) => Some(&**key),
                    _other => None,
                });
                match positional {
                    _any if object.is_js() => host::method(&object, name),
                    true => methods::method(&object, name, &types, literal),
                    false => Type::Any,
                }
            }
            Py::Builtin { row, args, keywords } => self.builtin(row, args, keywords),
            Py::ForEach { items, function } => {
                self.expr(items);
                let item = self.item_type(items);
                if let ExprKind::Func(func) = function.kind {
                    self.feed(func, &[item, LENGTH]);
                }
                let function = self.expr(function);
                Type::List(Box::new(returned(&function)))
            }
            _not_a_call => Type::Any,
        };
        self.called();
        ty
    }

    /// The function that a callee is for certain, and the module it is of.
    fn known_callee(&self, callee: &Expr) -> Option<(&'p Module, FuncId)> {
        match &callee.kind {
            ExprKind::Var(var) => match self.module.var(*var)?.kind {
                VarKind::Function(func) => Some((self.module, func)),
                VarKind::Param
                | VarKind::Local
                | VarKind::Temp
                | VarKind::Comp
                | VarKind::Rebound => None,
            },
            ExprKind::Symbol(symbol) => alias::known_function(self.program, self.module, *symbol),
            _other => None,
        }
    }

    /// A call whose arguments are inferred: what they tell of the parameters, and those of the result.
    fn known_call(&mut self, (home, id): (&'p Module, FuncId), args: &'p [Arg]) -> Type {
        let returns = self.returns(home.id, id);
        let Some(func) = home.func(id) else { return returns };
        let is_own = std::ptr::eq(home, self.module);
        let is_seen = is_own && self.facts.seen.contains(&id);
        let mut least = Built::Plain;
        for (position, param) in func.params.iter().enumerate() {
            let Some(declared) = home.var(param.var).and_then(|var| var.annotation.as_ref()) else {
                continue;
            };
            let is_one = matches!(param.kind, ParamKind::Positional | ParamKind::PositionalOnly);
            let ty = match args.get(position) {
                // Who knows which parameters a spread fills: `f(*args)`, `f(**options)`.
                _any if spreads(args) => Type::Any,
                Some(Arg::Omitted) | None => continue,
                Some(Arg::Pos(value)) if is_one => {
                    match (self.type_of(value), comes_from_js(value)) {
                        (Type::Any, true) => built(declared, Built::Plain),
                        (ty, _) => ty,
                    }
                }
                Some(Arg::Pos(_) | Arg::Spread(_)) => Type::Any,
            };
            if is_seen {
                self.grow_var(param.var, ty.clone());
            }
            if has_record(declared) {
                least = least.max(declared::least(&refine(declared, &ty)));
            }
        }
        match self.is_global(home.id, id) {
            true => given(returns, least),
            false => returns,
        }
    }

    /// What a function that is only known by its type gives: `rows = other.rows; rows()`.
    pub fn made_by_unknown(&self, expr: &Expr, callee: &Expr, ty: Type) -> Type {
        let ExprKind::Var(var) = callee.kind else { return ty };
        let is_alias = self.module.var(var).is_some_and(|row| match row.kind {
            VarKind::Local | VarKind::Temp | VarKind::Comp | VarKind::Rebound => {
                row.annotation.is_none()
            }
            VarKind::Param | VarKind::Function(_) => false,
        });
        let is_changed = is_alias && self.aliases.is_changed(self.module.id, expr.id, kinds::ALL);
        if is_changed { stored::open_deeply(ty) } else { ty }
    }

    /// What a call gives, of which more is known here than where the function is.
    fn result(&self, callee: &Expr, ty: Type) -> Type {
        let ExprKind::Symbol(symbol) = callee.kind else { return ty };
        match alias::known_function(self.program, self.module, symbol) {
            Some((home, func)) if home.id != self.module.id => {
                self.arrived(ty, Door::Result(home.id, func))
            }
            Some(_) | None => ty,
        }
    }

    /// A lambda that is called with values of these types and no others.
    pub fn feed(&mut self, func: FuncId, types: &[Type]) {
        let Some(func) = self.module.func(func) else { return };
        for (position, param) in func.params.iter().enumerate() {
            if facts::takes_context(func, position) {
                let ty = types.get(position).cloned().unwrap_or(Type::Any);
                self.grow_var(param.var, ty);
            }
        }
    }

    /// Feeds the function among the arguments of `map(f, xs)` and `sorted(xs, key=f)`.
    fn feed_builtin(&mut self, row: &BuiltinRow, args: &'p [Arg], keywords: &'p [Keyword]) {
        let items = |this: &Self, args: &[Arg]| -> Vec<Type> {
            let item = |arg: &Arg| match arg {
                Arg::Pos(value) => this.item_type(value),
                Arg::Spread(_) | Arg::Omitted => Type::Any,
            };
            args.iter().map(item).collect()
        };
        match row.name {
            "map" | "filter" => {
                let Some((Arg::Pos(Expr { kind: ExprKind::Func(func), .. }), rest)) =
                    args.split_first()
                else {
                    return;
                };
                rest.iter().for_each(|arg| self.arg(arg));
                let types = items(self, rest);
                self.feed(*func, &types);
            }
            "sorted" | "min" | "max" => {
                let key = keywords.iter().find(|keyword| &*keyword.name == "key");
                let Some(ExprKind::Func(func)) = key.map(|key| &key.value.kind) else { return };
                args.iter().for_each(|arg| self.arg(arg));
                let ty = match args {
                    [Arg::Pos(only)] => self.item_type(only),
                    several => Type::union(several.iter().map(|arg| self.arg_type(arg))),
                };
                self.feed(*func, &[ty]);
            }
            _other => {}
        }
    }

    /// The type of the first argument; `None` when there is none.
    pub fn first_type(&self, args: &[Arg]) -> Type {
        args.first().map_or(Type::None, |arg| self.arg_type(arg))
    }

    fn arg(&mut self, arg: &'p Arg) {
        if let Arg::Pos(value) | Arg::Spread(value) = arg {
            self.expr(value);
        }
    }

    fn arg_type(&self, arg: &Arg) -> Type {
        match arg {
            Arg::Pos(value) => self.type_of(value),
            Arg::Spread(_) | Arg::Omitted => Type::Any,
        }
    }

    fn builtin(
        &mut self,
        row: &'static BuiltinRow,
        args: &'p [Arg],
        keywords: &'p [Keyword],
    ) -> Type {
        self.feed_builtin(row, args, keywords);
        let types = self.args(args);
        for keyword in keywords {
            self.expr(&keyword.value);
        }
        if let BuiltinKind::Exception { .. } = row.kind {
            return Type::Exception(row.name.into());
        }
        if let Some(library) = row.library {
            let item = match args.first() {
                Some(Arg::Pos(value)) => self.item_type(value),
                Some(Arg::Spread(_) | Arg::Omitted) | None => Type::Any,
            };
            let first = match args.first() {
                Some(Arg::Pos(value)) => self.type_of(value),
                Some(Arg::Spread(_) | Arg::Omitted) | None => Type::Any,
            };
            return library_type(library.returns, first, item);
        }
        if args.iter().any(|arg| matches!(arg, Arg::Spread(_))) && !is_simple(row.name) {
            return Type::Any;
        }
        let keyword = |name: &str| {
            let found = keywords.iter().find(|keyword| &*keyword.name == name);
            found.map(|keyword| self.type_of(&keyword.value))
        };
        let item = match args.first() {
            Some(Arg::Pos(value)) => self.item_type(value),
            _none => Type::Never,
        };
        match row.name {
            "map" => Type::Iterable(Box::new(types.first().map_or(Type::Any, returned))),
            "filter" => {
                let items = args.get(1).map_or(Type::Any, |arg| match arg {
                    Arg::Pos(value) => self.item_type(value),
                    Arg::Spread(_) | Arg::Omitted => Type::Any,
                });
                let by_truth = types.first().is_some_and(Type::is_none);
                Type::Iterable(Box::new(if by_truth { ops::truthy(&items) } else { items }))
            }
            "zip" => {
                let items = args.iter().map(|arg| match arg {
                    Arg::Pos(value) => self.item_type(value),
                    Arg::Spread(_) | Arg::Omitted => Type::Any,
                });
                Type::Iterable(Box::new(Type::Tuple(items.collect())))
            }
            "enumerate" => {
                let start = types.get(1).cloned().or_else(|| keyword("start"));
                let index = start.map_or(LENGTH, |start| match start.is_int() {
                    true => {
                        ops::binary(crate::ir::BinaryOp::Add, &LENGTH, &start).unwrap_or(Type::INT)
                    }
                    false => Type::INT,
                });
                Type::Iterable(Box::new(Type::Tuple(vec![index, item])))
            }
            "min" | "max" => {
                let of_items = match types.as_slice() {
                    [_only] => item,
                    several => ops::extreme(several, row.name == "min"),
                };
                match keyword("default") {
                    Some(default) => of_items.join(default),
                    None => of_items,
                }
            }
            "sum" => {
                let start = types.get(1).cloned().or_else(|| keyword("start"));
                sum(&item, start)
            }
            "dict" => {
                let (mut key, mut value) = match types.first() {
                    Some(ty) if ty.is_mapping() => ops::pair_of(ty),
                    Some(_) => pair_of_item(&item),
                    None => (Type::Never, Type::Never),
                };
                for keyword in keywords {
                    key = key.join(Type::Str);
                    value = value.join(self.type_of(&keyword.value));
                }
                Type::Dict(Box::new(key), Box::new(value))
            }
            name => simple(name, &types, item),
        }
    }
}

fn spreads(args: &[Arg]) -> bool {
    args.iter().any(|arg| matches!(arg, Arg::Spread(_)))
}

/// What a name of the standard library gives. `item` is what the first argument yields.
pub(super) fn library_type(returns: Returns, first: Type, item: Type) -> Type {
    let list = |item| Type::List(Box::new(item));
    match returns {
        Returns::Unknown => Type::Any,
        Returns::Nothing => Type::None,
        Returns::Bool => Type::Bool,
        Returns::Int => Type::INT,
        Returns::Float => Type::Float,
        Returns::Str => Type::Str,
        Returns::Item if item == Type::Never => Type::Any,
        Returns::Item => item,
        Returns::Items => list(item),
        Returns::List => list(Type::Any),
        Returns::Iterable => Type::Iterable(Box::new(Type::Any)),
        Returns::Floats => Type::Tuple(vec![Type::Float, Type::Float]),
        Returns::FloatInt => Type::Tuple(vec![Type::Float, Type::INT]),
        Returns::Same => first,
        Returns::OfNumbers if item.is_float() => Type::Float,
        Returns::OfNumbers => Type::Any,
    }
}

/// Builtins whose result depends on nothing that a `*` hides.
fn is_simple(name: &str) -> bool {
    matches!(
        name,
        "print" | "len" | "str" | "repr" | "bool" | "isinstance" | "any" | "all" | "range"
    )
}

/// Builtins whose result follows from the types of their arguments. `item` is what the first one
/// yields when it is iterated.
fn simple(name: &str, types: &[Type], item: Type) -> Type {
    let first = types.first().cloned().unwrap_or(Type::None);
    let second = types.get(1);
    match name {
        "len" => LENGTH,
        "str" | "repr" | "ascii" | "chr" | "hex" | "oct" | "bin" | "format" => Type::Str,
        "int" | "id" | "hash" => Type::INT,
        "ord" => Type::Int { bits: 21, natural: true },
        "float" => Type::Float,
        "bool" | "isinstance" | "issubclass" | "callable" | "hasattr" | "any" | "all" => Type::Bool,
        "list" | "sorted" => Type::List(Box::new(item)),
        "tuple" => match first {
            Type::Tuple(_) => first,
            _other => Type::TupleOf(Box::new(item)),
        },
        "set" | "frozenset" => Type::Set(Box::new(item)),
        "reversed" | "iter" if types.len() == 1 => Type::Iterable(Box::new(item)),
        "range" => Type::Range,
        "abs" => match ops::unary(crate::ir::UnaryOp::Pos, &first) {
            Some(Type::Int { bits, .. }) => Type::Int { bits, natural: true },
            Some(ty) => ty,
            None => Type::Any,
        },
        "round" => match second {
            None | Some(Type::None) if first.is_number() => Type::INT,
            // `None` raises.
            Some(_) if first.without_none().is_plain_number() => first.without_none(),
            _unknown => Type::Any,
        },
        "divmod" => {
            let second = second.cloned().unwrap_or(Type::Any);
            let op = |op| ops::binary(op, &first, &second).unwrap_or(Type::Any);
            Type::Tuple(vec![op(crate::ir::BinaryOp::FloorDiv), op(crate::ir::BinaryOp::Mod)])
        }
        "pow" if types.len() == 2 => {
            let second = second.cloned().unwrap_or(Type::Any);
            ops::binary(crate::ir::BinaryOp::Pow, &first, &second).unwrap_or(Type::Any)
        }
        "next" => {
            let item = first.walked().unwrap_or(Type::Any);
            second.cloned().map_or(item.clone(), |default| item.join(default))
        }
        "print" | "setattr" => Type::None,
        _unknown => Type::Any,
    }
}

/// `sum` of floats is a float; that it is the int 0 when there are none shows in its text only.
fn sum(item: &Type, start: Option<Type>) -> Type {
    let start = start.unwrap_or(Type::Int { bits: 0, natural: true });
    if matches!(item, Type::Never) {
        return start;
    }
    match ops::binary(crate::ir::BinaryOp::Add, &start, item) {
        Some(Type::Int { natural, .. }) => Type::Int { bits: 53, natural },
        Some(Type::Float) => Type::Float,
        Some(Type::Any) | None => Type::Any,
        Some(Type::List(items)) => Type::List(items),
        Some(other) if other.is_number() => Type::INT.join(Type::Float),
        Some(_other) => Type::Any,
    }
}

/// Key and value of what `dict(...)` gets out of an iterable of pairs.
fn pair_of_item(item: &Type) -> (Type, Type) {
    match item {
        Type::Tuple(items) => match items.as_slice() {
            [key, value] => (key.clone(), value.clone()),
            _wrong => (Type::Any, Type::Any),
        },
        Type::Never => (Type::Never, Type::Never),
        _unknown => (Type::Any, Type::Any),
    }
}
