//! Makes the scopes: bindings, declarations, definitions. The walk over the rest is in `walk`.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Local, LocalKind, Lookup, Role, Scope, ScopeId, ScopeKind, Scopes, Use};
use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::syntax::ast::{self, ExprKind, StmtKind};

pub(super) struct Builder<'a> {
    pub(super) out: Scopes,
    pub(super) current: ScopeId,
    pub(super) role: Role,
    /// Iterables of comprehensions around the expression.
    pub(super) iterables: u32,
    /// Whether functions stand around the definition.
    pub(super) is_nested: bool,
    /// How many loops of the scope stand around the statement.
    pub(super) loops: u32,
    /// Reads in loops.
    looped: FxHashSet<Span>,
    sink: &'a mut Sink,
}

impl<'a> Builder<'a> {
    pub(super) fn new(span: Span, sink: &'a mut Sink) -> Builder<'a> {
        let (out, current, role) = (Scopes::default(), ScopeId(0), Role::Load);
        let (loops, looped) = (0, FxHashSet::default());
        let mut builder =
            Builder { out, current, role, iterables: 0, is_nested: false, loops, looped, sink };
        builder.push_scope(ScopeKind::Module, None, span);
        builder
    }

    /// Looks every use up and counts.
    pub(super) fn finish(mut self) -> Scopes {
        self.check_declarations();
        let mut uses = std::mem::take(&mut self.out.uses);
        let early = self.before_bound(&uses);
        for (at, found) in uses.iter_mut().enumerate() {
            if early.contains(&at) {
                continue;
            }
            found.target = self.out.lookup(found.scope, &found.name);
            let Lookup::Local(owner, index) = found.target else { continue };
            let is_captured = self.runs_later(found.scope, owner);
            let Some(scope) = self.out.scopes.get_mut(owner.index()) else { continue };
            let Some(local) = scope.locals.get_mut(index) else { continue };
            local.is_captured |= is_captured;
            match found.role {
                Role::Store => {
                    local.writes += 1;
                    local.is_shared |= found.scope != owner;
                }
                Role::Load | Role::Decorator | Role::Base => local.reads += 1,
                Role::Annotation => {}
            }
        }
        self.out.uses = uses;
        self.out
    }

    /// The reads in the body of a class of names that it binds later: `size = size` reads the module's. In a loop a
    /// later statement may have run.
    fn before_bound(&self, uses: &[Use]) -> FxHashSet<usize> {
        let mut bound: FxHashSet<(ScopeId, &Name)> = FxHashSet::default();
        let mut early = FxHashSet::default();
        for (at, found) in uses.iter().enumerate() {
            let scope = self.out.get(found.scope).filter(|scope| scope.kind == ScopeKind::Class);
            let is_of_class = scope.is_some_and(|scope| scope.local(&found.name).is_some());
            match found.role {
                _elsewhere if !is_of_class => {}
                Role::Store => drop(bound.insert((found.scope, &found.name))),
                Role::Load | Role::Decorator | Role::Base => {
                    let is_bound = bound.contains(&(found.scope, &found.name));
                    if !is_bound && !self.looped.contains(&found.span) {
                        early.insert(at);
                    }
                }
                Role::Annotation => {}
            }
        }
        early
    }

    /// Whether a use in `from` of a local of `owner` may run after `owner` went on.
    fn runs_later(&self, from: ScopeId, owner: ScopeId) -> bool {
        let mut at = from;
        while at != owner {
            let Some(scope) = self.out.get(at) else { return false };
            match scope.kind {
                ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Generator => return true,
                ScopeKind::Module | ScopeKind::Comprehension | ScopeKind::Class => {}
            }
            let Some(parent) = scope.parent else { return false };
            at = parent;
        }
        false
    }

    /// What CPython's symbol table rejects as a `SyntaxError`.
    fn check_declarations(&mut self) {
        let mut found = Vec::new();
        // The first use of each name that some scope declares.
        let declared = self.out.scopes.iter().flat_map(|scope| {
            let idents = scope.globals.iter().chain(&scope.nonlocals);
            idents.map(|ident| ((scope.id, &*ident.name), None))
        });
        let mut first: FxHashMap<(ScopeId, &str), Option<Span>> = declared.collect();
        for used in &self.out.uses {
            if let Some(first) = first.get_mut(&(used.scope, &*used.name))
                && first.is_none_or(|first| used.span.start < first.start)
            {
                *first = Some(used.span);
            }
        }
        for scope in &self.out.scopes {
            for ident in &scope.nonlocals {
                let outer = scope
                    .parent
                    .map_or(Lookup::Global, |parent| self.out.lookup_function(parent, &ident.name));
                // Every class binds `__class__` for its methods.
                let is_found = self.is_nested || outer != Lookup::Global;
                if !is_found && &*ident.name != "__class__" {
                    let message = format!("no binding for nonlocal `{}` found", ident.name);
                    let help = "`nonlocal` reaches the variables of an enclosing function; use \
                                `global` for a variable of the module";
                    found.push(syntax_error(ident.span, message, help));
                }
            }
            for (word, idents) in [("global", &scope.globals), ("nonlocal", &scope.nonlocals)] {
                for ident in idents {
                    let used = first.get(&(scope.id, &*ident.name)).copied().flatten();
                    if let Some(used) = used.filter(|used| used.start < ident.span.start) {
                        let message =
                            format!("`{}` is used before its {word} declaration", ident.name);
                        let help = format!("move the `{word}` to the head of the function");
                        let error = syntax_error(ident.span, message, &help);
                        found.push(error.label(used, "used here"));
                    }
                }
            }
        }
        for diagnostic in found {
            self.sink.push(diagnostic);
        }
    }

    fn push_scope(&mut self, kind: ScopeKind, parent: Option<ScopeId>, span: Span) -> ScopeId {
        let id = ScopeId(self.out.scopes.len() as u32);
        self.out.scopes.push(Scope {
            id,
            parent,
            kind,
            span,
            locals: Vec::new(),
            globals: Vec::new(),
            nonlocals: Vec::new(),
            index: FxHashMap::default(),
        });
        if kind != ScopeKind::Module {
            self.out.at.insert(span, id);
        }
        id
    }

    /// Runs `walk` in a new scope.
    pub(super) fn nested(&mut self, kind: ScopeKind, span: Span, walk: impl FnOnce(&mut Self)) {
        let outer = (self.current, self.loops);
        (self.current, self.loops) = (self.push_scope(kind, Some(outer.0), span), 0);
        walk(self);
        (self.current, self.loops) = outer;
    }

    pub(super) fn with_role(&mut self, role: Role, walk: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.role, role);
        walk(self);
        self.role = outer;
    }

    pub(super) fn scope_mut(&mut self, id: ScopeId) -> Option<&mut Scope> {
        self.out.scopes.get_mut(id.index())
    }

    // Bindings.

    /// Makes `name` local to `scope`, unless it is declared `global` or `nonlocal` there.
    pub(super) fn declare(
        &mut self,
        id: ScopeId,
        name: &Name,
        span: Span,
        kind: LocalKind,
        writes: u32,
    ) {
        let Some(scope) = self.scope_mut(id) else { return };
        let is_declared =
            scope.globals.iter().chain(&scope.nonlocals).any(|ident| ident.name == *name);
        if is_declared || scope.kind == ScopeKind::Module || scope.local(name).is_some() {
            return;
        }
        scope.index.insert(name.clone(), scope.locals.len() as u32);
        scope.locals.push(Local {
            name: name.clone(),
            span,
            kind,
            writes,
            reads: 0,
            is_captured: false,
            is_shared: false,
            is_deleted: false,
        });
    }

    pub(super) fn store(&mut self, name: &Name, span: Span, kind: LocalKind) {
        self.store_in(self.current, name, span, kind);
    }

    fn store_in(&mut self, scope: ScopeId, name: &Name, span: Span, kind: LocalKind) {
        self.check_name(name, span);
        self.declare(scope, name, span, kind, 0);
        self.push_use(scope, name, span, Role::Store);
    }

    pub(super) fn refuse(&mut self, span: Span, message: &str, help: &str) {
        self.sink.push(syntax_error(span, message.to_owned(), help));
    }

    pub(super) fn push_use(&mut self, scope: ScopeId, name: &Name, span: Span, role: Role) {
        if self.loops > 0 {
            self.looped.insert(span);
        }
        self.out.uses.push(Use {
            name: name.clone(),
            span,
            scope,
            role,
            chain: Vec::new(),
            target: Lookup::Global,
            call: None,
        });
    }

    fn check_name(&mut self, name: &Name, span: Span) {
        if &**name == "__debug__" {
            self.refuse(span, "`__debug__` cannot be assigned to", "choose another name");
        }
    }

    /// The walrus binds in the nearest scope that is no comprehension (PEP 572).
    pub(super) fn walrus(&mut self, target: &ast::Ident) {
        if self.iterables > 0 {
            let message =
                "an assignment expression cannot stand in the iterable of a comprehension";
            self.refuse(target.span, message, "assign it in a statement before");
            return;
        }
        let mut at = self.current;
        while let Some(scope) = self.out.get(at) {
            match scope.kind {
                ScopeKind::Comprehension | ScopeKind::Generator => {
                    if scope.local(&target.name).is_some() {
                        let message = format!(
                            "assignment expression cannot rebind the iteration variable `{}`",
                            target.name
                        );
                        self.refuse(target.span, &message, "choose another name");
                        return;
                    }
                    let Some(parent) = scope.parent else { break };
                    at = parent;
                }
                ScopeKind::Module | ScopeKind::Function | ScopeKind::Lambda | ScopeKind::Class => {
                    break;
                }
            }
        }
        self.store_in(at, &target.name, target.span, LocalKind::Assigned);
        if at == self.current {
            return;
        }
        let is_captured = self.runs_later(self.current, at);
        if let Lookup::Local(owner, index) = self.out.lookup(at, &target.name)
            && let Some(scope) = self.scope_mut(owner)
            && let Some(local) = scope.locals.get_mut(index)
        {
            local.is_shared = true;
            local.is_captured |= is_captured;
        }
    }

    /// Binds the names of an assignment's target; what is no name is read.
    pub(super) fn target(&mut self, target: &ast::Expr, kind: LocalKind) {
        match &target.kind {
            ExprKind::Name(name) => self.store(name, target.span, kind),
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                for item in items {
                    self.target(item, kind);
                }
            }
            ExprKind::Starred(value) => self.target(value, kind),
            _ => self.expr(target),
        }
    }

    // Definitions.

    pub(super) fn function(&mut self, def: &ast::FunctionDef) {
        self.with_role(Role::Decorator, |this| this.exprs(&def.decorators));
        self.around_params(&def.params);
        if let Some(returns) = &def.returns {
            self.annotation(returns);
        }
        self.store(&def.name.name, def.name.span, LocalKind::Function);
        self.nested(ScopeKind::Function, def.name.span, |this| {
            this.params(&def.params);
            this.declarations(&def.body);
            this.body(&def.body);
        });
    }

    pub(super) fn class(&mut self, def: &ast::ClassDef) {
        self.with_role(Role::Decorator, |this| this.exprs(&def.decorators));
        self.with_role(Role::Base, |this| this.args(&def.bases));
        self.store(&def.name.name, def.name.span, LocalKind::Class);
        self.nested(ScopeKind::Class, def.name.span, |this| {
            this.declarations(&def.body);
            this.body(&def.body);
        });
    }

    /// Defaults and annotations are evaluated where the function is defined.
    pub(super) fn around_params(&mut self, params: &ast::Params) {
        for param in all_params(params) {
            if let Some(default) = &param.default {
                self.expr(default);
            }
        }
        for param in all_params(params) {
            if let Some(annotation) = &param.annotation {
                self.annotation(annotation);
            }
        }
    }

    pub(super) fn params(&mut self, params: &ast::Params) {
        for param in all_params(params) {
            let name = &param.name;
            self.check_name(&name.name, name.span);
            self.declare(self.current, &name.name, name.span, LocalKind::Param, 1);
        }
    }

    pub(super) fn annotation(&mut self, annotation: &ast::Expr) {
        self.with_role(Role::Annotation, |this| this.expr(annotation));
    }

    /// Collects the `global` and `nonlocal` of a body, which hold for all of it.
    fn declarations(&mut self, body: &[ast::Stmt]) {
        for stmt in body {
            match &stmt.kind {
                StmtKind::Global(names) => self.declare_outer(names, true),
                StmtKind::Nonlocal(names) => self.declare_outer(names, false),
                _ => for_each_block(stmt, &mut |block| self.declarations(block)),
            }
        }
    }

    fn declare_outer(&mut self, names: &[ast::Ident], is_global: bool) {
        for ident in names {
            let Some(scope) = self.out.scopes.get_mut(self.current.index()) else { return };
            if scope.local(&ident.name).is_some() {
                let word = if is_global { "global" } else { "nonlocal" };
                let message = format!("`{}` is a parameter and {word}", ident.name);
                let help = format!("remove the `{word}`, or rename the parameter");
                self.sink.push(syntax_error(ident.span, message, &help));
                continue;
            }
            let (list, other) = match is_global {
                true => (&mut scope.globals, &scope.nonlocals),
                false => (&mut scope.nonlocals, &scope.globals),
            };
            list.push(ident.clone());
            if other.iter().any(|it| it.name == ident.name) {
                let message = format!("`{}` is declared both `nonlocal` and `global`", ident.name);
                let help = "remove one of the two declarations";
                self.sink.push(syntax_error(ident.span, message, help));
            }
        }
    }
}

impl Scopes {
    /// Like [`Scopes::lookup`], but as `nonlocal` sees it: classes are skipped even at the start.
    fn lookup_function(&self, from: ScopeId, name: &str) -> Lookup {
        match self.get(from) {
            Some(scope) if scope.kind == ScopeKind::Class => {
                scope.parent.map_or(Lookup::Global, |parent| self.lookup_function(parent, name))
            }
            Some(_) => self.lookup(from, name),
            None => Lookup::Global,
        }
    }
}

fn syntax_error(span: Span, message: String, help: &str) -> Diagnostic {
    Diagnostic::new(Code::PSC101, span, message).help(help)
}

/// Every parameter, in the order in which a call binds them.
fn all_params(params: &ast::Params) -> impl Iterator<Item = &ast::Param> {
    (params.posonly.iter().chain(&params.args).chain(&params.vararg))
        .chain(&params.kwonly)
        .chain(&params.kwarg)
}

/// The name that `import a.b.c` binds.
pub(in crate::resolve) fn first_component(name: &ast::Ident) -> ast::Ident {
    let first = name.name.split('.').next().unwrap_or_default();
    let end = name.span.start + first.len() as u32;
    ast::Ident { name: first.into(), span: Span::new(name.span.file, name.span.start, end) }
}

/// Calls `visit` for each block of statements nested in `stmt` that belongs to the same scope.
pub fn for_each_block(stmt: &ast::Stmt, visit: &mut dyn FnMut(&[ast::Stmt])) {
    blocks(stmt).into_iter().for_each(visit);
}

/// The blocks of statements nested in `stmt` that belong to the same scope, in order.
pub fn blocks(stmt: &ast::Stmt) -> Vec<&[ast::Stmt]> {
    match &stmt.kind {
        StmtKind::For(node) => vec![&node.body, &node.orelse],
        StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
            vec![body, orelse]
        }
        StmtKind::With { body, .. } => vec![body],
        StmtKind::Match { cases, .. } => cases.iter().map(|case| &*case.body).collect(),
        StmtKind::Try(node) => {
            let mut found: Vec<&[ast::Stmt]> = vec![&node.body];
            found.extend(node.handlers.iter().map(|handler| &*handler.body));
            found.extend([&*node.orelse, &*node.finally]);
            found
        }
        StmtKind::Missing
        | StmtKind::Function(_)
        | StmtKind::Class(_)
        | StmtKind::Return(_)
        | StmtKind::Delete(_)
        | StmtKind::Assign { .. }
        | StmtKind::AugAssign { .. }
        | StmtKind::AnnAssign { .. }
        | StmtKind::TypeAlias { .. }
        | StmtKind::Raise { .. }
        | StmtKind::Assert { .. }
        | StmtKind::Import(_)
        | StmtKind::ImportFrom(_)
        | StmtKind::Global(_)
        | StmtKind::Nonlocal(_)
        | StmtKind::Expr(_)
        | StmtKind::Pass
        | StmtKind::Break
        | StmtKind::Continue => Vec::new(),
    }
}
