//! `try`, `except`, `raise`.
//!
//! ```text
//! except (KeyError, IndexError) as e:   } catch (error) {
//!     …                                   if (matches(error, [KeyError, IndexError])) {
//!                                           const e = caught(error);
//! ```
//!
//! What no clause matches is thrown again. A bare `raise` throws what the innermost clause caught; in a `finally`
//! what leaves its `try`; outside of both what a caller is handling, which only modules in sight of such a `raise`
//! keep.

use crate::base::{Name, Span};
use crate::facts::leaving;
use crate::ir::{Arg, Expr, ExprKind, Handler, Js as JsIr, Py, Stmt, VarId};
use crate::tables::builtins::is_exception_subclass;

use super::emitter::Emitter;
use super::js::ast::AssignOp;
use super::js::{E, S};

/// The name and the body of a `catch`.
type Catch = (Option<super::js::P>, Vec<S>);

impl Emitter<'_> {
    pub fn try_stmt(
        &mut self,
        span: Span,
        body: &[Stmt],
        handlers: &[Handler],
        orelse: &[Stmt],
        finally: &[Stmt],
        out: &mut Vec<S>,
    ) {
        let at = self.at(span);
        let quiet = at.nowhere();
        let completed = (!orelse.is_empty()).then(|| self.fresh("completed"));
        let mut guarded = self.block(body);
        if let Some(completed) = &completed {
            let set = quiet.assign(AssignOp::Assign, quiet.bind(completed), quiet.boolean(true));
            guarded.push(quiet.expression(set));
        }
        // A generator that is closed gets a GeneratorExit where it yields.
        let sees_base =
            self.base_exceptions.may_leave(self.module, body) || leaving::yields(self.module, body);
        let catch = self.catch(handlers, sees_base);
        let orelse = self.block(orelse);
        let has_finally = !finally.is_empty();
        let (finally, leaves) = match self.sees_what_leaves(finally) {
            true => self.finally_that_raises(span, finally),
            false => (self.block(finally), None),
        };
        let finally = has_finally.then_some(finally);
        if let Some((declared, noted)) = leaves {
            let mut inner = Vec::new();
            self.tried(span, (guarded, catch, None), (completed, orelse), &mut inner);
            out.extend([declared, at.try_(inner, Some(noted), finally)]);
            return;
        }
        self.tried(span, (guarded, catch, finally), (completed, orelse), out);
    }

    fn tried(
        &mut self,
        span: Span,
        (guarded, catch, finally): (Vec<S>, Option<Catch>, Option<Vec<S>>),
        (completed, orelse): (Option<Name>, Vec<S>),
        out: &mut Vec<S>,
    ) {
        let at = self.at(span);
        let quiet = at.nowhere();
        let Some(completed) = completed else {
            match catch.is_none() && finally.is_none() {
                // A `finally` of which nothing is left: a string on its own, say.
                true => out.extend(guarded),
                false => out.push(at.try_(guarded, catch, finally)),
            }
            return;
        };
        let declared = quiet.let_(quiet.bind(&completed), Some(quiet.boolean(false)));
        let inner = at.try_(guarded, catch, None);
        let rest = quiet.if_(quiet.ident(&completed), orelse, Vec::new());
        match finally {
            Some(finally) => {
                out.push(at.try_(vec![declared, inner, rest], None, Some(finally)));
            }
            None => out.extend([declared, inner, rest]),
        }
    }

    fn catch(&mut self, handlers: &[Handler], sees_base: bool) -> Option<Catch> {
        if handlers.is_empty() {
            return None;
        }
        let js = self.js;
        // A clause within one that keeps what it handles goes back to it by its name.
        let error = match self.keeps_handled {
            true => self.fresh("error"),
            false => self.shadowing("error"),
        };
        let mut branches: Vec<(Option<E>, Vec<S>)> = Vec::new();
        let mut is_used = false;
        for handler in handlers {
            let test = self.handler_test(handler, &error, sees_base);
            let keeps = self.keeps_handled && leaving::calls(self.module, &handler.body);
            is_used |= test.is_some() || handler.var.is_some() || keeps;
            is_used |= leaving::reraises(&handler.body);
            let block = match keeps {
                true => self.keeping_handler(handler, &error),
                false => self.handler_block(handler, &error),
            };
            branches.push((test, block));
        }
        let catches_all = branches.iter().any(|(test, _)| test.is_none());
        let mut rest = match catches_all {
            true => Vec::new(),
            false => vec![js.throw(js.ident(&error))],
        };
        for (test, block) in branches.into_iter().rev() {
            rest = match test {
                None => block,
                Some(test) => vec![js.if_(test, block, rest)],
            };
        }
        let pattern = (is_used || !catches_all).then(|| js.bind(&error));
        Some((pattern, rest))
    }

    fn handler_block(&mut self, handler: &Handler, error: &Name) -> Vec<S> {
        let js = self.js;
        if let Some(func) = self.funcs.last_mut() {
            func.handling.push(error.clone());
        }
        let body = self.block(&handler.body);
        let mut block = Vec::new();
        if let Some(var) = handler.var {
            let caught = self.help(handler.span, "caught", vec![js.ident(error)]);
            block.push(self.store_var(handler.span, var, caught, handler.span));
        }
        match handler.var.and_then(|var| self.unbinding(var)) {
            Some(unbind) => block.push(js.try_(body, None, Some(vec![unbind]))),
            None => block.extend(body),
        }
        if let Some(func) = self.funcs.last_mut() {
            func.handling.pop();
        }
        block
    }

    /// Python deletes the name wherever control leaves the clause (Language Reference 8.4): `except E as e:
    /// return 1` leaves none for a `finally` around it.
    fn unbinding(&mut self, var: VarId) -> Option<S> {
        if !self.types.vars_that_may_be_unbound().contains(&var) {
            return None;
        }
        let js = self.js;
        let unbound = self.helper("unbound");
        let name = self.names.var(var);
        Some(js.expression(js.assign(AssignOp::Assign, js.bind(&name), unbound)))
    }

    /// A clause that tells what it handles, for a bare `raise` in a function it calls:
    ///
    /// ```text
    /// const outer = handling(error);
    /// try { … } finally { handling(outer); }
    /// ```
    fn keeping_handler(&mut self, handler: &Handler, error: &Name) -> Vec<S> {
        self.keeping(handler.span, &handler.body, error, |this| this.handler_block(handler, error))
    }

    fn keeping(
        &mut self,
        span: Span,
        body: &[Stmt],
        error: &Name,
        emit: impl FnOnce(&mut Self) -> Vec<S>,
    ) -> Vec<S> {
        let js = self.js;
        let around = self.func().and_then(|func| func.handling.last().cloned());
        let outer = match &around {
            Some(_) => None,
            None => Some(self.fresh("outer")),
        };
        if let (Some(func), Some(outer)) = (self.funcs.last_mut(), &outer) {
            func.outer_handling = Some(outer.clone());
        }
        let block = emit(self);
        let entered = self.help(span, "handling", vec![js.ident(error)]);
        let left = around.as_ref().or(outer.as_ref()).map(|name| js.ident(name));
        let left = self.help(span, "handling", left.into_iter().collect());
        let entered = match &outer {
            None => js.expression(entered),
            // What the caller handles may be another exception once the function is resumed.
            Some(outer) if leaving::suspends(self.module, body) => {
                js.let_(js.bind(outer), Some(entered))
            }
            Some(outer) => js.const_(js.bind(outer), entered),
        };
        if let (Some(func), Some(_)) = (self.funcs.last_mut(), &outer) {
            func.outer_handling = None;
        }
        vec![entered, js.try_(block, None, Some(vec![js.expression(left)]))]
    }

    /// Whether a bare `raise` in the `finally`, or in a function it calls, may raise what leaves its `try`.
    fn sees_what_leaves(&self, finally: &[Stmt]) -> bool {
        self.keeps_handled && (leaving::reraises(finally) || leaving::calls(self.module, finally))
    }

    /// A `finally` in which what leaves the `try` is being handled.
    ///
    /// ```text
    /// let leaving = handled();
    /// try { … } catch (error) { leaving = error; throw error; } finally { … throw leaving; }
    /// ```
    fn finally_that_raises(
        &mut self,
        span: Span,
        finally: &[Stmt],
    ) -> (Vec<S>, Option<(S, Catch)>) {
        let quiet = self.at(span).nowhere();
        let [leaving, error] = ["leaving", "error"].map(|name| self.fresh(name));
        let around = self.func().and_then(|func| func.handling.last().cloned());
        let before = match around {
            Some(around) => quiet.ident(&around),
            None => self.help(span, "handled", Vec::<E>::new()),
        };
        let declared = quiet.let_(quiet.bind(&leaving), Some(before));
        let set = quiet.assign(AssignOp::Assign, quiet.bind(&leaving), quiet.ident(&error));
        let noted = vec![quiet.expression(set), quiet.throw(quiet.ident(&error))];
        let block = |this: &mut Self| {
            if let Some(func) = this.funcs.last_mut() {
                func.handling.push(leaving.clone());
            }
            let block = this.block(finally);
            if let Some(func) = this.funcs.last_mut() {
                func.handling.pop();
            }
            block
        };
        let finally = match leaving::calls(self.module, finally) {
            true => self.keeping(span, finally, &leaving, block),
            false => block(self),
        };
        (finally, Some((declared, (Some(quiet.bind(&error)), noted))))
    }

    /// A `yield` or `await` in a clause that tells what it handles: its caller handles something else.
    ///
    /// ```text
    /// first(yield first(value, handling(outer)), (outer = handling(error)))
    /// ```
    pub fn suspended(&mut self, span: Span, value: E, suspend: impl FnOnce(E) -> E) -> E {
        let js = self.at(span);
        let func = self.func();
        let outer = func.and_then(|func| func.outer_handling.clone());
        let error = func.and_then(|func| func.handling.last().cloned());
        let (Some(outer), Some(error)) = (outer, error) else { return suspend(value) };
        let quiet = js.nowhere();
        let left = self.help(span, "handling", vec![quiet.ident(&outer)]);
        let given = self.help(span, "first", vec![value, left]);
        let entered = self.help(span, "handling", vec![quiet.ident(&error)]);
        let entered = quiet.assign(AssignOp::Assign, quiet.bind(&outer), entered);
        self.help(span, "first", vec![suspend(given), entered])
    }

    /// The test of an `except` clause; `None` when it catches everything.
    fn handler_test(&mut self, handler: &Handler, error: &str, sees_base: bool) -> Option<E> {
        let classes = &handler.classes;
        let catches_all = classes.iter().any(|class| match &class.kind {
            ExprKind::Py(Py::BuiltinRef(row)) => match row.name {
                "BaseException" => true,
                "Exception" => !sees_base,
                _other => false,
            },
            _other => false,
        });
        if classes.is_empty() || catches_all {
            return None;
        }
        let js = self.js;
        if let [class] = classes.as_slice()
            && is_value(class)
        {
            let args = vec![js.ident(error), self.expr(class)];
            return Some(self.help(handler.span, "catches", args));
        }
        let mut values: Vec<E> = classes.iter().map(|class| self.expr(class)).collect();
        let wanted = match (values.pop(), values.is_empty()) {
            (Some(only), true) => only,
            (Some(last), false) => {
                values.push(last);
                js.array(values)
            }
            (None, _) => return None,
        };
        Some(self.help(handler.span, "matches", vec![js.ident(error), wanted]))
    }

    pub fn raise(&mut self, span: Span, exc: Option<&Expr>, cause: Option<&Expr>) -> S {
        let at = self.at(span);
        let Some(exc) = exc else {
            let handled = self.func().and_then(|func| func.handling.last().cloned());
            return match handled {
                Some(error) => at.throw(at.nowhere().ident(&error)),
                None => {
                    let handled = self.help(span, "handled", Vec::<E>::new());
                    at.throw(handled)
                }
            };
        };
        if let Some(cause) = cause {
            let args = vec![self.expr(exc), self.expr(cause)];
            let exception = self.help(span, "exception", args);
            return at.throw(exception);
        }
        let value = match &exc.kind {
            ExprKind::Py(Py::BuiltinRef(row))
                if is_exception_subclass(row.name, "BaseException") =>
            {
                let class = self.builtin_ref(exc.span, row);
                self.at(exc.span).new_object(class, Vec::<E>::new())
            }
            ExprKind::Py(Py::Builtin { row, .. })
                if is_exception_subclass(row.name, "BaseException") =>
            {
                self.expr(exc)
            }
            ExprKind::Js(JsIr::New { .. }) => self.expr(exc),
            ExprKind::Py(Py::New { class, .. })
                if crate::ir::class::is_exception(self.program, self.module, class) =>
            {
                self.expr(exc)
            }
            _value => {
                let value = self.expr(exc);
                self.help(span, "exception", vec![value])
            }
        };
        at.throw(value)
    }
}

/// Whether the classes of a clause, or those that are asked for by `isinstance`, are known at run time only.
pub(super) fn is_value(classes: &Expr) -> bool {
    if let ExprKind::Py(Py::Tuple(items)) = &classes.kind {
        return items.is_empty()
            || items.iter().any(|item| match item {
                Arg::Pos(item) => is_value(item),
                Arg::Spread(_) | Arg::Omitted => true,
            });
    }
    matches!(
        &classes.kind,
        ExprKind::Var(_)
            | ExprKind::None
            | ExprKind::Bool(_)
            | ExprKind::Int(_)
            | ExprKind::Float(_)
            | ExprKind::Str(_)
            | ExprKind::Bytes(_)
            | ExprKind::Py(
                Py::List(_)
                    | Py::Comp(_)
                    | Py::Attr(..)
                    | Py::Index(..)
                    | Py::Call { .. }
                    | Py::Cond { .. }
            )
    )
}
