//! `pulse.js`: every module of it, every public name, and what each is in JavaScript.
//!
//! ```text
//! from pulse.js.math import floor      Global("Math.floor")
//! from pulse.js import Map             Constructor("Map"): a call becomes `new Map(...)`
//! import pulse.js.math as M; M.floor   the same as `floor` above; M alone is Namespace("Math")
//! from pulse.js.react import useState  Named { source: "react", name: "useState" }
//! ```
//!
//! Pulse drops one trailing underscore (`console.assert_` is `console.assert`): see [`js_name`].
//! `from pulse.js import math` (a submodule, where Python falls back on the import system) is
//! `module("pulse.js.math")`. The rows are what pulse-framework 0.1.111 itself emits for each name;
//! a test compares them with a record of that, in both directions.

mod browser;
mod language;
mod react;
mod root;

/// What a name of `pulse.js` is in JavaScript.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum JsKind {
    /// An expression of global names: `Math.floor`, `fetch`.
    Global(&'static str),
    /// A global class: a call becomes `new Map(...)`; its attributes are properties (`Map.groupBy`).
    Constructor(&'static str),
    /// A global object that Python sees as a module: `Math`, `console`.
    Namespace(&'static str),
    /// A named import.
    Named { source: &'static str, name: &'static str, role: ImportRole },
    /// `import * as React from "react"`: the module itself as a value. Its attributes are named
    /// imports.
    NamespaceImport(&'static str),
    /// Something with a meaning of its own.
    Special(Special),
    /// Only good in annotations: a TypedDict, a Protocol, a TypeVar, a name of the type stub only.
    TypeOnly,
}

/// What a call of a named import becomes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportRole {
    /// A plain call.
    Value,
    /// `new X(...)`.
    Constructor,
    /// An element.
    Component,
}

/// The names of `pulse.js` that are no values of JavaScript.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Special {
    /// `obj(a=1, **rest)`: an object literal.
    Obj,
    /// `throw(error)`, as a statement.
    Throw,
    Undefined,
    /// `lazy(factory)` of React: the named import `lazy`, whose result is a component. Inside a
    /// function Pulse hoists the call to the module.
    Lazy,
}

impl Special {
    /// The name it is imported by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Obj => "obj",
            Self::Throw => "throw",
            Self::Undefined => "undefined",
            Self::Lazy => "lazy",
        }
    }
}

/// What Pulse makes of an attribute that a module does not list (`Math.f16round` through
/// `import pulse.js.math as Math`). In a `from` import such a name is an error in Python.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unknown {
    /// An error here too.
    Refused,
    /// The global of that name.
    Global,
    /// A property of this global: `Math`.
    Property(&'static str),
    /// A named import from this source.
    Import(&'static str),
}

/// A module of `pulse.js`.
#[derive(Debug)]
pub struct JsModule {
    /// `pulse.js.math`.
    pub dotted: &'static str,
    /// The module object itself; none where JavaScript has no such object (`pulse.js.set`).
    pub value: Option<JsKind>,
    pub unknown: Unknown,
    /// Sorted by name.
    pub members: &'static [(&'static str, JsKind)],
}

impl JsModule {
    pub fn member(&self, name: &str) -> Option<JsKind> {
        let at = self.members.binary_search_by(|row| row.0.cmp(name)).ok()?;
        self.members.get(at).map(|row| row.1)
    }
}

/// All of them, sorted by dotted name; `pulse.js` itself is the first.
pub const MODULES: &[JsModule] = &[
    root::ROOT,
    browser::TYPES,
    browser::ABORT_CONTROLLER,
    browser::ANIMATION,
    language::ARRAY,
    language::ARRAY_BUFFER,
    browser::BLOB,
    browser::CONSOLE,
    browser::CRYPTO,
    browser::CUSTOM_EVENT,
    language::DATE,
    browser::DOCUMENT,
    browser::DOM_PARSER,
    language::ERROR,
    browser::FETCH_API,
    browser::FILE,
    browser::FILE_READER,
    browser::FORM_DATA,
    browser::INTERSECTION_OBSERVER,
    language::INTL,
    language::JSON,
    language::MAP,
    language::MATH,
    browser::MUTATION_OBSERVER,
    browser::NAVIGATOR,
    language::NUMBER,
    language::OBJ,
    language::OBJECT,
    browser::PERFORMANCE_OBSERVER,
    language::PROMISE,
    react::PULSE,
    react::REACT,
    language::REGEXP,
    browser::RESIZE_OBSERVER,
    language::SET,
    language::STRING,
    browser::TEXT_ENCODING,
    language::URI,
    browser::URL,
    language::WEAKMAP,
    language::WEAKSET,
    browser::WINDOW,
];

/// The module of a dotted name, `pulse.js` included.
pub fn module(dotted: &str) -> Option<&'static JsModule> {
    let at = MODULES.binary_search_by(|module| module.dotted.cmp(dotted)).ok()?;
    MODULES.get(at)
}

/// What `name` is in `from pulse.js import name`.
pub fn root(name: &str) -> Option<JsKind> {
    module("pulse.js")?.member(name)
}

/// The module behind a name of `pulse.js` that is a namespace: `React` → `pulse.js.react`. Attributes
/// of such a name are looked up there.
pub fn namespace_module(name: &str) -> Option<&'static JsModule> {
    let value = root(name)?;
    match value {
        JsKind::Namespace(_) | JsKind::NamespaceImport(_) => {
            MODULES.iter().find(|module| module.value == Some(value))
        }
        JsKind::Global(_)
        | JsKind::Constructor(_)
        | JsKind::Named { .. }
        | JsKind::Special(_)
        | JsKind::TypeOnly => None,
    }
}

/// The JavaScript name of an attribute of a module or class of `pulse.js`: Pulse drops one trailing
/// underscore (`from_` is `from`).
pub fn js_name(name: &str) -> &str {
    name.strip_suffix('_').unwrap_or(name)
}

const fn named(source: &'static str, name: &'static str) -> JsKind {
    JsKind::Named { source, name, role: ImportRole::Value }
}

const fn special(what: Special) -> JsKind {
    JsKind::Special(what)
}

const fn named_constructor(source: &'static str, name: &'static str) -> JsKind {
    JsKind::Named { source, name, role: ImportRole::Constructor }
}

const fn named_component(source: &'static str, name: &'static str) -> JsKind {
    JsKind::Named { source, name, role: ImportRole::Component }
}
