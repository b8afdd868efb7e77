//! What flows where: expressions, statements, functions.
//!
//! Only what can be called matters, so a literal has no class. What is not followed here is safe: a
//! component that goes there counts as called by code that does not know what it is.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::ir::{
    Arg, Body, Default, Expr, ExprId, ExprKind, FuncId, Item, Module, ParamKind, Place, PlaceKind,
    Program, Role, Stmt, StmtKind, SymbolId, SymbolKind, VarId, VarKind,
};
use crate::lower::components::classes::{ClassId, Classes, Holds};
use crate::lower::components::summary::Summaries;
use crate::tables::hooks::HookKind;
use crate::tables::js_classes::Calls;

/// The flow within one module.
pub(super) struct Flow<'m, 's> {
    pub program: &'m Program,
    pub module: &'m Module,
    pub summaries: &'s mut Summaries,
    pub classes: Classes,
    pub exprs: Vec<Option<ClassId>>,
    pub vars: Vec<ClassId>,
    pub returns: Vec<ClassId>,
    pub symbols: Vec<ClassId>,
    /// `set_view` of `view, set_view = useState(...)`, with `view`.
    pub setters: FxHashMap<VarId, VarId>,
    /// The attributes that methods of unknown objects may be: `registry.View()`.
    pub methods: FxHashMap<ExprId, ClassId>,
    /// Constants that are one component: `Fast = memo(Row)`.
    pub made: FxHashMap<SymbolId, Holds>,
    /// Expressions that are classes of JavaScript, and whether only the program says so.
    pub js_classes: FxHashMap<ExprId, bool>,
    /// Expressions that are components of this module.
    pub own: FxHashMap<ExprId, FuncId>,
    /// What the declarations of imports say of their calls.
    pub js_calls: &'m FxHashMap<ExprId, Calls>,
    /// Functions that somebody calls of whom nothing is known.
    open: FxHashSet<FuncId>,
    pub func: Option<FuncId>,
}

impl<'m, 's> Flow<'m, 's> {
    pub fn of(
        program: &'m Program,
        module: &'m Module,
        js_calls: &'m FxHashMap<ExprId, Calls>,
        summaries: &'s mut Summaries,
    ) -> Flow<'m, 's> {
        let mut classes = Classes::default();
        let mut many =
            |count: usize| -> Vec<ClassId> { (0..count).map(|_| classes.fresh()).collect() };
        let vars = many(module.vars.len());
        let returns = many(module.funcs.len());
        let symbols = many(module.symbols.len());
        let exprs = vec![None; module.expr_count as usize];
        let mut flow = Flow {
            program,
            module,
            summaries,
            classes,
            exprs,
            vars,
            returns,
            symbols,
            setters: FxHashMap::default(),
            methods: FxHashMap::default(),
            made: FxHashMap::default(),
            js_classes: FxHashMap::default(),
            own: FxHashMap::default(),
            js_calls,
            open: FxHashSet::default(),
            func: None,
        };
        flow.find_made();
        flow.items();
        flow.give_functions();
        flow.classes.settle();
        flow
    }

    fn find_made(&mut self) {
        for item in &self.module.items {
            if let Item::Const { symbol, value, .. } = item
                && let Some(row) = self.module.symbol(*symbol)
                && row.kind == (SymbolKind::Const { is_reassigned: false })
                && let Some(holds) = self.made_by_react(value)
            {
                self.made.insert(*symbol, holds);
            }
        }
    }

    fn items(&mut self) {
        for item in &self.module.items {
            match item {
                Item::Function { symbol: _, func } => {
                    // Other modules call it too.
                    self.opened(*func);
                    self.function(*func);
                }
                Item::Const { symbol, value, .. } => {
                    let class = self.expr(value);
                    let symbol = self.symbol_class(*symbol);
                    self.joined(symbol, class);
                }
            }
        }
    }

    /// Names that a module has taken before this one was looked at.
    fn give_functions(&mut self) {
        for item in &self.module.items {
            let (symbol, suffix, class) = match item {
                Item::Function { symbol, func } => (*symbol, "()", self.return_class(*func)),
                Item::Const { symbol, .. } => (*symbol, "", self.symbol_class(*symbol)),
            };
            let Some(row) = self.module.symbol(symbol) else { continue };
            let name = format!("{}{suffix}", row.name).into();
            if self.summaries.taken_early.contains(&(self.module.id, name)) {
                self.classes.get_mut(class).escapes = true;
            }
        }
    }

    pub fn joined(&mut self, into: ClassId, class: Option<ClassId>) {
        if let Some(class) = class {
            self.classes.join(into, class);
        }
    }

    pub fn both(&mut self, a: Option<ClassId>, b: Option<ClassId>) -> Option<ClassId> {
        if let (Some(a), Some(b)) = (a, b) {
            self.classes.join(a, b);
        }
        a.or(b)
    }

    pub fn holding(&mut self, holds: Holds) -> Option<ClassId> {
        Some(self.classes.fresh_holding(holds))
    }

    pub fn unknown(&mut self) -> Option<ClassId> {
        self.holding(Holds::UNKNOWN)
    }

    pub fn escapes(&mut self, class: Option<ClassId>) {
        if let Some(class) = class {
            self.classes.get_mut(class).escapes = true;
        }
    }

    pub fn holds_component(&self, class: Option<ClassId>) -> bool {
        class.is_some_and(|class| self.classes.get(class).holds.has_component())
    }

    /// A container of values of the class.
    pub fn container(&mut self, content: Option<ClassId>) -> Option<ClassId> {
        let container = self.classes.fresh();
        self.classes.get_mut(container).is_sequence = true;
        let part = self.classes.content(container);
        self.joined(part, content);
        Some(container)
    }

    pub fn content(&mut self, class: Option<ClassId>) -> Option<ClassId> {
        class.map(|class| self.classes.content(class))
    }

    /// What a loop over it gets.
    pub fn item(&mut self, class: Option<ClassId>) -> Option<ClassId> {
        self.classes.walked(class?)
    }

    /// A component, or a class of JavaScript, that the expression puts somewhere.
    pub fn source(&mut self, expr: &Expr, holds: Holds) -> Option<ClassId> {
        let class = self.classes.fresh_holding(holds);
        if holds.has_class() {
            let is_declared = holds.declared_class && holds.only_classes();
            self.js_classes.insert(expr.id, is_declared);
        }
        if !holds.context {
            self.classes.get_mut(class).sources.push(expr.id);
        }
        Some(class)
    }

    /// A component of this module.
    pub fn own_source(&mut self, expr: &Expr, func: FuncId) -> Option<ClassId> {
        self.own.insert(expr.id, func);
        self.source(expr, Holds::OWN)
    }

    /// What an expression finds in a container. Of a component in one of another module this is where it
    /// comes from.
    pub fn found(&mut self, expr: &Expr, class: Option<ClassId>) -> Option<ClassId> {
        let class_id = class?;
        let (holds, foreign) =
            (self.classes.get(class_id).holds, self.classes.get(class_id).foreign);
        let is_component = holds.only_components() && !self.classes.is_container(class_id);
        let is_class = holds.has_class() && !holds.has_component();
        match foreign.is_some() && (is_component || is_class) {
            true => self.source(expr, holds),
            false => class,
        }
    }

    /// The class of the value of an expression, once all is known.
    pub fn class_of(&self, expr: &Expr) -> Option<ClassId> {
        self.exprs.get(expr.id.index()).copied().flatten()
    }

    pub fn var_class(&self, var: VarId) -> ClassId {
        self.vars.get(var.index()).copied().unwrap_or(ClassId(0))
    }

    pub fn symbol_class(&self, symbol: SymbolId) -> ClassId {
        self.symbols.get(symbol.index()).copied().unwrap_or(ClassId(0))
    }

    pub fn return_class(&self, func: FuncId) -> ClassId {
        self.returns.get(func.index()).copied().unwrap_or(ClassId(0))
    }

    /// The function that an expression is, if it is one written here.
    pub fn known_function(&self, expr: &Expr) -> Option<FuncId> {
        match &expr.kind {
            ExprKind::Func(func) => Some(*func),
            ExprKind::Var(var) => match self.module.var(*var)?.kind {
                VarKind::Function(func) => Some(func),
                VarKind::Param
                | VarKind::Local
                | VarKind::Temp
                | VarKind::Comp
                | VarKind::Rebound => None,
            },
            ExprKind::Symbol(symbol) => match &self.module.symbol(*symbol)?.kind {
                SymbolKind::Function(func) => Some(*func),
                SymbolKind::Const { .. } | SymbolKind::Foreign { .. } | SymbolKind::Import(_) => {
                    None
                }
            },
            _other => None,
        }
    }

    pub fn is_component(&self, func: FuncId) -> bool {
        self.module.func(func).is_some_and(|func| func.role == Role::Component)
    }

    /// Whoever calls the function gives it anything.
    pub fn opened(&mut self, func: FuncId) {
        let Some(row) = self.module.func(func) else { return };
        if self.open.insert(func) {
            for param in &row.params {
                let class = self.var_class(param.var);
                self.classes.get_mut(class).holds.unknown = true;
            }
            if row.role != Role::Component {
                let returns = self.return_class(func);
                let is_top_level = self.func.is_none();
                // What a function of the module gives is known to those who import it.
                self.classes.get_mut(returns).escapes |= !is_top_level;
            }
        }
    }

    /// Defines a function: its defaults, then its body.
    pub fn function(&mut self, id: FuncId) {
        let Some(func) = self.module.func(id) else { return };
        for param in &func.params {
            if let Some(Default::Inline(value) | Default::Once { value, .. }) = &param.default {
                let class = self.expr(value);
                let param_class = self.var_class(param.var);
                self.joined(param_class, class);
            }
        }
        let outer = self.func.replace(id);
        match &func.body {
            Body::Block(stmts) => self.block(stmts),
            Body::Expr(value) => {
                let class = self.expr(value);
                let returns = self.return_class(id);
                self.joined(returns, class);
            }
        }
        self.func = outer;
    }

    fn block(&mut self, stmts: &'m [Stmt]) {
        stmts.iter().for_each(|stmt| self.stmt(stmt));
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::Error | StmtKind::Break | StmtKind::Continue | StmtKind::Pass => {}
            StmtKind::Expr(value) => self.evaluate(value),
            StmtKind::Assign { place, value } => {
                if self.state_pair(place, value) {
                    return;
                }
                let class = self.expr(value);
                self.place(place, class);
            }
            StmtKind::AugAssign { place, op: _, value } => {
                let class = self.expr(value);
                self.place(place, class);
            }
            StmtKind::Delete(place) => self.place(place, None),
            StmtKind::Return(value) => {
                let class = value.as_ref().and_then(|value| self.expr(value));
                if let Some(func) = self.func {
                    let returns = self.return_class(func);
                    self.joined(returns, class);
                }
            }
            StmtKind::If { test, body, orelse } | StmtKind::While { test, body, orelse } => {
                self.expr(test);
                self.block(body);
                self.block(orelse);
            }
            StmtKind::For { is_async: _, place, iter, body, orelse } => {
                let class = self.expr(iter);
                let item = self.item(class);
                self.place(place, item);
                self.block(body);
                self.block(orelse);
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.block(body);
                for handler in handlers {
                    handler.classes.iter().for_each(|class| self.evaluate(class));
                    if let Some(var) = handler.var {
                        let class = self.var_class(var);
                        self.classes.get_mut(class).holds.unknown = true;
                    }
                    self.block(&handler.body);
                }
                self.block(orelse);
                self.block(finally);
            }
            StmtKind::With { is_async: _, context, place, body } => {
                let class = self.expr(context);
                self.escapes(class);
                if let Some(place) = place {
                    let class = self.unknown();
                    self.place(place, class);
                }
                self.block(body);
            }
            StmtKind::Raise { exc, cause } => {
                exc.iter().chain(cause).for_each(|value| self.evaluate(value));
            }
            StmtKind::Assert { test, msg } => {
                self.expr(test);
                msg.iter().for_each(|value| self.evaluate(value));
            }
            StmtKind::Def { var, func } => {
                let class = self.var_class(*var);
                let is_component = self.is_component(*func);
                let holds = &mut self.classes.get_mut(class).holds;
                match is_component {
                    true => holds.own = true,
                    false => holds.function = true,
                }
                if is_component {
                    self.opened(*func);
                }
                self.function(*func);
            }
        }
    }

    /// `view, set_view = useState(Home)`.
    fn state_pair(&mut self, place: &'m Place, value: &'m Expr) -> bool {
        let ExprKind::Hook(hook) = &value.kind else { return false };
        let PlaceKind::Unpack { before, star: None, after } = &place.kind else { return false };
        let ([state, setter], HookKind::State) = (before.as_slice(), hook.row.kind) else {
            return false;
        };
        let (PlaceKind::Var(state), PlaceKind::Var(setter)) = (&state.kind, &setter.kind) else {
            return false;
        };
        if !after.is_empty() {
            return false;
        }
        self.setters.insert(*setter, *state);
        self.set_state(*state, &hook.args);
        true
    }

    /// React calls a function that it is given for a state, and keeps what that returns.
    pub fn set_state(&mut self, state: VarId, args: &'m [Arg]) {
        let class = match args {
            [] | [Arg::Omitted] => return,
            [Arg::Pos(value)] => {
                match self.known_function(value).filter(|func| !self.is_component(*func)) {
                    Some(func) => {
                        self.defined(value);
                        let state = self.var_class(state);
                        self.bind_params(func, &[Some(state)]);
                        Some(self.return_class(func))
                    }
                    None => self.expr(value),
                }
            }
            several => {
                self.args(several).into_iter().for_each(|class| self.escapes(class));
                self.unknown()
            }
        };
        let state = self.var_class(state);
        self.joined(state, class);
    }

    /// A function that is handed to somebody who is known: its definition, if it stands there.
    pub fn defined(&mut self, function: &'m Expr) {
        if let ExprKind::Func(func) = function.kind {
            self.function(func);
        }
    }

    /// The first parameters take values of these classes.
    pub fn bind_params(&mut self, func: FuncId, given: &[Option<ClassId>]) {
        let Some(row) = self.module.func(func) else { return };
        for (param, class) in row.params.iter().zip(given) {
            let into = self.var_class(param.var);
            match param.kind {
                ParamKind::Positional | ParamKind::PositionalOnly | ParamKind::KeywordOnly => {
                    self.joined(into, *class);
                }
                ParamKind::Rest | ParamKind::Keywords => {
                    self.classes.get_mut(into).holds.unknown = true;
                    self.escapes(*class);
                }
            }
        }
    }

    /// Stores into a place.
    pub fn place(&mut self, place: &'m Place, class: Option<ClassId>) {
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored => {}
            PlaceKind::Var(var) => {
                let var = self.var_class(*var);
                self.joined(var, class);
            }
            PlaceKind::Symbol(symbol) => {
                let symbol = self.symbol_class(*symbol);
                self.joined(symbol, class);
            }
            PlaceKind::Attr { object, name } => {
                let object = self.expr(object);
                if let Some(object) = object {
                    let field = self.classes.field(object, name);
                    self.joined(field, class);
                }
            }
            PlaceKind::Index { object, index } => {
                let object = self.expr(object);
                self.expr(index);
                let part = self.part(object, index);
                if let Some(part) = part {
                    self.joined(part, class);
                }
            }
            PlaceKind::Slice { object, lower, upper, step } => {
                let object = self.expr(object);
                for bound in [lower, upper, step].into_iter().flatten() {
                    self.expr(bound);
                }
                let (into, from) = (self.content(object), self.content(class));
                self.both(into, from);
            }
            PlaceKind::Unpack { before, star, after } => {
                self.unpack(before, star.as_deref(), after, class)
            }
        }
    }

    fn unpack(
        &mut self,
        before: &'m [Place],
        star: Option<&'m Place>,
        after: &'m [Place],
        class: Option<ClassId>,
    ) {
        for (at, place) in before.iter().enumerate() {
            let part = class.map(|class| self.classes.field(class, &position(at)));
            self.place(place, part);
        }
        if let Some(star) = star {
            let content = self.content(class);
            let rest = self.container(content);
            self.place(star, rest);
        }
        for place in after {
            let content = self.content(class);
            self.place(place, content);
        }
    }

    /// The class of `object[index]`.
    pub fn part(&mut self, object: Option<ClassId>, index: &Expr) -> Option<ClassId> {
        let object = object?;
        Some(match &index.kind {
            ExprKind::Str(key) => self.classes.field(object, key),
            ExprKind::Int(at) => match usize::try_from(at) {
                Ok(at) => self.classes.field(object, &position(at)),
                Err(_negative) => self.classes.content(object),
            },
            _computed => self.classes.content(object),
        })
    }

    pub fn args(&mut self, args: &'m [Arg]) -> Vec<Option<ClassId>> {
        let class = |arg: &'m Arg| match arg {
            Arg::Pos(value) => self.expr(value),
            Arg::Spread(value) => {
                let class = self.expr(value);
                self.item(class)
            }
            Arg::Omitted => None,
        };
        args.iter().map(class).collect()
    }
}

/// The name of a position in a tuple; no key of a dict begins so.
pub(super) fn position(at: usize) -> Name {
    format!("\u{0}{at}").into()
}
