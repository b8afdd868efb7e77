//! What an expression is, as far as annotations, what is assigned and what inference knows tell: enough to find whose attribute is
//! asked for.
//!
//! ```text
//! def total(cart: Cart):         cart             an instance of `Cart`
//!     for line in cart.lines:    cart.lines       items: instances of `Line`, as `Cart` declares
//!         line.price             line             one of them
//! ```
//!
//! What is not known is nothing: no answer is a guess.

use std::rc::Rc;

use super::names::{Names, Parsed, Target};
use super::stores::{self, Stored};
use crate::base::{FileId, Name, Span};
use crate::resolve::scope::{LocalKind, Lookup, Role, ScopeId, ScopeKind, Scopes};
use crate::resolve::{each_stmt, everywhere};
use crate::syntax::ast::{self, Constant, ExprKind, StmtKind};

/// How many names one leads to through others: real code has fewer.
pub const MAX_STEPS: u32 = 48;

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Known {
    /// Of the class that is named there.
    Instance(Span),
    Class(Span),
    /// `super()` in the class that is named there.
    Above(Span),
    /// The function that is named there.
    Function(Span),
    Module(FileId),
    /// Walking it, or an index, gives those.
    Items(Vec<Known>),
    /// A key gives those.
    Values(Vec<Known>),
    /// Awaiting it gives those.
    Later(Vec<Known>),
}

/// Where an expression stands.
#[derive(Clone, Copy)]
pub struct Scene<'p> {
    pub file: FileId,
    pub stmt: &'p ast::Stmt,
    pub scopes: &'p Scopes,
}

impl Names<'_> {
    /// All that an expression may be; nothing where any of it is not known.
    pub fn known(&self, scene: Scene<'_>, expr: &ast::Expr) -> Vec<Known> {
        if let Some(known) = self.exprs.borrow().get(&expr.span) {
            return known.clone();
        }
        if self.steps.get() >= MAX_STEPS {
            return Vec::new();
        }
        // What is made of itself is not known.
        self.exprs.borrow_mut().insert(expr.span, Vec::new());
        self.steps.set(self.steps.get() + 1);
        let inferred = self.inferred(expr.span);
        let found = if inferred.is_empty() { self.written(scene, expr) } else { inferred };
        self.steps.set(self.steps.get() - 1);
        self.exprs.borrow_mut().insert(expr.span, found.clone());
        found
    }

    fn inferred(&self, span: Span) -> Vec<Known> {
        let mut files = self.inferred.borrow_mut();
        let of_file =
            files.entry(span.file).or_insert_with(|| self.view.project().instances(span.file));
        let classes = of_file.get(&span).into_iter().flatten();
        classes.map(|class| Known::Instance(*class)).collect()
    }

    fn written(&self, scene: Scene<'_>, expr: &ast::Expr) -> Vec<Known> {
        match &expr.kind {
            ExprKind::Name(name) => self.named(scene, name, expr.span),
            ExprKind::Attribute { value, attr } => self.attribute(scene, value, &attr.name),
            ExprKind::Call { func, args } => self.called(scene, func, args),
            ExprKind::Subscript { value, index } => self.item(scene, value, index),
            ExprKind::Await(value) => inner(self.known(scene, value), |known| match known {
                Known::Later(all) => Some(all),
                _other => None,
            }),
            ExprKind::IfElse { body, orelse, .. } => self.all(scene, [&**body, &**orelse]),
            ExprKind::Bool { values, .. } => self.all(scene, values),
            ExprKind::Named { value, .. } => self.known(scene, value),
            ExprKind::List(items) | ExprKind::Tuple(items) | ExprKind::Set(items) => {
                held(self.all(scene, items))
            }
            ExprKind::ListComp { elt, .. }
            | ExprKind::SetComp { elt, .. }
            | ExprKind::Generator { elt, .. } => held(self.known(scene, elt)),
            _other => Vec::new(),
        }
    }

    /// What any of them may be; `None` has no attributes that are declared here.
    fn all<'e>(
        &self,
        scene: Scene<'_>,
        exprs: impl IntoIterator<Item = &'e ast::Expr>,
    ) -> Vec<Known> {
        let mut found = Vec::new();
        for expr in exprs {
            if matches!(expr.kind, ExprKind::Constant(Constant::None)) {
                continue;
            }
            let known = self.known(scene, expr);
            if known.is_empty() {
                return Vec::new();
            }
            add(&mut found, known);
        }
        found
    }

    fn named(&self, scene: Scene<'_>, name: &Name, span: Span) -> Vec<Known> {
        let used = scene.scopes.uses().iter().find(|used| used.span == span);
        match used.map(|used| used.target) {
            Some(Lookup::Local(scope, index)) => {
                let Some(local) = scene.scopes.local(scope, index) else { return Vec::new() };
                match local.kind {
                    LocalKind::Import => {
                        let target =
                            used.and_then(|used| self.used(scene.file, scene.scopes, used));
                        target.map_or_else(Vec::new, |target| self.of_target(&target))
                    }
                    LocalKind::Class if local.writes == 1 => vec![Known::Class(local.span)],
                    LocalKind::Function if local.writes == 1 => vec![Known::Function(local.span)],
                    _other => self.variable(scene, scope, index),
                }
            }
            // Of an annotation in quotes no use is noted.
            Some(Lookup::Global) | None => match self.top(scene.file, name) {
                Some(target) => self.of_target(&target),
                None => Vec::new(),
            },
        }
    }

    fn of_target(&self, target: &Target) -> Vec<Known> {
        match target {
            Target::Module(file) => vec![Known::Module(*file)],
            Target::Local(_) => Vec::new(),
            Target::Top(file, name) => self.of_top(*file, name),
        }
    }

    /// What the top level of a module binds to a name.
    fn of_top(&self, file: FileId, name: &Name) -> Vec<Known> {
        let page = self.page(file);
        let is_given_elsewhere = page.chunks.iter().any(|(_, parsed)| {
            let mut scopes = parsed.stmts.iter().flat_map(|(_, scopes)| scopes.iter());
            scopes.any(|scope| scope.globals.iter().any(|global| global.name == *name))
        });
        let mut found = Vec::new();
        for (_, parsed) in page.chunks.iter().filter(|(chunk, _)| chunk.binds.contains(name)) {
            for (stmt, scopes) in &parsed.stmts {
                let scene = Scene { file, stmt, scopes };
                let known = match &stmt.kind {
                    StmtKind::Function(def) => vec![Known::Function(def.name.span)],
                    StmtKind::Class(def) => vec![Known::Class(def.name.span)],
                    _other => {
                        let stored = stores::of_name(std::slice::from_ref(stmt), name);
                        if stored.is_empty() && !is_stored(scopes, name) {
                            continue;
                        }
                        if let Some(Stored::As(it)) = stored.iter().find(|it| it.is_annotation()) {
                            return self.annotated(scene, it);
                        }
                        if stored.iter().all(Stored::is_none) && !stored.is_empty() {
                            continue;
                        }
                        self.stored(scene, &stored, stored.len())
                    }
                };
                if known.is_empty() || is_given_elsewhere {
                    return Vec::new();
                }
                add(&mut found, known);
            }
        }
        found
    }

    /// What a variable of a function, of a class or of a comprehension may be.
    fn variable(&self, scene: Scene<'_>, scope: ScopeId, index: usize) -> Vec<Known> {
        let (Some(of), Some(local)) = (scene.scopes.get(scope), scene.scopes.local(scope, index))
        else {
            return Vec::new();
        };
        match of.kind {
            ScopeKind::Function | ScopeKind::Class => {
                let Some(def) = definition(scene.stmt, of.span) else { return Vec::new() };
                let (body, params) = match &def.kind {
                    StmtKind::Function(def) => (&def.body, Some(&**def)),
                    StmtKind::Class(def) => (&def.body, None),
                    _other => return Vec::new(),
                };
                if local.kind == LocalKind::Param {
                    let around = of.parent.and_then(|parent| scene.scopes.get(parent));
                    let class = around.filter(|it| it.kind == ScopeKind::Class).map(|it| it.span);
                    let known = params.map(|def| self.parameter_of(scene, def, class, &local.name));
                    let is_it = |known: &Vec<Known>| known.iter().all(|it| !is_receiver(it, class));
                    // Another value for the receiver is anything.
                    return known.filter(|it| local.writes == 1 || is_it(it)).unwrap_or_default();
                }
                let stored = stores::of_name(body, &local.name);
                self.stored(scene, &stored, local.writes as usize)
            }
            ScopeKind::Comprehension | ScopeKind::Generator => {
                let mut found = Vec::new();
                everywhere(scene.stmt, &mut |expr| {
                    let clauses = stores::clauses(expr).iter();
                    for clause in clauses.filter(|_| expr.span == of.span) {
                        let is_it = matches!(&clause.target.kind, ExprKind::Name(name) if *name == local.name);
                        if is_it && found.is_empty() {
                            found = self.items(scene, &clause.iter);
                        }
                    }
                });
                if local.writes == 1 { found } else { Vec::new() }
            }
            ScopeKind::Module | ScopeKind::Lambda => Vec::new(),
        }
    }

    fn parameter_of(
        &self,
        scene: Scene<'_>,
        def: &ast::FunctionDef,
        class: Option<Span>,
        name: &Name,
    ) -> Vec<Known> {
        let params = &def.params;
        let is_it = |param: &&ast::Param| param.name.name == *name;
        let first = params.posonly.first().or(params.args.first());
        if let Some(param) = super::names::parameters(def).find(is_it) {
            if let Some(annotation) = &param.annotation {
                return self.annotated(scene, annotation);
            }
            let is_first = first.is_some_and(|first| is_it(&first));
            return match class.filter(|_| is_first && !is_decorated(def, "staticmethod")) {
                Some(class) if is_of_class(def) => vec![Known::Class(class)],
                Some(class) => vec![Known::Instance(class)],
                None => Vec::new(),
            };
        }
        let of = |param: &Option<ast::Param>| {
            let annotation = param.as_ref().filter(is_it).and_then(|it| it.annotation.as_ref());
            annotation.map(|annotation| self.annotated(scene, annotation))
        };
        let many = of(&params.vararg).map(held);
        many.or_else(|| of(&params.kwarg).map(valued)).unwrap_or_default()
    }

    /// What is stored to a variable or an attribute, if those are all places that store to it.
    pub fn stored(&self, scene: Scene<'_>, stored: &[Stored<'_>], count: usize) -> Vec<Known> {
        if let Some(Stored::As(annotation)) = stored.iter().find(|it| it.is_annotation()) {
            return self.annotated(scene, annotation);
        }
        if stored.len() != count {
            return Vec::new();
        }
        every(stored.iter().filter(|it| !it.is_none()), |stored| match stored {
            Stored::Value(value) => self.known(scene, value),
            Stored::Item(iter) => self.items(scene, iter),
            Stored::As(_) | Stored::Otherwise => Vec::new(),
        })
    }

    fn items(&self, scene: Scene<'_>, iter: &ast::Expr) -> Vec<Known> {
        inner(self.known(scene, iter), |known| match known {
            Known::Items(all) => Some(all),
            // The members of an enum.
            Known::Class(class) if self.is_enum(class) => Some(vec![Known::Instance(class)]),
            _other => None,
        })
    }

    fn attribute(&self, scene: Scene<'_>, value: &ast::Expr, name: &Name) -> Vec<Known> {
        inner(self.known(scene, value), |known| {
            if let Known::Module(file) = known {
                return self.top(file, name).map(|target| self.of_target(&target));
            }
            let member = self.member_of_known(&known, name)?;
            Some(self.value_of(&member))
        })
    }

    fn called(&self, scene: Scene<'_>, func: &ast::Expr, args: &[ast::Arg]) -> Vec<Known> {
        if matches!(&func.kind, ExprKind::Name(name) if &**name == "super") && args.is_empty() {
            let used = scene.scopes.uses().iter().find(|used| used.span == func.span);
            let class = used.and_then(|used| class_around(scene.scopes, used.scope));
            return class.map(Known::Above).into_iter().collect();
        }
        if let ExprKind::Attribute { value, attr } = &func.kind {
            let of_dict = inner(self.known(scene, value), |known| match (known, &*attr.name) {
                (Known::Values(all), "get" | "pop" | "setdefault") => Some(all),
                (Known::Values(all), "values") => Some(held(all)),
                (Known::Items(all), "pop") => Some(all),
                (same @ (Known::Items(_) | Known::Values(_)), "copy") => Some(vec![same]),
                _other => None,
            });
            if !of_dict.is_empty() {
                return of_dict;
            }
        }
        inner(self.known(scene, func), |known| match known {
            Known::Class(class) => Some(vec![Known::Instance(class)]),
            Known::Function(name) => Some(self.given(name)),
            _other => None,
        })
    }

    /// What a function gives, as its annotation says.
    pub fn given(&self, function: Span) -> Vec<Known> {
        let given = self.with_named(function, |scene, stmt| {
            let StmtKind::Function(def) = &stmt.kind else { return None };
            let known = self.annotated(scene, def.returns.as_ref()?);
            let is_plain = def.decorators.iter().all(keeps_result);
            let known = if is_plain { known } else { Vec::new() };
            let is_later = def.is_async && !known.is_empty();
            Some(if is_later { vec![Known::Later(known)] } else { known })
        });
        given.unwrap_or_default()
    }

    fn item(&self, scene: Scene<'_>, value: &ast::Expr, index: &ast::Expr) -> Vec<Known> {
        inner(self.known(scene, value), |known| match known {
            same @ Known::Items(_) if matches!(index.kind, ExprKind::Slice { .. }) => {
                Some(vec![same])
            }
            Known::Items(all) | Known::Values(all) => Some(all),
            // `Color["RED"]`
            Known::Class(class) if self.is_enum(class) => Some(vec![Known::Instance(class)]),
            // `Box[int]`
            Known::Class(class) => Some(vec![Known::Class(class)]),
            Known::Instance(class) => {
                let ExprKind::Constant(Constant::Str(key)) = &index.kind else { return None };
                Some(self.value_of(&self.key(class, key)?))
            }
            _other => None,
        })
    }

    /// The function or class that is named there.
    pub fn with_named<T>(
        &self,
        name: Span,
        look: impl FnOnce(Scene<'_>, &ast::Stmt) -> Option<T>,
    ) -> Option<T> {
        let (parsed, at) = self.statement_with(name)?;
        let (stmt, scopes) = parsed.stmts.get(at)?;
        look(Scene { file: name.file, stmt, scopes }, definition(stmt, name)?)
    }

    /// The statement of a module that holds a place.
    pub fn statement_with(&self, span: Span) -> Option<(Rc<Parsed>, usize)> {
        let page = self.page(span.file);
        let mut all = page.chunks.iter().filter(|(chunk, _)| chunk.span.contains(span));
        all.find_map(|(_, parsed)| {
            let at = parsed.stmts.iter().position(|(stmt, _)| stmt.span.contains(span))?;
            Some((parsed.clone(), at))
        })
    }
}

fn is_stored(scopes: &Scopes, name: &Name) -> bool {
    let mut uses = scopes.uses().iter();
    uses.any(|used| used.role == Role::Store && used.name == *name)
}

/// The definition in a statement whose name stands there.
fn definition(stmt: &ast::Stmt, name: Span) -> Option<&ast::Stmt> {
    let mut found = None;
    each_stmt(stmt, &mut |stmt| {
        let own = match &stmt.kind {
            StmtKind::Function(def) => def.name.span,
            StmtKind::Class(def) => def.name.span,
            _other => return,
        };
        if own == name {
            found = Some(stmt);
        }
    });
    found
}

/// The class whose methods the scope is in.
pub fn class_around(scopes: &Scopes, from: ScopeId) -> Option<Span> {
    let mut at = scopes.get(from);
    while let Some(scope) = at {
        if scope.kind == ScopeKind::Class {
            return Some(scope.span);
        }
        at = scopes.get(scope.parent?);
    }
    None
}

fn is_receiver(known: &Known, class: Option<Span>) -> bool {
    matches!(known, Known::Instance(of) | Known::Class(of) if Some(*of) == class)
}

fn is_of_class(def: &ast::FunctionDef) -> bool {
    is_decorated(def, "classmethod")
        || matches!(&*def.name.name, "__new__" | "__init_subclass__" | "__class_getitem__")
}

pub fn is_decorated(def: &ast::FunctionDef, with: &str) -> bool {
    def.decorators.iter().any(|decorator| last_name(decorator) == with)
}

/// Whether a decorated function gives what the function itself gives.
fn keeps_result(decorator: &ast::Expr) -> bool {
    let called = match &decorator.kind {
        ExprKind::Call { func, .. } => func,
        _other => decorator,
    };
    matches!(
        last_name(called),
        "javascript"
            | "staticmethod"
            | "classmethod"
            | "property"
            | "cached_property"
            | "cache"
            | "lru_cache"
            | "override"
            | "final"
            | "abstractmethod"
    )
}

/// `Enum` of `enum.Enum`.
pub fn last_name(expr: &ast::Expr) -> &str {
    match &expr.kind {
        ExprKind::Name(name) => name,
        ExprKind::Attribute { attr, .. } => &attr.name,
        ExprKind::Subscript { value, .. } => last_name(value),
        _other => "",
    }
}

pub fn inner(known: Vec<Known>, of: impl Fn(Known) -> Option<Vec<Known>>) -> Vec<Known> {
    let mut found = Vec::new();
    known.into_iter().filter_map(of).for_each(|more| add(&mut found, more));
    found
}

/// What all of them are; nothing if one is not known.
fn every<T>(all: impl Iterator<Item = T>, of: impl Fn(T) -> Vec<Known>) -> Vec<Known> {
    let mut found = Vec::new();
    for one in all {
        let known = of(one);
        if known.is_empty() {
            return Vec::new();
        }
        add(&mut found, known);
    }
    found
}

pub fn add(found: &mut Vec<Known>, more: Vec<Known>) {
    for known in more {
        if !found.contains(&known) {
            found.push(known);
        }
    }
}

pub fn held(items: Vec<Known>) -> Vec<Known> {
    if items.is_empty() { items } else { vec![Known::Items(items)] }
}

pub fn valued(values: Vec<Known>) -> Vec<Known> {
    if values.is_empty() { values } else { vec![Known::Values(values)] }
}
