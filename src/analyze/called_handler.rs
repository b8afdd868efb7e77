//! PSC513: a handler that is called instead of passed.
//!
//! ```text
//! ps.button(onClick=set_n(n + 1))       runs while it renders, and the button does nothing
//! ps.button(onClick=lambda: set_n(n + 1))
//! useEffect(load(), [])                 the same
//! ```
//!
//! A call that gives a function, or something unknown, is left alone.

use rustc_hash::FxHashSet;

use crate::analyze::facts::Facts;
use crate::analyze::props::plain;
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Expr, ExprKind, Js, Object, Prop, Py, Tag, Type, View};
use crate::tables::dom_props;

/// The calls that were reported.
pub(super) fn check(facts: &Facts, sink: &mut Sink) -> FxHashSet<Span> {
    let mut reported = FxHashSet::default();
    for element in &facts.elements {
        for prop in &element.props {
            let Prop::Named { name, value, .. } = prop else { continue };
            let is_event = match element.tag {
                Tag::Intrinsic(_) => dom_props::event_prop(name).is_some(),
                Tag::Component(_) => is_event_name(name),
                Tag::Fragment => false,
            };
            if is_event && let Some(span) = called(facts, value) {
                reported.insert(span);
                sink.push(complain(&format!("`{name}`"), &format!("{name}="), span));
            }
        }
    }
    for hook in &facts.hooks {
        if let Some(callback) = hook.callback()
            && let Some(span) = called(facts, callback)
        {
            let name = hook.node.row.name;
            reported.insert(span);
            sink.push(complain(&format!("`{name}`"), &format!("{name}("), span));
        }
    }
    reported
}

/// `onPick`: what a component calls by the convention of React.
fn is_event_name(name: &str) -> bool {
    name.strip_prefix("on").is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// A call that gives no function for certain.
fn called(facts: &Facts, value: &Expr) -> Option<Span> {
    let value = plain(value);
    let is_call = match &value.kind {
        ExprKind::Py(Py::Call { .. } | Py::Method { .. } | Py::Builtin { .. })
        | ExprKind::Js(Js::Call { .. })
        | ExprKind::Channel(_) => true,
        _other => false,
    };
    let ty = facts.types.expr(value.id);
    let gives_none = matches!(ty, Type::None);
    let gives_value = !ty.any(may_be_function);
    (is_call && (gives_none || gives_value)).then_some(value.span)
}

/// Whether React may find a function there: what is not known counts.
pub(super) fn may_be_function(ty: &Type) -> bool {
    match ty.view() {
        View::Unknown | View::Function | View::Union(_) | View::Instance(_) | View::None => true,
        View::Object(
            Object::Host
            | Object::Element
            | Object::Bridge
            | Object::Ref
            | Object::Exception
            | Object::Library,
        ) => true,
        View::Object(Object::Awaitable) => false,
        View::Number
        | View::Str
        | View::Bytes
        | View::Sequence(_)
        | View::Set(_)
        | View::Mapping(_)
        | View::Iterable(_) => false,
    }
}

fn complain(what: &str, before: &str, span: Span) -> Diagnostic {
    let message =
        format!("this is called while the component renders, and {what} gets what it gives");
    let help = format!("pass a function: `{before}lambda: ...`");
    let at = Span { end: span.start, ..span };
    Diagnostic::new(Code::PSC513, span, message).help(help).suggest(
        "put `lambda:` before it",
        at,
        "lambda: ".to_owned(),
    )
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn calls_in_the_place_of_functions() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Picker(*, onPick: Any = None):
                return ps.p('a')

            @ps.javascript(jsx=True)
            def Counter():
                n, set_n = useState(0)
                def go():
                    set_n(n + 1)
                async def load():
                    set_n(1)
                useEffect(load(), [])  # PSC513 load()
                useEffect(go(), [n])  # PSC513 go()
                return ps.div(
                    ps.button(onClick=set_n(n + 1)),  # PSC513 set_n(n + 1)
                    ps.button(onClick=go()),  # PSC513 go()
                    ps.button(onBlur=print('x')),  # PSC513 print('x')
                    ps.button(onBlur=str(n)),  # PSC513 str(n)
                    Picker(onPick=go()),  # PSC513 go()
                )
            ",
        );
    }

    #[test]
    fn functions_and_what_makes_them() {
        clean(
            "
            @ps.javascript
            def twice(f):
                return lambda: [f(), f()]

            @ps.javascript(jsx=True)
            def Counter(*, make: Any, label: str):
                n, set_n = useState(0)
                def go():
                    set_n(n + 1)
                def picked(i: int):
                    return lambda: set_n(i)
                useEffect(make(), [make])
                return ps.div(
                    ps.button(onClick=go, onBlur=lambda: go(), onFocus=None),
                    ps.button(onClick=twice(go), onBlur=make(1), title=str(n)),
                    ps.button(onClick=picked(2), onBlur=make.bound(2)),
                )
            ",
        );
    }
}
