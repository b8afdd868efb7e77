//! PSC528: a prop of a tag with a value that it does not take.
//!
//! ```text
//! ps.button(onClick="save()")              a handler is a function
//! ps.button(onClick=ready and save)        False where it is not ready: React warns
//! ps.button(type="sumbit")                 did you mean `submit`?
//! ps.textarea(rows="many")                 a whole number
//! ps.div(className=["a", "b"])             the class `a,b`
//! ps.a(href="javascript:void(0)")          React refuses it
//! ```
//!
//! Only values that are seen count: a text that is written out, a type that is known.

use crate::analyze::called_handler::may_be_function;
use crate::analyze::facts::Facts;
use crate::analyze::props::{Named, named};
use crate::base::closest;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Child, Element, Expr, ExprKind, Js, Py, Tag, Type, View};
use crate::tables::{dom_props, dom_values};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for element in &facts.elements {
        let Element { tag: Tag::Intrinsic(tag), children, .. } = element else { continue };
        if tag.contains('-') {
            continue;
        }
        for Named { name, value, .. } in named(element) {
            if dom_props::event_prop(name).is_some() {
                handler(facts, name, value, sink);
            } else if &**name == "className" {
                class_name(facts, value, sink);
            } else if &**name == "dangerouslySetInnerHTML" {
                html(facts, value, children, sink);
            } else {
                each(value, &mut |value| text(tag, name, value, sink));
            }
        }
    }
}

/// What a value may be: both sides of a condition.
fn each<'e>(value: &'e Expr, look: &mut dyn FnMut(&'e Expr)) {
    match &value.kind {
        ExprKind::Js(Js::ToJs(inner)) => each(inner, look),
        ExprKind::Py(Py::Cond { test: _, then, orelse }) => {
            each(then, look);
            each(orelse, look);
        }
        ExprKind::Py(Py::Or(values)) => values.iter().for_each(|value| each(value, look)),
        ExprKind::Py(Py::And(values)) => {
            values.last().into_iter().for_each(|value| each(value, look))
        }
        _other => look(value),
    }
}

fn handler(facts: &Facts, name: &str, value: &Expr, sink: &mut Sink) {
    if let ExprKind::Py(Py::And(values)) = &value.kind {
        let shows = values.first().filter(|test| facts.types.expr(test.id).all(Type::is_bool));
        if let Some(test) = shows {
            let message = format!("`{name}` gets False where this does not hold, and React warns");
            let help = "write `handler if condition else None`";
            sink.push(Diagnostic::new(Code::PSC528, test.span, message).help(help));
            return;
        }
    }
    each(value, &mut |value| {
        let is_call = matches!(
            value.kind,
            ExprKind::Py(Py::Call { .. } | Py::Method { .. } | Py::Builtin { .. })
                | ExprKind::Js(Js::Call { .. })
                | ExprKind::Channel(_)
        );
        let ty = facts.types.expr(value.id);
        // A call is reported as one (PSC513).
        if !is_call && !ty.is_none() && !ty.any(may_be_function) {
            let message = format!("`{name}` is a handler, and takes a function");
            let help = match &value.kind {
                ExprKind::Str(_) => "write a function: `lambda event: ...`",
                _other => "pass a function, or None",
            };
            sink.push(Diagnostic::new(Code::PSC528, value.span, message).help(help));
        }
    });
}

fn class_name(facts: &Facts, value: &Expr, sink: &mut Sink) {
    each(value, &mut |value| {
        let is_many = facts.types.expr(value.id).all(|ty| {
            matches!(
                ty.view(),
                View::Sequence(_) | View::Set(_) | View::Mapping(_) | View::Iterable(_)
            )
        });
        if is_many {
            let message = "`className` is one text with spaces between the classes";
            let help = "join them: `className=\" \".join(classes)`";
            sink.push(Diagnostic::new(Code::PSC528, value.span, message).help(help));
        }
    });
}

/// React throws at both.
fn html(facts: &Facts, value: &Expr, children: &[Child], sink: &mut Sink) {
    if facts.types.expr(value.id).all(|ty| ty.is_str() || ty.is_number()) {
        let message = "React takes a dict here, and throws when it gets a text";
        let help = "write `dangerouslySetInnerHTML={\"__html\": text}`";
        sink.push(Diagnostic::new(Code::PSC501, value.span, message).help(help));
    }
    let child = children.iter().find_map(|child| match child {
        Child::One(value) => Some(value),
        Child::Spread(_) => None,
    });
    if let Some(child) = child.filter(|child| !matches!(child.kind, ExprKind::None)) {
        let message = "React throws where a tag has children and `dangerouslySetInnerHTML`";
        let help = "leave one of them out";
        sink.push(Diagnostic::new(Code::PSC501, child.span, message).help(help));
    }
}

/// A text that is written out.
fn text(tag: &str, name: &str, value: &Expr, sink: &mut Sink) {
    let ExprKind::Str(text) = &value.kind else { return };
    let found = |message: String| Diagnostic::new(Code::PSC528, value.span, message);
    let lower = text.to_ascii_lowercase();
    if let Some(words) = dom_values::words(tag, name) {
        if words.contains(&&*lower) {
            return;
        }
        let message = format!("`{name}` of `{tag}` takes no `{text}`");
        let near = closest(&lower, words.iter().copied().filter(|word| !word.is_empty()));
        sink.push(match near {
            Some(near) => found(message).help(format!("did you mean `{near}`?")).suggest(
                format!("write `{near}`"),
                value.span,
                format!("\"{near}\""),
            ),
            None => {
                let known: Vec<String> = words
                    .iter()
                    .filter(|word| !word.is_empty())
                    .map(|word| format!("`{word}`"))
                    .collect();
                found(message).help(format!("it takes {}", known.join(", ")))
            }
        });
    } else if dom_values::NUMBERS.contains(&name) && text.trim().parse::<i64>().is_err() {
        let help = format!("write a number: `{name}=1`");
        sink.push(found(format!("`{name}` is a whole number")).help(help));
    } else if dom_values::ADDRESSES.contains(&name) && lower.trim_start().starts_with("javascript:")
    {
        let message = format!("React lets no `javascript:` into `{name}`");
        sink.push(found(message).help("write an `onClick`, on a `button` where nothing is opened"));
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn handlers() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, ready: bool, n: int, save: Any):
                return ps.div(
                    ps.button(onClick='save()'),  # PSC528 'save()'
                    ps.button(onClick=n),  # PSC528 n
                    ps.button(onClick=save if ready else 'none'),  # PSC528 'none'
                    ps.button(onClick=ready and save),  # PSC528 ready
                    ps.form(onSubmit=[save]),  # PSC528 [save]
                )
            ",
        );
    }

    #[test]
    fn words_numbers_and_addresses() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, ready: bool):
                return ps.div(
                    ps.button(type='sumbit'),  # PSC528 'sumbit'
                    ps.input(type='text' if ready else 'numbr'),  # PSC528 'numbr'
                    ps.textarea(rows='many'),  # PSC528 'many'
                    ps.img(loading='later', src='JavaScript:alert(1)'),  # PSC528 'later'; PSC528 'JavaScript:alert(1)'
                    ps.p(dir='left', aria_live='loud'),  # PSC528 'left'; PSC528 'loud'
                    className=['a', 'b'],  # PSC528 ['a', 'b']
                )
            ",
        );
    }

    #[test]
    fn what_react_throws_at() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, text: str):
                return ps.div(
                    ps.p('a', dangerouslySetInnerHTML={'__html': text}),  # PSC501 'a'
                    ps.p(dangerouslySetInnerHTML=text),  # PSC501 text
                )
            ",
        );
    }

    #[test]
    fn what_is_taken_and_what_is_not_seen() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Page(*, ready: bool, kind: str, n: int, save: Any, classes: Any):
                def click(event):
                    print(event)
                return ps.div(
                    ps.button('a', type='Submit', onClick=save, tabIndex='-1'),
                    ps.button('b', type=kind, onClick=click if ready else None),
                    ps.button('c', onClick=save and click, className=classes),
                    ps.input(type='text' if n else 'number', maxLength=n, onChange=click),
                    ps.a('d', href='/javascript:', onClick=lambda: print('a')),
                    ps.textarea(rows='4', dangerouslySetInnerHTML={'__html': kind}),
                    ps.ol(type='a'),
                    ps.form(action=save, method='post'),
                    className=' '.join(['a', 'b']),
                )
            ",
        );
    }
}
