//! Which functions are asked at run time what they are called, or which parameters they have.
//!
//! ```text
//! def run(f, **options): return f(**options)      whatever reaches `f` needs its parameters
//! run(lambda size: size * 2, size=3)              so this lambda carries them
//! sorted(xs, key=lambda x: x.size)                and this one does not
//! ```
//!
//! A function carries what is asked of it only where it is handed to code that is known to ask. The search
//! starts at each question and follows the value back: a variable to what is assigned to it, a parameter to
//! the arguments of the calls in sight, a call to what the function returns, an item to its container. It is
//! coarse where that costs little: an item stands for the whole container, an argument of unknown code for
//! its result.
//!
//! Knowledge flows from a module to its importers only. An importer that asks a function of another module
//! gives it its parameters where it hands it over (`uses`); what it cannot reach stays without, and then the
//! runtime refuses the call and says so.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::{
    Arg, Child, CompKind, DictEntry, Expr, ExprId, ExprKind, FuncId, Function, Imports, ModuleId,
    ParamKind, Prop, Py, Role, SymbolId, VarId, VarKind,
};
use crate::tables::hooks::HookKind;

use super::index::{Call, Definition, Index, Indexes, Root};

/// What is asked of a function.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Questions {
    pub name: bool,
    pub parameters: bool,
}

impl Questions {
    pub const NAME: Questions = Questions { name: true, parameters: false };
    pub const PARAMETERS: Questions = Questions { name: false, parameters: true };

    fn add(&mut self, more: Questions) -> bool {
        let before = *self;
        self.name |= more.name;
        self.parameters |= more.parameters;
        *self != before
    }
}

/// What is asked of the functions of a program.
#[derive(Debug, Default)]
pub struct Asked {
    funcs: FxHashMap<(ModuleId, FuncId), Questions>,
    /// Functions of other modules and builtins, by the expression that hands them over.
    uses: FxHashMap<(ModuleId, ExprId), Questions>,
    /// The modules that reach one which asks for parameters.
    asking: FxHashSet<ModuleId>,
}

impl Asked {
    pub fn of(indexes: &Indexes, imports: &Imports) -> Asked {
        let mut search = Search {
            imports,
            indexes,
            calls: FxHashMap::default(),
            asked: Asked::default(),
            seen: FxHashMap::default(),
            open: Vec::new(),
        };
        search.find_calls();
        search.ask();
        search.asked
    }

    pub fn of_function(&self, module: ModuleId, func: FuncId) -> Questions {
        self.funcs.get(&(module, func)).copied().unwrap_or_default()
    }

    /// Whether somebody whom the module reaches asks functions for their parameters.
    pub fn has_askers(&self, module: ModuleId) -> bool {
        self.asking.contains(&module)
    }

    pub fn of_use(&self, module: ModuleId, expr: ExprId) -> Questions {
        self.uses.get(&(module, expr)).copied().unwrap_or_default()
    }
}

/// Something whose value is asked.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Node {
    Expr(ExprId),
    Var(VarId),
    Symbol(SymbolId),
    Result(FuncId),
    /// A function as a value.
    Func(FuncId),
}

struct Search<'p> {
    imports: &'p Imports,
    indexes: &'p Indexes<'p>,
    /// The calls of each function, with the module each stands in.
    calls: FxHashMap<(ModuleId, FuncId), Vec<(ModuleId, Call<'p>)>>,
    asked: Asked,
    seen: FxHashMap<(ModuleId, Node), Questions>,
    open: Vec<(ModuleId, Node, Questions)>,
}

impl<'p> Search<'p> {
    fn find_calls(&mut self) {
        let mut calls: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for index in self.indexes.all() {
            let module = index.module.id;
            for (callee, call) in &index.calls {
                for target in self.indexes.targets(module, callee) {
                    calls.entry(target).or_default().push((module, *call));
                }
            }
        }
        self.calls = calls;
    }

    fn ask(&mut self) {
        let asking = |asks: fn(&Questions) -> bool| -> Vec<usize> {
            let asks = |index: &&Index| index.questions.iter().any(|(_, asked)| asks(asked));
            let modules = self.indexes.all().iter().filter(asks);
            modules.map(|index| index.module.id.index()).collect()
        };
        let by_parameters = asking(|asked| asked.parameters);
        let by_name = asking(|asked| asked.name);
        for index in self.indexes.all() {
            // Whoever may be handed them asks them.
            let own = index.module.id;
            let reached = self.imports.reached(own);
            let is_seen = |at: &usize| *at == own.index() || reached.contains(*at);
            if by_parameters.iter().any(is_seen) {
                self.asked.asking.insert(own);
                for func in &index.values_perhaps_by_name {
                    self.push(own, Node::Func(*func), Questions::PARAMETERS);
                }
            }
            if by_name.iter().any(is_seen) {
                for func in &index.decorated {
                    self.push(own, Node::Func(*func), Questions::NAME);
                }
            }
            for (expr, questions) in &index.questions {
                self.want(index.module.id, expr, *questions);
            }
            for func in &index.values_by_name {
                self.push(index.module.id, Node::Func(*func), Questions::PARAMETERS);
            }
        }
        while let Some((module, node, questions)) = self.open.pop() {
            self.follow(module, node, questions);
        }
    }

    fn push(&mut self, module: ModuleId, node: Node, questions: Questions) {
        let is_new = self.seen.entry((module, node)).or_default().add(questions);
        if is_new {
            self.open.push((module, node, questions));
        }
    }

    fn follow(&mut self, module: ModuleId, node: Node, questions: Questions) {
        let Some(index) = self.indexes.of(module) else { return };
        match node {
            // An expression's parts are followed when it is met.
            Node::Expr(_) => {}
            Node::Var(var) => {
                for value in index.values(Root::Var(var)) {
                    self.want(module, value, questions);
                }
                for func in index.defs(var) {
                    self.push(module, Node::Func(*func), questions);
                }
                if let Some((func, position)) = index.params.get(&var) {
                    self.want_argument(module, *func, *position, questions);
                }
            }
            Node::Symbol(symbol) => {
                for value in index.values(Root::Symbol(symbol)) {
                    self.want(module, value, questions);
                }
            }
            Node::Result(func) => {
                for value in index.results(func) {
                    self.want(module, value, questions);
                }
            }
            Node::Func(func) => {
                let is_plain = index.module.func(func).is_some_and(|func| func.role == Role::Plain);
                if is_plain {
                    self.asked.funcs.entry((module, func)).or_default().add(questions);
                }
            }
        }
    }

    /// What the calls in sight pass to a parameter.
    fn want_argument(
        &mut self,
        home: ModuleId,
        func: FuncId,
        position: usize,
        questions: Questions,
    ) {
        let params =
            self.indexes.module(home).and_then(|it| it.func(func)).map(|func| &func.params);
        let Some(param) = params.and_then(|params| params.get(position)) else { return };
        let name = self.indexes.module(home).and_then(|it| it.var(param.var)).map(|var| &var.name);
        let is_open = matches!(param.kind, ParamKind::Rest | ParamKind::Keywords);
        for (module, call) in self.calls.get(&(home, func)).cloned().unwrap_or_default() {
            match call {
                Call::Args(args) => {
                    let is_plain = |arg: &Arg| matches!(arg, Arg::Pos(_) | Arg::Omitted);
                    match args.get(position) {
                        Some(Arg::Pos(value)) if !is_open && args.iter().all(is_plain) => {
                            self.want(module, value, questions);
                        }
                        _unsure => self.want_args(module, args, questions),
                    }
                }
                Call::Element(element) => {
                    for prop in &element.props {
                        match prop {
                            Prop::Named { name: prop, value, .. } => {
                                if is_open || name == Some(prop) {
                                    self.want(module, value, questions);
                                }
                            }
                            Prop::Spread(value) => self.want(module, value, questions),
                        }
                    }
                    if param.kind == ParamKind::Rest {
                        for child in &element.children {
                            let (Child::One(value) | Child::Spread(value)) = child;
                            self.want(module, value, questions);
                        }
                    }
                }
            }
        }
    }

    fn want_args(&mut self, module: ModuleId, args: &'p [Arg], questions: Questions) {
        for arg in args {
            match arg {
                Arg::Pos(value) | Arg::Spread(value) => self.want(module, value, questions),
                Arg::Omitted => {}
            }
        }
    }

    /// An argument of code that is not followed: the result may be the argument, or the argument's.
    fn want_given(&mut self, module: ModuleId, args: &'p [Arg], questions: Questions) {
        self.want_args(module, args, questions);
        for arg in args {
            let (Arg::Pos(value) | Arg::Spread(value)) = arg else { continue };
            for (home, func) in self.indexes.targets(module, value) {
                if self.imports.are_one(module, home) {
                    self.push(home, Node::Result(func), questions);
                }
            }
        }
    }

    /// The value of an expression is asked.
    fn want(&mut self, module: ModuleId, expr: &'p Expr, questions: Questions) {
        if !self.seen.entry((module, Node::Expr(expr.id))).or_default().add(questions) {
            return;
        }
        match &expr.kind {
            ExprKind::Func(func) => self.push(module, Node::Func(*func), questions),
            ExprKind::Var(var) => {
                let row = self.indexes.module(module).and_then(|module| module.var(*var));
                if let Some(VarKind::Function(func)) = row.map(|row| row.kind) {
                    self.push(module, Node::Func(func), questions);
                }
                self.push(module, Node::Var(*var), questions);
            }
            ExprKind::Symbol(symbol) => self.want_symbol(module, expr.id, *symbol, questions),
            ExprKind::Py(Py::BuiltinRef(_)) => {
                self.asked.uses.entry((module, expr.id)).or_default().add(questions);
            }
            ExprKind::Py(py) => {
                if is_class(py) {
                    self.asked.uses.entry((module, expr.id)).or_default().add(questions);
                }
                self.want_py(module, py, questions);
            }
            ExprKind::Hook(hook) => {
                self.want_args(module, &hook.args, questions);
                if matches!(hook.row.kind, HookKind::State | HookKind::Memo) {
                    self.want_given(module, &hook.args, questions);
                }
                let set = self.indexes.of(module).and_then(|index| index.set.get(&expr.id));
                for args in set.into_iter().flatten() {
                    self.want_given(module, args, questions);
                }
            }
            ExprKind::Js(crate::ir::Js::Call { args, .. }) => {
                self.want_args(module, args, questions);
            }
            ExprKind::Js(crate::ir::Js::ToJs(value)) => self.want(module, value, questions),
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Class(_)
            | ExprKind::Super
            | ExprKind::OwnClass
            | ExprKind::Jsx(_)
            | ExprKind::Channel(_)
            | ExprKind::Js(_) => {}
        }
    }

    fn want_symbol(
        &mut self,
        module: ModuleId,
        expr: ExprId,
        symbol: SymbolId,
        questions: Questions,
    ) {
        let Some((home, definition)) = self.indexes.home(module, symbol) else { return };
        match definition {
            _ if !self.imports.are_one(module, home) => {
                if let Definition::Function(func) = definition
                    && self.indexes.module(home).and_then(|it| it.func(func)).is_some_and(is_plain)
                {
                    self.asked.uses.entry((module, expr)).or_default().add(questions);
                }
            }
            Definition::Function(func) => self.push(home, Node::Func(func), questions),
            Definition::Constant(symbol) => self.push(home, Node::Symbol(symbol), questions),
        }
    }

    fn want_py(&mut self, module: ModuleId, py: &'p Py, questions: Questions) {
        match py {
            Py::List(items) | Py::Tuple(items) | Py::Set(items) => {
                self.want_args(module, items, questions);
            }
            Py::Dict { entries, .. } => {
                for entry in entries {
                    let (DictEntry::Pair(_, value) | DictEntry::Spread(value)) = entry;
                    self.want(module, value, questions);
                }
            }
            Py::And(values) | Py::Or(values) => {
                values.iter().for_each(|value| self.want(module, value, questions));
            }
            Py::Cond { then, orelse, .. } => {
                self.want(module, then, questions);
                self.want(module, orelse, questions);
            }
            Py::Binary(_, left, right) => {
                self.want(module, left, questions);
                self.want(module, right, questions);
            }
            Py::Attr(value, _)
            | Py::Index(value, _)
            | Py::Slice { object: value, .. }
            | Py::Assign(_, value)
            | Py::Seq { value, .. }
            | Py::Await(value)
            | Py::YieldFrom(value)
            | Py::Pattern(_, value) => self.want(module, value, questions),
            Py::Comp(comp) => match &comp.kind {
                CompKind::List(value)
                | CompKind::Set(value)
                | CompKind::Generator(value)
                | CompKind::Dict(_, value) => self.want(module, value, questions),
            },
            Py::Call { callee, args } => self.want_call(module, callee, args, questions),
            Py::Method { object, args, .. } => {
                self.want(module, object, questions);
                self.want_args(module, args, questions);
            }
            Py::Builtin { args, keywords, .. } => {
                self.want_given(module, args, questions);
                for keyword in keywords {
                    self.want(module, &keyword.value, questions);
                }
            }
            Py::ForEach { function, .. } => {
                for (home, func) in self.indexes.targets(module, function) {
                    if self.imports.are_one(module, home) {
                        self.push(home, Node::Result(func), questions);
                    }
                }
            }
            Py::New { args, .. } => self.want_given(module, args, questions),
            Py::FString(_)
            | Py::Unary(..)
            | Py::Compare(..)
            | Py::BuiltinRef(_)
            | Py::Helper(_)
            | Py::Yield(_) => {}
        }
    }

    fn want_call(
        &mut self,
        module: ModuleId,
        callee: &'p Expr,
        args: &'p [Arg],
        questions: Questions,
    ) {
        let targets = self.indexes.targets(module, callee);
        if targets.is_empty() {
            // `wraps(f)(wrapper)`, `make_handlers[kind](f)`
            self.want(module, callee, questions);
            return self.want_given(module, args, questions);
        }
        for (home, func) in targets {
            match self.imports.are_one(module, home) {
                true => self.push(home, Node::Result(func), questions),
                false => self.want_given(module, args, questions),
            }
        }
    }
}

/// `withoutNew(Point)`: a class as a value.
fn is_class(py: &Py) -> bool {
    matches!(py, Py::Call { callee, .. } if matches!(callee.kind, ExprKind::Py(Py::Helper("withoutNew"))))
}

fn is_plain(func: &Function) -> bool {
    func.role == Role::Plain
}
