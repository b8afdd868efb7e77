//! Special methods that are called by their names, as the operations that call them.
//!
//! ```text
//! rows.__getitem__(0)          rows[0]
//! rows.__contains__(row)       row in rows
//! price.__add__(1)             price + 1, where types show that it is not `NotImplemented`
//! seen.__setitem__(key, 1)     seen[key] = 1, as a statement
//! map(seen.__contains__, keys) map(partial(operator.contains, seen), keys)
//! object.__setattr__(self, "total", 1)    self.total = 1, in `__post_init__`: the instance is not frozen yet
//! ```
//!
//! The receiver is noted: that its type has the method is checked (`types::check`), or asked when it runs (`special`).

use crate::base::Span;
use crate::ir::{Arg, BinaryOp, CmpOp, Expr, Py, UnaryOp};
use crate::lower::context::Lowering;
use crate::resolve::Binding;
use crate::syntax::ast::{self, ArgKind};
use crate::tables::builtins::{self, BuiltinRow};
use crate::tables::py_modules;
use crate::tables::special_methods::{ROOT_CLASS, called_by};

/// What gives a function its first arguments.
const PARTIAL: &str = "functools.partial";

/// The function that does what a special method does, its object first. Those of binary operators are none: what they
/// give may be `NotImplemented`.
fn function_of(special: &str) -> Option<&'static BuiltinRow> {
    if let Some(builtin) = called_by(special) {
        return builtins::builtin(builtin);
    }
    py_modules::library(match special {
        "__contains__" => "operator.contains",
        "__delitem__" => "operator.delitem",
        "__getitem__" => "operator.getitem",
        "__invert__" => "operator.invert",
        "__neg__" => "operator.neg",
        "__pos__" => "operator.pos",
        "__setitem__" => "operator.setitem",
        _other => return None,
    })
}

/// What a special method is called by.
enum Operation {
    Builtin(&'static str),
    Unary(UnaryOp),
    Binary(BinaryOp),
    Compare(CmpOp),
    Contains,
    Item,
}

impl Operation {
    fn of(special: &str) -> Option<Operation> {
        if let Some(builtin) = called_by(special) {
            return Some(Operation::Builtin(builtin));
        }
        Some(match special {
            "__invert__" => Operation::Unary(UnaryOp::Invert),
            "__neg__" => Operation::Unary(UnaryOp::Neg),
            "__pos__" => Operation::Unary(UnaryOp::Pos),
            "__add__" => Operation::Binary(BinaryOp::Add),
            "__and__" => Operation::Binary(BinaryOp::BitAnd),
            "__floordiv__" => Operation::Binary(BinaryOp::FloorDiv),
            "__lshift__" => Operation::Binary(BinaryOp::LShift),
            "__mod__" => Operation::Binary(BinaryOp::Mod),
            "__mul__" => Operation::Binary(BinaryOp::Mul),
            "__or__" => Operation::Binary(BinaryOp::BitOr),
            "__pow__" => Operation::Binary(BinaryOp::Pow),
            "__rshift__" => Operation::Binary(BinaryOp::RShift),
            "__sub__" => Operation::Binary(BinaryOp::Sub),
            "__truediv__" => Operation::Binary(BinaryOp::Div),
            "__xor__" => Operation::Binary(BinaryOp::BitXor),
            "__eq__" => Operation::Compare(CmpOp::Eq),
            "__ge__" => Operation::Compare(CmpOp::GtE),
            "__gt__" => Operation::Compare(CmpOp::Gt),
            "__le__" => Operation::Compare(CmpOp::LtE),
            "__lt__" => Operation::Compare(CmpOp::Lt),
            "__ne__" => Operation::Compare(CmpOp::NotEq),
            "__contains__" => Operation::Contains,
            "__getitem__" => Operation::Item,
            _other => return None,
        })
    }

    fn takes(&self) -> usize {
        match self {
            Operation::Builtin(_) | Operation::Unary(_) => 0,
            Operation::Binary(_)
            | Operation::Compare(_)
            | Operation::Contains
            | Operation::Item => 1,
        }
    }

    /// Whether a class of the program may give something else than what the operation makes of it.
    fn shows_result(&self) -> bool {
        match self {
            Operation::Binary(_) | Operation::Compare(_) | Operation::Contains => true,
            Operation::Builtin(_) | Operation::Unary(_) | Operation::Item => false,
        }
    }
}

impl Lowering<'_> {
    /// `object.__len__()`; the object is given back where it is a call like any other.
    pub fn dunder_call(
        &mut self,
        span: Span,
        value: &ast::Expr,
        object: Expr,
        attr: &ast::Ident,
        args: &[ast::Arg],
    ) -> Result<Expr, Expr> {
        let Some(operation) = Operation::of(&attr.name) else { return Err(object) };
        let is_plain = args.iter().all(|arg| arg.kind == ArgKind::Positional);
        let is_own = operation.shows_result() && self.sight.has_method(&attr.name);
        if args.len() != operation.takes() || !is_plain || is_own || !self.is_value(value) {
            return Err(object);
        }
        // `in` asks for its left side first.
        let is_turned = matches!(operation, Operation::Contains);
        if is_turned && !object.is_atom() && !args.iter().all(|arg| is_settled(&arg.value)) {
            return Err(object);
        }
        let other = args.first().map(|arg| self.lower(&arg.value));
        let id = object.id;
        let object = Box::new(object);
        let made = match (operation, other) {
            (Operation::Builtin(name), _none) => self.builtin_of(span, name, vec![*object]),
            (Operation::Unary(op), _none) => self.py(span, Py::Unary(op, object)),
            (Operation::Binary(op), Some(other)) => {
                self.py(span, Py::Binary(op, object, Box::new(other)))
            }
            (Operation::Compare(op), Some(other)) => {
                self.py(span, Py::Compare(op, object, Box::new(other)))
            }
            (Operation::Contains, Some(key)) => {
                self.py(span, Py::Compare(CmpOp::In, Box::new(key), object))
            }
            (Operation::Item, Some(key)) => self.py(span, Py::Index(object, Box::new(key))),
            _moved => return Err(*object),
        };
        self.builder.module.special.insert(id, (attr.name.clone(), attr.span));
        Ok(made)
    }

    /// `object.__contains__` as a value: the function that the operation is, with its object.
    pub fn dunder_value(
        &mut self,
        span: Span,
        value: &ast::Expr,
        object: Expr,
        attr: &ast::Ident,
    ) -> Option<Expr> {
        let function = function_of(&attr.name)?;
        let is_own = &*attr.name == "__contains__" && self.sight.has_method(&attr.name);
        if is_own || !self.is_value(value) {
            return None;
        }
        let partial = py_modules::library(PARTIAL)?;
        let function = self.py(attr.span, Py::BuiltinRef(function));
        self.builder.module.special.insert(object.id, (attr.name.clone(), attr.span));
        let args = vec![Arg::Pos(function), Arg::Pos(object)];
        Some(self.py(span, Py::Builtin { row: partial, args, keywords: Vec::new() }))
    }

    /// `rows.__setitem__(0, row)` and `rows.__delitem__(0)` as statements: what they are in syntax.
    pub fn special_statement(&mut self, span: Span, expr: &ast::Expr) -> Option<ast::StmtKind> {
        let ast::ExprKind::Call { func, args } = &expr.kind else { return None };
        let ast::ExprKind::Attribute { value, attr } = &func.kind else { return None };
        let is_plain = args.iter().all(|arg| arg.kind == ArgKind::Positional);
        if is_plain && &*attr.name == "__setattr__" && self.is_object(value) {
            return self.own_store(args);
        }
        if !is_plain || !self.is_value(value) || self.is_super(value) {
            return None;
        }
        let item = |key: &ast::Arg| ast::Expr {
            span,
            kind: ast::ExprKind::Subscript {
                value: value.clone(),
                index: Box::new(key.value.clone()),
            },
        };
        let made = match (&*attr.name, args.as_slice()) {
            // An assignment asks for the value first.
            ("__setitem__", [key, stored])
                if is_settled(&stored.value) || (is_settled(value) && is_settled(&key.value)) =>
            {
                let targets = vec![item(key)];
                ast::StmtKind::Assign { targets, value: stored.value.clone() }
            }
            ("__delitem__", [key]) => ast::StmtKind::Delete(vec![item(key)]),
            _other => return None,
        };
        self.builder.special_places.insert(value.span, (attr.name.clone(), attr.span));
        Some(made)
    }

    fn is_object(&self, value: &ast::Expr) -> bool {
        matches!(self.binding(value.span), Some(Binding::Builtin(row)) if row.name == ROOT_CLASS)
    }

    /// `object.__setattr__(self, "name", value)` while the instance is made.
    fn own_store(&mut self, args: &[ast::Arg]) -> Option<ast::StmtKind> {
        let [object, name, stored] = args else { return None };
        let ast::ExprKind::Constant(ast::Constant::Str(text)) = &name.value.kind else {
            return None;
        };
        if !self.is_made_here(&object.value) {
            return None;
        }
        let attr = ast::Ident { name: text.clone(), span: name.value.span };
        let value = Box::new(object.value.clone());
        let target =
            ast::Expr { span: name.value.span, kind: ast::ExprKind::Attribute { value, attr } };
        Some(ast::StmtKind::Assign { targets: vec![target], value: stored.value.clone() })
    }

    /// Whether the receiver is an object, and no class or module.
    fn is_value(&self, value: &ast::Expr) -> bool {
        if self.class_named(value).is_some() {
            return false;
        }
        match self.binding(value.span) {
            None | Some(Binding::Item(_)) => true,
            Some(_other) => false,
        }
    }
}

/// Whether it does not matter when it is evaluated.
fn is_settled(expr: &ast::Expr) -> bool {
    matches!(expr.kind, ast::ExprKind::Name(_) | ast::ExprKind::Constant(_))
}
