//! PSC524: a function of `useEffectEvent` that is used otherwise than by calling it in an effect.
//!
//! ```text
//! log = useEffectEvent(lambda: console.log(n))
//! useEffect(lambda: log(), [log])             not in the list: it is another one at every render
//! ps.button(onClick=log)                      a handler is a function of its own
//! ```

use rustc_hash::FxHashSet;

use crate::analyze::dependencies::Deps;
use crate::analyze::facts::{Bound, Facts};
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{Arg, Expr, ExprKind, FuncId, Function, Module, Py, VarId};
use crate::tables::hooks::HookKind;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    let is_event = |bound: &Bound| match bound {
        Bound::Value(Expr { kind: ExprKind::Hook(hook), .. }) => {
            hook.row.kind == HookKind::EffectEvent
        }
        Bound::Value(_) | Bound::Part(..) | Bound::Item(_) | Bound::Function(_) => false,
    };
    let events: FxHashSet<VarId> =
        facts.bound.iter().filter(|(_, bound)| is_event(bound)).map(|(var, _)| *var).collect();
    if events.is_empty() {
        return;
    }
    let runs_in_effects = facts.hooks.iter().filter(|hook| {
        hook.node.row.kind.is_effect() || hook.node.row.kind == HookKind::EffectEvent
    });
    let inside: FxHashSet<FuncId> = runs_in_effects
        .filter_map(|hook| hook.callback().and_then(|callback| facts.function(callback)))
        .flat_map(|func| facts.reach(func, &FxHashSet::default()).funcs)
        .collect();
    let listed: FxHashSet<Span> = facts
        .hooks
        .iter()
        .flat_map(|hook| match hook.deps(facts) {
            Deps::List(_, items) => items,
            Deps::Missing | Deps::Unknown => &[],
        })
        .filter_map(|item| match item {
            Arg::Pos(item) => Some(item.span),
            Arg::Spread(_) | Arg::Omitted => None,
        })
        .collect();
    let mut look = Look { facts, events, inside, listed, funcs: Vec::new(), found: Vec::new() };
    walk::walk_module(&mut look);
    look.found.into_iter().for_each(|found| sink.push(found));
}

struct Look<'f, 'm> {
    facts: &'f Facts<'m>,
    events: FxHashSet<VarId>,
    /// The functions that run in an effect, or in an event of one.
    inside: FxHashSet<FuncId>,
    /// What stands in dependency lists.
    listed: FxHashSet<Span>,
    funcs: Vec<FuncId>,
    found: Vec<Diagnostic>,
}

impl<'m> Visitor<'m> for Look<'_, 'm> {
    fn module(&self) -> &'m Module {
        self.facts.module
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
        self.funcs.push(func.id);
        walk::walk_body(self, func);
        self.funcs.pop();
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Py(Py::Call { callee, args }) if self.event(callee).is_some() => {
                let is_inside = self.funcs.last().is_some_and(|func| self.inside.contains(func));
                if !is_inside && let Some(name) = self.event(callee) {
                    let message =
                        format!("`{name}` is called outside of effects, where React refuses it");
                    let help = "call it in an effect; for handlers and for rendering write a plain function";
                    self.found.push(Diagnostic::new(Code::PSC524, expr.span, message).help(help));
                }
                walk::walk_args(self, args);
            }
            ExprKind::Var(_) => {
                let Some(name) = self.event(expr) else { return };
                let found = match self.listed.contains(&expr.span) {
                    true => Diagnostic::new(
                        Code::PSC524,
                        expr.span,
                        format!("`{name}` is another function at every render, which effects need not know"),
                    )
                    .help("leave it out of the list"),
                    false => Diagnostic::new(
                        Code::PSC524,
                        expr.span,
                        format!("`{name}` may only be called, in an effect of this component"),
                    )
                    .help("hand on a plain function, or one of `useCallback`"),
                };
                self.found.push(found);
            }
            _other => walk::walk_expr(self, expr),
        }
    }
}

impl<'m> Look<'_, 'm> {
    /// The name of what `useEffectEvent` gave, where it is that.
    fn event(&self, expr: &Expr) -> Option<&'m str> {
        match &expr.kind {
            ExprKind::Var(var) if self.events.contains(var) => {
                self.facts.module.var(*var).map(|var| &*var.name)
            }
            _other => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn outside_of_effects() {
        finds(
            "
            useEffectEvent = ps.Import('useEffectEvent', 'react')

            @ps.javascript(jsx=True)
            def Page(*, n: int):
                log = useEffectEvent(lambda: print(n))
                other = useEffectEvent(lambda: print(n))
                useEffect(lambda: log(), [log])  # PSC524 log
                useEffect(lambda: window.setTimeout(other, 10), [])  # PSC524 other
                def click():
                    log()  # PSC524 log()
                return ps.button(n, onClick=click, onBlur=other, key=log())  # PSC524 other; PSC524 log()
            ",
        );
    }

    #[test]
    fn in_effects() {
        clean(
            "
            useEffectEvent = ps.Import('useEffectEvent', 'react')

            @ps.javascript(jsx=True)
            def Page(*, n: int):
                log = useEffectEvent(lambda: print(n))
                twice = useEffectEvent(lambda: [log(), log()])
                def start():
                    twice()
                    timer = window.setInterval(lambda: log(), 10)
                    return lambda: window.clearInterval(timer)
                useEffect(start, [])
                return ps.p(n)
            ",
        );
    }
}
