//! The client end of a channel: `usePulseChannel` and the methods of the bridge it returns.
//!
//! ```text
//! bridge = usePulseChannel(channel_id)      ChannelBridge | None
//! bridge.on("message", handler)             returns the function that unsubscribes
//! bridge.emit("typing", {"who": name})      returns nothing
//! await bridge.request("history", {...})    what the server's handler returned
//! ```

use crate::tables::signature::{Signature, any, any_or};

/// The npm package of Pulse's client, unless the settings name another.
pub const CLIENT_PACKAGE: &str = "pulse-ui-client";
/// The Python module all of this is imported from.
pub const MODULE: &str = "pulse.js.pulse";
/// The hook that opens a channel.
pub const HOOK: &str = "usePulseChannel";
pub const HOOK_SIGNATURE: Signature = &[any("channel_id")];
/// The class of what the hook returns.
pub const BRIDGE: &str = "ChannelBridge";
/// What a pending request is rejected with when the channel closes.
pub const RESET_ERROR: &str = "PulseChannelResetError";

/// Whether the method of a promise takes what it is rejected with: `catch(f)`, `then(f, g)`.
pub fn is_handled(method: &str, args: usize) -> bool {
    matches!((method, args), ("catch", 1..) | ("then", 2..))
}

/// An attribute of the bridge.
#[derive(PartialEq, Eq, Debug)]
pub struct BridgeRow {
    pub name: &'static str,
    pub kind: BridgeKind,
    /// Without `self`; empty for a property.
    pub signature: Signature,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BridgeKind {
    /// `bridge.id`: the string it was opened with.
    Id,
    On,
    Emit,
    /// Returns a promise.
    Request,
}

/// The attribute of a name.
pub fn bridge(name: &str) -> Option<&'static BridgeRow> {
    BRIDGE_ROWS.iter().find(|row| row.name == name)
}

pub const BRIDGE_ROWS: &[BridgeRow] = &[
    BridgeRow {
        name: "emit",
        kind: BridgeKind::Emit,
        signature: &[any("event"), any_or("payload", "None")],
    },
    BridgeRow { name: "id", kind: BridgeKind::Id, signature: &[] },
    BridgeRow { name: "on", kind: BridgeKind::On, signature: &[any("event"), any("handler")] },
    BridgeRow {
        name: "request",
        kind: BridgeKind::Request,
        signature: &[any("event"), any_or("payload", "None")],
    },
];
