//! What flows through expressions.

use crate::base::{Name, Span};
use crate::ir::{
    Arg, Class, CmpOp, Comp, CompKind, DictEntry, Expr, ExprKind, FuncId, Function, Module,
    ModuleId, Part, PatternOp, Py, Role, Symbol, SymbolId, SymbolKind, VarId,
};
use crate::lower::classes::asked;
use crate::lower::components::classes::{ClassId, Holds};
use crate::lower::components::constructors::{is_host, is_namespace};
use crate::lower::components::flow::{Flow, position};
use crate::tables::js_classes::Calls;

impl<'m> Flow<'m, '_> {
    pub fn evaluate(&mut self, expr: &'m Expr) {
        self.expr(expr);
    }

    /// Evaluates an expression: the class of its value, if it may be or hold something that is called.
    pub fn expr(&mut self, expr: &'m Expr) -> Option<ClassId> {
        let class = match &expr.kind {
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Super
            | ExprKind::OwnClass
            | ExprKind::Str(_)
            | ExprKind::Bytes(_) => None,
            ExprKind::Class(class) => self.class_body(class),
            ExprKind::Var(var) => self.var(expr, *var),
            ExprKind::Symbol(symbol) => self.symbol(expr, *symbol),
            ExprKind::Func(func) => {
                self.opened_nested(*func);
                self.function(*func);
                self.holding(Holds::FUNCTION)
            }
            ExprKind::Py(py) => self.py(expr, py),
            ExprKind::Jsx(element) => {
                self.element(element);
                self.holding(Holds::ELEMENT)
            }
            ExprKind::Hook(hook) => self.hook(hook),
            ExprKind::Channel(_) => self.unfollowed(expr),
            ExprKind::Js(js) => self.js(expr, js),
        };
        if let Some(slot) = self.exprs.get_mut(expr.id.index()) {
            *slot = class;
        }
        class
    }

    /// Anybody may call its methods, with anything.
    fn class_body(&mut self, class: &'m Class) -> Option<ClassId> {
        if let Some(base) = &class.base {
            let base = self.expr(base);
            self.escapes(base);
        }
        for member in &class.members {
            if let Some(value) = member.kind.value() {
                let value = self.expr(value);
                self.escapes(value);
            }
        }
        for func in class.funcs() {
            self.opened_nested(func);
            self.function(func);
        }
        self.unknown()
    }

    fn opened_nested(&mut self, func: FuncId) {
        self.opened(func);
        let returns = self.return_class(func);
        self.classes.get_mut(returns).escapes = true;
    }

    /// All parts of it go where nothing is known.
    pub fn unfollowed(&mut self, expr: &'m Expr) -> Option<ClassId> {
        struct Parts<'m>(&'m Module, Vec<&'m Expr>);
        impl<'m> crate::ir::walk::Visitor<'m> for Parts<'m> {
            fn module(&self) -> &'m Module {
                self.0
            }
            fn expr(&mut self, expr: &'m Expr) {
                self.1.push(expr);
            }
            fn func(&mut self, _func: &'m Function) {}
        }
        let mut parts = Parts(self.module, Vec::new());
        crate::ir::walk::walk_expr(&mut parts, expr);
        for part in parts.1 {
            let class = self.expr(part);
            self.escapes(class);
        }
        self.unknown()
    }

    fn var(&mut self, expr: &Expr, var: VarId) -> Option<ClassId> {
        if let Some(state) = self.setters.get(&var) {
            let class = self.var_class(*state);
            let class = self.classes.get_mut(class);
            class.holds.unknown = true;
            class.escapes = true;
        }
        match self.known_function(expr) {
            Some(func) if self.is_component(func) => self.own_source(expr, func),
            Some(func) => {
                self.opened_nested(func);
                Some(self.var_class(var))
            }
            None => Some(self.var_class(var)),
        }
    }

    fn symbol(&mut self, expr: &Expr, symbol: SymbolId) -> Option<ClassId> {
        let row = self.module.symbol(symbol)?;
        match &row.kind {
            SymbolKind::Function(func) if self.is_component(*func) => self.own_source(expr, *func),
            SymbolKind::Function(_) => self.holding(Holds::FUNCTION),
            SymbolKind::Import(_) if row.is_component => self.source(expr, Holds::JS),
            SymbolKind::Import(import) => {
                let known = self.js_calls.get(&expr.id).copied();
                let calls = known.unwrap_or_else(|| asked(&row.name, &import.name));
                self.of_javascript(expr, calls, Holds::DECLARED_CLASS)
            }
            SymbolKind::Const { .. } => match self.made.get(&symbol).copied() {
                Some(holds) => self.source(expr, holds),
                None => Some(self.symbol_class(symbol)),
            },
            SymbolKind::Foreign { module, name } => self.foreign(expr, *module, name),
        }
    }

    /// Something of JavaScript, by what a call of it is.
    pub fn of_javascript(&mut self, expr: &Expr, calls: Calls, class: Holds) -> Option<ClassId> {
        match calls {
            Calls::Function => self.unknown(),
            Calls::Constructor => self.source(expr, class),
            Calls::Ask => self.source(expr, Holds::CLASS_OR_FUNCTION),
        }
    }

    /// A property of something of JavaScript that a computed name finds.
    pub fn of_host(&mut self, expr: &Expr, object: &Expr) -> Option<ClassId> {
        let any = Holds { unknown: true, ..Holds::CLASS_OR_FUNCTION };
        match is_namespace(self.module, object) {
            true => self.source(expr, any),
            false => self.holding(any),
        }
    }

    fn foreign(&mut self, expr: &Expr, module: ModuleId, name: &Name) -> Option<ClassId> {
        let home = self.program.modules.get(module.index())?;
        let defined = |symbol: &&Symbol| {
            symbol.name == *name
                && matches!(symbol.kind, SymbolKind::Function(_) | SymbolKind::Const { .. })
        };
        match home.symbols.iter().find(defined).map(|symbol| &symbol.kind) {
            Some(SymbolKind::Function(func)) => {
                let role = home.func(*func).map(|func| &func.role);
                match role == Some(&Role::Component) {
                    true => self.source(expr, Holds::OWN),
                    false => self.holding(Holds::FUNCTION),
                }
            }
            Some(_constant) => {
                let class = self.imported(module, name, expr.span);
                self.found(expr, class)
            }
            None => self.unknown(),
        }
    }

    /// The class of a name of another module, as that module left it.
    pub fn imported(&mut self, module: ModuleId, name: &Name, at: Span) -> Option<ClassId> {
        let class = self.summaries.class(&mut self.classes, (self.module.id, module), name, at);
        Some(class)
    }

    fn py(&mut self, expr: &'m Expr, py: &'m Py) -> Option<ClassId> {
        match py {
            Py::List(items) | Py::Set(items) => {
                let classes = self.args(items);
                let content = classes.into_iter().fold(None, |all, one| self.both(all, one));
                self.container(content)
            }
            Py::Tuple(items) => self.tuple(items),
            Py::Dict { entries, is_record: _ } => self.dict(entries),
            Py::FString(parts) => {
                self.parts(parts);
                None
            }
            Py::Unary(_, value) => {
                self.expr(value);
                None
            }
            Py::Binary(_, left, right) => {
                let (left, right) = (self.expr(left), self.expr(right));
                self.both(left, right)
            }
            Py::Compare(op, left, right) => {
                self.compared(*op, left, right);
                None
            }
            Py::And(values) | Py::Or(values) => {
                let classes: Vec<_> = values.iter().map(|value| self.expr(value)).collect();
                classes.into_iter().fold(None, |all, one| self.both(all, one))
            }
            Py::Cond { test, then, orelse } => {
                self.expr(test);
                let (then, orelse) = (self.expr(then), self.expr(orelse));
                self.both(then, orelse)
            }
            Py::Attr(object, name) => {
                let object = self.expr(object)?;
                let field = self.classes.field(object, name);
                self.found(expr, Some(field))
            }
            Py::Index(object, index) => self.index(expr, object, index),
            Py::Slice { object, lower, upper, step } => {
                for bound in [lower, upper, step].into_iter().flatten() {
                    self.expr(bound);
                }
                let object = self.expr(object);
                let content = self.content(object);
                self.container(content)
            }
            Py::Call { callee, args } => self.call(expr, callee, args),
            Py::New { .. } => self.unfollowed(expr),
            Py::Method { object, name, args, keywords, .. } => {
                self.method(expr, object, name, args, keywords)
            }
            Py::Builtin { row, args, keywords } => self.builtin(expr, row, args, keywords),
            Py::BuiltinRef(_) | Py::Helper(_) => self.holding(Holds::FUNCTION),
            Py::Assign(var, value) => {
                let class = self.expr(value);
                let var = self.var_class(*var);
                self.joined(var, class);
                Some(var)
            }
            Py::Seq { first, value } => {
                first.iter().for_each(|value| self.evaluate(value));
                self.expr(value)
            }
            Py::ForEach { items, function } => {
                let items = self.expr(items);
                let item = self.item(items);
                let result = self.applied(function, &[item]);
                self.container(result)
            }
            Py::Pattern(op, subject) => {
                let class = self.expr(subject);
                match op {
                    PatternOp::Rest(keys) => {
                        keys.iter().for_each(|key| self.evaluate(key));
                        class
                    }
                    PatternOp::Sequence { .. } | PatternOp::Mapping => None,
                }
            }
            Py::Comp(comp) => self.comprehension(comp),
            Py::Await(value) => self.expr(value),
            Py::Yield(value) => {
                let class = value.as_ref().and_then(|value| self.expr(value));
                self.yielded(class)
            }
            Py::YieldFrom(value) => {
                let class = self.expr(value);
                let item = self.item(class);
                self.yielded(item)
            }
        }
    }

    fn index(&mut self, expr: &'m Expr, object: &'m Expr, index: &'m Expr) -> Option<ClassId> {
        let class = self.expr(object);
        self.expr(index);
        // `Tag["a"]`, if it is a component.
        self.called(class);
        if is_host(self.module, object) {
            return self.of_host(expr, object);
        }
        let part = self.part(class, index);
        self.found(expr, part)
    }

    fn parts(&mut self, parts: &'m [Part]) {
        for part in parts {
            match part {
                Part::Literal(_) => {}
                Part::Field { value, conversion: _, spec } => {
                    self.expr(value);
                    self.parts(spec);
                }
            }
        }
    }

    fn tuple(&mut self, items: &'m [Arg]) -> Option<ClassId> {
        let classes = self.args(items);
        let tuple = self.classes.fresh();
        self.classes.get_mut(tuple).is_sequence = true;
        let is_open = items.iter().any(|item| matches!(item, Arg::Spread(_)));
        for (at, class) in classes.into_iter().enumerate() {
            let part = match is_open {
                true => self.classes.content(tuple),
                false => self.classes.field(tuple, &position(at)),
            };
            self.joined(part, class);
        }
        Some(tuple)
    }

    /// Both sides are either components or the functions that stand for them.
    fn compared(&mut self, op: CmpOp, left: &'m Expr, right: &'m Expr) {
        let (left, right) = (self.expr(left), self.expr(right));
        let (left, right) = match op {
            CmpOp::In | CmpOp::NotIn => (left, self.item(right)),
            CmpOp::Eq
            | CmpOp::NotEq
            | CmpOp::Is
            | CmpOp::IsNot
            | CmpOp::Lt
            | CmpOp::LtE
            | CmpOp::Gt
            | CmpOp::GtE => (left, right),
        };
        if self.holds_component(left) || self.holds_component(right) {
            self.both(left, right);
        }
    }

    /// What a generator yields is in what calling it gives.
    fn yielded(&mut self, class: Option<ClassId>) -> Option<ClassId> {
        if let Some(func) = self.func {
            let returns = self.return_class(func);
            let content = self.classes.content(returns);
            self.joined(content, class);
        }
        self.unknown()
    }

    fn dict(&mut self, entries: &'m [DictEntry]) -> Option<ClassId> {
        let dict = self.classes.fresh();
        self.classes.get_mut(dict).is_mapping = true;
        for entry in entries {
            match entry {
                DictEntry::Pair(key, value) => {
                    let (key_class, class) = (self.expr(key), self.expr(value));
                    let part = self.part(Some(dict), key).unwrap_or(dict);
                    self.joined(part, class);
                    if self.holds_component(key_class) {
                        self.joined(part, key_class);
                        self.classes.get_mut(dict).is_sequence = true;
                    }
                }
                DictEntry::Spread(value) => {
                    let class = self.expr(value);
                    self.joined(dict, class);
                }
            }
        }
        Some(dict)
    }

    fn comprehension(&mut self, comp: &'m Comp) -> Option<ClassId> {
        for clause in &comp.clauses {
            let iter = self.expr(&clause.iter);
            let item = self.item(iter);
            self.place(&clause.place, item);
            clause.conditions.iter().for_each(|test| self.evaluate(test));
        }
        match &comp.kind {
            CompKind::List(elt) | CompKind::Set(elt) | CompKind::Generator(elt) => {
                let class = self.expr(elt);
                self.container(class)
            }
            CompKind::Dict(key, value) => {
                let (key, value) = (self.expr(key), self.expr(value));
                let of_components = self.holds_component(key);
                let content = if of_components { self.both(key, value) } else { value };
                let made = self.container(content)?;
                let class = self.classes.get_mut(made);
                class.is_sequence = of_components;
                class.is_mapping = true;
                Some(made)
            }
        }
    }
}
