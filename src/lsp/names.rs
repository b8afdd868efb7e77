//! Which definition a name in the Python means, across files.
//!
//! ```text
//! from app.parts import Avatar as Face
//! Face(size=2)         Face → the class or function in app/parts.py, size → its parameter
//! ```
//!
//! It is asked of the text and its scopes alone, so that server code, which is never compiled, has answers, too, and
//! code with mistakes.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::known::{Known, Scene};
use super::view::{At, View};
use rustc_hash::FxHashMap;

use crate::base::{FileId, Name, Span};
use crate::diag::Sink;
use crate::host::Overlay;
use crate::outline::{self, Chunk};
use crate::resolve::locate;
use crate::resolve::scope::{LocalImportKind, LocalKind, Lookup, Role, Scopes, Use};
use crate::syntax::ast::{self, StmtKind};
use crate::syntax::parse_chunk;

/// What a name means.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Target {
    /// A variable of a function, a parameter, or what a class declares: where it is bound first.
    Local(Span),
    /// What the top level of a module binds.
    Top(FileId, Name),
    Module(FileId),
}

/// Is told of a name, and what gives its meaning: several, where it may be of several classes.
pub type Visit<'f> = &'f mut dyn FnMut(Span, &dyn Fn() -> Vec<Target>);

/// A file, parsed statement by statement.
pub struct Page {
    pub chunks: Vec<(Chunk, Rc<Parsed>)>,
}

pub struct Parsed {
    pub stmts: Vec<(ast::Stmt, Scopes)>,
}

/// The names of a project, for one question.
pub struct Names<'v> {
    pub view: &'v View<'v>,
    pages: RefCell<HashMap<FileId, Rc<Page>>>,
    tops: RefCell<HashMap<(FileId, Name), Option<Target>>>,
    /// By expression; by file what inference says of it; by the name of a type; by class what it derives from.
    pub exprs: RefCell<HashMap<Span, Vec<Known>>>,
    pub inferred: RefCell<HashMap<FileId, FxHashMap<Span, Vec<Span>>>>,
    pub types: RefCell<HashMap<(FileId, Name), Vec<Known>>>,
    pub lines: RefCell<HashMap<Span, Rc<[Span]>>>,
    /// How many names were followed to the one that is being looked at.
    pub steps: Cell<u32>,
}

impl<'v> Names<'v> {
    pub fn new(view: &'v View<'v>) -> Names<'v> {
        Names {
            view,
            pages: RefCell::default(),
            tops: RefCell::default(),
            exprs: RefCell::default(),
            inferred: RefCell::default(),
            types: RefCell::default(),
            lines: RefCell::default(),
            steps: Cell::default(),
        }
    }

    /// What the name at a place means, and the name.
    pub fn at(&self, at: At) -> Option<(Span, Vec<Target>)> {
        let page = self.page(at.file);
        let here = |span: Span| span.start <= at.offset && at.offset <= span.end;
        let around = page.chunks.iter().filter(|(chunk, _)| here(chunk.span));
        let mut found = Vec::new();
        for (_, parsed) in around {
            self.each(at.file, parsed, &mut |span, meant| {
                if here(span) {
                    found.push((span, meant()));
                }
            });
        }
        let nearest = found.into_iter().filter(|(_, targets)| !targets.is_empty());
        nearest.min_by_key(|(span, _)| span.len())
    }

    /// Where a target is defined.
    pub fn definition(&self, target: &Target) -> Option<Span> {
        match target {
            Target::Local(span) => Some(*span),
            Target::Module(file) => Some(Span::new(*file, 0, 0)),
            Target::Top(file, name) => {
                let page = self.page(*file);
                let mut all = page.chunks.iter().filter(|(chunk, _)| chunk.binds.contains(name));
                all.find_map(|(_, parsed)| parsed.stmts.iter().find_map(|it| stored(it, name)))
            }
        }
    }

    /// The function or class that a target is.
    pub fn with_definition<T>(
        &self,
        target: &Target,
        look: impl Fn(&ast::Stmt) -> Option<T>,
    ) -> Option<T> {
        let Target::Top(file, name) = target else { return None };
        let page = self.page(*file);
        let mut all = page.chunks.iter().filter(|(chunk, _)| chunk.binds.contains(name));
        all.find_map(|(_, parsed)| {
            let mut stmts = parsed.stmts.iter().map(|(stmt, _)| stmt);
            let is_it = |stmt: &&ast::Stmt| match &stmt.kind {
                StmtKind::Function(def) => def.name.name == *name,
                StmtKind::Class(def) => def.name.name == *name,
                _other => false,
            };
            stmts.find(is_it).and_then(&look)
        })
    }

    /// Every place in the project where a target is named, its definition among them.
    pub fn references(&self, target: &Target, word: &str) -> Vec<Span> {
        let files = match target {
            Target::Local(span) if word.is_empty() => vec![span.file],
            _any => self.view.project().with_word(word),
        };
        let mut found = Vec::new();
        found.extend(self.definition(target).filter(|span| !span.is_empty()));
        for file in files {
            let page = self.page(file);
            for (_, parsed) in &page.chunks {
                self.each(file, parsed, &mut |span, meant| {
                    if meant().contains(target) {
                        found.push(span);
                    }
                });
            }
        }
        found.sort();
        found.dedup();
        found
    }

    /// What a name at the top of a module means, imports followed.
    pub fn top(&self, file: FileId, name: &Name) -> Option<Target> {
        let key = (file, name.clone());
        if let Some(known) = self.tops.borrow().get(&key) {
            return known.clone();
        }
        // A circle of imports leads nowhere.
        self.tops.borrow_mut().insert(key.clone(), None);
        let found = self.look_up(file, name);
        self.tops.borrow_mut().insert(key, found.clone());
        found
    }

    fn look_up(&self, file: FileId, name: &Name) -> Option<Target> {
        let page = self.page(file);
        let binding = page.chunks.iter().rev().find(|(chunk, _)| chunk.binds.contains(name));
        if let Some((_, parsed)) = binding {
            for (stmt, _) in &parsed.stmts {
                if let Some(imported) = self.imported(file, stmt, name) {
                    return imported;
                }
            }
            return Some(Target::Top(file, name.clone()));
        }
        let stars = page
            .chunks
            .iter()
            .rev()
            .filter(|(chunk, _)| chunk.binds.iter().any(|bound| &**bound == "*"));
        stars.flat_map(|(_, parsed)| &parsed.stmts).find_map(|(stmt, _)| {
            let StmtKind::ImportFrom(import) = &stmt.kind else { return None };
            let module = import.module.as_ref().map_or("", |module| &module.name);
            self.top(self.module(file, import.level, module)?, name)
        })
    }

    /// What an import binds to a name; none where the statement is no import of it.
    fn imported(&self, file: FileId, stmt: &ast::Stmt, name: &Name) -> Option<Option<Target>> {
        match &stmt.kind {
            StmtKind::Import(aliases) => {
                let alias = aliases.iter().find(|alias| match &alias.asname {
                    Some(bound) => bound.name == *name,
                    None => alias.name.name.split('.').next() == Some(name),
                })?;
                let module = if alias.asname.is_some() { &*alias.name.name } else { &**name };
                Some(self.module(file, 0, module).map(Target::Module))
            }
            StmtKind::ImportFrom(import) => {
                let bound = |alias: &&ast::Alias| {
                    alias.asname.as_ref().unwrap_or(&alias.name).name == *name
                };
                let alias = import.names.iter().find(bound)?;
                Some(self.member_of(file, import, &alias.name.name))
            }
            _other => None,
        }
    }

    fn member_of(&self, file: FileId, import: &ast::ImportFrom, name: &Name) -> Option<Target> {
        let module = import.module.as_ref().map_or("", |module| &module.name);
        let of_module = self.module(file, import.level, module);
        let found = of_module.and_then(|module| self.top(module, name));
        found.or_else(|| {
            let dotted =
                if module.is_empty() { name.to_string() } else { format!("{module}.{name}") };
            self.module(file, import.level, &dotted).map(Target::Module)
        })
    }

    /// The file of a module, if the project has read it.
    fn module(&self, from: FileId, level: u32, dotted: &str) -> Option<FileId> {
        let project = self.view.project();
        let (root, kept) = (project.config.root.clone(), self.view.kept);
        let host = Overlay::new(kept.host(), root.clone(), self.view.documents.texts());
        let path = locate(&host, &root, &self.view.path(from), level, dotted)?;
        project.file(&path)
    }

    pub fn page(&self, file: FileId) -> Rc<Page> {
        if let Some(known) = self.pages.borrow().get(&file) {
            return known.clone();
        }
        let text = self.view.text(file);
        let chunks = outline::scan(file, text).chunks.into_iter().map(|chunk| {
            let stmts = parse_chunk(text, chunk.span, &mut Sink::new()).into_iter();
            let stmts = stmts.map(|stmt| {
                let scopes = Scopes::of_statement(&stmt, &mut Sink::new());
                (stmt, scopes)
            });
            let parsed = Rc::new(Parsed { stmts: stmts.collect() });
            (chunk, parsed)
        });
        let page = Rc::new(Page { chunks: chunks.collect() });
        self.pages.borrow_mut().insert(file, page.clone());
        page
    }

    /// Calls `visit` for every name of a statement that may mean something, with what it means.
    fn each(&self, file: FileId, parsed: &Parsed, visit: Visit<'_>) {
        for (stmt, scopes) in &parsed.stmts {
            self.of_import(file, stmt, visit);
            for used in scopes.uses() {
                visit(used.span, &|| one(self.used(file, scopes, used)));
                for (at, link) in used.chain.iter().enumerate() {
                    visit(link.attr.span, &|| one(self.chained(file, scopes, used, at + 1)));
                }
            }
            for scope in scopes.iter() {
                for local in scope.locals.iter().filter(|local| local.kind != LocalKind::Import) {
                    visit(local.span, &|| vec![Target::Local(local.span)]);
                }
            }
            self.members(Scene { file, stmt, scopes }, visit);
        }
    }

    fn of_import(&self, file: FileId, stmt: &ast::Stmt, visit: Visit<'_>) {
        match &stmt.kind {
            StmtKind::Import(aliases) => {
                for alias in aliases {
                    let module = || self.module(file, 0, &alias.name.name).map(Target::Module);
                    visit(alias.name.span, &|| one(module()));
                }
            }
            StmtKind::ImportFrom(import) => {
                if let Some(module) = &import.module {
                    let target = || self.module(file, import.level, &module.name);
                    visit(module.span, &|| one(target().map(Target::Module)));
                }
                for alias in &import.names {
                    let target = || one(self.member_of(file, import, &alias.name.name));
                    visit(alias.name.span, &target);
                    if let Some(bound) = &alias.asname {
                        visit(bound.span, &target);
                    }
                }
            }
            _other => {}
        }
    }

    pub fn used(&self, file: FileId, scopes: &Scopes, used: &Use) -> Option<Target> {
        let Lookup::Local(scope, index) = used.target else { return self.top(file, &used.name) };
        let local = scopes.local(scope, index)?;
        if local.kind != LocalKind::Import {
            return Some(Target::Local(local.span));
        }
        let mut imports = scopes.imports().iter();
        let import = imports.find(|it| it.scope == scope && it.name == local.name)?;
        match &import.kind {
            LocalImportKind::Module(alias) => {
                let module = match alias.asname {
                    Some(_) => &alias.name.name,
                    None => &import.name,
                };
                self.module(file, 0, module).map(Target::Module)
            }
            LocalImportKind::Member(member) => {
                self.member_of(file, member, &member.names.first()?.name.name)
            }
        }
    }

    /// What the first so many links of `a.b.c` lead to, through modules.
    fn chained(&self, file: FileId, scopes: &Scopes, used: &Use, count: usize) -> Option<Target> {
        let mut at = self.used(file, scopes, used)?;
        let mut dotted = used.name.to_string();
        for link in used.chain.iter().take(count) {
            let Target::Module(module) = at else { return None };
            dotted = format!("{dotted}.{}", link.attr.name);
            let member = self.top(module, &link.attr.name);
            at = member.or_else(|| self.module(file, 0, &dotted).map(Target::Module))?;
        }
        Some(at)
    }
}

fn one(target: Option<Target>) -> Vec<Target> {
    target.into_iter().collect()
}

/// All named parameters of a function.
pub fn parameters(def: &ast::FunctionDef) -> impl Iterator<Item = &ast::Param> {
    def.params.posonly.iter().chain(&def.params.args).chain(&def.params.kwonly)
}

pub fn parameter(def: &ast::FunctionDef, name: &Name) -> Option<Span> {
    let mut all = parameters(def);
    all.find(|param| param.name.name == *name).map(|param| param.name.span)
}

/// Where a statement of a module binds a name.
fn stored((stmt, scopes): &(ast::Stmt, Scopes), name: &Name) -> Option<Span> {
    if let StmtKind::Function(def) = &stmt.kind
        && def.name.name == *name
    {
        return Some(def.name.span);
    }
    let is_it = |used: &&Use| {
        used.role == Role::Store && used.name == *name && used.target == Lookup::Global
    };
    scopes.uses().iter().find(is_it).map(|used| used.span)
}
