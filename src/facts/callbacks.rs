//! Which properties are read to be called later. In Python a method that is taken as a value belongs to its
//! object; in JavaScript it forgets it, so that such a read keeps the two together (`bound.rs`).
//!
//! ```text
//! setTimeout(player.start, 500)           its first argument is called
//! onClick=editor.save                     a handler is called
//! step = chart.update if x else None      a variable that is called somewhere
//! (a.open if a else b.close)(x)           what is called is one of them
//! ```

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ir::effects;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Body, ChannelOp, Default, DictEntry, Element, Expr, ExprId, ExprKind, FuncId, Function,
    Js, JsProp, Module, Place, PlaceKind, Prop, Py, Role, Stmt, StmtKind, SymbolKind, VarId,
    VarKind,
};

/// The expressions whose value is called.
#[derive(Default)]
pub struct Callbacks {
    called: FxHashSet<ExprId>,
}

impl Callbacks {
    pub fn of(module: &Module) -> Callbacks {
        let mut look = Look {
            module,
            called: FxHashSet::default(),
            vars: FxHashSet::default(),
            values: FxHashMap::default(),
            returns: FxHashMap::default(),
            open: Vec::new(),
            func: None,
        };
        walk::walk_module(&mut look);
        look.solve();
        Callbacks { called: look.called }
    }

    pub fn is_called(&self, expr: &Expr) -> bool {
        self.called.contains(&expr.id)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Use {
    /// The value is called.
    Called,
    /// Its items are: `actions[name]()`.
    Holds,
}

struct Look<'m> {
    module: &'m Module,
    called: FxHashSet<ExprId>,
    vars: FxHashSet<(VarId, Use)>,
    /// What each variable is assigned, and what each parameter is given; or what it is an item of.
    values: FxHashMap<VarId, Vec<(&'m Expr, Use)>>,
    /// Expressions whose value is called, or holds what is called, not looked into yet.
    open: Vec<(&'m Expr, Use)>,
    /// What each function returns.
    returns: FxHashMap<FuncId, Vec<&'m Expr>>,
    /// The function around.
    func: Option<&'m Function>,
}

impl<'m> Look<'m> {
    /// From what is called to where it comes from.
    fn solve(&mut self) {
        while let Some((expr, used)) = self.open.pop() {
            match &expr.kind {
                ExprKind::Py(Py::Cond { then, orelse, .. }) => {
                    self.open.extend([(&**then, used), (&**orelse, used)]);
                }
                ExprKind::Py(Py::And(parts) | Py::Or(parts)) => {
                    self.open.extend(parts.iter().map(|part| (part, used)));
                }
                ExprKind::Py(Py::Seq { value, .. }) | ExprKind::Js(Js::ToJs(value)) => {
                    self.open.push((value, used));
                }
                ExprKind::Py(Py::Assign(var, value)) => {
                    self.open.push((value, used));
                    self.var(*var, used);
                }
                ExprKind::Var(var) => self.var(*var, used),
                ExprKind::Py(Py::Index(object, _)) => self.open.push((object, Use::Holds)),
                ExprKind::Py(Py::Method { object, name, .. })
                    if matches!(&**name, "get" | "pop" | "values" | "items") =>
                {
                    self.open.push((object, Use::Holds));
                }
                ExprKind::Py(Py::Call { callee, .. }) => {
                    let func = self.function_of(callee);
                    let returned = func.and_then(|func| self.returns.get(&func));
                    self.open.extend(returned.into_iter().flatten().map(|value| (*value, used)));
                }
                _value if used == Use::Called => {
                    self.called.insert(expr.id);
                }
                ExprKind::Py(Py::List(items) | Py::Tuple(items)) => {
                    self.open.extend(items.iter().filter_map(|item| match item {
                        Arg::Pos(value) => Some((value, Use::Called)),
                        Arg::Spread(_) | Arg::Omitted => None,
                    }));
                }
                ExprKind::Py(Py::Dict { entries, .. }) => {
                    self.open.extend(entries.iter().filter_map(|entry| match entry {
                        DictEntry::Pair(_, value) => Some((value, Use::Called)),
                        DictEntry::Spread(_) => None,
                    }));
                }
                _other => {}
            }
        }
    }

    fn var(&mut self, var: VarId, used: Use) {
        if self.vars.insert((var, used)) {
            let values = self.values.get(&var).into_iter().flatten();
            self.open.extend(values.map(|(value, of)| match of {
                Use::Called => (*value, used),
                Use::Holds => (*value, Use::Holds),
            }));
        }
    }

    fn call(&mut self, value: &'m Expr) {
        self.open.push((value, Use::Called));
    }

    /// What an effect returns is called by React.
    fn returned(&mut self, value: &'m Expr) {
        let Some(func) = self.func else { return };
        self.returns.entry(func.id).or_default().push(value);
        if let Role::Effect { .. } = func.role {
            self.call(value);
        }
    }

    fn assign(&mut self, var: VarId, value: &'m Expr, of: Use) {
        self.values.entry(var).or_default().push((value, of));
    }

    /// The variables of a loop are items of what it walks.
    fn walks(&mut self, place: &'m Place, iter: &'m Expr) {
        match &place.kind {
            PlaceKind::Var(var) => self.assign(*var, iter, Use::Holds),
            PlaceKind::Unpack { before, after, .. } => {
                before.iter().chain(after).for_each(|part| self.walks(part, iter));
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Attr { .. }
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. } => {}
        }
    }

    fn first(&mut self, args: &'m [Arg]) {
        self.at(args, 0);
    }

    fn at(&mut self, args: &'m [Arg], position: usize) {
        if let Some(Arg::Pos(value)) = args.get(position) {
            self.call(value);
        }
    }

    /// The arguments of a call of JavaScript that are called by what gets them.
    fn given(&mut self, name: &str, args: &'m [Arg]) {
        match name {
            "setTimeout"
            | "setInterval"
            | "requestAnimationFrame"
            | "requestIdleCallback"
            | "queueMicrotask"
            | "setImmediate"
            | "then"
            | "catch"
            | "finally"
            | "forEach"
            | "map"
            | "filter"
            | "subscribe" => self.first(args),
            "addEventListener" | "removeEventListener" | "on" | "off" | "once" => self.at(args, 1),
            // `ResizeObserver(chart.resize)`.
            class if class.ends_with("Observer") || class == "Promise" => self.first(args),
            _other => {}
        }
    }

    fn arguments(&mut self, func: FuncId, args: &'m [Arg]) {
        let Some(func) = self.module.func(func) else { return };
        for param in &func.params {
            if let Some(Default::Inline(value) | Default::Once { value, .. }) = &param.default {
                self.assign(param.var, value, Use::Called);
            }
        }
        for (param, arg) in func.params.iter().zip(args) {
            if let Arg::Pos(value) = arg {
                self.assign(param.var, value, Use::Called);
            }
        }
    }

    fn function_of(&self, callee: &Expr) -> Option<FuncId> {
        match &callee.kind {
            ExprKind::Var(var) => match self.module.var(*var)?.kind {
                VarKind::Function(func) => Some(func),
                VarKind::Param
                | VarKind::Local
                | VarKind::Temp
                | VarKind::Comp
                | VarKind::Rebound => None,
            },
            ExprKind::Symbol(symbol) => match self.module.symbol(*symbol)?.kind {
                SymbolKind::Function(func) => Some(func),
                SymbolKind::Const { .. } | SymbolKind::Foreign { .. } | SymbolKind::Import(_) => {
                    None
                }
            },
            _other => None,
        }
    }

    fn element(&mut self, element: &'m Element) {
        for prop in &element.props {
            if let Prop::Named { name, value, .. } = prop
                && is_handler(name)
            {
                self.call(value);
            }
        }
    }

    fn python(&mut self, py: &'m Py) {
        match py {
            Py::Call { callee, args } => {
                if !is_member(callee) {
                    self.call(callee);
                }
                if let Some(func) = self.function_of(callee) {
                    self.arguments(func, args);
                }
            }
            Py::Method { name, args, .. } => self.given(name, args),
            Py::Builtin { row, args, keywords } => {
                if let Some(applied) = effects::applied(row, args, &[]) {
                    self.call(applied.function);
                }
                let keys = keywords.iter().filter(|keyword| &*keyword.name == "key");
                self.open.extend(keys.map(|keyword| (&keyword.value, Use::Called)));
            }
            Py::Assign(var, value) => self.assign(*var, value, Use::Called),
            Py::Comp(comp) => {
                comp.clauses.iter().for_each(|clause| self.walks(&clause.place, &clause.iter));
            }
            _other => {}
        }
    }
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place: Place { kind: PlaceKind::Var(var), .. }, value } => {
                self.assign(*var, value, Use::Called);
            }
            StmtKind::Assign { place, value } => self.walks(place, value),
            StmtKind::For { place, iter, .. } => self.walks(place, iter),
            StmtKind::Return(Some(value)) => self.returned(value),
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
        let around = self.func.replace(func);
        if let Body::Expr(value) = &func.body {
            self.returned(value);
        }
        walk::walk_body(self, func);
        self.func = around;
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Py(py) => self.python(py),
            ExprKind::Js(Js::Call { callee, args } | Js::New { callee, args }) => {
                match &callee.kind {
                    ExprKind::Js(Js::Global(path)) => {
                        self.given(path.rsplit('.').next().unwrap_or(path), args);
                    }
                    ExprKind::Js(Js::Member(_, name)) => self.given(name, args),
                    _value => self.call(callee),
                }
            }
            ExprKind::Js(Js::Object(props)) => {
                for prop in props {
                    if let JsProp::Named(name, value) = prop
                        && is_handler(name)
                    {
                        self.call(value);
                    }
                }
            }
            ExprKind::Hook(hook) => {
                if let Some(position) = hook.row.callback {
                    self.at(&hook.args, position);
                }
            }
            ExprKind::Channel(channel) => {
                if let ChannelOp::On { handler, .. } = &channel.op {
                    self.call(handler);
                }
            }
            ExprKind::Jsx(element) => self.element(element),
            _other => {}
        }
        walk::walk_expr(self, expr);
    }
}

/// `onClick`: what gets such a property calls it.
fn is_handler(name: &str) -> bool {
    name.strip_prefix("on").is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// A property that is called at once keeps its object.
pub fn is_member(callee: &Expr) -> bool {
    match &callee.kind {
        ExprKind::Py(Py::Attr(..)) | ExprKind::Js(Js::Member(..) | Js::Global(_)) => true,
        _other => false,
    }
}
