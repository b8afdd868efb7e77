//! Edges of calls: arguments to parameters, results to their callers, and what hooks and components
//! get into their hands.

use crate::base::Name;
use crate::ir::effects::{Applied, applied};
use crate::ir::{
    Arg, Child, Element, Expr, ExprKind, Function, Hook, Keyword, Module, Param, ParamKind, Prop,
    Py, Tag, VarId,
};
use crate::tables::builtins::BuiltinRow;
use crate::tables::effects::{Change, Gives, Put, Use};
use crate::tables::hooks::HookKind;
use crate::tables::methods;
use crate::tables::returns::Returns;
use crate::tables::signature::param_at;
use crate::types::alias::build::Build;
use crate::types::alias::effects::{self, Effect};
use crate::types::alias::graph::{Edge, WORLD};
use crate::types::alias::kinds::{ALL, Kinds};
use crate::types::alias::{Base, Source, Store};

/// Whether one of the arguments that are given is called: `default=` of `json.dumps` rarely is.
fn calls_back(row: &BuiltinRow, args: &[Arg], keywords: &[Keyword]) -> bool {
    let given = crate::ir::effects::given(&row.effects, row.signature, args, keywords);
    let calls = |with: Use| matches!(with, Use::Calls | Use::CallsLater);
    given.iter().any(|given| calls(given.with) || given.is_spread && row.effects.calls_back())
}

impl<'p> Build<'p, '_> {
    pub(super) fn call(&mut self, expr: &'p Expr, callee: &'p Expr, args: &'p [Arg]) {
        if let ExprKind::Var(var) = callee.kind
            && let Some(&state) = self.facts.setters.get(&var)
        {
            return self.set_state(state, args);
        }
        let Some((base, _, func)) = self.known(callee) else {
            self.edge(self.base.expr(expr.id), WORLD);
            self.args(args, Self::spoil);
            if !matches!(callee.kind, ExprKind::Py(Py::Helper(_))) {
                // It may be any function of ours that is somewhere a value.
                self.args(args, Self::leak);
            }
            return;
        };
        self.is_callee.insert(callee.id, ());
        self.edge_as(self.base.expr(expr.id), base.funcs + func.id.index(), Edge::Same);
        let last = func.params.len().saturating_sub(1);
        for (position, arg) in args.iter().enumerate() {
            let (Arg::Pos(value) | Arg::Spread(value)) = arg else { continue };
            // What a `*` spreads, or a rest parameter takes, may reach all that follow.
            let rest = func.params.iter().position(|param| param.kind == ParamKind::Rest);
            let from = position.min(rest.unwrap_or(last));
            let is_open = matches!(arg, Arg::Spread(_)) || rest.is_some_and(|rest| from >= rest);
            let to = if is_open { last } else { from };
            let edge = if is_open { Edge::Any } else { Edge::Same };
            for param in func.params.get(from..=to).unwrap_or_default() {
                self.edge_as(base.vars + param.var.index(), self.base.expr(value.id), edge);
            }
        }
    }

    pub(super) fn set_state(&mut self, state: VarId, args: &'p [Arg]) {
        for arg in args {
            let (Arg::Pos(value) | Arg::Spread(value)) = arg else { continue };
            self.edge_as(self.var(state), self.base.expr(value.id), Edge::Same);
            if !is_no_function(value) && self.known(value).is_none() {
                // What looks like a value may be a function that React calls with the state.
                self.edge(WORLD, self.var(state));
            }
            self.feed(value, self.var(state), Edge::Same);
            if let ExprKind::Func(func) = value.kind {
                self.edge_as(self.var(state), self.base.funcs + func.index(), Edge::Same);
            }
        }
    }

    /// A function that is called with values from `source` only.
    pub(super) fn feed(&mut self, function: &'p Expr, source: usize, edge: Edge) {
        let Some((base, _, func)) = self.known(function) else { return };
        self.is_callee.insert(function.id, ());
        for Param { var, .. } in &func.params {
            self.edge_as(base.vars + var.index(), source, edge);
        }
    }

    pub(super) fn args(&mut self, args: &'p [Arg], mut each: impl FnMut(&mut Self, &'p Expr)) {
        for arg in args {
            match arg {
                Arg::Pos(value) | Arg::Spread(value) => each(self, value),
                Arg::Omitted => {}
            }
        }
    }

    pub(super) fn method(&mut self, expr: &'p Expr, object: &'p Expr, name: &str, args: &'p [Arg]) {
        let receiver = self.base.expr(object.id);
        let is_python = methods::named(name).next().is_some();
        // No method of Python returns its receiver.
        self.expr_edge(expr, object, if is_python { Edge::Part } else { Edge::Any });
        self.args(args, |this, value| this.expr_edge(expr, value, Edge::Any));
        if !is_python {
            self.edge(self.base.expr(expr.id), WORLD);
        }
        let sources: Option<Vec<Source>> = args.iter().map(|arg| self.positional(arg)).collect();
        let sources = sources.unwrap_or_default();
        let stores_no_more = args.is_empty() && effects::stores_keywords(name).is_some();
        let effects = if stores_no_more { Vec::new() } else { effects::of_method(name, args) };
        let mut is_known = is_python;
        for effect in effects {
            match effect {
                Effect::Anything => {
                    self.spoil(object);
                    is_known = false;
                }
                Effect::Changes(kinds, change) => {
                    is_known &= self.changed(receiver, kinds, change, &sources);
                }
            }
        }
        if !is_known {
            self.args(args, Self::spoil);
        }
    }

    /// `d.update(a=x)` stores like `d["a"] = x`; what another method does with keywords is not known.
    pub(super) fn keywords_of_method(
        &mut self,
        object: &'p Expr,
        name: &str,
        keywords: &'p [Keyword],
    ) {
        let stored_in = effects::stores_keywords(name);
        if stored_in.is_none() && !keywords.is_empty() {
            self.spoil(object);
        }
        for Keyword { name, value, .. } in keywords {
            match stored_in {
                Some(kinds) => {
                    let store = Store::Field(name.clone(), self.source(value));
                    self.change(self.base.expr(object.id), kinds, Some(store));
                }
                None => self.spoil(value),
            }
        }
    }

    /// The receiver changes like that; `false` when it is not known what comes into it.
    fn changed(
        &mut self,
        receiver: usize,
        kinds: Kinds,
        change: Change,
        sources: &[Source],
    ) -> bool {
        let put = match change {
            Change::Moves | Change::Shrinks => {
                self.removes(receiver, kinds);
                return true;
            }
            Change::Grows(put) => put,
            Change::Both(put) => {
                self.removes(receiver, kinds);
                put
            }
        };
        let stores: Vec<Store> = match put {
            Put::Item(at) => {
                sources.get(usize::from(at)).map(|item| Store::Item(*item)).into_iter().collect()
            }
            Put::Items => sources.iter().map(|items| Store::All(*items)).collect(),
            Put::Pair => match sources {
                [key, value] => vec![Store::Pair(*key, *value)],
                _other => Vec::new(),
            },
        };
        if stores.is_empty() {
            self.change(receiver, kinds, None);
            return false;
        }
        stores.into_iter().for_each(|store| self.change(receiver, kinds, Some(store)));
        true
    }

    pub(super) fn positional(&self, arg: &Arg) -> Option<Source> {
        match arg {
            Arg::Pos(value) => Some(self.source(value)),
            Arg::Spread(_) | Arg::Omitted => None,
        }
    }

    pub(super) fn builtin(
        &mut self,
        expr: &'p Expr,
        row: &BuiltinRow,
        args: &'p [Arg],
        keywords: &'p [Keyword],
    ) {
        let edge = match row.effects.gives {
            Gives::Scalar => None,
            Gives::Parts => Some(Edge::Part),
            Gives::Any => Some(Edge::Any),
        };
        if let Some(edge) = edge {
            self.args(args, |this, value| this.expr_edge(expr, value, edge));
            keywords.iter().for_each(|keyword| self.expr_edge(expr, &keyword.value, Edge::Any));
        }
        // What calls back hands its arguments on.
        let calls_back = row.library.is_some() && calls_back(row, args, keywords);
        if row.effects.any_arg() == Use::Unknown || calls_back {
            self.edge(self.base.expr(expr.id), WORLD);
            self.args(args, Self::spoil);
        }
        self.changed_arguments(row, args);
        let is_function = |arg: &Arg| matches!(arg, Arg::Pos(value) if self.known(value).is_some());
        if row.library.is_some() && args.iter().any(is_function) {
            // `partial(put, d)`, `reduce(put, items, d)`
            self.args(args, Self::leak);
        }
        let Some(Applied { function, items }) = applied(row, args, keywords) else { return };
        self.args(items, |this, items| this.feed(function, this.base.expr(items.id), Edge::Part));
        if row.returns == Returns::Mapped
            && let Some((base, _, func)) = self.known(function)
        {
            self.edge_as(self.base.expr(expr.id), base.funcs + func.id.index(), Edge::Holds);
        }
    }

    /// `heappush(heap, item)` stores the item.
    fn changed_arguments(&mut self, row: &BuiltinRow, args: &'p [Arg]) {
        let sources: Option<Vec<Source>> = args.iter().map(|arg| self.positional(arg)).collect();
        for (position, arg) in args.iter().enumerate() {
            let with = param_at(row.signature, position).map(|param| row.effects.arg(param.name));
            let (Some(Use::Changes(change)), Arg::Pos(value)) = (with, arg) else { continue };
            let sources = sources.as_deref().unwrap_or_default();
            if !self.changed(self.base.expr(value.id), ALL, change, sources) {
                self.args(args, Self::spoil);
            }
        }
    }

    pub(super) fn hook(&mut self, expr: &'p Expr, hook: &'p Hook) {
        let node = self.base.expr(expr.id);
        match hook.row.kind {
            HookKind::Ref if self.refs.contains(&expr.id) => {
                self.args(&hook.args, |this, value| this.expr_edge(expr, value, Edge::Any));
            }
            HookKind::State | HookKind::Callback | HookKind::Deferred | HookKind::EffectEvent => {
                self.args(&hook.args, |this, value| {
                    this.expr_edge(expr, value, Edge::Any);
                    if !is_no_function(value) {
                        this.returned(node, value, Edge::Any);
                    }
                });
            }
            // React calls it, with nothing, and keeps what it returns.
            HookKind::Memo => self.args(&hook.args, |this, value| {
                if this.known(value).is_some_and(|(_, _, func)| func.params.is_empty()) {
                    this.is_callee.insert(value.id, ());
                }
                this.returned(node, value, Edge::Same);
            }),
            _other => {
                self.edge(node, WORLD);
                self.args(&hook.args, |this, value| {
                    this.expr_edge(expr, value, Edge::Any);
                    this.leak(value);
                });
            }
        }
    }

    /// React changes nothing of what it renders; a component gets its props to do as it likes.
    pub(super) fn element(&mut self, element: &'p Element) {
        let Tag::Component(component) = &element.tag else { return };
        let known = self.known(component);
        for prop in &element.props {
            match prop {
                Prop::Named { name, value, .. } => match known.and_then(|it| prop_of(it, name)) {
                    Some(param) => self.edge_as(param, self.base.expr(value.id), Edge::Same),
                    None => self.leak(value),
                },
                Prop::Spread(value) => self.leak(value),
            }
        }
        for child in &element.children {
            match child {
                Child::One(value) | Child::Spread(value) => self.leak(value),
            }
        }
    }

    /// `node` holds what the function returns.
    pub(super) fn returned(&mut self, node: usize, function: &'p Expr, edge: Edge) {
        match self.known(function) {
            Some((base, _, func)) => self.edge_as(node, base.funcs + func.id.index(), edge),
            None => self.edge(node, WORLD),
        }
    }
}

/// A value that React does not call, for certain.
fn is_no_function(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_) => true,
        ExprKind::Py(py) => matches!(
            py,
            Py::List(_)
                | Py::Tuple(_)
                | Py::Set(_)
                | Py::Dict { .. }
                | Py::Comp(_)
                | Py::FString(_)
        ),
        _unknown => false,
    }
}

/// The node of the parameter that takes a prop.
fn prop_of((base, module, func): (Base, &Module, &Function), prop: &Name) -> Option<usize> {
    let takes = |param: &&Param| {
        let is_named = !matches!(param.kind, ParamKind::Rest | ParamKind::Keywords);
        is_named && module.var(param.var).is_some_and(|var| var.name == *prop)
    };
    func.params.iter().find(takes).map(|param| base.vars + param.var.index())
}
