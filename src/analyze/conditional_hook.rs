//! PSC504: React's Rules of Hooks.
//!
//! ```text
//! if enabled:
//!     count, set_count = useState(0)      `useState` is called only if this condition holds
//! ```
//!
//! React tells hooks apart by the order of their calls, so every render must call the same ones. A
//! hook is called at the top of a component or of another hook: not in a branch, a loop, a `try`, after
//! an early return or in a nested function. `use(...)` alone may be called in a condition or a loop.
//! A method is a hook by its name only where the object is a module or named like one, as React's own checker has it:
//! `React.useState()`, and not `i18n.use(plugin)`.

use rustc_hash::FxHashSet;

use crate::analyze::facts::Project;
use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, ChannelOp, Comp, CompKind, Expr, ExprKind, FuncId, Function, ImportName, Js, Module,
    ModuleId, Py, Role, Stmt, StmtKind, SymbolKind,
};
use crate::tables::channel;
use crate::tables::hooks::{ReactExport, is_hook_name, react_export};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut calls = Vec::new();
    let mut components = Vec::new();
    for facts in &project.modules {
        let module = facts.module;
        let wrapped = FxHashSet::default();
        let frames = vec![Frame::default()];
        let mut find = Find { project, module, frames, calls, components, wrapped };
        walk::walk_module(&mut find);
        Find { calls, components, .. } = find;
    }
    let hooks = hooks(&calls);
    for call in &calls {
        if call.hook.is_one(&hooks)
            && let Some(diagnostic) = complain(call)
        {
            sink.push(diagnostic);
        }
    }
    for (name, span, func) in components {
        if hooks.contains(&func) {
            sink.push(unmarked(project, &name, span, func));
        }
    }
}

/// `Cell(row)` of a function that is written as a component, but not marked as one.
fn unmarked(
    project: &Project,
    name: &str,
    span: Span,
    (module, func): (ModuleId, FuncId),
) -> Diagnostic {
    let module = project.facts(module).map(|facts| facts.module);
    let func = module.and_then(|module| module.func(func));
    let params = func.into_iter().flat_map(|func| &func.params);
    let names =
        params.filter_map(|param| module?.var(param.var)).map(|row| format!("{}=...", row.name));
    let call = format!("{name}({})", names.collect::<Vec<_>>().join(", "));
    let message = format!(
        "`{name}` calls hooks and is called as a function: they become hooks of the component that calls it"
    );
    let help = format!(
        "make it a component: mark it `@ps.javascript(jsx=True)` at the top level of the module, and pass \
         its props by name: `{call}`"
    );
    Diagnostic::new(Code::PSC504, span, message).help(help)
}

/// What is called.
enum Callee {
    /// A hook for certain, or by its name where nothing else is known.
    Hook { may_be_conditional: bool },
    /// A function of the program: a hook if it calls one.
    Function(ModuleId, FuncId),
}

impl Callee {
    fn is_one(&self, hooks: &FxHashSet<(ModuleId, FuncId)>) -> bool {
        match self {
            Callee::Hook { .. } => true,
            Callee::Function(module, func) => hooks.contains(&(*module, *func)),
        }
    }
}

/// A call of what may be a hook.
struct Call {
    name: Name,
    span: Span,
    hook: Callee,
    module: ModuleId,
    /// The function it stands in; `None` at module level.
    func: Option<FuncId>,
    holder: Holder,
    /// Why it may be skipped, or run more than once.
    reason: Option<Reason>,
}

/// What kind of function calls the hook.
#[derive(Clone, Default)]
enum Holder {
    #[default]
    Module,
    /// A component or a hook.
    Fit,
    Async(Name),
    /// A lambda or a nested function, by the name of the component or hook around it.
    Nested(Option<Name>),
    /// A function at the top level that is neither.
    Other(Name),
}

#[derive(Clone, Copy)]
enum Reason {
    Condition(Span),
    Loop(Span),
    Try(Span),
    Return(Span),
}

/// The functions that call a hook themselves, or one that does.
fn hooks(calls: &[Call]) -> FxHashSet<(ModuleId, FuncId)> {
    let mut hooks = FxHashSet::default();
    loop {
        let before = hooks.len();
        for call in calls {
            if let Some(func) = call.func
                && call.hook.is_one(&hooks)
            {
                hooks.insert((call.module, func));
            }
        }
        if hooks.len() == before {
            return hooks;
        }
    }
}

fn complain(call: &Call) -> Option<Diagnostic> {
    let name = &call.name;
    let new = |message: String| Diagnostic::new(Code::PSC504, call.span, message);
    match &call.holder {
        Holder::Fit => {}
        Holder::Module => {
            let found = new(format!("`{name}` is called outside any component"));
            return Some(found.help("call hooks at the top of a component or of another hook"));
        }
        Holder::Async(func) => {
            let found = new(format!("`{name}` is called in `{func}`, which is `async`"));
            return Some(found.help("call hooks in a plain component, and use what they return"));
        }
        Holder::Nested(outer) => {
            let found = new(format!("`{name}` is called in a nested function"));
            let place = match outer {
                Some(outer) => format!("at the top of `{outer}`"),
                None => "at the top of a component".to_owned(),
            };
            let help = format!("call it {place}, and use here what it returned there");
            return Some(found.help(help));
        }
        Holder::Other(func) => {
            let found =
                new(format!("`{name}` is called in `{func}`, which is no component and no hook"));
            let help = format!(
                "name it `{}` to make it a hook, or mark it `@ps.javascript(jsx=True)` to make it a component",
                hook_name(func)
            );
            return Some(found.help(help));
        }
    }
    let may_be_conditional = matches!(call.hook, Callee::Hook { may_be_conditional: true });
    let found = match call.reason? {
        Reason::Condition(_) | Reason::Loop(_) | Reason::Return(_) if may_be_conditional => {
            return None;
        }
        Reason::Condition(span) => new(format!("`{name}` is called only on a condition"))
            .label(span, "this decides whether it is called")
            .help("call it before, at every render, and use what it returns on the condition"),
        Reason::Loop(span) => new(format!("`{name}` is called in a loop"))
            .label(span, "the number of calls depends on this")
            .help("make a component of the loop's body: each element has hooks of its own"),
        Reason::Try(span) => new(format!("`{name}` is called in a `try` statement"))
            .label(span, "an exception in here would skip it")
            .help("call it before the `try`"),
        Reason::Return(span) => new(format!("`{name}` is called after an early return"))
            .label(span, "a render that returns here does not call it")
            .help("call it before this return"),
    };
    Some(found)
}

/// `fetch_user` as the name of a hook: `useFetchUser`.
fn hook_name(name: &str) -> String {
    let mut all = "use".to_owned();
    for word in name.split('_') {
        let mut chars = word.chars();
        all.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        all.push_str(chars.as_str());
    }
    all
}

/// Hooks of Python authors may also be called `use_draft`.
fn is_hook_like(name: &str) -> bool {
    is_hook_name(name) || name.strip_prefix("use_").is_some_and(|rest| !rest.is_empty())
}

#[derive(Clone, Default)]
struct Frame {
    func: Option<FuncId>,
    name: Option<Name>,
    holder: Holder,
    reason: Option<Reason>,
    returned: Option<Span>,
}

struct Find<'p, 'f> {
    project: &'f Project<'p>,
    module: &'p Module,
    frames: Vec<Frame>,
    calls: Vec<Call>,
    /// Calls of functions that are named as components are.
    components: Vec<(Name, Span, (ModuleId, FuncId))>,
    /// Functions given to `memo` or `forwardRef`.
    wrapped: FxHashSet<FuncId>,
}

impl<'p> Find<'p, '_> {
    fn within(&mut self, reason: Reason, walk: impl FnOnce(&mut Self)) {
        let Some(frame) = self.frames.last_mut() else { return };
        let before = frame.reason.replace(reason);
        walk(self);
        if let Some(frame) = self.frames.last_mut() {
            frame.reason = before;
        }
    }

    fn called(&mut self, name: &str, span: Span, hook: Callee) {
        let Some(frame) = self.frames.last() else { return };
        self.calls.push(Call {
            name: name.into(),
            span,
            hook,
            module: self.module.id,
            func: frame.func,
            holder: frame.holder.clone(),
            reason: frame.reason.or(frame.returned.map(Reason::Return)),
        });
    }

    fn call(&mut self, callee: &'p Expr) {
        let by_name = Callee::Hook { may_be_conditional: false };
        match &callee.kind {
            ExprKind::Symbol(symbol) => {
                let Some(row) = self.module.symbol(*symbol) else { return };
                if let Some((module, func)) = self.project.function(self.module, *symbol) {
                    if is_hook_like(&row.name) {
                        self.called(&row.name, callee.span, Callee::Function(module, func));
                    } else if row.name.starts_with(char::is_uppercase) {
                        self.components.push((row.name.clone(), callee.span, (module, func)));
                    }
                } else if let SymbolKind::Import(import) = &row.kind {
                    let name = match &import.name {
                        ImportName::Named(name) => name,
                        ImportName::Default | ImportName::Namespace | ImportName::SideEffect => {
                            &row.name
                        }
                    };
                    if is_hook_name(name) {
                        self.called(name, callee.span, by_name);
                    }
                }
            }
            ExprKind::Var(var) => {
                let Some(row) = self.module.var(*var) else { return };
                let facts = self.project.facts(self.module.id);
                let func = facts.and_then(|facts| facts.function_of(*var));
                match func {
                    Some(func) if is_hook_like(&row.name) => {
                        let hook = Callee::Function(self.module.id, func);
                        self.called(&row.name, callee.span, hook);
                    }
                    Some(func) if row.name.starts_with(char::is_uppercase) => {
                        let func = (self.module.id, func);
                        self.components.push((row.name.clone(), callee.span, func));
                    }
                    None if is_hook_name(&row.name) => self.called(&row.name, callee.span, by_name),
                    Some(_) | None => {}
                }
            }
            ExprKind::Js(Js::Member(object, name))
                if is_hook_name(name) && self.is_namespace(object) =>
            {
                self.called(name, callee.span, by_name);
            }
            _other => {}
        }
    }

    /// Whether what a module exports is taken from it: `React.useState`, or `router.useParams` of `import * as router`.
    fn is_namespace(&self, object: &Expr) -> bool {
        let ExprKind::Symbol(symbol) = object.kind else { return false };
        let Some(row) = self.module.symbol(symbol) else { return false };
        let is_module = matches!(
            &row.kind,
            SymbolKind::Import(import) if matches!(import.name, ImportName::Namespace)
        );
        is_module || row.name.starts_with(char::is_uppercase)
    }

    /// `memo(lambda props: ...)`: the function is a component.
    fn wraps(&mut self, callee: &Expr, args: &'p [Arg]) {
        let ExprKind::Symbol(symbol) = callee.kind else { return };
        let Some(SymbolKind::Import(import)) = self.module.symbol(symbol).map(|row| &row.kind)
        else {
            return;
        };
        let ImportName::Named(name) = &import.name else { return };
        if !matches!(react_export(name), Some(ReactExport::MakesComponent)) {
            return;
        }
        for arg in args {
            if let Arg::Pos(Expr { kind: ExprKind::Func(func), .. }) = arg {
                self.wrapped.insert(*func);
            }
        }
    }

    fn comp(&mut self, comp: &'p Comp) {
        let Some((first, rest)) = comp.clauses.split_first() else { return };
        self.expr(&first.iter);
        self.within(Reason::Loop(first.iter.span), |this| {
            first.conditions.iter().for_each(|test| this.expr(test));
            for clause in rest {
                this.expr(&clause.iter);
                clause.conditions.iter().for_each(|test| this.expr(test));
            }
            match &comp.kind {
                CompKind::List(elt) | CompKind::Set(elt) | CompKind::Generator(elt) => {
                    this.expr(elt);
                }
                CompKind::Dict(key, value) => {
                    this.expr(key);
                    this.expr(value);
                }
            }
        });
    }

    fn py(&mut self, expr: &'p Expr, py: &'p Py) {
        match py {
            Py::And(values) | Py::Or(values) => {
                let Some((first, rest)) = values.split_first() else { return };
                self.expr(first);
                self.within(Reason::Condition(first.span), |this| {
                    rest.iter().for_each(|value| this.expr(value));
                });
            }
            Py::Cond { test, then, orelse } => {
                self.expr(test);
                self.within(Reason::Condition(test.span), |this| {
                    this.expr(then);
                    this.expr(orelse);
                });
            }
            Py::Comp(comp) => self.comp(comp),
            Py::Call { callee, .. } => {
                self.call(callee);
                walk::walk_expr(self, expr);
            }
            _other => walk::walk_expr(self, expr),
        }
    }

    fn holder(&self, func: &Function) -> Holder {
        let name = func.name.clone();
        let is_named = |fits: fn(&str) -> bool| name.as_deref().is_some_and(fits);
        let is_top = self.frames.len() == 1;
        let is_component = func.role == Role::Component
            || self.wrapped.contains(&func.id)
            || is_named(|name| name.starts_with(char::is_uppercase));
        if is_component || is_named(is_hook_like) {
            // An `async` component is refused where it is defined.
            return match &name {
                Some(name) if func.is_async && func.role != Role::Component => {
                    Holder::Async(name.clone())
                }
                Some(_) | None => Holder::Fit,
            };
        }
        match name {
            Some(name) if is_top => Holder::Other(name),
            Some(_) | None => Holder::Nested(self.frames.iter().find_map(|it| it.name.clone())),
        }
    }
}

impl<'p> Visitor<'p> for Find<'p, '_> {
    fn module(&self) -> &'p Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'p Stmt) {
        match &stmt.kind {
            StmtKind::If { test, body, orelse } => {
                self.expr(test);
                self.within(Reason::Condition(test.span), |this| {
                    walk::walk_block(this, body);
                    walk::walk_block(this, orelse);
                });
            }
            StmtKind::While { test, .. } => {
                self.within(Reason::Loop(test.span), |this| walk::walk_stmt(this, stmt));
            }
            StmtKind::For { place, iter, body, orelse, .. } => {
                self.expr(iter);
                self.within(Reason::Loop(iter.span), |this| {
                    this.place(place);
                    walk::walk_block(this, body);
                    walk::walk_block(this, orelse);
                });
            }
            StmtKind::Try { .. } => {
                let head = Span { end: stmt.span.start.saturating_add(3), ..stmt.span };
                self.within(Reason::Try(head), |this| walk::walk_stmt(this, stmt));
            }
            StmtKind::Return(_) => {
                walk::walk_stmt(self, stmt);
                if let Some(frame) = self.frames.last_mut() {
                    frame.returned.get_or_insert(stmt.span);
                }
            }
            _other => walk::walk_stmt(self, stmt),
        }
    }

    fn expr(&mut self, expr: &'p Expr) {
        match &expr.kind {
            ExprKind::Hook(hook) => {
                let may_be_conditional = hook.row.kind.may_be_conditional();
                let callee = Callee::Hook { may_be_conditional };
                self.called(hook.row.name, hook.callee.span, callee);
                walk::walk_expr(self, expr);
            }
            ExprKind::Channel(inner) => {
                if let ChannelOp::Open { callee, .. } = &inner.op {
                    let hook = Callee::Hook { may_be_conditional: false };
                    self.called(channel::HOOK, callee.span, hook);
                }
                walk::walk_expr(self, expr);
            }
            ExprKind::Py(py) => self.py(expr, py),
            ExprKind::Js(Js::Call { callee, args }) => {
                self.call(callee);
                self.wraps(callee, args);
                walk::walk_expr(self, expr);
            }
            _other => walk::walk_expr(self, expr),
        }
    }

    fn func(&mut self, func: &'p Function) {
        walk::walk_defaults(self, func);
        let holder = self.holder(func);
        self.frames.push(Frame {
            func: Some(func.id),
            name: func.name.clone(),
            holder,
            ..Frame::default()
        });
        walk::walk_body(self, func);
        self.frames.pop();
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn branches_loops_and_returns() {
        finds(
            "
            @ps.javascript(jsx=True)
            def App(on: bool, xs: list[int]):
                a = useState(0) if on else None  # PSC504 useState
                b = on and useState(0)  # PSC504 useState
                refs = [useRef(x) for x in xs]  # PSC504 useRef
                for x in xs:
                    useEffect(lambda: print(1), [])  # PSC504 useEffect
                while on:
                    useState(1)  # PSC504 useState
                try:
                    useState(2)  # PSC504 useState
                except ValueError:
                    pass
                if on:
                    bridge = usePulseChannel('a')  # PSC504 usePulseChannel
                    return ps.p('x')
                useState(3)  # PSC504 useState
                return ps.p('y')
            ",
        );
    }

    #[test]
    fn nested_and_plain_functions() {
        finds(
            "
            def fetch_user(id):
                return useState(id)  # PSC504 useState

            async def useLater():
                return useState(0)  # PSC504 useState

            @ps.javascript(jsx=True)
            def App():
                def click():
                    return useState(0)  # PSC504 useState
                useEffect(lambda: print(useRef(0)), [])  # PSC504 useRef
                fetch_user(1)
                useLater()
                return ps.button(onClick=click)
            ",
        );
    }

    #[test]
    fn a_component_is_no_function() {
        finds(
            "
            def Cell(x):
                return ps.p(x, useState(0)[0])

            def Label(x):
                return ps.b(x)

            @ps.javascript(jsx=True)
            def App(rows: list[str]):
                def Inner():
                    n, set_n = useState(0)
                    return ps.p(n)
                return ps.div(
                    Cell('a'),  # PSC504 Cell
                    [Cell(row) for row in rows],  # PSC504 Cell
                    Inner(),  # PSC504 Inner
                    Label('a'),
                )
            ",
        );
    }

    #[test]
    fn hooks_of_the_project_are_hooks() {
        finds(
            "
            def use_draft(start):
                return useState(start)

            def useTitle():
                return use_draft('')

            def useNothing():
                return 1

            @ps.javascript(jsx=True)
            def App(on: bool):
                if on:
                    useTitle()  # PSC504 useTitle
                    use_draft(1)  # PSC504 use_draft
                    useNothing()
                return ps.p('a')
            ",
        );
    }

    #[test]
    fn methods_that_are_named_like_hooks() {
        clean(
            "
            i18n = ps.Import('i18n', 'i18next')
            registry = ps.Import('default', 'registry')

            def setup(plugin, clock):
                i18n.use(plugin)
                if plugin:
                    registry.use('x')
                clock.useFakeTimers()
                return plugin.useSomething()

            @ps.javascript(jsx=True)
            def App(on: bool):
                if on:
                    i18n.use(on)
                return ps.p(onClick=lambda: registry.use('y'))
            ",
        );
        finds(
            "
            Router = ps.Import('Router', 'router')
            router = ps.Import('*', 'router')

            @ps.javascript(jsx=True)
            def App(on: bool):
                if on:
                    Router.useParams()  # PSC504 Router.useParams
                    router.useParams()  # PSC504 router.useParams
                return ps.p('x')
            ",
        );
    }

    #[test]
    fn use_may_stand_in_conditions_and_loops_but_in_no_try() {
        finds(
            "
            use = ps.Import('use', 'react')
            use3Steps = ps.Import('use3Steps', 'steps')

            @ps.javascript(jsx=True)
            def App(on: bool, promises):
                x = use(promises[0]) if on else None
                for promise in promises:
                    use(promise)
                    use3Steps()  # PSC504 use3Steps
                try:
                    use(promises[1])  # PSC504 use
                except ValueError:
                    pass
                return ps.p(x)
            ",
        );
    }

    #[test]
    fn at_the_top_all_is_well() {
        clean(
            "
            use = ps.Import('use', 'react')
            memo = ps.Import('memo', 'react')

            def useToggle(start):
                value, set_value = useState(start)
                return value, lambda: set_value(not value)

            Fancy = memo(lambda props: ps.p(useState(0)[0]))

            @ps.javascript(jsx=True)
            def App(on: bool, promise):
                on, toggle = useToggle(on)
                x = use(promise) if on else None
                if useRef(1):
                    pass
                xs = [n for n in useMemo(lambda: [1], [])]
                if on:
                    raise ValueError('x')
                n, set_n = useState(len(xs))
                return ps.p(n)
            ",
        );
    }
}
