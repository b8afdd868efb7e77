//! Loops over several lists at once, or over a list and its positions: by index, so that no pair is made.
//!
//! ```text
//! for i, x in enumerate(xs): …      for (let i = 0; i < xs.length; i++) { const x = xs[i]; … }
//! for a, b in zip(xs, ys): …        for (let i = 0; i < xs.length && i < ys.length; i++) { … }
//! ```
//!
//! A list that grows or shrinks meanwhile is walked as Python does: its length is asked for in each round.

use crate::base::Span;
use crate::ir::{Arg, Clause, Expr, ExprKind, Place, PlaceKind, Py, Type};
use crate::tables::returns::Returns;

use super::comprehension::has_await;
use super::emitter::Emitter;
use super::js::ast::{self, VarDeclKind};
use super::js::{E, P, Params, S};

/// The head of such a loop, and what the body starts with.
pub(super) struct Indexed {
    pub init: Vec<(P, E)>,
    pub test: E,
    pub update: E,
    pub bound: Vec<S>,
}

impl Emitter<'_> {
    pub fn indexed(&mut self, span: Span, place: &Place, iter: &Expr) -> Option<Indexed> {
        let PlaceKind::Unpack { before, star: None, after } = &place.kind else { return None };
        let ExprKind::Py(Py::Builtin { row, args, keywords }) = &iter.kind else { return None };
        if !keywords.is_empty() || !after.is_empty() || row.library.is_some() {
            return None;
        }
        let lists = args.iter().map(|arg| match arg {
            Arg::Pos(list) if self.ty(list).is_array() || self.ty(list).is_str() => Some(list),
            Arg::Pos(_) | Arg::Spread(_) | Arg::Omitted => None,
        });
        let lists: Vec<&Expr> = lists.collect::<Option<_>>()?;
        let (counter, parts) = match (row.returns, before.as_slice(), lists.as_slice()) {
            (Returns::Numbered, [counter, part], [_list]) => (Some(counter), vec![part]),
            (Returns::Zipped, parts, [_, _, ..]) if parts.len() == lists.len() => {
                (None, parts.iter().collect())
            }
            _other => return None,
        };
        // All that is bound is new in each round.
        let mut vars = Vec::new();
        place.vars(&mut vars);
        let is_const = |this: &Self, var| this.declares(span, var) == Some(VarDeclKind::Const);
        if !vars.iter().all(|var| is_const(self, *var)) {
            return None;
        }
        let name = match counter.map(|counter| &counter.kind) {
            Some(PlaceKind::Var(var)) => self.names.var(*var),
            None | Some(PlaceKind::Ignored) => self.fresh("i"),
            Some(_stored) => return None,
        };
        let types: Vec<Type> = lists.iter().map(|list| self.ty(list).item()).collect();
        let mut patterns = Vec::new();
        for (part, ty) in parts.iter().zip(&types) {
            patterns.push(match &part.kind {
                PlaceKind::Ignored => None,
                _bound => Some(self.exact_pattern(part, ty)?),
            });
        }
        let at = self.at(iter.span);
        let quiet = at.nowhere();
        let mut init = vec![(quiet.bind(&name), quiet.int(0))];
        let mut test: Option<E> = None;
        let mut bound = Vec::new();
        for (list, pattern) in lists.into_iter().zip(patterns) {
            let list = self.walked_list(list, &mut init);
            let length = quiet.member(list.clone(), "length");
            let goes_on = quiet.binary(ast::BinaryOp::Lt, quiet.ident(&name), length);
            test = Some(match test {
                Some(others) => quiet.binary(ast::BinaryOp::LogicalAnd, others, goes_on),
                None => goes_on,
            });
            if let Some(pattern) = pattern {
                let item = quiet.index(list, quiet.ident(&name));
                bound.push(quiet.declare(VarDeclKind::Const, pattern, Some(item)));
            }
        }
        let update = quiet.update(ast::UpdateOp::PlusPlus, false, quiet.ident(&name));
        Some(Indexed { init, test: test?, update, bound })
    }

    /// `[a * b for a, b in zip(xs, ys)]` of lists is `zipWith((a, b) => a * b, xs, ys)`; of what may be lists `zipWithAny`.
    pub fn zipped_list(&mut self, span: Span, clauses: &[Clause], elt: &Expr) -> Option<E> {
        let [clause] = clauses else { return None };
        let PlaceKind::Unpack { before, star: None, after } = &clause.place.kind else {
            return None;
        };
        let ExprKind::Py(Py::Builtin { row, args, keywords }) = &clause.iter.kind else {
            return None;
        };
        let fits = row.returns == Returns::Zipped
            && row.library.is_none()
            && keywords.is_empty()
            && after.is_empty()
            && args.len() == 2
            && before.len() == 2
            && clause.conditions.is_empty()
            && !clause.is_async
            && !has_await(self.module, elt)
            && !self.shares_variables(clauses);
        if !fits {
            return None;
        }
        let lists = args.iter().map(|arg| match arg {
            Arg::Pos(list) if self.ty(list).is_array() || self.ty(list).is_any() => Some(list),
            Arg::Pos(_) | Arg::Spread(_) | Arg::Omitted => None,
        });
        let lists: Vec<&Expr> = lists.collect::<Option<_>>()?;
        let are_lists = lists.iter().all(|list| self.ty(list).is_array());
        let mut params = Vec::new();
        for (part, list) in before.iter().zip(&lists) {
            let item = if are_lists { self.ty(list).item() } else { Type::Any };
            params.push(self.exact_pattern(part, &item)?);
        }
        let body = self.expr(elt);
        let mut values = vec![self.at(span).arrow(Params::new(params), body)];
        values.extend(lists.into_iter().map(|list| self.expr(list)));
        Some(self.help(span, if are_lists { "zipWith" } else { "zipWithAny" }, values))
    }

    /// The list under a name that stays.
    fn walked_list(&mut self, list: &Expr, init: &mut Vec<(P, E)>) -> E {
        let stays = matches!(list.kind, ExprKind::Var(var) if self.is_bound_once(list, var));
        let is_text = self.ty(list).is_str();
        let js = self.expr(list);
        if stays && !is_text {
            return js;
        }
        let quiet = self.js;
        let name = self.fresh(if is_text { "chars" } else { "walked" });
        let items = match is_text {
            true => quiet.array(vec![quiet.spread(js)]),
            false => js,
        };
        init.push((quiet.bind(&name), items));
        quiet.ident(&name)
    }

    /// Whether the variable holds the same all the time.
    pub fn is_bound_once(&self, read: &Expr, var: crate::ir::VarId) -> bool {
        let row = self.module.var(var);
        row.is_some_and(|row| row.writes == 1 && !row.is_shared)
            && !self.types.may_be_unbound(read.id)
    }
}
