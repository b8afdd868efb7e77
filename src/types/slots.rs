//! The types found so far, and what annotations fix from the start.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Span;
use crate::ir::{
    Default, Expr, ExprKind, FuncId, Function, Module, ParamKind, Role, SymbolId, SymbolKind, Type,
    VarId,
};
use crate::types::facts::{self, Facts};

/// The types found so far in one module.
#[derive(Debug)]
pub(super) struct Slots {
    pub exprs: Vec<Type>,
    pub vars: Vec<Type>,
    pub returns: Vec<Type>,
    pub symbols: Vec<Type>,
    /// What a variable holds before an augmented assignment, by the span of the place.
    pub updated: FxHashMap<Span, Type>,
    /// Declared by annotation, or unknown for good.
    pub fixed_vars: FxHashSet<VarId>,
    pub fixed_returns: FxHashSet<FuncId>,
    pub fixed_symbols: FxHashSet<SymbolId>,
}

impl Slots {
    pub fn new(module: &Module) -> Slots {
        Slots {
            exprs: vec![Type::Never; module.expr_count as usize],
            vars: vec![Type::Never; module.vars.len()],
            returns: vec![Type::Never; module.funcs.len()],
            symbols: vec![Type::Never; module.symbols.len()],
            updated: FxHashMap::default(),
            fixed_vars: FxHashSet::default(),
            fixed_returns: FxHashSet::default(),
            fixed_symbols: FxHashSet::default(),
        }
    }

    pub fn declare(&mut self, module: &Module, facts: &Facts) {
        for (at, var) in module.vars.iter().enumerate() {
            if let Some(ty) = &var.annotation {
                self.fix_var(VarId(at as u32), ty.clone());
            }
        }
        for func in &module.funcs {
            self.declare_function(module, facts, func);
        }
        for (at, symbol) in module.symbols.iter().enumerate() {
            let id = SymbolId(at as u32);
            let ty = match (&symbol.kind, &symbol.annotation) {
                (SymbolKind::Const { .. }, Some(ty)) => Some(ty.clone()),
                (SymbolKind::Import(_), _) => Some(Type::Any),
                _inferred => None,
            };
            if let (Some(ty), Some(slot)) = (ty, self.symbols.get_mut(at)) {
                *slot = ty;
                self.fixed_symbols.insert(id);
            }
        }
    }

    fn fix_var(&mut self, var: VarId, ty: Type) {
        if let Some(slot) = self.vars.get_mut(var.index()) {
            *slot = ty;
            self.fixed_vars.insert(var);
        }
    }

    fn declare_function(&mut self, module: &Module, facts: &Facts, func: &Function) {
        let is_contextual = facts.contextual.contains(&func.id);
        for (position, param) in func.params.iter().enumerate() {
            let annotation = module.var(param.var).and_then(|var| var.annotation.clone());
            let ty = match (param.kind, annotation) {
                // The prop `children`: one child, several, or none.
                (ParamKind::Rest, _) if func.role == Role::Component => Type::Any,
                // `x: str = None`.
                (_, Some(ty)) => match &param.default {
                    Some(Default::Inline(Expr { kind: ExprKind::None, .. })) => ty.or_none(),
                    _other => ty,
                },
                (ParamKind::Rest, None) => Type::TupleOf(Box::new(Type::Any)),
                (ParamKind::Keywords, None) => Type::Dict(Box::new(Type::Str), Box::new(Type::Any)),
                (_, None) if facts.events.contains_key(&param.var) => {
                    facts.events.get(&param.var).map_or(Type::Any, |row| Type::Host(row))
                }
                (_, None) if is_contextual && facts::takes_context(func, position) => continue,
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
        if let (Some(ty), Some(slot)) = (declared, self.returns.get_mut(func.id.index())) {
            *slot = ty;
            self.fixed_returns.insert(func.id);
        }
    }
}
