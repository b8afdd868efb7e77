//! The calls of hooks in a program: what is called, in what kind of function, and what may keep it from being called
//! at every render.
//!
//! ```text
//! def use_draft(): return useState("")       a hook, since it calls one
//! if open: draft = use_draft()               on a condition, in a component
//! ```

use rustc_hash::FxHashSet;

use crate::analyze::project::Project;
use crate::base::{Name, Span};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, ChannelOp, Comp, Expr, ExprKind, FuncId, Function, ImportName, Js, Module, ModuleId, Py,
    Role, Stmt, StmtKind, SymbolKind,
};
use crate::tables::channel;
use crate::tables::hooks::{ReactExport, is_hook_name, react_export};

/// What calls hooks in a program.
pub(super) struct HookCalls {
    /// Calls of what may be a hook.
    pub calls: Vec<Call>,
    /// Calls of functions that are named as components are.
    pub components: Vec<(Name, Span, (ModuleId, FuncId))>,
    /// The functions that call a hook themselves, or one that does.
    pub hooks: FxHashSet<(ModuleId, FuncId)>,
}

impl HookCalls {
    pub fn of(project: &Project) -> HookCalls {
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
        HookCalls { calls, components, hooks }
    }
}

/// What is called.
pub(super) enum Callee {
    /// A hook for certain, or by its name where nothing else is known.
    Hook { may_be_conditional: bool },
    /// A function of the program: a hook if it calls one.
    Function(ModuleId, FuncId),
}

impl Callee {
    pub fn is_one(&self, hooks: &FxHashSet<(ModuleId, FuncId)>) -> bool {
        match self {
            Callee::Hook { .. } => true,
            Callee::Function(module, func) => hooks.contains(&(*module, *func)),
        }
    }
}

/// A call of what may be a hook.
pub(super) struct Call {
    pub name: Name,
    pub span: Span,
    pub hook: Callee,
    pub module: ModuleId,
    /// The function it stands in; `None` at module level.
    pub func: Option<FuncId>,
    pub holder: Holder,
    /// Why it may be skipped, or run more than once.
    pub reason: Option<Reason>,
}

/// What kind of function calls the hook.
#[derive(Clone, Default)]
pub(super) enum Holder {
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
pub(super) enum Reason {
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
        let Some(first) = comp.clauses.first() else { return };
        self.expr(&first.iter);
        self.within(Reason::Loop(first.iter.span), |this| {
            walk::walk_repeated(this, comp);
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
