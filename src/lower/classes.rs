//! Which values of JavaScript are called with `new`.
//!
//! ```text
//! window.WebSocket(url)        new window.WebSocket(url): the table of globals knows it
//! Chart(canvas)                make(Chart, canvas): an import that is written as classes are
//! (URL if short else Map)(x)   new (short ? URL : Map)(x)
//! mod = await import_("x")
//! mod.Chart(canvas)            makeMember(mod, "Chart", canvas)
//! ```
//!
//! Where one is held before it is called (`KINDS[kind](url)`), `components` follows it.

use crate::base::Span;
use crate::ir::{Expr, ExprKind, ImportName, Js, Place, PlaceKind, Py, Symbol, SymbolKind};
use crate::lower::context::Lowering;
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
            ExprKind::Symbol(_) if self.builder.noted.js_calls.contains_key(&callee.id) => {
                self.builder.noted.js_calls.get(&callee.id).copied()
            }
            ExprKind::Symbol(symbol) => match self.builder.module.symbol(*symbol) {
                Some(Symbol { kind: SymbolKind::Import(import), name, .. }) => {
                    Some(asked(name, &import.name))
                }
                _other => None,
            },
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
        let then = Box::new(self.call_as(span, then, one, args));
        let orelse = Box::new(self.call_as(span, orelse, other, args));
        Some(self.py(span, Py::Cond { test: test.clone(), then, orelse }))
    }

    fn call_as(
        &mut self,
        span: Span,
        callee: &Expr,
        calls: Option<Calls>,
        args: &[ast::Arg],
    ) -> Expr {
        match calls {
            Some(calls) => self.js_call(span, callee.clone(), calls, args),
            None => self.call_value(span, callee.clone(), args),
        }
    }

    /// `mod = await import_("chart.js")`: its members are JavaScript's.
    pub fn note_module(&mut self, place: &Place, value: &Expr) {
        let PlaceKind::Var(var) = &place.kind else { return };
        if is_loaded(value) && self.builder.module.var(*var).is_some_and(|row| row.writes == 1) {
            self.js_modules.insert(*var);
        }
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
