//! PSC512: a clean-up function that reads the ref of a node.
//!
//! ```text
//! useEffect(lambda: lambda: unwatch(box.current), [])      the node is gone: `box.current` is None
//! ```
//!
//! React takes the node out of the ref before it runs the clean-up, or puts another one in. A ref that the
//! component itself assigns to holds what it was given, and is left alone.

use rustc_hash::FxHashSet;

use crate::analyze::facts::{Bound, Facts};
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{Expr, ExprKind, FuncId, Module, PlaceKind, Py, VarId};
use crate::tables::hooks::HookKind;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    let assigned = assigned(facts);
    for hook in facts.hooks.iter().filter(|hook| hook.node.row.kind.is_effect()) {
        let Some(effect) = hook.callback().and_then(|callback| facts.function(callback)) else {
            continue;
        };
        let returned = facts.returns.get(&effect).into_iter().flatten();
        for cleanup in returned.filter_map(|value| facts.function(value)) {
            for (var, span) in reads(facts, cleanup) {
                if !assigned.contains(&var) {
                    sink.push(complain(facts.name(var), span));
                }
            }
        }
    }
}

/// Refs whose `current` the program sets.
fn assigned(facts: &Facts) -> FxHashSet<VarId> {
    let stores = facts.stores.iter().filter_map(|store| match &store.place.kind {
        PlaceKind::Attr { object, name } if &**name == "current" => match &object.kind {
            ExprKind::Var(var) => Some(*var),
            _other => None,
        },
        _other => None,
    });
    stores.collect()
}

/// The reads of `ref.current` in a function.
fn reads(facts: &Facts, func: FuncId) -> Vec<(VarId, Span)> {
    struct Reads<'f, 'm>(&'f Facts<'m>, Vec<(VarId, Span)>);
    impl<'m> Visitor<'m> for Reads<'_, 'm> {
        fn module(&self) -> &'m Module {
            self.0.module
        }

        fn expr(&mut self, expr: &'m Expr) {
            if let ExprKind::Py(Py::Attr(object, name)) = &expr.kind
                && let ExprKind::Var(var) = object.kind
                && &**name == "current"
                && let Some(Bound::Value(value)) = self.0.bound.get(&var)
                && matches!(&value.kind, ExprKind::Hook(hook) if hook.row.kind == HookKind::Ref)
            {
                self.1.push((var, expr.span));
            }
            walk::walk_expr(self, expr);
        }
    }
    let mut reads = Reads(facts, Vec::new());
    if let Some(func) = facts.module.func(func) {
        walk::walk_body(&mut reads, func);
    }
    reads.1
}

fn complain(name: &str, span: Span) -> Diagnostic {
    let message =
        format!("`{name}.current` is another node, or none, by the time the effect is cleaned up");
    let help = format!("keep the node in the effect: `node = {name}.current`, and use `node` here");
    Diagnostic::new(Code::PSC512, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn the_node_is_gone() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Box():
                box = useRef(None)
                def watch():
                    def stop():
                        print(box.current)  # PSC512 box.current
                    return stop
                useEffect(watch, [])
                useEffect(lambda: lambda: print(box.current), [])  # PSC512 box.current
                return ps.div(ref=box)
            ",
        );
    }

    #[test]
    fn a_ref_of_ones_own() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Clock():
                timer = useRef(None)
                box = useRef(None)
                def start():
                    node = box.current
                    timer.current = window.setInterval(print, 10)
                    def stop():
                        window.clearInterval(timer.current)
                        print(node)
                    return stop
                useEffect(start, [])
                return ps.div(ref=box)
            ",
        );
    }
}
