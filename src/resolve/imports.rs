//! From import statements and dotted names to meanings.
//!
//! Known modules (the standard library, `pulse`, `pulse.js`) win over files of the same name; all
//! others are looked up as source. Submodules are attributes of their packages whether or not some
//! statement imported them.

use std::rc::Rc;

use super::known;
use super::meaning::{Meaning, ModId, Refusal};
use super::modules::Search;
use super::namespace::Namespaces;
use crate::base::Span;
use crate::base::closest;
use crate::diag::Code;
use crate::ir::ImportName;
use crate::resolve::{Binding, ItemKind, JsRef};
use crate::syntax::ast;
use crate::tables::js_classes::{self, Calls};
use crate::tables::pulse_api::{self, PulseKind};
use crate::tables::py_modules;

impl Namespaces<'_> {
    /// What `import a.b as c` binds to `c`, or `import a.b` to `a`.
    pub(super) fn import(&mut self, from: ModId, alias: &ast::Alias) -> Meaning {
        let bound = match alias.asname {
            Some(_) => alias.name.clone(),
            None => super::scope::first_component(&alias.name),
        };
        if alias.asname.is_none() && bound.name != alias.name.name {
            // Python fails at the statement when `a.b` is not there, even if only `a` is used.
            let whole = self.absolute(from, &alias.name);
            let whole = self.led(from, whole);
            if matches!(&whole, Meaning::Refused(refusal) if refusal.is_missing_import()) {
                return whole;
            }
        }
        let found = self.absolute(from, &bound);
        self.led(from, found)
    }

    /// What one name of `from m import n as x` binds.
    pub(super) fn import_from(
        &mut self,
        from: ModId,
        import: &ast::ImportFrom,
        alias: &ast::Alias,
    ) -> Meaning {
        let base = self.base(from, import, alias.name.span);
        match self.member(&base, &alias.name, false) {
            Some(meaning) => self.led(from, meaning),
            None => Refusal::at(
                Code::PSC203,
                alias.name.span,
                format!("`{}` is not a module", import.module.as_ref().map_or(".", |m| &m.name)),
            )
            .help("import the name from the module that defines it")
            .meaning(),
        }
    }

    /// The module after `from`.
    pub(super) fn base(&mut self, from: ModId, import: &ast::ImportFrom, at: Span) -> Meaning {
        let found = self.base_module(from, import, at);
        self.led(from, found)
    }

    fn base_module(&mut self, from: ModId, import: &ast::ImportFrom, at: Span) -> Meaning {
        if import.level == 0 {
            return match &import.module {
                Some(module) => self.absolute(from, module),
                // The parser takes no `from import x`.
                None => Meaning::Value(Binding::Error),
            };
        }
        let Some(module) = self.modules.get(from) else {
            return Meaning::Value(Binding::Error);
        };
        let mut dir = module.dir().to_path_buf();
        let package = module.package().to_owned();
        let mut parts: Vec<&str> = package.split('.').filter(|part| !part.is_empty()).collect();
        for _ in 1..import.level {
            if parts.pop().is_none() || !dir.pop() {
                let at = import.module.as_ref().map_or(at, |module| module.span);
                let message = "this relative import reaches above the top package".to_owned();
                let help = "remove a dot, or import the module by its whole name";
                return Refusal::at(Code::PSC203, at, message).help(help).meaning();
            }
        }
        let package = parts.join(".");
        match &import.module {
            Some(module) => {
                let dotted = join(&package, &module.name);
                let found = self.modules.search_below(&dir, &module.name);
                self.searched(found, &dotted, module.span)
            }
            None => match self.modules.at_path_if_file(&dir.join("__init__.py")) {
                Some(id) => Meaning::Module(id),
                None => Meaning::Package(package.into(), Rc::new(dir)),
            },
        }
    }

    /// A module by its absolute name.
    fn absolute(&mut self, from: ModId, name: &ast::Ident) -> Meaning {
        if py_modules::is_from_source(&name.name) {
            return self.of_library(&name.name, name.span);
        }
        if let Some(known) = known::module(&name.name) {
            return known;
        }
        let found = self.modules.search(from, &name.name);
        self.searched(found, &name.name, name.span)
    }

    /// A module of the standard library, from its source.
    fn of_library(&mut self, dotted: &str, at: Span) -> Meaning {
        if py_modules::py_module(dotted).is_none()
            && let Some(own) = self.modules.own(dotted)
        {
            return Meaning::Module(own);
        }
        match self.modules.search_library(dotted) {
            None => {
                let message = format!(
                    "`{dotted}` is compiled from Python's own source, and no Python is found"
                );
                let help = "make a virtual environment beside the project (`python3 -m venv .venv`), \
                            or put `python3` on the `PATH`";
                Refusal::of_use(Code::PSC205, message).help(help).meaning()
            }
            Some(Search::Missing) => known::not_in_browser(dotted),
            Some(found) => self.searched(found, dotted, at),
        }
    }

    fn searched(&mut self, found: Search, dotted: &str, at: Span) -> Meaning {
        match found {
            Search::Module(id) => Meaning::Module(id),
            Search::Folder(dir) => Meaning::Package(dotted.into(), Rc::new(dir)),
            Search::NotSource(path) => {
                let what = if path.extension().is_some_and(|ext| ext == "pyi") {
                    "only a stub"
                } else {
                    "a compiled module"
                };
                let shown = self.modules.shown(&path);
                let message = format!("`{dotted}` is {what} (`{shown}`), not Python source");
                Refusal::at(Code::PSC203, at, message)
                    .help("call it on the server, and pass the result in as a prop")
                    .meaning()
            }
            Search::Unreadable => {
                let message = format!("the source of `{dotted}` cannot be read");
                let help = "let its file be read, or save it as UTF-8";
                Refusal::at(Code::PSC203, at, message).help(help).meaning()
            }
            Search::Missing => {
                let file = dotted.replace('.', "/");
                Refusal::at(Code::PSC203, at, format!("cannot find the module `{dotted}`"))
                    .help(format!(
                        "make `{file}.py`, or install the package that has it into the active environment"
                    ))
                    .meaning()
            }
        }
    }

    /// An attribute of a meaning; none where attributes are ordinary (of a function, of a value).
    /// `is_attribute` tells `m.n` from `from m import n`.
    pub(super) fn member(
        &mut self,
        of: &Meaning,
        name: &ast::Ident,
        is_attribute: bool,
    ) -> Option<Meaning> {
        Some(match of {
            Meaning::Module(id) => self.module_member(*id, name),
            Meaning::Package(dotted, dir) => {
                let dotted = join(dotted, &name.name);
                let dir = dir.clone();
                let found = self.modules.search_below(&dir, &name.name);
                self.searched(found, &dotted, name.span)
            }
            Meaning::Pulse(module) => {
                if let Some(plain) = self.plain_of_pulse(module, name) {
                    return Some(plain);
                }
                let meaning = known::pulse_member(self.client, module, &name.name, name.span);
                self.note_component(&meaning);
                meaning
            }
            Meaning::JsModule(module) => {
                known::js_member(self.client, module, &name.name, name.span, is_attribute)
            }
            Meaning::PyModule(module) if py_modules::is_source(module, &name.name) => {
                let own = self.modules.own(module);
                let is_own = |id: &ModId| {
                    self.modules.get(*id).is_some_and(|own| own.binds.contains_key(&name.name))
                };
                if let Some(own) = own.filter(is_own) {
                    return Some(self.module_member(own, name));
                }
                match self.of_library(module, name.span) {
                    Meaning::Module(id) => self.module_member(id, name),
                    refused => refused,
                }
            }
            Meaning::PyModule(module) => known::py_member(module, &name.name, name.span),
            Meaning::TypeChecking(inner, at) => {
                let inner = self.member(inner, name, is_attribute)?;
                Meaning::TypeChecking(Rc::new(inner), *at)
            }
            Meaning::Refused(_) => of.clone(),
            Meaning::Value(Binding::Js(JsRef::Import { import, .. }))
                if import.name == ImportName::Namespace && !import.is_lazy =>
            {
                let mut import = import.clone();
                import.name = match &*name.name {
                    "default" => ImportName::Default,
                    other => ImportName::Named(other.into()),
                };
                Meaning::Value(known::js_import(import, false, Calls::Ask))
            }
            Meaning::Value(Binding::Js(JsRef::Global { path, .. }))
                if js_classes::is_namespace(path) =>
            {
                let name = crate::tables::pulse_js::js_name(&name.name);
                Meaning::Value(known::global(&format!("{path}.{name}")))
            }
            Meaning::Value(_) | Meaning::Def(_) | Meaning::Broken(..) => return None,
        })
    }

    /// A plain function of a module of Pulse that no table describes, from its source:
    /// `from pulse._examples import square`.
    fn plain_of_pulse(&mut self, module: &str, name: &ast::Ident) -> Option<Meaning> {
        let Some(PulseKind::Server(row)) = pulse_api::member(module, &name.name) else {
            return None;
        };
        if *row != pulse_api::SERVER {
            return None;
        }
        let Search::Module(id) = self.modules.search(ModId(0), module) else { return None };
        match self.name(id, &name.name)? {
            Meaning::Def(def) => match &def.kind {
                ItemKind::Function { decorators, .. } if decorators.is_empty() => {
                    Some(Meaning::Def(def))
                }
                ItemKind::Function { .. }
                | ItemKind::Constant { .. }
                | ItemKind::TypeClass(_)
                | ItemKind::TypeAlias(_)
                | ItemKind::Class(_) => None,
            },
            _ => None,
        }
    }

    fn is_running_submodule(&mut self, id: ModId, name: &str) -> bool {
        let Some(module) = self.modules.get(id) else { return false };
        let dir = module.dir().to_path_buf();
        module.is_package
            && self.is_running(id, name)
            && !matches!(self.modules.search_below(&dir, name), Search::Missing)
    }

    fn module_member(&mut self, id: ModId, name: &ast::Ident) -> Meaning {
        self.ask(id);
        // `from . import parts` in a package asks for the name it binds: the submodule is meant.
        if !self.is_running_submodule(id, &name.name)
            && let Some(found) = self.name(id, &name.name)
        {
            return found;
        }
        let Some(module) = self.modules.get(id) else { return Meaning::Value(Binding::Error) };
        let dotted = join(&module.dotted, &name.name);
        if module.is_package {
            let dir = module.dir().to_path_buf();
            let found = self.modules.search_below(&dir, &name.name);
            if !matches!(found, Search::Missing) {
                let found = self.searched(found, &dotted, name.span);
                return self.led(id, found);
            }
        }
        if let Some(missing) = self.missing_star(id) {
            return missing;
        }
        if let Some(found) = self.in_stub(id, &name.name) {
            return self.led(id, found);
        }
        let Some(module) = self.modules.get(id) else { return Meaning::Value(Binding::Error) };
        let message = format!("`{}` has no `{}`", module.dotted, name.name);
        let refusal = Refusal::at(Code::PSC204, name.span, message);
        if module.is_own() {
            return known::not_in_browser(&dotted);
        }
        let mut names: Vec<&str> = module.binds.keys().map(|name| &**name).collect();
        names.sort_unstable();
        if let Some(close) = closest(&name.name, names) {
            return refusal.help(format!("did you mean `{close}`?")).meaning();
        }
        if module.binds.contains_key("__getattr__") {
            let help = "the module makes names in `__getattr__`, which runs on the server only; \
                        import the name from the module that defines it";
            return refusal.help(help).meaning();
        }
        let help = format!("define `{}` in that module, or import it from where it is", name.name);
        refusal.help(help).meaning()
    }
}

impl Namespaces<'_> {
    /// A name that the module makes in `__getattr__`, as its stub says where it comes from:
    /// `from pulse_mantine.core.box import Box as Box` in `__init__.pyi`.
    fn in_stub(&mut self, id: ModId, name: &str) -> Option<Meaning> {
        let module = self.modules.get(id)?;
        if !module.binds.contains_key("__getattr__") {
            return None;
        }
        let path = module.source.path.with_extension("pyi");
        let stub = self.modules.at_path_if_file(&path)?;
        match self.name(stub, name)? {
            // What the stub itself defines has no code.
            Meaning::Def(def) if def.module == stub => None,
            Meaning::Refused(_) | Meaning::Broken(..) => None,
            found => Some(found),
        }
    }
}

fn join(package: &str, name: &str) -> String {
    if package.is_empty() { name.to_owned() } else { format!("{package}.{name}") }
}
