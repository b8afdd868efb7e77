//! PSC511: a prop of a tag that React knows by another name.
//!
//! ```text
//! ps.p(class_name="a", on_click=f)      React ignores both: `className`, `onClick`
//! ps.p(style={"font_size": 12})         `fontSize`
//! ps.button(disabled="false")           a string is true
//! ps.input(vlaue="a")                   did you mean `value`?
//! ```
//!
//! Other names that nobody knows are left alone: the browser may know them. A `style` that is a string is an error
//! (PSC501), because React throws.

use crate::analyze::facts::Facts;
use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{DictEntry, Element, Expr, ExprKind, Js, JsProp, Prop, Py, Tag, Type};
use crate::tables::dom_props;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for element in &facts.elements {
        let Element { tag: Tag::Intrinsic(tag), props, .. } = element else { continue };
        // The names of a custom element are its own.
        if tag.contains('-') {
            continue;
        }
        for prop in props {
            let Prop::Named { name, span, value } = prop else { continue };
            let value = crossing(value);
            if let Some(right) = dom_props::right_name(name) {
                let message = format!("React knows no `{name}`, and leaves it out");
                let help = format!("write `{right}`");
                let found = Diagnostic::new(Code::PSC511, *span, message).help(help);
                sink.push(found.suggest(format!("write `{right}`"), *span, right.to_owned()));
            } else if let Some(near) = dom_props::near_name(name) {
                let message = format!("React knows no `{name}` of a tag");
                let help = format!("did you mean `{near}`?");
                let found = Diagnostic::new(Code::PSC511, *span, message).help(help);
                sink.push(found.suggest(format!("write `{near}`"), *span, near.to_owned()));
            } else if &**name == "style" {
                style(facts, value, sink);
            } else if dom_props::IS_FLAG.contains(&&**name) && is_false(value) {
                let message = format!("`{name}` is a flag, and any string sets it");
                let help = format!("write `{name}=False`");
                sink.push(Diagnostic::new(Code::PSC511, value.span, message).help(help));
            }
        }
    }
}

fn is_false(value: &Expr) -> bool {
    matches!(&value.kind, ExprKind::Str(text) if text.eq_ignore_ascii_case("false"))
}

/// The value on its way to JavaScript.
fn crossing(value: &Expr) -> &Expr {
    match &value.kind {
        ExprKind::Js(Js::ToJs(inner)) => inner,
        _other => value,
    }
}

fn style(facts: &Facts, value: &Expr, sink: &mut Sink) {
    if facts.types.expr(value.id).all(Type::is_str) {
        let message = "React takes no text for `style`, and throws when it gets one";
        let help = match &value.kind {
            ExprKind::Str(css) => format!("write a dict: `style={{{}}}`", as_dict(css)),
            _computed => "write a dict: `style={\"color\": color}`".to_owned(),
        };
        sink.push(Diagnostic::new(Code::PSC501, value.span, message).help(help));
    }
    for (name, span) in keys(value) {
        if let Some(right) = camel_case(&name) {
            let message = format!("React knows no `{name}` in a style, and leaves it out");
            sink.push(
                Diagnostic::new(Code::PSC511, span, message).help(format!("write `{right}`")),
            );
        }
    }
}

fn keys(value: &Expr) -> Vec<(Name, Span)> {
    match &value.kind {
        ExprKind::Py(Py::Dict { entries, .. }) => entries
            .iter()
            .filter_map(|entry| match entry {
                DictEntry::Pair(key, _) => match &key.kind {
                    ExprKind::Str(name) => Some((name.clone(), key.span)),
                    _computed => None,
                },
                DictEntry::Spread(_) => None,
            })
            .collect(),
        ExprKind::Js(Js::Object(props)) => props
            .iter()
            .filter_map(|prop| match prop {
                JsProp::Named(name, value) => Some((name.clone(), value.span)),
                JsProp::Computed(..) | JsProp::Spread(_) => None,
            })
            .collect(),
        _other => Vec::new(),
    }
}

/// `font_size` and `font-size` are `fontSize`; `--gap` is a property of the author's own.
fn camel_case(name: &str) -> Option<String> {
    if name.starts_with("--") || !name.contains(['_', '-']) {
        return None;
    }
    let mut words = name.trim_start_matches("-ms-").split(['_', '-']);
    let mut all = words.next()?.to_owned();
    for word in words {
        let mut chars = word.chars();
        all.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        all.push_str(chars.as_str());
    }
    Some(all)
}

/// The declarations of a text of CSS as the entries of a dict.
fn as_dict(css: &str) -> String {
    let entries = css.split(';').filter_map(|declaration| {
        let (name, value) = declaration.split_once(':')?;
        let name = name.trim();
        let name = camel_case(name).unwrap_or_else(|| name.to_owned());
        Some(format!("\"{name}\": \"{}\"", value.trim()))
    });
    entries.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds, help};

    #[test]
    fn names_of_html_and_of_python() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page():
                return ps.div(
                    ps.p('a', class_name='b'),  # PSC511 class_name
                    ps.button(on_click=print, tabindex=1),  # PSC511 on_click; PSC511 tabindex
                    ps.input(onchange=print, auto_focus=True, readonly=True),  # PSC511 onchange; PSC511 auto_focus; PSC511 readonly
                    ps.p(style={'font_size': 12, '--own_gap': 1}),  # PSC511 'font_size'
                    ps.p(style='color: red'),  # PSC501 'color: red'
                    ps.button(disabled='false'),  # PSC511 'false'
                    ps.input(vlaue='a', onclik=print, titel='b'),  # PSC511 vlaue; PSC511 onclik; PSC511 titel
                )
            ",
        );
    }

    #[test]
    fn the_style_is_written_out() {
        let found = help(
            "
            @ps.javascript(jsx=True)
            def Page():
                return ps.p('a', style='color: red; font-size: 12px;')
            ",
        );
        assert_eq!(found, r#"write a dict: `style={"color": "red", "fontSize": "12px"}`"#);
    }

    #[test]
    fn what_react_knows() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Page(*, style: Any = None, **rest):
                return ps.div(
                    ps.label('a', className='b', htmlFor='c', aria_label='d', data_test_id='e', style=style),
                    ps.input(onChange=print, tabIndex=1, accept='x', unknown_name=1, tone='a', data_vlaue=1, disabled=False, **rest),
                    ps.svg(viewBox='0 0 1 1')[ps.path(strokeWidth=2, d='M0')],
                    ps.p(style={'fontSize': 12, 'WebkitBoxFlex': 1}),
                )
            ",
        );
    }
}
