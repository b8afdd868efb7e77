//! The modules of a program together, and what is the same at every render: setters, refs, and what hooks of the project
//! return of these.
//!
//! ```text
//! def useDraft(): text, set_text = useState(""); return text, set_text
//! draft, set_draft = useDraft()         set_draft never changes, whatever file `useDraft` stands in
//! ```

use crate::analyze::facts::{Bound, Facts};
use crate::ir::{
    Arg, Expr, ExprKind, FuncId, Module, ModuleId, Program, Py, SymbolId, SymbolKind, VarId,
};
use crate::tables::hooks::HookKind;
use crate::types::ProgramTypes;

/// All modules, for questions about a function of another one.
pub(super) struct Project<'p> {
    pub modules: Vec<Facts<'p>>,
}

impl<'p> Project<'p> {
    pub fn of(program: &'p Program, types: &'p ProgramTypes) -> Project<'p> {
        let facts = |module: &'p Module| Facts::of(module, types.module(module.id));
        Project { modules: program.modules.iter().map(facts).collect() }
    }

    pub fn facts(&self, id: ModuleId) -> Option<&Facts<'p>> {
        self.modules.get(id.index()).filter(|facts| facts.module.id == id)
    }

    /// The function of the program that a module-level name means.
    pub fn function(&self, module: &Module, symbol: SymbolId) -> Option<(ModuleId, FuncId)> {
        match &module.symbol(symbol)?.kind {
            SymbolKind::Function(func) => Some((module.id, *func)),
            SymbolKind::Foreign { module: id, name } => {
                Some((*id, self.facts(*id)?.module.function_named(name)?.id))
            }
            SymbolKind::Const { .. } | SymbolKind::Import(_) => None,
        }
    }

    /// Whether a variable has the same value at every render: a setter, a ref, what a hook of the
    /// project returns of these.
    pub fn is_stable(&self, facts: &Facts<'p>, var: VarId) -> bool {
        self.is_stable_within(facts, var, 8)
    }

    fn is_stable_within(&self, facts: &Facts<'p>, var: VarId, depth: u32) -> bool {
        let (value, part) = match facts.bound.get(&var) {
            Some(Bound::Value(value)) => (*value, None),
            Some(Bound::Part(value, part)) => (*value, Some(*part)),
            Some(Bound::Function(_) | Bound::Item(_)) | None => return false,
        };
        match &value.kind {
            ExprKind::Hook(hook) => is_stable_result(hook.row.kind, part),
            ExprKind::Py(Py::Call { callee, .. }) if depth > 0 => {
                let ExprKind::Symbol(symbol) = callee.kind else { return false };
                let Some((module, func)) = self.function(facts.module, symbol) else {
                    return false;
                };
                let Some(other) = self.facts(module) else { return false };
                let returned = other.returns.get(&func).map_or(&[][..], Vec::as_slice);
                let is_stable = |value: &&Expr| match (&value.kind, part) {
                    (ExprKind::Var(var), None) => self.is_stable_within(other, *var, depth - 1),
                    (ExprKind::Py(Py::Tuple(items) | Py::List(items)), Some(part)) => {
                        match items.get(part) {
                            Some(Arg::Pos(Expr { kind: ExprKind::Var(var), .. })) => {
                                !items.iter().take(part).any(|it| matches!(it, Arg::Spread(_)))
                                    && self.is_stable_within(other, *var, depth - 1)
                            }
                            Some(_) | None => false,
                        }
                    }
                    _other => false,
                };
                !returned.is_empty() && returned.iter().all(is_stable)
            }
            _other => false,
        }
    }
}

pub(super) fn is_stable_result(kind: HookKind, part: Option<usize>) -> bool {
    match kind {
        HookKind::State
        | HookKind::Reducer
        | HookKind::Optimistic
        | HookKind::ActionState
        | HookKind::Transition => part == Some(1),
        HookKind::Ref | HookKind::EffectEvent | HookKind::Id => part.is_none(),
        HookKind::Effect
        | HookKind::LayoutEffect
        | HookKind::InsertionEffect
        | HookKind::Memo
        | HookKind::Callback
        | HookKind::Context
        | HookKind::Deferred
        | HookKind::SyncExternalStore
        | HookKind::ImperativeHandle
        | HookKind::DebugValue
        | HookKind::Use => false,
    }
}
