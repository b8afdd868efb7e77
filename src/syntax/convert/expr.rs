//! Expressions.

use rustpython_parser::ast::{self as py, Ranged};

use crate::base::Span;
use crate::diag::{Code, Diagnostic};
use crate::syntax::ast::{
    BinaryOp, BoolOp, Clause, CmpOp, Constant, DictItem, Expr, ExprKind, UnaryOp,
};
use crate::syntax::convert::Converter;
use crate::syntax::tokens::Kind;

impl Converter<'_> {
    /// An expression where no star may stand.
    pub fn expr(&mut self, node: py::Expr) -> Expr {
        let span = self.span(node.range());
        if node.is_starred_expr() {
            return self.missing(
                span,
                "a starred expression cannot stand here",
                "put it into a list or a tuple: `[*items]`",
            );
        }
        self.item(node)
    }

    fn boxed(&mut self, node: py::Expr) -> Box<Expr> {
        Box::new(self.expr(node))
    }

    fn optional(&mut self, node: Option<Box<py::Expr>>) -> Option<Box<Expr>> {
        node.map(|node| self.boxed(*node))
    }

    /// An expression where a starred one may stand: an element of a display, a target.
    pub fn item(&mut self, node: py::Expr) -> Expr {
        let span = self.span(node.range());
        let kind = match node {
            py::Expr::Name(node) => ExprKind::Name(self.name(node.id.as_str(), span)),
            py::Expr::Constant(node) => self.constant(node.value, span),
            py::Expr::Attribute(node) => self.attribute(node, span),
            py::Expr::Call(node) => self.call(node),
            py::Expr::Subscript(node) => self.subscript(node),
            py::Expr::BinOp(node) => self.binary(node),
            py::Expr::UnaryOp(node) => self.unary(node),
            py::Expr::BoolOp(node) => self.bool_op(node),
            py::Expr::Compare(node) => self.compare(node),
            py::Expr::List(node) => ExprKind::List(self.items(node.elts)),
            py::Expr::Tuple(node) => ExprKind::Tuple(self.items(node.elts)),
            py::Expr::Set(node) => ExprKind::Set(self.items(node.elts)),
            py::Expr::Dict(node) => self.dict(node),
            py::Expr::Starred(node) => ExprKind::Starred(self.boxed(*node.value)),
            py::Expr::Slice(node) => self.slice_expr(node),
            py::Expr::IfExp(node) => self.if_else(node),
            py::Expr::Lambda(node) => self.lambda(node),
            py::Expr::NamedExpr(node) => return self.named(node, span),
            py::Expr::Await(node) => ExprKind::Await(self.boxed(*node.value)),
            py::Expr::Yield(node) => ExprKind::Yield(self.optional(node.value)),
            py::Expr::YieldFrom(node) => ExprKind::YieldFrom(self.boxed(*node.value)),
            py::Expr::ListComp(node) => self.list_comp(node),
            py::Expr::SetComp(node) => self.set_comp(node),
            py::Expr::DictComp(node) => self.dict_comp(node),
            py::Expr::GeneratorExp(node) => self.generator(node),
            // The literals are masked, so the parser never sees an f-string.
            py::Expr::FormattedValue(_) | py::Expr::JoinedStr(_) => ExprKind::Missing,
        };
        Expr { span, kind }
    }

    fn items(&mut self, nodes: Vec<py::Expr>) -> Vec<Expr> {
        nodes.into_iter().map(|node| self.item(node)).collect()
    }

    pub fn constant(&mut self, value: py::Constant, span: Span) -> ExprKind {
        ExprKind::Constant(match value {
            py::Constant::None => Constant::None,
            py::Constant::Bool(value) => Constant::Bool(value),
            py::Constant::Ellipsis => Constant::Ellipsis,
            py::Constant::Int(value) => Constant::Int(value),
            py::Constant::Float(value) => Constant::Float(value),
            py::Constant::Complex { imag, .. } => Constant::Complex(imag),
            py::Constant::Str(_) | py::Constant::Bytes(_) => {
                return self.strings(span.start as usize..span.end as usize);
            }
            // Only an optimizer that is not run makes these.
            py::Constant::Tuple(_) => return ExprKind::Missing,
        })
    }

    fn attribute(&mut self, node: py::ExprAttribute, span: Span) -> ExprKind {
        let attr = self.ident_at_end(&node.attr, span);
        ExprKind::Attribute { value: self.boxed(*node.value), attr }
    }

    fn call(&mut self, node: py::ExprCall) -> ExprKind {
        let func = self.boxed(*node.func);
        ExprKind::Call { func, args: self.args(node.args, node.keywords) }
    }

    fn subscript(&mut self, node: py::ExprSubscript) -> ExprKind {
        let value = self.boxed(*node.value);
        let mut index = self.item(*node.slice);
        if matches!(index.kind, ExprKind::Starred(_)) {
            // `x[*a]` is `x[(*a,)]`.
            index = Expr { span: index.span, kind: ExprKind::Tuple(vec![index]) };
        }
        ExprKind::Subscript { value, index: Box::new(index) }
    }

    fn slice_expr(&mut self, node: py::ExprSlice) -> ExprKind {
        ExprKind::Slice {
            lower: self.optional(node.lower),
            upper: self.optional(node.upper),
            step: self.optional(node.step),
        }
    }

    fn binary(&mut self, node: py::ExprBinOp) -> ExprKind {
        let left = self.boxed(*node.left);
        ExprKind::Binary { op: binary_op(node.op), left, right: self.boxed(*node.right) }
    }

    fn unary(&mut self, node: py::ExprUnaryOp) -> ExprKind {
        let op = match node.op {
            py::UnaryOp::Not => UnaryOp::Not,
            py::UnaryOp::USub => UnaryOp::Neg,
            py::UnaryOp::UAdd => UnaryOp::Pos,
            py::UnaryOp::Invert => UnaryOp::Invert,
        };
        ExprKind::Unary { op, operand: self.boxed(*node.operand) }
    }

    fn bool_op(&mut self, node: py::ExprBoolOp) -> ExprKind {
        let op = match node.op {
            py::BoolOp::And => BoolOp::And,
            py::BoolOp::Or => BoolOp::Or,
        };
        let values = node.values.into_iter().map(|value| self.expr(value)).collect();
        ExprKind::Bool { op, values }
    }

    fn compare(&mut self, node: py::ExprCompare) -> ExprKind {
        let left = self.boxed(*node.left);
        let pairs = node.ops.into_iter().zip(node.comparators);
        let rest = pairs.map(|(op, value)| (cmp_op(op), self.expr(value))).collect();
        ExprKind::Compare { left, rest }
    }

    fn dict(&mut self, node: py::ExprDict) -> ExprKind {
        let pairs = node.keys.into_iter().zip(node.values);
        let items = pairs.map(|(key, value)| match key {
            Some(key) => DictItem::Pair { key: self.expr(key), value: self.expr(value) },
            None => DictItem::Spread(self.expr(value)),
        });
        ExprKind::Dict(items.collect())
    }

    fn if_else(&mut self, node: py::ExprIfExp) -> ExprKind {
        let body = self.boxed(*node.body);
        let test = self.boxed(*node.test);
        ExprKind::IfElse { test, body, orelse: self.boxed(*node.orelse) }
    }

    fn lambda(&mut self, node: py::ExprLambda) -> ExprKind {
        let params = Box::new(self.params(*node.args));
        ExprKind::Lambda { params, body: self.boxed(*node.body) }
    }

    fn named(&mut self, node: py::ExprNamedExpr, span: Span) -> Expr {
        let place = self.span(node.target.range());
        let target = match *node.target {
            py::Expr::Name(name) => self.ident_at_start(&name.id, place),
            // The grammar takes nothing but a name.
            _ => return Expr { span, kind: ExprKind::Missing },
        };
        let value = self.boxed(*node.value);
        // The parser leaves out the brackets around the value.
        let before = self.tokens.within(place.end, value.span.start);
        let open = before.iter().filter(|token| token.kind == Kind::Open).count();
        let close = open.checked_sub(1).and_then(|at| self.tokens.from(value.span.end).get(at));
        let end = close.map_or(value.span.end, |token| token.end);
        Expr { span: Span { end, ..span }, kind: ExprKind::Named { target, value } }
    }

    fn list_comp(&mut self, node: py::ExprListComp) -> ExprKind {
        let elt = self.element(*node.elt);
        ExprKind::ListComp { elt, clauses: self.clauses(node.generators) }
    }

    fn set_comp(&mut self, node: py::ExprSetComp) -> ExprKind {
        let elt = self.element(*node.elt);
        ExprKind::SetComp { elt, clauses: self.clauses(node.generators) }
    }

    fn dict_comp(&mut self, node: py::ExprDictComp) -> ExprKind {
        let key = self.boxed(*node.key);
        let value = self.boxed(*node.value);
        ExprKind::DictComp { key, value, clauses: self.clauses(node.generators) }
    }

    fn generator(&mut self, node: py::ExprGeneratorExp) -> ExprKind {
        let elt = self.element(*node.elt);
        ExprKind::Generator { elt, clauses: self.clauses(node.generators) }
    }

    fn element(&mut self, node: py::Expr) -> Box<Expr> {
        if node.is_starred_expr() {
            let span = self.span(node.range());
            let message = "a comprehension cannot unpack its elements";
            let help = "write a second `for`: `[x for xs in xss for x in xs]`";
            self.sink.push(Diagnostic::new(Code::PSC101, span, message).help(help));
            return Box::new(Expr { span, kind: ExprKind::Missing });
        }
        self.boxed(node)
    }

    fn clauses(&mut self, nodes: Vec<py::Comprehension>) -> Vec<Clause> {
        let clause = |node: py::Comprehension| Clause {
            is_async: node.is_async,
            target: self.target(node.target),
            iter: self.expr(node.iter),
            conditions: node.ifs.into_iter().map(|test| self.expr(test)).collect(),
        };
        nodes.into_iter().map(clause).collect()
    }
}

pub fn binary_op(op: py::Operator) -> BinaryOp {
    match op {
        py::Operator::Add => BinaryOp::Add,
        py::Operator::Sub => BinaryOp::Sub,
        py::Operator::Mult => BinaryOp::Mul,
        py::Operator::MatMult => BinaryOp::MatMul,
        py::Operator::Div => BinaryOp::Div,
        py::Operator::Mod => BinaryOp::Mod,
        py::Operator::Pow => BinaryOp::Pow,
        py::Operator::LShift => BinaryOp::LShift,
        py::Operator::RShift => BinaryOp::RShift,
        py::Operator::BitOr => BinaryOp::BitOr,
        py::Operator::BitXor => BinaryOp::BitXor,
        py::Operator::BitAnd => BinaryOp::BitAnd,
        py::Operator::FloorDiv => BinaryOp::FloorDiv,
    }
}

fn cmp_op(op: py::CmpOp) -> CmpOp {
    match op {
        py::CmpOp::Eq => CmpOp::Eq,
        py::CmpOp::NotEq => CmpOp::NotEq,
        py::CmpOp::Lt => CmpOp::Lt,
        py::CmpOp::LtE => CmpOp::LtE,
        py::CmpOp::Gt => CmpOp::Gt,
        py::CmpOp::GtE => CmpOp::GtE,
        py::CmpOp::Is => CmpOp::Is,
        py::CmpOp::IsNot => CmpOp::IsNot,
        py::CmpOp::In => CmpOp::In,
        py::CmpOp::NotIn => CmpOp::NotIn,
    }
}
