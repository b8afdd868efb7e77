//! Decorators of classes.
//!
//! ```text
//! @register("a")              class Card { …
//! @total_ordering               static { totalOrdering(Card); register("a")(Card); }
//! class Card: ...             }
//! ```
//!
//! A decorator may do what it likes with the class, and gives it back: a class is what its definition says it is.

use crate::base::Span;
use crate::diag::{Code, Diagnostic};
use crate::ir::{self, Expr, ExprKind, Member, MemberKind, Py};
use crate::lower::context::Lowering;
use crate::lower::dataclass;
use crate::lower::family::{Family, Kind, without_receiver};
use crate::resolve::{Binding, Item, ItemKind, called, local_function};
use crate::syntax::ast::{self, ArgKind, ExprKind as AstKind, StmtKind};

impl<'a> Lowering<'a> {
    /// What runs when the class is made.
    pub fn class_effects(&mut self, def: &'a ast::ClassDef) -> Option<Vec<Member>> {
        let mut effects = Vec::new();
        let span = def.name.span;
        let family = Family::of(self.program, self.item)?;
        let has = |name: &str| family.own_members().iter().any(|it| &**it.name == name);
        if has("__getattr__") {
            let class = self.own_class(span);
            let call = self.helper(span, "asksForAttributes", class);
            effects.push(Member { name: "".into(), span, kind: MemberKind::Effect(call) });
        }
        effects.extend(self.mix_in(span, &family));
        if let Some(above) = family.find_above("__init_subclass__") {
            let name = ast::Ident { name: "__init_subclass__".into(), span };
            let params = without_receiver(above.def);
            let callee = self.callee_of(&name.name, above.def, &params);
            let given: Vec<ast::Arg> =
                def.bases.iter().filter(|arg| arg.kind != ArgKind::Positional).cloned().collect();
            let bound = self.bind(span, &callee, &given)?;
            let object = self.expr(span, ExprKind::Super);
            let callee = Box::new(self.py(span, Py::Attr(Box::new(object), name.name)));
            let call = self.with_bound(span, bound, |args| ExprKind::Py(Py::Call { callee, args }));
            effects.push(Member { name: "".into(), span, kind: MemberKind::Effect(call) });
        }
        effects.extend(self.class_decorators(def)?);
        Some(effects)
    }

    /// What the decorators do when the class is made; `None` where one is refused.
    pub fn class_decorators(&mut self, def: &'a ast::ClassDef) -> Option<Vec<Member>> {
        let mut effects = Vec::new();
        for decorator in def.decorators.iter().rev() {
            let at = called(decorator);
            match self.binding(at.span) {
                Some(Binding::TypeOnly(name)) if &**name == "functools.total_ordering" => {
                    self.check_ordered(def, decorator.span)?;
                    let callee = self.py(decorator.span, Py::Helper("totalOrdering"));
                    effects.push(self.decorator_effect(decorator.span, callee, false));
                }
                Some(Binding::TypeOnly(_)) => {}
                _other if dataclass::is_decorator(self.item, decorator) => {}
                // It is called with the class, and what it gives is bound to the name.
                _own if self.is_made_into(decorator) => {}
                _own => {
                    if !self.gives_class_back(decorator) {
                        let message = "what this decorator makes of the class is not known";
                        let help = "write a function that takes the class and ends with `return cls`, or remove it";
                        self.report(
                            Diagnostic::new(Code::PSC303, decorator.span, message).help(help),
                        );
                        return None;
                    }
                    let callee = self.lower(decorator);
                    effects.push(self.decorator_effect(decorator.span, callee, true));
                }
            }
        }
        Some(effects)
    }

    /// `callee(Class)`
    fn decorator_effect(&mut self, span: Span, callee: Expr, is_value: bool) -> Member {
        let class = self.own_class(span);
        let class = if is_value { self.callable_class(span, class) } else { class };
        let (callee, args) = (Box::new(callee), vec![ir::Arg::Pos(class)]);
        let call = self.py(span, Py::Call { callee, args });
        Member { name: "".into(), span, kind: MemberKind::Effect(call) }
    }

    /// CPython's `ValueError` when the class has nothing to order by.
    fn check_ordered(&mut self, def: &ast::ClassDef, at: Span) -> Option<()> {
        let family = &self.class.as_ref()?.family;
        let has = |name: &&str| family.find(name).is_some();
        if ["__lt__", "__le__", "__gt__", "__ge__"].iter().any(has) {
            return Some(());
        }
        let message = format!("`{}` has no method to order by", def.name.name);
        self.refuse(Code::PSC303, at, &message, "define `__lt__` in the class");
        None
    }

    /// Whether the decorator may make something else of the class, which stands in a function.
    fn is_made_into(&self, decorator: &ast::Expr) -> bool {
        let is_erased = matches!(self.binding(called(decorator).span), Some(Binding::TypeOnly(_)))
            || dataclass::is_decorator(self.item, decorator);
        !is_erased
            && self.item.within.is_some()
            && self.held_by(self.item).is_none()
            && !self.gives_class_back(decorator)
    }

    /// What such decorators make of the class.
    pub fn made_into(&mut self, def: &ast::ClassDef, class: Expr) -> Expr {
        let making: Vec<&ast::Expr> =
            def.decorators.iter().filter(|it| self.is_made_into(it)).collect();
        let callees: Vec<Expr> =
            making.into_iter().map(|decorator| self.lower(decorator)).collect();
        callees.into_iter().rev().fold(class, |made, callee| {
            let (span, callee) = (callee.span, Box::new(callee));
            self.py(span, Py::Call { callee, args: vec![ir::Arg::Pos(made)] })
        })
    }

    /// Whether the decorator is a function of the program that gives back the class it is given.
    fn gives_class_back(&self, decorator: &ast::Expr) -> bool {
        let named = called(decorator);
        if let Some(def) = local_function(&self.program.items, self.item, named) {
            let is_plain = def.decorators.is_empty() && !def.is_async;
            return is_plain
                && match &decorator.kind {
                    AstKind::Call { .. } => gives_keeper(self.item, def),
                    _plain => keeps(self.item, def),
                };
        }
        if let AstKind::Attribute { value, attr } = &named.kind {
            return self.method_gives_class_back(decorator, value, &attr.name);
        }
        let Some(Binding::Item(id)) = self.binding(named.span) else { return false };
        let Some(item) = self.program.items.get(id.index()) else { return false };
        let ItemKind::Function { def, decorators, .. } = &item.kind else { return false };
        if !decorators.is_empty() || def.is_async {
            return false;
        }
        match &decorator.kind {
            AstKind::Call { .. } => gives_keeper(item, def),
            _plain => keeps(item, def),
        }
    }

    /// The same of `@registry.register("a")`, where `registry` is a class or what one call of it has made.
    fn method_gives_class_back(
        &self,
        decorator: &ast::Expr,
        object: &ast::Expr,
        name: &str,
    ) -> bool {
        let made = match self.binding(object.span) {
            Some(Binding::Item(id)) => {
                match &self.program.items.get(id.index()).map(|it| (it, &it.kind)) {
                    Some((item, ItemKind::Constant { value, is_reassigned: false, .. })) => {
                        match &value.kind {
                            AstKind::Call { func, .. } => match item.refs.get(&func.span) {
                                Some(Binding::Item(id)) => self.program.items.get(id.index()),
                                _other => None,
                            },
                            _other => None,
                        }
                    }
                    _other => None,
                }
            }
            _other => None,
        };
        let Some(class) = made.or_else(|| self.class_named(object)) else { return false };
        let Some(family) = Family::of(self.program, class) else { return false };
        // Of an object of a class that derives from it, it may be another one.
        let Some(found) = family.find(name) else { return false };
        let def = found.def;
        if def.is_async || crate::lower::family::is_made(found.item, def) {
            return false;
        }
        match (&decorator.kind, found.kind) {
            (AstKind::Call { .. }, Kind::Method | Kind::OfClass | Kind::Static) => {
                gives_keeper(found.item, def)
            }
            (_plain, Kind::Method | Kind::OfClass) => {
                let params = without_receiver(def);
                params
                    .posonly
                    .first()
                    .or(params.args.first())
                    .is_some_and(|param| always_returns(found.item, def, &param.name.name))
            }
            (_plain, Kind::Static) => keeps(found.item, def),
            (_plain, Kind::Init | Kind::Getter | Kind::Setter | Kind::Deleter) => false,
        }
    }
}

/// Whether the function gives its first parameter back, whatever way it takes.
fn keeps(item: &Item, def: &ast::FunctionDef) -> bool {
    let Some(param) = def.params.posonly.first().or(def.params.args.first()) else { return false };
    always_returns(item, def, &param.name.name)
}

/// Whether the function gives one that does so: `def register(name): def add(cls): …; return add`.
fn gives_keeper(item: &Item, def: &ast::FunctionDef) -> bool {
    def.body.iter().any(|stmt| match &stmt.kind {
        StmtKind::Function(inner) => {
            inner.decorators.is_empty()
                && !inner.is_async
                && keeps(item, inner)
                && always_returns(item, def, &inner.name.name)
        }
        _other => false,
    })
}

/// Whether each `return` of the function gives the variable, one of them ends it, and nothing binds it anew.
fn always_returns(item: &Item, def: &ast::FunctionDef, name: &str) -> bool {
    let scope = item.scopes.scope_at(def.name.span).and_then(|id| item.scopes.get(id));
    let local = scope.and_then(|scope| scope.locals.get(scope.local(name)?));
    let is_bound_once = local.is_some_and(|local| local.writes == 1 && !local.is_shared);
    let ends = matches!(def.body.last().map(|last| &last.kind), Some(StmtKind::Return(_)));
    is_bound_once && ends && def.body.iter().all(|stmt| only_returns(stmt, name))
}

fn only_returns(stmt: &ast::Stmt, name: &str) -> bool {
    let is_it = |expr: &ast::Expr| matches!(&expr.kind, AstKind::Name(found) if **found == *name);
    match &stmt.kind {
        StmtKind::Return(value) => value.as_ref().is_some_and(is_it),
        _other => {
            let mut inner = crate::resolve::scope::blocks(stmt).into_iter().flatten();
            inner.all(|it| only_returns(it, name))
        }
    }
}
