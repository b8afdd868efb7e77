//! Modules and their top-level definitions.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::diag::Sink;
use crate::ir::{self, Symbol, SymbolId, SymbolKind};
use crate::lower::components::Noted;
use crate::lower::context::{Lowering, ModuleBuilder};
use crate::lower::dicts;
use crate::lower::held::Held;
use crate::lower::sight::Sight;
use crate::resolve::{self, Binding, ItemKind};

pub(super) fn lower_module(
    program: &resolve::Program,
    module: &resolve::Module,
    used_elsewhere: &FxHashSet<resolve::ItemId>,
    sight: &Sight,
    sink: &mut Sink,
) -> (ir::Module, Noted) {
    let mut builder = ModuleBuilder {
        module: ir::Module {
            id: module.id,
            file: module.file,
            path: module.path.clone(),
            symbols: Vec::new(),
            definitions: FxHashMap::default(),
            vars: Vec::new(),
            funcs: Vec::new(),
            items: Vec::new(),
            expr_count: 0,
            classes: FxHashMap::default(),
            known_receivers: FxHashSet::default(),
            special: FxHashMap::default(),
            is_hidden: false,
            sight: sight.to_ir(),
        },
        imports: FxHashMap::default(),
        foreign: FxHashMap::default(),
        own: FxHashMap::default(),
        noted: Noted::default(),
        held: Held::default(),
        special_places: FxHashMap::default(),
    };
    let items = module.items.iter().filter_map(|id| program.items.get(id.index()));
    for item in items.clone() {
        declare(&mut builder, item, used_elsewhere.contains(&item.id));
    }
    import_classes(program, module, &mut builder);
    for import in &module.side_effects {
        let id = SymbolId(builder.module.symbols.len() as u32);
        let span = crate::base::Span::new(module.file, 0, 0);
        let kind = SymbolKind::Import(import.clone());
        let name = Name::from("");
        builder.module.symbols.push(Symbol {
            name,
            span,
            exported: false,
            kind,
            is_component: false,
            annotation: None,
        });
        builder.imports.insert(import.clone(), id);
    }
    for item in items {
        lower_item(program, item, sight, &mut builder, sink);
    }
    builder.held.report(sink);
    let mut lowered = builder.module;
    dicts::widen(&mut lowered);
    (lowered, builder.noted)
}

/// A class of another module is imported wherever it is named: what an annotation says of its instances is known only
/// after that module.
fn import_classes(
    program: &resolve::Program,
    module: &resolve::Module,
    builder: &mut ModuleBuilder,
) {
    let items = module.items.iter().filter_map(|id| program.items.get(id.index()));
    let named = items.flat_map(|item| item.refs.values()).filter_map(|binding| match binding {
        Binding::Item(id) => program.items.get(id.index()),
        _other => None,
    });
    let mut classes: Vec<&resolve::Item> = named
        .filter(|it| it.module != module.id && it.within.is_none())
        .filter(|it| matches!(it.kind, ItemKind::Class(_)))
        .collect();
    classes.sort_unstable_by_key(|item| item.id.index());
    classes.dedup_by_key(|item| item.id);
    for item in classes {
        let id = SymbolId(builder.module.symbols.len() as u32);
        builder.module.symbols.push(Symbol {
            name: item.name.clone(),
            span: item.name_span,
            exported: false,
            kind: SymbolKind::Foreign { module: item.module, name: item.name.clone() },
            is_component: false,
            annotation: None,
        });
        builder.foreign.insert(item.id, id);
    }
}

/// The items that other modules than their own refer to.
pub(super) fn used_elsewhere(program: &resolve::Program) -> FxHashSet<resolve::ItemId> {
    let bindings = program
        .items
        .iter()
        .flat_map(|item| item.refs.values().map(move |binding| (item.module, binding)));
    bindings
        .filter_map(|(from, binding)| match binding {
            Binding::Item(id) => {
                let home = program.items.get(id.index())?.module;
                (home != from).then_some(*id)
            }
            _other => None,
        })
        .collect()
}

/// Gives the item its symbol, so that items may refer to each other in any order.
fn declare(builder: &mut ModuleBuilder, item: &resolve::Item, is_used_elsewhere: bool) {
    let (kind, is_marked) = match &item.kind {
        ItemKind::Function { marker, decorators, .. } => {
            let kind = match decorators.is_empty() {
                true => SymbolKind::Function(ir::FuncId(u32::MAX)),
                false => SymbolKind::Const { is_reassigned: false },
            };
            (kind, marker.is_some())
        }
        ItemKind::Constant { is_reassigned, .. } => {
            (SymbolKind::Const { is_reassigned: *is_reassigned }, false)
        }
        ItemKind::Class(_) => (SymbolKind::Const { is_reassigned: false }, false),
        ItemKind::TypeClass(_) | ItemKind::TypeAlias(_) => return,
    };
    let id = SymbolId(builder.module.symbols.len() as u32);
    builder.module.symbols.push(Symbol {
        name: item.name.clone(),
        span: item.name_span,
        exported: is_marked
            || is_used_elsewhere
            || item.is_asked
            || matches!(item.kind, ItemKind::Class(_)),
        kind,
        is_component: false,
        annotation: None,
    });
    builder.module.definitions.entry(item.name.clone()).or_insert(id);
    builder.own.insert(item.id, id);
}

fn lower_item(
    program: &resolve::Program,
    item: &resolve::Item,
    sight: &Sight,
    builder: &mut ModuleBuilder,
    sink: &mut Sink,
) {
    let Some(&symbol) = builder.own.get(&item.id) else { return };
    match &item.kind {
        ItemKind::Function { def, decorators, marker } if !decorators.is_empty() => {
            let mut lowering = Lowering::new(program, item, sight, builder, sink);
            lowering.scope = Some(lowering.scopes.root());
            let is_component = marker.is_some_and(|marker| marker.is_jsx);
            let role = if is_component { ir::Role::Component } else { ir::Role::Plain };
            let Some(value) = lowering.decorated(def, item.span, decorators, role) else { return };
            builder.module.items.push(ir::Item::Const { symbol, span: item.span, value });
        }
        ItemKind::Function { def, marker, .. } => {
            let mut lowering = Lowering::new(program, item, sight, builder, sink);
            let is_component = marker.is_some_and(|marker| marker.is_jsx);
            let func = lowering.top_level_function(def, item.span, is_component);
            if let Some(row) = builder.module.symbols.get_mut(symbol.index()) {
                row.kind = SymbolKind::Function(func);
            }
            builder.module.items.push(ir::Item::Function { symbol, func });
        }
        ItemKind::Constant { value, annotation, .. } => {
            let mut lowering = Lowering::new(program, item, sight, builder, sink);
            lowering.scope = Some(lowering.scopes.root());
            let value = lowering.lower(value);
            let annotation = annotation.as_ref().map(|annotation| lowering.annotation(annotation));
            if let Some(row) = builder.module.symbols.get_mut(symbol.index()) {
                row.annotation = annotation;
            }
            builder.module.items.push(ir::Item::Const { symbol, span: item.span, value });
        }
        ItemKind::Class(class) => {
            let mut lowering = Lowering::new(program, item, sight, builder, sink);
            lowering.scope = Some(lowering.scopes.root());
            let (value, _) = lowering.class_of(class, None);
            let Some(value) = value else { return };
            builder.module.items.push(ir::Item::Const { symbol, span: item.span, value });
        }
        ItemKind::TypeClass(_) | ItemKind::TypeAlias(_) => {}
    }
}

impl Lowering<'_> {
    /// The symbol of a definition of the program, seen from the module being lowered.
    pub fn item_symbol(&mut self, id: resolve::ItemId) -> Option<SymbolId> {
        let known = self.builder.own.get(&id).or_else(|| self.builder.foreign.get(&id));
        if let Some(&symbol) = known {
            return Some(symbol);
        }
        let item = self.program.items.get(id.index())?;
        let kind = SymbolKind::Foreign { module: item.module, name: item.name.clone() };
        let symbol = self.add_symbol(item.name.clone(), item.name_span, kind);
        self.builder.foreign.insert(id, symbol);
        Some(symbol)
    }

    /// The symbol of something a JavaScript module exports.
    pub fn import_symbol(&mut self, import: &ir::JsImport, local: &str) -> SymbolId {
        if let Some(&symbol) = self.builder.imports.get(import) {
            return symbol;
        }
        let name: Name = match &import.name {
            ir::ImportName::Named(name) => name.clone(),
            // `ps.Import("clsx")("a")`: a call that has no name.
            ir::ImportName::Default if local == "value" => named_by(&import.source),
            ir::ImportName::Default | ir::ImportName::Namespace | ir::ImportName::SideEffect => {
                local.into()
            }
        };
        let span = self.item.name_span;
        let symbol = self.add_symbol(name, span, SymbolKind::Import(import.clone()));
        self.builder.imports.insert(import.clone(), symbol);
        symbol
    }

    fn add_symbol(&mut self, name: Name, span: crate::base::Span, kind: SymbolKind) -> SymbolId {
        let id = SymbolId(self.builder.module.symbols.len() as u32);
        let (exported, is_component) = (false, false);
        let symbol = Symbol { name, span, exported, kind, is_component, annotation: None };
        self.builder.module.symbols.push(symbol);
        id
    }
}

/// `chart.js` → `chart`, `./Card.jsx` → `Card`.
fn named_by(source: &str) -> Name {
    let last = source.rsplit('/').find(|part| !part.is_empty()).unwrap_or(source);
    let stem = last.split('.').next().unwrap_or(last);
    let name: String = stem.chars().filter(|c| c.is_alphanumeric() || *c == '_').collect();
    match name.chars().next() {
        Some(first) if !first.is_numeric() => name.into(),
        _other => "value".into(),
    }
}
