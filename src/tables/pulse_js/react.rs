//! `pulse.js.react` and `pulse.js.pulse`: the modules that are npm packages.

use crate::tables::pulse_js::JsKind::{NamespaceImport, TypeOnly};
use crate::tables::pulse_js::{
    JsModule, Special, Unknown, named, named_component, named_constructor, special,
};

pub(super) const PULSE: JsModule = JsModule {
    dotted: "pulse.js.pulse",
    value: Some(NamespaceImport("pulse-ui-client")),
    unknown: Unknown::Import("pulse-ui-client"),
    members: &[
        ("ChannelBridge", named_constructor("pulse-ui-client", "ChannelBridge")),
        ("PulseChannelResetError", named_constructor("pulse-ui-client", "PulseChannelResetError")),
        ("T", TypeOnly),
        ("usePulseChannel", named("pulse-ui-client", "usePulseChannel")),
    ],
};

pub(super) const REACT: JsModule = JsModule {
    dotted: "pulse.js.react",
    value: Some(NamespaceImport("react")),
    unknown: Unknown::Import("react"),
    members: &[
        ("A", TypeOnly),
        ("Context", TypeOnly),
        ("Dispatch", TypeOnly),
        ("MutableRefObject", TypeOnly),
        ("ReactElement", TypeOnly),
        ("ReactNode", TypeOnly),
        ("RefObject", TypeOnly),
        ("S", TypeOnly),
        ("Suspense", named_component("react", "Suspense")),
        ("T", TypeOnly),
        ("T_co", TypeOnly),
        ("T_contra", TypeOnly),
        ("TransitionStartFunction", TypeOnly),
        ("cloneElement", named("react", "cloneElement")),
        ("createContext", named("react", "createContext")),
        ("createElement", named("react", "createElement")),
        ("forwardRef", named("react", "forwardRef")),
        ("isValidElement", named("react", "isValidElement")),
        ("lazy", special(Special::Lazy)),
        ("memo", named("react", "memo")),
        ("useCallback", named("react", "useCallback")),
        ("useContext", named("react", "useContext")),
        ("useDebugValue", named("react", "useDebugValue")),
        ("useDeferredValue", named("react", "useDeferredValue")),
        ("useEffect", named("react", "useEffect")),
        ("useId", named("react", "useId")),
        ("useImperativeHandle", named("react", "useImperativeHandle")),
        ("useInsertionEffect", named("react", "useInsertionEffect")),
        ("useLayoutEffect", named("react", "useLayoutEffect")),
        ("useMemo", named("react", "useMemo")),
        ("useReducer", named("react", "useReducer")),
        ("useRef", named("react", "useRef")),
        ("useState", named("react", "useState")),
        ("useSyncExternalStore", named("react", "useSyncExternalStore")),
        ("useTransition", named("react", "useTransition")),
    ],
};
