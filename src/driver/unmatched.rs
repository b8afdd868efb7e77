//! PSC604: an event of a channel that the other end does not know.
//!
//! ```text
//! bridge.emit("mesage", {})              in the browser
//! chat.on("message", handle)             on the server: did you mean `message`?
//! ```
//!
//! Only this compiler sees both ends in the same files. What it cannot see (a name that is computed, a server that is not
//! in the project, JavaScript written by hand that uses the channel) keeps it quiet: an end in the browser is reported
//! where the server's code has events of that direction, all by literal names, and most of the browser's are among them;
//! an end on the server where a name of the
//! browser is near to its own, or where most names are the same at both ends and all that runs in the browser is seen
//! (the project brings no JavaScript of its own).

use std::collections::BTreeSet;

use crate::base::{EventOp, EventUse, Name, Span, closest};
use crate::diag::{Code, Diagnostic};

/// What one end sends or handles.
struct Names<'a> {
    known: Vec<&'a Name>,
    /// Whether some of them are computed.
    is_open: bool,
}

impl<'a> Names<'a> {
    fn of(events: impl Iterator<Item = Option<&'a Name>>) -> Names<'a> {
        let mut names = Names { known: Vec::new(), is_open: false };
        for event in events {
            match event {
                Some(name) => names.known.push(name),
                None => names.is_open = true,
            }
        }
        names
    }

    fn has(&self, name: &Name) -> bool {
        self.known.contains(&name)
    }

    /// Its names, each once: those that the other end has, and the rest.
    fn by_whether(&self, other: &Names) -> (BTreeSet<&'a Name>, BTreeSet<&'a Name>) {
        self.known.iter().partition(|name| other.has(name))
    }

    fn near(&self, name: &str) -> Option<&'a str> {
        closest(name, self.known.iter().map(|name| &***name))
    }
}

/// The events of one end that the other does not know. `is_whole`: no JavaScript written by hand may use channels too.
pub(super) fn find(client: &[EventUse], server: &[EventUse], is_whole: bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for is_sent in [true, false] {
        let here = || client.iter().filter(move |event| event.is_sent() == is_sent);
        let there = || server.iter().filter(move |event| event.is_sent() != is_sent);
        let ours = Names::of(here().map(|event| event.event.as_ref()));
        let theirs = Names::of(there().map(|event| event.event.as_ref()));
        if theirs.known.is_empty() || theirs.is_open || ours.is_open {
            continue;
        }
        // A file of components whose server is elsewhere, beside another app, is no mistake.
        let (known, unknown) = ours.by_whether(&theirs);
        let far = unknown.iter().filter(|name| theirs.near(name).is_none()).count();
        let belongs = far <= known.len().max(1);
        let mut meant: Vec<&str> = Vec::new();
        for event in here() {
            let Some(name) = event.event.as_ref().filter(|name| !theirs.has(name)) else {
                continue;
            };
            let near = theirs.near(name);
            meant.extend(near);
            if near.is_some() || belongs {
                found.push(of_client(event, name, near));
            }
        }
        let (known, unknown) = theirs.by_whether(&ours);
        // Examples beside each other, and a server whose client is not written yet, are no mistakes.
        let know_each_other = known.len() >= 2 && unknown.len() <= known.len();
        for event in there() {
            let Some(name) = event.event.as_ref().filter(|name| !ours.has(name)) else { continue };
            // The other end was told already.
            if meant.contains(&&**name) {
                continue;
            }
            let near = ours.near(name);
            if near.is_some() || (is_whole && know_each_other) {
                found.push(of_server(event, name, near));
            }
        }
    }
    found
}

fn of_client(event: &EventUse, name: &str, near: Option<&str>) -> Diagnostic {
    let message = match event.is_sent() {
        true => format!("the server has no handler of `{name}`"),
        false => format!("the server never sends `{name}`"),
    };
    let made = Diagnostic::new(Code::PSC604, event.span, message);
    match near {
        Some(near) => did_you_mean(made, event.span, near),
        None => made.help(match event.is_sent() {
            true => format!("handle it there: `channel.on(\"{name}\", ...)`"),
            false => format!("send it there: `channel.emit(\"{name}\", ...)`"),
        }),
    }
}

fn of_server(event: &EventUse, name: &str, near: Option<&str>) -> Diagnostic {
    let message = match event.op {
        EventOp::On => format!("nothing in the browser sends `{name}`"),
        EventOp::Emit | EventOp::Request => format!("nothing in the browser handles `{name}`"),
    };
    let made = Diagnostic::new(Code::PSC604, event.span, message);
    match near {
        Some(near) => did_you_mean(made, event.span, near),
        None => made.help(match event.op {
            EventOp::On => format!("send it there: `bridge.emit(\"{name}\", ...)`"),
            EventOp::Emit | EventOp::Request => {
                format!("handle it there: `bridge.on(\"{name}\", ...)`")
            }
        }),
    }
}

fn did_you_mean(found: Diagnostic, span: Span, near: &str) -> Diagnostic {
    let text = format!("\"{near}\"");
    found.help(format!("did you mean `{near}`?")).suggest(format!("write `{near}`"), span, text)
}

#[cfg(test)]
mod tests {
    use crate::driver::{Config, compile};
    use crate::host::MemoryHost;

    /// What is found in an app whose ends do these things.
    fn found(client: &str, server: &str) -> Vec<String> {
        let text = format!(
            "import pulse as ps
from pulse.js.pulse import usePulseChannel
@ps.javascript(jsx=True)
def Chat(*, id: str, name: str):
    bridge = usePulseChannel(id)
    def act():
        if bridge:
            [{client}]
    return ps.button(onClick=act)
def serve(name):
    channel = ps.channel('chat')
    [{server}]
"
        );
        let host = MemoryHost::new().with("app.py", text.clone());
        let output = compile(&host, &Config::default());
        let said = output.diagnostics.iter().map(|found| {
            let at = found.span.map_or("", |span| span.text(&text));
            format!("{} {at} {}", found.code.id, found.help.as_deref().unwrap_or(""))
        });
        said.collect()
    }

    #[test]
    fn what_the_server_does_not_know() {
        let server = "channel.on('message', f), channel.emit('news', 1), channel.request('where')";
        assert_eq!(
            found(
                "bridge.emit('mesage'), bridge.request('typing'), bridge.on('where', print)",
                server
            ),
            [
                "PSC604 'mesage' did you mean `message`?",
                "PSC604 'typing' handle it there: `channel.on(\"typing\", ...)`",
            ]
        );
        assert_eq!(
            found("bridge.on('new', print), bridge.on('xyzzy', print)", server),
            [
                "PSC604 'new' did you mean `news`?",
                "PSC604 'xyzzy' send it there: `channel.emit(\"xyzzy\", ...)`",
            ]
        );
    }

    #[test]
    fn one_mistake_is_one_finding() {
        let found = found(
            "bridge.emit('message'), bridge.on('news', print)",
            "channel.on('message', f), channel.on('mesage', f), channel.emit('news'), channel.emit('new')",
        );
        assert_eq!(
            found,
            ["PSC604 'mesage' did you mean `message`?", "PSC604 'new' did you mean `news`?"]
        );
    }

    #[test]
    fn what_the_browser_does_not_know() {
        let client = "bridge.emit('a_first'), bridge.emit('b_second'), bridge.on('c_third', print), bridge.on('d_fourth', print)";
        let server = "channel.on('a_first', f), channel.on('b_second', f), channel.emit('c_third'), channel.emit('d_fourth')";
        assert_eq!(
            found(client, &format!("{server}, channel.on('xyzzy', f), channel.emit('plugh')")),
            [
                "PSC604 'xyzzy' send it there: `bridge.emit(\"xyzzy\", ...)`",
                "PSC604 'plugh' handle it there: `bridge.on(\"plugh\", ...)`",
            ]
        );
        // Another app lies beside these components.
        let client = "bridge.emit('one_thing'), bridge.emit('more'), bridge.emit('yet_another')";
        assert_eq!(found(client, "channel.on('xyzzy', f)"), [""; 0]);
        // Not enough of the browser's code is there.
        let none: [&str; 0] = [];
        assert_eq!(
            found("bridge.emit('a_first')", "channel.on('a_first', f), channel.on('xyzzy', f)"),
            none
        );
    }

    #[test]
    fn what_cannot_be_seen_is_let_be() {
        let none: [&str; 0] = [];
        let client = "bridge.emit('mesage'), bridge.on('new', print)";
        assert_eq!(found(client, ""), none);
        assert_eq!(
            found(client, "channel.on(name, f), channel.on('message', f), channel.emit(name)"),
            none
        );
        assert_eq!(
            found("bridge.emit(name)", "channel.on('message', f), channel.on('mesage', f)"),
            none
        );
        assert_eq!(
            found("bridge.emit('message')", "channel.on('message', f), channel.on('other', f)"),
            none
        );
        let ignored = "bridge.emit('mesage'),  # pulsec: ignore[PSC604]\n";
        assert_eq!(found(ignored, "channel.on('message', f)"), none);
    }
}
