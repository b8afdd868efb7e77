//! PSC515: a ref that is read or written while the component renders.
//!
//! ```text
//! latest.current = value                         in the body of a component: a render may be thrown away, or run twice
//! if box.current is None: box.current = make()   once, to fill it: React allows it
//! ```

use rustc_hash::FxHashSet;

use crate::analyze::facts::{Bound, Facts};
use crate::analyze::render::{Node, rendered};
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{CmpOp, Expr, ExprKind, FuncId, Module, PlaceKind, Py, UnaryOp, VarId};
use crate::tables::hooks::HookKind;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    let mut found: Vec<(VarId, Span, bool)> = Vec::new();
    // Refs that are filled once, where they are empty.
    let mut filled: FxHashSet<VarId> = FxHashSet::default();
    rendered(facts, &mut |it| match it.node {
        Node::Expr(expr) => {
            if let ExprKind::Py(Py::Attr(object, name)) = &expr.kind
                && let Some(var) = ref_of(facts, object, name, it.func.id)
            {
                found.push((var, expr.span, false));
            }
        }
        Node::Place(place) => {
            if let PlaceKind::Attr { object, name } = &place.kind
                && let Some(var) = ref_of(facts, object, name, it.func.id)
            {
                if it.tests.iter().any(|test| asks_whether_empty(facts, test, var)) {
                    filled.insert(var);
                }
                found.push((var, place.span, true));
            }
        }
    });
    for (var, span, is_written) in found {
        if filled.contains(&var) {
            continue;
        }
        let name = facts.name(var);
        let what = if is_written { "written" } else { "read" };
        let message = format!("`{name}.current` is {what} while the component renders");
        let help = match is_written {
            true => "write it in a handler or in an effect",
            false => "read it in a handler or in an effect; what is shown belongs into a state",
        };
        sink.push(Diagnostic::new(Code::PSC515, span, message).help(help));
    }
}

/// The ref of the function that `object.current` is of.
fn ref_of(facts: &Facts, object: &Expr, name: &str, func: FuncId) -> Option<VarId> {
    let ExprKind::Var(var) = object.kind else { return None };
    let Some(Bound::Value(value)) = facts.bound.get(&var) else { return None };
    let is_ref = matches!(&value.kind, ExprKind::Hook(hook) if hook.row.kind == HookKind::Ref);
    (name == "current" && is_ref && facts.owner(var) == Some(func)).then_some(var)
}

/// Whether a test around asks for an empty ref: what is done there is done once.
pub(super) fn fills_a_ref<'m>(facts: &Facts<'m>, tests: &[&'m Expr]) -> bool {
    let is_ref = |bound: &Bound| {
        matches!(bound, Bound::Value(value)
            if matches!(&value.kind, ExprKind::Hook(hook) if hook.row.kind == HookKind::Ref))
    };
    let mut refs = facts.bound.iter().filter(|(_, bound)| is_ref(bound));
    refs.any(|(var, _)| tests.iter().any(|test| asks_whether_empty(facts, test, *var)))
}

/// `box.current is None`, `not box.current`, within a test.
fn asks_whether_empty<'m>(facts: &Facts<'m>, test: &'m Expr, var: VarId) -> bool {
    struct Asks<'f, 'm>(&'f Facts<'m>, VarId, bool);
    impl Asks<'_, '_> {
        fn is_current(&self, expr: &Expr) -> bool {
            matches!(&expr.kind, ExprKind::Py(Py::Attr(object, name))
                if &**name == "current" && matches!(object.kind, ExprKind::Var(var) if var == self.1))
        }
    }
    impl<'m> Visitor<'m> for Asks<'_, 'm> {
        fn module(&self) -> &'m Module {
            self.0.module
        }

        fn expr(&mut self, expr: &'m Expr) {
            self.2 |= match &expr.kind {
                ExprKind::Py(Py::Compare(CmpOp::Is | CmpOp::Eq, left, right)) => {
                    self.is_current(left) && matches!(right.kind, ExprKind::None)
                }
                ExprKind::Py(Py::Unary(UnaryOp::Not, value)) => self.is_current(value),
                _other => false,
            };
            walk::walk_expr(self, expr);
        }
    }
    let mut asks = Asks(facts, var, false);
    asks.expr(test);
    asks.2
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn in_the_body() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Box(value: int):
                box = useRef(None)
                latest = useRef(value)
                latest.current = value  # PSC515 latest.current
                latest.current += 1  # PSC515 latest.current
                if value:
                    print(box.current)  # PSC515 box.current
                return ps.p(latest.current, [box.current for _ in range(2)], ref=box)  # PSC515 latest.current; PSC515 box.current

            @ps.javascript
            def useLatest(value: int):
                latest = useRef(value)
                return latest.current  # PSC515 latest.current
            ",
        );
    }

    #[test]
    fn in_handlers_or_once() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Box(value: int, other: Any):
                box = useRef(None)
                player = useRef(None)
                made = useRef(None)
                if player.current is None:
                    player.current = [value]
                if not made.current:
                    made.current = [value]
                shown = player.current
                def click():
                    box.current.focus()
                    box.current = None
                useEffect(lambda: print(box.current), [])
                return ps.p(shown, other.current, onClick=click, ref=box)
            ",
        );
    }
}
