//! What a function reaches, and what it needs that only a page has.
//!
//! ```text
//! def total(xs): return add(xs) * RATE      reaches total, add, RATE; needs nothing
//! def Counter(): n, set_n = useState(0)     needs the hook `useState`
//! def title(): return document.title        needs the global `document`
//! ```
//!
//! A call of a value is not followed: who is handed a function names it somewhere.

use std::collections::BTreeSet;

use crate::base::{Name, Span};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Expr, ExprKind, ImportName, Item, Js, JsImport, MemberKind, Module, ModuleId, Place,
    PlaceKind, Program, Py, SymbolId, SymbolKind,
};

/// Something that is not of the language, and where it is first used.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Need {
    pub kind: NeedKind,
    pub span: Span,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NeedKind {
    /// A hook of React, by its name.
    Hook(Name),
    /// An element of a page.
    Element,
    /// The channel to the server.
    Channel,
    /// An npm package.
    Package(Name),
    /// A JavaScript file of the project, by its path from the root of the output.
    File(Name),
    /// A global of JavaScript by its path, which an engine has or has not: `Math.floor`, `document`.
    Global(Name),
}

/// What some functions lead to.
#[derive(Default, Debug)]
pub struct Reached {
    symbols: BTreeSet<(ModuleId, SymbolId)>,
    /// In the order in which they are met.
    pub needs: Vec<Need>,
}

impl Reached {
    /// Follows the names from one function or constant on.
    pub fn from(program: &Program, module: ModuleId, symbol: SymbolId) -> Reached {
        let mut reached = Reached::default();
        reached.follow(program, vec![(module, symbol)]);
        while let Some(registered) = reached.registered(program) {
            reached.follow(program, registered);
        }
        reached
    }

    fn follow(&mut self, program: &Program, mut open: Vec<(ModuleId, SymbolId)>) {
        while let Some((module, symbol)) = open.pop() {
            let Some(module) = program.modules.get(module.index()) else { continue };
            if !self.symbols.insert((module.id, symbol)) {
                continue;
            }
            let mut look = Look { module, names: Vec::new(), needs: Vec::new() };
            look.symbol(symbol);
            self.needs.extend(look.needs);
            for name in look.names {
                open.extend(definition(program, module, name));
            }
        }
    }

    /// What is not reached, and is made by a decorator that may keep it in a value that is: `@register("a")`.
    fn registered(&self, program: &Program) -> Option<Vec<(ModuleId, SymbolId)>> {
        let mut found = Vec::new();
        for module in &program.modules {
            for item in &module.items {
                let Item::Const { symbol, value, .. } = item else { continue };
                if self.symbols.contains(&(module.id, *symbol)) {
                    continue;
                }
                let mut look = Look { module, names: Vec::new(), needs: Vec::new() };
                let (mut is_below, mut makers) = (false, Vec::new());
                makers_of(value, &mut makers);
                for maker in makers {
                    match &maker.kind {
                        ExprKind::Super => is_below = true,
                        _maker => look.expr(maker),
                    }
                }
                let above = match &value.kind {
                    ExprKind::Class(class) if is_below => class.base.as_ref(),
                    _other => None,
                };
                let is_above_reached =
                    above.is_some_and(|above| self.names(program, module, above));
                let mut makers = Reached::default();
                let names = look.names.into_iter();
                makers.follow(
                    program,
                    names.filter_map(|it| definition(program, module, it)).collect(),
                );
                if is_above_reached || makers.symbols.iter().any(|it| self.keeps(program, *it)) {
                    found.push((module.id, *symbol));
                }
            }
        }
        (!found.is_empty()).then_some(found)
    }

    /// Whether the expression is a name of what is reached.
    fn names(&self, program: &Program, module: &Module, expr: &Expr) -> bool {
        let ExprKind::Symbol(symbol) = expr.kind else { return false };
        definition(program, module, symbol).is_some_and(|it| self.symbols.contains(&it))
    }

    /// Whether it is a value that is reached, and no function or class.
    fn keeps(&self, program: &Program, of: (ModuleId, SymbolId)) -> bool {
        let module = program.modules.get(of.0.index());
        let item = module.and_then(|module| {
            module
                .items
                .iter()
                .find(|item| matches!(item, Item::Const { symbol, .. } if *symbol == of.1))
        });
        let is_kept = |value: &Expr| match &value.kind {
            ExprKind::Func(_) => false,
            // What a class has is changed by a decorator that names it.
            ExprKind::Class(class) => class.members.iter().any(|it| it.kind.value().is_some()),
            _value => true,
        };
        self.symbols.contains(&of)
            && matches!(item, Some(Item::Const { value, .. }) if is_kept(value))
    }

    /// Leaves out of the program what none of them leads to, and all that is loaded for its effect on a page.
    pub fn keep(all: &[Reached], program: &mut Program) {
        for module in &mut program.modules {
            let id = module.id;
            module.items.retain(|item| {
                let (Item::Function { symbol, .. } | Item::Const { symbol, .. }) = item;
                all.iter().any(|reached| reached.symbols.contains(&(id, *symbol)))
            });
            for symbol in &mut module.symbols {
                if let SymbolKind::Import(JsImport { name, .. }) = &mut symbol.kind
                    && *name == ImportName::SideEffect
                {
                    // One that nothing uses is not written.
                    *name = ImportName::Namespace;
                }
            }
            module.is_hidden = module.items.is_empty();
        }
    }
}

/// What is called when the value is made: decorators of functions and classes, `__init_subclass__`.
fn makers_of<'m>(value: &'m Expr, makers: &mut Vec<&'m Expr>) {
    match &value.kind {
        ExprKind::Py(Py::Call { callee, args }) => {
            match &callee.kind {
                ExprKind::Py(Py::Attr(object, _)) if matches!(object.kind, ExprKind::Super) => {
                    makers.push(object);
                }
                _maker => makers.push(callee),
            }
            for arg in args {
                if let Arg::Pos(arg) = arg {
                    makers_of(arg, makers);
                }
            }
        }
        ExprKind::Class(class) => {
            for member in &class.members {
                if let MemberKind::Effect(effect) = &member.kind {
                    makers_of(effect, makers);
                }
            }
        }
        _other => {}
    }
}

/// Where a name of a module is defined.
fn definition(
    program: &Program,
    module: &Module,
    symbol: SymbolId,
) -> Option<(ModuleId, SymbolId)> {
    match &module.symbol(symbol)?.kind {
        SymbolKind::Foreign { module, name } => {
            let home = program.modules.get(module.index())?;
            Some((home.id, *home.definitions.get(name)?))
        }
        SymbolKind::Function(_) | SymbolKind::Const { .. } | SymbolKind::Import(_) => {
            Some((module.id, symbol))
        }
    }
}

struct Look<'m> {
    module: &'m Module,
    names: Vec<SymbolId>,
    needs: Vec<Need>,
}

impl<'m> Look<'m> {
    fn symbol(&mut self, symbol: SymbolId) {
        for item in &self.module.items {
            let (Item::Function { symbol: own, .. } | Item::Const { symbol: own, .. }) = item;
            if *own == symbol {
                walk::walk_item(self, item);
            }
        }
    }

    fn name(&mut self, symbol: SymbolId, span: Span) {
        self.names.push(symbol);
        let kind = self.module.symbol(symbol).map(|symbol| &symbol.kind);
        if let Some(SymbolKind::Import(import)) = kind {
            self.imported(&import.source, span);
        }
    }

    fn imported(&mut self, source: &Name, span: Span) {
        let is_file = source.starts_with("./") || source.starts_with("../");
        let kind = if is_file { NeedKind::File } else { NeedKind::Package };
        self.needs.push(Need { kind: kind(source.clone()), span });
    }
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        let mut add = |kind| self.needs.push(Need { kind, span: expr.span });
        match &expr.kind {
            ExprKind::Symbol(symbol) => self.name(*symbol, expr.span),
            ExprKind::Jsx(_) => add(NeedKind::Element),
            ExprKind::Hook(hook) => add(NeedKind::Hook(hook.row.name.into())),
            ExprKind::Channel(_) => add(NeedKind::Channel),
            ExprKind::Js(Js::Global(path)) => {
                add(NeedKind::Global(path.clone()));
            }
            ExprKind::Js(Js::DynamicImport(source) | Js::ImportFactory(source)) => {
                self.imported(source, expr.span);
            }
            ExprKind::Error
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Var(_)
            | ExprKind::Func(_)
            | ExprKind::Class(_)
            | ExprKind::Super
            | ExprKind::OwnClass
            | ExprKind::Py(_)
            | ExprKind::Js(
                Js::Undefined
                | Js::Tag(_)
                | Js::New { .. }
                | Js::Make { .. }
                | Js::Call { .. }
                | Js::Member(..)
                | Js::Object(_)
                | Js::Throw(_)
                | Js::ToJs(_),
            ) => {}
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Symbol(symbol) = place.kind {
            self.name(symbol, place.span);
        }
        walk::walk_place(self, place);
    }
}
