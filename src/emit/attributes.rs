//! Attributes that are read.
//!
//! | receiver | `x.name` becomes |
//! |---|---|
//! | a number by type | its part: `n.real` is `n`, `n.imag` is `0` |
//! | of unknown type, a name that numbers have | `attrOf(x, "real")` |
//! | a Python value, a method's name | the method, bound |
//! | anything else | the property of JavaScript |

use crate::base::{Name, Span};
use crate::ir::{Expr, ExprKind, Type};
use crate::tables::library_types::Member;

use super::emitter::Emitter;
use super::js::E;

impl Emitter<'_> {
    pub fn attribute(&mut self, expr: &Expr, object: &Expr, name: &Name) -> E {
        let span = expr.span;
        if matches!(object.kind, ExprKind::Super) {
            return self.at(span).super_member(name);
        }
        if self.is_instance(object) {
            return self.instance_attribute(expr, object, name);
        }
        if let Some(of) = self.ty(object).without_none().library()
            && let Some(Member::Method(..)) = of.member(name)
        {
            let args = vec![self.expr(object), self.js.string(name)];
            return self.help(span, "boundMethod", args);
        }
        if let Some(part) = self.number_part(span, object, name) {
            return part;
        }
        if let Some(bound) = self.bound_method(span, object, name) {
            return bound;
        }
        self.property(expr, object, name)
    }

    /// `real`, `imag`, `numerator` and `denominator` of what is a number, or may be.
    fn number_part(&mut self, span: Span, object: &Expr, name: &str) -> Option<E> {
        if !matches!(name, "real" | "imag" | "numerator" | "denominator") {
            return None;
        }
        let at = self.at(span);
        let ty = self.ty(object);
        match name {
            "imag" if ty.is_number() => Some(self.after(object, at.int(0))),
            "denominator" if ty.is_number() => Some(self.after(object, at.int(1))),
            _itself if ty.is_plain_number() && !ty.any(Type::is_bool) => Some(self.expr(object)),
            _itself if ty.is_number() => {
                let value = self.expr(object);
                Some(self.help(span, "pos", vec![value]))
            }
            _unknown if ty.any(|ty| ty.is_any() || ty.is_number()) => {
                let args = vec![self.expr(object), self.js.string(name)];
                Some(self.help(span, "attrOf", args))
            }
            _property => None,
        }
    }
}
