//! From a chunk of text to a syntax tree; the only module that names `rustpython_*`.

pub mod ast;

use crate::base::Span;
use crate::diag::Sink;

/// Parses the statements under `span` (one chunk of an outline). What does not parse is reported to
/// the sink and comes back as [`ast::StmtKind::Missing`].
pub fn parse_chunk(source: &str, span: Span, sink: &mut Sink) -> Vec<ast::Stmt> {
    let _ = (source, sink);
    vec![ast::Stmt { span, kind: ast::StmtKind::Missing }]
}

/// Parses the expression under `span` (a decorator).
pub fn parse_expression(source: &str, span: Span, sink: &mut Sink) -> ast::Expr {
    let _ = (source, sink);
    ast::Expr { span, kind: ast::ExprKind::Missing }
}
