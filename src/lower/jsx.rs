//! Elements: `ps.div(className="a")[child]`, components, fragments.
//!
//! Positional arguments and what stands in `[...]` are children, keyword arguments props, `key=` the
//! key. A dict among the props of something JavaScript renders crosses the boundary; the props of our
//! own components stay the Python values they are.

use crate::base::{Name, Span, closest};
use crate::diag::{Code, Diagnostic};
use crate::ir::{Child, Element, Expr, ExprKind, ImportName, Prop, Tag};
use crate::lower::call::last_name;
use crate::lower::context::Lowering;
use crate::lower::func::all_params;
use crate::resolve::{Binding, ItemKind, JsRef};
use crate::syntax::ast::{self, ArgKind};

/// Props and children as they come from a call.
#[derive(Default)]
struct Content {
    props: Vec<Prop>,
    key: Option<Expr>,
    children: Vec<Child>,
    /// `children=`.
    children_prop: Option<(Span, Expr)>,
}

/// Who reads the props of a component: what JavaScript reads has to be plain JavaScript.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reader {
    Python,
    JavaScript,
}

impl Lowering<'_> {
    /// `tag(...)`.
    pub fn element_call(&mut self, span: Span, func: &ast::Expr, args: &[ast::Arg]) -> Expr {
        let Some(tag) = self.tag(func) else { return self.error(span) };
        let content = self.content(&tag, func, args);
        self.element(span, tag, content)
    }

    /// `Component(...)` of the program: its props are checked against its parameters.
    pub fn component_call(
        &mut self,
        span: Span,
        func: &ast::Expr,
        args: &[ast::Arg],
        params: &ast::Params,
        definition: Span,
    ) -> Expr {
        self.check_props(last_name(func), args, params, definition);
        self.element_call(span, func, args)
    }

    /// `tag[...]` and `tag(...)[...]`; `None` when the subscripted value is no element.
    pub fn element_with_children(
        &mut self,
        span: Span,
        value: &ast::Expr,
        index: &ast::Expr,
    ) -> Option<Expr> {
        let (func, args) = match &value.kind {
            ast::ExprKind::Call { func, args } => (&**func, args.as_slice()),
            _bare => (value, &[][..]),
        };
        if !self.is_tag(func) {
            return None;
        }
        if let Some((params, definition)) = self.component_params(func) {
            self.check_props(last_name(func), args, &params, definition);
        }
        let Some(tag) = self.tag(func) else { return Some(self.error(span)) };
        let mut content = self.content(&tag, func, args);
        if !content.children.is_empty() {
            self.report(
                Diagnostic::new(Code::PSC505, index.span, "this element gets its children twice")
                    .help("put them all into `[...]`, or all into `(...)`"),
            );
        }
        let items = match &index.kind {
            ast::ExprKind::Tuple(items) => items.as_slice(),
            _one => std::slice::from_ref(index),
        };
        for item in items {
            let child = match &item.kind {
                ast::ExprKind::Starred(inner) => Child::Spread(self.lower(inner)),
                _one => Child::One(self.lower(item)),
            };
            content.children.push(child);
        }
        Some(self.element(span, tag, content))
    }

    fn component_params(&self, func: &ast::Expr) -> Option<(ast::Params, Span)> {
        let Some(Binding::Item(id)) = self.binding(func.span) else { return None };
        let item = self.program.items.get(id.index())?;
        match &item.kind {
            ItemKind::Function { def, .. } => Some((def.params.clone(), item.name_span)),
            ItemKind::Constant { .. }
            | ItemKind::Class(_)
            | ItemKind::TypeClass(_)
            | ItemKind::TypeAlias(_) => None,
        }
    }

    /// Whether calling the expression makes an element.
    fn is_tag(&self, func: &ast::Expr) -> bool {
        if let ast::ExprKind::Name(name) = &func.kind
            && self.local_var(name).is_some()
        {
            return false;
        }
        match self.binding(func.span) {
            Some(Binding::Tag(_)) => true,
            Some(Binding::Special(name)) => matches!(*name, "Fragment" | "fragment"),
            Some(Binding::Js(JsRef::Import { is_component, .. })) => *is_component,
            Some(Binding::Js(JsRef::Member { .. })) => true,
            Some(Binding::Item(id)) => {
                let item = self.program.items.get(id.index());
                let is_component = matches!(
                    item.map(|item| &item.kind),
                    Some(ItemKind::Function { marker: Some(marker), .. }) if marker.is_jsx
                );
                is_component || self.made_by_react(func).is_some()
            }
            Some(
                Binding::Js(JsRef::Global { .. })
                | Binding::Module(_)
                | Binding::Builtin(_)
                | Binding::PyModule(_)
                | Binding::PyMember { .. }
                | Binding::TypeOnly(_)
                | Binding::Marker(_)
                | Binding::Error,
            ) => false,
            None => match &func.kind {
                ast::ExprKind::Attribute { value, .. } => self.is_component_chain(value),
                _other => false,
            },
        }
    }

    /// Whether the expression is a JavaScript component, so that its members are components too
    /// (`Menu.Item`).
    pub fn is_component_chain(&self, expr: &ast::Expr) -> bool {
        if let ast::ExprKind::Name(name) = &expr.kind
            && self.local_var(name).is_some()
        {
            return false;
        }
        match self.binding(expr.span) {
            Some(Binding::Js(JsRef::Import { is_component, .. })) => *is_component,
            Some(Binding::Js(JsRef::Member { .. })) => true,
            Some(_other) => self.made_by_react(expr).is_some(),
            None => match &expr.kind {
                ast::ExprKind::Attribute { value, .. } => self.is_component_chain(value),
                _other => false,
            },
        }
    }

    /// For a constant that React made, who reads the props that it is given: `Theme =
    /// createContext(None)` and `Fast = memo(Row)` are components too.
    pub fn made_by_react(&self, expr: &ast::Expr) -> Option<Reader> {
        let Some(Binding::Item(id)) = self.binding(expr.span) else { return None };
        let item = self.program.items.get(id.index())?;
        let ItemKind::Constant { value, .. } = &item.kind else { return None };
        let ast::ExprKind::Call { func, args } = &value.kind else { return None };
        let Some(Binding::Js(JsRef::Import { import, .. })) = item.refs.get(&func.span) else {
            return None;
        };
        let ("react", ImportName::Named(name)) = (&*import.source, &import.name) else {
            return None;
        };
        match &**name {
            // A context hands its value on as it is.
            "createContext" => Some(Reader::Python),
            "memo" | "forwardRef" | "lazy" => {
                let inner = args.first().and_then(|arg| item.refs.get(&arg.value.span));
                let is_own = matches!(inner, Some(Binding::Item(_)));
                Some(if is_own { Reader::Python } else { Reader::JavaScript })
            }
            _other => None,
        }
    }

    /// Whether the props of the component are read by Python that is compiled too.
    fn stays_python(&self, func: &ast::Expr) -> bool {
        let base = match &func.kind {
            ast::ExprKind::Attribute { value, .. } if self.binding(func.span).is_none() => value,
            _other => func,
        };
        self.component_params(func).is_some() || self.made_by_react(base) == Some(Reader::Python)
    }

    pub fn element_from_member(
        &mut self,
        span: Span,
        func_span: Span,
        value: &ast::Expr,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Expr {
        let func = ast::Expr {
            span: func_span,
            kind: ast::ExprKind::Attribute { value: Box::new(value.clone()), attr: attr.clone() },
        };
        self.element_call(span, &func, args)
    }

    fn tag(&mut self, func: &ast::Expr) -> Option<Tag> {
        match self.binding(func.span) {
            Some(Binding::Tag("")) => Some(Tag::Fragment),
            Some(Binding::Tag(name)) => Some(Tag::Intrinsic(name)),
            Some(Binding::Special(_)) => Some(Tag::Fragment),
            Some(binding) => {
                let local = last_name(func);
                let component = self.bound(func.span, local, binding);
                let is_refused = matches!(component.kind, ExprKind::Error);
                (!is_refused).then_some(Tag::Component(component))
            }
            None => match &func.kind {
                ast::ExprKind::Attribute { value, attr } if self.is_component_chain(value) => {
                    let value = self.lower(value);
                    let member = crate::ir::Js::Member(Box::new(value), attr.name.clone());
                    Some(Tag::Component(self.js(func.span, member)))
                }
                _other => Some(Tag::Component(self.lower(func))),
            },
        }
    }

    fn content(&mut self, tag: &Tag, func: &ast::Expr, args: &[ast::Arg]) -> Content {
        let mut content = Content::default();
        let stays_python = self.stays_python(func);
        for arg in args {
            let value = match (&arg.kind, tag) {
                (ArgKind::Keyword(name), Tag::Intrinsic(_)) => {
                    self.prop_of_tag(&name.name, &arg.value)
                }
                _other => self.lower(&arg.value),
            };
            if matches!(
                (&arg.kind, &arg.value.kind),
                (ArgKind::Positional, ast::ExprKind::Dict(_) | ast::ExprKind::DictComp { .. })
            ) {
                let message = "a dict is no child that React can render";
                self.report(
                    Diagnostic::new(Code::PSC501, arg.span, message)
                        .help("pass props by name, or a dict of them after `**`"),
                );
            }
            match &arg.kind {
                ArgKind::Positional => content.children.push(Child::One(value)),
                ArgKind::Star => content.children.push(Child::Spread(value)),
                ArgKind::DoubleStar => {
                    let crosses = !stays_python && !self.is_rest_of_props(&value);
                    let value = if crosses { self.to_js(value) } else { value };
                    content.props.push(Prop::Spread(value));
                }
                ArgKind::Keyword(name) => match &*name.name {
                    "key" => content.key = Some(value),
                    "children" => content.children_prop = Some((name.span, value)),
                    _prop => {
                        let value = match (stays_python, tag) {
                            (true, _) => value,
                            (false, Tag::Component(_)) => self.callback_to_js(value),
                            (false, Tag::Intrinsic(_) | Tag::Fragment) => self.to_js(value),
                        };
                        let prop = prop_name(matches!(tag, Tag::Intrinsic(_)), &name.name);
                        content.props.push(Prop::Named { name: prop, span: name.span, value });
                    }
                },
            }
        }
        content
    }

    /// Whether the value is the `**rest` of a component: props that came from React.
    fn is_rest_of_props(&self, value: &Expr) -> bool {
        let ExprKind::Var(var) = value.kind else { return false };
        self.funcs.iter().any(|func| func.rest_of_props == Some(var))
    }

    fn element(&mut self, span: Span, tag: Tag, content: Content) -> Expr {
        let Content { mut props, key, mut children, children_prop } = content;
        if let Some((at, value)) = children_prop {
            if children.is_empty() {
                children.push(Child::One(value));
            } else {
                let message = "this element gets its children twice";
                self.report(
                    Diagnostic::new(Code::PSC505, at, message)
                        .help("pass them by position or in `[...]`, and drop `children=`"),
                );
            }
        }
        if matches!(tag, Tag::Fragment) && !props.is_empty() {
            self.report(
                Diagnostic::new(Code::PSC501, span, "a fragment takes no props but `key`")
                    .help("use an element such as `ps.div` to carry props"),
            );
            props.clear();
        }
        if let Tag::Intrinsic(name) = &tag
            && crate::tables::tags::by_jsx(name).is_some_and(|row| row.is_void)
            && !children.is_empty()
        {
            let message = format!("`<{name}>` is a void element: it has no children");
            self.report(
                Diagnostic::new(Code::PSC501, span, message).help("put the children beside it"),
            );
            children.clear();
        }
        self.expr(span, ExprKind::Jsx(Box::new(Element { tag, props, key, children })))
    }

    fn check_props(
        &mut self,
        name: &str,
        args: &[ast::Arg],
        params: &ast::Params,
        definition: Span,
    ) {
        let takes_any = params.kwarg.is_some();
        let takes_children = params.vararg.is_some()
            || all_params(params).any(|(param, _)| &*param.name.name == "children");
        let names: Vec<Name> =
            all_params(params).map(|(param, _)| param.name.name.clone()).collect();
        let mut has_spread = false;
        // What is said of one mistake is said once: `Card(titel="x")` does not lack `title` besides.
        let mut meant: Vec<&str> = Vec::new();
        let mut has_refused_children = false;
        for arg in args {
            match &arg.kind {
                ArgKind::DoubleStar => has_spread = true,
                ArgKind::Keyword(prop) if !takes_any => {
                    let is_known =
                        names.contains(&prop.name) || matches!(&*prop.name, "key" | "children");
                    if !is_known {
                        let message = format!("`{name}` has no prop `{}`", prop.name);
                        let near = closest(&prop.name, names.iter().map(|name| &**name));
                        meant.extend(near);
                        let help = match near {
                            Some(near) => format!("did you mean `{near}`?"),
                            None if &*prop.name == "ref" => {
                                "add `ref` to its parameters, and give it to an element".to_owned()
                            }
                            None => {
                                format!("add `{}` to its parameters, or take `**props`", prop.name)
                            }
                        };
                        self.report(
                            Diagnostic::new(Code::PSC401, prop.span, message)
                                .label(definition, "defined here")
                                .help(help),
                        );
                    }
                }
                ArgKind::Keyword(_) => {}
                ArgKind::Positional | ArgKind::Star if !takes_children => {
                    has_refused_children = true;
                    self.report(
                        Diagnostic::new(
                            Code::PSC401,
                            arg.span,
                            format!(
                                "`{name}` takes no children, and positional arguments are children"
                            ),
                        )
                        .label(definition, "defined here")
                        .help("pass props by name, or add `*children` to its parameters"),
                    );
                }
                ArgKind::Positional | ArgKind::Star => {}
            }
        }
        if has_spread || has_refused_children {
            return;
        }
        let given = |name: &str| {
            args.iter()
                .any(|arg| matches!(&arg.kind, ArgKind::Keyword(prop) if &*prop.name == name))
        };
        let missing: Vec<String> = params
            .posonly
            .iter()
            .chain(&params.args)
            .chain(&params.kwonly)
            .filter(|param| param.default.is_none() && !given(&param.name.name))
            .filter(|param| &*param.name.name != "children" && !meant.contains(&&*param.name.name))
            .map(|param| format!("`{}`", param.name.name))
            .collect();
        if let Some(at) = args.first().map(|arg| arg.span)
            && !missing.is_empty()
        {
            self.report_missing(name, at, &missing, definition);
        }
    }

    fn report_missing(&mut self, name: &str, at: Span, missing: &[String], definition: Span) {
        let noun = if missing.len() == 1 { "prop" } else { "props" };
        self.report(
            Diagnostic::new(
                Code::PSC401,
                at,
                format!("`{name}` is used without its {noun} {}", missing.join(" and ")),
            )
            .label(definition, "defined here")
            .help("pass it by name, or give the parameter a default"),
        );
    }
}

/// The JSX name of a prop: `aria_label` of a tag is `aria-label`, and the underscore that keeps a name
/// apart from Python's keywords goes (`as_`, `for_`).
pub(super) fn prop_name(is_tag: bool, name: &Name) -> Name {
    let trimmed = match name.strip_suffix('_') {
        Some(stem) if !stem.is_empty() && !stem.ends_with('_') => stem,
        _plain => name,
    };
    if !is_tag {
        return trimmed.into();
    }
    if trimmed.starts_with("aria_") || trimmed.starts_with("data_") {
        return trimmed.replace('_', "-").into();
    }
    match trimmed {
        "class" => "className".into(),
        "for" => "htmlFor".into(),
        _same => trimmed.into(),
    }
}
