//! PSC506: elements of a list without keys.
//!
//! ```text
//! ps.ul([ps.li(row.name) for row in rows])      React cannot tell the rows apart: `key=row.id`
//! ```
//!
//! React warns about it when it renders, and mixes up the state of the items when the list changes
//! its order. Seen are comprehensions, `ps.For`, `map` and lists that are children or that a component
//! returns, also through a variable that is bound once.

use rustc_hash::FxHashSet;

use crate::analyze::facts::{Bound, Facts};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{Arg, Body, Child, CompKind, Element, Expr, ExprKind, Item, Prop, Py, Role, Tag};
use crate::tables::returns::Returns;

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    let mut find = Find { facts, seen: FxHashSet::default(), sink };
    for element in &facts.elements {
        for child in &element.children {
            match child {
                Child::One(value) => find.child(value, true, 8),
                // Items of their own; still, a list of changing length moves them about.
                Child::Spread(value) => find.child(value, element.children.len() == 1, 8),
            }
        }
    }
    for item in &facts.module.items {
        let Item::Function { func, .. } = item else { continue };
        let is_component = facts.module.func(*func).is_some_and(|it| it.role == Role::Component);
        if is_component {
            for value in facts.returns.get(func).into_iter().flatten() {
                find.child(value, true, 8);
            }
        }
    }
}

struct Find<'f, 'p> {
    facts: &'f Facts<'p>,
    /// Elements that were reported.
    seen: FxHashSet<u32>,
    sink: &'f mut Sink,
}

impl Find<'_, '_> {
    /// A child: reports the lists that it may be. A list that is written out counts when `displays`.
    fn child(&mut self, value: &Expr, displays: bool, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match &value.kind {
            ExprKind::Var(var) => {
                if let Some(Bound::Value(value)) = self.facts.bound.get(var) {
                    self.child(value, displays, depth);
                }
            }
            ExprKind::Py(py) => match py {
                Py::And(values) | Py::Or(values) => {
                    values.iter().for_each(|value| self.child(value, displays, depth));
                }
                Py::Cond { test: _, then, orelse } => {
                    self.child(then, displays, depth);
                    self.child(orelse, displays, depth);
                }
                Py::Comp(comp) => match &comp.kind {
                    CompKind::List(item) | CompKind::Generator(item) => {
                        self.item(value, item, depth);
                    }
                    CompKind::Set(_) | CompKind::Dict(..) => {}
                },
                Py::ForEach { items: _, function } => self.items_of(value, function, depth),
                Py::Builtin { row, args, .. } => match (row.returns, args.as_slice()) {
                    (Returns::Mapped, [Arg::Pos(function), ..]) => {
                        self.items_of(value, function, depth)
                    }
                    (Returns::Items | Returns::Tuple, [Arg::Pos(inner)]) => {
                        self.child(inner, displays, depth)
                    }
                    _other => {}
                },
                Py::Method { name, args, .. } => {
                    if let ("map" | "flatMap", [Arg::Pos(function)]) = (&**name, args.as_slice()) {
                        self.items_of(value, function, depth);
                    }
                }
                Py::List(items) | Py::Tuple(items) if displays => {
                    for item in items {
                        match item {
                            Arg::Pos(item) => self.item(value, item, depth),
                            Arg::Spread(inner) => self.child(inner, displays, depth),
                            Arg::Omitted => {}
                        }
                    }
                }
                _other => {}
            },
            _other => {}
        }
    }

    /// What a function gives for each item of a list.
    fn items_of(&mut self, list: &Expr, function: &Expr, depth: u32) {
        let Some(func) = self.facts.function(function).and_then(|id| self.facts.module.func(id))
        else {
            return;
        };
        match &func.body {
            Body::Expr(item) => self.item(list, item, depth),
            Body::Block(_) => {
                let returned = self.facts.returns.get(&func.id);
                for item in returned.into_iter().flatten().copied().collect::<Vec<_>>() {
                    self.item(list, item, depth);
                }
            }
        }
    }

    fn item(&mut self, list: &Expr, item: &Expr, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match &item.kind {
            ExprKind::Jsx(element) if !has_key(element) && self.seen.insert(item.id.0) => {
                self.sink.push(complain(list, item, element));
            }
            ExprKind::Py(Py::And(values) | Py::Or(values)) => {
                values.iter().for_each(|value| self.item(list, value, depth));
            }
            ExprKind::Py(Py::Cond { test: _, then, orelse }) => {
                self.item(list, then, depth);
                self.item(list, orelse, depth);
            }
            _other => {}
        }
    }
}

/// Props that are spread may hold the key.
fn has_key(element: &Element) -> bool {
    element.key.is_some() || element.props.iter().any(|prop| matches!(prop, Prop::Spread(_)))
}

fn complain(list: &Expr, item: &Expr, element: &Element) -> Diagnostic {
    let what = match &element.tag {
        Tag::Intrinsic(tag) => format!("`{tag}`"),
        Tag::Fragment => "fragment".to_owned(),
        Tag::Component(_) => "component".to_owned(),
    };
    let is_written_out = matches!(list.kind, ExprKind::Py(Py::List(_) | Py::Tuple(_)));
    let help = match is_written_out {
        true => {
            "pass the elements as children of their own, without the list, or give each a `key=`"
        }
        false => "give it a `key=` that belongs to the item and stays: `key=item[\"id\"]`",
    };
    Diagnostic::new(Code::PSC506, item.span, format!("this {what} stands in a list and has no key"))
        .help(help)
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn lists_without_keys() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Row(name: str):
                return [ps.td(name)]  # PSC506 ps.td(name)

            @ps.javascript(jsx=True)
            def List(xs: list[str]):
                rows = [ps.li(x) for x in xs]  # PSC506 ps.li(x)
                def row(x):
                    return ps.i(x)  # PSC506 ps.i(x)
                return ps.ul(
                    rows,
                    [Row(name=x) if x else ps.b(x, key=x) for x in xs],  # PSC506 Row(name=x)
                    ps.For(xs, lambda x: ps.p(x)) if xs else None,  # PSC506 ps.p(x)
                    list(map(row, xs)),
                    *[ps.fragment(x) for x in xs],  # PSC506 ps.fragment(x)
                )
            ",
        );
    }

    #[test]
    fn keys_texts_and_fixed_children() {
        clean(
            "
            @ps.javascript(jsx=True)
            def List(xs: list[str], more: dict[str, str], *children):
                parts = [ps.b('a'), ps.i('b')]
                return ps.ul(
                    [ps.li(x, key=x) for x in xs],
                    [ps.li(x, **more) for x in xs],
                    [x for x in xs],
                    *parts,
                    *[ps.b('x'), ps.b('y')],
                    children,
                    ps.For(xs, lambda x, i: ps.p(x, key=i)),
                )
            ",
        );
    }
}
