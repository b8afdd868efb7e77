//! Which displays may be changed by someone else than the code that made them.
//!
//! ```text
//! xs = [1, 2]; total = sum(xs)         nobody changes the list: list[int]
//! ys = [1, 2]; ys.append(read())       the display's items are unknown: list[Any]
//! o = {"a": 1}; del o["a"]             not even the key is known: dict[str, Any]
//! ```
//!
//! A graph whose edges lead from what may hold a value to where the value comes from: a variable to the
//! expressions assigned to it, an expression to its parts, a call to what the function returns. A
//! change (a store, `append`, an argument of unknown JavaScript) marks its receiver; the mark runs along
//! the edges to every display that may be the one changed. What goes to unknown hands (returned to
//! JavaScript, a prop, a context) meets what comes from there in one node, the *world*. The edges are
//! coarse: a part of a value stands for the whole.

use rustc_hash::FxHashMap;

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Body, Child, Default, Element, Expr, ExprId, ExprKind, FuncId, Function, Hook, Item, Js,
    Keyword, Module, ModuleId, Param, ParamKind, Place, PlaceKind, Program, Prop, Py, Stmt,
    StmtKind, Symbol, SymbolId, SymbolKind, Tag, Type, VarId, VarKind,
};
use crate::tables::builtins::BuiltinRow;
use crate::tables::hooks::HookKind;
use crate::tables::methods;
use crate::types::facts::{Facts, state_pair};
use crate::types::slots::Slots;

/// What may happen to a display behind its maker's back.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    bases: Vec<Base>,
    /// By node: whether items may be added or replaced.
    changed: Vec<bool>,
    /// By node: whether keys may be removed.
    shrunk: Vec<bool>,
}

impl Aliases {
    pub fn is_changed(&self, module: ModuleId, expr: ExprId) -> bool {
        self.get(&self.changed, module, expr)
    }

    pub fn is_shrunk(&self, module: ModuleId, expr: ExprId) -> bool {
        self.get(&self.shrunk, module, expr)
    }

    fn get(&self, marks: &[bool], module: ModuleId, expr: ExprId) -> bool {
        let node = self.bases.get(module.index()).map(|base| base.expr(expr));
        node.and_then(|node| marks.get(node)).copied().unwrap_or(true)
    }
}

/// Where the nodes of a module start.
#[derive(Clone, Copy, Debug)]
struct Base {
    exprs: usize,
    vars: usize,
    symbols: usize,
    funcs: usize,
}

impl Base {
    fn expr(self, id: ExprId) -> usize {
        self.exprs + id.index()
    }
}

const WORLD: usize = 0;

pub(super) fn graph(program: &Program, facts: &[Facts]) -> Graph {
    let mut count = 1;
    let mut bases = Vec::new();
    for module in &program.modules {
        let exprs = count;
        let vars = exprs + module.expr_count as usize;
        let symbols = vars + module.vars.len();
        let funcs = symbols + module.symbols.len();
        count = funcs + module.funcs.len();
        bases.push(Base { exprs, vars, symbols, funcs });
    }
    let mut graph = Graph {
        sources: vec![Vec::new(); count],
        changed: Vec::new(),
        shrunk: Vec::new(),
        bases: bases.clone(),
    };
    for ((module, facts), base) in program.modules.iter().zip(facts).zip(&bases) {
        let mut build = Build {
            program,
            module,
            facts,
            bases: &bases,
            base: *base,
            graph: &mut graph,
            funcs: Vec::new(),
            is_callee: FxHashMap::default(),
        };
        build.items();
    }
    graph
}

/// What may hold what, and what is changed.
pub(super) struct Graph {
    sources: Vec<Vec<usize>>,
    changed: Vec<usize>,
    shrunk: Vec<usize>,
    bases: Vec<Base>,
}

impl Graph {
    /// The answer as long as nothing is known of types.
    pub fn aliases(&self) -> Aliases {
        self.solve(vec![false; self.sources.len()])
    }

    /// The answer with types that were found by it: a number or a string is no part of any display, so
    /// that `total += xs[0]` changes nothing.
    pub fn aliases_with(&self, slots: &[Slots]) -> Aliases {
        let mut scalar = vec![false; self.sources.len()];
        let mut mark = |from: usize, types: &[Type]| {
            for (slot, ty) in scalar.iter_mut().skip(from).zip(types) {
                *slot = ty.is_primitive();
            }
        };
        for (base, slots) in self.bases.iter().zip(slots) {
            mark(base.exprs, &slots.exprs);
            mark(base.vars, &slots.vars);
        }
        self.solve(scalar)
    }

    fn solve(&self, scalar: Vec<bool>) -> Aliases {
        let changed = self.reach(&self.changed, scalar.clone());
        let shrunk = self.reach(&self.shrunk, scalar);
        Aliases { bases: self.bases.clone(), changed, shrunk }
    }

    /// What the seeds may be, but for what is `seen` already.
    fn reach(&self, seeds: &[usize], mut seen: Vec<bool>) -> Vec<bool> {
        let mut open = seeds.to_vec();
        while let Some(node) = open.pop() {
            let Some(mark @ false) = seen.get_mut(node) else { continue };
            *mark = true;
            open.extend(self.sources.get(node).into_iter().flatten());
        }
        seen
    }
}

struct Build<'p, 'g> {
    program: &'p Program,
    module: &'p Module,
    facts: &'g Facts,
    bases: &'g [Base],
    base: Base,
    graph: &'g mut Graph,
    funcs: Vec<FuncId>,
    /// How a function that stands in a call is used, other than as a value that may go anywhere.
    is_callee: FxHashMap<ExprId, ()>,
}

impl<'p> Build<'p, '_> {
    fn items(&mut self) {
        for item in &self.module.items {
            match item {
                Item::Function { symbol, func } => {
                    // Anyone may call what is exported.
                    if self.module.symbol(*symbol).is_some_and(|symbol| symbol.exported) {
                        self.open_function(self.base, self.module, *func);
                    }
                    if let Some(func) = self.module.func(*func) {
                        self.func(func);
                    }
                }
                Item::Const { symbol, value, .. } => {
                    self.edge(self.base.symbols + symbol.index(), self.base.expr(value.id));
                    self.expr(value);
                }
            }
        }
    }

    fn edge(&mut self, holder: usize, source: usize) {
        if let Some(sources) = self.graph.sources.get_mut(holder) {
            sources.push(source);
        }
    }

    fn var(&self, var: VarId) -> usize {
        self.base.vars + var.index()
    }

    fn expr_edge(&mut self, expr: &Expr, source: &Expr) {
        self.edge(self.base.expr(expr.id), self.base.expr(source.id));
    }

    fn change(&mut self, value: &Expr) {
        let node = self.base.expr(value.id);
        self.graph.changed.push(node);
    }

    fn shrink(&mut self, value: &Expr) {
        let node = self.base.expr(value.id);
        self.graph.changed.push(node);
        self.graph.shrunk.push(node);
    }

    fn leak(&mut self, value: &Expr) {
        self.edge(WORLD, self.base.expr(value.id));
    }

    /// A function that unknown code may call.
    fn open_function(&mut self, base: Base, module: &Module, func: FuncId) {
        self.edge(WORLD, base.funcs + func.index());
        let params = module.func(func).map(|func| func.params.as_slice()).unwrap_or_default();
        for param in params {
            self.edge(base.vars + param.var.index(), WORLD);
        }
    }

    /// The function a callee is for certain, and the module it is in.
    fn known(&self, callee: &Expr) -> Option<(Base, &'p Module, &'p Function)> {
        let (module, func) = match &callee.kind {
            ExprKind::Var(var) => match self.module.var(*var)?.kind {
                VarKind::Function(func) => (self.module, func),
                VarKind::Param | VarKind::Local | VarKind::Temp | VarKind::Comp => return None,
            },
            ExprKind::Symbol(symbol) => known_function(self.program, self.module, *symbol)?,
            ExprKind::Func(func) => (self.module, *func),
            _other => return None,
        };
        let base = self.bases.get(module.id.index())?;
        Some((*base, module, module.func(func)?))
    }

    fn call(&mut self, expr: &'p Expr, callee: &'p Expr, args: &'p [Arg]) {
        if let ExprKind::Var(var) = callee.kind
            && let Some(&state) = self.facts.setters.get(&var)
        {
            return self.set_state(state, args);
        }
        let Some((base, _, func)) = self.known(callee) else {
            self.edge(self.base.expr(expr.id), WORLD);
            self.args(args, Self::shrink);
            return;
        };
        self.is_callee.insert(callee.id, ());
        self.edge(self.base.expr(expr.id), base.funcs + func.id.index());
        let last = func.params.len().saturating_sub(1);
        for (position, arg) in args.iter().enumerate() {
            let (Arg::Pos(value) | Arg::Spread(value)) = arg else { continue };
            // What a `*` spreads, or a rest parameter takes, may reach all that follow.
            let rest = func.params.iter().position(|param| param.kind == ParamKind::Rest);
            let from = position.min(rest.unwrap_or(last));
            let is_open = matches!(arg, Arg::Spread(_)) || rest.is_some_and(|rest| from >= rest);
            let to = if is_open { last } else { from };
            for param in func.params.get(from..=to).unwrap_or_default() {
                self.edge(base.vars + param.var.index(), self.base.expr(value.id));
            }
        }
    }

    fn set_state(&mut self, state: VarId, args: &'p [Arg]) {
        for arg in args {
            let (Arg::Pos(value) | Arg::Spread(value)) = arg else { continue };
            self.leak(value);
            self.edge(self.var(state), self.base.expr(value.id));
            self.feed(value, self.var(state));
            if let ExprKind::Func(func) = value.kind {
                self.edge(self.var(state), self.base.funcs + func.index());
            }
        }
    }

    /// A function that is called with values from `source` only.
    fn feed(&mut self, function: &'p Expr, source: usize) {
        let Some((base, _, func)) = self.known(function) else { return };
        self.is_callee.insert(function.id, ());
        for Param { var, .. } in &func.params {
            self.edge(base.vars + var.index(), source);
        }
    }

    fn args(&mut self, args: &'p [Arg], mut each: impl FnMut(&mut Self, &'p Expr)) {
        for arg in args {
            match arg {
                Arg::Pos(value) | Arg::Spread(value) => each(self, value),
                Arg::Omitted => {}
            }
        }
    }

    fn method(&mut self, expr: &'p Expr, object: &'p Expr, name: &str, args: &'p [Arg]) {
        self.expr_edge(expr, object);
        self.args(args, |this, value| this.expr_edge(expr, value));
        match name {
            "pop" | "popitem" | "clear" => {
                self.shrink(object);
                self.args(args, Self::change);
            }
            "append"
            | "extend"
            | "insert"
            | "remove"
            | "sort"
            | "reverse"
            | "add"
            | "discard"
            | "update"
            | "setdefault"
            | "difference_update"
            | "intersection_update"
            | "symmetric_difference_update" => {
                self.change(object);
                self.args(args, Self::change);
            }
            // A method that only reads.
            name if methods::named(name).next().is_some() => {}
            of_javascript => {
                self.edge(self.base.expr(expr.id), WORLD);
                // Those of `Array`, `Map` and `Set` that change their receiver; an object with
                // other methods is none of ours.
                if matches!(
                    of_javascript,
                    "push"
                        | "shift"
                        | "unshift"
                        | "splice"
                        | "fill"
                        | "copyWithin"
                        | "set"
                        | "delete"
                ) {
                    self.shrink(object);
                }
                self.args(args, Self::shrink);
            }
        }
    }

    fn builtin(
        &mut self,
        expr: &'p Expr,
        row: &BuiltinRow,
        args: &'p [Arg],
        keywords: &'p [Keyword],
    ) {
        if row.library.is_some() || !gives_scalar(row.name) {
            self.args(args, |this, value| this.expr_edge(expr, value));
        }
        if row.library.is_some_and(|library| !library.is_pure) {
            self.edge(self.base.expr(expr.id), WORLD);
            self.args(args, Self::shrink);
        }
        if matches!(row.name, "sorted" | "min" | "max") {
            for key in keywords.iter().filter(|keyword| &*keyword.name == "key") {
                self.args(args, |this, items| this.feed(&key.value, this.base.expr(items.id)));
            }
        }
        if matches!(row.name, "map" | "filter")
            && let Some(Arg::Pos(function)) = args.first()
        {
            for items in args.iter().skip(1) {
                if let Arg::Pos(items) | Arg::Spread(items) = items {
                    self.feed(function, self.base.expr(items.id));
                }
            }
            if let Some((base, _, func)) = self.known(function) {
                self.edge(self.base.expr(expr.id), base.funcs + func.id.index());
            }
        }
        if matches!(row.name, "setattr" | "next") {
            self.args(args, Self::change);
        }
    }

    fn hook(&mut self, expr: &'p Expr, hook: &'p Hook) {
        let node = self.base.expr(expr.id);
        match hook.row.kind {
            HookKind::State | HookKind::Callback | HookKind::Deferred | HookKind::EffectEvent => {
                self.args(&hook.args, |this, value| {
                    this.expr_edge(expr, value);
                    this.returned(node, value);
                });
            }
            // React calls it, with nothing, and keeps what it returns.
            HookKind::Memo => self.args(&hook.args, |this, value| {
                if this.known(value).is_some_and(|(_, _, func)| func.params.is_empty()) {
                    this.is_callee.insert(value.id, ());
                }
                this.returned(node, value);
            }),
            _other => {
                self.edge(node, WORLD);
                self.args(&hook.args, |this, value| {
                    this.expr_edge(expr, value);
                    this.leak(value);
                });
            }
        }
    }

    /// React changes nothing of what it renders; a component gets its props to do as it likes.
    fn element(&mut self, element: &'p Element) {
        if !matches!(element.tag, Tag::Component(_)) {
            return;
        }
        for prop in &element.props {
            match prop {
                Prop::Named { value, .. } | Prop::Spread(value) => self.leak(value),
            }
        }
        for child in &element.children {
            match child {
                Child::One(value) | Child::Spread(value) => self.leak(value),
            }
        }
    }

    /// `node` holds what the function returns.
    fn returned(&mut self, node: usize, function: &'p Expr) {
        match self.known(function) {
            Some((base, _, func)) => self.edge(node, base.funcs + func.id.index()),
            None => self.edge(node, WORLD),
        }
    }

    fn py(&mut self, expr: &'p Expr, py: &'p Py) {
        match py {
            Py::Call { callee, args } => self.call(expr, callee, args),
            Py::Method { object, name, args, keywords, .. } => {
                self.method(expr, object, name, args);
                keywords.iter().for_each(|keyword| self.change(&keyword.value));
            }
            Py::Builtin { row, args, keywords } => {
                self.builtin(expr, row, args, keywords);
                if row.library.is_some() || !gives_scalar(row.name) {
                    keywords.iter().for_each(|keyword| self.expr_edge(expr, &keyword.value));
                }
            }
            Py::Assign(var, value) => {
                self.edge(self.var(*var), self.base.expr(value.id));
                self.expr_edge(expr, value);
            }
            Py::ForEach { items, function } => {
                self.feed(function, self.base.expr(items.id));
                self.returned(self.base.expr(expr.id), function);
                self.expr_edge(expr, items);
            }
            Py::Comp(comp) => {
                for clause in &comp.clauses {
                    self.expr_edge(expr, &clause.iter);
                    self.bind(&clause.place, &clause.iter);
                }
                self.parts(expr);
            }
            Py::Await(value) => self.expr_edge(expr, value),
            Py::YieldFrom(value) => {
                self.expr_edge(expr, value);
                if let Some(func) = self.funcs.last().copied() {
                    self.edge(self.base.funcs + func.index(), self.base.expr(value.id));
                }
            }
            Py::Attr(object, name) => {
                self.expr_edge(expr, object);
                // `add = xs.append`: whoever has the method may call it.
                if methods::named(name).next().is_some() {
                    self.change(object);
                    self.leak(object);
                }
            }
            // Their results are scalars.
            Py::FString(_)
            | Py::Compare(..)
            | Py::Unary(..)
            | Py::BuiltinRef(_)
            | Py::Helper(_) => {}
            Py::List(_)
            | Py::Tuple(_)
            | Py::Set(_)
            | Py::Dict { .. }
            | Py::Binary(..)
            | Py::And(_)
            | Py::Or(_)
            | Py::Cond { .. }
            | Py::Index(..)
            | Py::Slice { .. }
            | Py::Pattern(..)
            | Py::Seq { .. } => self.parts(expr),
            Py::Yield(value) => {
                // Whoever resumes the generator may send anything.
                self.edge(self.base.expr(expr.id), WORLD);
                if let (Some(value), Some(func)) = (value, self.funcs.last().copied()) {
                    self.edge(self.base.funcs + func.index(), self.base.expr(value.id));
                }
            }
        }
    }

    /// The expression may hold any of its parts.
    fn parts(&mut self, expr: &'p Expr) {
        let mut children = Children { module: self.module, found: Vec::new() };
        walk::walk_expr(&mut children, expr);
        for child in children.found {
            self.expr_edge(expr, child);
        }
    }

    fn js(&mut self, expr: &'p Expr, js: &'p Js) {
        match js {
            Js::New { callee, args } | Js::Call { callee, args } => {
                self.edge(self.base.expr(expr.id), WORLD);
                let each = if only_reads(callee) { Self::leak } else { Self::shrink };
                self.args(args, |this, value| {
                    each(this, value);
                    this.leak(value);
                    this.expr_edge(expr, value);
                });
            }
            Js::Member(..) => self.edge(self.base.expr(expr.id), WORLD),
            Js::Object(_) | Js::ToJs(_) => self.parts(expr),
            Js::Throw(value) => self.leak(value),
            Js::Undefined | Js::Global(_) | Js::DynamicImport(_) | Js::ImportFactory(_) => {}
        }
    }

    fn bind(&mut self, place: &'p Place, value: &'p Expr) {
        let source = self.base.expr(value.id);
        match &place.kind {
            PlaceKind::Error => {}
            PlaceKind::Var(var) => self.edge(self.var(*var), source),
            PlaceKind::Symbol(symbol) => self.edge(self.base.symbols + symbol.index(), source),
            PlaceKind::Attr { object, .. }
            | PlaceKind::Index { object, .. }
            | PlaceKind::Slice { object, .. } => {
                self.change(object);
                // Whoever reads it back may do anything to it.
                self.shrink(value);
            }
            PlaceKind::Unpack { before, star, after } => {
                for place in before.iter().chain(star.as_deref()).chain(after) {
                    self.bind(place, value);
                }
            }
        }
    }

    /// A variable or place that is itself changed: `xs += ys`, `del d[k]`.
    fn update(&mut self, place: &'p Place, is_delete: bool) {
        match &place.kind {
            PlaceKind::Var(var) if !is_delete => {
                let node = self.var(*var);
                self.graph.changed.push(node);
            }
            PlaceKind::Symbol(symbol) if !is_delete => {
                let node = self.base.symbols + symbol.index();
                self.graph.changed.push(node);
            }
            PlaceKind::Attr { object, .. }
            | PlaceKind::Index { object, .. }
            | PlaceKind::Slice { object, .. } => match is_delete {
                true => self.shrink(object),
                false => self.change(object),
            },
            PlaceKind::Error
            | PlaceKind::Var(_)
            | PlaceKind::Symbol(_)
            | PlaceKind::Unpack { .. } => {}
        }
    }
}

impl<'p> Visitor<'p> for Build<'p, '_> {
    fn module(&self) -> &'p Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'p Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place, value } => {
                self.bind(place, value);
                if let Some((state, setter)) = state_pair(place, value)
                    && self.facts.state_of(setter).is_none()
                {
                    self.edge(self.var(state), WORLD);
                }
            }
            StmtKind::AugAssign { place, value, .. } => {
                self.update(place, false);
                self.bind(place, value);
            }
            StmtKind::Delete(place) => self.update(place, true),
            StmtKind::For { place, iter, .. } => self.bind(place, iter),
            StmtKind::With { context, place, .. } => {
                self.leak(context);
                self.edge(self.base.expr(context.id), WORLD);
                if let Some(place) = place {
                    self.bind(place, context);
                }
            }
            StmtKind::Return(Some(value)) => {
                if let Some(func) = self.funcs.last().copied() {
                    self.edge(self.base.funcs + func.index(), self.base.expr(value.id));
                }
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'p Expr) {
        let node = self.base.expr(expr.id);
        match &expr.kind {
            ExprKind::Var(var) => {
                self.edge(node, self.var(*var));
                if !self.is_callee.contains_key(&expr.id)
                    && let Some((base, module, func)) = self.known(expr)
                {
                    self.open_function(base, module, func.id);
                }
            }
            ExprKind::Symbol(symbol) => {
                let home = home(self.program, self.module, *symbol);
                let base = home.and_then(|(module, _, _)| self.bases.get(module.id.index()));
                if let (Some((_, id, _)), Some(base)) = (home, base) {
                    self.edge(node, base.symbols + id.index());
                }
                if !self.is_callee.contains_key(&expr.id)
                    && let Some((base, module, func)) = self.known(expr)
                {
                    self.open_function(base, module, func.id);
                }
            }
            ExprKind::Func(func) => {
                if !self.is_callee.contains_key(&expr.id) {
                    self.open_function(self.base, self.module, *func);
                }
            }
            ExprKind::Py(py) => self.py(expr, py),
            ExprKind::Hook(hook) => self.hook(expr, hook),
            ExprKind::Jsx(element) => self.element(element),
            ExprKind::Channel(_) => self.edge(node, WORLD),
            ExprKind::Js(js) => self.js(expr, js),
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_) => {}
        }
        walk::walk_expr(self, expr);
    }

    fn func(&mut self, func: &'p Function) {
        for param in &func.params {
            if let Some(Default::Inline(value) | Default::Once { value, .. }) = &param.default {
                self.edge(self.var(param.var), self.base.expr(value.id));
                if let Some(Default::Once { temp, .. }) = &param.default {
                    self.edge(self.var(*temp), self.base.expr(value.id));
                }
            }
        }
        walk::walk_defaults(self, func);
        self.funcs.push(func.id);
        if let Body::Expr(value) = &func.body {
            self.edge(self.base.funcs + func.id.index(), self.base.expr(value.id));
        }
        walk::walk_body(self, func);
        self.funcs.pop();
    }
}

/// The direct children of an expression.
struct Children<'m> {
    module: &'m Module,
    found: Vec<&'m Expr>,
}

impl<'m> Visitor<'m> for Children<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.found.push(expr);
    }

    fn func(&mut self, _: &'m Function) {}
}

/// The definition a symbol leads to: its module, its symbol there.
pub(super) fn home<'p>(
    program: &'p Program,
    module: &'p Module,
    symbol: SymbolId,
) -> Option<(&'p Module, SymbolId, &'p Symbol)> {
    let row = module.symbol(symbol)?;
    match &row.kind {
        SymbolKind::Foreign { module, name } => {
            let home = program.modules.get(module.index())?;
            let is_it = |symbol: &Symbol| {
                symbol.name == *name
                    && matches!(symbol.kind, SymbolKind::Function(_) | SymbolKind::Const { .. })
            };
            let at = home.symbols.iter().position(is_it)?;
            let id = SymbolId(u32::try_from(at).ok()?);
            Some((home, id, home.symbol(id)?))
        }
        SymbolKind::Function(_) | SymbolKind::Const { .. } | SymbolKind::Import(_) => {
            Some((module, symbol, row))
        }
    }
}

/// The function a symbol is.
pub(super) fn known_function<'p>(
    program: &'p Program,
    module: &'p Module,
    symbol: SymbolId,
) -> Option<(&'p Module, FuncId)> {
    match home(program, module, symbol)? {
        (home, _, Symbol { kind: SymbolKind::Function(func), .. }) => Some((home, *func)),
        _constant => None,
    }
}

/// Builtins whose result holds nothing of their arguments.
fn gives_scalar(builtin: &str) -> bool {
    matches!(
        builtin,
        "all"
            | "any"
            | "ascii"
            | "bin"
            | "bool"
            | "callable"
            | "chr"
            | "float"
            | "format"
            | "hasattr"
            | "hash"
            | "hex"
            | "id"
            | "int"
            | "isinstance"
            | "issubclass"
            | "len"
            | "oct"
            | "ord"
            | "print"
            | "range"
            | "repr"
            | "str"
    )
}

/// JavaScript that never changes its arguments.
fn only_reads(callee: &Expr) -> bool {
    let path = match &callee.kind {
        ExprKind::Js(Js::Global(path)) => path,
        ExprKind::Js(Js::Member(object, _)) => match &object.kind {
            ExprKind::Js(Js::Global(path)) => path,
            _other => return false,
        },
        _other => return false,
    };
    let path = path.strip_prefix("window.").unwrap_or(path);
    let root = path.split('.').next().unwrap_or(path);
    matches!(
        root,
        "console"
            | "JSON"
            | "Math"
            | "Number"
            | "String"
            | "fetch"
            | "structuredClone"
            | "Intl"
            | "localStorage"
            | "sessionStorage"
            | "Promise"
            | "setTimeout"
            | "setInterval"
            | "alert"
            | "encodeURIComponent"
    )
}
