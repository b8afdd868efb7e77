//! PSC606 to PSC609: what the ends of a channel say of a payload, where they do not agree.
//!
//! ```text
//! bridge.emit("send", {"txt": draft})              in the browser
//! channel.on("send", lambda m: save(m["text"]))    PSC606: nobody sends `text`; did you mean `txt`?
//!
//! channel.emit("count", "5")
//! bridge.on("count", show)      def show(n: int)   PSC607: a str is sent, a number is taken
//!
//! where = await bridge.request("where")
//! channel.on("where", log)      log returns nothing   PSC608
//!
//! channel.emit("seen", frozenset(ids))             PSC609: the wire refuses it
//! ```
//!
//! Ends that are not seen, payloads that are not written out and names that are computed keep it quiet. A sender is held
//! against a handler only where the event has one handler: with several, on channels of different kinds, nobody can tell whose it is.

use crate::base::{
    Answers, EventOp, EventUse, Handled, Name, Need, Payload, Read, Sent, ValueKind, closest,
};
use crate::diag::{Code, Diagnostic};

/// Where the ends do not agree.
pub(super) fn find(client: &[EventUse], server: &[EventUse]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    refused(server, &mut found);
    for (senders, handlers) in [(client, server), (server, client)] {
        let mut events: Vec<&Name> =
            handlers.iter().filter(|it| !it.is_sent()).filter_map(|it| it.event.as_ref()).collect();
        events.sort_unstable();
        events.dedup();
        let is_open = senders.iter().any(|it| it.is_sent() && it.event.is_none());
        for event in events {
            let of_event = |it: &&EventUse| it.event.as_ref() == Some(event);
            let sent: Vec<&EventUse> =
                senders.iter().filter(|it| it.is_sent()).filter(of_event).collect();
            let handled: Vec<&EventUse> =
                handlers.iter().filter(|it| !it.is_sent()).filter(of_event).collect();
            Event { event, sent: &sent, handled: &handled, is_open }.check(&mut found);
        }
    }
    found
}

/// What Pulse's serializer raises at.
fn refused(server: &[EventUse], found: &mut Vec<Diagnostic>) {
    for it in server {
        let Payload::Sent(sent) = &it.payload else { continue };
        for (span, what) in &sent.refused {
            let message = format!("the wire refuses {what}, and sending it raises `TypeError`");
            let help = "send what JSON has, a set, a date, or a dict whose keys are strs";
            found.push(Diagnostic::new(Code::PSC609, *span, message).help(help));
        }
    }
}

/// An event in one direction.
struct Event<'a> {
    event: &'a Name,
    sent: &'a [&'a EventUse],
    handled: &'a [&'a EventUse],
    /// Whether some names of what is sent are computed.
    is_open: bool,
}

impl Event<'_> {
    fn check(&self, found: &mut Vec<Diagnostic>) {
        let unsent = self.never_sent(found);
        let [handler] = self.handled else { return };
        let Payload::Handled(handled) = &handler.payload else { return };
        for it in self.sent {
            if let Payload::Sent(sent) = &it.payload {
                if let Some(wrong) = self.of_another_kind(sent, handled, handler) {
                    found.push(wrong);
                } else {
                    self.lacking(sent, handled, &unsent, found);
                    self.fields(sent, handled, handler, found);
                }
            }
            self.unanswered(it, handled, handler, found);
        }
    }

    /// Reports the keys that handlers read and nobody sends; gives them.
    fn never_sent(&self, found: &mut Vec<Diagnostic>) -> Vec<Name> {
        let mut unsent: Vec<Name> = Vec::new();
        let mut known: Vec<&str> = Vec::new();
        for it in self.sent {
            match &it.payload {
                Payload::Sent(Sent { keys: Some(keys), .. }) => {
                    known.extend(keys.iter().map(|key| &*key.name));
                }
                Payload::Sent(_) | Payload::Handled(_) | Payload::Unknown => return unsent,
            }
        }
        if self.sent.is_empty() || self.is_open {
            return unsent;
        }
        let handled = self.handled.iter().filter_map(|it| match &it.payload {
            Payload::Handled(handled) => Some(handled),
            Payload::Sent(_) | Payload::Unknown => None,
        });
        for read in handled.flat_map(|handled| &handled.reads) {
            if known.contains(&&*read.key) || unsent.contains(&read.key) {
                continue;
            }
            // One letter is near to every other.
            let near = closest(&read.key, known.iter().copied()).filter(|_| read.key.len() > 2);
            // What may be missing is asked for with care, unless it is misspelt.
            if near.is_some() || read.need != Need::Never {
                unsent.push(read.key.clone());
                found.push(self.unsent(read, near));
            }
        }
        unsent
    }

    fn unsent(&self, read: &Read, near: Option<&str>) -> Diagnostic {
        let Read { key, span, .. } = read;
        let message = format!("nobody sends `{key}` with `{}`", self.event);
        let mut found = Diagnostic::new(Code::PSC606, *span, message);
        if let Some(sent) = self.sent.iter().find_map(|it| sent(it)) {
            found = found.label(sent.span, "sent here");
        }
        match near {
            Some(near) => {
                let text = match read.is_quoted {
                    true => format!("\"{near}\""),
                    false => near.to_owned(),
                };
                found.help(format!("did you mean `{near}`?")).suggest(
                    format!("write `{near}`"),
                    *span,
                    text,
                )
            }
            None => found.help(format!("send it: `{{\"{key}\": ...}}`")),
        }
    }

    /// A payload that is no dict for a handler that reads keys, or not what its annotation says.
    fn of_another_kind(
        &self,
        sent: &Sent,
        handled: &Handled,
        handler: &EventUse,
    ) -> Option<Diagnostic> {
        let kind = sent.kind.filter(|kind| *kind != ValueKind::None)?;
        // `text.length` is no key.
        let always = handled.reads.iter().find(|read| read.need == Need::Always && read.is_quoted);
        let reads = always.filter(|_| kind != ValueKind::Dict);
        let message = match (handled.takes, reads) {
            (Some(takes), _) if takes != kind => {
                format!(
                    "this is {}, and the handler of `{}` takes {}",
                    kind.name(),
                    self.event,
                    takes.name()
                )
            }
            (None | Some(_), Some(read)) => {
                format!(
                    "this is {}, and the handler of `{}` reads `{}` of it",
                    kind.name(),
                    self.event,
                    read.key
                )
            }
            (None | Some(_), None) => return None,
        };
        let at = reads.map_or(handler.span, |read| read.span);
        let found = Diagnostic::new(Code::PSC607, sent.span, message).label(at, "handled here");
        Some(found.help("send what the handler takes, or let the handler take this"))
    }

    /// The keys that the handler reads whenever it runs and that are not sent here.
    fn lacking(
        &self,
        sent: &Sent,
        handled: &Handled,
        unsent: &[Name],
        found: &mut Vec<Diagnostic>,
    ) {
        let is_nothing = sent.kind == Some(ValueKind::None);
        let empty = Vec::new();
        let keys = match &sent.keys {
            Some(keys) => keys,
            None if is_nothing => &empty,
            None => return,
        };
        let asked = |key: &Name| {
            handled.reads.iter().any(|read| read.key == *key && read.need == Need::Never)
        };
        let mut said: Vec<&Name> = Vec::new();
        for read in handled.reads.iter().filter(|read| read.need == Need::Always) {
            let Read { key, span, .. } = read;
            let is_there = keys.iter().any(|sent| sent.name == *key);
            if is_there || asked(key) || unsent.contains(key) || said.contains(&key) {
                continue;
            }
            said.push(key);
            let message = match is_nothing {
                true => {
                    format!("nothing is sent, and the handler of `{}` reads `{key}`", self.event)
                }
                false => format!("`{key}` is missing, which the handler of `{}` reads", self.event),
            };
            let made = Diagnostic::new(Code::PSC606, sent.span, message);
            let help = format!("send it, or read it with `payload.get(\"{key}\")`");
            found.push(made.label(*span, "read here").help(help));
            // The first says enough where nothing comes.
            if is_nothing {
                return;
            }
        }
    }

    /// Items that are not what the `TypedDict` of the handler says.
    fn fields(
        &self,
        sent: &Sent,
        handled: &Handled,
        handler: &EventUse,
        found: &mut Vec<Diagnostic>,
    ) {
        for key in sent.keys.iter().flatten() {
            let Some((_, takes)) = handled.fields.iter().find(|(name, _)| *name == key.name) else {
                continue;
            };
            let Some(kind) = key.kind.filter(|kind| kind != takes && *kind != ValueKind::None)
            else {
                continue;
            };
            let message = format!(
                "`{}` is {}, and the handler of `{}` takes {}",
                key.name,
                kind.name(),
                self.event,
                takes.name()
            );
            let made = Diagnostic::new(Code::PSC607, key.span, message);
            let made = made.label(handler.span, "handled here");
            found.push(made.help("send what the handler takes, or let the handler take this"));
        }
    }

    /// A request whose handler returns nothing.
    fn unanswered(
        &self,
        it: &EventUse,
        handled: &Handled,
        handler: &EventUse,
        found: &mut Vec<Diagnostic>,
    ) {
        if it.op != EventOp::Request || !it.is_answer_used {
            return;
        }
        let message = match handled.answers {
            Answers::Never => {
                format!("the handler of `{}` returns nothing: the answer is None", self.event)
            }
            Answers::Sometimes => {
                format!(
                    "the handler of `{}` may end without an answer, which is None then",
                    self.event
                )
            }
            Answers::Always | Answers::Unknown => return,
        };
        let made = Diagnostic::new(Code::PSC608, it.span, message);
        let help = "let the handler return the answer on every path, also where that is None";
        found.push(made.label(handler.span, "handled here").help(help));
    }
}

fn sent(it: &EventUse) -> Option<&Sent> {
    match &it.payload {
        Payload::Sent(sent) => Some(sent),
        Payload::Handled(_) | Payload::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::driver::{Config, compile};
    use crate::host::MemoryHost;

    /// What is found where the browser does this when it is clicked and when it is connected, and the server has these
    /// statements and handlers.
    fn found(sends: &str, handles: &str, server: &str, handlers: &str) -> Vec<String> {
        let text = format!(
            "import pulse as ps
from pulse.js import console
from pulse.js.pulse import usePulseChannel
from pulse.js.react import useEffect
@ps.javascript(jsx=True)
def Chat(*, id: str, name: str, any_: dict):
    bridge = usePulseChannel(id)
    async def act():
        if bridge:
            {sends}
    useEffect(lambda: {handles}, [bridge])
    return ps.button(name, onClick=act)
def serve(channel, payload):
{handlers}
    {server}
"
        );
        let host = MemoryHost::new().with("app.py", text.clone());
        let output = compile(&host, &Config::default());
        let said = output.diagnostics.iter().map(|found| {
            format!("{} {}", found.code.id, found.span.map_or("", |span| span.text(&text)))
        });
        said.collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn keys_that_are_always_read() {
        let handler =
            "    def f(p):\n        print(p['a'], p.get('b'), p['c'] if p.get('d') else 0)";
        let from_browser = |sent: &str| {
            found(&format!("bridge.emit('e', {sent})"), "None", "channel.on('e', f)", handler)
        };
        assert_eq!(from_browser("{'a': 1, 'b': 2, 'c': 3}"), NONE);
        assert_eq!(from_browser("{'a': 1, 'c': 3}"), NONE);
        assert_eq!(from_browser("any_"), NONE);
        assert_eq!(from_browser("{**any_}"), NONE);
        // On a condition, and nobody sends it.
        assert_eq!(from_browser("{'a': 1}"), ["PSC606 'c'"]);
        assert_eq!(from_browser("{'x': 1, 'c': 1}"), ["PSC606 'a'"]);
        assert_eq!(from_browser("'text'"), ["PSC607 'text'"]);
        assert_eq!(from_browser("name"), ["PSC607 name"]);
    }

    #[test]
    fn what_is_bound_again_or_passed_on_is_not_followed() {
        for body in [
            "p = p or {}\n        print(p['a'])",
            "for p in [p]: print(p['a'])",
            "print(dict(p)['a'])",
            "print([p['a'] for p in [p]])",
            "def g(p): return p['a']\n        g(p)",
        ] {
            let handler = format!("    def f(p):\n        {body}");
            let found = found("bridge.emit('e', {'x': 1})", "None", "channel.on('e', f)", &handler);
            assert_eq!(found, NONE, "{body}");
        }
    }

    #[test]
    fn in_the_browser() {
        let from_server = |handler: &str, sent: &str| {
            found(
                "None",
                &format!("bridge.on('e', {handler})"),
                &format!("channel.emit('e', {sent})"),
                "",
            )
        };
        assert_eq!(from_server("lambda p: console.log(p['a'])", "{'a': 1}"), NONE);
        assert_eq!(from_server("lambda p: console.log(p['a'])", "{'b': 1}"), ["PSC606 'a'"]);
        assert_eq!(from_server("lambda p: console.log(p.first)", "{'last': 1}"), ["PSC606 first"]);
        assert_eq!(from_server("lambda p: console.log(p['a'])", "dict(a=1)"), NONE);
        assert_eq!(from_server("lambda p: console.log(p['a'])", "dict(a=1, **payload)"), NONE);
        // A text has a length, and a list too.
        assert_eq!(from_server("lambda p: console.log(p.length)", "'text'"), NONE);
        assert_eq!(from_server("lambda p: console.log(p.length)", "[1]"), NONE);
        assert_eq!(from_server("lambda p: console.log(p['a'])", "payload"), NONE);
    }

    #[test]
    fn with_several_handlers_no_sender_is_held_against_one() {
        let handlers = "    def f(p): print(p['a'])\n    def g(p): print(p['b'])";
        let server = "channel.on('e', f), channel.on('e', g)";
        assert_eq!(
            found(
                "bridge.emit('e', {'a': 1}), bridge.emit('e', {'b': 1})",
                "None",
                server,
                handlers
            ),
            NONE
        );
    }

    #[test]
    fn answers() {
        let asked = |use_: &str, handler: &str| {
            let sends = use_.replace("ASK", "await bridge.request('e')");
            found(
                &sends,
                "None",
                "channel.on('e', f)",
                &format!("    def f(p):\n        {handler}"),
            )
        };
        assert_eq!(asked("print(ASK)", "print(1)"), ["PSC608 'e'"]);
        assert_eq!(asked("print(ASK)", "if p: return 1"), ["PSC608 'e'"]);
        assert_eq!(asked("ASK", "print(1)"), NONE);
        for handler in [
            "return 1",
            "return None if p else 2",
            "if p: return 1\n        return None",
            "if p: return 1\n        else: raise ValueError",
            "raise NotImplementedError",
            "while True: return 1",
            "try: return 1\n        except ValueError: return 2",
            "with p: return 1",
        ] {
            assert_eq!(asked("print(ASK)", handler), NONE, "{handler}");
        }
    }

    #[test]
    fn what_the_wire_takes() {
        let sent = |value: &str| {
            found("None", "bridge.on('e', print)", &format!("channel.emit('e', {value})"), "")
        };
        for value in [
            "{1, 2}",
            "[1, (2, 3)]",
            "{'a': None}",
            "len(frozenset(payload))",
            "payload.range(3)",
            "str(b'a')",
        ] {
            assert_eq!(sent(value), NONE, "{value}");
        }
        for (value, at) in [
            ("{'a': [b'x']}", "b'x'"),
            ("{3: 1}", "3"),
            ("{None: 1}", "None"),
            ("[frozenset(payload)]", "frozenset(payload)"),
            ("1 if payload else range(3)", "range(3)"),
            ("decimal.Decimal(1)", "decimal.Decimal(1)"),
        ] {
            assert_eq!(sent(value), [format!("PSC609 {at}")], "{value}");
        }
    }
}
