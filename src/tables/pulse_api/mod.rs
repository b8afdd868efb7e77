//! The names of `pulse` (the `ps.` namespace) apart from the tags, and what each means in client code.
//!
//! ```text
//! ps.javascript    a marker
//! ps.For           a construct of its own
//! ps.Link          a React component: `Link` of `react-router`
//! ps.Element       only good in annotations
//! ps.State         server only: the row says why and what to write instead
//! ```

mod names;

pub use names::NAMES;

/// What a name of Pulse means in client code.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PulseKind {
    /// `javascript`: marks a function for the compiler.
    Marker,
    Special(PulseSpecial),
    Component(&'static PulseComponent),
    TypeOnly,
    /// A submodule of Pulse.
    Module,
    Server(&'static ServerOnly),
}

/// What the compiler has code of its own for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PulseSpecial {
    /// `ps.For(items, fn)`.
    For,
    /// `ps.If(condition, then, else_)`.
    If,
    /// `ps.Import(name, src)`.
    Import,
    /// `ps.Jsx(expr)`: the expression as a component.
    Jsx,
    /// `ps.ReactComponent(expr_or_src)`: the same, also from a source.
    ReactComponent,
    /// `@ps.react_component(...)`.
    ReactComponentDecorator,
    /// `ps.require({"package": "^1"})`: asks for npm packages.
    Require,
    /// `import_("./module")` of `pulse.transpiler`: a dynamic import.
    DynamicImport,
}

impl PulseSpecial {
    /// The name it is imported by.
    pub const fn name(self) -> &'static str {
        match self {
            Self::For => "For",
            Self::If => "If",
            Self::Import => "Import",
            Self::Jsx => "Jsx",
            Self::ReactComponent => "ReactComponent",
            Self::ReactComponentDecorator => "react_component",
            Self::Require => "require",
            Self::DynamicImport => "import_",
        }
    }
}

/// A React component that Pulse offers to Python.
#[derive(PartialEq, Eq, Debug)]
pub struct PulseComponent {
    pub name: &'static str,
    /// The npm package and the version Pulse asks for.
    pub source: &'static str,
    pub version: Option<&'static str>,
}

/// Why a name cannot be used in client code: "`ps.State` {reason}: {instead}".
#[derive(PartialEq, Eq, Debug)]
pub struct ServerOnly {
    pub reason: &'static str,
    pub instead: &'static str,
}

/// The answer for every module of Pulse that has no row here.
pub const SERVER: ServerOnly =
    ServerOnly { reason: "is part of the server", instead: "pass the value in as a prop" };

/// Names by the module that defines them, for imports that do not go through `pulse`. Only modules
/// with a meaning in client code are here; the marker's are those that Pulse has it in.
const HOMES: &[(&str, &[&str])] = &[
    ("pulse.components.for_", &["For"]),
    ("pulse.components.if_", &["If"]),
    ("pulse.components.react_router", &["Link", "Outlet"]),
    ("pulse.react_component", &["ReactComponent", "default_signature", "react_component"]),
    ("pulse.requirements", &["require"]),
    ("pulse.transpiler", &["Element", "Import", "JsFunction", "Jsx", "PulseNode", "javascript"]),
    ("pulse.transpiler.function", &["JsFunction", "javascript"]),
    ("pulse.transpiler.imports", &["Import"]),
    ("pulse.transpiler.nodes", &["Element", "Jsx", "PulseNode"]),
];

const IMPORT_HOMES: [&str; 2] = ["pulse.transpiler", "pulse.transpiler.dynamic_import"];

/// What Python itself finds on a `ps.Import`, at the top level of a module: no member of what is imported.
pub const IMPORT_ATTRIBUTES: [&str; 22] = [
    "asset",
    "before",
    "emit",
    "id",
    "is_default",
    "is_lazy",
    "is_local",
    "is_namespace",
    "is_side_effect",
    "is_type",
    "js_name",
    "kind",
    "lazy",
    "name",
    "of",
    "precedence",
    "register",
    "render",
    "src",
    "transpile_call",
    "transpile_getattr",
    "version",
];

/// Modules whose names are types all through.
const TYPE_MODULES: [&str; 5] = [
    "pulse.dom.elements",
    "pulse.dom.events",
    "pulse.dom.props",
    "pulse.dom.svg",
    "pulse.types.event_handler",
];

/// Whether a dotted name is a module of Pulse (which is never compiled as source).
pub fn is_pulse_module(dotted: &str) -> bool {
    dotted == "pulse" || dotted.starts_with("pulse.")
}

/// What `name` of the module `dotted` means, tags (see [`crate::tables::tags`]) and `pulse.js` (see
/// [`crate::tables::pulse_js`]) left out. None: the module is not of Pulse, or is known not to have
/// the name.
pub fn member(dotted: &str, name: &str) -> Option<PulseKind> {
    if !is_pulse_module(dotted) {
        return None;
    }
    if dotted == "pulse" {
        let at = NAMES.binary_search_by(|row| row.0.cmp(name)).ok()?;
        return NAMES.get(at).map(|row| row.1);
    }
    if name == "import_" && IMPORT_HOMES.contains(&dotted) {
        return Some(PulseKind::Special(PulseSpecial::DynamicImport));
    }
    let at_home = HOMES.iter().any(|(home, names)| *home == dotted && names.contains(&name));
    if at_home {
        return member("pulse", name);
    }
    if TYPE_MODULES.contains(&dotted) {
        return Some(PulseKind::TypeOnly);
    }
    if (dotted, name) == ("pulse.dom", "tags") {
        return Some(PulseKind::Module);
    }
    // A server-only name keeps its own reason wherever it is imported from.
    match member("pulse", name) {
        Some(PulseKind::Server(row)) => Some(PulseKind::Server(row)),
        Some(PulseKind::TypeOnly) => Some(PulseKind::TypeOnly),
        Some(
            PulseKind::Marker | PulseKind::Special(_) | PulseKind::Component(_) | PulseKind::Module,
        )
        | None => Some(PulseKind::Server(&SERVER)),
    }
}
