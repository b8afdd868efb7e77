//! The marked functions: the roots of the graph. Also: markers where none may stand.
//!
//! A marker is whatever resolves to Pulse's `javascript`: `@ps.javascript`, `@js` after
//! `from pulse import javascript as js`, a name that another file of the project passes on.

use super::graph::Graph;
use super::meaning::{Meaning, ModId, Refusal};
use super::scope::{Lookup, Role, Scopes};
use crate::base::Span;
use crate::diag::{Code, Sink};
use crate::outline::{self, Chunk, ChunkKind};
use crate::resolve::{Binding, ItemKind};
use crate::syntax::{self, ast, ast::StmtKind};

impl Graph<'_, '_> {
    /// Makes items of the marked functions of a file.
    pub fn roots(&mut self, id: ModId) {
        let Some(module) = self.names.modules.get(id) else { return };
        if !outline::mentions_marker(&module.source.text) {
            return;
        }
        let chunks = module.outline.chunks.clone();
        for (index, chunk) in chunks.iter().enumerate() {
            match chunk.kind {
                ChunkKind::Function | ChunkKind::AsyncFunction => {
                    if self.is_marked(id, chunk) {
                        self.root(id, index, chunk);
                    }
                    self.nested_markers(id, index, chunk);
                }
                ChunkKind::Class => {
                    self.marked_class(id, chunk);
                    self.nested_markers(id, index, chunk);
                }
                ChunkKind::If | ChunkKind::Try | ChunkKind::With => {
                    self.conditional_roots(id, index, chunk);
                }
                ChunkKind::Assign | ChunkKind::Expr => self.called_marker(id, index, chunk),
                ChunkKind::Import
                | ChunkKind::FromImport
                | ChunkKind::TypeAlias
                | ChunkKind::For
                | ChunkKind::While
                | ChunkKind::Match
                | ChunkKind::Other
                | ChunkKind::Broken => {}
            }
        }
    }

    fn is_marked(&mut self, id: ModId, chunk: &Chunk) -> bool {
        chunk.decorators.iter().any(|span| self.marker_at(id, *span))
    }

    /// Whether the expression under `span` is a marker, or a call of one.
    fn marker_at(&mut self, id: ModId, span: Span) -> bool {
        let Some(module) = self.names.modules.get(id) else { return false };
        let text = module.source.text.clone();
        let expr = syntax::parse_expression(&text, span, &mut Sink::new());
        let callee = match &expr.kind {
            ast::ExprKind::Call { func, .. } => func,
            _ => &expr,
        };
        matches!(self.names.chain(id, callee), Some(Meaning::Value(Binding::Marker)))
    }

    fn root(&mut self, id: ModId, index: usize, chunk: &Chunk) {
        let Some(name) = chunk.binds.first() else { return self.report_chunk(id, index) };
        match self.names.name(id, name) {
            Some(Meaning::Def(def)) => {
                self.need(&def, None);
            }
            Some(Meaning::Refused(refusal)) => {
                let at = refusal.at.or(refusal.labels.last().map(|it| it.0));
                let found = refusal.diagnostic(at.unwrap_or(chunk.span));
                self.report(found);
            }
            Some(Meaning::Broken(module, chunk)) => self.report_chunk(module, chunk),
            Some(_) | None => {
                let message =
                    format!("`{name}` is marked, but the name is bound to something else");
                let refusal = Refusal::at(Code::PSC208, chunk.span, message)
                    .help("give the marked function a name of its own");
                self.report(refusal.diagnostic(chunk.span));
            }
        }
    }

    /// Marked functions under a module-level `if` or `try`.
    fn conditional_roots(&mut self, id: ModId, index: usize, chunk: &Chunk) {
        let has_marker =
            self.nested_decorators(id, index).into_iter().any(|at| self.marker_at(id, at));
        if !has_marker {
            return;
        }
        let Some(parsed) = self.names.modules.parse(id, index) else { return };
        for name in &chunk.binds {
            if !has_marked_def(&parsed.stmts, name) {
                continue;
            }
            match self.names.name(id, name) {
                Some(Meaning::Def(def)) => {
                    if matches!(def.kind, ItemKind::Function { marker: Some(_), .. }) {
                        self.need(&def, None);
                    }
                }
                Some(Meaning::Refused(refusal)) if refusal.code == Code::PSC207 => {
                    let at = refusal.labels.first().map_or(chunk.span, |it| it.0);
                    let found = refusal.diagnostic(at);
                    self.report(found);
                }
                _ => {}
            }
        }
    }

    fn marked_class(&mut self, id: ModId, chunk: &Chunk) {
        for span in &chunk.decorators {
            if self.marker_at(id, *span) {
                let found = super::definitions::class_marker(*span).diagnostic(*span);
                self.report(found);
            }
        }
    }

    /// `f = ps.javascript(g)`.
    fn called_marker(&mut self, id: ModId, index: usize, chunk: &Chunk) {
        let Some(module) = self.names.modules.get(id) else { return };
        if !module.text(chunk.span).contains("javascript") {
            return;
        }
        let Some(parsed) = self.names.modules.parse(id, index) else { return };
        for stmt in &parsed.stmts {
            let value = match &stmt.kind {
                StmtKind::Assign { value, .. } | StmtKind::Expr(value) => value,
                StmtKind::AnnAssign { value: Some(value), .. } => value,
                _ => continue,
            };
            if let Some(Meaning::Refused(refusal)) = self.names.js_call(id, value)
                && refusal.code == Code::PSC208
            {
                let found = refusal.diagnostic(value.span);
                self.report(found);
            }
        }
    }

    /// Markers on methods and on functions within functions.
    fn nested_markers(&mut self, id: ModId, index: usize, chunk: &Chunk) {
        let candidates = self.nested_decorators(id, index);
        if !candidates.into_iter().any(|at| self.marker_at(id, at)) {
            return;
        }
        // The line may stand in a docstring: the tree tells.
        let Some(parsed) = self.names.modules.parse(id, index) else { return };
        let is_class = chunk.kind == ChunkKind::Class;
        for stmt in &parsed.stmts {
            let scopes = match &stmt.kind {
                StmtKind::Function(def) => Scopes::of_function(def, &mut Sink::new()),
                StmtKind::Class(def) => Scopes::of_class(def, &mut Sink::new()),
                _ => continue,
            };
            for used in scopes.uses() {
                let is_nested = used.role == Role::Decorator && used.scope != scopes.root();
                if !is_nested || used.target != Lookup::Global {
                    continue;
                }
                let span = used.chain.last().map_or(used.span, |link| link.span);
                if self.marker_at(id, span) {
                    let what = if is_class { "a method" } else { "a function in a function" };
                    let message = format!("{what} cannot be marked");
                    let found = Refusal::at(Code::PSC208, span, message)
                        .help("move the function to the top level of the module")
                        .diagnostic(span);
                    self.report(found);
                }
            }
        }
    }

    /// The dotted names after the `@` of indented lines, strings not left out.
    fn nested_decorators(&self, id: ModId, index: usize) -> Vec<Span> {
        let Some(module) = self.names.modules.get(id) else { return Vec::new() };
        let Some(chunk) = module.outline.chunks.get(index) else { return Vec::new() };
        let mut found = Vec::new();
        let mut offset = chunk.span.start as usize;
        for line in module.chunk_text(index).split_inclusive(['\n', '\r']) {
            let trimmed = line.trim_start();
            let indent = line.len() - trimmed.len();
            if let Some(rest) = trimmed.strip_prefix('@').filter(|_| indent > 0) {
                let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
                let start = rest.find(is_part).unwrap_or(rest.len());
                let tail = rest.get(start..).unwrap_or_default();
                let end = tail.find(|c| !is_part(c)).unwrap_or(tail.len());
                let from = offset + indent + 1 + start;
                if end > 0 {
                    let file = chunk.span.file;
                    found.push(Span::new(file, from as u32, (from + end) as u32));
                }
            }
            offset += line.len();
        }
        found
    }
}

/// Whether some `def name` with a decorator stands in the blocks.
fn has_marked_def(stmts: &[ast::Stmt], name: &str) -> bool {
    let mut is_there = false;
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::Function(def) => {
                is_there |= &*def.name.name == name && !def.decorators.is_empty();
            }
            _ => super::scope::for_each_block(stmt, &mut |block| {
                is_there |= has_marked_def(block, name);
            }),
        }
    }
    is_there
}
