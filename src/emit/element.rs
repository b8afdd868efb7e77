//! Elements: `jsx("p", { className: "a", children: … })` or `<p className="a">…</p>`.

use crate::base::Span;
use crate::ir::{
    Arg, Child, CompKind, Element, Expr, ExprKind, Param, ParamKind, Prop, Py, Tag, Type,
};
use crate::tables::returns::Returns;

use super::emitter::{Emitter, JsxMode};
use super::js::E;
use super::js::ast::{self, JSXElementChild};

const RUNTIME: &str = "react/jsx-runtime";
const DEV_RUNTIME: &str = "react/jsx-dev-runtime";

impl Emitter<'_> {
    pub fn element(&mut self, span: Span, element: &Element) -> E {
        match self.jsx {
            JsxMode::Preserve => self.jsx_element(span, element),
            JsxMode::Automatic { dev } => self.runtime_call(span, element, dev),
        }
    }

    fn jsx_element(&mut self, span: Span, element: &Element) -> E {
        let spreads_written_out =
            |child: &Child| matches!(child, Child::Spread(value) if is_written_out(value));
        if element.children.iter().any(spreads_written_out) {
            // JSX has no way to write it.
            return self.runtime_call(span, element, false);
        }
        let at = self.at(span);
        let tag = match &element.tag {
            Tag::Intrinsic(name) => Some((*name).to_owned()),
            Tag::Component(component) => match self.tag_name(component) {
                Some(name) if !is_intrinsic_name(&name) => Some(name),
                // JSX would take `<pill>` for a tag of HTML.
                Some(_) | None => return self.runtime_call(span, element, false),
            },
            Tag::Fragment if element.key.is_none() => None,
            Tag::Fragment => Some(self.names.import("react", "Fragment").to_string()),
        };
        let mut attrs = Vec::new();
        if let Some(key) = &element.key {
            let key = self.expr(key);
            attrs.push(at.attribute("key", Some(key)));
        }
        for prop in &element.props {
            attrs.push(match prop {
                Prop::Named { name, span, value } => {
                    let is_true = matches!(value.kind, ExprKind::Bool(true));
                    let value = if is_true { None } else { Some(self.expr(value)) };
                    self.at(*span).attribute(name, value)
                }
                Prop::Spread(value) => {
                    let value = self.spread_props(value);
                    at.attribute_spread(value)
                }
            });
        }
        let children: Vec<JSXElementChild> = element
            .children
            .iter()
            .map(|child| match child {
                Child::One(value) => {
                    let value = self.child(value);
                    at.nowhere().child(value)
                }
                Child::Spread(value) => {
                    let items = self.child_list(value);
                    at.nowhere().child(items)
                }
            })
            .collect();
        match tag {
            Some(tag) => at.element(&tag, attrs, children),
            None => at.fragment(children),
        }
    }

    /// The dotted name of a component.
    fn tag_name(&mut self, component: &Expr) -> Option<String> {
        match &component.kind {
            ExprKind::Symbol(symbol) => {
                self.used_symbols.insert(*symbol);
                Some(self.names.symbol(*symbol).to_string())
            }
            ExprKind::Js(crate::ir::Js::Member(object, name))
            | ExprKind::Py(Py::Attr(object, name)) => {
                let object = self.tag_name(object)?;
                Some(format!("{object}.{name}"))
            }
            ExprKind::Var(var) => Some(self.names.var(*var).to_string()),
            ExprKind::Js(crate::ir::Js::Global(path)) => Some(path.to_string()),
            _other => None,
        }
    }

    fn runtime_call(&mut self, span: Span, element: &Element, dev: bool) -> E {
        let at = self.at(span);
        let quiet = at.nowhere();
        let tag = match &element.tag {
            Tag::Intrinsic(name) => quiet.string(name),
            Tag::Component(component) => self.expr(component),
            Tag::Fragment => {
                let source = if dev { DEV_RUNTIME } else { RUNTIME };
                let fragment = self.names.import(source, "Fragment");
                quiet.ident(&fragment)
            }
        };
        let mut props = Vec::new();
        for prop in &element.props {
            props.push(match prop {
                Prop::Named { name, span, value } => {
                    let value = self.expr(value);
                    self.at(*span).property(name, value)
                }
                Prop::Spread(value) => {
                    let value = self.spread_props(value);
                    quiet.spread_property(value)
                }
            });
        }
        let (children, is_static) = self.children(&element.children);
        if let Some(children) = children {
            props.push(quiet.property("children", children));
        }
        let key = element.key.as_ref().map(|key| self.expr(key));
        let mut args = vec![tag, quiet.object(props)];
        if dev {
            args.push(key.unwrap_or_else(|| quiet.undefined()));
            args.push(quiet.boolean(is_static));
            args.push(self.source_position(span));
            let name = self.names.import(DEV_RUNTIME, "jsxDEV");
            return at.call(quiet.ident(&name), args);
        }
        args.extend(key);
        let name = self.names.import(RUNTIME, if is_static { "jsxs" } else { "jsx" });
        at.call(quiet.ident(&name), args)
    }

    /// The `children` prop, and whether it is a fixed list of them (which needs no keys).
    fn children(&mut self, children: &[Child]) -> (Option<E>, bool) {
        match children {
            [] => (None, false),
            [Child::One(only)] => (Some(self.child(only)), false),
            [Child::Spread(only)] if !is_written_out(only) => (Some(self.child_list(only)), false),
            several => {
                let items: Vec<ast::ExprOrSpread> = several
                    .iter()
                    .map(|child| match child {
                        Child::One(value) => self.child(value).into(),
                        Child::Spread(value) => {
                            let items = self.child_list(value);
                            match is_written_out(value) {
                                true => self.js.spread(items),
                                false => items.into(),
                            }
                        }
                    })
                    .collect();
                (Some(self.js.array(items)), true)
            }
        }
    }

    /// A child that is one value. What React cannot take is what Python could not show either, except
    /// for what can be walked only once: React renders twice, so it becomes a list here.
    fn child(&mut self, value: &Expr) -> E {
        if let ExprKind::Py(Py::Cond { test, then, orelse }) = &value.kind {
            let test = self.test(test);
            let (then, orelse) = (self.child(then), self.child(orelse));
            return self.at(value.span).conditional(test, then, orelse);
        }
        if let Some(items) = self.as_array(value) {
            return items;
        }
        let ty = self.ty(value);
        let lasts = |ty: &Type| ty.is_list() || ty.is_tuple();
        let is_walked_once = |ty: &Type| matches!(ty, Type::Iterable(_));
        match ty.any(is_walked_once) && ty.all(|ty| lasts(ty) || is_walked_once(ty)) {
            true => {
                let items = self.iterable(value);
                let spread = self.js.spread(items);
                self.js.array(vec![spread])
            }
            false => self.expr(value),
        }
    }

    /// What nobody else can walk, as an array: a generator expression, `map` of a lambda.
    fn as_array(&mut self, value: &Expr) -> Option<E> {
        match &value.kind {
            ExprKind::Py(Py::Comp(comp)) => {
                let CompKind::Generator(elt) = &comp.kind else { return None };
                if !self.stops.leaves_comp(self.program, self.module, comp)
                    && let Some(items) = self.mapped_list(value.span, &comp.clauses, elt)
                {
                    return Some(items);
                }
                let items = self.expr(value);
                let spread = self.js.spread(items);
                Some(self.js.array(vec![spread]))
            }
            ExprKind::Py(Py::Builtin { row, args, .. }) => match (row.returns, args.as_slice()) {
                (Returns::Mapped, [Arg::Pos(function), Arg::Pos(items)]) => {
                    self.mapped_by(value.span, function, items)
                }
                _other => None,
            },
            _other => None,
        }
    }

    /// `map(lambda x: ..., xs)` of a list is `xs.map((x) => ...)`.
    fn mapped_by(&mut self, span: Span, function: &Expr, items: &Expr) -> Option<E> {
        let ExprKind::Func(func) = function.kind else { return None };
        let func = self.module.func(func)?;
        // `Array.prototype.map` gives its function more than the item.
        let [Param { kind: ParamKind::Positional, default: None, .. }] = func.params.as_slice()
        else {
            return None;
        };
        // A `StopIteration` of the function ends Python's `map`, and would leave JavaScript's.
        let may_stop = self.stops.leaves(self.module, func);
        if func.is_async || func.is_generator || may_stop || !self.ty(items).is_array() {
            return None;
        }
        let function = self.expr(function);
        let items = self.expr(items);
        let at = self.at(span);
        Some(at.call(at.member(items, "map"), vec![function]))
    }

    /// `*children`: the items of a list, or the prop of that name as it came.
    fn child_list(&mut self, value: &Expr) -> E {
        if let Some(items) = self.as_array(value) {
            return items;
        }
        match self.is_children_prop(value) {
            true => self.expr(value),
            false => {
                let ty = self.ty(value).clone();
                let items = self.iterable(value);
                match ty.is_array() {
                    true => items,
                    false => {
                        let spread = self.js.spread(items);
                        self.js.array(vec![spread])
                    }
                }
            }
        }
    }

    /// Whether the expression is the parameter `*children` of the component.
    fn is_children_prop(&self, value: &Expr) -> bool {
        let ExprKind::Var(var) = value.kind else { return false };
        let owner = self.module.var(var).and_then(|row| self.module.func(row.owner));
        let Some(owner) = owner else { return false };
        owner.role == crate::ir::Role::Component
            && owner
                .params
                .iter()
                .any(|param| param.var == var && param.kind == crate::ir::ParamKind::Rest)
    }

    /// `**props` in an element.
    fn spread_props(&mut self, value: &Expr) -> E {
        self.expr(value)
    }

    /// `{ fileName, lineNumber, columnNumber }` for React's development messages.
    fn source_position(&mut self, span: Span) -> E {
        let quiet = self.js.nowhere();
        let Some(source) = self.sources.iter().find(|source| source.file == span.file) else {
            return quiet.undefined();
        };
        let position = source.index.utf16(&source.text, span.start);
        quiet.object(vec![
            quiet.property("fileName", quiet.string(&source.name)),
            quiet.property("lineNumber", quiet.int(i64::from(position.line) + 1)),
            quiet.property("columnNumber", quiet.int(i64::from(position.column) + 1)),
        ])
    }
}

/// Whether `*value` among children stands for elements that are written out there, without keys:
/// `*([ps.p("more")] if more else [])`. They become children of their own. Any other list stays one
/// child, as in JSX: what follows it keeps its place, and with it its state, when the list grows.
fn is_written_out(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Py(Py::List(items) | Py::Tuple(items)) => items.iter().any(|item| match item {
            Arg::Pos(item) => {
                matches!(&item.kind, ExprKind::Jsx(element) if element.key.is_none())
            }
            Arg::Spread(items) => is_written_out(items),
            Arg::Omitted => false,
        }),
        ExprKind::Py(Py::Cond { then, orelse, .. }) => {
            is_written_out(then) || is_written_out(orelse)
        }
        ExprKind::Py(Py::And(values) | Py::Or(values)) => values.iter().any(is_written_out),
        _other => false,
    }
}

/// Whether JSX reads the name of an element as a tag of the browser.
fn is_intrinsic_name(name: &str) -> bool {
    !name.contains('.') && name.starts_with(|first: char| first.is_ascii_lowercase())
}
