//! Variables that a function sees after the turn of a loop in which it was made.
//!
//! ```text
//! [row for row in rows if any(tag in row for tag in tags)]     rows.filter((row) => tags.some(…))
//! [lambda: row for row in rows]                                one `row` for all, outside the loop
//! ```
//!
//! Python's closures share the one variable, so in JavaScript a captured variable is declared outside
//! the loop that binds it. That shows only when a closure outlives its turn: what `any`, `sorted` and
//! their like are given is used up before they return, and may see a variable of the turn alone.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::effects;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Child, Comp, CompKind, Expr, ExprId, ExprKind, FuncId, Function, Module, Place, PlaceKind,
    Py, Stmt, StmtKind, VarId,
};
use crate::types::TypeMap;

/// What was found.
#[derive(Default, Debug)]
pub struct Turns {
    /// The variables that some closure sees which may run in a later turn.
    pub outlived: FxHashSet<VarId>,
    /// Functions and generator expressions that are used up where they stand.
    pub used_up: FxHashSet<ExprId>,
}

pub fn of(module: &Module, types: &TypeMap) -> Turns {
    let mut look = Look {
        module,
        types,
        closures: Vec::new(),
        outlives: true,
        funcs: FxHashMap::default(),
        comps: FxHashMap::default(),
        used_up: FxHashSet::default(),
        found: FxHashSet::default(),
    };
    walk::walk_module(&mut look);
    Turns { outlived: look.found, used_up: look.used_up }
}

struct Look<'m> {
    module: &'m Module,
    types: &'m TypeMap,
    /// Whether each function and generator expression around may outlive its turn, outermost first.
    closures: Vec<bool>,
    /// The same of the function that is walked next.
    outlives: bool,
    /// How many closures are around the variables of a function, those of a comprehension.
    funcs: FxHashMap<FuncId, usize>,
    comps: FxHashMap<VarId, usize>,
    used_up: FxHashSet<ExprId>,
    found: FxHashSet<VarId>,
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::For { place, iter, .. } => {
                // `for x in (x + n for n in ns)` binds `x` while the generator runs.
                let mut targets = Vec::new();
                place.vars(&mut targets);
                if !targets.iter().any(|var| self.module.var(*var).is_some_and(|it| it.is_captured))
                {
                    self.use_up(iter);
                }
            }
            StmtKind::Def { var, .. } => self.mention(*var),
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|handler| handler.var).for_each(|var| self.mention(var));
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Var(var) | ExprKind::Py(Py::Assign(var, _)) => self.mention(*var),
            ExprKind::Func(_) => self.outlives = !self.used_up.contains(&expr.id),
            ExprKind::Py(Py::Comp(comp)) => return self.comp(expr.id, comp),
            ExprKind::Py(py) => self.consumes(py),
            ExprKind::Jsx(element) => {
                for child in &element.children {
                    let (Child::One(value) | Child::Spread(value)) = child;
                    self.use_up(value);
                }
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Var(var) = place.kind {
            self.mention(var);
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        let outlives = std::mem::replace(&mut self.outlives, true);
        walk::walk_defaults(self, func);
        self.closures.push(outlives);
        self.funcs.insert(func.id, self.closures.len());
        walk::walk_body(self, func);
        self.closures.pop();
    }
}

impl<'m> Look<'m> {
    fn mention(&mut self, var: VarId) {
        let Some(row) = self.module.var(var).filter(|row| row.is_captured) else { return };
        let own = self.comps.get(&var).or_else(|| self.funcs.get(&row.owner)).copied();
        let between = self.closures.get(own.unwrap_or(0)..).unwrap_or(&[]);
        if between.contains(&true) {
            self.found.insert(var);
        }
    }

    /// The first iterable belongs to the scope around. Those of later clauses are walked within a turn
    /// of the clauses before.
    fn comp(&mut self, id: ExprId, comp: &'m Comp) {
        let Some((first, rest)) = comp.clauses.split_first() else { return };
        self.expr(&first.iter);
        let is_generator = matches!(comp.kind, CompKind::Generator(_));
        if is_generator {
            self.closures.push(!self.used_up.contains(&id));
        }
        for var in crate::ir::comp_vars(&comp.clauses) {
            self.comps.insert(var, self.closures.len());
        }
        rest.iter().for_each(|clause| self.use_up(&clause.iter));
        for (index, clause) in comp.clauses.iter().enumerate() {
            if index > 0 {
                self.expr(&clause.iter);
            }
            self.place(&clause.place);
            clause.conditions.iter().for_each(|test| self.expr(test));
        }
        match &comp.kind {
            CompKind::List(elt) | CompKind::Set(elt) | CompKind::Generator(elt) => self.expr(elt),
            CompKind::Dict(key, value) => {
                self.expr(key);
                self.expr(value);
            }
        }
        if is_generator {
            self.closures.pop();
        }
    }

    fn consumes(&mut self, py: &'m Py) {
        match py {
            Py::Builtin { row, args, keywords } if row.library.is_none() && row.effects.walks() => {
                self.use_up_all(args);
                if let Some(applied) = effects::applied(row, args, keywords) {
                    self.call_now(applied.function);
                }
            }
            Py::Method { object, name, args, .. }
                if &**name == "join" && self.types.expr(object.id).is_str() =>
            {
                self.use_up_all(args);
            }
            Py::Method { object, name, keywords, .. } if self.types.expr(object.id).is_list() => {
                let key = effects::applied_by_method(name, keywords);
                key.iter().for_each(|key| self.call_now(key));
            }
            Py::List(items) | Py::Tuple(items) | Py::Set(items) => self.use_up_spread(items),
            Py::Call { callee, args } => {
                self.call_now(callee);
                self.use_up_spread(args);
            }
            Py::ForEach { function, .. } => self.call_now(function),
            _other => {}
        }
    }

    fn use_up_all(&mut self, args: &'m [Arg]) {
        for arg in args {
            match arg {
                Arg::Pos(value) | Arg::Spread(value) => self.use_up(value),
                Arg::Omitted => {}
            }
        }
    }

    fn use_up_spread(&mut self, items: &'m [Arg]) {
        for item in items {
            if let Arg::Spread(value) = item {
                self.use_up(value);
            }
        }
    }

    /// The value is walked to the end where it stands, and nobody else has it.
    fn use_up(&mut self, value: &'m Expr) {
        match &value.kind {
            ExprKind::Py(Py::Comp(_)) => {
                self.used_up.insert(value.id);
            }
            ExprKind::Py(Py::Builtin { row, args, keywords })
                if row.library.is_none() && row.effects.relays() =>
            {
                if let Some(applied) = effects::applied(row, args, keywords) {
                    self.call_now(applied.function);
                }
                self.use_up_all(args);
            }
            _other => {}
        }
    }

    /// The function is called where it stands, and nobody else has it.
    fn call_now(&mut self, function: &'m Expr) {
        let ExprKind::Func(id) = function.kind else { return };
        let runs_at_once = |func: &Function| !func.is_async && !func.is_generator;
        if self.module.func(id).is_some_and(runs_at_once) {
            self.used_up.insert(function.id);
        }
    }
}
