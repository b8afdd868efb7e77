//! Functions in what a function returns, where its only `return` shows them.
//!
//! ```text
//! on, set_on = useState(start)
//! def toggle(): set_on(lambda old: not old)
//! return on, toggle, set_on                readonly [boolean, () => void, (value: boolean | ((old: boolean) => boolean)) => void]
//! ```

use rustc_hash::FxHashMap;

use crate::emit::function::may_fall_off;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    self, Arg, Body, DictEntry, Expr, ExprKind, FuncId, Function, Hook, Module, PlaceKind, Py,
    Stmt, StmtKind, Type, VarId,
};
use crate::tables::hooks::HookKind;
use crate::types::TypeMap;

use super::inferred::inferred;
use super::names::value_name;
use super::ts::{Member, Param, ParamKind, Signature, Ts};

/// The type of what the function returns, if a function is part of it.
pub(super) fn returned(module: &Module, types: &TypeMap, func: &Function) -> Option<Ts> {
    let value = match &func.body {
        Body::Expr(value) => &**value,
        Body::Block(stmts) if may_fall_off(stmts) => return None,
        Body::Block(stmts) => match returns(stmts).as_slice() {
            [Some(only)] => *only,
            _several => return None,
        },
    };
    let mut bound = Bound { module, types, vars: FxHashMap::default(), sets: Vec::new() };
    walk::walk_body(&mut bound, func);
    bound.shown(value)
}

/// What the statements return, functions in them left out.
fn returns(stmts: &[Stmt]) -> Vec<Option<&Expr>> {
    let mut found = Vec::new();
    for stmt in stmts {
        if let StmtKind::Return(value) = &stmt.kind {
            found.push(value.as_ref());
        }
        ir::stmt::blocks(stmt).into_iter().for_each(|block| found.extend(returns(block)));
    }
    found
}

/// What variables that are bound once stand for.
struct Bound<'a> {
    module: &'a Module,
    types: &'a TypeMap,
    vars: FxHashMap<VarId, Held<'a>>,
    /// What setters are given.
    sets: Vec<(VarId, &'a Expr)>,
}

#[derive(Clone, Copy)]
enum Held<'a> {
    Function(FuncId),
    Value(&'a Expr),
    /// Of a `useState`, by its setter, with what it starts with.
    State(VarId, Option<&'a Expr>),
    Setter(VarId, Option<&'a Expr>),
}

impl<'a> Bound<'a> {
    fn bind(&mut self, var: VarId, held: Held<'a>) {
        if self.module.var(var).is_some_and(|var| var.writes == 1) {
            self.vars.insert(var, held);
        }
    }

    /// The type, if it has a function in it.
    fn shown(&self, value: &Expr) -> Option<Ts> {
        match &value.kind {
            ExprKind::Func(func) => self.signature(*func),
            ExprKind::Var(var) => match *self.vars.get(var)? {
                Held::Function(func) => self.signature(func),
                Held::Value(value) => self.shown(value),
                Held::Setter(setter, initial) => Some(self.setter(setter, initial)),
                Held::State(..) => None,
            },
            ExprKind::Hook(hook) => match hook.row.kind {
                HookKind::Callback | HookKind::EffectEvent => self.shown(first(hook)?),
                _other => None,
            },
            ExprKind::Py(Py::Tuple(items)) => {
                let items: Option<Vec<&Expr>> = items.iter().map(plain).collect();
                let items = items?;
                let any = items.iter().any(|item| self.shown(item).is_some());
                any.then(|| Ts::Tuple(items.into_iter().map(|item| self.part(item)).collect()))
            }
            ExprKind::Py(Py::Dict { entries, is_record: true })
                if !self.types.is_widened(value.id) =>
            {
                let pairs: Option<Vec<(&str, &Expr)>> = entries.iter().map(pair).collect();
                let pairs = pairs?;
                let any = pairs.iter().any(|(_, value)| self.shown(value).is_some());
                let member = |(name, value): (&str, &Expr)| Member {
                    name: name.to_owned(),
                    is_optional: false,
                    is_readonly: false,
                    ty: self.part(value),
                };
                any.then(|| Ts::Object(pairs.into_iter().map(member).collect()))
            }
            _other => None,
        }
    }

    fn part(&self, value: &Expr) -> Ts {
        if let Some(ty) = self.shown(value) {
            return ty;
        }
        match &value.kind {
            ExprKind::Var(var) => match self.vars.get(var) {
                Some(Held::State(setter, initial)) => self.state(*setter, *initial),
                _other => inferred(self.types.expr(value.id)),
            },
            _other => inferred(self.types.expr(value.id)),
        }
    }

    /// The type of a state that other hands may set: of what it starts with, and of what it is set to here.
    fn state(&self, setter: VarId, initial: Option<&Expr>) -> Ts {
        let set = self.sets.iter().filter(|(var, _)| *var == setter).map(|(_, value)| *value);
        let types = initial.into_iter().chain(set).map(|value| self.set_value(value));
        let known = types.reduce(Type::join).unwrap_or(Type::None);
        match known {
            // Others give it more.
            Type::None => Ts::ANY,
            known => inferred(&filled(known)),
        }
    }

    /// `set(value)`, `set(lambda old: value)`.
    fn set_value(&self, value: &Expr) -> Type {
        match (&value.kind, self.types.expr(value.id)) {
            (ExprKind::Func(func), _) => self.types.returns(*func).clone(),
            (_, Type::Function { returns, .. }) => (**returns).clone(),
            (_, ty) => ty.clone(),
        }
    }

    fn setter(&self, setter: VarId, initial: Option<&Expr>) -> Ts {
        let state = self.state(setter, initial);
        let one = |name: &str, ty: Ts, result: Ts| {
            let params = vec![Param { name: name.to_owned(), ty, kind: ParamKind::Required }];
            Ts::Function(Box::new(Signature { params, result }))
        };
        let update = one("old", state.clone(), state.clone());
        one("value", Ts::union([state, update]), Ts::VOID)
    }

    fn signature(&self, func: FuncId) -> Option<Ts> {
        let func = self.module.func(func)?;
        let mut params: Vec<Param> = Vec::new();
        let required = func.params.iter().rposition(|param| param.default.is_none());
        for (at, param) in func.params.iter().enumerate() {
            let var = self.module.var(param.var)?;
            let ty = var.annotation.as_ref().map_or(Ts::ANY, inferred);
            let (ty, kind) = match param.kind {
                ir::ParamKind::Rest => (Ts::array(ty), ParamKind::Rest),
                // What Python passes by name, JavaScript does not say here.
                ir::ParamKind::KeywordOnly | ir::ParamKind::Keywords => {
                    return Some(Ts::any_function(self.result(func)));
                }
                _plain if param.default.is_none() => (ty, ParamKind::Required),
                _plain if required.is_some_and(|last| at < last) => {
                    (ty.or_undefined(), ParamKind::Required)
                }
                _plain => (ty, ParamKind::Optional),
            };
            params.push(Param { name: value_name(&var.name), ty, kind });
        }
        Some(Ts::Function(Box::new(Signature { params, result: self.result(func) })))
    }

    fn result(&self, func: &Function) -> Ts {
        let result = |ty: &Type| match ty {
            Type::None => Ts::VOID,
            ty => inferred(ty),
        };
        match self.types.returns(func.id) {
            Type::Awaitable(inner) => Ts::lib("Promise", [result(inner)]),
            ty => result(ty),
        }
    }
}

/// An empty list may be filled with anything.
fn filled(ty: Type) -> Type {
    match ty {
        Type::Never => Type::Any,
        ty => ty.map_parts(&filled),
    }
}

fn first(hook: &Hook) -> Option<&Expr> {
    hook.args.first().and_then(plain)
}

fn plain(arg: &Arg) -> Option<&Expr> {
    match arg {
        Arg::Pos(value) => Some(value),
        Arg::Spread(_) | Arg::Omitted => None,
    }
}

fn pair(entry: &DictEntry) -> Option<(&str, &Expr)> {
    match entry {
        DictEntry::Pair(Expr { kind: ExprKind::Str(key), .. }, value) => Some((key, value)),
        DictEntry::Pair(..) | DictEntry::Spread(_) => None,
    }
}

impl<'a> Visitor<'a> for Bound<'a> {
    fn module(&self) -> &'a Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'a Stmt) {
        match &stmt.kind {
            StmtKind::Def { var, func } => self.bind(*var, Held::Function(*func)),
            StmtKind::Assign { place, value } => match (&place.kind, &value.kind) {
                (PlaceKind::Var(var), _) => self.bind(*var, Held::Value(value)),
                (PlaceKind::Unpack { before, star: None, .. }, ExprKind::Hook(hook))
                    if hook.row.kind == HookKind::State =>
                {
                    if let [state, setter] = before.as_slice()
                        && let (PlaceKind::Var(state), PlaceKind::Var(setter)) =
                            (&state.kind, &setter.kind)
                    {
                        self.bind(*state, Held::State(*setter, first(hook)));
                        self.bind(*setter, Held::Setter(*setter, first(hook)));
                    }
                }
                _other => {}
            },
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'a Expr) {
        if let ExprKind::Py(Py::Call { callee, args }) = &expr.kind
            && let ExprKind::Var(setter) = callee.kind
            && let [Arg::Pos(value)] = args.as_slice()
        {
            self.sets.push((setter, value));
        }
        walk::walk_expr(self, expr);
    }
}
