//! PSC522: what people miss who hear the page, or use it without a mouse.
//!
//! ```text
//! ps.img(src=url)                    `alt`: what is in the picture, or "" where it is decoration
//! ps.div(onClick=open)               a `button`: it has a role, and keys reach it
//! ps.p(role="buton")                 no such role
//! ```
//!
//! Off unless a project asks for it (`accessibility = "warn"`). Sources: WAI-ARIA 1.2, "Definition of Roles"; HTML
//! Living Standard, "Images", "Requirements for providing text to act as an alternative for images".

use crate::analyze::facts::Facts;
use crate::analyze::props::{is_meant, plain};
use crate::base::{Span, closest};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Element, Expr, ExprKind, Prop, Tag};
use crate::tables::aria;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for element in &facts.elements {
        let Element { tag: Tag::Intrinsic(tag), props, .. } = element else { continue };
        if props.iter().any(|prop| matches!(prop, Prop::Spread(_))) {
            continue;
        }
        let named = |wanted: &str| {
            props.iter().find_map(|prop| match prop {
                Prop::Named { name, span, value } if &**name == wanted => Some((*span, value)),
                Prop::Named { .. } | Prop::Spread(_) => None,
            })
        };
        let has = |wanted: &str| is_meant(element, wanted);
        if let Some((_, value)) = named("role")
            && let Some(found) = unknown_role(value)
        {
            sink.push(found);
        }
        if *tag == "img"
            && let Some((at, _)) = named("src")
            && !has("alt")
            && !has("aria-label")
            && !has("aria-labelledby")
            && !has("aria-hidden")
        {
            let message = "this picture says nothing to who does not see it";
            let help = "write `alt=\"...\"`, and `alt=\"\"` where it is only decoration";
            sink.push(complain(at, message, help));
        }
        let is_plain = aria::PLAIN_TAGS.contains(tag);
        if is_plain
            && let Some((at, _)) = named("onClick")
            && !has("role")
            && !has("onKeyDown")
            && !has("aria-hidden")
        {
            let message = format!("a `{tag}` that is clicked is not reached by keys");
            let help = "write a `button`; or give it a `role`, a `tabIndex` and an `onKeyDown`";
            sink.push(complain(at, &message, help));
        }
    }
}

fn unknown_role(value: &Expr) -> Option<Diagnostic> {
    let ExprKind::Str(roles) = &plain(value).kind else { return None };
    let role = roles.split_whitespace().find(|role| !aria::ROLES.contains(role))?;
    let message = format!("there is no role `{role}`");
    let found = Diagnostic::new(Code::PSC522, value.span, message);
    Some(match closest(role, aria::ROLES.iter().copied()) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("write one of WAI-ARIA's, or leave it away"),
    })
}

fn complain(span: Span, message: &str, help: &str) -> Diagnostic {
    Diagnostic::new(Code::PSC522, span, message).help(help)
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn what_is_not_heard_or_reached() {
        finds(
            "
            # all rules
            @ps.javascript(jsx=True)
            def Page(*, url: str):
                return ps.div(
                    ps.img(src=url),  # PSC522 src
                    ps.div('a', onClick=print),  # PSC522 onClick
                    ps.p('a', role='buton'),  # PSC522 'buton'
                    ps.p('a', role='xyzzy'),  # PSC522 'xyzzy'
                )
            ",
        );
    }

    #[test]
    fn what_is() {
        clean(
            "
            # all rules
            @ps.javascript(jsx=True)
            def Page(*, url: str, kind: str, **rest):
                return ps.div(
                    ps.img(src=url, alt=''),
                    ps.img(src=url, **rest),
                    ps.button('a', onClick=print),
                    ps.div('a', onClick=print, role='button', tabIndex=0, onKeyDown=print),
                    ps.p('a', role='alert'),
                    ps.p('a', role=kind),
                )
            ",
        );
    }
}
