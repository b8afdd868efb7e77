//! A module: its imports, constants and functions.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashSet;

use crate::base::{Name, Span, in_line};
use crate::facts::{self, Known, Proofs};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    self, Expr, ExprKind, ImportName, Item, Js as JsIr, JsImport, Module, Py, SymbolId, SymbolKind,
};
use crate::tables::builtins::BuiltinKind;
use crate::types::TypeMap;

use super::emitter::{Emitter, JsxMode};
use super::js::ast::{ModuleItem, VarDeclKind};
use super::js::{E, Js, Params};
use super::link::Link;
use super::names::{Made, Names};
use super::patterns::{pattern_text, quoted};
use super::print::Comments;
use super::print::Sources;

/// A module in JavaScript.
#[derive(Debug)]
pub struct Emitted {
    pub code: String,
    /// The source map, as JSON.
    pub map: String,
    /// The runtime helpers it imports.
    pub helpers: BTreeSet<&'static str>,
}

/// The file of a build that holds the helpers.
pub const RUNTIME_FILE: &str = "pulsec-runtime.js";

/// What the modules are emitted for.
pub struct Target<'a> {
    pub jsx: JsxMode,
    pub link: &'a dyn Link,
    /// The last part of the output's path, for the source map.
    pub file_name: &'a str,
    /// Keep a check, at run time, of each proof.
    pub asserts_proofs: bool,
}

/// Emits a module.
pub fn emit(
    program: &ir::Program,
    module: &ir::Module,
    types: &TypeMap,
    known: &Known,
    sources: &Sources,
    target: &Target<'_>,
) -> Emitted {
    let facts = Facts::of(module);
    let mut emitter = Emitter {
        program,
        module,
        types,
        jsx: target.jsx,
        link: target.link,
        sources,
        js: Js::new(sources),
        names: Names::new(module, &facts.globals, types.vars_that_may_be_unbound()),
        comments: Comments::new(),
        used_symbols: BTreeSet::new(),
        funcs: Vec::new(),
        made: Made::default(),
        purity: &known.purity,
        only_unpacked: facts::only_unpacked(module),
        converted: FxHashSet::default(),
        callbacks: facts::Callbacks::of(module),
        patterns: Vec::new(),
        turns: facts::turns::of(module, types),
        asserts_proofs: target.asserts_proofs,
        proofs: Proofs::of(program, module, types, known.purity.changes()),
        base_exceptions: &known.base_exceptions,
        asked: &known.asked,
        stops: &known.stops,
        keeps_handled: known.keeps_handled.get(module.id.index()) == Some(&true),
        fields: BTreeSet::new(),
        receiver: None,
        receivers: Vec::new(),
        own_class: Name::from(""),
        own_key: None,
        classes: ir::Classes::new(program, &known.classes),
    };
    let items = emitter.items();
    let fields = emitter.field_names();
    let patterns = emitter.pattern_constants();
    let mut body = emitter.imports();
    body.extend(fields.map(ModuleItem::from));
    body.extend(patterns.into_iter().map(ModuleItem::from));
    body.extend(items);
    emitter.header();
    let tree = emitter.js.module(body);
    let printed = super::print(&tree, &emitter.comments, sources);
    let map = super::print::source_map::to_json(&printed, sources, target.file_name);
    let helpers = emitter.names.helpers.keys().copied().collect();
    Emitted { code: printed.code, map, helpers }
}

/// What the names of a module depend on.
struct Facts<'m> {
    module: &'m ir::Module,
    /// The JavaScript globals it mentions.
    globals: FxHashSet<Name>,
}

impl<'m> Facts<'m> {
    fn of(module: &'m ir::Module) -> Facts<'m> {
        let mut facts = Facts { module, globals: FxHashSet::default() };
        walk::walk_module(&mut facts);
        facts
    }
}

impl<'m> Visitor<'m> for Facts<'m> {
    fn module(&self) -> &'m ir::Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        match &expr.kind {
            ExprKind::Js(JsIr::Global(path)) => {
                self.globals.extend(path.split('.').next().map(Name::from));
            }
            ExprKind::Py(Py::BuiltinRef(row) | Py::Builtin { row, .. }) => {
                if let Some(library) = row.library
                    && row.kind == BuiltinKind::Constant
                    && !crate::runtime::exists(library.helper)
                {
                    self.globals.extend(library.helper.split('.').next().map(Name::from));
                }
            }
            _other => {}
        }
        walk::walk_expr(self, expr);
    }
}

/// What one import declaration brings.
#[derive(Default)]
struct ImportLine {
    default: Option<Name>,
    namespace: Option<Name>,
    named: Vec<(Name, Name)>,
    is_effect: bool,
}

/// The temporaries of an expression at the top of a module.
struct Temporaries<'m> {
    module: &'m Module,
    vars: Vec<ir::VarId>,
}

impl<'m> Visitor<'m> for Temporaries<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Py(Py::Assign(var, _)) = expr.kind
            && self.module.var(var).is_some_and(|row| self.module.func(row.owner).is_none())
        {
            self.vars.push(var);
        }
        walk::walk_expr(self, expr);
    }
}

impl Emitter<'_> {
    fn header(&mut self) {
        if let Some(source) = self.sources.iter().next() {
            let name = in_line(&source.name);
            let header = format!("Compiled by pulsec from {name}. Do not edit.");
            self.comments.header.push(header);
        }
    }

    fn items(&mut self) -> Vec<ModuleItem> {
        let mut out = Vec::new();
        for item in &self.module.items {
            match item {
                Item::Function { symbol, func } => self.function_item(*symbol, *func, &mut out),
                Item::Const { symbol, span, value } => {
                    self.const_item(*symbol, *span, value, &mut out);
                }
            }
        }
        out
    }

    fn function_item(&mut self, symbol: SymbolId, func: ir::FuncId, out: &mut Vec<ModuleItem>) {
        let (Some(row), Some(func)) = (self.module.symbol(symbol), self.module.func(func)) else {
            return;
        };
        for constant in self.default_constants(func) {
            out.push(constant.into());
        }
        let name = self.names.symbol(symbol);
        let (params, body) = self.function_parts(func);
        let at = self.at(func.name_span);
        let documented = match &func.docstring {
            Some(text) => at.documented(&mut self.comments, text),
            None => at,
        };
        let exports = row.exported && *name == *row.name;
        let inner = if exports { at } else { documented };
        let declaration = inner.function_declaration(&name, params, body);
        self.push_definition(documented, row, &name, declaration, out);
        out.extend(self.name_statement(func, &name).map(ModuleItem::from));
    }

    fn const_item(
        &mut self,
        symbol: SymbolId,
        span: Span,
        value: &Expr,
        out: &mut Vec<ModuleItem>,
    ) {
        let Some(row) = self.module.symbol(symbol) else { return };
        let name = self.names.symbol(symbol);
        if let ExprKind::Class(class) = &value.kind {
            return self.class_item((row, &name), span, class, out);
        }
        let value_of_pattern = match &value.kind {
            ExprKind::Py(Py::Builtin { row, args, .. }) if row.name == "re.compile" => {
                pattern_text(args)
            }
            _other => None,
        };
        out.extend(self.temporaries(value).map(ModuleItem::from));
        let value = self.expr(value);
        let pattern = self.at(row.span).bind(&name);
        let at = match &value_of_pattern {
            Some(text) => self.at(span).commented(&mut self.comments, &quoted(text)),
            None => self.at(span),
        };
        let declaration = match row.kind {
            SymbolKind::Const { is_reassigned: true } => at.let_(pattern, Some(value)),
            SymbolKind::Const { is_reassigned: false }
            | SymbolKind::Function(_)
            | SymbolKind::Foreign { .. }
            | SymbolKind::Import(_) => at.const_(pattern, value),
        };
        self.push_definition(at, row, &name, declaration, out);
    }

    /// `let b, a;` for arguments that are evaluated before their turn: `TOTAL = f(b=g(), a=h())`.
    fn temporaries(&self, value: &Expr) -> Option<super::js::S> {
        let mut found = Temporaries { module: self.module, vars: Vec::new() };
        found.expr(value);
        if found.vars.is_empty() {
            return None;
        }
        let js = self.js;
        let names = found.vars.iter().map(|var| (js.bind(&self.names.var(*var)), None));
        Some(js.declare_all(VarDeclKind::Let, names.collect()))
    }

    fn class_item(
        &mut self,
        (row, name): (&ir::Symbol, &str),
        span: Span,
        class: &ir::Class,
        out: &mut Vec<ModuleItem>,
    ) {
        out.extend(self.class_defaults(class).into_iter().map(ModuleItem::from));
        let at = match &class.docstring {
            Some(text) => self.at(span).documented(&mut self.comments, text),
            None => self.at(span),
        };
        let declaration = self.class_declaration(class.name_span, class, name);
        self.push_definition(at, row, name, declaration, out);
    }

    /// Exports under the Python name, whatever the name within the module had to become.
    fn push_definition(
        &self,
        at: Js<'_>,
        row: &ir::Symbol,
        name: &str,
        declaration: super::js::S,
        out: &mut Vec<ModuleItem>,
    ) {
        if !row.exported {
            out.push(declaration.into());
        } else if *name == *row.name {
            out.push(at.export(declaration));
        } else {
            out.push(declaration.into());
            out.push(at.nowhere().export_names(&[(name, &row.name)], None));
        }
    }

    /// The import declarations: React and packages, then the project's modules, then the runtime.
    fn imports(&mut self) -> Vec<ModuleItem> {
        let mut packages: BTreeMap<String, ImportLine> = BTreeMap::new();
        let mut local: BTreeMap<String, ImportLine> = BTreeMap::new();
        let mut lazy = Vec::new();
        for (source, name) in self.names.extra.keys() {
            let line = packages.entry((*source).to_owned()).or_default();
            if let Some(alias) = self.names.extra.get(&(*source, *name)) {
                line.named.push(((*name).into(), alias.clone()));
            }
        }
        for (index, row) in self.module.symbols.iter().enumerate() {
            let id = SymbolId(index as u32);
            let name = self.names.symbol(id);
            match &row.kind {
                SymbolKind::Import(import) => {
                    let is_effect = import.name == ImportName::SideEffect;
                    if !is_effect && !self.used_symbols.contains(&id) {
                        continue;
                    }
                    if import.is_lazy {
                        lazy.push((import.clone(), name));
                        continue;
                    }
                    let source = self.specifier(&import.source);
                    let lines = if source.starts_with('.') { &mut local } else { &mut packages };
                    add_import(lines.entry(source).or_default(), import, name);
                }
                SymbolKind::Foreign { module, name: foreign } => {
                    if !self.used_symbols.contains(&id) {
                        continue;
                    }
                    let Some(other) = self.program.modules.get(module.index()) else { continue };
                    let source = self.link.module(self.module, other);
                    let line = local.entry(source).or_default();
                    line.named.push((foreign.clone(), name));
                }
                SymbolKind::Function(_) | SymbolKind::Const { .. } => {}
            }
        }
        let lazies = self.lazy_imports(lazy, &mut packages);
        if !self.names.helpers.is_empty() {
            let source = self.link.runtime(self.module);
            let line = local.entry(source).or_default();
            let helpers = self.names.helpers.iter();
            line.named.extend(helpers.map(|(name, alias)| ((*name).into(), alias.clone())));
        }
        let mut out: Vec<ModuleItem> = Vec::new();
        for (source, line) in packages.into_iter().chain(local) {
            out.extend(self.import_line(&source, line));
        }
        out.extend(lazies);
        out
    }

    fn import_line(&self, source: &str, mut line: ImportLine) -> Vec<ModuleItem> {
        let js = self.js;
        line.named.sort();
        line.named.dedup();
        let named: Vec<(&str, &str)> =
            line.named.iter().map(|(name, alias)| (&**name, &**alias)).collect();
        let mut out = Vec::new();
        if let Some(namespace) = &line.namespace {
            out.push(js.import_namespace(None, namespace, source));
        }
        if line.default.is_some() || !named.is_empty() {
            out.push(js.import(line.default.as_deref(), &named, source));
        }
        if line.is_effect && out.is_empty() {
            out.push(js.import_effect(source));
        }
        out
    }

    /// `const Chart = lazy(() => import("./chart.js"));`
    fn lazy_imports(
        &mut self,
        imports: Vec<(JsImport, Name)>,
        packages: &mut BTreeMap<String, ImportLine>,
    ) -> Vec<ModuleItem> {
        let mut out = Vec::new();
        for (import, name) in imports {
            let js = self.js;
            let lazy = self.names.import("react", "lazy");
            let react = packages.entry("react".to_owned()).or_default();
            react.named.push(("lazy".into(), lazy.clone()));
            let source = self.specifier(&import.source);
            let mut loaded = js.import_call(js.string(&source));
            if let ImportName::Named(export) = &import.name {
                let param = self.shadowing("module");
                let module = js.member(js.ident(&param), export);
                let object = js.object(vec![js.property("default", module)]);
                let pick = js.arrow(Params::new(vec![js.bind(&param)]), object);
                loaded = js.call(js.member(loaded, "then"), vec![pick]);
            }
            let load = js.arrow(Params::new(Vec::new()), loaded);
            let value: E = js.call(js.ident(&lazy), vec![load]);
            out.push(js.const_(js.bind(&name), value).into());
        }
        out
    }
}

fn add_import(line: &mut ImportLine, import: &JsImport, local: Name) {
    match &import.name {
        ImportName::Named(name) => line.named.push((name.clone(), local)),
        ImportName::Default => line.default = Some(local),
        ImportName::Namespace => line.namespace = Some(local),
        ImportName::SideEffect => line.is_effect = true,
    }
}
