//! The graph of a program: an edge for every way a value can get somewhere, a change for every store.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::effects;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, BinaryOp, Body, CompKind, Default, Expr, ExprId, ExprKind, FuncId, Function, Imports,
    Item, Js, Module, Place, PlaceKind, Program, Py, Stmt, StmtKind, SymbolId, SymbolKind, VarId,
    VarKind,
};
use crate::tables::methods;
use crate::types::alias::effects::only_reads;
use crate::types::alias::graph::{Change, Edge, Graph, OfModule, Reach, WORLD};
use crate::types::alias::home::{home, known_function};
use crate::types::alias::kinds::{ALL, Kinds, LIST, MAP};
use crate::types::alias::{Base, Source, Store};
use crate::types::facts::{Facts, state_pair};

pub(in crate::types) fn graph(program: &Program, facts: &[Facts]) -> Graph {
    let mut count = WORLD + 1;
    let mut bases = Vec::new();
    for module in &program.modules {
        let exprs = count;
        let vars = exprs + module.expr_count as usize;
        let symbols = vars + module.vars.len();
        let funcs = symbols + module.symbols.len();
        count = funcs + module.funcs.len();
        bases.push(Base { exprs, vars, symbols, funcs, end: count });
    }
    let mut graph = Graph {
        sources: vec![Vec::new(); count],
        parts: vec![Vec::new(); count],
        modules: program.modules.iter().map(|_| OfModule::default()).collect(),
        bases: Arc::new(bases.clone()),
        imports: Imports::of(program),
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
            refs: FxHashSet::default(),
        };
        build.items();
        build.doors();
    }
    graph
}

pub(super) struct Build<'p, 'g> {
    pub(super) program: &'p Program,
    pub(super) module: &'p Module,
    pub(super) facts: &'g Facts,
    pub(super) bases: &'g [Base],
    pub(super) base: Base,
    pub(super) graph: &'g mut Graph,
    pub(super) funcs: Vec<FuncId>,
    /// How a function that stands in a call is used, other than as a value that may go anywhere.
    pub(super) is_callee: FxHashMap<ExprId, ()>,
    /// The `useRef()`s of which every use is known.
    pub(super) refs: FxHashSet<ExprId>,
}

impl<'p> Build<'p, '_> {
    pub(super) fn items(&mut self) {
        for item in &self.module.items {
            match item {
                Item::Function { func, .. } => {
                    // Whoever imports the module may call it.
                    self.open_function(self.base, self.module, *func);
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
                    // An annotation is trusted, whoever has the value.
                    if self.module.symbol(*symbol).is_some_and(|it| it.annotation.is_none()) {
                        self.keep(self.base.symbols + symbol.index());
                    }
                    self.expr(value);
                }
            }
        }
        for (at, var) in self.module.vars.iter().enumerate() {
            if var.is_captured && var.annotation.is_none() {
                self.keep(self.base.vars + at);
            }
        }
    }

    /// Where values enter the module from others, and where they enter it from importers.
    fn doors(&mut self) {
        let (mut doors, mut params) = (Vec::new(), Vec::new());
        for (at, symbol) in self.module.symbols.iter().enumerate() {
            let at = SymbolId(at as u32);
            match &symbol.kind {
                SymbolKind::Foreign { .. } => {
                    let home = home(self.program, self.module, at);
                    let Some((of, id, symbol)) = home else { continue };
                    let Some(base) = self.bases.get(of.id.index()) else { continue };
                    doors.push(base.symbols + id.index());
                    if let SymbolKind::Function(func) = symbol.kind {
                        doors.push(base.funcs + func.index());
                    }
                }
                SymbolKind::Function(func) => {
                    let func = self.module.func(*func);
                    let of_func = func.into_iter().flat_map(|func| &func.params);
                    params.extend(of_func.map(|param| self.base.vars + param.var.index()));
                }
                SymbolKind::Const { .. } | SymbolKind::Import(_) => {}
            }
        }
        if let Some(own) = self.graph.modules.get_mut(self.module.id.index()) {
            (own.doors, own.params) = (doors, params);
            own.given.sort_unstable();
            own.given.dedup();
        }
    }

    /// What the node holds stays in the module after whoever has it too got it.
    fn keep(&mut self, node: usize) {
        let own = self.graph.modules.get_mut(self.module.id.index());
        own.into_iter().for_each(|own| own.kept.push(node));
    }

    pub(super) fn edge(&mut self, holder: usize, source: usize) {
        self.edge_as(holder, source, Edge::Any);
    }

    pub(super) fn edge_as(&mut self, holder: usize, source: usize, edge: Edge) {
        let module = self.module.id;
        let own = self.graph.modules.get_mut(module.index());
        match edge {
            Edge::Holds => {
                let parts = self.graph.parts.get_mut(holder);
                parts.into_iter().for_each(|parts| parts.push((source, module)));
            }
            Edge::Same | Edge::Shares | Edge::Part | Edge::Any if holder == WORLD => {
                own.into_iter().for_each(|own| own.leaks.push((source, edge)));
            }
            Edge::Same | Edge::Shares | Edge::Part | Edge::Any => {
                // A parameter of a function of another module.
                if !self.base.has(holder)
                    && let Some(own) = own
                {
                    own.given.push(holder);
                }
                let sources = self.graph.sources.get_mut(holder);
                sources.into_iter().for_each(|sources| sources.push((source, edge, module)));
            }
        }
    }

    pub(super) fn var(&self, var: VarId) -> usize {
        self.base.vars + var.index()
    }

    pub(super) fn expr_edge(&mut self, expr: &Expr, source: &Expr, edge: Edge) {
        self.edge_as(self.base.expr(expr.id), self.base.expr(source.id), edge);
    }

    pub(super) fn change(&mut self, receiver: usize, kinds: Kinds, store: Option<Store>) {
        self.changes(receiver, kinds, store, false, Reach::Whole);
    }

    pub(super) fn source(&self, expr: &Expr) -> Source {
        Source { module: self.module.id, expr: expr.id }
    }

    /// Whoever gets the value may do anything to it.
    pub(super) fn spoil(&mut self, value: &Expr) {
        self.changes(self.base.expr(value.id), ALL, None, true, Reach::All);
    }

    pub(super) fn removes(&mut self, receiver: usize, kinds: Kinds) {
        self.changes(receiver, kinds, Some(Store::Nothing), true, Reach::Whole);
    }

    fn changes(
        &mut self,
        receiver: usize,
        kinds: Kinds,
        store: Option<Store>,
        shrinks: bool,
        reach: Reach,
    ) {
        let module = self.module.id;
        let mark = reach.mark(kinds);
        let is_deep = matches!(reach, Reach::All);
        if let Some(own) = self.graph.modules.get_mut(module.index()) {
            own.changes.push(Change { module, receiver, mark, store, shrinks, is_deep });
        }
    }

    pub(super) fn leak(&mut self, value: &Expr) {
        self.edge(WORLD, self.base.expr(value.id));
    }

    /// A function that unknown code may call.
    pub(super) fn open_function(&mut self, base: Base, module: &Module, func: FuncId) {
        self.edge(WORLD, base.funcs + func.index());
        let params = module.func(func).map(|func| func.params.as_slice()).unwrap_or_default();
        let receiver = module.func(func).and_then(|func| func.receiver);
        receiver.iter().for_each(|var| self.edge(base.vars + var.index(), WORLD));
        for param in params {
            // An event of the browser holds nothing of the program's.
            let is_event =
                std::ptr::eq(module, self.module) && self.facts.events.contains_key(&param.var);
            if !is_event {
                self.edge(base.vars + param.var.index(), WORLD);
            }
        }
    }

    /// The function a callee is for certain, and the module it is in.
    pub(super) fn known(&self, callee: &Expr) -> Option<(Base, &'p Module, &'p Function)> {
        let (module, func) = match &callee.kind {
            ExprKind::Var(var) => match self.module.var(*var)?.kind {
                VarKind::Function(func) => (self.module, func),
                VarKind::Param
                | VarKind::Local
                | VarKind::Temp
                | VarKind::Comp
                | VarKind::Rebound => return None,
            },
            ExprKind::Symbol(symbol) => known_function(self.program, self.module, *symbol)?,
            ExprKind::Func(func) => (self.module, *func),
            _other => return None,
        };
        let base = self.bases.get(module.id.index())?;
        Some((*base, module, module.func(func)?))
    }

    pub(super) fn py(&mut self, expr: &'p Expr, py: &'p Py) {
        match py {
            Py::Call { callee, args } => self.call(expr, callee, args),
            Py::New { args, .. } => {
                self.edge(self.base.expr(expr.id), WORLD);
                self.args(args, |this, value| {
                    this.spoil(value);
                    this.leak(value);
                });
            }
            Py::Method { object, name, args, keywords, .. } => {
                self.method(expr, object, name, args);
                if effects::calls_items(name) {
                    let items = self.base.expr(object.id);
                    if let Some(key) = effects::applied_by_method(name, keywords) {
                        self.feed(key, items, Edge::Part);
                    }
                } else {
                    self.keywords_of_method(object, name, keywords);
                }
            }
            Py::Builtin { row, args, keywords } => {
                self.builtin(expr, row, args, keywords);
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
                    self.bind_to(&clause.place, &clause.iter, Edge::Part);
                }
                match &comp.kind {
                    CompKind::List(item) | CompKind::Set(item) | CompKind::Generator(item) => {
                        self.expr_edge(expr, item, Edge::Holds);
                    }
                    CompKind::Dict(key, value) => {
                        self.expr_edge(expr, key, Edge::Holds);
                        self.expr_edge(expr, value, Edge::Holds);
                    }
                }
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
            Py::List(_) | Py::Tuple(_) | Py::Set(_) | Py::Dict { .. } => {
                self.parts(expr, Edge::Holds);
            }
            // A class of the program may give what it likes.
            Py::Binary(op, ..) => match self.module.sight.may_answer_operator(*op) {
                true => self.parts(expr, Edge::Holds),
                false => self.parts(expr, Edge::Shares),
            },
            Py::Slice { .. } => match self.module.sight.may_answer(&["__getitem__"]) {
                true => self.parts(expr, Edge::Holds),
                false => self.parts(expr, Edge::Shares),
            },
            Py::And(_) | Py::Or(_) | Py::Cond { .. } | Py::Seq { .. } => {
                self.parts(expr, Edge::Same);
            }
            Py::Index(..) => self.parts(expr, Edge::Part),
            Py::Pattern(..) => self.parts(expr, Edge::Any),
            Py::Yield(value) => {
                // Whoever resumes the generator may send anything.
                self.edge(self.base.expr(expr.id), WORLD);
                if let (Some(value), Some(func)) = (value, self.funcs.last().copied()) {
                    let value = self.base.expr(value.id);
                    self.edge_as(self.base.funcs + func.index(), value, Edge::Holds);
                }
            }
        }
    }

    /// The expression may hold any of its parts.
    pub(super) fn parts(&mut self, expr: &'p Expr, edge: Edge) {
        let mut children = Children { module: self.module, found: Vec::new() };
        walk::walk_expr(&mut children, expr);
        for child in children.found {
            self.expr_edge(expr, child, edge);
        }
    }

    pub(super) fn js(&mut self, expr: &'p Expr, js: &'p Js) {
        match js {
            Js::New { callee, args } | Js::Make { callee, args } | Js::Call { callee, args } => {
                self.edge(self.base.expr(expr.id), WORLD);
                let each = if only_reads(callee) { Self::leak } else { Self::spoil };
                self.args(args, |this, value| {
                    each(this, value);
                    this.leak(value);
                    this.expr_edge(expr, value, Edge::Any);
                });
            }
            Js::Member(..) => self.edge(self.base.expr(expr.id), WORLD),
            Js::Object(_) | Js::ToJs(_) => self.parts(expr, Edge::Any),
            Js::Throw(value) => self.leak(value),
            Js::Undefined
            | Js::Tag(_)
            | Js::Global(_)
            | Js::DynamicImport(_)
            | Js::ImportFactory(_) => {}
        }
    }

    pub(super) fn bind(&mut self, place: &'p Place, value: &'p Expr) {
        match taken_apart(place, value) {
            Some(parts) => parts.into_iter().for_each(|(place, item)| self.bind(place, item)),
            None => self.bind_to(place, value, Edge::Same),
        }
    }

    /// The edge says whether it is the value that is stored, or a part, or what an operator makes of it.
    pub(super) fn bind_to(&mut self, place: &'p Place, value: &'p Expr, edge: Edge) {
        let is_part = !matches!(edge, Edge::Same);
        let source = self.base.expr(value.id);
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored => {}
            PlaceKind::Var(var) => self.edge_as(self.var(*var), source, edge),
            PlaceKind::Symbol(symbol) => {
                self.edge_as(self.base.symbols + symbol.index(), source, edge)
            }
            PlaceKind::Attr { object, name } => match self.facts.ref_in(object) {
                Some(var) => self.edge_as(self.var(var), source, Edge::Holds),
                None => {
                    // Of lists JavaScript lets one be set, of dicts any: `d.name` is a key.
                    let kinds = if &**name == "length" { ALL } else { MAP };
                    self.change(self.base.expr(object.id), kinds, None);
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

    /// `xs += ys`, `rows[0] += ys`: a list is changed in place.
    pub(super) fn augment(&mut self, place: &'p Place, op: BinaryOp, value: &'p Expr) {
        if let PlaceKind::Index { object, index } = &place.kind {
            let receiver = self.base.expr(object.id);
            let (kinds, updated) = match &index.kind {
                ExprKind::Str(key) => {
                    (MAP, Store::UpdatedField(op, key.clone(), self.source(value)))
                }
                _other => {
                    let (key, value) = (self.source(index), self.source(value));
                    (LIST | MAP, Store::Updated(op, key, value))
                }
            };
            self.change(receiver, kinds, Some(updated));
            let all = Some(Store::All(self.source(value)));
            return self.changes(receiver, ALL, all, true, Reach::Inside);
        }
        let node = match &place.kind {
            PlaceKind::Var(var) => Some(self.var(*var)),
            PlaceKind::Symbol(symbol) => Some(self.base.symbols + symbol.index()),
            PlaceKind::Error
            | PlaceKind::Ignored
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

    pub(super) fn delete(&mut self, place: &'p Place) {
        match &place.kind {
            PlaceKind::Index { object, .. } | PlaceKind::Slice { object, .. } => {
                self.removes(self.base.expr(object.id), ALL);
            }
            PlaceKind::Attr { object, .. } => self.spoil(object),
            PlaceKind::Error
            | PlaceKind::Ignored
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
                    self.edge(WORLD, self.var(state));
                }
                if let PlaceKind::Var(var) = place.kind
                    && self.facts.refs.contains(&var)
                {
                    self.refs.insert(value.id);
                }
            }
            StmtKind::AugAssign { place, op, value } => self.augment(place, *op, value),
            StmtKind::Delete(place) => self.delete(place),
            StmtKind::For { place, iter, .. } => self.bind_to(place, iter, Edge::Part),
            StmtKind::With { context, place, .. } => {
                self.leak(context);
                self.edge(self.base.expr(context.id), WORLD);
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
            // Anybody may call its methods, with anything.
            ExprKind::Class(class) => {
                self.edge(node, WORLD);
                class.funcs().for_each(|func| self.open_function(self.base, self.module, func));
                for member in &class.members {
                    if let Some(value) = member.kind.value() {
                        self.spoil(value);
                        self.leak(value);
                    }
                }
            }
            ExprKind::Super | ExprKind::OwnClass => self.edge(node, WORLD),
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
            | ExprKind::Str(_)
            | ExprKind::Bytes(_) => {}
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

/// `a, b[0] = b[0], a`: which item of the display goes where.
fn taken_apart<'p>(place: &'p Place, value: &'p Expr) -> Option<Vec<(&'p Place, &'p Expr)>> {
    let PlaceKind::Unpack { before, star: None, after } = &place.kind else { return None };
    let (ExprKind::Py(Py::Tuple(items)) | ExprKind::Py(Py::List(items))) = &value.kind else {
        return None;
    };
    let places = before.iter().chain(after);
    if before.len() + after.len() != items.len() {
        return None;
    }
    let pairs = places.zip(items).map(|(place, item)| match item {
        Arg::Pos(item) => Some((place, item)),
        Arg::Spread(_) | Arg::Omitted => None,
    });
    pairs.collect()
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
