//! PSC519: an effect that subscribes to something and never ends it.
//!
//! ```text
//! useEffect(lambda: window.setInterval(tick, 1000), [])      ticks on when the component is gone
//!
//! def run():
//!     timer = window.setInterval(tick, 1000)
//!     return lambda: window.clearInterval(timer)
//! ```

use crate::analyze::facts::{At, Bound, Facts};
use crate::analyze::props::plain;
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, ChannelOp, DictEntry, Expr, ExprKind, Function, Hook, Js, JsProp, Module, Py,
};

pub(super) fn check(facts: &Facts, sink: &mut Sink) {
    for hook in facts.hooks.iter().filter(|hook| hook.node.row.kind.is_effect()) {
        let Some(func) = callback(facts, hook) else { continue };
        // What it returns may end everything.
        let returned = facts.returns.get(&func.id).into_iter().flatten();
        let is_lambda = matches!(func.body, crate::ir::Body::Expr(_));
        let mut subscribed = Subscribed { facts, found: Vec::new() };
        walk::walk_body(&mut subscribed, func);
        let ends = returned.into_iter().any(|value| {
            let is_subscription =
                subscribed.found.iter().any(|it| it.span == value.span && !it.ends);
            let is_lost = facts.types.expr(value.id).is_none() || (is_lambda && is_subscription);
            !is_lost
        });
        if ends {
            continue;
        }
        for it in subscribed.found {
            if is_lambda && it.ends {
                continue;
            }
            let message = format!("`{}` goes on when the component is gone", it.name);
            let help = format!("return a function that ends it: {}", it.end);
            sink.push(Diagnostic::new(Code::PSC519, it.span, message).help(help));
        }
    }
}

fn callback<'m>(facts: &Facts<'m>, hook: &At<'m, Hook>) -> Option<&'m Function> {
    let func = hook.callback().and_then(|callback| facts.function(callback))?;
    facts.module.func(func).filter(|func| !func.is_async && !func.is_generator)
}

struct Subscription {
    span: Span,
    name: &'static str,
    end: &'static str,
    /// Whether what it gives ends it.
    ends: bool,
}

struct Subscribed<'f, 'm> {
    facts: &'f Facts<'m>,
    found: Vec<Subscription>,
}

impl<'m> Visitor<'m> for Subscribed<'_, 'm> {
    fn module(&self) -> &'m Module {
        self.facts.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.found.extend(subscription(self.facts, expr));
        walk::walk_expr(self, expr);
    }

    // What is nested runs later, if at all.
    fn func(&mut self, _func: &'m Function) {}
}

/// `{"once": True}`, `{"signal": signal}`: a listener that is not ended by hand.
fn ends_itself(args: &[Arg]) -> bool {
    let Some(Arg::Pos(options)) = args.get(2) else { return false };
    let ends = |name: &str, value: &Expr| match name {
        "once" => !matches!(value.kind, ExprKind::Bool(false)),
        other => other == "signal",
    };
    match &plain(options).kind {
        ExprKind::Py(Py::Dict { entries, .. }) => entries.iter().any(|entry| match entry {
            DictEntry::Pair(key, value) => {
                matches!(&key.kind, ExprKind::Str(name) if ends(name, value))
            }
            DictEntry::Spread(_) => true,
        }),
        ExprKind::Js(Js::Object(props)) => props.iter().any(|prop| match prop {
            JsProp::Named(name, value) => ends(name, value),
            JsProp::Computed(..) | JsProp::Spread(_) => true,
        }),
        // A flag is for capturing.
        ExprKind::Bool(_) => false,
        _unknown => true,
    }
}

fn subscription(facts: &Facts, expr: &Expr) -> Option<Subscription> {
    let known = |name: &str| match name {
        "setInterval" => Some(("setInterval", "`lambda: clearInterval(timer)`")),
        "addEventListener" => {
            Some(("addEventListener", "`lambda: target.removeEventListener(name, handler)`"))
        }
        _other => None,
    };
    let (found, ends) = match &expr.kind {
        ExprKind::Js(Js::Call { args, .. }) | ExprKind::Py(Py::Method { args, .. })
            if ends_itself(args) =>
        {
            return None;
        }
        ExprKind::Js(Js::Call { callee, .. }) => {
            let name = match &callee.kind {
                ExprKind::Js(Js::Global(path)) => path.rsplit('.').next()?,
                ExprKind::Js(Js::Member(_, name)) => name,
                _other => return None,
            };
            (known(name)?, false)
        }
        ExprKind::Py(Py::Method { object, name, .. }) if &**name == "observe" => {
            let made = match &object.kind {
                ExprKind::Var(var) => match facts.bound.get(var)? {
                    Bound::Value(value) => *value,
                    Bound::Part(..) | Bound::Item(_) | Bound::Function(_) => return None,
                },
                _other => &**object,
            };
            let ExprKind::Js(Js::New { callee, .. } | Js::Make { callee, .. }) = &made.kind else {
                return None;
            };
            let ExprKind::Js(Js::Global(path)) = &callee.kind else { return None };
            if !path.ends_with("Observer") {
                return None;
            }
            (("observe", "`lambda: observer.disconnect()`"), false)
        }
        ExprKind::Py(Py::Method { name, .. }) => (known(name)?, false),
        ExprKind::Js(Js::New { callee, .. } | Js::Make { callee, .. }) => {
            let ExprKind::Js(Js::Global(path)) = &callee.kind else { return None };
            let found = match path.strip_prefix("window.").unwrap_or(path) {
                "WebSocket" => ("WebSocket", "`lambda: socket.close()`"),
                "EventSource" => ("EventSource", "`lambda: source.close()`"),
                "BroadcastChannel" => ("BroadcastChannel", "`lambda: channel.close()`"),
                _other => return None,
            };
            (found, false)
        }
        ExprKind::Channel(channel) => match &channel.op {
            ChannelOp::On { .. } => (("on", "what `on` returns"), true),
            ChannelOp::Open { .. } | ChannelOp::Emit { .. } | ChannelOp::Request { .. } => {
                return None;
            }
        },
        _other => return None,
    };
    let (name, end) = found;
    Some(Subscription { span: expr.span, name, end, ends })
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn what_goes_on() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Clock(*, channel: str, node: Any):
                bridge = usePulseChannel(channel)
                def tick():
                    print('tick')
                def run():
                    window.setInterval(tick, 1000)  # PSC519 window.setInterval(tick, 1000)
                    document.addEventListener('keydown', tick)  # PSC519 document.addEventListener('keydown', tick)
                    node.addEventListener('x', tick)  # PSC519 node.addEventListener('x', tick)
                    document.addEventListener('y', tick, True)  # PSC519 document.addEventListener('y', tick, True)
                    document.addEventListener('z', tick, {'passive': True})  # PSC519 document.addEventListener('z', tick, {'passive': True})
                def see():
                    observer = window.IntersectionObserver(tick)
                    observer.observe(node)  # PSC519 observer.observe(node)
                useEffect(see, [node])
                def listen():
                    if not bridge:
                        return
                    bridge.on('a', tick)  # PSC519 bridge.on('a', tick)
                useEffect(run, [node])
                useEffect(listen, [bridge])
                useEffect(lambda: window.setInterval(tick, 1000), [])  # PSC519 window.setInterval(tick, 1000)
                return ps.p('a')
            ",
        );
    }

    #[test]
    fn what_is_ended() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Clock(*, channel: str, node: Any):
                bridge = usePulseChannel(channel)
                def tick():
                    print('tick')
                def run():
                    timer = window.setInterval(tick, 1000)
                    document.addEventListener('keydown', tick)
                    def stop():
                        window.clearInterval(timer)
                        document.removeEventListener('keydown', tick)
                    return stop
                def click():
                    window.addEventListener('keydown', tick)
                def once():
                    window.addEventListener('load', tick, {'once': True})
                    node.addEventListener('x', tick, obj(once=True))
                    node.addEventListener('y', tick, {'signal': node.signal})
                def see():
                    observer = window.ResizeObserver(tick)
                    observer.observe(node)
                    return lambda: observer.disconnect()
                useEffect(see, [node])
                useEffect(lambda: node.observe(tick), [node])
                useEffect(once, [node])
                useEffect(run, [])
                useEffect(lambda: bridge.on('a', tick), [bridge])
                useEffect(lambda: window.setTimeout(tick, 10), [])
                useEffect(lambda: node.watch(tick), [node])
                return ps.button('a', onClick=click)
            ",
        );
    }
}
