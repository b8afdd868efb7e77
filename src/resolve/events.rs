//! Where the server's code names channel events: `channel.on("message", ...)`.
//!
//! ```text
//! chat = ps.channel("chat")
//! chat.on("send", handle)              On "send"
//! await chat.request("where", {})      Request "where"
//! ```
//!
//! The receiver is not looked at: it may come from anywhere. A name that is computed is only known to be one.

use super::{ServerEvent, ServerOp};
use crate::diag::Sink;
use crate::outline::Outline;
use crate::resolve::Source;
use crate::syntax::{self, ast};

const OPS: [(&str, ServerOp); 3] =
    [("on", ServerOp::On), ("emit", ServerOp::Emit), ("request", ServerOp::Request)];

/// The events named in a file, in order. A file without the word `channel` has none.
pub(super) fn of_file(source: &Source, outline: &Outline) -> Vec<ServerEvent> {
    let mut found = Vec::new();
    let text = &source.text;
    if !text.contains("channel") && !text.contains("Channel") {
        return found;
    }
    for chunk in &outline.chunks {
        let text = chunk.span.text(text);
        if [".on(", ".emit(", ".request("].iter().any(|op| text.contains(op)) {
            for stmt in &syntax::parse_chunk(&source.text, chunk.span, &mut Sink::new()) {
                super::calls::of_stmt(stmt, &mut |call| found.extend(event(call)));
            }
        }
    }
    found.sort_by_key(|event| event.span);
    found
}

fn event(call: &ast::Expr) -> Option<ServerEvent> {
    let ast::ExprKind::Call { func, args } = &call.kind else { return None };
    let ast::ExprKind::Attribute { attr, .. } = &func.kind else { return None };
    let op = OPS.iter().find(|(name, _)| *name == &*attr.name)?.1;
    let first = args.first().filter(|arg| arg.kind == ast::ArgKind::Positional)?;
    let event = match &first.value.kind {
        ast::ExprKind::Constant(ast::Constant::Str(text)) => Some(text.clone()),
        _computed => None,
    };
    Some(ServerEvent { event, span: first.value.span, op })
}
