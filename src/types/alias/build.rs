//! The graph of a program: an edge for every way a value can get somewhere, a change for every store.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Body, Child, Default, Element, Expr, ExprId, ExprKind, FuncId, Function, Hook, Item, Js,
    Keyword, Module, Param, ParamKind, Place, PlaceKind, Program, Prop, Py, Stmt, StmtKind,
    SymbolKind, Tag, VarId, VarKind,
};
use crate::tables::builtins::BuiltinRow;
use crate::tables::hooks::HookKind;
use crate::tables::methods;
use crate::types::alias::effects::{self, Effect, gives_scalar, only_reads};
use crate::types::alias::home::{home, known_function};
use crate::types::alias::kinds::{ALL, Kinds, LIST, MAP};
use crate::types::alias::solve::{Change, Edge, Graph};
use crate::types::alias::{Base, Source, Store};
use crate::types::facts::{Facts, state_pair};

pub(in crate::types) fn graph(program: &Program, facts: &[Facts]) -> Graph {
    let worlds = worlds(program);
    let mut count = program.modules.len();
    let mut bases = Vec::new();
    for (module, world) in program.modules.iter().zip(worlds) {
        let exprs = count;
        let vars = exprs + module.expr_count as usize;
        let symbols = vars + module.vars.len();
        let funcs = symbols + module.symbols.len();
        count = funcs + module.funcs.len();
        bases.push(Base { world, exprs, vars, symbols, funcs });
    }
    let mut graph =
        Graph { sources: vec![Vec::new(); count], changes: Vec::new(), bases: bases.clone() };
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
            refs: FxHashSet::default(),
        };
        build.items();
    }
    graph
}

/// The world of each module: one of those it is connected with.
fn worlds(program: &Program) -> Vec<usize> {
    let mut worlds: Vec<usize> = (0..program.modules.len()).collect();
    let mut by_source: FxHashMap<&str, usize> = FxHashMap::default();
    let mut join = |a: usize, b: usize| {
        let (from, to) = (worlds.get(a).copied(), worlds.get(b).copied());
        if let (Some(from), Some(to)) = (from, to) {
            worlds.iter_mut().filter(|world| **world == from).for_each(|world| *world = to);
        }
    };
    for (at, module) in program.modules.iter().enumerate() {
        for symbol in &module.symbols {
            match &symbol.kind {
                SymbolKind::Foreign { module, .. } => join(at, module.index()),
                // React shows each component what it was given.
                SymbolKind::Import(import) if &*import.source == "react" => {}
                SymbolKind::Import(import) => {
                    join(at, *by_source.entry(&import.source).or_insert(at))
                }
                SymbolKind::Function(_) | SymbolKind::Const { .. } => {}
            }
        }
    }
    worlds
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
    /// The `useRef()`s of which every use is known.
    refs: FxHashSet<ExprId>,
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
                    self.edge_as(
                        self.base.symbols + symbol.index(),
                        self.base.expr(value.id),
                        Edge::Same,
                    );
                    self.expr(value);
                }
            }
        }
    }

    fn edge(&mut self, holder: usize, source: usize) {
        self.edge_as(holder, source, Edge::Any);
    }

    fn edge_as(&mut self, holder: usize, source: usize, edge: Edge) {
        if let Some(sources) = self.graph.sources.get_mut(holder) {
            sources.push((source, edge));
        }
    }

    fn var(&self, var: VarId) -> usize {
        self.base.vars + var.index()
    }

    fn expr_edge(&mut self, expr: &Expr, source: &Expr, edge: Edge) {
        self.edge_as(self.base.expr(expr.id), self.base.expr(source.id), edge);
    }

    fn change(&mut self, receiver: usize, kinds: Kinds, store: Option<Store>) {
        self.graph.changes.push(Change { receiver, kinds, store, shrinks: false, is_deep: false });
    }

    fn source(&self, expr: &Expr) -> Source {
        Source { module: self.module.id, expr: expr.id }
    }

    /// Whoever gets the value may do anything to it.
    fn spoil(&mut self, value: &Expr) {
        let receiver = self.base.expr(value.id);
        self.graph.changes.push(Change {
            receiver,
            kinds: ALL,
            store: None,
            shrinks: true,
            is_deep: true,
        });
    }

    fn removes(&mut self, receiver: usize, kinds: Kinds) {
        let store = Some(Store::Nothing);
        self.graph.changes.push(Change { receiver, kinds, store, shrinks: true, is_deep: false });
    }

    fn leak(&mut self, value: &Expr) {
        self.edge(self.base.world, self.base.expr(value.id));
    }

    /// A function that unknown code may call.
    fn open_function(&mut self, base: Base, module: &Module, func: FuncId) {
        self.edge(base.world, base.funcs + func.index());
        let params = module.func(func).map(|func| func.params.as_slice()).unwrap_or_default();
        for param in params {
            // An event of the browser holds nothing of the program's.
            let is_event =
                std::ptr::eq(module, self.module) && self.facts.events.contains_key(&param.var);
            if !is_event {
                self.edge(base.vars + param.var.index(), base.world);
            }
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
            self.edge(self.base.expr(expr.id), self.base.world);
            self.args(args, Self::spoil);
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

    fn set_state(&mut self, state: VarId, args: &'p [Arg]) {
        for arg in args {
            let (Arg::Pos(value) | Arg::Spread(value)) = arg else { continue };
            self.edge_as(self.var(state), self.base.expr(value.id), Edge::Same);
            if !is_no_function(value) && self.known(value).is_none() {
                // What looks like a value may be a function that React calls with the state.
                self.edge(self.base.world, self.var(state));
            }
            self.feed(value, self.var(state), Edge::Same);
            if let ExprKind::Func(func) = value.kind {
                self.edge_as(self.var(state), self.base.funcs + func.index(), Edge::Same);
            }
        }
    }

    /// A function that is called with values from `source` only.
    fn feed(&mut self, function: &'p Expr, source: usize, edge: Edge) {
        let Some((base, _, func)) = self.known(function) else { return };
        self.is_callee.insert(function.id, ());
        for Param { var, .. } in &func.params {
            self.edge_as(base.vars + var.index(), source, edge);
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
        let receiver = self.base.expr(object.id);
        let is_python = methods::named(name).next().is_some();
        // No method of Python returns its receiver.
        self.expr_edge(expr, object, if is_python { Edge::Part } else { Edge::Any });
        self.args(args, |this, value| this.expr_edge(expr, value, Edge::Any));
        if !is_python {
            self.edge(self.base.expr(expr.id), self.base.world);
        }
        let sources: Option<Vec<Source>> = args.iter().map(|arg| self.positional(arg)).collect();
        let sources = sources.unwrap_or_default();
        let single = |kinds, store| vec![(kinds, store)];
        let stores = match effects::of_method(name, args) {
            None if is_python => return,
            None => Vec::new(),
            Some(Effect::Removes(kinds)) => return self.removes(receiver, kinds),
            Some(Effect::Anything) => {
                self.spoil(object);
                Vec::new()
            }
            Some(Effect::Adds(kinds, at)) => {
                single(kinds, sources.get(at).map(|item| Store::Item(*item)))
            }
            Some(Effect::AddsAll(kinds)) if sources.is_empty() => single(kinds, None),
            Some(Effect::AddsAll(kinds)) => {
                sources.iter().map(|items| (kinds, Some(Store::All(*items)))).collect()
            }
            Some(Effect::Sets(kinds)) => single(
                kinds,
                match sources.as_slice() {
                    [key, value] => Some(Store::Pair(*key, *value)),
                    _other => None,
                },
            ),
        };
        if stores.is_empty() || stores.iter().any(|(_, store)| store.is_none()) {
            self.args(args, Self::spoil);
        }
        for (kinds, store) in stores {
            self.change(receiver, kinds, store);
        }
    }

    fn positional(&self, arg: &Arg) -> Option<Source> {
        match arg {
            Arg::Pos(value) => Some(self.source(value)),
            Arg::Spread(_) | Arg::Omitted => None,
        }
    }

    fn builtin(
        &mut self,
        expr: &'p Expr,
        row: &BuiltinRow,
        args: &'p [Arg],
        keywords: &'p [Keyword],
    ) {
        let edge = if row.library.is_none() && effects::gives_parts(row.name) {
            Edge::Part
        } else {
            Edge::Any
        };
        if row.library.is_some() || !gives_scalar(row.name) {
            self.args(args, |this, value| this.expr_edge(expr, value, edge));
        }
        if row.library.is_some_and(|library| !library.is_pure) {
            self.edge(self.base.expr(expr.id), self.base.world);
            self.args(args, Self::spoil);
        }
        if matches!(row.name, "sorted" | "min" | "max") {
            for key in keywords.iter().filter(|keyword| &*keyword.name == "key") {
                self.args(args, |this, items| {
                    this.feed(&key.value, this.base.expr(items.id), Edge::Part)
                });
            }
        }
        if matches!(row.name, "map" | "filter")
            && let Some(Arg::Pos(function)) = args.first()
        {
            for items in args.iter().skip(1) {
                if let Arg::Pos(items) | Arg::Spread(items) = items {
                    self.feed(function, self.base.expr(items.id), Edge::Part);
                }
            }
            if let Some((base, _, func)) = self.known(function) {
                self.edge_as(self.base.expr(expr.id), base.funcs + func.id.index(), Edge::Holds);
            }
        }
        if matches!(row.name, "setattr" | "next") {
            self.args(args, Self::spoil);
        }
    }

    fn hook(&mut self, expr: &'p Expr, hook: &'p Hook) {
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
                self.edge(node, self.base.world);
                self.args(&hook.args, |this, value| {
                    this.expr_edge(expr, value, Edge::Any);
                    this.leak(value);
                });
            }
        }
    }

    /// React changes nothing of what it renders; a component gets its props to do as it likes.
    fn element(&mut self, element: &'p Element) {
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
    fn returned(&mut self, node: usize, function: &'p Expr, edge: Edge) {
        match self.known(function) {
            Some((base, _, func)) => self.edge_as(node, base.funcs + func.id.index(), edge),
            None => self.edge(node, self.base.world),
        }
    }

    fn py(&mut self, expr: &'p Expr, py: &'p Py) {
        match py {
            Py::Call { callee, args } => self.call(expr, callee, args),
            Py::Method { object, name, args, keywords, .. } => {
                self.method(expr, object, name, args);
                if &**name == "sort" {
                    let items = self.base.expr(object.id);
                    keywords
                        .iter()
                        .for_each(|keyword| self.feed(&keyword.value, items, Edge::Part));
                } else if !keywords.is_empty() {
                    self.spoil(object);
                    keywords.iter().for_each(|keyword| self.spoil(&keyword.value));
                }
            }
            Py::Builtin { row, args, keywords } => {
                self.builtin(expr, row, args, keywords);
                if row.library.is_some() || !gives_scalar(row.name) {
                    keywords
                        .iter()
                        .for_each(|keyword| self.expr_edge(expr, &keyword.value, Edge::Any));
                }
            }
            Py::Assign(var, value) => {
                self.edge_as(self.var(*var), self.base.expr(value.id), Edge::Same);
                self.expr_edge(expr, value, Edge::Same);
            }
            Py::ForEach { items, function } => {
                self.feed(function, self.base.expr(items.id), Edge::Part);
                self.returned(self.base.expr(expr.id), function, Edge::Holds);
                self.expr_edge(expr, items, Edge::Part);
            }
            Py::Comp(comp) => {
                for clause in &comp.clauses {
                    self.expr_edge(expr, &clause.iter, Edge::Part);
                    self.bind_to(&clause.place, &clause.iter, Edge::Part);
                }
                self.parts(expr, Edge::Holds);
            }
            Py::Await(value) => self.expr_edge(expr, value, Edge::Same),
            Py::YieldFrom(value) => {
                self.expr_edge(expr, value, Edge::Any);
                if let Some(func) = self.funcs.last().copied() {
                    self.edge(self.base.funcs + func.index(), self.base.expr(value.id));
                }
            }
            Py::Attr(object, name) => {
                self.expr_edge(expr, object, Edge::Part);
                // `add = xs.append`: whoever has the method may call it.
                if methods::named(name).next().is_some() {
                    self.spoil(object);
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
            | Py::Slice { .. } => self.parts(expr, Edge::Holds),
            Py::And(_) | Py::Or(_) | Py::Cond { .. } | Py::Seq { .. } => {
                self.parts(expr, Edge::Same);
            }
            Py::Index(..) => self.parts(expr, Edge::Part),
            Py::Pattern(..) => self.parts(expr, Edge::Any),
            Py::Yield(value) => {
                // Whoever resumes the generator may send anything.
                self.edge(self.base.expr(expr.id), self.base.world);
                if let (Some(value), Some(func)) = (value, self.funcs.last().copied()) {
                    let value = self.base.expr(value.id);
                    self.edge_as(self.base.funcs + func.index(), value, Edge::Holds);
                }
            }
        }
    }

    /// The expression may hold any of its parts.
    fn parts(&mut self, expr: &'p Expr, edge: Edge) {
        let mut children = Children { module: self.module, found: Vec::new() };
        walk::walk_expr(&mut children, expr);
        for child in children.found {
            self.expr_edge(expr, child, edge);
        }
    }

    fn js(&mut self, expr: &'p Expr, js: &'p Js) {
        match js {
            Js::New { callee, args } | Js::Call { callee, args } => {
                self.edge(self.base.expr(expr.id), self.base.world);
                let each = if only_reads(callee) { Self::leak } else { Self::spoil };
                self.args(args, |this, value| {
                    each(this, value);
                    this.leak(value);
                    this.expr_edge(expr, value, Edge::Any);
                });
            }
            Js::Member(..) => self.edge(self.base.expr(expr.id), self.base.world),
            Js::Object(_) | Js::ToJs(_) => self.parts(expr, Edge::Any),
            Js::Throw(value) => self.leak(value),
            Js::Undefined | Js::Global(_) | Js::DynamicImport(_) | Js::ImportFactory(_) => {}
        }
    }

    fn bind(&mut self, place: &'p Place, value: &'p Expr) {
        self.bind_to(place, value, Edge::Same);
    }

    /// The edge says whether it is the value that is stored, or a part, or what an operator makes of it.
    fn bind_to(&mut self, place: &'p Place, value: &'p Expr, edge: Edge) {
        let is_part = !matches!(edge, Edge::Same);
        let source = self.base.expr(value.id);
        match &place.kind {
            PlaceKind::Error => {}
            PlaceKind::Var(var) => self.edge_as(self.var(*var), source, edge),
            PlaceKind::Symbol(symbol) => {
                self.edge_as(self.base.symbols + symbol.index(), source, edge)
            }
            PlaceKind::Attr { object, .. } => match self.facts.ref_in(object) {
                Some(var) => self.edge_as(self.var(var), source, Edge::Holds),
                None => {
                    self.change(self.base.expr(object.id), ALL, None);
                    self.spoil(value);
                }
            },
            PlaceKind::Index { object, index } if !is_part => {
                let (kinds, store) = match &index.kind {
                    ExprKind::Str(key) => (MAP, Store::Field(key.clone(), self.source(value))),
                    _other => (LIST | MAP, Store::Pair(self.source(index), self.source(value))),
                };
                self.change(self.base.expr(object.id), kinds, Some(store));
            }
            PlaceKind::Slice { object, .. } if !is_part => {
                let store = Store::All(self.source(value));
                self.change(self.base.expr(object.id), LIST, Some(store));
            }
            PlaceKind::Index { object, .. } | PlaceKind::Slice { object, .. } => {
                self.change(self.base.expr(object.id), LIST | MAP, None);
                self.spoil(value);
            }
            PlaceKind::Unpack { before, star, after } => {
                let edge = if matches!(edge, Edge::Any) { edge } else { Edge::Part };
                for place in before.iter().chain(star.as_deref()).chain(after) {
                    self.bind_to(place, value, edge);
                }
            }
        }
    }

    /// `xs += ys`: a list is changed in place.
    fn augment(&mut self, place: &'p Place, value: &'p Expr) {
        let node = match &place.kind {
            PlaceKind::Var(var) => Some(self.var(*var)),
            PlaceKind::Symbol(symbol) => Some(self.base.symbols + symbol.index()),
            PlaceKind::Error
            | PlaceKind::Attr { .. }
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. }
            | PlaceKind::Unpack { .. } => None,
        };
        if let Some(node) = node {
            self.change(node, ALL, Some(Store::All(self.source(value))));
        }
        self.bind_to(place, value, Edge::Any);
    }

    fn delete(&mut self, place: &'p Place) {
        match &place.kind {
            PlaceKind::Index { object, .. } | PlaceKind::Slice { object, .. } => {
                self.removes(self.base.expr(object.id), ALL);
            }
            PlaceKind::Attr { object, .. } => self.spoil(object),
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
                    self.edge(self.var(state), self.base.world);
                    self.edge(self.base.world, self.var(state));
                }
                if let PlaceKind::Var(var) = place.kind
                    && self.facts.refs.contains(&var)
                {
                    self.refs.insert(value.id);
                }
            }
            StmtKind::AugAssign { place, value, .. } => self.augment(place, value),
            StmtKind::Delete(place) => self.delete(place),
            StmtKind::For { place, iter, .. } => self.bind_to(place, iter, Edge::Part),
            StmtKind::With { context, place, .. } => {
                self.leak(context);
                self.edge(self.base.expr(context.id), self.base.world);
                if let Some(place) = place {
                    self.bind_to(place, context, Edge::Any);
                }
            }
            StmtKind::Return(Some(value)) => {
                if let Some(func) = self.funcs.last().copied() {
                    self.edge_as(
                        self.base.funcs + func.index(),
                        self.base.expr(value.id),
                        Edge::Same,
                    );
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
                self.edge_as(node, self.var(*var), Edge::Same);
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
                    self.edge_as(node, base.symbols + id.index(), Edge::Same);
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
            ExprKind::Channel(_) => self.edge(node, self.base.world),
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
                self.edge_as(self.var(param.var), self.base.expr(value.id), Edge::Same);
                if let Some(Default::Once { temp, .. }) = &param.default {
                    self.edge_as(self.var(*temp), self.base.expr(value.id), Edge::Same);
                }
            }
        }
        walk::walk_defaults(self, func);
        self.funcs.push(func.id);
        if let Body::Expr(value) = &func.body {
            self.edge_as(self.base.funcs + func.id.index(), self.base.expr(value.id), Edge::Same);
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

/// A value that React does not call, for certain.
fn is_no_function(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_) => true,
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
