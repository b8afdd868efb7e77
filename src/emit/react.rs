//! Hooks, effects and channels.

use crate::base::{Name, Span};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Body, Channel, ChannelOp, Expr, ExprKind, FuncId, Function, Hook, Module, Py, Role, Type,
    VarId,
};

use super::emitter::Emitter;
use super::js::{E, Params, S, ast};

impl Emitter<'_> {
    pub fn hook(&mut self, span: Span, hook: &Hook) -> E {
        let callee = self.expr(&hook.callee);
        let args: Vec<ast::ExprOrSpread> = hook
            .args
            .iter()
            .enumerate()
            .map(|(position, arg)| match arg {
                Arg::Pos(value) => {
                    let is_callback = hook.row.callback == Some(position);
                    if hook.row.kind.is_effect() && is_callback {
                        self.effect_callback(value).into()
                    } else if hook.row.deps == Some(position) {
                        self.dependency_list(value).into()
                    } else {
                        self.expr(value).into()
                    }
                }
                Arg::Spread(value) => {
                    let value = self.iterable(value);
                    self.js.spread(value)
                }
                Arg::Omitted => self.js.undefined().into(),
            })
            .collect();
        self.at(span).call(callee, args)
    }

    /// React wants an array; `(a, b)` in Python is as good as `[a, b]`.
    fn dependency_list(&mut self, value: &Expr) -> E {
        match &value.kind {
            ExprKind::Py(Py::Tuple(items)) => {
                let items = self.elements(items);
                self.at(value.span).array(items)
            }
            ExprKind::None => self.at(value.span).undefined(),
            _list => self.expr(value),
        }
    }

    /// The callback of an effect returns a clean-up function or nothing.
    fn effect_callback(&mut self, value: &Expr) -> E {
        if self.is_effect_function(value) {
            return self.expr(value);
        }
        let at = self.at(value.span);
        let call = self.expr(value);
        let result = self.help(value.span, "cleanup", vec![at.call(call, Vec::<E>::new())]);
        at.arrow(Params::new(Vec::new()), result)
    }

    /// Whether the function itself sees to what it returns.
    fn is_effect_function(&self, value: &Expr) -> bool {
        let func = match &value.kind {
            ExprKind::Func(func) => Some(*func),
            ExprKind::Var(var) => match self.module.var(*var).map(|var| var.kind) {
                Some(crate::ir::VarKind::Function(func)) => Some(func),
                Some(
                    crate::ir::VarKind::Param
                    | crate::ir::VarKind::Local
                    | crate::ir::VarKind::Temp
                    | crate::ir::VarKind::Comp
                    | crate::ir::VarKind::Rebound,
                )
                | None => None,
            },
            _other => None,
        };
        let role = func.and_then(|func| self.module.func(func)).map(|func| &func.role);
        matches!(role, Some(Role::Effect { .. }))
    }

    /// A lambda that is an effect.
    pub fn effect_lambda(&mut self, span: Span, params: Params, body: &Expr, waits: &[VarId]) -> E {
        let at = self.at(span);
        if let Some(short) = self.waiting_call(body, waits) {
            return at.arrow(params, short);
        }
        let result = self.effect_result(body);
        if waits.is_empty() {
            return match result {
                EffectResult::Cleanup(value) => at.arrow(params, value),
                EffectResult::Nothing(value) => at.arrow_block(params, vec![at.expression(value)]),
            };
        }
        let mut block = self.wait_guards(waits);
        block.push(match result {
            EffectResult::Cleanup(value) => at.return_(Some(value)),
            EffectResult::Nothing(value) => at.expression(value),
        });
        at.arrow_block(params, block)
    }

    /// `bridge?.on(...)` for an effect that is one call on a bridge it waits for: nothing while it is
    /// missing, and React runs the effect again when it is there.
    fn waiting_call(&mut self, body: &Expr, waits: &[VarId]) -> Option<E> {
        let (guard, body) = match &body.kind {
            ExprKind::Py(Py::And(parts)) => match parts.as_slice() {
                [Expr { kind: ExprKind::Var(var), .. }, call] => (Some(*var), call),
                _other => return None,
            },
            _call => (None, body),
        };
        let ExprKind::Channel(channel) = &body.kind else { return None };
        let (bridge, method, args) = match &channel.op {
            ChannelOp::On { bridge, event, handler } => (bridge, "on", vec![event, handler]),
            ChannelOp::Emit { bridge, event, payload } => {
                (bridge, "emit", [event].into_iter().chain(payload).collect())
            }
            ChannelOp::Open { .. } | ChannelOp::Request { .. } => return None,
        };
        let ExprKind::Var(var) = bridge.kind else { return None };
        if !waits.contains(&var) && guard != Some(var) {
            return None;
        }
        let receiver = self.var(bridge.span, var);
        let args: Vec<E> = args.into_iter().map(|arg| self.expr(arg)).collect();
        let at = self.at(body.span);
        let member = at.optional_member(receiver, method);
        Some(at.chained_call(member, args))
    }

    /// `if (!bridge) return;` for each bridge an effect waits for.
    pub fn wait_guards(&mut self, waits: &[VarId]) -> Vec<S> {
        let guards = waits.iter().map(|var| {
            let quiet = self.js.nowhere();
            let test = quiet.not(quiet.ident(&self.names.var(*var)));
            quiet.if_short(test, quiet.return_(None))
        });
        guards.collect()
    }

    /// What an effect returns for a value: the clean-up function in it, or nothing.
    pub fn effect_result(&mut self, value: &Expr) -> EffectResult {
        let ty = self.ty(value).clone();
        let is_subscription = match &value.kind {
            ExprKind::Channel(channel) => matches!(channel.op, ChannelOp::On { .. }),
            _other => false,
        };
        if let Some(method) = self.called_without(value) {
            return EffectResult::Cleanup(method);
        }
        let js = self.expr(value);
        match &ty {
            _ if is_subscription => EffectResult::Cleanup(js),
            Type::Function { .. } => EffectResult::Cleanup(js),
            ty if ty.is_primitive() => EffectResult::Nothing(js),
            _unknown => {
                let checked = self.help(value.span, "cleanup", vec![js]);
                EffectResult::Cleanup(checked)
            }
        }
    }

    pub fn channel(&mut self, span: Span, channel: &Channel) -> E {
        let at = self.at(span);
        match &channel.op {
            ChannelOp::Open { callee, id } => {
                let callee = self.expr(callee);
                let id = self.expr(id);
                at.call(callee, vec![id])
            }
            ChannelOp::On { bridge, event, handler } => {
                self.bridge_call(span, bridge, "on", event, Some(handler))
            }
            ChannelOp::Emit { bridge, event, payload } => {
                self.bridge_call(span, bridge, "emit", event, payload.as_ref())
            }
            ChannelOp::Request { bridge, event, payload } => {
                self.bridge_call(span, bridge, "request", event, payload.as_ref())
            }
        }
    }

    fn bridge_call(
        &mut self,
        span: Span,
        bridge: &Expr,
        method: &str,
        event: &Expr,
        rest: Option<&Expr>,
    ) -> E {
        let is_connected = self.ty(bridge).is_bridge();
        let receiver = self.expr(bridge);
        let receiver = match is_connected {
            true => receiver,
            false => {
                let what = match &event.kind {
                    ExprKind::Str(name) => format!("{method}(\"{name}\")"),
                    _computed => method.to_owned(),
                };
                let what = self.js.string(&what);
                self.help(bridge.span, "connected", vec![receiver, what])
            }
        };
        let mut args = vec![self.expr(event)];
        args.extend(rest.map(|rest| self.expr(rest)));
        let at = self.at(span);
        at.call(at.member(receiver, method), args)
    }

    /// The body of a lambda.
    pub fn lambda(&mut self, span: Span, id: FuncId) -> E {
        let Some(func) = self.module.func(id) else { return self.js.undefined() };
        let defaults = self.once_defaults(func);
        self.enter(func);
        let params = self.params(func);
        let arrow = match (&func.body, &func.role) {
            (Body::Expr(body), Role::Effect { waits_for }) => {
                let waits_for = waits_for.clone();
                self.effect_lambda(span, params, body, &waits_for)
            }
            (Body::Expr(body), Role::Plain | Role::Body | Role::Component) => {
                let mut temps = self.prologue(func);
                temps.extend(self.expression_temps(func));
                let value = self.expr(body);
                let at = self.at(span);
                match temps.is_empty() {
                    true => at.arrow(params, value),
                    false => {
                        let mut block = temps;
                        block.push(at.return_(Some(value)));
                        at.arrow_block(params, block)
                    }
                }
            }
            (Body::Block(stmts), _) => {
                let name = self.shown_name(func);
                let is_function = func.is_generator || name.is_some();
                let block = match is_function {
                    true => self.in_function(|this| this.function_block(func, stmts)),
                    false => self.function_block(func, stmts),
                };
                match is_function {
                    true => self.at(span).function_expression(name.as_deref(), params, block),
                    false => self.at(span).arrow_block(params, block),
                }
            }
        };
        self.funcs.pop();
        let arrow = self.with_name(func, arrow);
        self.with_defaults(span, defaults, arrow)
    }

    /// `memo(function Total(…) { … })`: React shows a component by the name of its function. Not where the body
    /// means the component by that name, which is what `memo` made of the function.
    fn shown_name(&self, func: &Function) -> Option<Name> {
        struct Means<'m>(&'m Module, &'m str, bool);
        impl<'m> Visitor<'m> for Means<'m> {
            fn module(&self) -> &'m Module {
                self.0
            }

            fn expr(&mut self, expr: &'m Expr) {
                if let ExprKind::Symbol(symbol) = expr.kind {
                    self.2 |= self.0.symbol(symbol).is_some_and(|row| *row.name == *self.1);
                }
                walk::walk_expr(self, expr);
            }
        }
        let name = func.name.as_ref().filter(|_| func.role == Role::Component)?;
        let mut means = Means(self.module, name, false);
        walk::walk_body(&mut means, func);
        (!means.2 && !crate::tables::js_reserved::is_reserved(name)).then(|| name.clone())
    }

    /// A lambda's defaults that are evaluated once become the parameters of an arrow around it.
    fn with_defaults(&mut self, span: Span, defaults: Vec<(VarId, E)>, arrow: E) -> E {
        if defaults.is_empty() {
            return arrow;
        }
        let at = self.at(span).nowhere();
        let (temps, values): (Vec<VarId>, Vec<E>) = defaults.into_iter().unzip();
        let patterns = temps.iter().map(|temp| at.bind(&self.names.var(*temp))).collect();
        at.call(at.arrow(Params::new(patterns), arrow), values)
    }
}

pub(super) enum EffectResult {
    /// A function, or `undefined`.
    Cleanup(E),
    /// A value that is no clean-up function: evaluated, not returned.
    Nothing(E),
}
