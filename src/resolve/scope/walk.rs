//! The walk over statements and expressions, in the order in which Python evaluates.

use super::build::{Builder, first_component};
use super::{Link, LocalImport, LocalImportKind, LocalKind, Lookup, ScopeKind};
use crate::base::Span;
use crate::syntax::ast::{self, ExprKind, StmtKind};

impl Builder<'_> {
    // Statements.

    pub(super) fn body(&mut self, body: &[ast::Stmt]) {
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
                self.loops += 1;
                self.target(&node.target, LocalKind::Assigned);
                self.body(&node.body);
                self.loops -= 1;
                self.body(&node.orelse);
            }
            StmtKind::While { test, body, orelse } => {
                self.loops += 1;
                self.expr(test);
                self.body(body);
                self.loops -= 1;
                self.body(orelse);
            }
            StmtKind::If { test, body, orelse } => {
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
        if let ExprKind::Name(name) = &target.kind
            && is_simple
            && let Some(scope) = self.out.get(self.current)
        {
            let names = |idents: &[ast::Ident]| idents.iter().any(|ident| ident.name == *name);
            let word = match (names(&scope.globals), names(&scope.nonlocals)) {
                (true, _) => Some("global"),
                (false, true) => Some("nonlocal"),
                (false, false) => None,
            };
            if let Some(word) = word {
                let message = format!("`{name}` is declared {word} and cannot be annotated here");
                self.refuse(target.span, &message, "assign it without the annotation");
            }
        }
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
                let message = "`import *` must stand at the top of a module";
                self.refuse(alias.name.span, message, "name what you need of it");
                continue;
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

    pub(super) fn opt(&mut self, expr: Option<&ast::Expr>) {
        if let Some(expr) = expr {
            self.expr(expr);
        }
    }

    pub(super) fn exprs(&mut self, exprs: &[ast::Expr]) {
        for expr in exprs {
            self.expr(expr);
        }
    }

    pub(super) fn args(&mut self, args: &[ast::Arg]) {
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

    fn iterable(&mut self, iter: &ast::Expr) {
        self.iterables += 1;
        self.expr(iter);
        self.iterables -= 1;
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
            self.iterable(&first.iter);
        }
        self.nested(kind, span, |this| {
            for (index, clause) in clauses.iter().enumerate() {
                // Targets are declared first: a name is local to all of the comprehension.
                if index > 0 {
                    this.iterable(&clause.iter);
                }
                this.target(&clause.target, LocalKind::Comp);
                this.exprs(&clause.conditions);
            }
            elts.iter().for_each(|elt| this.expr(elt));
        });
    }
}
