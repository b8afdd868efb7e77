//! Bodies of functions and classes as places that bind names, for what is marked within them.
//!
//! ```text
//! def make(label):
//!     from pulse.js import console
//!     LIMIT = 10
//!     @ps.javascript
//!     def show(x): ...       its free names: `console`, `LIMIT`, `label`, then those of the module
//!     return show
//! ```
//!
//! A body is a module to the resolver: its statements are chunks, its names are evaluated lazily, and a
//! name that it does not bind is that of what is around it. What a body binds to a value of the running
//! server (a parameter, a loop's variable) is refused when it is used, unless a host hands it over (see
//! [`super::live`]). The names of a class are not seen from the functions in it, as in Python.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::candidates;
use super::meaning::{Meaning, ModId, Refusal};
use super::modules::{ModuleData, Modules, Parsed};
use super::namespace::Namespaces;
use super::scope::{Local, LocalKind, Scopes};
use crate::base::{Name, Span};
use crate::diag::{Code, Sink};
use crate::outline::{Chunk, ChunkKind, Outline};
use crate::resolve::{ItemKind, Scan};
use crate::syntax::ast::{self, StmtKind};

/// What a body is the body of.
pub(super) struct Around {
    /// The module or the body around it.
    pub outer: ModId,
    pub name: Name,
    pub is_class: bool,
    locals: FxHashMap<Name, Local>,
}

impl Around {
    pub fn binds(&self, name: &str) -> bool {
        self.locals.contains_key(name)
    }
}

/// A definition whose body may hold marked functions.
#[derive(Clone, Copy)]
pub(super) enum Owner<'s> {
    Function(&'s ast::FunctionDef),
    Class(&'s ast::ClassDef),
}

impl<'s> Owner<'s> {
    pub fn of(stmt: &'s ast::Stmt) -> Option<Owner<'s>> {
        match &stmt.kind {
            StmtKind::Function(def) => Some(Owner::Function(def)),
            StmtKind::Class(def) => Some(Owner::Class(def)),
            _ => None,
        }
    }

    pub fn body(self) -> &'s [ast::Stmt] {
        match self {
            Owner::Function(def) => &def.body,
            Owner::Class(def) => &def.body,
        }
    }

    pub fn name(self) -> &'s ast::Ident {
        match self {
            Owner::Function(def) => &def.name,
            Owner::Class(def) => &def.name,
        }
    }

    pub fn decorators(self) -> &'s [ast::Expr] {
        match self {
            Owner::Function(def) => &def.decorators,
            Owner::Class(def) => &def.decorators,
        }
    }
}

impl Modules<'_> {
    /// The body of a definition that stands in `outer`, as the source has it.
    pub fn body(&mut self, outer: ModId, owner: Owner<'_>) -> Option<ModId> {
        let key = (outer, owner.name().span);
        if let Some(known) = self.bodies.get(&key) {
            return Some(*known);
        }
        let body = self.add_body(outer, owner)?;
        self.bodies.insert(key, body);
        Some(body)
    }

    /// Another one, for values of its own.
    pub fn add_body(&mut self, outer: ModId, owner: Owner<'_>) -> Option<ModId> {
        let around = self.get(outer)?;
        let scopes = match owner {
            Owner::Function(def) => Scopes::of_nested_function(def, &mut Sink::new()),
            Owner::Class(def) => Scopes::of_class(def, &mut Sink::new()),
        };
        let scope = scopes.scope_at(owner.name().span).and_then(|id| scopes.get(id))?;
        let locals = scope.locals.iter().map(|it| (it.name.clone(), it.clone())).collect();
        let text = around.source.text.clone();
        let chunks: Vec<_> =
            owner.body().iter().map(|stmt| chunk(stmt, &text, &scope.locals)).collect();
        let parsed = owner
            .body()
            .iter()
            .map(|stmt| Arc::new(Parsed { stmts: vec![stmt.clone()], sink: Sink::new() }));
        let mut data = ModuleData::new(
            around.source.clone(),
            Arc::new(Scan {
                outline: Outline { chunks },
                events: Vec::new(),
                may_mark: true,
                registers: false,
                parsed: Vec::new(),
            }),
            around.dotted.clone(),
            around.path.clone(),
        );
        data.set_parsed(parsed.collect());
        data.around = Some(Around {
            outer,
            name: owner.name().name.clone(),
            is_class: matches!(owner, Owner::Class(_)),
            locals,
        });
        Some(self.push(data))
    }

    /// The module of the file that a body stands in.
    pub fn home(&self, id: ModId) -> ModId {
        let mut at = id;
        while let Some(around) = self.get(at).and_then(|it| it.around.as_ref()) {
            at = around.outer;
        }
        at
    }

    /// Where a function that stands in `id` looks its free names up: not in a class.
    pub fn visible(&self, id: ModId) -> ModId {
        let mut at = id;
        while let Some(around) = self.get(at).and_then(|it| it.around.as_ref())
            && around.is_class
        {
            at = around.outer;
        }
        at
    }
}

/// A statement of a body as an outline has it.
fn chunk(stmt: &ast::Stmt, text: &str, locals: &[Local]) -> Chunk {
    let decorators = Owner::of(stmt).map_or(&[][..], Owner::decorators);
    let at = decorators
        .first()
        .and_then(|first| text.get(..first.span.start as usize)?.rfind('@').map(|at| at as u32));
    let start = at.map_or(stmt.span.start, |at| at.min(stmt.span.start));
    let binds = locals.iter().filter(|local| {
        let mut found = Vec::new();
        candidates::collect(&local.name, 0, std::slice::from_ref(stmt), &mut found);
        !found.is_empty()
    });
    Chunk {
        span: Span::new(stmt.span.file, start, stmt.span.end),
        kind: kind(&stmt.kind),
        binds: binds.map(|local| local.name.clone()).collect(),
        decorators: decorators.iter().map(|it| it.span).collect(),
    }
}

fn kind(stmt: &StmtKind) -> ChunkKind {
    match stmt {
        StmtKind::Function(def) if def.is_async => ChunkKind::AsyncFunction,
        StmtKind::Function(_) => ChunkKind::Function,
        StmtKind::Class(_) => ChunkKind::Class,
        StmtKind::Import(_) => ChunkKind::Import,
        StmtKind::ImportFrom(_) => ChunkKind::FromImport,
        StmtKind::Assign { .. } | StmtKind::AugAssign { .. } | StmtKind::AnnAssign { .. } => {
            ChunkKind::Assign
        }
        StmtKind::TypeAlias { .. } => ChunkKind::TypeAlias,
        StmtKind::If { .. } => ChunkKind::If,
        StmtKind::Try(_) => ChunkKind::Try,
        StmtKind::For(_) => ChunkKind::For,
        StmtKind::While { .. } => ChunkKind::While,
        StmtKind::With { .. } => ChunkKind::With,
        StmtKind::Match { .. } => ChunkKind::Match,
        // A returned call is looked at as an expression is.
        StmtKind::Expr(_) | StmtKind::Return(_) => ChunkKind::Expr,
        StmtKind::Missing => ChunkKind::Broken,
        StmtKind::Delete(_)
        | StmtKind::Raise { .. }
        | StmtKind::Assert { .. }
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue => ChunkKind::Other,
    }
}

impl Namespaces<'_> {
    /// What a body's name means once the body itself and the live values were asked: of a name that
    /// the body does not bind, what is around it.
    pub(super) fn or_around(
        &mut self,
        id: ModId,
        name: &str,
        found: Option<Meaning>,
    ) -> Option<Meaning> {
        let Some(around) = self.modules.get(id).and_then(|it| it.around.as_ref()) else {
            return found;
        };
        if let Some(local) = around.locals.get(name) {
            let is_live =
                matches!(&found, Some(Meaning::Def(def)) if def.chunk == super::live::NO_CHUNK);
            let is_settled = match &found {
                None => false,
                // `def make(label): label = label or "none"`
                Some(Meaning::Def(def)) => {
                    let is_value = matches!(def.kind, ItemKind::Constant { .. });
                    is_live || !is_value || local.kind != LocalKind::Param
                }
                Some(_) => true,
            };
            return match is_settled {
                true => found,
                false => Some(of_server(around, local)),
            };
        }
        if found.is_some() {
            return found;
        }
        let outer = self.modules.visible(around.outer);
        self.name(outer, name)
    }
}

/// `PSC212`.
fn of_server(around: &Around, local: &Local) -> Meaning {
    let (name, owner) = (&local.name, &around.name);
    let message =
        format!("`{name}` is a variable of `{owner}`, whose value is only known when the app runs");
    let what = match local.kind {
        LocalKind::Param => "a parameter",
        LocalKind::Assigned
        | LocalKind::Function
        | LocalKind::Class
        | LocalKind::Import
        | LocalKind::Comp
        | LocalKind::Except
        | LocalKind::Match => "a variable",
    };
    Refusal::of_use(Code::PSC212, message)
        .label(local.span, format!("{what} of the server's code"))
        .help(format!(
            "make `{name}` a parameter or a prop of the marked function; in a Pulse app, \
             `PulsecPlugin` compiles the function with the value that it has there"
        ))
        .meaning()
}
