//! Functions whose bodies are nobody else's business: nothing comes out of them but what their types say.
//!
//! ```text
//! def words(n: int): return [n]          closed: numbers, texts and displays of its own
//! def Card(*, title): ...                rendered: elements, which nobody takes apart
//! def total(rows): ... return count      plain: a number or a text, whatever it does on the way
//! def pick(xs): return xs                none of these: what is given comes out again
//! ```
//!
//! What becomes of values that they are given is told with the types (`types::alias::told`).

use rustc_hash::FxHashSet;

use crate::analyze;
use crate::base::Name;
use crate::driver::part::Part;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Expr, ExprKind, Function, Module, Object, Place, PlaceKind, Py, Role, Stmt, StmtKind, Type,
    View,
};
use crate::types::TypeMap;

/// Whether that is so of the function of that name. `classes` says that modules above have classes: which attributes are
/// asked for is something to those.
pub(super) fn is_settled(part: &Part, module: &Module, name: &Name, classes: bool) -> bool {
    let Some(func) = module.function_named(name) else { return false };
    let types = part.analyzed.types.module(module.id);
    if func.is_async || func.is_generator {
        return false;
    }
    (!types.is_open(name) && is_closed(module, types, func))
        || (!classes && (is_rendered(module, types, func) || is_plain(module, types, func)))
}

/// What rules ask of the body of a function of another module.
pub(super) fn asked(part: &Part, module: &Module, name: &Name) -> String {
    let func = module.function_named(name).filter(|func| func.role != Role::Component);
    let types = part.analyzed.types.module(module.id);
    func.map(|func| analyze::told(module, types, func)).unwrap_or_default()
}

fn is_rendered(module: &Module, types: &TypeMap, func: &Function) -> bool {
    let is_shown = |ty: &Type| match ty.view() {
        View::None | View::Number | View::Str | View::Object(Object::Element) => true,
        _other => false,
    };
    func.role == Role::Component
        && types.returns(func.id).all(is_shown)
        && !Stores::of(module, func).is_found
}

fn is_plain(module: &Module, types: &TypeMap, func: &Function) -> bool {
    let stores = Stores::of(module, func);
    func.role == Role::Plain
        && is_scalar(types.returns(func.id))
        && !stores.is_found
        && !stores.calls_hooks
}

/// Whether code stores into names of the module, defines classes or calls hooks.
struct Stores<'m> {
    module: &'m Module,
    is_found: bool,
    calls_hooks: bool,
}

impl<'m> Stores<'m> {
    fn of(module: &'m Module, func: &'m Function) -> Stores<'m> {
        let mut look = Stores { module, is_found: false, calls_hooks: false };
        walk::walk_body(&mut look, func);
        look
    }
}

impl<'m> Visitor<'m> for Stores<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn place(&mut self, place: &'m Place) {
        self.is_found |= matches!(place.kind, PlaceKind::Symbol(_));
        walk::walk_place(self, place);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Class(_) => self.is_found = true,
            ExprKind::Hook(_) | ExprKind::Channel(_) => self.calls_hooks = true,
            ExprKind::Symbol(symbol) => {
                let symbol = self.module.symbol(*symbol);
                self.calls_hooks |= symbol.is_some_and(|it| it.name.starts_with("use"));
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }
}

/// Whether nothing leads through the function but values that hold nothing of others.
fn is_closed(module: &Module, types: &TypeMap, func: &Function) -> bool {
    let mut look = Look { module, types, is_closed: true, callees: FxHashSet::default() };
    walk::walk_body(&mut look, func);
    look.is_closed
}

fn is_scalar(ty: &Type) -> bool {
    ty.all(|ty| matches!(ty.view(), View::None | View::Number | View::Str))
}

struct Look<'m> {
    module: &'m Module,
    types: &'m TypeMap,
    is_closed: bool,
    callees: FxHashSet<crate::ir::ExprId>,
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn func(&mut self, _: &'m Function) {
        self.is_closed = false;
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if let StmtKind::Def { .. } = &stmt.kind {
            self.is_closed = false;
        }
        walk::walk_stmt(self, stmt);
    }

    fn place(&mut self, place: &'m Place) {
        self.is_closed &= !matches!(place.kind, PlaceKind::Symbol(_));
        walk::walk_place(self, place);
    }

    fn expr(&mut self, expr: &'m Expr) {
        let is_plain = match &expr.kind {
            ExprKind::Var(_)
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_) => true,
            ExprKind::Symbol(_) => self.callees.contains(&expr.id),
            ExprKind::Py(Py::Call { callee, .. }) => {
                self.callees.insert(callee.id);
                let is_known = matches!(callee.kind, ExprKind::Symbol(_));
                is_known && is_scalar(self.types.expr(expr.id))
            }
            ExprKind::Py(
                Py::Attr(..)
                | Py::New { .. }
                | Py::Await(_)
                | Py::Yield(_)
                | Py::YieldFrom(_)
                | Py::ForEach { .. }
                | Py::Helper(_)
                | Py::BuiltinRef(_)
                | Py::Pattern(..),
            ) => false,
            ExprKind::Py(_) => true,
            ExprKind::Func(_)
            | ExprKind::Class(_)
            | ExprKind::Super
            | ExprKind::OwnClass
            | ExprKind::Hook(_)
            | ExprKind::Jsx(_)
            | ExprKind::Channel(_)
            | ExprKind::Js(_)
            | ExprKind::Error => false,
        };
        self.is_closed &= is_plain;
        walk::walk_expr(self, expr);
    }
}
