//! What flows through calls, methods and builtins.

use crate::base::{Name, Span};
use crate::ir::{Arg, Expr, ExprKind, Keyword, ModuleId, Py, SymbolKind};
use crate::lower::components::classes::ClassId;
use crate::lower::components::constructors::is_host;
use crate::lower::components::flow::{Flow, position};
use crate::tables::builtins::BuiltinRow;
use crate::tables::builtins::GETATTR;
use crate::tables::effects::{Change, Gives, Put};
use crate::tables::methods;
use crate::tables::returns::Returns;

impl<'m> Flow<'m, '_> {
    pub fn call(&mut self, expr: &'m Expr, callee: &'m Expr, args: &'m [Arg]) -> Option<ClassId> {
        match &callee.kind {
            ExprKind::Py(Py::Helper("callWith")) => return self.call_with(args),
            ExprKind::Py(Py::Helper(_)) => return self.handed_over(args),
            ExprKind::Var(var) => {
                if let Some(state) = self.setters.get(var).copied() {
                    self.set_state(state, args);
                    return None;
                }
            }
            _other => {}
        }
        if let ExprKind::Symbol(symbol) = callee.kind
            && let Some(row) = self.module.symbol(symbol)
            && let SymbolKind::Foreign { module, name } = &row.kind
            && !self.is_foreign_constant(*module, name)
        {
            self.handed_over(args);
            let class = self.imported_result(*module, name, expr.span);
            return self.found(expr, class);
        }
        match self.known_function(callee) {
            Some(func) if !self.is_component(func) => {
                if !args.iter().any(|arg| matches!(arg, Arg::Spread(_))) {
                    let given = self.args(args);
                    self.bind_params(func, &given);
                    let count = self.module.func(func).map_or(0, |func| func.params.len());
                    given.into_iter().skip(count).for_each(|class| self.escapes(class));
                    self.defined(callee);
                } else {
                    self.opened(func);
                    self.handed_over(args);
                    self.defined(callee);
                }
                Some(self.return_class(func))
            }
            _value => {
                let class = self.expr(callee);
                self.called(class);
                self.handed_over(args)
            }
        }
    }

    pub fn called(&mut self, class: Option<ClassId>) {
        if let Some(class) = class {
            self.classes.get_mut(class).called = true;
        }
    }

    /// Arguments for whom nothing is known, of a call that gives anything.
    fn handed_over(&mut self, args: &'m [Arg]) -> Option<ClassId> {
        self.args(args).into_iter().for_each(|class| self.escapes(class));
        self.unknown()
    }

    /// `callWith(f, [...positional], { k: 1 })`.
    fn call_with(&mut self, args: &'m [Arg]) -> Option<ClassId> {
        let (Some(Arg::Pos(callee)), rest) = (args.first(), args.get(1..).unwrap_or_default())
        else {
            return self.handed_over(args);
        };
        let class = self.expr(callee);
        self.called(class);
        self.handed_over(rest)
    }

    /// A function that is called with values of these classes, and nothing else: what it gives.
    pub fn applied(&mut self, function: &'m Expr, given: &[Option<ClassId>]) -> Option<ClassId> {
        match self.known_function(function) {
            Some(func) if !self.is_component(func) => {
                self.bind_params(func, given);
                self.defined(function);
                Some(self.return_class(func))
            }
            _value => {
                let class = self.expr(function);
                self.called(class);
                self.escapes(class);
                given.iter().for_each(|class| self.escapes(*class));
                self.unknown()
            }
        }
    }

    pub fn method(
        &mut self,
        expr: &'m Expr,
        object: &'m Expr,
        name: &str,
        args: &'m [Arg],
        keywords: &'m [Keyword],
    ) -> Option<ClassId> {
        let of = self.expr(object);
        match told(name) {
            Told::Part => {
                let given = self.args(args);
                let key = match args.first() {
                    Some(Arg::Pos(key)) => Some(key),
                    Some(Arg::Spread(_) | Arg::Omitted) | None => None,
                };
                let part = match (of, key.map(|key| &key.kind)) {
                    (Some(of), Some(ExprKind::Str(key))) => Some(self.classes.field(of, key)),
                    _computed => self.content(of),
                };
                let other = given.get(1).copied().flatten();
                let part = self.both(part, other);
                self.found(expr, part)
            }
            Told::Values => {
                let content = self.content(of);
                self.container(content)
            }
            Told::Pairs => {
                let content = self.content(of);
                let pair = self.classes.fresh();
                let value = self.classes.field(pair, &position(1));
                self.joined(value, content);
                self.container(Some(pair))
            }
            Told::Copy => of,
            Told::Item => self.content(of),
            Told::Puts => {
                let content = self.content(of);
                for class in self.args(args) {
                    self.both(content, class);
                }
                None
            }
            Told::PutsAll => {
                for class in self.args(args) {
                    self.both(of, class);
                }
                for keyword in keywords {
                    let class = self.expr(&keyword.value);
                    if let (Some(of), Some(class)) = (of, class) {
                        let field = self.classes.field(of, &keyword.name);
                        self.classes.join(field, class);
                    }
                }
                None
            }
            Told::Nothing => {
                self.args(args);
                for keyword in keywords {
                    let class = self.expr(&keyword.value);
                    self.escapes(class);
                }
                None
            }
            Told::Unknown => {
                let field = of.map(|of| self.classes.field(of, name));
                self.called(field);
                if let Some(field) = field {
                    self.methods.insert(expr.id, field);
                }
                for keyword in keywords {
                    let class = self.expr(&keyword.value);
                    self.escapes(class);
                }
                self.handed_over(args)
            }
        }
    }

    pub fn builtin(
        &mut self,
        expr: &'m Expr,
        row: &BuiltinRow,
        args: &'m [Arg],
        keywords: &'m [Keyword],
    ) -> Option<ClassId> {
        if let Returns::Mapped | Returns::Filtered = row.returns {
            return self.mapped(row.returns, args);
        }
        if row.name == GETATTR {
            return self.attribute(expr, args);
        }
        let given = self.args(args);
        let named: Vec<_> =
            keywords.iter().map(|keyword| (&keyword.name, self.expr(&keyword.value))).collect();
        let first = given.first().copied().flatten();
        match row.returns {
            _any if row.library.is_some() && row.returns != Returns::Same => {
                let named = named.into_iter().map(|(_, class)| class);
                given.into_iter().chain(named).for_each(|class| self.escapes(class));
                self.unknown()
            }
            Returns::Items | Returns::Tuple | Returns::Set | Returns::Walk => {
                named.into_iter().for_each(|(_, class)| self.escapes(class));
                let item = self.item(first);
                self.container(item)
            }
            Returns::Dict => {
                let made = self.classes.fresh();
                self.classes.get_mut(made).is_mapping = true;
                if let Some(first) = first {
                    // A dict, or pairs.
                    let of = self.classes.get(first).is_mapping;
                    match of {
                        true => self.classes.join(made, first),
                        false => {
                            let pair = self.classes.content(first);
                            let value = self.classes.field(pair, &position(1));
                            let content = self.classes.content(made);
                            self.classes.join(content, value);
                        }
                    }
                }
                for (name, class) in named {
                    let field = self.classes.field(made, name);
                    self.joined(field, class);
                }
                Some(made)
            }
            Returns::Numbered => {
                let item = self.item(first);
                let pair = self.classes.fresh();
                let value = self.classes.field(pair, &position(1));
                self.joined(value, item);
                self.container(Some(pair))
            }
            Returns::Zipped => {
                let tuple = self.classes.fresh();
                for (at, class) in given.into_iter().enumerate() {
                    let item = self.item(class);
                    let part = self.classes.field(tuple, &position(at));
                    self.joined(part, item);
                }
                self.container(Some(tuple))
            }
            Returns::Next => {
                let item = self.item(first);
                let found = self.both(item, given.get(1).copied().flatten());
                self.found(expr, found)
            }
            Returns::Least | Returns::Greatest => {
                let item = self.item(first);
                let all = given.into_iter().fold(item, |all, one| self.both(all, one));
                named.into_iter().fold(all, |all, (_, class)| self.both(all, class))
            }
            Returns::Same => first,
            Returns::Sum | Returns::Class => None,
            _scalar if row.effects.gives == Gives::Scalar => None,
            _other => {
                let named = named.into_iter().map(|(_, class)| class);
                given.into_iter().chain(named).for_each(|class| self.escapes(class));
                self.unknown()
            }
        }
    }

    /// `getattr(object, name, default)`
    fn attribute(&mut self, expr: &'m Expr, args: &'m [Arg]) -> Option<ClassId> {
        let given = self.args(args);
        let key = match args.get(1) {
            Some(Arg::Pos(Expr { kind: ExprKind::Str(key), .. })) => Some(key),
            _computed => None,
        };
        let of = given.first().copied().flatten();
        let part = match (of, key) {
            (Some(of), Some(key)) => Some(self.classes.field(of, key)),
            _computed => self.content(of),
        };
        let other = given.get(2).copied().flatten();
        if let Some(Arg::Pos(object)) = args.first()
            && is_host(self.module, object)
        {
            let found = self.of_host(expr, object);
            return self.both(found, other);
        }
        let part = self.both(part, other);
        self.found(expr, part)
    }

    /// `map(f, xs)`, `filter(f, xs)`.
    fn mapped(&mut self, returns: Returns, args: &'m [Arg]) -> Option<ClassId> {
        let Some((Arg::Pos(function), rest)) = args.split_first() else {
            return self.handed_over(args);
        };
        let lists = self.args(rest);
        let items: Vec<_> = lists.into_iter().map(|class| self.item(class)).collect();
        let result = match &function.kind {
            ExprKind::None => None,
            // Of a component it becomes a comprehension.
            _atom
                if returns == Returns::Mapped
                    && rest.len() == 1
                    && function.is_atom()
                    && self.known_function(function).is_none_or(|func| self.is_component(func)) =>
            {
                let class = self.expr(function);
                self.called(class);
                items.iter().for_each(|class| self.escapes(*class));
                self.unknown()
            }
            _function => self.applied(function, &items),
        };
        match returns {
            Returns::Mapped => self.container(result),
            _filter => self.container(items.first().copied().flatten()),
        }
    }

    fn imported_result(&mut self, module: ModuleId, name: &Name, at: Span) -> Option<ClassId> {
        let result = format!("{name}()").into();
        self.imported(module, &result, at)
    }

    fn is_foreign_constant(&self, module: ModuleId, name: &str) -> bool {
        let home = self.program.modules.get(module.index());
        let mut symbols = home.iter().flat_map(|home| &home.symbols);
        symbols
            .any(|symbol| *symbol.name == *name && matches!(symbol.kind, SymbolKind::Const { .. }))
    }
}

/// What a method of that name does with what its receiver holds, if the receiver is a container.
#[derive(Clone, Copy)]
enum Told {
    /// It gives the value of a key, or an item.
    Part,
    Item,
    Values,
    Pairs,
    Copy,
    /// An argument, or what the arguments hold, comes in.
    Puts,
    PutsAll,
    /// Nothing comes in, and nothing of it out.
    Nothing,
    /// It is none of a container.
    Unknown,
}

fn told(name: &str) -> Told {
    match name {
        // Of a `deque`.
        "popleft" => return Told::Item,
        "appendleft" => return Told::Puts,
        _builtin => {}
    }
    let Some(row) = methods::named(name).next() else { return Told::Unknown };
    match (row.returns, row.effects.receiver.change()) {
        (Returns::ValueOrNone | Returns::ValueOr | Returns::Item, _) => Told::Part,
        (Returns::Pair, _) => Told::Item,
        (Returns::Values, _) => Told::Values,
        (Returns::Pairs, _) => Told::Pairs,
        (Returns::Same, _) if row.signature.is_empty() => Told::Copy,
        (Returns::Nothing, Some(Change::Grows(Put::Item(_)))) => Told::Puts,
        (Returns::Nothing, Some(Change::Grows(Put::Items))) => Told::PutsAll,
        (Returns::Nothing, Some(Change::Shrinks | Change::Moves)) => Told::Nothing,
        (Returns::Walk | Returns::Natural(_), _) => Told::Nothing,
        _of_parts => Told::Unknown,
    }
}
