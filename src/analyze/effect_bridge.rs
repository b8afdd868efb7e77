//! PSC603: an effect that does not run again when its channel connects.
//!
//! ```text
//! useEffect(lambda: bridge.on("message", show), [])          the bridge is still None at that time
//! useEffect(lambda: bridge.on("message", show))              subscribes anew at every render
//! useEffect(lambda: bridge.on("message", show), [bridge])
//! ```

use rustc_hash::FxHashSet;

use crate::analyze::dependencies::Deps;
use crate::analyze::facts::{Facts, mentioned};
use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{ChannelOp, Expr, ExprKind, FuncId, Type, VarId};

/// The functions and bridges about which nothing more need be said.
pub(super) fn check(facts: &Facts, sink: &mut Sink) -> FxHashSet<(FuncId, VarId)> {
    let mut reported = FxHashSet::default();
    for hook in facts.hooks.iter().filter(|hook| hook.node.row.kind.is_effect()) {
        let Some(callback) = hook.callback().and_then(|callback| facts.function(callback)) else {
            continue;
        };
        let (list, listed) = match hook.deps(facts) {
            Deps::List(list, items) => (Some(list), mentioned(facts.module, items)),
            Deps::Missing => (None, FxHashSet::default()),
            Deps::Unknown => continue,
        };
        let funcs = facts.reach(callback, &listed).funcs;
        let mut seen = FxHashSet::default();
        for at in &facts.channels {
            let Some(func) = at.func.filter(|func| funcs.contains(func)) else { continue };
            let (Some(bridge), is_on) = bridge(&at.node.op) else { continue };
            let is_own = facts.owner(bridge) == hook.func;
            if listed.contains(&bridge) || !is_own || !may_be_bridge(facts, bridge) {
                continue;
            }
            match list {
                Some(list) => {
                    reported.insert((func, bridge));
                    if seen.insert(bridge) {
                        sink.push(left_out(facts, bridge, list, at.expr.span));
                    }
                }
                None if is_on && seen.insert(bridge) => {
                    reported.insert((func, bridge));
                    sink.push(no_list(facts, bridge, hook.node.callee.span, at.expr.span));
                }
                None => {}
            }
        }
    }
    reported
}

/// Whether the variable holds what `usePulseChannel` gave, which may be missing.
pub(super) fn may_be_bridge(facts: &Facts, var: VarId) -> bool {
    match facts.types.var(var) {
        Type::Union(members) => members.contains(&Type::Bridge) && members.contains(&Type::None),
        _other => false,
    }
}

/// The bridge of an operation, and whether it subscribes.
pub(super) fn bridge(op: &ChannelOp) -> (Option<VarId>, bool) {
    let var = |expr: &Expr| match &expr.kind {
        ExprKind::Var(var) => Some(*var),
        _other => None,
    };
    match op {
        ChannelOp::Open { .. } => (None, false),
        ChannelOp::On { bridge, .. } => (var(bridge), true),
        ChannelOp::Emit { bridge, .. } | ChannelOp::Request { bridge, .. } => (var(bridge), false),
    }
}

fn left_out(facts: &Facts, bridge: VarId, list: &Expr, used: Span) -> Diagnostic {
    let name = facts.name(bridge);
    Diagnostic::new(
        Code::PSC603,
        list.span,
        format!("the effect uses `{name}` and does not run again when it connects"),
    )
    .label(used, "used here, while it may still be `None`")
    .help(format!("add `{name}` to the dependency list"))
}

fn no_list(facts: &Facts, bridge: VarId, hook: Span, used: Span) -> Diagnostic {
    let name = facts.name(bridge);
    Diagnostic::new(
        Code::PSC603,
        hook,
        "without a dependency list this effect subscribes anew at every render",
    )
    .label(used, "the subscription")
    .help(format!("pass `[{name}]` after the callback: it then runs once the channel is connected"))
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn a_bridge_that_is_not_listed() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Chat(id: str):
                bridge = usePulseChannel(id)
                def send():
                    if bridge:
                        bridge.emit('a')
                def watch():
                    window.setTimeout(lambda: send(), 1)
                useEffect(lambda: bridge.on('m', print), [])  # PSC603 []
                useEffect(lambda: bridge.on('m', print), (id,))  # PSC603 (id,)
                useEffect(watch, [])  # PSC603 []
                useEffect(lambda: bridge.on('m', print))  # PSC603 useEffect
                return ps.p('x')
            ",
        );
    }

    #[test]
    fn a_bridge_that_is() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Chat(id: str):
                bridge = usePulseChannel(id)
                deps = [bridge]
                send = useCallback(lambda: bridge and bridge.emit('a'), [bridge])
                useEffect(lambda: bridge.on('m', print), [bridge])
                useEffect(lambda: bridge.on('m', print) if bridge else None, deps)
                useEffect(lambda: send(), [send])
                return ps.p('x')
            ",
        );
    }
}
