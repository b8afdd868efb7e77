//! Comprehensions as `map`, `filter` and `flatMap`, and `any`, `all` as `some`, `every`.
//!
//! ```text
//! [x.name for x in xs if x.ok]       xs.filter((x) => …).map((x) => x.name)
//! [f(i, x) for i, x in enumerate(xs)]  xs.map((x, i) => f(i, x))
//! ```
//!
//! Only where nothing can tell: see [`crate::facts::purity`].

use crate::base::Span;
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, Clause, Comp, CompKind, Expr, ExprKind, Module, Place, PlaceKind, Py, Type, VarId,
};
use crate::tables::returns::Returns;

use super::comprehension::{assigns_variable, has_await};
use super::emitter::Emitter;
use super::js::{E, Global, P, Params, ast};

/// See [`Emitter::walked`].
struct Walked {
    source: E,
    /// The parameters of the function that is called for each item.
    params: Vec<P>,
    /// `source` is an array in JavaScript.
    is_array: bool,
    is_pure: bool,
    is_filtered: bool,
    /// Whether the second parameter is the index: `enumerate` is not called.
    is_indexed: bool,
}

impl Emitter<'_> {
    /// `map`, `filter`, `flatMap`, `Array.from`.
    pub fn mapped(&mut self, span: Span, comp: &Comp) -> Option<E> {
        match &comp.kind {
            CompKind::List(elt) => {
                let mapped = self.mapped_list(span, &comp.clauses, elt);
                mapped.or_else(|| self.collected(span, &comp.clauses, &[elt]))
            }
            CompKind::Dict(key, value) => {
                let pairs = self.mapped_pairs(span, &comp.clauses, key, value);
                let pairs = pairs.or_else(|| self.collected(span, &comp.clauses, &[key, value]))?;
                Some(self.new_dict(span, Some(pairs)))
            }
            CompKind::Set(elt) => {
                let items = self.mapped_list(span, &comp.clauses, elt);
                let items = items.or_else(|| self.collected(span, &comp.clauses, &[elt]))?;
                Some(self.help(span, "set", vec![items]))
            }
            CompKind::Generator(_) => None,
        }
    }

    /// The list of the elements, where the items may be walked by `map` and `filter`.
    pub fn mapped_list(&mut self, span: Span, clauses: &[Clause], elt: &Expr) -> Option<E> {
        if let [first, rest @ ..] = clauses
            && !rest.is_empty()
        {
            return self.flat_list(span, first, rest, elt);
        }
        if let Some(zipped) = self.zipped_list(span, clauses, elt) {
            return Some(zipped);
        }
        let walked = self.walked(span, clauses, &[elt])?;
        if let [clause] = clauses
            && is_item_itself(elt, clause, walked.is_indexed)
        {
            return Some(match walked.is_filtered {
                true => walked.source,
                false => {
                    let items = self.js.spread(walked.source);
                    self.at(span).array(vec![items])
                }
            });
        }
        let body = self.expr(elt);
        Some(self.map_items(span, walked, body))
    }

    /// `[x for row in rows for x in row]` is `rows.flatMap((row) => row)`.
    fn flat_list(&mut self, span: Span, first: &Clause, rest: &[Clause], elt: &Expr) -> Option<E> {
        let clauses = || std::iter::once(first).chain(rest);
        let parts = || {
            let tests = clauses().flat_map(|clause| &clause.conditions);
            tests.chain(rest.iter().map(|clause| &clause.iter)).chain([elt])
        };
        let fits = self.ty(&first.iter).is_array()
            && parts().all(|part| self.purity.is_pure(self.module, part))
            && !parts().any(|part| has_await(self.module, part))
            && !clauses().any(|clause| clause.is_async);
        let all: Vec<Clause> = clauses().cloned().collect();
        if !fits || self.shares_variables(&all) {
            return None;
        }
        for clause in clauses() {
            self.clause_pattern(clause)?;
        }
        let inner = match rest {
            [clause] if clause.conditions.is_empty() && is_item_itself(elt, clause, false) => {
                match self.ty(&clause.iter).is_array() {
                    true => self.expr(&clause.iter),
                    false => self.mapped_list(span, rest, elt)?,
                }
            }
            _several => self.mapped_list(span, rest, elt)?,
        };
        let walked = self.walked(span, std::slice::from_ref(first), &parts_within(rest, elt))?;
        let at = self.at(span);
        let arrow = at.arrow(Params::new(walked.params), inner);
        Some(at.call(at.member(walked.source, "flatMap"), vec![arrow]))
    }

    fn mapped_pairs(
        &mut self,
        span: Span,
        clauses: &[Clause],
        key: &Expr,
        value: &Expr,
    ) -> Option<E> {
        let walked = self.walked(span, clauses, &[key, value])?;
        if walked.is_filtered && is_pair_itself(key, value, clauses) {
            return Some(walked.source);
        }
        let pair = vec![self.expr(key), self.expr(value)];
        let body = self.js.array(pair);
        Some(self.map_items(span, walked, body))
    }

    fn map_items(&mut self, span: Span, walked: Walked, body: E) -> E {
        let at = self.at(span);
        let arrow = at.arrow(Params::new(walked.params), body);
        match walked.is_array && walked.is_pure {
            true => at.call(at.member(walked.source, "map"), vec![arrow]),
            false => {
                let array = at.nowhere().global(Global::Array);
                at.call(at.member(array, "from"), vec![walked.source, arrow])
            }
        }
    }

    /// What a comprehension of one clause walks, its conditions applied.
    fn walked(&mut self, span: Span, clauses: &[Clause], results: &[&Expr]) -> Option<Walked> {
        let [clause] = clauses else { return None };
        let parts = || results.iter().copied().chain(&clause.conditions);
        let suspends = parts().any(|part| has_await(self.module, part));
        if suspends || clause.is_async || self.shares_variables(clauses) {
            return None;
        }
        let is_pure = parts().all(|part| self.purity.is_pure(self.module, part));
        if let Some(walked) = self.walked_with_index(span, clause, results, is_pure) {
            return Some(walked);
        }
        let is_list = self.ty(&clause.iter).is_array();
        let pattern = self.clause_pattern(clause)?;
        let at = self.at(span);
        if clause.conditions.is_empty() {
            let source = self.iterable(&clause.iter);
            return Some(Walked {
                source,
                params: vec![pattern],
                is_array: is_list,
                is_pure,
                is_filtered: false,
                is_indexed: false,
            });
        }
        // All conditions would be tested before the first element is made.
        let assigns = clause.conditions.iter().any(|test| assigns_variable(self.module, test));
        if !is_pure || assigns {
            return None;
        }
        let test = self.conditions(&clause.conditions);
        let filter = at.arrow(Params::new(vec![pattern]), test);
        let iter = self.iterable(&clause.iter);
        let items = match is_list {
            true => iter,
            false => at.array(vec![self.js.spread(iter)]),
        };
        let source = at.call(at.member(items, "filter"), vec![filter]);
        let params = vec![self.clause_pattern(clause)?];
        Some(Walked {
            source,
            params,
            is_array: true,
            is_pure,
            is_filtered: true,
            is_indexed: false,
        })
    }

    /// A clause over `enumerate(xs)`: JavaScript gives the index as the second argument. After a filter
    /// it counts anew, so then the results must not mention it.
    fn walked_with_index(
        &mut self,
        span: Span,
        clause: &Clause,
        results: &[&Expr],
        is_pure: bool,
    ) -> Option<Walked> {
        let (items, mut params) = self.enumerated(clause)?;
        let is_array = self.ty(items).is_array();
        if clause.conditions.is_empty() {
            let source = self.iterable(items);
            return Some(Walked {
                source,
                params,
                is_array,
                is_pure,
                is_filtered: false,
                is_indexed: true,
            });
        }
        let mut index = Vec::new();
        if let PlaceKind::Unpack { before, .. } = &clause.place.kind {
            before.iter().take(1).for_each(|place| place.vars(&mut index));
        }
        let mentions_index = results
            .iter()
            .any(|result| index.iter().any(|var| mentions(self.module, result, *var)));
        if !is_pure || mentions_index {
            return None;
        }
        let at = self.at(span);
        let test = self.conditions(&clause.conditions);
        let filter = at.arrow(Params::new(params.clone()), test);
        let iter = self.iterable(items);
        let items = match is_array {
            true => iter,
            false => at.array(vec![self.js.spread(iter)]),
        };
        let source = at.call(at.member(items, "filter"), vec![filter]);
        params.truncate(1);
        Some(Walked {
            source,
            params,
            is_array: true,
            is_pure,
            is_filtered: true,
            is_indexed: true,
        })
    }

    /// `for i, x in enumerate(xs)` is `xs.map((x, i) => …)`: the items, and both parameters.
    fn enumerated<'e>(&mut self, clause: &'e Clause) -> Option<(&'e Expr, Vec<P>)> {
        let ExprKind::Py(Py::Builtin { row, args, keywords }) = &clause.iter.kind else {
            return None;
        };
        let ([Arg::Pos(items)], Returns::Numbered, []) =
            (args.as_slice(), row.returns, keywords.as_slice())
        else {
            return None;
        };
        let PlaceKind::Unpack { before, star: None, after } = &clause.place.kind else {
            return None;
        };
        let ([index, item], []) = (before.as_slice(), after.as_slice()) else { return None };
        if !matches!(index.kind, PlaceKind::Var(_)) {
            return None;
        }
        let item_ty = self.ty(items).item();
        let item = self.exact_pattern(item, &item_ty)?;
        let index = self.exact_pattern(index, &Type::INT)?;
        Some((items, vec![item, index]))
    }

    /// A generator expression of one clause that is walked where it stands.
    pub fn walked_by(&mut self, span: Span, clauses: &[Clause], elt: &Expr) -> Option<E> {
        let helper = match clauses {
            [clause] if clause.conditions.is_empty() => "generate",
            _tested => "generateIf",
        };
        let args = self.by_functions(span, clauses, &[elt])?;
        Some(self.help(span, helper, args))
    }

    /// A comprehension of one clause whose conditions may act: each is tested in the turn of its item.
    fn collected(&mut self, span: Span, clauses: &[Clause], results: &[&Expr]) -> Option<E> {
        let args = self.by_functions(span, clauses, results)?;
        Some(self.help(span, "collect", args))
    }

    /// What is walked, then the conditions of the clause and its results as functions of the item. Without
    /// the latter where the result is the item. Two results are a pair.
    fn by_functions(
        &mut self,
        span: Span,
        clauses: &[Clause],
        results: &[&Expr],
    ) -> Option<Vec<E>> {
        let [clause] = clauses else { return None };
        let mut parts = results.iter().copied().chain(&clause.conditions);
        let suspends = parts.any(|part| has_await(self.module, part));
        if suspends || clause.is_async || self.shares_variables(clauses) {
            return None;
        }
        let pattern = self.clause_pattern(clause)?;
        let at = self.at(span);
        let mut args = vec![self.expr(&clause.iter)];
        if !clause.conditions.is_empty() {
            let test = self.conditions(&clause.conditions);
            args.push(at.arrow(Params::new(vec![pattern.clone()]), test));
        }
        let body = match results {
            [elt] if !clause.conditions.is_empty() && is_item_itself(elt, clause, false) => {
                return Some(args);
            }
            [elt] => self.expr(elt),
            several => {
                let pair: Vec<E> = several.iter().map(|result| self.expr(result)).collect();
                self.js.array(pair)
            }
        };
        args.push(at.arrow(Params::new(vec![pattern]), body));
        Some(args)
    }

    /// Whether the sum of such elements is a number of items: `1`, or a test.
    pub fn counts(&self, elt: &Expr) -> bool {
        matches!(&elt.kind, ExprKind::Int(value) if *value == 1.into()) || self.ty(elt).is_bool()
    }

    /// `sum(1 for x in xs if test)` is `xs.filter((x) => test).length`, and so is `sum(test for x in xs)`.
    pub fn counted(&mut self, span: Span, clauses: &[Clause], elt: &Expr) -> Option<E> {
        let [clause] = clauses else { return None };
        let is_one = matches!(elt.kind, ExprKind::Int(_));
        let mut clause = clause.clone();
        if !is_one {
            clause.conditions.push(elt.clone());
        }
        let walked = self.walked(span, std::slice::from_ref(&clause), &[])?;
        let at = self.at(span);
        let items = match walked.is_array {
            true => walked.source,
            false => at.array(vec![self.js.spread(walked.source)]),
        };
        Some(at.member(items, "length"))
    }

    /// `next((x for x in xs if test), None)` is `xs.find((x) => test) ?? null`. Another default stands
    /// for an item that is `None` too, so there must be none. `next((i for i, x in enumerate(xs) if
    /// test), -1)` is `xs.findIndex((x, i) => test)`.
    pub fn found(
        &mut self,
        span: Span,
        clauses: &[Clause],
        elt: &Expr,
        default: &Expr,
    ) -> Option<E> {
        let [clause] = clauses else { return None };
        let is_pure = clause.conditions.iter().all(|part| self.purity.is_pure(self.module, part));
        let suspends = clause.conditions.iter().any(|part| has_await(self.module, part));
        let assigns = clause.conditions.iter().any(|part| assigns_variable(self.module, part));
        let fits = !clause.conditions.is_empty() && is_pure && !suspends && !assigns;
        if !fits || clause.is_async || self.shares_variables(clauses) {
            return None;
        }
        let (items, method, params) = match self.enumerated(clause) {
            Some((items, params)) => {
                let is_index = matches!(&clause.place.kind, PlaceKind::Unpack { before, .. }
                    if before.first().is_some_and(|index| is_variable(elt, index)));
                if !is_index || default.as_int() != Some(-1) {
                    return None;
                }
                (items, "findIndex", params)
            }
            None => {
                let may_be_none =
                    self.ty(&clause.iter).item().any(|ty| ty.is_none() || ty.is_any());
                let is_none = matches!(default.kind, ExprKind::None);
                let is_constant = default.is_atom() || default.as_int().is_some();
                let fits = is_item_itself(elt, clause, false) && is_constant;
                if !fits || (may_be_none && !is_none) {
                    return None;
                }
                (&clause.iter, "find", vec![self.clause_pattern(clause)?])
            }
        };
        if !self.ty(items).is_array() {
            return None;
        }
        let items = self.expr(items);
        let test = self.conditions(&clause.conditions);
        let at = self.at(span);
        let found = at.call(at.member(items, method), vec![at.arrow(Params::new(params), test)]);
        if method == "findIndex" {
            return Some(found);
        }
        let default = self.expr(default);
        Some(at.binary(ast::BinaryOp::NullishCoalescing, found, default))
    }

    /// `any(test for x in xs)` is `xs.some((x) => test)`: both stop at the first hit.
    pub fn quantified(&mut self, span: Span, comp: &Comp, method: &str) -> Option<E> {
        let CompKind::Generator(elt) = &comp.kind else { return None };
        let [clause] = comp.clauses.as_slice() else { return None };
        let is_pure = self.purity.is_pure(self.module, elt);
        let fits = self.ty(&clause.iter).is_array()
            && clause.conditions.is_empty()
            && is_pure
            && !clause.is_async
            && !self.shares_variables(&comp.clauses)
            && !has_await(self.module, elt);
        if !fits {
            return None;
        }
        let pattern = self.clause_pattern(clause)?;
        let test = self.test(elt);
        let items = self.expr(&clause.iter);
        let at = self.at(span);
        let arrow = at.arrow(Params::new(vec![pattern]), test);
        Some(at.call(at.member(items, method), vec![arrow]))
    }
}

/// What mentions the item of a clause before these.
fn parts_within<'e>(clauses: &'e [Clause], elt: &'e Expr) -> Vec<&'e Expr> {
    let of_clause = |clause: &'e Clause| std::iter::once(&clause.iter).chain(&clause.conditions);
    clauses.iter().flat_map(of_clause).chain([elt]).collect()
}

/// Whether the element is the item, of `enumerate` the second part.
fn is_item_itself(elt: &Expr, clause: &Clause, is_indexed: bool) -> bool {
    let target = match &clause.place.kind {
        PlaceKind::Unpack { before, star: None, .. } if is_indexed => match before.as_slice() {
            [_index, item] => &item.kind,
            _other => return false,
        },
        whole => whole,
    };
    is_read_of(elt, target)
}

/// Whether the expression reads what the place binds.
fn is_variable(expr: &Expr, place: &Place) -> bool {
    is_read_of(expr, &place.kind)
}

fn is_read_of(expr: &Expr, target: &PlaceKind) -> bool {
    match (&expr.kind, target) {
        (ExprKind::Var(read), PlaceKind::Var(target)) => read == target,
        _other => false,
    }
}

/// Whether `key: value` are the two parts of the item: `{k: v for k, v in pairs if …}`.
fn is_pair_itself(key: &Expr, value: &Expr, clauses: &[Clause]) -> bool {
    let [Clause { place, .. }] = clauses else { return false };
    let PlaceKind::Unpack { before, star: None, after } = &place.kind else { return false };
    let ([first, second], []) = (before.as_slice(), after.as_slice()) else { return false };
    is_variable(key, first) && is_variable(value, second)
}

/// Whether the expression mentions the variable.
fn mentions(module: &Module, expr: &Expr, var: VarId) -> bool {
    struct Finder<'m> {
        module: &'m Module,
        var: VarId,
        found: bool,
    }
    impl<'m> Visitor<'m> for Finder<'m> {
        fn module(&self) -> &'m Module {
            self.module
        }

        fn expr(&mut self, expr: &'m Expr) {
            self.found |= matches!(expr.kind, ExprKind::Var(var) if var == self.var);
            walk::walk_expr(self, expr);
        }
    }
    let mut finder = Finder { module, var, found: false };
    finder.expr(expr);
    finder.found
}
