//! Which variables hold nothing that is still needed, where a loop starts and where it ends.
//!
//! A walk against the order in which code runs carries the variables whose value may still be read. A round of a loop
//! starts with what it reads before it stores to it (*exposed*), found once for each loop by a walk of its body alone, and
//! with what is read after the loop: no more is needed, as a loop may end before its first round.

use rustc_hash::FxHashMap;

use crate::base::SharedMap;
use crate::ir::walk::{self, Visitor};
use crate::ir::{Expr, ExprKind, Function, Module, Place, PlaceKind, Py, Stmt, StmtKind, VarId};

type Set = SharedMap<VarId, ()>;

fn both(one: &Set, other: &Set) -> Set {
    one.union(other, |(), ()| ())
}

/// For each loop, inner ones first: the variables bound in it that nobody reads after it or brings into it.
pub(super) fn unused_around_loops<'m>(
    module: &'m Module,
    stmts: &'m [Stmt],
) -> Vec<(&'m Stmt, Vec<VarId>)> {
    let mut live = Live { module, exposed: FxHashMap::default(), found: None };
    live.expose(stmts);
    live.found = Some(Vec::new());
    live.block(stmts, Set::default(), &Ways::default());
    live.found.unwrap_or_default()
}

/// What is read where control goes when code is left early.
#[derive(Clone, Default)]
struct Ways {
    broken: Set,
    continued: Set,
    /// By an exception that somebody in the function handles, or a `return` through a `finally`.
    raised: Set,
}

impl Ways {
    fn all(&self) -> Set {
        both(&both(&self.broken, &self.continued), &self.raised)
    }
}

struct Live<'m> {
    module: &'m Module,
    /// By loop: what a round of it reads before it stores to it.
    exposed: FxHashMap<*const Stmt, Set>,
    /// The answer, in the walk that gives it.
    found: Option<Vec<(&'m Stmt, Vec<VarId>)>>,
}

impl<'m> Live<'m> {
    /// Finds what is exposed in every loop, the inner ones first.
    fn expose(&mut self, stmts: &'m [Stmt]) {
        for stmt in stmts {
            crate::ir::stmt::blocks(stmt).into_iter().for_each(|inner| self.expose(inner));
            if let StmtKind::For { body, .. } | StmtKind::While { body, .. } = &stmt.kind {
                let exposed = self.block(body, Set::default(), &Ways::default());
                self.exposed.insert(std::ptr::from_ref(stmt), exposed);
            }
        }
    }

    fn block(&mut self, stmts: &'m [Stmt], mut after: Set, ways: &Ways) -> Set {
        for stmt in stmts.iter().rev() {
            after = self.stmt(stmt, after, ways);
            if !ways.raised.is_empty() {
                after = both(&after, &ways.raised);
            }
        }
        after
    }

    fn stmt(&mut self, stmt: &'m Stmt, mut after: Set, ways: &Ways) -> Set {
        match &stmt.kind {
            StmtKind::Error | StmtKind::Pass => after,
            StmtKind::Expr(expr) => self.read(after, [expr]),
            StmtKind::Assign { place, value } => {
                let after = self.bound(after, place);
                self.read(after, [value])
            }
            StmtKind::AugAssign { place, value, .. } => {
                if let PlaceKind::Var(var) = place.kind {
                    after.insert(var, ());
                }
                let after = self.bound_parts(after, place);
                self.read(after, [value])
            }
            StmtKind::Delete(place) => self.bound_parts(after, place),
            StmtKind::Return(value) => self.read(ways.raised.clone(), value),
            StmtKind::Raise { exc, cause } => {
                self.read(ways.raised.clone(), exc.iter().chain(cause))
            }
            StmtKind::Assert { test, msg } => self.read(after, std::iter::once(test).chain(msg)),
            StmtKind::Def { .. } => {
                let mut reads = Reads { module: self.module, live: after };
                walk::walk_stmt(&mut reads, stmt);
                reads.live
            }
            StmtKind::If { test, body, orelse } => {
                let no = self.block(orelse, after.clone(), ways);
                let yes = self.block(body, after, ways);
                self.read(both(&yes, &no), [test])
            }
            StmtKind::While { test, body, orelse } => {
                let head = self.loop_(stmt, None, body, orelse, after, ways, Some(test));
                self.read(head, [test])
            }
            StmtKind::For { place, iter, body, orelse, .. } => {
                let head = self.loop_(stmt, Some(place), body, orelse, after, ways, None);
                self.read(head, [iter])
            }
            StmtKind::With { context, place, body, .. } => {
                // `__exit__` may swallow what the body raises.
                let inside = Ways { raised: both(&ways.raised, &after), ..ways.clone() };
                let mut before = self.block(body, after, &inside);
                if let Some(place) = place {
                    before = self.bound(before, place);
                }
                self.read(both(&before, &inside.raised), [context])
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                let mut ways = ways.clone();
                if !finally.is_empty() {
                    let after_all = both(&after, &ways.all());
                    after = self.block(finally, after_all, &ways);
                    ways = Ways {
                        broken: after.clone(),
                        continued: after.clone(),
                        raised: after.clone(),
                    };
                }
                let mut caught = ways.raised.clone();
                for handler in handlers {
                    let before = self.block(&handler.body, after.clone(), &ways);
                    caught = both(&caught, &self.read(before, &handler.classes));
                }
                let done = self.block(orelse, after, &ways);
                let inside = Ways { raised: caught, ..ways };
                both(&self.block(body, done, &inside), &inside.raised)
            }
            StmtKind::Break => ways.broken.clone(),
            StmtKind::Continue => ways.continued.clone(),
        }
    }

    /// What is read at the head of a loop; notes the variables that are the loop's alone.
    #[allow(clippy::too_many_arguments, reason = "the parts of a loop")]
    fn loop_(
        &mut self,
        stmt: &'m Stmt,
        place: Option<&'m Place>,
        body: &'m [Stmt],
        orelse: &'m [Stmt],
        after: Set,
        ways: &Ways,
        test: Option<&'m Expr>,
    ) -> Set {
        let exposed = self.exposed.get(&std::ptr::from_ref(stmt)).cloned().unwrap_or_default();
        let exposed = match place {
            Some(place) => self.bound(exposed, place),
            None => exposed,
        };
        let ended = self.block(orelse, after.clone(), ways);
        // A `break` goes past the `else`, which may store what is read after the loop.
        let left = both(&ended, &after);
        let head = self.read(both(&both(&left, &exposed), &ways.raised), test);
        if self.found.is_some() {
            let around = both(&left, &ways.all());
            let inside =
                Ways { broken: after, continued: head.clone(), raised: ways.raised.clone() };
            self.block(body, head.clone(), &inside);
            let needed = both(&head, &around);
            let mut binds = Binds { module: self.module, vars: Vec::new() };
            place.into_iter().for_each(|place| binds.place(place));
            walk::walk_block(&mut binds, body);
            binds.vars.sort_unstable_by_key(|var| var.index());
            binds.vars.dedup();
            binds.vars.retain(|var| needed.get(*var).is_none());
            self.found
                .iter_mut()
                .for_each(|found| found.push((stmt, std::mem::take(&mut binds.vars))));
        }
        head
    }

    fn read(&self, live: Set, exprs: impl IntoIterator<Item = &'m Expr>) -> Set {
        let mut reads = Reads { module: self.module, live };
        exprs.into_iter().for_each(|expr| reads.expr(expr));
        reads.live
    }

    /// Before the place is stored to.
    fn bound(&self, mut live: Set, place: &'m Place) -> Set {
        let mut vars = Vec::new();
        place.vars(&mut vars);
        vars.into_iter().for_each(|var| live.remove(var));
        self.bound_parts(live, place)
    }

    fn bound_parts(&self, live: Set, place: &'m Place) -> Set {
        let mut reads = Reads { module: self.module, live };
        walk::walk_place(&mut reads, place);
        reads.live
    }
}

/// What code reads; what it stores to in the middle of an expression counts as read before.
struct Reads<'m> {
    module: &'m Module,
    live: Set,
}

impl<'m> Visitor<'m> for Reads<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Var(var) | ExprKind::Py(Py::Assign(var, _)) = expr.kind {
            self.live.insert(var, ());
        }
        walk::walk_expr(self, expr);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}

/// The variables that code binds.
struct Binds<'m> {
    module: &'m Module,
    vars: Vec<VarId>,
}

impl<'m> Visitor<'m> for Binds<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Var(var) = place.kind {
            self.vars.push(var);
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}
