//! What code may do to the length of lists, dicts and sets that others hold too.
//!
//! ```text
//! xs.append(1)       something grows
//! xs.pop(), f(xs)    anything: unknown code may shorten what it can reach, and so may what runs
//!                    between an `await` and the next line
//! xs.index(1)        nothing
//! ```
//!
//! What an operation does is in its row ([`crate::types::acts`]); everything that is not known to leave
//! lengths alone counts as a change.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Worklist;
use crate::ir::callee::function_of;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Expr, ExprKind, FuncId, Function, Handler, Module, ModuleId, Place, PlaceKind, Program, Py,
    Stmt, StmtKind, VarId,
};
use crate::tables::effects;
use crate::types::acts::{Act, Acts};
use crate::types::{ProgramTypes, TypeMap};

use crate::facts::factories::Factories;

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Change {
    Nothing,
    /// Something may have become longer, nothing shorter.
    Grows,
    Anything,
}

/// What calls of the program's functions change.
#[derive(Debug, Default)]
pub struct FuncChanges {
    /// Functions that are not listed change nothing.
    funcs: FxHashMap<(ModuleId, FuncId), Change>,
    factories: Factories,
}

impl FuncChanges {
    /// What calls of the function change.
    pub fn told(&self, module: ModuleId, func: FuncId) -> impl PartialEq + use<> {
        self.funcs.get(&(module, func)).copied().unwrap_or(Change::Nothing)
    }

    pub fn knows_factories(&self, module: ModuleId) -> bool {
        self.factories.are_known_to(module)
    }

    /// Takes all functions for harmless, then looks at each, and again where one that it calls is not.
    pub fn of(program: &Program, types: &ProgramTypes, factories: Factories) -> FuncChanges {
        let mut changes = FuncChanges { factories, ..FuncChanges::default() };
        let modules = program.modules.iter();
        let funcs: Vec<(&Module, &Function)> =
            modules.flat_map(|it| it.funcs.iter().map(move |func| (it, func))).collect();
        let mut worklist = Worklist::new(funcs.len());
        while let Some(at) = worklist.take() {
            let Some((module, func)) = funcs.get(at).copied() else { continue };
            let types = types.module(module.id);
            let look = Look { program, module, types, changes: &changes };
            let mut scan = Scan::new(look);
            walk::walk_body(&mut scan, func);
            let (change, callees) = (scan.done.change, scan.callees);
            callees.into_iter().for_each(|callee| worklist.asks(at, callee));
            let key = (module.id, func.id);
            if change != Change::Nothing && changes.funcs.insert(key, change) != Some(change) {
                worklist.changed(&key);
            }
        }
        changes
    }
}

impl FuncChanges {
    pub fn factories(&self) -> &Factories {
        &self.factories
    }
}

/// Looks at the code of one module.
#[derive(Clone, Copy)]
pub(super) struct Look<'m> {
    pub program: &'m Program,
    pub module: &'m Module,
    pub types: &'m TypeMap,
    pub changes: &'m FuncChanges,
}

/// What a piece of code does, wherever control goes in it.
pub(super) struct Done {
    pub vars: FxHashSet<VarId>,
    pub change: Change,
}

struct Scan<'m> {
    look: Look<'m>,
    done: Done,
    /// The functions that it calls.
    callees: Vec<(ModuleId, FuncId)>,
}

impl<'m> Scan<'m> {
    fn new(look: Look<'m>) -> Scan<'m> {
        let done = Done { vars: FxHashSet::default(), change: Change::Nothing };
        Scan { look, done, callees: Vec::new() }
    }

    fn act(&mut self, act: Act<'m>) {
        let change = match act {
            Act::Runs(comp) => {
                let mut inside = Scan::new(self.look);
                inside.expr(comp);
                self.callees.append(&mut inside.callees);
                inside.done.change
            }
            Act::Calls(callee) => {
                self.callees.extend(function_of(self.look.program, self.look.module, callee));
                self.look.calls(callee)
            }
            other => self.look.act(other),
        };
        self.done.change = self.done.change.max(change);
    }
}

impl<'m> Visitor<'m> for Scan<'m> {
    fn module(&self) -> &'m Module {
        self.look.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Def { var, .. } => {
                self.done.vars.insert(*var);
            }
            StmtKind::Try { handlers, .. } => {
                self.done.vars.extend(handlers.iter().filter_map(|handler| handler.var));
            }
            _other => {}
        }
        let look = self.look;
        look.acts().of_stmt(stmt, &mut |act| self.act(act));
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Py(Py::Assign(var, _)) = &expr.kind {
            self.done.vars.insert(*var);
        }
        let look = self.look;
        look.acts().of_expr(expr, &mut |act| self.act(act));
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Var(var) = place.kind {
            self.done.vars.insert(var);
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}

impl<'m> Look<'m> {
    pub fn block(self, stmts: &'m [Stmt]) -> Done {
        let mut scan = Scan::new(self);
        walk::walk_block(&mut scan, stmts);
        scan.done
    }

    /// What names the classes is evaluated too.
    pub fn handler(self, handler: &'m Handler) -> Done {
        let mut scan = Scan::new(self);
        handler.classes.iter().for_each(|class| scan.expr(class));
        walk::walk_block(&mut scan, &handler.body);
        scan.done
    }

    pub fn whole_stmt(self, stmt: &'m Stmt) -> Done {
        self.block(std::slice::from_ref(stmt))
    }

    pub fn whole_expr(self, expr: &'m Expr) -> Done {
        let mut scan = Scan::new(self);
        scan.expr(expr);
        scan.done
    }

    /// What the statement itself changes, the expressions and statements in it apart.
    pub fn stmt(self, stmt: &'m Stmt) -> Change {
        let mut change = Change::Nothing;
        self.acts().of_stmt(stmt, &mut |act| change = change.max(self.act(act)));
        change
    }

    /// What evaluating the expression itself changes, its operands apart.
    pub fn expr(self, expr: &'m Expr) -> Change {
        let mut change = Change::Nothing;
        self.acts().of_expr(expr, &mut |act| change = change.max(self.act(act)));
        change
    }

    fn acts(self) -> Acts<'m> {
        Acts { program: self.program, module: self.module, types: self.types }
    }

    fn act(self, act: Act<'m>) -> Change {
        match act {
            Act::Runs(comp) => self.whole_expr(comp).change,
            Act::Calls(callee) => self.calls(callee),
            Act::Asks(_) if !self.changes.factories.are_known_to(self.module.id) => Change::Nothing,
            Act::Changes(_, change) | Act::Updates(_, change) => match change {
                effects::Change::Moves => Change::Nothing,
                effects::Change::Grows(_) => Change::Grows,
                effects::Change::Shrinks | effects::Change::Both(_) => Change::Anything,
            },
            Act::Stores(_) | Act::Outside => Change::Nothing,
            Act::Walks(_) | Act::Asks(_) | Act::Unknown => Change::Anything,
        }
    }

    fn calls(self, callee: &Expr) -> Change {
        match function_of(self.program, self.module, callee) {
            Some((home, _)) if self.changes.factories.are_news_to(self.module.id, home) => {
                Change::Anything
            }
            Some(target) => self.changes.funcs.get(&target).copied().unwrap_or(Change::Nothing),
            None if self.acts().only_reads(callee) => Change::Nothing,
            None => Change::Anything,
        }
    }
}
