//! Channels: `usePulseChannel` and what is done with the bridge it returns.

use crate::ir::Expr;

/// An operation on a channel. `Open` yields a bridge or `None`: the hook returns nothing until the
/// channel is connected. What the others do while the bridge may be missing follows from its type:
/// narrowed to a bridge they are plain calls; inside an effect that waits for it they never run
/// without it; elsewhere they raise `ChannelNotConnected`.
#[derive(Clone, Debug)]
pub struct Channel {
    pub op: ChannelOp,
}

#[derive(Clone, Debug)]
pub enum ChannelOp {
    Open { callee: Expr, id: Expr },
    On { bridge: Expr, event: Expr, handler: Expr },
    Emit { bridge: Expr, event: Expr, payload: Option<Expr> },
    Request { bridge: Expr, event: Expr, payload: Option<Expr> },
}
