//! The rewriting: calls of components become elements, components that go where a function is wanted
//! are wrapped.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Body, Child, Clause, Comp, CompKind, DictEntry, Element, Expr, ExprId, ExprKind, FuncId,
    Function, ImportName, Js, JsImport, Keyword, Module, Param, ParamKind, Place, PlaceKind, Prop,
    Py, Role, Symbol, SymbolId, SymbolKind, Tag, Var, VarId, VarKind, walk_mut,
};
use crate::lower::components::ByKeyword;
use crate::lower::components::classes::{ClassId, Holds};
use crate::lower::components::constructors::{self, Constructors};
use crate::lower::components::flow::Flow;
use crate::lower::components::{held, props};
use crate::lower::js::crosses_as_it_is;
use crate::lower::jsx::prop_name;
use crate::tables::hooks::HookKind;
use crate::tables::js_classes::Calls;
use crate::tables::returns::Returns;

/// What is to be rewritten, by expression.
#[derive(Default)]
pub(super) struct Plan {
    /// Components that become functions.
    functions: FxHashSet<ExprId>,
    /// Calls and subscripts that make elements, with what the component may be.
    elements: FxHashMap<ExprId, Holds>,
    /// Values of states: React would call a component that it is given for one.
    states: FxHashSet<ExprId>,
    constructors: Constructors,
    /// Props that no component takes.
    found: Vec<Diagnostic>,
    /// Subscripts that give children to elements.
    held: FxHashSet<ExprId>,
    /// `map(ps.li, items)`
    maps: FxHashSet<ExprId>,
    /// Components that are called with arguments, by the names of the props that take these.
    renders: FxHashMap<ExprId, Vec<Name>>,
}

impl Plan {
    pub fn of(flow: &Flow) -> Plan {
        let wanting = flow.classes.wanting_functions();
        let sources = wanting.flat_map(|class| class.sources.iter().copied());
        let functions = sources.filter(|id| !flow.js_classes.contains_key(id)).collect();
        let constructors = Constructors::of(flow);
        let mut find = Find { flow, plan: Plan { functions, constructors, ..Plan::default() } };
        walk::walk_module(&mut find);
        find.plan
    }

    pub fn apply(mut self, module: &mut Module, refused: ByKeyword, sink: &mut Sink) {
        let found = std::mem::take(&mut self.found).into_iter();
        found.chain(self.constructors.take_refused()).for_each(|finding| sink.push(finding));
        let mut refused: Vec<_> =
            refused.into_iter().filter(|(id, _)| !self.elements.contains_key(id)).collect();
        refused.sort_by_key(|(id, _)| *id);
        refused.into_iter().for_each(|(_, finding)| sink.push(finding));
        let Plan { functions, elements, states, constructors, held, maps, renders, found: _ } =
            &self;
        let others = [functions, states, held, maps].into_iter().all(|set| set.is_empty());
        if others && elements.is_empty() && renders.is_empty() && constructors.is_empty() {
            return;
        }
        walk_mut::rewrite(module, &mut |module, owner, expr| {
            let mut rewrite = Rewriting { module, owner, sink };
            if let Some(holds) = self.elements.get(&expr.id) {
                rewrite.element(expr, *holds);
            }
            if self.functions.contains(&expr.id) {
                rewrite.function(expr);
            }
            if self.held.contains(&expr.id) {
                let clone = rewrite.of_react("cloneElement");
                held::give_children(rewrite.module, expr, clone);
            }
            if self.states.contains(&expr.id) {
                rewrite.state(expr);
            }
            if let Some(names) = self.renders.get(&expr.id) {
                rewrite.render(expr, names);
            }
            if self.maps.contains(&expr.id) {
                rewrite.map(expr, None);
            }
            if let Some(calls) = self.constructors.mapped(expr) {
                rewrite.map(expr, Some(calls));
            }
            self.constructors.rewrite(rewrite.module, expr);
        });
    }
}

struct Find<'f, 'm, 's> {
    flow: &'f Flow<'m, 's>,
    plan: Plan,
}

impl Find<'_, '_, '_> {
    /// What a value may be that is nothing but a component.
    fn component(&self, class: Option<ClassId>) -> Option<Holds> {
        let class = class?;
        let holds = self.flow.classes.get(class).holds;
        (holds.only_components() && !self.flow.classes.is_container(class)).then_some(holds)
    }

    fn py(&mut self, expr: &Expr, py: &Py) {
        self.plan.constructors.look(self.flow, expr, py);
        let holds = match py {
            Py::Call { callee, args } => match (&callee.kind, args.as_slice()) {
                (ExprKind::Py(Py::Helper("callWith")), [Arg::Pos(callee), ..]) => {
                    self.component(self.flow.class_of(callee))
                }
                (ExprKind::Py(Py::Helper(_)), _) => None,
                (ExprKind::Var(var), [Arg::Pos(value)]) if self.flow.setters.contains_key(var) => {
                    self.state(value);
                    None
                }
                _value => self.component(self.flow.class_of(callee)),
            },
            Py::Method { .. } => self.component(self.flow.methods.get(&expr.id).copied()),
            Py::Index(object, _) => {
                let of_call = self.plan.elements.get(&object.id).copied();
                if of_call.is_none() && held::is_held(self.flow, object) {
                    self.plan.held.insert(expr.id);
                    return;
                }
                of_call.or_else(|| self.component(self.flow.class_of(object)))
            }
            Py::Builtin { row, args, .. } => {
                if let (Returns::Mapped, [Arg::Pos(component), Arg::Pos(_)]) =
                    (row.returns, args.as_slice())
                    && component.is_atom()
                    && self.component(self.flow.class_of(component)).is_some()
                {
                    self.plan.maps.insert(expr.id);
                }
                None
            }
            _other => None,
        };
        if let Some(holds) = holds {
            self.check_props(expr, py);
            self.plan.elements.insert(expr.id, holds);
        }
    }

    fn check_props(&mut self, expr: &Expr, py: &Py) {
        let class = match py {
            Py::Call { callee, args } => match (&callee.kind, args.first()) {
                (ExprKind::Py(Py::Helper("callWith")), Some(Arg::Pos(callee))) => {
                    self.flow.class_of(callee)
                }
                _by_position => None,
            },
            Py::Method { .. } => self.flow.methods.get(&expr.id).copied(),
            _other => None,
        };
        if let Some(class) = class {
            self.plan.found.extend(props::unknown_props(self.flow, class, py));
        }
    }

    /// `CopyButton(CopyLabel)`: a component of JavaScript calls what is its child, and its `renderItem`, with
    /// arguments.
    fn render_props(&mut self, element: &Element) {
        let Tag::Component(component) = &element.tag else { return };
        if !self.flow.is_of_javascript(component) {
            return;
        }
        for child in &element.children {
            if let Child::One(value) = child {
                self.render_prop(value);
            }
        }
        for prop in &element.props {
            if let Prop::Named { name, value, .. } = prop
                && name
                    .strip_prefix("render")
                    .is_some_and(|rest| rest.starts_with(char::is_uppercase))
            {
                let value = match &value.kind {
                    ExprKind::Js(Js::ToJs(inner)) => inner,
                    _other => value,
                };
                self.render_prop(value);
            }
        }
    }

    fn render_prop(&mut self, value: &Expr) {
        if let Some(names) = self.flow.positional_props(value) {
            self.plan.renders.insert(value.id, names);
        }
    }

    fn state(&mut self, value: &Expr) {
        let holds = self.flow.class_of(value).map(|class| self.flow.classes.get(class).holds);
        let is_function = matches!(value.kind, ExprKind::Func(_));
        // A tag is a string.
        let is_called = |holds: Holds| {
            holds.own || holds.js || holds.tag && holds.function || holds.has_class()
        };
        if holds.is_some_and(is_called) && !is_function {
            self.plan.states.insert(value.id);
        }
    }
}

impl<'m> Visitor<'m> for Find<'_, 'm, '_> {
    fn module(&self) -> &'m Module {
        self.flow.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        walk::walk_expr(self, expr);
        match &expr.kind {
            ExprKind::Py(py) => self.py(expr, py),
            ExprKind::Jsx(element) => self.render_props(element),
            ExprKind::Hook(hook) if hook.row.kind == HookKind::State => {
                if let Some(Arg::Pos(value)) = hook.args.first() {
                    self.state(value);
                }
            }
            _other => {}
        }
    }
}

struct Rewriting<'r> {
    module: &'r mut Module,
    /// The function around.
    owner: FuncId,
    sink: &'r mut Sink,
}

impl Rewriting<'_> {
    fn expr(&mut self, like: &Expr, kind: ExprKind) -> Expr {
        let id = ExprId(self.module.expr_count);
        self.module.expr_count += 1;
        Expr { id, span: like.span, kind }
    }

    /// Puts a new node in the place of one; the old one becomes a part of the new.
    fn replace(&mut self, expr: &mut Expr, make: impl FnOnce(&mut Self, Expr) -> ExprKind) {
        let old =
            std::mem::replace(expr, Expr { id: expr.id, span: expr.span, kind: ExprKind::Error });
        let like = Expr { id: old.id, span: old.span, kind: ExprKind::Error };
        let kind = make(self, old);
        *expr = self.expr(&like, kind);
    }

    /// A function of React, imported.
    fn of_react(&mut self, name: &str) -> SymbolId {
        let import = JsImport {
            source: "react".into(),
            name: ImportName::Named(name.into()),
            is_lazy: false,
        };
        let kind = SymbolKind::Import(import);
        let symbols = &mut self.module.symbols;
        let at = symbols.iter().position(|symbol| symbol.kind == kind).unwrap_or_else(|| {
            let span = crate::base::Span::new(self.module.file, 0, 0);
            let (exported, is_component, annotation) = (false, false, None);
            let name = name.into();
            symbols.push(Symbol { name, span, exported, kind, is_component, annotation });
            symbols.len() - 1
        });
        SymbolId(at as u32)
    }

    /// `Home` becomes `asFunction(Home, createElement)`.
    fn function(&mut self, expr: &mut Expr) {
        self.replace(expr, |this, old| {
            let callee = Box::new(this.expr(&old, ExprKind::Py(Py::Helper("asFunction"))));
            let create = this.of_react("createElement");
            let create = this.expr(&old, ExprKind::Symbol(create));
            ExprKind::Py(Py::Call { callee, args: vec![Arg::Pos(old), Arg::Pos(create)] })
        });
    }

    /// `useState(Home)` becomes `useState(() => Home)`.
    fn state(&mut self, expr: &mut Expr) {
        self.replace(expr, |this, old| {
            let id = this.reserve_lambda();
            this.lambda(id, Vec::new(), old)
        });
    }

    /// `Label` of `def Label(state)` becomes `(state) => <Label state={state} />`.
    fn render(&mut self, expr: &mut Expr, names: &[Name]) {
        self.replace(expr, |this, old| {
            let like = Expr { id: old.id, span: old.span, kind: ExprKind::Error };
            let id = this.reserve_lambda();
            let mut element = empty(old);
            let mut params = Vec::new();
            for name in names {
                let var = this.variable(&like, name.clone(), id, VarKind::Param);
                params.push(Param { var, kind: ParamKind::Positional, default: None });
                let value = this.expr(&like, ExprKind::Var(var));
                element.props.push(Prop::Named { name: name.clone(), span: like.span, value });
            }
            let element = this.expr(&like, ExprKind::Jsx(Box::new(element)));
            this.lambda(id, params, element)
        });
    }

    fn variable(&mut self, like: &Expr, name: Name, owner: FuncId, kind: VarKind) -> VarId {
        let var = VarId(self.module.vars.len() as u32);
        self.module.vars.push(Var {
            name,
            span: like.span,
            owner,
            kind,
            is_captured: false,
            is_shared: false,
            writes: 1,
            reads: 1,
            annotation: None,
        });
        var
    }

    fn reserve_lambda(&mut self) -> FuncId {
        let id = FuncId(self.module.funcs.len() as u32);
        let span = crate::base::Span::new(self.module.file, 0, 0);
        self.module.funcs.push(Function {
            id,
            name: None,
            qualname: "<lambda>".into(),
            span,
            name_span: span,
            docstring: None,
            is_async: false,
            is_generator: false,
            takes_ref: false,
            role: Role::Plain,
            receiver: None,
            params: Vec::new(),
            locals: Vec::new(),
            body: Body::Block(Vec::new()),
            returns: None,
        });
        id
    }

    fn lambda(&mut self, id: FuncId, params: Vec<Param>, body: Expr) -> ExprKind {
        if let Some(func) = self.module.funcs.get_mut(id.index()) {
            func.span = body.span;
            func.name_span = body.span;
            func.params = params;
            func.body = Body::Expr(Box::new(body));
        }
        ExprKind::Func(id)
    }

    /// `map(ps.li, items)` is `(ps.li(item) for item in items)`, `map(URL, texts)` `(new URL(item) ...)`.
    fn map(&mut self, expr: &mut Expr, calls: Option<Calls>) {
        let kind = std::mem::replace(&mut expr.kind, ExprKind::Error);
        let like = Expr { id: expr.id, span: expr.span, kind: ExprKind::Error };
        let ExprKind::Py(Py::Builtin { args, .. }) = kind else { return };
        let mut args = args.into_iter();
        let (Some(Arg::Pos(component)), Some(Arg::Pos(iter))) = (args.next(), args.next()) else {
            return;
        };
        let var = self.variable(&like, "item".into(), self.owner, VarKind::Comp);
        let item = self.expr(&like, ExprKind::Var(var));
        let made = match calls {
            Some(calls) => {
                constructors::made(self.module, Box::new(component), vec![Arg::Pos(item)], calls)
            }
            None => {
                let mut element = empty(component);
                element.children.push(Child::One(item));
                ExprKind::Jsx(Box::new(element))
            }
        };
        let element = self.expr(&like, made);
        let place = Place { span: like.span, kind: PlaceKind::Var(var) };
        let clauses = vec![Clause { is_async: false, place, iter, conditions: Vec::new() }];
        let comp = Comp { kind: CompKind::Generator(element), clauses };
        expr.kind = ExprKind::Py(Py::Comp(Box::new(comp)));
    }

    fn element(&mut self, expr: &mut Expr, holds: Holds) {
        let kind = std::mem::replace(&mut expr.kind, ExprKind::Error);
        let like = Expr { id: expr.id, span: expr.span, kind: ExprKind::Error };
        let made = match kind {
            ExprKind::Py(Py::Call { callee, args }) => match &callee.kind {
                ExprKind::Py(Py::Helper(_)) => self.by_keyword(&like, args, holds),
                _value => self.of_call(&like, *callee, args, Vec::new(), holds),
            },
            ExprKind::Py(Py::Method { object, name, args, keywords, .. }) => {
                let callee = self.expr(&like, ExprKind::Py(Py::Attr(object, name)));
                self.of_call(&like, callee, args, keywords, holds)
            }
            ExprKind::Py(Py::Index(object, index)) => self.with_children(&like, *object, *index),
            other => {
                expr.kind = other;
                return;
            }
        };
        expr.kind = ExprKind::Jsx(Box::new(made));
    }

    fn of_call(
        &mut self,
        like: &Expr,
        callee: Expr,
        args: Vec<Arg>,
        keywords: Vec<Keyword>,
        holds: Holds,
    ) -> Element {
        let mut element = empty(callee);
        for arg in args {
            self.child(&mut element, arg);
        }
        for Keyword { name, span, value } in keywords {
            let key = Expr { id: like.id, span, kind: ExprKind::Str(name) };
            self.prop(&mut element, key, value, holds);
        }
        element
    }

    /// `callWith(Component, [...children], { prop: 1 }, rest)`.
    fn by_keyword(&mut self, like: &Expr, args: Vec<Arg>, holds: Holds) -> Element {
        let mut args = args.into_iter().filter_map(|arg| match arg {
            Arg::Pos(value) => Some(value),
            Arg::Spread(_) | Arg::Omitted => None,
        });
        let callee = args.next().unwrap_or_else(|| self.expr(like, ExprKind::Error));
        let mut element = empty(callee);
        for (position, part) in args.enumerate() {
            let Expr { id, span, kind } = part;
            match kind {
                ExprKind::Py(Py::List(children)) if position == 0 => {
                    children.into_iter().for_each(|child| self.child(&mut element, child));
                }
                ExprKind::Py(Py::Dict { entries, .. }) => {
                    for entry in entries {
                        match entry {
                            DictEntry::Pair(key, value) => {
                                self.prop(&mut element, key, value, holds)
                            }
                            DictEntry::Spread(value) => self.spread(&mut element, value, holds),
                        }
                    }
                }
                kind => self.spread(&mut element, Expr { id, span, kind }, holds),
            }
        }
        element
    }

    fn child(&mut self, element: &mut Element, arg: Arg) {
        element.children.push(match arg {
            Arg::Pos(value) => {
                if matches!(&value.kind, ExprKind::Py(Py::Dict { .. })) {
                    let message = "a dict is no child that React can render";
                    let help = "pass props by name, or a dict of them after `**`";
                    self.sink.push(Diagnostic::new(Code::PSC501, value.span, message).help(help));
                }
                Child::One(value)
            }
            Arg::Spread(value) => Child::Spread(value),
            Arg::Omitted => return,
        });
    }

    fn prop(&mut self, element: &mut Element, key: Expr, value: Expr, holds: Holds) {
        let ExprKind::Str(name) = &key.kind else { return };
        match &**name {
            "key" => element.key = Some(value),
            "children" if element.children.is_empty() => element.children.push(Child::One(value)),
            "children" => self.twice(key.span, "pass them by position, and drop `children=`"),
            _prop => {
                let is_tag = holds.tag && !holds.own && !holds.js && !holds.context;
                let value = self.crossing(value, holds);
                element.props.push(Prop::Named {
                    name: prop_name(is_tag, name),
                    span: key.span,
                    value,
                });
            }
        }
    }

    fn spread(&mut self, element: &mut Element, value: Expr, holds: Holds) {
        let value = self.crossing(value, holds);
        element.props.push(Prop::Spread(value));
    }

    /// A value for a prop that JavaScript may read.
    fn crossing(&mut self, value: Expr, holds: Holds) -> Expr {
        let is_python = (holds.own || holds.context) && !holds.tag && !holds.js;
        if is_python || crosses_as_it_is(&value) {
            return value;
        }
        let like = Expr { id: value.id, span: value.span, kind: ExprKind::Error };
        self.expr(&like, ExprKind::Js(Js::ToJs(Box::new(value))))
    }

    /// `Tag["a", "b"]`, `Tag(className="x")["a"]`.
    fn with_children(&mut self, like: &Expr, object: Expr, index: Expr) -> Element {
        let Expr { id, span, kind } = object;
        let mut element = match kind {
            ExprKind::Jsx(element) => *element,
            kind => empty(Expr { id, span, kind }),
        };
        if !element.children.is_empty() {
            self.twice(like.span, "put them all into `[...]`, or all into `(...)`");
        }
        let Expr { id, span, kind } = index;
        match kind {
            ExprKind::Py(Py::Tuple(items)) => {
                items.into_iter().for_each(|item| self.child(&mut element, item));
            }
            kind => self.child(&mut element, Arg::Pos(Expr { id, span, kind })),
        }
        element
    }

    fn twice(&mut self, span: crate::base::Span, help: &str) {
        let message = "this element gets its children twice";
        self.sink.push(Diagnostic::new(Code::PSC505, span, message).help(help));
    }
}

fn empty(component: Expr) -> Element {
    let tag = match &component.kind {
        ExprKind::Js(Js::Tag("")) => Tag::Fragment,
        ExprKind::Js(Js::Tag(name)) => Tag::Intrinsic(name),
        _value => Tag::Component(component),
    };
    Element { tag, props: Vec::new(), key: None, children: Vec::new() }
}
