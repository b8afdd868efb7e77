//! Which definition each name means, and which definitions are needed.
//!
//! From the marked functions the graph grows: the chunk of a needed definition is parsed, every name
//! that is free in it resolves to one [`Binding`], and a binding that is a definition of the project
//! (or of site-packages) is needed too. What no marked function reaches is never parsed.
//!
//! ```text
//! from app.format import initials
//! @ps.javascript(jsx=True)
//! def Avatar(name: str): return ps.span(initials(name))
//! ```
//!
//! gives the items `Avatar` (component, exported) and `initials` (function of `app/format.py`), and
//! for `Avatar` the bindings `ps.span` → tag, `initials` → item.
//!
//! This layer knows neither React nor JavaScript: a hook is just a name that a table lists.

mod binding;
pub mod scope;

pub use binding::{Binding, JsRef, Marker};

use rustc_hash::FxHashMap;

use crate::base::{FileId, Name, Span};
use crate::define_id;
use crate::ir::ModuleId;
use crate::syntax::ast;

define_id!(
    /// A top-level definition that is needed.
    ItemId
);

/// All that is needed, resolved. Modules are sorted by path, items of a module by place.
#[derive(Debug, Default)]
pub struct Program {
    pub modules: Vec<Module>,
    pub items: Vec<Item>,
    /// Packages asked for by `ps.require({...})` and `ps.Import(..., version=...)`.
    pub npm: Vec<NpmRequirement>,
    /// Server code around channels, for the contract in the manifest: `channel.on("event")` and so on.
    pub server_events: Vec<ServerEvent>,
    /// Local JavaScript files that `ps.Import` names, to be copied beside the output: path on disk,
    /// path relative to the root of the output.
    pub assets: Vec<(std::path::PathBuf, Name)>,
}

/// A Python module with at least one needed item.
#[derive(Debug)]
pub struct Module {
    pub id: ModuleId,
    pub file: FileId,
    /// The output path without extension, `/`-separated, relative to the output root.
    pub path: Name,
    /// `app.format`, as Python imports it.
    pub dotted: Name,
    pub docstring: Option<Name>,
    pub items: Vec<ItemId>,
}

/// A needed top-level definition.
#[derive(Debug)]
pub struct Item {
    pub id: ItemId,
    pub module: ModuleId,
    pub name: Name,
    /// The whole statement, decorators included.
    pub span: Span,
    /// The defined name.
    pub name_span: Span,
    pub kind: ItemKind,
    /// The meaning of every name that is free in the item, and of every dotted chain that leads
    /// through modules or namespaces to one meaning (`ps.div`, `utils.fmt`, `React.useState`), by the
    /// span of the expression. A chain is entered at its longest prefix that has a meaning of its
    /// own; its shorter prefixes need not be there. Annotations are included.
    pub refs: FxHashMap<Span, Binding>,
    /// The scopes of the definition; its root is the module.
    pub scopes: scope::Scopes,
}

#[derive(Debug)]
pub enum ItemKind {
    Function {
        def: ast::FunctionDef,
        marker: Option<Marker>,
    },
    /// `NAME = value` (or `NAME: annotation = value`).
    Constant {
        value: ast::Expr,
        annotation: Option<ast::Expr>,
        /// Some needed function assigns it through `global`.
        is_reassigned: bool,
    },
    /// A class that only types see: a `TypedDict`, a `Protocol`.
    TypeClass(ast::ClassDef),
    /// A class that is needed as a value; the lowering compiles or refuses it.
    Class(ast::ClassDef),
}

/// An npm package the output needs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct NpmRequirement {
    pub package: Name,
    pub version: Option<Name>,
}

/// Where server code names a channel event.
#[derive(Clone, Debug)]
pub struct ServerEvent {
    pub event: Name,
    pub span: Span,
    pub op: ServerOp,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum ServerOp {
    On,
    Emit,
    Request,
}

/// A source text the resolver was given or asked for.
#[derive(Clone, Debug)]
pub struct Source {
    pub file: FileId,
    /// Absolute, or as the host names it.
    pub path: std::path::PathBuf,
    pub text: std::sync::Arc<str>,
}
