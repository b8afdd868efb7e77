//! What a host knows of a module's names once the program runs, for names that the source alone does
//! not settle.
//!
//! ```text
//! LIMIT = int(os.environ.get("LIMIT", "25"))      the host's text: LIMIT = 25
//! if THEME == "new":                              from app.charts import NewChart as Chart
//!     from app.charts import NewChart as Chart
//! ```
//!
//! The host hands over Python text for a module. It is a module of its own to the resolver, seen from
//! the same folder. A constant found there becomes one of the real module; its spans stay in the text,
//! so that no message and no source map points at a line that says something else.

use std::rc::Rc;

use super::graph::Graph;
use super::meaning::{Def, Meaning, ModId};
use super::namespace::Namespaces;
use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic};
use crate::outline::ChunkKind;
use crate::resolve::{Binding, ItemKind, Running, Source};
use crate::syntax::ast::{self, ExprKind};

/// What the host adds to the sources.
#[derive(Default)]
pub struct Live {
    /// Texts by the module they are about: the file is that of the text, the path the module's.
    pub bindings: Vec<Source>,
    /// Functions to compile and export as if they were marked.
    pub exports: Vec<(std::path::PathBuf, Vec<Name>)>,
    /// All functions that are marked in the running app. Where they are given, the source is not asked.
    pub functions: Option<Vec<Running>>,
}

/// No chunk: what a live text says is no statement of its module.
pub(super) const NO_CHUNK: usize = usize::MAX;

impl Namespaces<'_> {
    /// The meaning of a name, from the live text where `found` does not settle it.
    pub(super) fn or_live(
        &mut self,
        id: ModId,
        name: &str,
        found: Option<Meaning>,
    ) -> Option<Meaning> {
        let Some(live) = self.live.get(&id).copied() else { return found };
        let is_settled = match &found {
            None | Some(Meaning::Refused(_) | Meaning::TypeChecking(..)) => false,
            Some(Meaning::Def(def)) if def.module == id => match &def.kind {
                ItemKind::Constant { value, .. } => {
                    is_plain(value) && !self.is_changed(id, name, def.chunk)
                }
                ItemKind::Function { .. }
                | ItemKind::TypeAlias(_)
                | ItemKind::TypeClass(_)
                | ItemKind::Class(_) => true,
            },
            Some(Meaning::Value(binding)) => !matches!(binding, Binding::Error),
            Some(
                Meaning::Def(_)
                | Meaning::Module(_)
                | Meaning::Package(..)
                | Meaning::Pulse(_)
                | Meaning::JsModule(_)
                | Meaning::PyModule(_)
                | Meaning::Broken(..),
            ) => true,
        };
        if is_settled {
            return found;
        }
        match self.name(live, name) {
            None | Some(Meaning::Refused(_) | Meaning::TypeChecking(..) | Meaning::Broken(..)) => {
                found
            }
            Some(Meaning::Def(def)) if def.module == live => match &def.kind {
                ItemKind::Constant { .. } => Some(Meaning::Def(Rc::new(Def {
                    module: id,
                    chunk: NO_CHUNK,
                    name: def.name.clone(),
                    span: def.span,
                    name_span: def.name_span,
                    kind: def.kind.clone(),
                }))),
                ItemKind::Function { .. }
                | ItemKind::TypeAlias(_)
                | ItemKind::TypeClass(_)
                | ItemKind::Class(_) => found,
            },
            Some(meaning) => Some(self.led(id, meaning)),
        }
    }

    /// Whether a statement of the module may change the value that another one gave to a name.
    fn is_changed(&self, id: ModId, name: &str, own: usize) -> bool {
        let Some(module) = self.modules.get(id) else { return false };
        (0..module.outline().chunks.len()).filter(|at| *at != own).any(|at| {
            let may_change = match module.kind(at) {
                Some(
                    ChunkKind::Expr
                    | ChunkKind::Assign
                    | ChunkKind::If
                    | ChunkKind::Try
                    | ChunkKind::For
                    | ChunkKind::While
                    | ChunkKind::With
                    | ChunkKind::Match
                    | ChunkKind::Other,
                ) => true,
                Some(
                    ChunkKind::Function
                    | ChunkKind::AsyncFunction
                    | ChunkKind::Class
                    | ChunkKind::Import
                    | ChunkKind::FromImport
                    | ChunkKind::TypeAlias
                    | ChunkKind::Broken,
                )
                | None => false,
            };
            may_change && module.chunk_text(at).contains(name)
        })
    }
}

/// Whether a value says all there is to know: literals, displays of such, names, operators.
fn is_plain(value: &ast::Expr) -> bool {
    match &value.kind {
        ExprKind::Constant(_) | ExprKind::Name(_) | ExprKind::Lambda { .. } => true,
        ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
            items.iter().all(is_plain)
        }
        ExprKind::Dict(items) => items.iter().all(|item| match item {
            ast::DictItem::Pair { key, value } => is_plain(key) && is_plain(value),
            ast::DictItem::Spread(value) => is_plain(value),
        }),
        ExprKind::Unary { operand, .. } => is_plain(operand),
        ExprKind::Binary { left, right, .. } => is_plain(left) && is_plain(right),
        _ => false,
    }
}

impl Graph<'_, '_> {
    /// Needs functions of a module that carry no mark, and marks them as exported.
    pub(super) fn export(&mut self, id: ModId, names: &[Name]) {
        for name in names {
            match self.names.name(id, name) {
                Some(Meaning::Def(def)) => {
                    let item = self.need(&def, None);
                    if let Some(item) = self.items.get_mut(item.index()) {
                        item.is_asked = true;
                    }
                }
                Some(Meaning::Broken(module, chunk)) => self.report_chunk(module, chunk),
                found => {
                    let Some(file) = self.names.modules.get(id).map(|it| it.file()) else {
                        continue;
                    };
                    let span = Span::new(file, 0, 0);
                    let found = match found {
                        Some(Meaning::Refused(refusal)) => {
                            let at = refusal.at.or(refusal.labels.first().map(|it| it.0));
                            refusal.diagnostic(at.unwrap_or(span))
                        }
                        _ => {
                            let message = format!("there is no function `{name}` to export");
                            let help = "export a function that the module defines";
                            Diagnostic::new(Code::PSC201, span, message).help(help)
                        }
                    };
                    self.report(found);
                }
            }
        }
    }
}
