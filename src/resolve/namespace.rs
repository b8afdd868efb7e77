//! The names of a module, evaluated lazily: only the chunks that bind a name asked for are parsed.
//!
//! ```text
//! try:                                    json → the module `orjson` when it resolves, else `json`
//!     import orjson as json
//! except ImportError:
//!     import json
//! if TYPE_CHECKING:
//!     from app.types import Message       Message → only good in annotations
//! LIMIT = 10
//! LIMIT = 20                              LIMIT → PSC207: two definitions
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::candidates::{self, Binder, Candidate, Place};
use super::known;
use super::meaning::{Def, Meaning, ModId, Refusal};
use super::modules::Modules;
use crate::base::{Name, Span};
use crate::diag::Code;
use crate::outline::ChunkKind;
use crate::resolve::{Binding, ItemKind, JsRef, NpmRequirement, Unmet, Why};
use crate::syntax::ast::{self, ExprKind, StmtKind};
use crate::tables::py_modules::{self, PyStatus};

/// How far a name is followed through modules that only pass it on.
const MAX_CHAIN: u32 = 100;

/// The lazily evaluated namespaces of all modules.
pub(super) struct Namespaces<'a> {
    pub client: &'a str,
    pub modules: Modules<'a>,
    names: FxHashMap<(ModId, Name), State>,
    chain: u32,
    pub npm: BTreeSet<NpmRequirement>,
    pub assets: BTreeMap<PathBuf, Name>,
    /// Which module's names led to which other module.
    pub lookups: BTreeSet<(ModId, ModId)>,
    /// The module for which names are looked up now.
    pub asking: ModId,
    /// Which module had which other one looked into.
    pub asked: BTreeSet<(ModId, ModId)>,
    /// For which names.
    wanted: FxHashSet<(ModId, ModId, Name)>,
    /// The modules of live texts, by the module each is about.
    pub live: FxHashMap<ModId, ModId>,
    /// Names that hold a marked function of the running app.
    pub held: FxHashMap<(ModId, Name), Rc<Def>>,
}

#[derive(Clone)]
enum State {
    Running,
    Done(Option<Meaning>),
}

/// What was known of names at some point.
pub(super) struct Known {
    names: FxHashMap<(ModId, Name), State>,
    npm: BTreeSet<NpmRequirement>,
    assets: BTreeMap<PathBuf, Name>,
    lookups: BTreeSet<(ModId, ModId)>,
}

impl<'a> Namespaces<'a> {
    pub fn new(client: &'a str, modules: Modules<'a>) -> Namespaces<'a> {
        Namespaces {
            client,
            modules,
            names: FxHashMap::default(),
            chain: 0,
            npm: BTreeSet::new(),
            assets: BTreeMap::new(),
            lookups: BTreeSet::new(),
            asking: ModId(0),
            asked: BTreeSet::new(),
            wanted: FxHashSet::default(),
            live: FxHashMap::default(),
            held: FxHashMap::default(),
        }
    }

    /// What a module binds to `name`; none when it does not bind it.
    pub fn name(&mut self, id: ModId, name: &str) -> Option<Meaning> {
        let home = self.ask(id);
        let key: (ModId, Name) = (id, name.into());
        if home != self.asking {
            self.wanted.insert((self.asking, id, key.1.clone()));
        }
        match self.names.get(&key) {
            Some(State::Done(found)) => return found.clone(),
            Some(State::Running) => {
                let message =
                    format!("`{name}` is imported in a circle; no module of it defines the name");
                let help = "define the name in one of the modules";
                return Some(Refusal::of_use(Code::PSC203, message).help(help).meaning());
            }
            None => {}
        }
        if self.chain > MAX_CHAIN {
            let message = format!("`{name}` is passed on through more than {MAX_CHAIN} modules");
            let help = "import the name from the module that defines it";
            return Some(Refusal::of_use(Code::PSC203, message).help(help).meaning());
        }
        self.names.insert(key.clone(), State::Running);
        self.chain += 1;
        let asking = std::mem::replace(&mut self.asking, home);
        let found = match self.held.get(&key).cloned() {
            Some(def) => Some(Meaning::Def(def)),
            None => {
                let found = self.evaluate(id, name);
                self.or_live(id, name, found)
            }
        };
        let found = self.or_around(id, name, found);
        self.asking = asking;
        self.chain -= 1;
        self.names.insert(key, State::Done(found.clone()));
        found
    }

    /// Looks up a name that a file elsewhere needs.
    pub fn demanded(&mut self, id: ModId, name: &Name) -> Option<Meaning> {
        self.asking = self.modules.home(id);
        self.wanted.insert((self.asking, id, name.clone()));
        self.name(id, name)
    }

    /// The names of which nothing comes.
    pub fn unmet(&self) -> Vec<Unmet> {
        let file = |id: ModId| self.modules.get(id).map(|module| module.file());
        let unmet = self.wanted.iter().filter_map(|(from, id, name)| {
            let State::Done(meaning) = self.names.get(&(*id, name.clone()))? else { return None };
            let mut meaning = meaning.as_ref();
            while let Some(Meaning::TypeChecking(inner, _)) = meaning {
                meaning = Some(inner);
            }
            let why = match meaning {
                Some(Meaning::Broken(..)) => Why::Broken,
                Some(Meaning::Refused(_) | Meaning::Value(Binding::Error)) => Why::Refused,
                Some(_used) => return None,
                None => Why::Missing,
            };
            Some(Unmet { from: file(*from)?, to: file(*id)?, name: name.clone(), why })
        });
        unmet.collect()
    }

    /// What is known by now, for [`Namespaces::take_back`]: names, and what came of looking them up.
    pub(super) fn set_aside(&self) -> Known {
        Known {
            names: self.names.clone(),
            npm: self.npm.clone(),
            assets: self.assets.clone(),
            lookups: self.lookups.clone(),
        }
    }

    /// Forgets what was looked up since.
    pub(super) fn take_back(&mut self, known: Known) {
        let Known { names, npm, assets, lookups } = known;
        (self.names, self.npm, self.assets, self.lookups) = (names, npm, assets, lookups);
    }

    /// Notes that a module is looked into; the module of its file.
    pub(super) fn ask(&mut self, id: ModId) -> ModId {
        let home = self.modules.home(id);
        if home != self.asking {
            self.asked.insert((self.asking, home));
        }
        home
    }

    /// Notes that a name written in `from` led to another module.
    pub(super) fn led(&mut self, from: ModId, meaning: Meaning) -> Meaning {
        let mut found = &meaning;
        while let Meaning::TypeChecking(inner, _) = found {
            found = inner;
        }
        let to = match found {
            Meaning::Def(def) => Some(def.module),
            Meaning::Module(id) | Meaning::Broken(id, _) => Some(*id),
            Meaning::Package(..)
            | Meaning::Pulse(_)
            | Meaning::JsModule(_)
            | Meaning::PyModule(_)
            | Meaning::Value(_)
            | Meaning::TypeChecking(..)
            | Meaning::Refused(_) => None,
        };
        if let Some(to) = to.filter(|to| *to != from) {
            self.lookups.insert((from, to));
        }
        meaning
    }

    pub(super) fn is_running(&self, id: ModId, name: &str) -> bool {
        matches!(self.names.get(&(id, name.into())), Some(State::Running))
    }

    fn evaluate(&mut self, id: ModId, name: &str) -> Option<Meaning> {
        if let Some(known) = self.in_tables(id, name) {
            return Some(known);
        }
        let chunks = self.chunks(id, name);
        let parsed: Vec<_> =
            chunks.iter().filter_map(|&at| Some((at, self.modules.parse(id, at)?))).collect();
        let mut found = Vec::new();
        for (chunk, parsed) in &parsed {
            candidates::collect(name, *chunk, &parsed.stmts, &mut found);
        }
        let last = found.iter().map(|candidate| candidate.chunk).max();
        // A star import after the definitions hides them.
        if let Some(meaning) = self.star(id, name, last) {
            return Some(meaning);
        }
        self.choose(id, name, &found)
    }

    /// What the tables have for a name of a module of the standard library, of which other names are compiled from the
    /// source: `StatisticsError` is one class, whoever raises it.
    fn in_tables(&self, id: ModId, name: &str) -> Option<Meaning> {
        let module = self.modules.get(id).filter(|module| module.is_of_library())?;
        let row = py_modules::py_module(&module.dotted)?;
        matches!(row.member(name)?, PyStatus::Compiled(_))
            .then(|| known::py_member(&module.dotted, name, Span::new(module.file(), 0, 0)))
    }

    /// The chunks that bind a name. Where each but the last only defines what the last defines
    /// again, the last is enough.
    fn chunks(&self, id: ModId, name: &str) -> Vec<usize> {
        let Some(module) = self.modules.get(id) else { return Vec::new() };
        let chunks = module.binds.get(name).cloned().unwrap_or_default();
        let is_plain = |at: &usize| match module.kind(*at) {
            Some(
                ChunkKind::Function
                | ChunkKind::AsyncFunction
                | ChunkKind::Class
                | ChunkKind::Import
                | ChunkKind::FromImport,
            ) => true,
            Some(
                ChunkKind::Assign
                | ChunkKind::TypeAlias
                | ChunkKind::If
                | ChunkKind::Try
                | ChunkKind::For
                | ChunkKind::While
                | ChunkKind::With
                | ChunkKind::Match
                | ChunkKind::Expr
                | ChunkKind::Other
                | ChunkKind::Broken,
            )
            | None => false,
        };
        if chunks.iter().all(is_plain) {
            return chunks.last().copied().into_iter().collect();
        }
        chunks
    }

    fn choose(&mut self, id: ModId, name: &str, found: &[Candidate<'_>]) -> Option<Meaning> {
        let (typing, running): (Vec<_>, Vec<_>) =
            found.iter().partition(|it| it.place == Place::TypeChecking);
        if running.is_empty() {
            let last = typing.last()?;
            let inner = self.define(id, name, last);
            return Some(Meaning::TypeChecking(Rc::new(inner), last.span));
        }
        if let Some(meaning) = self.tried(id, name, &running) {
            return Some(meaning);
        }
        if let Some(meaning) = self.rebound(id, name, &running) {
            return Some(meaning);
        }
        let is_redefinition = running.iter().all(|it| it.binder.is_definition());
        match running.as_slice() {
            [only] if only.place != Place::Conditional => Some(self.define(id, name, only)),
            [.., last] if is_redefinition && running.iter().all(|it| it.place == Place::Plain) => {
                Some(self.define(id, name, last))
            }
            _ => Some(ambiguous(name, &running)),
        }
    }

    /// `def Fancy(props, ref): ...` and then `Fancy = forwardRef(Fancy)`: a decorator that is written out.
    fn rebound(&mut self, id: ModId, name: &str, found: &[&Candidate<'_>]) -> Option<Meaning> {
        let (first, rest) = found.split_first()?;
        let Binder::Function(def) = &first.binder else { return None };
        let is_plain = found.iter().all(|it| it.place == Place::Plain);
        if rest.is_empty() || !is_plain {
            return None;
        }
        let mut decorated = (*def).clone();
        for candidate in rest {
            let Binder::Assign { value, annotation: None, first: None } = &candidate.binder else {
                return None;
            };
            let ExprKind::Call { func, args } = &value.kind else { return None };
            let [ast::Arg { kind: ast::ArgKind::Positional, value, .. }] = args.as_slice() else {
                return None;
            };
            if !matches!(&value.kind, ExprKind::Name(own) if **own == *name) {
                return None;
            }
            decorated.decorators.insert(0, (**func).clone());
        }
        Some(self.define_function(id, first, &decorated))
    }

    /// `try: import a … except ImportError: import b`: the body, unless its module is missing.
    fn tried(&mut self, id: ModId, name: &str, found: &[&Candidate<'_>]) -> Option<Meaning> {
        let group = match found.first()?.place {
            Place::TryBody(group) | Place::TryHandler(group) => group,
            Place::Plain | Place::TypeChecking | Place::Conditional => return None,
        };
        let body: Vec<_> = found.iter().filter(|it| it.place == Place::TryBody(group)).collect();
        let handler: Vec<_> =
            found.iter().filter(|it| it.place == Place::TryHandler(group)).collect();
        if body.len() > 1 || handler.len() > 1 || body.len() + handler.len() != found.len() {
            return None;
        }
        let meaning = body.first().map(|it| self.define(id, name, it));
        let is_missing = match &meaning {
            Some(Meaning::Refused(refusal)) => refusal.is_missing_import(),
            Some(_) => false,
            None => true,
        };
        match (handler.first(), meaning) {
            (Some(handler), _) if is_missing => Some(self.define(id, name, handler)),
            (_, meaning) => meaning,
        }
    }

    fn define(&mut self, id: ModId, name: &str, found: &Candidate<'_>) -> Meaning {
        match &found.binder {
            Binder::Import(alias) => self.import(id, alias),
            Binder::From(import, alias) => self.import_from(id, import, alias),
            Binder::Function(def) => self.define_function(id, found, def),
            Binder::Class(def) => self.define_class(id, found, def),
            Binder::Assign { first: Some(first), .. } => {
                self.name(id, first).unwrap_or(Meaning::Value(Binding::Error))
            }
            Binder::Assign { value, annotation, first: None } => {
                self.define_value(id, name, found, value, *annotation)
            }
            Binder::TypeAlias(value) => {
                self.def(id, found, name.into(), ItemKind::TypeAlias((*value).clone()))
            }
            Binder::Unclear(_) => ambiguous(name, &[found]),
            Binder::Broken => Meaning::Broken(id, found.chunk),
        }
    }

    pub(super) fn dotted_name(&self, id: ModId, name: &str) -> Name {
        let module = self.modules.get(id).map_or("", |module| &module.dotted);
        if module.is_empty() { name.into() } else { format!("{module}.{name}").into() }
    }

    // Star imports.

    /// The last star import behind the chunk `after` that offers `name`.
    fn star(&mut self, id: ModId, name: &str, after: Option<usize>) -> Option<Meaning> {
        let stars = self.modules.get(id)?.stars.clone();
        for chunk in stars.into_iter().rev().filter(|&chunk| Some(chunk) > after) {
            for import in self.star_imports(id, chunk) {
                let Some((base, at)) = self.star_base(id, &import) else { continue };
                let ident = ast::Ident { name: name.into(), span: at };
                match base {
                    Meaning::Module(other) if !self.is_running(other, name) => {
                        if self.exports(other, name)
                            && let Some(found) = self.name(other, name)
                        {
                            return Some(found);
                        }
                    }
                    Meaning::Pulse(_) | Meaning::JsModule(_) | Meaning::PyModule(_)
                        if !name.starts_with('_') =>
                    {
                        match self.member(&base, &ident, false) {
                            Some(Meaning::Refused(refusal)) if refusal.is_missing_import() => {}
                            Some(Meaning::Refused(refusal)) if refusal.code == Code::PSC205 => {}
                            // Pulse answers for names it does not list: not for a star.
                            Some(Meaning::Refused(_)) if !crate_lists(&base, name) => {}
                            Some(found) => return Some(found),
                            None => {}
                        }
                    }
                    _ => {}
                }
            }
        }
        None
    }

    fn star_imports(&mut self, id: ModId, chunk: usize) -> Vec<ast::ImportFrom> {
        let Some(parsed) = self.modules.parse(id, chunk) else { return Vec::new() };
        let mut found = Vec::new();
        collect_stars(&parsed.stmts, &mut found);
        found
    }

    fn star_base(&mut self, id: ModId, import: &ast::ImportFrom) -> Option<(Meaning, Span)> {
        let at = import.names.first()?.name.span;
        Some((self.base(id, import, at), at))
    }

    /// A star import of `id` whose module is not there, or stays on the server: any unknown name may
    /// come from it.
    pub(super) fn missing_star(&mut self, id: ModId) -> Option<Meaning> {
        for chunk in self.modules.get(id)?.stars.clone() {
            for import in self.star_imports(id, chunk) {
                let Some((base, _)) = self.star_base(id, &import) else { continue };
                match &base {
                    Meaning::Refused(refusal) if refusal.is_missing_import() => return Some(base),
                    Meaning::PyModule(module) if py_modules::py_module(module).is_none() => {
                        return Some(known::not_in_browser(module));
                    }
                    _ => {}
                }
            }
        }
        None
    }

    /// Whether `from module import *` binds `name`: by a literal `__all__`, else by its underscore.
    fn exports(&mut self, id: ModId, name: &str) -> bool {
        self.ask(id);
        let chunks = self.modules.get(id).and_then(|it| it.binds.get("__all__")).cloned();
        let Some(chunks) = chunks else { return !name.starts_with('_') };
        let [chunk] = chunks.as_slice() else { return !name.starts_with('_') };
        let Some(parsed) = self.modules.parse(id, *chunk) else { return false };
        let value = parsed.stmts.iter().find_map(|stmt| match &stmt.kind {
            StmtKind::Assign { value, .. } => Some(value),
            StmtKind::AnnAssign { value, .. } => value.as_ref(),
            _ => None,
        });
        let Some(ExprKind::List(items) | ExprKind::Tuple(items)) = value.map(|it| &it.kind) else {
            return !name.starts_with('_');
        };
        items.iter().any(|item| {
            matches!(&item.kind, ExprKind::Constant(ast::Constant::Str(text)) if &**text == name)
        })
    }

    /// Asks for the npm package of a component that Pulse offers.
    pub(super) fn note_component(&mut self, meaning: &Meaning) {
        if let Meaning::Value(Binding::Js(JsRef::Import { import, .. })) = meaning {
            let version = crate::tables::pulse_api::NAMES.iter().find_map(|(_, kind)| match kind {
                crate::tables::pulse_api::PulseKind::Component(row)
                    if *row.source == *import.source =>
                {
                    row.version.map(Name::from)
                }
                _ => None,
            });
            let package = import.source.clone();
            self.npm.insert(NpmRequirement { package, version, required_by: None });
        }
    }
}

/// Whether the tables name it themselves.
fn crate_lists(base: &Meaning, name: &str) -> bool {
    match base {
        Meaning::Pulse(module) if &**module == "pulse" => {
            crate::tables::pulse_api::NAMES.iter().any(|row| row.0 == name)
        }
        Meaning::Pulse(_) => false,
        _ => true,
    }
}

fn collect_stars(stmts: &[ast::Stmt], found: &mut Vec<ast::ImportFrom>) {
    for stmt in stmts {
        match &stmt.kind {
            StmtKind::ImportFrom(import) if import.names.iter().any(|it| &*it.name.name == "*") => {
                found.push(import.clone());
            }
            _ => super::scope::for_each_block(stmt, &mut |block| collect_stars(block, found)),
        }
    }
}

fn ambiguous(name: &str, found: &[&Candidate<'_>]) -> Meaning {
    let how = found.iter().find_map(|it| match it.binder {
        Binder::Unclear(how) => Some(how),
        _ => None,
    });
    let message = match (how, found.len()) {
        (Some(how), _) => format!("the value of `{name}` is not known at compile time: {how}"),
        (None, 1) => {
            format!("`{name}` is defined under a condition that is not known at compile time")
        }
        (None, count) => format!("`{name}` has {count} definitions"),
    };
    let mut refusal = Refusal::of_use(Code::PSC207, message)
        .help("assign the name once, at the top level of the module");
    for candidate in found {
        refusal = refusal.label(candidate.span, "defined here");
    }
    refusal.meaning()
}
