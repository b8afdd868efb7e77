//! What code stores to a name, or to an attribute of one.

use crate::base::Name;
use crate::resolve::scope::blocks;
use crate::syntax::ast::{self, Constant, ExprKind, StmtKind};

/// One place that stores.
#[derive(Clone, Copy, Debug)]
pub enum Stored<'e> {
    /// With an annotation, whatever it is.
    As(&'e ast::Expr),
    Value(&'e ast::Expr),
    /// What walking it gives.
    Item(&'e ast::Expr),
    /// A part of something, or what a context gives.
    Otherwise,
}

impl Stored<'_> {
    pub fn is_annotation(&self) -> bool {
        matches!(self, Stored::As(_))
    }

    pub fn is_none(&self) -> bool {
        matches!(self, Stored::Value(value) if value.kind == ExprKind::Constant(Constant::None))
    }
}

/// What the statements store to a name, those of nested functions left out.
pub fn of_name<'e>(body: &'e [ast::Stmt], name: &Name) -> Vec<Stored<'e>> {
    let mut found = Vec::new();
    each(body, &mut |target, stored| {
        if matches!(&target.kind, ExprKind::Name(it) if it == name) {
            found.push(stored);
        }
    });
    found
}

/// What they store to attributes of a name: where each is named, and what.
pub fn of_attributes<'e>(body: &'e [ast::Stmt], of: &Name) -> Vec<(&'e ast::Ident, Stored<'e>)> {
    let mut found = Vec::new();
    each(body, &mut |target, stored| {
        if let ExprKind::Attribute { value, attr } = &target.kind
            && matches!(&value.kind, ExprKind::Name(it) if it == of)
        {
            found.push((attr, stored));
        }
    });
    found
}

/// The clauses of a comprehension.
pub fn clauses(expr: &ast::Expr) -> &[ast::Clause] {
    match &expr.kind {
        ExprKind::ListComp { clauses, .. }
        | ExprKind::SetComp { clauses, .. }
        | ExprKind::DictComp { clauses, .. }
        | ExprKind::Generator { clauses, .. } => clauses,
        _other => &[],
    }
}

fn each<'e>(body: &'e [ast::Stmt], visit: &mut dyn FnMut(&'e ast::Expr, Stored<'e>)) {
    for stmt in body {
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                targets.iter().for_each(|target| to(target, Stored::Value(value), visit));
            }
            StmtKind::AnnAssign { target, annotation, .. } => {
                to(target, Stored::As(annotation), visit);
            }
            StmtKind::AugAssign { target, .. } => to(target, Stored::Otherwise, visit),
            StmtKind::For(node) => to(&node.target, Stored::Item(&node.iter), visit),
            StmtKind::With { items, .. } => {
                let targets = items.iter().filter_map(|item| item.target.as_ref());
                targets.for_each(|target| to(target, Stored::Otherwise, visit));
            }
            _other => {}
        }
        blocks(stmt).into_iter().for_each(|block| each(block, visit));
    }
}

/// What a tuple is given its names have parts of.
fn to<'e>(
    target: &'e ast::Expr,
    stored: Stored<'e>,
    visit: &mut dyn FnMut(&'e ast::Expr, Stored<'e>),
) {
    match &target.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().for_each(|item| to(item, Stored::Otherwise, visit));
        }
        ExprKind::Starred(inner) => to(inner, Stored::Otherwise, visit),
        _other => visit(target, stored),
    }
}
