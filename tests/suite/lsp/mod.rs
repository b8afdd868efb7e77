//! `pulsec lsp`, driven through the real binary as an editor does.

mod client;
mod edited;
mod findings;
mod knowledge;
mod members;
mod neovim;
mod robust;

pub use client::{Client, capabilities, error, uri};

/// A chat: its two ends in two files, and a component in a third.
pub const CLIENT: &str = "\
import pulse as ps
from pulse.js.pulse import usePulseChannel
from pulse.js.react import useEffect, useState

from parts import Avatar


@ps.javascript(jsx=True)
def Chat(*, id: str, name: str):
    bridge = usePulseChannel(id)
    count, set_count = useState(0)

    def listen():
        return bridge.on(\"news\", lambda news: set_count(count + 1))

    useEffect(listen, [bridge, count])

    def send():
        if bridge:
            bridge.emit(\"send\", {\"text\": \"😀\", \"who\": name})

    return ps.div(className=\"chat\")[Avatar(name=name, size=2), ps.button(\"Send\", onClick=send)]
";

pub const SERVER: &str = "\
import pulse as ps

from client import Chat


def serve(name):
    channel = ps.channel(\"chat\")
    channel.on(\"send\", print)
    channel.emit(\"news\", {\"title\": \"x\"})
    return Chat(id=channel.id, name=name)
";

pub const PARTS: &str = "\
import pulse as ps


@ps.javascript(jsx=True)
def Avatar(*, name: str, size: int = 1):
    \"\"\"Initials in a circle.\"\"\"
    wide = size * 8
    return ps.span(name[:2], style={\"width\": wide})
";

pub const APP: &[(&str, &str)] =
    &[("pyproject.toml", ""), ("client.py", CLIENT), ("server.py", SERVER), ("parts.py", PARTS)];
