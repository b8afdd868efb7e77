//! Annotations written as strings, read as what they say.
//!
//! ```text
//! def show(card: "Card | None")   →   def show(card: Card | None)
//! ```
//!
//! Python keeps such a string as it is and type checkers read it (PEP 484, forward references). A
//! string that cannot be read this way (escapes, several literals in a row, triple quotes) stays.

use super::ast::{self, BinaryOp, Constant, Expr, ExprKind, FunctionDef, Stmt, StmtKind};
use super::parse_expression;
use crate::base::Span;
use crate::diag::Sink;

/// Replaces the strings in all annotations of the statements and of what is within them.
pub fn unquote(source: &str, stmts: &mut [Stmt]) {
    for stmt in stmts {
        statement(source, stmt);
    }
}

fn statement(source: &str, stmt: &mut Stmt) {
    match &mut stmt.kind {
        StmtKind::Function(def) => function(source, def),
        StmtKind::Class(def) => unquote(source, &mut def.body),
        StmtKind::AnnAssign { annotation, value, .. } => {
            expression(source, annotation);
            if let Some(value) = value
                && is_named(annotation, "TypeAlias")
            {
                expression(source, value);
            }
        }
        StmtKind::TypeAlias { value, .. } => expression(source, value),
        StmtKind::For(node) => {
            unquote(source, &mut node.body);
            unquote(source, &mut node.orelse);
        }
        StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
            unquote(source, body);
            unquote(source, orelse);
        }
        StmtKind::With { body, .. } => unquote(source, body),
        StmtKind::Match { cases, .. } => {
            cases.iter_mut().for_each(|case| unquote(source, &mut case.body));
        }
        StmtKind::Try(node) => {
            unquote(source, &mut node.body);
            node.handlers.iter_mut().for_each(|handler| unquote(source, &mut handler.body));
            unquote(source, &mut node.orelse);
            unquote(source, &mut node.finally);
        }
        StmtKind::Missing
        | StmtKind::Return(_)
        | StmtKind::Delete(_)
        | StmtKind::Assign { .. }
        | StmtKind::AugAssign { .. }
        | StmtKind::Raise { .. }
        | StmtKind::Assert { .. }
        | StmtKind::Import(_)
        | StmtKind::ImportFrom(_)
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::Expr(_)
        | StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue => {}
    }
}

fn function(source: &str, def: &mut FunctionDef) {
    let ast::Params { posonly, args, vararg, kwonly, kwarg } = &mut def.params;
    let listed = posonly.iter_mut().chain(args).chain(kwonly);
    let annotated = listed.chain(vararg).chain(kwarg).filter_map(|param| param.annotation.as_mut());
    annotated.chain(&mut def.returns).for_each(|annotation| expression(source, annotation));
    unquote(source, &mut def.body);
}

fn expression(source: &str, expr: &mut Expr) {
    match &mut expr.kind {
        ExprKind::Constant(Constant::Str(_)) => {
            if let Some(read) = read(source, expr.span) {
                *expr = read;
            }
        }
        ExprKind::Binary { op: BinaryOp::BitOr, left, right } => {
            expression(source, left);
            expression(source, right);
        }
        // Within these a string is a value.
        ExprKind::Subscript { value, .. } if is_named(value, "Literal") => {}
        ExprKind::Subscript { value, index } if is_named(value, "Annotated") => {
            if let ExprKind::Tuple(items) = &mut index.kind {
                items.first_mut().into_iter().for_each(|item| expression(source, item));
            }
        }
        ExprKind::Subscript { index, .. } => expression(source, index),
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter_mut().for_each(|item| expression(source, item));
        }
        _other => {}
    }
}

fn is_named(expr: &Expr, wanted: &str) -> bool {
    match &expr.kind {
        ExprKind::Name(name) => &**name == wanted,
        ExprKind::Attribute { attr, .. } => &*attr.name == wanted,
        _other => false,
    }
}

/// The expression in a string literal, with the places it has in the file.
fn read(source: &str, span: Span) -> Option<Expr> {
    let text = source.get(span.start as usize..span.end as usize)?;
    let quote = text.chars().next().filter(|first| matches!(first, '"' | '\''))?;
    let inner = text.strip_prefix(quote)?.strip_suffix(quote)?;
    if inner.trim().is_empty() || inner.contains([quote, '\\', '\n']) {
        return None;
    }
    let mut sink = Sink::new();
    let inner = Span::new(span.file, span.start + 1, span.end - 1);
    let found = parse_expression(source, inner, &mut sink);
    (!sink.has_errors() && !matches!(found.kind, ExprKind::Missing)).then_some(found)
}
