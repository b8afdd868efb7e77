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
        let always = handled.reads.iter().find(|read| read.need == Need::Always);
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
