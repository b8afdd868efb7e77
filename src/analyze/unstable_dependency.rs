//! PSC518: a dependency that is another one at every render.
//!
//! ```text
//! options = {"limit": n}
//! useEffect(lambda: load(options), [options])      runs at every render: the dict is made anew
//! useEffect(lambda: load({"limit": n}), [n])
//! ```

use crate::analyze::dependencies::Deps;
use crate::analyze::facts::{Bound, Facts};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Arg, Expr, ExprKind, FuncId, Js, Py};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for hook in &facts.hooks {
        // `useImperativeHandle` and its like only do more work.
        let Deps::List(_, items) = hook.deps(facts) else { continue };
        for item in items {
            let Arg::Pos(item) = item else { continue };
            let Some((made, name)) = made_anew(facts, item, hook.func) else { continue };
            let (what, keep) = made;
            let message = match &name {
                Some(name) => format!("`{name}` is {what} made at every render"),
                None => format!("this is {what} made at every render"),
            };
            let hook_name = hook.node.row.name;
            let message = format!("{message}, so `{hook_name}` finds it changed every time");
            let inside = match hook.node.row.kind.is_effect() {
                true => "make it in the effect",
                false => "make it in the function",
            };
            let help = format!("{inside}, and list what it is made of; or keep it with `{keep}`");
            sink.push(Diagnostic::new(Code::PSC518, item.span, message).help(help));
        }
    }
}

/// What it is, and the hook that keeps one.
type Made = (&'static str, &'static str);

const CALLBACK: &str = "useCallback";
const MEMO: &str = "useMemo";

/// What a dependency is, where it is an object of this render.
fn made_anew(facts: &Facts, item: &Expr, func: Option<FuncId>) -> Option<(Made, Option<String>)> {
    if let Some(made) = display(item) {
        return Some((made, None));
    }
    let ExprKind::Var(var) = item.kind else { return None };
    if facts.owner(var) != func {
        return None;
    }
    let made = match facts.bound.get(&var)? {
        Bound::Value(value) => display(value)?,
        Bound::Function(_) => ("a function", CALLBACK),
        Bound::Part(..) | Bound::Item(_) => return None,
    };
    Some((made, Some(facts.name(var).to_owned())))
}

/// A value that is another object each time it is evaluated.
fn display(value: &Expr) -> Option<Made> {
    Some(match &value.kind {
        ExprKind::Func(_) => ("a function", CALLBACK),
        ExprKind::Jsx(_) => ("an element", MEMO),
        ExprKind::Py(Py::List(_)) => ("a list", MEMO),
        ExprKind::Py(Py::Tuple(_)) => ("a tuple", MEMO),
        ExprKind::Py(Py::Set(_)) => ("a set", MEMO),
        ExprKind::Py(Py::Dict { .. }) => ("a dict", MEMO),
        ExprKind::Py(Py::Comp(_)) => ("a comprehension", MEMO),
        ExprKind::Js(Js::Object(_)) => ("an object", MEMO),
        ExprKind::Py(Py::Cond { then, orelse, .. }) => display(then).or_else(|| display(orelse))?,
        ExprKind::Js(Js::ToJs(inner)) => return display(inner),
        _other => return None,
    })
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn objects_of_one_render() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, n: int, xs: list[int]):
                options = {'limit': n}
                even = [x for x in xs if x % 2 == 0]
                def load():
                    print(n)
                pick = lambda: print(n)
                maybe = [n] if n else []
                useEffect(lambda: print(options), [options])  # PSC518 options
                useEffect(load, [load])  # PSC518 load
                useEffect(lambda: pick(), [pick])  # PSC518 pick
                total = useMemo(lambda: sum(even), [even])  # PSC518 even
                useEffect(lambda: print(maybe), [maybe])  # PSC518 maybe
                useEffect(lambda: print(n), [{'n': n}])  # PSC518 {'n': n}
                return ps.p(total)
            ",
        );
    }

    #[test]
    fn what_stays() {
        clean(
            "
            LIMITS = [1, 2]

            @ps.javascript(jsx=True)
            def Page(*, n: int, xs: list[int], given: Any):
                options = useMemo(lambda: {'limit': n}, [n])
                load = useCallback(lambda: print(n), [n])
                items, set_items = useState([])
                box = useRef(None)
                label = f'{n} items'
                first = xs[0]
                useEffect(lambda: print(options), [options])
                useEffect(lambda: load(), [load])
                useEffect(lambda: print(items, label, first, given, LIMITS), [items, label, first, given])
                return ps.p('a', ref=box)
            ",
        );
    }
}
