//! Comprehensions and generator expressions.
//!
//! The first iterable belongs to the scope around the comprehension, all the rest to its own scope
//! (Language Reference 6.2.4).

use rustc_hash::FxHashSet;

use crate::base::Span;
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, Clause, Comp, CompKind, Expr, Py};
use crate::lower::context::Lowering;
use crate::syntax::ast;

impl Lowering<'_> {
    pub fn comprehension(
        &mut self,
        span: Span,
        clauses: &[ast::Clause],
        result: impl FnOnce(&mut Self) -> CompKind,
    ) -> Expr {
        let Some(scope) = self.scopes.scope_at(span) else { return self.error(span) };
        let Some((first, rest)) = clauses.split_first() else { return self.error(span) };
        let first_iter = self.lower(&first.iter);
        let first_iter = self.walked(&first.iter, first_iter);
        let outer = self.scope.replace(scope);
        let owner = self.func().map_or(ir::FuncId(u32::MAX), |func| func.id);
        self.declare_locals(scope, owner);
        self.enter_comprehension(1);
        let mut bound = FxHashSet::default();
        self.rebind(scope, &first.target, &mut bound);
        let mut lowered = vec![self.clause(first, first_iter)];
        for clause in rest {
            let iter = self.lower(&clause.iter);
            let iter = self.walked(&clause.iter, iter);
            self.rebind(scope, &clause.target, &mut bound);
            lowered.push(self.clause(clause, iter));
        }
        let kind = result(self);
        let is_async = clauses.iter().any(|clause| clause.is_async);
        let is_generator = matches!(kind, CompKind::Generator(_));
        if is_async && !is_generator && !self.may_await() {
            let message = "an `async` comprehension outside an `async def`";
            let diagnostic = Diagnostic::new(Code::PSC101, span, message);
            self.report(diagnostic.help("make the enclosing function `async def`"));
        }
        self.enter_comprehension(-1);
        self.scope = outer;
        self.py(span, Py::Comp(Box::new(Comp { kind, clauses: lowered })))
    }

    fn enter_comprehension(&mut self, by: i32) {
        if let Some(func) = self.funcs.last_mut() {
            func.comps = func.comps.saturating_add_signed(by);
        }
    }

    fn clause(&mut self, clause: &ast::Clause, iter: Expr) -> Clause {
        let place = self.place(&clause.target);
        let conditions = clause.conditions.iter().map(|test| self.lower(test)).collect();
        Clause { is_async: clause.is_async, place, iter, conditions }
    }
}
