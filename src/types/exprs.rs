//! Expressions: operators, attributes, elements, JavaScript.

use crate::base::Name;
use crate::ir::flow::Facts as _;
use crate::ir::{
    Arg, BinaryOp, Built, ChannelOp, Child, Class, Element, Expr, ExprKind, Js, JsProp, MemberKind,
    Part, PatternOp, Prop, Py, Tag, Type, UnaryOp, special_methods,
};
use crate::tables::builtins::{BuiltinKind, BuiltinRow};
use crate::tables::host_types;
use crate::tables::library_types::Member;
use crate::types::declared::{built, comes_from_js};
use crate::types::displays::part;
use crate::types::infer::{Infer, literal};
use crate::types::stored::without_fields;
use crate::types::widened::copies;
use crate::types::{host, ops, results};

impl<'p> Infer<'p, '_> {
    pub fn expr(&mut self, expr: &'p Expr) -> Type {
        self.expr_as(expr, None)
    }

    /// The type of an expression whose value goes to a place of a declared type.
    pub fn expr_as(&mut self, expr: &'p Expr, declared: Option<&Type>) -> Type {
        let ty = match (self.infer_kind(expr, declared), declared) {
            (Type::Any, Some(declared)) if comes_from_js(expr) => built(declared, Built::Plain),
            (ty, _) => ty,
        };
        let ty = self.taken(expr, ty);
        let is_copy = matches!(&expr.kind, ExprKind::Py(py) if copies(py));
        let ty = if is_copy && self.is_widened(expr) { without_fields(ty) } else { ty };
        self.record(expr, ty)
    }

    /// What JavaScript may have made is converted where it is read.
    fn taken(&mut self, expr: &Expr, ty: Type) -> Type {
        let is_given = ty.is_given();
        if let Some(slots) = self.own_mut() {
            match is_given {
                true => slots.given_reads.insert(expr.id),
                false => slots.given_reads.remove(&expr.id),
            };
        }
        if is_given { ty.taken() } else { ty }
    }

    fn infer_kind(&mut self, expr: &'p Expr, declared: Option<&Type>) -> Type {
        match &expr.kind {
            ExprKind::Error => Type::Any,
            ExprKind::None => Type::None,
            ExprKind::Bool(_) => Type::Bool,
            ExprKind::Int(value) => {
                let natural = value.sign() != num_bigint::Sign::Minus;
                match value.bits() {
                    bits if bits < u64::from(ops::COUNTED) => {
                        Type::Int { bits: bits as u8, natural }
                    }
                    _more => Type::LARGE,
                }
            }
            ExprKind::Float(_) => Type::Float,
            ExprKind::Str(_) => Type::Str,
            ExprKind::Bytes(_) => Type::BYTES,
            ExprKind::Var(var) => self.read_var(*var),
            ExprKind::Symbol(symbol) => self.symbol_type(*symbol),
            ExprKind::Func(func) => self.function(*func),
            ExprKind::Class(class) => self.class(class),
            ExprKind::Super | ExprKind::OwnClass => Type::Any,
            ExprKind::Py(py) => self.py(expr, py, declared),
            ExprKind::Jsx(element) => self.element(element),
            ExprKind::Hook(hook) => self.hook(hook, expr),
            ExprKind::Channel(channel) => self.channel(&channel.op),
            ExprKind::Js(js) => self.js(js),
        }
    }

    fn class(&mut self, class: &'p Class) -> Type {
        if let Some(base) = &class.base {
            self.expr(base);
        }
        for member in &class.members {
            match &member.kind {
                MemberKind::EnumMember(value) => {
                    // All members have a value.
                    let ty = self.expr(value);
                    self.grow_attribute(self.module, Some(&class.key), &"value".into(), &ty);
                }
                MemberKind::Attribute(value) => {
                    let ty = self.expr_as(value, class.declared.get(&member.name));
                    self.grow_attribute(self.module, Some(&class.key), &member.name, &ty);
                }
                MemberKind::Effect(value) => {
                    self.expr(value);
                }
                kind => {
                    if let Some(func) = kind.func() {
                        self.function(func);
                    }
                }
            }
        }
        Type::Any
    }

    fn unary(&mut self, op: UnaryOp, operand: &'p Expr) -> Type {
        let ty = self.expr(operand);
        if let Some(ty) = self.instance_unary(op, &ty) {
            return ty;
        }
        let is_asked = match op {
            UnaryOp::Not => false,
            UnaryOp::Neg => self.may_be_asked_for(&["__neg__"], &ty),
            UnaryOp::Pos => self.may_be_asked_for(&["__pos__"], &ty),
            UnaryOp::Invert => self.may_be_asked_for(&["__invert__"], &ty),
        };
        ops::unary(op, &ty).filter(|_| !is_asked).unwrap_or(Type::Any)
    }

    fn new_instance(&mut self, class: &'p Expr, args: &'p [Arg]) -> Type {
        self.expr(class);
        self.args(args);
        let ty = self.made(class, args);
        self.called();
        ty
    }

    fn is_widened(&self, expr: &Expr) -> bool {
        let widened = self.widened.get(&self.module.id);
        widened.is_some_and(|widened| widened.contains(&expr.id))
    }

    pub fn args(&mut self, args: &'p [Arg]) -> Vec<Type> {
        args.iter().map(|arg| self.arg(arg, None)).collect()
    }

    pub(super) fn arg(&mut self, arg: &'p Arg, declared: Option<&Type>) -> Type {
        match arg {
            Arg::Pos(value) => self.expr_as(value, declared),
            Arg::Spread(value) => self.expr(value),
            Arg::Omitted => Type::None,
        }
    }

    fn py(&mut self, expr: &'p Expr, py: &'p Py, declared: Option<&Type>) -> Type {
        match py {
            Py::New { class, args } => self.new_instance(class, args),
            Py::List(items) => {
                let expected = declared.and_then(|ty| {
                    part(ty, |ty| match ty {
                        Type::List(item) => Some(item),
                        _other => None,
                    })
                });
                let item = self.joined_items(items, expected.as_ref());
                self.created(expr, Type::List(Box::new(item)), declared)
            }
            Py::Tuple(items) => self.tuple(items, declared),
            Py::Set(items) => {
                let item = self.joined_items(items, None);
                self.created(expr, Type::Set(Box::new(item)), declared)
            }
            Py::Dict { entries, is_record } => {
                let is_record = *is_record && !self.is_widened(expr);
                let ty = self.dict(entries, is_record, declared);
                self.created(expr, ty, declared)
            }
            Py::FString(parts) => {
                self.fstring(parts);
                Type::Str
            }
            Py::Unary(crate::ir::UnaryOp::Not, _) | Py::And(_) | Py::Or(_) => {
                self.boolean(expr, py)
            }
            Py::Unary(op, operand) => self.unary(*op, operand),
            Py::Binary(op, left, right) => {
                let ty = self.binary(*op, left, right);
                self.created(expr, ty, declared)
            }
            Py::Compare(..) => {
                self.test_joined(expr);
                Type::Bool
            }
            Py::Cond { test, then, orelse } => self.conditional(test, then, orelse, declared),
            Py::Attr(object, name) => {
                let known = self.of_input_event(object, name);
                self.expr(object);
                known.unwrap_or_else(|| self.read_attribute(object, name))
            }
            Py::Index(written, index) => {
                let object = self.expr(written);
                let at = self.expr(index);
                let own = self.special(&object, "__getitem__");
                let own = own.or_else(|| self.member_of_enum(written));
                own.or_else(|| ops::index(&object, &at, literal(index))).unwrap_or(Type::Any)
            }
            Py::Slice { object, lower, upper, step } => {
                let ty = self.slice(object, [lower, upper, step]);
                self.created(expr, ty, declared)
            }
            Py::Call { .. } | Py::Method { .. } | Py::Builtin { .. } | Py::ForEach { .. } => {
                let ty = self.call(py);
                match py {
                    Py::Call { callee, .. } => self.made_by_unknown(expr, callee, ty),
                    _fresh => self.created(expr, ty, declared),
                }
            }
            Py::BuiltinRef(row) => builtin_ref(row),
            Py::Helper(_) => Type::Any,
            Py::Assign(var, value) => {
                let declared = self.module.var(*var).and_then(|var| var.annotation.clone());
                let ty = self.expr_as(value, declared.as_ref());
                self.bind_var(*var, ty.clone());
                ty
            }
            Py::Seq { first, value } => {
                first.iter().for_each(|expr| {
                    self.expr(expr);
                });
                self.expr_as(value, declared)
            }
            Py::Pattern(op, subject) => self.pattern(op, subject),
            Py::Comp(comp) => {
                let ty = self.comprehension(expr, comp);
                self.created(expr, ty, declared)
            }
            Py::Await(value) => {
                let ty = self.expr(value);
                self.called();
                awaited(&ty)
            }
            Py::Yield(value) => self.yielded(value.as_deref()),
            Py::YieldFrom(value) => {
                let ty = self.expr(value);
                let item = ty.walked().unwrap_or(Type::Any);
                self.returned(item);
                self.called();
                Type::Any
            }
        }
    }

    fn pattern(&mut self, op: &'p PatternOp, subject: &'p Expr) -> Type {
        self.expr(subject);
        match op {
            PatternOp::Sequence { .. } | PatternOp::Mapping => Type::Bool,
            PatternOp::Rest(keys) => {
                keys.iter().for_each(|key| {
                    self.expr(key);
                });
                Type::Dict(Box::new(Type::Any), Box::new(Type::Any))
            }
        }
    }

    /// The value of a `yield` is what the generator's caller sends.
    fn yielded(&mut self, value: Option<&'p Expr>) -> Type {
        let ty = match value {
            Some(value) => self.expr(value),
            None => Type::None,
        };
        self.returned(ty);
        self.called();
        Type::Any
    }

    /// `e.target.value` in a handler of an `input`: a text, whatever the input is for.
    fn of_input_event(&self, object: &Expr, name: &str) -> Option<Type> {
        let ExprKind::Py(Py::Attr(event, target)) = &object.kind else { return None };
        let ExprKind::Var(event) = event.kind else { return None };
        let is_event = self.facts.input_events.contains(&event)
            && self.facts.writes.get(&event) == Some(&1)
            && matches!(&**target, "target" | "currentTarget");
        match name {
            "value" if is_event => Some(Type::Str),
            "checked" if is_event => Some(Type::Bool),
            _other => None,
        }
    }

    fn conditional(
        &mut self,
        test: &'p Expr,
        then: &'p Expr,
        orelse: &'p Expr,
        declared: Option<&Type>,
    ) -> Type {
        let (yes, no) = self.test(test);
        self.env = yes;
        let then = self.expr_as(then, declared);
        let after = std::mem::replace(&mut self.env, no);
        let orelse = self.expr_as(orelse, declared);
        self.env = after.join(self.env.clone());
        then.join(orelse)
    }

    fn slice(&mut self, object: &'p Expr, bounds: [&'p Option<Box<Expr>>; 3]) -> Type {
        let object = self.expr(object);
        for bound in bounds.into_iter().flatten() {
            self.expr(bound);
        }
        ops::slice(&object).unwrap_or(Type::Any)
    }

    fn fstring(&mut self, parts: &'p [Part]) {
        for part in parts {
            match part {
                Part::Literal(_) => {}
                Part::Field { value, conversion: _, spec } => {
                    self.expr(value);
                    self.fstring(spec);
                }
            }
        }
    }

    /// Whether the operator may ask a class of the program, which gives what it likes, or a duration.
    pub fn may_be_asked(&self, op: BinaryOp, operand: &Type) -> bool {
        self.may_be_asked_for(&special_methods(op), operand)
    }

    /// The same of what asks for one of these special methods.
    pub fn may_be_asked_for(&self, names: &[&str], operand: &Type) -> bool {
        // Of what nothing is found yet, nothing is told.
        let is_unknown = |ty: &Type| matches!(ty, Type::Any | Type::Js);
        let sight = &self.module.sight;
        operand.any(is_unknown) && (sight.has_dates || sight.may_answer(names))
    }

    fn binary(&mut self, op: BinaryOp, left: &'p Expr, right: &'p Expr) -> Type {
        let l = self.expr(left);
        let r = self.expr(right);
        if let Some(ty) = self.instance_binary(op, &l, &r) {
            return ty;
        }
        if self.may_be_asked(op, &l) || self.may_be_asked(op, &r) {
            return Type::Any;
        }
        let ty = match (&left.kind, &right.kind) {
            (_, ExprKind::Int(literal)) => ops::by_literal(op, &l, &r, literal),
            (ExprKind::Int(literal), _) if op != BinaryOp::Pow => {
                ops::by_literal(op, &l, &r, literal)
            }
            _variables => ops::binary(op, &l, &r),
        };
        ty.unwrap_or(Type::Any)
    }

    /// `not`, `and`, `or`: the operands' types follow from what is narrowed before each.
    fn boolean(&mut self, expr: &'p Expr, py: &'p Py) -> Type {
        self.test_joined(expr);
        match py {
            Py::And(values) => self.last_or(values, ops::falsy),
            Py::Or(values) => self.last_or(values, ops::truthy),
            _not => Type::Bool,
        }
    }

    fn last_or(&self, values: &[Expr], early: fn(&Type) -> Type) -> Type {
        let Some((last, rest)) = values.split_last() else { return Type::Any };
        let early = rest.iter().map(|value| early(&self.type_of(value)));
        Type::union(early).join(self.type_of(last))
    }

    fn element(&mut self, element: &'p Element) -> Type {
        match &element.tag {
            Tag::Intrinsic(_) | Tag::Fragment => {}
            Tag::Component(component) => {
                self.expr(component);
            }
        }
        for prop in &element.props {
            match prop {
                Prop::Named { value, .. } | Prop::Spread(value) => self.expr(value),
            };
        }
        if let Some(key) = &element.key {
            self.expr(key);
        }
        for child in &element.children {
            match child {
                Child::One(value) | Child::Spread(value) => self.expr(value),
            };
        }
        Type::Element
    }

    fn channel(&mut self, op: &'p ChannelOp) -> Type {
        let (parts, ty) = match op {
            ChannelOp::Open { callee, id } => {
                (vec![Some(callee), Some(id)], Type::Bridge.or_none())
            }
            ChannelOp::On { bridge, event, handler } => {
                let ty = crate::types::infer::function_type(Type::None);
                (vec![Some(bridge), Some(event), Some(handler)], ty)
            }
            ChannelOp::Emit { bridge, event, payload } => {
                (vec![Some(bridge), Some(event), payload.as_ref()], Type::None)
            }
            ChannelOp::Request { bridge, event, payload } => {
                let ty = Type::Awaitable(Box::new(Type::Any));
                (vec![Some(bridge), Some(event), payload.as_ref()], ty)
            }
        };
        for part in parts.into_iter().flatten() {
            self.expr(part);
        }
        self.called();
        ty
    }

    fn js(&mut self, js: &'p Js) -> Type {
        match js {
            Js::Undefined => Type::None,
            Js::Tag(_) => Type::Any,
            Js::Global(path) => match host::property(host_types::global(path)) {
                Type::Any if !path.contains('.') => Type::Js,
                ty => ty,
            },
            Js::New { callee, args } | Js::Make { callee, args } => {
                self.expr(callee);
                self.args(args);
                self.called();
                Type::Js
            }
            Js::Call { callee, args } => {
                let of = self.expr(callee);
                let of = match &callee.kind {
                    ExprKind::Js(Js::Member(object, _)) => self.type_of(object),
                    _other => of,
                };
                self.args(args);
                self.called();
                crate::types::host::call(callee, &of)
            }
            Js::Member(object, name) => {
                let object = self.expr(object);
                attribute(&object, name)
            }
            Js::Object(props) => {
                for prop in props {
                    match prop {
                        JsProp::Named(_, value) | JsProp::Spread(value) => self.expr(value),
                        JsProp::Computed(key, value) => {
                            self.expr(key);
                            self.expr(value)
                        }
                    };
                }
                Type::Js
            }
            Js::Throw(value) => {
                self.expr(value);
                Type::Never
            }
            Js::ImportFactory(_) => Type::Any,
            Js::DynamicImport(_) => Type::Awaitable(Box::new(Type::Any)),
            // The value crosses as it is, unless it holds a dict.
            Js::ToJs(value) => match self.expr(value) {
                ty if ty.is_primitive() => ty,
                _converted => Type::Any,
            },
        }
    }
}

impl<'p> Infer<'p, '_> {
    /// The same, where the object may be a ref.
    pub fn read_attribute(&mut self, object: &'p Expr, name: &Name) -> Type {
        match self.facts.ref_in(object) {
            Some(var) if &**name == "current" => self.read_current(var),
            _other => self.attribute(object, name),
        }
    }

    /// `object.name`, where the object has been inferred.
    pub fn attribute(&mut self, object: &'p Expr, name: &Name) -> Type {
        if let Some(found) = self.classes.named(self.module, object) {
            return match &found.class.of {
                Some(of) => self.instance_attribute(of, name),
                None => Type::Any,
            };
        }
        let of = self.type_of(object);
        let mut known = Type::Never;
        let mut others = Vec::new();
        for member in of.members() {
            match member {
                Type::Instance(of) => known = known.join(self.instance_attribute(of, name)),
                Type::None if of.is_instance() => {}
                other => others.push(other.clone()),
            }
        }
        match others.is_empty() {
            true => known,
            false => known.join(attribute(&Type::union(others), name)),
        }
    }
}

/// `object.name`; of `None` it raises.
fn attribute(object: &Type, name: &str) -> Type {
    match (object, name) {
        (Type::Never, _) => Type::Never,
        (Type::Bridge, "id") => Type::Str,
        (Type::Ref(inner), "current") => (**inner).clone(),
        (Type::Exception(_), "args") => Type::TupleOf(Box::new(Type::Any)),
        (Type::Range, "start" | "stop" | "step") => Type::INT,
        (Type::Host(row), _) => host::property(row.member(name)),
        (Type::Library { of, .. }, _) => match of.member(name) {
            Some(Member::Attribute(returns)) => {
                let given = results::Given { first: object, item: Type::Any, rest: &[], key: None };
                results::result(*returns, given)
            }
            Some(Member::Method(..)) | None => Type::Any,
        },
        (float, "real" | "imag") if float.is_float() => Type::Float,
        (number, "real" | "numerator") if number.is_number() => results::as_number(number),
        (Type::Bool | Type::Int { .. }, "imag") => Type::Int { bits: 0, natural: true },
        (Type::Bool | Type::Int { .. }, "denominator") => Type::Int { bits: 1, natural: true },
        (Type::Union(_), _) => match ops::computed(object).without_none() {
            Type::Union(members) => Type::union(members.iter().map(|of| attribute(of, name))),
            only => attribute(&only, name),
        },
        _unknown => Type::Any,
    }
}

fn awaited(ty: &Type) -> Type {
    match ty {
        Type::Never => Type::Never,
        Type::Awaitable(inner) => (**inner).clone(),
        _unknown => Type::Any,
    }
}

/// A builtin that is not called: `map(str, xs)`, `math.pi`.
fn builtin_ref(row: &BuiltinRow) -> Type {
    match row.library {
        Some(_) if row.kind == BuiltinKind::Constant => {
            let given = results::Given { first: &Type::Any, item: Type::Any, rest: &[], key: None };
            results::result(row.returns, given)
        }
        Some(_) | None => Type::Any,
    }
}
