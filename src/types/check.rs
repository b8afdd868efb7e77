//! Mistakes that only types can tell: operators, subscripts, loops and calls that raise `TypeError`
//! whatever the values are. Only what is certain is reported: of a union no member may work.
//!
//! ```text
//! "count: " + 1        PSC405: `+` of str and int
//! for x in 5: ...      PSC405: an int cannot be iterated
//! f"{price:.2q}"       PSC406: a float has no such format      (`check/format.rs`)
//! OTHERS.append("")    PSC213: what another module keeps         (`check/foreign.rs`)
//! counter.n = ""       PSC213: what another module's class takes it for (`check/instances.rs`)
//! xs.push(1)           PSC404: a list has no `push`; use `append`   (`check/methods.rs`)
//! ```

mod encodings;
mod foreign;
mod format;
mod instances;
mod library;
mod methods;
mod special;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::base::Span;
use crate::diag::{Code, Diagnostic, Sink};
use crate::ir::effects::{self, Given};
use crate::ir::walk::{self, Visitor};
use crate::ir::{
    Arg, BinaryOp, CmpOp, Comp, Expr, ExprKind, Module, Place, PlaceKind, Program, Py, Stmt,
    StmtKind, Type, UnaryOp, VarId,
};
use crate::tables::builtins::BuiltinRow;
use crate::tables::effects::Use;
use crate::tables::returns::Returns;
use crate::types::infer::literal;
use crate::types::{ProgramTypes, TypeMap, ops};

/// Reports what cannot work in any module.
pub fn check(program: &Program, types: &ProgramTypes, sink: &mut Sink) {
    let found = program.modules.par_iter().map(|module| {
        let types = types.module(module.id);
        let (refused, mut found) = (FxHashSet::default(), Sink::new());
        walk::walk_module(&mut Check { module, types, refused, sink: &mut found });
        found
    });
    found.collect::<Vec<_>>().into_iter().for_each(|found| sink.extend(found));
    foreign::check(program, types, sink);
    instances::check(program, types, sink);
}

/// What makes operands of one that has them.
fn operator_help(op: BinaryOp, left: &Type, right: &Type) -> &'static str {
    let either = |is: fn(&Type) -> bool| left.all(is) || right.all(is);
    let both = |is: fn(&Type) -> bool| left.all(is) && right.all(is);
    match op {
        BinaryOp::Add if both(Type::is_mapping) || both(Type::is_set) => "write `a | b`",
        BinaryOp::Add if either(Type::is_str) && either(Type::is_none) => {
            "give it a text first: `value or \"\"`"
        }
        BinaryOp::Add if either(Type::is_bytes_like) && !either(Type::is_none) => {
            "both must be bytes: `text.encode()`, or `bytes(...)` of ints"
        }
        BinaryOp::Add if either(Type::is_str) => {
            "make a str of the other one: `str(...)`, or write an f-string"
        }
        BinaryOp::Add
            if either(Type::is_list) && (both(Type::is_array) || either(Type::is_set)) =>
        {
            "both must be lists: `[*a, *b]`"
        }
        BinaryOp::Add if either(Type::is_list) => "both must be lists: `[*items, item]`",
        BinaryOp::Add if either(Type::is_tuple) => "both must be tuples: `(*items, item)`",
        BinaryOp::Mul
            if either(|ty| ty.is_str() || ty.is_bytes_like() || ty.is_array())
                && either(Type::is_number) =>
        {
            "repeat it by an int: `int(...)`"
        }
        BinaryOp::Sub if both(Type::is_array) => {
            "leave items out in a comprehension: `[x for x in a if x not in b]`"
        }
        BinaryOp::Sub if both(Type::is_mapping) => "take the keys: `a.keys() - b.keys()`",
        _ if either(Type::is_none) => "give it a number first: `value or 0`",
        _ if either(Type::is_str) => "make a number of the text first: `int(...)` or `float(...)`",
        _ => "both must be numbers: take one out of it, such as `items[0]` or `len(items)`",
    }
}

struct Check<'m, 's> {
    module: &'m Module,
    types: &'m TypeMap,
    /// Variables that hold what was refused: nothing more is said of them.
    refused: FxHashSet<VarId>,
    sink: &'s mut Sink,
}

impl<'m> Check<'m, '_> {
    fn ty(&self, expr: &Expr) -> &'m Type {
        self.types.expr(expr.id)
    }

    fn report(&mut self, code: &'static Code, span: Span, message: String, help: &str) {
        self.sink.push(Diagnostic::new(code, span, message).help(help));
    }

    fn binary(&mut self, span: Span, op: BinaryOp, left: &Type, right: &Type) {
        if ops::binary(op, left, right).is_some() {
            return;
        }
        let sign = op.sign();
        let message = format!("`{sign}` of {} and {} raises TypeError", name(left), name(right));
        self.report(Code::PSC405, span, message, operator_help(op, left, right));
    }

    fn unary(&mut self, span: Span, op: UnaryOp, operand: &Type) {
        if ops::unary(op, operand).is_none() {
            let sign = match op {
                UnaryOp::Not => "not",
                UnaryOp::Neg => "-",
                UnaryOp::Pos => "+",
                UnaryOp::Invert => "~",
            };
            let message = format!("`{sign}` of {} raises TypeError", name(operand));
            let help =
                "give it a number: `int(...)`, `float(...)`, or `len(...)` of what holds many";
            self.report(Code::PSC405, span, message, help);
        }
    }

    fn compare(&mut self, span: Span, op: CmpOp, left: &Type, right: &Type) {
        match op {
            CmpOp::Eq | CmpOp::NotEq | CmpOp::Is | CmpOp::IsNot => {}
            CmpOp::Lt | CmpOp::LtE | CmpOp::Gt | CmpOp::GtE => {
                if !some_pair(left, right, may_be_ordered) {
                    let message =
                        format!("{} and {} have no order: TypeError", name(left), name(right));
                    let help = "compare two numbers or two texts: `int(...)`, `str(...)`, or `len(...)` of what holds many";
                    self.report(Code::PSC405, span, message, help);
                }
            }
            CmpOp::In | CmpOp::NotIn => {
                let is_text = right.is_str() && left.all(|ty| !may_be_str(ty));
                if is_text || right.walked().is_none() {
                    let message =
                        format!("`in` of {} and {} raises TypeError", name(left), name(right));
                    let help = match is_text {
                        true => "a str only contains texts: `str(...) in text`",
                        false => "put a list, set, dict or str on the right",
                    };
                    self.report(Code::PSC405, span, message, help);
                }
            }
        }
    }

    fn index(&mut self, span: Span, object: &Type, index: &Expr) {
        let at = self.ty(index);
        if ops::index(object, at, literal(index)).is_some() {
            return;
        }
        let is_sequence = object.all(|ty| {
            matches!(ty, Type::Str | Type::Range)
                || ty.is_list()
                || ty.is_tuple()
                || ty.is_bytes_like()
        });
        let message = match is_sequence {
            true => format!("a {} is indexed by int, not by {}", name(object), name(at)),
            false => format!("{} cannot be subscripted", name(object)),
        };
        let help = match is_sequence {
            true if at.is_float() => {
                "make an int of the position: `//` instead of `/`, or `int(...)`"
            }
            true => "use a position, or a dict for named values",
            false if object.is_none() => "give it a value before: here it is always `None`",
            false => "subscript a list, tuple, str or dict",
        };
        self.report(Code::PSC405, span, message, help);
    }

    fn slice(&mut self, span: Span, object: &Type) {
        if ops::slice(object).is_none() {
            let message = format!("{} cannot be sliced", name(object));
            let help = "slice a list, tuple or str";
            self.report(Code::PSC405, span, message, help);
        }
    }

    fn iterated(&mut self, iter: &Expr) {
        let ty = self.ty(iter);
        if ty.walked().is_none() {
            let message = format!("{} cannot be iterated", name(ty));
            let help = match ty.all(|ty| ty.is_number()) {
                true => "to count, write `range(...)`",
                false => "iterate a list, tuple, set, dict, str or range",
            };
            self.report(Code::PSC405, iter.span, message, help);
        }
    }

    fn called(&mut self, callee: &Expr) {
        let ty = self.ty(callee);
        let never = |ty: &Type| ty.is_builtin() || matches!(ty, Type::Element);
        if ty.all(never) {
            let message = format!("{} cannot be called", name(ty));
            let help = match ty.all(Type::is_none) {
                true => "give it a function before: here it is always `None`",
                false => "leave away the `()`, or call a function",
            };
            self.report(Code::PSC405, callee.span, message, help);
        }
    }

    fn builtin(&mut self, row: &BuiltinRow, args: &'m [Arg]) {
        // `dict` takes what has `keys` too, `next` what is walked already, and `bytes` a length.
        let takes_others = matches!(
            row.returns,
            Returns::Dict | Returns::Next | Returns::Bytes | Returns::ByteArray
        );
        if row.library.is_none() && !takes_others {
            let is_alone = row.returns == Returns::Walk && args.len() == 1;
            for Given { value, with, is_spread } in
                effects::given(&row.effects, row.signature, args, &[])
            {
                if !is_spread && (is_alone || matches!(with, Use::Walks | Use::Later)) {
                    self.iterated(value);
                }
            }
        }
        let ("len" | "int" | "float", [Arg::Pos(value)]) = (row.name, args) else { return };
        let ty = self.ty(value);
        let has_none = match row.name {
            "len" => ty.all(|ty| ty.is_none() || ty.is_number() || ty.is_function()),
            _number => ty.all(|ty| {
                ty.is_none() || ty.is_function() || ty.is_array() || ty.is_mapping() || ty.is_set()
            }),
        };
        if has_none {
            let message = format!("`{}` of {} raises TypeError", row.name, name(ty));
            let help = match row.name {
                "len" => "take the length of a list, tuple, set, dict, str or range",
                _number => "give it a number or a str",
            };
            self.report(Code::PSC405, value.span, message, help);
        }
    }

    fn py(&mut self, expr: &'m Expr, py: &'m Py) {
        if !self.module.special.is_empty() {
            self.special(py);
        }
        match py {
            Py::Binary(op, left, right) => {
                self.binary(expr.span, *op, self.ty(left), self.ty(right));
            }
            Py::Unary(op, operand) => self.unary(expr.span, *op, self.ty(operand)),
            Py::Compare(op, left, right) => {
                self.compare(expr.span, *op, self.ty(left), self.ty(right));
            }
            Py::Index(object, index) => self.index(expr.span, self.ty(object), index),
            Py::Slice { object, .. } => self.slice(expr.span, self.ty(object)),
            Py::Attr(object, name) => self.attribute(expr.span, object, name, false),
            Py::Call { callee, args: _ } => self.called(callee),
            Py::Method { object, name, name_span, args, keywords } => {
                self.method(object, name, *name_span, args, keywords);
            }
            Py::Builtin { row, args, keywords: _ } if row.name == "format" => {
                self.format_builtin(args);
            }
            Py::Builtin { row, args, keywords: _ } => self.builtin(row, args),
            Py::ForEach { items, function: _ } => self.iterated(items),
            Py::Comp(comp) => self.comprehension(comp),
            Py::FString(parts) => self.fstring(parts),
            Py::New { .. }
            | Py::List(_)
            | Py::Tuple(_)
            | Py::Set(_)
            | Py::Dict { .. }
            | Py::And(_)
            | Py::Or(_)
            | Py::Cond { .. }
            | Py::BuiltinRef(_)
            | Py::Helper(_)
            | Py::Assign(..)
            | Py::Seq { .. }
            | Py::Await(_)
            | Py::Pattern(..)
            | Py::Yield(_)
            | Py::YieldFrom(_) => {}
        }
    }

    fn comprehension(&mut self, comp: &'m Comp) {
        for clause in comp.clauses.iter().filter(|clause| !clause.is_async) {
            self.iterated(&clause.iter);
        }
    }

    fn update(&mut self, span: Span, place: &Place, op: BinaryOp, value: &Expr) {
        let old = match &place.kind {
            PlaceKind::Var(var) => {
                let known = self.types.updated(place.span);
                known.unwrap_or_else(|| self.types.var(*var)).clone()
            }
            PlaceKind::Index { object, index } => {
                ops::index(self.ty(object), self.ty(index), literal(index)).unwrap_or(Type::Any)
            }
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Symbol(_)
            | PlaceKind::Attr { .. }
            | PlaceKind::Slice { .. }
            | PlaceKind::Unpack { .. } => Type::Any,
        };
        let new = self.ty(value);
        // `xs += "ab"` takes any iterable.
        if !(op == BinaryOp::Add && old.any(Type::is_list)) {
            self.binary(span, op, &old, new);
        }
    }
}

impl<'m> Visitor<'m> for Check<'m, '_> {
    fn module(&self) -> &'m Module {
        self.module
    }

    fn stmt(&mut self, stmt: &'m Stmt) {
        match &stmt.kind {
            StmtKind::AugAssign { place, op, value } => self.update(stmt.span, place, *op, value),
            StmtKind::For { is_async: false, iter, .. } => self.iterated(iter),
            StmtKind::Assign { place, value } => self.assigned(place, value),
            _other => {}
        }
        walk::walk_stmt(self, stmt);
    }

    fn expr(&mut self, expr: &'m Expr) {
        if let ExprKind::Py(py) = &expr.kind {
            self.py(expr, py);
        }
        walk::walk_expr(self, expr);
    }

    fn place(&mut self, place: &'m Place) {
        match &place.kind {
            PlaceKind::Index { object, index } => {
                let ty = self.ty(object);
                self.index(place.span, ty, index);
                if ty.all(|ty| {
                    ty.is_str() || ty.is_bytes() || ty.is_tuple() || matches!(ty, Type::Range)
                }) {
                    let message = format!("the items of {} cannot be changed", name(ty));
                    let help = match ty.all(Type::is_str) {
                        false if ty.all(Type::is_bytes) => {
                            "make a bytearray of it: `bytearray(...)`"
                        }
                        true => "make a list of it, and a text of that again: `\"\".join(items)`",
                        false => "make a list of it: `list(...)`",
                    };
                    self.report(Code::PSC405, place.span, message, help);
                }
            }
            PlaceKind::Attr { object, name } => self.attribute(place.span, object, name, true),
            PlaceKind::Error
            | PlaceKind::Ignored
            | PlaceKind::Var(_)
            | PlaceKind::Symbol(_)
            | PlaceKind::Slice { .. }
            | PlaceKind::Unpack { .. } => {}
        }
        walk::walk_place(self, place);
    }
}

fn some_pair(left: &Type, right: &Type, fits: fn(&Type, &Type) -> bool) -> bool {
    left.any(|left| right.any(|right| fits(left, right)))
}

fn may_be_ordered(left: &Type, right: &Type) -> bool {
    let is_known = |ty: &Type| {
        ty.is_primitive()
            || ty.is_bytes_like()
            || ty.is_array()
            || ty.is_set()
            || ty.is_mapping()
            || ty.is_function()
    };
    if !is_known(left) || !is_known(right) {
        return true;
    }
    (left.is_number() && right.is_number())
        || (left.is_str() && right.is_str())
        || (left.is_bytes_like() && right.is_bytes_like())
        || (left.is_list() && right.is_list())
        || (left.is_tuple() && right.is_tuple())
        || (left.is_set() && right.is_set())
}

fn may_be_str(ty: &Type) -> bool {
    !(ty.is_number() || ty.is_none() || ty.is_array() || ty.is_set() || ty.is_mapping())
}

/// The class of a type, as Python's own messages name it.
fn name(ty: &Type) -> String {
    match ty {
        Type::Bool => "bool".to_owned(),
        Type::Function { .. } => "function".to_owned(),
        Type::Element => "element".to_owned(),
        Type::Union(members) => {
            // A `bool` may stand where `int` or `float` is annotated.
            let lets_bool_in = members.iter().any(Type::lets_bool_in);
            let named = members.iter().filter(|ty| !(lets_bool_in && ty.is_bool()));
            let names: Vec<String> = named.map(name).collect();
            names.join(" | ")
        }
        ty => ty.method_type().map_or_else(|| ty.to_string(), |class| class.name().to_owned()),
    }
}
