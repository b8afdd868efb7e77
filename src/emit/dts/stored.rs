//! What methods store into their instances: the attributes beside those that the body of a class declares.
//!
//! ```text
//! def __init__(self, title: str):
//!     self.title = title                  title: string;
//!     self.tags: list[str] = []           tags: string[];
//!     self.count = 0                      count: number;
//! ```

use crate::base::Name;
use crate::resolve::scope::blocks;
use crate::syntax::ast::{self, ExprKind, StmtKind};

/// An attribute of the receiver, where it is stored first.
pub(super) struct Stored<'a> {
    pub name: &'a Name,
    pub says: Says<'a>,
}

/// What is written about its type.
#[derive(Clone, Copy)]
pub(super) enum Says<'a> {
    Nothing,
    /// `self.tags: list[str] = []`
    Annotation(&'a ast::Expr),
    /// It is given this parameter.
    Param(&'a ast::Param),
}

/// The attributes that the methods store, in the order in which they are first written.
pub(super) fn stored(def: &ast::ClassDef) -> Vec<Stored<'_>> {
    let mut found: Vec<Stored<'_>> = Vec::new();
    for stmt in &def.body {
        let StmtKind::Function(method) = &stmt.kind else { continue };
        let mut params = method.params.posonly.iter().chain(&method.params.args);
        let Some(receiver) = params.next() else { continue };
        let walk = Walk { receiver: &receiver.name.name, method };
        method.body.iter().for_each(|stmt| walk.stmt(stmt, &mut found));
    }
    found
}

struct Walk<'a> {
    receiver: &'a str,
    method: &'a ast::FunctionDef,
}

impl<'a> Walk<'a> {
    fn stmt(&self, stmt: &'a ast::Stmt, found: &mut Vec<Stored<'a>>) {
        match &stmt.kind {
            StmtKind::Assign { targets, value } => {
                let says = self.param(value).map_or(Says::Nothing, Says::Param);
                targets.iter().for_each(|it| self.target(it, says, found));
            }
            StmtKind::AnnAssign { target, annotation, .. } => {
                self.target(target, Says::Annotation(annotation), found);
            }
            StmtKind::For(node) => self.target(&node.target, Says::Nothing, found),
            StmtKind::With { items, .. } => {
                let targets = items.iter().filter_map(|item| item.target.as_ref());
                targets.for_each(|it| self.target(it, Says::Nothing, found));
            }
            _other => {}
        }
        for block in blocks(stmt) {
            block.iter().for_each(|stmt| self.stmt(stmt, found));
        }
    }

    fn target(&self, target: &'a ast::Expr, says: Says<'a>, found: &mut Vec<Stored<'a>>) {
        match &target.kind {
            ExprKind::Attribute { value, attr } => {
                let is_receiver =
                    matches!(&value.kind, ExprKind::Name(name) if **name == *self.receiver);
                if !is_receiver {
                    return;
                }
                match found.iter_mut().find(|it| *it.name == attr.name) {
                    Some(known) if matches!(says, Says::Annotation(_)) => known.says = says,
                    Some(_first) => {}
                    None => found.push(Stored { name: &attr.name, says }),
                }
            }
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|it| self.target(it, Says::Nothing, found));
            }
            ExprKind::Starred(inner) => self.target(inner, Says::Nothing, found),
            _other => {}
        }
    }

    /// The parameter that the value names.
    fn param(&self, value: &ast::Expr) -> Option<&'a ast::Param> {
        let ExprKind::Name(name) = &value.kind else { return None };
        let of = &self.method.params;
        let mut params = of.posonly.iter().chain(&of.args).chain(&of.kwonly);
        params.find(|param| param.name.name == *name)
    }
}
