//! Checks the invariants that [`crate::ir`] promises; every line found is a mistake of the compiler.

use rustc_hash::FxHashSet;

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Default, Expr, ExprKind, FuncId, Function, Item, Module, Place, PlaceKind, Py, Stmt, StmtKind,
    VarId,
};

/// One line for each invariant that is broken.
pub fn verify(module: &Module) -> Vec<String> {
    let mut check = Check {
        module,
        found: Vec::new(),
        exprs: FxHashSet::default(),
        defined: FxHashSet::default(),
        funcs: Vec::new(),
        loops: 0,
    };
    for item in &module.items {
        match item {
            Item::Function { func, .. } => check.define(*func),
            Item::Const { .. } => {}
        }
    }
    walk::walk_module(&mut check);
    check.found
}

struct Check<'m> {
    module: &'m Module,
    found: Vec<String>,
    exprs: FxHashSet<u32>,
    defined: FxHashSet<FuncId>,
    /// The functions around.
    funcs: Vec<FuncId>,
    loops: u32,
}

impl<'m> Check<'m> {
    fn report(&mut self, problem: String) {
        self.found.push(problem);
    }

    fn define(&mut self, func: FuncId) {
        if self.module.func(func).is_none() {
            self.report(format!("fn#{} does not exist", func.0));
        } else if !self.defined.insert(func) {
            self.report(format!("fn#{} is defined twice", func.0));
        }
    }

    fn use_var(&mut self, var: VarId) {
        let Some(row) = self.module.var(var) else {
            return self.report(format!("v{} does not exist", var.0));
        };
        // What belongs to no function is a comprehension's in a module-level constant.
        let is_module_level = self.module.func(row.owner).is_none();
        if !is_module_level && !self.funcs.contains(&row.owner) {
            let text = format!("`{}` (v{}) is used outside fn#{}", row.name, var.0, row.owner.0);
            self.report(text);
        }
    }

    fn block_in_loop(&mut self, body: &'m [Stmt]) {
        self.loops += 1;
        walk::walk_block(self, body);
        self.loops -= 1;
    }

    fn atoms(&mut self, place: &Place) {
        let atom = |expr: &Expr| expr.is_atom();
        let holds = match &place.kind {
            PlaceKind::Error | PlaceKind::Var(_) | PlaceKind::Symbol(_) => true,
            PlaceKind::Attr { object, .. } => atom(object),
            PlaceKind::Index { object, index } => atom(object) && atom(index),
            PlaceKind::Slice { object, lower, upper, step } => {
                atom(object) && [lower, upper, step].into_iter().flatten().all(|bound| atom(bound))
            }
            PlaceKind::Unpack { .. } => false,
        };
        if !holds {
            let at = place.span.start;
            self.report(format!("the place updated at byte {at} is not made of atoms"));
        }
    }
}

impl<'m> Visitor<'m> for Check<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.block_in_loop(body);
                walk::walk_block(self, orelse);
            }
            StmtKind::For { place, iter, body, orelse, .. } => {
                self.expr(iter);
                self.place(place);
                self.block_in_loop(body);
                walk::walk_block(self, orelse);
            }
            StmtKind::Break | StmtKind::Continue if self.loops == 0 => {
                let at = stmt.span.start;
                self.report(format!("`break` or `continue` outside a loop at byte {at}"));
            }
            StmtKind::AugAssign { place, .. } => {
                self.atoms(place);
                walk::walk_stmt(self, stmt);
            }
            StmtKind::Def { var, func } => {
                self.use_var(*var);
                self.define(*func);
                walk::walk_stmt(self, stmt);
            }
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|handler| handler.var).for_each(|var| self.use_var(var));
                walk::walk_stmt(self, stmt);
            }
            _other => walk::walk_stmt(self, stmt),
        }
    }

    fn expr(&mut self, expr: &'m Expr) {
        if expr.id.0 >= self.module.expr_count {
            self.report(format!("e{} is beyond the count of expressions", expr.id.0));
        }
        if !self.exprs.insert(expr.id.0) {
            self.report(format!("e{} stands twice", expr.id.0));
        }
        match &expr.kind {
            ExprKind::Var(var) | ExprKind::Py(Py::Assign(var, _)) => self.use_var(*var),
            ExprKind::Func(func) => self.define(*func),
            ExprKind::Symbol(symbol) if self.module.symbol(*symbol).is_none() => {
                self.report(format!("symbol {} does not exist", symbol.0));
            }
            ExprKind::Py(Py::And(values) | Py::Or(values)) if values.len() < 2 => {
                self.report(format!("e{} joins fewer than two operands", expr.id.0));
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        match &place.kind {
            PlaceKind::Var(var) => self.use_var(*var),
            PlaceKind::Symbol(symbol) if self.module.symbol(*symbol).is_none() => {
                self.report(format!("symbol {} does not exist", symbol.0));
            }
            _other => {}
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        for param in &func.params {
            if let Some(Default::Once { temp, .. }) = &param.default {
                self.use_var(*temp);
            }
        }
        walk::walk_defaults(self, func);
        let loops = std::mem::take(&mut self.loops);
        self.funcs.push(func.id);
        func.params.iter().for_each(|param| self.use_var(param.var));
        walk::walk_body(self, func);
        self.funcs.pop();
        self.loops = loops;
    }
}
