//! What may stand left of `=`, after `for`, `del`, `as`.

use rustpython_parser::ast::{self as py, Ranged};

use crate::diag::{Code, Diagnostic};
use crate::syntax::ast::Expr;
use crate::syntax::convert::Converter;

impl Converter<'_> {
    /// A target that may be a list or a tuple of targets, stars within.
    pub fn target(&mut self, node: py::Expr) -> Expr {
        let starred = node.is_starred_expr();
        if starred {
            let span = self.span(node.range());
            return self.missing(
                span,
                "a starred target must stand in a list or a tuple",
                "write a comma behind it: `*items, = values`",
            );
        }
        self.check_target(&node, "assign to");
        self.item(node)
    }

    /// A name, an attribute or a subscript.
    pub fn single_target(&mut self, node: py::Expr, verb: &str) -> Expr {
        match &node {
            py::Expr::List(_) | py::Expr::Tuple(_) | py::Expr::Starred(_) => {
                self.refuse_target(&node, verb);
            }
            _ => self.check_target(&node, verb),
        }
        self.item(node)
    }

    pub fn deleted(&mut self, node: py::Expr) -> Expr {
        self.check_target(&node, "delete");
        self.expr(node)
    }

    fn check_target(&mut self, node: &py::Expr, verb: &str) {
        let elements = match node {
            py::Expr::Name(_) | py::Expr::Attribute(_) | py::Expr::Subscript(_) => return,
            py::Expr::Starred(star) => return self.check_target(&star.value, verb),
            py::Expr::List(list) => &list.elts,
            py::Expr::Tuple(tuple) => &tuple.elts,
            _ => return self.refuse_target(node, verb),
        };
        let mut stars = elements.iter().filter(|element| element.is_starred_expr());
        if let (Some(_), Some(second)) = (stars.next(), stars.next()) {
            let span = self.span(second.range());
            let message = "only one target of an assignment may be starred";
            self.refuse(span, message, "remove one of the stars");
        }
        for element in elements {
            self.check_target(element, verb);
        }
    }

    fn refuse_target(&mut self, node: &py::Expr, verb: &str) {
        let span = self.span(node.range());
        let message = format!("cannot {verb} {}", describe(node));
        let help = match node {
            py::Expr::Call(_) if verb == "assign to" => {
                "assign to a subscript (`f(x)[key] = ...`), or use `==` to compare"
            }
            py::Expr::Compare(_) if verb == "assign to" => "use `==` to compare",
            py::Expr::Tuple(_) | py::Expr::List(_) => {
                "update each of them in a statement of its own"
            }
            _other => "put a name, an attribute or a subscript there",
        };
        self.sink.push(Diagnostic::new(Code::PSC101, span, message).help(help));
    }
}

fn describe(node: &py::Expr) -> &'static str {
    match node {
        py::Expr::Constant(constant) => match constant.value {
            py::Constant::None => "`None`",
            py::Constant::Bool(true) => "`True`",
            py::Constant::Bool(false) => "`False`",
            py::Constant::Ellipsis => "`...`",
            py::Constant::Str(_) | py::Constant::Bytes(_) => "a string",
            py::Constant::Int(_) | py::Constant::Float(_) => "a number",
            py::Constant::Complex { .. } | py::Constant::Tuple(_) => "a literal",
        },
        py::Expr::Call(_) => "a function call",
        py::Expr::Compare(_) => "a comparison",
        py::Expr::IfExp(_) => "a conditional expression",
        py::Expr::Lambda(_) => "a lambda",
        py::Expr::Dict(_) | py::Expr::Set(_) => "a display in braces",
        py::Expr::Tuple(_) => "a tuple",
        py::Expr::List(_) => "a list",
        py::Expr::Starred(_) => "a starred expression",
        py::Expr::Await(_) => "an `await` expression",
        py::Expr::Yield(_) | py::Expr::YieldFrom(_) => "a `yield` expression",
        py::Expr::NamedExpr(_) => "an assignment expression",
        _ => "an expression",
    }
}
