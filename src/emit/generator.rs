//! Generators.
//!
//! ```text
//! got = yield x                 const got = (yield x) ?? null;
//! yield from parts              yield* delegate(parts);
//! yield from numbers()          yield* numbers();          a generator that keeps no GeneratorExit
//! for x in it: …  break         for (const x of iter(it))  the loop must not close what others go on with
//! for x in guarded(): …  break  for (const x of closing(guarded()))  JavaScript runs its `finally`s, and no handler
//! ```

use std::ops::RangeInclusive;

use crate::base::Span;
use crate::facts::leaving;
use crate::ir::{Arg, Expr, ExprKind, Function, Module, Py, SymbolKind, Type, VarKind};

use super::emitter::Emitter;
use super::js::{E, S, ast};

/// The helpers of a method that resumes a generator: of a generator, and of a value that may be
/// something else; and how many arguments it takes.
pub(super) fn resumption(
    name: &str,
) -> Option<(&'static str, &'static str, RangeInclusive<usize>)> {
    Some(match name {
        "send" => ("send", "callSend", 1..=1),
        "throw" => ("throwInto", "callThrow", 1..=3),
        "close" => ("closeGenerator", "callClose", 0..=0),
        "asend" => ("asend", "asend", 1..=1),
        "athrow" => ("athrow", "athrow", 1..=3),
        "aclose" => ("aclose", "aclose", 0..=0),
        _other => return None,
    })
}

impl Emitter<'_> {
    /// A `yield` whose value nobody looks at.
    pub fn yield_statement(&mut self, expr: &Expr) -> Option<E> {
        let at = self.at(expr.span);
        match &expr.kind {
            ExprKind::Py(Py::Yield(value)) => {
                let value = match value {
                    Some(value) => self.expr(value),
                    None if self.func().is_some_and(|func| func.outer_handling.is_some()) => {
                        at.null()
                    }
                    None => return Some(at.yield_(None)),
                };
                Some(self.suspended(expr.span, value, |value| at.yield_(Some(value))))
            }
            ExprKind::Py(Py::YieldFrom(value)) => {
                let source = self.delegate(value);
                Some(at.yield_from(source))
            }
            _other => None,
        }
    }

    /// A `yield` as a value: what JavaScript's callers do not send is `undefined`.
    pub fn yield_value(&mut self, expr: &Expr) -> E {
        let at = self.at(expr.span);
        match self.yield_statement(expr) {
            Some(yielded) => {
                at.binary(ast::BinaryOp::NullishCoalescing, yielded, at.nowhere().null())
            }
            None => at.null(),
        }
    }

    pub fn awaited(&mut self, span: Span, value: &Expr) -> E {
        let at = self.at(span);
        let value = self.expr(value);
        self.suspended(span, value, |value| at.await_(value))
    }

    /// What `yield*` walks: a generator that does with a GeneratorExit what Python's would do, as it is.
    /// A plain iterator takes in no exception and no value, and one that is thrown in must arrive.
    fn delegate(&mut self, source: &Expr) -> E {
        let is_plain = self.called_generator(source).is_some_and(|(module, func)| {
            !func.is_async && leaving::lets_exit_through(module, func)
        });
        let js = self.expr(source);
        if is_plain { js } else { self.help(source.span, "delegate", vec![js]) }
    }

    /// What a `for` walks, which may be left early. JavaScript then closes a generator, so one that
    /// others hold too is walked through a view.
    pub fn loop_iterable(&mut self, iter: &Expr) -> E {
        let is_held = match &iter.kind {
            ExprKind::Py(py) => {
                matches!(py, Py::Attr(..) | Py::Index(..) | Py::Cond { .. } | Py::Assign(..))
            }
            ExprKind::Var(_) | ExprKind::Symbol(_) | ExprKind::Js(_) => true,
            _fresh => false,
        };
        let may_be_generator = self.ty(iter).any(|ty| matches!(ty, Type::Iterable(_)));
        if is_held && may_be_generator {
            let js = self.expr(iter);
            return self.help(iter.span, "iter", vec![js]);
        }
        let walked = self.iterable(iter);
        match self.called_generator(iter) {
            Some((module, func)) if !func.is_async && leaving::handles_exit(module, func) => {
                self.help(iter.span, "closing", vec![walked])
            }
            _other => walked,
        }
    }

    /// The generator function in sight that the expression calls.
    fn called_generator(&self, call: &Expr) -> Option<(&Module, &Function)> {
        let ExprKind::Py(Py::Call { callee, .. }) = &call.kind else { return None };
        self.known_function(callee).filter(|(_, func)| func.is_generator)
    }

    /// What an `async for` walks. JavaScript's loop also takes what is not asynchronous, Python's does
    /// not; a generator that others hold too must not be closed by it.
    pub fn async_iterable(&mut self, iter: &Expr) -> E {
        let js = self.expr(iter);
        match self.called_generator(iter).is_some_and(|(_, func)| func.is_async) {
            true => js,
            false => self.help(iter.span, "asyncIter", vec![js]),
        }
    }

    /// The function that the expression names, and its module.
    fn known_function(&self, callee: &Expr) -> Option<(&Module, &Function)> {
        let (module, func) = match &callee.kind {
            ExprKind::Var(var) => match self.module.var(*var)?.kind {
                VarKind::Function(func) => (self.module, func),
                VarKind::Param
                | VarKind::Local
                | VarKind::Temp
                | VarKind::Comp
                | VarKind::Rebound => return None,
            },
            ExprKind::Symbol(symbol) => match &self.module.symbol(*symbol)?.kind {
                SymbolKind::Function(func) => (self.module, *func),
                SymbolKind::Foreign { module, name } => {
                    let home = self.program.modules.get(module.index())?;
                    (home, home.function_named(name)?.id)
                }
                SymbolKind::Const { .. } | SymbolKind::Import(_) => return None,
            },
            _other => return None,
        };
        module.func(func).map(|func| (module, func))
    }

    /// `send`, `throw`, `close`, and those of async generators.
    pub fn generator_method(
        &mut self,
        span: Span,
        object: &Expr,
        name: &str,
        args: &[Arg],
    ) -> Option<E> {
        let (known, unknown, counts) = resumption(name)?;
        let ty = self.ty(object);
        let helper = match ty {
            Type::Iterable(_) if counts.contains(&args.len()) => known,
            Type::Iterable(_) | Type::Any | Type::Union(_) => unknown,
            _other => return None,
        };
        let mut values: Vec<ast::ExprOrSpread> = vec![self.expr(object).into()];
        values.extend(self.args(args));
        Some(self.help(span, helper, values))
    }

    /// The body of a generator or coroutine. A StopIteration that leaves it must not pass for its end.
    pub fn generator_body(&mut self, span: Span, body: Vec<S>, stops: Option<&str>) -> Vec<S> {
        let Some(kind) = stops else { return body };
        let js = self.js;
        let error = self.fresh("error");
        let mut args = vec![js.ident(&error)];
        if kind != "generator" {
            args.push(js.string(kind));
        }
        let changed = self.help(span, "stopped", args);
        let catch = (Some(js.bind(&error)), vec![js.throw(changed)]);
        vec![js.try_(body, Some(catch), None)]
    }
}
