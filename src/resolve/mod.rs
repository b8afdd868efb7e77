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
mod bodies;
mod candidates;
mod changes;
mod closed;
mod conditions;
mod definitions;
mod events;
mod exprs;
mod finish;
mod graph;
mod imports;
mod js_values;
mod known;
mod live;
mod markers;
mod marking;
mod meaning;
mod modules;
mod named_tuple;
mod namespace;
mod nested;
mod order;
mod payloads;
mod running;
pub mod scope;
#[cfg(test)]
mod tests;
mod unknown;

pub use binding::{Binding, JsRef, MODULE_NAME, Marker};
pub use changes::words;
pub use exprs::{calls, each_stmt, everywhere};
pub use live::Live;
pub use markers::has_word;
pub use modules::locate;
pub use nested::{called, is_member, local_function, stays_class};
pub use running::{Holder, Running};

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::base::{EventUse, FileId, Name, Span};
use crate::define_id;
use crate::diag::Sink;
use crate::host::Host;
use crate::ir::{JsImport, ModuleId};
use crate::outline::{self, Outline};
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
    pub server_events: Vec<EventUse>,
    /// Local JavaScript files that `ps.Import` names, to be copied beside the output: path on disk,
    /// path relative to the root of the output.
    pub assets: Vec<(std::path::PathBuf, Name)>,
    /// Which file's names led into which other file, also where that one only passes them on.
    pub lookups: Vec<(FileId, FileId)>,
    /// Which file had another one looked into, whatever came of it: nothing else of that file matters to it.
    pub asked: Vec<(FileId, FileId)>,
    /// The names that others bind and of which nothing comes.
    pub unmet: Vec<Unmet>,
    /// Words by which files were chosen and searched for changes of a value, and the files of such values.
    pub words: Vec<(Name, FileId)>,
    /// The files that have such a word where it matters, and the file of the value.
    pub searched: Vec<(FileId, FileId)>,
    /// The classes in functions and classes, by the spans of their names.
    pub nested: FxHashMap<Span, ItemId>,
    /// The items of [`Live::functions`], in that order; none for one that was not found or is refused.
    pub running: Vec<Option<ItemId>>,
}

/// A name of another file, or one that was demanded, of which nothing comes.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Unmet {
    pub from: FileId,
    pub to: FileId,
    pub name: Name,
    pub why: Why,
}

/// Why a name cannot be used.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// Its statement does not parse, which is told there.
    Broken,
    Refused,
    /// Nothing binds it.
    Missing,
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
    /// `ps.Import("./styles.css", side_effect=True)` at its top level, in source order.
    pub side_effects: Vec<JsImport>,
}

/// A needed definition: one at the top of its module, or a class within one.
#[derive(Debug)]
pub struct Item {
    pub id: ItemId,
    pub module: ModuleId,
    pub name: Name,
    /// What no other definition of the module is known by: its name, of a class in a function or class with the way
    /// to it (`make.<locals>.Point`).
    pub key: Name,
    /// The definition around a class that does not stand at the top of its module.
    pub within: Option<ItemId>,
    /// The whole statement, decorators included.
    pub span: Span,
    /// The defined name.
    pub name_span: Span,
    pub kind: ItemKind,
    /// Exported though nothing marks it: a host asked for it, or a file that is not here.
    pub is_asked: bool,
    /// The meaning of every name that is free in the item, and of every dotted chain that leads
    /// through modules or namespaces to one meaning (`ps.div`, `utils.fmt`, `React.useState`), by the
    /// span of the expression. A chain is entered at its longest prefix that has a meaning of its
    /// own; its shorter prefixes need not be there. Annotations are included, and so are the uses of
    /// names that an `import` within the function binds. A call that makes an import of JavaScript
    /// (`ps.Import(...)`, `ps.Jsx(...)`) has its meaning at the span of the whole call.
    pub refs: Arc<FxHashMap<Span, Binding>>,
    /// The scopes of the definition; its root is the module.
    pub scopes: Arc<scope::Scopes>,
}

impl Item {
    /// What CPython calls it, with the way to it; keys of one name are numbered.
    pub fn qualname(&self) -> Name {
        self.key.split('#').next().unwrap_or_default().into()
    }
}

#[expect(clippy::large_enum_variant, reason = "most items are functions")]
#[derive(Clone, Debug)]
pub enum ItemKind {
    Function {
        def: ast::FunctionDef,
        marker: Option<Marker>,
        /// Those that run when the module loads, from top to bottom: the name is what they give.
        decorators: Vec<ast::Expr>,
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
    /// A name for a type: `Status = Literal["todo", "done"]`, `type Status = ...`.
    TypeAlias(ast::Expr),
    /// A class that is needed as a value; the lowering compiles or refuses it.
    Class(ast::ClassDef),
}

impl ItemKind {
    /// Whether only annotations see it.
    fn is_type(&self) -> bool {
        match self {
            ItemKind::TypeClass(_) | ItemKind::TypeAlias(_) => true,
            ItemKind::Function { .. } | ItemKind::Constant { .. } | ItemKind::Class(_) => false,
        }
    }
}

/// What a name means in an annotation that is `T = TypeVar("T")`.
pub const TYPE_VARIABLE: &str = "typing.TypeVar";

/// An npm package the output needs.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct NpmRequirement {
    pub package: Name,
    pub version: Option<Name>,
    /// The file that asks for it by `ps.require`, whether something imports it or not.
    pub required_by: Option<FileId>,
}

/// A source text the resolver was given or asked for.
#[derive(Clone, Debug)]
pub struct Source {
    pub file: FileId,
    /// Absolute, or, for a host in memory, relative to where it starts.
    pub path: std::path::PathBuf,
    pub text: std::sync::Arc<str>,
}

/// What one look over a text tells, whatever the files around it say.
#[derive(Debug)]
pub struct Scan {
    outline: Outline,
    events: Vec<EventUse>,
    /// See [`outline::mentions_marker`].
    may_mark: bool,
    registers: bool,
    /// The trees of the chunks that were asked for.
    parsed: Vec<OnceLock<Arc<modules::Parsed>>>,
}

impl Scan {
    pub fn of(source: &Source) -> Scan {
        let outline = outline::scan(source.file, &source.text);
        let events = events::of_file(source, &outline);
        let may_mark = outline::mentions_marker(&source.text);
        let decorators = outline.chunks.iter().flat_map(|chunk| &chunk.decorators);
        let mut names = decorators.map(|span| {
            let callee = span.text(&source.text);
            callee.split_once('(').map_or(callee, |(callee, _)| callee).trim()
        });
        let registers = names.any(|name| !name.contains('.') && name != "javascript");
        let parsed = outline.chunks.iter().map(|_| OnceLock::new()).collect();
        Scan { outline, events, may_mark, registers, parsed }
    }

    /// Whether a function at the top is decorated by something that the file itself may define.
    pub fn registers(&self) -> bool {
        self.registers
    }

    /// Where the text names events of channels.
    pub fn events(&self) -> &[EventUse] {
        &self.events
    }
}

/// What is known of the files of a project beside what is resolved now.
pub trait Around: Sync {
    /// What a look over the text tells.
    fn scan(&self, source: &Source) -> Arc<Scan>;
    /// The files that have one of the words and are none of the sources.
    fn mentioning(&self, words: &[Name]) -> Vec<PathBuf>;
}

/// Nothing: the sources are all files there are.
pub struct Alone;

impl Around for Alone {
    fn scan(&self, source: &Source) -> Arc<Scan> {
        Arc::new(Scan::of(source))
    }

    fn mentioning(&self, _: &[Name]) -> Vec<PathBuf> {
        Vec::new()
    }
}

/// What [`resolve`] works on.
pub struct Input<'a> {
    pub host: &'a dyn Host,
    /// The project's folder, spelt as the paths of the sources are. Absolute imports are looked up in it, in its `src`, and in the folder
    /// that holds the importing file's top package.
    pub root: &'a Path,
    /// The files whose marked functions are compiled.
    pub sources: Vec<Source>,
    /// The npm package of Pulse's client.
    pub client_package: &'a str,
    /// Reads a further file and gives it an id.
    pub load: &'a mut dyn FnMut(&Path) -> Option<Source>,
    pub around: &'a dyn Around,
    /// What files that are not here need of the sources.
    pub demanded: Vec<Demand>,
}

/// A definition that is needed from outside.
#[derive(Clone, Debug)]
pub struct Demand {
    /// Spelt as the paths of the sources are.
    pub path: PathBuf,
    pub name: Name,
    /// Whether the constant is needed as a type only.
    pub is_alias: bool,
}

/// Finds the marked functions of the sources, everything they need, and what each name in it means.
///
/// The walk over trees recurses: run it on a stack that fits the deepest tree the parser makes.
pub fn resolve(input: Input<'_>, sink: &mut Sink) -> Program {
    resolve_with(input, Live::default(), sink)
}

/// [`resolve`] with what a host knows beyond the sources.
pub fn resolve_with(input: Input<'_>, live: Live, sink: &mut Sink) -> Program {
    let Input { host, root, mut sources, client_package, load, around, demanded } = input;
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    let scanned: Vec<_> = (sources.into_par_iter())
        .map(|source| {
            let scan = around.scan(&source);
            (source, scan)
        })
        .collect();
    let mut modules = modules::Modules::new(host, root, load, around);
    let mut server_events = Vec::new();
    for (source, scan) in scanned {
        server_events.extend(scan.events.iter().cloned());
        modules.add(source, scan);
    }
    let roots: Vec<_> = modules.ids().collect();
    let known = live.bindings.into_iter().filter_map(|text| modules.add_live(text)).collect();
    let exports = live.exports.into_iter();
    let exports: Vec<_> =
        exports.filter_map(|(path, names)| Some((modules.at_path(&path)?, names))).collect();
    let mut names = namespace::Namespaces::new(client_package, modules);
    names.live = known;
    let mut graph = graph::Graph::new(names, sink);
    let running = match live.functions {
        Some(functions) => graph.running(functions),
        None => {
            roots.into_iter().for_each(|id| graph.roots(id));
            Vec::new()
        }
    };
    for (id, names) in exports {
        graph.export(id, &names);
    }
    demanded.iter().for_each(|demand| graph.demand(demand));
    graph.grow();
    let mut program = graph.finish(running);
    order::check(&program, sink);
    // What is compiled runs in the browser: its events are the client's.
    server_events.retain(|event| !program.items.iter().any(|it| it.span.contains(event.span)));
    program.server_events = server_events;
    program
}
