//! PSC507: a state that is changed in place.
//!
//! ```text
//! items, set_items = useState([])
//! items.append(x)                  React sees the same list and does not render
//! set_items([*items, x])           a new one
//! ```

use crate::analyze::facts::Facts;
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::effects;
use crate::ir::{Expr, ExprKind, FuncId, PlaceKind, Py, Type, VarId};
use crate::tables::effects::JS_CHANGING;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for (func, expr) in &facts.methods {
        let ExprKind::Py(Py::Method { object, name, .. }) = &expr.kind else { continue };
        let Some((state, setter)) = state(facts, object, *func) else { continue };
        if changes(name, facts.types.expr(object.id)) {
            let advice = advice(facts, state, &setter, name);
            sink.push(complain(facts, state, expr.span, &advice));
        }
    }
    for (func, expr) in &facts.builtins {
        let ExprKind::Py(Py::Builtin { row, args, keywords }) = &expr.kind else { continue };
        for given in effects::given(&row.effects, row.signature, args, keywords) {
            if given.with.change().is_some()
                && let Some((state, setter)) = state(facts, given.value, *func)
            {
                let advice = advice(facts, state, &setter, "");
                sink.push(complain(facts, state, expr.span, &advice));
            }
        }
    }
    for store in &facts.stores {
        let object = match &store.place.kind {
            PlaceKind::Var(var) => {
                assigned(facts, *var, store.func, store.place.span, sink);
                continue;
            }
            PlaceKind::Attr { object, .. }
            | PlaceKind::Index { object, .. }
            | PlaceKind::Slice { object, .. } => object,
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Unpack { .. } => continue,
        };
        if let Some((state, setter)) = state(facts, object, store.func) {
            let advice = advice(facts, state, &setter, "");
            sink.push(complain(facts, state, store.place.span, &advice));
        }
    }
}

/// The state that an object is, or is a part of, with the name of its setter: `items`,
/// `form["tags"]`.
fn state(facts: &Facts, object: &Expr, func: Option<FuncId>) -> Option<(VarId, String)> {
    let mut root = object;
    loop {
        root = match &root.kind {
            ExprKind::Var(var) => {
                let setter = facts.setter_of(*var)?;
                // An object of JavaScript may be meant to be told what to do.
                let is_js = matches!(facts.types.var(*var), Type::Js | Type::Ref(_));
                return (!is_js && func.is_some()).then(|| (*var, setter.to_owned()));
            }
            ExprKind::Py(Py::Attr(inner, _) | Py::Index(inner, _)) => inner,
            _other => return None,
        };
    }
}

/// Methods that other objects have too: they count only for what is known to be a container.
const ANYBODYS: &[&str] = &["add", "clear", "delete", "fill", "remove", "set", "update"];

/// Whether the method changes what it is called on.
fn changes(name: &str, ty: &Type) -> bool {
    match ty {
        Type::List(_) if JS_CHANGING.contains(&name) => true,
        Type::List(_) | Type::Set(_) | Type::Dict(..) | Type::Record(_) => {
            effects::of_method(ty, name).0.receiver.change().is_some()
        }
        Type::Any | Type::Union(_) => {
            let may_change = JS_CHANGING.contains(&name) || effects::may_change_receiver(name);
            may_change && !ANYBODYS.contains(&name)
        }
        _other => false,
    }
}

fn advice(facts: &Facts, state: VarId, setter: &str, method: &str) -> String {
    let name = facts.name(state);
    let new = match (facts.types.var(state), method) {
        (_, "sort") => format!("sorted({name})"),
        (_, "reverse") => format!("list(reversed({name}))"),
        (Type::List(_), _) | (_, "append" | "push") => format!("[*{name}, item]"),
        (Type::Set(_), _) => format!("{name} | {{item}}"),
        (Type::Dict(..) | Type::Record(_), _) => format!("{{**{name}, key: value}}"),
        _other => return format!("make a new value and hand it to `{setter}`"),
    };
    format!("make a new value: `{setter}({new})`")
}

fn complain(facts: &Facts, state: VarId, span: Span, advice: &str) -> Diagnostic {
    let name = facts.name(state);
    let message = format!("this changes the state `{name}` in place, which React does not notice");
    Diagnostic::new(Code::PSC507, span, message).help(advice)
}

/// `nonlocal count; count += 1`: sets a variable of a render that is over.
fn assigned(facts: &Facts, var: VarId, func: Option<FuncId>, span: Span, sink: &mut Sink) {
    if facts.owner(var) == func {
        return;
    }
    let Some(setter) = facts.setter_among_writes(var) else { return };
    let name = facts.name(var);
    let message =
        format!("an assignment does not set the state `{name}`: the next render forgets it");
    let help = format!("call its setter: `{setter}(...)`");
    sink.push(Diagnostic::new(Code::PSC507, span, message).help(help));
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds, help};

    #[test]
    fn changes_in_place() {
        finds(
            "
            @ps.javascript(jsx=True)
            def List(start: Any):
                items, set_items = useState([])
                form, set_form = useState({'a': 1})
                count, set_count = useState(0)
                some, set_some = useState(start)
                def click(x: str):
                    nonlocal count
                    items.append(x)  # PSC507 items.append(x)
                    items.sort()  # PSC507 items.sort()
                    form['a'] = 2  # PSC507 form['a']
                    del items[0]  # PSC507 items[0]
                    some['tags'].append(1)  # PSC507 some['tags'].append(1)
                    random.shuffle(items)  # PSC507 random.shuffle(items)
                    count += 1  # PSC507 count
                return ps.button(onClick=click)
            ",
        );
    }

    #[test]
    fn copies_and_other_objects() {
        clean(
            "
            @ps.javascript(jsx=True)
            def List(start: Any):
                items, set_items = useState([])
                chart, set_chart = useState(start)
                latest = useRef(None)
                def click(x: str):
                    new = list(items)
                    new.append(x)
                    set_items(new)
                    chart.update(x)
                    latest.current = x
                items = items or [1]
                return ps.button(onClick=click)
            ",
        );
    }

    #[test]
    fn the_help_names_the_setter() {
        let found = help(
            "
            @ps.javascript(jsx=True)
            def List():
                items, set_items = useState([])
                return ps.button(onClick=lambda: items.append(1))
            ",
        );
        assert_eq!(found, "make a new value: `set_items([*items, item])`");
    }
}
