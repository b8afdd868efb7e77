//! PSC516: a component that renders something else each time it is asked.
//!
//! ```text
//! ps.p(random.random())                          another number at every render
//! x, _ = useState(lambda: random.random())       one, kept
//! if seed.current is None: seed.current = ...    the same
//! ```
//!
//! React renders when it likes, twice in development, and expects the same answer for the same props and
//! states (React's reference, "Components and Hooks must be pure").

use crate::analyze::facts::Facts;
use crate::analyze::ref_in_render::fills_a_ref;
use crate::analyze::render::{Node, rendered};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Expr, ExprKind, Js, Py};
use crate::tables::impure;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    rendered(facts, &mut |it| {
        let Node::Expr(expr) = it.node else { return };
        let Some(name) = impure_call(expr) else { return };
        if fills_a_ref(facts, &it.tests) {
            return;
        }
        let message = format!("`{name}` gives something else at every render");
        let help = format!(
            "keep what it gives: `value, _ = useState(lambda: {name}(...))`, or call it in a handler or an effect"
        );
        sink.push(Diagnostic::new(Code::PSC516, expr.span, message).help(help));
    });
}

/// The name of a function whose answer is another one each time.
fn impure_call(expr: &Expr) -> Option<&'static str> {
    match &expr.kind {
        ExprKind::Py(Py::Builtin { row, .. }) => {
            impure::PYTHON.contains(&row.name).then_some(row.name)
        }
        ExprKind::Js(Js::Call { callee, .. }) => {
            let path = path(callee)?;
            let name = path.strip_prefix("window.").unwrap_or(&path);
            impure::JAVASCRIPT.iter().copied().find(|known| *known == name)
        }
        ExprKind::Js(Js::New { callee, args }) if args.is_empty() => {
            matches!(&callee.kind, ExprKind::Js(Js::Global(path)) if &**path == "Date")
                .then_some("Date")
        }
        _other => None,
    }
}

/// `Date.now`, whether it is one name or a part of `Date`.
fn path(callee: &Expr) -> Option<String> {
    match &callee.kind {
        ExprKind::Js(Js::Global(path)) => Some(path.to_string()),
        ExprKind::Js(Js::Member(object, name)) => Some(format!("{}.{name}", path(object)?)),
        _other => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn chance_and_clocks() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, xs: list[str]):
                now = time.time()  # PSC516 time.time()
                start, _ = useState(random.random())  # PSC516 random.random()
                if xs:
                    print(random.choice(xs))  # PSC516 random.choice(xs)
                return ps.p(now, start, Math.random(), [Date.now() for _ in xs])  # PSC516 Math.random(); PSC516 Date.now()
            ",
        );
    }

    #[test]
    fn kept_or_later() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Page(*, xs: list[str]):
                start, set_start = useState(lambda: random.random())
                seed = useRef(None)
                if seed.current is None:
                    seed.current = random.random()
                order = useMemo(lambda: random.sample(xs, 2), [xs])
                def click():
                    set_start(random.random())
                return ps.p(start, order, math.sqrt(2), time.strftime('%Y', time.gmtime(0)), onClick=click)

            @ps.javascript
            def roll():
                return random.random()
            ",
        );
    }
}
