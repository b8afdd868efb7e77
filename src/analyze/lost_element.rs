//! PSC531: an element that is made and not shown.
//!
//! ```text
//! if error:
//!     ps.p(error)              makes one, and leaves it there: `return ps.p(error)`
//! ```

use crate::analyze::facts::Facts;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{Expr, ExprKind, Module, Py, Stmt, StmtKind};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    if facts.elements.is_empty() {
        return;
    }
    let mut look = Look { module: facts.module, found: Vec::new() };
    walk::walk_module(&mut look);
    for lost in look.found {
        let help = "return it, or put it into the element that is returned";
        sink.push(
            Diagnostic::new(Code::PSC531, lost.span, "this element is made and never shown")
                .help(help),
        );
    }
}

struct Look<'m> {
    module: &'m Module,
    found: Vec<&'m Expr>,
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if let StmtKind::Expr(value) = &stmt.kind {
            self.lost(value);
        }
        walk::walk_stmt(self, stmt);
    }
}

impl<'m> Look<'m> {
    /// What may be an element where nobody takes it: `show and ps.p("a")`.
    fn lost(&mut self, value: &'m Expr) {
        match &value.kind {
            ExprKind::Jsx(_) => self.found.push(value),
            ExprKind::Py(Py::And(values) | Py::Or(values)) => {
                self.found.extend(values.last().filter(|it| matches!(it.kind, ExprKind::Jsx(_))));
            }
            ExprKind::Py(Py::Cond { test: _, then, orelse }) => {
                self.lost(then);
                self.lost(orelse);
            }
            _other => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn nobody_takes_it() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, error: str, many: bool):
                if error:
                    ps.p(error)  # PSC531 ps.p(error)
                many and ps.b('many')  # PSC531 ps.b('many')
                def row():
                    ps.li('a')  # PSC531 ps.li('a')
                return ps.div(row())
            ",
        );
    }

    #[test]
    fn somebody_takes_it() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Page(*, error: str, shown: Any):
                rows = []
                rows.append(ps.li('a', key='a'))
                shown(ps.p('b'))
                if error:
                    return ps.p(error)
                return ps.ul(rows)
            ",
        );
    }
}
