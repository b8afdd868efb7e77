//! PSC527: rendering changes what does not belong to the component.
//!
//! ```text
//! document.title = text                                  React renders when it likes, and what it throws away too
//! useEffect(lambda: set_title(text), [text])             an effect runs when the page shows it
//!
//! SEEN.append(name)                                      a list of the module: grows at every render
//! ```

use crate::analyze::facts::Facts;
use crate::analyze::render::{Node, rendered};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Expr, ExprKind, Js, PlaceKind, Py, SymbolKind, Type, effects};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    rendered(facts, &mut |it| {
        let (span, changed) = match it.node {
            Node::Place(place) => match &place.kind {
                PlaceKind::Symbol(_) if !it.tests.is_empty() => return,
                PlaceKind::Symbol(symbol) => (place.span, named(facts, *symbol)),
                PlaceKind::Attr { object, .. }
                | PlaceKind::Index { object, .. }
                | PlaceKind::Slice { object, .. } => (place.span, outside(facts, object)),
                PlaceKind::Error
                | PlaceKind::Ignored
                | PlaceKind::Var(_)
                | PlaceKind::Unpack { .. } => return,
            },
            Node::Expr(expr) => {
                let ExprKind::Py(Py::Method { object, name, .. }) = &expr.kind else { return };
                let ty = facts.types.expr(object.id);
                let changes =
                    matches!(ty, Type::List(_) | Type::Set(_) | Type::Dict(..) | Type::Record(_))
                        && effects::of_method(ty, name).0.receiver.change().is_some();
                (expr.span, changes.then(|| outside(facts, object)).flatten())
            }
        };
        // What is kept for the next time is looked up first: `if name not in CACHE`.
        let Some(name) = changed.filter(|_| it.is_sure) else { return };
        let message = format!("this changes `{name}` while the component renders");
        let help = "do it in an effect or in a handler; what the component keeps for itself is a state or a ref";
        sink.push(Diagnostic::new(Code::PSC527, span, message).help(help));
    });
}

/// The name of what is changed, where it belongs to the page or to the module.
fn outside(facts: &Facts, object: &Expr) -> Option<String> {
    match &object.kind {
        ExprKind::Js(Js::Global(path)) => Some(path.to_string()),
        ExprKind::Symbol(symbol) => named(facts, *symbol),
        ExprKind::Js(Js::Member(inner, _))
        | ExprKind::Py(Py::Attr(inner, _) | Py::Index(inner, _)) => outside(facts, inner),
        _other => None,
    }
}

fn named(facts: &Facts, symbol: crate::ir::SymbolId) -> Option<String> {
    let symbol = facts.module.symbol(symbol)?;
    match symbol.kind {
        SymbolKind::Const { .. } | SymbolKind::Foreign { .. } => Some(symbol.name.to_string()),
        // `Card.displayName = ...` is said of the component, once.
        SymbolKind::Function(_) | SymbolKind::Import(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn the_page_and_the_module() {
        finds(
            "
            SEEN = []
            COUNTS = {'a': 0}
            total = 0

            @ps.javascript(jsx=True)
            def Page(*, text: str):
                global total
                total += 1  # PSC527 total
                document.title = text  # PSC527 document.title
                document.body.style.color = 'red'  # PSC527 document.body.style.color
                SEEN.append(text)  # PSC527 SEEN.append(text)
                COUNTS['a'] += 1  # PSC527 COUNTS['a']
                return ps.h1(text)
            ",
        );
    }

    #[test]
    fn effects_handlers_and_caches() {
        clean(
            "
            CACHE = {'a': 1}
            total = None

            @ps.javascript(jsx=True)
            def Page(*, text: str):
                global total
                if total is None:
                    total = 1
                if text not in CACHE:
                    CACHE[text] = len(text)
                rows = []
                rows.append(text)
                own = {}
                own['a'] = 1
                def show():
                    document.title = text
                useEffect(show, [text])
                return ps.button(text, onClick=lambda: CACHE.clear())
            ",
        );
    }
}
