//! PSC521: an input whose value nobody can change, or that is given two.
//!
//! ```text
//! ps.input(value=text)                                 what is typed is put back at once: `onChange=...`
//! ps.input(value=text, defaultValue="a")               one or the other
//! ps.input(value=text, readOnly=True)                  meant so
//! ```

use crate::analyze::facts::Facts;
use crate::analyze::props::{is_meant, plain};
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Element, Expr, ExprKind, Prop, Tag};
use crate::tables::dom_props;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for element in &facts.elements {
        let Element { tag: Tag::Intrinsic(tag @ ("input" | "textarea" | "select")), props, .. } =
            element
        else {
            continue;
        };
        let named = |wanted: &str| {
            props.iter().find_map(|prop| match prop {
                Prop::Named { name, span, value } if &**name == wanted => Some((*span, value)),
                Prop::Named { .. } | Prop::Spread(_) => None,
            })
        };
        for (value, otherwise) in [("value", "defaultValue"), ("checked", "defaultChecked")] {
            let Some((span, given)) = named(value) else { continue };
            if let Some((other, _)) = named(otherwise) {
                let message =
                    format!("`{value}` and `{otherwise}` are both given, and React warns");
                let help = format!(
                    "keep `{value}` and set it in `onChange`, or keep `{otherwise}` and let the browser hold it"
                );
                sink.push(Diagnostic::new(Code::PSC521, other, message).help(help));
                continue;
            }
            let is_fixed = value == "value"
                && *tag == "input"
                && named(dom_props::TYPE).is_some_and(|(_, kind)| {
                    text(kind).is_none_or(|kind| dom_props::WITH_FIXED_VALUE.contains(&kind))
                });
            let is_answered = ["onChange", "onInput", "readOnly", "disabled"]
                .iter()
                .any(|name| is_meant(element, name));
            let is_open = props.iter().any(|prop| matches!(prop, Prop::Spread(_)));
            if is_fixed || is_answered || is_open || matches!(plain(given).kind, ExprKind::None) {
                continue;
            }
            sink.push(complain(value, otherwise, span));
        }
    }
}

fn text(value: &Expr) -> Option<&str> {
    match &plain(value).kind {
        ExprKind::Str(text) => Some(text),
        _computed => None,
    }
}

fn complain(value: &str, otherwise: &str, span: Span) -> Diagnostic {
    let message = format!("React puts `{value}` back at once, whatever the user does");
    let help = format!(
        "set it in `onChange=...`; where it is only the first one write `{otherwise}`, and where it is not to be changed add `readOnly=True`"
    );
    Diagnostic::new(Code::PSC521, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn values_that_stay() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Form(*, text: str, on: bool):
                return ps.form(
                    ps.input(value=text),  # PSC521 value
                    ps.input(type='checkbox', checked=on),  # PSC521 checked
                    ps.textarea(value=text),  # PSC521 value
                    ps.select(ps.option('a'), value=text),  # PSC521 value
                    ps.input(value=text, defaultValue='a', onChange=print),  # PSC521 defaultValue
                    ps.input(value=text, onchange=print),  # PSC511 onchange
                    ps.input(value=text, onChnage=print),  # PSC511 onChnage
                    ps.input(value=text, readonly=True),  # PSC511 readonly
                )
            ",
        );
    }

    #[test]
    fn values_that_change_or_are_meant_to_stay() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Form(*, text: str, on: bool, kind: str, **rest):
                return ps.form(
                    ps.input(value=text, onChange=print),
                    ps.input(value=text, readOnly=True),
                    ps.input(value=text, **rest),
                    ps.input(type='submit', value='Go'),
                    ps.input(type='radio', value='a', name='n'),
                    ps.input(type=kind, value='a'),
                    ps.input(type='checkbox', checked=on, onChange=print),
                    ps.input(defaultValue=text),
                    ps.option('a', value='a'),
                    ps.progress(value='1'),
                )
            ",
        );
    }
}
