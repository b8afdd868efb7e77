//! PSC520: tags that HTML does not let stand in each other.
//!
//! ```text
//! ps.p(ps.div("a"))          the browser ends the paragraph before the `div`, and React warns
//! ps.table(ps.tr(...))       it puts a `tbody` in between: write it
//! ```
//!
//! The rules are in `tables::nesting`. What a component renders is not looked into.

use crate::analyze::facts::Facts;
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{Child, Element, Expr, ExprKind, Function, Module, Prop, Tag};
use crate::tables::nesting::{self, Fault};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    let mut nested = Nested { module: facts.module, around: Vec::new(), sink };
    walk::walk_module(&mut nested);
}

struct Nested<'s, 'm> {
    module: &'m Module,
    /// The tags around, the innermost last.
    around: Vec<&'static str>,
    sink: &'s mut Sink,
}

impl<'m> Visitor<'m> for Nested<'_, 'm> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Jsx(element) => self.element(element, expr.span),
            _other => walk::walk_expr(self, expr),
        }
    }

    /// What a function gives stands elsewhere, unless it is called for each item of a list.
    fn func(&mut self, func: &'m Function) {
        let is_lambda = func.name.is_none();
        let around = match is_lambda {
            true => self.around.clone(),
            false => Vec::new(),
        };
        let kept = std::mem::replace(&mut self.around, around);
        walk::walk_defaults(self, func);
        walk::walk_body(self, func);
        self.around = kept;
    }
}

impl<'m> Nested<'_, 'm> {
    fn element(&mut self, element: &'m Element, span: Span) {
        match element.tag {
            Tag::Intrinsic(tag) => {
                if let Some(fault) = nesting::fault(tag, &self.around) {
                    self.sink.push(complain(tag, &fault, span));
                }
                let known = self.around.len();
                self.props(element, Vec::new());
                self.around.push(tag);
                self.children(element);
                self.around.truncate(known);
            }
            Tag::Fragment => self.children(element),
            Tag::Component(_) => {
                let kept = std::mem::take(&mut self.around);
                walk::walk_element(self, element);
                self.around = kept;
            }
        }
    }

    /// What props hold stands where the tag wants it.
    fn props(&mut self, element: &'m Element, around: Vec<&'static str>) {
        let kept = std::mem::replace(&mut self.around, around);
        for prop in &element.props {
            match prop {
                Prop::Named { value, .. } | Prop::Spread(value) => {
                    self.expr(value);
                }
            }
        }
        self.around = kept;
    }

    fn children(&mut self, element: &'m Element) {
        for child in &element.children {
            match child {
                Child::One(value) | Child::Spread(value) => self.expr(value),
            }
        }
    }
}

fn complain(tag: &str, fault: &Fault, span: Span) -> Diagnostic {
    let message = match fault {
        Fault::Parent { parent, .. } => format!("`{tag}` cannot stand directly in `{parent}`"),
        Fault::Within { outer } => {
            format!("`{tag}` cannot stand in `{outer}`: the browser ends that before it")
        }
    };
    Diagnostic::new(Code::PSC520, span, message).help(advice(tag, fault))
}

fn advice(tag: &str, fault: &Fault) -> String {
    match fault {
        Fault::Parent { wanted, .. } => format!("put it into {wanted}"),
        Fault::Within { outer: "p" } => "make the `p` a `div`".to_owned(),
        Fault::Within { outer } => format!("put the `{tag}` beside the `{outer}`"),
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn what_html_moves() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Page(*, xs: list[str], open: bool):
                return ps.div(
                    ps.p(ps.div('a')),  # PSC520 ps.div('a')
                    ps.p(ps.span(ps.ul('a'))),  # PSC520 ps.ul('a')
                    ps.p(open and ps.p('a')),  # PSC520 ps.p('a')
                    ps.a(ps.b(ps.a('a'))),  # PSC520 ps.a('a')
                    ps.button(ps.button('a')),  # PSC520 ps.button('a')
                    ps.form(ps.div(ps.form('a'))),  # PSC520 ps.form('a')
                    ps.table(ps.tr(ps.td('a'))),  # PSC520 ps.tr(ps.td('a'))
                    ps.table(ps.tbody(ps.td('a'))),  # PSC520 ps.td('a')
                    ps.table(ps.tbody([ps.div(x, key=x) for x in xs])),  # PSC520 ps.div(x, key=x)
                    ps.div(ps.tr('a')),  # PSC520 ps.tr('a')
                    ps.select(ps.div('a')),  # PSC520 ps.div('a')
                )
            ",
        );
    }

    #[test]
    fn what_html_takes() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Cell(*children):
                return ps.td(*children)

            @ps.javascript(jsx=True)
            def Row(*, xs: list[str]):
                return ps.tr([ps.td(x, key=x) for x in xs], ps.fragment(ps.th('a'), Cell('b')))

            @ps.javascript(jsx=True)
            def Page(*, xs: list[str], open: bool):
                return ps.div(
                    ps.p(ps.span('a'), ps.a(ps.b('x')), ps.button(ps.span('a')), ps.input()),
                    ps.table(ps.caption('c'), ps.thead(ps.tr(ps.th('a'))), ps.tbody(ps.tr(ps.td(ps.p('a'), ps.table(ps.tbody(Row(xs=xs))))))),
                    ps.select(ps.optgroup(ps.option('a'), label='x'), ps.option('b')),
                    ps.ul([ps.li(ps.p(x), ps.ul(ps.li('y')), key=x) for x in xs]),
                    ps.svg(ps.a(ps.text('a')), viewBox='0 0 1 1'),
                    ps.button(onClick=lambda: print(ps.button('a'))),
                )
            ",
        );
    }
}
