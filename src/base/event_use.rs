//! What one end of a channel does with an event, as far as its text tells. The resolver finds it in the server's code, the
//! analyses in what is compiled.
//!
//! ```text
//! channel.emit("news", {"title": t})                sends a dict with the key `title`
//! channel.on("news", lambda news: show(news["title"]))      reads `title`
//! ```

use crate::base::{Name, Span};

/// A place that names an event.
#[derive(Clone, Debug)]
pub struct EventUse {
    /// None where it is computed.
    pub event: Option<Name>,
    /// Of the name.
    pub span: Span,
    pub op: EventOp,
    pub payload: Payload,
    /// Whether somebody takes the answer of a request.
    pub is_answer_used: bool,
    /// Whether a request ends by itself where nobody answers.
    pub is_timed: bool,
    /// Where the channel was closed before.
    pub closed: Option<Span>,
}

impl EventUse {
    /// Whether the event leaves here.
    pub fn is_sent(&self) -> bool {
        match self.op {
            EventOp::Emit | EventOp::Request => true,
            EventOp::On => false,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum EventOp {
    On,
    Emit,
    Request,
}

/// What is known of the payload at one end.
#[derive(Clone, Debug, Default)]
pub enum Payload {
    Sent(Sent),
    Handled(Handled),
    #[default]
    Unknown,
}

/// Kinds of values that both ends tell apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ValueKind {
    None,
    Number,
    Str,
    List,
    Dict,
}

impl ValueKind {
    /// As a message says it.
    pub fn name(self) -> &'static str {
        match self {
            ValueKind::None => "None",
            ValueKind::Number => "a number",
            ValueKind::Str => "a str",
            ValueKind::List => "a list",
            ValueKind::Dict => "a dict",
        }
    }
}

/// A payload that is written out.
#[derive(Clone, Debug)]
pub struct Sent {
    /// Of the payload, or of the name where there is none.
    pub span: Span,
    pub kind: Option<ValueKind>,
    /// All keys, of a dict that is written out with keys that are.
    pub keys: Option<Vec<SentKey>>,
    /// Values that the wire refuses, with what they are.
    pub refused: Vec<(Span, &'static str)>,
}

#[derive(Clone, Debug)]
pub struct SentKey {
    pub name: Name,
    pub span: Span,
    pub kind: Option<ValueKind>,
}

/// What a handler does with the payload.
#[derive(Clone, Debug, Default)]
pub struct Handled {
    /// What its annotation says it takes.
    pub takes: Option<ValueKind>,
    /// The same of the items, where that is a `TypedDict` of the file.
    pub fields: Vec<(Name, ValueKind)>,
    pub reads: Vec<Read>,
    pub answers: Answers,
}

/// A key that a handler reads.
#[derive(Clone, Debug)]
pub struct Read {
    pub key: Name,
    /// Of the key as it is written.
    pub span: Span,
    pub need: Need,
    /// Whether the span is that of a text.
    pub is_quoted: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// Whenever the handler runs.
    Always,
    /// On a condition.
    Sometimes,
    /// `get(key)`, `key in payload`: it may be missing.
    Never,
}

/// What a handler returns.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Answers {
    /// Nothing on any path.
    Never,
    /// A value, and nothing where its end is reached.
    Sometimes,
    Always,
    #[default]
    Unknown,
}
