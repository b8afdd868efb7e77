//! What the modules bind to their names, and what they call: one walk, for the passes that follow a value
//! back to where it comes from.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Body, Clause, Default, Element, Expr, ExprId, ExprKind, FuncId, Function, Item, Module,
    ModuleId, ParamKind, Place, PlaceKind, Program, Py, Stmt, StmtKind, SymbolId, SymbolKind, Tag,
    VarId, VarKind,
};

use super::asked::Questions;

/// The modules of a program.
pub struct Indexes<'p> {
    program: &'p Program,
    all: Vec<Index<'p>>,
}

/// How far a callee is followed to the functions that it may be.
const MAX_STEPS: u32 = 6;

impl<'p> Indexes<'p> {
    pub fn new(program: &'p Program) -> Indexes<'p> {
        Indexes { program, all: program.modules.iter().map(Index::of).collect() }
    }

    pub fn all(&self) -> &[Index<'p>] {
        &self.all
    }

    pub fn of(&self, module: ModuleId) -> Option<&Index<'p>> {
        self.all.get(module.index())
    }

    pub fn module(&self, module: ModuleId) -> Option<&'p Module> {
        self.program.modules.get(module.index())
    }

    /// The functions that a callee may be, as far as they are easily seen.
    pub fn targets(&self, module: ModuleId, callee: &Expr) -> Vec<(ModuleId, FuncId)> {
        let mut targets = Vec::new();
        self.find_targets(module, callee, MAX_STEPS, &mut targets);
        targets
    }

    fn find_targets(
        &self,
        module: ModuleId,
        callee: &Expr,
        steps: u32,
        out: &mut Vec<(ModuleId, FuncId)>,
    ) {
        let (Some(index), Some(steps)) = (self.of(module), steps.checked_sub(1)) else { return };
        match &callee.kind {
            ExprKind::Func(func) => out.push((module, *func)),
            ExprKind::Var(var) => match index.module.var(*var).map(|row| row.kind) {
                Some(VarKind::Function(func)) => out.push((module, func)),
                _other => {
                    out.extend(index.defs(*var).iter().map(|func| (module, *func)));
                    for value in index.values(Root::Var(*var)) {
                        self.find_targets(module, value, steps, out);
                    }
                }
            },
            ExprKind::Symbol(symbol) => match self.home(module, *symbol) {
                Some((home, Definition::Function(func))) => out.push((home, func)),
                Some((home, Definition::Constant(symbol))) => {
                    let values = self.of(home).map(|index| index.values(Root::Symbol(symbol)));
                    for value in values.unwrap_or_default() {
                        self.find_targets(home, value, steps, out);
                    }
                }
                None => {}
            },
            ExprKind::Py(Py::Call { callee, .. }) => {
                let mut made = Vec::new();
                self.find_targets(module, callee, steps, &mut made);
                for (home, func) in made {
                    let results = self.of(home).map(|index| index.results(func));
                    for result in results.unwrap_or_default() {
                        self.find_targets(home, result, steps, out);
                    }
                }
            }
            ExprKind::Py(Py::Cond { then, orelse, .. }) => {
                self.find_targets(module, then, steps, out);
                self.find_targets(module, orelse, steps, out);
            }
            _unknown => {}
        }
    }

    /// Where a name is defined, and as what.
    pub fn home(&self, module: ModuleId, symbol: SymbolId) -> Option<(ModuleId, Definition)> {
        match &self.module(module)?.symbol(symbol)?.kind {
            SymbolKind::Function(func) => Some((module, Definition::Function(*func))),
            SymbolKind::Const { .. } => Some((module, Definition::Constant(symbol))),
            SymbolKind::Foreign { module, name } => {
                let home = self.module(*module)?;
                let id = *home.definitions.get(name)?;
                let definition = match &home.symbol(id)?.kind {
                    SymbolKind::Function(func) => Definition::Function(*func),
                    SymbolKind::Const { .. } => Definition::Constant(id),
                    SymbolKind::Foreign { .. } | SymbolKind::Import(_) => return None,
                };
                Some((*module, definition))
            }
            SymbolKind::Import(_) => None,
        }
    }
}

/// What a module-level name is.
#[derive(Clone, Copy)]
pub enum Definition {
    Function(FuncId),
    Constant(SymbolId),
}

/// Where a value is kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Root {
    Var(VarId),
    Symbol(SymbolId),
}

/// How a function is called.
#[derive(Clone, Copy)]
pub enum Call<'p> {
    Args(&'p [Arg]),
    /// A component: its parameters are props.
    Element(&'p Element),
}

pub struct Index<'p> {
    pub module: &'p Module,
    /// What is bound to a name, or stored into what it holds.
    values: FxHashMap<Root, Vec<&'p Expr>>,
    /// The functions that `def` binds to a variable which other statements bind too.
    defs: FxHashMap<VarId, Vec<FuncId>>,
    results: FxHashMap<FuncId, Vec<&'p Expr>>,
    /// The function and the position of each parameter.
    pub params: FxHashMap<VarId, (FuncId, usize)>,
    /// Callees and how they are called.
    pub calls: Vec<(&'p Expr, Call<'p>)>,
    /// The values that are asked.
    pub questions: Vec<(&'p Expr, Questions)>,
    /// Functions that are values here and say themselves that they are called with keywords.
    pub values_by_name: FxHashSet<FuncId>,
    /// Those that may be, `def f(x, *, y=1)`.
    pub values_perhaps_by_name: FxHashSet<FuncId>,
    /// Functions with a name that decorators are given: `@app.command`.
    pub decorated: FxHashSet<FuncId>,
    /// What the setter of a state is given, by the hook.
    pub set: FxHashMap<ExprId, Vec<&'p [Arg]>>,
}

impl<'p> Index<'p> {
    pub fn of(module: &'p Module) -> Index<'p> {
        let index = Index {
            module,
            values: FxHashMap::default(),
            defs: FxHashMap::default(),
            results: FxHashMap::default(),
            params: FxHashMap::default(),
            calls: Vec::new(),
            questions: Vec::new(),
            values_by_name: FxHashSet::default(),
            values_perhaps_by_name: FxHashSet::default(),
            decorated: FxHashSet::default(),
            set: FxHashMap::default(),
        };
        let mut build = Build { index, funcs: Vec::new(), called: FxHashMap::default() };
        for item in &module.items {
            match item {
                Item::Function { func, .. } => {
                    if let Some(func) = module.func(*func) {
                        build.func(func);
                    }
                }
                Item::Const { symbol, value, .. } => {
                    build.bind(Root::Symbol(*symbol), value);
                    build.expr(value);
                }
            }
        }
        build.setters();
        build.index
    }

    pub fn values(&self, root: Root) -> &[&'p Expr] {
        self.values.get(&root).map_or(&[], Vec::as_slice)
    }

    pub fn defs(&self, var: VarId) -> &[FuncId] {
        self.defs.get(&var).map_or(&[], Vec::as_slice)
    }

    pub fn results(&self, func: FuncId) -> &[&'p Expr] {
        self.results.get(&func).map_or(&[], Vec::as_slice)
    }
}

struct Build<'p> {
    index: Index<'p>,
    funcs: Vec<FuncId>,
    /// Calls through variables.
    called: FxHashMap<VarId, Vec<&'p [Arg]>>,
}

impl<'p> Build<'p> {
    fn bind(&mut self, root: Root, value: &'p Expr) {
        self.index.values.entry(root).or_default().push(value);
    }

    /// What is stored into an item stands for the whole container.
    fn store(&mut self, place: &'p Place, value: &'p Expr) {
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored => {}
            PlaceKind::Var(var) => self.bind(Root::Var(*var), value),
            PlaceKind::Symbol(symbol) => self.bind(Root::Symbol(*symbol), value),
            PlaceKind::Attr { object, .. }
            | PlaceKind::Index { object, .. }
            | PlaceKind::Slice { object, .. } => {
                if let Some(root) = root(object) {
                    self.bind(root, value);
                }
            }
            PlaceKind::Unpack { before, star, after } => {
                let parts = before.iter().chain(star.as_deref()).chain(after);
                match &value.kind {
                    ExprKind::Py(Py::Tuple(items) | Py::List(items))
                        if star.is_none() && items.len() == before.len() + after.len() =>
                    {
                        for (part, item) in parts.zip(items) {
                            if let Arg::Pos(item) | Arg::Spread(item) = item {
                                self.store(part, item);
                            }
                        }
                    }
                    _whole => parts.for_each(|part| self.store(part, value)),
                }
            }
        }
    }

    fn call(&mut self, callee: &'p Expr, args: &'p [Arg]) {
        self.index.calls.push((callee, Call::Args(args)));
        if let ExprKind::Var(var) = callee.kind {
            self.called.entry(var).or_default().push(args);
        }
        let ExprKind::Py(Py::Helper(helper)) = callee.kind else { return };
        let questions = match helper {
            "callWith" | "partialWith" => Questions::PARAMETERS,
            "nameOf" => Questions::NAME,
            _other => return,
        };
        if let Some(Arg::Pos(value)) = args.first() {
            self.index.questions.push((value, questions));
        }
        if helper == "callWith"
            && let Some((Arg::Pos(callee), _)) = args.split_first()
        {
            self.index.calls.push((callee, Call::Args(args.get(1..).unwrap_or_default())));
        }
    }

    /// `x, set_x = useState(…)`: what `set_x` is given becomes `x`.
    fn setters(&mut self) {
        let mut set: FxHashMap<ExprId, Vec<&'p [Arg]>> = FxHashMap::default();
        for (var, calls) in &self.called {
            for value in self.index.values(Root::Var(*var)) {
                if matches!(value.kind, ExprKind::Hook(_)) {
                    set.entry(value.id).or_default().extend(calls);
                }
            }
        }
        self.index.set = set;
    }

    /// A function that is read other than to call it.
    fn value(&mut self, func: FuncId) {
        match self.index.module.func(func).and_then(is_called_by_name) {
            Some(true) => self.index.values_by_name.insert(func),
            Some(false) => self.index.values_perhaps_by_name.insert(func),
            None => false,
        };
    }

    fn callee(&mut self, callee: &'p Expr) {
        match &callee.kind {
            ExprKind::Var(_) | ExprKind::Symbol(_) => {}
            ExprKind::Func(func) => {
                if let Some(func) = self.index.module.func(*func) {
                    self.func(func);
                }
            }
            _other => self.expr(callee),
        }
    }

    fn py(&mut self, expr: &'p Expr, py: &'p Py) {
        match py {
            Py::Call { callee, args } => {
                self.call(callee, args);
                self.callee(callee);
                return walk::walk_args(self, args);
            }
            Py::Method { object, args, .. } => {
                if let Some(root) = root(object) {
                    for arg in args {
                        if let Arg::Pos(value) | Arg::Spread(value) = arg {
                            self.bind(root, value);
                        }
                    }
                }
            }
            Py::Assign(var, value) => self.bind(Root::Var(*var), value),
            Py::Comp(comp) => {
                for Clause { place, iter, .. } in &comp.clauses {
                    self.store(place, iter);
                }
            }
            Py::Yield(Some(value)) | Py::YieldFrom(value) => self.result(value),
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn result(&mut self, value: &'p Expr) {
        if let Some(func) = self.funcs.last() {
            self.index.results.entry(*func).or_default().push(value);
        }
    }
}

impl<'p> Visitor<'p> for Build<'p> {
    fn module(&self) -> &'p Module {
        self.index.module
    }

    fn stmt(&mut self, stmt: &'p Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place, value } | StmtKind::AugAssign { place, value, .. } => {
                self.store(place, value);
            }
            StmtKind::For { place, iter, .. } => self.store(place, iter),
            StmtKind::With { context, place: Some(place), .. } => self.store(place, context),
            StmtKind::Return(Some(value)) => self.result(value),
            StmtKind::Def { var, func } => {
                let row = self.index.module.var(*var);
                if row.is_some_and(|row| row.kind != VarKind::Function(*func)) {
                    self.index.defs.entry(*var).or_default().push(*func);
                    self.value(*func);
                }
            }
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'p Expr) {
        match &expr.kind {
            ExprKind::Func(func) => {
                self.value(*func);
                if self.index.module.func(*func).is_some_and(|it| it.name.is_some()) {
                    self.index.decorated.insert(*func);
                }
            }
            ExprKind::Var(var) => {
                let row = self.index.module.var(*var);
                if let Some(VarKind::Function(func)) = row.map(|row| row.kind) {
                    self.value(func);
                }
            }
            ExprKind::Symbol(symbol) => {
                let row = self.index.module.symbol(*symbol);
                if let Some(SymbolKind::Function(func)) = row.map(|row| &row.kind) {
                    self.value(*func);
                }
            }
            ExprKind::Py(py) => return self.py(expr, py),
            ExprKind::Jsx(element) => {
                if let Tag::Component(component) = &element.tag {
                    self.index.calls.push((component, Call::Element(element)));
                }
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }

    fn func(&mut self, func: &'p Function) {
        for (position, param) in func.params.iter().enumerate() {
            self.index.params.insert(param.var, (func.id, position));
            match &param.default {
                Some(Default::Inline(value)) => self.bind(Root::Var(param.var), value),
                Some(Default::Once { temp, value }) => {
                    self.bind(Root::Var(*temp), value);
                    self.bind(Root::Var(param.var), value);
                }
                None => {}
            }
        }
        walk::walk_defaults(self, func);
        self.funcs.push(func.id);
        if let Body::Expr(value) = &func.body {
            self.result(value);
        }
        walk::walk_body(self, func);
        self.funcs.pop();
    }
}

/// The name that holds the container an expression leads into.
fn root(expr: &Expr) -> Option<Root> {
    match &expr.kind {
        ExprKind::Var(var) => Some(Root::Var(*var)),
        ExprKind::Symbol(symbol) => Some(Root::Symbol(*symbol)),
        ExprKind::Py(Py::Attr(object, _) | Py::Index(object, _) | Py::Slice { object, .. }) => {
            root(object)
        }
        ExprKind::Py(Py::Method { object, .. }) => root(object),
        _other => None,
    }
}

/// Whether a function says itself that it is called with keywords, or may be.
fn is_called_by_name(func: &Function) -> Option<bool> {
    let by_name = func.params.iter().filter_map(|param| match param.kind {
        ParamKind::Keywords => Some(true),
        ParamKind::KeywordOnly => Some(param.default.is_none()),
        ParamKind::PositionalOnly | ParamKind::Positional | ParamKind::Rest => None,
    });
    by_name.max()
}
