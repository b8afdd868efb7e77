//! PSC602: a channel is used while it may still be missing.
//!
//! ```text
//! bridge = usePulseChannel(channelId)
//! def send(): bridge.emit("send", text)      raises ChannelNotConnected before the channel connects
//! def send():
//!     if bridge: bridge.emit("send", text)
//! ```
//!
//! Inside an effect that depends on the bridge it is there: the effect waits for it. One finding for
//! each function and bridge is enough.

use rustc_hash::FxHashSet;

use crate::analyze::effect_bridge::bridge;
use crate::analyze::facts::Facts;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{ChannelOp, ExprId, FuncId, Type, VarId};

/// What is used while rendering is reported as that (PSC605).
pub(super) fn check(
    facts: &Facts,
    reported: &FxHashSet<(FuncId, VarId)>,
    in_render: &FxHashSet<ExprId>,
    sink: &mut Sink,
) {
    let mut seen = FxHashSet::default();
    for at in &facts.channels {
        let (Some(var), _) = bridge(&at.node.op) else { continue };
        if in_render.contains(&at.expr.id) {
            continue;
        }
        let (operand, method) = match &at.node.op {
            ChannelOp::Open { .. } => continue,
            ChannelOp::On { bridge, .. } => (bridge, "on"),
            ChannelOp::Emit { bridge, .. } => (bridge, "emit"),
            ChannelOp::Request { bridge, .. } => (bridge, "request"),
        };
        let may_be_missing = facts.types.expr(operand.id).any(|ty| *ty == Type::None);
        let is_reported = at.func.is_some_and(|func| reported.contains(&(func, var)));
        if !may_be_missing || is_reported || !seen.insert((at.func, var)) {
            continue;
        }
        let name = facts.name(var);
        let message = format!(
            "`{name}` is `None` until the channel is connected; `{method}` then raises `ChannelNotConnected`"
        );
        let help = format!("test it first: `if {name}: ...`");
        sink.push(Diagnostic::new(Code::PSC602, operand.span, message).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn once_for_each_function() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Chat(id: str):
                bridge = usePulseChannel(id)
                bridge.emit('opened')  # PSC605 bridge.emit('opened')
                def send():
                    bridge.emit('a')  # PSC602 bridge
                    bridge.emit('b')
                async def ask():
                    return await bridge.request('c')  # PSC602 bridge
                return ps.button(onClick=send, onBlur=ask)
            ",
        );
    }

    #[test]
    fn known_to_be_there() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Chat(id: str):
                bridge = usePulseChannel(id)
                def listen():
                    stop = bridge.on('m', lambda m: bridge.emit('seen', m))
                    return stop
                useEffect(listen, [bridge])
                def send():
                    if bridge is None:
                        return
                    bridge.emit('a')
                if bridge is None:
                    return ps.p('connecting')
                return ps.button(onClick=lambda: bridge.emit('b') and send())
            ",
        );
    }
}
