//! Changes of what another module keeps, which is compiled without knowing of them.
//!
//! ```text
//! STEPS = [1, 5]            a.py: small ints
//! STEPS.append("all")       PSC213 in b.py, unless a.py says `STEPS: list[int | str]`
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::walk::{self, Visitor};
use crate::ir::{Expr, ExprId, ExprKind, Item, Module, ModuleId, Program, Py, Type};
use crate::types::alias::{ForeignChange, Source};
use crate::types::{ProgramTypes, ops, stored};

pub(super) fn check(program: &Program, types: &ProgramTypes, sink: &mut Sink) {
    let mut wanted: FxHashMap<ModuleId, FxHashSet<ExprId>> = FxHashMap::default();
    for change in &types.foreign {
        for source in [change.place, change.display] {
            wanted.entry(source.module).or_default().insert(source.expr);
        }
    }
    let mut found: FxHashMap<Source, &Expr> = FxHashMap::default();
    for (id, wanted) in wanted {
        let Some(module) = program.modules.get(id.index()) else { continue };
        let mut look = Look { module, wanted, found: &mut found };
        walk::walk_module(&mut look);
    }
    let mut reported: FxHashSet<(Span, Span)> = FxHashSet::default();
    for change in &types.foreign {
        let (Some(place), Some(display)) = (found.get(&change.place), found.get(&change.display))
        else {
            continue;
        };
        if makes(display) && !fits(types, change) && reported.insert((place.span, display.span)) {
            sink.push(diagnostic(program, types, change, place, display));
        }
    }
}

/// Whether the value still is what its own module takes it for.
fn fits(types: &ProgramTypes, change: &ForeignChange) -> bool {
    let of = |source: Source| types.module(source.module).expr(source.expr).clone();
    let ty = of(change.display);
    let loses_keys = change.shrinks && ty.any(Type::is_record);
    let Some(store) = &change.store else { return ty.any(|ty| *ty == stored::open(ty.clone())) };
    !loses_keys && ops::settle(stored::into(ty.clone(), store, &of)) == ty
}

/// Whether the expression makes a value that can be changed.
fn makes(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Py(py) => matches!(
            py,
            Py::List(_) | Py::Set(_) | Py::Dict { .. } | Py::Comp(_) | Py::Builtin { .. }
        ),
        _other => false,
    }
}

fn diagnostic(
    program: &Program,
    types: &ProgramTypes,
    change: &ForeignChange,
    place: &Expr,
    display: &Expr,
) -> Diagnostic {
    let home = program.modules.get(change.display.module.index());
    let name = home.and_then(|home| constant(home, display));
    let ty = types.module(change.display.module).expr(change.display.expr);
    let what = match name {
        Some(name) => format!("`{name}`"),
        None => "this value".to_owned(),
    };
    let message = format!(
        "{what} is changed here, and its own module is compiled for what it puts in itself"
    );
    let help = match name {
        Some(name) => format!(
            "say in its module what it may hold, such as `{name}: {} = ...`, or change it in a function there",
            open_name(ty)
        ),
        None => "change it in a function of the module that made it".to_owned(),
    };
    Diagnostic::new(Code::PSC213, place.span, message).label(display.span, "made here").help(help)
}

/// The constant that the expression is the value of, or a part of it.
fn constant<'m>(module: &'m Module, display: &Expr) -> Option<&'m str> {
    module.items.iter().find_map(|item| match item {
        Item::Const { symbol, value, .. } if value.span.contains(display.span) => {
            Some(&*module.symbol(*symbol)?.name)
        }
        Item::Const { .. } | Item::Function { .. } => None,
    })
}

/// An annotation that takes anything.
fn open_name(ty: &Type) -> &'static str {
    match ty {
        Type::List(_) => "list[Any]",
        Type::Set(_) => "set[Any]",
        _dict => "dict[str, Any]",
    }
}

struct Look<'m, 'f> {
    module: &'m Module,
    wanted: FxHashSet<ExprId>,
    found: &'f mut FxHashMap<Source, &'m Expr>,
}

impl<'m> Visitor<'m> for Look<'m, '_> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if self.wanted.contains(&expr.id) {
            self.found.insert(Source { module: self.module.id, expr: expr.id }, expr);
        }
        walk::walk_expr(self, expr);
    }
}
