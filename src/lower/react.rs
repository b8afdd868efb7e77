//! Hooks, effects and channels.
//!
//! `usePulseChannel` returns nothing until the channel is connected. An effect that depends on the
//! bridge and uses it therefore waits for it: it returns at once while the bridge is missing, and
//! React runs it again when the bridge is there, so that no subscription and no event is lost.

use rustc_hash::FxHashMap;

use crate::base::Span;
use crate::diag::{Code, Diagnostic};
use crate::ir::{Arg, Channel, ChannelOp, Expr, ExprKind, Hook, Role, Type, VarId};
use crate::lower::args::{Callee, Formal};
use crate::lower::context::Lowering;
use crate::resolve::scope::{Lookup, ScopeId, ScopeKind};
use crate::resolve::{Binding, JsRef};
use crate::syntax::ast::{self, ArgKind};
use crate::tables::channel::{self, BridgeKind};
use crate::tables::hooks::HookRow;
use crate::tables::signature::{ParamDefault, ParamKind};

impl Lowering<'_> {
    pub fn hook_call(
        &mut self,
        span: Span,
        callee: Expr,
        row: &'static HookRow,
        args: &[ast::Arg],
    ) -> Expr {
        let is_effect = row.kind.is_effect();
        let callback = args
            .iter()
            .enumerate()
            .find(|(position, arg)| row.callback == Some(self.hook_position(row, arg, *position)));
        let waits_for = match callback {
            Some((_, callback)) if is_effect => {
                self.awaited_bridges(row, args, callback.value.span)
            }
            Some(_) | None => Vec::new(),
        };
        let mut lowered = Vec::new();
        for (position, arg) in args.iter().enumerate() {
            let is_callback = row.callback == Some(self.hook_position(row, arg, position));
            if is_effect && is_callback {
                self.check_effect(&arg.value);
            }
            let value = match &arg.value.kind {
                ast::ExprKind::Lambda { params, body } if is_effect && is_callback => {
                    let role = Role::Effect { waits_for: waits_for.clone() };
                    self.lambda(arg.value.span, params, body, role, Vec::new())
                }
                _other => self.lower(&arg.value),
            };
            lowered.push((arg, value));
        }
        let Some(args) = self.hook_args(span, row, lowered) else { return self.error(span) };
        self.expr(span, ExprKind::Hook(Box::new(Hook { row, callee, args })))
    }

    /// The position of an argument in the hook's signature.
    fn hook_position(&self, row: &HookRow, arg: &ast::Arg, position: usize) -> usize {
        match &arg.kind {
            ArgKind::Keyword(name) => {
                let at = row.signature.iter().position(|param| *param.name == *name.name);
                at.unwrap_or(usize::MAX)
            }
            ArgKind::Positional | ArgKind::Star | ArgKind::DoubleStar => position,
        }
    }

    fn hook_args(
        &mut self,
        span: Span,
        row: &HookRow,
        lowered: Vec<(&ast::Arg, Expr)>,
    ) -> Option<Vec<Arg>> {
        let mut slots: Vec<Option<Expr>> = row.signature.iter().map(|_| None).collect();
        let mut fits = true;
        for (position, (arg, value)) in lowered.into_iter().enumerate() {
            let at = self.hook_position(row, arg, position);
            let by_star = matches!(arg.kind, ArgKind::Star | ArgKind::DoubleStar);
            match slots.get_mut(at) {
                Some(slot @ None) if !by_star => *slot = Some(value),
                Some(_) | None => {
                    let signature = crate::tables::signature::display(row.signature);
                    self.report(
                        Diagnostic::new(
                            Code::PSC401,
                            arg.span,
                            format!("this argument does not fit `{}`", row.name),
                        )
                        .help(format!("its signature is `{}{signature}`", row.name)),
                    );
                    fits = false;
                }
            }
        }
        let missing = std::iter::zip(row.signature, &slots)
            .find(|(param, slot)| param.default == ParamDefault::Required && slot.is_none());
        if let Some((param, _)) = missing
            && fits
        {
            let message = format!("`{}` is called without its argument `{}`", row.name, param.name);
            let signature = crate::tables::signature::display(row.signature);
            let help = format!("its signature is `{}{signature}`", row.name);
            self.report(Diagnostic::new(Code::PSC401, span, message).help(help));
            fits = false;
        }
        let last = slots.iter().rposition(Option::is_some).map_or(0, |last| last + 1);
        let args = slots.into_iter().take(last).map(|slot| slot.map_or(Arg::Omitted, Arg::Pos));
        fits.then(|| args.collect())
    }

    fn check_effect(&mut self, callback: &ast::Expr) {
        let ast::ExprKind::Name(name) = &callback.kind else { return };
        let Some(var) = self.local_var(name) else {
            return self.check_module_effect(callback);
        };
        let is_async = self.async_defs().contains(&var);
        if is_async {
            self.report_async_effect(callback.span, name);
        }
    }

    fn check_module_effect(&mut self, callback: &ast::Expr) {
        let Some(Binding::Item(id)) = self.binding(callback.span) else { return };
        let item = self.program.items.get(id.index());
        if let Some(crate::resolve::ItemKind::Function { def, .. }) = item.map(|item| &item.kind)
            && def.is_async
        {
            let name = def.name.name.clone();
            self.report_async_effect(callback.span, &name);
        }
    }

    fn report_async_effect(&mut self, span: Span, name: &str) {
        self.report(
            Diagnostic::new(
                Code::PSC502,
                span,
                format!("`{name}` is `async`, and an effect must not return a promise"),
            )
            .help(format!("call it from a plain function: `def run(): {name}()`, and pass `run`")),
        );
    }

    fn async_defs(&self) -> Vec<VarId> {
        let funcs = &self.builder.module.funcs;
        let vars = self.builder.module.vars.iter().enumerate();
        vars.filter(|(_, var)| match var.kind {
            crate::ir::VarKind::Function(id) => {
                funcs.get(id.index()).is_some_and(|func| func.is_async)
            }
            crate::ir::VarKind::Param
            | crate::ir::VarKind::Local
            | crate::ir::VarKind::Temp
            | crate::ir::VarKind::Comp
            | crate::ir::VarKind::Rebound => false,
        })
        .map(|(index, _)| VarId(index as u32))
        .collect()
    }

    /// The bridges that the dependency list of an effect names.
    fn bridges_in_deps(&self, row: &HookRow, args: &[ast::Arg]) -> Vec<VarId> {
        let deps = args
            .iter()
            .enumerate()
            .find(|(position, arg)| row.deps == Some(self.hook_position(row, arg, *position)));
        let Some((_, deps)) = deps else { return Vec::new() };
        let (ast::ExprKind::List(items) | ast::ExprKind::Tuple(items)) = &deps.value.kind else {
            return Vec::new();
        };
        let vars = items.iter().filter_map(|item| match &item.kind {
            ast::ExprKind::Name(name) => self.local_var(name),
            _other => None,
        });
        vars.filter(|var| self.is_bridge(*var)).collect()
    }

    /// The bridges an effect waits for: those it depends on and uses without ever asking whether
    /// they are there. One that asks (`if bridge is None: return`) sees to it itself.
    fn awaited_bridges(&self, row: &HookRow, args: &[ast::Arg], callback: Span) -> Vec<VarId> {
        let mut bridges = self.bridges_in_deps(row, args);
        bridges.retain(|bridge| self.only_operates(*bridge, callback));
        bridges
    }

    /// Whether a callback operates on the bridge without ever asking for it. What runs at once decides:
    /// a clean-up function that asks does not make its effect start without the bridge. Only where
    /// nothing at once names the bridge do the functions within the callback count.
    fn only_operates(&self, bridge: VarId, within: Span) -> bool {
        let (mut at_once, mut later) = (Vec::new(), Vec::new());
        for found in self.scopes.uses() {
            let Lookup::Local(scope, index) = found.target else { continue };
            let is_bridge = self.vars.get(&(scope, index)) == Some(&bridge);
            if !is_bridge || !within.contains(found.span) {
                continue;
            }
            let operates =
                found.chain.first().is_some_and(|link| channel::bridge(&link.attr.name).is_some());
            match self.functions_between(found.scope, scope) > 1 {
                true => later.push(operates),
                false => at_once.push(operates),
            }
        }
        let deciding = if at_once.is_empty() { later } else { at_once };
        !deciding.is_empty() && deciding.iter().all(|operates| *operates)
    }

    /// How many functions a scope is nested in, up to the scope `outer`.
    fn functions_between(&self, inner: ScopeId, outer: ScopeId) -> usize {
        let parent = |id: &ScopeId| self.scopes.get(*id).and_then(|scope| scope.parent);
        let path = std::iter::successors(Some(inner), parent).take_while(|id| *id != outer);
        let kinds = path.filter_map(|id| self.scopes.get(id).map(|scope| scope.kind));
        kinds.filter(|kind| !matches!(kind, ScopeKind::Comprehension | ScopeKind::Class)).count()
    }

    pub fn is_bridge(&self, var: VarId) -> bool {
        let annotation = self.builder.module.var(var).and_then(|var| var.annotation.as_ref());
        match annotation {
            Some(Type::Bridge) => true,
            Some(Type::Union(members)) => members.contains(&Type::Bridge),
            Some(_) | None => false,
        }
    }

    /// Before a body is lowered: which of its nested functions serve one effect and nothing else, and
    /// which variables hold a bridge. Both must be known before the function that uses them is met.
    pub fn find_effect_callbacks(&mut self, body: &[ast::Stmt]) {
        self.find_bridges(body);
        let Some(scope) = self.scope else { return };
        let mut found: FxHashMap<VarId, Vec<VarId>> = FxHashMap::default();
        for stmt in body {
            let ast::StmtKind::Expr(expr) = &stmt.kind else { continue };
            let ast::ExprKind::Call { func, args } = &expr.kind else { continue };
            let Some(row) = self.effect_hook(func) else { continue };
            let callback = args.iter().enumerate().find(|(position, arg)| {
                row.callback == Some(self.hook_position(row, arg, *position))
            });
            let Some((_, callback)) = callback else { continue };
            let ast::ExprKind::Name(name) = &callback.value.kind else { continue };
            let Some(var) = self.local_var(name) else { continue };
            let def = body.iter().find(|stmt| match &stmt.kind {
                ast::StmtKind::Function(def) => def.name.name == *name,
                _other => false,
            });
            if let Some(def) = def
                && self.is_used_once(scope, name)
            {
                found.insert(var, self.awaited_bridges(row, args, def.span));
            }
        }
        self.effect_callbacks.extend(found);
    }

    fn find_bridges(&mut self, body: &[ast::Stmt]) {
        for stmt in body {
            let (target, value) = match &stmt.kind {
                ast::StmtKind::Assign { targets, value } => match targets.as_slice() {
                    [target] => (target, value),
                    _several => continue,
                },
                ast::StmtKind::AnnAssign { target, value: Some(value), .. } => (target, value),
                _other => continue,
            };
            let ast::ExprKind::Call { func, .. } = &value.kind else { continue };
            let Some(Binding::Js(JsRef::Import { import, .. })) = self.binding(func.span) else {
                continue;
            };
            let is_hook = matches!(
                &import.name,
                crate::ir::ImportName::Named(name) if &**name == channel::HOOK
            );
            if let ast::ExprKind::Name(name) = &target.kind
                && is_hook
                && let Some(var) = self.local_var(name)
                && self.builder.module.var(var).is_some_and(|var| var.writes == 1)
            {
                self.annotate(var, Type::Bridge.or_none());
            }
        }
    }

    fn effect_hook(&self, func: &ast::Expr) -> Option<&'static HookRow> {
        let Some(Binding::Js(JsRef::Import { import, .. })) = self.binding(func.span) else {
            return None;
        };
        match (&*import.source, &import.name) {
            ("react", crate::ir::ImportName::Named(name)) => {
                crate::tables::hooks::hook(name).filter(|row| row.kind.is_effect())
            }
            _other => None,
        }
    }

    fn is_used_once(&self, scope: crate::resolve::scope::ScopeId, name: &str) -> bool {
        let local = self
            .scopes
            .get(scope)
            .and_then(|scope| scope.locals.iter().find(|local| &*local.name == name));
        local.is_some_and(|local| local.reads == 1 && local.writes == 1)
    }

    pub fn open_channel(&mut self, span: Span, callee: Expr, args: &[ast::Arg]) -> Expr {
        let Some(mut args) = self.channel_args(span, channel::HOOK, channel::HOOK_SIGNATURE, args)
        else {
            return self.error(span);
        };
        let Some(Some(id)) = args.pop() else { return self.error(span) };
        let op = ChannelOp::Open { callee, id };
        self.expr(span, ExprKind::Channel(Box::new(Channel { op })))
    }

    /// `bridge.on/emit/request(...)` of a variable that holds a bridge.
    pub fn channel_call(
        &mut self,
        span: Span,
        object: &Expr,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Option<Expr> {
        let ExprKind::Var(var) = object.kind else { return None };
        if !self.is_bridge(var) {
            return None;
        }
        let Some(row) = channel::bridge(&attr.name) else {
            self.report(
                Diagnostic::new(
                    Code::PSC601,
                    attr.span,
                    format!("a channel bridge has no method `{}`", attr.name),
                )
                .help("it has `on(event, handler)`, `emit(event, payload)`, `request(event, payload)` and `id`"),
            );
            return Some(self.error(span));
        };
        if row.kind == BridgeKind::Id {
            let message = "`id` of a bridge is a str, not a method";
            return Some(self.refuse(Code::PSC601, attr.span, message, "remove the `()`"));
        }
        let Some(args) = self.channel_args(span, row.name, row.signature, args) else {
            return Some(self.error(span));
        };
        let bridge = self.copy_atom(object);
        let mut args = args.into_iter();
        let Some(Some(event)) = args.next() else { return Some(self.error(span)) };
        let second = args.next().flatten();
        let op = match (row.kind, second) {
            (BridgeKind::On, Some(handler)) => ChannelOp::On { bridge, event, handler },
            (BridgeKind::Emit, payload) => ChannelOp::Emit { bridge, event, payload },
            (BridgeKind::Request, payload) => ChannelOp::Request { bridge, event, payload },
            (BridgeKind::On | BridgeKind::Id, _) => return Some(self.error(span)),
        };
        Some(self.expr(span, ExprKind::Channel(Box::new(Channel { op }))))
    }

    /// Binds the arguments of a channel operation, in the signature's order.
    fn channel_args(
        &mut self,
        span: Span,
        name: &str,
        signature: crate::tables::signature::Signature,
        args: &[ast::Arg],
    ) -> Option<Vec<Option<Expr>>> {
        let formals = signature.iter().map(|param| Formal {
            name: param.name.into(),
            kind: match param.kind {
                ParamKind::Positional => crate::ir::ParamKind::PositionalOnly,
                ParamKind::PositionalOrKeyword => crate::ir::ParamKind::Positional,
                ParamKind::Keyword => crate::ir::ParamKind::KeywordOnly,
                ParamKind::Args => crate::ir::ParamKind::Rest,
                ParamKind::Kwargs => crate::ir::ParamKind::Keywords,
            },
            is_required: param.default == ParamDefault::Required,
        });
        let callee = Callee {
            name,
            formals: formals.collect(),
            definition: None,
            code: Code::PSC601,
            qualname: None,
        };
        let bound = self.bind(span, &callee, args)?;
        if let Some(first) = bound.first.first() {
            self.refuse(
                Code::PSC601,
                first.span,
                "the arguments of a channel operation must be in order",
                "pass the event first, then the rest",
            );
            return None;
        }
        let values = bound.args.into_iter().map(|arg| match arg {
            Arg::Pos(value) => Some(value),
            Arg::Spread(_) | Arg::Omitted => None,
        });
        Some(values.collect())
    }
}
