//! `__init__`: whether a constructor of JavaScript can do what it does, and where it calls the one above.
//!
//! ```text
//! def __init__(self, x):          constructor(x) {
//!     super().__init__(x)           super(x);
//!     self.x = x                    this.x = x;
//! ```

use crate::base::Span;
use crate::diag::Code;
use crate::ir::{self, Expr, ExprKind, Py, Stmt, StmtKind};
use crate::lower::class::ClassContext;
use crate::lower::context::Lowering;
use crate::lower::dataclass;
use crate::lower::family::{Family, Root, may_leave, receiver};
use crate::resolve::Binding;
use crate::syntax::ast;
use crate::tables::special_methods::SUPER;

impl<'a> Lowering<'a> {
    pub fn has_base_init(&self) -> bool {
        self.class.as_ref().is_some_and(|class| class.family.find_above("__init__").is_some())
            || self.data_init_above().is_some()
    }

    pub fn has_base(&self) -> bool {
        self.class.as_ref().is_some_and(|class| class.has_base)
    }

    /// Whether a constructor can do what `__init__` does: JavaScript has no `this` before `super(…)`.
    pub fn is_exact_init(&mut self, def: &ast::FunctionDef) -> bool {
        if let Some(at) = value_returned(&def.body) {
            let message = "`__init__` returns nothing";
            self.refuse(Code::PSC303, at, message, "write `return` alone");
            return false;
        }
        let root = self.class.as_ref().map_or(Root::Object, |class| class.family.root);
        let is_exception = !matches!(root, Root::Object | Root::Builtin(_));
        let is_plain = matches!(root, Root::Builtin(_)) && self.begins_above(def);
        if !self.has_base_init() && !is_exception && !is_plain {
            return true;
        }
        if self.leaves_post_init() {
            let message = "the `__post_init__` of the class above would not run";
            let help = "remove the `__init__`: `@dataclass` makes one";
            self.refuse(Code::PSC303, def.name.span, message, help);
            return false;
        }
        let Some(receiver) = receiver(def) else { return false };
        let first = def.body.iter().position(|stmt| self.is_super_init(stmt).is_some());
        let is_used_before = |end: u32| {
            let Some(scope) = self.scopes.scope_at(def.name.span) else { return true };
            let start = def.header.end;
            self.scopes.uses().iter().any(|used| {
                used.name == receiver.name.name
                    && used.span.start >= start
                    && used.span.start < end
                    && matches!(self.scopes.lookup(used.scope, &used.name),
                        crate::resolve::scope::Lookup::Local(owner, _) if owner == scope)
            })
        };
        let is_exact = match first.and_then(|at| def.body.get(at).map(|stmt| (at, stmt))) {
            Some((at, stmt)) => {
                let leaves = def.body.iter().take(at).any(may_leave);
                !leaves && !is_used_before(stmt.span.start)
            }
            None => false,
        };
        if !is_exact && is_exception && !self.has_base_init() {
            // The object is there before: what `Exception` does to it can be done later.
            if let Some(class) = &mut self.class {
                class.is_late = true;
            }
            return true;
        }
        if !is_exact {
            self.refuse_init(def, &receiver.name.name);
        }
        is_exact
    }

    /// Whether the class is a dataclass with an `__init__` of its own above which a constructor leaves
    /// `__post_init__` to dataclasses below.
    fn leaves_post_init(&self) -> bool {
        let Some(ClassContext { family, .. }) = &self.class else { return false };
        let mut classes = family.classes.iter();
        let is_data =
            classes.next().is_some_and(|(item, def)| dataclass::options(item, def).is_some());
        let is_left = |(item, _): &(&crate::resolve::Item, _)| {
            self.sight.has_data_below(item.id)
                && Family::of(self.program, item).is_some_and(|above| {
                    dataclass::is_data_init(&above) && above.find("__post_init__").is_some()
                })
        };
        is_data && classes.any(is_left)
    }

    /// Whether a statement of the function itself is `super().__init__(…)`.
    pub fn begins_above(&self, def: &ast::FunctionDef) -> bool {
        def.body.iter().any(|stmt| self.is_super_init(stmt).is_some())
    }

    pub fn refuse_init(&mut self, def: &ast::FunctionDef, receiver: &str) {
        let message = "the `__init__` of a derived class must call that of its base once, before it uses \
                           the object: JavaScript has no object before that";
        let help = format!("begin it with `super().__init__(...)`, before `{receiver}` is used");
        self.refuse(Code::PSC303, def.name.span, message, &help);
    }

    /// The arguments of `super().__init__(…)`, where the statement is one.
    fn is_super_init<'s>(&self, stmt: &'s ast::Stmt) -> Option<&'s [ast::Arg]> {
        let ast::StmtKind::Expr(ast::Expr { kind: ast::ExprKind::Call { func, args }, .. }) =
            &stmt.kind
        else {
            return None;
        };
        let ast::ExprKind::Attribute { value, attr } = &func.kind else { return None };
        if &*attr.name != "__init__" {
            return None;
        }
        if self.is_super(value) { Some(args) } else { self.above_by_name(value, args) }
    }

    /// `Base.__init__(self, 1)` in a method of a class derived from `Base` alone: what `super()` is.
    pub fn above_by_name<'s>(
        &self,
        class: &ast::Expr,
        args: &'s [ast::Arg],
    ) -> Option<&'s [ast::Arg]> {
        let own = self.class.as_ref()?;
        let (above, _) = own.family.base.filter(|_| !own.family.is_mixed())?;
        let (first, rest) = args.split_first()?;
        let is_above = self.class_named(class)?.id == above.id;
        let is_self =
            matches!(first.kind, ast::ArgKind::Positional) && self.is_receiver_name(&first.value);
        (is_above && is_self).then_some(rest)
    }

    /// The first parameter of the method that is lowered, or looked at before it is.
    pub(super) fn is_receiver_name(&self, expr: &ast::Expr) -> bool {
        let ast::ExprKind::Name(name) = &expr.kind else { return false };
        match self.receiver {
            Some(_) => self.receiver_kind(expr).is_some(),
            None => self.class.as_ref().is_some_and(|class| {
                let init = class.family.classes.first().into_iter();
                let stmts = init.flat_map(|(_, def)| &def.body);
                let mut inits = stmts.filter_map(|stmt| match &stmt.kind {
                    ast::StmtKind::Function(def) if &*def.name.name == "__init__" => receiver(def),
                    _other => None,
                });
                inits.any(|param| param.name.name == *name)
            }),
        }
    }

    /// `super()`.
    pub fn is_super(&self, expr: &ast::Expr) -> bool {
        match &expr.kind {
            ast::ExprKind::Call { func, args } if args.is_empty() => {
                matches!(self.binding(func.span), Some(Binding::Builtin(row)) if row.name == SUPER)
            }
            _other => false,
        }
    }

    /// A derived class without anything to hand on calls the constructor above all the same.
    pub fn begin_with_super(&mut self, func: ir::FuncId, at: Span) {
        let is_late = self.class.as_ref().is_some_and(|class| class.is_late);
        let root = self.class.as_ref().map_or(Root::Object, |class| class.family.root);
        let is_builtin = matches!(root, Root::Builtin(_))
            && self.class.as_ref().is_some_and(|class| class.super_inits > 0);
        let is_exception = !matches!(root, Root::Object | Root::Builtin(_)) || is_builtin;
        if !is_late && (!self.has_base() || self.has_base_init() || is_exception) {
            return;
        }
        let call = self.super_constructor(at, Vec::new());
        let stmt = Stmt { span: at, kind: StmtKind::Expr(call) };
        if let Some(ir::Function { body: ir::Body::Block(block), .. }) =
            self.builder.module.funcs.get_mut(func.index())
        {
            block.insert(0, stmt);
        }
    }

    pub fn super_constructor(&mut self, span: Span, args: Vec<ir::Arg>) -> Expr {
        let callee = Box::new(self.expr(span, ExprKind::Super));
        self.py(span, Py::Call { callee, args })
    }
}

/// The first `return` with a value.
fn value_returned(body: &[ast::Stmt]) -> Option<Span> {
    body.iter().find_map(|stmt| match &stmt.kind {
        ast::StmtKind::Return(Some(ast::Expr {
            kind: ast::ExprKind::Constant(ast::Constant::None),
            ..
        })) => None,
        ast::StmtKind::Return(Some(_)) => Some(stmt.span),
        _other => crate::resolve::scope::blocks(stmt).into_iter().find_map(value_returned),
    })
}
