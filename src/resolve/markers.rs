//! The marked functions: the roots of the graph. Also: markers where none may stand.
//!
//! A function is marked by a decorator or by a call ([`super::marking`] says what marks), at the top of a
//! module, under an `if`, in a class, in another function ([`super::bodies`] says what its names are).

use super::bodies::Owner;
use super::exprs;
use super::graph::Graph;
use super::marking::{Value, with_mark};
use super::meaning::{Meaning, ModId, Refusal};
use crate::base::{Name, Span};
use crate::diag::{Code, Sink};
use crate::outline::{Chunk, ChunkKind};
use crate::resolve::{Binding, ItemId, ItemKind};
use crate::syntax::{self, ast, ast::ExprKind, ast::StmtKind};

impl Graph<'_, '_> {
    /// Makes items of the marked functions of a file.
    pub fn roots(&mut self, id: ModId) {
        let Some(module) = self.names.modules.get(id) else { return };
        if module.may_mark() {
            self.names.asking = id;
            self.roots_of(id);
        }
    }

    /// Of a file, or of a body in one.
    fn roots_of(&mut self, id: ModId) {
        let Some(module) = self.names.modules.get(id) else { return };
        let chunks = module.outline().chunks.clone();
        self.find_makers(id, &chunks);
        for (index, chunk) in chunks.iter().enumerate() {
            match chunk.kind {
                ChunkKind::Function | ChunkKind::AsyncFunction => {
                    match self.is_marked(id, chunk) {
                        true => self.root(id, index, chunk),
                        // What is within a marked function is compiled with it.
                        false => self.inner_roots(id, index),
                    }
                }
                ChunkKind::Class => {
                    self.marked_class(id, chunk);
                    self.inner_roots(id, index);
                }
                ChunkKind::If
                | ChunkKind::Try
                | ChunkKind::With
                | ChunkKind::For
                | ChunkKind::While
                | ChunkKind::Match => {
                    self.conditional_roots(id, index, chunk);
                    self.inner_roots(id, index);
                    self.called_markers(id, index, chunk);
                }
                ChunkKind::Assign | ChunkKind::Expr => self.called_markers(id, index, chunk),
                ChunkKind::Import
                | ChunkKind::FromImport
                | ChunkKind::TypeAlias
                | ChunkKind::Other
                | ChunkKind::Broken => {}
            }
        }
    }

    /// `def client(fn): return ps.javascript(fn)`, `jsx = ps.javascript(jsx=True)`.
    fn find_makers(&mut self, id: ModId, chunks: &[Chunk]) {
        for chunk in chunks {
            let Some(module) = self.names.modules.get(id) else { return };
            if module.text(chunk.span).contains("javascript") && !self.is_marked(id, chunk) {
                self.makers.extend(chunk.binds.first().map(|name| (id, name.clone())));
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
        self.is_marker(id, &expr)
    }

    fn is_marker(&mut self, id: ModId, decorator: &ast::Expr) -> bool {
        let callee = match &decorator.kind {
            ExprKind::Call { func, .. } => func,
            _ => decorator,
        };
        matches!(self.names.chain(id, callee), Some(Meaning::Value(Binding::Marker(_))))
            || self.names.mark_of(id, decorator).is_some()
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

    /// Marked functions under an `if`, a `try`, a loop.
    fn conditional_roots(&mut self, id: ModId, index: usize, chunk: &Chunk) {
        let has_marker = self.decorators(id, index).into_iter().any(|at| self.marker_at(id, at));
        if !has_marker {
            return;
        }
        let Some(parsed) = self.names.modules.parse(id, index) else { return };
        for name in &chunk.binds {
            let decorators = decorators_of(&parsed.stmts, name);
            if !decorators.iter().any(|decorator| self.is_marker(id, decorator)) {
                continue;
            }
            match self.names.name(id, name) {
                Some(Meaning::Def(def)) => {
                    if matches!(def.kind, ItemKind::Function { marker: Some(_), .. }) {
                        self.need(&def, None);
                    }
                }
                Some(Meaning::Refused(refusal)) => {
                    let at = refusal.at.or(refusal.labels.first().map(|it| it.0));
                    let found = refusal.diagnostic(at.unwrap_or(chunk.span));
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

    // Calls.

    /// `area = ps.javascript(_area)`, `TOOLS = [client(one), client(two)]`.
    fn called_markers(&mut self, id: ModId, index: usize, chunk: &Chunk) {
        let Some(module) = self.names.modules.get(id) else { return };
        let text = module.text(chunk.span);
        if !self.may_mark(id, text) && !is_call_of_name(text) {
            return;
        }
        let Some(parsed) = self.names.modules.parse(id, index) else { return };
        for stmt in &parsed.stmts {
            let target = match &stmt.kind {
                StmtKind::Assign { targets, value } => match targets.as_slice() {
                    [ast::Expr { kind: ExprKind::Name(name), .. }] => Some((name, value.span)),
                    _ => None,
                },
                StmtKind::AnnAssign { target, value: Some(value), .. } => match &target.kind {
                    ExprKind::Name(name) => Some((name, value.span)),
                    _ => None,
                },
                _ => None,
            };
            let mut found = Vec::new();
            exprs::calls(stmt, &mut |call| found.push(call.clone()));
            for call in found {
                let name = target.filter(|(_, value)| *value == call.span).map(|it| it.0);
                self.called_marker(id, &call, name);
            }
        }
    }

    fn called_marker(&mut self, id: ModId, call: &ast::Expr, name: Option<&Name>) {
        match self.names.marking(id, call) {
            Value::Marked(marker, Some(def)) => {
                let item = self.need(&with_mark(&def, marker), None);
                let is_here = self.names.modules.home(def.module) == self.names.modules.home(id);
                if let Some(name) = name.filter(|_| is_here) {
                    self.name_item(item, name);
                }
            }
            Value::Unknown => self.unknown_target(id, call),
            Value::Maker
            | Value::Mark(_)
            | Value::Target(_)
            | Value::Marked(_, None)
            | Value::Flag(_)
            | Value::None
            | Value::Function(..)
            | Value::Defined(_)
            | Value::Partial(_) => {}
        }
    }

    /// The item is what the module binds to this name.
    pub(super) fn name_item(&mut self, item: ItemId, name: &Name) {
        if let Some(item) = self.items.get_mut(item.index()) {
            item.name = name.clone();
        }
    }

    /// `ps.javascript(...)` of something that is no function of the project.
    fn unknown_target(&mut self, id: ModId, call: &ast::Expr) {
        let ExprKind::Call { func, args } = &call.kind else { return };
        let is_marker = match &func.kind {
            ExprKind::Call { .. } => matches!(self.names.marking(id, func), Value::Mark(_)),
            _ => matches!(self.names.chain(id, func), Some(Meaning::Value(Binding::Marker(_)))),
        };
        let Some(first) = args.first().filter(|_| is_marker) else { return };
        let is_parameter = match &first.value.kind {
            ExprKind::Name(_) => match self.names.chain(id, &first.value) {
                // Of the function around, or of a lambda: whoever calls that names the function.
                Some(Meaning::Refused(refusal)) => refusal.code == Code::PSC212,
                None => true,
                Some(_) => false,
            },
            _ => false,
        };
        if !is_parameter {
            let message = "which function is marked here cannot be told from the source".to_owned();
            let help =
                "write `@ps.javascript` above a `def`, or call the marker with the name of one";
            let refusal = Refusal::at(Code::PSC208, call.span, message).help(help);
            self.report(refusal.diagnostic(call.span));
        }
    }

    // Bodies.

    /// Marked functions in functions and classes.
    fn inner_roots(&mut self, id: ModId, index: usize) {
        let Some(module) = self.names.modules.get(id) else { return };
        let is_likely = self.may_mark(id, module.chunk_text(index))
            || self.decorators(id, index).into_iter().any(|at| self.marker_at(id, at));
        if !is_likely {
            return;
        }
        let Some(parsed) = self.names.modules.parse(id, index) else { return };
        if parsed.sink.has_errors() {
            return self.report_chunk(id, index);
        }
        let before = self.items.len();
        self.bodies(id, &parsed.stmts);
        if self.items.len() > before
            && let Some(chunk) =
                self.names.modules.get(id).and_then(|it| it.outline().chunks.get(index))
        {
            self.makers.extend(chunk.binds.first().map(|name| (id, name.clone())));
        }
    }

    fn bodies(&mut self, id: ModId, stmts: &[ast::Stmt]) {
        for stmt in stmts {
            let Some(owner) = Owner::of(stmt) else {
                super::scope::for_each_block(stmt, &mut |block| self.bodies(id, block));
                continue;
            };
            if owner.decorators().iter().any(|decorator| self.is_marker(id, decorator)) {
                continue;
            }
            if may_hold(owner.body())
                && let Some(body) = self.names.modules.body(id, owner)
            {
                self.roots_of(body);
            }
        }
    }

    /// Whether a text of the module may name a marker. That of a body may always.
    fn may_mark(&self, id: ModId, text: &str) -> bool {
        let is_body = self.names.modules.get(id).is_some_and(|it| it.around.is_some());
        let mut makers = self.makers.iter().filter(|(module, _)| *module == id);
        is_body || text.contains("javascript") || makers.any(|(_, name)| has_word(text, name))
    }

    /// The dotted names after the `@` of indented lines, strings not left out.
    fn decorators(&self, id: ModId, index: usize) -> Vec<Span> {
        let Some(module) = self.names.modules.get(id) else { return Vec::new() };
        let Some(chunk) = module.outline().chunks.get(index) else { return Vec::new() };
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

/// Whether a body has anything that may mark: a decorator, or a call.
fn may_hold(body: &[ast::Stmt]) -> bool {
    body.iter().any(|stmt| {
        let mut is_there = Owner::of(stmt).is_some_and(|it| !it.decorators().is_empty());
        exprs::calls(stmt, &mut |_| is_there = true);
        if let Some(owner) = Owner::of(stmt) {
            is_there |= may_hold(owner.body());
        }
        super::scope::for_each_block(stmt, &mut |block| is_there |= may_hold(block));
        is_there
    })
}

/// The decorators of each `def name` in the blocks.
fn decorators_of<'s>(stmts: &'s [ast::Stmt], name: &str) -> Vec<&'s ast::Expr> {
    let of_stmt = |stmt: &'s ast::Stmt| match &stmt.kind {
        StmtKind::Function(def) if &*def.name.name == name => def.decorators.iter().collect(),
        StmtKind::Function(_) | StmtKind::Class(_) => Vec::new(),
        _ => {
            let blocks = super::scope::blocks(stmt).into_iter();
            blocks.flat_map(|block| decorators_of(block, name)).collect()
        }
    };
    stmts.iter().flat_map(of_stmt).collect()
}

/// Whether the word stands in the text, not as a part of another one.
pub fn has_word(text: &str, word: &str) -> bool {
    if memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_none() {
        return false;
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|it| it.chars().next());
        !before.is_some_and(is_part) && !after.is_some_and(is_part)
    })
}

/// `area = client(_area)`, `area = client(jsx=True)(_area)`: what a marker of one's own looks like when it
/// is called.
fn is_call_of_name(text: &str) -> bool {
    let value = text.split_once('=').map_or(text, |(_, value)| value).trim();
    let Some((callee, rest)) = value.rsplit_once('(') else { return false };
    let Some(argument) = rest.strip_suffix(')').map(str::trim) else { return false };
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    callee.starts_with(is_part) && !argument.is_empty() && argument.chars().all(is_part)
}
