//! What an editor asks of a kept project, beside its findings and its JavaScript.
//!
//! ```text
//! typed("app/chat.py", 412)     `count`, `int`: the innermost expression there
//! named_events()                "send": the browser sends it in client.py, the server handles it in rooms.py
//! ```

use rustc_hash::FxHashMap;

use crate::base::{FileId, Name, Span};
use crate::driver::kept::Project;
use crate::driver::{Side, fix};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    self, Built, ClassKey, Expr, ExprId, Function, Module, Place, PlaceKind, Shape, StmtKind, Type,
};
use crate::resolve::{Binding, ItemKind};
use crate::types::TypeMap;

/// Where an event of a channel is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedEvent {
    /// None where it is computed.
    pub name: Option<Name>,
    /// The expression that names it.
    pub span: Span,
    pub side: Side,
    /// Whether this end sends it; the other end handles it.
    pub is_sent: bool,
}

impl NamedEvent {
    /// Whether it goes from the browser to the server. An event of the same name that goes back is another one.
    pub fn goes_to_server(&self) -> bool {
        match self.side {
            Side::Client => self.is_sent,
            Side::Server => !self.is_sent,
        }
    }
}

/// A function or component that is marked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Marked {
    pub name: Name,
    pub name_span: Span,
    /// The whole statement, decorators included.
    pub span: Span,
    pub is_component: bool,
}

impl Project {
    /// Every place where an event of a channel is named, of both ends, by file and place.
    pub fn named_events(&self) -> Vec<NamedEvent> {
        let client = self.client_events().map(|event| NamedEvent {
            name: event.event.clone(),
            span: event.span,
            side: Side::Client,
            is_sent: event.is_sent(),
        });
        let server = self.server_events().into_iter().map(|event| NamedEvent {
            is_sent: event.is_sent(),
            name: event.event,
            span: event.span,
            side: Side::Server,
        });
        let mut events: Vec<NamedEvent> = client.chain(server).collect();
        events.sort_by_key(|event| event.span);
        events.dedup();
        events
    }

    /// The marked functions of a file, in order.
    pub fn marked(&self, file: FileId) -> Vec<Marked> {
        let Some(part) = self.owner(file) else { return Vec::new() };
        let items = part.analyzed.resolved.items.iter().filter(|item| item.span.file == file);
        let mut found: Vec<Marked> = items
            .filter_map(|item| match &item.kind {
                ItemKind::Function { marker: Some(marker), .. } => Some(Marked {
                    name: item.name.clone(),
                    name_span: item.name_span,
                    span: item.span,
                    is_component: marker.is_jsx,
                }),
                ItemKind::Function { marker: None, .. }
                | ItemKind::Constant { .. }
                | ItemKind::TypeClass(_)
                | ItemKind::TypeAlias(_)
                | ItemKind::Class(_) => None,
            })
            .collect();
        found.sort_by_key(|marked| marked.span);
        found
    }

    /// Whether the place is in code that is compiled, so that it runs in the browser.
    pub fn is_compiled(&self, file: FileId, offset: u32) -> bool {
        let part = self.owner(file);
        let items = part.into_iter().flat_map(|part| &part.analyzed.resolved.items);
        items.into_iter().any(|item| touches(item.span, file, offset))
    }

    /// The innermost expression or variable at a place, and its type in the words of annotations.
    pub fn typed(&self, file: FileId, offset: u32) -> Option<(Span, String)> {
        let part = self.owner(file)?;
        let module = part.module(file)?;
        let types = part.analyzed.types.module(module.id);
        let mut look = Typed { module, types, file, offset, found: None };
        walk::walk_module(&mut look);
        look.found.map(|(span, ty)| (span, in_words(&ty)))
    }

    /// The type of just that expression, in the words of annotations, if anything is known of it.
    pub fn type_of(&self, span: Span) -> Option<String> {
        let part = self.owner(span.file)?;
        let module = part.module(span.file)?;
        let types = part.analyzed.types.module(module.id);
        let mut found = None;
        let mut visit = |at: Span, expr: ExprId| {
            if at == span && !matches!(types.expr(expr), Type::Any) {
                found = Some(types.expr(expr).clone());
            }
        };
        walk::walk_module(&mut Each { module, visit: &mut visit });
        found.map(|ty| in_words(&ty))
    }

    /// The expressions of a file that are instances of classes, and where those classes are named.
    pub fn instances(&self, file: FileId) -> FxHashMap<Span, Vec<Span>> {
        let mut found = FxHashMap::default();
        let Some(part) = self.owner(file) else { return found };
        let Some(module) = part.module(file) else { return found };
        let program = &part.analyzed.program;
        let types = part.analyzed.types.module(module.id);
        let mut places: FxHashMap<ClassKey, Option<Span>> = FxHashMap::default();
        let mut visit = |span: Span, expr: ExprId| {
            for ty in types.expr(expr).members() {
                let Type::Instance(of) = ty else { continue };
                let named = places.entry(of.key().clone()).or_insert_with(|| {
                    let module = program.modules.get(of.key().module.index())?;
                    let mut all = ir::places::all(module).into_iter();
                    let is_it = |class: &ir::Class| {
                        class.of.as_ref().is_some_and(|it| it.key() == of.key())
                    };
                    all.find_map(|(_, class)| is_it(class).then_some(class.name_span))
                });
                found.entry(span).or_insert_with(Vec::new).extend(*named);
            }
        };
        walk::walk_module(&mut Each { module, visit: &mut visit });
        found
    }

    /// What the names of compiled code at a place mean: the longest chain of names that has a meaning.
    pub fn meaning(&self, file: FileId, offset: u32) -> Option<(Span, &Binding)> {
        let part = self.owner(file)?;
        let items = part.analyzed.resolved.items.iter();
        let refs = items.filter(|item| touches(item.span, file, offset)).flat_map(|it| &*it.refs);
        let here = refs.filter(|(span, _)| touches(**span, file, offset));
        here.max_by_key(|(span, _)| span.len()).map(|(span, binding)| (*span, binding))
    }

    /// The files of the project with this word, in the order of their paths.
    pub fn with_word(&self, word: &str) -> Vec<FileId> {
        let mut files = self.inputs.memo.with_word(&word.into());
        self.output.sources.sort(&mut files);
        files
    }

    /// The text of a file with one round of the sure fixes of its findings, and how many that repairs.
    pub fn fixed(&self, file: FileId) -> (String, usize) {
        let sure = self.output.diagnostics.iter().filter_map(|found| found.fix.as_ref());
        let sure = sure.filter(|fix| fix.is_sure && fix.span.file == file);
        fix::apply(self.output.sources.text(file), sure.collect())
    }
}

fn touches(span: Span, file: FileId, offset: u32) -> bool {
    span.file == file && (span.start..=span.end).contains(&offset)
}

/// In the words of annotations. What inference knows of ranges, and of how a dict was built, is none of them.
fn in_words(ty: &Type) -> String {
    fn plain(ty: Type) -> Type {
        match ty {
            ty if ty.is_int() => Type::INT,
            Type::Record(shape) => {
                Type::Record(Shape { built: Built::Plain, ..shape }).map_parts(&plain)
            }
            ty => ty.map_parts(&plain),
        }
    }
    plain(ty.clone()).to_string()
}

/// Every expression, with its place.
struct Each<'m, 'v> {
    module: &'m Module,
    visit: &'v mut dyn FnMut(Span, ExprId),
}

impl<'m> Visitor<'m> for Each<'m, '_> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        (self.visit)(expr.span, expr.id);
        walk::walk_expr(self, expr);
    }
}

struct Typed<'m> {
    module: &'m Module,
    types: &'m TypeMap,
    file: FileId,
    offset: u32,
    found: Option<(Span, Type)>,
}

impl Typed<'_> {
    fn take(&mut self, span: Span, ty: impl FnOnce() -> Type) {
        let is_nearer = self.found.as_ref().is_none_or(|(known, _)| span.len() < known.len());
        if !span.is_empty() && touches(span, self.file, self.offset) && is_nearer {
            self.found = Some((span, ty()));
        }
    }
}

impl<'m> Visitor<'m> for Typed<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        let types = self.types;
        self.take(expr.span, || types.expr(expr.id).clone());
        walk::walk_expr(self, expr);
    }

    fn stmt(&mut self, stmt: &'m crate::ir::Stmt) {
        if let StmtKind::Assign { place, value } = &stmt.kind
            && matches!(place.kind, PlaceKind::Var(_) | PlaceKind::Symbol(_))
        {
            let types = self.types;
            self.take(place.span, || types.expr(value.id).clone());
        }
        walk::walk_stmt(self, stmt);
    }

    fn place(&mut self, place: &'m Place) {
        if let PlaceKind::Var(var) = place.kind {
            let types = self.types;
            self.take(place.span, || types.var(var).clone());
        }
        walk::walk_place(self, place);
    }

    fn func(&mut self, func: &'m Function) {
        let (types, module) = (self.types, self.module);
        for param in &func.params {
            if let Some(var) = module.var(param.var) {
                self.take(var.span, || types.var(param.var).clone());
            }
        }
        walk::walk_defaults(self, func);
        walk::walk_body(self, func);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_told_in_words() {
        let list = Type::List(Type::Int { bits: 8, natural: true }.into());
        assert_eq!(in_words(&list), "list[int]");
    }
}
