//! The types found so far, and what annotations fix from the start.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::{Name, Span};
use crate::ir::{
    Built, Classes, Default, Expr, ExprId, ExprKind, FuncId, Function, Item, MemberKind, Module,
    ParamKind, Role, SymbolId, SymbolKind, Type, VarId,
};
use crate::types::declared;
use crate::types::facts::{self, Facts};

/// The types found so far in one module.
#[derive(Debug)]
pub(super) struct Slots {
    pub exprs: Vec<Type>,
    pub vars: Vec<Type>,
    pub returns: Vec<Type>,
    pub symbols: Vec<Type>,
    pub attributes: Attributes,
    /// What a variable holds before an augmented assignment, by the span of the place.
    pub updated: FxHashMap<Span, Type>,
    /// Reads of what JavaScript may have made, which are converted.
    pub given_reads: FxHashSet<ExprId>,
    /// What an annotation lets in: see [`declared`].
    pub declared_vars: FxHashMap<VarId, Type>,
    pub declared_returns: FxHashMap<FuncId, Type>,
    pub declared_symbols: FxHashMap<SymbolId, Type>,
    /// Known from the start, or unknown for good.
    pub fixed_vars: FxHashSet<VarId>,
    pub fixed_returns: FxHashSet<FuncId>,
    pub fixed_symbols: FxHashSet<SymbolId>,
    /// The definitions of the module: they hold on to no variables but their own.
    globals: FxHashSet<FuncId>,
}

/// What is stored into attributes of instances: by class, or through objects of unknown type.
#[derive(Default, Debug)]
pub(super) struct Attributes {
    ids: FxHashMap<(Option<Name>, Name), u32>,
    types: Vec<Type>,
}

impl Attributes {
    pub fn get(&self, class: Option<&Name>, name: &Name) -> Type {
        let id = self.ids.get(&(class.cloned(), name.clone()));
        let ty = id.and_then(|id| self.types.get(*id as usize));
        ty.cloned().unwrap_or(Type::Never)
    }

    pub fn get_or_make(&mut self, class: Option<&Name>, name: &Name) -> (u32, Type) {
        let next = self.types.len() as u32;
        let id = *self.ids.entry((class.cloned(), name.clone())).or_insert(next);
        if id == next {
            self.types.push(Type::Never);
        }
        (id, self.types.get(id as usize).cloned().unwrap_or(Type::Any))
    }

    /// Those that something is stored into.
    pub fn into_types(self) -> FxHashMap<(Option<Name>, Name), Type> {
        let Attributes { ids, types } = self;
        let stored = ids.into_iter().filter_map(|(key, id)| match types.get(id as usize)? {
            Type::Never => None,
            ty => Some((key, crate::types::ops::settle(ty.clone()))),
        });
        stored.collect()
    }

    pub fn set(&mut self, id: u32, ty: Type) {
        if let Some(slot) = self.types.get_mut(id as usize) {
            *slot = ty;
        }
    }
}

impl Slots {
    pub fn new(module: &Module) -> Slots {
        Slots {
            exprs: vec![Type::Never; module.expr_count as usize],
            vars: vec![Type::Never; module.vars.len()],
            returns: vec![Type::Never; module.funcs.len()],
            symbols: vec![Type::Never; module.symbols.len()],
            attributes: Attributes::default(),
            updated: FxHashMap::default(),
            given_reads: FxHashSet::default(),
            declared_vars: FxHashMap::default(),
            declared_returns: FxHashMap::default(),
            declared_symbols: FxHashMap::default(),
            fixed_vars: FxHashSet::default(),
            fixed_returns: FxHashSet::default(),
            fixed_symbols: FxHashSet::default(),
            globals: module.items.iter().filter_map(Item::function).collect(),
        }
    }

    pub fn declare(&mut self, module: &Module, facts: &Facts, classes: Classes) {
        for (at, var) in module.vars.iter().enumerate() {
            if let Some(ty) = &var.annotation {
                self.declare_var(VarId(at as u32), ty);
            }
        }
        for func in &module.funcs {
            self.declare_function(module, facts, classes, func);
        }
        for (at, symbol) in module.symbols.iter().enumerate() {
            let id = SymbolId(at as u32);
            let Some(slot) = self.symbols.get_mut(at) else { continue };
            match (&symbol.kind, &symbol.annotation) {
                (SymbolKind::Const { .. }, Some(ty)) => {
                    *slot = declared::start(ty);
                    self.declared_symbols.insert(id, ty.clone());
                }
                (SymbolKind::Import(_), _) => {
                    *slot = Type::Any;
                    self.fixed_symbols.insert(id);
                }
                _inferred => {}
            }
        }
    }

    /// Whether the function is a definition of the module.
    pub fn is_global(&self, func: FuncId) -> bool {
        self.globals.contains(&func)
    }

    /// The variable holds what is assigned to it.
    fn declare_var(&mut self, var: VarId, ty: &Type) {
        if let Some(slot) = self.vars.get_mut(var.index()) {
            *slot = declared::start(ty);
            self.declared_vars.insert(var, ty.clone());
        }
    }

    fn fix_var(&mut self, var: VarId, ty: Type) {
        if let Some(slot) = self.vars.get_mut(var.index()) {
            *slot = ty;
            self.fixed_vars.insert(var);
        }
    }

    fn declare_function(
        &mut self,
        module: &Module,
        facts: &Facts,
        classes: Classes,
        func: &Function,
    ) {
        let is_contextual = facts.contextual.contains(&func.id);
        let is_seen = facts.seen.contains(&func.id);
        let is_told = facts.told.contains(&func.id);
        let made = match func.role {
            // Props of Python's own components cross as they are.
            Role::Component => Built::AsGiven,
            Role::Plain | Role::Body | Role::Effect { .. } if self.is_global(func.id) => {
                Built::AsGiven
            }
            Role::Plain | Role::Body | Role::Effect { .. } => Built::Either,
        };
        if let Some(receiver) = func.receiver {
            self.fix_var(receiver, receiver_type(module, classes, func, receiver));
        }
        for (position, param) in func.params.iter().enumerate() {
            let annotation = module.var(param.var).and_then(|var| var.annotation.clone());
            let ty = match (param.kind, annotation) {
                // The prop `children`: one child, several, or none.
                (ParamKind::Rest, _) if func.role == Role::Component => Type::Any,
                (_, Some(ty)) => {
                    let ty = match &param.default {
                        // `x: str = None`.
                        Some(Default::Inline(Expr { kind: ExprKind::None, .. })) => ty.or_none(),
                        _other => ty,
                    };
                    if is_seen {
                        self.declare_var(param.var, &ty);
                        continue;
                    }
                    declared::built(&ty, made)
                }
                (ParamKind::Rest, None) => Type::TupleOf(Box::new(Type::Any)),
                (ParamKind::Keywords, None) => Type::Dict(Box::new(Type::Str), Box::new(Type::Any)),
                (_, None) if facts.events.contains_key(&param.var) => {
                    facts.events.get(&param.var).map_or(Type::Any, |row| Type::Host(row))
                }
                (_, None) if is_contextual && facts::takes_context(func, position) => continue,
                (_, None) if is_told && facts::is_told_by_calls(param) => continue,
                (_, None) => Type::Any,
            };
            self.fix_var(param.var, ty);
        }
        let declared = match &func.returns {
            // An async generator is walked by `async for` only, of which no type is known.
            _any if func.is_async && func.is_generator => Some(Type::Any),
            Some(ty) if func.is_async => Some(Type::Awaitable(Box::new(ty.clone()))),
            Some(ty) => Some(ty.clone()),
            None => None,
        };
        let Some(slot) = self.returns.get_mut(func.id.index()) else { return };
        match declared {
            Some(Type::Any) => {
                *slot = Type::Any;
                self.fixed_returns.insert(func.id);
            }
            Some(ty) => {
                *slot = declared::start(&ty);
                self.declared_returns.insert(func.id, ty);
            }
            None => {}
        }
    }
}

/// The first parameter of a method is an instance, unless it is given something else.
fn receiver_type(module: &Module, classes: Classes, func: &Function, receiver: VarId) -> Type {
    let Some((found, member)) = classes.owned(module.id, func.id) else { return Type::Any };
    let is_once = module.var(receiver).is_some_and(|row| row.writes == 1);
    let is_class = matches!(member.kind, MemberKind::OfClass(_));
    match &found.class.of {
        Some(of) if is_once && !is_class => Type::Instance(of.clone()),
        _other => Type::Any,
    }
}
