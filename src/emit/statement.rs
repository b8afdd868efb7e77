//! Statements.

use crate::base::{Name, Span};
use crate::ir::{
    Arg, BinaryOp, Expr, ExprKind, Js as JsIr, Place, PlaceKind, Py, Role, Stmt, StmtKind, Type,
    VarKind,
};
use crate::tables::returns::Returns;

use super::emitter::Emitter;
use super::indexed::Indexed;
use super::js::ast::{self, AssignOp, VarDeclKind};
use super::js::{E, P, S};
use super::operators::{Operand, Sign};
use super::order::is_path;
use super::react::EffectResult;

/// The variables, the test and the step of a counting `for`.
type Counting = (Vec<(P, E)>, E, E);

impl Emitter<'_> {
    /// A list of statements, with the declarations that stand before some of them.
    pub fn block(&mut self, stmts: &[Stmt]) -> Vec<S> {
        let Some(func) = self.funcs.last_mut() else { return Vec::new() };
        let id = func.next_block;
        func.next_block += 1;
        let mut out = Vec::new();
        for (index, stmt) in stmts.iter().enumerate() {
            self.declare_before(id, index, &mut out);
            self.stmt(stmt, &mut out);
        }
        out
    }

    fn declare_before(&mut self, block: super::declare::BlockId, index: usize, out: &mut Vec<S>) {
        let Some(func) = self.func() else { return };
        let vars = func.declarations.before(block, index).to_vec();
        let unbound = self.types.vars_that_may_be_unbound();
        let js = self.js;
        let (sentinel, plain): (Vec<_>, Vec<_>) =
            vars.into_iter().partition(|var| unbound.contains(var));
        for (vars, is_unbound) in [(sentinel, true), (plain, false)] {
            if vars.is_empty() {
                continue;
            }
            let names = vars.iter().map(|var| {
                let value = is_unbound.then(|| self.helper("unbound"));
                (js.bind(&self.names.var(*var)), value)
            });
            let names = names.collect();
            out.push(js.declare_all(VarDeclKind::Let, names));
        }
    }

    fn stmt(&mut self, stmt: &Stmt, out: &mut Vec<S>) {
        let span = stmt.span;
        let at = self.at(span);
        match &stmt.kind {
            StmtKind::Error | StmtKind::Pass => {}
            StmtKind::Expr(expr) => out.push(self.expr_stmt(span, expr)),
            StmtKind::Assign { place, value } => self.assign(span, place, value, out),
            StmtKind::AugAssign { place, op, value } => {
                self.aug_assign(span, place, *op, value, out)
            }
            StmtKind::Delete(place) => self.delete(span, place, out),
            StmtKind::Return(value) => self.return_stmt(span, value.as_ref(), out),
            StmtKind::If { test, body, orelse } => {
                let test = self.test(test);
                let body = self.block(body);
                let orelse = self.block(orelse);
                out.push(at.if_(test, body, orelse));
            }
            StmtKind::While { test, body, orelse } => {
                let test = self.in_loop(None, |this| this.test(test));
                let (body, label) = self.loop_body(body, !orelse.is_empty());
                let looped = at.while_(test, body);
                self.with_else(span, looped, label, orelse, out);
            }
            StmtKind::For { is_async, place, iter, body, orelse } => {
                self.for_stmt(stmt, *is_async, place, (iter, body, orelse), out);
            }
            StmtKind::With { is_async, context, place, body } => {
                self.with_stmt(span, *is_async, context, place.as_ref(), body, out);
            }
            StmtKind::Try { body, handlers, orelse, finally } => {
                self.try_stmt(span, body, handlers, orelse, finally, out);
            }
            StmtKind::Raise { exc, cause } => {
                let raised = self.raise(span, exc.as_ref(), cause.as_ref());
                out.push(raised);
            }
            StmtKind::Assert { test, msg } => {
                let test = self.test(test);
                let class = self.helper("AssertionError");
                let msg: Vec<E> = msg.iter().map(|msg| self.expr(msg)).collect();
                let thrown = at.throw(at.new_object(class, msg));
                out.push(at.if_short(at.not(test), thrown));
            }
            StmtKind::Def { var, func } => {
                let Some(func) = self.module.func(*func) else { return };
                let constants = self.default_constants(func);
                out.extend(constants);
                let name = self.names.var(*var);
                let is_known = self
                    .module
                    .var(*var)
                    .is_some_and(|var| matches!(var.kind, VarKind::Function(_)));
                if is_known && self.take_declaration(span, *var).is_some() {
                    out.push(self.function_declaration(func, &name));
                    out.extend(self.name_statement(func, &name));
                    return;
                }
                let value = self.function_expression(func);
                let value = self.with_name(func, value);
                out.push(self.store_var(func.name_span, *var, value, span));
            }
            StmtKind::Break => {
                let label = self.func().and_then(|func| func.loops.last().cloned().flatten());
                out.push(at.break_(label.as_deref()));
            }
            StmtKind::Continue => out.push(at.continue_(None)),
        }
    }

    fn expr_stmt(&mut self, span: Span, expr: &Expr) -> S {
        let at = self.at(span);
        match &expr.kind {
            ExprKind::Js(JsIr::Throw(value)) => {
                let value = self.expr(value);
                return at.throw(value);
            }
            ExprKind::Py(Py::Method { object, name, args, keywords, .. }) => {
                if let Some(call) = self.method_statement(expr.span, object, name, args, keywords) {
                    return at.expression(call);
                }
            }
            _other => {}
        }
        if let Some(yielded) = self.yield_statement(expr) {
            return at.expression(yielded);
        }
        let value = self.expr(expr);
        at.expression(value)
    }

    fn assign(&mut self, span: Span, place: &Place, value: &Expr, out: &mut Vec<S>) {
        let ty = self.ty(value).clone();
        let js = match (&place.kind, &value.kind) {
            // The tuple is taken apart at once: no one else sees it.
            (PlaceKind::Unpack { star: None, before, .. }, ExprKind::Py(Py::Tuple(items)))
                if items.len() == before.len()
                    && items.iter().all(|item| matches!(item, Arg::Pos(_))) =>
            {
                let items = self.elements(items);
                let array = self.at(value.span).array(items);
                let known = Type::Tuple(vec![Type::Any; before.len()]);
                let ty = if ty.is_tuple() { ty } else { known };
                return self.store(place, array, &ty, span, out);
            }
            (PlaceKind::Var(var), ExprKind::Class(class)) => {
                return self.class_statement(span, *var, class, out);
            }
            _other => {
                let defaults = self.defaults_within(value);
                out.extend(defaults);
                self.expr(value)
            }
        };
        self.store(place, js, &ty, span, out);
    }

    fn aug_assign(
        &mut self,
        span: Span,
        place: &Place,
        op: BinaryOp,
        value: &Expr,
        out: &mut Vec<S>,
    ) {
        let (mut current, ty) = self.read_place(place);
        if ty.is_given() {
            current = self.converted(span, &ty, current);
        }
        let right = self.operand(value);
        let is_plain_value = ty.all(|ty| ty.is_number() || ty.is_str());
        let left =
            Operand { span, js: current, ty: ty.clone(), literal: None, sign: Sign::Unknown };
        let result = self.in_place(span, op, left, right);
        if let Some(short) = self.short_assign(span, place, is_plain_value, &result) {
            out.push(short);
            return;
        }
        self.store(place, result, &ty, span, out);
    }

    /// `x += v` for `x = x + v`.
    fn short_assign(&mut self, span: Span, place: &Place, fits: bool, result: &E) -> Option<S> {
        let ast::Expr::Bin(binary) = &**result else { return None };
        let op = match binary.op {
            ast::BinaryOp::Add => AssignOp::AddAssign,
            ast::BinaryOp::Sub => AssignOp::SubAssign,
            ast::BinaryOp::Mul => AssignOp::MulAssign,
            ast::BinaryOp::Div => AssignOp::DivAssign,
            _other => return None,
        };
        if !fits {
            return None;
        }
        let at = self.at(span);
        let target = match &place.kind {
            // `x += 1` asks nothing: `x = bound(x, "x") + 1`
            PlaceKind::Var(_) if self.types.may_be_unbound_place(place.span) => return None,
            PlaceKind::Var(var) => self.at(place.span).bind(&self.names.var(*var)),
            PlaceKind::Symbol(symbol) => self.at(place.span).bind(&self.names.symbol(*symbol)),
            // `p.x += 1` asks nothing: `p.x = attribute(p, "x") + 1`
            PlaceKind::Attr { object, name } if self.may_lack(object, name) => return None,
            PlaceKind::Attr { object, name } => {
                let object = self.expr(object);
                at.target(at.member(object, name))
            }
            PlaceKind::Index { object, index }
                if self.ty(index).is_exact_int()
                    && self.proofs.is_place_in_range(place.span)
                    && self.types.is_certain_list(object.id)
                    && !self.asserts_proofs =>
            {
                let (object, index) = (self.expr(object), self.expr(index));
                at.target(at.index(object, index))
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Index { .. }
            | PlaceKind::Slice { .. }
            | PlaceKind::Unpack { .. } => return None,
        };
        Some(at.expression(at.assign(op, target, binary.right.clone())))
    }

    /// The value a place holds; its operands are atoms.
    fn read_place(&mut self, place: &Place) -> (E, Type) {
        let span = place.span;
        let at = self.at(span);
        match &place.kind {
            PlaceKind::Var(var) => {
                let ty = self.types.var(*var).clone();
                let value = self.var(span, *var);
                match self.types.may_be_unbound_place(span) {
                    true => (self.checked(span, *var, value, false), ty),
                    false => (value, ty),
                }
            }
            PlaceKind::Symbol(symbol) => {
                let ty = self.types.symbol(*symbol).clone();
                (self.symbol(span, *symbol), ty)
            }
            PlaceKind::Attr { object, name } => {
                let may_lack = self.may_lack(object, name);
                let ty = self.types.updated(span).filter(|_| self.ty(object).is_instance());
                let ty = ty.cloned();
                let object = self.expr(object);
                let value = match may_lack {
                    true => {
                        let name = self.js.string(name);
                        self.help(span, "attribute", vec![object, name])
                    }
                    false => at.member(object, name),
                };
                (value, ty.unwrap_or(Type::Any))
            }
            PlaceKind::Index { object, index } => {
                if let ExprKind::Str(key) = &index.kind
                    && let Some(field) = self.ty(object).field(key)
                    && !field.is_optional
                    && let Some(value) = self.record_field(span, object, key)
                {
                    return (value, field.ty.clone());
                }
                let is_map = self.types.is_map(object);
                let (helper, ty) = match (self.ty(object), self.ty(index)) {
                    (Type::List(item), index) if index.is_int() => ("getIndex", (**item).clone()),
                    (Type::Dict(_, value), _) if is_map => ("getKey", (**value).clone()),
                    (Type::Dict(_, value), _) => ("getItem", (**value).clone()),
                    _other => ("getItem", Type::Any),
                };
                let is_exact = self.ty(index).is_exact_int();
                let reads_twice = is_exact
                    && helper == "getIndex"
                    && !ty.may_be_none()
                    && self.is_read_where_it_counts(object, index);
                let object = self.expr(object);
                let index = self.expr(index);
                if is_exact && self.proofs.is_place_in_range(span) {
                    return match self.asserts_proofs {
                        true => (self.help(span, "provenIndex", vec![object, index]), ty),
                        false => (at.index(object, index), ty),
                    };
                }
                if reads_twice {
                    return (self.item_or_checked(span, "getIndex", object, index), ty);
                }
                (self.help(span, helper, vec![object, index]), ty)
            }
            PlaceKind::Slice { object, lower, upper, step } => {
                let object = self.expr(object);
                let mut args = vec![object];
                args.extend(self.bounds([lower.as_deref(), upper.as_deref(), step.as_deref()]));
                (self.help(span, "getSlice", args), Type::Any)
            }
            PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Unpack { .. } => {
                (at.undefined(), Type::Any)
            }
        }
    }

    fn delete(&mut self, span: Span, place: &Place, out: &mut Vec<S>) {
        let at = self.at(span);
        match &place.kind {
            PlaceKind::Var(var) => {
                if self.types.vars_that_may_be_unbound().contains(var) {
                    if self.types.may_be_unbound_place(place.span) {
                        let (read, _) = self.read_place(place);
                        out.push(at.expression(read));
                    }
                    let unbound = self.helper("unbound");
                    let target = at.bind(&self.names.var(*var));
                    out.push(at.expression(at.assign(AssignOp::Assign, target, unbound)));
                }
            }
            PlaceKind::Attr { object, name } => {
                let object = self.expr(object);
                let name = self.js.string(name);
                let call = self.help(span, "delattr", vec![object, name]);
                out.push(at.expression(call));
            }
            PlaceKind::Index { object, index } => {
                let args = vec![self.expr(object), self.expr(index)];
                let call = self.help(span, "delItem", args);
                out.push(at.expression(call));
            }
            PlaceKind::Slice { object, lower, upper, step } => {
                let object = self.expr(object);
                let mut args = vec![object];
                args.extend(self.bounds([lower.as_deref(), upper.as_deref(), step.as_deref()]));
                let call = self.help(span, "delSlice", args);
                out.push(at.expression(call));
            }
            PlaceKind::Unpack { before, star, after } => {
                for part in before.iter().chain(star.as_deref()).chain(after) {
                    self.delete(span, part, out);
                }
            }
            PlaceKind::Error | PlaceKind::Ignored | PlaceKind::Symbol(_) => {}
        }
    }

    fn return_stmt(&mut self, span: Span, value: Option<&Expr>, out: &mut Vec<S>) {
        let at = self.at(span);
        let role = self.func().map_or(Role::Plain, |func| func.role.clone());
        let stmt = match (role, value) {
            (Role::Component, None) => at.return_(Some(at.nowhere().null())),
            (Role::Plain | Role::Body | Role::Effect { .. }, None) => at.return_(None),
            (Role::Effect { .. }, Some(value)) if super::operators::is_none(value) => {
                at.return_(None)
            }
            (Role::Effect { .. }, Some(value)) => match self.effect_result(value) {
                EffectResult::Cleanup(value) => at.return_(Some(value)),
                EffectResult::Nothing(value) => {
                    out.push(at.expression(value));
                    at.return_(None)
                }
            },
            (Role::Plain | Role::Body | Role::Component, Some(value)) => {
                let value = self.expr(value);
                at.return_(Some(value))
            }
        };
        out.push(stmt);
    }

    /// The body of a loop. With an `else`, `break` must leave the `else` out too, by a label.
    fn loop_body(&mut self, body: &[Stmt], has_else: bool) -> (Vec<S>, Option<Name>) {
        let label = has_else.then(|| self.fresh("search"));
        let body = self.in_loop(label.clone(), |this| this.block(body));
        (body, label)
    }

    /// Emits what runs in each round of a loop.
    fn in_loop<T>(&mut self, label: Option<Name>, emit: impl FnOnce(&mut Self) -> T) -> T {
        if let Some(func) = self.funcs.last_mut() {
            func.loops.push(label);
        }
        let emitted = emit(self);
        if let Some(func) = self.funcs.last_mut() {
            func.loops.pop();
        }
        emitted
    }

    fn with_else(
        &mut self,
        span: Span,
        looped: S,
        label: Option<Name>,
        orelse: &[Stmt],
        out: &mut Vec<S>,
    ) {
        let orelse = self.block(orelse);
        let Some(label) = label else {
            out.push(looped);
            return;
        };
        let at = self.at(span);
        let mut block = vec![looped];
        block.extend(orelse);
        out.push(at.labeled(&label, at.nowhere().block(block)));
    }

    fn for_stmt(
        &mut self,
        stmt: &Stmt,
        is_async: bool,
        place: &Place,
        (iter, body, orelse): (&Expr, &[Stmt], &[Stmt]),
        out: &mut Vec<S>,
    ) {
        let span = stmt.span;
        let at = self.at(span);
        let has_else = !orelse.is_empty();
        if !is_async && let Some((init, test, update)) = self.counting(span, place, iter) {
            let (body, label) = self.loop_body(body, has_else);
            let looped = at.for_(init, Some(test), Some(update), body);
            return self.with_else(span, looped, label, orelse, out);
        }
        if !is_async
            && let Some(Indexed { init, test, update, bound }) = self.indexed(span, place, iter)
        {
            let (body, label) = self.loop_body(body, has_else);
            let body = bound.into_iter().chain(body).collect();
            let looped = at.for_(init, Some(test), Some(update), body);
            return self.with_else(span, looped, label, orelse, out);
        }
        let (source, item) = match is_async {
            true => (self.async_iterable(iter), Type::Any),
            false => self.loop_source(place, iter),
        };
        let mut vars = Vec::new();
        place.vars(&mut vars);
        let declares_all =
            !vars.is_empty() && vars.iter().all(|var| self.declares(span, *var).is_some());
        let pattern = match declares_all {
            true => self.exact_pattern(place, &item),
            false => None,
        };
        if let Some(pattern) = pattern {
            let is_const =
                vars.iter().all(|var| self.declares(span, *var) == Some(VarDeclKind::Const));
            let kind = if is_const { VarDeclKind::Const } else { VarDeclKind::Let };
            let (body, label) = self.loop_body(body, has_else);
            let looped = at.for_of_or_await(is_async, kind, pattern, source, body);
            return self.with_else(span, looped, label, orelse, out);
        }
        let name = self.fresh("item");
        let mut whole = Vec::new();
        self.store(place, at.nowhere().ident(&name), &item, span, &mut whole);
        let (body, label) = self.loop_body(body, has_else);
        whole.extend(body);
        let pattern = at.nowhere().bind(&name);
        let looped = at.for_of_or_await(is_async, VarDeclKind::Const, pattern, source, whole);
        self.with_else(span, looped, label, orelse, out);
    }

    /// What a `for` walks and the type of its items: `xs.entries()` for `enumerate(xs)` where nobody sees that its
    /// pairs are no tuples.
    fn loop_source(&mut self, place: &Place, iter: &Expr) -> (E, Type) {
        if let PlaceKind::Unpack { .. } = place.kind
            && let ExprKind::Py(Py::Builtin { row, args, keywords }) = &iter.kind
            && row.returns == Returns::Numbered
            && keywords.is_empty()
            && let [Arg::Pos(items)] = args.as_slice()
        {
            let item = self.ty(items).item();
            let is_array = self.ty(items).is_array();
            let items = self.expr(items);
            let at = self.at(iter.span);
            if !is_array {
                let entries = self.help(iter.span, "numbered", vec![items]);
                return (entries, Type::Tuple(vec![Type::LENGTH, item]));
            }
            let entries = at.call(at.member(items, "entries"), Vec::<E>::new());
            return (entries, Type::Tuple(vec![Type::LENGTH, item]));
        }
        let item = self.ty(iter).item();
        (self.loop_iterable(iter), item)
    }

    /// `for (let i = 0; i < n; i++)` for a `range` of ints whose variable nobody else writes or keeps.
    fn counting(&mut self, span: Span, place: &Place, iter: &Expr) -> Option<Counting> {
        let PlaceKind::Var(var) = place.kind else { return None };
        let ExprKind::Py(Py::Builtin { row, args, keywords }) = &iter.kind else { return None };
        if row.returns != Returns::Range || !keywords.is_empty() {
            return None;
        }
        if self.declares(span, var) != Some(VarDeclKind::Const) {
            return None;
        }
        let bounds: Vec<&Expr> = args
            .iter()
            .map(|arg| match arg {
                Arg::Pos(value) => Some(value),
                Arg::Spread(_) | Arg::Omitted => None,
            })
            .collect::<Option<_>>()?;
        // What is no int is refused where it is evaluated: that is noticed only if what follows does more.
        let checked = bounds.iter().position(|bound| !self.ty(bound).is_int());
        if let Some(first) = checked
            && !bounds.iter().skip(first + 1).all(|bound| is_path(bound))
        {
            return None;
        }
        if self.counts_large(&bounds) {
            return None;
        }
        let (start, stop, step) = match bounds.as_slice() {
            [stop] => (None, *stop, 1),
            [start, stop] => (Some(*start), *stop, 1),
            [start, stop, step] => (Some(*start), *stop, step.as_int().unwrap_or(0)),
            _other => return None,
        };
        let computed = match (step, bounds.as_slice()) {
            (0, [_, _, step]) if step.as_int().is_none() && self.ty(step).is_natural() => {
                Some(*step)
            }
            (0, _) => return None,
            _known => None,
        };
        let at = self.at(place.span);
        let name = self.names.var(var);
        let start = match start {
            // It is what the loop gives first.
            Some(start) if self.ty(start).any(Type::is_bool) => {
                let js = self.expr(start);
                self.help(start.span, "asIndex", vec![js])
            }
            Some(start) => self.bound(start),
            None => at.nowhere().int(0),
        };
        let mut init = vec![(at.bind(&name), start)];
        let end = match stop.as_int() {
            Some(_literal) => self.expr(stop),
            None if let ExprKind::Var(bound) = stop.kind
                && self.is_bound_once(stop, bound)
                && self.ty(stop).is_int() =>
            {
                self.expr(stop)
            }
            None => {
                let end = self.fresh("end");
                let value = self.bound(stop);
                init.push((at.nowhere().bind(&end), value));
                at.nowhere().ident(&end)
            }
        };
        if let Some(computed) = computed {
            let by = self.fresh("step");
            let value = self.expr(computed);
            let value = self.help(computed.span, "rangeStep", vec![value]);
            let quiet = at.nowhere();
            init.push((quiet.bind(&by), value));
            let test = quiet.binary(ast::BinaryOp::Lt, quiet.ident(&name), end);
            let update = quiet.assign(AssignOp::AddAssign, quiet.bind(&name), quiet.ident(&by));
            return Some((init, test, update));
        }
        let op = if step > 0 { ast::BinaryOp::Lt } else { ast::BinaryOp::Gt };
        let test = at.nowhere().binary(op, at.nowhere().ident(&name), end);
        let counter = at.nowhere().ident(&name);
        let update = match step {
            1 => at.nowhere().update(ast::UpdateOp::PlusPlus, false, counter),
            -1 => at.nowhere().update(ast::UpdateOp::MinusMinus, false, counter),
            step => {
                let target = at.nowhere().bind(&name);
                at.nowhere().assign(AssignOp::AddAssign, target, at.nowhere().number(step as f64))
            }
        };
        Some((init, test, update))
    }

    /// Whether a `range` may give a `BigInt`: it and the numbers before and after do not mix. Upwards from 0 to a
    /// number there is none on the way.
    fn counts_large(&self, bounds: &[&Expr]) -> bool {
        let is_large = |bound: &Expr| self.ty(bound).is_large();
        match bounds {
            [_stop] => false,
            [start, stop, step @ ..] => {
                let is_upwards = step.iter().all(|step| self.ty(step).is_natural());
                let is_ended = is_upwards && self.ty(start).is_natural() && !is_large(stop);
                step.iter().any(|step| is_large(step)) || (is_large(start) && !is_ended)
            }
            [] => false,
        }
    }

    /// A bound of a `range`: an int, or an error.
    fn bound(&mut self, bound: &Expr) -> E {
        let js = self.expr(bound);
        match self.ty(bound).is_int() {
            true => js,
            false => self.help(bound.span, "asIndex", vec![js]),
        }
    }
}
