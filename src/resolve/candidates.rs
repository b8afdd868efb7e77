//! The statements of a chunk that bind one name, and the conditions they stand under.
//!
//! ```text
//! A, B = 1, 2                 B: assigned `2`
//! if TYPE_CHECKING: B = 3     B: assigned `3`, for type checkers
//! for B in xs: ...            B: unclear, it is bound by a loop
//! ```

use super::conditions::{self, Branch};
use crate::base::{Name, Span};
use crate::syntax::ast::{self, ExprKind, StmtKind};

/// A statement that binds a name, and under which condition it runs.
pub(super) struct Candidate<'s> {
    pub binder: Binder<'s>,
    /// Of the bound name.
    pub span: Span,
    pub stmt: &'s ast::Stmt,
    pub chunk: usize,
    pub place: Place,
}

pub(super) enum Binder<'s> {
    Function(&'s ast::FunctionDef),
    Class(&'s ast::ClassDef),
    Import(&'s ast::Alias),
    From(&'s ast::ImportFrom, &'s ast::Alias),
    /// The part of the value that the name gets; `first` is an earlier target of a chained
    /// assignment.
    Assign {
        value: &'s ast::Expr,
        annotation: Option<&'s ast::Expr>,
        first: Option<&'s Name>,
    },
    TypeAlias(&'s ast::Expr),
    /// A loop, an augmented assignment, an unpacking: how, in words.
    Unclear(&'static str),
    /// The chunk does not parse.
    Broken,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Plain,
    TypeChecking,
    /// The body of a `try` that catches `ImportError`, and its handlers; by the start of the `try`.
    TryBody(u32),
    TryHandler(u32),
    /// Under a condition that is not known.
    Conditional,
}

impl Binder<'_> {
    /// Whether a later definition of the same kind just replaces it.
    pub fn is_definition(&self) -> bool {
        match self {
            Binder::Function(_)
            | Binder::Class(_)
            | Binder::Import(_)
            | Binder::From(..)
            | Binder::Broken => true,
            Binder::Assign { .. } | Binder::TypeAlias(_) | Binder::Unclear(_) => false,
        }
    }
}

/// Adds the statements of a chunk that bind `name` to `found`.
pub(super) fn collect<'s>(
    name: &str,
    chunk: usize,
    stmts: &'s [ast::Stmt],
    found: &mut Vec<Candidate<'s>>,
) {
    Collector { name, chunk, place: Place::Plain, found }.body(stmts);
}

struct Collector<'c, 's> {
    name: &'c str,
    chunk: usize,
    place: Place,
    found: &'c mut Vec<Candidate<'s>>,
}

impl<'s> Collector<'_, 's> {
    fn body(&mut self, stmts: &'s [ast::Stmt]) {
        for stmt in stmts {
            self.stmt(stmt);
        }
    }

    fn under(&mut self, place: Place, stmts: &'s [ast::Stmt]) {
        let outer = self.place;
        // What is conditional or only for type checkers stays so, whatever is nested in it.
        if matches!(outer, Place::Plain) {
            self.place = place;
        } else if matches!(place, Place::Conditional | Place::TypeChecking) {
            self.place = match outer {
                Place::TypeChecking => Place::TypeChecking,
                Place::Plain | Place::TryBody(_) | Place::TryHandler(_) | Place::Conditional => {
                    place
                }
            };
        }
        self.body(stmts);
        self.place = outer;
    }

    fn push(&mut self, stmt: &'s ast::Stmt, span: Span, binder: Binder<'s>) {
        let (chunk, place) = (self.chunk, self.place);
        self.found.push(Candidate { binder, span, stmt, chunk, place });
    }

    fn is(&self, ident: &ast::Ident) -> bool {
        &*ident.name == self.name
    }

    fn stmt(&mut self, stmt: &'s ast::Stmt) {
        match &stmt.kind {
            StmtKind::Missing => self.push(stmt, stmt.span, Binder::Broken),
            StmtKind::Function(def) if self.is(&def.name) => {
                self.push(stmt, def.name.span, Binder::Function(def));
            }
            StmtKind::Class(def) if self.is(&def.name) => {
                self.push(stmt, def.name.span, Binder::Class(def));
            }
            StmtKind::TypeAlias { name, value } if self.is(name) => {
                self.push(stmt, name.span, Binder::TypeAlias(value));
            }
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    let bound = match &alias.asname {
                        Some(asname) => asname.clone(),
                        None => super::scope::first_component(&alias.name),
                    };
                    if self.is(&bound) {
                        self.push(stmt, bound.span, Binder::Import(alias));
                    }
                }
            }
            StmtKind::ImportFrom(import) => {
                for alias in &import.names {
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    if self.is(bound) {
                        self.push(stmt, bound.span, Binder::From(import, alias));
                    }
                }
            }
            StmtKind::Assign { targets, value } => self.assign(stmt, targets, value),
            StmtKind::AnnAssign { target, annotation, value: Some(value) } => {
                if self.names(target) {
                    let annotation = Some(annotation);
                    let binder = Binder::Assign { value, annotation, first: None };
                    self.push(stmt, target.span, binder);
                }
            }
            StmtKind::AugAssign { target, .. } => {
                if self.names(target) {
                    let binder = Binder::Unclear("it is changed by an augmented assignment");
                    self.push(stmt, target.span, binder);
                }
            }
            StmtKind::If { test, body, orelse } => match conditions::branch(test) {
                Branch::TypeChecking => {
                    self.under(Place::TypeChecking, body);
                    self.body(orelse);
                }
                Branch::Running => {
                    self.body(body);
                    self.under(Place::TypeChecking, orelse);
                }
                Branch::Always => self.body(body),
                Branch::Never => self.body(orelse),
                Branch::Unknown => {
                    self.under(Place::Conditional, body);
                    self.under(Place::Conditional, orelse);
                }
            },
            StmtKind::Try(node) => self.tried(stmt, node),
            StmtKind::With { body, items, .. } => {
                for item in items {
                    self.targets(stmt, item.target.as_ref(), "it is bound by a `with`");
                }
                self.under(Place::Conditional, body);
            }
            StmtKind::For(node) => {
                self.targets(stmt, Some(&node.target), "it is bound by a loop");
                self.under(Place::Conditional, &node.body);
                self.under(Place::Conditional, &node.orelse);
            }
            _ => self.other(stmt),
        }
    }

    fn other(&mut self, stmt: &'s ast::Stmt) {
        match &stmt.kind {
            StmtKind::While { body, orelse, .. } => {
                self.under(Place::Conditional, body);
                self.under(Place::Conditional, orelse);
            }
            StmtKind::Match { cases, .. } => {
                for case in cases {
                    self.under(Place::Conditional, &case.body);
                }
            }
            _ => {}
        }
    }

    fn tried(&mut self, stmt: &'s ast::Stmt, node: &'s ast::Try) {
        let group = stmt.span.start;
        let is_import = node.handlers.iter().all(conditions::catches_import_error);
        let (body, handler) = match is_import {
            true => (Place::TryBody(group), Place::TryHandler(group)),
            false => (Place::Conditional, Place::Conditional),
        };
        self.under(body, &node.body);
        self.under(body, &node.orelse);
        for it in &node.handlers {
            self.under(handler, &it.body);
        }
        self.body(&node.finally);
    }

    fn names(&self, target: &ast::Expr) -> bool {
        matches!(&target.kind, ExprKind::Name(name) if &**name == self.name)
    }

    fn targets(&mut self, stmt: &'s ast::Stmt, target: Option<&'s ast::Expr>, how: &'static str) {
        let Some(target) = target else { return };
        if let Some(span) = self.find(target) {
            self.push(stmt, span, Binder::Unclear(how));
        }
    }

    /// Where the name stands in an unpacking target.
    fn find(&self, target: &ast::Expr) -> Option<Span> {
        match &target.kind {
            ExprKind::Name(_) => self.names(target).then_some(target.span),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().find_map(|item| self.find(item))
            }
            ExprKind::Starred(inner) => self.find(inner),
            _ => None,
        }
    }

    fn assign(&mut self, stmt: &'s ast::Stmt, targets: &'s [ast::Expr], value: &'s ast::Expr) {
        let first = targets.iter().find_map(|target| match &target.kind {
            ExprKind::Name(name) if &**name != self.name => Some(name),
            _ => None,
        });
        for (index, target) in targets.iter().enumerate() {
            let Some(span) = self.find(target) else { continue };
            let binder = match &target.kind {
                // `A = B = []` makes one list: the later targets are other names of the first.
                ExprKind::Name(_) if index > 0 && first.is_some() => {
                    Binder::Assign { value, annotation: None, first }
                }
                ExprKind::Name(_) => Binder::Assign { value, annotation: None, first: None },
                _ if targets.len() > 1 => Binder::Unclear("it is bound by a chained unpacking"),
                _ => match self.part(target, value) {
                    Some(value) => Binder::Assign { value, annotation: None, first: None },
                    None => Binder::Unclear("it is bound by unpacking a value"),
                },
            };
            self.push(stmt, span, binder);
        }
    }

    /// `1` for `b` of `a, b = 0, 1`.
    fn part(&self, target: &'s ast::Expr, value: &'s ast::Expr) -> Option<&'s ast::Expr> {
        use ExprKind::{List, Tuple};
        match (&target.kind, &value.kind) {
            (ExprKind::Name(_), _) => self.names(target).then_some(value),
            (Tuple(targets) | List(targets), Tuple(values) | List(values)) => {
                let is_starred = |it: &ast::Expr| matches!(it.kind, ExprKind::Starred(_));
                let is_plain =
                    targets.len() == values.len() && !targets.iter().chain(values).any(is_starred);
                let mut pairs = targets.iter().zip(values);
                is_plain.then(|| pairs.find_map(|(target, value)| self.part(target, value)))?
            }
            _ => None,
        }
    }
}
