//! What a name means.

use crate::base::Name;
use crate::ir::{JsImport, ModuleId};
use crate::resolve::ItemId;
use crate::tables::builtins::BuiltinRow;
use crate::tables::js_classes::Calls;

/// The one meaning of a name that is free in an item. (Locals have none here: see
/// [`crate::resolve::scope`].)
#[derive(Clone, Debug)]
pub enum Binding {
    /// A definition of the project or of site-packages.
    Item(ItemId),
    /// A module of the project as a value; only good as the base of an attribute.
    Module(ModuleId),
    /// A tag of `ps.*`, by its JSX name.
    Tag(&'static str),
    /// `ps.For`, `ps.If`, `ps.Fragment`, `obj`, `throw`, `import_` and the like: a construct of its
    /// own, by its canonical name in `tables::pulse_api` or `tables::pulse_js`.
    Special(&'static str),
    Js(JsRef),
    Builtin(&'static BuiltinRow),
    /// A Python module of the standard library that the compiler knows (`math`), as a value.
    PyModule(Name),
    /// A name of such a module.
    PyMember {
        module: Name,
        name: Name,
    },
    /// Only good in annotations (`typing.Any`, a server class); the canonical dotted name.
    TypeOnly(Name),
    /// What marks a function: Pulse's `javascript` itself, or what a call of it gave
    /// (`ps.javascript(jsx=True)`).
    Marker(Option<Marker>),
    /// Refused; the diagnostic is in the sink already.
    Error,
}

/// The name of the module, as Python imports it: `Special`.
pub const MODULE_NAME: &str = "__name__";

/// Something of JavaScript.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum JsRef {
    /// A global by its path: `console`, `Math.floor`.
    Global { path: Name, calls: Calls },
    /// What a JavaScript module exports. `member` is a path into it (`React.lazy` → `lazy` of the
    /// default or namespace import is normalised to the named import; a member of a component such
    /// as `Menu.Item` is not). `is_component`: declared as one (`ps.react_component`, `ps.Jsx`).
    Import { import: JsImport, is_component: bool, calls: Calls },
    /// A member of an import that is a component: `ps.Jsx(AppShell.Header)`.
    Member { import: JsImport, path: Vec<Name> },
}

/// How a function was marked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Marker {
    pub is_jsx: bool,
}
