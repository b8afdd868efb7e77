//! Values on their way to JavaScript.
//!
//! ```text
//! notify({"a": 1, "of": counts})      notify({ a: 1, of: toJs(counts) })
//! onDone(counts)                      onDone(toObject(counts)), if `onDone` is a prop
//! notify(rows * columns)              notify(safeInt(mulInt(rows, columns)))
//! notify(bytearray(8))                notify(bytesToJs(bytearrayFrom(8))): the memory, as a `Uint8Array`
//! ```
//!
//! Who gave a component its `onDone` nobody knows. JavaScript wants an object; Python takes one for the dict that
//! it is, so long as its keys are strings. `toObject` leaves everything else alone.

use swc_ecma_ast as ast;

use crate::ir::{
    Arg, Built, DictEntry, Expr, ExprKind, Js as JsIr, Mapping, ParamKind, Py, Role, Type, VarKind,
    View,
};

use super::builtins;
use super::emitter::Emitter;
use super::js::E;

/// Where a value goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Crossing {
    /// To JavaScript.
    JavaScript,
    /// To a function that is JavaScript's or Python's.
    Either,
}

impl Emitter<'_> {
    /// A value on its way to JavaScript: displays are written as plain objects and arrays, what may
    /// hold a dict is converted.
    pub fn to_js(&mut self, expr: &Expr) -> E {
        self.crossing(expr, Crossing::JavaScript)
    }

    pub fn crossing(&mut self, expr: &Expr, to: Crossing) -> E {
        let span = expr.span;
        if let Some(keywords) = builtins::dict_of_keywords(expr) {
            // Nobody but JavaScript sees it, and what it makes is an object there.
            let at = self.at(span);
            let props = keywords.iter().map(|keyword| {
                let value = self.crossing(&keyword.value, to);
                at.property(&keyword.name, value)
            });
            let props = props.collect();
            return at.object(props);
        }
        match &expr.kind {
            ExprKind::Py(Py::Dict { entries, .. }) if entries.iter().all(is_literal_key) => {
                return self.record(span, entries, Some(to));
            }
            ExprKind::Py(Py::Tuple(_)) if to == Crossing::Either => {}
            ExprKind::Py(Py::List(items) | Py::Tuple(items)) => {
                let items: Vec<ast::ExprOrSpread> = items
                    .iter()
                    .map(|item| match item {
                        Arg::Pos(value) => self.crossing(value, to).into(),
                        Arg::Spread(value) => {
                            let value = self.iterable(value);
                            self.js.spread(value)
                        }
                        Arg::Omitted => self.js.undefined().into(),
                    })
                    .collect();
                return self.at(span).array(items);
            }
            ExprKind::Py(Py::Cond { test, then, orelse }) => {
                let test = self.test(test);
                let (then, orelse) = (self.crossing(then, to), self.crossing(orelse, to));
                return self.at(span).conditional(test, then, orelse);
            }
            ExprKind::Js(JsIr::ToJs(inner)) => return self.to_js(inner),
            _other => {}
        }
        let helper = match to {
            Crossing::JavaScript if self.ty(expr).is_large() => Some("safeInt"),
            Crossing::JavaScript if self.ty(expr).any(|ty| matches!(ty, Type::ByteArray)) => {
                Some("bytesToJs")
            }
            Crossing::JavaScript => may_hold_dict(self.ty(expr)).then_some("toJs"),
            Crossing::Either => may_hold_object(self.ty(expr)).then_some("toObject"),
        };
        let js = self.expr(expr);
        match helper {
            Some(helper) => self.help(span, helper, vec![js]),
            None => js,
        }
    }

    /// Whether a function is a prop of a component, which anybody may have given.
    pub fn is_prop(&self, callee: &Expr) -> bool {
        let (var, is_part) = match &callee.kind {
            ExprKind::Var(var) => (*var, false),
            // `rest["onDone"]`
            ExprKind::Py(Py::Index(object, _)) => match &object.kind {
                ExprKind::Var(var) => (*var, true),
                _other => return false,
            },
            _other => return false,
        };
        let Some(row) = self.module.var(var).filter(|row| row.kind == VarKind::Param) else {
            return false;
        };
        let owner = self.module.func(row.owner).filter(|func| func.role == Role::Component);
        let param = owner.and_then(|owner| owner.params.iter().find(|param| param.var == var));
        param.is_some_and(|param| (param.kind == ParamKind::Keywords) == is_part)
    }

    pub fn args_of_prop(&mut self, args: &[Arg]) -> Vec<ast::ExprOrSpread> {
        if !args.iter().all(|arg| matches!(arg, Arg::Pos(_))) {
            return self.args(args);
        }
        let values = args.iter().filter_map(|arg| match arg {
            Arg::Pos(value) => Some(value),
            Arg::Spread(_) | Arg::Omitted => None,
        });
        values.map(|value| self.crossing(value, Crossing::Either).into()).collect()
    }
}

/// A pair whose key is known: a string, however it looks.
fn is_literal_key(entry: &DictEntry) -> bool {
    match entry {
        DictEntry::Pair(key, _) => matches!(&key.kind, ExprKind::Str(key) if &**key != "__proto__"),
        DictEntry::Spread(_) => true,
    }
}

/// Whether the static type says that a dict may be in there. Of a value of unknown type nothing says
/// so, and it crosses as it is: converting would break the identity that React compares.
fn may_hold_dict(ty: &Type) -> bool {
    holds(ty, &|_key| true)
}

/// Whether one with strings for keys may be.
fn may_hold_object(ty: &Type) -> bool {
    holds(ty, &|key| key.any(|key| matches!(key, Type::Str | Type::Any | Type::Js)))
}

fn holds(ty: &Type, is_key: &dyn Fn(&Type) -> bool) -> bool {
    let inside = || ty.parts().any(|part| holds(part, is_key));
    match ty.view() {
        View::Mapping(Mapping::Dict(key, value)) => is_key(key) || holds(value, is_key),
        View::Mapping(Mapping::Record(shape)) => shape.built != Built::Plain || inside(),
        View::Sequence(_) | View::Union(_) => inside(),
        View::Unknown
        | View::None
        | View::Number
        | View::Str
        | View::Bytes
        | View::Set(_)
        | View::Iterable(_)
        | View::Function
        | View::Object(_)
        | View::Instance(_) => false,
    }
}
