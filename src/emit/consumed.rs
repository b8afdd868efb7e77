//! Builtins that walk what they are given at once: `any`, `sorted`, `sum` of a generator expression, `min` and `max`.

use crate::base::Span;
use crate::ir::{Arg, CompKind, Expr, ExprKind, Keyword, Py, Type};
use crate::tables::builtins::BuiltinRow;
use crate::tables::returns::Returns;

use super::builtins::helper_name;
use super::emitter::Emitter;
use super::js::{E, Global, ast};

impl Emitter<'_> {
    /// A builtin that walks a generator expression to its end at once may as well walk a list; `any`
    /// and `all` stop early, as `some` and `every` do.
    pub(super) fn consumed(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> Option<E> {
        let (value, default) = match args {
            [Arg::Pos(value)] => (value, None),
            [Arg::Pos(value), Arg::Pos(default)] if row.returns == Returns::Next => {
                (value, Some(default))
            }
            _other => return None,
        };
        let ExprKind::Py(Py::Comp(comp)) = &value.kind else { return None };
        let CompKind::Generator(elt) = &comp.kind else { return None };
        if self.stops.leaves_comp(self.program, self.module, comp) {
            return None;
        }
        match row.name {
            "any" if keywords.is_empty() => self.quantified(span, comp, "some"),
            "all" if keywords.is_empty() => self.quantified(span, comp, "every"),
            "any" | "all" => None,
            _list if row.returns == Returns::Items && !row.effects.calls_back() => {
                self.mapped_list(span, &comp.clauses, elt)
            }
            "next" => self.found(span, &comp.clauses, elt, default?),
            "sum" if keywords.is_empty() && self.counts(elt) => {
                self.counted(span, &comp.clauses, elt)
            }
            _walks if row.library.is_none() && row.effects.walks() => {
                let items = self.mapped_list(span, &comp.clauses, elt)?;
                if row.returns == Returns::Tuple {
                    let items = vec![self.js.spread(items)];
                    return Some(self.help(span, row.name, items));
                }
                let mut call = vec![items.into()];
                let by_name = row.signature.iter().skip(1);
                call.extend(self.by_name(by_name, keywords));
                let helper = self.helper_for(row, args, keywords);
                Some(self.help(span, helper, call))
            }
            _other => None,
        }
    }

    /// `min(xs)` takes an iterable, `min(a, b)` the values.
    pub(super) fn extreme(
        &mut self,
        span: Span,
        row: &'static BuiltinRow,
        args: &[Arg],
        keywords: &[Keyword],
    ) -> E {
        let at = self.at(span);
        if keywords.is_empty()
            && let Some(plain) = self.plain_extreme(span, row, args)
        {
            return plain;
        }
        if let (true, [Arg::Pos(first), Arg::Pos(second)]) = (keywords.is_empty(), args) {
            let helper = if row.returns == Returns::Least { "minOf" } else { "maxOf" };
            let values = vec![self.expr(first), self.expr(second)];
            return self.help(span, helper, values);
        }
        let items = match args {
            [Arg::Pos(iterable)] => self.expr(iterable),
            values => {
                let is_one = |arg: &&Arg| matches!(arg, Arg::Pos(_));
                let may_be_one = values.iter().filter(is_one).count() < 2;
                let values = self.elements(values);
                let items = at.array(values);
                match may_be_one {
                    true => {
                        let name = self.js.string(row.name);
                        self.help(span, "oneOrAll", vec![items, name])
                    }
                    false => items,
                }
            }
        };
        let find = |wanted: &str| {
            keywords.iter().find(|keyword| &*keyword.name == wanted).map(|keyword| &keyword.value)
        };
        let mut call = vec![items];
        let (key, default) = (find("key"), find("default"));
        if key.is_some() || default.is_some() {
            call.push(match key {
                Some(key) => self.expr(key),
                None => self.js.undefined(),
            });
        }
        if let Some(default) = default {
            call.push(self.expr(default));
        }
        self.help(span, helper_name(row), call)
    }

    /// `min(a, b)` and `min([a, b])` of numbers.
    pub(super) fn plain_extreme(
        &mut self,
        span: Span,
        row: &BuiltinRow,
        args: &[Arg],
    ) -> Option<E> {
        let operands = match args {
            [Arg::Pos(Expr { kind: ExprKind::Py(Py::List(items) | Py::Tuple(items)), .. })] => {
                items
            }
            several => several,
        };
        let all = |fits: fn(&Type) -> bool| {
            let fits = |arg: &Arg| matches!(arg, Arg::Pos(value) if fits(self.ty(value)));
            operands.len() > 1 && operands.iter().all(fits)
        };
        let at = self.at(span);
        if all(|ty| ty.is_exact_int() && !ty.is_large()) {
            let values = self.args(operands);
            return Some(at.call(at.nowhere().member(at.global(Global::Math), row.name), values));
        }
        // `Math.min` makes an int of a bool, and takes NaN for the least.
        let [Arg::Pos(first), Arg::Pos(second)] = operands else { return None };
        if !all(Type::is_number) || !first.is_atom() || !second.is_atom() {
            return None;
        }
        let op = if row.returns == Returns::Least { ast::BinaryOp::Lt } else { ast::BinaryOp::Gt };
        let test = at.binary(op, self.expr(second), self.expr(first));
        let (first, second) = (self.expr(first), self.expr(second));
        Some(at.conditional(test, second, first))
    }
}
