//! Where the server's code names channel events: `channel.on("message", ...)`.
//!
//! ```text
//! chat = ps.channel("chat")
//! chat.on("send", handle)              On "send", and what `handle` reads of the payload
//! await chat.request("where", {})      Request "where", with a payload without keys
//! ```
//!
//! The receiver is not looked at: it may come from anywhere. A name that is computed is only known to be one.

use rustc_hash::FxHashSet;

use super::{closed, exprs, payloads};
use crate::base::{EventOp, EventUse, Payload};
use crate::diag::Sink;
use crate::outline::Outline;
use crate::resolve::Source;
use crate::syntax::{self, ast};

const OPS: [(&str, EventOp); 3] =
    [("on", EventOp::On), ("emit", EventOp::Emit), ("request", EventOp::Request)];

/// The events named in a file, in order. A file without the word `channel` has none.
pub(super) fn of_file(source: &Source, outline: &Outline) -> Vec<EventUse> {
    let mut found = Vec::new();
    let text = &source.text;
    if !text.contains("channel") && !text.contains("Channel") {
        return found;
    }
    for chunk in &outline.chunks {
        let text = chunk.span.text(text);
        if [".on(", ".emit(", ".request("].iter().any(|op| text.contains(op)) {
            let stmts = syntax::parse_chunk(&source.text, chunk.span, &mut Sink::new());
            let around = payloads::Around { source, outline, stmts: &stmts };
            let mut dropped = FxHashSet::default();
            exprs::dropped(&stmts, &mut |value| {
                dropped.insert(match &value.kind {
                    ast::ExprKind::Await(value) => value.span,
                    _other => value.span,
                });
            });
            let closed = closed::after_close(source, &stmts);
            for stmt in &stmts {
                exprs::calls(stmt, &mut |call| {
                    let event = event(&around, call, !dropped.contains(&call.span));
                    let closed = closed.get(&call.span).copied();
                    found.extend(event.map(|event| EventUse { closed, ..event }));
                });
            }
        }
    }
    found.sort_by_key(|event| event.span);
    found
}

fn event(around: &payloads::Around, call: &ast::Expr, is_answer_used: bool) -> Option<EventUse> {
    let ast::ExprKind::Call { func, args } = &call.kind else { return None };
    let ast::ExprKind::Attribute { attr, .. } = &func.kind else { return None };
    let op = OPS.iter().find(|(name, _)| *name == &*attr.name)?.1;
    let first = args.first().filter(|arg| arg.kind == ast::ArgKind::Positional)?;
    let event = match &first.value.kind {
        ast::ExprKind::Constant(ast::Constant::Str(text)) => Some(text.clone()),
        _computed => None,
    };
    let span = first.value.span;
    let payload = match op {
        _ if event.is_none() => Payload::Unknown,
        EventOp::On => around.handled(args),
        EventOp::Emit | EventOp::Request => payloads::sent(args, span),
    };
    let is_timed = args.iter().any(|arg| match &arg.kind {
        ast::ArgKind::Keyword(name) => &*name.name == "timeout",
        ast::ArgKind::DoubleStar => true,
        ast::ArgKind::Positional | ast::ArgKind::Star => false,
    });
    Some(EventUse { event, span, op, payload, is_answer_used, is_timed, closed: None })
}
