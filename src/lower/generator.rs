//! Generators: `yield` and what makes a function one.
//!
//! ```text
//! total = yield count        →  total = yield v1      the value of `yield` is what `send` passes
//! rest = yield from parts    →  rest = yield from v2
//! first() or (yield a)       →  yield v3 if not (t := first()) else t
//! ```
//!
//! A `yield` may stand anywhere in the generator's own code, but in no function that the emitter makes
//! around an operand; so `and`, `or` with one in them become conditions over a temporary here.

use crate::base::Span;
use crate::diag::{Code, Diagnostic};
use crate::ir::{Expr, Py, Role};
use crate::lower::context::{FuncContext, Lowering};
use crate::syntax::ast;

impl Lowering<'_> {
    pub fn yield_(&mut self, span: Span, value: Option<&ast::Expr>) -> Expr {
        let value = value.map(|value| Box::new(self.lower(value)));
        if !self.may_yield(span, "yield") {
            return self.error(span);
        }
        self.py(span, Py::Yield(value))
    }

    pub fn yield_from(&mut self, span: Span, value: &ast::Expr) -> Expr {
        let value = Box::new(self.lower(value));
        if !self.may_yield(span, "yield from") {
            return self.error(span);
        }
        if self.func().is_some_and(|func| func.is_async) {
            let message = "`yield from` inside an `async def`";
            let help = "write `async for item in ...: yield item`";
            return self.refuse(Code::PSC101, span, message, help);
        }
        self.py(span, Py::YieldFrom(value))
    }

    fn may_yield(&mut self, span: Span, word: &str) -> bool {
        let is_outside = self.funcs.is_empty() || self.runs_in_class_body();
        let place = match self.funcs.last_mut() {
            _around if is_outside => "outside a function",
            None => "outside a function",
            Some(func) if func.comps > 0 => "inside a comprehension",
            Some(func) => {
                func.yields += 1;
                return true;
            }
        };
        let help = match is_outside {
            true => "write it in a `def`",
            false => "write the comprehension as a `for` loop",
        };
        let message = format!("`{word}` {place}");
        self.report(Diagnostic::new(Code::PSC101, span, message).help(help));
        false
    }

    /// How many `yield`s the innermost function has so far.
    pub fn yields(&self) -> u32 {
        self.func().map_or(0, |func| func.yields)
    }

    /// `and` and `or` over operands that yield: each one but the last goes through a temporary.
    pub fn yielding_choice(&mut self, span: Span, op: ast::BoolOp, values: Vec<Expr>) -> Expr {
        let mut values = values.into_iter().rev();
        let Some(mut joined) = values.next() else { return self.error(span) };
        for value in values {
            let at = value.span;
            let temp = self.temp(at, "value");
            let test = Box::new(self.py(at, Py::Assign(temp, Box::new(value))));
            let kept = Box::new(self.var_expr(at, temp));
            let other = Box::new(joined);
            let (then, orelse) = match op {
                ast::BoolOp::And => (other, kept),
                ast::BoolOp::Or => (kept, other),
            };
            joined = self.py(span, Py::Cond { test, then, orelse });
        }
        joined
    }

    /// Whether the function whose body has been lowered is a generator; reports what Python does not
    /// allow in one. The role is what the function is used as.
    pub fn is_generator(
        &mut self,
        context: &FuncContext,
        name_span: Span,
        is_lambda: bool,
        role: &mut Role,
    ) -> bool {
        if context.yields == 0 {
            return false;
        }
        if is_lambda {
            let message = "`yield` in a `lambda` is not compiled";
            self.report(Diagnostic::new(Code::PSC302, name_span, message).help("write a `def`"));
        }
        if *role == Role::Component {
            let message = "a component cannot be a generator";
            let help = "return one element; build a list for several";
            self.report(Diagnostic::new(Code::PSC306, name_span, message).help(help));
        }
        if matches!(role, Role::Effect { .. }) {
            *role = Role::Plain;
        }
        if let (true, Some(span)) = (context.is_async, context.value_return) {
            let message = "`return` with a value in an async generator";
            let help = "yield the value, or keep it in a variable";
            self.report(Diagnostic::new(Code::PSC101, span, message).help(help));
        }
        true
    }
}
