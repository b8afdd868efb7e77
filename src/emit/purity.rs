//! Which expressions can change a list, a dict or a variable that other code sees.
//!
//! `xs.map(f)` walks the length `xs` had at the start, Python's comprehension the length it has at each
//! step. The two are the same unless `f` changes `xs`, so a comprehension becomes `map` only when its
//! parts are pure in this sense: `raise` is, `append` is not, unless the list was made in the same
//! function. A call of a function of the program is pure when its body is. What prints is not: where there
//! is a condition, `filter` comes before `map`, and the lines would change their order.

use rustc_hash::FxHashSet;

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    ChannelOp, Expr, ExprId, ExprKind, FuncId, Function, Js, Module, ModuleId, Place, PlaceKind,
    Program, Py, Stmt, StmtKind, SymbolKind, VarId, VarKind,
};
use crate::types::ProgramTypes;

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
    /// Takes all for pure, then looks until nothing new is found impure.
    pub fn of(program: &Program, types: &ProgramTypes) -> Purity {
        let mut purity = Purity { changes: FuncChanges::of(program, types), ..Purity::default() };
        loop {
            let before = (purity.exprs.len(), purity.funcs.len());
            for module in &program.modules {
                let fresh = fresh_vars(module);
                let mut look = Look {
                    program,
                    module,
                    fresh,
                    purity: &mut purity,
                    is_impure: false,
                    func: None,
                };
                walk::walk_module(&mut look);
            }
            if before == (purity.exprs.len(), purity.funcs.len()) {
                return purity;
            }
        }
    }

    pub fn is_pure(&self, module: &Module, expr: &Expr) -> bool {
        !self.exprs.contains(&(module.id, expr.id))
    }

    pub fn changes(&self) -> &FuncChanges {
        &self.changes
    }

    /// Whether calling the function is pure.
    pub fn is_pure_function(&self, module: &Module, func: FuncId) -> bool {
        !self.funcs.contains(&(module.id, func))
    }
}

struct Look<'m, 'p> {
    program: &'m Program,
    module: &'m Module,
    fresh: FxHashSet<VarId>,
    purity: &'p mut Purity,
    /// Whether something impure was met since the flag was last lowered.
    is_impure: bool,
    func: Option<FuncId>,
}

impl<'m> Visitor<'m> for Look<'m, '_> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        let outer = std::mem::replace(&mut self.is_impure, false);
        walk::walk_expr(self, expr);
        self.is_impure |= self.acts(expr);
        if self.is_impure {
            self.purity.exprs.insert((self.module.id, expr.id));
        }
        self.is_impure |= outer;
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place, .. } | StmtKind::AugAssign { place, .. } => {
                self.is_impure |= self.stores(place);
            }
            StmtKind::Delete(place) => self.is_impure |= self.stores(place),
            // What a context manager does is not known.
            StmtKind::With { .. } => self.is_impure = true,
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
        let outer = std::mem::replace(&mut self.is_impure, false);
        let outer_func = self.func.replace(func.id);
        walk::walk_body(self, func);
        if self.is_impure || func.is_async || func.is_generator {
            self.purity.funcs.insert((self.module.id, func.id));
        }
        self.func = outer_func;
        self.is_impure = outer;
    }
}

impl Look<'_, '_> {
    /// Whether the expression itself, its operands apart, changes something.
    fn acts(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Var(_)
            | ExprKind::Symbol(_)
            | ExprKind::Func(_)
            | ExprKind::Jsx(_) => false,
            ExprKind::Hook(_) => true,
            ExprKind::Channel(channel) => match channel.op {
                ChannelOp::Open { .. }
                | ChannelOp::On { .. }
                | ChannelOp::Emit { .. }
                | ChannelOp::Request { .. } => true,
            },
            ExprKind::Js(js) => match js {
                Js::Undefined
                | Js::Global(_)
                | Js::Member(..)
                | Js::Object(_)
                | Js::Throw(_)
                | Js::ToJs(_)
                | Js::DynamicImport(_)
                | Js::ImportFactory(_) => false,
                Js::New { callee, .. } => !matches!(callee.kind, ExprKind::Js(Js::Global(_))),
                Js::Call { callee, .. } => !is_pure_js(callee),
            },
            ExprKind::Py(py) => self.py_acts(py),
        }
    }

    fn py_acts(&self, py: &Py) -> bool {
        match py {
            Py::List(_)
            | Py::Tuple(_)
            | Py::Set(_)
            | Py::Dict { .. }
            | Py::FString(_)
            | Py::Unary(..)
            | Py::Binary(..)
            | Py::Compare(..)
            | Py::And(_)
            | Py::Or(_)
            | Py::Cond { .. }
            | Py::Attr(..)
            | Py::Index(..)
            | Py::Slice { .. }
            | Py::BuiltinRef(_)
            | Py::Helper(_)
            | Py::Seq { .. }
            | Py::Pattern(..)
            | Py::Comp(_) => false,
            // Even of a variable of its own: `map` after `filter` would see only the last value.
            Py::Assign(..) => true,
            Py::Await(_) | Py::Yield(_) | Py::YieldFrom(_) => true,
            Py::Call { callee, .. } => !self.calls_pure(callee),
            Py::ForEach { function, .. } => !self.calls_pure(function),
            Py::Method { object, name, .. } => !is_reading(name) && !self.is_fresh(object),
            Py::Builtin { row, args, keywords } => {
                let values = args.iter().filter_map(|arg| match arg {
                    crate::ir::Arg::Pos(value) | crate::ir::Arg::Spread(value) => Some(value),
                    crate::ir::Arg::Omitted => None,
                });
                let mut values = values.chain(keywords.iter().map(|keyword| &keyword.value));
                let calls_back = matches!(
                    row.name,
                    "sorted" | "min" | "max" | "map" | "filter" | "sum" | "iter"
                );
                row.library.is_some_and(|library| !library.is_pure)
                    || matches!(row.name, "next" | "setattr" | "delattr" | "print")
                    || (calls_back && values.any(|value| self.may_call_impure(value)))
            }
        }
    }

    /// Whether a builtin that is given the value may run something impure by calling it.
    fn may_call_impure(&self, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::Func(_) | ExprKind::Symbol(_) => !self.calls_pure(value),
            ExprKind::Var(var) => match self.module.var(*var).map(|var| var.kind) {
                Some(VarKind::Function(func)) => {
                    self.purity.funcs.contains(&(self.module.id, func))
                }
                Some(
                    VarKind::Param
                    | VarKind::Local
                    | VarKind::Temp
                    | VarKind::Comp
                    | VarKind::Rebound,
                )
                | None => false,
            },
            _value => false,
        }
    }

    fn calls_pure(&self, callee: &Expr) -> bool {
        let target = match &callee.kind {
            ExprKind::Func(func) => Some((self.module.id, *func)),
            ExprKind::Var(var) => match self.module.var(*var).map(|var| var.kind) {
                Some(VarKind::Function(func)) => Some((self.module.id, func)),
                Some(
                    VarKind::Param
                    | VarKind::Local
                    | VarKind::Temp
                    | VarKind::Comp
                    | VarKind::Rebound,
                )
                | None => None,
            },
            ExprKind::Symbol(symbol) => {
                self.module.symbol(*symbol).and_then(|symbol| self.definition(&symbol.kind))
            }
            _other => None,
        };
        target.is_some_and(|target| !self.purity.funcs.contains(&target))
    }

    fn definition(&self, kind: &SymbolKind) -> Option<(ModuleId, FuncId)> {
        match kind {
            SymbolKind::Function(func) => Some((self.module.id, *func)),
            SymbolKind::Foreign { module, name } => {
                let module = self.program.modules.get(module.index())?;
                module.symbols.iter().find_map(|symbol| match &symbol.kind {
                    SymbolKind::Function(func) if symbol.name == *name => Some((module.id, *func)),
                    _other => None,
                })
            }
            SymbolKind::Const { .. } | SymbolKind::Import(_) => None,
        }
    }

    /// Whether storing into the place can be seen outside of the function.
    fn stores(&self, place: &Place) -> bool {
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored => false,
            PlaceKind::Var(var) => !self.is_own(*var),
            PlaceKind::Symbol(_) => true,
            PlaceKind::Attr { object, .. }
            | PlaceKind::Index { object, .. }
            | PlaceKind::Slice { object, .. } => !self.is_fresh(object),
            PlaceKind::Unpack { before, star, after } => {
                before.iter().chain(star.as_deref()).chain(after).any(|part| self.stores(part))
            }
        }
    }

    fn is_own(&self, var: VarId) -> bool {
        self.module.var(var).is_some_and(|var| Some(var.owner) == self.func)
    }

    /// Whether the object was made by this function and nobody else has it yet.
    fn is_fresh(&self, object: &Expr) -> bool {
        match &object.kind {
            ExprKind::Var(var) => self.is_own(*var) && self.fresh.contains(var),
            _other => false,
        }
    }
}

/// Variables that hold one list, dict or set made by a display in the same function.
fn fresh_vars(module: &Module) -> FxHashSet<VarId> {
    struct Fresh<'m> {
        module: &'m Module,
        found: FxHashSet<VarId>,
    }
    impl<'m> Visitor<'m> for Fresh<'m> {
        fn module(&self) -> &'m Module {
            self.module
        }

        fn stmt(&mut self, stmt: &'m Stmt) {
            if let StmtKind::Assign { place, value } = &stmt.kind
                && let PlaceKind::Var(var) = place.kind
                && self.module.var(var).is_some_and(|var| var.writes == 1 && !var.is_captured)
                && matches!(
                    &value.kind,
                    ExprKind::Py(Py::List(_) | Py::Dict { .. } | Py::Set(_) | Py::Comp(_))
                )
            {
                self.found.insert(var);
            }
            walk::walk_stmt(self, stmt);
        }
    }
    let mut fresh = Fresh { module, found: FxHashSet::default() };
    walk::walk_module(&mut fresh);
    fresh.found
}

/// Methods of Python's types that only read; no JavaScript method of these names writes to a list.
fn is_reading(name: &str) -> bool {
    matches!(
        name,
        "capitalize"
            | "casefold"
            | "center"
            | "count"
            | "endswith"
            | "find"
            | "format"
            | "get"
            | "index"
            | "isalnum"
            | "isalpha"
            | "isdigit"
            | "islower"
            | "isspace"
            | "isupper"
            | "items"
            | "join"
            | "keys"
            | "ljust"
            | "lower"
            | "lstrip"
            | "partition"
            | "removeprefix"
            | "removesuffix"
            | "replace"
            | "rfind"
            | "rjust"
            | "rpartition"
            | "rsplit"
            | "rstrip"
            | "split"
            | "splitlines"
            | "startswith"
            | "strip"
            | "swapcase"
            | "title"
            | "upper"
            | "values"
            | "zfill"
    )
}

/// Functions of JavaScript that leave Python's values alone.
fn is_pure_js(callee: &Expr) -> bool {
    let ExprKind::Js(Js::Global(path)) = &callee.kind else { return false };
    let head = path.split('.').next().unwrap_or(path);
    matches!(
        head,
        "Boolean"
            | "Date"
            | "Intl"
            | "JSON"
            | "Math"
            | "Number"
            | "String"
            | "decodeURI"
            | "decodeURIComponent"
            | "encodeURI"
            | "encodeURIComponent"
            | "isFinite"
            | "isNaN"
            | "parseFloat"
            | "parseInt"
    )
}
