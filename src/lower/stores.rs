//! Which attributes the methods of a class give its instances.
//!
//! ```text
//! def __init__(self, x):
//!     self.x = x              sure: every instance has it
//!     if x:
//!         self.label = "a"    not sure: reading it may raise `AttributeError`
//! ```

use crate::base::{Name, Span};
use crate::resolve::scope::blocks;
use crate::syntax::ast::{self, ExprKind, StmtKind};
use crate::tables::special_methods::ROOT_CLASS;

/// An attribute of the receiver that is stored.
pub(super) struct Store<'a> {
    pub name: &'a Name,
    pub span: Span,
    /// Where its statement ends: until then it has no value.
    pub end: u32,
    /// Whether it stands among the statements of the function itself.
    pub is_sure: bool,
    /// Whether it is deleted instead.
    pub is_delete: bool,
    /// Whether `object.__setattr__` stores it, which frozen instances let through.
    pub is_raw: bool,
}

/// The attributes of `receiver` that the statements store.
pub(super) fn stores<'a>(receiver: &str, body: &'a [ast::Stmt]) -> Vec<Store<'a>> {
    let mut found = Vec::new();
    for stmt in body {
        collect(receiver, stmt, true, &mut found);
    }
    found
}

/// Their names.
pub(super) fn stored(receiver: &str, body: &[ast::Stmt], names: &mut Vec<Name>) {
    names.extend(stores(receiver, body).into_iter().map(|store| store.name.clone()));
}

fn collect<'a>(receiver: &str, stmt: &'a ast::Stmt, is_sure: bool, found: &mut Vec<Store<'a>>) {
    let end = stmt.span.end;
    match &stmt.kind {
        StmtKind::Assign { targets, .. } => {
            targets.iter().for_each(|it| target(receiver, it, (end, is_sure), found));
        }
        StmtKind::AnnAssign { target: it, value: Some(_), .. } => {
            target(receiver, it, (end, is_sure), found);
        }
        StmtKind::AnnAssign { target: it, value: None, .. }
        | StmtKind::AugAssign { target: it, .. } => {
            target(receiver, it, (end, false), found);
        }
        StmtKind::Delete(targets) => {
            let before = found.len();
            targets.iter().for_each(|it| target(receiver, it, (end, false), found));
            found.iter_mut().skip(before).for_each(|store| store.is_delete = true);
        }
        StmtKind::For(node) => target(receiver, &node.target, (end, false), found),
        StmtKind::With { items, .. } => {
            for item in items {
                item.target.iter().for_each(|it| target(receiver, it, (end, false), found));
            }
        }
        StmtKind::Expr(expr) => found.extend(raw_store(receiver, expr, (end, is_sure))),
        StmtKind::Function(def) => {
            def.body.iter().for_each(|stmt| collect(receiver, stmt, false, found));
        }
        _other => {}
    }
    for block in blocks(stmt) {
        block.iter().for_each(|stmt| collect(receiver, stmt, false, found));
    }
}

/// `object.__setattr__(self, "name", value)`.
fn raw_store<'a>(
    receiver: &str,
    expr: &'a ast::Expr,
    (end, is_sure): (u32, bool),
) -> Option<Store<'a>> {
    let ExprKind::Call { func, args } = &expr.kind else { return None };
    let ExprKind::Attribute { value, attr } = &func.kind else { return None };
    let [object, name, _value] = args.as_slice() else { return None };
    let is_named = |expr: &ast::Expr, wanted: &str| matches!(&expr.kind, ExprKind::Name(name) if **name == *wanted);
    let ExprKind::Constant(ast::Constant::Str(text)) = &name.value.kind else { return None };
    let is_own = is_named(value, ROOT_CLASS) && is_named(&object.value, receiver);
    (is_own && &*attr.name == "__setattr__").then_some(Store {
        name: text,
        span: name.value.span,
        end,
        is_sure,
        is_delete: false,
        is_raw: true,
    })
}

fn target<'a>(
    receiver: &str,
    target_expr: &'a ast::Expr,
    (end, is_sure): (u32, bool),
    found: &mut Vec<Store<'a>>,
) {
    match &target_expr.kind {
        ExprKind::Attribute { value, attr } => {
            if matches!(&value.kind, ExprKind::Name(name) if &**name == receiver) {
                let span = target_expr.span;
                found.push(Store {
                    name: &attr.name,
                    span,
                    end,
                    is_sure,
                    is_delete: false,
                    is_raw: false,
                });
            }
        }
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().for_each(|item| target(receiver, item, (end, is_sure), found));
        }
        ExprKind::Starred(item) => target(receiver, item, (end, is_sure), found),
        _other => {}
    }
}

/// The names of the attributes that the statement takes away, of whatever object.
pub(super) fn deleted(stmt: &ast::Stmt, names: &mut Vec<Name>) {
    match &stmt.kind {
        StmtKind::Delete(targets) => {
            names.extend(targets.iter().filter_map(|target| match &target.kind {
                ExprKind::Attribute { attr, .. } => Some(attr.name.clone()),
                _other => None,
            }));
        }
        StmtKind::Function(def) => def.body.iter().for_each(|stmt| deleted(stmt, names)),
        _other => {}
    }
    blocks(stmt).into_iter().flatten().for_each(|stmt| deleted(stmt, names));
}
