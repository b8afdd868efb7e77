//! Where the server's code goes on with a channel that it has closed.
//!
//! ```text
//! self.room.close()
//! self.room.emit("bye")           raises `ChannelClosed`
//! ```
//!
//! Only what certainly runs after it, on what certainly is a channel of the file.

use rustc_hash::FxHashMap;

use super::exprs;
use super::scope::blocks;
use crate::base::Span;
use crate::resolve::Source;
use crate::syntax::ast::{self, ExprKind, StmtKind};

/// Channels by how they are written, with where each was closed.
type Closed<'a> = FxHashMap<&'a str, Span>;

/// The calls of methods of channels that are closed then, with where.
pub(super) fn after_close(source: &Source, stmts: &[ast::Stmt]) -> FxHashMap<Span, Span> {
    let mut found = FxHashMap::default();
    block(&source.text, stmts, &Closed::default(), &mut found);
    found
}

fn block<'a>(
    text: &'a str,
    stmts: &[ast::Stmt],
    around: &Closed<'a>,
    found: &mut FxHashMap<Span, Span>,
) {
    let mut closed = around.clone();
    for stmt in stmts {
        match &stmt.kind {
            // When those run nobody knows.
            StmtKind::Function(def) => {
                block(text, &def.body, &Closed::default(), found);
                continue;
            }
            StmtKind::Class(def) => {
                block(text, &def.body, &Closed::default(), found);
                continue;
            }
            StmtKind::Expr(value) => {
                if let Some((channel, "close")) = method(text, value)
                    && is_channel(text, channel)
                {
                    closed.insert(channel, value.span);
                    continue;
                }
            }
            StmtKind::Assign { targets, .. } => {
                for target in targets {
                    closed.remove(target.span.text(text));
                }
            }
            _other => {}
        }
        let inner = blocks(stmt);
        if inner.is_empty() && !closed.is_empty() {
            exprs::calls(stmt, &mut |call| {
                if let Some((channel, _)) = method(text, call)
                    && let Some(at) = closed.get(channel)
                {
                    found.insert(call.span, *at);
                }
            });
        }
        inner.into_iter().for_each(|inner| block(text, inner, &closed, found));
    }
}

/// `channel.emit(...)`: how the object is written, and the method.
fn method<'a, 'e>(text: &'a str, call: &'e ast::Expr) -> Option<(&'a str, &'e str)> {
    let ExprKind::Call { func, .. } = &call.kind else { return None };
    let ExprKind::Attribute { value, attr } = &func.kind else { return None };
    Some((value.span.text(text), &attr.name))
}

/// Whether the file says that the name is a channel: `room = ps.channel("room")`, `room: ps.Channel`.
fn is_channel(text: &str, written: &str) -> bool {
    let name = written.rsplit('.').next().unwrap_or(written);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let after = text.get(at + name.len()..).unwrap_or_default().trim_start_matches(' ');
        if before.ends_with(is_word) {
            return false;
        }
        if let Some(annotation) = after.strip_prefix(':') {
            let end = annotation.find(['=', ',', ')', '\n']).unwrap_or(annotation.len());
            let annotation = annotation.get(..end).unwrap_or_default().trim();
            return matches!(annotation, "ps.Channel" | "pulse.Channel" | "Channel");
        }
        let made = after.strip_prefix('=').unwrap_or_default().trim_start_matches(' ');
        ["ps.channel(", "pulse.channel(", "channel("].iter().any(|call| made.starts_with(call))
    })
}
