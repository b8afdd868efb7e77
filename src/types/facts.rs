//! What inference must know of a module before it starts: which variables are assigned in a loop,
//! which state each setter sets, and which lambdas are called by one builtin only.
//!
//! ```text
//! count, setCount = useState(0)      setters: setCount → count, if `setCount` is only ever called
//! ps.For(xs, lambda x: ...)          contextual: the parameter `x` is an item of `xs`
//! start = useRef(None)               refs: `start`, if only `start.current` is ever used
//! ps.ul(onKeyDown=move)              events: the parameter of `move` is a KeyboardEvent
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::effects;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Child, CompKind, Element, Expr, ExprKind, FuncId, Function, Hook, Js, Module, Param,
    ParamKind, Place, PlaceKind, Prop, Py, Stmt, StmtKind, Tag, VarId, VarKind,
};
use crate::tables::hooks::HookKind;
use crate::tables::host_types::{self, HostRow};
use crate::tables::returns::Returns;
use crate::types::callers;

#[derive(Debug, Default)]
pub(super) struct Facts {
    /// How many places bind each variable, by what stands in the tree.
    pub writes: FxHashMap<VarId, u32>,
    /// How many of them store a dict made there, which is a `Dict` and no plain object.
    pub dicts: FxHashMap<VarId, u32>,
    /// Variables bound inside a loop of their function, or by a comprehension.
    pub in_loop: FxHashSet<VarId>,
    /// `setX` of `x, setX = useState(...)`, with `x`.
    pub setters: FxHashMap<VarId, VarId>,
    /// Setters that are used for more than calls with one argument: anything may reach their state.
    pub escaped_setters: FxHashSet<VarId>,
    /// Functions whose parameters take what one builtin or setter passes, and nothing else.
    pub contextual: FxHashSet<FuncId>,
    /// The parameter of a handler of an `input`, a `textarea` or a `select`.
    pub input_events: FxHashSet<VarId>,
    /// The parameter of a function that is used as a handler of HTML tags only.
    pub events: FxHashMap<VarId, &'static HostRow>,
    /// Variables that hold a `useRef(...)` of which nothing but `.current` is used.
    pub refs: FxHashSet<VarId>,
    /// Functions whose parameters hold what the calls in the module pass, or payloads.
    pub seen: FxHashSet<FuncId>,
    /// Those in functions: all calls are by their names.
    pub told: FxHashSet<FuncId>,
}

impl Facts {
    pub fn of(module: &Module) -> Facts {
        let mut collect = Collect {
            module,
            facts: Facts::default(),
            loops: 0,
            uses: Vec::new(),
            callees: FxHashSet::default(),
            handlers: Vec::new(),
        };
        walk::walk_module(&mut collect);
        collect.handler_events();
        let Collect { mut facts, uses, .. } = collect;
        let writes = &facts.writes;
        facts.events.retain(|var, _| writes.get(var) == Some(&1));
        facts.refs.retain(|var| writes.get(var) == Some(&1) && !uses.contains(var));
        let setters = &facts.setters;
        let seen = callers::seen(module);
        (facts.seen, facts.told) = (seen.all, seen.nested);
        facts.escaped_setters = uses
            .into_iter()
            .filter(|var| setters.contains_key(var))
            .chain(setters.iter().filter_map(|(setter, state)| {
                let is_single = |var: &VarId| facts.writes.get(var) == Some(&1);
                (!is_single(setter) || !is_single(state)).then_some(*setter)
            }))
            .collect();
        facts
    }

    /// The variables that hold a `Dict` whenever they hold anything.
    pub fn maps(&self) -> FxHashSet<VarId> {
        let always = self.dicts.iter().filter(|(var, made)| self.writes.get(var) == Some(made));
        always.map(|(var, _)| *var).collect()
    }

    /// The ref that an expression is, if only its `.current` is ever used.
    pub fn ref_in(&self, expr: &Expr) -> Option<VarId> {
        match &expr.kind {
            ExprKind::Var(var) if self.refs.contains(var) => Some(*var),
            _other => None,
        }
    }

    /// The state a setter sets, if every value it is given is seen.
    pub fn state_of(&self, setter: VarId) -> Option<VarId> {
        let state = self.setters.get(&setter).copied();
        state.filter(|_| !self.escaped_setters.contains(&setter))
    }
}

/// The two variables of `x, setX = useState(...)`.
pub(super) fn state_pair(place: &Place, value: &Expr) -> Option<(VarId, VarId)> {
    let ExprKind::Hook(hook) = &value.kind else { return None };
    let PlaceKind::Unpack { before, star: None, after } = &place.kind else { return None };
    let [state, setter] = before.as_slice() else { return None };
    match (&state.kind, &setter.kind, hook.row.kind) {
        (PlaceKind::Var(state), PlaceKind::Var(setter), HookKind::State) if after.is_empty() => {
            Some((*state, *setter))
        }
        _other => None,
    }
}

struct Collect<'m> {
    module: &'m Module,
    facts: Facts,
    loops: u32,
    /// Uses of variables other than as the callee of a call with one argument or in a dependency list.
    uses: Vec<VarId>,
    callees: FxHashSet<VarId>,
    /// Functions by name that are handlers of a tag: the prop, and whether the tag is an input.
    handlers: Vec<(VarId, &'m str, bool)>,
}

impl<'m> Collect<'m> {
    fn bind(&mut self, var: VarId) {
        *self.facts.writes.entry(var).or_insert(0) += 1;
        if self.loops > 0 {
            self.facts.in_loop.insert(var);
        }
    }

    fn in_loop(&mut self, walk: impl FnOnce(&mut Self)) {
        self.loops += 1;
        walk(self);
        self.loops -= 1;
    }

    fn contextual(&mut self, value: &Expr) {
        if let ExprKind::Func(func) = value.kind {
            self.facts.contextual.insert(func);
        }
    }

    fn hook(&mut self, hook: &'m Hook) {
        self.expr(&hook.callee);
        for (position, arg) in hook.args.iter().enumerate() {
            match arg {
                Arg::Pos(Expr { kind: ExprKind::Py(Py::List(items)), .. })
                    if hook.row.deps == Some(position) =>
                {
                    for item in items {
                        match item {
                            Arg::Pos(Expr { kind: ExprKind::Var(_), .. }) => {}
                            other => walk::walk_args(self, std::slice::from_ref(other)),
                        }
                    }
                }
                other => walk::walk_args(self, std::slice::from_ref(other)),
            }
        }
    }

    fn py(&mut self, expr: &'m Expr, py: &'m Py) {
        match py {
            Py::Call { callee, args } => {
                if let (ExprKind::Var(var), [Arg::Pos(value)]) = (&callee.kind, args.as_slice()) {
                    self.callees.insert(*var);
                    if self.is_setter(callee) {
                        self.contextual(value);
                    }
                    return walk::walk_args(self, args);
                }
            }
            Py::ForEach { items: _, function } => self.contextual(function),
            Py::Method { name, keywords, .. } => {
                let key = effects::applied_by_method(name, keywords);
                key.iter().for_each(|key| self.contextual(key));
            }
            Py::Builtin { row, args, keywords } => {
                let applied = effects::applied(row, args, keywords);
                applied.iter().for_each(|applied| self.contextual(applied.function));
            }
            Py::Assign(var, _) => self.bind(*var),
            Py::Attr(object, name) if &**name == "current" && is_var(object) => return,
            Py::Comp(_) => return self.in_loop(|this| walk::walk_expr(this, expr)),
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn element(&mut self, element: &'m Element) {
        let Tag::Intrinsic(tag) = element.tag else {
            return walk::walk_element(self, element);
        };
        let is_input = matches!(tag, "input" | "textarea" | "select");
        if let Some(key) = &element.key {
            self.expr(key);
        }
        for prop in &element.props {
            match prop {
                Prop::Named { name, value, .. } if name.starts_with("on") => {
                    match &crossing(value).kind {
                        ExprKind::Func(func) => {
                            self.event(*func, name, is_input);
                            self.expr(value);
                        }
                        ExprKind::Var(var) if self.function(*var).is_some() => {
                            self.handlers.push((*var, name, is_input));
                        }
                        _other => self.expr(value),
                    }
                }
                Prop::Named { value, .. } | Prop::Spread(value) => self.expr(value),
            }
        }
        for child in &element.children {
            match child {
                Child::One(value) | Child::Spread(value) => self.expr(value),
            }
        }
    }

    fn function(&self, var: VarId) -> Option<FuncId> {
        match self.module.var(var)?.kind {
            VarKind::Function(func) => Some(func),
            VarKind::Param | VarKind::Local | VarKind::Temp | VarKind::Comp | VarKind::Rebound => {
                None
            }
        }
    }

    /// The first parameter of a handler is an event.
    fn event(&mut self, func: FuncId, prop: &str, is_input: bool) {
        let Some(row) = host_types::event_of(prop) else { return };
        let Some(param) = self.module.func(func).and_then(|func| func.params.first()) else {
            return;
        };
        if is_input {
            self.facts.input_events.insert(param.var);
        }
        // What two kinds of events have in common.
        let row = match self.facts.events.get(&param.var) {
            Some(known) if *known != row => &host_types::EVENT,
            _first => row,
        };
        self.facts.events.insert(param.var, row);
    }

    /// The handlers that are used for nothing else.
    fn handler_events(&mut self) {
        let used: FxHashSet<VarId> = self.uses.iter().copied().collect();
        let by_name = std::mem::take(&mut self.handlers);
        for (var, prop, _) in &by_name {
            let of_inputs = by_name.iter().filter(|(other, ..)| other == var);
            let is_input = of_inputs.clone().all(|(.., is_input)| *is_input);
            if !used.contains(var)
                && !self.callees.contains(var)
                && self.facts.writes.get(var) == Some(&1)
                && let Some(func) = self.function(*var)
            {
                self.event(func, prop, is_input);
            }
        }
    }

    fn is_setter(&self, callee: &Expr) -> bool {
        matches!(callee.kind, ExprKind::Var(var) if self.facts.setters.contains_key(&var))
    }
}

impl<'m> Visitor<'m> for Collect<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::For { place, iter, body, orelse, .. } => {
                self.expr(iter);
                self.in_loop(|this| {
                    this.place(place);
                    walk::walk_block(this, body);
                });
                walk::walk_block(self, orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.in_loop(|this| {
                    this.expr(test);
                    walk::walk_block(this, body);
                });
                walk::walk_block(self, orelse);
            }
            StmtKind::Def { var, func: _ } => {
                self.bind(*var);
                walk::walk_stmt(self, stmt);
            }
            StmtKind::Try { handlers, .. } => {
                handlers.iter().filter_map(|handler| handler.var).for_each(|var| self.bind(var));
                walk::walk_stmt(self, stmt);
            }
            StmtKind::Assign { place, value } => {
                if let Some((state, setter)) = state_pair(place, value) {
                    self.facts.setters.insert(setter, state);
                }
                if let PlaceKind::Var(var) = place.kind
                    && matches!(&value.kind, ExprKind::Hook(hook) if hook.row.kind == HookKind::Ref)
                {
                    self.facts.refs.insert(var);
                }
                if let PlaceKind::Var(var) = place.kind
                    && makes_dict(value)
                {
                    *self.facts.dicts.entry(var).or_insert(0) += 1;
                }
                walk::walk_stmt(self, stmt);
            }
            _other => walk::walk_stmt(self, stmt),
        }
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Var(var) => self.uses.push(*var),
            ExprKind::Hook(hook) => self.hook(hook),
            ExprKind::Py(py) => self.py(expr, py),
            ExprKind::Jsx(element) => self.element(element),
            _other => walk::walk_expr(self, expr),
        }
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Attr { object, name } = &place.kind
            && &**name == "current"
            && is_var(object)
        {
            return;
        }
        if let PlaceKind::Var(var) = place.kind {
            self.bind(var);
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
        let loops = std::mem::take(&mut self.loops);
        for param in &func.params {
            self.bind(param.var);
        }
        walk::walk_body(self, func);
        self.loops = loops;
    }
}

/// The value on its way to JavaScript.
fn crossing(expr: &Expr) -> &Expr {
    match &expr.kind {
        ExprKind::Js(Js::ToJs(inner)) => inner,
        _other => expr,
    }
}

fn is_var(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Var(_))
}

fn makes_dict(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Py(Py::Dict { is_record, .. }) => !is_record,
        ExprKind::Py(Py::Builtin { row, .. }) => row.returns == Returns::Dict,
        ExprKind::Py(Py::Comp(comp)) => matches!(comp.kind, CompKind::Dict(..)),
        _other => false,
    }
}

/// Whether the calls of a function that is called here only tell what the parameter is.
pub(super) fn is_told_by_calls(param: &Param) -> bool {
    matches!(param.kind, ParamKind::Positional | ParamKind::PositionalOnly)
}

/// Whether an item or a state passed to a contextual function reaches this parameter.
pub(super) fn takes_context(func: &Function, position: usize) -> bool {
    func.params.get(position).is_some_and(|param| {
        param.default.is_none()
            && matches!(param.kind, ParamKind::Positional | ParamKind::PositionalOnly)
    })
}
