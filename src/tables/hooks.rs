//! The hooks of React 19.2, and what else the package `react` exports.
//!
//! ```text
//! useEffect(lambda: tick(), [count])   callback at 0, dependency list at 1
//! useMemo(factory, deps)               the parameters are named as in `pulse.js.react`
//! ```

use crate::tables::signature::{Signature, any, any_opt, pos, pos_opt};

/// A hook.
#[derive(PartialEq, Eq, Debug)]
pub struct HookRow {
    pub name: &'static str,
    pub kind: HookKind,
    /// Named as in `pulse.js.react`, where the hook is there; the others take no keywords.
    pub signature: Signature,
    /// The position of the function the hook runs or keeps.
    pub callback: Option<usize>,
    /// The position of the dependency list.
    pub deps: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum HookKind {
    State,
    Reducer,
    Ref,
    Effect,
    LayoutEffect,
    InsertionEffect,
    EffectEvent,
    Memo,
    Callback,
    Context,
    Id,
    Transition,
    Deferred,
    SyncExternalStore,
    ImperativeHandle,
    DebugValue,
    Optimistic,
    ActionState,
    Use,
}

impl HookKind {
    /// Its callback is an effect: it may return a clean-up function, and runs after rendering.
    pub const fn is_effect(self) -> bool {
        match self {
            Self::Effect | Self::LayoutEffect | Self::InsertionEffect => true,
            Self::State
            | Self::Reducer
            | Self::Ref
            | Self::EffectEvent
            | Self::Memo
            | Self::Callback
            | Self::Context
            | Self::Id
            | Self::Transition
            | Self::Deferred
            | Self::SyncExternalStore
            | Self::ImperativeHandle
            | Self::DebugValue
            | Self::Optimistic
            | Self::ActionState
            | Self::Use => false,
        }
    }

    /// May be called in a condition or a loop; every other hook must not.
    pub const fn may_be_conditional(self) -> bool {
        matches!(self, Self::Use)
    }
}

/// The hook of a name.
pub fn hook(name: &str) -> Option<&'static HookRow> {
    let at = HOOKS.binary_search_by(|row| row.name.cmp(name)).ok()?;
    HOOKS.get(at)
}

/// What `react` exports beside the hooks.
pub fn react_export(name: &str) -> Option<ReactExport> {
    let at = EXPORTS.binary_search_by(|row| row.0.cmp(name)).ok()?;
    EXPORTS.get(at).map(|row| row.1)
}

/// Whether a name is one of a hook by React's convention: `use`, or `use` and a capital letter or a digit
/// (`eslint-plugin-react-hooks`: `/^use[A-Z0-9]/`).
pub fn is_hook_name(name: &str) -> bool {
    match name.strip_prefix("use") {
        Some(rest) => rest.chars().next().is_none_or(|c| c.is_uppercase() || c.is_ascii_digit()),
        None => false,
    }
}

/// An export of `react` that is not a hook.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReactExport {
    Function,
    /// Used as an element: `<Suspense fallback={...}>`.
    Component,
    /// A base class of class components.
    Class,
    /// Takes a component (or the function of one) and gives a component: `memo`, `forwardRef`, `lazy`.
    MakesComponent,
    /// `createContext`: its result's `Provider` and `Consumer` are components, and so is the result.
    MakesContext,
    Value,
}

/// Sorted by name.
pub const HOOKS: &[HookRow] = &[
    row("use", HookKind::Use, &[pos("resource")], None, None),
    row(
        "useActionState",
        HookKind::ActionState,
        &[pos("action"), pos("initial_state"), pos_opt("permalink")],
        Some(0),
        None,
    ),
    row("useCallback", HookKind::Callback, &[any("callback"), any_opt("deps")], Some(0), Some(1)),
    row("useContext", HookKind::Context, &[any("context")], None, None),
    row("useDebugValue", HookKind::DebugValue, &[any("value"), any_opt("format_fn")], None, None),
    row(
        "useDeferredValue",
        HookKind::Deferred,
        &[any("value"), pos_opt("initial_value")],
        None,
        None,
    ),
    row("useEffect", HookKind::Effect, &[any("effect"), any_opt("deps")], Some(0), Some(1)),
    row("useEffectEvent", HookKind::EffectEvent, &[any("callback")], Some(0), None),
    row("useId", HookKind::Id, &[], None, None),
    row(
        "useImperativeHandle",
        HookKind::ImperativeHandle,
        &[any("ref"), any("create_handle"), any_opt("deps")],
        Some(1),
        Some(2),
    ),
    row(
        "useInsertionEffect",
        HookKind::InsertionEffect,
        &[any("effect"), any_opt("deps")],
        Some(0),
        Some(1),
    ),
    row(
        "useLayoutEffect",
        HookKind::LayoutEffect,
        &[any("effect"), any_opt("deps")],
        Some(0),
        Some(1),
    ),
    row("useMemo", HookKind::Memo, &[any("factory"), any_opt("deps")], Some(0), Some(1)),
    row("useOptimistic", HookKind::Optimistic, &[pos("value"), pos_opt("reducer")], None, None),
    row(
        "useReducer",
        HookKind::Reducer,
        &[any("reducer"), any("initial_arg"), any_opt("init")],
        Some(0),
        None,
    ),
    row("useRef", HookKind::Ref, &[any_opt("initial_value")], None, None),
    row("useState", HookKind::State, &[any_opt("initial_state")], None, None),
    row(
        "useSyncExternalStore",
        HookKind::SyncExternalStore,
        &[any("subscribe"), any("get_snapshot"), any_opt("get_server_snapshot")],
        Some(0),
        None,
    ),
    row("useTransition", HookKind::Transition, &[], None, None),
];

/// Sorted by name.
pub const EXPORTS: &[(&str, ReactExport)] = &[
    ("Activity", ReactExport::Component),
    ("Children", ReactExport::Value),
    ("Component", ReactExport::Class),
    ("Fragment", ReactExport::Component),
    ("Profiler", ReactExport::Component),
    ("PureComponent", ReactExport::Class),
    ("StrictMode", ReactExport::Component),
    ("Suspense", ReactExport::Component),
    ("act", ReactExport::Function),
    ("cache", ReactExport::Function),
    ("cacheSignal", ReactExport::Function),
    ("captureOwnerStack", ReactExport::Function),
    ("cloneElement", ReactExport::Function),
    ("createContext", ReactExport::MakesContext),
    ("createElement", ReactExport::Function),
    ("createRef", ReactExport::Function),
    ("forwardRef", ReactExport::MakesComponent),
    ("isValidElement", ReactExport::Function),
    ("lazy", ReactExport::MakesComponent),
    ("memo", ReactExport::MakesComponent),
    ("startTransition", ReactExport::Function),
    ("version", ReactExport::Value),
];

const fn row(
    name: &'static str,
    kind: HookKind,
    signature: Signature,
    callback: Option<usize>,
    deps: Option<usize>,
) -> HookRow {
    HookRow { name, kind, signature, callback, deps }
}
