//! PSC514: a state that is set while the component renders.
//!
//! ```text
//! n, set_n = useState(0)
//! set_n(n + 1)                   renders again, which sets it again, ...
//! if n < low: set_n(low)         ends: React allows it where a condition does
//! ```

use rustc_hash::FxHashSet;

use crate::analyze::facts::Facts;
use crate::analyze::render::{Node, rendered};
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{ExprKind, Py};

/// Calls that stand where a handler belongs are reported as that.
pub(super) fn check(facts: &Facts, reported: &FxHashSet<Span>, sink: &mut Sink) {
    rendered(facts, &mut |it| {
        let Node::Expr(expr) = it.node else { return };
        let ExprKind::Py(Py::Call { callee, .. }) = &expr.kind else { return };
        let ExprKind::Var(setter) = callee.kind else { return };
        if reported.contains(&expr.span) {
            return;
        }
        if it.is_sure && facts.is_setter(setter) && facts.owner(setter) == Some(it.func.id) {
            let name = facts.name(setter);
            let message =
                format!("`{name}` is called at every render, and makes React render again");
            let help = "call it in a handler or in an effect, or compute the value from what it \
                        follows from, without a state";
            sink.push(Diagnostic::new(Code::PSC514, expr.span, message).help(help));
        }
    });
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn at_every_render() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Counter(start: int):
                n, set_n = useState(0)
                total, dispatch = useReducer(print, 0)
                set_n(start + 1)  # PSC514 set_n(start + 1)
                with_label = [dispatch('a')]  # PSC514 dispatch('a')
                try:
                    set_n(2)  # PSC514 set_n(2)
                finally:
                    pass
                return ps.p(n, total, with_label)

            @ps.javascript
            def useCounter():
                n, set_n = useState(0)
                set_n(1)  # PSC514 set_n(1)
                return n
            ",
        );
    }

    #[test]
    fn in_handlers_effects_and_conditions() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Counter(start: int, set_it: Any):
                n, set_n = useState(0)
                seen, set_seen = useState(start)
                if seen != start:
                    set_seen(start)
                useEffect(lambda: set_n(1), [])
                def click():
                    set_n(n + 1)
                if start < 0:
                    return None
                set_n(3)
                set_it(2)
                return ps.button(n, onClick=click, onBlur=lambda: set_n(0))
            ",
        );
    }
}
