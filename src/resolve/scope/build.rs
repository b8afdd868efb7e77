//! The walk that finds scopes, bindings and uses, in the order in which Python evaluates.

use rustc_hash::FxHashMap;

use super::{
    Link, Local, LocalImport, LocalImportKind, LocalKind, Lookup, Role, Scope, ScopeId, ScopeKind,
    Scopes, Use,
};
use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::syntax::ast::{self, ExprKind, StmtKind};

pub(super) struct Builder<'a> {
    out: Scopes,
    current: ScopeId,
    role: Role,
    sink: &'a mut Sink,
}

impl<'a> Builder<'a> {
    pub(super) fn new(span: Span, sink: &'a mut Sink) -> Builder<'a> {
        let mut builder =
            Builder { out: Scopes::default(), current: ScopeId(0), role: Role::Load, sink };
        builder.push_scope(ScopeKind::Module, None, span);
        builder
    }

    /// Looks every use up and counts.
    pub(super) fn finish(mut self) -> Scopes {
        self.check_declarations();
        let mut uses = std::mem::take(&mut self.out.uses);
        for found in &mut uses {
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
        for scope in &self.out.scopes {
            for ident in &scope.nonlocals {
                let outer = scope
                    .parent
                    .map_or(Lookup::Global, |parent| self.out.lookup_function(parent, &ident.name));
                // Every class binds `__class__` for its methods.
                if outer == Lookup::Global && &*ident.name != "__class__" {
                    let message = format!("no binding for nonlocal `{}` found", ident.name);
                    let help = "`nonlocal` reaches the variables of an enclosing function; use \
                                `global` for a variable of the module";
                    found.push(syntax_error(ident.span, message).help(help));
                }
            }
            for (word, idents) in [("global", &scope.globals), ("nonlocal", &scope.nonlocals)] {
                for ident in idents {
                    let earlier = self.out.uses.iter().find(|used| {
                        used.scope == scope.id
                            && used.name == ident.name
                            && used.span.start < ident.span.start
                    });
                    if let Some(used) = earlier {
                        let message =
                            format!("`{}` is used before its {word} declaration", ident.name);
                        found.push(syntax_error(ident.span, message).label(used.span, "used here"));
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
    fn nested(&mut self, kind: ScopeKind, span: Span, walk: impl FnOnce(&mut Self)) {
        let outer = self.current;
        self.current = self.push_scope(kind, Some(outer), span);
        walk(self);
        self.current = outer;
    }

    fn with_role(&mut self, role: Role, walk: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.role, role);
        walk(self);
        self.role = outer;
    }

    fn scope_mut(&mut self, id: ScopeId) -> Option<&mut Scope> {
        self.out.scopes.get_mut(id.index())
    }

    // Bindings.

    /// Makes `name` local to `scope`, unless it is declared `global` or `nonlocal` there.
    fn declare(&mut self, id: ScopeId, name: &Name, span: Span, kind: LocalKind, writes: u32) {
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

    fn store(&mut self, name: &Name, span: Span, kind: LocalKind) {
        self.store_in(self.current, name, span, kind);
    }

    fn store_in(&mut self, scope: ScopeId, name: &Name, span: Span, kind: LocalKind) {
        self.declare(scope, name, span, kind, 0);
        self.push_use(scope, name, span, Role::Store);
    }

    fn push_use(&mut self, scope: ScopeId, name: &Name, span: Span, role: Role) {
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

    /// The walrus binds in the nearest scope that is no comprehension (PEP 572).
    fn walrus(&mut self, target: &ast::Ident) {
        let mut at = self.current;
        while let Some(scope) = self.out.get(at) {
            match scope.kind {
                ScopeKind::Comprehension | ScopeKind::Generator => {
                    if scope.local(&target.name).is_some() {
                        let message = format!(
                            "assignment expression cannot rebind the iteration variable `{}`",
                            target.name
                        );
                        self.sink.push(syntax_error(target.span, message));
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
    fn target(&mut self, target: &ast::Expr, kind: LocalKind) {
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
    fn around_params(&mut self, params: &ast::Params) {
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

    fn params(&mut self, params: &ast::Params) {
        for param in all_params(params) {
            let name = &param.name;
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
                self.sink.push(syntax_error(ident.span, message));
                continue;
            }
            let list = if is_global { &mut scope.globals } else { &mut scope.nonlocals };
            list.push(ident.clone());
        }
    }

    // Statements.

    fn body(&mut self, body: &[ast::Stmt]) {
        for stmt in body {
            self.stmt(stmt);
        }
    }

    fn stmt(&mut self, stmt: &ast::Stmt) {
        match &stmt.kind {
            StmtKind::Missing | StmtKind::Pass | StmtKind::Break | StmtKind::Continue => {}
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => {}
            StmtKind::Function(def) => self.function(def),
            StmtKind::Class(def) => self.class(def),
            StmtKind::Return(value) => self.opt(value.as_ref()),
            StmtKind::Delete(targets) => targets.iter().for_each(|target| self.delete(target)),
            StmtKind::Assign { targets, value } => {
                self.expr(value);
                targets.iter().for_each(|target| self.target(target, LocalKind::Assigned));
            }
            StmtKind::AugAssign { target, value, .. } => {
                if matches!(target.kind, ExprKind::Name(_)) {
                    self.expr(target);
                }
                self.expr(value);
                self.target(target, LocalKind::Assigned);
            }
            StmtKind::AnnAssign { target, annotation, value } => {
                let is_simple = stmt.span.start == target.span.start;
                self.ann_assign(target, annotation, value.as_ref(), is_simple);
            }
            StmtKind::TypeAlias { name, value } => {
                self.annotation(value);
                self.store(&name.name, name.span, LocalKind::Assigned);
            }
            StmtKind::Import(aliases) => self.import(aliases),
            StmtKind::ImportFrom(import) => self.import_from(import),
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Raise { exc, cause } => {
                self.opt(exc.as_ref());
                self.opt(cause.as_ref());
            }
            StmtKind::Assert { test, msg } => {
                self.expr(test);
                self.opt(msg.as_ref());
            }
            StmtKind::For(_)
            | StmtKind::While { .. }
            | StmtKind::If { .. }
            | StmtKind::With { .. }
            | StmtKind::Match { .. }
            | StmtKind::Try(_) => self.compound(stmt),
        }
    }

    fn compound(&mut self, stmt: &ast::Stmt) {
        match &stmt.kind {
            StmtKind::For(node) => {
                self.expr(&node.iter);
                self.target(&node.target, LocalKind::Assigned);
                self.body(&node.body);
                self.body(&node.orelse);
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expr(test);
                self.body(body);
                self.body(orelse);
            }
            StmtKind::With { items, body, .. } => {
                for item in items {
                    self.expr(&item.context);
                    if let Some(target) = &item.target {
                        self.target(target, LocalKind::Assigned);
                    }
                }
                self.body(body);
            }
            StmtKind::Match { subject, cases } => {
                self.expr(subject);
                for case in cases {
                    self.pattern(&case.pattern);
                    self.opt(case.guard.as_ref());
                    self.body(&case.body);
                }
            }
            StmtKind::Try(node) => {
                self.body(&node.body);
                for handler in &node.handlers {
                    self.opt(handler.class.as_ref());
                    if let Some(name) = &handler.name {
                        self.store(&name.name, name.span, LocalKind::Except);
                    }
                    self.body(&handler.body);
                }
                self.body(&node.orelse);
                self.body(&node.finally);
            }
            _ => {}
        }
    }

    fn ann_assign(
        &mut self,
        target: &ast::Expr,
        annotation: &ast::Expr,
        value: Option<&ast::Expr>,
        is_simple: bool,
    ) {
        self.opt(value);
        self.annotation(annotation);
        match (&target.kind, value) {
            // `(x): int` in parentheses does not even make the name local.
            (ExprKind::Name(_), None) if !is_simple => {}
            (ExprKind::Name(name), None) => {
                self.declare(self.current, name, target.span, LocalKind::Assigned, 0);
            }
            _ => self.target(target, LocalKind::Assigned),
        }
    }

    fn delete(&mut self, target: &ast::Expr) {
        match &target.kind {
            ExprKind::Tuple(items) | ExprKind::List(items) => {
                items.iter().for_each(|item| self.delete(item));
            }
            ExprKind::Name(name) => {
                self.store(name, target.span, LocalKind::Assigned);
                if let Lookup::Local(owner, index) = self.out.lookup(self.current, name)
                    && let Some(scope) = self.scope_mut(owner)
                    && let Some(local) = scope.locals.get_mut(index)
                {
                    local.is_deleted = true;
                }
            }
            _ => self.expr(target),
        }
    }

    fn import(&mut self, aliases: &[ast::Alias]) {
        for alias in aliases {
            let bound = match &alias.asname {
                Some(asname) => asname.clone(),
                None => first_component(&alias.name),
            };
            self.store(&bound.name, bound.span, LocalKind::Import);
            self.out.imports.push(LocalImport {
                scope: self.current,
                name: bound.name,
                kind: LocalImportKind::Module(alias.clone()),
            });
        }
    }

    fn import_from(&mut self, import: &ast::ImportFrom) {
        for alias in &import.names {
            let bound = alias.asname.as_ref().unwrap_or(&alias.name);
            if &*bound.name == "*" {
                continue; // a syntax error within a function
            }
            self.store(&bound.name, bound.span, LocalKind::Import);
            self.out.imports.push(LocalImport {
                scope: self.current,
                name: bound.name.clone(),
                kind: LocalImportKind::Member(ast::ImportFrom {
                    module: import.module.clone(),
                    level: import.level,
                    names: vec![alias.clone()],
                }),
            });
        }
    }

    fn pattern(&mut self, pattern: &ast::Pattern) {
        use ast::PatternKind as P;
        match &pattern.kind {
            P::Value(value) => self.expr(value),
            P::Singleton(_) => {}
            P::Sequence(items) | P::Or(items) => items.iter().for_each(|item| self.pattern(item)),
            P::Mapping { keys, patterns, rest } => {
                self.exprs(keys);
                patterns.iter().for_each(|item| self.pattern(item));
                self.capture(rest.as_ref());
            }
            P::Class { class, patterns, keywords } => {
                self.expr(class);
                patterns.iter().for_each(|item| self.pattern(item));
                keywords.iter().for_each(|(_, item)| self.pattern(item));
            }
            P::Star(name) => self.capture(name.as_ref()),
            P::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern);
                }
                self.capture(name.as_ref());
            }
        }
    }

    fn capture(&mut self, name: Option<&ast::Ident>) {
        if let Some(name) = name {
            self.store(&name.name, name.span, LocalKind::Match);
        }
    }

    // Expressions.

    fn opt(&mut self, expr: Option<&ast::Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    fn exprs(&mut self, exprs: &[ast::Expr]) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    fn args(&mut self, args: &[ast::Arg]) {
        for arg in args {
            self.expr(&arg.value);
        }
    }

    pub(super) fn expr(&mut self, expr: &ast::Expr) {
        match &expr.kind {
            ExprKind::Missing | ExprKind::Constant(_) => {}
            ExprKind::Name(name) => self.push_use(self.current, name, expr.span, self.role),
            ExprKind::FString(parts) => self.fstring(parts),
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                self.exprs(items);
            }
            ExprKind::Dict(items) => {
                for item in items {
                    match item {
                        ast::DictItem::Pair { key, value } => {
                            self.expr(key);
                            self.expr(value);
                        }
                        ast::DictItem::Spread(value) => self.expr(value),
                    }
                }
            }
            ExprKind::Starred(value) | ExprKind::Await(value) | ExprKind::YieldFrom(value) => {
                self.expr(value);
            }
            ExprKind::Yield(value) => self.opt(value.as_deref()),
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left);
                self.expr(right);
            }
            ExprKind::Bool { values, .. } => self.exprs(values),
            ExprKind::Compare { left, rest } => {
                self.expr(left);
                rest.iter().for_each(|(_, right)| self.expr(right));
            }
            ExprKind::IfElse { test, body, orelse } => {
                self.expr(test);
                self.expr(body);
                self.expr(orelse);
            }
            ExprKind::Lambda { params, body } => {
                self.around_params(params);
                self.nested(ScopeKind::Lambda, expr.span, |this| {
                    this.params(params);
                    this.expr(body);
                });
            }
            ExprKind::Call { func, args } => {
                self.callee(func, expr.span);
                self.args(args);
            }
            ExprKind::Attribute { .. } => self.attribute(expr),
            ExprKind::Subscript { value, index } => {
                self.expr(value);
                self.expr(index);
            }
            ExprKind::Slice { lower, upper, step } => {
                self.opt(lower.as_deref());
                self.opt(upper.as_deref());
                self.opt(step.as_deref());
            }
            ExprKind::Named { target, value } => {
                self.expr(value);
                self.walrus(target);
            }
            ExprKind::ListComp { elt, clauses } | ExprKind::SetComp { elt, clauses } => {
                self.comprehension(expr.span, ScopeKind::Comprehension, &[elt], clauses);
            }
            ExprKind::DictComp { key, value, clauses } => {
                self.comprehension(expr.span, ScopeKind::Comprehension, &[key, value], clauses);
            }
            ExprKind::Generator { elt, clauses } => {
                self.comprehension(expr.span, ScopeKind::Generator, &[elt], clauses);
            }
        }
    }

    fn callee(&mut self, func: &ast::Expr, call: Span) {
        let before = self.out.uses.len();
        self.expr(func);
        let is_chain = matches!(func.kind, ExprKind::Name(_) | ExprKind::Attribute { .. });
        if let (true, [used]) = (is_chain, self.out.uses.get_mut(before..).unwrap_or_default()) {
            used.call = Some(call);
        }
    }

    /// A chain of attributes over a name is one use; over anything else it is just walked.
    fn attribute(&mut self, expr: &ast::Expr) {
        let mut chain = Vec::new();
        let mut at = expr;
        while let ExprKind::Attribute { value, attr } = &at.kind {
            chain.push(Link { attr: attr.clone(), span: at.span });
            at = value;
        }
        self.expr(at);
        if let (ExprKind::Name(_), Some(used)) = (&at.kind, self.out.uses.last_mut()) {
            chain.reverse();
            used.chain = chain;
        }
    }

    fn fstring(&mut self, parts: &[ast::FStringPart]) {
        for part in parts {
            if let ast::FStringPart::Field(field) = part {
                self.expr(&field.value);
                if let Some(spec) = &field.spec {
                    self.fstring(spec);
                }
            }
        }
    }

    /// The first iterable is evaluated outside; all else is a scope of its own.
    fn comprehension(
        &mut self,
        span: Span,
        kind: ScopeKind,
        elts: &[&ast::Expr],
        clauses: &[ast::Clause],
    ) {
        if let Some(first) = clauses.first() {
            self.expr(&first.iter);
        }
        self.nested(kind, span, |this| {
            for (index, clause) in clauses.iter().enumerate() {
                // Targets are declared first: a name is local to all of the comprehension.
                if index > 0 {
                    this.expr(&clause.iter);
                }
                this.target(&clause.target, LocalKind::Comp);
                this.exprs(&clause.conditions);
            }
            elts.iter().for_each(|elt| this.expr(elt));
        });
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

fn syntax_error(span: Span, message: String) -> Diagnostic {
    Diagnostic::new(Code::PSC101, span, message)
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
pub(in crate::resolve) fn for_each_block(stmt: &ast::Stmt, visit: &mut dyn FnMut(&[ast::Stmt])) {
    match &stmt.kind {
        StmtKind::For(node) => {
            visit(&node.body);
            visit(&node.orelse);
        }
        StmtKind::While { body, orelse, .. } | StmtKind::If { body, orelse, .. } => {
            visit(body);
            visit(orelse);
        }
        StmtKind::With { body, .. } => visit(body),
        StmtKind::Match { cases, .. } => cases.iter().for_each(|case| visit(&case.body)),
        StmtKind::Try(node) => {
            visit(&node.body);
            node.handlers.iter().for_each(|handler| visit(&handler.body));
            visit(&node.orelse);
            visit(&node.finally);
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
        | StmtKind::Continue => {}
    }
}
