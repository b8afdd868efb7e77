//! The methods of which every call is seen: what those pass tells of the parameters.
//!
//! ```text
//! class Item:
//!     def __init__(self, n: int): ...     only `Item(1)` and `Item(2)` call it: no bool comes
//!     def add(self, n: int): ...          `item.add(3)`, `x.add(4)`: all calls by that name
//! on_add(item.add)                        taken as a value: anyone may call it, with `True` too
//! ```

use rustc_hash::FxHashSet;

use crate::base::Name;
use crate::ir::classes::Found;
use crate::ir::places;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Class, Classes, Expr, ExprKind, FuncId, Js, MemberKind, Module, Place, PlaceKind, Program,
    Py, Stmt, StmtKind,
};

/// By module, the methods of classes that no other module has anything to do with.
pub(super) fn seen(program: &Program, classes: Classes) -> Vec<FxHashSet<FuncId>> {
    if classes.is_empty() {
        return program.modules.iter().map(|_| FxHashSet::default()).collect();
    }
    let uses: Vec<Uses> = program.modules.iter().map(Uses::of).collect();
    let own = program.modules.iter().map(|module| {
        let mut seen = FxHashSet::default();
        for (_, class) in places::all(module) {
            of_class(class, module, (classes, &uses), &mut seen);
        }
        seen
    });
    own.collect()
}

fn of_class(
    class: &Class,
    module: &Module,
    (classes, uses): (Classes, &[Uses]),
    seen: &mut FxHashSet<FuncId>,
) {
    let Some(of) = class.of.as_ref().filter(|of| !of.kind().is_open) else { return };
    let Some(own) = uses.get(module.id.index()) else { return };
    let elsewhere = classes.known_in(of.key()).iter().filter(|id| **id != module.id);
    let is_called_elsewhere = |name: &Name| {
        let mut uses = elsewhere.clone().filter_map(|id| uses.get(id.index()));
        uses.any(|uses| uses.names.contains(name) || uses.calls.contains(name))
    };
    let below = classes.below(of.key());
    let is_a_value =
        |found: &Found| found.module.id != module.id || own.classes.contains(&found.class.key);
    for member in &class.members {
        let is_seen = match &member.kind {
            MemberKind::Init(_) => !own.makes_any && !below.iter().any(is_a_value),
            MemberKind::Method(_) | MemberKind::Static(_) | MemberKind::OfClass(_) => {
                let is_special = member.name.starts_with("__") && member.name.ends_with("__");
                !is_special
                    && !own.asks_any
                    && !own.names.contains(&member.name)
                    && !is_called_elsewhere(&member.name)
            }
            MemberKind::Getter(_)
            | MemberKind::Cached(_)
            | MemberKind::Effect(_)
            | MemberKind::Setter(_)
            | MemberKind::Attribute(_)
            | MemberKind::EnumMember(_)
            | MemberKind::Alias(_)
            | MemberKind::Run { .. } => false,
        };
        if let (true, Some(func)) = (is_seen, member.kind.func()) {
            seen.insert(func);
        }
    }
}

/// What a module does with names of members, and with classes.
#[derive(Default)]
struct Uses {
    /// Read, or written out as texts.
    names: FxHashSet<Name>,
    calls: FxHashSet<Name>,
    /// Whether attributes are asked for by names that are values.
    asks_any: bool,
    /// The classes that are values.
    classes: FxHashSet<Name>,
    /// Whether objects are made of classes that are values: `cls()`.
    makes_any: bool,
}

impl Uses {
    fn of(module: &Module) -> Uses {
        let mut look = Look { module, uses: Uses::default() };
        walk::walk_module(&mut look);
        look.uses
    }
}

struct Look<'m> {
    module: &'m Module,
    uses: Uses,
}

impl<'m> Look<'m> {
    /// Whether the class is known by a name, of the module or of a variable that holds nothing else.
    fn is_held(&self, class: &Class) -> bool {
        self.module.definitions.contains_key(&class.key)
            || self.module.classes.values().any(|key| *key == class.key)
    }

    /// An expression that may name a class and does nothing with it but what is seen.
    fn class(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Symbol(_) => {}
            ExprKind::Var(var) if self.module.classes.contains_key(var) => {}
            ExprKind::Py(Py::Tuple(items)) => items.iter().for_each(|item| match item {
                Arg::Pos(item) => self.class(item),
                Arg::Spread(item) => self.expr(item),
                Arg::Omitted => {}
            }),
            _other => self.expr(expr),
        }
    }
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if let StmtKind::Try { body, handlers, orelse, finally } = &stmt.kind {
            for block in [body, orelse, finally] {
                walk::walk_block(self, block);
            }
            for handler in handlers {
                handler.classes.iter().for_each(|class| self.class(class));
                walk::walk_block(self, &handler.body);
            }
            return;
        }
        walk::walk_stmt(self, stmt);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Attr { name, .. } = &place.kind {
            self.uses.names.insert(name.clone());
        }
        walk::walk_place(self, place);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Str(text) => {
                self.uses.names.insert(text.clone());
            }
            ExprKind::Symbol(symbol) => {
                let name = self.module.symbol(*symbol).map(|row| row.name.clone());
                self.uses.classes.extend(name);
            }
            ExprKind::Var(var) => {
                self.uses.classes.extend(self.module.classes.get(var).cloned());
            }
            ExprKind::Class(class) => {
                if !self.is_held(class) {
                    self.uses.classes.insert(class.key.clone());
                }
                class.base.iter().for_each(|base| self.class(base));
                for member in &class.members {
                    if let MemberKind::Effect(value) = &member.kind {
                        self.expr(value);
                    }
                    member.kind.value().into_iter().for_each(|value| self.expr(value));
                    if let Some(func) = member.kind.func().and_then(|id| self.module.func(id)) {
                        self.func(func);
                    }
                }
            }
            ExprKind::Py(Py::New { class, args }) => {
                self.uses.makes_any |= match &class.kind {
                    ExprKind::Symbol(_) => false,
                    ExprKind::Var(var) => !self.module.classes.contains_key(var),
                    _other => true,
                };
                self.class(class);
                walk::walk_args(self, args);
            }
            ExprKind::Py(Py::Call { callee, args }) => match &callee.kind {
                ExprKind::Py(Py::Attr(object, _)) if matches!(object.kind, ExprKind::Super) => {
                    walk::walk_args(self, args);
                }
                _other => walk::walk_expr(self, expr),
            },
            ExprKind::Py(Py::Method { object, name, args, .. }) => {
                self.uses.calls.insert(name.clone());
                self.class(object);
                walk::walk_args(self, args);
                if let ExprKind::Py(Py::Method { keywords, .. }) = &expr.kind {
                    keywords.iter().for_each(|keyword| self.expr(&keyword.value));
                }
            }
            ExprKind::Py(Py::Attr(object, name)) | ExprKind::Js(Js::Member(object, name)) => {
                self.uses.names.insert(name.clone());
                self.class(object);
            }
            ExprKind::Py(Py::Builtin { row, args, keywords }) => {
                let is_literal = |arg: &crate::ir::Arg| match arg {
                    Arg::Pos(value) => matches!(value.kind, ExprKind::Str(_)),
                    Arg::Spread(_) | Arg::Omitted => false,
                };
                self.uses.asks_any |= row.name == "getattr" && !args.get(1).is_some_and(is_literal);
                // A class that is handed over as a value is made callable first.
                for arg in args {
                    match arg {
                        Arg::Pos(arg) => self.class(arg),
                        Arg::Spread(arg) => self.expr(arg),
                        Arg::Omitted => {}
                    }
                }
                keywords.iter().for_each(|keyword| self.expr(&keyword.value));
            }
            // `map(getattr, …)`
            ExprKind::Py(Py::BuiltinRef(row)) => self.uses.asks_any |= row.name == "getattr",
            _other => walk::walk_expr(self, expr),
        }
    }
}
