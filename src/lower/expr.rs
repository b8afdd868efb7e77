//! Expressions, apart from names, calls, comprehensions and elements, which have files of their own.

use num_bigint::BigInt;

use crate::base::{Name, Span, closest};
use crate::diag::Code;
use crate::ir::{self, Arg, CmpOp, DictEntry, Expr, ExprKind, Part, Py, Role};
use crate::lower::context::Lowering;
use crate::lower::instances::{Lacks, raw};
use crate::resolve::{Binding, JsRef};
use crate::syntax::ast::{self, Constant, DictItem, FStringPart};
use crate::tables::builtins::BuiltinRow;
use crate::tables::builtins::SLICE;
use crate::tables::library_methods;
use crate::tables::methods::{self, MethodType};
use crate::tables::pulse_api::IMPORT_ATTRIBUTES;
use crate::tables::py_modules;
use crate::tables::special_methods::written_as;

/// How deep expressions may nest here; the parser's own limit is lower for everything but chains.
const MAX_DEPTH: u32 = 10_000;

/// How long a chain of `and`, `or` or comparisons may be: flat in Python, it nests in JavaScript.
const MAX_LINKS: usize = 500;

impl Lowering<'_> {
    pub fn lower(&mut self, expr: &ast::Expr) -> Expr {
        self.depth += 1;
        let lowered = if self.depth > MAX_DEPTH {
            let message = "this expression is nested too deeply";
            self.refuse(Code::PSC102, expr.span, message, "give parts of it names of their own")
        } else if self.handlers.remove(&expr.span) {
            self.event_handler(expr)
        } else {
            self.lower_kind(expr)
        };
        self.depth -= 1;
        lowered
    }

    fn lower_kind(&mut self, expr: &ast::Expr) -> Expr {
        let span = expr.span;
        match &expr.kind {
            ast::ExprKind::Missing => self.error(span),
            ast::ExprKind::Name(name) => self.name(span, name),
            ast::ExprKind::Constant(constant) => self.constant(span, constant),
            ast::ExprKind::FString(parts) => {
                let parts = self.fstring_parts(parts);
                self.py(span, Py::FString(parts))
            }
            ast::ExprKind::List(items) => {
                let items = self.elements(items);
                self.py(span, Py::List(items))
            }
            ast::ExprKind::Tuple(items) => {
                let items = self.elements(items);
                self.py(span, Py::Tuple(items))
            }
            ast::ExprKind::Set(items) => {
                let items = self.elements(items);
                self.py(span, Py::Set(items))
            }
            ast::ExprKind::Dict(items) => self.dict(span, items),
            ast::ExprKind::Starred(value) => {
                let help = "put it into a list or a tuple: `[*items]`";
                let message = "`*` is not allowed here";
                self.refuse(Code::PSC302, value.span, message, help)
            }
            ast::ExprKind::Unary { op, operand } => {
                let operand = self.lower(operand);
                self.py(span, Py::Unary(*op, Box::new(operand)))
            }
            ast::ExprKind::Binary { op: ast::BinaryOp::MatMul, .. } if !self.has_matmul() => {
                self.refuse_matmul(span)
            }
            ast::ExprKind::Binary { op, left, right } => {
                let left = self.lower(left);
                let right = self.lower(right);
                self.py(span, Py::Binary(*op, Box::new(left), Box::new(right)))
            }
            ast::ExprKind::Bool { op, values } => self.chain(span, *op, values),
            ast::ExprKind::Compare { left, rest } => self.compare(span, left, rest),
            ast::ExprKind::IfElse { test, body, orelse } => {
                let test = Box::new(self.lower(test));
                let then = Box::new(self.lower(body));
                let orelse = Box::new(self.lower(orelse));
                self.py(span, Py::Cond { test, then, orelse })
            }
            ast::ExprKind::Lambda { params, body } => {
                self.lambda(span, params, body, Role::Plain, Vec::new())
            }
            ast::ExprKind::Call { func, args } => self.call(span, func, args),
            ast::ExprKind::Attribute { value, attr } => self.attribute(span, value, attr),
            ast::ExprKind::Subscript { value, index } => self.subscript(span, value, index),
            // One of several subscripts: `grid[0:2, 1]`.
            ast::ExprKind::Slice { lower, upper, step } => {
                let bounds = [lower, upper, step].map(|bound| match bound {
                    Some(bound) => self.lower(bound),
                    None => self.expr(span, ExprKind::None),
                });
                self.builtin_of(span, SLICE, bounds.into())
            }
            ast::ExprKind::Named { target, value } => {
                let value = self.lower(value);
                match self.local_var(&target.name) {
                    Some(var) => self.py(span, Py::Assign(var, Box::new(value))),
                    None => {
                        let message = "`:=` cannot assign a module-level name here";
                        self.refuse(Code::PSC302, span, message, "assign it in a statement")
                    }
                }
            }
            ast::ExprKind::Await(value) => self.await_(span, value),
            ast::ExprKind::Yield(value) => self.yield_(span, value.as_deref()),
            ast::ExprKind::YieldFrom(value) => self.yield_from(span, value),
            ast::ExprKind::ListComp { elt, clauses } => self.comprehension(span, clauses, |this| {
                let elt = this.lower(elt);
                ir::CompKind::List(elt)
            }),
            ast::ExprKind::SetComp { elt, clauses } => self.comprehension(span, clauses, |this| {
                let elt = this.lower(elt);
                ir::CompKind::Set(elt)
            }),
            ast::ExprKind::DictComp { key, value, clauses } => {
                self.comprehension(span, clauses, |this| {
                    let key = this.lower(key);
                    let value = this.lower(value);
                    ir::CompKind::Dict(key, value)
                })
            }
            ast::ExprKind::Generator { elt, clauses } => {
                self.comprehension(span, clauses, |this| {
                    let elt = this.lower(elt);
                    ir::CompKind::Generator(elt)
                })
            }
        }
    }

    fn constant(&mut self, span: Span, constant: &Constant) -> Expr {
        let kind = match constant {
            Constant::None => ExprKind::None,
            Constant::Bool(value) => ExprKind::Bool(*value),
            Constant::Int(value) => return self.int(span, value),
            Constant::Float(value) => ExprKind::Float(*value),
            Constant::Str(value) => ExprKind::Str(value.clone()),
            Constant::Ellipsis => {
                let message = "`...` is not a value in browser code";
                return self.refuse(Code::PSC302, span, message, "use `None`, or `pass` as a body");
            }
            Constant::Complex(_) => {
                let message = "complex numbers have no counterpart in JavaScript";
                return self.refuse(Code::PSC308, span, message, "keep the two parts in a tuple");
            }
            Constant::Bytes(value) => {
                let text: String = value.iter().copied().map(char::from).collect();
                ExprKind::Bytes(text.into())
            }
        };
        self.expr(span, kind)
    }

    fn int(&mut self, span: Span, value: &BigInt) -> Expr {
        self.expr(span, ExprKind::Int(value.clone()))
    }

    fn fstring_parts(&mut self, parts: &[FStringPart]) -> Vec<Part> {
        let mut lowered = Vec::new();
        for part in parts {
            match part {
                FStringPart::Literal { text, .. } => push_literal(&mut lowered, text),
                FStringPart::Field(field) => {
                    // `{x=}` shows the text of the field, and `repr` unless told otherwise.
                    if let Some(debug) = &field.debug {
                        push_literal(&mut lowered, debug);
                    }
                    let value = self.lower(&field.value);
                    let spec = field.spec.as_ref().map(|spec| self.fstring_parts(spec));
                    let is_plain_debug = field.debug.is_some() && spec.is_none();
                    let conversion = match field.conversion {
                        None if is_plain_debug => Some(ir::Conversion::Repr),
                        conversion => conversion,
                    };
                    let spec = spec.unwrap_or_default();
                    lowered.push(Part::Field { value, conversion, spec });
                }
            }
        }
        lowered
    }

    /// The elements of a display, `*` allowed.
    pub fn elements(&mut self, items: &[ast::Expr]) -> Vec<Arg> {
        let element = |item: &ast::Expr| match &item.kind {
            ast::ExprKind::Starred(value) => Arg::Spread(self.lower(value)),
            _plain => Arg::Pos(self.lower(item)),
        };
        items.iter().map(element).collect()
    }

    fn dict(&mut self, span: Span, items: &[DictItem]) -> Expr {
        let is_record = !items.is_empty() && items.iter().all(keeps_plain_object);
        let entries = items.iter().map(|item| match item {
            DictItem::Pair { key, value } => {
                let key = self.lower(key);
                DictEntry::Pair(key, self.lower(value))
            }
            DictItem::Spread(value) => DictEntry::Spread(self.lower(value)),
        });
        let entries = entries.collect();
        self.py(span, Py::Dict { entries, is_record })
    }

    fn chain(&mut self, span: Span, op: ast::BoolOp, values: &[ast::Expr]) -> Expr {
        if values.len() > MAX_LINKS {
            return self.too_long(span);
        }
        let before = self.yields();
        let values: Vec<Expr> = values.iter().map(|value| self.lower(value)).collect();
        if self.yields() > before {
            return self.yielding_choice(span, op, values);
        }
        let py = match op {
            ast::BoolOp::And => Py::And(values),
            ast::BoolOp::Or => Py::Or(values),
        };
        self.py(span, py)
    }

    fn too_long(&mut self, span: Span) -> Expr {
        let message = "this chain has more than 500 links";
        self.refuse(Code::PSC102, span, message, "write a loop, `any(...)` or `all(...)`")
    }

    /// `a < b < c` is `a < b and b < c` with `b` evaluated once.
    fn compare(&mut self, span: Span, left: &ast::Expr, rest: &[(CmpOp, ast::Expr)]) -> Expr {
        if rest.len() > MAX_LINKS {
            return self.too_long(span);
        }
        let mut left = self.lower(left);
        let mut links = Vec::new();
        for (position, (op, right)) in rest.iter().enumerate() {
            let mut right = self.lower(right);
            let link_span = left.span.to(right.span);
            let is_last = position + 1 == rest.len();
            // A variable may stand twice unless what comes between could assign it.
            let rest_is_quiet = rest.iter().skip(position + 1).all(|(_, later)| is_plain(later));
            let next = if is_last {
                None
            } else if right.is_atom() && (rest_is_quiet || !matches!(right.kind, ExprKind::Var(_)))
            {
                Some(self.copy_atom(&right))
            } else {
                let temp = self.temp(right.span, "middle");
                let right_span = right.span;
                right = self.py(right_span, Py::Assign(temp, Box::new(right)));
                Some(self.var_expr(right_span, temp))
            };
            let (left_side, right) = self.compared_classes(*op, left, right);
            let link = Py::Compare(*op, Box::new(left_side), Box::new(right));
            links.push(self.py(link_span, link));
            match next {
                Some(next) => left = next,
                None => break,
            }
        }
        if links.len() == 1
            && let Some(only) = links.pop()
        {
            return only;
        }
        self.py(span, Py::And(links))
    }

    /// At the top level of a module Python reads `Emitter.emit`, and finds a method of `ps.Import`.
    pub fn refused_attribute(&mut self, value: &ast::Expr, attr: &ast::Ident) -> Option<Expr> {
        if let Some(Binding::TypeOnly(name)) = self.binding(value.span)
            && py_modules::abstract_type(name).is_some()
        {
            let message = format!("`{name}.{}` is not compiled", attr.name);
            let help =
                "give the class the methods that such a type has: `isinstance` looks for those";
            return Some(self.refuse(Code::PSC404, attr.span, &message, help));
        }
        let is_import = matches!(self.binding(value.span), Some(Binding::Js(JsRef::Import { .. })));
        if !self.funcs.is_empty() || !is_import || !IMPORT_ATTRIBUTES.contains(&&*attr.name) {
            return None;
        }
        let message =
            format!("`{}` is an attribute of the `ps.Import`, not of what it imports", attr.name);
        let help = "write it in a function, where it is a member of what is imported";
        Some(self.refuse(Code::PSC209, attr.span, &message, help))
    }

    fn attribute(&mut self, span: Span, value: &ast::Expr, attr: &ast::Ident) -> Expr {
        if let Some(binding) = self.binding(span) {
            return self.bound(span, &attr.name, binding);
        }
        if &*attr.name == "__name__"
            && let Some(name) = self.name_of(span, value)
        {
            return name;
        }
        if let Some(member) = self.library_member(value, attr) {
            return match member {
                Ok(row) => self.py(span, Py::BuiltinRef(row)),
                Err(refused) => refused,
            };
        }
        if let Some(method) = self.class_method(span, value, attr) {
            return method;
        }
        if let Some(refused) = self.refused_attribute(value, attr) {
            return refused;
        }
        if self.is_super(value) {
            return self.super_attribute(span, value.span, attr);
        }
        let object = self.lower(value);
        let object = raw(object);
        if &*attr.name == "__name__" && !self.is_javascript(&object) {
            return self.helper(span, "nameOf", object);
        }
        if &*attr.name == "__class__" && !self.is_javascript(&object) {
            return self.type_of(span, object);
        }
        if is_inside(&attr.name) && !self.is_javascript(&object) {
            let message = format!("`{}` is not compiled", attr.name);
            let help =
                "a generator in JavaScript does not tell its state: keep a variable that does";
            return self.refuse(Code::PSC404, attr.span, &message, help);
        }
        if let Some(text) = self.told_of_class(value, attr) {
            return text;
        }
        if &*attr.name == "__dict__" && !self.is_javascript(&object) {
            return self.helper(span, "varsOf", object);
        }
        let is_of_enum = &*attr.name == "__members__" && self.enum_named(value).is_some();
        if is_dunder(&attr.name) && !is_of_enum && !self.is_javascript(&object) {
            return match self.dunder_value(span, value, object, attr) {
                Some(function) => function,
                None => self.refuse_dunder(attr),
            };
        }
        if let Some(function) = self.function_of_class(span, value, attr) {
            return function;
        }
        let name = self.mangled(&attr.name);
        let is_class = self.sight.is_nested_class(&name) && !self.is_javascript(&object);
        let read = match self.may_lack(value, &object, attr) {
            Some(Lacks::Never) => self.member(span, object, &name),
            Some(Lacks::Maybe) => self.asked_attribute(span, object, &name),
            None => return self.error(span),
        };
        // Whatever the attribute holds, it is called as any function.
        if is_class { self.helper(span, "asCallable", read) } else { read }
    }

    pub fn refuse_dunder(&mut self, attr: &ast::Ident) -> Expr {
        let message = format!("`{}` is not compiled", attr.name);
        let help = match written_as(&attr.name) {
            Some(written) => format!("write `{written}`"),
            None => "keep what it says in a variable or a dict of your own".to_owned(),
        };
        self.refuse(Code::PSC404, attr.span, &message, &help)
    }

    /// `type(x)`: a class of the program is callable there.
    pub fn type_of(&mut self, span: Span, object: Expr) -> Expr {
        let class = self.builtin_of(span, TYPE, vec![object]);
        self.callable_class(span, class)
    }

    /// `type(x).__name__`, `len.__name__`.
    fn name_of(&mut self, span: Span, value: &ast::Expr) -> Option<Expr> {
        let (func, args) = match &value.kind {
            ast::ExprKind::Call { func, args } => (&**func, Some(args.as_slice())),
            _other => (value, None),
        };
        if matches!(&func.kind, ast::ExprKind::Name(name) if self.local_var(name).is_some()) {
            return None;
        }
        let Some(Binding::Builtin(row)) = self.binding(func.span) else { return None };
        match args {
            None => {
                let name = row.name.rsplit('.').next().unwrap_or(row.name);
                Some(self.expr(span, ExprKind::Str(name.into())))
            }
            Some([of]) if is_type(row) && of.kind == ast::ArgKind::Positional => {
                let of = self.lower(&of.value);
                Some(self.helper(span, "typeNameOf", of))
            }
            Some(_) => None,
        }
    }

    /// `str.upper`, `dict.fromkeys`: a method taken from the class of a builtin.
    pub fn class_method(
        &mut self,
        span: Span,
        value: &ast::Expr,
        attr: &ast::Ident,
    ) -> Option<Expr> {
        let ast::ExprKind::Name(name) = &value.kind else { return None };
        if self.local_var(name).is_some() {
            return None;
        }
        let Some(Binding::Builtin(row)) = self.binding(value.span) else { return None };
        if library_methods::is_static_method(row.name, &attr.name) {
            return None;
        }
        let owner = MethodType::from_name(row.name);
        let found = owner.and_then(|owner| methods::method(owner, &attr.name));
        let helper = found
            .and_then(|method| methods::helper_name(method.ty, method.name))
            .and_then(|helper| crate::runtime::name(&helper));
        Some(match helper {
            Some(helper) => self.py(span, Py::Helper(helper)),
            // `bytes.lower`: a member of its class in JavaScript.
            None if let Some(method) = found.filter(|method| method.ty.has_members()) => {
                let class = if method.ty == MethodType::Bytes { "Bytes" } else { "ByteArray" };
                let class = self.py(value.span, Py::Helper(class));
                let name = self.expr(attr.span, ExprKind::Str(method.name.into()));
                let args = vec![ir::Arg::Pos(class), ir::Arg::Pos(name)];
                let callee = Box::new(self.py(span, Py::Helper("functionOf")));
                self.py(span, Py::Call { callee, args })
            }
            None => {
                if is_dunder(&attr.name) {
                    return Some(self.refuse_dunder(attr));
                }
                let message = format!("`{}.{}` is not compiled", row.name, attr.name);
                let names = owner.into_iter().flat_map(methods::of_type);
                let near = closest(&attr.name, names.map(|it| it.name));
                let help = match (found, near) {
                    (Some(_), _) => methods::instead_of_method(&attr.name).to_owned(),
                    (None, Some(near)) => format!("did you mean `{near}`?"),
                    (None, None) => "write a function of your own for it".to_owned(),
                };
                self.refuse(Code::PSC404, attr.span, &message, &help)
            }
        })
    }

    pub fn helper(&mut self, span: Span, name: &'static str, arg: Expr) -> Expr {
        let callee = Box::new(self.py(span, Py::Helper(name)));
        self.py(span, Py::Call { callee, args: vec![ir::Arg::Pos(arg)] })
    }

    /// A property of a value.
    pub fn member(&mut self, span: Span, object: Expr, name: &Name) -> Expr {
        if self.is_javascript(&object) {
            return self.js(span, ir::Js::Member(Box::new(object), name.clone()));
        }
        self.py(span, Py::Attr(Box::new(object), name.clone()))
    }

    fn subscript(&mut self, span: Span, value: &ast::Expr, index: &ast::Expr) -> Expr {
        if let Some(element) = self.element_with_children(span, value, index) {
            return element;
        }
        if self.is_generic_class(value) {
            return self.lower(value);
        }
        let object = self.lower(value);
        let object = Box::new(self.walked(value, object));
        if self.refuses_subscript(&object) {
            return self.error(span);
        }
        if let ast::ExprKind::Slice { lower, upper, step } = &index.kind {
            let mut bound = |bound: &Option<Box<ast::Expr>>| {
                bound.as_ref().map(|bound| Box::new(self.lower(bound)))
            };
            let (lower, upper, step) = (bound(lower), bound(upper), bound(step));
            return self.py(span, Py::Slice { object, lower, upper, step });
        }
        let index = Box::new(self.lower(index));
        self.py(span, Py::Index(object, index))
    }

    /// Whether a class in sight answers to `@`.
    pub fn has_matmul(&self) -> bool {
        ["__matmul__", "__rmatmul__", "__imatmul__"].iter().any(|name| self.sight.has_method(name))
    }

    pub fn refuse_matmul(&mut self, span: Span) -> Expr {
        let message = "`@` is not compiled: nothing in JavaScript is a matrix";
        self.refuse(Code::PSC302, span, message, "call a function, or give a class a `__matmul__`")
    }

    fn await_(&mut self, span: Span, value: &ast::Expr) -> Expr {
        let is_allowed = self.may_await();
        let value = self.lower(value);
        if !is_allowed {
            let message = "`await` outside an `async def`";
            return self.refuse(
                Code::PSC101,
                span,
                message,
                "make the enclosing function `async def`",
            );
        }
        self.py(span, Py::Await(Box::new(value)))
    }
}

/// `type`, which gives the class of what it is called with.
pub(super) fn is_type(row: &BuiltinRow) -> bool {
    row.name == TYPE
}

const TYPE: &str = "type";

/// A name or a literal.
fn is_plain(expr: &ast::Expr) -> bool {
    match &expr.kind {
        ast::ExprKind::Name(_) | ast::ExprKind::Constant(_) => true,
        ast::ExprKind::Unary { operand, .. } => is_plain(operand),
        _other => false,
    }
}

fn is_dunder(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__") && name != "__cause__"
}

/// What a generator or a coroutine says of its insides: `gi_frame`.
fn is_inside(name: &str) -> bool {
    ["gi_", "cr_", "ag_"].into_iter().filter_map(|prefix| name.strip_prefix(prefix)).any(|rest| {
        matches!(
            rest,
            "await" | "code" | "frame" | "origin" | "running" | "suspended" | "yieldfrom"
        )
    })
}

fn push_literal(parts: &mut Vec<Part>, text: &Name) {
    if let Some(Part::Literal(last)) = parts.last_mut() {
        *last = format!("{last}{text}").into();
    } else if !text.is_empty() {
        parts.push(Part::Literal(text.clone()));
    }
}

/// Whether a plain object holds this entry in the order written: a literal key that is neither
/// integer-like (JavaScript orders those first) nor `__proto__` (which sets the prototype).
fn keeps_plain_object(item: &DictItem) -> bool {
    match item {
        DictItem::Spread(_) => true,
        DictItem::Pair { key, .. } => match &key.kind {
            ast::ExprKind::Constant(Constant::Str(key)) => {
                let is_integer_like =
                    !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
                !is_integer_like && &**key != "__proto__"
            }
            _computed => false,
        },
    }
}
