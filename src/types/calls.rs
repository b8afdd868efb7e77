//! Calls: of functions, of builtins.

use crate::ir::effects;
use crate::ir::{
    Arg, Built, Expr, ExprKind, FuncId, Keyword, Module, ParamKind, Py, Type, VarKind,
};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::returns::Returns;
use crate::tables::special_methods::REPLACE;
use crate::types::alias::{self, Door, kinds};
use crate::types::declared::{self, built, comes_from_js, given, has_record, refine};
use crate::types::hooks::returned;
use crate::types::infer::Infer;
use crate::types::results::{self, Given};
use crate::types::{facts, host, ops, stored};

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
                    ExprKind::Py(Py::Helper(helper)) => {
                        self.helped(helper, args).unwrap_or_else(|| returned(&callee_type))
                    }
                    _super if let Some(ty) = self.super_call(callee, args) => ty,
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
                let written = object;
                let object = self.expr(object);
                let types = self.args_of_method(written, name, args);
                let positional = !args.iter().any(|arg| matches!(arg, Arg::Spread(_)));
                if let Some(key) = effects::applied_by_method(name, keywords)
                    && let ExprKind::Func(func) = key.kind
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
                let by_class = self.method_of(written, name, args);
                match positional {
                    _any if let Some(ty) = by_class => ty,
                    _any if object.is_js() => host::method(&object, name),
                    true => results::method(&object, name, &types, literal),
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

    /// What the lowering writes for operations on instances.
    fn helped(&mut self, helper: &str, args: &'p [Arg]) -> Option<Type> {
        match (helper, args) {
            ("attribute", [Arg::Pos(object), Arg::Pos(name)]) => match &name.kind {
                ExprKind::Str(name) => Some(self.attribute(object, name)),
                _value => None,
            },
            ("storeFrozen", args) => {
                self.store_by_name(args);
                Some(Type::None)
            }
            // Whoever has it may store anything under any name.
            ("varsOf", _) => {
                self.store_anything();
                None
            }
            // A dataclass with other fields.
            (REPLACE, [Arg::Pos(of), ..]) => {
                let ty = self.type_of(of);
                ty.is_instance().then_some(ty)
            }
            _other => None,
        }
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
    pub fn known_call(&mut self, (home, id): (&'p Module, FuncId), args: &'p [Arg]) -> Type {
        let returns = self.returns(home.id, id);
        let Some(func) = home.func(id) else { return returns };
        let is_own = std::ptr::eq(home, self.module);
        let is_seen = is_own && self.facts.seen.contains(&id);
        let is_told = is_own && self.facts.told.contains(&id);
        let mut least = Built::Plain;
        for (position, param) in func.params.iter().enumerate() {
            let Some(declared) = home.var(param.var).and_then(|var| var.annotation.as_ref()) else {
                if let (true, Some(Arg::Pos(value))) =
                    (is_told && facts::is_told_by_calls(param), args.get(position))
                {
                    self.grow_var(param.var, self.type_of(value));
                }
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
            // Who else calls it passes what an annotation lets in.
            if is_seen || (is_own && declared.is_int() && ty.is_large()) {
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
        let Some(applied) = effects::applied(row, args, keywords) else { return };
        let ExprKind::Func(func) = applied.function.kind else { return };
        self.args(applied.items);
        let types = match (row.returns, applied.items) {
            (Returns::Mapped | Returns::Filtered, several) => {
                several.iter().map(|arg| self.item_of_arg(arg)).collect()
            }
            (_, [Arg::Pos(only)]) => vec![self.item_type(only)],
            (_, several) => vec![Type::union(several.iter().map(|arg| self.arg_type(arg)))],
        };
        self.feed(func, &types);
    }

    /// The type of the first argument; `None` when there is none.
    pub fn first_type(&self, args: &[Arg]) -> Type {
        args.first().map_or(Type::None, |arg| self.arg_type(arg))
    }

    fn item_of_arg(&mut self, arg: &Arg) -> Type {
        match arg {
            Arg::Pos(value) => self.item_type(value),
            Arg::Spread(_) | Arg::Omitted => Type::Any,
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
        if row.name == "setattr" {
            self.store_by_name(args);
        }
        if let BuiltinKind::Exception { .. } = row.kind {
            return Type::Exception(row.name.into());
        }
        let item = match args.first() {
            Some(Arg::Pos(value)) => self.item_type(value),
            Some(Arg::Spread(_) | Arg::Omitted) => Type::Any,
            None => Type::Never,
        };
        let (first, rest) = match types.split_first() {
            Some((first, rest)) => (first, rest),
            None => (&Type::None, [].as_slice()),
        };
        if row.library.is_some() {
            let item = if matches!(item, Type::Never) { Type::Any } else { item };
            let first = match args.first() {
                Some(Arg::Pos(_)) => first,
                Some(Arg::Spread(_) | Arg::Omitted) | None => &Type::Any,
            };
            let key = match args.first() {
                Some(Arg::Pos(Expr { kind: ExprKind::Str(text), .. })) => Some(&**text),
                _other => None,
            };
            return results::result(row.returns, Given { first, item, rest, key });
        }
        // A class of the program may answer.
        let asked_for = special_methods_of(row.name);
        let asks = |ty: &Type| !asked_for.is_empty() && self.may_be_asked_for(asked_for, ty);
        let is_asked = row.name == "sum" && asks(&item) || types.iter().any(asks);
        if is_asked || spreads(args) && !row.returns.is_fixed() {
            return Type::Any;
        }
        let items: Vec<Type> = args.iter().map(|arg| self.item_of_arg(arg)).collect();
        let mut items = items.into_iter();
        let keyword = |name: &str| {
            let found = keywords.iter().find(|keyword| &*keyword.name == name);
            found.map(|keyword| self.type_of(&keyword.value))
        };
        match row.returns {
            Returns::Filtered => {
                let items = items.nth(1).unwrap_or(Type::Any);
                let items = if first.is_none() { ops::truthy(&items) } else { items };
                Type::Iterable(Box::new(items))
            }
            Returns::Zipped => Type::Iterable(Box::new(Type::Tuple(items.collect()))),
            Returns::Numbered => {
                let start = types.get(1).cloned().or_else(|| keyword("start"));
                let index = start.map_or(LENGTH, |start| match start.is_int() {
                    true => {
                        ops::binary(crate::ir::BinaryOp::Add, &LENGTH, &start).unwrap_or(Type::INT)
                    }
                    false => Type::INT,
                });
                Type::Iterable(Box::new(Type::Tuple(vec![index, item])))
            }
            Returns::Least | Returns::Greatest => {
                let of_items = match types.as_slice() {
                    [_only] => item,
                    several => ops::extreme(several, row.returns == Returns::Least),
                };
                match keyword("default") {
                    Some(default) => of_items.join(default),
                    None => of_items,
                }
            }
            Returns::Sum => {
                let start = types.get(1).cloned().or_else(|| keyword("start"));
                results::sum(&item, start)
            }
            Returns::Dict => {
                let (mut key, mut value) = match types.first() {
                    Some(ty) if ty.is_mapping() => ops::pair_of(ty),
                    Some(_) => results::pair_of_item(&item),
                    None => (Type::Never, Type::Never),
                };
                for keyword in keywords {
                    key = key.join(Type::Str);
                    value = value.join(self.type_of(&keyword.value));
                }
                Type::Dict(Box::new(key), Box::new(value))
            }
            Returns::Walk if !rest.is_empty() => Type::Any,
            Returns::Power if rest.len() != 1 => Type::Any,
            returns => results::result(returns, Given { first, item, rest, key: None }),
        }
    }
}

fn spreads(args: &[Arg]) -> bool {
    args.iter().any(|arg| matches!(arg, Arg::Spread(_)))
}

/// The special methods that a builtin asks for which otherwise gives numbers.
fn special_methods_of(builtin: &str) -> &'static [&'static str] {
    match builtin {
        "abs" => &["__abs__"],
        "round" => &["__round__"],
        "divmod" => &["__divmod__", "__rdivmod__"],
        "pow" => &["__pow__", "__rpow__"],
        "sum" => &["__add__", "__radd__"],
        _other => &[],
    }
}
