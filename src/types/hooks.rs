//! Hooks: what each returns.
//!
//! ```text
//! count, setCount = useState(0)        count: int, if every `setCount(...)` gives an int
//! inputRef = useRef(None)              inputRef: Ref, of whose `.current` nothing is known
//! total = useMemo(lambda: a + b, ...)  what the lambda returns
//! ```

use crate::ir::{Arg, Expr, ExprKind, Hook, Type, VarId};
use crate::tables::hooks::HookKind;
use crate::types::infer::{Infer, function_type};

impl<'p> Infer<'p, '_> {
    pub fn hook(&mut self, hook: &'p Hook, expr: &Expr) -> Type {
        self.expr(&hook.callee);
        // What the pair of `useState` is was found where it is unpacked.
        let known = self.type_of(expr);
        let args = self.args(&hook.args);
        self.called();
        let first = args.first().cloned().unwrap_or(Type::None);
        match hook.row.kind {
            HookKind::State if matches!(known, Type::Tuple(_)) => known,
            HookKind::State => Type::Tuple(vec![Type::Any, function_type(Type::None)]),
            HookKind::Ref => Type::Ref(Box::new(Type::Any)),
            HookKind::Memo => returned(&first),
            HookKind::Callback | HookKind::EffectEvent => first,
            HookKind::Deferred => first,
            HookKind::Id => Type::Str,
            HookKind::Transition => Type::Tuple(vec![Type::Bool, function_type(Type::None)]),
            HookKind::Effect
            | HookKind::LayoutEffect
            | HookKind::InsertionEffect
            | HookKind::ImperativeHandle
            | HookKind::DebugValue => Type::None,
            HookKind::Reducer | HookKind::Optimistic => {
                Type::Tuple(vec![Type::Any, function_type(Type::None)])
            }
            HookKind::ActionState => {
                Type::Tuple(vec![Type::Any, function_type(Type::None), Type::Bool])
            }
            HookKind::Context | HookKind::SyncExternalStore | HookKind::Use => Type::Any,
        }
    }

    /// `x, setX = useState(initial)`: the state is what it starts with or is ever set to. When the
    /// setter goes to other hands nothing is known.
    pub fn state(&mut self, state: VarId, setter: VarId, hook: &'p Expr) {
        let ExprKind::Hook(inner) = &hook.kind else { return };
        if self.facts.state_of(setter).is_some() {
            let initial = match inner.args.first() {
                Some(Arg::Pos(value)) => {
                    let ty = self.expr(value);
                    set_value(&ty)
                }
                Some(Arg::Spread(_)) => Type::Any,
                Some(Arg::Omitted) | None => Type::None,
            };
            self.grow_var(state, initial);
        } else {
            self.grow_var(state, Type::Any);
        }
        let pair = Type::Tuple(vec![self.var_type(state), function_type(Type::None)]);
        self.record(hook, pair);
    }

    /// `setX(value)`, `setX(lambda old: new)`.
    pub fn set_state(&mut self, setter: VarId, args: &'p [Arg]) {
        let Some(state) = self.facts.state_of(setter) else { return };
        let [Arg::Pos(value)] = args else { return self.grow_var(state, Type::Any) };
        if let ExprKind::Func(func) = value.kind {
            self.feed(func, &[self.var_type(state)]);
        }
        let ty = self.type_of(value);
        self.grow_var(state, set_value(&ty));
    }
}

/// React calls a function that it is given for a state, and keeps what it returns.
fn set_value(ty: &Type) -> Type {
    match ty {
        Type::Function { returns, .. } => (**returns).clone(),
        ty if ty.any(|ty| matches!(ty, Type::Function { .. } | Type::Any | Type::Js)) => Type::Any,
        ty => ty.clone(),
    }
}

pub(super) fn returned(ty: &Type) -> Type {
    match ty {
        Type::Function { returns, .. } => (**returns).clone(),
        Type::Never => Type::Never,
        _unknown => Type::Any,
    }
}
