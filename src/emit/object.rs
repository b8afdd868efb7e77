//! Objects of the program's own classes, where types tell their class.
//!
//! | Python | JavaScript |
//! |---|---|
//! | `p.x` | `p.x`, of an attribute that every `Point` has; else `attribute(p, "x")`, which raises |
//! | `on_click = p.save` | `methodOf(p, "save")`: the method stays with its object |
//! | `stack.pop()` | `stack.pop()`: a method of the class, whatever lists have of that name |

use crate::base::{Name, Span};
use crate::ir::{Arg, Expr, ExprKind, Instance, Py};

use super::emitter::Emitter;
use super::js::E;

impl<'a> Emitter<'a> {
    /// Whether the value is an instance of a class of the program, or such a class: none of Python's types.
    pub fn is_instance(&self, value: &Expr) -> bool {
        self.ty(value).is_instance()
            || matches!(&value.kind, ExprKind::Py(Py::New { class, .. }) if self.classes.named(self.module, class).is_some())
            || crate::ir::class::is_class(self.program, self.module, value)
    }

    /// `object.name`, where the object is an instance.
    pub fn instance_attribute(&mut self, expr: &Expr, object: &Expr, name: &Name) -> E {
        let instances: Vec<&'a Instance> = self.ty(object).instances().collect();
        let is_method = instances.iter().any(|of| self.is_method(of, name));
        match instances.is_empty() || is_method {
            true => self.property(expr, object, name),
            false => {
                let object = self.expr(object);
                self.at(expr.span).member(object, name)
            }
        }
    }

    /// `attribute(object, "name")`, where the object is an instance that has it for certain.
    pub fn sure_attribute(&mut self, span: Span, args: &[Arg]) -> Option<E> {
        let [Arg::Pos(object), Arg::Pos(Expr { kind: ExprKind::Str(name), .. })] = args else {
            return None;
        };
        let ty = self.ty(object);
        let has = |of: &Instance| self.classes.is_sure(of.key(), name);
        if !ty.is_instance() || !ty.instances().all(has) {
            return None;
        }
        let is_method = ty.instances().any(|of| self.is_method(of, name));
        if is_method {
            return None;
        }
        let object = self.expr(object);
        Some(self.at(span).member(object, name))
    }

    /// `hasattr(p, "x")` of an object that has it for certain.
    pub fn has_surely(&self, args: &[Arg]) -> bool {
        match args {
            [Arg::Pos(object), Arg::Pos(Expr { kind: ExprKind::Str(name), .. })] => {
                let ty = self.ty(object);
                object.is_atom()
                    && ty.is_instance()
                    && !ty.may_be_none()
                    && !self.may_lack(object, name)
            }
            _other => false,
        }
    }

    /// Whether the expression is an enum, which gives its members where it is walked.
    pub fn is_enum(&self, expr: &Expr) -> bool {
        let found = self.classes.named(self.module, expr);
        let of = found.and_then(|found| found.class.of.as_ref());
        of.is_some_and(|of| of.kind().members.is_some())
    }

    /// Whether the object is an instance that may have no attribute of that name.
    pub fn may_lack(&self, object: &Expr, name: &str) -> bool {
        let ty = self.ty(object);
        ty.is_instance() && !ty.instances().all(|of| self.classes.is_sure(of.key(), name))
    }

    /// Whether the class, or one that derives from it, has a method of that name.
    pub fn is_method(&self, of: &Instance, name: &str) -> bool {
        let members = self.classes.members(of.key(), name);
        members.iter().any(|(_, member)| member.kind.method().is_some())
    }
}
