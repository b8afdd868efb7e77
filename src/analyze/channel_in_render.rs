//! PSC605: a channel that is used while the component renders.
//!
//! ```text
//! bridge.on("message", show)                                   once more at every render, and never ended
//! useEffect(lambda: bridge.on("message", show), [bridge])
//! ```

use rustc_hash::FxHashSet;

use crate::analyze::facts::Facts;
use crate::analyze::render::{Node, rendered};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{ChannelOp, ExprId, ExprKind};

/// Gives what was reported.
pub(super) fn check(facts: &Facts, sink: &mut Sink) -> FxHashSet<ExprId> {
    let mut reported = FxHashSet::default();
    rendered(facts, &mut |it| {
        let Node::Expr(expr) = it.node else { return };
        let ExprKind::Channel(channel) = &expr.kind else { return };
        let message = match &channel.op {
            ChannelOp::Open { .. } => return,
            ChannelOp::On { .. } => {
                "this subscribes once more at every render, and nothing ends it"
            }
            ChannelOp::Emit { .. } => "this is sent at every render",
            ChannelOp::Request { .. } => {
                "this is asked at every render, and the answer is a promise"
            }
        };
        reported.insert(expr.id);
        sink.push(Diagnostic::new(Code::PSC605, expr.span, message).help(advice(&channel.op)));
    });
    reported
}

fn advice(op: &ChannelOp) -> &'static str {
    match op {
        ChannelOp::Open { .. } | ChannelOp::On { .. } => {
            "subscribe in an effect: `useEffect(lambda: bridge.on(...), [bridge])`"
        }
        ChannelOp::Emit { .. } => "send it in a handler, or in an effect",
        ChannelOp::Request { .. } => {
            "ask in a handler or in an effect, and keep the answer in a state"
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analyze::tests::{clean, finds};

    #[test]
    fn while_it_renders() {
        finds(
            "
            @ps.javascript(jsx=True)
            def Chat(*, id: str):
                bridge = usePulseChannel(id)
                if bridge:
                    bridge.on('message', print)  # PSC605 bridge.on('message', print)
                    bridge.emit('seen')  # PSC605 bridge.emit('seen')
                    answer = bridge.request('who')  # PSC605 bridge.request('who')
                    print(answer)
                return ps.p('a')
            ",
        );
    }

    #[test]
    fn in_handlers_and_effects() {
        clean(
            "
            @ps.javascript(jsx=True)
            def Chat(*, id: str):
                bridge = usePulseChannel(id)
                useEffect(lambda: bridge.on('message', print) if bridge else None, [bridge])
                def send():
                    if bridge:
                        bridge.emit('seen')
                return ps.button('a', onClick=send)
            ",
        );
    }
}
