//! Which expressions can change a list, a dict or a variable that other code sees.
//!
//! `xs.map(f)` walks the length `xs` had at the start, Python's comprehension the length it has at each
//! step. The two are the same unless `f` changes `xs`, so a comprehension becomes `map` only when its
//! parts are pure in this sense: `raise` is, `append` is not. A call of a function of the program is pure
//! when its body is, and there `append` is too if the list was made in the same function. What prints is not: where there
//! is a condition, `filter` comes before `map`, and the lines would change their order.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Worklist;
use crate::ir::callee::function_of;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Expr, ExprId, ExprKind, FuncId, Function, Imports, Item, Module, ModuleId, Place, PlaceKind,
    Program, Py, Stmt, StmtKind, VarId, VarKind,
};
use crate::tables::effects::Gives;
use crate::types::acts::{Act, Acts};
use crate::types::{ProgramTypes, TypeMap};

use super::factories::Factories;
use super::proofs::FuncChanges;

/// What is impure in a program.
#[derive(Default, Debug)]
pub struct Purity {
    exprs: FxHashSet<(ModuleId, ExprId)>,
    funcs: FxHashSet<(ModuleId, FuncId)>,
    /// What calls of functions do to the length of lists and dicts.
    changes: FuncChanges,
}

impl Purity {
    /// Takes all for pure, then looks at each definition, and again where a function that it calls is not.
    pub fn of(program: &Program, types: &ProgramTypes, imports: &Imports) -> Purity {
        let factories = Factories::of(program, imports);
        let changes = FuncChanges::of(program, types, factories);
        let mut purity = Purity { changes, ..Purity::default() };
        let fresh: Vec<FxHashSet<VarId>> = program.modules.iter().map(fresh_vars).collect();
        let units: Vec<(&Module, &FxHashSet<VarId>, &Item)> = imports
            .in_order(program)
            .filter_map(|module| Some((module, fresh.get(module.id.index())?)))
            .flat_map(|(module, fresh)| module.items.iter().map(move |it| (module, fresh, it)))
            .collect();
        let mut worklist = Worklist::new(units.len());
        while let Some(at) = worklist.take() {
            let Some((module, fresh, item)) = units.get(at).copied() else { continue };
            let mut look = Look {
                program,
                module,
                types: types.module(module.id),
                fresh,
                purity: &mut purity,
                is_impure: false,
                changes: false,
                func: None,
                comps: 0,
                asked: RefCell::default(),
                turned: Vec::new(),
            };
            walk::walk_item(&mut look, item);
            let (asked, turned) = (look.asked.into_inner(), look.turned);
            asked.into_iter().for_each(|func| worklist.asks(at, func));
            turned.iter().for_each(|func| worklist.changed(func));
        }
        purity
    }

    pub fn is_pure(&self, module: &Module, expr: &Expr) -> bool {
        !self.exprs.contains(&(module.id, expr.id))
    }

    /// Whether the function is impure, and what calls of it change.
    pub fn told(&self, module: ModuleId, func: FuncId) -> impl PartialEq + use<> {
        (self.funcs.contains(&(module, func)), self.changes.told(module, func))
    }

    pub fn changes(&self) -> &FuncChanges {
        &self.changes
    }
}

struct Look<'m, 'p> {
    program: &'m Program,
    module: &'m Module,
    types: &'m TypeMap,
    fresh: &'p FxHashSet<VarId>,
    purity: &'p mut Purity,
    /// Whether something impure was met since the flag was last lowered.
    is_impure: bool,
    /// Whether something was met since then that changes what the function made.
    changes: bool,
    func: Option<FuncId>,
    /// Comprehensions around the expression, in the same function.
    comps: u32,
    /// The functions that were taken for pure.
    asked: RefCell<Vec<(ModuleId, FuncId)>>,
    /// The functions that turned out not to be.
    turned: Vec<(ModuleId, FuncId)>,
}

impl<'m> Visitor<'m> for Look<'m, '_> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        let outer = std::mem::replace(&mut self.is_impure, false);
        let outer_changes = std::mem::replace(&mut self.changes, false);
        let is_comp = matches!(expr.kind, ExprKind::Py(Py::Comp(_)));
        self.comps += u32::from(is_comp);
        walk::walk_expr(self, expr);
        self.comps -= u32::from(is_comp);
        self.is_impure |= self.expr_acts(expr);
        self.changes |= self.expr_changes(expr);
        if self.is_impure || self.changes {
            self.purity.exprs.insert((self.module.id, expr.id));
        }
        self.is_impure |= outer;
        self.changes |= outer_changes;
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        self.is_impure |= self.stmt_acts(stmt);
        walk::walk_stmt(self, stmt);
    }

    fn place(&mut self, place: &'m Place) {
        self.is_impure |= self.binds(place);
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
        let outer = std::mem::replace(&mut self.is_impure, false);
        let outer_changes = std::mem::replace(&mut self.changes, false);
        let outer_comps = std::mem::replace(&mut self.comps, 0);
        let outer_func = self.func.replace(func.id);
        walk::walk_body(self, func);
        self.comps = outer_comps;
        if self.is_impure || func.is_async || func.is_generator {
            let func = (self.module.id, func.id);
            if self.purity.funcs.insert(func) {
                self.turned.push(func);
            }
        }
        self.func = outer_func;
        self.is_impure = outer;
        self.changes = outer_changes;
    }
}

impl<'m> Look<'m, '_> {
    fn acts(&self) -> Acts<'m> {
        Acts { program: self.program, module: self.module, types: self.types }
    }

    /// Whether the expression itself, its operands apart, changes something.
    fn expr_acts(&self, expr: &'m Expr) -> bool {
        // Even of a variable of its own: `map` after `filter` would see only the last value.
        let mut acts = matches!(expr.kind, ExprKind::Py(Py::Assign(..)));
        self.acts().of_expr(expr, &mut |act| acts |= self.is_seen(act));
        acts
    }

    /// Whether the expression itself changes a container, even one that only this function has: `"%s %s" %
    /// (xs, xs.pop())` shows `xs` without the item.
    fn expr_changes(&self, expr: &'m Expr) -> bool {
        let mut changes = false;
        self.acts().of_expr(expr, &mut |act| {
            changes |= matches!(act, Act::Changes(..) | Act::Stores(_) | Act::Updates(..));
        });
        changes
    }

    fn stmt_acts(&self, stmt: &'m Stmt) -> bool {
        let mut acts = false;
        self.acts().of_stmt(stmt, &mut |act| acts |= self.is_seen(act));
        acts
    }

    /// Whether other code can tell that it was done.
    fn is_seen(&self, act: Act<'_>) -> bool {
        match act {
            // What it runs is looked at where it stands.
            Act::Runs(_) => false,
            Act::Calls(callee) => !self.calls_pure(callee),
            Act::Asks(_) => self.purity.changes.factories().are_known_to(self.module.id),
            // A comprehension may walk or ask what it changes: `[(x, xs.append(x)) for x in xs]`.
            Act::Changes(object, _) | Act::Stores(object) => {
                self.comps > 0 || !self.is_fresh(object)
            }
            Act::Updates(place, _) => match &place.kind {
                PlaceKind::Var(var) => !self.is_fresh_var(*var),
                _part => true,
            },
            Act::Walks(_) | Act::Outside | Act::Unknown => true,
        }
    }

    fn calls_pure(&self, callee: &Expr) -> bool {
        match function_of(self.program, self.module, callee) {
            Some(target) => {
                let factories = self.purity.changes.factories();
                let is_pure = !self.purity.funcs.contains(&target)
                    && !factories.are_news_to(self.module.id, target.0);
                if is_pure {
                    self.asked.borrow_mut().push(target);
                }
                is_pure
            }
            None => self.acts().only_reads(callee),
        }
    }

    /// Whether binding the place anew can be seen outside of the function.
    fn binds(&self, place: &Place) -> bool {
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored => false,
            PlaceKind::Var(var) => !self.is_own(*var),
            PlaceKind::Symbol(_) => true,
            // A change of the object, which the statement's acts tell of.
            PlaceKind::Attr { .. } | PlaceKind::Index { .. } | PlaceKind::Slice { .. } => false,
            PlaceKind::Unpack { before, star, after } => {
                before.iter().chain(star.as_deref()).chain(after).any(|part| self.binds(part))
            }
        }
    }

    fn is_own(&self, var: VarId) -> bool {
        self.module.var(var).is_some_and(|var| match var.kind {
            VarKind::Comp | VarKind::Rebound | VarKind::Temp => true,
            VarKind::Param | VarKind::Local | VarKind::Function(_) => Some(var.owner) == self.func,
        })
    }

    /// Whether the object was made by this function and nobody else has it yet.
    fn is_fresh(&self, object: &Expr) -> bool {
        match &object.kind {
            ExprKind::Var(var) => self.is_fresh_var(*var),
            _other => false,
        }
    }

    fn is_fresh_var(&self, var: VarId) -> bool {
        self.is_own(var) && self.fresh.contains(&var)
    }
}

/// Variables that only ever hold what is made in the same function: displays, numbers, what operators give.
fn fresh_vars(module: &Module) -> FxHashSet<VarId> {
    struct Fresh<'m> {
        module: &'m Module,
        /// How many places give the variable something fresh.
        given: FxHashMap<VarId, u32>,
    }
    impl<'m> Visitor<'m> for Fresh<'m> {
        fn module(&self) -> &'m Module {
            self.module
        }

        fn stmt(&mut self, stmt: &'m Stmt) {
            let bound = match &stmt.kind {
                StmtKind::Assign { place, value } if is_new(value) => Some(place),
                StmtKind::AugAssign { place, .. } => Some(place),
                _other => None,
            };
            if let Some(Place { kind: PlaceKind::Var(var), .. }) = bound {
                *self.given.entry(*var).or_default() += 1;
            }
            walk::walk_stmt(self, stmt);
        }
    }
    let mut fresh = Fresh { module, given: FxHashMap::default() };
    walk::walk_module(&mut fresh);
    let is_fresh = |(var, given): &(VarId, u32)| {
        module.var(*var).is_some_and(|var| var.writes == *given && !var.is_captured)
    };
    fresh.given.into_iter().filter(is_fresh).map(|(var, _)| var).collect()
}

/// Whether the value is one that nobody else has.
fn is_new(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::None
        | ExprKind::Bool(_)
        | ExprKind::Int(_)
        | ExprKind::Float(_)
        | ExprKind::Str(_)
        | ExprKind::Bytes(_) => true,
        ExprKind::Py(py) => match py {
            Py::List(_)
            | Py::Tuple(_)
            | Py::Set(_)
            | Py::Dict { .. }
            | Py::Comp(_)
            | Py::FString(_)
            | Py::Unary(..)
            | Py::Binary(..)
            | Py::Compare(..) => true,
            Py::Builtin { row, .. } => match row.effects.gives {
                Gives::Scalar | Gives::Parts => true,
                Gives::Any => false,
            },
            _other => false,
        },
        _other => false,
    }
}
