//! PSC610 and PSC611: what the server does with its end of a channel.
//!
//! ```text
//! await channel.request("draft")                 PSC610: for ever, where the visitor is gone
//! await channel.request("draft", timeout=5.0)
//!
//! channel.close()
//! channel.emit("bye")                            PSC611: raises `ChannelClosed`
//! ```

use crate::base::{EventOp, EventUse};
use crate::diag::{Code, Diagnostic};

pub(super) fn find(server: &[EventUse]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for event in server {
        if event.op == EventOp::Request && !event.is_timed {
            let message = "without a `timeout` this waits until somebody answers";
            let help = "say how long: `timeout=5.0`, and catch `ps.ChannelTimeout`";
            found.push(Diagnostic::new(Code::PSC610, event.span, message).help(help));
        }
        if let Some(closed) = event.closed {
            let message = "the channel is closed, and this raises `ChannelClosed`";
            let help = "close it last, or open another channel";
            let found_one = Diagnostic::new(Code::PSC611, event.span, message);
            found.push(found_one.label(closed, "it is closed here").help(help));
        }
    }
    found
}
