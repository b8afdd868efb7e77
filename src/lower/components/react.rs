//! What flows through elements, hooks and JavaScript.

use crate::base::Name;
use crate::ir::{
    Arg, Child, Element, Expr, ExprKind, FuncId, Hook, ImportName, Js, JsProp, Module, Param,
    ParamKind, Prop, Py, Role, SymbolKind, Tag, VarId,
};
use crate::lower::components::classes::{ClassId, Holds};
use crate::lower::components::flow::Flow;
use crate::tables::hooks::HookKind;
use crate::tables::js_classes;

impl<'m> Flow<'m, '_> {
    pub fn element(&mut self, element: &'m Element) {
        let own = match &element.tag {
            Tag::Intrinsic(_) | Tag::Fragment => Reader::JavaScript,
            Tag::Component(component) => {
                self.expr(component);
                match self.known_function(component) {
                    Some(func) => Reader::Known(func),
                    None if self.is_of_javascript(component) => Reader::JavaScript,
                    None => Reader::Unknown,
                }
            }
        };
        for prop in &element.props {
            match prop {
                Prop::Named { name, value, .. } => {
                    let class = self.expr(value);
                    match own {
                        Reader::JavaScript => {}
                        Reader::Known(func) => match self.param(func, name) {
                            Some(param) => {
                                let param = self.var_class(param);
                                self.joined(param, class);
                            }
                            None => self.escapes(class),
                        },
                        Reader::Unknown => self.escapes(class),
                    }
                }
                Prop::Spread(value) => {
                    let class = self.expr(value);
                    if !matches!(own, Reader::JavaScript) {
                        self.escapes(class);
                    }
                }
            }
        }
        element.key.iter().for_each(|key| self.evaluate(key));
        for child in &element.children {
            let (Child::One(value) | Child::Spread(value)) = child;
            let class = self.expr(value);
            if !matches!(own, Reader::JavaScript) {
                self.escapes(class);
            }
        }
    }

    fn param(&self, func: FuncId, name: &str) -> Option<VarId> {
        let params = &self.module.func(func)?.params;
        let is_it = |var: &VarId| self.module.var(*var).is_some_and(|row| &*row.name == name);
        params.iter().map(|param| param.var).find(is_it)
    }

    /// Of a component that takes props by position, which only makes sense where it is called with
    /// arguments: the names of these.
    pub fn positional_props(&self, value: &Expr) -> Option<Vec<Name>> {
        let (home, func) = match self.known_function(value) {
            Some(func) => (self.module, self.module.func(func)?),
            None => {
                let ExprKind::Symbol(symbol) = value.kind else { return None };
                let SymbolKind::Foreign { module, name } = &self.module.symbol(symbol)?.kind else {
                    return None;
                };
                let home = self.program.modules.get(module.index())?;
                let func = home.symbols.iter().find_map(|symbol| match &symbol.kind {
                    SymbolKind::Function(func) if symbol.name == *name => Some(*func),
                    _other => None,
                })?;
                (home, home.func(func)?)
            }
        };
        let by_position = |param: &&Param| {
            matches!(param.kind, ParamKind::Positional | ParamKind::PositionalOnly)
        };
        let params = func.params.iter().filter(by_position);
        let names: Option<Vec<Name>> =
            params.map(|param| home.var(param.var).map(|row| row.name.clone())).collect();
        names.filter(|names| func.role == Role::Component && !names.is_empty())
    }

    /// A component whose props only JavaScript reads.
    pub fn is_of_javascript(&self, component: &Expr) -> bool {
        match &component.kind {
            ExprKind::Symbol(symbol) => {
                let row = self.module.symbol(*symbol);
                row.is_some_and(|row| matches!(row.kind, SymbolKind::Import(_)))
            }
            ExprKind::Js(Js::Member(object, _)) => self.is_of_javascript(object),
            _other => false,
        }
    }

    pub fn hook(&mut self, hook: &'m Hook) -> Option<ClassId> {
        self.expr(&hook.callee);
        let first = match hook.args.first() {
            Some(Arg::Pos(value)) => Some(value),
            Some(Arg::Spread(_) | Arg::Omitted) | None => None,
        };
        let result = match (hook.row.kind, first) {
            (HookKind::Memo, Some(function)) => self.applied(function, &[]),
            (HookKind::Callback | HookKind::Deferred | HookKind::EffectEvent, Some(value)) => {
                self.expr(value)
            }
            (HookKind::Ref, Some(value)) => {
                let class = self.expr(value);
                let made = self.classes.fresh();
                let current = self.classes.field(made, "current");
                self.joined(current, class);
                Some(made)
            }
            (HookKind::Context | HookKind::Use | HookKind::DebugValue, first) => {
                first.into_iter().for_each(|value| self.evaluate(value));
                self.unknown()
            }
            (_, first) => {
                let class = first.and_then(|first| self.expr(first));
                self.escapes(class);
                self.unknown()
            }
        };
        for (position, arg) in hook.args.iter().enumerate().skip(1) {
            self.later_hook_arg(arg, hook.row.deps == Some(position));
        }
        result
    }

    /// A dependency list only compares what is in it.
    fn later_hook_arg(&mut self, arg: &'m Arg, is_deps: bool) {
        let (Arg::Pos(value) | Arg::Spread(value)) = arg else { return };
        if let (true, ExprKind::Py(Py::List(items) | Py::Tuple(items))) = (is_deps, &value.kind) {
            let is_var =
                |item: &&Arg| matches!(item, Arg::Pos(Expr { kind: ExprKind::Var(_), .. }));
            let computed = items.iter().filter(|item| !is_var(item));
            return computed.for_each(|item| drop(self.args(std::slice::from_ref(item))));
        }
        let class = self.expr(value);
        self.escapes(class);
    }

    pub fn js(&mut self, expr: &'m Expr, js: &'m Js) -> Option<ClassId> {
        match js {
            Js::Undefined => None,
            Js::Tag(_) => self.source(expr, Holds::TAG),
            Js::Global(path) => self.of_javascript(expr, js_classes::calls(path), Holds::CLASS),
            Js::DynamicImport(_) | Js::ImportFactory(_) => self.unknown(),
            Js::New { callee, args } | Js::Make { callee, args } | Js::Call { callee, args } => {
                self.expr(callee);
                // JavaScript takes a component for what it is.
                self.args(args);
                match self.made_by_react(expr) {
                    Some(holds) => self.source(expr, holds),
                    None if is_react(self.module, callee, "createElement") => {
                        self.holding(Holds::ELEMENT)
                    }
                    None => self.unknown(),
                }
            }
            Js::Member(object, name) => {
                let object_class = self.expr(object);
                let is_name = name.starts_with(|first: char| first.is_uppercase());
                if self.is_component_chain(object) && is_name {
                    return self.source(expr, Holds::JS);
                }
                if is_name {
                    return self.source(expr, Holds::CLASS_OR_FUNCTION);
                }
                let field = object_class.map(|object| self.classes.field(object, name));
                self.found(expr, field)
            }
            Js::Object(props) => {
                let object = self.classes.fresh();
                for prop in props {
                    match prop {
                        JsProp::Named(name, value) => {
                            let class = self.expr(value);
                            let field = self.classes.field(object, name);
                            self.joined(field, class);
                        }
                        JsProp::Computed(key, value) => {
                            self.expr(key);
                            let class = self.expr(value);
                            let content = self.classes.content(object);
                            self.joined(content, class);
                        }
                        JsProp::Spread(value) => {
                            let class = self.expr(value);
                            self.joined(object, class);
                        }
                    }
                }
                Some(object)
            }
            Js::Throw(value) => {
                self.expr(value);
                None
            }
            Js::ToJs(value) => self.expr(value),
        }
    }

    /// `Menu` of `Menu.Item`, `Theme` of `Theme.Provider`.
    fn is_component_chain(&self, object: &Expr) -> bool {
        match &object.kind {
            ExprKind::Symbol(symbol) => {
                let is_component = self.module.symbol(*symbol).is_some_and(|row| row.is_component);
                is_component || self.made.contains_key(symbol)
            }
            ExprKind::Js(Js::Member(object, _)) => self.is_component_chain(object),
            _other => false,
        }
    }

    /// What React makes of other components: `memo(Row)`, `createContext(None)`.
    pub fn made_by_react(&self, expr: &Expr) -> Option<Holds> {
        let ExprKind::Js(Js::Call { callee, args }) = &expr.kind else { return None };
        if is_react(self.module, callee, "createContext") {
            return Some(Holds::CONTEXT);
        }
        let wraps =
            ["memo", "forwardRef", "lazy"].iter().any(|name| is_react(self.module, callee, name));
        if !wraps {
            return None;
        }
        let is_own = |value: &Expr| match &value.kind {
            ExprKind::Symbol(symbol) => match self.module.symbol(*symbol).map(|row| &row.kind) {
                Some(SymbolKind::Import(_)) | None => false,
                Some(_own) => true,
            },
            ExprKind::Func(func) => self.is_component(*func),
            ExprKind::Js(_) => self.made_by_react(value) == Some(Holds::OWN),
            _other => false,
        };
        let own = matches!(args.first(), Some(Arg::Pos(value)) if is_own(value));
        Some(if own { Holds::OWN } else { Holds::JS })
    }
}

/// Who reads the props of an element.
#[derive(Clone, Copy)]
enum Reader {
    JavaScript,
    Known(FuncId),
    Unknown,
}

fn is_react(module: &Module, callee: &Expr, name: &str) -> bool {
    let ExprKind::Symbol(symbol) = callee.kind else { return false };
    match module.symbol(symbol).map(|row| &row.kind) {
        Some(SymbolKind::Import(import)) => {
            &*import.source == "react"
                && matches!(&import.name, ImportName::Named(known) if &**known == name)
        }
        _other => false,
    }
}
