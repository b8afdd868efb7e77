//! The graph of needed items: it grows from the marked functions until every name has a meaning.
//!
//! Values come first and annotations after them: an annotation never makes an item of anything but
//! a class that only types see, and names an ordinary class only where some value needs it anyway.

use std::rc::Rc;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::changes::Searched;
use super::known::{self, Implicit};
use super::meaning::{Def, Meaning, ModId, Refusal};
use super::namespace::Namespaces;
use super::scope::{LocalImport, LocalImportKind, Lookup, Role, Scopes, Use};
use super::unknown;
use crate::base::{Name, Span};
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::ModuleId;
use crate::resolve::{Binding, Demand, Item, ItemId, ItemKind, MODULE_NAME, TYPE_VARIABLE};
use crate::syntax::{
    self,
    ast::{self, BinaryOp, ExprKind},
};
use crate::tables::builtins;

/// What is needed so far.
pub(super) struct Graph<'a, 's> {
    pub names: Namespaces<'a>,
    pub sink: &'s mut Sink,
    pub items: Vec<Item>,
    /// Which definition each item is, and the use that needed it first.
    pub origins: Vec<(Rc<Def>, Option<Span>)>,
    index: FxHashMap<(ModId, Name, bool), ItemId>,
    /// Constants that annotations use as types: `Status = Literal["todo", "done"]`.
    aliases: FxHashMap<(ModId, Name), ItemId>,
    /// Names that may stand for a marker, or for a function that marks others.
    pub(super) makers: FxHashSet<(ModId, Name)>,
    /// How many items are resolved.
    done: usize,
    /// Chunks whose syntax errors are reported.
    broken: FxHashSet<(ModId, usize)>,
    pub reported: FxHashSet<(&'static str, Span)>,
    /// What was searched for changes.
    pub searched: Searched,
}

/// Where a name is used.
#[derive(Clone, Copy)]
struct Site {
    item: ItemId,
    /// Where free names of functions are looked up.
    module: ModId,
    /// Where defaults, decorators and annotations are: `module`, or a class in it.
    around: ModId,
}

impl<'a, 's> Graph<'a, 's> {
    pub fn new(names: Namespaces<'a>, sink: &'s mut Sink) -> Graph<'a, 's> {
        Graph {
            names,
            sink,
            items: Vec::new(),
            origins: Vec::new(),
            index: FxHashMap::default(),
            aliases: FxHashMap::default(),
            makers: FxHashSet::default(),
            done: 0,
            broken: FxHashSet::default(),
            reported: FxHashSet::default(),
            searched: Searched::default(),
        }
    }

    /// Resolves everything that is needed by now, and what that needs.
    pub fn grow(&mut self) {
        while self.done < self.items.len() {
            while self.done < self.items.len() {
                let item = ItemId(self.done as u32);
                self.done += 1;
                self.resolve(item);
            }
            self.need_registered();
            self.need_subclasses();
        }
        let mut annotated = 0;
        while annotated < self.items.len() {
            self.resolve_annotations(ItemId(annotated as u32));
            annotated += 1;
        }
        self.report_changes();
    }

    /// The item of a definition, made when it is not there yet.
    pub fn need(&mut self, def: &Rc<Def>, used: Option<Span>) -> ItemId {
        let key = (def.module, def.name.clone(), def.is_component());
        if let Some(known) = self.index.get(&key).copied() {
            self.mark(known, def);
            return known;
        }
        let id = self.add(def, used);
        self.index.insert(key, id);
        id
    }

    /// Needs what another file needs; what is not found stays away.
    pub fn demand(&mut self, demand: &Demand) {
        let Some(module) = self.names.modules.at_path(&demand.path) else { return };
        let def = match self.names.demanded(module, &demand.name) {
            Some(Meaning::Def(def)) => def,
            Some(Meaning::Broken(module, chunk)) => return self.report_chunk(module, chunk),
            _nothing => return,
        };
        if self.names.modules.home(def.module) != module {
            return;
        }
        match &def.kind {
            ItemKind::Constant { value, .. } if demand.is_alias => {
                let value = value.clone();
                self.alias(&def, &value, def.name_span);
            }
            ItemKind::Function { .. }
            | ItemKind::Constant { .. }
            | ItemKind::TypeAlias(_)
            | ItemKind::TypeClass(_)
            | ItemKind::Class(_) => {
                let item = self.need(&def, None);
                if let Some(item) = self.items.get_mut(item.index()) {
                    item.is_asked = true;
                }
            }
        }
    }

    /// A function that was needed before a call marked it.
    fn mark(&mut self, item: ItemId, def: &Def) {
        if let ItemKind::Function { marker: Some(marker), .. } = &def.kind
            && let Some(item) = self.items.get_mut(item.index())
            && let ItemKind::Function { marker: known @ None, .. } = &mut item.kind
        {
            *known = Some(*marker);
        }
    }

    /// The item of a constant that an annotation uses as a type.
    fn alias(&mut self, def: &Def, value: &ast::Expr, used: Span) -> ItemId {
        let key = (def.module, def.name.clone());
        if let Some(known) = self.aliases.get(&key) {
            return *known;
        }
        let kind = ItemKind::TypeAlias(value.clone());
        let def = Def { name: def.name.clone(), kind, ..*def };
        let id = self.add(&Rc::new(def), Some(used));
        self.aliases.insert(key, id);
        id
    }

    /// An item of its own, whatever there is already.
    pub(super) fn add(&mut self, def: &Rc<Def>, used: Option<Span>) -> ItemId {
        self.report_chunk(def.module, def.chunk);
        let scopes = match &def.kind {
            ItemKind::Function { def: function, .. } => match self.names.modules.home(def.module) {
                home if home == def.module => Scopes::of_function(function, self.sink),
                _ => Scopes::of_nested_function(function, self.sink),
            },
            ItemKind::Class(def) | ItemKind::TypeClass(def) => Scopes::of_class(def, self.sink),
            ItemKind::Constant { value, annotation, .. } => {
                Scopes::of_constant(value, annotation.as_ref(), self.sink)
            }
            ItemKind::TypeAlias(value) => Scopes::of_constant(value, None, self.sink),
        };
        let id = ItemId(self.items.len() as u32);
        self.origins.push((def.clone(), used));
        self.items.push(Item {
            id,
            module: ModuleId(self.names.modules.home(def.module).0),
            name: def.name.clone(),
            key: def.name.clone(),
            within: None,
            span: def.span,
            name_span: def.name_span,
            kind: def.kind.clone(),
            is_asked: false,
            refs: Arc::default(),
            scopes: Arc::new(scopes),
        });
        id
    }

    /// Reports what the parser said of a chunk, once.
    pub fn report_chunk(&mut self, module: ModId, chunk: usize) {
        if !self.broken.insert((module, chunk)) {
            return;
        }
        if let Some(parsed) = self.names.modules.parse(module, chunk) {
            for found in parsed.sink.as_slice() {
                self.sink.push(found.clone());
            }
        }
    }

    pub fn report(&mut self, found: Diagnostic) {
        let key = found.span.map(|span| (found.code.id, span));
        if key.is_none_or(|key| self.reported.insert(key)) {
            self.sink.push(found);
        }
    }

    fn bind(&mut self, site: Site, span: Span, binding: Binding) {
        if let Some(item) = self.items.get_mut(site.item.index()) {
            Arc::make_mut(&mut item.refs).insert(span, binding);
        }
    }

    // Values.

    fn resolve(&mut self, id: ItemId) {
        let Some((origin, _)) = self.origins.get(id.index()) else { return };
        let is_type = origin.kind.is_type();
        let module = origin.module;
        self.names.asking = self.names.modules.home(module);
        let site = Site { item: id, module: self.names.modules.visible(module), around: module };
        let Some(item) = self.items.get(id.index()) else { return };
        let scopes = item.scopes.clone();
        if is_type {
            return;
        }
        for import in scopes.imports() {
            // Dropped from the output, so what Python would raise is told here.
            if let Meaning::Refused(refusal) = self.local_import(site, import)
                && let Some(at) = refusal.at
            {
                self.report(refusal.diagnostic(at));
            }
        }
        // One finding per name and item is enough.
        let mut seen: FxHashSet<String> = FxHashSet::default();
        for used in scopes.uses() {
            let is_around = used.scope == scopes.root();
            match used.role {
                Role::Annotation => {}
                Role::Store if is_around => {}
                Role::Decorator if is_around && !self.runs(id, used.span) => {
                    self.decorator(site, used, &mut seen);
                }
                Role::Store if used.target == Lookup::Global => self.store(site, used),
                Role::Store => {}
                Role::Base if self.is_type_argument(id, used.span) => {}
                Role::Load | Role::Base | Role::Decorator => {
                    self.load(site, &scopes, used, &mut seen);
                }
            }
        }
    }

    /// Whether the name stands in a decorator that runs when the module loads.
    fn runs(&self, id: ItemId, at: Span) -> bool {
        match self.items.get(id.index()).map(|item| &item.kind) {
            Some(ItemKind::Class(def)) => {
                def.decorators.iter().any(|decorator| decorator.span.contains(at))
            }
            Some(ItemKind::Function { decorators, .. }) => {
                decorators.iter().any(|decorator| decorator.span.contains(at))
            }
            _ => false,
        }
    }

    /// `T` of `class Stack(Generic[T])`, which only types see.
    fn is_type_argument(&self, id: ItemId, at: Span) -> bool {
        let Some(ItemKind::Class(def)) = self.items.get(id.index()).map(|item| &item.kind) else {
            return false;
        };
        def.bases.iter().any(|base| match &base.value.kind {
            ExprKind::Subscript { index, .. } => index.span.contains(at),
            _plain => false,
        })
    }

    /// The other decorators of an item are dealt with; only a name that nobody bound is left to tell.
    fn decorator(&mut self, site: Site, used: &Use, seen: &mut FxHashSet<String>) {
        if self.names.name(site.around, &used.name).is_some() {
            return;
        }
        if Implicit::is_meant(&used.name)
            && let Some(found) = known::implicit(self.names.client, &used.name)
            && seen.insert(format!("implicit {}", used.name))
        {
            let warning = unknown::implicit(&self.names.modules, site.module, used, &found);
            self.sink.push(warning);
        }
    }

    fn load(&mut self, site: Site, scopes: &Scopes, used: &Use, seen: &mut FxHashSet<String>) {
        let Some(first) = self.first(site, scopes, used, seen) else { return };
        let (meaning, span, written) = self.follow(site.module, first, used, true);
        if used.role == Role::Decorator
            && matches!(meaning, Meaning::Value(Binding::Marker(_)))
            && let Some(refusal) = self.inner_component(site, used, span)
        {
            self.report(refusal.diagnostic(span));
            return self.bind(site, span, Binding::Error);
        }
        // `Chart.as_(type[Any])`
        let is_cast =
            used.chain.last().is_some_and(|link| matches!(&*link.attr.name, "as_" | "jsx"));
        let makes_import = match &meaning {
            Meaning::Value(Binding::Special(_)) => true,
            Meaning::Value(Binding::Js(_)) => is_cast,
            _ => false,
        };
        if let (true, Some(call)) = (makes_import, used.call)
            && self.js_call(site, call, seen)
        {
            return self.bind_quiet(site, span, meaning);
        }
        let binding = self.value(site, meaning, span, &written, seen);
        self.bind(site, span, binding);
    }

    /// A function that is marked within a compiled one is an ordinary function of it; a component is none.
    fn inner_component(&mut self, site: Site, used: &Use, span: Span) -> Option<Refusal> {
        let text = self.names.modules.get(site.module)?.source.text.clone();
        let at = used.call.unwrap_or(span);
        let decorator = syntax::parse_expression(&text, at, &mut Sink::new());
        if self.names.mark_of(site.module, &decorator).is_some_and(|marker| !marker.is_jsx) {
            return None;
        }
        let message =
            "a component that is defined in a compiled function is another one at each call, \
                       and React forgets its state"
                .to_owned();
        let help =
            "move the function to the top level of the module, and hand what it uses over as props";
        Some(Refusal::at(Code::PSC208, span, message).help(help))
    }

    fn bind_quiet(&mut self, site: Site, span: Span, meaning: Meaning) {
        if let Meaning::Value(binding) = meaning {
            self.bind(site, span, binding);
        }
    }

    /// `ps.Import(...)` within an expression: the call itself gets a meaning.
    fn js_call(&mut self, site: Site, call: Span, seen: &mut FxHashSet<String>) -> bool {
        let Some(module) = self.names.modules.get(site.module) else { return false };
        let text = module.source.text.clone();
        let expr = syntax::parse_expression(&text, call, &mut Sink::new());
        if !matches!(expr.kind, ExprKind::Call { .. }) {
            return false;
        }
        let Some(meaning) = self.names.js_call(site.module, &expr) else { return false };
        let binding = self.value(site, meaning, call, "", seen);
        self.bind(site, call, binding);
        true
    }

    /// The meaning of the name a use begins with: of an import within the function, of the module,
    /// of Python, of every browser.
    fn first(
        &mut self,
        site: Site,
        scopes: &Scopes,
        used: &Use,
        seen: &mut FxHashSet<String>,
    ) -> Option<Meaning> {
        if let Lookup::Local(owner, index) = used.target {
            let local = scopes.local(owner, index)?;
            let is_it = |it: &&LocalImport| it.scope == owner && it.name == used.name;
            let imports: Vec<_> = scopes.imports().iter().filter(is_it).collect();
            let first = imports.first()?;
            // `import a.b` and `import a.c` both bind `a`.
            let is_package = |it: &&LocalImport| match &it.kind {
                LocalImportKind::Module(alias) => alias.asname.is_none(),
                LocalImportKind::Member(_) => false,
            };
            let is_once = local.writes == 1
                || (local.writes as usize == imports.len() && imports.iter().all(is_package));
            if is_once {
                return Some(self.local_import(site, first));
            }
            let message = format!("`{}` is bound by an import and by something else", used.name);
            let refusal =
                Refusal::at(Code::PSC207, local.span, message).help("give the import another name");
            self.report(refusal.diagnostic(used.span));
            self.bind(site, used.span, Binding::Error);
            return None;
        }
        let module = if used.scope == scopes.root() { site.around } else { site.module };
        if let Some(found) = self.names.name(module, &used.name) {
            return Some(found);
        }
        if let Some(row) = builtins::builtin(&used.name) {
            return Some(Meaning::Value(Binding::Builtin(row)));
        }
        if &*used.name == MODULE_NAME {
            return Some(Meaning::Value(Binding::Special(MODULE_NAME)));
        }
        if !used.name.starts_with('_')
            && let Some(found) = self.names.missing_star(site.module)
        {
            return Some(found);
        }
        if Implicit::is_meant(&used.name)
            && let Some(found) = known::implicit(self.names.client, &used.name)
        {
            // Not the name alone: a refusal of the value comes beside the warning.
            if seen.insert(format!("implicit {}", used.name)) {
                let warning = unknown::implicit(&self.names.modules, site.module, used, &found);
                self.sink.push(warning);
            }
            return Some(found.meaning);
        }
        if seen.insert(used.name.to_string()) {
            let elsewhere = known::elsewhere(self.names.client, &used.name);
            let found = unknown::name(&self.names.modules, site.module, scopes, used, elsewhere);
            self.sink.push(found);
        }
        self.bind(site, used.span, Binding::Error);
        None
    }

    fn local_import(&mut self, site: Site, import: &LocalImport) -> Meaning {
        match &import.kind {
            LocalImportKind::Module(alias) => self.names.import(site.module, alias),
            LocalImportKind::Member(from) => match from.names.first() {
                Some(alias) => self.names.import_from(site.module, from, alias),
                None => Meaning::Value(Binding::Error),
            },
        }
    }

    /// Follows the attributes of a use as far as each leads to a meaning of its own: the meaning,
    /// the span of that part of the chain, and its text.
    fn follow(
        &mut self,
        site: ModId,
        first: Meaning,
        used: &Use,
        is_value: bool,
    ) -> (Meaning, Span, String) {
        let mut meaning = first;
        let mut span = used.span;
        let mut written = used.name.to_string();
        for link in &used.chain {
            if is_value && matches!(meaning, Meaning::Refused(_) | Meaning::TypeChecking(..)) {
                break;
            }
            let Some(next) = self.names.member(&meaning, &link.attr, true) else { break };
            meaning = self.names.led(site, next);
            span = link.span;
            written.push('.');
            written.push_str(&link.attr.name);
        }
        (meaning, span, written)
    }

    /// A meaning as a value, reported where it is none.
    fn value(
        &mut self,
        site: Site,
        meaning: Meaning,
        span: Span,
        written: &str,
        seen: &mut FxHashSet<String>,
    ) -> Binding {
        let refusal = match meaning {
            Meaning::Def(def) => return Binding::Item(self.need(&def, Some(span))),
            Meaning::Value(binding) => return binding,
            Meaning::JsModule(module) => match known::js_module_value(self.names.client, module) {
                Some(binding) => return binding,
                None => Refusal::of_use(
                    Code::PSC209,
                    format!("`{}` is no object of JavaScript", module.dotted),
                )
                .help(format!("write `from {} import ...`", module.dotted)),
            },
            Meaning::PyModule(module) => {
                if crate::tables::py_modules::py_module(&module).is_some() {
                    return Binding::PyModule(module);
                }
                match known::not_in_browser(&module) {
                    Meaning::Refused(refusal) => (*refusal).clone(),
                    _ => return Binding::Error,
                }
            }
            Meaning::Module(_) | Meaning::Package(..) | Meaning::Pulse(_) => {
                let message = format!("the module `{written}` cannot be used as a value");
                Refusal::of_use(Code::PSC209, message).help("name what you need of it")
            }
            Meaning::TypeChecking(_, at) => {
                let message = format!("`{written}` is only there for type checkers");
                Refusal::of_use(Code::PSC201, message)
                    .label(at, "bound under `if TYPE_CHECKING`")
                    .help("move the import out of the `if`")
            }
            Meaning::Broken(module, chunk) => {
                self.report_chunk(module, chunk);
                return Binding::Error;
            }
            Meaning::Refused(refusal) => (*refusal).clone(),
        };
        // One finding for a module that is not there, whatever is used of it.
        let of_module = refusal.code == Code::PSC203 || refusal.code == Code::PSC205;
        let key = if of_module { written.split('.').next().unwrap_or(written) } else { written };
        if written.is_empty() || seen.insert(key.to_owned()) {
            let found = self.explain(site, refusal, span);
            self.report(found);
        }
        Binding::Error
    }

    /// A refusal of a use. In a constant the use that needs the constant is at fault: the definition
    /// is right on the server.
    fn explain(&self, site: Site, refusal: Refusal, span: Span) -> Diagnostic {
        let origin = self.origins.get(site.item.index());
        let needed = origin.and_then(|(def, used)| Some((def, (*used)?)));
        match (needed, refusal.at) {
            (Some((def, used)), None)
                if matches!(def.kind, ItemKind::Constant { .. })
                    && (refusal.code == Code::PSC205 || refusal.code == Code::PSC206) =>
            {
                let message =
                    format!("`{}` has no value in a browser: {}", def.name, { &refusal.message });
                let refusal = Refusal { code: Code::PSC206, message, ..refusal };
                refusal.diagnostic(used).label(span, "its value comes from here")
            }
            (Some((_, used)), None) => refusal.diagnostic(span).label(used, "needed here"),
            _ => refusal.diagnostic(span),
        }
    }

    /// A binding of a name that `global` makes the module's.
    fn store(&mut self, site: Site, used: &Use) {
        let meaning = self.names.name(site.module, &used.name);
        let refusal = match meaning {
            Some(Meaning::Def(def)) if matches!(def.kind, ItemKind::Constant { .. }) => {
                let item = self.need(&def, Some(used.span));
                if let Some(Item { kind: ItemKind::Constant { is_reassigned, .. }, .. }) =
                    self.items.get_mut(item.index())
                {
                    *is_reassigned = true;
                }
                return self.bind(site, used.span, Binding::Item(item));
            }
            Some(Meaning::Refused(refusal)) => (*refusal).clone(),
            Some(Meaning::Broken(module, chunk)) => {
                self.report_chunk(module, chunk);
                return self.bind(site, used.span, Binding::Error);
            }
            Some(_) => Refusal::of_use(
                Code::PSC207,
                format!("`{}` is no variable of the module, so it cannot be assigned", used.name),
            )
            .help("keep what changes in a variable of its own: `current: Any = None`"),
            None => {
                Refusal::of_use(Code::PSC201, format!("the module has no variable `{}`", used.name))
                    .help(format!("write `{} = None` at the top level of the module", used.name))
            }
        };
        let found = refusal.diagnostic(used.span);
        self.report(found);
        self.bind(site, used.span, Binding::Error);
    }

    // Annotations.

    fn resolve_annotations(&mut self, id: ItemId) {
        let Some((origin, _)) = self.origins.get(id.index()) else { return };
        let module = origin.module;
        let is_type = origin.kind.is_type();
        self.names.asking = self.names.modules.home(module);
        let site = Site { item: id, module: self.names.modules.visible(module), around: module };
        let Some(item) = self.items.get(id.index()) else { return };
        let scopes = item.scopes.clone();
        for used in scopes.uses() {
            let is_annotation = match used.role {
                Role::Annotation => true,
                Role::Base => is_type || self.is_type_argument(id, used.span),
                Role::Load | Role::Decorator => is_type,
                Role::Store => false,
            };
            if is_annotation {
                self.annotation(site, &scopes, used);
            }
        }
    }

    /// Annotations never run, so nothing about them is an error.
    fn annotation(&mut self, site: Site, scopes: &Scopes, used: &Use) {
        let first = match used.target {
            Lookup::Local(owner, _) => {
                let is_it = |it: &&LocalImport| it.scope == owner && it.name == used.name;
                let import = scopes.imports().iter().find(is_it);
                import.map(|import| self.local_import(site, import))
            }
            Lookup::Global => {
                let builtin = |row| Meaning::Value(Binding::Builtin(row));
                let found = self.names.name(site.around, &used.name);
                found.or_else(|| builtins::builtin(&used.name).map(builtin))
            }
        };
        let Some(first) = first else {
            if used.target == Lookup::Global {
                self.bind(site, used.span, Binding::TypeOnly(used.name.clone()));
            }
            return;
        };
        let (mut meaning, span, written) = self.follow(site.module, first, used, false);
        while let Meaning::TypeChecking(inner, _) = meaning {
            meaning = (*inner).clone();
        }
        let binding = match meaning {
            Meaning::Def(def) => {
                let key = (def.module, def.name.clone(), def.is_component());
                let known = self.index.get(&key).copied();
                match (&def.kind, known) {
                    (ItemKind::Constant { value, .. }, _) if is_call_of(value, "TypeVar") => {
                        Binding::TypeOnly(TYPE_VARIABLE.into())
                    }
                    (_, Some(item)) => Binding::Item(item),
                    (ItemKind::TypeClass(_) | ItemKind::TypeAlias(_), None) => {
                        Binding::Item(self.need(&def, Some(span)))
                    }
                    (ItemKind::Constant { value, .. }, None) if may_be_type(value) => {
                        Binding::Item(self.alias(&def, value, span))
                    }
                    _ => Binding::TypeOnly(self.names.dotted_name(def.module, &def.name)),
                }
            }
            Meaning::Value(Binding::Error) => Binding::TypeOnly(written.into()),
            Meaning::Value(binding) => binding,
            Meaning::PyModule(module) => Binding::PyModule(module),
            Meaning::Module(_)
            | Meaning::Package(..)
            | Meaning::Pulse(_)
            | Meaning::JsModule(_)
            | Meaning::TypeChecking(..)
            | Meaning::Broken(..)
            | Meaning::Refused(_) => Binding::TypeOnly(written.into()),
        };
        self.bind(site, span, binding);
    }
}

/// Whether a module-level value can be the name of a type: `Literal["a"]`, `int | None`, another name.
fn may_be_type(value: &ast::Expr) -> bool {
    match &value.kind {
        ExprKind::Subscript { .. }
        | ExprKind::Binary { op: BinaryOp::BitOr, .. }
        | ExprKind::Name(_)
        | ExprKind::Attribute { .. } => true,
        ExprKind::Call { .. } => is_call_of(value, "NewType"),
        _other => false,
    }
}

/// `NewType(...)`, `typing.NewType(...)`.
fn is_call_of(value: &ast::Expr, wanted: &str) -> bool {
    let ExprKind::Call { func, .. } = &value.kind else { return false };
    match &func.kind {
        ExprKind::Name(name) => **name == *wanted,
        ExprKind::Attribute { attr, .. } => *attr.name == *wanted,
        _other => false,
    }
}
