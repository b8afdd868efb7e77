//! What of a module is something else to its importers than before an edit.
//!
//! ```text
//! def weight(n: int): return n * 2       →  n * 3         nothing
//! def weight(n: int): return n * 2       →  str(n)        `weight`: those that need it
//! def weight(n: int): ...                →  (n, by=1)     the same
//! def Card(*, title): return ps.p(title) →  ps.h1(title)  nothing
//! def pick(xs: list): return xs          →  xs[1:]        what leads from `xs` to the result is not compared: anything
//! LIMIT = 3                              →  4             anything
//! ```
//!
//! Functions may be others where their bodies are nobody's business ([`super::settled`]). All else at the top of the module
//! must be written as before, and whatever the passes found of it be the same. What is not certain to be the same counts
//! as another.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::base::{FileId, Name, Span};
use crate::driver::Sources;
use crate::driver::part::Part;
use crate::driver::settled::{asked, is_settled};
use crate::ir::walk::{self, Visitor};
use crate::ir::{FuncId, Function, Module, SymbolKind};
use crate::outline::{self, Chunk, ChunkKind};
use crate::resolve::{Item, ItemKind};

/// A part, and the texts it was made of.
pub(super) type Side<'s> = (&'s Part, &'s Sources);

/// What stands around a module.
#[derive(Clone, Copy)]
pub(super) struct Around {
    /// Functions that nobody needs may run all the same, when some module loads.
    pub runs: bool,
    /// Modules above it have classes.
    pub classes: bool,
}

/// What is something else.
pub(super) enum Change {
    Nothing,
    /// These functions.
    Names(BTreeSet<Name>),
    Anything,
}

/// Whether the module binds other names at its top.
pub(super) fn binds_otherwise(file: FileId, before: &Sources, after: &Sources) -> bool {
    let names = |sources: &Sources| {
        let chunks = outline::scan(file, sources.text(file)).chunks;
        chunks.into_iter().flat_map(|chunk| chunk.binds).collect::<BTreeSet<Name>>()
    };
    sources_differ(file, before, after) && names(before) != names(after)
}

fn sources_differ(file: FileId, before: &Sources, after: &Sources) -> bool {
    before.text(file) != after.text(file)
}

pub(super) fn compare(file: FileId, old: Side<'_>, new: Side<'_>, around: Around) -> Change {
    let (was, is) = match (old.0.module(file), new.0.module(file)) {
        (Some(was), Some(is)) => (was, is),
        _none if !sources_differ(file, old.1, new.1) => return Change::Nothing,
        _none => return Change::Anything,
    };
    let pair = Pair { old: (old.0, was), new: (new.0, is), around };
    let texts = (old.1.text(file), new.1.text(file));
    match pair.changed(file, texts) {
        None => Change::Anything,
        Some(names) if names.is_empty() => Change::Nothing,
        Some(names) => Change::Names(names),
    }
}

/// A module before and after.
struct Pair<'p> {
    old: (&'p Part, &'p Module),
    new: (&'p Part, &'p Module),
    around: Around,
}

impl Pair<'_> {
    /// The functions that are others; none where anything may be.
    fn changed(&self, file: FileId, (before, after): (&str, &str)) -> Option<BTreeSet<Name>> {
        let (chunks_before, chunks) =
            (outline::scan(file, before).chunks, outline::scan(file, after).chunks);
        let (items_before, items) = (items(self.old), items(self.new));
        let was = Text::of(before, &chunks_before, &items_before)?;
        let is = Text::of(after, &chunks, &items)?;
        if was.rest != is.rest {
            return None;
        }
        let (mut changed, mut edited) = (BTreeSet::new(), Vec::new());
        for name in was.functions.keys().chain(is.functions.keys()).collect::<BTreeSet<_>>() {
            let (one, other) = (was.functions.get(name), is.functions.get(name));
            if one.map(|it| it.text) == other.map(|it| it.text) {
                continue;
            }
            let sides = || one.into_iter().chain(other);
            if self.around.runs || sides().any(|it| it.is_more) {
                return None;
            }
            let needed: Vec<&Item> = sides().filter_map(|it| it.item).collect();
            if needed.is_empty() {
                // One that is decorated may be stored somewhere by that.
                if sides().any(|it| it.is_decorated) {
                    return None;
                }
                continue;
            }
            let is_of = |side: (&Part, &Module), text: Option<&TextOf<'_>>| {
                let is_needed = text.is_some_and(|it| it.item.is_some());
                !is_needed || is_settled(side.0, side.1, name, self.around.classes)
            };
            if !is_of(self.old, one) || !is_of(self.new, other) {
                return None;
            }
            let head = |text: Option<&TextOf<'_>>, of: &str| -> Option<String> {
                Some(head(text?.item?)?.text(of).to_owned())
            };
            match (head(one, before), head(other, after)) {
                (Some(a), Some(b)) if a == b => edited.push(name.clone()),
                (None, None) => return None,
                _others => drop(changed.insert(name.clone())),
            }
        }
        for name in edited {
            if asked(self.old.0, self.old.1, &name) != asked(self.new.0, self.new.1, &name) {
                changed.insert(name);
            }
        }
        self.told_otherwise(&mut changed)?;
        Some(changed)
    }

    /// Adds the functions of which something else is told; none where that is so of more.
    fn told_otherwise(&self, changed: &mut BTreeSet<Name>) -> Option<()> {
        let ((old, was), (new, is)) = (self.old, self.new);
        let (before, after) = (names(old, was), names(new, is));
        for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let is_same = before.get(name) == after.get(name)
                && known(old, was, name) == known(new, is, name);
            if is_same || changed.contains(name) {
                continue;
            }
            let classes = self.around.classes;
            // One that is needed now, or no more, is nothing on the other side.
            let is_of = |part: &Part, module: &Module| {
                !module.definitions.contains_key(name) || is_settled(part, module, name, classes)
            };
            if !is_of(old, was) || !is_of(new, is) {
                return None;
            }
            changed.insert(name.clone());
        }
        let methods = |part: &Part, module: &Module| {
            let methods = methods(module);
            let types = part.analyzed.types.module(module.id);
            let told = types.told(module, &methods, changed);
            (in_paths(part, told), known_of(part, module, &methods))
        };
        let is_same = methods(old, was) == methods(new, is)
            && old.known.told_of_module(was) == new.known.told_of_module(is)
            && imported(old, was) == imported(new, is);
        is_same.then_some(())
    }
}

/// The statements at the top of a module.
struct Text<'t> {
    functions: BTreeMap<Name, TextOf<'t>>,
    /// All others, in order.
    rest: Vec<&'t str>,
}

struct TextOf<'t> {
    text: &'t str,
    /// The definition, if it is needed.
    item: Option<&'t Item>,
    /// Whether there are definitions in it.
    is_more: bool,
    is_decorated: bool,
}

impl<'t> Text<'t> {
    /// None where a function is defined twice.
    fn of(text: &'t str, chunks: &[Chunk], items: &[&'t Item]) -> Option<Text<'t>> {
        let mut of = Text { functions: BTreeMap::new(), rest: Vec::new() };
        for chunk in chunks {
            let own = chunk.span.text(text);
            let is_function = matches!(chunk.kind, ChunkKind::Function | ChunkKind::AsyncFunction);
            let Some(name) = chunk.binds.first().filter(|_| is_function) else {
                of.rest.push(own);
                continue;
            };
            let mut inside = items.iter().filter(|item| chunk.span.contains(item.name_span));
            let item = inside.next().copied();
            let is_more = inside.next().is_some() || item.is_some_and(|it| it.span != chunk.span);
            let is_decorated = !chunk.decorators.is_empty();
            let found = TextOf { text: own, item, is_more, is_decorated };
            if of.functions.insert(name.clone(), found).is_some() {
                return None;
            }
        }
        Some(of)
    }
}

/// Where a function stands that no decorator wraps, without its body.
fn head(item: &Item) -> Option<Span> {
    match &item.kind {
        ItemKind::Function { def, decorators, .. } if decorators.is_empty() => {
            Some(Span::new(item.span.file, item.span.start, def.header.end))
        }
        ItemKind::Function { .. }
        | ItemKind::Constant { .. }
        | ItemKind::TypeAlias(_)
        | ItemKind::TypeClass(_)
        | ItemKind::Class(_) => None,
    }
}

fn items<'p>((part, module): (&'p Part, &Module)) -> Vec<&'p Item> {
    let items = part.analyzed.resolved.items.iter();
    items.filter(|item| item.module == module.id).collect()
}

/// The types of the names of a module.
fn names(part: &Part, module: &Module) -> BTreeMap<Name, String> {
    let types = part.analyzed.types.module(module.id);
    let of_name = |(name, id): (&Name, _)| {
        let func = module.function_named(name);
        let params = func.into_iter().flat_map(|func| &func.params);
        let params: Vec<_> = params.map(|param| types.var(param.var)).collect();
        let returns = func.map(|func| types.returns(func.id));
        (name.clone(), in_paths(part, format!("{:?} {returns:?} {params:?}", types.symbol(id))))
    };
    module.definitions.iter().map(|(name, id)| of_name((name, *id))).collect()
}

/// Classes of the program are named by the paths of their modules.
fn in_paths(part: &Part, text: String) -> String {
    let mut parts = text.split("ModuleId(");
    let mut told = parts.next().unwrap_or_default().to_owned();
    for part_of in parts {
        let (id, rest) = part_of.split_once(')').unwrap_or_default();
        let module = id.parse().ok().and_then(|id: usize| part.analyzed.program.modules.get(id));
        told.push_str(module.map_or("", |module| &module.path));
        told.push_str(rest);
    }
    told
}

fn known(part: &Part, module: &Module, name: &Name) -> impl PartialEq + use<> {
    known_of(part, module, module.function_named(name).map(|func| func.id).as_slice())
}

fn known_of(part: &Part, module: &Module, funcs: &[FuncId]) -> impl PartialEq + use<> {
    funcs.iter().map(|func| part.known.told(module, *func)).collect::<Vec<_>>()
}

/// The functions that are no definitions and stand in none: methods, above all.
fn methods(module: &Module) -> Vec<FuncId> {
    let mut inner = Inner { module, found: FxHashSet::default() };
    for func in module.items.iter().filter_map(|item| module.func(item.function()?)) {
        inner.func(func);
    }
    let all = module.funcs.iter().map(|func| func.id);
    all.filter(|id| !inner.found.contains(id)).collect()
}

struct Inner<'m> {
    module: &'m Module,
    found: FxHashSet<FuncId>,
}

impl<'m> Visitor<'m> for Inner<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn func(&mut self, func: &'m Function) {
        self.found.insert(func.id);
        walk::walk_defaults(self, func);
        walk::walk_body(self, func);
    }
}

/// The files that a module imports.
fn imported(part: &Part, module: &Module) -> Vec<FileId> {
    let foreign = module.symbols.iter().filter_map(|symbol| match &symbol.kind {
        SymbolKind::Foreign { module, .. } => Some(*module),
        SymbolKind::Function(_) | SymbolKind::Const { .. } | SymbolKind::Import(_) => None,
    });
    let modules = &part.analyzed.program.modules;
    let files = foreign.filter_map(|id| modules.get(id.index())).map(|module| module.file);
    let mut files: Vec<FileId> = files.collect();
    files.sort_unstable();
    files.dedup();
    files
}
