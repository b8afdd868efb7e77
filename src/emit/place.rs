//! Storing into places.

use crate::base::Span;
use crate::ir::{Expr, ExprKind, Place, PlaceKind, Type, VarId};

use super::emitter::Emitter;
use super::js::ast::{AssignOp, VarDeclKind};
use super::js::{E, P, S};

impl Emitter<'_> {
    /// Statements that store a value into a place. `stmt` is the span of the statement, which may be
    /// the one that declares a variable.
    pub fn store(&mut self, place: &Place, value: E, ty: &Type, stmt: Span, out: &mut Vec<S>) {
        let at = self.at(place.span);
        match &place.kind {
            PlaceKind::Error | PlaceKind::Ignored => {}
            PlaceKind::Var(var) => {
                let is_const = self.declares(stmt, *var) == Some(VarDeclKind::Const);
                let stored = self.store_var(place.span, *var, value, stmt);
                out.push(stored);
                out.extend(if is_const { self.bound_text(*var) } else { None });
            }
            PlaceKind::Symbol(symbol) => {
                self.used_symbols.insert(*symbol);
                let name = self.names.symbol(*symbol);
                out.push(at.expression(at.assign(AssignOp::Assign, at.bind(&name), value)));
            }
            PlaceKind::Attr { object, name } => {
                let object = self.expr(object);
                let target = at.target(at.member(object, name));
                out.push(at.expression(at.assign(AssignOp::Assign, target, value)));
            }
            PlaceKind::Index { object, index } => {
                let stored = self.store_index(place.span, object, index, value);
                out.push(at.expression(stored));
            }
            PlaceKind::Slice { object, lower, upper, step } => {
                let object = self.expr(object);
                let bounds = [lower, upper, step].map(|bound| match bound {
                    Some(bound) => self.expr(bound),
                    None => self.js.null(),
                });
                let mut args = vec![object];
                args.extend(bounds);
                args.push(value);
                let stored = self.help(place.span, "setSlice", args);
                out.push(at.expression(stored));
            }
            PlaceKind::Unpack { before, star, after } => {
                let parts = (before.as_slice(), star.as_deref(), after.as_slice());
                self.store_parts(place, parts, value, ty, stmt, out);
            }
        }
    }

    pub fn store_var(&mut self, span: Span, var: VarId, value: E, stmt: Span) -> S {
        let at = self.at(stmt);
        let name = self.names.var(var);
        let pattern = self.at(span).bind(&name);
        match self.take_declaration(stmt, var) {
            Some(kind) => at.declare(kind, pattern, Some(value)),
            None => at.expression(at.assign(AssignOp::Assign, pattern, value)),
        }
    }

    /// How the statement declares the variable, if it does.
    pub fn declares(&self, stmt: Span, var: VarId) -> Option<VarDeclKind> {
        let declarations = &self.func()?.declarations;
        if !declarations.is_declared_by(stmt, var) {
            return None;
        }
        Some(if declarations.is_const(var) { VarDeclKind::Const } else { VarDeclKind::Let })
    }

    /// The same, for the place in the output that declares it.
    pub fn take_declaration(&mut self, stmt: Span, var: VarId) -> Option<VarDeclKind> {
        let kind = self.declares(stmt, var)?;
        if let Some(func) = self.funcs.last_mut() {
            func.declarations.declared(stmt, var);
        }
        Some(kind)
    }

    fn store_index(&mut self, span: Span, object: &Expr, index: &Expr, value: E) -> E {
        let ty = self.ty(object);
        let is_list = ty.is_list() && self.ty(index).is_int();
        if let ExprKind::Str(key) = &index.kind
            && let Some(field) = self.record_field(span, object, key)
        {
            let at = self.at(span);
            return at.assign(AssignOp::Assign, at.target(field), value);
        }
        let is_in_range =
            self.proofs.is_place_in_range(span) || self.proofs.is_place_in_range_once_read(span);
        let is_plain =
            is_in_range && (self.asserts_proofs || self.types.is_certain_list(object.id));
        if self.ty(index).is_exact_int() && is_plain {
            let (list, index) = (self.expr(object), self.expr(index));
            if self.asserts_proofs {
                return self.help(span, "provenStore", vec![list, index, value]);
            }
            let at = self.at(span);
            let target = at.target(at.index(list, index));
            return at.assign(AssignOp::Assign, target, value);
        }
        if self.types.is_map(object) {
            let (map, key) = (self.expr(object), self.expr(index));
            let at = self.at(span);
            return at.call(at.member(map, "set"), vec![key, value]);
        }
        let args = vec![self.expr(object), self.expr(index), value];
        self.help(span, if is_list { "setIndex" } else { "setItem" }, args)
    }

    /// `a, (b, c) = value`. One destructuring where every part is a variable, else part by part.
    fn store_parts(
        &mut self,
        place: &Place,
        parts: (&[Place], Option<&Place>, &[Place]),
        value: E,
        ty: &Type,
        stmt: Span,
        out: &mut Vec<S>,
    ) {
        let (before, star, after) = parts;
        let at = self.at(stmt);
        let all: Vec<&Place> = before.iter().chain(star).chain(after).collect();
        let values = self.unpacked(place.span, before, star, after, value, ty);
        let mut vars = Vec::new();
        all.iter().for_each(|part| part.vars(&mut vars));
        let is_flat =
            all.iter().all(|part| matches!(part.kind, PlaceKind::Var(_) | PlaceKind::Ignored));
        let kinds: Vec<Option<VarDeclKind>> =
            vars.iter().map(|var| self.declares(stmt, *var)).collect();
        if is_flat && vars.is_empty() {
            out.extend(nothing_kept(values).map(|values| at.expression(values)));
            return;
        }
        let is_same =
            kinds.windows(2).all(|pair| matches!(pair, [a, b] if a.is_some() == b.is_some()));
        if is_flat && is_same {
            let patterns = all.iter().map(|part| match &part.kind {
                PlaceKind::Var(var) => {
                    self.take_declaration(stmt, *var);
                    Some(self.at(part.span).bind(&self.names.var(*var)))
                }
                _ignored => None,
            });
            let pattern = at.array_pattern(patterns.collect());
            let all_const = kinds.iter().all(|kind| matches!(kind, Some(VarDeclKind::Const)));
            out.push(match kinds.first() {
                Some(Some(_)) if all_const => at.const_(pattern, values),
                Some(Some(_)) => at.let_(pattern, Some(values)),
                Some(None) | None => at.expression(at.assign(AssignOp::Assign, pattern, values)),
            });
            return;
        }
        let name = self.fresh("parts");
        out.push(at.const_(at.nowhere().bind(&name), values));
        let kept = |part: &&Place| !matches!(part.kind, PlaceKind::Ignored);
        for (index, part) in all.into_iter().enumerate().filter(|(_, part)| kept(part)) {
            let quiet = at.nowhere();
            let value = quiet.index(quiet.ident(&name), quiet.int(index as i64));
            self.store(part, value, &ty.part(index), stmt, out);
        }
    }

    /// The parts as an array of exactly the wanted length.
    pub fn unpacked(
        &mut self,
        span: Span,
        before: &[Place],
        star: Option<&Place>,
        after: &[Place],
        value: E,
        ty: &Type,
    ) -> E {
        let count = before.len() + after.len();
        let js = self.js;
        match (star, ty) {
            (None, Type::Tuple(items)) if items.len() == count => value,
            (None, _) => self.help(span, "unpack", vec![value, js.int(count as i64)]),
            (Some(_), _) => {
                let args = vec![value, js.int(before.len() as i64), js.int(after.len() as i64)];
                self.help(span, "unpackStar", args)
            }
        }
    }

    /// The place as a pattern that binds new variables, where destructuring does exactly what Python's
    /// unpacking does: plain variables, and tuples of known length.
    pub fn exact_pattern(&mut self, place: &Place, ty: &Type) -> Option<P> {
        let at = self.at(place.span);
        match (&place.kind, ty) {
            (PlaceKind::Var(var), _) => {
                let name = self.names.var(*var);
                Some(at.bind(&name))
            }
            (PlaceKind::Unpack { before, star: None, after }, Type::Tuple(items))
                if after.is_empty() && before.len() == items.len() =>
            {
                let parts: Option<Vec<Option<P>>> = std::iter::zip(before, items)
                    .map(|(part, ty)| match &part.kind {
                        PlaceKind::Ignored => Some(None),
                        _bound => self.exact_pattern(part, ty).map(Some),
                    })
                    .collect();
                Some(at.array_pattern(parts?))
            }
            _other => None,
        }
    }
}

/// What is left to do for a value of which no part is kept.
pub(super) fn nothing_kept(value: E) -> Option<E> {
    (!matches!(*value, super::js::ast::Expr::Ident(_))).then_some(value)
}
