//! Every expression in a statement, outer before inner.

use crate::syntax::ast::{self, ExprKind, StmtKind};

type Visit<'v, 'e> = &'v mut dyn FnMut(&'e ast::Expr);

/// Calls `visit` for each expression within `stmt` that is evaluated for its value, nested functions and classes
/// included; targets, patterns, annotations and defaults are not looked into.
fn of_stmt<'e>(stmt: &'e ast::Stmt, visit: Visit<'_, 'e>) {
    match &stmt.kind {
        StmtKind::Function(def) => {
            of_exprs(&def.decorators, visit);
            of_body(&def.body, visit);
        }
        StmtKind::Class(def) => of_body(&def.body, visit),
        StmtKind::Return(value) => of_exprs(value, visit),
        StmtKind::Expr(value)
        | StmtKind::Assign { value, .. }
        | StmtKind::AugAssign { value, .. } => of_expr(value, visit),
        StmtKind::AnnAssign { value, .. } => of_exprs(value, visit),
        StmtKind::For(node) => of_expr(&node.iter, visit),
        StmtKind::While { test, .. } | StmtKind::If { test, .. } => of_expr(test, visit),
        StmtKind::With { items, .. } => {
            items.iter().for_each(|item| of_expr(&item.context, visit));
        }
        StmtKind::Match { subject, cases } => {
            of_expr(subject, visit);
            cases.iter().for_each(|case| of_exprs(&case.guard, visit));
        }
        StmtKind::Raise { exc, cause } => {
            of_exprs(exc, visit);
            of_exprs(cause, visit);
        }
        StmtKind::Assert { test, msg } => {
            of_expr(test, visit);
            of_exprs(msg, visit);
        }
        StmtKind::Try(node) => {
            node.handlers.iter().for_each(|it| of_exprs(&it.class, visit));
        }
        StmtKind::Missing
        | StmtKind::Delete(_)
        | StmtKind::TypeAlias { .. }
        | StmtKind::Import(_)
        | StmtKind::ImportFrom(_)
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue => {}
    }
    super::scope::blocks(stmt).into_iter().for_each(|block| of_body(block, visit));
}

pub(super) fn of_body<'e>(body: &'e [ast::Stmt], visit: Visit<'_, 'e>) {
    body.iter().for_each(|stmt| of_stmt(stmt, visit));
}

fn of_exprs<'e>(exprs: impl IntoIterator<Item = &'e ast::Expr>, visit: Visit<'_, 'e>) {
    exprs.into_iter().for_each(|expr| of_expr(expr, visit));
}

pub(super) fn of_expr<'e>(expr: &'e ast::Expr, visit: Visit<'_, 'e>) {
    visit(expr);
    match &expr.kind {
        ExprKind::Missing | ExprKind::Name(_) | ExprKind::Constant(_) => {}
        ExprKind::FString(parts) => of_parts(parts, visit),
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
            of_exprs(items, visit);
        }
        ExprKind::Bool { values, .. } => of_exprs(values, visit),
        ExprKind::Dict(items) => {
            for item in items {
                match item {
                    ast::DictItem::Pair { key, value } => of_exprs([key, value], visit),
                    ast::DictItem::Spread(value) => of_expr(value, visit),
                }
            }
        }
        ExprKind::Starred(value)
        | ExprKind::Await(value)
        | ExprKind::YieldFrom(value)
        | ExprKind::Attribute { value, .. }
        | ExprKind::Named { value, .. }
        | ExprKind::Unary { operand: value, .. }
        | ExprKind::Lambda { body: value, .. } => of_expr(value, visit),
        ExprKind::Yield(value) => of_exprs(value.as_deref(), visit),
        ExprKind::Binary { left, right, .. } => of_exprs([&**left, &**right], visit),
        ExprKind::Compare { left, rest } => {
            of_expr(left, visit);
            of_exprs(rest.iter().map(|(_, right)| right), visit);
        }
        ExprKind::IfElse { test, body, orelse } => {
            of_exprs([&**test, &**body, &**orelse], visit);
        }
        ExprKind::Call { func, args } => {
            of_expr(func, visit);
            of_exprs(args.iter().map(|arg| &arg.value), visit);
        }
        ExprKind::Subscript { value, index } => of_exprs([&**value, &**index], visit),
        ExprKind::Slice { lower, upper, step } => {
            of_exprs([lower, upper, step].into_iter().filter_map(|it| it.as_deref()), visit);
        }
        ExprKind::ListComp { elt, clauses }
        | ExprKind::SetComp { elt, clauses }
        | ExprKind::Generator { elt, clauses } => {
            of_expr(elt, visit);
            of_clauses(clauses, visit);
        }
        ExprKind::DictComp { key, value, clauses } => {
            of_exprs([&**key, &**value], visit);
            of_clauses(clauses, visit);
        }
    }
}

fn of_clauses<'e>(clauses: &'e [ast::Clause], visit: Visit<'_, 'e>) {
    for clause in clauses {
        of_expr(&clause.iter, visit);
        of_exprs(&clause.conditions, visit);
    }
}

fn of_parts<'e>(parts: &'e [ast::FStringPart], visit: Visit<'_, 'e>) {
    for part in parts {
        if let ast::FStringPart::Field(field) = part {
            of_expr(&field.value, visit);
            of_parts(field.spec.as_deref().unwrap_or_default(), visit);
        }
    }
}

/// Calls `visit` for each call within `stmt`.
pub fn calls<'e>(stmt: &'e ast::Stmt, visit: Visit<'_, 'e>) {
    of_stmt(stmt, &mut |expr| {
        if let ExprKind::Call { .. } = expr.kind {
            visit(expr);
        }
    });
}

/// Calls `visit` for each expression that is a statement of its own: what it gives goes nowhere.
pub(super) fn dropped<'e>(stmts: &'e [ast::Stmt], visit: Visit<'_, 'e>) {
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::Expr(value) => visit(value),
            StmtKind::Function(def) => dropped(&def.body, visit),
            StmtKind::Class(def) => dropped(&def.body, visit),
            _other => {}
        }
        super::scope::blocks(stmt).into_iter().for_each(|block| dropped(block, visit));
    }
}

/// Calls `visit` for each expression within `stmt`, what is stored to, annotations, defaults, decorators and bases
/// included.
pub fn everywhere<'e>(stmt: &'e ast::Stmt, visit: Visit<'_, 'e>) {
    of_stmt(stmt, visit);
    each_stmt(stmt, &mut |stmt| beside_values(stmt, visit));
}

/// The statement and all in it, those of nested functions and classes included.
pub fn each_stmt<'e>(stmt: &'e ast::Stmt, visit: &mut dyn FnMut(&'e ast::Stmt)) {
    visit(stmt);
    let own: &[ast::Stmt] = match &stmt.kind {
        StmtKind::Function(def) => &def.body,
        StmtKind::Class(def) => &def.body,
        _other => &[],
    };
    own.iter().for_each(|stmt| each_stmt(stmt, visit));
    for block in super::scope::blocks(stmt) {
        block.iter().for_each(|stmt| each_stmt(stmt, visit));
    }
}

/// The expressions of one statement that `of_stmt` does not look into.
fn beside_values<'e>(stmt: &'e ast::Stmt, visit: Visit<'_, 'e>) {
    match &stmt.kind {
        StmtKind::Function(def) => {
            let params = &def.params;
            let all = params.posonly.iter().chain(&params.args).chain(&params.vararg);
            for param in all.chain(&params.kwonly).chain(&params.kwarg) {
                of_exprs(&param.annotation, visit);
                of_exprs(&param.default, visit);
            }
            of_exprs(&def.returns, visit);
        }
        StmtKind::Class(def) => {
            of_exprs(&def.decorators, visit);
            of_exprs(def.bases.iter().map(|base| &base.value), visit);
        }
        StmtKind::Delete(targets) | StmtKind::Assign { targets, .. } => of_exprs(targets, visit),
        StmtKind::AugAssign { target, .. } => of_expr(target, visit),
        StmtKind::AnnAssign { target, annotation, .. } => of_exprs([target, annotation], visit),
        StmtKind::TypeAlias { value, .. } => of_expr(value, visit),
        StmtKind::For(node) => of_expr(&node.target, visit),
        StmtKind::With { items, .. } => {
            of_exprs(items.iter().filter_map(|item| item.target.as_ref()), visit);
        }
        StmtKind::Match { cases, .. } => {
            cases.iter().for_each(|case| of_pattern(&case.pattern, visit));
        }
        _other => {}
    }
}

fn of_pattern<'e>(pattern: &'e ast::Pattern, visit: Visit<'_, 'e>) {
    if let ast::PatternKind::Value(value) = &pattern.kind {
        of_expr(value, visit);
    }
    if let ast::PatternKind::Class { class, .. } = &pattern.kind {
        of_expr(class, visit);
    }
    pattern.inner().into_iter().for_each(|inner| of_pattern(inner, visit));
}
