//! What may leave a function as an exception, as far as the code around it depends on it.
//!
//! ```text
//! def g():                      function* g() {
//!     yield next(it)              try {
//!                                   yield next(it);
//!                                 } catch (error) {
//!                                   throw stopped(error);    a StopIteration must not pass for its end
//! ```
//!
//! Only the module and what it imports are looked at, so that nothing else can change what is emitted.
//! A callee nobody can see (a parameter) counts only where some code in sight deals in StopIteration.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    self, Arg, Comp, Expr, ExprKind, FuncId, Function, Handler, Imports, Keyword, Module, ModuleId,
    Py, Stmt, StmtKind, SymbolKind, VarId, VarKind,
};
use crate::tables::builtins::is_exception_subclass;
use crate::tables::returns::Returns;

type Key = (ModuleId, FuncId);

/// The functions that a StopIteration may leave.
#[derive(Debug, Default)]
pub struct Stops {
    /// Those that it may leave where any code in sight deals in StopIteration.
    funcs: FxHashSet<Key>,
    /// By module: whether any code does that it sees, its own and that of what it imports.
    deals: Vec<bool>,
}

impl Stops {
    pub fn of(program: &ir::Program, imports: &Imports) -> Stops {
        let mut deals = Vec::new();
        let mut direct = Vec::new();
        let mut callers: FxHashMap<Key, Vec<Key>> = FxHashMap::default();
        // A body that runs later, in a `next` or an `await`, changes what leaves it.
        let runs_later = |key: &Key| {
            let module = program.modules.get(key.0.index());
            let func = module.and_then(|module| module.func(key.1));
            func.is_none_or(|func| func.is_generator || func.is_async)
        };
        for module in &program.modules {
            let mut module_deals = false;
            for func in &module.funcs {
                let key = (module.id, func.id);
                let mut leaving = Leaving::new(program, module);
                walk::walk_body(&mut leaving, func);
                module_deals |= leaving.stops || leaving.deals;
                if leaving.stops || leaving.calls_unknown {
                    direct.push(key);
                }
                for callee in leaving.callees.iter().filter(|callee| !runs_later(callee)) {
                    callers.entry(*callee).or_default().push(key);
                }
            }
            deals.push(module_deals);
        }
        let mut stops = Stops { funcs: FxHashSet::default(), deals: imports.any_reached(&deals) };
        let mut open = direct;
        while let Some(key) = open.pop() {
            if stops.funcs.insert(key) && !runs_later(&key) {
                open.extend(callers.get(&key).into_iter().flatten());
            }
        }
        stops
    }

    /// Whether one may leave the function.
    pub fn told(&self, module: ModuleId, func: FuncId) -> bool {
        self.funcs.contains(&(module, func))
    }

    pub fn are_dealt_with(&self, module: ModuleId) -> bool {
        self.deals.get(module.index()) == Some(&true)
    }

    fn sees_some(&self, module: &Module) -> bool {
        self.deals.get(module.id.index()) == Some(&true)
    }

    /// Whether a StopIteration may leave the body of the function.
    pub fn leaves(&self, module: &Module, func: &Function) -> bool {
        self.sees_some(module) && self.funcs.contains(&(module.id, func.id))
    }

    /// The same of a comprehension.
    pub fn leaves_comp(&self, program: &ir::Program, module: &Module, comp: &Comp) -> bool {
        if !self.sees_some(module) {
            return false;
        }
        let mut leaving = Leaving::new(program, module);
        walk::walk_comp(&mut leaving, comp);
        leaving.stops
            || leaving.calls_unknown
            || leaving.callees.iter().any(|key| self.funcs.contains(key))
    }
}

/// Collects what may raise StopIteration in a body, outside of nested functions.
struct Leaving<'m> {
    program: &'m ir::Program,
    module: &'m Module,
    stops: bool,
    /// Whether it mentions StopIteration in another way.
    deals: bool,
    calls_unknown: bool,
    callees: Vec<Key>,
    /// The variables of `except … as e`: what they hold came from the body of their `try`.
    caught: FxHashSet<VarId>,
}

impl<'m> Leaving<'m> {
    fn new(program: &'m ir::Program, module: &'m Module) -> Leaving<'m> {
        Leaving {
            program,
            module,
            stops: false,
            deals: false,
            calls_unknown: false,
            callees: Vec::new(),
            caught: FxHashSet::default(),
        }
    }

    fn foreign(&mut self, id: ModuleId, name: &Name) {
        let home = self.program.modules.get(id.index());
        let found = home.and_then(|home| home.function_named(name));
        self.callees.extend(found.map(|func| (id, func.id)));
    }

    /// Whether what is called is found among the callees, or is none of Python's.
    fn is_known(&self, callee: &Expr) -> bool {
        match &callee.kind {
            ExprKind::Var(var) => {
                let kind = self.module.var(*var).map(|row| row.kind);
                matches!(kind, Some(VarKind::Function(_)))
            }
            ExprKind::Symbol(symbol) => {
                self.module.symbol(*symbol).is_some_and(|row| match row.kind {
                    SymbolKind::Function(_)
                    | SymbolKind::Foreign { .. }
                    | SymbolKind::Import(_) => true,
                    SymbolKind::Const { .. } => false,
                })
            }
            ExprKind::Func(_) | ExprKind::Js(_) => true,
            ExprKind::Py(py) => matches!(py, Py::Helper(_) | Py::BuiltinRef(_)),
            _other => false,
        }
    }

    /// `sorted(xs, key=f)` calls `f`.
    fn key(&mut self, keywords: &[Keyword]) {
        let key = keywords.iter().find(|keyword| &*keyword.name == "key");
        self.calls_unknown |= key.is_some_and(|key| !self.is_known(&key.value));
    }

    fn raised(&mut self, exc: &Expr) {
        let name = match &exc.kind {
            ExprKind::Py(Py::Builtin { row, .. } | Py::BuiltinRef(row)) => Some(row.name),
            ExprKind::Var(var) if self.caught.contains(var) => return,
            ExprKind::Js(_) => return,
            _other => None,
        };
        match name {
            Some("StopIteration") => self.stops = true,
            Some(name) if is_exception_subclass(name, "BaseException") => {}
            Some(_) | None => self.calls_unknown = true,
        }
    }
}

impl<'m> Visitor<'m> for Leaving<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Raise { exc: Some(exc), .. } => self.raised(exc),
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.caught.extend(handlers.iter().filter_map(|handler| handler.var));
                let stops = handlers.iter().any(|handler| catches(handler, "StopIteration"));
                if !stops || handlers.iter().any(|handler| reraises(&handler.body)) {
                    walk::walk_block(self, body);
                }
                // The classes of the clauses are no way to raise them.
                for handler in handlers {
                    walk::walk_block(self, &handler.body);
                }
                walk::walk_block(self, orelse);
                walk::walk_block(self, finally);
                return;
            }
            // A nested function that is called is mentioned.
            StmtKind::Def { .. } => return,
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Py(Py::Builtin { row, args, keywords }) => {
                self.stops |= row.returns == Returns::Next && args.len() == 1;
                self.deals |= row.name == "StopIteration";
                if let ("functools.reduce", Some(Arg::Pos(callback))) = (row.name, args.first()) {
                    self.calls_unknown |= !self.is_known(callback);
                }
                self.key(keywords);
            }
            ExprKind::Py(Py::BuiltinRef(row)) => {
                self.deals |= row.name == "StopIteration" || row.returns == Returns::Next;
            }
            ExprKind::Py(Py::Method { name, keywords, .. }) => {
                self.stops |= matches!(&**name, "send" | "throw" | "__next__");
                self.key(keywords);
            }
            ExprKind::Py(Py::Call { callee, .. }) => {
                self.calls_unknown |= !self.is_known(callee);
            }
            ExprKind::Var(var) => {
                if let Some(VarKind::Function(func)) = self.module.var(*var).map(|row| row.kind) {
                    self.callees.push((self.module.id, func));
                }
            }
            ExprKind::Symbol(symbol) => match self.module.symbol(*symbol).map(|row| &row.kind) {
                Some(SymbolKind::Function(func)) => self.callees.push((self.module.id, *func)),
                Some(SymbolKind::Foreign { module, name }) => self.foreign(*module, name),
                Some(SymbolKind::Const { .. } | SymbolKind::Import(_)) | None => {}
            },
            ExprKind::Func(func) => self.callees.push((self.module.id, *func)),
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}

/// Whether the clause catches the exception of that name, for certain.
fn catches(handler: &Handler, name: &str) -> bool {
    handler.classes.is_empty()
        || handler.classes.iter().any(|class| match &class.kind {
            ExprKind::Py(Py::BuiltinRef(row)) => is_exception_subclass(name, row.name),
            _value => false,
        })
}

/// Whether the clause may catch a GeneratorExit.
fn may_catch_exit(handler: &Handler) -> bool {
    handler.classes.is_empty()
        || handler.classes.iter().any(|class| match &class.kind {
            ExprKind::Py(Py::BuiltinRef(row)) => is_exception_subclass("GeneratorExit", row.name),
            _value => true,
        })
}

/// Whether the handler raises again what it caught, by a bare `raise` of its own.
pub fn reraises(stmts: &[Stmt]) -> bool {
    stmts.iter().any(|stmt| match &stmt.kind {
        StmtKind::Raise { exc, .. } => exc.is_none(),
        StmtKind::With { body, .. } => reraises(body),
        StmtKind::If { body, orelse, .. }
        | StmtKind::While { body, orelse, .. }
        | StmtKind::For { body, orelse, .. } => reraises(body) || reraises(orelse),
        StmtKind::Try { body, handlers, orelse, finally } => {
            reraises(body)
                || reraises(orelse)
                || reraises(finally)
                || handlers.iter().any(|handler| reraises(&handler.body))
        }
        StmtKind::Error
        | StmtKind::Expr(_)
        | StmtKind::Assign { .. }
        | StmtKind::AugAssign { .. }
        | StmtKind::Delete(_)
        | StmtKind::Return(_)
        | StmtKind::Assert { .. }
        | StmtKind::Def { .. }
        | StmtKind::Break
        | StmtKind::Continue
        | StmtKind::Pass => false,
    })
}

/// Whether a GeneratorExit thrown into the generator leaves it as it came, whatever it was doing.
pub fn lets_exit_through(module: &Module, func: &Function) -> bool {
    let mut keeper = ExitKeeper { module, keeps: false, handles: false };
    walk::walk_body(&mut keeper, func);
    !keeper.keeps
}

/// Whether the generator has a handler that a GeneratorExit may get to.
pub fn handles_exit(module: &Module, func: &Function) -> bool {
    let mut keeper = ExitKeeper { module, keeps: false, handles: false };
    walk::walk_body(&mut keeper, func);
    keeper.handles
}

/// Looks for what may keep a GeneratorExit: a `try` or `with` around a `yield`.
struct ExitKeeper<'m> {
    module: &'m Module,
    keeps: bool,
    /// By a handler.
    handles: bool,
}

impl<'m> Visitor<'m> for ExitKeeper<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        self.keeps |= match &stmt.kind {
            StmtKind::Try { body, handlers, finally, .. } => {
                let handles = handlers.iter().any(may_catch_exit);
                let keeps = (handles || !finally.is_empty()) && suspends(self.module, body);
                self.handles |= keeps && handles;
                keeps
            }
            StmtKind::With { body, .. } => suspends(self.module, body),
            _other => false,
        };
        walk::walk_stmt(self, stmt);
    }

    fn func(&mut self, _nested: &'m Function) {}
}

/// Whether the statements yield or await, outside of nested functions.
pub fn suspends(module: &Module, stmts: &[Stmt]) -> bool {
    let mut finder = Suspension { module, yields: false, awaits: false };
    stmts.iter().for_each(|stmt| finder.stmt(stmt));
    finder.yields || finder.awaits
}

/// Whether the statements yield.
pub fn yields(module: &Module, stmts: &[Stmt]) -> bool {
    let mut finder = Suspension { module, yields: false, awaits: false };
    stmts.iter().for_each(|stmt| finder.stmt(stmt));
    finder.yields
}

struct Suspension<'m> {
    module: &'m Module,
    yields: bool,
    awaits: bool,
}

impl<'m> Visitor<'m> for Suspension<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.yields |= matches!(expr.kind, ExprKind::Py(Py::Yield(_) | Py::YieldFrom(_)));
        self.awaits |= matches!(expr.kind, ExprKind::Py(Py::Await(_)));
        walk::walk_expr(self, expr);
    }

    fn func(&mut self, _nested: &'m Function) {}
}

/// By module: whether some function of it or of what it imports has a bare `raise` outside of its own
/// handlers. What it raises is what a caller is handling.
pub fn raise_what_callers_handle(program: &ir::Program, imports: &Imports) -> Vec<bool> {
    let raises = |module| {
        let mut finder = BareRaise { module, handlers: 0, found: false };
        walk::walk_module(&mut finder);
        finder.found
    };
    let own: Vec<bool> = program.modules.iter().map(raises).collect();
    imports.any_reached(&own)
}

struct BareRaise<'m> {
    module: &'m Module,
    handlers: usize,
    found: bool,
}

impl<'m> Visitor<'m> for BareRaise<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Raise { exc: None, .. } => self.found |= self.handlers == 0,
            StmtKind::Try { body, handlers, orelse, finally } => {
                walk::walk_block(self, body);
                self.handlers += 1;
                for handler in handlers {
                    walk::walk_block(self, &handler.body);
                }
                self.handlers -= 1;
                walk::walk_block(self, orelse);
                // What leaves the `try` is handled there, before what a handler around handles.
                let around = std::mem::take(&mut self.handlers);
                walk::walk_block(self, finally);
                self.handlers = around;
                return;
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn func(&mut self, func: &'m Function) {
        let around = std::mem::take(&mut self.handlers);
        walk::walk_defaults(self, func);
        walk::walk_body(self, func);
        self.handlers = around;
    }
}

/// Whether the statements call anything, which might raise again what is being handled.
pub fn calls(module: &Module, stmts: &[Stmt]) -> bool {
    let mut finder = Calls { module, found: false };
    stmts.iter().for_each(|stmt| finder.stmt(stmt));
    finder.found
}

struct Calls<'m> {
    module: &'m Module,
    found: bool,
}

impl<'m> Visitor<'m> for Calls<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.found |= match &expr.kind {
            ExprKind::Py(Py::Call { .. } | Py::Method { .. } | Py::Await(_) | Py::YieldFrom(_)) => {
                true
            }
            ExprKind::Py(Py::Builtin { row, .. }) => {
                row.name != "print" && !is_exception_subclass(row.name, "BaseException")
            }
            ExprKind::Js(_) => true,
            _other => false,
        };
        walk::walk_expr(self, expr);
    }
}
