//! PSC511: a prop of a tag that React knows by another name.
//!
//! ```text
//! ps.p(class_name="a", on_click=f)      neither does anything: `className`, `onClick`
//! ps.p(style={"font_size": 12})         `fontSize`
//! ps.button(disabled="false")           a string is true
//! ps.input(vlaue="a")                   did you mean `value`?
//! ps.p(aria_labell="a", onHoover=f)     React warns about both
//! ps.p(style={"backgroundColour": c})   did you mean `backgroundColor`?
//! ```
//!
//! Other names that nobody knows are left alone: the browser may know them. A `style` that is a string is an error
//! (PSC501), because React throws.

use crate::analyze::facts::Facts;
use crate::analyze::props::{Named, entries, named};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Expr, ExprKind, Tag, Type};
use crate::tables::{aria, css, dom_props};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for element in &facts.elements {
        let Tag::Intrinsic(tag) = &element.tag else { continue };
        // The names of a custom element are its own.
        if tag.contains('-') {
            continue;
        }
        for prop in named(element) {
            let name = &**prop.name;
            if let Some(right) = dom_props::right_name(name) {
                let found = found(&prop, format!("React knows no `{name}`, so it does nothing"));
                sink.push(repaired(found.help(format!("write `{right}`")), &prop, right));
            } else if let Some(near) = dom_props::near_name(name) {
                sink.push(unknown(&prop, format!("React knows no `{name}` of a tag"), Some(near)));
            } else if aria::is_unknown_attribute(name) {
                let message = format!("there is no attribute `{name}`");
                sink.push(unknown(&prop, message, aria::near_attribute(name).as_deref()));
            } else if is_event(name) {
                let message = format!("React knows no event `{name}`, so it never comes");
                sink.push(unknown(&prop, message, dom_props::near_event(name)));
            } else if name == "style" {
                style(facts, prop.value, sink);
            } else if dom_props::IS_FLAG.contains(&name) && is_false(prop.value) {
                let message = format!("`{name}` is a flag, and any string sets it");
                let help = format!("write `{name}=False`");
                let found = Diagnostic::new(Code::PSC511, prop.value.span, message).help(help);
                sink.push(found.fix("write `False`", prop.value.span, "False"));
            }
        }
    }
}

fn found(prop: &Named, message: String) -> Diagnostic {
    Diagnostic::new(Code::PSC511, prop.span, message)
}

/// With the right name in its place, for certain.
fn repaired(found: Diagnostic, prop: &Named, name: &str) -> Diagnostic {
    match prop.respelled(name) {
        Some(text) => found.fix(format!("write `{name}`"), prop.span, text),
        None => found,
    }
}

/// The same as a guess.
fn respell(found: Diagnostic, prop: &Named, name: &str) -> Diagnostic {
    match prop.respelled(name) {
        Some(text) => found.suggest(format!("write `{name}`"), prop.span, text),
        None => found,
    }
}

fn unknown(prop: &Named, message: String, near: Option<&str>) -> Diagnostic {
    let found = found(prop, message);
    match near {
        Some(near) => respell(found.help(format!("did you mean `{near}`?")), prop, near),
        None => found.help("leave it out, or name what the tag knows"),
    }
}

/// What is called as a handler is and is none.
fn is_event(name: &str) -> bool {
    let is_named_so =
        name.strip_prefix("on").is_some_and(|rest| rest.starts_with(char::is_uppercase));
    is_named_so && dom_props::event_prop(name).is_none()
}

fn is_false(value: &Expr) -> bool {
    matches!(&value.kind, ExprKind::Str(text) if text.eq_ignore_ascii_case("false"))
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
    for entry in entries(value) {
        let (name, span) = (&**entry.name, entry.span);
        if let Some(right) = camel_case(name) {
            let message = format!("React knows no `{name}` in a style");
            let found = Diagnostic::new(Code::PSC511, span, message);
            sink.push(repaired(found.help(format!("write `{right}`")), &entry, &right));
        } else if let Some(near) = css::near_property(name) {
            let message = format!("CSS has no `{name}`, so it does nothing");
            let found = Diagnostic::new(Code::PSC511, span, message);
            sink.push(respell(found.help(format!("did you mean `{near}`?")), &entry, near));
        }
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
    use crate::analyze::tests::{clean, compile, finds, help};

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
                    ps.p(aria_labell='a', onKeyPressed=print, onHoover=print),  # PSC511 aria_labell; PSC511 onKeyPressed; PSC511 onHoover
                    ps.p(**{'aria-labell': 'a', 'class': 'b'}),  # PSC511 'aria-labell'; PSC511 'class'
                    ps.p(style={'backgroundColour': 'red', 'heigth': 1}),  # PSC511 'backgroundColour'; PSC511 'heigth'
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
    fn what_stands_elsewhere_has_no_fix() {
        let (_, found) = compile(
            "
            @ps.javascript(jsx=True)
            def Page():
                return ps.p(style=obj(font_size=1))
            ",
        );
        let [one] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(one.fix, None);
    }

    #[test]
    fn the_fix_is_spelt_as_it_stands() {
        for (props, fixed) in [
            ("aria_labell='a'", "aria_label='a'"),
            ("**{'aria-labell': 'a'}", "**{\"aria-label\": 'a'}"),
            ("on_click=print", "onClick=print"),
            ("**{'class': 'a'}", "**{\"className\": 'a'}"),
            ("style={'font_size': 1}", "style={\"fontSize\": 1}"),
            ("disabled='false'", "disabled=False"),
        ] {
            let (text, found) = compile(&format!(
                "
                @ps.javascript(jsx=True)
                def Page():
                    return ps.p({props})
                "
            ));
            let [one] = found.as_slice() else { panic!("{found:?}") };
            let fix = one.fix.clone().unwrap();
            let mut text = text.clone();
            text.replace_range(fix.span.start as usize..fix.span.end as usize, &fix.replacement);
            assert!(text.contains(&format!("ps.p({fixed})")), "{text}");
        }
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
                    ps.p(style={'fontSize': 12, 'WebkitBoxFlex': 1, 'tint': 1}),
                    ps.p(aria_label='a', aria_haspopup='menu', onKeyDown=print, onPointerEnter=print, one=1),
                )
            ",
        );
    }
}
