//! Methods of JavaScript's objects as values: they stay with their object.
//!
//! ```text
//! return observer.disconnect               return () => observer.disconnect();
//! setTimeout(field.focus, 0)               setTimeout(() => field.focus(), 0)
//! draw = ctx.moveTo                        const draw = methodOf(ctx, "moveTo");
//! (ctx.moveTo if a else ctx.lineTo)(x, y)  a ? ctx.moveTo(x, y) : ctx.lineTo(x, y)
//! props.onDone, Math.max, ui.Button        as they are
//! ```
//!
//! `methodOf` gives the same function for the same object each time, as `removeEventListener` and dependency
//! lists ask for; it leaves alone what is no method: an own property of the object, a class, data.

use crate::base::{Name, Span};
use crate::facts::callbacks::is_member;
use crate::ir::{Arg, Expr, ExprKind, Js, Py, Type};
use crate::tables::host_methods::{is_method, is_namespace};
use crate::tables::host_types::{self, Member};

use super::emitter::Emitter;
use super::js::{E, Params, ast};

impl Emitter<'_> {
    /// A property that is read: bound where it is a method, or is called later.
    pub fn property(&mut self, expr: &Expr, object: &Expr, name: &Name) -> E {
        let js = self.expr(object);
        match self.is_taken_method(expr, object, name) {
            true => self.method_of(expr.span, js, name),
            false => self.at(expr.span).member(js, name),
        }
    }

    fn method_of(&mut self, span: Span, object: E, name: &str) -> E {
        let name = self.js.string(name);
        self.help(span, "methodOf", vec![object, name])
    }

    fn is_taken_method(&self, expr: &Expr, object: &Expr, name: &str) -> bool {
        if let ExprKind::Js(Js::Global(root)) = &object.kind
            && is_namespace(root)
        {
            return false;
        }
        // `Card.prototype.value`, which is called on an object
        if matches!(&object.kind, ExprKind::Js(Js::Member(_, part)) if &**part == "prototype") {
            return false;
        }
        let may_be_method = match self.ty(object) {
            Type::Host(row) => match row.member(name) {
                Some(Member::Method(_)) => return true,
                Some(Member::Property(_)) => return false,
                None => true,
            },
            ty => {
                ty.any(|ty| matches!(ty, Type::Any | Type::Js | Type::Host(_) | Type::Instance(_)))
            }
        };
        may_be_method
            && (self.module.sight.has_method(name)
                || is_method(name)
                || (self.callbacks.is_called(expr) && !is_callback(name)))
    }

    /// `localStorage.clear`, by its path.
    pub fn global_value(&mut self, expr: &Expr, path: &str) -> E {
        let Some((object, name)) = path.rsplit_once('.') else {
            return self.global(expr.span, path);
        };
        let root = object.strip_prefix("window.").unwrap_or(object);
        let is_taken = !is_namespace(root)
            && match host_types::global(path) {
                Some(Member::Method(_)) => true,
                Some(Member::Property(_)) => false,
                None => is_method(name) || self.callbacks.is_called(expr) && !is_callback(name),
            };
        match is_taken {
            true => {
                let object = self.global(expr.span, object);
                self.method_of(expr.span, object, name)
            }
            false => self.global(expr.span, path),
        }
    }

    /// What is called: a property keeps its object by itself.
    pub fn callee(&mut self, callee: &Expr) -> E {
        let span = callee.span;
        match &callee.kind {
            ExprKind::Js(Js::Member(object, name)) => {
                let object = self.expr(object);
                self.at(span).member(object, name)
            }
            ExprKind::Js(Js::Global(path)) => self.global(span, path),
            _value => self.expr(callee),
        }
    }

    /// A call of one of two properties: `a ? ctx.moveTo(x, y) : ctx.lineTo(x, y)`.
    pub fn call_of_either(&mut self, span: Span, callee: &Expr, args: &[Arg]) -> Option<E> {
        let ExprKind::Py(Py::Cond { test, then, orelse }) = &callee.kind else { return None };
        let is_atom = |arg: &Arg| matches!(arg, Arg::Pos(value) if value.is_atom());
        let is_either = self.is_property(then) && self.is_property(orelse);
        if !is_either || !args.iter().all(is_atom) {
            return None;
        }
        let test = self.test(test);
        let call = |this: &mut Self, callee: &Expr| {
            let callee = this.member_of(callee);
            let args = this.args(args);
            this.at(span).call(callee, args)
        };
        let (then, orelse) = (call(self, then), call(self, orelse));
        Some(self.at(span).conditional(test, then, orelse))
    }

    fn is_property(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Py(Py::Attr(object, _)) => {
                self.ty(object).all(|ty| matches!(ty, Type::Any | Type::Js | Type::Host(_)))
            }
            _other => is_member(expr),
        }
    }

    fn member_of(&mut self, expr: &Expr) -> E {
        match &expr.kind {
            ExprKind::Py(Py::Attr(object, name)) => {
                let object = self.expr(object);
                self.at(expr.span).member(object, name)
            }
            _other => self.callee(expr),
        }
    }

    /// The arguments of a timer that calls a method without any.
    pub fn timer_args(&mut self, callee: &Expr, args: &[Arg]) -> Option<Vec<ast::ExprOrSpread>> {
        let ExprKind::Js(Js::Global(path)) = &callee.kind else { return None };
        let name = path.strip_prefix("window.").unwrap_or(path);
        if !matches!(name, "setTimeout" | "setInterval" | "queueMicrotask") {
            return None;
        }
        let (Arg::Pos(function), rest @ ([] | [_])) = args.split_first()? else { return None };
        let mut values = vec![self.called_without(function)?.into()];
        values.extend(self.args(rest));
        Some(values)
    }

    /// A function that is called without arguments, now or never: a timer's, a clean-up.
    pub fn called_without(&mut self, expr: &Expr) -> Option<E> {
        let expr = match &expr.kind {
            ExprKind::Js(Js::ToJs(value)) => value,
            _other => expr,
        };
        let is_known = match &expr.kind {
            ExprKind::Py(Py::Attr(object, name)) | ExprKind::Js(Js::Member(object, name)) => {
                let is_kept = match &object.kind {
                    ExprKind::Var(var) => self.module.var(*var).is_some_and(|row| row.writes == 1),
                    ExprKind::Symbol(_) | ExprKind::Js(Js::Global(_)) => true,
                    _other => false,
                };
                let is_method = match self.ty(object) {
                    Type::Host(row) => matches!(row.member(name), Some(Member::Method(_))),
                    _unknown => is_method(name),
                };
                is_kept && is_method && self.is_taken_method(expr, object, name)
            }
            ExprKind::Js(Js::Global(path)) => {
                path.contains('.') && matches!(host_types::global(path), Some(Member::Method(_)))
            }
            _other => false,
        };
        is_known.then(|| {
            let callee = self.member_of(expr);
            let at = self.at(expr.span);
            at.arrow(Params::new(Vec::new()), at.call(callee, Vec::<ast::ExprOrSpread>::new()))
        })
    }
}

/// A prop that is a callback by its name is no method of the object it comes in.
fn is_callback(name: &str) -> bool {
    name == "current" || name.starts_with("on") || name.starts_with(char::is_uppercase)
}
