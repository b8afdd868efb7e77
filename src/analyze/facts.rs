//! What the rules ask of a module: who uses which variable, what a variable was bound to, and lists of
//! the nodes that rules begin at.
//!
//! ```text
//! count, set_count = useState(0)      bound: count → part 0 of the hook, set_count → part 1
//! def tick(): set_count(count + 1)    captured by tick: set_count, count
//! useEffect(tick, [])                 reach of tick: the same; callback: tick
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analyze::project::is_stable_result;
use crate::base::Span;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Body, Channel, Element, Expr, ExprKind, FuncId, Function, Hook, Module, Place, PlaceKind,
    Py, Stmt, StmtKind, VarId,
};
use crate::tables::hooks::HookKind;
use crate::types::TypeMap;

/// The only thing a variable is ever bound to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Bound<'m> {
    Value(&'m Expr),
    /// An item of a value that is unpacked.
    Part(&'m Expr, usize),
    /// Each item of a value, one after the other.
    Item(&'m Expr),
    Function(FuncId),
}

/// A variable that is read, or written, at a place of a function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    pub var: VarId,
    pub span: Span,
    pub is_write: bool,
}

/// A node and the function it stands in; `None` at module level.
pub(super) struct At<'m, T> {
    pub func: Option<FuncId>,
    pub expr: &'m Expr,
    pub node: &'m T,
}

/// A place that is stored to.
pub(super) struct Store<'m> {
    pub func: Option<FuncId>,
    pub place: &'m Place,
    pub is_deleted: bool,
}

/// What a callback may come to use when it runs.
#[derive(Default)]
pub(super) struct Reach {
    /// The function itself, what is nested in it, and the functions of the component these use.
    pub funcs: FxHashSet<FuncId>,
    /// Variables from outside, functions that were followed left out; each once.
    pub uses: Vec<Use>,
    /// Those of them that are assigned to.
    pub written: FxHashSet<VarId>,
}

pub(super) struct Facts<'m> {
    pub module: &'m Module,
    pub types: &'m TypeMap,
    pub outer: FxHashMap<FuncId, FuncId>,
    inner: FxHashMap<FuncId, Vec<FuncId>>,
    uses: FxHashMap<FuncId, Vec<Use>>,
    pub bound: FxHashMap<VarId, Bound<'m>>,
    /// How many places bind each variable.
    pub writes: FxHashMap<VarId, u32>,
    /// Variables that are used otherwise than by calling them in the function that owns them.
    pub handed_on: FxHashSet<VarId>,
    pub hooks: Vec<At<'m, Hook>>,
    pub channels: Vec<At<'m, Channel>>,
    pub elements: Vec<&'m Element>,
    /// Method calls.
    pub methods: Vec<(Option<FuncId>, &'m Expr)>,
    /// Calls of builtins.
    pub builtins: Vec<(Option<FuncId>, &'m Expr)>,
    /// Other calls of Python's.
    pub calls: Vec<&'m Expr>,
    pub stores: Vec<Store<'m>>,
    /// Variables that some hook's first result is unpacked to, with the hook.
    states: Vec<(VarId, &'m Expr)>,
    /// What each function returns; `return` without a value left out.
    pub returns: FxHashMap<FuncId, Vec<&'m Expr>>,
}

impl<'m> Facts<'m> {
    pub fn of(module: &'m Module, types: &'m TypeMap) -> Facts<'m> {
        let facts = Facts {
            module,
            types,
            outer: FxHashMap::default(),
            inner: FxHashMap::default(),
            uses: FxHashMap::default(),
            bound: FxHashMap::default(),
            writes: FxHashMap::default(),
            handed_on: FxHashSet::default(),
            hooks: Vec::new(),
            channels: Vec::new(),
            elements: Vec::new(),
            methods: Vec::new(),
            builtins: Vec::new(),
            calls: Vec::new(),
            stores: Vec::new(),
            states: Vec::new(),
            returns: FxHashMap::default(),
        };
        let mut collect = Collect { facts, funcs: Vec::new(), deleted: None };
        walk::walk_module(&mut collect);
        let mut facts = collect.facts;
        let Facts { bound, writes, .. } = &mut facts;
        bound.retain(|var, _| writes.get(var) == Some(&1));
        facts
    }

    pub fn name(&self, var: VarId) -> &str {
        self.module.var(var).map_or("", |var| &var.name)
    }

    pub fn owner(&self, var: VarId) -> Option<FuncId> {
        self.module.var(var).map(|var| var.owner)
    }

    /// Every use within the function and what is nested in it.
    fn all_uses(&self, func: FuncId) -> (FxHashSet<FuncId>, Vec<Use>) {
        let mut funcs = FxHashSet::default();
        let mut uses = Vec::new();
        let mut open = vec![func];
        while let Some(func) = open.pop() {
            if funcs.insert(func) {
                uses.extend(self.uses.get(&func).into_iter().flatten().copied());
                open.extend(self.inner.get(&func).into_iter().flatten().copied());
            }
        }
        uses.sort_by_key(|it| it.span);
        (funcs, uses)
    }

    /// The uses, within a function and what is nested in it, of variables from outside.
    pub fn captured(&self, func: FuncId) -> Vec<Use> {
        let (funcs, mut uses) = self.all_uses(func);
        uses.retain(|it| self.owner(it.var).is_some_and(|owner| !funcs.contains(&owner)));
        uses
    }

    /// The function that an expression is, or that the variable it names always holds.
    pub fn function(&self, expr: &Expr) -> Option<FuncId> {
        match &expr.kind {
            ExprKind::Func(func) => Some(*func),
            ExprKind::Var(var) => self.function_of(*var),
            _other => None,
        }
    }

    pub fn function_of(&self, var: VarId) -> Option<FuncId> {
        match self.bound.get(&var)? {
            Bound::Function(func) => Some(*func),
            Bound::Value(Expr { kind: ExprKind::Func(func), .. }) => Some(*func),
            Bound::Value(_) | Bound::Part(..) | Bound::Item(_) => None,
        }
    }

    /// What runs with a callback. Functions named in `stop` are not followed: they are used as they are.
    pub fn reach(&self, callback: FuncId, stop: &FxHashSet<VarId>) -> Reach {
        let mut reach = Reach::default();
        let mut seen = FxHashSet::default();
        let mut open = vec![callback];
        while let Some(func) = open.pop() {
            if reach.funcs.contains(&func) {
                continue;
            }
            let (funcs, _) = self.all_uses(func);
            reach.funcs.extend(funcs);
            for it in self.captured(func) {
                if it.is_write {
                    reach.written.insert(it.var);
                }
                match self.function_of(it.var) {
                    Some(next) if !stop.contains(&it.var) => open.push(next),
                    Some(_) | None => {
                        if seen.insert(it.var) {
                            reach.uses.push(it);
                        }
                    }
                }
            }
        }
        // A function that was followed may use what another owns.
        let funcs = &reach.funcs;
        reach.uses.retain(|it| self.owner(it.var).is_some_and(|owner| !funcs.contains(&owner)));
        reach
    }

    /// Whether the variable is what sets a state.
    pub fn is_setter(&self, var: VarId) -> bool {
        let Some(Bound::Part(Expr { kind: ExprKind::Hook(hook), .. }, 1)) = self.bound.get(&var)
        else {
            return false;
        };
        is_stable_result(hook.row.kind, Some(1)) && hook.row.kind != HookKind::Transition
    }

    /// The state that a setter sets.
    pub fn state_of(&self, setter: VarId) -> Option<VarId> {
        let Some(Bound::Part(value, 1)) = self.bound.get(&setter) else { return None };
        self.states.iter().find(|(_, hook)| hook.id == value.id).map(|(state, _)| *state)
    }

    /// Where a variable is used, each with the function it stands in.
    pub fn uses_of(&self, var: VarId) -> impl Iterator<Item = (FuncId, &Use)> {
        let all = self.uses.iter().flat_map(|(func, uses)| uses.iter().map(|it| (*func, it)));
        all.filter(move |(_, it)| it.var == var)
    }

    /// How often a variable is read.
    pub fn reads(&self, var: VarId) -> usize {
        self.uses_of(var).filter(|(_, it)| !it.is_write).count()
    }

    /// The state that a variable is and stays, by the name of its setter.
    pub fn setter_of(&self, state: VarId) -> Option<&str> {
        self.bound.get(&state)?;
        self.setter_among_writes(state)
    }

    /// The same for a variable that is assigned elsewhere too.
    pub fn setter_among_writes(&self, state: VarId) -> Option<&str> {
        let (_, value) = self.states.iter().find(|(var, _)| *var == state)?;
        let ExprKind::Hook(hook) = &value.kind else { return None };
        if !is_stable_result(hook.row.kind, Some(1)) || hook.row.kind == HookKind::Transition {
            return None;
        }
        let setter = self.bound.iter().find_map(|(var, bound)| match bound {
            Bound::Part(other, 1) if other.id == value.id => Some(*var),
            _other => None,
        });
        Some(setter.map_or("the setter", |var| self.name(var)))
    }
}

impl<'m> At<'m, Hook> {
    pub fn callback(&self) -> Option<&'m Expr> {
        match self.node.args.get(self.node.row.callback?)? {
            Arg::Pos(value) => Some(value),
            Arg::Spread(_) | Arg::Omitted => None,
        }
    }
}

/// Every variable that expressions mention.
pub(super) fn mentioned<'m>(module: &'m Module, exprs: &'m [Arg]) -> FxHashSet<VarId> {
    let mut all = Mentioned(module, FxHashSet::default());
    walk::walk_args(&mut all, exprs);
    all.1
}

/// Every variable that an expression mentions.
pub(super) fn mentioned_in<'m>(module: &'m Module, expr: &'m Expr) -> FxHashSet<VarId> {
    let mut all = Mentioned(module, FxHashSet::default());
    all.expr(expr);
    all.1
}

struct Mentioned<'m>(&'m Module, FxHashSet<VarId>);

impl<'m> Visitor<'m> for Mentioned<'m> {
    fn module(&self) -> &'m Module {
        self.0
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Var(var) = expr.kind {
            self.1.insert(var);
        }
        walk::walk_expr(self, expr);
    }
}

struct Collect<'m> {
    facts: Facts<'m>,
    /// The place of the `del` being walked.
    deleted: Option<Span>,
    funcs: Vec<FuncId>,
}

impl<'m> Collect<'m> {
    fn func_id(&self) -> Option<FuncId> {
        self.funcs.last().copied()
    }

    fn used(&mut self, var: VarId, span: Span, is_write: bool) {
        if let Some(func) = self.func_id() {
            self.facts.uses.entry(func).or_default().push(Use { var, span, is_write });
        }
        if is_write {
            *self.facts.writes.entry(var).or_insert(0) += 1;
        }
    }

    fn bind(&mut self, place: &Place, value: &'m Expr) {
        match &place.kind {
            PlaceKind::Var(var) => {
                self.facts.bound.insert(*var, Bound::Value(value));
            }
            PlaceKind::Unpack { before, .. } => {
                for (part, place) in before.iter().enumerate() {
                    if let PlaceKind::Var(var) = place.kind {
                        if part == 0 && matches!(value.kind, ExprKind::Hook(_)) {
                            self.facts.states.push((var, value));
                        }
                        self.facts.bound.insert(var, Bound::Part(value, part));
                    }
                }
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Attr { .. }
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. } => {}
        }
    }
}

impl<'m> Visitor<'m> for Collect<'m> {
    fn module(&self) -> &'m Module {
        self.facts.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place, value } => self.bind(place, value),
            StmtKind::Delete(place) => self.deleted = Some(place.span),
            StmtKind::For { place: Place { kind: PlaceKind::Var(var), .. }, iter, .. } => {
                self.facts.bound.insert(*var, Bound::Item(iter));
            }
            StmtKind::Def { var, func } => {
                self.used(*var, stmt.span, true);
                self.facts.bound.insert(*var, Bound::Function(*func));
            }
            StmtKind::Try { handlers, .. } => {
                for handler in handlers {
                    if let Some(var) = handler.var {
                        self.used(var, handler.span, true);
                    }
                }
            }
            StmtKind::Return(Some(value)) => {
                if let Some(func) = self.func_id() {
                    self.facts.returns.entry(func).or_default().push(value);
                }
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        let func = self.func_id();
        match &expr.kind {
            ExprKind::Var(var) => {
                self.used(*var, expr.span, false);
                self.facts.handed_on.insert(*var);
            }
            ExprKind::Py(Py::Call { callee, args }) => {
                self.facts.calls.push(expr);
                match &callee.kind {
                    ExprKind::Var(var) if self.facts.owner(*var) == func => {
                        self.used(*var, callee.span, false);
                    }
                    _other => self.expr(callee),
                }
                return walk::walk_args(self, args);
            }
            ExprKind::Py(Py::Assign(var, value)) => {
                self.used(*var, expr.span, true);
                self.facts.bound.insert(*var, Bound::Value(value));
            }
            ExprKind::Py(Py::Method { .. }) => self.facts.methods.push((func, expr)),
            ExprKind::Py(Py::Builtin { .. }) => self.facts.builtins.push((func, expr)),
            ExprKind::Hook(hook) => self.facts.hooks.push(At { func, expr, node: hook }),
            ExprKind::Channel(channel) => {
                self.facts.channels.push(At { func, expr, node: channel });
            }
            ExprKind::Jsx(element) => self.facts.elements.push(element),
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Var(var) = place.kind {
            self.used(var, place.span, true);
        }
        self.facts.stores.push(Store {
            func: self.func_id(),
            place,
            is_deleted: self.deleted == Some(place.span),
        });
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
        if let Some(outer) = self.func_id() {
            self.facts.outer.insert(func.id, outer);
            self.facts.inner.entry(outer).or_default().push(func.id);
        }
        self.funcs.push(func.id);
        for param in &func.params {
            *self.facts.writes.entry(param.var).or_insert(0) += 1;
        }
        if let Body::Expr(value) = &func.body {
            self.facts.returns.entry(func.id).or_default().push(value);
        }
        walk::walk_body(self, func);
        self.funcs.pop();
    }
}
