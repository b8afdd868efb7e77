//! PSC503: an effect returns something that is no clean-up function.
//!
//! ```text
//! def show():
//!     document.title = text
//!     return 1                                     the 1 goes nowhere
//! useEffect(lambda: [a.on(f), a.on(g)], [a])       the clean-ups in the list are never called
//! ```
//!
//! The output drops what React could not take for a clean-up, so nothing breaks; but a `return` that
//! does nothing was meant to do something. The value of a lambda is only reported if a clean-up gets
//! lost with it: a lambda cannot but yield something.

use crate::analyze::facts::Facts;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Arg, Body, Expr, ExprKind, Object, Py, Type, View};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    let mut seen = rustc_hash::FxHashSet::default();
    for hook in facts.hooks.iter().filter(|hook| hook.node.row.kind.is_effect()) {
        let Some(callback) = hook.callback() else { continue };
        let Some(func) = facts.function(callback).and_then(|id| facts.module.func(id)) else {
            continue;
        };
        if func.is_async || func.is_generator || !seen.insert(func.id) {
            continue;
        }
        let is_lambda = matches!(func.body, Body::Expr(_));
        for value in facts.returns.get(&func.id).into_iter().flatten() {
            if let Some(found) = complain(facts, value, is_lambda) {
                sink.push(found);
            }
        }
    }
}

fn complain(facts: &Facts, value: &Expr, is_lambda: bool) -> Option<Diagnostic> {
    if holds_functions(facts, value) {
        let found = Diagnostic::new(
            Code::PSC503,
            value.span,
            "an effect returns one clean-up function; those in a list are never called",
        );
        return Some(found.help(
            "use one effect for each, or return one function that calls them all: `lambda: [a(), b()]`",
        ));
    }
    let ty = facts.types.expr(value.id);
    if is_lambda || ty.any(may_be_cleanup) {
        return None;
    }
    let message = "an effect returns a clean-up function or nothing; this value goes nowhere";
    let help = "remove the value; to clean up, return a function without parameters";
    Some(Diagnostic::new(Code::PSC503, value.span, message).help(help))
}

/// Whether the value is a list or tuple written out, with a function in it.
fn holds_functions(facts: &Facts, value: &Expr) -> bool {
    let ExprKind::Py(Py::List(items) | Py::Tuple(items)) = &value.kind else { return false };
    items.iter().any(|item| match item {
        Arg::Pos(item) => matches!(facts.types.expr(item.id), Type::Function { .. }),
        Arg::Spread(_) | Arg::Omitted => false,
    })
}

fn may_be_cleanup(ty: &Type) -> bool {
    match ty.view() {
        View::Unknown | View::None | View::Function | View::Union(_) => true,
        // Of an awaitable there is more to say elsewhere.
        View::Object(Object::Host | Object::Awaitable) => true,
        View::Object(
            Object::Element | Object::Bridge | Object::Ref | Object::Exception | Object::Library,
        ) => false,
        View::Instance(_) => true,
        View::Number
        | View::Str
        | View::Bytes
        | View::Sequence(_)
        | View::Set(_)
        | View::Mapping(_)
        | View::Iterable(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn values_that_are_no_function() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Title(text: str):
                bridge = usePulseChannel(text)
                def show():
                    if not text:
                        return 5  # PSC503 5
                    document.title = text
                    return [text]  # PSC503 [text]
                useEffect(show, [text])
                useEffect(lambda: [bridge.on('a', print), bridge.on('b', print)], [bridge])  # PSC503 [bridge.on('a', print), bridge.on('b', print)]
                return ps.h1(text)
            ",
        );
    }

    #[test]
    fn functions_nothing_and_the_unknown() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Title(text: str):
                n, set_n = useState(0)
                async def load():
                    return 5
                def show():
                    if not text:
                        return None
                    timer = window.setTimeout(print, 1)
                    return lambda: window.clearTimeout(timer)
                useEffect(show, [text])
                useEffect(lambda: load(), [])
                useEffect(lambda: [set_n(1), print(text)], [text])
                useEffect(lambda: document.write(text), [text])
                return ps.h1(text, n)
            ",
        );
    }
}
