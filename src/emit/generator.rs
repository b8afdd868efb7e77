//! Generators.
//!
//! ```text
//! got = yield x                 const got = (yield x) ?? null;
//! yield from parts              yield* delegate(parts);
//! yield from numbers()          yield* numbers();          a generator for certain
//! for x in it: …  break         for (const x of iter(it))  the loop must not close what others go on with
//! ```

use crate::base::Span;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Comp, Expr, ExprKind, Function, Module, Py, Stmt, StmtKind, SymbolKind, Type, VarKind,
};

use super::build::{E, S, ast};
use super::emitter::Emitter;

impl Emitter<'_> {
    /// A `yield` whose value nobody looks at.
    pub fn yield_statement(&mut self, expr: &Expr) -> Option<E> {
        let at = self.at(expr.span);
        match &expr.kind {
            ExprKind::Py(Py::Yield(value)) => {
                let value = value.as_ref().map(|value| self.expr(value));
                Some(at.yield_(value))
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

    /// What `yield*` walks. A plain iterator takes in no exception, which matters once the program
    /// throws some in.
    fn delegate(&mut self, source: &Expr) -> E {
        let ty = self.ty(source);
        let is_plain = match ty {
            Type::Iterable(_) => true,
            Type::List(_) | Type::Tuple(_) | Type::TupleOf(_) | Type::Range | Type::Str => {
                !self.throws_into_generators
            }
            _other => false,
        };
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
        self.iterable(iter)
    }

    /// What an `async for` walks. JavaScript's loop also takes what is not asynchronous, Python's does
    /// not; a generator that others hold too must not be closed by it.
    pub fn async_iterable(&mut self, iter: &Expr) -> E {
        let js = self.expr(iter);
        let called = match &iter.kind {
            ExprKind::Py(Py::Call { callee, .. }) => self.known_function(callee),
            _other => None,
        };
        match called.is_some_and(|func| func.is_async && func.is_generator) {
            true => js,
            false => self.help(iter.span, "asyncIter", vec![js]),
        }
    }

    /// The function of this module that the expression names.
    fn known_function(&self, callee: &Expr) -> Option<&Function> {
        let func = match &callee.kind {
            ExprKind::Var(var) => match self.module.var(*var)?.kind {
                VarKind::Function(func) => func,
                VarKind::Param
                | VarKind::Local
                | VarKind::Temp
                | VarKind::Comp
                | VarKind::Rebound => return None,
            },
            ExprKind::Symbol(symbol) => match self.module.symbol(*symbol)?.kind {
                SymbolKind::Function(func) => func,
                SymbolKind::Const { .. } | SymbolKind::Foreign { .. } | SymbolKind::Import(_) => {
                    return None;
                }
            },
            _other => return None,
        };
        self.module.func(func)
    }

    /// `send`, `throw`, `close`, and those of async generators.
    pub fn generator_method(
        &mut self,
        span: Span,
        object: &Expr,
        name: &str,
        args: &[Arg],
    ) -> Option<E> {
        let (known, unknown, count) = match name {
            "send" => ("send", "callSend", 1),
            "throw" => ("throwInto", "callThrow", 1),
            "close" => ("closeGenerator", "callClose", 0),
            "asend" => ("asend", "asend", 1),
            "athrow" => ("athrow", "athrow", 1),
            "aclose" => ("aclose", "aclose", 0),
            _other => return None,
        };
        let ty = self.ty(object);
        let helper = match ty {
            Type::Iterable(_) if args.len() == count => known,
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

/// Looks for what raises StopIteration, outside of nested functions.
struct Stops<'m> {
    module: &'m Module,
    found: bool,
}

impl<'m> Visitor<'m> for Stops<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        if let StmtKind::Raise { exc: Some(exc), .. } = &stmt.kind {
            self.found |= match &exc.kind {
                ExprKind::Py(Py::Builtin { row, .. } | Py::BuiltinRef(row)) => {
                    row.name == "StopIteration"
                }
                _other => false,
            };
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.found |= match &expr.kind {
            ExprKind::Py(Py::Builtin { row, args, .. }) => row.name == "next" && args.len() == 1,
            ExprKind::Py(Py::Method { name, .. }) => {
                matches!(&**name, "send" | "throw" | "__next__")
            }
            _other => false,
        };
        walk::walk_expr(self, expr);
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}

/// Whether the function itself may raise StopIteration.
pub(super) fn may_stop(module: &Module, func: &Function) -> bool {
    let mut stops = Stops { module, found: false };
    walk::walk_body(&mut stops, func);
    stops.found
}

/// The same of a generator expression.
pub(super) fn comp_may_stop(module: &Module, comp: &Comp) -> bool {
    let mut stops = Stops { module, found: false };
    walk::walk_comp(&mut stops, comp);
    stops.found
}
