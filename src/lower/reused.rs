//! A variable that loops use for different things becomes several: each loop gets its own.
//!
//! ```text
//! for i in range(n): f(i)          for (let i = 0; i < n; i++) f(i);
//! for i in range(m): g(i)          for (let i = 0; i < m; i++) g(i);
//! ```
//!
//! In Python both loops share one variable of the function. Where no value of it goes into a loop and none comes out,
//! nobody can tell, and then it is declared where it is used, is `const` where it is bound once, and has a type of its own.
//!
//! Which values go where is told by a walk against the order in which the code runs ([`live`]). A variable that a nested
//! function sees or has as a default, that a generator expression may read later, or that is deleted somewhere, stays as it is.

mod live;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Span;
use crate::ir::walk::{self, Visitor};
use crate::ir::walk_mut::{each_var, each_var_of_place};
use crate::ir::{
    Body, CompKind, Expr, ExprKind, FuncId, Function, Module, Place, PlaceKind, Py, Stmt, StmtKind,
    Var, VarId, VarKind,
};

/// The loops that get a variable of their own, by their address, inner loops before outer ones.
type Own = Vec<(*const Stmt, VarId)>;

pub(super) fn split(module: &mut Module) {
    for at in 0..module.funcs.len() {
        let Some(func) = module.funcs.get(at) else { continue };
        let own = own_variables(module, func);
        if own.is_empty() {
            continue;
        }
        let id = func.id;
        let Some(func) = module.funcs.get_mut(at) else { continue };
        let mut body = std::mem::replace(&mut func.body, Body::Block(Vec::new()));
        if let Body::Block(stmts) = &mut body {
            let mut by_loop: FxHashMap<*const Stmt, Vec<VarId>> = FxHashMap::default();
            own.into_iter().for_each(|(stmt, var)| by_loop.entry(stmt).or_default().push(var));
            give(module, id, stmts, &by_loop);
        }
        if let Some(func) = module.funcs.get_mut(at) {
            func.body = body;
        }
    }
}

fn own_variables(module: &Module, func: &Function) -> Own {
    let Body::Block(stmts) = &func.body else { return Own::new() };
    let mut uses = Uses::of(module);
    walk::walk_block(&mut uses, stmts);
    let may_split = |var: &VarId| {
        module.var(*var).is_some_and(|row| {
            row.owner == func.id
                && !row.is_captured
                && !row.is_shared
                && matches!(row.kind, VarKind::Param | VarKind::Local)
        })
    };
    let Uses { mut counts, fixed, .. } = uses;
    let mut own = Own::new();
    for (stmt, vars) in live::unused_around_loops(module, stmts) {
        let inside = counts_in(module, stmt);
        for var in vars.into_iter().filter(may_split) {
            let here = inside.get(&var).copied().unwrap_or(0);
            let Some(all) = counts.get_mut(&var).filter(|all| here > 0 && **all > here) else {
                continue;
            };
            if !fixed.contains(&var) && is_free(module, stmt, var) {
                *all -= here;
                own.push((stmt, var));
            }
        }
    }
    own
}

/// How often each variable is mentioned in the target and the body of a loop.
fn counts_in(module: &Module, stmt: &Stmt) -> FxHashMap<VarId, u32> {
    let mut uses = Uses::of(module);
    if let StmtKind::For { place, .. } = &stmt.kind {
        uses.place(place);
    }
    walk::walk_block(&mut uses, body_of(stmt));
    uses.counts
}

fn body_of(stmt: &Stmt) -> &[Stmt] {
    match &stmt.kind {
        StmtKind::For { body, .. } | StmtKind::While { body, .. } => body,
        _other => &[],
    }
}

/// Whether the head of the loop mentions the variable as no more than a target.
fn is_free(module: &Module, stmt: &Stmt, var: VarId) -> bool {
    let count = |uses: Uses| uses.counts.get(&var).copied().unwrap_or(0);
    let mut uses = Uses::of(module);
    match &stmt.kind {
        StmtKind::For { place, iter, .. } => {
            let mut targets = Vec::new();
            place.vars(&mut targets);
            let bound = targets.iter().filter(|target| **target == var).count();
            uses.expr(iter);
            uses.place(place);
            bound <= 1 && count(uses) as usize == bound
        }
        StmtKind::While { test, .. } => {
            uses.expr(test);
            count(uses) == 0
        }
        _no_loop => false,
    }
}

/// Makes the variables and puts them into their loops, the inner ones first.
fn give(
    module: &mut Module,
    func: FuncId,
    stmts: &mut [Stmt],
    by_loop: &FxHashMap<*const Stmt, Vec<VarId>>,
) {
    for stmt in stmts {
        for inner in crate::ir::stmt::blocks_mut(stmt) {
            give(module, func, inner, by_loop);
        }
        let Some(vars) = by_loop.get(&std::ptr::from_ref(stmt)) else { continue };
        for var in vars {
            give_one(module, func, stmt, *var);
        }
    }
}

fn give_one(module: &mut Module, func: FuncId, stmt: &mut Stmt, var: VarId) {
    let Some(row) = module.var(var).cloned() else { return };
    let new = VarId(module.vars.len() as u32);
    let (mut reads, mut writes, mut span) = (0, 0, None);
    let mut rename = |it: &mut VarId, is_write: bool, at: Span| {
        if *it != var {
            return;
        }
        *it = new;
        match is_write {
            true => writes += 1,
            false => reads += 1,
        }
        span = span.or(is_write.then_some(at));
    };
    if let StmtKind::For { place, .. } = &mut stmt.kind {
        each_var_of_place(place, &mut rename);
    }
    if let StmtKind::For { body, .. } | StmtKind::While { body, .. } = &mut stmt.kind {
        body.iter_mut().for_each(|stmt| each_var(stmt, &mut rename));
    }
    if let Some(old) = module.vars.get_mut(var.index()) {
        old.writes = old.writes.saturating_sub(writes);
        old.reads = old.reads.saturating_sub(reads);
    }
    let kind = VarKind::Local;
    let span = span.unwrap_or(row.span);
    module.vars.push(Var { kind, reads, writes, span, ..row });
    if let Some(func) = module.funcs.get_mut(func.index()) {
        func.locals.push(new);
    }
}

/// Counts mentions, and finds what must stay as it is.
struct Uses<'m> {
    module: &'m Module,
    /// Within what reads its variables later, or elsewhere.
    kept: u32,
    counts: FxHashMap<VarId, u32>,
    fixed: FxHashSet<VarId>,
}

impl<'m> Uses<'m> {
    fn of(module: &'m Module) -> Uses<'m> {
        Uses { module, kept: 0, counts: FxHashMap::default(), fixed: FxHashSet::default() }
    }

    fn mention(&mut self, var: VarId) {
        *self.counts.entry(var).or_default() += 1;
        if self.kept > 0 {
            self.fixed.insert(var);
        }
    }
}

impl<'m> Visitor<'m> for Uses<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Delete(place) => {
                let mut vars = Vec::new();
                place.vars(&mut vars);
                self.fixed.extend(vars);
            }
            StmtKind::Def { var, .. } => {
                self.fixed.insert(*var);
            }
            StmtKind::Try { handlers, .. } => {
                self.fixed.extend(handlers.iter().filter_map(|handler| handler.var));
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Var(var) | ExprKind::Py(Py::Assign(var, _)) => self.mention(*var),
            _other => {}
        }
        let is_lazy = matches!(&expr.kind, ExprKind::Py(Py::Comp(comp)) if matches!(comp.kind, CompKind::Generator(_)));
        self.kept += u32::from(is_lazy);
        walk::walk_expr(self, expr);
        self.kept -= u32::from(is_lazy);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Var(var) = place.kind {
            self.mention(var);
        }
        walk::walk_place(self, place);
    }

    /// A default is kept with the function, not in the block that is renamed.
    fn func(&mut self, func: &'m Function) {
        self.kept += 1;
        walk::walk_defaults(self, func);
        self.kept -= 1;
    }
}
