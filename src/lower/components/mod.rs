//! Components and tags as values: which calls of values make elements.
//!
//! ```text
//! VIEWS = {"home": Home, "about": About}
//! View = VIEWS[tab]; View(title="x")        <View title="x" />
//! Tag = ps.h1 if big else ps.h2; Tag["a"]   <Tag>a</Tag>
//! render(Home)                              render(asFunction(Home))
//! ```
//!
//! What a call of a value means hangs on what the value may be, so [`flow`] follows where components go:
//! through variables, containers, states and functions, all at once and without types. Where nothing but
//! components arrives a call is an element, as if it named them ([`settle`] rewrites it before any other
//! pass sees it). Where a function may arrive too, or what comes is unknown (`def render(view): return
//! view()`), the call stays a call, and the components that may go there are handed over as functions
//! (`asFunction` of the runtime), whose call makes an element and which React may render as well. Nothing
//! is ever guessed, and code that takes a function stays as it is.
//!
//! A module is decided on by itself and by what it imports ([`summary`]).

mod calls;
mod classes;
mod constructors;
mod flow;
mod held;
mod props;
mod react;
mod settle;
mod summary;
mod values;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::base::Name;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::{ExprId, Item, Module, ModuleId, Program, SymbolKind};
use crate::lower::components::flow::Flow;
use crate::lower::components::settle::Plan;
use crate::lower::components::summary::{Summaries, Summary};
use crate::tables::js_classes::Calls;

/// Calls by keyword of values, each with what is to be said if it makes no element.
pub(super) type ByKeyword = FxHashMap<ExprId, Diagnostic>;

/// What lowering a module says of its expressions.
#[derive(Default)]
pub(super) struct Noted {
    pub by_keyword: ByKeyword,
    /// Imports whose declaration says what a call of them is.
    pub js_calls: FxHashMap<ExprId, Calls>,
}

/// Makes elements of the calls of components.
pub(super) fn settle(program: &mut Program, mut noted: Vec<Noted>, sink: &mut Sink) {
    let mut summaries = Summaries::default();
    for id in imports_first(program) {
        let Some(module) = program.modules.get(id.index()) else { continue };
        let noted = noted.get_mut(id.index()).map(std::mem::take).unwrap_or_default();
        let mut flow = Flow::of(program, module, &noted.js_calls, &mut summaries);
        let plan = Plan::of(&flow);
        report_foreign(&flow, sink);
        let names = names(module, &flow);
        let classes = std::mem::take(&mut flow.classes);
        summaries.add(id, Summary { classes, names });
        if let Some(module) = program.modules.get_mut(id.index()) {
            plan.apply(module, noted.by_keyword, sink);
        }
    }
}

/// The modules, each after those it imports.
fn imports_first(program: &Program) -> Vec<ModuleId> {
    let mut order = Vec::new();
    let mut seen = FxHashSet::default();
    for module in &program.modules {
        // A module that is entered stays until what it imports has gone before it.
        let mut open = vec![(module.id, false)];
        while let Some((id, is_done)) = open.pop() {
            if is_done {
                order.push(id);
            } else if seen.insert(id) {
                open.push((id, true));
                let imported = program.modules.get(id.index()).into_iter().flat_map(imported);
                open.extend(imported.map(|id| (id, false)));
            }
        }
    }
    order
}

fn imported(module: &Module) -> impl Iterator<Item = ModuleId> {
    module.symbols.iter().filter_map(|symbol| match &symbol.kind {
        SymbolKind::Foreign { module, .. } => Some(*module),
        SymbolKind::Function(_) | SymbolKind::Const { .. } | SymbolKind::Import(_) => None,
    })
}

/// What importers may ask for.
fn names(module: &Module, flow: &Flow) -> FxHashMap<Name, classes::ClassId> {
    let of_item = |item: &Item| match item {
        Item::Function { symbol, func } => {
            let name = &module.symbol(*symbol)?.name;
            Some((format!("{name}()").into(), flow.return_class(*func)))
        }
        Item::Const { symbol, .. } => {
            let class = flow.symbols.get(symbol.index())?;
            Some((module.symbol(*symbol)?.name.clone(), *class))
        }
    };
    module.items.iter().filter_map(of_item).collect()
}

/// The containers of another module whose components and classes would have to be functions here.
fn report_foreign(flow: &Flow, sink: &mut Sink) {
    for class in flow.classes.wanting_callable_classes() {
        let (Some(at), true) = (class.foreign, class.holds.declared_class) else { continue };
        if class.sources.is_empty() {
            let message = "a class of JavaScript in this may be called without `new` where it goes";
            let help = "hand over the class itself (`KINDS[name]`), or a function that makes one: \
                        `lambda *args: KINDS[name](*args)`";
            sink.push(Diagnostic::new(Code::PSC509, at, message).help(help));
        }
    }
    for class in flow.classes.wanting_functions() {
        let Some(at) = class.foreign else { continue };
        let message = "a component in this may be called as a function where it goes";
        sink.push(Diagnostic::new(Code::PSC509, at, message).help(
            "hand over the component itself (`VIEWS[name]`), or a function that makes the element: \
             `lambda: VIEWS[name]()`",
        ));
    }
}
