//! PSC534: a state that is set a second time from the value it had when the component rendered.
//!
//! ```text
//! set_n(n + 1)
//! set_n(n + 1)                             n + 1, not n + 2: `n` is what this render saw
//! for x in xs: set_total(total + x)        only the last one stays
//! set_n(lambda n: n + 1)                   from what it is by then
//! ```

use rustc_hash::FxHashSet;

use crate::analyze::facts::{Facts, mentioned};
use crate::analyze::props::plain;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Arg, Body, Expr, ExprKind, Py, Role, Stmt, StmtKind, VarId};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for func in facts.module.funcs.iter().filter(|func| func.role != Role::Component) {
        let mut look = Look { facts, sink };
        match &func.body {
            Body::Block(stmts) => look.block(stmts, false, &mut FxHashSet::default()),
            // `lambda: [set_n(n + 1), set_n(n + 1)]`
            Body::Expr(value) => {
                let ExprKind::Py(Py::List(items) | Py::Tuple(items)) = &value.kind else {
                    continue;
                };
                let mut before = FxHashSet::default();
                for item in items {
                    if let Arg::Pos(item) = item {
                        look.set(item, false, &mut before);
                    }
                }
            }
        }
    }
}

struct Look<'f, 'm> {
    facts: &'f Facts<'m>,
    sink: &'f mut Sink,
}

impl Look<'_, '_> {
    /// What runs one after the other; `before` has the setters that were called by then.
    fn block(&mut self, stmts: &[Stmt], in_loop: bool, before: &mut FxHashSet<VarId>) {
        for stmt in stmts {
            match &stmt.kind {
                StmtKind::Expr(value) => self.set(value, in_loop, before),
                StmtKind::If { test: _, body, orelse } => {
                    self.block(body, in_loop, &mut before.clone());
                    self.block(orelse, in_loop, &mut before.clone());
                }
                StmtKind::For { body, orelse, .. } | StmtKind::While { body, orelse, .. } => {
                    // Where the loop is left at once, it sets once.
                    let is_left = body.last().is_some_and(|last| {
                        matches!(last.kind, StmtKind::Break | StmtKind::Return(_))
                    });
                    self.block(body, !is_left, &mut before.clone());
                    self.block(orelse, in_loop, &mut before.clone());
                }
                StmtKind::Try { body, handlers, orelse, finally } => {
                    self.block(body, in_loop, before);
                    for handler in handlers {
                        self.block(&handler.body, in_loop, &mut before.clone());
                    }
                    self.block(orelse, in_loop, before);
                    self.block(finally, in_loop, before);
                }
                StmtKind::With { body, .. } => self.block(body, in_loop, before),
                StmtKind::Error
                | StmtKind::Assign { .. }
                | StmtKind::AugAssign { .. }
                | StmtKind::Delete(_)
                | StmtKind::Assert { .. }
                | StmtKind::Def { .. }
                | StmtKind::Return(_)
                | StmtKind::Raise { .. }
                | StmtKind::Break
                | StmtKind::Continue
                | StmtKind::Pass => {}
            }
        }
    }

    fn set(&mut self, expr: &Expr, in_loop: bool, before: &mut FxHashSet<VarId>) {
        let ExprKind::Py(Py::Call { callee, args }) = &expr.kind else { return };
        let ExprKind::Var(setter) = callee.kind else { return };
        let Some(state) = self.facts.state_of(setter).filter(|_| self.facts.is_setter(setter))
        else {
            return;
        };
        let is_again = in_loop || before.contains(&setter);
        before.insert(setter);
        let is_function = |arg: &Arg| matches!(arg, Arg::Pos(value) if matches!(plain(value).kind, ExprKind::Func(_)));
        if !is_again
            || args.iter().any(is_function)
            || !mentioned(self.facts.module, args).contains(&state)
        {
            return;
        }
        let (setter, state) = (self.facts.name(setter), self.facts.name(state));
        let message = format!(
            "`{state}` is still what this render saw, so what `{setter}` set before is lost"
        );
        let help = advice(setter, state, in_loop);
        self.sink.push(Diagnostic::new(Code::PSC534, expr.span, message).help(help));
    }
}

fn advice(setter: &str, state: &str, in_loop: bool) -> String {
    match in_loop {
        true => format!("make the whole first, and call `{setter}` once, after the loop"),
        false => format!("set it from what it is by then: `{setter}(lambda {state}: ...)`"),
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn what_was_set_is_lost() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, xs: list[int]):
                n, set_n = useState(0)
                rows, set_rows = useState([])
                def add():
                    set_n(n + 1)
                    if xs:
                        set_n(n + 2)  # PSC534 set_n(n + 2)
                    for x in xs:
                        set_rows([*rows, x])  # PSC534 set_rows([*rows, x])
                return ps.div(
                    ps.button(n, onClick=add),
                    ps.button(len(rows), onClick=lambda: [set_n(n + 1), set_n(n + 1)]),  # PSC534 set_n(n + 1)
                )
            ",
        );
    }

    #[test]
    fn once_from_the_old_value_or_from_others() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Page(*, xs: list[int]):
                n, set_n = useState(0)
                m, set_m = useState(0)
                def add():
                    if xs:
                        set_n(n + 1)
                    else:
                        set_n(n + 2)
                    set_m(n)
                    set_m(0)
                    for x in xs:
                        set_m(lambda old, x=x: old + x)
                        set_n(x)
                def first():
                    for x in xs:
                        if x > n:
                            continue
                        set_n(n + x)
                        break
                return ps.button(n, m, onClick=add, onBlur=first)
            ",
        );
    }
}
