//! The marked functions of an app that runs, as its host names them: each by its place in the source,
//! with the values of the variables around it.
//!
//! ```text
//! def make(label):              make("a"), make("b")
//!     @ps.javascript            two functions of one text: `greet` and `greet_2`
//!     def greet(name):          label = "a" for the one, "b" for the other
//!         return f"{label} {name}"
//! ```
//!
//! Functions that one call of `make` defined share its variables, and so do their bodies here: they are
//! of one group.

use std::path::PathBuf;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::bodies::Owner;
use super::candidates::{Binder, Candidate, Place};
use super::graph::Graph;
use super::marking::with_mark;
use super::meaning::{Def, Meaning, ModId, Refusal};
use super::scope::blocks;
use crate::base::{LineIndex, Name, Span};
use crate::diag::Code;
use crate::resolve::{ItemId, ItemKind, Marker, Source};
use crate::syntax::ast;

/// A function that is marked in the running app.
pub struct Running {
    pub path: PathBuf,
    pub name: Name,
    /// Of its first decorator, or of its `def`; the first line is 1.
    pub line: u32,
    pub marker: Marker,
    /// Those of one group share the variables of the functions around them.
    pub group: u32,
    /// What these variables are, the same text for all of a group.
    pub values: Option<Source>,
    /// The names that hold it: of a module (`Card = make_card("x")`), or of a variable around the
    /// functions of a group.
    pub held: Vec<(Holder, Name)>,
}

pub enum Holder {
    Module(PathBuf),
    Group(u32),
}

type Bodies = FxHashMap<(u32, Span), ModId>;

impl Graph<'_, '_> {
    /// Needs the functions; the item of each, in order.
    pub(super) fn running(&mut self, functions: Vec<Running>) -> Vec<Option<ItemId>> {
        let mut bodies = Bodies::default();
        let found: Vec<_> =
            functions.iter().map(|function| self.running_one(function, &mut bodies)).collect();
        for (function, found) in functions.iter().zip(&found) {
            let Some((def, _)) = found else { continue };
            for (holder, name) in &function.held {
                self.hold(holder, name, def, &bodies);
            }
        }
        let both = functions.iter().zip(found);
        both.map(|(function, found)| {
            let (def, is_named) = found?;
            let item = match is_named {
                true => self.need(&def, None),
                // Another function has the name by now.
                false => self.add(&def, None),
            };
            self.name_by_holder(function, item);
            Some(item)
        })
        .collect()
    }

    /// `First = make("a")`: the module knows it by that name.
    fn name_by_holder(&mut self, function: &Running, item: ItemId) {
        let own = function.held.iter().find_map(|(holder, name)| match holder {
            Holder::Module(path) => (*path == function.path).then_some(name),
            Holder::Group(_) => None,
        });
        if let Some(name) = own {
            self.name_item(item, name);
        }
    }

    fn hold(&mut self, holder: &Holder, name: &Name, def: &Rc<Def>, bodies: &Bodies) {
        let holders: Vec<ModId> = match holder {
            Holder::Module(path) => self.names.modules.at_path(path).into_iter().collect(),
            Holder::Group(group) => {
                bodies.iter().filter(|((of, _), _)| of == group).map(|(_, body)| *body).collect()
            }
        };
        for id in holders {
            if self.names.modules.get(id).is_some_and(|it| it.binds_here(name)) {
                self.names.held.insert((id, name.clone()), def.clone());
            }
        }
    }

    fn running_one(&mut self, function: &Running, bodies: &mut Bodies) -> Option<(Rc<Def>, bool)> {
        let file = self.names.modules.at_path(&function.path)?;
        let module = self.names.modules.get(file)?;
        let text = module.source.text.clone();
        let lines = LineIndex::new(&text);
        let is_at = |span: Span| lines.line(span.start) + 1 == function.line;
        let start = lines.line_start(function.line.checked_sub(1)?)?;
        let chunk = module.outline().chunks.iter().position(|chunk| {
            // The line may begin with blanks.
            chunk.span.start <= start.max(chunk.span.start) && start < chunk.span.end
        })?;
        let parsed = self.names.modules.parse(file, chunk)?;
        let mut path = Vec::new();
        let is_it = |stmt: &ast::Stmt, def: &ast::FunctionDef| {
            let first = def.decorators.first().map_or(stmt.span, |it| it.span);
            def.name.name == function.name && (is_at(first) || is_at(stmt.span))
        };
        let Some(stmt) = find(&parsed.stmts, &is_it, &mut path) else {
            if parsed.sink.has_errors() {
                self.report_chunk(file, chunk);
            }
            return None;
        };
        let mut home = file;
        for owner in path {
            let key = (function.group, owner.name().span);
            home = match bodies.get(&key) {
                Some(known) => *known,
                None => {
                    let body = self.names.modules.add_body(home, owner)?;
                    let values = function.values.clone();
                    let live = values.and_then(|it| self.names.modules.add_live_about(body, it));
                    self.names.live.extend(live.map(|live| (body, live)));
                    bodies.insert(key, body);
                    body
                }
            };
        }
        let def = self.running_def(home, stmt)?;
        let is_known = matches!(def.kind, ItemKind::Function { marker: Some(_), .. });
        let def = match is_known && def.is_component() == function.marker.is_jsx {
            true => def,
            false => with_mark(&undecorated(&def, is_known), function.marker),
        };
        let by_name = self.names.name(home, &function.name);
        let is_named =
            matches!(&by_name, Some(Meaning::Def(found)) if found.name_span == def.name_span);
        Some((def, is_named))
    }

    fn running_def(&mut self, home: ModId, stmt: &ast::Stmt) -> Option<Rc<Def>> {
        let ast::StmtKind::Function(function) = &stmt.kind else { return None };
        if let Some(Meaning::Def(def)) = self.names.name(home, &function.name.name)
            && def.name_span == function.name.span
        {
            return Some(def);
        }
        let candidate = Candidate {
            binder: Binder::Function(function),
            span: function.name.span,
            stmt,
            chunk: super::live::NO_CHUNK,
            place: Place::Plain,
        };
        match self.names.define_function(home, &candidate, function) {
            Meaning::Def(def) => Some(def),
            Meaning::Refused(refusal) => {
                let refusal = match refusal.code == Code::PSC208 {
                    // A marker that the source does not show as one.
                    true => return Some(bare(home, stmt, function)),
                    false => Refusal::clone(&refusal),
                };
                let at = refusal.at.unwrap_or(function.name.span);
                self.report(refusal.diagnostic(at));
                None
            }
            _ => None,
        }
    }
}

/// What the source does not show to be marked was marked as it stands: whatever its decorators are, they
/// are the server's.
fn undecorated(def: &Rc<Def>, is_known: bool) -> Rc<Def> {
    let ItemKind::Function { def: function, .. } = &def.kind else { return def.clone() };
    if is_known {
        return def.clone();
    }
    let kind = ItemKind::Function { def: function.clone(), marker: None, decorators: Vec::new() };
    Rc::new(Def { kind, name: def.name.clone(), ..**def })
}

fn bare(module: ModId, stmt: &ast::Stmt, function: &ast::FunctionDef) -> Rc<Def> {
    let kind = ItemKind::Function { def: function.clone(), marker: None, decorators: Vec::new() };
    Rc::new(Def {
        module,
        chunk: super::live::NO_CHUNK,
        name: function.name.name.clone(),
        span: stmt.span,
        name_span: function.name.span,
        kind,
    })
}

/// The function that is meant, and what it stands in, from the outside in.
fn find<'s>(
    stmts: &'s [ast::Stmt],
    is_it: &dyn Fn(&ast::Stmt, &ast::FunctionDef) -> bool,
    path: &mut Vec<Owner<'s>>,
) -> Option<&'s ast::Stmt> {
    for stmt in stmts {
        match Owner::of(stmt) {
            Some(Owner::Function(def)) if is_it(stmt, def) => return Some(stmt),
            Some(owner) => {
                path.push(owner);
                if let Some(found) = find(owner.body(), is_it, path) {
                    return Some(found);
                }
                path.pop();
            }
            None => {
                for block in blocks(stmt) {
                    if let Some(found) = find(block, is_it, path) {
                        return Some(found);
                    }
                }
            }
        }
    }
    None
}
