//! Statements of a module that change what is compiled. Only definitions are compiled, so what such a
//! statement does would be missing in the browser; it is refused.
//!
//! ```text
//! NAMES = []
//! NAMES.append("a")        PSC211: `NAMES` would be empty in the browser
//!
//! @register("b")           `register` stores into `NAMES`: `two` is needed as soon as `NAMES` is
//! def two(): ...
//! ```

use std::rc::Rc;

use rustc_hash::FxHashSet;

use super::calls;
use super::conditions::{Branch, branch};
use super::graph::Graph;
use super::meaning::{Def, Meaning, ModId};
use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::outline::{Chunk, ChunkKind};
use crate::resolve::ItemKind;
use crate::syntax::{self, ast, ast::ExprKind, ast::StmtKind};

/// Methods that change their receiver.
const CHANGING: &[&str] = &[
    "add",
    "append",
    "appendleft",
    "clear",
    "discard",
    "extend",
    "extendleft",
    "insert",
    "pop",
    "popitem",
    "popleft",
    "remove",
    "reverse",
    "setdefault",
    "sort",
    "subtract",
    "update",
];

impl Graph<'_, '_> {
    /// Needs the functions whose decorators change what is needed.
    pub(super) fn need_registered(&mut self) {
        let mut registered = Vec::new();
        for id in self.names.modules.ids() {
            let Some(module) = self.names.modules.get(id) else { continue };
            if !self.origins.iter().any(|(def, _)| def.module == id) {
                continue;
            }
            let text = module.source.text.clone();
            for chunk in &module.outline.chunks {
                let decorators = chunk.decorators.iter().filter_map(|span| {
                    let expr = syntax::parse_expression(&text, *span, &mut Sink::new());
                    callee(&expr)
                });
                registered.extend(
                    decorators.zip(chunk.binds.first().cloned()).map(|(by, name)| (id, by, name)),
                );
            }
        }
        for (id, by, name) in registered {
            if self.changed_by(id, &by).is_some()
                && let Some(Meaning::Def(def)) = self.names.name(id, &name)
                && matches!(def.kind, ItemKind::Function { .. })
            {
                self.need(&def, None);
            }
        }
    }

    /// Reports the statements that change what is needed when their module loads.
    pub(super) fn report_changes(&mut self) {
        let mut found = Vec::new();
        for (module, chunk) in self.statements() {
            let Some(parsed) = self.names.modules.parse(module, chunk) else { continue };
            let mut changes = Vec::new();
            changes_of(&parsed.stmts, &mut changes);
            for change in changes {
                found.extend(match change {
                    Change::Of(root, span) => {
                        let is_body = self.names.modules.home(module) != module;
                        let def = self.needed(module, &root);
                        def.filter(|def| !is_body || def.module == module).map(|def| (def, span))
                    }
                    Change::Call(by, span) => self.changed_by(module, &by).map(|def| (def, span)),
                });
            }
        }
        for (def, span) in found {
            // A live value has seen the change.
            if def.name_span.file != span.file && def.chunk == super::live::NO_CHUNK {
                continue;
            }
            let message =
                format!("`{}` is changed here, but only definitions are compiled", def.name);
            let help = "write its whole value where it is defined, or change it in a function";
            let found = Diagnostic::new(Code::PSC211, span, message);
            self.report(found.label(def.name_span, "defined here").help(help));
        }
    }

    /// The statements that mention something needed, or call a function of a module that has some.
    fn statements(&self) -> Vec<(ModId, usize)> {
        let is_value = |def: &Def| !matches!(def.kind, ItemKind::TypeClass(_));
        let needed = self.origins.iter().map(|(def, _)| def).filter(|def| is_value(def));
        let names: FxHashSet<&Name> = needed.map(|def| &def.name).collect();
        let mut found = Vec::new();
        for id in self.names.modules.ids() {
            let Some(module) = self.names.modules.get(id) else { continue };
            let is_home = self.origins.iter().any(|(def, _)| def.module == id);
            // What the body of a function changes elsewhere, it changes when it is called.
            if module.around.is_some() && !is_home {
                continue;
            }
            for (index, chunk) in module.outline.chunks.iter().enumerate() {
                let mentions = || {
                    let text = module.chunk_text(index);
                    names.iter().any(|name| text.contains(&***name))
                };
                let may_change = match chunk.kind {
                    ChunkKind::Expr => is_home || mentions(),
                    ChunkKind::Assign
                    | ChunkKind::If
                    | ChunkKind::Try
                    | ChunkKind::For
                    | ChunkKind::While
                    | ChunkKind::With
                    | ChunkKind::Match
                    | ChunkKind::Other => mentions(),
                    ChunkKind::Function
                    | ChunkKind::AsyncFunction
                    | ChunkKind::Class
                    | ChunkKind::Import
                    | ChunkKind::FromImport
                    | ChunkKind::TypeAlias
                    | ChunkKind::Broken => false,
                };
                if may_change {
                    found.push((id, index));
                }
            }
        }
        found
    }

    /// The needed definition of a name.
    fn needed(&mut self, module: ModId, name: &Name) -> Option<Rc<Def>> {
        if !self.origins.iter().any(|(origin, _)| origin.name == *name) {
            return None;
        }
        let Some(Meaning::Def(def)) = self.names.name(module, name) else { return None };
        let is_it = |origin: &Def| origin.module == def.module && origin.name == def.name;
        self.origins.iter().any(|(origin, _)| is_it(origin)).then_some(def)
    }

    /// What is needed and changed by a function of the same module. One level tells most: what that
    /// function calls is left alone.
    fn changed_by(&mut self, id: ModId, function: &Name) -> Option<Rc<Def>> {
        let module = self.names.modules.get(id)?;
        let is_it = |chunk: &Chunk| {
            matches!(chunk.kind, ChunkKind::Function | ChunkKind::AsyncFunction)
                && chunk.binds.first() == Some(function)
        };
        let at = module.outline.chunks.iter().position(is_it)?;
        let text = module.chunk_text(at);
        let mut here = self.origins.iter().filter(|(def, _)| def.module == id);
        if !here.any(|(def, _)| text.contains(&*def.name)) {
            return None;
        }
        let parsed = self.names.modules.parse(id, at)?;
        let mut changes = Vec::new();
        changes_of(&parsed.stmts, &mut changes);
        changes.into_iter().find_map(|change| match change {
            Change::Of(root, _) => self
                .needed(id, &root)
                .filter(|found| matches!(found.kind, ItemKind::Constant { .. })),
            Change::Call(..) => None,
        })
    }
}

/// The function that a decorator calls.
fn callee(decorator: &ast::Expr) -> Option<Name> {
    match &decorator.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Call { func, .. } => callee(func),
        _ => None,
    }
}

enum Change {
    /// Of the value that this name leads to.
    Of(Name, Span),
    /// Whatever the function of that name changes.
    Call(Name, Span),
}

/// The changes that statements make, functions within them included.
fn changes_of(stmts: &[ast::Stmt], out: &mut Vec<Change>) {
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::If { test, body, orelse } => match branch(test) {
                Branch::TypeChecking | Branch::Never => changes_of(orelse, out),
                Branch::Running | Branch::Always => changes_of(body, out),
                Branch::Unknown => {
                    changes_of(body, out);
                    changes_of(orelse, out);
                }
            },
            StmtKind::Function(def) => changes_of(&def.body, out),
            StmtKind::Assign { targets, .. } | StmtKind::Delete(targets) => {
                targets.iter().for_each(|target| stored(target, out));
            }
            StmtKind::AugAssign { target, .. } | StmtKind::AnnAssign { target, .. } => {
                stored(target, out);
            }
            StmtKind::For(node) => stored(&node.target, out),
            _ => {}
        }
        if !matches!(stmt.kind, StmtKind::If { .. } | StmtKind::Function(_)) {
            super::scope::for_each_block(stmt, &mut |block| changes_of(block, out));
        }
        let is_block =
            !matches!(stmt.kind, StmtKind::Expr(_) | StmtKind::Assign { .. } | StmtKind::Return(_));
        if !is_block {
            calls::of_stmt(stmt, &mut |call| called(call, out));
        }
    }
}

fn called(call: &ast::Expr, out: &mut Vec<Change>) {
    let ExprKind::Call { func, .. } = &call.kind else { return };
    match &func.kind {
        ExprKind::Attribute { value, attr } if CHANGING.contains(&&*attr.name) => {
            out.extend(root(value).map(|name| Change::Of(name, call.span)));
        }
        ExprKind::Name(name) => out.push(Change::Call(name.clone(), call.span)),
        _ => {}
    }
}

/// A store to an item or attribute changes what holds it.
fn stored(target: &ast::Expr, out: &mut Vec<Change>) {
    match &target.kind {
        ExprKind::Tuple(items) | ExprKind::List(items) => {
            items.iter().for_each(|item| stored(item, out));
        }
        ExprKind::Starred(value) => stored(value, out),
        ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. } => {
            out.extend(root(value).map(|name| Change::Of(name, target.span)));
        }
        _ => {}
    }
}

/// The name that a chain of items and attributes begins with.
fn root(expr: &ast::Expr) -> Option<Name> {
    match &expr.kind {
        ExprKind::Name(name) => Some(name.clone()),
        ExprKind::Subscript { value, .. } | ExprKind::Attribute { value, .. } => root(value),
        _ => None,
    }
}
