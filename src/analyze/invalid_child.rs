//! PSC517: a child that React cannot show, or shows as nobody meant.
//!
//! ```text
//! ps.p(due)                          a date: React throws
//! ps.p(lambda: text)                 a function: React leaves it out
//! len(xs) and ps.ul(...)             an empty list shows `0`
//! ```

use crate::analyze::facts::{Bound, Facts};
use crate::analyze::props::plain;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{
    Arg, Body, Child, Expr, ExprKind, Function, Instance, Js, Object, Py, Sequence, Tag, Type, View,
};
use crate::tables::hooks::HookKind;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for element in &facts.elements {
        // What a component makes of its children is its own affair.
        let is_shown = !matches!(element.tag, Tag::Component(_));
        for child in &element.children {
            let Child::One(value) = child else { continue };
            if let Some(found) = zero(facts, value) {
                sink.push(found);
            } else if is_shown && let Some(found) = strange(facts, value) {
                sink.push(found);
            }
        }
    }
}

/// `n and <p/>`, where `n` is a number.
fn zero(facts: &Facts, value: &Expr) -> Option<Diagnostic> {
    let ExprKind::Py(Py::And(values)) = &value.kind else { return None };
    let (last, before) = values.split_last()?;
    let shows = !facts.types.expr(last.id).all(Type::is_number);
    let number = before.iter().find(|it| {
        let ty = facts.types.expr(it.id);
        ty.all(Type::is_number) && !ty.any(Type::is_bool)
    })?;
    let message = "React shows the `0` where this is 0";
    let help = "compare it: `... > 0 and ...`";
    shows.then(|| Diagnostic::new(Code::PSC517, number.span, message).help(help))
}

fn strange(facts: &Facts, value: &Expr) -> Option<Diagnostic> {
    // A name that is bound to a function of the component is seen as one.
    let ty = facts.types.expr(value.id).without_none();
    let is_function = |expr: &Expr| matches!(expr.kind, ExprKind::Func(_));
    let is_known_function = is_function(value)
        || matches!(&value.kind, ExprKind::Var(var)
            if matches!(facts.bound.get(var), Some(Bound::Function(_))));
    let strange = match ty.view() {
        View::Function if is_known_function => Strange::Function,
        // A display is an error of its own (PSC501).
        View::Mapping(_) if !is_display(value) => Strange::Dict,
        View::Object(Object::Awaitable) => Strange::Awaitable,
        View::Object(Object::Library) => Strange::Object,
        View::Instance(instance) if is_plain(instance) => Strange::Object,
        // `state = useState(0)`, not unpacked.
        View::Sequence(Sequence::Tuple(items))
            if items.iter().any(|item| matches!(item.view(), View::Function)) =>
        {
            Strange::Setter
        }
        View::Unknown | View::Object(Object::Host) if is_made(facts, value) => Strange::Object,
        View::Unknown
        | View::Mapping(_)
        | View::None
        | View::Number
        | View::Str
        | View::Bytes
        | View::Sequence(_)
        | View::Set(_)
        | View::Iterable(_)
        | View::Function
        | View::Instance(_)
        | View::Union(_)
        | View::Object(
            Object::Element | Object::Bridge | Object::Ref | Object::Exception | Object::Host,
        ) => return None,
    };
    let message = match strange {
        Strange::Function => "a function is no child that React can show, and it leaves it out",
        Strange::Setter => {
            "this is a value and the function that sets it, and React leaves that out"
        }
        Strange::Dict => "a dict is no child that React can show, and it throws",
        Strange::Awaitable => "what is awaited is no child that React can show",
        Strange::Object => "an object of a class is no child that React can show, and it throws",
    };
    Some(Diagnostic::new(Code::PSC517, value.span, message).help(advice(strange)))
}

/// What React cannot show.
#[derive(Clone, Copy)]
enum Strange {
    Function,
    Setter,
    Dict,
    Awaitable,
    Object,
}

fn advice(strange: Strange) -> &'static str {
    match strange {
        Strange::Function => "call it",
        Strange::Setter => "unpack it: `value, set_value = useState(...)`",
        Strange::Dict => {
            "show its values: `[ps.p(value, key=name) for name, value in values.items()]`"
        }
        Strange::Awaitable => "await it in an effect, keep it in a state, and show that",
        Strange::Object => "show a text of it: `str(...)`",
    }
}

/// Objects of JavaScript that React throws at.
const NO_CHILDREN: &[&str] =
    &["Date", "Error", "FormData", "RegExp", "URL", "URLSearchParams", "WeakMap"];

/// `Date()`, also by a name that is always that.
fn is_made(facts: &Facts, value: &Expr) -> bool {
    let made = match &value.kind {
        ExprKind::Var(var) => match facts.bound.get(var) {
            Some(Bound::Value(value)) => value,
            Some(Bound::Part(hook, 0)) => match first_state(facts, hook) {
                Some(value) => value,
                None => return false,
            },
            Some(Bound::Part(..) | Bound::Item(_) | Bound::Function(_)) | None => return false,
        },
        _other => value,
    };
    let ExprKind::Js(Js::New { callee, .. } | Js::Make { callee, .. }) = &made.kind else {
        return false;
    };
    let ExprKind::Js(Js::Global(path)) = &callee.kind else { return false };
    NO_CHILDREN.contains(&path.strip_prefix("window.").unwrap_or(path))
}

/// What a state is at first: `Date()` of `useState(lambda: Date())`.
fn first_state<'m>(facts: &Facts<'m>, hook: &'m Expr) -> Option<&'m Expr> {
    let ExprKind::Hook(hook) = &hook.kind else { return None };
    let Some(Arg::Pos(value)) = hook.args.first() else { return None };
    if hook.row.kind != HookKind::State {
        return None;
    }
    match facts.function(value).and_then(|func| facts.module.func(func)) {
        Some(Function { body: Body::Expr(value), .. }) => Some(value),
        Some(_) => None,
        None => Some(plain(value)),
    }
}

fn is_display(value: &Expr) -> bool {
    matches!(value.kind, ExprKind::Py(Py::Dict { .. }) | ExprKind::Js(Js::Object(_)))
}

/// Members of enums may be texts or numbers besides.
fn is_plain(instance: &Instance) -> bool {
    instance.kind().members.is_none() && !instance.kind().is_exception
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn what_react_cannot_show() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, xs: list[str], due: date, user: dict[str, str]):
                def text():
                    return 'a'
                async def load():
                    return 'a'
                state = useState(0)
                made, _ = useState(lambda: 5)
                when, _ = useState(lambda: Date())
                home = window.URL('a')
                return ps.div(
                    ps.p(state),  # PSC517 state
                    ps.p(home),  # PSC517 home
                    ps.p(when),  # PSC517 when
                    ps.p(made, window.URL('b')),  # PSC517 window.URL('b')
                    ps.p(due),  # PSC517 due
                    ps.p(user),  # PSC517 user
                    ps.p(text),  # PSC517 text
                    ps.p(load()),  # PSC517 load()
                    len(xs) and ps.ul('a'),  # PSC517 len(xs)
                )
            ",
        );
    }

    #[test]
    fn what_it_shows() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Wrapped(*children):
                return ps.div(*children)

            @ps.javascript(jsx=True)
            def Page(*, xs: list[str], due: date, user: dict[str, str], any_: Any, n: int):
                return ps.div(
                    ps.p(str(due), user['a'], xs, n, any_, None, True, 1.5),
                    len(xs) > 0 and ps.ul('a'),
                    n > 0 and n,
                    any_ and ps.ul('a'),
                    Wrapped(lambda: 'a'),
                    [ps.p(x, key=x) for x in xs],
                )
            ",
        );
    }
}
