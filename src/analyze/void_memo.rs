//! PSC526: what `useMemo` keeps is None.
//!
//! ```text
//! def ordered():
//!     sorted(names)            no `return`
//! shown = useMemo(ordered, [names])
//! ```

use crate::analyze::facts::Facts;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::Body;
use crate::tables::hooks::HookKind;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for hook in facts.hooks.iter().filter(|hook| hook.node.row.kind == HookKind::Memo) {
        let Some(callback) = hook.callback() else { continue };
        let Some(func) = facts.function(callback).and_then(|func| facts.module.func(func)) else {
            continue;
        };
        let returns_nothing = matches!(func.body, Body::Block(_))
            && !func.is_generator
            && !facts.returns.contains_key(&func.id);
        if !func.is_async && !returns_nothing {
            continue;
        }
        let message = match func.is_async {
            true => "an `async` function gives a promise, and `useMemo` keeps that",
            false => "the function returns nothing, and `useMemo` keeps that",
        };
        let found = Diagnostic::new(Code::PSC526, callback.span, message);
        sink.push(found.help(advice(func.is_async)));
    }
}

fn advice(is_async: bool) -> &'static str {
    match is_async {
        true => "await in an effect, and keep what comes in a state",
        false => "return the value; what is done for its effect belongs into `useEffect`",
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn nothing_and_promises() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, names: list[str]):
                def ordered():
                    print(sorted(names))
                async def load():
                    return names
                a = useMemo(ordered, [names])  # PSC526 ordered
                b = useMemo(load, [names])  # PSC526 load
                return ps.p(str(a), str(b))
            ",
        );
    }

    #[test]
    fn values() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Page(*, names: list[str], given: Any):
                def ordered():
                    if not names:
                        return None
                    return sorted(names)
                def walk():
                    print('a')
                useEffect(walk, [])
                return ps.p(useMemo(ordered, [names]), useMemo(lambda: len(names), [names]), useMemo(given, []))
            ",
        );
    }
}
