//! Definite assignment: which reads of a variable may come before anything was assigned to it.
//!
//! ```text
//! if ready: label = "yes"
//! return label                  may be unbound: Python raises `UnboundLocalError`
//! ```
//!
//! A forward walk over each function that carries the set of variables assigned for certain. A nested
//! function starts with what is assigned where it is defined; what is assigned later it reads at its
//! own risk.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{SharedMap, Span};
use crate::ir::flow::{self, Code, Facts, Flow as _, Jumps};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Body, Comp, CompKind, Expr, ExprId, ExprKind, FuncId, Function, Handler, Item, Module, Place,
    PlaceKind, Py, Role, Stmt, StmtKind, UnaryOp, VarId, VarKind,
};

#[derive(Debug, Default)]
pub(super) struct Unbound {
    pub reads: FxHashSet<ExprId>,
    /// Those of the reads that stand in a generator expression, which is a function to Python.
    pub in_generators: FxHashSet<ExprId>,
    pub places: FxHashSet<Span>,
    pub vars: FxHashSet<VarId>,
}

pub(super) fn assigned(module: &Module) -> Unbound {
    let deletes = deletes_of(module);
    let mut flow = Flow {
        module,
        unbound: Unbound::default(),
        state: State::default(),
        jumps: Jumps::default(),
        funcs: Vec::new(),
        generators: 0,
        deleted: by_owner(module, deletes.vars),
        deleted_by_others: deletes.of_others.into_iter().collect(),
        making: Vec::new(),
        nested: by_owner(module, nested(module)),
    };
    for item in &module.items {
        flow.state = State { live: true, vars: Vars::default() };
        match item {
            Item::Function { func, .. } => {
                if let Some(func) = module.func(*func) {
                    flow.func(func);
                }
            }
            Item::Const { value, .. } => flow.expr(value),
        }
    }
    flow.unbound
}

type Vars = SharedMap<VarId, ()>;

#[derive(Clone, Debug, Default)]
struct State {
    /// Whether the point can be reached; where it cannot, everything counts as assigned.
    live: bool,
    vars: Vars,
}

impl Facts for State {
    fn dead() -> State {
        State::default()
    }

    fn is_live(&self) -> bool {
        self.live
    }

    fn and(mut self, other: State) -> State {
        self.vars = self.vars.union(&other.vars, |(), ()| ());
        self
    }

    fn join(self, other: State) -> State {
        match (self.live, other.live) {
            (false, _) => other,
            (_, false) => self,
            (true, true) => {
                let vars = self.vars.intersection(&other.vars, |(), ()| Some(()));
                State { live: true, vars }
            }
        }
    }
}

impl State {
    fn remove(&mut self, vars: &[VarId]) {
        for var in vars {
            self.vars.remove(*var);
        }
    }
}

struct Flow<'m> {
    module: &'m Module,
    unbound: Unbound,
    state: State,
    jumps: Jumps<State>,
    /// The functions around.
    funcs: Vec<FuncId>,
    /// How many generator expressions are around.
    generators: u32,
    /// By function: its variables that are unbound again somewhere. A function that captures them cannot
    /// be sure.
    deleted: FxHashMap<FuncId, Vec<VarId>>,
    /// Those that another function than their own unbinds, at any time.
    deleted_by_others: FxHashSet<VarId>,
    /// The variables that the classes around are stored into: their methods run later.
    making: Vec<VarId>,
    /// By function: its variables that are nested functions.
    nested: FxHashMap<FuncId, Vec<VarId>>,
}

impl<'m> Flow<'m> {
    fn read(&mut self, var: VarId) -> bool {
        let is_sure = self.state.vars.get(var).is_some() && !self.deleted_by_others.contains(&var);
        if !self.state.live || is_sure {
            return false;
        }
        let Some(row) = self.module.var(var) else { return false };
        // One that is not bound yet is a matter of the call, not of the closure.
        let is_closure =
            self.funcs.last() != Some(&row.owner) && !self.deleted_by_others.contains(&var);
        let is_sure = match row.kind {
            VarKind::Temp | VarKind::Comp | VarKind::Rebound => true,
            VarKind::Function(_) => is_closure,
            VarKind::Local => is_closure && self.making.contains(&var),
            VarKind::Param => false,
        };
        if is_sure {
            return false;
        }
        self.unbound.vars.insert(var);
        true
    }

    /// What holds where the test is true, and where it is false.
    fn test(&mut self, test: &'m Expr) -> (State, State) {
        match &test.kind {
            ExprKind::Py(Py::And(values)) => self.chain(values, true),
            ExprKind::Py(Py::Or(values)) => {
                let (no, yes) = self.chain(values, false);
                (yes, no)
            }
            ExprKind::Py(Py::Unary(UnaryOp::Not, operand)) => {
                let (yes, no) = self.test(operand);
                (no, yes)
            }
            ExprKind::Bool(true) => (self.state.clone(), State::dead()),
            ExprKind::Bool(false) => (State::dead(), self.state.clone()),
            ExprKind::Int(value) if value.bits() > 0 => (self.state.clone(), State::dead()),
            _other => {
                self.expr(test);
                (self.state.clone(), self.state.clone())
            }
        }
    }

    fn chain(&mut self, values: &'m [Expr], go_on: bool) -> (State, State) {
        let mut stopped = State::dead();
        for value in values {
            let (yes, no) = self.test(value);
            let (next, stop) = if go_on { (yes, no) } else { (no, yes) };
            stopped = stopped.join(stop);
            self.state = next;
        }
        (std::mem::take(&mut self.state), stopped)
    }

    /// A place that is stored to; the operands come first.
    fn store(&mut self, place: &'m Place) {
        match &place.kind {
            PlaceKind::Var(var) => self.state.vars.insert(*var, ()),
            PlaceKind::Unpack { before, star, after } => {
                for place in before.iter().chain(star.as_deref()).chain(after) {
                    self.store(place);
                }
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Attr { .. }
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. } => walk::walk_place(self, place),
        }
    }

    fn read_place(&mut self, place: &'m Place) {
        match &place.kind {
            PlaceKind::Var(var) => {
                if self.read(*var) {
                    self.unbound.places.insert(place.span);
                }
            }
            _other => walk::walk_place(self, place),
        }
    }

    fn comprehension(&mut self, comp: &'m Comp) {
        let mut outer = None;
        let inside = u32::from(matches!(comp.kind, CompKind::Generator(_)));
        for clause in &comp.clauses {
            self.expr(&clause.iter);
            if outer.is_none() {
                outer = Some(self.state.clone());
                self.generators += inside;
            }
            self.store(&clause.place);
            for condition in &clause.conditions {
                let (yes, _) = self.test(condition);
                self.state = yes;
            }
        }
        match &comp.kind {
            CompKind::List(elt) | CompKind::Set(elt) | CompKind::Generator(elt) => self.expr(elt),
            CompKind::Dict(key, value) => {
                self.expr(key);
                self.expr(value);
            }
        }
        if let Some(outer) = outer {
            self.state = outer;
            self.generators -= inside;
        }
    }
}

impl<'m> flow::Flow<'m> for Flow<'m> {
    type Facts = State;

    fn facts(&mut self) -> &mut State {
        &mut self.state
    }

    fn jumps(&mut self) -> &mut Jumps<State> {
        &mut self.jumps
    }

    fn eval(&mut self, expr: &'m Expr) {
        self.expr(expr);
    }

    fn branch(&mut self, test: &'m Expr) -> (State, State) {
        self.test(test)
    }

    fn simple(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place, value } => {
                let made = match &place.kind {
                    PlaceKind::Var(var) if self.module.classes.contains_key(var) => Some(*var),
                    _other => None,
                };
                let known = self.making.len();
                self.making.extend(made);
                self.expr(value);
                self.making.truncate(known);
                self.store(place);
            }
            StmtKind::AugAssign { place, op: _, value } => {
                self.read_place(place);
                self.expr(value);
                if let PlaceKind::Var(var) = place.kind {
                    self.state.vars.insert(var, ());
                }
            }
            StmtKind::Delete(place) => {
                self.read_place(place);
                if let PlaceKind::Var(var) = place.kind {
                    self.state.vars.remove(var);
                    self.unbound.vars.insert(var);
                }
            }
            StmtKind::Def { var, func: _ } => {
                // The function may call itself: it is bound by the time it runs.
                self.state.vars.insert(*var, ());
                walk::walk_stmt(self, stmt);
                self.state.vars.insert(*var, ());
            }
            _flow => {}
        }
    }

    fn item(&mut self, stmt: &'m Stmt) {
        if let StmtKind::For { place, .. } = &stmt.kind {
            self.store(place);
        }
    }

    fn entered(&mut self, stmt: &'m Stmt) {
        if let StmtKind::With { place: Some(place), .. } = &stmt.kind {
            self.store(place);
        }
    }

    fn exited(&mut self, facts: State) -> State {
        facts
    }

    fn caught(&mut self, handler: &'m Handler) {
        if let Some(var) = handler.var {
            self.state.vars.insert(var, ());
        }
    }

    fn uncaught(&mut self, facts: &mut State, var: VarId) {
        facts.vars.remove(var);
    }

    fn anywhere_in(&mut self, facts: &mut State, code: Code<'m>) {
        facts.remove(&match code {
            Code::Block(stmts) => deleted_in(self.module, stmts),
            Code::Stmt(stmt) => deleted_in(self.module, std::slice::from_ref(stmt)),
            Code::Handler(handler) => {
                let mut vars = deleted_in(self.module, &handler.body);
                vars.extend(handler.var);
                vars
            }
        });
    }
}

impl<'m> Visitor<'m> for Flow<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        self.statement(stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Var(var) => {
                if self.read(*var) {
                    self.unbound.reads.insert(expr.id);
                    if self.generators > 0 {
                        self.unbound.in_generators.insert(expr.id);
                    }
                }
            }
            ExprKind::Py(Py::And(_) | Py::Or(_)) => {
                let (yes, no) = self.test(expr);
                self.state = yes.join(no);
            }
            ExprKind::Py(Py::Cond { test, then, orelse }) => {
                let (yes, no) = self.test(test);
                self.state = yes;
                self.expr(then);
                let after = std::mem::replace(&mut self.state, no);
                self.expr(orelse);
                let other = std::mem::take(&mut self.state);
                self.state = after.join(other);
            }
            ExprKind::Py(Py::Assign(var, value)) => {
                self.expr(value);
                self.state.vars.insert(*var, ());
            }
            ExprKind::Py(Py::Comp(comp)) => self.comprehension(comp),
            _other => walk::walk_expr(self, expr),
        }
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
        let outer = self.state.clone();
        let jumps = std::mem::take(&mut self.jumps);
        self.state.live = true;
        for owner in &self.funcs {
            for var in self.deleted.get(owner).into_iter().flatten() {
                self.state.vars.remove(*var);
            }
        }
        for var in self.nested.get(&func.id).into_iter().flatten() {
            self.state.vars.remove(*var);
        }
        if let Role::Effect { waits_for } = &func.role {
            waits_for.iter().for_each(|var| self.state.vars.insert(*var, ()));
        }
        func.receiver.iter().for_each(|var| self.state.vars.insert(*var, ()));
        func.params.iter().for_each(|param| self.state.vars.insert(param.var, ()));
        // The body of a class is code of the function around it.
        let is_own = func.role != Role::Body;
        if is_own {
            self.funcs.push(func.id);
        } else {
            self.state.live = outer.live;
        }
        match &func.body {
            Body::Block(stmts) => self.block(stmts),
            Body::Expr(value) => self.expr(value),
        }
        if is_own {
            self.funcs.pop();
        }
        self.state = outer;
        self.jumps = jumps;
    }
}

/// The variables that are nested functions.
fn nested(module: &Module) -> impl Iterator<Item = VarId> {
    let rows = module.vars.iter().enumerate();
    rows.filter(|(_, row)| matches!(row.kind, VarKind::Function(_))).map(|(at, _)| VarId(at as u32))
}

fn by_owner(
    module: &Module,
    vars: impl IntoIterator<Item = VarId>,
) -> FxHashMap<FuncId, Vec<VarId>> {
    let mut owned: FxHashMap<FuncId, Vec<VarId>> = FxHashMap::default();
    for var in vars {
        if let Some(row) = module.var(var) {
            owned.entry(row.owner).or_default().push(var);
        }
    }
    owned
}

/// The variables that statements unbind, nested functions left out.
fn deleted_in<'m>(module: &'m Module, stmts: &'m [Stmt]) -> Vec<VarId> {
    let mut deletes = Deletes::new(module, false);
    walk::walk_block(&mut deletes, stmts);
    deletes.vars
}

fn deletes_of(module: &Module) -> Deletes<'_> {
    let mut deletes = Deletes::new(module, true);
    walk::walk_module(&mut deletes);
    deletes
}

struct Deletes<'m> {
    module: &'m Module,
    vars: Vec<VarId>,
    /// Those that belong to a function around.
    of_others: Vec<VarId>,
    func: Option<FuncId>,
    is_deep: bool,
}

impl<'m> Deletes<'m> {
    fn new(module: &'m Module, is_deep: bool) -> Deletes<'m> {
        Deletes { module, vars: Vec::new(), of_others: Vec::new(), func: None, is_deep }
    }

    fn delete(&mut self, var: VarId) {
        self.vars.push(var);
        let owner = self.module.var(var).map(|row| row.owner);
        if self.func.is_some() && self.func != owner {
            self.of_others.push(var);
        }
    }
}

impl<'m> Visitor<'m> for Deletes<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Delete(Place { kind: PlaceKind::Var(var), .. }) => self.delete(*var),
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|handler| handler.var).for_each(|var| self.delete(var));
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
        if self.is_deep {
            let outer = self.func.replace(func.id);
            walk::walk_body(self, func);
            self.func = outer;
        }
    }
}
