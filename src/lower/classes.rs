//! Which values of JavaScript are called with `new`.
//!
//! ```text
//! WS = window.WebSocket
//! WS(url)                      new WS(url): the table of globals knows it
//! Chart(canvas)                make(Chart, canvas): an import that is written as classes are
//! (URL if short else Map)(x)   new (short ? URL : Map)(x)
//! mod = await import_("x")
//! mod.Chart(canvas)            makeMember(mod, "Chart", canvas)
//! ```

use crate::base::Span;
use crate::ir::{Expr, ExprKind, ImportName, Js, Place, PlaceKind, Py, Symbol, SymbolKind};
use crate::lower::call::last_name;
use crate::lower::context::Lowering;
use crate::resolve::{Binding, Item, ItemKind, JsRef};
use crate::syntax::ast;
use crate::tables::js_classes::{self, Calls, is_class_name};

impl Lowering<'_> {
    /// What a call of a value is, where it is one of JavaScript or one of several: `(URL if short else
    /// Request)(text)`.
    pub fn calls_of(&self, callee: &Expr) -> Option<Calls> {
        let found = match &callee.kind {
            ExprKind::Js(Js::Global(path)) => Some(js_classes::calls(path)),
            _part if self.is_of_component(callee) => None,
            ExprKind::Js(Js::Member(_, name)) => Some(called_by_name(name)),
            ExprKind::Symbol(_) if self.js_calls.contains_key(&callee.id) => {
                self.js_calls.get(&callee.id).copied()
            }
            ExprKind::Symbol(symbol) => match self.builder.module.symbol(*symbol) {
                Some(Symbol { kind: SymbolKind::Import(import), name, .. }) => {
                    Some(asked(name, &import.name))
                }
                _other => None,
            },
            ExprKind::Var(var) => self.js_classes.get(var).map(|(calls, assigned)| {
                let writes = self.builder.module.var(*var).map_or(0, |row| row.writes);
                if writes == *assigned { *calls } else { Calls::Ask }
            }),
            ExprKind::Py(Py::Cond { then, orelse, .. }) => {
                both(self.calls_of(then), self.calls_of(orelse))
            }
            _other => None,
        };
        // Functions are called as ever.
        found.filter(|calls| *calls != Calls::Function)
    }

    /// A component of JavaScript, or a part of one: `Menu.Item`.
    fn is_of_component(&self, value: &Expr) -> bool {
        match &value.kind {
            ExprKind::Symbol(symbol) => {
                self.builder.module.symbol(*symbol).is_some_and(|symbol| symbol.is_component)
            }
            ExprKind::Js(Js::Member(object, _)) => self.is_of_component(object),
            _other => false,
        }
    }

    /// `(Chart if big else draw)(canvas)`, where the one is a class and the other none: each is called as
    /// what it is.
    pub fn call_of_either(&mut self, span: Span, callee: &Expr, args: &[ast::Arg]) -> Option<Expr> {
        let ExprKind::Py(Py::Cond { test, then, orelse }) = &callee.kind else { return None };
        let (one, other) = (self.calls_of(then), self.calls_of(orelse));
        if one == other {
            return None;
        }
        let [one, other] = [one, other].map(|calls| calls.unwrap_or(Calls::Function));
        let then = Box::new(self.js_call(span, (**then).clone(), one, args));
        let orelse = Box::new(self.js_call(span, (**orelse).clone(), other, args));
        Some(self.py(span, Py::Cond { test: test.clone(), then, orelse }))
    }

    /// `WS = window.WebSocket`: the variable is called as the class is.
    pub fn note_class(&mut self, place: &Place, value: &Expr) {
        let PlaceKind::Var(var) = &place.kind else { return };
        if is_loaded(value) && self.builder.module.var(*var).is_some_and(|row| row.writes == 1) {
            self.js_modules.insert(*var);
        }
        let Some(calls) = self.calls_of(value) else { return };
        let (known, assigned) = self.js_classes.entry(*var).or_insert((calls, 0));
        *assigned += 1;
        if *known != calls {
            *known = Calls::Ask;
        }
    }

    /// The same for a constant of a module: `Socket = WebSocket if LIVE else Replay`.
    pub fn calls_of_constant(&self, binding: &Binding) -> Option<Calls> {
        let Binding::Item(id) = binding else { return None };
        let item = self.program.items.get(id.index())?;
        let ItemKind::Constant { value, is_reassigned: false, .. } = &item.kind else {
            return None;
        };
        let found = of_value(item, value);
        found.filter(|calls| *calls != Calls::Function)
    }
}

fn of_value(item: &Item, value: &ast::Expr) -> Option<Calls> {
    if let ast::ExprKind::IfElse { body, orelse, .. } = &value.kind {
        return both(of_value(item, body), of_value(item, orelse));
    }
    match (item.refs.get(&value.span), &value.kind) {
        (Some(Binding::Js(reference)), _) => of_reference(reference, last_name(value)),
        // `Part = charts.Part`
        (None, ast::ExprKind::Attribute { value, attr }) if is_of_js(item, value) => {
            Some(called_by_name(&attr.name))
        }
        _other => None,
    }
}

fn of_reference(reference: &JsRef, local: &str) -> Option<Calls> {
    match reference {
        JsRef::Import { is_component: true, .. } | JsRef::Member { .. } => None,
        JsRef::Import { import, calls: Calls::Ask, .. } => Some(asked(local, &import.name)),
        JsRef::Import { calls, .. } | JsRef::Global { calls, .. } => Some(*calls),
    }
}

fn is_of_js(item: &Item, value: &ast::Expr) -> bool {
    match (item.refs.get(&value.span), &value.kind) {
        (Some(Binding::Js(reference)), _) => of_reference(reference, "").is_some(),
        (None, ast::ExprKind::Attribute { value, .. }) => is_of_js(item, value),
        _other => false,
    }
}

fn both(one: Option<Calls>, other: Option<Calls>) -> Option<Calls> {
    match (one, other) {
        (None, None) => None,
        (Some(one), Some(other)) if one == other => Some(one),
        _differ => Some(Calls::Ask),
    }
}

/// `await import_("chart.js")`
pub(super) fn is_loaded(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Py(Py::Await(loaded)) => {
            matches!(loaded.kind, ExprKind::Js(Js::DynamicImport(_)))
        }
        _other => false,
    }
}

/// What a call of an import is, as far as its names tell: classes are written with a capital.
pub(super) fn asked(local: &str, import: &ImportName) -> Calls {
    let named = match import {
        ImportName::Named(name) => &**name,
        ImportName::Default | ImportName::Namespace | ImportName::SideEffect => local,
    };
    match called_by_name(local) {
        Calls::Function => called_by_name(named),
        known @ (Calls::Ask | Calls::Constructor) => known,
    }
}

pub(super) fn called_by_name(name: &str) -> Calls {
    if is_class_name(name) { Calls::Ask } else { Calls::Function }
}
