//! Whether a module is to its importers what it was before an edit.
//!
//! ```text
//! def weight(n: int): return n * 2       →  n * 3         the same
//! def weight(n: int): return n * 2       →  str(n)        another type
//! def words(n: int): return [n]          →  keeps = [n]   a body like any other, the same
//! def pick(xs: list): return xs          →  xs[1:]        what leads from `xs` to the result is not compared: another
//! ```
//!
//! Bodies of functions may be others where nothing but numbers, texts and fresh displays comes out of them, and
//! nothing becomes of what they are given; those of components where nothing but elements and texts comes out, as nobody
//! calls them. All else at the top of the module must be written as before, and whatever
//! the passes found of its functions be the same. What is not certain to be the same counts as another.

use rustc_hash::FxHashSet;

use crate::base::{FileId, Name, Span};
use crate::driver::Sources;
use crate::driver::part::Part;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Expr, ExprKind, FuncId, Function, Module, Object, Place, PlaceKind, Py, Role, Stmt, StmtKind,
    SymbolKind, Type, View,
};
use crate::outline::{self, Chunk, ChunkKind};
use crate::resolve::{Item, ItemKind};
use crate::types::TypeMap;

/// A part, and the texts it was made of.
type Side<'s> = (&'s Part, &'s Sources);

/// `runs` says that functions which nobody needs may run all the same, when some module loads; `classes`, that modules above
/// have classes: which attributes a component asks for is something to those.
pub(super) fn is_same(
    file: FileId,
    old: Side<'_>,
    new: Side<'_>,
    (runs, classes): (bool, bool),
) -> bool {
    let text = |(_, sources): Side<'_>| sources.get(file).map(|source| source.text.clone());
    let (Some(before), Some(after)) = (text(old), text(new)) else { return false };
    let (Some(was), Some(is)) = (old.0.module(file), new.0.module(file)) else {
        return before == after;
    };
    let (before, after) = ((&*before, items(old.0, was)), (&*after, items(new.0, is)));
    let Some(edited) = edited(&before, &after, file, runs) else { return false };
    let is_settled = |part, module, name: &Name| {
        is_closed(part, module, name) || (!classes && is_rendered(part, module, name))
    };
    let (seen_before, seen) = (seen(was), seen(is));
    told(old.0, was, &seen_before) == told(new.0, is, &seen)
        && old.0.known.told(was, &seen_before) == new.0.known.told(is, &seen)
        && imported(old.0, was) == imported(new.0, is)
        && edited.iter().all(|name| is_settled(old.0, was, name) && is_settled(new.0, is, name))
}

/// The functions that importers may see: all but those in components.
fn seen(module: &Module) -> Vec<FuncId> {
    let mut inner = Inner { module, found: FxHashSet::default() };
    for item in &module.items {
        let func = item.function().and_then(|id| module.func(id));
        if let Some(func) = func.filter(|func| func.role == Role::Component) {
            walk::walk_defaults(&mut inner, func);
            walk::walk_body(&mut inner, func);
        }
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

/// What is told of the types of a module: classes of the program are named by the paths of their modules.
fn told(part: &Part, module: &Module, seen: &[FuncId]) -> String {
    let text = part.analyzed.types.module(module.id).told(module, seen);
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

fn items<'p>(part: &'p Part, module: &Module) -> Vec<&'p Item> {
    let items = part.analyzed.resolved.items.iter();
    items.filter(|item| item.module == module.id).collect()
}

/// The functions whose bodies are others; none where something else is.
fn edited(
    (before, was): &(&str, Vec<&Item>),
    (after, is): &(&str, Vec<&Item>),
    file: FileId,
    runs: bool,
) -> Option<Vec<Name>> {
    if !was.iter().map(|item| &item.name).eq(is.iter().map(|item| &item.name)) {
        return None;
    }
    let (old, new) = (outline::scan(file, before), outline::scan(file, after));
    if old.chunks.len() != new.chunks.len() {
        return None;
    }
    let mut edited = Vec::new();
    for (a, b) in std::iter::zip(&old.chunks, &new.chunks) {
        if a.span.text(before) == b.span.text(after) {
            continue;
        }
        let is_function = |kind| matches!(kind, ChunkKind::Function | ChunkKind::AsyncFunction);
        if !is_function(a.kind) || !is_function(b.kind) || a.binds != b.binds {
            return None;
        }
        let is_unneeded = |items: &[&Item], chunk: &Chunk| {
            chunk.decorators.is_empty()
                && !items.iter().any(|item| chunk.span.contains(item.name_span))
        };
        if !runs && is_unneeded(was, a) && is_unneeded(is, b) {
            continue;
        }
        let (one, other) = (only(was, a.span)?, only(is, b.span)?);
        if head(one)?.text(before) != head(other)?.text(after) {
            return None;
        }
        edited.push(other.name.clone());
    }
    Some(edited)
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

/// The item that the statement is, if there is no other in it.
fn only<'i>(items: &[&'i Item], chunk: Span) -> Option<&'i Item> {
    let mut inside = items.iter().filter(|item| chunk.contains(item.name_span));
    let first = inside.next()?;
    (inside.next().is_none() && first.span == chunk).then_some(first)
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

/// Whether nothing leads through the function of that name but values that hold nothing of others.
fn is_closed(part: &Part, module: &Module, name: &str) -> bool {
    let symbol = module.definitions.get(name).and_then(|id| module.symbol(*id));
    let Some(SymbolKind::Function(func)) = symbol.map(|symbol| &symbol.kind) else { return false };
    let types = part.analyzed.types.module(module.id);
    let Some(func) = module.func(*func) else { return false };
    if func.is_async || func.is_generator || types.is_open(&Name::from(name)) {
        return false;
    }
    let mut look = Look { module, types, is_closed: true, callees: FxHashSet::default() };
    walk::walk_body(&mut look, func);
    look.is_closed
}

/// Whether it is a component of which nothing comes but what React shows.
fn is_rendered(part: &Part, module: &Module, name: &str) -> bool {
    let symbol = module.definitions.get(name).and_then(|id| module.symbol(*id));
    let Some(SymbolKind::Function(func)) = symbol.map(|symbol| &symbol.kind) else { return false };
    let Some(func) = module.func(*func).filter(|func| func.role == Role::Component) else {
        return false;
    };
    let returns = part.analyzed.types.module(module.id).returns(func.id);
    let is_shown = |ty: &Type| match ty.view() {
        View::None | View::Number | View::Str | View::Object(Object::Element) => true,
        _other => false,
    };
    let mut look = Stores { module, is_found: false };
    walk::walk_body(&mut look, func);
    !func.is_async && !func.is_generator && returns.all(is_shown) && !look.is_found
}

/// Whether code stores into names of the module, or defines classes.
struct Stores<'m> {
    module: &'m Module,
    is_found: bool,
}

impl<'m> Visitor<'m> for Stores<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn place(&mut self, place: &'m Place) {
        self.is_found |= matches!(place.kind, PlaceKind::Symbol(_));
        walk::walk_place(self, place);
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.is_found |= matches!(expr.kind, ExprKind::Class(_));
        walk::walk_expr(self, expr);
    }
}

fn is_scalar(ty: &Type) -> bool {
    ty.all(|ty| matches!(ty.view(), View::None | View::Number | View::Str))
}

struct Look<'m> {
    module: &'m Module,
    types: &'m TypeMap,
    is_closed: bool,
    callees: FxHashSet<crate::ir::ExprId>,
}

impl<'m> Visitor<'m> for Look<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn func(&mut self, _: &'m Function) {
        self.is_closed = false;
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if let StmtKind::Def { .. } = &stmt.kind {
            self.is_closed = false;
        }
        walk::walk_stmt(self, stmt);
    }

    fn place(&mut self, place: &'m Place) {
        self.is_closed &= !matches!(place.kind, PlaceKind::Symbol(_));
        walk::walk_place(self, place);
    }

    fn expr(&mut self, expr: &'m Expr) {
        let is_plain = match &expr.kind {
            ExprKind::Var(_)
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_) => true,
            ExprKind::Symbol(_) => self.callees.contains(&expr.id),
            ExprKind::Py(Py::Call { callee, .. }) => {
                self.callees.insert(callee.id);
                let is_known = matches!(callee.kind, ExprKind::Symbol(_));
                is_known && is_scalar(self.types.expr(expr.id))
            }
            ExprKind::Py(
                Py::Attr(..)
                | Py::New { .. }
                | Py::Await(_)
                | Py::Yield(_)
                | Py::YieldFrom(_)
                | Py::ForEach { .. }
                | Py::Helper(_)
                | Py::BuiltinRef(_)
                | Py::Pattern(..),
            ) => false,
            ExprKind::Py(_) => true,
            ExprKind::Func(_)
            | ExprKind::Class(_)
            | ExprKind::Super
            | ExprKind::OwnClass
            | ExprKind::Hook(_)
            | ExprKind::Jsx(_)
            | ExprKind::Channel(_)
            | ExprKind::Js(_)
            | ExprKind::Error => false,
        };
        self.is_closed &= is_plain;
        walk::walk_expr(self, expr);
    }
}
