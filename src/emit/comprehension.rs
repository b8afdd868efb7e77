//! Comprehensions.
//!
//! ```text
//! [f(x) for x in xs]              Array.from(xs, (x) => f(x)), or xs.map(…) when nothing can change xs
//! [x for x in xs if x.ok]         xs.filter((x) => …)
//! {k: v for k, v in pairs}        an arrow, called at once, with loops in it
//! (f(x) for x in xs)              the same with `yield`
//! ```
//!
//! Closures made in a comprehension share its variables in Python: then the variables are declared
//! outside the loops.

use rustc_hash::FxHashSet;

use crate::base::Span;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Clause, Comp, CompKind, Expr, ExprKind, Function, Module, Place, PlaceKind, Py, Type, VarKind,
};

use super::emitter::Emitter;
use super::js::ast::{self, VarDeclKind};
use super::js::{E, Global, P, Params, S};
use super::place::nothing_kept;

impl Emitter<'_> {
    pub fn comprehension(&mut self, span: Span, comp: &Comp) -> E {
        if let Some(mapped) = self.mapped(span, comp) {
            return mapped;
        }
        self.looped(span, comp)
    }

    /// A generator expression that is used up where it stands.
    pub fn used_up_generator(&mut self, value: &Expr) -> Option<E> {
        let ExprKind::Py(Py::Comp(comp)) = &value.kind else { return None };
        let CompKind::Generator(elt) = &comp.kind else { return None };
        match self.turns.used_up.contains(&value.id) {
            true => self.walked_by(value.span, &comp.clauses, elt),
            false => None,
        }
    }

    pub fn conditions(&mut self, conditions: &[Expr]) -> E {
        let mut joined: Option<E> = None;
        for condition in conditions {
            let test = self.test(condition);
            joined = Some(match joined {
                Some(left) => self.at(condition.span).binary(ast::BinaryOp::LogicalAnd, left, test),
                None => test,
            });
        }
        joined.unwrap_or_else(|| self.js.boolean(true))
    }

    /// The target of a clause as a pattern, if JavaScript's destructuring does what unpacking does.
    pub fn clause_pattern(&mut self, clause: &Clause) -> Option<P> {
        let item = self.ty(&clause.iter).item();
        self.exact_pattern(&clause.place, &item)
    }

    /// The general form: nested loops in an arrow that is called at once.
    fn looped(&mut self, span: Span, comp: &Comp) -> E {
        let at = self.at(span);
        let quiet = at.nowhere();
        let mut body = Vec::new();
        if self.shares_variables(&comp.clauses) {
            let mut vars = crate::ir::comp_vars(&comp.clauses);
            vars.sort();
            vars.dedup();
            let names = vars.iter().map(|var| (quiet.bind(&self.names.var(*var)), None)).collect();
            body.push(quiet.declare_all(VarDeclKind::Let, names));
        }
        let suspends = comp_has_await(self.module, comp);
        // The first iterable belongs to the scope around.
        let Some(first) = comp.clauses.first() else { return at.undefined() };
        let source = self.fresh("items");
        let first_iter = match first.is_async {
            true => self.async_iterable(&first.iter),
            false => self.iterable(&first.iter),
        };
        let (result, start, yields) = self.accumulator(&comp.kind);
        if let Some(start) = start {
            body.push(quiet.const_(quiet.bind(&result), start));
        }
        let inside = |this: &mut Self| {
            let step = this.step(span, &comp.kind, &result);
            this.clause_loops(&comp.clauses, 0, Some(quiet.ident(&source)), step)
        };
        let loops = if yields { self.in_function(inside) } else { inside(self) };
        body.extend(loops);
        if !yields {
            body.push(quiet.return_(Some(quiet.ident(&result))));
        }
        let params = Params::new(vec![quiet.bind(&source)]);
        if yields {
            let may_stop = self.stops.leaves_comp(self.program, self.module, comp);
            let body = self.generator_body(span, body, may_stop.then_some("generator"));
            let generator = params.generator(true).asynchronous(suspends);
            let function = at.function_expression(None, generator, body);
            return at.call(function, vec![first_iter]);
        }
        let arrow = at.arrow_block(params.asynchronous(suspends), body);
        let call = at.call(arrow, vec![first_iter]);
        if suspends { at.await_(call) } else { call }
    }

    /// The variable that gathers the result and what it starts as.
    fn accumulator(&mut self, kind: &CompKind) -> (crate::base::Name, Option<E>, bool) {
        let js = self.js;
        match kind {
            CompKind::List(_) => (self.fresh("list"), Some(js.array(Vec::<E>::new())), false),
            CompKind::Set(_) => {
                let span = Span::new(self.module.file, 0, 0);
                let start = self.help(span, "set", Vec::<E>::new());
                (self.fresh("found"), Some(start), false)
            }
            CompKind::Dict(..) => {
                let span = Span::new(self.module.file, 0, 0);
                let start = self.new_dict(span, None);
                (self.fresh("entries"), Some(start), false)
            }
            CompKind::Generator(_) => ("".into(), None, true),
        }
    }

    fn step(&mut self, span: Span, kind: &CompKind, result: &str) -> S {
        let at = self.at(span);
        let quiet = at.nowhere();
        let call = match kind {
            CompKind::List(elt) => {
                let elt = self.expr(elt);
                at.call(quiet.member(quiet.ident(result), "push"), vec![elt])
            }
            CompKind::Set(elt) => {
                let elt = self.expr(elt);
                at.call(quiet.member(quiet.ident(result), "add"), vec![elt])
            }
            CompKind::Dict(key, value) => {
                let pair = vec![self.expr(key), self.expr(value)];
                at.call(quiet.member(quiet.ident(result), "set"), pair)
            }
            CompKind::Generator(elt) => {
                let elt = self.expr(elt);
                at.yield_(Some(elt))
            }
        };
        at.expression(call)
    }

    fn clause_loops(
        &mut self,
        clauses: &[Clause],
        position: usize,
        source: Option<E>,
        step: S,
    ) -> Vec<S> {
        let Some(clause) = clauses.get(position) else { return vec![step] };
        let at = self.at(clause.place.span);
        let quiet = at.nowhere();
        let iter = match source {
            Some(source) => source,
            None if clause.is_async => self.async_iterable(&clause.iter),
            None => self.iterable(&clause.iter),
        };
        let inner = self.clause_loops(clauses, position + 1, None, step);
        let body = match clause.conditions.is_empty() {
            true => inner,
            false => {
                let test = self.conditions(&clause.conditions);
                vec![quiet.if_(test, inner, Vec::new())]
            }
        };
        let shares = self.shares_variables(clauses);
        let item = match clause.is_async {
            true => Type::Any,
            false => self.ty(&clause.iter).item(),
        };
        if !shares && let Some(pattern) = self.exact_pattern(&clause.place, &item) {
            let is_async = clause.is_async;
            return vec![at.for_of_or_await(is_async, VarDeclKind::Const, pattern, iter, body)];
        }
        let name = self.fresh("item");
        let mut whole = Vec::new();
        let value = quiet.ident(&name);
        match shares {
            true => self.store(&clause.place, value, &item, clause.place.span, &mut whole),
            false => self.declare_parts(&clause.place, value, &item, &mut whole),
        }
        whole.extend(body);
        let pattern = quiet.bind(&name);
        vec![at.for_of_or_await(clause.is_async, VarDeclKind::Const, pattern, iter, whole)]
    }

    /// `const [a, b] = unpack(value, 2)` for a target whose variables are new.
    fn declare_parts(&mut self, place: &Place, value: E, ty: &Type, out: &mut Vec<S>) {
        let js = self.at(place.span);
        match &place.kind {
            PlaceKind::Unpack { before, star, after } => {
                let values = self.unpacked(place.span, before, star.as_deref(), after, value, ty);
                let parts: Vec<&Place> =
                    before.iter().chain(star.as_deref()).chain(after).collect();
                let mut patterns = Vec::new();
                let mut nested = Vec::new();
                for (index, part) in parts.into_iter().enumerate() {
                    match &part.kind {
                        PlaceKind::Var(var) => {
                            let name = self.names.var(*var);
                            patterns.push(Some(self.at(part.span).bind(&name)));
                        }
                        PlaceKind::Ignored => patterns.push(None),
                        _nested => {
                            let name = self.fresh("part");
                            patterns.push(Some(js.nowhere().bind(&name)));
                            nested.push((part, name, ty.part(index)));
                        }
                    }
                }
                match patterns.iter().any(Option::is_some) {
                    true => out.push(js.const_(js.array_pattern(patterns), values)),
                    false => out.extend(nothing_kept(values).map(|values| js.expression(values))),
                }
                for (part, name, ty) in nested {
                    let value = js.nowhere().ident(&name);
                    self.declare_parts(part, value, &ty, out);
                }
            }
            PlaceKind::Var(var) => {
                let name = self.names.var(*var);
                out.push(js.const_(js.bind(&name), value));
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Attr { .. }
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. } => self.store(place, value, ty, place.span, out),
        }
    }

    /// Whether the turns of the loops share their variables: a closure made in one outlives it, or two
    /// clauses bind the same variable.
    pub fn shares_variables(&self, clauses: &[Clause]) -> bool {
        let mut seen = FxHashSet::default();
        crate::ir::comp_vars(clauses)
            .into_iter()
            .any(|var| !seen.insert(var) || self.turns.outlived.contains(&var))
    }

    /// `ps.For(items, function)`.
    pub fn for_each(&mut self, span: Span, items: &Expr, function: &Expr) -> E {
        let at = self.at(span);
        let is_list = self.ty(items).is_array();
        let is_arrow =
            matches!(function.kind, ExprKind::Func(_) | ExprKind::Var(_) | ExprKind::Symbol(_));
        let items = self.iterable(items);
        let function = match is_arrow {
            true => self.expr(function),
            false => {
                let function = self.expr(function);
                let item = self.fresh("item");
                let params = Params::new(vec![at.nowhere().bind(&item)]);
                at.arrow(params, at.call(function, vec![at.nowhere().ident(&item)]))
            }
        };
        match is_list {
            true => at.call(at.member(items, "map"), vec![function]),
            false => {
                let array = at.nowhere().global(Global::Array);
                at.call(at.member(array, "from"), vec![items, function])
            }
        }
    }
}

/// Looks for `await` outside of nested functions.
struct AssignFinder<'m> {
    module: &'m Module,
    found: bool,
}

impl<'m> Visitor<'m> for AssignFinder<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Py(Py::Assign(var, _)) = &expr.kind {
            self.found |= self.module.var(*var).is_none_or(|var| var.kind != VarKind::Temp);
        }
        walk::walk_expr(self, expr);
    }
}

struct AwaitFinder<'m> {
    module: &'m Module,
    found: bool,
}

impl<'m> Visitor<'m> for AwaitFinder<'m> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn expr(&mut self, expr: &'m Expr) {
        self.found |= matches!(expr.kind, ExprKind::Py(Py::Await(_)));
        if !self.found {
            walk::walk_expr(self, expr);
        }
    }

    fn func(&mut self, func: &'m Function) {
        walk::walk_defaults(self, func);
    }
}

/// Whether `:=` in the expression gives a variable of the source a value.
pub(super) fn assigns_variable(module: &Module, expr: &Expr) -> bool {
    let mut finder = AssignFinder { module, found: false };
    finder.expr(expr);
    finder.found
}

/// Whether the expression awaits.
pub(super) fn has_await(module: &Module, expr: &Expr) -> bool {
    let mut finder = AwaitFinder { module, found: false };
    finder.expr(expr);
    finder.found
}

fn comp_has_await(module: &Module, comp: &Comp) -> bool {
    let in_result = match &comp.kind {
        CompKind::List(elt) | CompKind::Set(elt) | CompKind::Generator(elt) => {
            has_await(module, elt)
        }
        CompKind::Dict(key, value) => has_await(module, key) || has_await(module, value),
    };
    let in_clause = |(position, clause): (usize, &Clause)| {
        clause.is_async
            || (position > 0 && has_await(module, &clause.iter))
            || clause.conditions.iter().any(|test| has_await(module, test))
    };
    in_result || comp.clauses.iter().enumerate().any(in_clause)
}
